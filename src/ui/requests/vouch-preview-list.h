/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-store.h"
#include "sync/vouch-cycle.h"

G_BEGIN_DECLS

/**
 * VouchPreviewLists:
 * @sent: requests that would go out
 * @held: entries that would not, with the reason
 * @other: what waits to be delivered besides: reports, notes, cancellations, tags
 *
 * What the next sync would do: (element-type VouchLine) each.
 */
typedef struct
{
  GPtrArray *sent;
  GPtrArray *held;
  GPtrArray *other;
} VouchPreviewLists;

/* Puts the names to what @cycle, a preview that has ended, found out. */
void               vouch_preview_lists_load_async  (VouchStore           *store,
                                                    gint64                connection_id,
                                                    VouchCycle           *cycle,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
VouchPreviewLists *vouch_preview_lists_load_finish (GAsyncResult         *result,
                                                    GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
void               vouch_preview_lists_free        (VouchPreviewLists    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchPreviewLists, vouch_preview_lists_free)

G_END_DECLS
