/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-token-vault.h"

#include "account/vouch-keyring.h"
#include "base/vouch-error.h"
#include "store/vouch-connections.h"

struct _VouchTokenVault
{
  GObject parent_instance;

  gint64 connection_id;
  char *label;            /* (owned): of the keyring item */
  VouchSecrets *secrets;  /* (owned) */
  VouchStore *store;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (VouchTokenVault, vouch_token_vault, G_TYPE_OBJECT)

typedef struct
{
  gint64 connection_id;
  VouchTokenMarks marks;
} MarksData;

static void
vouch_token_vault_finalize (GObject *object)
{
  VouchTokenVault *self = VOUCH_TOKEN_VAULT (object);

  g_free (self->label);
  g_clear_object (&self->secrets);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vouch_token_vault_parent_class)->finalize (object);
}

static void
vouch_token_vault_class_init (VouchTokenVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_token_vault_finalize;
}

static void
vouch_token_vault_init (VouchTokenVault *self)
{
}

VouchTokenVault *
vouch_token_vault_new (const VouchConnection *connection,
                       VouchSecrets          *secrets,
                       VouchStore            *store)
{
  VouchTokenVault *self = g_object_new (VOUCH_TYPE_TOKEN_VAULT, NULL);

  self->connection_id = connection->id;
  self->label = vouch_keyring_dup_label (VOUCH_SECRET_GRANT, connection->name);
  self->secrets = g_object_ref (secrets);
  self->store = g_object_ref (store);

  return self;
}

static gboolean
read_marks (VouchDb   *db,
            gpointer   user_data,
            GError   **error)
{
  MarksData *data = user_data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, data->connection_id, error);

  if (connection == NULL)
    return FALSE;

  data->marks.generation = connection->refresh_generation;
  data->marks.needs_reconnect = connection->needs_reconnect;
  return TRUE;
}

static gboolean
write_marks (VouchDb   *db,
             gpointer   user_data,
             GError   **error)
{
  MarksData *data = user_data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, data->connection_id, error);

  if (connection == NULL)
    return FALSE;
  if (connection->refresh_generation == data->marks.generation
      && connection->needs_reconnect == data->marks.needs_reconnect)
    return TRUE;

  connection->refresh_generation = data->marks.generation;
  connection->needs_reconnect = data->marks.needs_reconnect;
  return vouch_connections_update (db, connection, error);
}

static void
marks_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  if (vouch_store_read_finish (VOUCH_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static MarksData *
new_marks_data (VouchTokenVault *self,
                VouchTokenMarks  marks)
{
  MarksData *data = g_new0 (MarksData, 1);

  data->connection_id = self->connection_id;
  data->marks = marks;
  return data;
}

/**
 * vouch_token_vault_read_marks_async:
 * @self: a vault
 * @callback: (scope async): called with the marks
 * @user_data: data for @callback
 *
 * Nothing here can be cancelled: what is done belongs to every caller of the token source.
 */
void
vouch_token_vault_read_marks_async (VouchTokenVault     *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  MarksData *data = new_marks_data (self, (VouchTokenMarks) { -1, FALSE });

  g_task_set_source_tag (task, vouch_token_vault_read_marks_async);
  g_task_set_task_data (task, data, g_free);
  vouch_store_read_async (self->store, "read refresh mark", read_marks, data, NULL, NULL,
                          marks_read_cb, g_steal_pointer (&task));
}

gboolean
vouch_token_vault_read_marks_finish (VouchTokenVault  *self,
                                     GAsyncResult     *result,
                                     VouchTokenMarks  *marks,
                                     GError          **error)
{
  MarksData *data = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  *marks = data->marks;
  return TRUE;
}

static void
marks_written_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  if (vouch_store_write_finish (VOUCH_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
vouch_token_vault_write_marks_async (VouchTokenVault     *self,
                                     const char          *label,
                                     VouchTokenMarks      marks,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, vouch_token_vault_write_marks_async);
  vouch_store_write_async (self->store, label, write_marks, new_marks_data (self, marks), g_free,
                           NULL, marks_written_cb, g_steal_pointer (&task));
}

gboolean
vouch_token_vault_write_marks_finish (VouchTokenVault  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;
  VouchTokenPair *pair = NULL;
  char *secret = vouch_secrets_lookup_finish (VOUCH_SECRETS (object), result, &error);

  if (secret != NULL)
    pair = vouch_token_pair_parse (secret, &error);
  vouch_secret_free (secret);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, pair, (GDestroyNotify) vouch_token_pair_free);
}

void
vouch_token_vault_load_async (VouchTokenVault     *self,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, vouch_token_vault_load_async);
  vouch_secrets_lookup_async (self->secrets, self->connection_id, VOUCH_SECRET_GRANT, NULL,
                              loaded_cb, g_steal_pointer (&task));
}

/**
 * vouch_token_vault_load_finish:
 * @self: a vault
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the pair; %NULL without an error where none is kept
 */
VouchTokenPair *
vouch_token_vault_load_finish (VouchTokenVault  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  if (vouch_secrets_store_finish (VOUCH_SECRETS (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vouch_token_vault_save_async:
 * @self: a vault
 * @pair: the pair
 * @callback: (scope async): called once the keyring has answered
 * @user_data: data for @callback
 *
 * Writes the pair as one item, in one call.
 */
void
vouch_token_vault_save_async (VouchTokenVault      *self,
                              const VouchTokenPair *pair,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  char *secret = vouch_token_pair_to_secret (pair);

  g_task_set_source_tag (task, vouch_token_vault_save_async);
  vouch_secrets_store_async (self->secrets, self->connection_id, VOUCH_SECRET_GRANT, self->label,
                             secret, NULL, saved_cb, g_steal_pointer (&task));
  vouch_secret_free (secret);
}

gboolean
vouch_token_vault_save_finish (VouchTokenVault  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
client_loaded_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;
  char *secret = vouch_secrets_lookup_finish (VOUCH_SECRETS (object), result, &error);

  if (error == NULL && secret == NULL)
    g_set_error_literal (&error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL,
                         "no client secret is kept");

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) vouch_secret_free);
}

/**
 * vouch_token_vault_load_client_async:
 * @self: a vault
 * @callback: (scope async): called with the secret
 * @user_data: data for @callback
 *
 * Reads the client secret. Asking the keyring before a refresh also shows whether it can be
 * reached, before a refresh token is used up.
 */
void
vouch_token_vault_load_client_async (VouchTokenVault     *self,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, vouch_token_vault_load_client_async);
  vouch_secrets_lookup_async (self->secrets, self->connection_id, VOUCH_SECRET_CLIENT, NULL,
                              client_loaded_cb, g_steal_pointer (&task));
}

/**
 * vouch_token_vault_load_client_finish:
 * @self: a vault
 * @result: the result
 * @error: return location
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL where none is kept.
 *
 * Returns: (transfer full) (nullable): the secret; free it with vouch_secret_free()
 */
char *
vouch_token_vault_load_client_finish (VouchTokenVault  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
