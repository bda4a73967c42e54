/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "base/vouch-sign-in-exit.h"
#include "signin/vouch-signin-order.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SIGNIN_WINDOW (vouch_signin_window_get_type ())
G_DECLARE_FINAL_TYPE (VouchSigninWindow, vouch_signin_window, VOUCH, SIGNIN_WINDOW,
                      AdwApplicationWindow)

/**
 * VouchSigninWindow:
 *
 * The window of one sign-in. It closes itself once it knows how the sign-in ends.
 *
 * Signals: answered (int exit, const char *uri): #VouchSignInExit, and the redirect with
 * %VOUCH_SIGN_IN_EXIT_ANSWERED.
 */
VouchSigninWindow *vouch_signin_window_new (GtkApplication         *application,
                                            const VouchSigninOrder *order)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
