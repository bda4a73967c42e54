/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row.h"

G_BEGIN_DECLS

/**
 * VouchRowCache:
 *
 * The rows of a #VouchRowModel that have an object, found by their id: some that were made last are
 * kept, any other is there as long as somebody else holds it.
 */
typedef struct _VouchRowCache VouchRowCache;

VouchRowCache *vouch_row_cache_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_row_cache_free      (VouchRowCache *self);
VouchRow      *vouch_row_cache_find      (VouchRowCache *self,
                                          gint64         id);
VouchRow      *vouch_row_cache_ensure    (VouchRowCache *self,
                                          gint64         id);
/* Ensures those from @first to before @end of @ids, and appends what has to be loaded to @wanted:
 * the first row comes last there, where it is taken from. */
void           vouch_row_cache_want      (VouchRowCache *self,
                                          const GArray  *ids,
                                          guint          first,
                                          guint          end,
                                          GArray        *wanted);
/* Lets go of the rows that were made longest ago. */
void           vouch_row_cache_trim      (VouchRowCache *self,
                                          guint          max_kept);
/* Rows that others hold stay as they are, and are not of this list any more. */
void           vouch_row_cache_clear     (VouchRowCache *self);
guint          vouch_row_cache_get_n     (VouchRowCache *self);
VouchRow      *vouch_row_cache_get_nth   (VouchRowCache *self,
                                          guint          n);

/* Rows to be read again: those of @ids, of which 0 stands for all. */
void           vouch_row_cache_note_stale (VouchRowCache *self,
                                           const GArray  *ids);
void           vouch_row_cache_note_all_stale (VouchRowCache *self);
/* Appends those that have an object to @wanted, and forgets that they were stale. */
void           vouch_row_cache_take_stale (VouchRowCache *self,
                                           GArray        *wanted);

/* For a row that ends. */
void           vouch_row_cache_forget    (VouchRowCache *self,
                                          VouchRow      *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRowCache, vouch_row_cache_free)

G_END_DECLS
