/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-error.h"
#include "setup/vouch-disconnect.h"
#include "sync/vouch-actions.h"
#include "ui/connectors/vouch-attempt.h"
#include "ui/vouch-load.h"
#include "ui/welcome/vouch-try-practice.h"

static void connected_cb     (GObject *object, GAsyncResult *result, gpointer user_data);
static void crosschq_cb      (GObject *object, GAsyncResult *result, gpointer user_data);
static void undone_cb        (GObject *object, GAsyncResult *result, gpointer user_data);
static void turned_on_cb     (GObject *object, GAsyncResult *result, gpointer user_data);
static void disconnected_cb  (GObject *object, GAsyncResult *result, gpointer user_data);
static void reset_cb         (GObject *object, GAsyncResult *result, gpointer user_data);

typedef struct
{
  /* Input. */
  gboolean is_new;       /* there was none: half of one is not left behind */

  /* In progress. */
  gint64 connection_id;  /* once SmartRecruiters is connected, or 0 */
  GError *failure;       /* (owned) (nullable): why it is undone */
} Trial;

static void
trial_free (Trial *trial)
{
  g_clear_error (&trial->failure);
  g_free (trial);
}

static void
add_trial (GTask *task)
{
  g_task_set_task_data (task, g_new0 (Trial, 1), (GDestroyNotify) trial_free);
}

/* Connecting, one side after the other. */

static void
connect_side (GTask                 *task, /* (transfer full) */
              VouchConnectMethod     method,
              const VouchConnection *wanted,
              GAsyncReadyCallback    then)
{
  g_autoptr(VouchAttempt) attempt =
    vouch_attempt_new (g_task_get_source_object (task), method, wanted, NULL);

  vouch_attempt_run_async (attempt, g_task_get_cancellable (task), then, task);
}

static void
connect_new (GTask *task) /* (transfer full) */
{
  g_autoptr(VouchConnection) wanted =
    vouch_connection_new (_("Practice Company"), VOUCH_CONNECTION_PRACTICE);

  wanted->sends = TRUE;
  ((Trial *) g_task_get_task_data (task))->is_new = TRUE;
  connect_side (task, VOUCH_CONNECT_CLIENT, wanted, connected_cb);
}

/* What it signs in with was only in memory, or the program ended between the two sides. */
static gboolean
has_to_connect (VouchHub              *hub,
                const VouchConnection *connection)
{
  static const char *const lost[] = { "secrets.absent", "account.no-credential", NULL };
  VouchReason *problem = vouch_hub_get_problem (hub);

  if (connection->sign_in == VOUCH_SIGN_IN_NONE)
    return FALSE;
  if (problem != NULL && g_strv_contains (lost, vouch_reason_get_id (problem)))
    return TRUE;

  return connection->crosschq_dialect == NULL && !connection->on;
}

static void
begin (GTask *task) /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  VouchHub *hub = g_task_get_source_object (owned);
  VouchConnectionItem *known = vouch_hub_find_practice (hub);

  if (known == NULL)
    {
      connect_new (g_steal_pointer (&owned));
      return;
    }

  vouch_hub_set_current (hub, known);
  if (has_to_connect (hub, vouch_connection_item_get (known)))
    connect_side (g_steal_pointer (&owned), VOUCH_CONNECT_CLIENT,
                  vouch_connection_item_get (known), connected_cb);
  else
    g_task_return_boolean (owned, TRUE);
}

/* It has no secrets that are worth anything, so that nobody needs to be asked. */
static gboolean
may_forget (VouchHub     *hub,
            const GError *error)
{
  return g_error_matches (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT) &&
         vouch_hub_can_forget (hub) && !vouch_hub_get_memory_only (hub);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = g_task_get_source_object (task);
  Trial *trial = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchConnection) connection =
    vouch_attempt_run_finish (VOUCH_ATTEMPT (object), result, &error);

  if (connection != NULL)
    {
      trial->connection_id = connection->id;
      connect_side (g_steal_pointer (&task), VOUCH_CONNECT_CROSSCHQ, connection, crosschq_cb);
    }
  else if (may_forget (hub, error))
    {
      vouch_hub_set_memory_only (hub, TRUE);
      begin (g_steal_pointer (&task));
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

/* Not to be cancelled: it is whole, or it is not there. */
static void
undo (GTask  *task,          /* (transfer full) */
      gint64  connection_id,
      GError *error)         /* (transfer full) */
{
  VouchHub *hub = g_task_get_source_object (task);
  VouchContext *context = vouch_hub_get_context (hub);
  g_autoptr(VouchDisconnect) disconnect =
    vouch_disconnect_new (vouch_context_get_store (context), vouch_context_get_secrets (context),
                          vouch_context_get_token_source (context, connection_id), connection_id,
                          TRUE, vouch_hub_get_now (hub));

  ((Trial *) g_task_get_task_data (task))->failure = error;
  vouch_disconnect_run_async (disconnect, NULL, undone_cb, task);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Trial *trial = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!vouch_disconnect_run_finish (VOUCH_DISCONNECT (object), result, &error))
    g_debug ("Half of the practice company is left: %s", error->message);

  vouch_hub_reload (g_task_get_source_object (task));
  g_task_return_error (task, g_steal_pointer (&trial->failure));
}

