/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "store/vouch-ledger.h"
#include "sync/vouch-actions.h"
#include "vouch-test-util.h"
#include "vouch-world.h"

/* What the engine told. */
typedef struct
{
  guint n_began;
  guint n_ended;
  guint n_changed;
  guint most;       /* cycles of one connection at the same time */
  gint64 ended_at;  /* monotonic time of the last one */
} Log;

/* A watch that can be ended. */
typedef struct
{
  VouchWorld *world;
  Log log;
  GCancellable *cancellable;
  GAsyncResult *result;
} Watch;

static VouchEngine *
get_engine (VouchWorld *world)
{
  return vouch_context_get_engine (vouch_world_get_context (world));
}

static void
began_cb (VouchEngine *engine,
          VouchCycle  *cycle,
          gint64       connection_id,
          gpointer     user_data)
{
  Log *log = user_data;

  log->n_began++;
  log->most = MAX (log->most, log->n_began - log->n_ended);
  g_assert_true (vouch_engine_get_cycle (engine, connection_id) == cycle);
}

static void
ended_cb (VouchEngine *engine,
          VouchCycle  *cycle,
          gint64       connection_id,
          gpointer     user_data)
{
  ((Log *) user_data)->n_ended++;
  g_assert_null (vouch_engine_get_cycle (engine, connection_id));
}

static void
changed_cb (VouchEngine *engine,
            gint64       connection_id,
            gpointer     user_data)
{
  ((Log *) user_data)->n_changed++;
}

static void
listen (VouchWorld *world,
        Log        *log)
{
  VouchEngine *engine = get_engine (world);

  g_signal_connect (engine, "cycle-began", G_CALLBACK (began_cb), log);
  g_signal_connect (engine, "cycle-ended", G_CALLBACK (ended_cb), log);
  g_signal_connect (engine, "changed", G_CALLBACK (changed_cb), log);
}

static void
ask (VouchWorld       *world,
     VouchCycleFlags   flags,
     GCancellable     *cancellable,
     GAsyncResult    **result)
{
  vouch_engine_sync_async (get_engine (world), vouch_world_get_connection (world), flags,
                           cancellable, vouch_test_keep_result_cb, result);
}

static VouchCycle *
wait_for (VouchWorld    *world,
          GAsyncResult **result,
          GError       **error)
{
  g_autoptr(GAsyncResult) owned = NULL;

  vouch_test_clock_run_until (vouch_world_get_clock (world), *result != NULL);
  owned = g_steal_pointer (result);
  return vouch_engine_sync_finish (get_engine (world), owned, error);
}

/* One at a time; those of one kind that have not begun are one. */
static void
test_single_flight (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  GAsyncResult *results[4] = { NULL };
  VouchCycle *cycles[4] = { NULL };
  Log log = { 0 };

  listen (world, &log);
  for (guint i = 0; i < 3; i++)
    ask (world, VOUCH_CYCLE_NONE, NULL, &results[i]);
  ask (world, VOUCH_CYCLE_THOROUGH, NULL, &results[3]);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GError) error = NULL;

      cycles[i] = wait_for (world, &results[i], &error);
      g_assert_no_error (error);
    }

  g_assert_true (cycles[0] != cycles[1]);
  g_assert_true (cycles[1] == cycles[2]);
  g_assert_true (cycles[3] != cycles[2]);
  g_assert_cmpuint (log.n_began, ==, 3);
  g_assert_cmpuint (log.n_ended, ==, 3);
  g_assert_cmpuint (log.most, ==, 1);
  g_assert_cmpuint (log.n_changed, >=, 6);
  for (guint i = 0; i < 4; i++)
    g_clear_object (&cycles[i]);
}

