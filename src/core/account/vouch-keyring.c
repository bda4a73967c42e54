/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <libsecret/secret.h>

#include "account/vouch-asking.h"
#include "account/vouch-keyring.h"

struct _VouchKeyring
{
  GObject parent_instance;

  char *store_id; /* (owned) */
  gboolean quiet; /* nobody is asked to unlock it */
  guint watch;
};

/* What is to be kept, while a quiet keyring looks whether it is open. */
typedef struct
{
  GHashTable *attributes; /* (owned) */
  char *label;            /* (owned) */
  char *value;            /* (owned) */
} Storing;

static void vouch_keyring_iface_init (VouchSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchKeyring, vouch_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_SECRETS, vouch_keyring_iface_init))

/* GNOME Keyring does not know the name of a locked item's schema: an item that is looked for by it
 * would seem to be gone. The attributes are enough to tell ours. */
static const SecretSchema schema = {
  .name = "io.github.vouch_connector.Vouch",
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = {
    { "store", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "connection", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static GHashTable *
build_attributes (VouchKeyring    *self,
                  gint64           connection_id,
                  VouchSecretKind  kind)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "store", g_strdup (self->store_id));
  g_hash_table_insert (attributes, (gpointer) "connection",
                       g_strdup_printf ("%" G_GINT64_FORMAT, connection_id));
  g_hash_table_insert (attributes, (gpointer) "kind",
                       g_strdup (vouch_secret_kind_to_string (kind)));

  return attributes;
}

static VouchSecretsError
classify_secret_error (int code)
{
  /* Newer versions know more codes. */
  switch (code)
    {
    case SECRET_ERROR_IS_LOCKED:
      return VOUCH_SECRETS_ERROR_LOCKED;
    /* There is no keyring yet, and the person closed the question for the password of a new one. */
    case SECRET_ERROR_NO_SUCH_OBJECT:
      return VOUCH_SECRETS_ERROR_DISMISSED;
    case SECRET_ERROR_PROTOCOL:
    case SECRET_ERROR_INVALID_FILE_FORMAT:
      return VOUCH_SECRETS_ERROR_UNREADABLE;
    default:
      return VOUCH_SECRETS_ERROR_FAILED;
    }
}

static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
         /* GNOME Keyring's whole answer when it cannot write its file. */
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_FAILED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMED_OUT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_MEMORY)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static VouchSecretsError
classify (const GError *error)
{
  if (error->domain == SECRET_ERROR)
    return classify_secret_error (error->code);
  /* Only the portal's prompt answers so without our asking. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return VOUCH_SECRETS_ERROR_DISMISSED;
  if (is_passing (error))
    return VOUCH_SECRETS_ERROR_FAILED;
  /* No bus, or nobody on it who keeps secrets. */
  if (error->domain == G_DBUS_ERROR || error->domain == G_IO_ERROR
      || error->domain == G_SPAWN_ERROR)
    return VOUCH_SECRETS_ERROR_ABSENT;

  return VOUCH_SECRETS_ERROR_FAILED;
}

/* Takes @error, which may be %NULL. */
static void
return_error (GTask  *task,
              GError *error)
{
  g_autoptr(GError) owned = error;
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (owned == NULL)
    g_task_return_new_error (task, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_DISMISSED,
                             "the keyring stayed locked");
  else if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
    g_task_return_error (task, g_steal_pointer (&owned));
  else
    g_task_return_new_error (task, VOUCH_SECRETS_ERROR, classify (owned),
                             "the keyring failed: %s", owned->message);
}

/* Reading without a question. */

static void
retrieved_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  SecretValue *value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (object),
                                                                  result, &error);

  if (value == NULL)
    {
      return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_strdup (secret_value_get_text (value)),
                         (GDestroyNotify) vouch_secret_free);
  secret_value_unref (value);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autolist(SecretRetrievable) items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (items == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    secret_retrievable_retrieve_secret (items->data, cancellable, retrieved_cb,
                                        g_steal_pointer (&task));
}

/* Unlike a lookup, neither the search nor the item unlocks anything. */
static void
read_quietly (GHashTable *attributes,
              GTask      *task) /* (transfer full) */
{
  secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE, g_task_get_cancellable (task),
                           found_cb, task);
}

