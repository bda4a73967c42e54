/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo.h"

#include <gio/gio.h>
#include <glib/gprintf.h>
#include <glib/gstdio.h>
#include <stdio.h>

#include "account/vouch-memory-secrets.h"
#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-outbox.h"

/* Vouch is settled after a few cycles; more of them mean that something hangs. */
#define MAX_CYCLES 40

/**
 * vouch_demo_say:
 * @format: a line
 * @...: values for @format
 *
 * Prints a line at once, so that whoever watches sees what is going on.
 */
void
vouch_demo_say (const char *format,
                ...)
{
  va_list args;

  va_start (args, format);
  g_vprintf (format, args);
  va_end (args);
  printf ("\n");
  fflush (stdout);
}

void
vouch_demo_keep_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

/* The company answers from the same main context. */
void
vouch_demo_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

gint64
vouch_demo_get_now (VouchDemo *self)
{
  return vouch_clock_get_wall (vouch_context_get_clock (self->context));
}

/* A port that nobody listens on right now: registered as the address to come back to. */
static char *
find_redirect_uri (GError **error)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, error);

  if (port == 0)
    return NULL;

  g_socket_listener_close (listener);
  return g_strdup_printf ("http://localhost:%u/vouch/done", port);
}

/* The folder is this program's own; it has no folders inside. */
static gboolean
empty_folder (const char  *path,
              GError     **error)
{
  g_autoptr(GDir) folder = NULL;
  const char *name;

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be made", path);
      return FALSE;
    }

  folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }

  return TRUE;
}

static gboolean
start_company (VouchDemo  *self,
               GError    **error)
{
  const char *redirect_uris[] = { NULL, NULL };
  VouchSandboxServerOptions options = {
    .seed = 1, .size = VOUCH_SANDBOX_SIZE_S, .redirect_uris = redirect_uris,
  };

  self->redirect_uri = find_redirect_uri (error);
  if (self->redirect_uri == NULL)
    return FALSE;

  redirect_uris[0] = self->redirect_uri;
  self->server = vouch_sandbox_server_new (&options, error);
  if (self->server == NULL)
    return FALSE;

  self->company = vouch_sandbox_server_get_sandbox (self->server);
  return TRUE;
}

/**
 * vouch_demo_start:
 * @self: zeroed
 * @state: a folder; what an earlier run left below it is removed
 * @error: return location
 *
 * Starts a practice company and a Vouch that knows nothing of it.
 */
gboolean
vouch_demo_start (VouchDemo   *self,
                  const char  *state,
                  GError     **error)
{
  VouchContextOptions options = { .role = "vouch-headless" };
  g_autoptr(GAsyncResult) result = NULL;

  self->folder = g_build_filename (state, "headless", NULL);
  self->tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_secret_free);
  if (!empty_folder (self->folder, error) || !start_company (self, error))
    return FALSE;

  self->secrets = vouch_memory_secrets_new ();
  options.data_dir = self->folder;
  options.secrets = self->secrets;
  self->context = vouch_context_new (&options);
  vouch_context_open_async (self->context, NULL, vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  return vouch_context_open_finish (self->context, result, error);
}

