/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-run.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

/* The run of vouch_db_set_run(), which gets its row with the first line of the ledger; 0: none. */
gboolean vouch_runs_note_line   (VouchDb   *db,
                                 gint64    *run_id,
                                 GError   **error);
gboolean vouch_runs_end         (VouchDb   *db,
                                 VouchRun  *run,
                                 GError   **error);
gboolean vouch_runs_cut_off     (VouchDb   *db,
                                 gint64     connection_id,
                                 GError   **error);
/* @problem (out) (transfer full) (nullable): what kept the last look that ended. */
gboolean vouch_runs_get_problem (VouchDb      *db,
                                 gint64        connection_id,
                                 VouchReason **problem,
                                 GError      **error);
gboolean vouch_runs_forget      (VouchDb   *db,
                                 gint64     connection_id,
                                 gint64     before,
                                 guint      max,
                                 GError   **error);

G_END_DECLS
