/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "vouch-world-secrets.h"

struct _VouchWorldSecrets
{
  GObject parent_instance;

  VouchPointFunc point;
  gpointer point_data;
  GHashTable *items; /* (owned): "connection:kind" to the secret */
  guint n_operations;
  guint n_unread;
  guint n_unwritten;
  guint fail_at;     /* 0: everything works */
  int fail_times;    /* -1: for good */
  VouchSecretsError fail_code;
};

typedef struct
{
  char *key;
  char *value; /* (nullable): what is stored */
  enum { LOOK_UP, STORE, CLEAR } what;
} Operation;

static void vouch_world_secrets_iface_init (VouchSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchWorldSecrets, vouch_world_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_SECRETS,
                                                      vouch_world_secrets_iface_init))

static void
operation_free (Operation *operation)
{
  g_free (operation->key);
  g_free (operation->value);
  g_free (operation);
}

static char *
dup_key (gint64          connection_id,
         VouchSecretKind kind)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%s", connection_id,
                          vouch_secret_kind_to_string (kind));
}

static void
carry_out (VouchWorldSecrets *self,
           GTask             *task,
           Operation         *operation)
{
  if (operation->what == LOOK_UP)
    {
      g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->items, operation->key)),
                             g_free);
      return;
    }

  if (operation->what == STORE)
    g_hash_table_insert (self->items, g_strdup (operation->key), g_strdup (operation->value));
  else
    g_hash_table_remove (self->items, operation->key);

  if (self->point ("after write secret", self->point_data))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dead");
}

/* Counts an operation. Returns: whether it fails. */
static gboolean
fails (VouchWorldSecrets *self,
       const Operation   *operation)
{
  self->n_operations++;
  if (self->fail_at == 0 || self->n_operations < self->fail_at || self->fail_times == 0)
    return FALSE;

  self->fail_times -= self->fail_times > 0 ? 1 : 0;
  self->n_unread += operation->what == LOOK_UP ? 1 : 0;
  self->n_unwritten += operation->what != LOOK_UP ? 1 : 0;
  return TRUE;
}

static gboolean
operate_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchWorldSecrets *self = g_task_get_source_object (task);
  Operation *operation = g_task_get_task_data (task);
  const char *label = operation->what == LOOK_UP ? "read secret" : "write secret";

  if (fails (self, operation))
    g_task_return_new_error (task, VOUCH_SECRETS_ERROR, self->fail_code,
                             "the keyring does not answer");
  else if (self->point (label, self->point_data))
    carry_out (self, task, operation);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dead");

  return G_SOURCE_REMOVE;
}

static void
begin (VouchSecrets        *secrets,
       gint64               connection_id,
       VouchSecretKind      kind,
       int                  what,
       const char          *value,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (secrets, cancellable, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

  g_task_set_source_tag (task, begin);
  operation->key = dup_key (connection_id, kind);
  operation->value = g_strdup (value);
  operation->what = what;
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);
  g_idle_add_full (G_PRIORITY_DEFAULT, operate_cb, task, NULL);
}

static void
vouch_world_secrets_lookup_async (VouchSecrets        *secrets,
                                  gint64               connection_id,
                                  VouchSecretKind      kind,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  begin (secrets, connection_id, kind, LOOK_UP, NULL, cancellable, callback, user_data);
}

static char *
vouch_world_secrets_lookup_finish (VouchSecrets  *secrets,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vouch_world_secrets_store_async (VouchSecrets        *secrets,
                                 gint64               connection_id,
                                 VouchSecretKind      kind,
                                 const char          *label,
                                 const char          *value,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  begin (secrets, connection_id, kind, STORE, value, cancellable, callback, user_data);
}

static gboolean
vouch_world_secrets_write_finish (VouchSecrets  *secrets,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vouch_world_secrets_clear_async (VouchSecrets        *secrets,
                                 gint64               connection_id,
                                 VouchSecretKind      kind,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  begin (secrets, connection_id, kind, CLEAR, NULL, cancellable, callback, user_data);
}

static void
vouch_world_secrets_iface_init (VouchSecretsInterface *iface)
{
  iface->lookup_async = vouch_world_secrets_lookup_async;
  iface->lookup_finish = vouch_world_secrets_lookup_finish;
  iface->store_async = vouch_world_secrets_store_async;
  iface->store_finish = vouch_world_secrets_write_finish;
  iface->clear_async = vouch_world_secrets_clear_async;
  iface->clear_finish = vouch_world_secrets_write_finish;
}

static void
vouch_world_secrets_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_WORLD_SECRETS (object)->items, g_hash_table_unref);

  G_OBJECT_CLASS (vouch_world_secrets_parent_class)->finalize (object);
}

static void
vouch_world_secrets_class_init (VouchWorldSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_world_secrets_finalize;
}

static void
vouch_world_secrets_init (VouchWorldSecrets *self)
{
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

VouchWorldSecrets *
vouch_world_secrets_new (VouchPointFunc point,
                         gpointer       user_data)
{
  VouchWorldSecrets *self = g_object_new (VOUCH_TYPE_WORLD_SECRETS, NULL);

  self->point = point;
  self->point_data = user_data;
  return self;
}

void
vouch_world_secrets_set (VouchWorldSecrets *self,
                         gint64             connection_id,
                         VouchSecretKind    kind,
                         const char        *value)
{
  g_hash_table_insert (self->items, dup_key (connection_id, kind), g_strdup (value));
}

/**
 * vouch_world_secrets_fail:
 * @self: a keyring
 * @nth: 1 is the next operation; 0 lets everything work again
 * @code: how it fails
 * @times: how many operations fail from there on; -1: all
 */
void
vouch_world_secrets_fail (VouchWorldSecrets *self,
                          guint              nth,
                          VouchSecretsError  code,
                          int                times)
{
  self->fail_at = nth != 0 ? self->n_operations + nth : 0;
  self->fail_code = code;
  self->fail_times = times;
}

guint
vouch_world_secrets_get_n_operations (VouchWorldSecrets *self)
{
  return self->n_operations;
}

guint
vouch_world_secrets_get_n_unread (VouchWorldSecrets *self)
{
  return self->n_unread;
}

guint
vouch_world_secrets_get_n_unwritten (VouchWorldSecrets *self)
{
  return self->n_unwritten;
}
