/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_SWITCH_ROW (vouch_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchSwitchRow, vouch_switch_row, VOUCH, SWITCH_ROW, AdwActionRow)

/**
 * VouchSwitchRow:
 *
 * A row with a switch and its property `active`, as AdwSwitchRow has, which takes its place once
 * libadwaita 1.4 is the floor.
 */
GtkWidget *vouch_switch_row_new        (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_switch_row_get_active (VouchSwitchRow *self);
void       vouch_switch_row_set_active (VouchSwitchRow *self,
                                        gboolean        active);

G_END_DECLS
