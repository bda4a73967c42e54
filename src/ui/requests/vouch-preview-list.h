/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchPreviewLists:
 * @sent: requests that would go out
 * @held: entries that would not, with the reason
 * @other: what would be done besides: reports, notes, cancellations, outcomes, tags
 *
 * What the next sync would do: (element-type VouchLine) each.
 */
typedef struct
{
  GPtrArray *sent;
  GPtrArray *held;
  GPtrArray *other;
} VouchPreviewLists;

/* @preview (element-type VouchPreviewItem): of vouch_cycle_get_preview(); only what @text is in */
VouchPreviewLists *vouch_preview_lists_new  (GPtrArray         *preview,
                                             const char        *text,
                                             gint64             now) G_GNUC_WARN_UNUSED_RESULT;
void               vouch_preview_lists_free (VouchPreviewLists *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchPreviewLists, vouch_preview_lists_free)

G_END_DECLS
