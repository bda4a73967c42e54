/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_NAVIGATION (vouch_navigation_get_type ())
G_DECLARE_FINAL_TYPE (VouchNavigation, vouch_navigation, VOUCH, NAVIGATION, AdwBin)

/**
 * VouchNavigation:
 *
 * A page and what is pushed on top of it. AdwNavigationView takes its place once libadwaita 1.4 is
 * the floor. Actions: navigation.pop.
 */
GtkWidget *vouch_navigation_new         (VouchPage       *root) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_navigation_push        (VouchNavigation *self,
                                         VouchPage       *page);
gboolean   vouch_navigation_pop         (VouchNavigation *self);
void       vouch_navigation_pop_to_root (VouchNavigation *self);
VouchPage *vouch_navigation_get_root    (VouchNavigation *self);
VouchPage *vouch_navigation_get_top     (VouchNavigation *self);
/* Whether it stands alone, without the sidebar beside it. */
void       vouch_navigation_set_alone   (VouchNavigation *self,
                                         gboolean         alone);
void       vouch_navigation_note_shown  (VouchNavigation *self,
                                         gboolean         shown);

G_END_DECLS
