/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_PREFERENCES_WINDOW (vouch_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (VouchPreferencesWindow, vouch_preferences_window, VOUCH, PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/**
 * VouchPreferencesWindow:
 *
 * What belongs to the program; what belongs to a connection is on its page.
 */
GtkWidget *vouch_preferences_window_new (GtkWindow *parent,
                                         GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
