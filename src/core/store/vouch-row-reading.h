/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-cache.h"

G_BEGIN_DECLS

/**
 * VouchRowReading:
 *
 * One reading of a #VouchRowModel: the list of ids, the data of some rows, or both as of one
 * moment; or the ids with which the list begins, and the data of their rows.
 */
typedef struct
{
  /* Input. */
  GWeakRef model;
  VouchRowQuery *query;      /* (owned) */
  gboolean lists;
  gboolean lists_first;
  GArray *wanted;            /* (owned): ids to load */

  /* Output. */
  GArray *ids;               /* (owned) (nullable) */
  GPtrArray *rows;           /* (owned): for each of @wanted its data, or NULL */
} VouchRowReading;

VouchRowReading *vouch_row_reading_new  (gpointer          model,
                                         VouchRowQuery    *query,
                                         gboolean          lists) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_row_reading_free (VouchRowReading  *self);
/* What was read is handed to the rows of the cache; those that are not in it are made, or left. */
void             vouch_row_reading_give (VouchRowReading  *self,
                                         VouchRowCache    *cache,
                                         gboolean          make);
/* None of its rows is on the way any more. */
void             vouch_row_reading_settle (VouchRowReading *self,
                                         VouchRowCache    *cache);
/* How many ids two lists have in common at their beginning, and at their end. */
void             vouch_row_ids_compare  (const GArray     *old,
                                         const GArray     *ids,
                                         guint            *head,
                                         guint            *tail);
gboolean         vouch_row_reading_run  (VouchDb          *db,
                                         gpointer          data,
                                         GError          **error);

G_END_DECLS
