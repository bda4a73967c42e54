/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-transport.h"
#include "http/vouch-pacer.h"

G_BEGIN_DECLS

/**
 * vouch_pacers_share:
 * @transport: carries the calls; owns what is shared
 * @policy: what the service allows; static
 * @clock: measures the time
 * @origin: of the service
 * @account: by which the service counts calls; never a credential itself
 *
 * Services count the calls of one credential together, whoever in this program makes them: the
 * engine, a check, a try to connect.
 *
 * Returns: (transfer full): the pacer of that account
 */
VouchPacer *vouch_pacers_share (VouchTransport        *transport,
                                const VouchHttpPolicy *policy,
                                VouchClock            *clock,
                                const char            *origin,
                                const char            *account) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
