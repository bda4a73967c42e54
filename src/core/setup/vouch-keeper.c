/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "account/vouch-keyring.h"
#include "setup/vouch-keeper.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"

struct _VouchKeeper
{
  GObject parent_instance;

  /* Input. */
  VouchStore *store;            /* (owned) */
  VouchSecrets *secrets;        /* (owned) */
  VouchTokenSources *sources;   /* (owned) */
  gint64 connection_id;         /* 0: there is none yet */
  VouchSecretKind kind;

  /* What was there before. */
  VouchConnection *old;         /* (owned) (nullable) */
  char *old_secret;             /* (owned) (nullable) */

  /* In progress. */
  VouchConnection *connection;  /* (owned) (nullable): as it is stored now */
  VouchTokens *tokens;          /* (owned) (nullable) */
  gint64 now;                   /* the service's time */
  GError *failure;              /* (owned) (nullable): why everything is put back */
};

G_DEFINE_FINAL_TYPE (VouchKeeper, vouch_keeper, G_TYPE_OBJECT)

static void looked_cb       (GObject *object, GAsyncResult *result, gpointer user_data);
static void read_cb         (GObject *object, GAsyncResult *result, gpointer user_data);
static void stored_cb       (GObject *object, GAsyncResult *result, gpointer user_data);
static void adopted_cb      (GObject *object, GAsyncResult *result, gpointer user_data);
static void told_cb         (GObject *object, GAsyncResult *result, gpointer user_data);
static void put_back_cb     (GObject *object, GAsyncResult *result, gpointer user_data);
static void grant_gone_cb   (GObject *object, GAsyncResult *result, gpointer user_data);
static void record_back_cb  (GObject *object, GAsyncResult *result, gpointer user_data);

static void
vouch_keeper_finalize (GObject *object)
{
  VouchKeeper *self = VOUCH_KEEPER (object);

  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->sources);
  g_clear_pointer (&self->old, vouch_connection_free);
  g_clear_pointer (&self->old_secret, vouch_secret_free);
  g_clear_pointer (&self->connection, vouch_connection_free);
  g_clear_pointer (&self->tokens, vouch_tokens_free);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (vouch_keeper_parent_class)->finalize (object);
}

static void
vouch_keeper_class_init (VouchKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_keeper_finalize;
}

static void
vouch_keeper_init (VouchKeeper *self)
{
}

/**
 * vouch_keeper_new:
 * @store: the store
 * @secrets: where secrets are kept
 * @sources: the token sources
 * @connection_id: the connection, or 0 where it is to be made
 * @kind: the secret that it signs in with
 *
 * Returns: (transfer full): a keeper
 */
