/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "setup/vouch-practice.h"
#include "ui/vouch-connection-item.h"
#include "vouch-context.h"

G_BEGIN_DECLS

/**
 * VouchHubState:
 * @VOUCH_HUB_OPENING: the store is being opened
 * @VOUCH_HUB_READY: the engine runs here
 * @VOUCH_HUB_VIEWER: another engine holds the lock: everything is shown, nothing can be changed
 * @VOUCH_HUB_FAILED: the store cannot be used; vouch_hub_get_error() says why
 */
typedef enum
{
  VOUCH_HUB_OPENING,
  VOUCH_HUB_READY,
  VOUCH_HUB_VIEWER,
  VOUCH_HUB_FAILED,
} VouchHubState;

/**
 * VouchHubBlocker:
 * @VOUCH_HUB_BLOCKER_NONE: nothing holds the regular cycles back
 * @VOUCH_HUB_BLOCKER_METERED: the network is metered
 * @VOUCH_HUB_BLOCKER_POWER: the computer saves power
 *
 * Why the regular cycles wait. What a person asks for is done all the same.
 */
typedef enum
{
  VOUCH_HUB_BLOCKER_NONE,
  VOUCH_HUB_BLOCKER_METERED,
  VOUCH_HUB_BLOCKER_POWER,
} VouchHubBlocker;

GType vouch_hub_state_get_type (void);
#define VOUCH_TYPE_HUB_STATE (vouch_hub_state_get_type ())

#define VOUCH_TYPE_HUB (vouch_hub_get_type ())
G_DECLARE_FINAL_TYPE (VouchHub, vouch_hub, VOUCH, HUB, GObject)

/* Whether a connection is what is looked for. */
typedef gboolean (* VouchHubTest) (VouchHub            *hub,
                                   VouchConnectionItem *connection);

/**
 * VouchHub:
 *
 * What every page of the window holds: the store, the engine and the connections, and which of them
 * the window is about.
 *
 * Properties (all notify): state; loaded (the connections are known); can-write (the engine runs
 * here); current; syncing (a cycle is under way that a person asked for or that takes long);
 * progress (of that, 0 to 1); last-sync, next-sync; attention (how much of the current connection
 * waits for a person); practice-uri (the page of the practice company, while it runs).
 * Signal: condition-changed: something about the connections, or about what the last cycle ran
 * into, is not as it was; a cycle like the one before is only heard of by last-sync and next-sync.
 */
VouchHub            *vouch_hub_new             (const VouchContextOptions *options)
  G_GNUC_WARN_UNUSED_RESULT;
/* Opens the store, starts the engine, and the practice company where a connection needs it. The
 * state tells what comes of it; again after a failure. */
