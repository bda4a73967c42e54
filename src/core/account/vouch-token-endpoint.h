/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-tokens.h"
#include "http/vouch-http.h"

G_BEGIN_DECLS

/**
 * VouchTokenClient:
 * @id: the OAuth client
 * @secret: (nullable): its secret; borrowed for the call
 */
typedef struct
{
  const char *id;
  const char *secret;
} VouchTokenClient;

/* Asks SmartRecruiters' token endpoint below the API's base address (smartrecruiters.md §2.2f).
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT for invalid_grant (one answer; whether the grant
 * is over is for the caller to decide), with %VOUCH_ACCOUNT_ERROR_CLIENT when the client is refused
 * in the body and as Basic, else with what #VouchHttp says. */
VouchHttp *vouch_token_http_new (const char     *api_uri,
                                 VouchReach      reach,
                                 VouchTransport *transport,
                                 VouchClock     *clock,
                                 VouchRandom    *random,
                                 GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void vouch_token_endpoint_code_async (VouchHttp              *http,
                                      const VouchTokenClient *client,
                                      VouchClock             *clock,
                                      const char             *code,
                                      const char             *redirect_uri,
                                      const char             *verifier,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data);
void vouch_token_endpoint_refresh_async (VouchHttp              *http,
                                         const VouchTokenClient *client,
                                         VouchClock             *clock,
                                         const char             *refresh_token,
                                         GCancellable           *cancellable,
                                         GAsyncReadyCallback     callback,
                                         gpointer                user_data);
void vouch_token_endpoint_client_async (VouchHttp              *http,
                                        const VouchTokenClient *client,
                                        VouchClock             *clock,
                                        GCancellable           *cancellable,
                                        GAsyncReadyCallback     callback,
                                        gpointer                user_data);
VouchTokens *vouch_token_endpoint_finish (VouchHttp    *http,
                                          GAsyncResult *result,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
