/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-query.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ROW (vouch_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchRow, vouch_row, VOUCH, ROW, GObject)

/**
 * VouchRow:
 *
 * One row of a #VouchRowModel. Properties: id (gint64), data (pointer, nullable), which is the
 * struct of the list's query: %NULL until it is loaded, notified whenever it is replaced. It is
 * borrowed, and only until then.
 */
gint64        vouch_row_get_id   (VouchRow                 *self);
gconstpointer vouch_row_get_data (VouchRow                 *self);
/* (nullable): which kind of row it is: the first subject of its query; %NULL until it is loaded */
const char   *vouch_row_get_subject (VouchRow              *self);

/* For the model alone. */
VouchRow     *vouch_row_new      (gint64                    id) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_row_take     (VouchRow                 *self,
                                  const VouchRowQueryClass *klass,
                                  gpointer                  data);

G_END_DECLS
