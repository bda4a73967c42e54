/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "cli/vouch-cli-commands.h"
#include "cli/vouch-cli-items.h"
#include "cli/vouch-cli-json.h"
#include "cli/vouch-cli-preview.h"
#include "cli/vouch-cli-progress.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-running.h"
#include "cli/vouch-cli-secrets.h"
#include "cli/vouch-cli-table.h"
#include "store/vouch-applications.h"
#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"

/* One cycle. */

static void
print_cycle (VouchCycle *cycle,
             guint       n_attention)
{
  VouchReason *problem = vouch_cycle_get_problem (cycle);

  vouch_cli_print (_("Seen: %u, planned: %u, delivered: %u, needs attention: %u\n"),
                   vouch_cycle_get_n_seen (cycle), vouch_cycle_get_n_planned (cycle),
                   vouch_cycle_get_n_delivered (cycle), n_attention);
  if (problem != NULL)
    vouch_cli_print_reason (problem);
}

static void
print_cycle_json (VouchCli   *self,
                  VouchCycle *cycle,
                  gboolean    preview,
                  guint       n_attention)
{
  g_autoptr(JsonBuilder) builder = vouch_cli_json_begin ();

  vouch_cli_json_text (builder, "connection", self->connection->name);
  vouch_cli_json_bool (builder, "asked", FALSE);
  vouch_cli_json_int (builder, "seen", vouch_cycle_get_n_seen (cycle));
  vouch_cli_json_int (builder, "planned", vouch_cycle_get_n_planned (cycle));
  vouch_cli_json_int (builder, "delivered", vouch_cycle_get_n_delivered (cycle));
  vouch_cli_json_int (builder, "attention", n_attention);
  vouch_cli_json_reason (builder, "problem", vouch_cycle_get_problem (cycle));
  if (preview)
    vouch_cli_add_preview (builder, vouch_cycle_get_preview (cycle));
  vouch_cli_json_print (builder);
}

static void
phase_cb (VouchCycle *cycle,
          GParamSpec *pspec,
          gpointer    user_data)
{
  vouch_cli_progress_set (user_data, vouch_cycle_get_phase (cycle));
}

static void
began_cb (VouchEngine *engine,
          VouchCycle  *cycle,
          gint64       connection_id,
          gpointer     user_data)
{
  g_signal_connect (cycle, "notify::phase", G_CALLBACK (phase_cb), user_data);
}

static VouchCycle *
run_cycle (VouchCli         *self,
           VouchCycleFlags   flags,
           GError          **error)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);
  g_autoptr(VouchCliProgress) progress = vouch_cli_progress_new ();
  gulong handler = g_signal_connect (engine, "cycle-began", G_CALLBACK (began_cb), progress);
  VouchCycle *cycle = vouch_cli_sync (self, flags, error);

  g_signal_handler_disconnect (engine, handler);
  return cycle;
}

/* Applications of one candidate, and of others whose names hold theirs. */
#define MAX_FOUND 1000

/* What a preview is narrowed to. */
typedef struct
{
  gboolean preview;
  char *candidate;  /* (nullable) */
  char *job_id;     /* (nullable) */
} Wish;

static void
clear_wish (Wish *self)
{
  g_free (self->candidate);
  g_free (self->job_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wish, clear_wish)

typedef struct
{
  const VouchConnection *connection;
  const Wish *wish;
} Search;

static gboolean
holds_candidate (GPtrArray  *applications,
                 const char *candidate)
{
  for (guint i = 0; i < applications->len; i++)
    {
      const VouchApplication *application = applications->pdata[i];

      if (vouch_preview_is_candidate (application->candidate_id, application->person, candidate))
        return TRUE;
    }

  return FALSE;
}

/* “Nobody waits” must not be the answer about somebody whose name was mistyped. */
static gboolean
find_wished (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  const Search *search = data;
  gint64 id = search->connection->id;
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchJob) job = NULL;
  g_autoptr(GPtrArray) known = NULL;

  if (search->wish->job_id != NULL)
    job = vouch_jobs_get (db, id, search->wish->job_id, &failure);
  if (failure == NULL && search->wish->candidate != NULL)
    known = vouch_applications_search (db, id, search->wish->candidate, MAX_FOUND, &failure);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (search->wish->job_id != NULL && job == NULL)
    g_set_error (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED, _("Vouch knows no job “%s”."),
                 search->wish->job_id);
  else if (search->wish->candidate != NULL && !holds_candidate (known, search->wish->candidate))
    g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_FAILED,
                         _("Vouch knows no application of such a candidate."));
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_wish (VouchCli    *self,
            const Wish  *wish,
            GError     **error)
{
  Search search = { self->connection, wish };

  return (wish->job_id == NULL && wish->candidate == NULL) ||
         vouch_cli_read (self, find_wished, &search, error);
}

