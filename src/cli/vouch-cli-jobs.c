/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-deliver.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-list.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-table.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "store/vouch-jobs.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-observe-jobs.h"

/* Listing. */

static gboolean
read_anew (VouchCli  *self,
           GError   **error)
{
  g_autoptr(VouchProcedure) jobs = NULL;

  if (!vouch_cli_work (self, error) || !vouch_cli_require_on (self, error) ||
      !vouch_cli_refresh (self, error))
    return FALSE;

  jobs = vouch_observe_jobs_new (vouch_cli_get_session (self));
  return vouch_cli_run_procedure (self, jobs, error);
}

static void
print_jobs (GPtrArray *jobs)
{
  g_autoptr(VouchCliTable) table = vouch_cli_table_new (_("Job"), _("Title"), _("Department"),
                                                        _("Status"), _("Tag"), NULL);

  for (guint i = 0; i < jobs->len; i++)
    {
      const VouchJob *job = jobs->pdata[i];

      vouch_cli_table_add (table, job->job_id, job->title, job->department, job->status, job->tag);
    }
  vouch_cli_table_print (table);
}

static void
add_job (JsonBuilder   *builder,
         gconstpointer  item)
{
  const VouchJob *job = item;

  vouch_cli_json_text (builder, "job", job->job_id);
  vouch_cli_json_text (builder, "title", job->title);
  vouch_cli_json_text (builder, "reference", job->ref_number);
  vouch_cli_json_text (builder, "department", job->department);
  vouch_cli_json_text (builder, "location", job->location);
  vouch_cli_json_text (builder, "status", job->status);
  vouch_cli_json_text (builder, "tag", job->tag);
  vouch_cli_json_time (builder, "read_at", job->read_at);
}

static const VouchCliListing listing = { "jobs", N_("There is no job."), print_jobs, add_job };

gboolean
vouch_cli_run_jobs_list (VouchCli  *self,
                         GError   **error)
{
  gboolean stored = FALSE;
  const GOptionEntry entries[] = {
    { "stored", 0, 0, G_OPTION_ARG_NONE, &stored,
      N_("As Vouch knows them; ask SmartRecruiters nothing"), NULL },
    { NULL },
  };
  g_autoptr(GPtrArray) jobs = NULL;

  if (!vouch_cli_parse (self, entries, 0, 0, error))
    return FALSE;
  if (stored ? !vouch_cli_open (self, VOUCH_CLI_READ, error) || !vouch_cli_choose (self, error)
             : !read_anew (self, error))
    return FALSE;

  jobs = vouch_cli_load_list (self, vouch_jobs_list, error);
  if (jobs == NULL)
    return FALSE;

  vouch_cli_show_list (self, &listing, jobs);
  return TRUE;
}

/* Tagging. */

typedef struct
{
  gint64 connection_id;
  const char *job_id;
  const char *tag;     /* (nullable): clears it */
  gboolean any;        /* no template needs to have it */
  const char *attempt_id;
  gint64 now;
} Tag;

static gboolean
check_tag (const Tag  *self,
           VouchDb    *db,
           GError    **error)
{
  g_autoptr(GPtrArray) templates = NULL;
  g_autofree char *usual = NULL;

  if (self->tag == NULL || self->any)
    return TRUE;

  templates = vouch_templates_list (db, self->connection_id, error);
  usual = vouch_tag_normalize (self->tag);
  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      const VouchTemplate *template = templates->pdata[i];

      if (g_strcmp0 (template->tag, self->tag) == 0)
        return TRUE;
      if (g_strcmp0 (template->tag, usual) == 0)
        {
          g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE,
                       _("The template's tag is “%s”: case and blanks count."), template->tag);
          return FALSE;
        }
    }
  if (templates != NULL)
    g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_UNKNOWN,
                 _("No template has the tag “%s” (--any takes it nevertheless)."), self->tag);

  return FALSE;
}

static gboolean
refuse_job (const char  *job_id,
            GError     **error)
{
  g_autofree char *shown = vouch_cli_escape (job_id);

  g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED,
               _("SmartRecruiters shows Vouch no job “%s”."), shown);
  return FALSE;
}

/* A wish about a job that is not there would wait in the queue for a person. */
static gboolean
check_job (VouchCli    *self,
           const char  *job_id,
           GError     **error)
{
  VouchHttp *ats = vouch_session_get_ats (vouch_cli_get_session (self));
  g_autoptr(VouchCall) call = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) failure = NULL;

  if (*job_id == '\0')
    return refuse_job (job_id, error);

  call = vouch_ats_call_job (job_id);
  vouch_http_send_async (ats, call, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  reply = vouch_http_send_finish (ats, result, &failure);
  if (reply != NULL)
    return TRUE;
  if (g_error_matches (failure, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND) ||
      g_error_matches (failure, VOUCH_API_ERROR, VOUCH_API_ERROR_INVALID))
    return refuse_job (job_id, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
plan_tag (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  const Tag *self = data;

  return check_tag (self, db, error) &&
         vouch_action_tag_job (db, self->connection_id, self->job_id, self->tag, self->attempt_id,
                               self->now, error);
}

gboolean
vouch_cli_run_jobs_tag (VouchCli  *self,
                        GError   **error)
{
  gboolean clears = FALSE;
  Tag tag = { 0 };
  const GOptionEntry entries[] = {
    { "clear", 0, 0, G_OPTION_ARG_NONE, &clears, N_("Take the tag away"), NULL },
    { "any", 0, 0, G_OPTION_ARG_NONE, &tag.any, N_("Take a tag that no template has"), NULL },
    { NULL },
  };
  g_autofree char *attempt_id = NULL;
  g_autofree char *subject = NULL;

  if (!vouch_cli_parse (self, entries, 1, 2, error))
    return FALSE;
  if (clears == (self->n_args == 2))
    {
      g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                           _("usage: vouchctl jobs tag JOB TAG, or JOB --clear"));
      return FALSE;
    }
  if (!vouch_cli_work (self, error) || !vouch_cli_require_on (self, error) ||
      !vouch_cli_refresh (self, error) || !check_job (self, self->args[0], error))
    return FALSE;

  attempt_id = vouch_random_hex (vouch_context_get_random (self->context), 16);
  subject = g_strdup_printf ("job:%s", self->args[0]);
  tag.connection_id = self->connection->id;
  tag.job_id = self->args[0];
  tag.tag = self->args[1];
  tag.attempt_id = attempt_id;
  tag.now = vouch_cli_get_now (self);
  return vouch_cli_write (self, "commit tag", plan_tag, &tag, error) &&
         vouch_cli_deliver_now (self, error) &&
         vouch_cli_report_effect (self, "set-job-tag", subject, error);
}
