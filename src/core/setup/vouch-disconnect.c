/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "setup/vouch-disconnect.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"

struct _VouchDisconnect
{
  GObject parent_instance;

  VouchStore *store;          /* (owned) */
  VouchSecrets *secrets;      /* (owned) */
  VouchTokenSource *source;   /* (owned) (nullable) */
  gint64 connection_id;
  gboolean remove;
  gint64 now;

  guint kind;                 /* the secret that is erased next */
};

G_DEFINE_FINAL_TYPE (VouchDisconnect, vouch_disconnect, G_TYPE_OBJECT)

static void cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void stored_cb  (GObject *object, GAsyncResult *result, gpointer user_data);

static gboolean
forget_sign_in (VouchDisconnect  *self,
                VouchDb          *db,
                GError          **error)
{
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, self->connection_id, error);

  if (connection == NULL)
    return FALSE;

  connection->sign_in = VOUCH_SIGN_IN_NONE;
  connection->needs_reconnect = FALSE;
  connection->refresh_generation = -1;
  /* Crosschq's key is gone as well. */
  g_clear_pointer (&connection->crosschq_dialect, g_free);
  g_clear_pointer (&connection->crosschq_form, g_free);
  return vouch_connections_update (db, connection, error) &&
         vouch_action_note (db, connection->id, "connection.disconnected", NULL, NULL, self->now,
                            error);
}

static gboolean
store_disconnected (VouchDb   *db,
                    gpointer   data,
                    GError   **error)
{
  VouchDisconnect *self = data;

  return self->remove ? vouch_connections_remove (db, self->connection_id, error)
                      : forget_sign_in (self, db, error);
}

static void
clear_next (GTask *task) /* (transfer full) */
{
  VouchDisconnect *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (self->kind < VOUCH_N_SECRETS)
    vouch_secrets_clear_async (self->secrets, self->connection_id, self->kind, cancellable,
                               cleared_cb, task);
  else
    vouch_store_write_async (self->store, "commit disconnected", store_disconnected, self, NULL,
                             cancellable, stored_cb, task);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchDisconnect *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!vouch_secrets_clear_finish (VOUCH_SECRETS (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->kind++;
  clear_next (g_steal_pointer (&task));
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (vouch_store_write_finish (VOUCH_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
vouch_disconnect_finalize (GObject *object)
{
  VouchDisconnect *self = VOUCH_DISCONNECT (object);

  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (vouch_disconnect_parent_class)->finalize (object);
}

static void
vouch_disconnect_class_init (VouchDisconnectClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_disconnect_finalize;
}

static void
vouch_disconnect_init (VouchDisconnect *self)
{
}

/**
 * vouch_disconnect_new:
 * @store: the store
 * @secrets: where secrets are kept
 * @source: (nullable): the token source that the engine uses for the connection
 * @connection_id: the connection
 * @remove: remove the connection and its records too
 * @now: for the ledger, in microseconds
 *
 * Returns: (transfer full): a disconnect for one run
 */
VouchDisconnect *
vouch_disconnect_new (VouchStore       *store,
                      VouchSecrets     *secrets,
                      VouchTokenSource *source,
                      gint64            connection_id,
                      gboolean          remove,
                      gint64            now)
{
  VouchDisconnect *self = g_object_new (VOUCH_TYPE_DISCONNECT, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  g_set_object (&self->source, source);
  self->connection_id = connection_id;
  self->remove = remove;
  self->now = now;
  return self;
}

/**
 * vouch_disconnect_run_async:
 * @self: a disconnect
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it is done
 * @user_data: data for @callback
 *
 * Secrets go first: whatever fails afterwards, they are gone.
 */
void
vouch_disconnect_run_async (VouchDisconnect     *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_disconnect_run_async);
  self->kind = 0;
  if (self->source != NULL)
    vouch_token_source_forget (self->source);
  clear_next (g_steal_pointer (&task));
}

gboolean
vouch_disconnect_run_finish (VouchDisconnect  *self,
                             GAsyncResult     *result,
                             GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
