/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "setup/vouch-connect-flow.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CREDENTIALS_WINDOW (vouch_credentials_window_get_type ())
G_DECLARE_FINAL_TYPE (VouchCredentialsWindow, vouch_credentials_window, VOUCH, CREDENTIALS_WINDOW,
                      AdwWindow)

/**
 * VouchCredentialsWindow:
 *
 * The short form of a way into SmartRecruiters: what the client is called, its secret, the address
 * that is registered for it, or an API key. It cannot be sent off before it is complete.
 *
 * @secret (nullable) is what the form begins with.
 *
 * Signals: submitted: the person is done; the window closes by itself afterwards.
 */
GtkWidget         *vouch_credentials_window_new              (GtkWindow              *parent,
                                                              VouchConnectMethod      method,
                                                              const VouchConnection  *wanted,
                                                              const char             *secret)
  G_GNUC_WARN_UNUSED_RESULT;
VouchConnectMethod vouch_credentials_window_get_method       (VouchCredentialsWindow *self);
const char        *vouch_credentials_window_get_client_id    (VouchCredentialsWindow *self);
const char        *vouch_credentials_window_get_redirect_uri (VouchCredentialsWindow *self);
const char        *vouch_credentials_window_get_secret       (VouchCredentialsWindow *self);

G_END_DECLS
