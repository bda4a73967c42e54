/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_CANDIDATES (vouch_observe_candidates_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveCandidates, vouch_observe_candidates, VOUCH, OBSERVE_CANDIDATES,
                      VouchProcedure)

/**
 * VouchObserveCandidates:
 *
 * The state poll (smartrecruiters.md §14 A): everybody who is now in a Crosschq step, page by
 * page, one transaction each; then those who are no longer listed, one by one.
 */
VouchProcedure *vouch_observe_candidates_new       (VouchSession           *session,
                                                    gint64                  last_good,
                                                    gboolean                thorough)
  G_GNUC_WARN_UNUSED_RESULT;
guint           vouch_observe_candidates_get_n_seen (VouchObserveCandidates *self);
VouchReason    *vouch_observe_candidates_dup_problem (VouchObserveCandidates *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