gboolean
vouch_demo_close (VouchDemo  *self,
                  GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_context_close_async (self->context, NULL, vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  return vouch_context_close_finish (self->context, result, error);
}

void
vouch_demo_end (VouchDemo *self)
{
  g_clear_object (&self->context);
  g_clear_object (&self->secrets);
  if (self->server != NULL)
    vouch_sandbox_server_stop (self->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->server);
  for (guint i = 0; i < VOUCH_DEMO_N_JOBS; i++)
    g_free (self->jobs[i]);
  for (guint i = 0; i < self->n_cases; i++)
    g_free (self->candidates[i]);
  g_free (self->candidates);
  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_free (self->redirect_uri);
  g_free (self->folder);
}

gboolean
vouch_demo_write (VouchDemo       *self,
                  VouchStoreFunc   func,
                  gpointer         data,
                  GError         **error)
{
  VouchStore *store = vouch_context_get_store (self->context);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_store_write_async (store, "demo", func, data, NULL, NULL, vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  return vouch_store_write_finish (store, result, error);
}

gboolean
vouch_demo_run (VouchDemo       *self,
                VouchProcedure  *procedure,
                GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_procedure_run_async (procedure, NULL, vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  return vouch_procedure_run_finish (procedure, result, error);
}

/**
 * vouch_demo_cycle:
 * @self: a demo that is connected
 * @flags: how
 * @error: return location
 *
 * One cycle. What kept a part of it from being done is an error here: nothing in this company
 * fails.
 */
gboolean
vouch_demo_cycle (VouchDemo        *self,
                  VouchCycleFlags   flags,
                  GError          **error)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchCycle) cycle = NULL;
  VouchReason *problem;

  vouch_engine_sync_async (engine, self->connection_id, flags, NULL, vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  cycle = vouch_engine_sync_finish (engine, result, error);
  if (cycle == NULL)
    return FALSE;

  problem = vouch_cycle_get_problem (cycle);
  if (problem == NULL)
    return TRUE;

  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE, "a cycle could not be done: %s",
               vouch_reason_get_id (problem));
  return FALSE;
}

typedef struct
{
  gint64 connection_id;
  guint n_open;
  gint64 next_at;
} Queue;

static gboolean
look_at_queue (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  static const VouchEffectState states[] = {
    VOUCH_EFFECT_PLANNED, VOUCH_EFFECT_SENDING, VOUCH_EFFECT_UNKNOWN,
  };
  Queue *queue = data;
  g_autoptr(GError) failure = NULL;

  queue->n_open = 0;
  for (guint i = 0; failure == NULL && i < G_N_ELEMENTS (states); i++)
    queue->n_open += vouch_outbox_count (db, queue->connection_id, states[i], &failure);
  if (failure == NULL)
    queue->next_at = vouch_outbox_next_at (db, queue->connection_id, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
wake_cb (gpointer user_data)
{
  gboolean *awake = user_data;

  *awake = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_until (VouchDemo *self,
            gint64     time)
{
  gint64 delay = CLAMP (time - vouch_demo_get_now (self), 0, 2 * VOUCH_SECOND);
  gboolean awake = FALSE;

  g_timeout_add (delay / 1000 + 1, wake_cb, &awake);
  while (!awake)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * vouch_demo_settle:
 * @self: a demo that is connected
 * @error: return location
 *
 * What Vouch does by itself, until nothing is under way any more.
 */
gboolean
vouch_demo_settle (VouchDemo  *self,
                   GError    **error)
{
  Queue queue = { .connection_id = self->connection_id };

  for (guint i = 0; i < MAX_CYCLES; i++)
    {
      if (!vouch_demo_cycle (self, VOUCH_CYCLE_NONE, error) ||
          !vouch_demo_write (self, look_at_queue, &queue, error))
        return FALSE;
      if (queue.n_open == 0)
        return TRUE;

      wait_until (self, queue.next_at);
    }

  g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE,
                       "it does not settle: something stays under way");
  return FALSE;
}

/* What "Sync now" does: everything that waits or is open is read, due or not. */
gboolean
vouch_demo_sync_now (VouchDemo  *self,
                     GError    **error)
{
  return vouch_demo_cycle (self, VOUCH_CYCLE_THOROUGH, error) && vouch_demo_settle (self, error);
}

/**
 * vouch_demo_stay_quiet:
 * @self: a demo in which nothing is under way any more
 * @error: return location
 *
 * One more cycle, which finds nothing new and so stores nothing.
 */
gboolean
vouch_demo_stay_quiet (VouchDemo  *self,
                       GError    **error)
{
  VouchStore *store = vouch_context_get_store (self->context);
  guint64 before = vouch_store_get_n_commits (store);

  if (!vouch_demo_cycle (self, VOUCH_CYCLE_NONE, error))
    return FALSE;
  if (vouch_store_get_n_commits (store) == before)
    return TRUE;

  g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE,
                       "nothing has changed, and yet something was stored");
  return FALSE;
}
