/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-executor.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_STORE (vouch_store_get_type ())
G_DECLARE_FINAL_TYPE (VouchStore, vouch_store, VOUCH, STORE, GObject)

/**
 * VouchStoreFunc:
 *
 * What is done inside one transaction, on the worker. Returns: %FALSE with @error to roll back.
 */
typedef gboolean (* VouchStoreFunc) (VouchDb   *db,
                                     gpointer   data,
                                     GError   **error);

/**
 * VouchStore:
 *
 * The store of one state directory: a writing connection on one executor, a reading one on another.
 * A transaction that wrote nothing commits nothing. After a commit that noted changes it emits
 * changed (const char *subject, GArray *ids of gint64) once for each subject, in the main context.
 *
 * Errors: #VouchStoreError, or what the function gave.
 */
VouchStore *vouch_store_new          (VouchExecutor        *writer,
                                      VouchExecutor        *reader,
                                      const char           *path,
                                      const char           *vfs,
                                      VouchDbMode           mode) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_store_open_async   (VouchStore           *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    vouch_store_open_finish  (VouchStore           *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void        vouch_store_write_async  (VouchStore           *self,
                                      const char           *label,
                                      VouchStoreFunc        func,
                                      gpointer              data,
                                      GDestroyNotify        destroy,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    vouch_store_write_finish (VouchStore           *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void        vouch_store_read_async   (VouchStore           *self,
                                      const char           *label,
                                      VouchStoreFunc        func,
                                      gpointer              data,
                                      GDestroyNotify        destroy,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    vouch_store_read_finish  (VouchStore           *self,
                                      GAsyncResult         *result,
                                      GError              **error);
void        vouch_store_close_async  (VouchStore           *self,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    vouch_store_close_finish (VouchStore           *self,
                                      GAsyncResult         *result,
                                      GError              **error);
guint64     vouch_store_get_n_commits (VouchStore          *self);
gboolean    vouch_store_was_rebuilt   (VouchStore          *self);

gboolean    vouch_migrate            (VouchDb              *db,
                                      GError              **error);

G_END_DECLS
