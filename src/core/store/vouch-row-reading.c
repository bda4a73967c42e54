/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-row-private.h"
#include "store/vouch-row-reading.h"

VouchRowReading *
vouch_row_reading_new (gpointer       model,
                       VouchRowQuery *query,
                       gboolean       lists)
{
  VouchRowReading *self = g_new0 (VouchRowReading, 1);

  g_weak_ref_init (&self->model, model);
  self->query = vouch_row_query_ref (query);
  self->lists = lists;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_ptr_array_new ();
  return self;
}

void
vouch_row_reading_free (VouchRowReading *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (self->rows->pdata[i] != NULL)
        vouch_row_layout_free (self->query->klass->layout, self->rows->pdata[i]);
    }

  g_ptr_array_unref (self->rows);
  g_array_unref (self->wanted);
  g_clear_pointer (&self->ids, g_array_unref);
  vouch_row_query_unref (self->query);
  g_weak_ref_clear (&self->model);
  g_free (self);
}

void
vouch_row_reading_give (VouchRowReading *self,
                        VouchRowCache   *cache,
                        gboolean         make)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      gint64 id = g_array_index (self->wanted, gint64, i);
      VouchRow *row = make ? vouch_row_cache_ensure (cache, id) : vouch_row_cache_find (cache, id);
      g_autoptr(VouchRow) held = NULL;

      if (row == NULL || self->rows->pdata[i] == NULL)
        continue;

      held = g_object_ref (row);
      vouch_row_take (held, self->query->klass, g_steal_pointer (&self->rows->pdata[i]));
    }
}

void
vouch_row_reading_settle (VouchRowReading *self,
                          VouchRowCache   *cache)
{
  for (guint i = 0; i < self->wanted->len; i++)
    {
      VouchRow *row = vouch_row_cache_find (cache, g_array_index (self->wanted, gint64, i));

      if (row != NULL)
        row->pending = FALSE;
    }
}

void
vouch_row_ids_compare (const GArray *old,
                       const GArray *ids,
                       guint        *head,
                       guint        *tail)
{
  const gint64 *a = (const gint64 *) old->data;
  const gint64 *b = (const gint64 *) ids->data;
  guint n_both = MIN (old->len, ids->len);

  *head = *tail = 0;
  while (*head < n_both && a[*head] == b[*head])
    (*head)++;
  while (*tail < n_both - *head && a[old->len - *tail - 1] == b[ids->len - *tail - 1])
    (*tail)++;
}

/* Runs on the worker. */
gboolean
vouch_row_reading_run (VouchDb   *db,
                       gpointer   data,
                       GError   **error)
{
  VouchRowReading *self = data;

  if (self->lists)
    {
      self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      if (!vouch_row_query_list_ids (self->query, db, self->ids, error))
        return FALSE;
    }

  if (self->lists_first)
    {
      self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      if (!vouch_row_query_list_first (self->query, db, self->ids, error))
        return FALSE;
      g_array_append_vals (self->wanted, self->ids->data, self->ids->len);
    }

  for (guint i = 0; i < self->wanted->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      gint64 id = g_array_index (self->wanted, gint64, i);

      g_ptr_array_add (self->rows, vouch_row_query_load (self->query, db, id, &local_error));
      if (local_error == NULL)
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}
