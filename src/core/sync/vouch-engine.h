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
 * Which connection has its cycle when. One thing at a time for each connection.
 * Signals: cycle-began, cycle-ended (VouchCycle *cycle, gint64 connection_id).
 */
VouchEngine  *vouch_engine_new          (VouchStore           *store,
                                         VouchClock           *clock,
                                         VouchLock            *lock,
                                         gint64                last_good,
                                         VouchSessionFunc      build,
                                         gpointer              user_data) G_GNUC_WARN_UNUSED_RESULT;
/* Reads the connections and builds their sessions; again after connections were added or
 * removed. */
void          vouch_engine_load_async   (VouchEngine          *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean      vouch_engine_load_finish  (VouchEngine          *self,
                                         GAsyncResult         *result,
                                         GError              **error);
/* (nullable) (transfer none) */
VouchSession *vouch_engine_get_session  (VouchEngine          *self,
                                         gint64                connection_id);
/* Runs one cycle. Returns (transfer full): the cycle, for its numbers; NULL with an error only
 * when the store failed or it was cancelled: what a service did wrong is
 * vouch_cycle_get_problem(). */
void          vouch_engine_sync_async   (VouchEngine          *self,
                                         gint64                connection_id,
                                         VouchCycleFlags       flags,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
VouchCycle   *vouch_engine_sync_finish  (VouchEngine          *self,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Cycles of all connections that are on, at their intervals, until cancelled. */
void          vouch_engine_watch_async  (VouchEngine          *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean      vouch_engine_watch_finish (VouchEngine          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
