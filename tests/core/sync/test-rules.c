/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-util.h"
#include "store/vouch-jobs.h"
#include "sync-facts.h"
#include "sync/vouch-rules.h"

/* One thing is changed in facts that nothing speaks against: the right rule fails for the right
 * reason, and all rules behind it are not reached. */

#define CHANGE(name, code) static void name (VouchFacts *facts) { code; }

#define PERSON (facts->application->person)
#define TEMPLATE ((VouchTemplate *) facts->templates->pdata[0])
#define SURVEY ((VouchSurvey *) facts->surveys->pdata[0])
#define FORGET(pointer, free) g_clear_pointer (&(pointer), free)

static void
add_open_request (VouchFacts *facts)
{
  facts->open_request = vouch_request_row_new ();
  vouch_set_str (&facts->open_request->external_id, "candidate-1:job-1");
}

static void
adopt_open_request (VouchFacts *facts)
{
  add_open_request (facts);
  facts->open_request->adopted = TRUE;
}

static void
be_late (VouchFacts *facts)
{
  facts->trigger->late = TRUE;
  facts->n_late = (guint) facts->settings->catch_up_limit + 1;
}

static void
be_old (VouchFacts *facts)
{
  facts->connection->turned_on_at = 0;
  facts->searchable = FALSE;
  facts->trigger->entered_on = facts->trigger->first_seen - 72 * VOUCH_HOUR - 1;
}

static void
lose_emails (VouchFacts *facts)
{
  for (guint i = 0; i < facts->job->team->len; i++)
    vouch_set_str (&((VouchTeamMember *) facts->job->team->pdata[i])->contact->email, NULL);
}

CHANGE (nothing, (void) facts)
CHANGE (turn_off, facts->connection->on = FALSE)
CHANGE (pause_sending, facts->connection->paused = TRUE)
CHANGE (break_ats, facts->ats_problem = vouch_reason_new ("ats.unauthorized", NULL))
CHANGE (break_crosschq, facts->crosschq_problem = vouch_reason_new ("crosschq.forbidden", NULL))
CHANGE (turn_app_off, facts->settings->enabled = FALSE)
CHANGE (forget_application, FORGET (facts->application, vouch_application_free))
CHANGE (forget_job, FORGET (facts->job, vouch_job_free))
CHANGE (erase, facts->application->erased = TRUE)
CHANGE (be_gone, facts->application->gone = TRUE)
CHANGE (be_lead, vouch_set_str (&facts->application->status, "LEAD"))
CHANGE (move_on, vouch_set_str (&facts->application->sub_status, "Phone Screen"))
CHANGE (lower_step, vouch_set_str (&facts->application->sub_status, "crosschq"))
CHANGE (remove_step, g_ptr_array_set_size (facts->steps, 0))
CHANGE (rebuild, facts->connection->rebuild = TRUE)
CHANGE (turn_on_later, facts->connection->turned_on_at = facts->trigger->entered_on + 1)
CHANGE (enter_again, facts->trigger->entry_no = 2)
CHANGE (forget_field, FORGET (facts->field, vouch_tag_field_free))
CHANGE (forget_field_id, FORGET (facts->field->id, g_free))
CHANGE (retire_field, facts->field->active = FALSE)
CHANGE (remove_tag, vouch_set_str (&facts->job->tag, NULL))
CHANGE (empty_tag, vouch_set_str (&facts->job->tag, ""))
CHANGE (capital_tag, vouch_set_str (&facts->job->tag, "Sales"))
CHANGE (space_tag, vouch_set_str (&facts->job->tag, " sales "))
CHANGE (other_tag, vouch_set_str (&facts->job->tag, "engineering"))
CHANGE (remove_templates, g_ptr_array_set_size (facts->templates, 0))
CHANGE (remove_surveys, g_ptr_array_set_size (facts->surveys, 0))
CHANGE (rename_survey, vouch_set_str (&SURVEY->codename, "other"))
CHANGE (want_more, SURVEY->min_total = 3)
CHANGE (offer_no_managers, SURVEY->limits[vouch_relationship_index ("managers")].max = 0)
CHANGE (remove_team, g_ptr_array_set_size (facts->job->team, 0))
CHANGE (remove_email, vouch_set_str (&PERSON->email, NULL))
CHANGE (empty_email, vouch_set_str (&PERSON->email, ""))
CHANGE (break_email, vouch_set_str (&PERSON->email, "ines at example.org"))
CHANGE (forget_person, FORGET (PERSON, vouch_contact_free))
CHANGE (observe_only, facts->connection->sends = FALSE)
CHANGE (reach_cap, facts->n_sent = (guint) facts->settings->daily_cap)

