/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_REQUEST_ACT_REMIND,
  VOUCH_REQUEST_ACT_CANCEL,
} VouchRequestAct;

/* What a person does about an open request: commits the wish. Fails as vouch_action_remind() and
 * vouch_action_cancel() do. */
void     vouch_request_act_async  (VouchHub             *hub,
                                   gint64                request_id,
                                   VouchRequestAct       act,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean vouch_request_act_finish (GAsyncResult         *result,
                                   GError              **error);

/* What is missing of @items (element-type VouchDeliveredItem) is wanted once more: commits the
 * wish. Fails as vouch_action_redeliver() does. */
void     vouch_request_redeliver_async  (VouchHub             *hub,
                                         gint64                request_id,
                                         GPtrArray            *items,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean vouch_request_redeliver_finish (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
