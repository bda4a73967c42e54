/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-transport.h"
#include "base/vouch-clock.h"
#include "http/vouch-call.h"

G_BEGIN_DECLS

/**
 * VouchAnswer:
 * @status: the HTTP status
 * @headers: (owned): as received
 * @body: (nullable) (owned): inflated; %NULL where it does not matter
 *
 * What one exchange brought, whole.
 */
typedef struct
{
  guint status;
  VouchHeaders *headers;
  GBytes *body;
} VouchAnswer;

/**
 * VouchLimits:
 * @timeout: microseconds until the exchange is given up, its body included
 * @max_body: bytes of a 2xx body, counted after inflating; 0 if it does not matter
 */
typedef struct
{
  gint64 timeout;
  gsize max_body;
} VouchLimits;

void         vouch_exchange_async  (VouchTransport       *transport,
                                    VouchClock           *clock,
                                    VouchRequest         *request,
                                    const VouchLimits    *limits,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
VouchAnswer *vouch_exchange_finish (VouchTransport       *transport,
                                    GAsyncResult         *result,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_answer_free     (VouchAnswer          *answer);

VouchReply  *vouch_answer_to_reply (const VouchAnswer    *answer,
                                    VouchExpect           expect,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GError      *vouch_answer_to_error (const VouchAnswer    *answer,
                                    VouchCall            *call) G_GNUC_WARN_UNUSED_RESULT;
gint64       vouch_answer_get_date (const VouchAnswer    *answer);
gint64       vouch_answer_get_retry_after (const VouchAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchAnswer, vouch_answer_free)

G_END_DECLS
