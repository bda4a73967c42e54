/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-tokens.h"
#include "base/vouch-clock.h"
#include "base/vouch-secrets.h"
#include "http/vouch-authorizer.h"
#include "http/vouch-http.h"
#include "model/vouch-connection.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

/**
 * VouchTokenState:
 * @VOUCH_TOKEN_STATE_UNKNOWN: not looked yet
 * @VOUCH_TOKEN_STATE_READY: there is an access token
 * @VOUCH_TOKEN_STATE_REFRESHING: a new one is being fetched
 * @VOUCH_TOKEN_STATE_NEEDS_RECONNECT: the grant is over, or there is none
 * @VOUCH_TOKEN_STATE_LOCKED: the keyring is locked
 * @VOUCH_TOKEN_STATE_DISMISSED: the person closed the keyring's prompt; asked again only after
 *   vouch_token_source_ask_again()
 * @VOUCH_TOKEN_STATE_ABSENT: nothing can keep secrets here
 * @VOUCH_TOKEN_STATE_UNREADABLE: what the keyring holds cannot be read
 * @VOUCH_TOKEN_STATE_CLIENT_REFUSED: the client id or secret is refused
 * @VOUCH_TOKEN_STATE_OFFLINE: the token endpoint could not be asked; it is tried again
 */
typedef enum
{
  VOUCH_TOKEN_STATE_UNKNOWN,
  VOUCH_TOKEN_STATE_READY,
  VOUCH_TOKEN_STATE_REFRESHING,
  VOUCH_TOKEN_STATE_NEEDS_RECONNECT,
  VOUCH_TOKEN_STATE_LOCKED,
  VOUCH_TOKEN_STATE_DISMISSED,
  VOUCH_TOKEN_STATE_ABSENT,
  VOUCH_TOKEN_STATE_UNREADABLE,
  VOUCH_TOKEN_STATE_CLIENT_REFUSED,
  VOUCH_TOKEN_STATE_OFFLINE,
} VouchTokenState;

#define VOUCH_TYPE_TOKEN_STATE (vouch_token_state_get_type ())
GType vouch_token_state_get_type (void);
const char *vouch_token_state_to_string (VouchTokenState state);

#define VOUCH_TYPE_TOKEN_SOURCE (vouch_token_source_get_type ())
G_DECLARE_FINAL_TYPE (VouchTokenSource, vouch_token_source, VOUCH, TOKEN_SOURCE, GObject)

/**
 * VouchTokenSource:
 *
 * The #VouchAuthorizer of a SmartRecruiters connection that signs in with an authorization code or
 * with client credentials. Refreshes in one flight for all callers, and loses no refresh token
 * whatever fails (reliability.md §2.9). Only the holder of the engine lock may have one.
 *
 * Properties: "state" (#VouchTokenState), "unsaved" (a pair that is in memory only, because the
 * keyring refused it; every call tries to save it first).
 *
 * Errors: #VouchAccountError, #VouchSecretsError, #VouchStoreError, or %VOUCH_API_ERROR_NOT_SENT
 * for everything that passes, perhaps with vouch_api_error_get_retry_after().
 */
VouchTokenSource *vouch_token_source_new (const VouchConnection *connection,
                                          VouchHttp             *token_http,
                                          VouchSecrets          *secrets,
                                          VouchStore            *store,
                                          VouchClock            *clock) G_GNUC_WARN_UNUSED_RESULT;
VouchTokenState vouch_token_source_get_state (VouchTokenSource *self);
gboolean vouch_token_source_get_unsaved (VouchTokenSource *self);
gint64 vouch_token_source_get_issued_at (VouchTokenSource *self);
void vouch_token_source_note_good_call (VouchTokenSource *self);
void vouch_token_source_ask_again (VouchTokenSource *self);
void vouch_token_source_forget (VouchTokenSource *self);
gboolean vouch_token_source_is_at (VouchTokenSource      *self,
                                   const VouchConnection *connection);
gboolean vouch_token_source_is_of (VouchTokenSource      *self,
                                   const VouchConnection *connection);
void vouch_token_source_retire (VouchTokenSource *self,
                                VouchTokenSource *successor);
void vouch_token_source_keep_alive_async (VouchTokenSource   *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean vouch_token_source_keep_alive_finish (VouchTokenSource *self,
                                               GAsyncResult     *result,
                                               GError          **error);
void vouch_token_source_adopt_async (VouchTokenSource   *self,
                                     const char         *client_id,
                                     const VouchTokens  *tokens,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean vouch_token_source_adopt_finish (VouchTokenSource *self,
                                          GAsyncResult     *result,
                                          GError          **error);

G_END_DECLS
