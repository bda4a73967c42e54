/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-store.h"

G_BEGIN_DECLS

/* A transaction whose data belong to it until they are taken in the callback: a widget that is
 * disposed meanwhile has nothing that the worker still uses. */

/**
 * vouch_load_async:
 * @store: the store
 * @label: names the operation
 * @func: what is read, with @data
 * @data: (transfer full): input and output of @func
 * @destroy: frees @data
 * @cancellable: (not nullable): cancelled when the caller is disposed
 * @callback: (scope async): called once it was read
 * @user_data: data for @callback
 */
void     vouch_load_async  (VouchStore           *store,
                            const char           *label,
                            VouchStoreFunc        func,
                            gpointer              data,
                            GDestroyNotify        destroy,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
/* Returns: (transfer full): the data; %NULL with what the function gave, #VouchStoreError or
 * %G_IO_ERROR_CANCELLED */
gpointer vouch_load_finish (GAsyncResult         *result,
                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a transaction that writes. */
void     vouch_save_async  (VouchStore           *store,
                            const char           *label,
                            VouchStoreFunc        func,
                            gpointer              data,
                            GDestroyNotify        destroy,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data);
gpointer vouch_save_finish (GAsyncResult         *result,
                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
