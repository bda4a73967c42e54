/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "sync/vouch-engine.h"

struct _VouchEngine
{
  GObject parent_instance;

  VouchStore *store;        /* (owned) */
  VouchClock *clock;        /* (owned) */
  VouchLock *lock;          /* (unowned) (nullable): the context's */
  VouchSessionFunc build;
  gpointer build_data;      /* (unowned) */

  GPtrArray *connections;   /* (owned), of VouchConnection: as read last */
  GPtrArray *sessions;      /* (owned), of VouchSession, in the order of the connections */
  GArray *last_good;        /* (owned), of gint64, beside the sessions */
  gint64 started_good;      /* the last good cycle before this program began, or 0 */
};

enum { CYCLE_BEGAN, CYCLE_ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchEngine, vouch_engine, G_TYPE_OBJECT)

/* Loading. */

static gboolean
list_connections (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  VouchEngine *self = data;

  g_clear_pointer (&self->connections, g_ptr_array_unref);
  self->connections = vouch_connections_list (db, error);
  return self->connections != NULL;
}

static int
find_session (VouchEngine *self,
              gint64       connection_id)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      if (vouch_session_get_id (self->sessions->pdata[i]) == connection_id)
        return i;
    }

  return -1;
}

static void
drop_session (VouchEngine *self,
              gint64       connection_id)
{
  int index = find_session (self, connection_id);

  if (index < 0)
    return;
  g_ptr_array_remove_index (self->sessions, index);
  g_array_remove_index (self->last_good, index);
}

static gboolean
build_sessions (VouchEngine  *self,
                GError      **error)
{
  for (guint i = 0; i < self->connections->len; i++)
    {
      const VouchConnection *connection = self->connections->pdata[i];
      VouchSession *session;

      /* Addresses or credentials may have changed, so every session is a new one. */
      drop_session (self, connection->id);
      session = self->build (connection, self->build_data, error);
      if (session == NULL)
        return FALSE;
      g_ptr_array_add (self->sessions, session);
      g_array_append_val (self->last_good, self->started_good);
    }

  return TRUE;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchEngine *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!vouch_store_write_finish (VOUCH_STORE (object), result, &error) ||
      !build_sessions (self, &error))
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

  g_task_set_source_tag (task, vouch_engine_load_async);
  vouch_store_write_async (self->store, "read connections", list_connections, self, NULL,
                           cancellable,
                           listed_cb, g_steal_pointer (&task));
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
  int index = find_session (self, connection_id);

  return index >= 0 ? self->sessions->pdata[index] : NULL;
}

/* One cycle. */

/* With several connections the lock file tells the oldest of their last good cycles
 * (reliability.md §2.4). */
static void
note_good (VouchEngine  *self,
           VouchSession *session)
{
  int index = find_session (self, vouch_session_get_id (session));
  gint64 oldest = G_MAXINT64;

  if (index < 0)
    return;

  g_array_index (self->last_good, gint64, index) = vouch_session_get_now (session);
  for (guint i = 0; i < self->sessions->len; i++)
    {
      if (vouch_session_get_connection (self->sessions->pdata[i])->on)
        oldest = MIN (oldest, g_array_index (self->last_good, gint64, i));
    }
  if (self->lock != NULL && oldest != G_MAXINT64 && oldest != 0)
    vouch_lock_set_last_good (self->lock, oldest);
}

static void
synced_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchEngine *self = g_task_get_source_object (task);
  VouchSession *session = g_task_get_task_data (task);
  VouchCycle *cycle = VOUCH_CYCLE (object);
  GError *error = NULL;

  if (!vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error))
    {
      vouch_session_set_interrupted (session, TRUE);
      g_task_return_error (task, error);
      return;
    }

  vouch_session_set_interrupted (session, FALSE);
  if (vouch_cycle_get_problem (cycle) == NULL)
    note_good (self, session);
  g_signal_emit (self, signals[CYCLE_ENDED], 0, cycle, vouch_session_get_id (session));
  g_task_return_pointer (task, g_object_ref (cycle), g_object_unref);
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
  int index = find_session (self, connection_id);
  g_autoptr(VouchCycle) cycle = NULL;

  g_task_set_source_tag (task, vouch_engine_sync_async);
  if (index < 0)
    {
      g_task_return_new_error (task, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND,
                               "no such connection");
      return;
    }

  cycle = vouch_cycle_new (self->sessions->pdata[index],
                           g_array_index (self->last_good, gint64, index), flags);
  g_task_set_task_data (task, g_object_ref (self->sessions->pdata[index]), g_object_unref);
  g_signal_emit (self, signals[CYCLE_BEGAN], 0, cycle, connection_id);
  vouch_procedure_run_async (VOUCH_PROCEDURE (cycle), cancellable, synced_cb,
                             g_steal_pointer (&task));
}

VouchCycle *
vouch_engine_sync_finish (VouchEngine   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Watching. */

typedef struct
{
  guint index; /* the connection whose turn it is */
} WatchData;

static void watch_next (GTask *task);

static gint64
shortest_interval (VouchEngine *self)
{
  gint64 interval = VOUCH_MINUTE;

  for (guint i = 0; i < self->sessions->len; i++)
    {
      const VouchSettings *settings = vouch_session_get_settings (self->sessions->pdata[i]);

      interval = MIN (interval, settings->poll_interval * VOUCH_SECOND);
    }

  return MAX (interval, VOUCH_SECOND);
}

static void
watch_waited_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  WatchData *data = g_task_get_task_data (task);
  GError *error = NULL;

  if (!vouch_clock_wait_finish (VOUCH_CLOCK (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  data->index = 0;
  watch_next (g_steal_pointer (&task));
}

static void
watch_synced_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  WatchData *data = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = vouch_engine_sync_finish (VOUCH_ENGINE (object), result, &error);

  if (cycle == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  data->index++;
  watch_next (g_steal_pointer (&task));
}

static void
watch_next (GTask *task) /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  VouchEngine *self = g_task_get_source_object (owned);
  WatchData *data = g_task_get_task_data (owned);
  GCancellable *cancellable = g_task_get_cancellable (owned);
  gint64 id;

  if (data->index >= self->sessions->len)
    {
      vouch_clock_wait_async (self->clock, shortest_interval (self), cancellable, watch_waited_cb,
                              g_steal_pointer (&owned));
      return;
    }

  id = vouch_session_get_id (self->sessions->pdata[data->index]);
  vouch_engine_sync_async (self, id, VOUCH_CYCLE_NONE, cancellable, watch_synced_cb,
                           g_steal_pointer (&owned));
}

void
vouch_engine_watch_async (VouchEngine         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vouch_engine_watch_async);
  g_task_set_task_data (task, g_new0 (WatchData, 1), g_free);
  watch_next (task);
}

gboolean
vouch_engine_watch_finish (VouchEngine   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
vouch_engine_finalize (GObject *object)
{
  VouchEngine *self = VOUCH_ENGINE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_clear_pointer (&self->sessions, g_ptr_array_unref);
  g_clear_pointer (&self->last_good, g_array_unref);

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
}

static void
vouch_engine_init (VouchEngine *self)
{
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  self->last_good = g_array_new (FALSE, FALSE, sizeof (gint64));
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
