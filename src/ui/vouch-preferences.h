/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What belongs to the program and not to a connection: the window's state, running in the
 * background, notifications. Returns: (transfer full): the settings; found in the build tree
 * too, where they are not installed */
GSettings *vouch_preferences_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
