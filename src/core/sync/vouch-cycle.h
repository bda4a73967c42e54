/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-planner.h"
#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CYCLE (vouch_cycle_get_type ())
G_DECLARE_FINAL_TYPE (VouchCycle, vouch_cycle, VOUCH, CYCLE, VouchProcedure)

/**
 * VouchCycleFlags:
 * @VOUCH_CYCLE_THOROUGH: a person asked for it: everything that waits or is open is read anew
 * @VOUCH_CYCLE_PREVIEW: observe, then say what would be planned and done; nothing of it is stored
 * or sent
 * @VOUCH_CYCLE_DELIVER_ONLY: nothing is observed; what is due is delivered
 * @VOUCH_CYCLE_IN_FRONT: it is time for it because the window is in front
 */
typedef enum
{
  VOUCH_CYCLE_NONE = 0,
  VOUCH_CYCLE_THOROUGH = 1 << 0,
  VOUCH_CYCLE_PREVIEW = 1 << 1,
  VOUCH_CYCLE_DELIVER_ONLY = 1 << 2,
  VOUCH_CYCLE_IN_FRONT = 1 << 3,
} VouchCycleFlags;

/**
 * VouchCycle:
 *
 * One cycle of one connection: observe → plan → deliver → record.
 */
VouchCycle  *vouch_cycle_new             (VouchSession    *session,
                                          gint64           last_good,
                                          VouchCycleFlags  flags,
                                          VouchRunCause    cause) G_GNUC_WARN_UNUSED_RESULT;
/* What the cycle is doing: a text id ("cycle.candidates"); notifies "phase". */
const char  *vouch_cycle_get_phase       (VouchCycle      *self);
/* How far it is, from 0 to 1, never less than before; notifies "fraction". */
double       vouch_cycle_get_fraction    (VouchCycle      *self);
void         vouch_cycle_note_end        (VouchCycle      *self,
                                          const GError    *error);
gboolean     vouch_cycle_is_complete     (VouchCycle      *self);
guint        vouch_cycle_get_n_seen      (VouchCycle      *self);
guint        vouch_cycle_get_n_planned   (VouchCycle      *self);
guint        vouch_cycle_get_n_delivered (VouchCycle      *self);
/* (nullable) (transfer none): what kept it, or a part of it, from being done */
VouchReason *vouch_cycle_get_problem     (VouchCycle      *self);
/* (transfer none) (element-type VouchPreviewItem): what the next cycle would do, of a preview */
GPtrArray   *vouch_cycle_get_preview     (VouchCycle      *self);

G_END_DECLS
