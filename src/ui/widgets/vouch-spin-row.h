/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_SPIN_ROW (vouch_spin_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchSpinRow, vouch_spin_row, VOUCH, SPIN_ROW, AdwActionRow)

/**
 * VouchSpinRow:
 *
 * A row with a number and its properties `adjustment` and `value`, as AdwSpinRow has, which takes
 * its place once libadwaita 1.4 is the floor.
 */
GtkWidget     *vouch_spin_row_new            (GtkAdjustment *adjustment) G_GNUC_WARN_UNUSED_RESULT;
GtkAdjustment *vouch_spin_row_get_adjustment (VouchSpinRow  *self);
void           vouch_spin_row_set_adjustment (VouchSpinRow  *self,
                                              GtkAdjustment *adjustment);
double         vouch_spin_row_get_value      (VouchSpinRow  *self);
void           vouch_spin_row_set_value      (VouchSpinRow  *self,
                                              double         value);

G_END_DECLS
