/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_WINDOW (vouch_window_get_type ())
G_DECLARE_FINAL_TYPE (VouchWindow, vouch_window, VOUCH, WINDOW, AdwApplicationWindow)

/**
 * VouchWindow:
 *
 * The one window. Actions: win.sync, win.preview, win.pause (hour, tomorrow, resumed), win.resume,
 * win.connection (id), win.add-connection, win.show-page (id), win.open-practice.
 */
GtkWidget *vouch_window_new       (GtkApplication *application,
                                   VouchHub       *hub) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_window_show_page (VouchWindow    *self,
                                   const char     *id);

G_END_DECLS
