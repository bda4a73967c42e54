/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-row-cache.h"
#include "store/vouch-row-private.h"

/* A change about more rows than this is taken as one about all of them. */
#define MAX_STALE 10000

struct _VouchRowCache
{
  GHashTable *by_id; /* (owned): VouchRow by its id; only ever looked up */
  GPtrArray *alive;  /* (owned) (element-type VouchRow) (unowned): the same, by place */
  GQueue kept;       /* (owned) of VouchRow: the last one made at the tail */
  GArray *stale;     /* (owned): ids to be read again */
  gboolean all_stale;
};

VouchRowCache *
vouch_row_cache_new (void)
{
  VouchRowCache *self = g_new0 (VouchRowCache, 1);

  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->alive = g_ptr_array_new ();
  g_queue_init (&self->kept);
  self->stale = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
vouch_row_cache_free (VouchRowCache *self)
{
  vouch_row_cache_clear (self);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->alive);
  g_array_unref (self->stale);
  g_free (self);
}

VouchRow *
vouch_row_cache_find (VouchRowCache *self,
                      gint64         id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

VouchRow *
vouch_row_cache_ensure (VouchRowCache *self,
                        gint64         id)
{
  VouchRow *row = g_hash_table_lookup (self->by_id, &id);

  if (row != NULL)
    return row;

  row = vouch_row_new (id);
  row->cache = self;
  row->place = self->alive->len;
  g_ptr_array_add (self->alive, row);
  g_hash_table_insert (self->by_id, &row->id, row);
  g_queue_push_tail (&self->kept, row);
  return row;
}

void
vouch_row_cache_want (VouchRowCache *self,
                      const GArray  *ids,
                      guint          first,
                      guint          end,
                      GArray        *wanted)
{
  for (guint i = end; i > first; i--)
    {
      gint64 id = g_array_index (ids, gint64, i - 1);
      VouchRow *row = vouch_row_cache_ensure (self, id);

      if (row->data != NULL || row->pending)
        continue;
      row->pending = TRUE;
      g_array_append_val (wanted, id);
    }
}

void
vouch_row_cache_forget (VouchRowCache *self,
                        VouchRow      *row)
{
  g_hash_table_remove (self->by_id, &row->id);
  g_ptr_array_remove_index_fast (self->alive, row->place);
  if (row->place < self->alive->len)
    ((VouchRow *) self->alive->pdata[row->place])->place = row->place;
  row->cache = NULL;
}

void
vouch_row_cache_trim (VouchRowCache *self,
                      guint          max_kept)
{
  while (self->kept.length > max_kept)
    g_object_unref (g_queue_pop_head (&self->kept));
}

void
vouch_row_cache_clear (VouchRowCache *self)
{
  while (self->alive->len > 0)
    vouch_row_cache_forget (self, self->alive->pdata[self->alive->len - 1]);

  g_queue_clear_full (&self->kept, g_object_unref);
}

guint
vouch_row_cache_get_n (VouchRowCache *self)
{
  return self->alive->len;
}

VouchRow *
vouch_row_cache_get_nth (VouchRowCache *self,
                         guint          n)
{
  return self->alive->pdata[n];
}

void
vouch_row_cache_note_stale (VouchRowCache *self,
                            const GArray  *ids)
{
  for (guint i = 0; i < ids->len && !self->all_stale; i++)
    self->all_stale = g_array_index (ids, gint64, i) == 0;

  if (self->stale->len + ids->len > MAX_STALE)
    self->all_stale = TRUE;
  if (self->all_stale)
    g_array_set_size (self->stale, 0);
  else
    g_array_append_vals (self->stale, ids->data, ids->len);
}

void
vouch_row_cache_note_all_stale (VouchRowCache *self)
{
  self->all_stale = TRUE;
}

void
vouch_row_cache_take_stale (VouchRowCache *self,
                            GArray        *wanted)
{
  for (guint i = 0; self->all_stale && i < self->alive->len; i++)
    g_array_append_val (wanted, ((VouchRow *) self->alive->pdata[i])->id);

  for (guint i = 0; !self->all_stale && i < self->stale->len; i++)
    {
      gint64 id = g_array_index (self->stale, gint64, i);

      if (vouch_row_cache_find (self, id) != NULL)
        g_array_append_val (wanted, id);
    }

  self->all_stale = FALSE;
  g_array_set_size (self->stale, 0);
}
