/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <libsoup/soup.h>

#include "sandbox/vouch-sandbox.h"

G_BEGIN_DECLS

/**
 * VouchExchange:
 *
 * One answer on its way to the client: late, in part, or never, as the sandbox decided. The request
 * counts as in flight until the answer is written.
 */
typedef struct _VouchExchange VouchExchange;

typedef void (* VouchExchangeFunc) (VouchExchange *exchange,
                                    gpointer       user_data);

VouchExchange *vouch_exchange_start  (SoupServerMessage  *message,
                                      VouchSandboxAnswer *answer,
                                      GMainContext       *context,
                                      VouchExchangeFunc   ended,
                                      gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_exchange_cancel (VouchExchange      *self);
void           vouch_exchange_unref  (VouchExchange      *self);

G_END_DECLS
