/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-embedded-sign-in.h"
#include "account/vouch-grant.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_BROWSER_SIGN_IN (vouch_browser_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (VouchBrowserSignIn, vouch_browser_sign_in, VOUCH, BROWSER_SIGN_IN, GObject)

/**
 * VouchBrowserSignIn:
 *
 * A sign-in with a web page from beginning to end, in the system's browser or in a window of our
 * own. For the browser it listens on the first registered http://localhost address whose port is
 * free, has the consent page opened, waits for the redirect or for a pasted address, and exchanges
 * the code. Forged redirects change nothing. Where only https addresses are registered, the first
 * of them is used and the address has to be pasted.
 *
 * With vouch_browser_sign_in_use_window() the page is shown there instead; the browser can take
 * over the same attempt at any time, and does when the person asks for it in that window.
 *
 * Signals: open-uri (const char *uri): open it in the browser; it holds no secret.
 * window-failed (GError *error): the window ended without an answer; the attempt goes on, and
 * vouch_browser_sign_in_open_browser() is the way to end it well.
 * redirected: the answer has come and the code is being exchanged.
 *
 * Errors: #VouchAccountError (PORT: every registered port is taken), #VouchInputError,
 * %VOUCH_EMBEDDED_ERROR_CLOSED, #VouchApiError.
 */
VouchBrowserSignIn *vouch_browser_sign_in_new (const VouchGrantOptions *options,
                                               const char *const       *redirect_uris,
                                               VouchHttp               *token_http,
                                               VouchClock              *clock,
                                               VouchRandom             *random)
  G_GNUC_WARN_UNUSED_RESULT;
void vouch_browser_sign_in_use_window (VouchBrowserSignIn  *self,
                                       VouchEmbeddedSignIn *window);
void vouch_browser_sign_in_run_async (VouchBrowserSignIn *self,
                                      const char         *client_secret,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
VouchTokens *vouch_browser_sign_in_run_finish (VouchBrowserSignIn *self,
                                               GAsyncResult       *result,
                                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean vouch_browser_sign_in_take_text (VouchBrowserSignIn *self,
                                          const char         *text,
                                          GError            **error);
gboolean vouch_browser_sign_in_open_browser (VouchBrowserSignIn *self,
                                             GError            **error);
gboolean vouch_browser_sign_in_is_in_window (VouchBrowserSignIn *self);
const char *vouch_browser_sign_in_get_authorize_uri (VouchBrowserSignIn *self);
const char *vouch_browser_sign_in_get_redirect_uri (VouchBrowserSignIn *self);

G_END_DECLS
