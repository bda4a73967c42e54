/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-cycle.h"
#include "sync/vouch-pace.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_LANE (vouch_lane_get_type ())
G_DECLARE_FINAL_TYPE (VouchLane, vouch_lane, VOUCH, LANE, GObject)

/**
 * VouchLane:
 *
 * The cycles of one connection: one at a time, the others wait behind it. It knows how the last one
 * went and when the next one is due, and leaves it to the engine to start that.
 * Signals: began, ended (VouchCycle *cycle), changed.
 */
VouchLane    *vouch_lane_new           (VouchClock           *clock,
                                        gint64                connection_id,
                                        gint64                last_good) G_GNUC_WARN_UNUSED_RESULT;
gint64        vouch_lane_get_id        (VouchLane            *self);
/* A cycle under way keeps the session that it began with. */
void          vouch_lane_set_session   (VouchLane            *self,
                                        VouchSession         *session);
VouchSession *vouch_lane_get_session   (VouchLane            *self);
void          vouch_lane_set_pace      (VouchLane            *self,
                                        const VouchPace      *pace);
gboolean      vouch_lane_is_on         (VouchLane            *self);
void          vouch_lane_run_async     (VouchLane            *self,
                                        VouchCycleFlags       flags,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
VouchCycle   *vouch_lane_run_finish    (VouchLane            *self,
                                        GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void          vouch_lane_wake          (VouchLane            *self);
void          vouch_lane_stop          (VouchLane            *self);
/* Boot time; G_MAXINT64 while the connection is off or has a cycle. */
gint64        vouch_lane_get_due       (VouchLane            *self,
                                        gboolean              in_front);
/* (nullable) (transfer none): the one under way */
VouchCycle   *vouch_lane_get_cycle     (VouchLane            *self);
/* (nullable) (transfer none): of the last cycle */
VouchReason  *vouch_lane_get_problem   (VouchLane            *self);
/* Service's time of the last cycle without a problem, or 0. */
gint64        vouch_lane_get_last_good (VouchLane            *self);
/* Wall clock of the last cycle that came to its end, or 0. */
gint64        vouch_lane_get_last_sync (VouchLane            *self);

G_END_DECLS
