/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "model/vouch-run.h"
#include "store/vouch-row.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ACTIVITY_ROW (vouch_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchActivityRow, vouch_activity_row, VOUCH, ACTIVITY_ROW, AdwBin)

/**
 * VouchActivityRow:
 *
 * A line of the ledger in a list: an icon and a word for who did it, what happened, about whom,
 * when. Or a run: what came of it, why it was run, when and how long.
 */
GtkWidget *vouch_activity_row_new     (void) G_GNUC_WARN_UNUSED_RESULT;
/* @row: of a query of vouch_activity_query_new() or vouch_run_query_new(); the same one again costs
 * nothing */
void       vouch_activity_row_set_row (VouchActivityRow *self,
                                       VouchRow         *row);
/* @run is not kept. */
void       vouch_activity_row_show_run (VouchActivityRow *self,
                                        const VouchRun   *run);

G_END_DECLS
