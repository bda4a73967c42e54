/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "sync/vouch-engine.h"
#include "sync/vouch-lane.h"
#include "sync/vouch-pace.h"

/* A timer stands still while the computer sleeps; so late may a cycle be then. */
#define LONGEST_TIMER VOUCH_MINUTE

struct _VouchEngine
{
  GObject parent_instance;

  VouchStore *store;        /* (owned) */
  VouchClock *clock;        /* (owned) */
  VouchLock *lock;          /* (unowned) (nullable): the context's */
  VouchSessionFunc build;
  gpointer build_data;      /* (unowned) */

  GPtrArray *lanes;         /* (owned), of VouchLane, in the order of the connections */
  gint64 started_good;      /* the last good cycle before this program began, or 0 */
  gboolean in_front;

  GTask *watch;             /* (owned) (nullable) */
  GSource *watch_cancelled; /* (owned) (nullable) */
  gulong store_changed;     /* 0: nobody watches */
  guint n_watched;          /* what the watch began and what has not ended */
  guint timer;              /* 0: none */
  gboolean reading;         /* how often each connection has a cycle */
  gboolean read_again;
};

enum { CYCLE_BEGAN, CYCLE_ENDED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchEngine, vouch_engine, G_TYPE_OBJECT)

static void schedule (VouchEngine *self);

/* @data: (element-type VouchPace): is filled. */
static gboolean
read_paces (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  return vouch_paces_read (db, data, error);
}

static VouchLane *
find_lane (VouchEngine *self,
           gint64       connection_id)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      if (vouch_lane_get_id (self->lanes->pdata[i]) == connection_id)
        return self->lanes->pdata[i];
    }

  return NULL;
}

/* What the lanes tell. */

static void
began_cb (VouchEngine *self,
          VouchCycle  *cycle,
          VouchLane   *lane)
{
  g_signal_emit (self, signals[CYCLE_BEGAN], 0, cycle, vouch_lane_get_id (lane));
}

/* With several connections the lock file tells the oldest of their last good cycles
 * (reliability.md §2.4). */
static void
note_good (VouchEngine *self)
{
  gint64 oldest = G_MAXINT64;

  for (guint i = 0; i < self->lanes->len; i++)
    {
      if (vouch_lane_is_on (self->lanes->pdata[i]))
        oldest = MIN (oldest, vouch_lane_get_last_good (self->lanes->pdata[i]));
    }
  if (self->lock != NULL && oldest != G_MAXINT64 && oldest != 0)
    vouch_lock_set_last_good (self->lock, oldest);
}

static void
ended_cb (VouchEngine *self,
          VouchCycle  *cycle,
          VouchLane   *lane)
{
  if (vouch_cycle_is_complete (cycle) && vouch_cycle_get_problem (cycle) == NULL)
    note_good (self);
  g_signal_emit (self, signals[CYCLE_ENDED], 0, cycle, vouch_lane_get_id (lane));
}

static void
changed_cb (VouchEngine *self,
            VouchLane   *lane)
{
  schedule (self);
  g_signal_emit (self, signals[CHANGED], 0, vouch_lane_get_id (lane));
}

