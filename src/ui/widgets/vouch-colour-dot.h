/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_COLOUR_DOT (vouch_colour_dot_get_type ())
G_DECLARE_FINAL_TYPE (VouchColourDot, vouch_colour_dot, VOUCH, COLOUR_DOT, GtkWidget)

/**
 * VouchColourDot:
 *
 * The coloured label of a connection, beside its name: the setting “colour”. It says nothing to
 * whoever cannot see it; vouch_colour_describe() does.
 */
GtkWidget  *vouch_colour_dot_new        (void) G_GNUC_WARN_UNUSED_RESULT;
/* %NULL: nothing is shown. */
void        vouch_colour_dot_set_colour (VouchColourDot *self,
                                         const char     *colour);
/* What people call that value of the setting. */
const char *vouch_colour_get_name       (const char     *colour);
/* @colour (nullable) becomes the description of what has the connection's name as its own. */
void        vouch_colour_describe       (GtkAccessible  *accessible,
                                         const char     *colour);

G_END_DECLS
