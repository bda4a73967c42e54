/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_TEAMS (vouch_observe_teams_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveTeams, vouch_observe_teams, VOUCH, OBSERVE_TEAMS, VouchProcedure)

/**
 * VouchObserveTeams:
 *
 * Reads hiring teams and who is on them, so that a person sees who would be the requestor before
 * anything is sent: of @job_id, or, when it is %NULL, of every open job that carries a tag and
 * whose team was not read lately. It runs when somebody looks at the jobs.
 */
VouchProcedure *vouch_observe_teams_new (VouchSession *session,
                                         const char   *job_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
