/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_COLOUR_ROW (vouch_colour_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchColourRow, vouch_colour_row, VOUCH, COLOUR_ROW, AdwComboRow)

/**
 * VouchColourRow:
 *
 * The colour of the current connection's label: shows it, and stores what a person chooses.
 */
void vouch_colour_row_set_hub (VouchColourRow *self,
                               VouchHub       *hub);

G_END_DECLS
