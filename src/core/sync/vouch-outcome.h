/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"

G_BEGIN_DECLS

/**
 * VouchSendResult:
 *
 * What the answer to an effect means for its row: the table of reliability.md §2.2, step 6.
 * @state: where it goes
 * @reason: (nullable) (owned): why, when it did not get through
 * @stop_queue: the service refuses the credential: nothing more is sent there
 * @delay: microseconds before the next try or look
 * @failed: a passing failure, so that the wait grows
 */
typedef struct
{
  VouchEffectState state;
  VouchReason *reason;
  gboolean stop_queue;
  gint64 delay;
  gboolean failed;
} VouchSendResult;

void   vouch_send_result_judge (VouchSendResult *self,
                                const GError    *error,
                                gboolean         crosschq,
                                gboolean         refusable,
                                int              failures,
                                gint64           silence);
void   vouch_send_result_clear (VouchSendResult *self);
gint64 vouch_retry_delay       (int              failures);

#define VOUCH_MAX_FAILURES 8
#define VOUCH_MAX_ATTEMPTS 3
#define VOUCH_LOOK_SPACING (30 * VOUCH_SECOND)

G_END_DECLS
