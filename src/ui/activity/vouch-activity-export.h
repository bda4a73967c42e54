/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-query.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_ACTIVITY_CSV,
  VOUCH_ACTIVITY_JSON,
} VouchActivityFormat;

/**
 * vouch_activity_export_async:
 * @store: the store
 * @query: of vouch_activity_query_new(): which lines
 * @format: a #VouchActivityFormat
 * @file: what is written, in place of what was there
 * @cancellable: (nullable): a #GCancellable; leaves the file as it was
 * @callback: (scope async): called once it is written
 * @user_data: data for @callback
 *
 * Writes lines of the ledger to a file, some hundred at a time, so that a million take no more
 * memory than these. CSV is safe to open in a spreadsheet; the names in both are for programs.
 */
void     vouch_activity_export_async  (VouchStore           *store,
                                       VouchRowQuery        *query,
                                       VouchActivityFormat   format,
                                       GFile                *file,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* How many lines were written. Fails as #VouchStore and #GFile do. */
gboolean vouch_activity_export_finish (GAsyncResult         *result,
                                       guint                *n_lines,
                                       GError              **error);

G_END_DECLS