/* What the lock file tells is no cycle of a connection that was turned on later, or never. */
static VouchLane *
lane_new (VouchEngine           *self,
          const VouchConnection *connection)
{
  gint64 on = connection->turned_on_at;
  gint64 last_good = on != 0 && on <= self->started_good ? self->started_good : 0;
  VouchLane *lane = vouch_lane_new (self->clock, connection->id, last_good);

  g_signal_connect_object (lane, "began", G_CALLBACK (began_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lane, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lane, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return lane;
}

/* Loading. */

/* Addresses or credentials may have changed, so every session is a new one. */
static gboolean
build_lanes (VouchEngine      *self,
             const GPtrArray  *paces,
             GError          **error)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->lanes);
  g_autoptr(GPtrArray) lanes = g_ptr_array_new_with_free_func (g_object_unref);

  self->lanes = g_ptr_array_ref (lanes);
  for (guint i = 0; i < paces->len; i++)
    {
      const VouchConnection *connection = ((VouchPace *) paces->pdata[i])->connection;
      g_autoptr(VouchSession) session = self->build (connection, self->build_data, error);
      VouchLane *lane = NULL;

      if (session == NULL)
        return FALSE;
      for (guint k = 0; lane == NULL && k < old->len; k++)
        {
          if (vouch_lane_get_id (old->pdata[k]) == connection->id)
            lane = g_object_ref (old->pdata[k]);
        }
      if (lane == NULL)
        lane = lane_new (self, connection);
      vouch_lane_set_session (lane, session);
      g_ptr_array_add (lanes, lane);
    }

  /* Only now, since a lane that is due begins. */
  for (guint i = 0; i < paces->len; i++)
    vouch_lane_set_pace (lanes->pdata[i], paces->pdata[i]);
  return TRUE;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!vouch_store_write_finish (VOUCH_STORE (object), result, &error) ||
      !build_lanes (self, g_task_get_task_data (task), &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
vouch_engine_load_async (VouchEngine         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *paces = vouch_paces_new ();

  g_task_set_source_tag (task, vouch_engine_load_async);
  g_task_set_task_data (task, paces, (GDestroyNotify) g_ptr_array_unref);
  vouch_store_write_async (self->store, "read connections", read_paces, paces, NULL, cancellable,
                           loaded_cb, g_steal_pointer (&task));
}

gboolean
vouch_engine_load_finish (VouchEngine   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

VouchSession *
vouch_engine_get_session (VouchEngine *self,
                          gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);

  return lane != NULL ? vouch_lane_get_session (lane) : NULL;
}

/* One cycle. */

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  VouchCycle *cycle = vouch_lane_run_finish (VOUCH_LANE (object), result, &error);

  if (cycle != NULL)
    g_task_return_pointer (task, cycle, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
vouch_engine_sync_async (VouchEngine         *self,
                         gint64               connection_id,
                         VouchCycleFlags      flags,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  VouchLane *lane = find_lane (self, connection_id);

  g_task_set_source_tag (task, vouch_engine_sync_async);
  if (lane == NULL)
    {
      g_task_return_new_error (task, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND,
                               "no such connection");
      return;
    }

  vouch_lane_run_async (lane, flags, cancellable, synced_cb, g_steal_pointer (&task));
}

VouchCycle *
vouch_engine_sync_finish (VouchEngine   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Watching. */

static void
end_watch (VouchEngine *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->watch);

  g_clear_signal_handler (&self->store_changed, self->store);
  g_source_destroy (self->watch_cancelled);
  g_clear_pointer (&self->watch_cancelled, g_source_unref);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the watch was ended");
}

static void
watched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VouchEngine) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = vouch_lane_run_finish (VOUCH_LANE (object), result, &error);

  /* It is the connection's problem by now, and the lane knows when to try again. */
  if (cycle == NULL)
    g_debug ("A cycle failed: %s", error->message);
  self->n_watched--;
  schedule (self);
}

static gboolean
timer_cb (gpointer user_data)
{
  VouchEngine *self = user_data;

  self->timer = 0;
  schedule (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (VouchEngine *self,
           gint64       due)
{
  gint64 delay = due - vouch_clock_get_boot (self->clock);

  if (self->timer != 0)
    vouch_clock_remove_timer (self->clock, self->timer);
  self->timer = 0;
  if (due != G_MAXINT64)
    self->timer = vouch_clock_add_timer (self->clock, MIN (delay, LONGEST_TIMER), timer_cb, self);
}

/* Begins what is due, and waits for the next that will be. */
static void
schedule (VouchEngine *self)
{
  GCancellable *cancellable;
  gint64 next = G_MAXINT64;

  if (self->watch == NULL)
    return;

  cancellable = g_task_get_cancellable (self->watch);
  if (g_cancellable_is_cancelled (cancellable))
    {
      set_timer (self, G_MAXINT64);
      if (self->n_watched == 0)
        end_watch (self);
      return;
    }

  for (guint i = 0; i < self->lanes->len; i++)
    {
      VouchLane *lane = self->lanes->pdata[i];
      gint64 due = vouch_lane_get_due (lane, self->in_front);

      if (due <= vouch_clock_get_boot (self->clock))
        {
          self->n_watched++;
          vouch_lane_run_async (lane, self->in_front ? VOUCH_CYCLE_IN_FRONT : VOUCH_CYCLE_NONE,
                                cancellable, watched_cb, g_object_ref (self));
        }
      else
        {
          next = MIN (next, due);
        }
    }
  set_timer (self, next);
}

static void renew_paces (VouchEngine *self);

static void
paces_renewed_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchEngine *self = g_task_get_source_object (task);
  const GPtrArray *paces = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean read = vouch_store_read_finish (VOUCH_STORE (object), result, &error);

  if (!read)
    g_debug ("The intervals could not be read: %s", error->message);
  for (guint i = 0; read && i < paces->len; i++)
    {
      const VouchPace *pace = paces->pdata[i];
      VouchLane *lane = find_lane (self, pace->connection->id);

      if (lane != NULL)
        vouch_lane_set_pace (lane, pace);
    }

  self->reading = FALSE;
  self->n_watched--;
  if (self->read_again)
    renew_paces (self);
  schedule (self);
  g_task_return_boolean (task, TRUE);
}

/* A switch or an interval may be another one now. */
static void
renew_paces (VouchEngine *self)
{
  g_autoptr(GTask) task = NULL;
  GPtrArray *paces = NULL;

  self->read_again = self->reading;
  if (self->reading)
    return;

  paces = vouch_paces_new ();
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, renew_paces);
  g_task_set_task_data (task, paces, (GDestroyNotify) g_ptr_array_unref);
  self->reading = TRUE;
  self->n_watched++;
  vouch_store_read_async (self->store, "read connections", read_paces, paces, NULL,
                          g_task_get_cancellable (self->watch), paces_renewed_cb,
                          g_steal_pointer (&task));
}

static void
store_changed_cb (VouchEngine *self,
                  const char  *subject,
                  GArray      *ids)
{
  if (g_str_equal (subject, "connection") || g_str_equal (subject, "setting"))
    renew_paces (self);
}

static gboolean
watch_cancelled_cb (GCancellable *cancellable,
                    gpointer      user_data)
{
  schedule (user_data);
  return G_SOURCE_REMOVE;
}

void
vouch_engine_watch_async (VouchEngine         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (self->watch == NULL && cancellable != NULL);

  self->watch = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->watch, vouch_engine_watch_async);
  self->watch_cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->watch_cancelled, G_SOURCE_FUNC (watch_cancelled_cb), self, NULL);
  g_source_attach (self->watch_cancelled, g_main_context_get_thread_default ());
  self->store_changed = g_signal_connect_object (self->store, "changed",
                                                 G_CALLBACK (store_changed_cb), self,
                                                 G_CONNECT_SWAPPED);
  renew_paces (self);
  schedule (self);
  for (guint i = 0; i < self->lanes->len; i++)
    g_signal_emit (self, signals[CHANGED], 0, vouch_lane_get_id (self->lanes->pdata[i]));
}

