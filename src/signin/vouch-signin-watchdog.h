/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_SIGNIN_WATCHDOG (vouch_signin_watchdog_get_type ())
G_DECLARE_FINAL_TYPE (VouchSigninWatchdog, vouch_signin_watchdog, VOUCH, SIGNIN_WATCHDOG, GObject)

/**
 * VouchSigninWatchdog:
 *
 * Notices a page that does not appear: nothing has moved on for eight seconds while it loads, or
 * eight seconds after it was loaded all of it has one and the same colour, as with graphics drivers
 * that draw nothing.
 *
 * Properties: "stuck".
 */
VouchSigninWatchdog *vouch_signin_watchdog_new       (GtkWidget           *view)
  G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_signin_watchdog_loading   (VouchSigninWatchdog *self);
void                 vouch_signin_watchdog_loaded    (VouchSigninWatchdog *self);
void                 vouch_signin_watchdog_stop      (VouchSigninWatchdog *self);
gboolean             vouch_signin_watchdog_get_stuck (VouchSigninWatchdog *self);
gboolean             vouch_signin_is_blank           (const guint32       *pixels,
                                                      gsize                n_pixels);

G_END_DECLS
