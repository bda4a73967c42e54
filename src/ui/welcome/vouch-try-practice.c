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
static void turned_on_cb     (GObject *object, GAsyncResult *result, gpointer user_data);
static void disconnected_cb  (GObject *object, GAsyncResult *result, gpointer user_data);
static void reset_cb         (GObject *object, GAsyncResult *result, gpointer user_data);

static VouchConnectionItem *
find_practice (VouchHub *hub)
{
  GListModel *connections = vouch_hub_get_connections (hub);
  guint n_items = g_list_model_get_n_items (connections);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item = g_list_model_get_item (connections, i);

      if (vouch_connection_item_is_practice (item))
        return item;
    }

  return NULL;
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
begin (GTask *task) /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  VouchHub *hub = g_task_get_source_object (owned);
  VouchConnectionItem *known = find_practice (hub);
  g_autoptr(VouchConnection) wanted = NULL;

  if (known != NULL)
    {
      vouch_hub_set_current (hub, known);
      g_task_return_boolean (owned, TRUE);
      return;
    }

  wanted = vouch_connection_new (_("Practice Company"), VOUCH_CONNECTION_PRACTICE);
  wanted->sends = TRUE;
  connect_side (g_steal_pointer (&owned), VOUCH_CONNECT_CLIENT, wanted, connected_cb);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autoptr(VouchConnection) connection =
    vouch_attempt_run_finish (VOUCH_ATTEMPT (object), result, &error);

  if (connection == NULL)
    g_task_return_error (task, error);
  else
    connect_side (g_steal_pointer (&task), VOUCH_CONNECT_CROSSCHQ, connection, crosschq_cb);
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
  GError *error = NULL;
  g_autoptr(VouchConnection) connection =
    vouch_attempt_run_finish (VOUCH_ATTEMPT (object), result, &error);
  TurnOn *wish;

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
  g_task_return_boolean (task, TRUE);
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
  if (is_ready (hub))
    {
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
  g_autoptr(VouchConnection) wanted = NULL;
  GError *error = NULL;

  if (!vouch_hub_reset_practice_finish (hub, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  /* The list may not have noticed yet that the old one is gone. */
  wanted = vouch_connection_new (_("Practice Company"), VOUCH_CONNECTION_PRACTICE);
  wanted->sends = TRUE;
  connect_side (g_steal_pointer (&task), VOUCH_CONNECT_CLIENT, wanted, connected_cb);
}

gboolean
vouch_start_practice_over_finish (VouchHub      *hub,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