VouchKeeper *
vouch_keeper_new (VouchStore        *store,
                  VouchSecrets      *secrets,
                  VouchTokenSources *sources,
                  gint64             connection_id,
                  VouchSecretKind    kind)
{
  VouchKeeper *self = g_object_new (VOUCH_TYPE_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  self->sources = g_object_ref (sources);
  self->connection_id = connection_id;
  self->kind = kind;
  return self;
}

/* Looking. */

static gboolean
read_old (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  VouchKeeper *self = data;

  self->old = vouch_connections_get (db, self->connection_id, error);
  return self->old != NULL;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchKeeper *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  self->old_secret = vouch_secrets_lookup_finish (VOUCH_SECRETS (object), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (self->connection_id == 0)
    g_task_return_boolean (task, TRUE);
  else
    vouch_store_read_async (self->store, "read connection", read_old, self, NULL, cancellable,
                            read_cb, g_steal_pointer (&task));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (vouch_store_read_finish (VOUCH_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vouch_keeper_look_async:
 * @self: a keeper
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it has looked
 * @user_data: data for @callback
 *
 * Remembers what there is. Where the keyring is locked, the person is asked to open it now.
 */
void
vouch_keeper_look_async (VouchKeeper         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_keeper_look_async);
  vouch_secrets_lookup_async (self->secrets, self->connection_id, self->kind, cancellable,
                              looked_cb, g_steal_pointer (&task));
}

gboolean
vouch_keeper_look_finish (VouchKeeper   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Keeping. */

static void
store_secret (VouchKeeper         *self,
              const char          *secret,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              GTask               *task) /* (transfer full) */
{
  g_autofree char *label = vouch_keyring_dup_label (self->kind, self->connection->name);

  vouch_secrets_store_async (self->secrets, self->connection->id, self->kind, label, secret,
                             cancellable, callback, task);
}

/* Not to be cancelled: what was begun is put back. */
static void
put_back (GTask  *task,   /* (transfer full) */
          GError *error)  /* (transfer full) */
{
  VouchKeeper *self = g_task_get_source_object (task);

  self->failure = error;
  if (self->old_secret != NULL)
    store_secret (self, self->old_secret, NULL, put_back_cb, task);
  else
    vouch_secrets_clear_async (self->secrets, self->connection->id, self->kind, NULL, put_back_cb,
                               task);
}

/* In the ledger. */
static gboolean
tell (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  VouchKeeper *self = data;
  gint64 id = self->connection->id;

  if (self->kind == VOUCH_SECRET_CROSSCHQ)
    return vouch_action_note (db, id, "connection.crosschq-connected", NULL, NULL, self->now,
                              error);

  return vouch_action_note (db, id, "connection.connected", NULL, NULL, self->now, error);
}

static void
end (GTask *task) /* (transfer full) */
{
  VouchKeeper *self = g_task_get_source_object (task);

  vouch_store_write_async (self->store, "commit connected", tell, self, NULL, NULL, told_cb, task);
}

static void
told_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchKeeper *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (vouch_store_write_finish (VOUCH_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  /* A fresh grant has taken the place of the old one by now; its record must stay with it. */
  else if (self->tokens != NULL)
    g_task_return_error (task, error);
  else
    put_back (g_steal_pointer (&task), error);
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchKeeper *self = g_task_get_source_object (task);
  VouchTokenSource *source = NULL;
  GError *error = NULL;

  if (!vouch_secrets_store_finish (VOUCH_SECRETS (object), result, &error))
    {
      put_back (g_steal_pointer (&task), error);
      return;
    }
  if (self->tokens == NULL)
    {
      end (g_steal_pointer (&task));
      return;
    }

  source = vouch_token_sources_get_for_grant (self->sources, self->connection, &error);
  if (source == NULL)
    {
      put_back (g_steal_pointer (&task), error);
      return;
    }

  /* Not to be cancelled: it would be kept all the same, beside a record that was put back. */
  vouch_token_source_adopt_async (source, self->connection->client_id, self->tokens, NULL,
                                  adopted_cb, g_steal_pointer (&task));
}

static void
adopted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (vouch_token_source_adopt_finish (VOUCH_TOKEN_SOURCE (object), result, &error))
    end (g_steal_pointer (&task));
  else
    put_back (g_steal_pointer (&task), error);
}

/* Putting back. */

static gboolean
restore_record (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  VouchKeeper *self = data;
  g_autoptr(VouchConnection) present = NULL;

  if (self->old == NULL)
    return vouch_connections_remove (db, self->connection->id, error);

  present = vouch_connections_get (db, self->old->id, error);
  if (present == NULL)
    return FALSE;

  vouch_connection_keep_switches (self->old, present);
  return vouch_connections_update (db, self->old, error);
}

static void
put_back_record (GTask *task) /* (transfer full) */
{
  VouchKeeper *self = g_task_get_source_object (task);

  if (self->old == NULL)
    vouch_token_sources_retire (self->sources, self->connection->id);
  vouch_store_write_async (self->store, "commit undone", restore_record, self, NULL, NULL,
                           record_back_cb, task);
}

static void
put_back_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  gboolean done = self->old_secret != NULL
                    ? vouch_secrets_store_finish (VOUCH_SECRETS (object), result, &error)
                    : vouch_secrets_clear_finish (VOUCH_SECRETS (object), result, &error);

  if (!done)
    g_debug ("The secret could not be put back: %s", error->message);
  if (self->old != NULL || self->tokens == NULL)
    put_back_record (g_steal_pointer (&task));
  else
    vouch_secrets_clear_async (self->secrets, self->connection->id, VOUCH_SECRET_GRANT, NULL,
                               grant_gone_cb, g_steal_pointer (&task));
}

static void
grant_gone_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  if (!vouch_secrets_clear_finish (VOUCH_SECRETS (object), result, &error))
    g_debug ("The grant could not be erased: %s", error->message);
  put_back_record (g_steal_pointer (&task));
}

static void
record_back_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchKeeper *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!vouch_store_write_finish (VOUCH_STORE (object), result, &error))
    g_debug ("The record could not be put back: %s", error->message);
  g_task_return_error (task, g_steal_pointer (&self->failure));
}

/**
 * vouch_keeper_keep_async:
 * @self: a keeper that has looked, once
 * @connection: as it is stored now
 * @secret: what it signs in with
 * @tokens: (nullable): a fresh grant
 * @now: the service's time
 * @cancellable: (nullable): everything is put back then
 * @callback: (scope async): called once it is kept, or put back
 * @user_data: data for @callback
 */
void
vouch_keeper_keep_async (VouchKeeper           *self,
                         const VouchConnection *connection,
                         const char            *secret,
                         const VouchTokens     *tokens,
                         gint64                 now,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (self->connection == NULL);

  g_task_set_source_tag (task, vouch_keeper_keep_async);
  self->connection = vouch_connection_copy (connection);
  self->now = now;
  if (tokens != NULL)
    self->tokens = vouch_tokens_copy (tokens);
  store_secret (self, secret, cancellable, stored_cb, g_steal_pointer (&task));
}

gboolean
vouch_keeper_keep_finish (VouchKeeper   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
