/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "store/vouch-row.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ACTIVITY_ROW (vouch_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchActivityRow, vouch_activity_row, VOUCH, ACTIVITY_ROW, AdwBin)

/**
 * VouchActivityRow:
 *
 * A line of the ledger in a list: an icon and a word for who did it, what happened, about whom,
 * when.
 */
GtkWidget *vouch_activity_row_new     (void) G_GNUC_WARN_UNUSED_RESULT;
/* @row (nullable): of a query of vouch_activity_query_new() */
void       vouch_activity_row_set_row (VouchActivityRow *self,
                                       VouchRow         *row);

G_END_DECLS
