/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-util.h"
#include "store/vouch-jobs.h"
#include "sync-facts.h"

static void
add_member (VouchFacts    *facts,
            VouchTeamRole  role,
            const char    *email)
{
  VouchTeamMember *member = vouch_team_member_new (email, role);

  member->contact = vouch_contact_new ("Dana", "Ruiz", email, NULL);
  g_ptr_array_add (facts->job->team, member);
}

static void
add_job (VouchFacts *facts)
{
  facts->job = vouch_job_new ("job-1");
  vouch_set_str (&facts->job->title, "Account Executive");
  vouch_set_str (&facts->job->tag, "sales");
  g_clear_pointer (&facts->job->team, g_ptr_array_unref);
  facts->job->team = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_team_member_free);
  add_member (facts, VOUCH_TEAM_RECRUITER, "recruiter@example.com");
  add_member (facts, VOUCH_TEAM_COORDINATOR, "coordinator@example.com");
  add_member (facts, VOUCH_TEAM_HIRING_MANAGER, "manager@example.com");
}

static void
add_template (VouchFacts *facts)
{
  VouchTemplate *template = vouch_template_new ();
  VouchSurvey *survey = vouch_survey_new ("account-executive", "Account Executive");

  template->id = 3;
  vouch_set_str (&template->name, "Sales");
  vouch_set_str (&template->tag, "sales");
  vouch_set_str (&template->survey, "account-executive");
  vouch_template_add_slot (template, "managers", NULL);
  vouch_template_add_slot (template, "any", NULL);
  facts->templates = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_template_free);
  g_ptr_array_add (facts->templates, template);

  for (guint i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    survey->limits[i] = (VouchLimit) { .offered = TRUE, .min = 0, .max = 2, .usual = 1 };
  survey->min_total = 2;
  facts->surveys = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_survey_free);
  g_ptr_array_add (facts->surveys, survey);
}

static void
add_person (VouchFacts *facts)
{
  facts->application = vouch_application_new ("candidate-1", "job-1");
  facts->application->id = 5;
  vouch_set_str (&facts->application->status, "IN_REVIEW");
  vouch_set_str (&facts->application->sub_status, "Crosschq");
  facts->application->person = vouch_contact_new ("Ines", "Okafor", "ines.okafor@example.org",
                                                  "+14155550123");
  facts->trigger = vouch_trigger_new ();
  facts->trigger->id = 7;
  facts->trigger->application_id = 5;
  facts->trigger->entry_no = 1;
  facts->trigger->entered_on = SYNC_NOW - VOUCH_MINUTE;
  facts->trigger->first_seen = SYNC_NOW;
}

VouchFacts *
sync_facts_new (void)
{
  VouchFacts *facts = vouch_facts_new ();

  facts->now = SYNC_NOW;
  facts->connection = vouch_connection_new ("Acme", VOUCH_CONNECTION_PRACTICE);
  facts->connection->id = 1;
  facts->connection->on = TRUE;
  facts->connection->sends = TRUE;
  facts->connection->turned_on_at = SYNC_NOW - VOUCH_DAY;
  facts->settings = vouch_settings_new (VOUCH_CONNECTION_PRACTICE);
  facts->searchable = TRUE;
  facts->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_step_free);
  g_ptr_array_add (facts->steps, vouch_step_new ("IN_REVIEW", "Crosschq"));
  facts->field = g_new0 (VouchTagField, 1);
  facts->field->id = g_strdup ("field-1");
  facts->field->label = g_strdup ("Crosschq");
  facts->field->active = TRUE;
  facts->attempt_id = g_strdup ("00112233445566778899aabbccddeeff");
  facts->salt = g_strdup ("salt");
  add_person (facts);
  add_job (facts);
  add_template (facts);
  return facts;
}