/* Who goes away ends neither the cycle of another one nor waits for its turn. */
static void
test_cancelled_waiter (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  g_autoptr(GCancellable) first = g_cancellable_new ();
  g_autoptr(GCancellable) second = g_cancellable_new ();
  GAsyncResult *results[4] = { NULL };
  g_autoptr(VouchCycle) cycle = NULL;
  g_autoptr(GError) error = NULL;
  Log log = { 0 };

  listen (world, &log);
  ask (world, VOUCH_CYCLE_NONE, NULL, &results[0]);
  ask (world, VOUCH_CYCLE_NONE, first, &results[1]);
  ask (world, VOUCH_CYCLE_NONE, NULL, &results[2]);
  ask (world, VOUCH_CYCLE_THOROUGH, second, &results[3]);
  g_cancellable_cancel (first);
  g_cancellable_cancel (second);

  g_assert_null (wait_for (world, &results[3], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (log.n_ended, ==, 0);

  cycle = wait_for (world, &results[2], &error);
  g_assert_no_error (error);
  g_assert_true (vouch_cycle_is_complete (cycle));
  g_assert_null (wait_for (world, &results[1], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&results[0]);
  g_assert_cmpuint (log.n_began, ==, 2);
}

static void
test_load_meanwhile (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  VouchEngine *engine = get_engine (world);
  gint64 id = vouch_world_get_connection (world);
  VouchSession *old = vouch_engine_get_session (engine, id);
  gpointer alive = old;
  g_autoptr(GAsyncResult) loaded = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchCycle) cycle = NULL;
  g_autoptr(GError) error = NULL;

  g_object_add_weak_pointer (G_OBJECT (old), &alive);
  ask (world, VOUCH_CYCLE_NONE, NULL, &result);
  vouch_engine_load_async (engine, NULL, vouch_test_keep_result_cb, &loaded);
  vouch_test_clock_run_until (vouch_world_get_clock (world), loaded != NULL);
  g_assert_true (vouch_engine_load_finish (engine, loaded, &error));
  g_assert_no_error (error);

  g_assert_null (result);
  g_assert_true (vouch_engine_get_session (engine, id) != old);
  g_assert_nonnull (alive);
  g_assert_nonnull (vouch_engine_get_cycle (engine, id));

  cycle = wait_for (world, &result, &error);
  g_assert_no_error (error);
  g_assert_null (vouch_cycle_get_problem (cycle));
  g_clear_object (&cycle);
  vouch_test_run_ready ();
  g_assert_null (alive);

  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  g_assert_null (vouch_world_get_problem (world));
}

typedef struct
{
  VouchWorld *world;
  const char *name;
  const char *value;
  VouchSwitch which;
  gboolean on;
  gint64 until;
} Change;

static gboolean
change_setting (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  Change *change = data;

  return vouch_values_set (db, vouch_world_get_connection (change->world), VOUCH_VALUE_SETTING,
                           change->name, change->value, error);
}

static void
set (VouchWorld *world,
     const char *name,
     const char *value)
{
  Change change = { .world = world, .name = name, .value = value };

  g_assert_true (vouch_world_write (world, change_setting, &change));
}

static gboolean
change_switch (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  Change *change = data;

  return vouch_action_switch (db, vouch_world_get_connection (change->world), change->which,
                              change->on, vouch_world_get_now (change->world), error);
}

static void
turn (VouchWorld  *world,
      VouchSwitch  which,
      gboolean     on)
{
  Change change = { .world = world, .which = which, .on = on };

  g_assert_true (vouch_world_write (world, change_switch, &change));
}

static void
begin_watch (Watch      *watch,
             VouchWorld *world)
{
  watch->world = world;
  watch->cancellable = g_cancellable_new ();
  listen (world, &watch->log);
  vouch_engine_watch_async (get_engine (world), watch->cancellable, vouch_test_keep_result_cb,
                            &watch->result);
}

static void
end_watch (Watch *watch)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (watch->result);
  g_cancellable_cancel (watch->cancellable);
  vouch_test_clock_run_until (vouch_world_get_clock (watch->world), watch->result != NULL);
  g_assert_false (vouch_engine_watch_finish (get_engine (watch->world), watch->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch->log.n_ended, ==, watch->log.n_began);
  g_clear_object (&watch->result);
  g_clear_object (&watch->cancellable);
  g_signal_handlers_disconnect_by_data (get_engine (watch->world), &watch->log);
}

static guint
count_cycles (Watch  *watch,
              gint64  seconds)
{
  guint before = watch->log.n_ended;

  vouch_world_advance (watch->world, seconds);
  return watch->log.n_ended - before;
}

/* Its own interval, the shorter one in front, and at once when it is woken. */
static void
test_intervals (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  VouchEngine *engine = get_engine (world);
  gint64 id = vouch_world_get_connection (world);
  Watch watch = { 0 };
  gint64 wall;
  guint n;

  set (world, "poll-interval", "60");
  set (world, "poll-interval-front", "15");
  g_assert_cmpint (vouch_engine_get_next_sync (engine, id), ==, 0);
  begin_watch (&watch, world);
  g_assert_cmpuint (count_cycles (&watch, 10), ==, 1);
  wall = vouch_clock_get_wall (VOUCH_CLOCK (vouch_world_get_clock (world)));
  g_assert_cmpint (vouch_engine_get_last_sync (engine, id), >, wall - 10 * VOUCH_SECOND);
  g_assert_cmpint (vouch_engine_get_next_sync (engine, id), ==,
                   vouch_engine_get_last_sync (engine, id) + VOUCH_MINUTE);

  n = count_cycles (&watch, 3600);
  g_assert_cmpuint (n, >=, 58);
  g_assert_cmpuint (n, <=, 60);

  vouch_engine_set_in_front (engine, TRUE);
  n = count_cycles (&watch, 3600);
  g_assert_cmpuint (n, >=, 225);
  g_assert_cmpuint (n, <=, 240);

  /* A longer one is no shorter one. */
  set (world, "poll-interval", "60");
  set (world, "poll-interval-front", "600");
  n = count_cycles (&watch, 3600);
  g_assert_cmpuint (n, >=, 58);
  g_assert_cmpuint (n, <=, 60);

  count_cycles (&watch, 90);
  n = watch.log.n_changed;
  vouch_engine_wake (engine, id);
  g_assert_cmpuint (watch.log.n_changed, >, n);
  g_assert_nonnull (vouch_engine_get_cycle (engine, id));
  g_assert_cmpint (vouch_engine_get_next_sync (engine, id), ==, 0);
  /* One that is woken while it is at work does not lose it. */
  vouch_engine_wake (engine, id);
  g_assert_cmpuint (count_cycles (&watch, 10), ==, 2);
  end_watch (&watch);
  g_assert_cmpint (vouch_engine_get_next_sync (engine, id), ==, 0);
}

static void
test_off (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  gint64 id = vouch_world_get_connection (world);
  Watch watch = { 0 };

  turn (world, VOUCH_SWITCH_ON, FALSE);
  begin_watch (&watch, world);
  count_cycles (&watch, 60);
  watch.log.n_ended = watch.log.n_began = 0;
  g_assert_cmpuint (count_cycles (&watch, 3600), ==, 0);
  g_assert_cmpint (vouch_engine_get_next_sync (get_engine (world), id), ==, 0);

  turn (world, VOUCH_SWITCH_ON, TRUE);
  g_assert_cmpuint (count_cycles (&watch, 2), ==, 1);
  end_watch (&watch);
}

static gboolean
add_second (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Change *change = data;
  g_autoptr(VouchConnection) first =
    vouch_connections_get (db, vouch_world_get_connection (change->world), error);
  gint64 id;

  g_assert_nonnull (first);
  vouch_set_str (&first->name, "Second");
  vouch_set_str (&first->api_uri, "http://localhost:7009");
  vouch_set_str (&first->company_id, NULL);
  id = vouch_connections_add (db, first, error);
  change->until = id;
  return id != 0 &&
         vouch_values_set (db, id, VOUCH_VALUE_SETTING, "poll-interval", "600", error);
}

typedef struct
{
  gint64 connection_id;
  guint n;
} Counter;

static void
count_ended_cb (VouchEngine *engine,
                VouchCycle  *cycle,
                gint64       connection_id,
                gpointer     user_data)
{
  Counter *counter = user_data;

  counter->n += connection_id == counter->connection_id ? 1 : 0;
}

/* The second one has no secrets and cannot work, which is nobody else's problem. */
static void
test_two_connections (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  VouchEngine *engine = get_engine (world);
  Change change = { .world = world };
  Counter second = { 0 };
  Watch watch = { 0 };
  g_autoptr(GAsyncResult) loaded = NULL;

  set (world, "poll-interval", "60");
  g_assert_true (vouch_world_write (world, add_second, &change));
  second.connection_id = change.until;
  vouch_engine_load_async (engine, NULL, vouch_test_keep_result_cb, &loaded);
  vouch_test_clock_run_until (vouch_world_get_clock (world), loaded != NULL);
  g_assert_true (vouch_engine_load_finish (engine, loaded, NULL));

  g_signal_connect (engine, "cycle-ended", G_CALLBACK (count_ended_cb), &second);
  begin_watch (&watch, world);
  vouch_world_advance (world, 3600);
  g_assert_cmpuint (second.n, >=, 6);
  g_assert_cmpuint (second.n, <=, 7);
  g_assert_cmpuint (watch.log.n_ended - second.n, >=, 58);
  g_assert_null (vouch_engine_get_problem (engine, vouch_world_get_connection (world)));
  g_assert_nonnull (vouch_engine_get_problem (engine, second.connection_id));
  g_signal_handlers_disconnect_by_data (engine, &second);
  end_watch (&watch);
}

/* A full disk is the connection's problem, looked at more and more rarely, and not the end. */
static void
test_full_disk (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  VouchTestVfs *vfs = vouch_world_get_vfs (world);
  VouchEngine *engine = get_engine (world);
  gint64 id = vouch_world_get_connection (world);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *person = NULL;
  Watch watch = { 0 };
  VouchReason *problem;

  set (world, "poll-interval", "60");
  begin_watch (&watch, world);
  count_cycles (&watch, 10);

  person = vouch_world_add_candidate (world, "Test", "Person", job, TRUE);
  vouch_test_vfs_fail_nth (vfs, 1, VOUCH_TEST_VFS_FULL, TRUE);
  g_assert_cmpuint (count_cycles (&watch, 65), ==, 1);
  problem = vouch_engine_get_problem (engine, id);
  g_assert_nonnull (problem);
  g_assert_cmpstr (vouch_reason_get_id (problem), ==, "store.full");

  /* 25, 50, 100, 200, 400 and 800 seconds after one another, then every 15 minutes. */
  g_assert_cmpuint (count_cycles (&watch, 1630), ==, 6);
  g_assert_cmpuint (count_cycles (&watch, 4 * 900), ==, 4);
  g_assert_null (watch.result);

  vouch_test_vfs_fail_nth (vfs, 0, VOUCH_TEST_VFS_FULL, FALSE);
  vouch_engine_wake (engine, id);
  g_assert_cmpuint (count_cycles (&watch, 30), ==, 1);
  g_assert_null (vouch_engine_get_problem (engine, id));
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  g_assert_cmpuint (count_cycles (&watch, 60), ==, 1);
  end_watch (&watch);
  vouch_world_check (world);
}

static gboolean
pause_until (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Change *change = data;

  return vouch_action_pause (db, vouch_world_get_connection (change->world), change->until,
                             vouch_world_get_now (change->world), error);
}

static gboolean
read_pause (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Change *change = data;
  gint64 id = vouch_world_get_connection (change->world);
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, id, error);

  g_assert_nonnull (connection);
  change->on = connection->paused;
  return vouch_action_get_paused_until (db, id, &change->until, error);
}

static gboolean
count_lines (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Change *change = data;
  VouchRows *rows = vouch_db_query (db, error, "SELECT count(*) FROM ledger WHERE what = ?1", "s",
                                    change->name);

  change->until = vouch_rows_next (rows) ? vouch_rows_int (rows, 0) : 0;
  return vouch_rows_finish (rows, error);
}

static gint64
count_ledger (VouchWorld *world,
              const char *code)
{
  Change change = { .world = world, .name = code };

  g_assert_true (vouch_world_write (world, count_lines, &change));
  return change.until;
}

/* Nothing is sent until the time has come, over a restart too; then it goes on by itself. */
static void
test_pause (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *person = NULL;
  Change change = { .world = world };

  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  change.until = vouch_world_get_now (world) + VOUCH_HOUR;
  g_assert_true (vouch_world_write (world, pause_until, &change));
  person = vouch_world_add_candidate (world, "Test", "Person", job, TRUE);
  vouch_world_stop (world);
  vouch_world_start (world);

  vouch_world_advance (world, 3000);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_THOROUGH));
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 0);
  g_assert_true (vouch_world_write (world, read_pause, &change));
  g_assert_true (change.on);
  g_assert_cmpint (change.until, !=, 0);
  g_assert_cmpint (count_ledger (world, "connection.pause-over"), ==, 0);

  vouch_world_advance (world, 700);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  g_assert_true (vouch_world_write (world, read_pause, &change));
  g_assert_false (change.on);
  g_assert_cmpint (change.until, ==, 0);
  g_assert_cmpint (count_ledger (world, "connection.paused-until"), ==, 1);
  g_assert_cmpint (count_ledger (world, "connection.pause-over"), ==, 1);
}