static void
searched_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;
  g_autolist(SecretRetrievable) items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_error (task, g_steal_pointer (&error));
  else if (items != NULL)
    return_error (task, NULL);
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GHashTable *attributes = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }
  if (password != NULL)
    {
      g_task_return_pointer (task, g_strdup (password), (GDestroyNotify) vouch_secret_free);
      secret_password_free (password);
      return;
    }

  /* A keyring that stayed locked looks just like one without the item; a search sees it. */
  secret_password_searchv (&schema, attributes, SECRET_SEARCH_NONE, cancellable, searched_cb,
                           g_steal_pointer (&task));
}

static void
set_attributes (GTask           *task,
                gint64           connection_id,
                VouchSecretKind  kind)
{
  GHashTable *attributes = build_attributes (g_task_get_source_object (task), connection_id, kind);

  g_task_set_task_data (task, attributes, (GDestroyNotify) g_hash_table_unref);
}

static void
vouch_keyring_lookup_async (VouchSecrets        *secrets,
                            gint64               connection_id,
                            VouchSecretKind      kind,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  VouchKeyring *self = VOUCH_KEYRING (secrets);
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) task = self->quiet ? outer : vouch_asking_wrap (outer, TRUE);
  GHashTable *attributes;

  g_task_set_source_tag (outer, vouch_keyring_lookup_async);
  set_attributes (task, connection_id, kind);
  attributes = g_task_get_task_data (task);
  if (self->quiet)
    read_quietly (attributes, g_steal_pointer (&task));
  else
    secret_password_lookupv (&schema, attributes, NULL, looked_up_cb, g_steal_pointer (&task));
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, g_steal_pointer (&error));
}

static void
storing_free (Storing *storing)
{
  g_hash_table_unref (storing->attributes);
  g_free (storing->label);
  vouch_secret_free (storing->value);
  g_free (storing);
}

static void
store (GTask *task) /* (transfer full) */
{
  const Storing *storing = g_task_get_task_data (task);

  secret_password_storev (&schema, storing->attributes, SECRET_COLLECTION_DEFAULT, storing->label,
                          storing->value, g_task_get_cancellable (task), stored_cb, task);
}

static void
probed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;
  char *any = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (any == NULL)
    g_task_return_new_error (task, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED,
                             "nothing of ours shows that the keyring is open");
  else
    store (g_steal_pointer (&task));

  vouch_secret_free (any);
}

/* Only what can be read proves that the keyring is open: a secret is kept beside the one that it
 * was got with. */
static void
probe (VouchKeyring *self,
       GTask        *task) /* (transfer full) */
{
  GTask *probing = g_task_new (self, g_task_get_cancellable (task), probed_cb, task);
  g_autoptr(GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_task_set_source_tag (probing, probe);
  g_hash_table_insert (attributes, (gpointer) "store", self->store_id);
  read_quietly (attributes, probing);
}

static void
vouch_keyring_store_async (VouchSecrets        *secrets,
                           gint64               connection_id,
                           VouchSecretKind      kind,
                           const char          *label,
                           const char          *value,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  VouchKeyring *self = VOUCH_KEYRING (secrets);
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) task = self->quiet ? outer : vouch_asking_wrap (outer, FALSE);
  Storing *storing = g_new0 (Storing, 1);

  g_task_set_source_tag (outer, vouch_keyring_store_async);
  storing->attributes = build_attributes (self, connection_id, kind);
  storing->label = g_strdup (label);
  storing->value = g_strdup (value);
  g_task_set_task_data (task, storing, (GDestroyNotify) storing_free);
  if (self->quiet)
    probe (self, g_steal_pointer (&task));
  else
    store (g_steal_pointer (&task));
}

static void
cleared_again_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(GError) error = NULL;

  if (secret_password_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, g_steal_pointer (&error));
}

static void
unlocked_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GHashTable *attributes = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autolist(SecretRetrievable) items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_error (task, g_steal_pointer (&error));
  else if (items == NULL)
    g_task_return_boolean (task, TRUE);
  else
    secret_password_clearv (&schema, attributes, cancellable, cleared_again_cb,
                            g_steal_pointer (&task));
}

