/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_JOBS (vouch_observe_jobs_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveJobs, vouch_observe_jobs, VOUCH, OBSERVE_JOBS, VouchProcedure)

/**
 * VouchObserveJobs:
 *
 * Reads the list of jobs and, for each that is new or changed, its details with the tag. It runs
 * when somebody looks at the jobs, not in every cycle.
 */
VouchProcedure *vouch_observe_jobs_new (VouchSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