void                 vouch_hub_open            (VouchHub             *self);
/* Of a viewer: now, if the engine elsewhere has ended; it is looked at regularly all the same. */
void                 vouch_hub_take_over       (VouchHub             *self);
void                 vouch_hub_close_async     (VouchHub             *self,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean             vouch_hub_close_finish    (VouchHub             *self,
                                                GAsyncResult         *result,
                                                GError              **error);

VouchHubState        vouch_hub_get_state       (VouchHub             *self);
/* (nullable): why the store cannot be used */
const GError        *vouch_hub_get_error       (VouchHub             *self);
gboolean             vouch_hub_get_loaded      (VouchHub             *self);
gboolean             vouch_hub_get_can_write   (VouchHub             *self);
/* (nullable): the role of the engine that runs elsewhere, as it is written in the lock, and its
 * process; for a viewer */
const char          *vouch_hub_get_holder      (VouchHub             *self,
                                                gint64               *pid);
VouchContext        *vouch_hub_get_context     (VouchHub             *self);
/* (nullable): only while it is open */
VouchStore          *vouch_hub_get_store       (VouchHub             *self);
/* (nullable): only where the engine runs */
VouchEngine         *vouch_hub_get_engine      (VouchHub             *self);
/* (nullable): the session of the current connection */
VouchSession        *vouch_hub_get_session     (VouchHub             *self);
/* (nullable): the same while that connection is on; otherwise nothing is read for it */
VouchSession        *vouch_hub_get_active_session (VouchHub          *self);
/* The service's time as far as it is known, in microseconds. */
gint64               vouch_hub_get_now         (VouchHub             *self);
/* What the clock on the wall shows, in microseconds: for what is told to the person. */
gint64               vouch_hub_get_wall        (VouchHub             *self);

/* Of VouchConnectionItem, in the order they were made. */
GListModel          *vouch_hub_get_connections (VouchHub             *self);
/* (nullable) (transfer none): the first of which @test says so */
VouchConnectionItem *vouch_hub_find_connection (VouchHub             *self,
                                                VouchHubTest          test);
/* (nullable) (transfer none): the practice company's */
VouchConnectionItem *vouch_hub_find_practice   (VouchHub             *self);
VouchConnectionItem *vouch_hub_get_current     (VouchHub             *self);
gint64               vouch_hub_get_current_id  (VouchHub             *self);
void                 vouch_hub_set_current     (VouchHub             *self,
                                                VouchConnectionItem  *connection);
/* The same by id, for a connection that was stored just now: once it is read. */
void                 vouch_hub_choose          (VouchHub             *self,
                                                gint64                connection_id);

gboolean             vouch_hub_get_syncing     (VouchHub             *self);
double               vouch_hub_get_progress    (VouchHub             *self);
/* (nullable): a text id for what that cycle is doing; it changes no oftener than the progress */
const char          *vouch_hub_get_phase       (VouchHub             *self);
/* Wall clock of the current connection's last and next cycle, or 0; a cycle that is not told does
 * not change it before it is over. */
gint64               vouch_hub_get_last_sync   (VouchHub             *self);
gint64               vouch_hub_get_next_sync   (VouchHub             *self);
/* (nullable) (transfer none): what kept the current connection's last cycle from being done */
VouchReason         *vouch_hub_get_problem     (VouchHub             *self);
/* When the current connection's pause ends by itself, service's time, or 0. */
gint64               vouch_hub_get_paused_until (VouchHub            *self);
guint                vouch_hub_get_attention   (VouchHub             *self);
const char          *vouch_hub_get_practice_uri (VouchHub            *self);

/* A full cycle of the current connection now, as a person asked for it. */
void                 vouch_hub_sync_now        (VouchHub             *self);
/* The same for every connection that is on. */
void                 vouch_hub_sync_everything_async  (VouchHub            *self,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
gboolean             vouch_hub_sync_everything_finish (VouchHub            *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);
/* Ends the current connection's cycle; what it left is taken up by the next one. */
void                 vouch_hub_stop_sync       (VouchHub             *self);
/* What a person just planned is delivered now. */
void                 vouch_hub_deliver         (VouchHub             *self);
/* What stood in something's way was just fixed: the current connection's next cycle, which nobody
 * has asked to see, is now. */
void                 vouch_hub_go_on           (VouchHub             *self);
/* The window is in front: read more often. */
void                 vouch_hub_set_in_front    (VouchHub             *self,
                                                gboolean              in_front);

gboolean             vouch_hub_get_in_front    (VouchHub             *self);
void                 vouch_hub_set_blocker     (VouchHub             *self,
                                                VouchHubBlocker       blocker);
VouchHubBlocker      vouch_hub_get_blocker     (VouchHub             *self);
/* Between the two the store is not closed: for what is undone unless it is done wholly. */
void                 vouch_hub_hold            (VouchHub             *self);
void                 vouch_hub_release         (VouchHub             *self);
/* Has the person asked for the keyring's password, because they want it now. Work goes on once it
 * is open, whoever opened it; until then the problem is secrets.locked, or secrets.dismissed. */
void                 vouch_hub_unlock          (VouchHub             *self);
/* Whether secrets can be kept in memory only, and whether they are (reliability.md S8). */
gboolean             vouch_hub_can_forget      (VouchHub             *self);
gboolean             vouch_hub_get_memory_only (VouchHub             *self);
void                 vouch_hub_set_memory_only (VouchHub             *self,
                                                gboolean              memory_only);
/* A good moment to try: the network came, the computer woke up. */
void                 vouch_hub_wake            (VouchHub             *self);

/* Runs the practice company, unless it runs already, and tells its connections where it is. */
void                 vouch_hub_start_practice_async  (VouchHub             *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean             vouch_hub_start_practice_finish (VouchHub             *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* Ends the practice company and forgets it; it begins anew when it is started again. */
void                 vouch_hub_reset_practice_async  (VouchHub             *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean             vouch_hub_reset_practice_finish (VouchHub             *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
/* (nullable): once it was started */
VouchPractice       *vouch_hub_get_practice    (VouchHub             *self);
/* (nullable): what the practice company registered for its client, once it was started */
const char *const   *vouch_hub_get_redirect_uris (VouchHub           *self);
/* Connections were added, removed or given another way in: their sessions are built anew. */
void                 vouch_hub_reload          (VouchHub             *self);

G_END_DECLS
