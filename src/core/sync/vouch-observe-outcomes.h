/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_OUTCOMES (vouch_observe_outcomes_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveOutcomes, vouch_observe_outcomes, VOUCH, OBSERVE_OUTCOMES,
                      VouchProcedure)

/**
 * VouchObserveOutcomes:
 *
 * Who was hired, rejected, withdrawn or transferred: one search for what changed, then one read by
 * id for each open request whose person left the step and was not read lately (reliability.md
 * §2.4).
 */
VouchProcedure *vouch_observe_outcomes_new (VouchSession *session,
                                            gboolean      thorough) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
