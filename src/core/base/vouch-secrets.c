/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <string.h>

#include "base/vouch-secrets.h"

G_DEFINE_INTERFACE (VouchSecrets, vouch_secrets, G_TYPE_OBJECT)
G_DEFINE_QUARK (vouch-secrets-error-quark, vouch_secrets_error)

static char *
finish_with_secret (VouchSecrets  *self,
                    GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
finish_with_success (VouchSecrets  *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vouch_secrets_default_init (VouchSecretsInterface *iface)
{
  iface->lookup_finish = finish_with_secret;
  iface->store_finish = finish_with_success;
  iface->clear_finish = finish_with_success;
}

const char *
vouch_secret_kind_to_string (VouchSecretKind kind)
{
  static const char *const names[] = { "grant", "client", "api-key", "crosschq" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (names), NULL);
  return names[kind];
}

/**
 * vouch_secret_free:
 * @secret: (nullable) (transfer full): a secret
 *
 * Wipes it, then frees it.
 */
void
vouch_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * vouch_secrets_lookup_async:
 * @self: where secrets are kept
 * @connection_id: whose
 * @kind: which
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called with the answer
 * @user_data: data for @callback
 *
 * Fails with #VouchSecretsError.
 */
void
vouch_secrets_lookup_async (VouchSecrets        *self,
                            gint64               connection_id,
                            VouchSecretKind      kind,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  VOUCH_SECRETS_GET_IFACE (self)->lookup_async (self, connection_id, kind, cancellable, callback,
                                                user_data);
}

/**
 * vouch_secrets_lookup_finish:
 * @self: where secrets are kept
 * @result: the answer
 * @error: return location
 *
 * Returns: (nullable) (transfer full): the secret, for vouch_secret_free(); %NULL without an error
 *   when there is none
 */
char *
vouch_secrets_lookup_finish (VouchSecrets  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return VOUCH_SECRETS_GET_IFACE (self)->lookup_finish (self, result, error);
}

/**
 * vouch_secrets_store_async:
 * @self: where secrets are kept
 * @connection_id: whose
 * @kind: which
 * @label: what a person sees in their keyring
 * @value: the secret
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it is kept
 * @user_data: data for @callback
 *
 * Replaces the item as one. Fails with #VouchSecretsError.
 */
void
vouch_secrets_store_async (VouchSecrets        *self,
                           gint64               connection_id,
                           VouchSecretKind      kind,
                           const char          *label,
                           const char          *value,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  VOUCH_SECRETS_GET_IFACE (self)->store_async (self, connection_id, kind, label, value, cancellable,
                                               callback, user_data);
}

gboolean
vouch_secrets_store_finish (VouchSecrets  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return VOUCH_SECRETS_GET_IFACE (self)->store_finish (self, result, error);
}

/**
 * vouch_secrets_clear_async:
 * @self: where secrets are kept
 * @connection_id: whose
 * @kind: which
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it is gone
 * @user_data: data for @callback
 *
 * Removes an item; one that is not there is removed already. Fails with #VouchSecretsError.
 */
void
vouch_secrets_clear_async (VouchSecrets        *self,
                           gint64               connection_id,
                           VouchSecretKind      kind,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  VOUCH_SECRETS_GET_IFACE (self)->clear_async (self, connection_id, kind, cancellable, callback,
                                               user_data);
}

gboolean
vouch_secrets_clear_finish (VouchSecrets  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return VOUCH_SECRETS_GET_IFACE (self)->clear_finish (self, result, error);
}

/**
 * vouch_secrets_dup_quiet:
 * @self: where secrets are kept
 *
 * For work that nobody sits before: a prompt must not come out of nothing.
 *
 * Returns: (transfer full): the same secrets, but what the person would be asked a password for
 *   fails with %VOUCH_SECRETS_ERROR_LOCKED
 */
VouchSecrets *
vouch_secrets_dup_quiet (VouchSecrets *self)
{
  VouchSecretsInterface *iface = VOUCH_SECRETS_GET_IFACE (self);

  return iface->dup_quiet != NULL ? iface->dup_quiet (self) : g_object_ref (self);
}
