/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_BANNER (vouch_banner_get_type ())
G_DECLARE_FINAL_TYPE (VouchBanner, vouch_banner, VOUCH, BANNER, GtkWidget)

/**
 * VouchBanner:
 *
 * A lasting state in one line with at most one button, with the property names of AdwBanner, which
 * takes its place once libadwaita 1.3 is the floor.
 *
 * Signal: button-clicked.
 */
GtkWidget  *vouch_banner_new              (const char  *title) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_banner_set_title        (VouchBanner *self,
                                           const char  *title);
void        vouch_banner_set_button_label (VouchBanner *self,
                                           const char  *label);
void        vouch_banner_set_revealed     (VouchBanner *self,
                                           gboolean     revealed);

G_END_DECLS
