/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-memory-secrets.h"

struct _VouchMemorySecrets
{
  GObject parent_instance;

  GPtrArray *items; /* (owned) (element-type Item) */
};

typedef struct
{
  gint64 connection_id;
  VouchSecretKind kind;
  char *value; /* (owned) */
} Item;

static void vouch_memory_secrets_iface_init (VouchSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchMemorySecrets, vouch_memory_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_SECRETS,
                                                      vouch_memory_secrets_iface_init))

static void
item_free (Item *item)
{
  vouch_secret_free (item->value);
  g_free (item);
}

static Item *
find (VouchMemorySecrets *self,
      gint64              connection_id,
      VouchSecretKind     kind)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      if (item->connection_id == connection_id && item->kind == kind)
        return item;
    }

  return NULL;
}

static void
vouch_memory_secrets_lookup_async (VouchSecrets        *secrets,
                                   gint64               connection_id,
                                   VouchSecretKind      kind,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  VouchMemorySecrets *self = VOUCH_MEMORY_SECRETS (secrets);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Item *item = find (self, connection_id, kind);

  g_task_set_source_tag (task, vouch_memory_secrets_lookup_async);
  g_task_return_pointer (task, item != NULL ? g_strdup (item->value) : NULL,
                         (GDestroyNotify) vouch_secret_free);
}

static void
vouch_memory_secrets_store_async (VouchSecrets        *secrets,
                                  gint64               connection_id,
                                  VouchSecretKind      kind,
                                  const char          *label,
                                  const char          *value,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_memory_secrets_store_async);
  vouch_memory_secrets_set (VOUCH_MEMORY_SECRETS (secrets), connection_id, kind, value);
  g_task_return_boolean (task, TRUE);
}

static void
vouch_memory_secrets_clear_async (VouchSecrets        *secrets,
                                  gint64               connection_id,
                                  VouchSecretKind      kind,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_memory_secrets_clear_async);
  vouch_memory_secrets_set (VOUCH_MEMORY_SECRETS (secrets), connection_id, kind, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
vouch_memory_secrets_iface_init (VouchSecretsInterface *iface)
{
  iface->lookup_async = vouch_memory_secrets_lookup_async;
  iface->store_async = vouch_memory_secrets_store_async;
  iface->clear_async = vouch_memory_secrets_clear_async;
}

static void
vouch_memory_secrets_finalize (GObject *object)
{
  g_ptr_array_unref (VOUCH_MEMORY_SECRETS (object)->items);

  G_OBJECT_CLASS (vouch_memory_secrets_parent_class)->finalize (object);
}

static void
vouch_memory_secrets_class_init (VouchMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_memory_secrets_finalize;
}

static void
vouch_memory_secrets_init (VouchMemorySecrets *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
}

VouchSecrets *
vouch_memory_secrets_new (void)
{
  return g_object_new (VOUCH_TYPE_MEMORY_SECRETS, NULL);
}

/**
 * vouch_memory_secrets_set:
 * @self: the secrets
 * @connection_id: whose
 * @kind: which
 * @value: (nullable): the secret, or %NULL to forget it
 *
 * What a server does at its start with what it was given.
 */
void
vouch_memory_secrets_set (VouchMemorySecrets *self,
                          gint64              connection_id,
                          VouchSecretKind     kind,
                          const char         *value)
{
  Item *item = find (self, connection_id, kind);

  if (item != NULL)
    g_ptr_array_remove (self->items, item);
  if (value == NULL)
    return;

  item = g_new0 (Item, 1);
  item->connection_id = connection_id;
  item->kind = kind;
  item->value = g_strdup (value);
  g_ptr_array_add (self->items, item);
}
