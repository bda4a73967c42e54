/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_TILES (vouch_tiles_get_type ())
G_DECLARE_FINAL_TYPE (VouchTiles, vouch_tiles, VOUCH, TILES, GtkWidget)

/**
 * VouchTiles:
 *
 * A few equal things in as few rows as the width allows. The rows are about equally long and each
 * fills the width, so that none is left over at the end.
 */
GtkWidget *vouch_tiles_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* How many of @n tiles stand in row @row where at most @most fit beside each other. */
guint      vouch_tiles_count_in_row (guint n,
                                     guint most,
                                     guint row);

G_END_DECLS
