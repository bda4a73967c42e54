/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_SHORTCUTS_WINDOW (vouch_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (VouchShortcutsWindow, vouch_shortcuts_window, VOUCH, SHORTCUTS_WINDOW,
                      AdwWindow)

/**
 * VouchShortcutsWindow:
 *
 * The keys, as a list that a narrow window shows whole, which #GtkShortcutsWindow does not.
 */
GtkWidget *vouch_shortcuts_window_new (GtkWindow *parent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
