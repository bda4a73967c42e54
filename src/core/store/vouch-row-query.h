/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-layout.h"

G_BEGIN_DECLS

typedef struct _VouchRowQuery VouchRowQuery;

/**
 * VouchRowQueryClass:
 * @subjects: (array zero-terminated=1): what it depends on, as vouch_db_note_change() names it
 * @owns_ids: the ids noted for the first subject are the ids of the rows, so that only those are
 *   read again; a change of any other subject may be about each row
 * @layout: of what is shown of a row
 * @load_sql: (nullable): reads the columns of @layout of the row whose id is ?1
 * @list_first: (nullable): appends ids with which the list probably begins, where they are found
 *   much sooner than all; none otherwise
 * @list_ids: appends the ids of all rows, in order; each once
 * @load: (nullable): reads what is shown of one row where @load_sql does not; %NULL without an
 *   error when it is gone
 * @finalize: frees the query itself
 *
 * One kind of list. What lists and loads runs on the worker that reads.
 */
typedef struct
{
  const char *const *subjects;
  gboolean owns_ids;
  const VouchRowLayout *layout;
  const char *load_sql;

  gboolean (* list_first) (const VouchRowQuery  *self,
                           VouchDb              *db,
                           GArray               *ids,
                           GError              **error);
  gboolean (* list_ids)   (const VouchRowQuery  *self,
                           VouchDb              *db,
                           GArray               *ids,
                           GError              **error);
  gpointer (* load)       (const VouchRowQuery  *self,
                           VouchDb              *db,
                           gint64                id,
                           GError              **error);
  void     (* finalize)   (VouchRowQuery        *self);
} VouchRowQueryClass;

/**
 * VouchRowQuery:
 *
 * Which rows a list shows and in which order. It never changes once it is made, so that the worker
 * may read it at any time.
 */
struct _VouchRowQuery
{
  const VouchRowQueryClass *klass;
  gatomicrefcount ref_count;
};

void           vouch_row_query_init     (VouchRowQuery            *self,
                                         const VouchRowQueryClass *klass);
VouchRowQuery *vouch_row_query_ref      (VouchRowQuery            *self);
void           vouch_row_query_unref    (VouchRowQuery            *self);
gboolean       vouch_row_query_list_first (const VouchRowQuery    *self,
                                         VouchDb                  *db,
                                         GArray                   *ids,
                                         GError                  **error);
gboolean       vouch_row_query_list_ids (const VouchRowQuery      *self,
                                         VouchDb                  *db,
                                         GArray                   *ids,
                                         GError                  **error);
gpointer       vouch_row_query_load     (const VouchRowQuery      *self,
                                         VouchDb                  *db,
                                         gint64                    id,
                                         GError                  **error);

#define VOUCH_TYPE_ROW_QUERY (vouch_row_query_get_type ())
GType          vouch_row_query_get_type (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRowQuery, vouch_row_query_unref)

G_END_DECLS