/* A pause without a time stays; so does the one that a person made out of another. */
static void
test_pause_for_good (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  Change change = { .world = world };

  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  change.until = vouch_world_get_now (world) + VOUCH_HOUR;
  g_assert_true (vouch_world_write (world, pause_until, &change));
  change.until = 0;
  g_assert_true (vouch_world_write (world, pause_until, &change));
  vouch_world_advance (world, 7200);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  g_assert_true (vouch_world_write (world, read_pause, &change));
  g_assert_true (change.on);

  turn (world, VOUCH_SWITCH_PAUSED, FALSE);
  g_assert_true (vouch_world_write (world, read_pause, &change));
  g_assert_false (change.on);
}

typedef struct
{
  double last;
  guint n;
} Progress;

static void
fraction_cb (VouchCycle *cycle,
             GParamSpec *pspec,
             gpointer    user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (vouch_cycle_get_fraction (cycle), >, progress->last);
  progress->last = vouch_cycle_get_fraction (cycle);
  progress->n++;
}

static void
follow_cb (VouchEngine *engine,
           VouchCycle  *cycle,
           gint64       connection_id,
           gpointer     user_data)
{
  g_signal_connect (cycle, "notify::fraction", G_CALLBACK (fraction_cb), user_data);
}

/* It only grows, by every delivery, and ends at the whole. */
static void
test_fraction (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  Progress progress = { 0 };

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%c", 'A' + i);
      g_autofree char *person = vouch_world_add_candidate (world, "Test", name, job, TRUE);

      g_assert_nonnull (person);
    }
  g_signal_connect (get_engine (world), "cycle-began", G_CALLBACK (follow_cb), &progress);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  g_assert_cmpfloat (progress.last, ==, 1);
  /* Five phases after the first, and four deliveries, the last of which is the end. */
  g_assert_cmpuint (progress.n, ==, 9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/engine/single-flight", test_single_flight);
  g_test_add_func ("/engine/cancelled-waiter", test_cancelled_waiter);
  g_test_add_func ("/engine/load-meanwhile", test_load_meanwhile);
  g_test_add_func ("/engine/intervals", test_intervals);
  g_test_add_func ("/engine/off", test_off);
  g_test_add_func ("/engine/two-connections", test_two_connections);
  g_test_add_func ("/engine/full-disk", test_full_disk);
  g_test_add_func ("/engine/pause", test_pause);
  g_test_add_func ("/engine/pause-for-good", test_pause_for_good);
  g_test_add_func ("/engine/fraction", test_fraction);

  return g_test_run ();
}
