/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-secrets.h"
#include "store/vouch-lock.h"
#include "sync/vouch-cycle.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ENGINE (vouch_engine_get_type ())
G_DECLARE_FINAL_TYPE (VouchEngine, vouch_engine, VOUCH, ENGINE, GObject)

/**
 * VouchSessionFunc:
 *
 * Builds the session of a connection: its clients and authorizers. The context gives it.
 */
typedef VouchSession *(* VouchSessionFunc) (const VouchConnection  *connection,
                                            gpointer                user_data,
                                            GError                **error);

/**
 * VouchEngine:
 *
 * Which connection has its cycle when. One thing at a time for each connection; those of different
 * connections do not wait for each other.
 *
 * Signals: cycle-began, cycle-ended (VouchCycle *cycle, gint64 connection_id), also for a cycle
 * that failed or was cancelled; changed (gint64 connection_id) whenever the cycle, the problem, the
 * last or the next sync of a connection became another one.
 */
VouchEngine  *vouch_engine_new           (VouchStore           *store,
                                          VouchClock           *clock,
                                          VouchLock            *lock,
                                          gint64                last_good,
                                          VouchSessionFunc      build,
                                          gpointer              user_data)
  G_GNUC_WARN_UNUSED_RESULT;
/* Reads the connections and builds their sessions; again after connections were added, removed or
 * connected anew. A cycle under way keeps its session; the next one takes the new one. */
void          vouch_engine_load_async    (VouchEngine          *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      vouch_engine_load_finish   (VouchEngine          *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* (nullable) (transfer none) */
VouchSession *vouch_engine_get_session   (VouchEngine          *self,
                                          gint64                connection_id);
/* Runs one cycle, once those that were asked for before are over. Returns (transfer full): the
 * cycle, for its numbers; NULL with an error only when the store failed or it was cancelled: what a
 * service did wrong is vouch_cycle_get_problem(). */
void          vouch_engine_sync_async    (VouchEngine          *self,
                                          gint64                connection_id,
                                          VouchCycleFlags       flags,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
VouchCycle   *vouch_engine_sync_finish   (VouchEngine          *self,
                                          GAsyncResult         *result,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Cycles of all connections that are on, each at its own interval, until cancelled: its only end,
 * whatever fails meanwhile. Not twice at a time. */
void          vouch_engine_watch_async   (VouchEngine          *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      vouch_engine_watch_finish  (VouchEngine          *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* The shorter of the two intervals counts while the window is in front. */
void          vouch_engine_set_in_front  (VouchEngine          *self,
                                          gboolean              in_front);
/* The watch looks at once; after the cycle under way, if there is one. */
void          vouch_engine_wake          (VouchEngine          *self,
                                          gint64                connection_id);
/* Ends the cycle under way, whoever asked for it; what it left is taken up by the next one. */
void          vouch_engine_stop          (VouchEngine          *self,
                                          gint64                connection_id);
/* (nullable) (transfer none): the cycle under way */
VouchCycle   *vouch_engine_get_cycle     (VouchEngine          *self,
                                          gint64                connection_id);
/* (nullable) (transfer none): what kept the last cycle, or a part of it, from being done */
VouchReason  *vouch_engine_get_problem   (VouchEngine          *self,
                                          gint64                connection_id);
/* Service's time: when the last cycle without a problem ended, also one of an earlier run, or 0. */
gint64        vouch_engine_get_last_good (VouchEngine          *self,
                                          gint64                connection_id);
/* Wall clock: when the last cycle came to its end (before the first one of this program: the last
 * good one of an earlier run), and when the watch begins the next one. 0: never, or now. */
gint64        vouch_engine_get_last_sync (VouchEngine          *self,
                                          gint64                connection_id);
gint64        vouch_engine_get_next_sync (VouchEngine          *self,
                                          gint64                connection_id);

G_END_DECLS