static const struct
{
  const char *name;
  void (* change) (VouchFacts *facts);
  const char *rule;    /* (nullable): none fails */
  const char *reason;
} cases[] = {
  { "nothing", nothing, NULL, NULL },
  { "off", turn_off, "rule.on", "connection.off" },
  { "paused", pause_sending, "rule.not-paused", "sending.paused" },
  { "SmartRecruiters", break_ats, "rule.ats", "ats.unauthorized" },
  { "Crosschq", break_crosschq, "rule.crosschq", "crosschq.forbidden" },
  { "app off", turn_app_off, "rule.app", "app.off" },
  { "no application", forget_application, "rule.application", "application.none" },
  { "no job", forget_job, "rule.application", "application.none" },
  { "erased", erase, "rule.application", "application.erased" },
  { "gone", be_gone, "rule.application", "application.gone" },
  { "lead", be_lead, "rule.lead", "application.lead" },
  { "moved on", move_on, "rule.step", "application.not-in-step" },
  { "step to the letter", lower_step, "rule.step", "application.not-in-step" },
  { "no step", remove_step, "rule.step", "step.missing" },
  { "rebuilding", rebuild, "rule.entry", "entry.rebuild" },
  { "before on", turn_on_later, "rule.entry", "entry.before-on" },
  { "too old", be_old, "rule.entry", "entry.too-old" },
  { "catch-up", be_late, "rule.entry", "entry.catch-up" },
  { "again", enter_again, "rule.re-entry", "entry.re-entry" },
  { "no field", forget_field, "rule.field", "field.missing" },
  { "field without id", forget_field_id, "rule.field", "field.missing" },
  { "retired field", retire_field, "rule.field", "field.inactive" },
  { "no tag", remove_tag, "rule.tag", "job.no-tag" },
  { "empty tag", empty_tag, "rule.tag", "job.no-tag" },
  { "capital", capital_tag, "rule.template", "tag.near-miss" },
  { "spaces", space_tag, "rule.template", "tag.near-miss" },
  { "other tag", other_tag, "rule.template", "tag.unknown" },
  { "no template", remove_templates, "rule.template", "tag.unknown" },
  { "no survey", remove_surveys, "rule.survey", "survey.disabled" },
  { "other survey", rename_survey, "rule.survey", "survey.disabled" },
  { "too few", want_more, "rule.counts", "template.total-below" },
  { "too many", offer_no_managers, "rule.counts", "template.count-above" },
  { "no team", remove_team, "rule.requestor", "requestor.none" },
  { "no addresses", lose_emails, "rule.requestor", "requestor.no-email" },
  { "no e-mail", remove_email, "rule.candidate", "candidate.no-email" },
  { "empty e-mail", empty_email, "rule.candidate", "candidate.no-email" },
  { "bad e-mail", break_email, "rule.candidate", "candidate.bad-email" },
  { "nobody", forget_person, "rule.candidate", "candidate.no-email" },
  { "open", add_open_request, "rule.open-request", "request.open" },
  { "open elsewhere", adopt_open_request, "rule.open-request", "request.open-elsewhere" },
  { "observes", observe_only, "rule.sends", "computer.observes" },
  { "cap", reach_cap, "rule.cap", "cap.reached" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchFacts) facts = sync_facts_new ();
      g_autoptr(VouchChain) chain = NULL;
      VouchRuleState wanted = VOUCH_RULE_PASSED;

      g_test_message ("%s", cases[i].name);
      cases[i].change (facts);
      chain = vouch_rules_run (facts);
      for (guint rule = 0; rule < VOUCH_N_RULES; rule++)
        {
          gboolean fails = g_strcmp0 (chain->results[rule].id, cases[i].rule) == 0;

          g_assert_cmpint (chain->results[rule].state, ==, fails ? VOUCH_RULE_FAILED : wanted);
          wanted = fails ? VOUCH_RULE_NOT_REACHED : wanted;
        }

      g_assert_true ((vouch_chain_get_reason (chain) == NULL) == (cases[i].reason == NULL));
      if (cases[i].reason != NULL)
        g_assert_cmpstr (vouch_reason_get_id (vouch_chain_get_reason (chain)), ==,
                         cases[i].reason);
    }
}

