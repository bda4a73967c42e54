/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-requestor.h"
#include "sync/vouch-rules.h"

/* A create that cannot be found again is not risked for an older entry (reliability.md §2.5). */
#define UNSEARCHABLE_AGE (72 * VOUCH_HOUR)

typedef VouchReason *(* RuleFunc) (const VouchFacts *facts,
                                   VouchChain       *chain);

static char *
dup_int (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static VouchReason *
check_on (const VouchFacts *facts,
          VouchChain       *chain)
{
  return facts->connection->on ? NULL : vouch_reason_new ("connection.off", NULL);
}

static VouchReason *
check_not_paused (const VouchFacts *facts,
                  VouchChain       *chain)
{
  return facts->connection->paused ? vouch_reason_new ("sending.paused", NULL) : NULL;
}

static VouchReason *
check_ats (const VouchFacts *facts,
           VouchChain       *chain)
{
  return facts->ats_problem != NULL ? vouch_reason_ref (facts->ats_problem) : NULL;
}

static VouchReason *
check_crosschq (const VouchFacts *facts,
                VouchChain       *chain)
{
  return facts->crosschq_problem != NULL ? vouch_reason_ref (facts->crosschq_problem) : NULL;
}

static VouchReason *
check_app (const VouchFacts *facts,
           VouchChain       *chain)
{
  return facts->settings->enabled ? NULL : vouch_reason_new ("app.off", NULL);
}

static VouchReason *
check_application (const VouchFacts *facts,
                   VouchChain       *chain)
{
  if (facts->application == NULL || facts->job == NULL)
    return vouch_reason_new ("application.none", NULL);
  if (facts->application->erased)
    return vouch_reason_new ("application.erased", NULL);
  if (facts->application->gone)
    return vouch_reason_new ("application.gone", NULL);

  return NULL;
}

static VouchReason *
check_lead (const VouchFacts *facts,
            VouchChain       *chain)
{
  return g_str_equal (facts->application->status, "LEAD")
    ? vouch_reason_new ("application.lead", NULL) : NULL;
}

static VouchReason *
check_step (const VouchFacts *facts,
            VouchChain       *chain)
{
  if (vouch_steps_hold (facts->steps, facts->application->status, facts->application->sub_status))
    return NULL;
  if (facts->steps->len == 0)
    return vouch_reason_new ("step.missing", "step", facts->settings->step_name, NULL);
  return vouch_reason_new ("application.not-in-step", "status", facts->application->status,
                           "step", facts->settings->step_name, NULL);
}

static VouchReason *
check_entry (const VouchFacts *facts,
             VouchChain       *chain)
{
  g_autofree char *count = dup_int (facts->n_late);
  g_autofree char *limit = dup_int (facts->settings->catch_up_limit);

  if (facts->connection->rebuild)
    return vouch_reason_new ("entry.rebuild", NULL);
  if (facts->trigger == NULL || facts->trigger->confirmed)
    return NULL;
  if (facts->trigger->entered_on < facts->connection->turned_on_at)
    return vouch_reason_new ("entry.before-on", NULL);
  if (!facts->searchable &&
      facts->trigger->first_seen - facts->trigger->entered_on > UNSEARCHABLE_AGE)
    return vouch_reason_new ("entry.too-old", NULL);
  if (facts->trigger->late && facts->n_late > facts->settings->catch_up_limit)
    return vouch_reason_new ("entry.catch-up", "count", count, "limit", limit, NULL);

  return NULL;
}

static VouchReason *
check_re_entry (const VouchFacts *facts,
                VouchChain       *chain)
{
  if (facts->trigger == NULL || facts->trigger->entry_no == 1 || facts->trigger->confirmed)
    return NULL;

  return vouch_reason_new ("entry.re-entry", NULL);
}

static VouchReason *
check_field (const VouchFacts *facts,
             VouchChain       *chain)
{
  if (facts->field == NULL || facts->field->id == NULL)
    return vouch_reason_new ("field.missing", "label", facts->settings->job_field, NULL);
  if (!facts->field->active)
    return vouch_reason_new ("field.inactive", "label", facts->field->label, NULL);

  return NULL;
}

static VouchReason *
check_tag (const VouchFacts *facts,
           VouchChain       *chain)
{
  if (facts->job->tag == NULL || facts->job->tag[0] == '\0')
    return vouch_reason_new ("job.no-tag", "job", facts->job->job_id, NULL);

  return NULL;
}

static VouchReason *
check_template (const VouchFacts *facts,
                VouchChain       *chain)
{
  g_autofree char *folded = vouch_fold_text (facts->job->tag);
  const VouchTemplate *near_miss = NULL;

  for (guint i = 0; i < facts->templates->len; i++)
    {
      const VouchTemplate *template = facts->templates->pdata[i];

      if (g_strcmp0 (template->tag, facts->job->tag) == 0)
        {
          chain->template = template;
          return NULL;
        }
      if (g_strcmp0 (template->tag, folded) == 0)
        near_miss = template;
    }

  if (near_miss != NULL)
    return vouch_reason_new ("tag.near-miss", "tag", facts->job->tag, "template-tag",
                             near_miss->tag,
                             "job", facts->job->job_id, NULL);
  return vouch_reason_new ("tag.unknown", "tag", facts->job->tag, "job", facts->job->job_id, NULL);
}

static VouchReason *
check_survey (const VouchFacts *facts,
              VouchChain       *chain)
{
  for (guint i = 0; i < facts->surveys->len; i++)
    {
      const VouchSurvey *survey = facts->surveys->pdata[i];

      if (g_strcmp0 (survey->codename, chain->template->survey) != 0)
        continue;
      chain->survey = survey;
      return NULL;
    }

  return vouch_reason_new ("survey.disabled", "survey", chain->template->survey,
                           "template", chain->template->name, NULL);
}

static VouchReason *
check_counts (const VouchFacts *facts,
              VouchChain       *chain)
{
  g_autoptr(GPtrArray) problems = vouch_template_validate (chain->template, chain->survey);

  return problems->len > 0 ? vouch_reason_ref (problems->pdata[0]) : NULL;
}

static VouchReason *
check_requestor (const VouchFacts *facts,
                 VouchChain       *chain)
{
  const char *role = NULL;
  VouchReason *reason = NULL;

  chain->requestor = vouch_requestor_choose (facts, &role, &reason);
  if (role != NULL && !g_str_equal (role, "recruiter"))
    g_ptr_array_add (chain->remarks, vouch_reason_new ("requestor.fallback", "role", role, NULL));

  return reason;
}

static VouchReason *
check_candidate (const VouchFacts *facts,
                 VouchChain       *chain)
{
  const VouchContact *person = facts->application->person;

  if (person == NULL || person->email == NULL || person->email[0] == '\0')
    return vouch_reason_new ("candidate.no-email", NULL);
  if (!vouch_email_is_valid (person->email))
    return vouch_reason_new ("candidate.bad-email", NULL);
  if (chain->template->use_sms && !vouch_phone_is_e164 (person->phone))
    g_ptr_array_add (chain->remarks, vouch_reason_new ("candidate.no-mobile", NULL));

  return NULL;
}

static VouchReason *
check_no_open_request (const VouchFacts *facts,
                       VouchChain       *chain)
{
  if (facts->open_request == NULL)
    return NULL;

  return vouch_reason_new (facts->open_request->adopted ? "request.open-elsewhere" : "request.open",
                           "external-id", facts->open_request->external_id, NULL);
}

static VouchReason *
check_sends (const VouchFacts *facts,
             VouchChain       *chain)
{
  return facts->connection->sends ? NULL : vouch_reason_new ("computer.observes", NULL);
}

static VouchReason *
check_cap (const VouchFacts *facts,
           VouchChain       *chain)
{
  g_autofree char *cap = dup_int (facts->settings->daily_cap);

  return facts->n_sent >= facts->settings->daily_cap
    ? vouch_reason_new ("cap.reached", "cap", cap, NULL) : NULL;
}

/* In the order of product.md §4. */
static const struct
{
  const char *id;
  RuleFunc check;
} rules[VOUCH_N_RULES] = {
  { "rule.on", check_on },
  { "rule.not-paused", check_not_paused },
  { "rule.ats", check_ats },
  { "rule.crosschq", check_crosschq },
  { "rule.app", check_app },
  { "rule.application", check_application },
  { "rule.lead", check_lead },
  { "rule.step", check_step },
  { "rule.entry", check_entry },
  { "rule.re-entry", check_re_entry },
  { "rule.field", check_field },
  { "rule.tag", check_tag },
  { "rule.template", check_template },
  { "rule.survey", check_survey },
  { "rule.counts", check_counts },
  { "rule.requestor", check_requestor },
  { "rule.candidate", check_candidate },
  { "rule.open-request", check_no_open_request },
  { "rule.sends", check_sends },
  { "rule.cap", check_cap },
};

/**
 * vouch_rules_run:
 * @facts: the facts; they must outlive the chain
 *
 * Runs the rule chain of product.md §4. Planner, explain and preview call this and nothing else.
 * Pure: equal facts give an equal chain.
 *
 * Returns: (transfer full): what each rule says, up to the first that fails
 */
VouchChain *
vouch_rules_run (const VouchFacts *facts)
{
  VouchChain *self = g_new0 (VouchChain, 1);

  self->failed = -1;
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reason_unref);

  for (int i = 0; i < VOUCH_N_RULES; i++)
    {
      VouchRuleResult *result = &self->results[i];

      result->id = rules[i].id;
      result->state = VOUCH_RULE_NOT_REACHED;
      if (self->failed >= 0)
        continue;

      result->reason = rules[i].check (facts, self);
      result->state = result->reason == NULL ? VOUCH_RULE_PASSED : VOUCH_RULE_FAILED;
      if (result->reason != NULL)
        self->failed = i;
    }

  return self;
}

void
vouch_chain_free (VouchChain *self)
{
  for (int i = 0; i < VOUCH_N_RULES; i++)
    g_clear_pointer (&self->results[i].reason, vouch_reason_unref);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/**
 * vouch_chain_get_reason:
 * @self: a chain
 *
 * Returns: (transfer none) (nullable): why the first failing rule fails; %NULL when all pass
 */
VouchReason *
vouch_chain_get_reason (const VouchChain *self)
{
  return self->failed >= 0 ? self->results[self->failed].reason : NULL;
}
