/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/shell/vouch-page.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_WINDOW (vouch_window_get_type ())
G_DECLARE_FINAL_TYPE (VouchWindow, vouch_window, VOUCH, WINDOW, AdwApplicationWindow)

/**
 * VouchWindow:
 *
 * The one window. Actions: win.sync, win.stop-sync, win.preview, win.why, win.pause (hour,
 * tomorrow, resumed), win.resume, win.release, win.connection (id), win.add-connection, win.manage
 * (service), win.show-page (id), win.new-template, win.push-tags, win.open-practice,
 * win.preferences, win.help, win.diagnostics, win.about, win.quit.
 */
GtkWidget *vouch_window_new       (GtkApplication *application,
                                   VouchHub       *hub) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_window_show_page (VouchWindow    *self,
                                   const char     *id);
/* Shows the page of one service, "smartrecruiters" or "crosschq", of the current connection.
 * Returns: (transfer none): that page */
VouchPage *vouch_window_manage    (VouchWindow    *self,
                                   const char     *service);

G_END_DECLS