/* A person who says yes overrules what only asks, and nothing else. */
static void
test_confirmed (void)
{
  void (* const changes[]) (VouchFacts *) = { turn_on_later, be_old, be_late, enter_again };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(VouchFacts) facts = sync_facts_new ();
      g_autoptr(VouchChain) chain = NULL;
      g_autoptr(VouchChain) rebuilding = NULL;

      changes[i] (facts);
      facts->trigger->confirmed = TRUE;
      chain = vouch_rules_run (facts);
      g_assert_cmpint (chain->failed, ==, -1);

      facts->connection->rebuild = TRUE;
      rebuilding = vouch_rules_run (facts);
      g_assert_cmpstr (vouch_reason_get_id (vouch_chain_get_reason (rebuilding)), ==,
                       "entry.rebuild");
    }
}

/* Just on this side of each limit. */
static void
test_limits (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchChain) chain = NULL;
  g_autoptr(VouchChain) explained = NULL;

  facts->n_sent = (guint) facts->settings->daily_cap - 1;
  facts->trigger->late = TRUE;
  facts->n_late = (guint) facts->settings->catch_up_limit;
  facts->searchable = FALSE;
  facts->trigger->entered_on = facts->trigger->first_seen - 72 * VOUCH_HOUR;
  facts->connection->turned_on_at = facts->trigger->entered_on;
  chain = vouch_rules_run (facts);
  g_assert_cmpint (chain->failed, ==, -1);

  /* Without an entry there is nothing to ask about it. */
  g_clear_pointer (&facts->trigger, vouch_trigger_free);
  explained = vouch_rules_run (facts);
  g_assert_cmpint (explained->failed, ==, -1);
}

/* The tag decides, and not which template comes first. */
static void
test_templates (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchChain) exact = NULL;
  g_autoptr(VouchChain) near = NULL;
  VouchTemplate *other = vouch_template_copy (facts->templates->pdata[0]);

  vouch_set_str (&other->tag, "engineering");
  g_ptr_array_insert (facts->templates, 0, other);
  exact = vouch_rules_run (facts);
  g_assert_cmpint (exact->failed, ==, -1);
  g_assert_cmpstr (exact->template->tag, ==, "sales");

  vouch_set_str (&facts->job->tag, "SALES");
  near = vouch_rules_run (facts);
  g_assert_cmpstr (vouch_reason_get_id (vouch_chain_get_reason (near)), ==, "tag.near-miss");
  g_assert_cmpstr (vouch_reason_get (vouch_chain_get_reason (near), "template-tag"), ==, "sales");
}

/* So does the survey's name. */
static void
test_surveys (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchChain) chain = NULL;
  VouchSurvey *other = vouch_survey_copy (facts->surveys->pdata[0]);

  vouch_set_str (&other->codename, "other");
  g_ptr_array_insert (facts->surveys, 0, other);
  chain = vouch_rules_run (facts);
  g_assert_cmpint (chain->failed, ==, -1);
  g_assert_cmpstr (chain->survey->codename, ==, "account-executive");
}

static void
assert_remark (VouchFacts *facts,
               const char *id)
{
  g_autoptr(VouchChain) chain = vouch_rules_run (facts);

  g_assert_cmpint (chain->failed, ==, -1);
  g_assert_cmpuint (chain->remarks->len, ==, id != NULL ? 1 : 0);
  if (id != NULL)
    g_assert_cmpstr (vouch_reason_get_id (chain->remarks->pdata[0]), ==, id);
}

static void
test_remarks (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchFacts) mobile = sync_facts_new ();

  assert_remark (facts, NULL);
  g_ptr_array_remove_index (facts->job->team, 0);
  assert_remark (facts, "requestor.fallback");

  ((VouchTemplate *) mobile->templates->pdata[0])->use_sms = TRUE;
  assert_remark (mobile, NULL);
  vouch_set_str (&mobile->application->person->phone, "0415 555 0123");
  assert_remark (mobile, "candidate.no-mobile");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/cases", test_cases);
  g_test_add_func ("/rules/confirmed", test_confirmed);
  g_test_add_func ("/rules/limits", test_limits);
  g_test_add_func ("/rules/templates", test_templates);
  g_test_add_func ("/rules/surveys", test_surveys);
  g_test_add_func ("/rules/remarks", test_remarks);

  return g_test_run ();
}
