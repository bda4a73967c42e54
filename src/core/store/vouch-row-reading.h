/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-query.h"

G_BEGIN_DECLS

/**
 * VouchRowReading:
 *
 * One reading of a #VouchRowModel: the list of ids, the data of some rows, or both as of one
 * moment.
 */
typedef struct
{
  /* Input. */
  GWeakRef model;
  VouchRowQuery *query;      /* (owned) */
  gboolean lists;
  GArray *wanted;            /* (owned): ids to load */

  /* Output. */
  GArray *ids;               /* (owned) (nullable) */
  GPtrArray *rows;           /* (owned): for each of @wanted its data, or NULL */
} VouchRowReading;

VouchRowReading *vouch_row_reading_new  (gpointer          model,
                                         VouchRowQuery    *query,
                                         gboolean          lists) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_row_reading_free (VouchRowReading  *self);
gboolean         vouch_row_reading_run  (VouchDb          *db,
                                         gpointer          data,
                                         GError          **error);

G_END_DECLS