gboolean
vouch_engine_watch_finish (VouchEngine   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
vouch_engine_set_in_front (VouchEngine *self,
                           gboolean     in_front)
{
  if (in_front == self->in_front)
    return;

  self->in_front = in_front;
  schedule (self);
  for (guint i = 0; i < self->lanes->len; i++)
    g_signal_emit (self, signals[CHANGED], 0, vouch_lane_get_id (self->lanes->pdata[i]));
}

void
vouch_engine_wake (VouchEngine *self,
                   gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);

  if (lane != NULL)
    vouch_lane_wake (lane);
}

void
vouch_engine_stop (VouchEngine *self,
                   gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);

  if (lane != NULL)
    vouch_lane_stop (lane);
}

/* State. */

VouchCycle *
vouch_engine_get_cycle (VouchEngine *self,
                        gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);

  return lane != NULL ? vouch_lane_get_cycle (lane) : NULL;
}

VouchReason *
vouch_engine_get_problem (VouchEngine *self,
                          gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);

  return lane != NULL ? vouch_lane_get_problem (lane) : NULL;
}

gint64
vouch_engine_get_last_good (VouchEngine *self,
                            gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);

  return lane != NULL ? vouch_lane_get_last_good (lane) : 0;
}

gint64
vouch_engine_get_last_sync (VouchEngine *self,
                            gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);

  return lane != NULL ? vouch_lane_get_last_sync (lane) : 0;
}

gint64
vouch_engine_get_next_sync (VouchEngine *self,
                            gint64       connection_id)
{
  VouchLane *lane = find_lane (self, connection_id);
  gint64 due = lane != NULL ? vouch_lane_get_due (lane, self->in_front) : G_MAXINT64;
  gint64 boot = vouch_clock_get_boot (self->clock);

  if (self->watch == NULL || due == G_MAXINT64)
    return 0;

  return vouch_clock_get_wall (self->clock) + MAX (due - boot, 0);
}

static void
vouch_engine_finalize (GObject *object)
{
  VouchEngine *self = VOUCH_ENGINE (object);

  g_assert (self->watch == NULL && self->timer == 0);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_engine_parent_class)->finalize (object);
}

static void
vouch_engine_class_init (VouchEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_engine_finalize;

  signals[CYCLE_BEGAN] = g_signal_new ("cycle-began", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, VOUCH_TYPE_CYCLE, G_TYPE_INT64);
  signals[CYCLE_ENDED] = g_signal_new ("cycle-ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, VOUCH_TYPE_CYCLE, G_TYPE_INT64);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
vouch_engine_init (VouchEngine *self)
{
  self->lanes = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * vouch_engine_new:
 * @store: the store
 * @clock: the clock
 * @lock: (nullable): the engine lock, whose mtime is the last good cycle; must outlive the engine
 * @last_good: the last good cycle of an earlier run, service's time, or 0
 * @build: builds the session of a connection
 * @user_data: data for @build; must outlive the engine
 *
 * Returns: (transfer full): an engine without sessions until vouch_engine_load_async()
 */
VouchEngine *
vouch_engine_new (VouchStore       *store,
                  VouchClock       *clock,
                  VouchLock        *lock,
                  gint64            last_good,
                  VouchSessionFunc  build,
                  gpointer          user_data)
{
  VouchEngine *self = g_object_new (VOUCH_TYPE_ENGINE, NULL);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->lock = lock;
  self->started_good = last_good;
  self->build = build;
  self->build_data = user_data;
  return self;
}
