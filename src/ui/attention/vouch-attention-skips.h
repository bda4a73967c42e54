/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/attention/vouch-attention-issue.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ATTENTION_SKIPS (vouch_attention_skips_get_type ())
G_DECLARE_FINAL_TYPE (VouchAttentionSkips, vouch_attention_skips, VOUCH, ATTENTION_SKIPS, GObject)

/**
 * VouchAttentionSkips:
 *
 * What a person skipped, kept back for as long as it can be taken back: a skipped effect loses what
 * would be needed to plan it again, so that it is committed only afterwards. A program that ends
 * before that leaves the item waiting, which harms nobody. Signal: changed.
 */
VouchAttentionSkips *vouch_attention_skips_new    (VouchHub            *hub)
  G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_attention_skips_add    (VouchAttentionSkips *self,
                                                   VouchAttentionIssue *entry);
gboolean             vouch_attention_skips_has    (VouchAttentionSkips *self,
                                                   VouchAttentionIssue *entry);
/* Commits all of them now. */
void                 vouch_attention_skips_commit (VouchAttentionSkips *self);

/* One of them, for the button that takes it back. */
typedef struct _VouchAttentionSkip VouchAttentionSkip;

VouchAttentionSkip  *vouch_attention_skip_new       (VouchAttentionSkips *skips,
                                                     VouchAttentionIssue *entry)
  G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_attention_skip_free      (VouchAttentionSkip  *self,
                                                     GClosure            *closure);
void                 vouch_attention_skip_take_back (VouchAttentionSkip  *self);

G_END_DECLS
