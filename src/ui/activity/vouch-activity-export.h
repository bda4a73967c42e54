/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-query.h"
#include "store/vouch-store.h"
#include "ui/activity/vouch-activity-text.h"

G_BEGIN_DECLS

/* @n_written of @n_all rows are in the file. */
typedef void (* VouchActivityProgressFunc) (guint     n_written,
                                            guint     n_all,
                                            gpointer  user_data);

/**
 * vouch_activity_export_async:
 * @store: the store
 * @query: of vouch_activity_query_new() or vouch_run_query_new(): which rows
 * @format: a #VouchActivityFormat
 * @file: what is written, in place of what was there
 * @progress: (nullable): called with @user_data after each portion, until @cancellable is cancelled
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it is written
 * @user_data: data for @callback
 *
 * Writes lines of the ledger, or runs, to a file, some hundred at a time, so that a million take no
 * more memory than these and hold up nobody. They are collected beside @file, which is replaced
 * when all are there: whatever happens before leaves it as it was.
 */
void     vouch_activity_export_async  (VouchStore                *store,
                                       VouchRowQuery             *query,
                                       VouchActivityFormat        format,
                                       GFile                     *file,
                                       VouchActivityProgressFunc  progress,
                                       GCancellable              *cancellable,
                                       GAsyncReadyCallback        callback,
                                       gpointer                   user_data);
/* How many rows were written. Fails as #VouchStore and #GFile do. */
gboolean vouch_activity_export_finish (GAsyncResult              *result,
                                       guint                     *n_rows,
                                       GError                   **error);

G_END_DECLS
