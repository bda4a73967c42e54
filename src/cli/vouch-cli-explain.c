/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "sync/vouch-explain.h"

static const char *
get_mark (VouchRuleState state)
{
  switch (state)
    {
    case VOUCH_RULE_PASSED:      return "✓";
    case VOUCH_RULE_FAILED:      return "✗";
    case VOUCH_RULE_NOT_REACHED: return "·";
    default:                     g_return_val_if_reached ("·");
    }
}

static const char *
get_state_name (VouchRuleState state)
{
  switch (state)
    {
    case VOUCH_RULE_PASSED:      return "passed";
    case VOUCH_RULE_FAILED:      return "failed";
    case VOUCH_RULE_NOT_REACHED: return "not-reached";
    default:                     g_return_val_if_reached ("not-reached");
    }
}

static char *
dup_name (const VouchExplanation *explanation)
{
  const VouchApplication *application = explanation->facts->application;

  return application != NULL && application->person != NULL
           ? vouch_contact_dup_name (application->person) : g_strdup ("");
}

static void
print_chain (const VouchChain *chain)
{
  for (guint i = 0; i < VOUCH_N_RULES; i++)
    {
      g_autoptr(VouchText) title = vouch_text_for_id (chain->results[i].id);

      vouch_cli_print ("  %s %2u. %s\n", get_mark (chain->results[i].state), i + 1,
                       title->sentence);
    }
}

static void
print_explanation (const VouchExplanation *explanation)
{
  const VouchApplication *application = explanation->facts->application;
  const VouchJob *job = explanation->facts->job;
  g_autofree char *name = dup_name (explanation);
  g_autofree char *shown = vouch_cli_escape (name);
  g_autofree char *candidate = vouch_cli_escape (application != NULL ? application->candidate_id
                                                 : "");
  g_autofree char *title = vouch_cli_escape (job != NULL ? job->title : "");
  g_autofree char *job_id = vouch_cli_escape (application != NULL ? application->job_id : "");

  if (application != NULL)
    vouch_cli_print (_("%s (%s), job %s (%s)\n"), shown, candidate, title, job_id);
  else
    vouch_cli_print (_("Vouch knows no application of such a candidate.\n"));
  if (explanation->problem != NULL)
    vouch_cli_print_reason (explanation->problem);
  print_chain (explanation->chain);
  if (explanation->reason == NULL)
    vouch_cli_print (_("A request can be sent.\n"));
  else
    vouch_cli_print_reason (explanation->reason);
  for (guint i = 0; i < explanation->chain->remarks->len; i++)
    vouch_cli_print_reason (explanation->chain->remarks->pdata[i]);
}

static void
add_explanation (JsonBuilder            *builder,
                 const VouchExplanation *explanation)
{
  const VouchApplication *application = explanation->facts->application;
  const VouchChain *chain = explanation->chain;

  json_builder_begin_object (builder);
  vouch_cli_json_text (builder, "candidate", application != NULL ? application->candidate_id
                       : NULL);
  vouch_cli_json_person (builder, "person", application != NULL ? application->person : NULL);
  vouch_cli_json_text (builder, "job", application != NULL ? application->job_id : NULL);
  vouch_cli_json_text (builder, "job_title",
                       explanation->facts->job != NULL ? explanation->facts->job->title : NULL);
  vouch_cli_json_bool (builder, "sends", explanation->reason == NULL);
  vouch_cli_json_reason (builder, "reason", explanation->reason);
  vouch_cli_json_reason (builder, "problem", explanation->problem);
  vouch_cli_json_list (builder, "rules");
  for (guint i = 0; i < VOUCH_N_RULES; i++)
    {
      json_builder_begin_object (builder);
      vouch_cli_json_text (builder, "id", chain->results[i].id);
      vouch_cli_json_text (builder, "state", get_state_name (chain->results[i].state));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  vouch_cli_json_list (builder, "remarks");
  for (guint i = 0; i < chain->remarks->len; i++)
    vouch_cli_json_reason (builder, NULL, chain->remarks->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_json (VouchCli  *self,
            GPtrArray *results)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_list (builder, "applications");
  for (guint i = 0; i < results->len; i++)
    add_explanation (builder, results->pdata[i]);
  json_builder_end_array (builder);
  vouch_cli_json_print (builder);
}

/* The services' problems are facts of the rule chain: reading the configuration finds them. Off
 * is the first rule, and then nothing is read. */
static gboolean
refresh (VouchCli  *self,
         GError   **error)
{
  g_autoptr(GError) failure = NULL;

  if (!self->connection->on || vouch_cli_refresh (self, &failure) ||
      failure->domain != VOUCH_STORE_ERROR)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
refuse_unknown (GError **error)
{
  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED,
                       _("SmartRecruiters shows Vouch no application of such a candidate."));
  return FALSE;
}

gboolean
vouch_cli_run_explain (VouchCli  *self,
                       GError   **error)
{
  g_autofree char *job = NULL;
  const GOptionEntry entries[] = {
    { "job", 0, 0, G_OPTION_ARG_STRING, &job, N_("Only for this job"), N_("JOB") },
    { NULL },
  };
  g_autoptr(VouchProcedure) explain = NULL;
  GPtrArray *results;

  if (!vouch_cli_parse (self, entries, 1, 1, error) || !vouch_cli_work (self, error) ||
      !refresh (self, error))
    return FALSE;

  explain = vouch_explain_new (vouch_cli_get_session (self), self->args[0], job);
  if (!vouch_cli_run_procedure (self, explain, error))
    return FALSE;

  results = vouch_explain_get_results (VOUCH_EXPLAIN (explain));
  if (results->len == 0)
    return refuse_unknown (error);

  if (self->json)
    print_json (self, results);
  for (guint i = 0; !self->json && i < results->len; i++)
    print_explanation (results->pdata[i]);
  return TRUE;
}
