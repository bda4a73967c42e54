/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

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
