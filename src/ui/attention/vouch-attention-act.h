/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/attention/vouch-attention-issue.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_ATTENTION_ACT_RETRY,
  VOUCH_ATTENTION_ACT_SEND_ANYWAY,
  VOUCH_ATTENTION_ACT_SKIP,
  VOUCH_ATTENTION_ACT_CONFIRM,
  VOUCH_ATTENTION_ACT_LINK,
} VouchAttentionAct;

/* What a person does about @entries (element-type VouchAttentionIssue), in one transaction: about
 * all of them or none. @request_id (nullable) is the one at Crosschq that is linked. Fails as the
 * actions of sync/vouch-actions.h do. */
void     vouch_attention_act_async      (VouchHub             *hub,
                                         GPtrArray            *entries,
                                         VouchAttentionAct     act,
                                         const char           *request_id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean vouch_attention_act_finish     (GAsyncResult         *result,
                                         GError              **error);
/* Whether it has the form of an id that Crosschq gives. */
gboolean vouch_attention_is_request_id  (const char           *text);

G_END_DECLS
