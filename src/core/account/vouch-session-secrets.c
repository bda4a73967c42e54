/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-session-secrets.h"

#include "account/vouch-memory-secrets.h"

struct _VouchSessionSecrets
{
  GObject parent_instance;

  VouchSecrets *keyring;   /* (owned) */
  VouchSecrets *memory;    /* (owned) */
  gboolean memory_only;
};

typedef enum
{
  PROP_MEMORY_ONLY = 1,
  N_PROPS,
} VouchSessionSecretsProperty;

static GParamSpec *properties[N_PROPS];

static void looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void stored_cb    (GObject *object, GAsyncResult *result, gpointer user_data);
static void cleared_cb   (GObject *object, GAsyncResult *result, gpointer user_data);

static void vouch_session_secrets_iface_init (VouchSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchSessionSecrets, vouch_session_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_SECRETS,
                                                      vouch_session_secrets_iface_init))

static VouchSecrets *
get_place (VouchSessionSecrets *self)
{
  return self->memory_only ? self->memory : self->keyring;
}

static void
vouch_session_secrets_lookup_async (VouchSecrets        *secrets,
                                    gint64               connection_id,
                                    VouchSecretKind      kind,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_session_secrets_lookup_async);
  vouch_secrets_lookup_async (get_place (VOUCH_SESSION_SECRETS (secrets)), connection_id, kind,
                              cancellable, looked_up_cb, g_steal_pointer (&task));
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  char *secret = vouch_secrets_lookup_finish (VOUCH_SECRETS (object), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) vouch_secret_free);
}

static void
return_done (GTask    *task,
             gboolean  done,
             GError   *error) /* (transfer full) (nullable) */
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
vouch_session_secrets_store_async (VouchSecrets        *secrets,
                                   gint64               connection_id,
                                   VouchSecretKind      kind,
                                   const char          *label,
                                   const char          *value,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_session_secrets_store_async);
  vouch_secrets_store_async (get_place (VOUCH_SESSION_SECRETS (secrets)), connection_id, kind,
                             label, value, cancellable, stored_cb, g_steal_pointer (&task));
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  gboolean done = vouch_secrets_store_finish (VOUCH_SECRETS (object), result, &error);

  return_done (task, done, error);
}

static void
vouch_session_secrets_clear_async (VouchSecrets        *secrets,
                                   gint64               connection_id,
                                   VouchSecretKind      kind,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_session_secrets_clear_async);
  vouch_secrets_clear_async (get_place (VOUCH_SESSION_SECRETS (secrets)), connection_id, kind,
                             cancellable, cleared_cb, g_steal_pointer (&task));
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  GError *error = NULL;
  gboolean done = vouch_secrets_clear_finish (VOUCH_SECRETS (object), result, &error);

  return_done (task, done, error);
}

/* What is kept in memory is the same there, and so is the person's choice. */
static VouchSecrets *
vouch_session_secrets_dup_quiet (VouchSecrets *secrets)
{
  VouchSessionSecrets *self = VOUCH_SESSION_SECRETS (secrets);
  g_autoptr(VouchSecrets) keyring = vouch_secrets_dup_quiet (self->keyring);
  VouchSecrets *quiet = vouch_session_secrets_new (keyring);

  g_set_object (&VOUCH_SESSION_SECRETS (quiet)->memory, self->memory);
  g_object_bind_property (self, "memory-only", quiet, "memory-only", G_BINDING_SYNC_CREATE);
  return quiet;
}

static void
vouch_session_secrets_iface_init (VouchSecretsInterface *iface)
{
  iface->lookup_async = vouch_session_secrets_lookup_async;
  iface->store_async = vouch_session_secrets_store_async;
  iface->clear_async = vouch_session_secrets_clear_async;
  iface->dup_quiet = vouch_session_secrets_dup_quiet;
}

static void
vouch_session_secrets_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  VouchSessionSecrets *self = VOUCH_SESSION_SECRETS (object);

  switch ((VouchSessionSecretsProperty) prop_id)
    {
    case PROP_MEMORY_ONLY:
      g_value_set_boolean (value, self->memory_only);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_session_secrets_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  VouchSessionSecrets *self = VOUCH_SESSION_SECRETS (object);

  switch ((VouchSessionSecretsProperty) prop_id)
    {
    case PROP_MEMORY_ONLY:
      vouch_session_secrets_set_memory_only (self, g_value_get_boolean (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_session_secrets_finalize (GObject *object)
{
  VouchSessionSecrets *self = VOUCH_SESSION_SECRETS (object);

  g_clear_object (&self->keyring);
  g_clear_object (&self->memory);

  G_OBJECT_CLASS (vouch_session_secrets_parent_class)->finalize (object);
}

static void
vouch_session_secrets_class_init (VouchSessionSecretsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = vouch_session_secrets_finalize;
  object_class->get_property = vouch_session_secrets_get_property;
  object_class->set_property = vouch_session_secrets_set_property;

  properties[PROP_MEMORY_ONLY] =
    g_param_spec_boolean ("memory-only", NULL, NULL, FALSE,
                          (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_session_secrets_init (VouchSessionSecrets *self)
{
  self->memory = vouch_memory_secrets_new ();
}

/**
 * vouch_session_secrets_new:
 * @keyring: where secrets are kept
 *
 * Returns: (transfer full): secrets in @keyring until the person chooses otherwise
 */
VouchSecrets *
vouch_session_secrets_new (VouchSecrets *keyring)
{
  VouchSessionSecrets *self = g_object_new (VOUCH_TYPE_SESSION_SECRETS, NULL);

  self->keyring = g_object_ref (keyring);
  return VOUCH_SECRETS (self);
}

gboolean
vouch_session_secrets_get_memory_only (VouchSessionSecrets *self)
{
  return self->memory_only;
}

void
vouch_session_secrets_set_memory_only (VouchSessionSecrets *self,
                                       gboolean             memory_only)
{
  if (self->memory_only == memory_only)
    return;

  self->memory_only = memory_only;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MEMORY_ONLY]);
}
