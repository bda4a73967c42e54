/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-attention-list.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ATTENTION_ISSUE (vouch_attention_issue_get_type ())
G_DECLARE_FINAL_TYPE (VouchAttentionIssue, vouch_attention_issue, VOUCH, ATTENTION_ISSUE, GObject)

/**
 * VouchAttentionIssue:
 *
 * Something that waits, in words. It never changes.
 */
const VouchAttentionItem *vouch_attention_issue_get_item (VouchAttentionIssue *self);
/* Nobody is needed: Vouch tries again, or the reason passes. */
gboolean    vouch_attention_issue_is_retrying    (VouchAttentionIssue *self);
/* It goes on once a person confirms it. */
gboolean    vouch_attention_issue_waits_for_confirmation (VouchAttentionIssue *self);
/* It may have reached people already. */
gboolean    vouch_attention_issue_may_have_happened (VouchAttentionIssue *self);
gboolean    vouch_attention_issue_can_retry      (VouchAttentionIssue *self);
gboolean    vouch_attention_issue_can_link       (VouchAttentionIssue *self);
/* Once its reason is mended, wherever that is done, nobody has to come back to it. */
gboolean    vouch_attention_issue_goes_on        (VouchAttentionIssue *self);
/* (nullable): the parameter of the action win.fix that leads to what has to be mended */
GVariant   *vouch_attention_issue_get_fix        (VouchAttentionIssue *self)
  G_GNUC_WARN_UNUSED_RESULT;
/* What the button that leads there is called. */
const char *vouch_attention_issue_get_fix_label  (VouchAttentionIssue *self);

char       *vouch_attention_issue_dup_title      (VouchAttentionIssue *self)
  G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_attention_issue_dup_wanted     (VouchAttentionIssue *self)
  G_GNUC_WARN_UNUSED_RESULT;
char       *vouch_attention_issue_dup_reason     (VouchAttentionIssue *self)
  G_GNUC_WARN_UNUSED_RESULT;
/* Who can mend it and how, and what happens then; "" when there is nothing to say. */
char       *vouch_attention_issue_dup_advice     (VouchAttentionIssue *self)
  G_GNUC_WARN_UNUSED_RESULT;
/* For somebody who helps: ids, reason and state, nobody's name. */
char       *vouch_attention_issue_dup_details    (VouchAttentionIssue *self)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean    vouch_attention_issue_equal          (VouchAttentionIssue *one,
                                                  VouchAttentionIssue *other);

/* In a list (element-type VouchAttentionIssue): the one of that id, and those that wait for a
 * confirmation. */
VouchAttentionIssue *vouch_attention_issues_find (GPtrArray           *issues,
                                                  gint64               id);
GPtrArray  *vouch_attention_issues_list_late     (GPtrArray           *issues)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * VouchAttentionLoad:
 *
 * One reading of what waits, for a transaction.
 */
typedef struct _VouchAttentionLoad VouchAttentionLoad;

VouchAttentionLoad *vouch_attention_load_new     (gint64               connection_id,
                                                  const char          *text)
  G_GNUC_WARN_UNUSED_RESULT;
void        vouch_attention_load_free            (VouchAttentionLoad  *self);
gboolean    vouch_attention_load_run             (VouchDb             *db,
                                                  gpointer             data,
                                                  GError             **error);
/* Returns: (transfer full) (element-type VouchAttentionIssue): what was read; once */
GPtrArray  *vouch_attention_load_take            (VouchAttentionLoad  *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
