/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VouchLimits:
 *
 * The service's limits, counted per credential: accepted requests within any second, and requests
 * in flight. A request is in flight until its ticket is freed.
 */
typedef struct _VouchLimits VouchLimits;
typedef struct _VouchTicket VouchTicket;

typedef enum
{
  VOUCH_LIMIT_OK,
  VOUCH_LIMIT_RATE,
  VOUCH_LIMIT_CONCURRENT,
  VOUCH_LIMIT_SEARCH,
} VouchLimit;

/**
 * VouchLimitState:
 *
 * What the four headers say after a request was taken or refused.
 */
typedef struct
{
  gint64 rate;
  gint64 rate_left;
  gint64 concurrent;
  gint64 concurrent_left;
} VouchLimitState;

VouchLimits *vouch_limits_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_limits_free (VouchLimits      *self);
VouchLimit   vouch_limits_take (VouchLimits      *self,
                                const char       *credential,
                                gboolean          slow,
                                gboolean          search,
                                gint64            now,
                                VouchLimitState  *state,
                                VouchTicket     **ticket);
void         vouch_ticket_free (VouchTicket      *ticket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTicket, vouch_ticket_free)

G_END_DECLS
