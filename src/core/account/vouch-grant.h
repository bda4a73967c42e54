/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-tokens.h"
#include "base/vouch-clock.h"
#include "base/vouch-random.h"
#include "http/vouch-http.h"

G_BEGIN_DECLS

#define VOUCH_GRANT_LIFETIME (10 * G_TIME_SPAN_MINUTE)
#define VOUCH_GRANT_MAX_REDIRECT 4096

/**
 * VouchGrantOptions:
 * @client_id: the OAuth client
 * @authorize_uri: the consent page, without a query
 * @redirect_uri: a registered one, byte for byte
 * @scopes: (nullable): space separated; %NULL or empty: what is registered for the client
 * @issuer: (nullable): what "iss" has to be; %NULL: its origin has to be that of @authorize_uri
 * @pkce: send a code challenge (S256)
 *
 * What a sign-in asks for. Only read during vouch_grant_new().
 */
typedef struct
{
  const char *client_id;
  const char *authorize_uri;
  const char *redirect_uri;
  const char *scopes;
  const char *issuer;
  gboolean pkce;
} VouchGrantOptions;

/**
 * VouchGrantStep:
 * @VOUCH_GRANT_STEP_ALLOW: load it
 * @VOUCH_GRANT_STEP_DENY: do not load it
 * @VOUCH_GRANT_STEP_DONE: it is the redirect: do not load it, vouch_grant_take_redirect() wants it
 */
typedef enum
{
  VOUCH_GRANT_STEP_ALLOW,
  VOUCH_GRANT_STEP_DENY,
  VOUCH_GRANT_STEP_DONE,
} VouchGrantStep;

#define VOUCH_TYPE_GRANT (vouch_grant_get_type ())
G_DECLARE_FINAL_TYPE (VouchGrant, vouch_grant, VOUCH, GRANT, GObject)

/**
 * VouchGrant:
 *
 * One attempt to be granted access with an authorization code, without windows: what to open, which
 * addresses may be loaded, which answer is ours, and what it is exchanged for. An attempt lives ten
 * minutes, its state is used once (reliability.md S1 to S4).
 */
VouchGrant *vouch_grant_new (const VouchGrantOptions *options,
                             VouchClock              *clock,
                             VouchRandom             *random,
                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
const char *vouch_grant_get_authorize_uri (VouchGrant *self);
const char *vouch_grant_get_redirect_uri (VouchGrant *self);
gint64 vouch_grant_get_time_left (VouchGrant *self);
gboolean vouch_grant_is_used (VouchGrant *self);
VouchGrantStep vouch_grant_classify (VouchGrant *self,
                                     const char *uri);
gboolean vouch_grant_take_redirect (VouchGrant *self,
                                    const char *uri,
                                    GError    **error);
void vouch_grant_exchange_async (VouchGrant         *self,
                                 VouchHttp          *token_http,
                                 const char         *client_secret,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
VouchTokens *vouch_grant_exchange_finish (VouchGrant   *self,
                                          GAsyncResult *result,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;

char *vouch_pkce_challenge (const char *verifier) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