typedef struct
{
  gint64 connection_id;
  gint64 now;
} TurnOn;

static gboolean
save_on (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  const TurnOn *wish = data;

  return vouch_action_switch (db, wish->connection_id, VOUCH_SWITCH_ON, TRUE, wish->now, error);
}

static void
crosschq_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const Trial *trial = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(VouchConnection) connection =
    vouch_attempt_run_finish (VOUCH_ATTEMPT (object), result, &error);
  TurnOn *wish;

  if (connection == NULL && trial->is_new)
    {
      undo (g_steal_pointer (&task), trial->connection_id, error);
      return;
    }
  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  vouch_hub_choose (hub, connection->id);
  wish = g_new0 (TurnOn, 1);
  wish->connection_id = connection->id;
  wish->now = vouch_hub_get_now (hub);
  vouch_save_async (vouch_hub_get_store (hub), "commit switch", save_on, wish, g_free, cancellable,
                    turned_on_cb, g_steal_pointer (&task));
}

static void
turned_on_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree TurnOn *wish = vouch_save_finish (result, &error);

  if (wish == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  vouch_hub_reload (hub);
  vouch_hub_wake (hub);
  g_task_return_boolean (task, TRUE);
}

static void
completed_cb (VouchHub *hub)
{
  vouch_hub_release (hub);
}

static void
hold_until_completed (GTask *task)
{
  VouchHub *hub = g_task_get_source_object (task);

  vouch_hub_hold (hub);
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (completed_cb), hub,
                           G_CONNECT_SWAPPED);
}

/* Waiting until the hub knows its connections. */

static gboolean
is_ready (VouchHub *hub)
{
  return vouch_hub_get_state (hub) == VOUCH_HUB_READY && vouch_hub_get_loaded (hub);
}

static gboolean
is_hopeless (VouchHub *hub)
{
  return vouch_hub_get_state (hub) == VOUCH_HUB_VIEWER ||
         vouch_hub_get_state (hub) == VOUCH_HUB_FAILED;
}

static void
hub_ready_cb (GTask *task)
{
  VouchHub *hub = g_task_get_source_object (task);

  if (!is_ready (hub) && !is_hopeless (hub))
    return;

  g_object_ref (task);
  g_signal_handlers_disconnect_by_func (hub, hub_ready_cb, task);
  if (is_ready (hub))
    {
      hold_until_completed (task);
      begin (task);
      return;
    }

  g_task_return_new_error (task, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY,
                           "the records cannot be written here");
  g_object_unref (task);
}

static void
release_task (gpointer  data,
              GClosure *closure)
{
  g_object_unref (data);
}

void
vouch_try_practice_async (VouchHub            *hub,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (hub, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_try_practice_async);
  add_trial (task);
  if (is_ready (hub))
    {
      hold_until_completed (task);
      begin (g_steal_pointer (&task));
      return;
    }

  g_signal_connect_data (hub, "notify::state", G_CALLBACK (hub_ready_cb), g_object_ref (task),
                         release_task, G_CONNECT_SWAPPED);
  g_signal_connect_data (hub, "notify::loaded", G_CALLBACK (hub_ready_cb), g_object_ref (task),
                         release_task, G_CONNECT_SWAPPED);
}

gboolean
vouch_try_practice_finish (VouchHub      *hub,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* From the beginning. */

void
vouch_start_practice_over_async (VouchHub            *hub,
                                 gint64               connection_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (hub, cancellable, callback, user_data);
  VouchContext *context = vouch_hub_get_context (hub);
  g_autoptr(VouchDisconnect) disconnect =
    vouch_disconnect_new (vouch_context_get_store (context), vouch_context_get_secrets (context),
                          vouch_context_get_token_source (context, connection_id), connection_id,
                          TRUE, vouch_hub_get_now (hub));

  g_task_set_source_tag (task, vouch_start_practice_over_async);
  add_trial (task);
  hold_until_completed (task);
  vouch_disconnect_run_async (disconnect, cancellable, disconnected_cb, g_steal_pointer (&task));
}

static void
disconnected_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (vouch_disconnect_run_finish (VOUCH_DISCONNECT (object), result, &error))
    vouch_hub_reset_practice_async (hub, cancellable, reset_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
reset_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = VOUCH_HUB (object);
  GError *error = NULL;

  if (!vouch_hub_reset_practice_finish (hub, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* The list may not have noticed yet that the old one is gone. */
  connect_new (g_steal_pointer (&task));
}

gboolean
vouch_start_practice_over_finish (VouchHub      *hub,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
