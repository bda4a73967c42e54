/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-random.h"

G_BEGIN_DECLS

/**
 * VouchRetry:
 *
 * How often a client asks again: only reads, a few times, and never more than a tenth of all calls,
 * so that a failing service is not buried in repeats (reliability.md §2.8).
 */
typedef struct
{
  double budget;  /* repeats that may be made now */
} VouchRetry;

void     vouch_retry_init       (VouchRetry   *self);
void     vouch_retry_count_call (VouchRetry   *self);
gboolean vouch_retry_allow      (VouchRetry   *self,
                                 const GError *error,
                                 guint         n_attempts,
                                 VouchRandom  *random,
                                 gint64       *delay);

G_END_DECLS
