/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"
#include "base/vouch-message.h"
#include "http/vouch-http.h"

G_BEGIN_DECLS

/**
 * VouchPacer:
 *
 * Lets calls through one by one, so that a service sees no more of them in a second and at once
 * than it allows: per group of rules and over all groups. Waiting calls of a group go in the order
 * in which they came; between groups the one that waits longest goes first.
 */
typedef struct _VouchPacer VouchPacer;

/**
 * VouchTurn:
 * @group: whose turn it is
 * @granted_at: monotonic microseconds
 * @n_running: how many of the group were under way, this one included
 * @n_granted: how many of the group had had a turn, this one included
 * @answered: whether the service has answered
 * @made_at: if so, when the call reached the service at the latest; monotonic microseconds
 *
 * One call's turn, to be given back with vouch_pacer_release().
 */
typedef struct
{
  guint group;
  gint64 granted_at;
  guint n_running;
  guint64 n_granted;
  gboolean answered;
  gint64 made_at;
} VouchTurn;

/**
 * VouchPacerFunc:
 * @turn: (nullable): the turn, to be copied; %NULL when cancelled
 * @user_data: the waiter's
 *
 * Called through the main loop, never from within vouch_pacer_acquire().
 */
typedef void (* VouchPacerFunc) (const VouchTurn *turn,
                                 gpointer         user_data);

VouchPacer *vouch_pacer_new            (const VouchHttpPolicy *policy,
                                        VouchClock            *clock) G_GNUC_WARN_UNUSED_RESULT;
VouchPacer *vouch_pacer_ref            (VouchPacer            *self);
void        vouch_pacer_unref          (VouchPacer            *self);
VouchClock *vouch_pacer_get_clock      (VouchPacer            *self);
gboolean    vouch_pacer_is_idle        (VouchPacer            *self,
                                        gint64                 age);
guint       vouch_pacer_find_group     (VouchPacer            *self,
                                        const char            *method,
                                        const char            *template);
void        vouch_pacer_acquire        (VouchPacer            *self,
                                        guint                  group,
                                        GCancellable          *cancellable,
                                        VouchPacerFunc         callback,
                                        gpointer               user_data);
void        vouch_pacer_move           (VouchPacer            *self,
                                        VouchTurn             *turn);
void        vouch_pacer_release        (VouchPacer            *self,
                                        const VouchTurn       *turn);
void        vouch_pacer_take_limits    (VouchPacer            *self,
                                        VouchTurn             *turn,
                                        const VouchHeaders    *headers);
void        vouch_pacer_take_throttled (VouchPacer            *self,
                                        const VouchTurn       *turn,
                                        gint64                 retry_after);
double      vouch_pacer_get_rate       (VouchPacer            *self,
                                        guint                  group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchPacer, vouch_pacer_unref)

G_END_DECLS
