/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "sync/vouch-pairs.h"

/* A step of several pages is read wholly so often, where what changed can be asked for. */
#define WHOLE_AGE VOUCH_HOUR
/* A whole read of one step takes no more pages than that in one cycle. */
#define MAX_PAGES 40
/* The search index may lag (reliability.md §2.4). */
#define OVERLAP (5 * VOUCH_MINUTE)

static void
pair_free (VouchPair *pair)
{
  g_free (pair->stage);
  g_free (pair->name);
  g_free (pair->page_id);
  g_hash_table_unref (pair->seen);
  g_free (pair);
}

GPtrArray *
vouch_pairs_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
}

VouchPair *
vouch_pairs_find (GPtrArray  *pairs,
                  const char *stage,
                  const char *name)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      VouchPair *pair = pairs->pdata[i];

      if (g_strcmp0 (pair->stage, stage) == 0 && g_strcmp0 (pair->name, name) == 0)
        return pair;
    }

  return NULL;
}

static VouchPair *
get_pair (GPtrArray  *pairs,
          const char *stage,
          const char *name)
{
  VouchPair *pair = vouch_pairs_find (pairs, stage, name);

  if (pair != NULL)
    return pair;

  pair = g_new0 (VouchPair, 1);
  pair->stage = g_strdup (stage);
  pair->name = g_strdup (name);
  pair->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (pairs, pair);
  return pair;
}

/**
 * vouch_pair_read_begin:
 * @self: to be filled
 * @pairs: (element-type VouchPair): what is remembered
 * @stage: of the step
 * @name: of the step
 * @may_ask_for_changes: whether asking for what changed shows everybody who entered
 * @now: the service's time
 *
 * Begins a poll of one step, or goes on with a whole read that was broken off.
 */
char *
vouch_pair_read_begin (VouchPairRead *self,
                       GPtrArray     *pairs,
                       const char    *stage,
                       const char    *name,
                       gboolean       may_ask_for_changes,
                       gint64         now)
{
  VouchPair *pair = get_pair (pairs, stage, name);

  self->pair = pair;
  self->n_pages = 0;
  self->signpost = 0;
  self->partial = may_ask_for_changes && pair->page_id == NULL && pair->n_pages > 1 &&
                  now - pair->whole_at < WHOLE_AGE;
  pair->is_whole = FALSE;
  if (self->partial)
    return NULL;

  if (pair->page_id == NULL)
    {
      g_hash_table_remove_all (pair->seen);
      pair->begun_at = 0;
      pair->n_read = 0;
    }
  return g_steal_pointer (&pair->page_id);
}

/* What the search asks for; 0: everybody. */
gint64
vouch_pair_read_get_after (VouchPairRead *self)
{
  return self->partial ? self->pair->cursor - OVERLAP : 0;
}

void
vouch_pair_read_note_page (VouchPairRead *self,
                           gint64         date)
{
  self->n_pages++;
  if (self->signpost == 0)
    self->signpost = date;
  if (self->partial)
    return;

  self->pair->n_read++;
  if (self->pair->begun_at == 0)
    self->pair->begun_at = date;
}

gboolean
vouch_pair_read_is_full (VouchPairRead *self)
{
  return !self->partial && self->n_pages >= MAX_PAGES;
}

/**
 * vouch_pair_read_end:
 * @self: a poll
 * @next_page_id: (nullable): where the next cycle goes on; %NULL: everything is read
 *
 * The cursor never passes the first answer (reliability.md §2.4).
 */
void
vouch_pair_read_end (VouchPairRead *self,
                     const char    *next_page_id)
{
  VouchPair *pair = g_steal_pointer (&self->pair);

  if (next_page_id != NULL)
    {
      pair->page_id = g_strdup (next_page_id);
      return;
    }

  pair->cursor = self->partial ? self->signpost : pair->begun_at;
  if (self->partial)
    return;

  pair->is_whole = TRUE;
  pair->whole_at = pair->begun_at;
  pair->n_pages = pair->n_read;
}
