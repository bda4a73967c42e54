/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ROW_MODEL (vouch_row_model_get_type ())
G_DECLARE_FINAL_TYPE (VouchRowModel, vouch_row_model, VOUCH, ROW_MODEL, GObject)

/**
 * VouchRowModel:
 *
 * A #GListModel of #VouchRow for lists too long to be in memory: a snapshot of ids in the order of
 * the query; rows are loaded by pages of 100 when one of them is asked for, and let go when many
 * others were asked for since. It follows the store's #VouchStore::changed: one items-changed for
 * each change, about what lies between an equal beginning and an equal end. A row that stays keeps
 * its #VouchRow.
 *
 * Properties: n-items; loading: a list of ids is being read; query; error (#GError, nullable): why
 * the last reading failed, in which case the rows before it stay. Nothing is emitted from within a
 * call but notify::query and notify::loading.
 */
VouchRowModel *vouch_row_model_new         (VouchStore    *store,
                                            VouchRowQuery *query) G_GNUC_WARN_UNUSED_RESULT;
VouchRowQuery *vouch_row_model_get_query   (VouchRowModel *self);
void           vouch_row_model_set_query   (VouchRowModel *self,
                                            VouchRowQuery *query);
void           vouch_row_model_set_held    (VouchRowModel *self,
                                            gboolean       held);
/* While it is paused, nothing is read because of a change; when it goes on, what was missed is. */
void           vouch_row_model_set_paused  (VouchRowModel *self,
                                            gboolean       paused);
gboolean       vouch_row_model_get_loading (VouchRowModel *self);
const GError  *vouch_row_model_get_error   (VouchRowModel *self);
/* Both go by what is shown now; G_MAXUINT when it is not in it. */
guint          vouch_row_model_find        (VouchRowModel *self,
                                            gint64         id);
gint64         vouch_row_model_get_id      (VouchRowModel *self,
                                            guint          position);
/* How many rows have an object, for tests and benchmarks. */
guint          vouch_row_model_get_n_alive (VouchRowModel *self);

G_END_DECLS
