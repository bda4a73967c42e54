/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VouchPair:
 * @stage, @name: the step of a hiring process
 * @whole_at: service's time of the last whole read, or 0
 * @cursor: service's time up to which it is known, wholly read or by what changed, or 0
 * @n_pages: of the last whole read
 * @page_id: (nullable): where a whole read that took too long goes on
 * @begun_at: service's time of the first answer of the whole read under way
 * @n_read: pages of the whole read under way
 * @seen: "candidate:job" of the whole read under way or ended last; asked only, never walked
 * @is_whole: the last cycle ended a whole read
 *
 * What is remembered of the polls of one step. Not worth a commit: a new session reads every step
 * wholly. Everything is owned.
 */
typedef struct
{
  char *stage;
  char *name;
  gint64 whole_at;
  gint64 cursor;
  guint n_pages;
  char *page_id;
  gint64 begun_at;
  guint n_read;
  GHashTable *seen;
  gboolean is_whole;
} VouchPair;

/**
 * VouchPairRead:
 * @pair: (unowned) (nullable): the step under way
 * @partial: only what changed in it is read
 * @n_pages: of it in this cycle
 * @signpost: service's time of its first answer in this cycle
 *
 * One poll of one step.
 */
typedef struct
{
  VouchPair *pair;
  gboolean partial;
  guint n_pages;
  gint64 signpost;
} VouchPairRead;

/* (element-type VouchPair) */
GPtrArray *vouch_pairs_new           (void) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): NULL when there is none */
VouchPair *vouch_pairs_find          (GPtrArray     *pairs,
                                      const char    *stage,
                                      const char    *name);

/* Returns (transfer full) (nullable): the page to begin with; NULL: the first one */
char      *vouch_pair_read_begin     (VouchPairRead *self,
                                      GPtrArray     *pairs,
                                      const char    *stage,
                                      const char    *name,
                                      gboolean       may_ask_for_changes,
                                      gint64         now) G_GNUC_WARN_UNUSED_RESULT;
gint64     vouch_pair_read_get_after (VouchPairRead *self);
void       vouch_pair_read_note_page (VouchPairRead *self,
                                      gint64         date);
gboolean   vouch_pair_read_is_full   (VouchPairRead *self);
void       vouch_pair_read_end       (VouchPairRead *self,
                                      const char    *next_page_id);

G_END_DECLS