static void
locked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  g_autolist(SecretRetrievable) items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (items == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED,
                             "the item is locked");
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchKeyring *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GHashTable *attributes = g_task_get_task_data (task);
  SecretSearchFlags flags = self->quiet ? SECRET_SEARCH_NONE
                                        : SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK;
  g_autoptr(GError) error = NULL;

  if (secret_password_clear_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (error != NULL)
    {
      return_error (task, g_steal_pointer (&error));
      return;
    }

  /* FALSE without an error: there was nothing to remove, or it is locked and was left alone. */
  secret_password_searchv (&schema, attributes, flags, cancellable,
                           self->quiet ? locked_cb : unlocked_cb, g_steal_pointer (&task));
}

static void
vouch_keyring_clear_async (VouchSecrets        *secrets,
                           gint64               connection_id,
                           VouchSecretKind      kind,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  VouchKeyring *self = VOUCH_KEYRING (secrets);
  GTask *outer = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) task = self->quiet ? outer : vouch_asking_wrap (outer, FALSE);
  GHashTable *attributes;
  GCancellable *inner;

  g_task_set_source_tag (outer, vouch_keyring_clear_async);
  set_attributes (task, connection_id, kind);
  attributes = g_task_get_task_data (task);
  inner = g_task_get_cancellable (task);
  secret_password_clearv (&schema, attributes, inner, cleared_cb, g_steal_pointer (&task));
}

static VouchSecrets *
vouch_keyring_dup_quiet (VouchSecrets *secrets)
{
  VouchKeyring *self = VOUCH_KEYRING (vouch_keyring_new (VOUCH_KEYRING (secrets)->store_id));

  self->quiet = TRUE;
  return VOUCH_SECRETS (self);
}

static void
vouch_keyring_iface_init (VouchSecretsInterface *iface)
{
  iface->lookup_async = vouch_keyring_lookup_async;
  iface->store_async = vouch_keyring_store_async;
  iface->clear_async = vouch_keyring_clear_async;
  iface->dup_quiet = vouch_keyring_dup_quiet;
}

/* libsecret goes on for ever with the keyring that it found first, also when that one is gone and
 * another one has come: all calls would fail until this program ends. */
static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  secret_service_disconnect ();
}

static void
vouch_keyring_finalize (GObject *object)
{
  VouchKeyring *self = VOUCH_KEYRING (object);

  g_bus_unwatch_name (self->watch);
  g_free (self->store_id);

  G_OBJECT_CLASS (vouch_keyring_parent_class)->finalize (object);
}

static void
vouch_keyring_class_init (VouchKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_keyring_finalize;
}

static void
vouch_keyring_init (VouchKeyring *self)
{
  self->watch = g_bus_watch_name (G_BUS_TYPE_SESSION, VOUCH_KEYRING_SERVICE,
                                  G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, vanished_cb, NULL, NULL);
}

/**
 * vouch_keyring_new:
 * @store_id: names the state directory
 *
 * Uses the simple API of libsecret only: it finds the service, the portal's file in a sandbox, or
 * the file of $SECRET_BACKEND by itself (desktop.md §2.6).
 *
 * Returns: (transfer full): the person's keyring
 */
VouchSecrets *
vouch_keyring_new (const char *store_id)
{
  VouchKeyring *self = g_object_new (VOUCH_TYPE_KEYRING, NULL);

  self->store_id = g_strdup (store_id);
  return VOUCH_SECRETS (self);
}

/**
 * vouch_keyring_dup_label:
 * @kind: which secret
 * @connection_name: what the person calls the connection
 *
 * Returns: (transfer full): the label of its item
 */
char *
vouch_keyring_dup_label (VouchSecretKind  kind,
                         const char      *connection_name)
{
  static const char *const what[] = {
    "SmartRecruiters access", "SmartRecruiters client secret", "SmartRecruiters API key",
    "Crosschq API key",
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (what), NULL);
  return g_strdup_printf ("Vouch: %s for %s", what[kind], connection_name);
}
