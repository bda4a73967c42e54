/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-row-query.h"

G_DEFINE_BOXED_TYPE (VouchRowQuery, vouch_row_query, vouch_row_query_ref, vouch_row_query_unref)

/**
 * vouch_row_query_init:
 * @self: a new query
 * @klass: what kind of list it is of
 *
 * The caller owns the first reference.
 */
void
vouch_row_query_init (VouchRowQuery            *self,
                      const VouchRowQueryClass *klass)
{
  self->klass = klass;
  g_atomic_ref_count_init (&self->ref_count);
}

VouchRowQuery *
vouch_row_query_ref (VouchRowQuery *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vouch_row_query_unref (VouchRowQuery *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    self->klass->finalize (self);
}

/**
 * vouch_row_query_list_first:
 * @self: a query
 * @db: a connection
 * @ids: gets ids with which the list probably begins; stays empty when all are found as soon
 * @error: return location
 */
gboolean
vouch_row_query_list_first (const VouchRowQuery  *self,
                            VouchDb              *db,
                            GArray               *ids,
                            GError              **error)
{
  return self->klass->list_first == NULL || self->klass->list_first (self, db, ids, error);
}

gboolean
vouch_row_query_list_ids (const VouchRowQuery  *self,
                          VouchDb              *db,
                          GArray               *ids,
                          GError              **error)
{
  return self->klass->list_ids (self, db, ids, error);
}

/**
 * vouch_row_query_load:
 * @self: a query
 * @db: a connection
 * @id: one of its rows
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is shown of it, of the class's layout; %NULL without
 *   an error when it is gone
 */
gpointer
vouch_row_query_load (const VouchRowQuery  *self,
                      VouchDb              *db,
                      gint64                id,
                      GError              **error)
{
  const VouchRowQueryClass *klass = self->klass;

  if (klass->load != NULL)
    return klass->load (self, db, id, error);

  return vouch_row_layout_load (klass->layout, db, klass->load_sql, id, error);
}
