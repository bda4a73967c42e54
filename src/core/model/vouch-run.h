/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"

G_BEGIN_DECLS

/* Why a cycle was run. */
typedef enum
{
  VOUCH_RUN_SCHEDULE,  /* its time had come */
  VOUCH_RUN_FRONT,     /* likewise, at the shorter interval of a window in front */
  VOUCH_RUN_START,     /* the first one of this program */
  VOUCH_RUN_WAKE,      /* the network or the keyring was there again, or it was turned on */
  VOUCH_RUN_PERSON,    /* a person asked for it */
  VOUCH_RUN_ACTION,    /* to deliver what a person had just done */
  VOUCH_RUN_PREVIEW,   /* to say what would be done */
} VouchRunCause;

typedef enum
{
  VOUCH_RUN_UNDER_WAY,
  VOUCH_RUN_ENDED,     /* it came to its end, whatever the services did on the way */
  VOUCH_RUN_CUT_OFF,   /* it was stopped, or the program or the store gave way */
} VouchRunState;

/**
 * VouchRun:
 * @id: of its row; 0 while it has none
 * @began_at, @ended_at: server time in microseconds; 0 while it has not ended
 * @n_seen: candidates that were looked at
 * @n_planned: requests that were planned
 * @n_delivered: changes that were delivered
 * @n_lines: lines that the ledger has of it
 * @problem: (owned) (nullable): what kept it, or a part of it, from being done
 *
 * One cycle of one connection. Only one that changed something, that failed in another way than the
 * one before or that a person asked for has a row.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  gint64 began_at;
  gint64 ended_at;
  VouchRunCause cause;
  VouchRunState state;
  gint64 n_seen;
  gint64 n_planned;
  gint64 n_delivered;
  gint64 n_lines;
  VouchReason *problem;
} VouchRun;

VouchRun   *vouch_run_new               (gint64         connection_id,
                                         VouchRunCause  cause,
                                         gint64         began_at) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_run_free              (VouchRun      *self);
const char *vouch_run_cause_to_string   (VouchRunCause  cause);
const char *vouch_run_state_to_string   (VouchRunState  state);
/* What no version of this program wrote is a run on schedule, and one that has ended. */
int         vouch_run_cause_from_string (const char    *name);
int         vouch_run_state_from_string (const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRun, vouch_run_free)

G_END_DECLS
