/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_SECRETS (vouch_secrets_get_type ())
G_DECLARE_INTERFACE (VouchSecrets, vouch_secrets, VOUCH, SECRETS, GObject)

/**
 * VOUCH_SECRETS_ERROR:
 *
 * What the place that keeps secrets answered, told apart by what can be done about it.
 */
#define VOUCH_SECRETS_ERROR (vouch_secrets_error_quark ())
GQuark vouch_secrets_error_quark (void);

/**
 * VouchSecretsError:
 * @VOUCH_SECRETS_ERROR_LOCKED: the keyring is locked: the person unlocks it
 * @VOUCH_SECRETS_ERROR_DISMISSED: the person closed the prompt: ask again when they want it
 * @VOUCH_SECRETS_ERROR_ABSENT: nothing on this system can keep a secret: session-only mode
 * @VOUCH_SECRETS_ERROR_UNREADABLE: what is kept cannot be decrypted: keep a copy, reconnect
 * @VOUCH_SECRETS_ERROR_FAILED: a passing failure: try again
 */
typedef enum
{
  VOUCH_SECRETS_ERROR_LOCKED,
  VOUCH_SECRETS_ERROR_DISMISSED,
  VOUCH_SECRETS_ERROR_ABSENT,
  VOUCH_SECRETS_ERROR_UNREADABLE,
  VOUCH_SECRETS_ERROR_FAILED,
} VouchSecretsError;

/**
 * VouchSecretKind:
 * @VOUCH_SECRET_GRANT: access and refresh token with their generation, as one item
 * @VOUCH_SECRET_CLIENT: the client secret of an OAuth client
 * @VOUCH_SECRET_API_KEY: a SmartRecruiters API key
 * @VOUCH_SECRET_CROSSCHQ: the Crosschq Partner API key
 */
typedef enum
{
  VOUCH_SECRET_GRANT,
  VOUCH_SECRET_CLIENT,
  VOUCH_SECRET_API_KEY,
  VOUCH_SECRET_CROSSCHQ,
  VOUCH_N_SECRETS,
} VouchSecretKind;

/**
 * VouchSecrets:
 *
 * Where secrets are kept: one item per connection and kind. A lookup of an item that is not there
 * succeeds with %NULL. Returned strings are wiped with vouch_secret_free(). The finish functions
 * that are there already take the result of a #GTask. A class whose answers never need a person has
 * no @dup_quiet.
 */
struct _VouchSecretsInterface
{
  GTypeInterface parent;

  void      (* lookup_async)  (VouchSecrets         *self,
                               gint64                connection_id,
                               VouchSecretKind       kind,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  char     *(* lookup_finish) (VouchSecrets         *self,
                               GAsyncResult         *result,
                               GError              **error);
  void      (* store_async)   (VouchSecrets         *self,
                               gint64                connection_id,
                               VouchSecretKind       kind,
                               const char           *label,
                               const char           *value,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  gboolean  (* store_finish)  (VouchSecrets         *self,
                               GAsyncResult         *result,
                               GError              **error);
  void      (* clear_async)   (VouchSecrets         *self,
                               gint64                connection_id,
                               VouchSecretKind       kind,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  gboolean  (* clear_finish)  (VouchSecrets         *self,
                               GAsyncResult         *result,
                               GError              **error);
  VouchSecrets *(* dup_quiet) (VouchSecrets         *self);
};

const char *vouch_secret_kind_to_string (VouchSecretKind       kind);
void        vouch_secret_free           (char                 *secret);
void        vouch_secrets_lookup_async  (VouchSecrets         *self,
                                         gint64                connection_id,
                                         VouchSecretKind       kind,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
char       *vouch_secrets_lookup_finish (VouchSecrets         *self,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_secrets_store_async   (VouchSecrets         *self,
                                         gint64                connection_id,
                                         VouchSecretKind       kind,
                                         const char           *label,
                                         const char           *value,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean    vouch_secrets_store_finish  (VouchSecrets         *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void        vouch_secrets_clear_async   (VouchSecrets         *self,
                                         gint64                connection_id,
                                         VouchSecretKind       kind,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean    vouch_secrets_clear_finish  (VouchSecrets         *self,
                                         GAsyncResult         *result,
                                         GError              **error);
VouchSecrets *vouch_secrets_dup_quiet   (VouchSecrets         *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