static gboolean
sync_once (VouchCli    *self,
           const Wish  *wish,
           GError     **error)
{
  g_autoptr(VouchCycle) cycle = NULL;
  g_autoptr(GError) failure = NULL;
  guint n_attention;

  if (!vouch_cli_work (self, error) || !vouch_cli_require_on (self, error))
    return FALSE;
  cycle = run_cycle (self, wish->preview ? VOUCH_CYCLE_PREVIEW | VOUCH_CYCLE_THOROUGH
                                         : VOUCH_CYCLE_THOROUGH, error);
  if (cycle == NULL)
    return FALSE;
  if (vouch_cycle_get_problem (cycle) == NULL && !check_wish (self, wish, error))
    return FALSE;
  vouch_preview_narrow (vouch_cycle_get_preview (cycle), wish->candidate, wish->job_id);
  n_attention = vouch_cli_items_count (self, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (self->json)
    print_cycle_json (self, cycle, wish->preview, n_attention);
  else if (wish->preview)
    vouch_cli_print_preview (vouch_cycle_get_preview (cycle), vouch_cli_get_now (self));
  if (!self->json)
    print_cycle (cycle, n_attention);
  self->attention = n_attention > 0 ||
                    vouch_cli_problem_needs_person (vouch_cycle_get_problem (cycle));
  return TRUE;
}

/* Watching. */

static gboolean
did_something (VouchCycle *cycle)
{
  return vouch_cycle_get_n_planned (cycle) > 0 || vouch_cycle_get_n_delivered (cycle) > 0 ||
         vouch_cycle_get_problem (cycle) != NULL;
}

static void
ended_cb (VouchEngine *engine,
          VouchCycle  *cycle,
          gint64       connection_id,
          gpointer     user_data)
{
  VouchCli *self = user_data;
  VouchSession *session = vouch_engine_get_session (engine, connection_id);
  gint64 wall = vouch_clock_get_wall (vouch_context_get_clock (self->context));
  g_autofree char *now = vouch_time_to_string (wall);
  g_autofree char *name = vouch_cli_escape (vouch_session_get_connection (session)->name);
  g_autoptr(VouchText) problem = NULL;
  g_autofree char *sentence = NULL;

  if (!did_something (cycle))
    return;
  if (vouch_cycle_get_problem (cycle) != NULL)
    problem = vouch_text_for_reason_verbatim (vouch_cycle_get_problem (cycle));
  sentence = vouch_cli_escape (problem != NULL ? problem->sentence : "");
  vouch_cli_print (_("%s %s: seen %u, planned %u, delivered %u. %s\n"), now, name,
                   vouch_cycle_get_n_seen (cycle), vouch_cycle_get_n_planned (cycle),
                   vouch_cycle_get_n_delivered (cycle), sentence);
}

/* One document a line, so that a program can follow it. */
static void
ended_json_cb (VouchEngine *engine,
               VouchCycle  *cycle,
               gint64       connection_id,
               gpointer     user_data)
{
  VouchCli *self = user_data;
  VouchSession *session = vouch_engine_get_session (engine, connection_id);
  g_autoptr(JsonBuilder) builder = NULL;

  if (!did_something (cycle))
    return;

  builder = vouch_cli_json_begin ();
  vouch_cli_json_time (builder, "at",
                       vouch_clock_get_wall (vouch_context_get_clock (self->context)));
  vouch_cli_json_text (builder, "connection", vouch_session_get_connection (session)->name);
  vouch_cli_json_int (builder, "seen", vouch_cycle_get_n_seen (cycle));
  vouch_cli_json_int (builder, "planned", vouch_cycle_get_n_planned (cycle));
  vouch_cli_json_int (builder, "delivered", vouch_cycle_get_n_delivered (cycle));
  vouch_cli_json_reason (builder, "problem", vouch_cycle_get_problem (cycle));
  vouch_cli_json_print (builder);
}

static gboolean
list_connections (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  GPtrArray **connections = data;

  *connections = vouch_connections_list (db, error);
  return *connections != NULL;
}

static gboolean
prepare_all (VouchCli  *self,
             GError   **error)
{
  g_autoptr(GPtrArray) connections = NULL;

  if (!vouch_cli_read (self, list_connections, &connections, error))
    return FALSE;

  for (guint i = 0; i < connections->len; i++)
    {
      const VouchConnection *connection = connections->pdata[i];

      if (!connection->on)
        continue;
      if (connection->kind == VOUCH_CONNECTION_PRACTICE && !vouch_cli_start_practice (self, error))
        return FALSE;
      if (!vouch_cli_give_secrets (self, connection, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
watch_all (VouchCli  *self,
           GError   **error)
{
  VouchEngine *engine;
  g_autoptr(GAsyncResult) result = NULL;

  if (!vouch_cli_open (self, VOUCH_CLI_WORK, error) || !prepare_all (self, error))
    return FALSE;

  engine = vouch_context_get_engine (self->context);
  g_signal_connect (engine, "cycle-ended",
                    G_CALLBACK (self->json ? ended_json_cb : ended_cb), self);
  vouch_engine_watch_async (engine, self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  return vouch_engine_watch_finish (engine, result, error);
}

/* All connections that are on. An interrupt is the way to end it, whatever it is doing. */
static gboolean
watch (VouchCli  *self,
       GError   **error)
{
  g_autoptr(GError) failure = NULL;

  if (watch_all (self, &failure) || g_cancellable_is_cancelled (self->cancellable))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
check_usage (VouchCli    *self,
             const Wish  *wish,
             gboolean     watches,
             GError     **error)
{
  const char *sentence = NULL;

  if (watches && (wish->preview || self->connection_name != NULL))
    sentence = _("--watch works for every connection that is on: it goes neither with "
                 "--preview nor with --connection.");
  else if (!wish->preview && (wish->candidate != NULL || wish->job_id != NULL))
    sentence = _("--candidate and --job narrow what --preview says.");
  if (sentence == NULL)
    return TRUE;

  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE, sentence);
  return FALSE;
}

gboolean
vouch_cli_run_sync (VouchCli  *self,
                    GError   **error)
{
  gboolean watches = FALSE;
  g_auto(Wish) wish = { 0 };
  const GOptionEntry entries[] = {
    { "watch", 0, 0, G_OPTION_ARG_NONE, &watches,
      N_("Keep going with every connection that is on"), NULL },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &wish.preview, N_("Say what would be done; do nothing"),
      NULL },
    { "candidate", 0, 0, G_OPTION_ARG_STRING, &wish.candidate,
      N_("Preview only for this candidate: an id or an e-mail address"), N_("CANDIDATE") },
    { "job", 0, 0, G_OPTION_ARG_STRING, &wish.job_id, N_("Preview only for this job"), N_("JOB") },
    { NULL },
  };

  if (!vouch_cli_parse (self, entries, 0, 0, error) || !check_usage (self, &wish, watches, error))
    return FALSE;

  if (watches)
    return watch (self, error);
  /* What runs already does the same, and need not be ended for it. */
  if (!wish.preview && vouch_cli_is_running (self))
    return vouch_cli_ask_for_sync (self, error);

  return sync_once (self, &wish, error);
}
