/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_ABSENT (vouch_observe_absent_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveAbsent, vouch_observe_absent, VOUCH, OBSERVE_ABSENT,
                      VouchProcedure)

/**
 * VouchObserveAbsent:
 *
 * What a list cannot tell: whether somebody who is not in it has left the step, and whether
 * somebody who is in it left and came back meanwhile. Each application is read by itself.
 */
VouchObserveAbsent *vouch_observe_absent_new         (VouchSession       *session,
                                                      GPtrArray          *steps,
                                                      GPtrArray          *doubtful,
                                                      GPtrArray          *absent)
  G_GNUC_WARN_UNUSED_RESULT;
const GError       *vouch_observe_absent_get_problem (VouchObserveAbsent *self);
gboolean            vouch_observe_absent_list        (VouchSession       *session,
                                                      VouchDb            *db,
                                                      GPtrArray          *steps,
                                                      GHashTable         *seen,
                                                      GPtrArray          *absent,
                                                      GError            **error);

G_END_DECLS
