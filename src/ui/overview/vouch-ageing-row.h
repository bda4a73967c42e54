/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "store/vouch-request-list.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_AGEING_ROW (vouch_ageing_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchAgeingRow, vouch_ageing_row, VOUCH, AGEING_ROW, AdwActionRow)

/**
 * VouchAgeingRow:
 *
 * One open request: who, which job, since when; ageing.open and ageing.remind are the board's.
 */
GtkWidget *vouch_ageing_row_new (const VouchRequestItem *item,
                                 gint64                  now,
                                 gboolean                reminds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
