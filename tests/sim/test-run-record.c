/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-run-list.h"
#include "vouch-story.h"

/* What a cycle leaves about itself. */

static gboolean
list_runs (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  GPtrArray **runs = data;

  *runs = vouch_runs_list (db, 1, 0, 1000, error);
  return *runs != NULL;
}

/* Newest first. */
static GPtrArray *
get_runs (VouchWorld *world)
{
  GPtrArray *runs = NULL;

  g_assert_true (vouch_world_write (world, list_runs, &runs));
  return runs;
}

static guint
count_runs (VouchWorld *world)
{
  g_autoptr(GPtrArray) runs = get_runs (world);

  return runs->len;
}

static VouchRun *
steal_last (VouchWorld *world)
{
  g_autoptr(GPtrArray) runs = get_runs (world);

  g_assert_cmpuint (runs->len, >, 0);
  return g_ptr_array_steal_index (runs, 0);
}

static gboolean
count_loose (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT count(*) FROM ledger AS l WHERE l.actor <> 'person'"
                                    " AND NOT EXISTS (SELECT 1 FROM run AS r"
                                    " WHERE r.id = l.run_id"
                                    " AND r.connection_id = l.connection_id)", "");

  *(gint64 *) data = vouch_rows_next (rows) ? vouch_rows_int (rows, 0) : -1;
  return vouch_rows_finish (rows, error);
}

static void
assert_all_belong (VouchWorld *world)
{
  gint64 n_loose = -1;

  g_assert_true (vouch_world_write (world, count_loose, &n_loose));
  g_assert_cmpint (n_loose, ==, 0);
}

/* Work leaves a row with its lines; a cycle that finds nothing leaves none. */
static void
test_work (void)
{
  VouchStory story;
  g_autoptr(VouchRun) run = NULL;
  guint n_before;

  vouch_story_init (&story, FALSE);
  vouch_world_settle (story.world);
  vouch_story_cycle (&story);
  n_before = count_runs (story.world);
  vouch_story_cycle (&story);
  vouch_story_cycle (&story);
  g_assert_cmpuint (count_runs (story.world), ==, n_before);

  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_story_cycle (&story);
  g_assert_cmpuint (count_runs (story.world), ==, n_before + 1);
  run = steal_last (story.world);
  g_assert_cmpint (run->cause, ==, VOUCH_RUN_SCHEDULE);
  g_assert_cmpint (run->state, ==, VOUCH_RUN_ENDED);
  g_assert_cmpint (run->ended_at, >=, run->began_at);
  g_assert_cmpint (run->n_seen, ==, 1);
  g_assert_cmpint (run->n_planned, ==, 1);
  g_assert_cmpint (run->n_delivered, ==, 1);
  g_assert_cmpint (run->n_lines, >=, 3);
  g_assert_null (run->problem);
  assert_all_belong (story.world);
  vouch_story_clear (&story);
}

/* What a person asks for is always told; delivering and looking ahead only when something came of
 * it. */
static void
test_causes (void)
{
  static const struct
  {
    VouchCycleFlags flags;
    guint n_rows;
  } cases[] = {
    { VOUCH_CYCLE_NONE, 0 },
    { VOUCH_CYCLE_IN_FRONT, 0 },
    { VOUCH_CYCLE_DELIVER_ONLY, 0 },
    { VOUCH_CYCLE_PREVIEW | VOUCH_CYCLE_THOROUGH, 0 },
    { VOUCH_CYCLE_THOROUGH, 1 },
  };
  VouchStory story;
  g_autoptr(VouchRun) run = NULL;

  vouch_story_init (&story, FALSE);
  vouch_world_settle (story.world);
  vouch_story_cycle (&story);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_before = count_runs (story.world);

      g_test_message ("flags %u", cases[i].flags);
      g_assert_true (vouch_world_cycle (story.world, cases[i].flags));
      g_assert_cmpuint (count_runs (story.world), ==, n_before + cases[i].n_rows);
    }

  run = steal_last (story.world);
  g_assert_cmpint (run->cause, ==, VOUCH_RUN_PERSON);
  g_assert_cmpint (run->n_lines, ==, 0);
  g_clear_pointer (&run, vouch_run_free);

  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_advance (story.world, 60);
  g_assert_true (vouch_world_cycle (story.world, VOUCH_CYCLE_IN_FRONT));
  run = steal_last (story.world);
  g_assert_cmpint (run->cause, ==, VOUCH_RUN_FRONT);
  vouch_story_clear (&story);
}

static VouchRunCause
get_last_cause (VouchWorld *world)
{
  g_autoptr(VouchRun) run = steal_last (world);

  return run->cause;
}

static void
test_woken (void)
{
  VouchStory story;

  vouch_story_init (&story, FALSE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_engine_wake (vouch_context_get_engine (vouch_world_get_context (story.world)),
                     vouch_world_get_connection (story.world));
  vouch_story_cycle (&story);
  g_assert_cmpint (get_last_cause (story.world), ==, VOUCH_RUN_WAKE);
  vouch_story_clear (&story);
}

/* What could not leave goes with a cycle that only delivers. */
static void
test_action (void)
{
  VouchStory story;
  g_autoptr(VouchRun) run = NULL;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/\",\"times\":-1}");
  vouch_story_cycle (&story);
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_advance (story.world, 60 * 60);
  g_assert_true (vouch_world_cycle (story.world, VOUCH_CYCLE_DELIVER_ONLY));
  run = steal_last (story.world);
  g_assert_cmpint (run->cause, ==, VOUCH_RUN_ACTION);
  g_assert_cmpint (run->n_seen, ==, 0);
  g_assert_cmpint (run->n_delivered, ==, 1);
  vouch_story_clear (&story);
}

/* The same failure is told once, and that it is over is too, also by another start. */
static void
test_failure (void)
{
  VouchStory story;
  g_autoptr(VouchRun) run = NULL;
  guint n_before;

  vouch_story_init (&story, FALSE);
  vouch_world_settle (story.world);
  vouch_story_cycle (&story);
  n_before = count_runs (story.world);

  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":403,\"path\":\"/candidates\",\"times\":-1}");
  vouch_world_stop (story.world);
  vouch_world_start (story.world);
  for (guint i = 0; i < 5; i++)
    vouch_story_cycle (&story);
  g_assert_cmpuint (count_runs (story.world), ==, n_before + 1);
  run = steal_last (story.world);
  g_assert_cmpstr (vouch_reason_get_id (run->problem), ==, "ats.forbidden");
  g_assert_cmpint (run->state, ==, VOUCH_RUN_ENDED);
  g_assert_cmpint (run->cause, ==, VOUCH_RUN_START);
  g_clear_pointer (&run, vouch_run_free);

  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_stop (story.world);
  vouch_world_start (story.world);
  for (guint i = 0; i < 5; i++)
    vouch_story_cycle (&story);
  g_assert_cmpuint (count_runs (story.world), ==, n_before + 2);
  run = steal_last (story.world);
  g_assert_null (run->problem);
  vouch_story_clear (&story);
}

static void
enter (VouchStory *story)
{
  vouch_story_init (story, FALSE);
  vouch_world_settle (story->world);
  vouch_story_move (story, "IN_REVIEW", "Crosschq");
}

/* Wherever the process dies, every line has its run, and the run says that it was cut off. */
static void
test_crash (void)
{
  VouchStory story;
  guint n_before, n_points;
  guint n_cut_off = 0;

  enter (&story);
  n_before = vouch_world_get_n_points (story.world);
  vouch_story_cycle (&story);
  n_points = vouch_world_get_n_points (story.world) - n_before;
  vouch_story_clear (&story);
  g_assert_cmpuint (n_points, >, 10);

  for (guint point = 1; point <= n_points; point++)
    {
      g_autoptr(GPtrArray) runs = NULL;

      enter (&story);
      vouch_world_crash_at (story.world, n_before + point, VOUCH_CRASH_KILL);
      vouch_story_cycle (&story);
      vouch_world_settle (story.world);
      g_assert_cmpuint (vouch_world_get_n_crashes (story.world), ==, 1);
      assert_all_belong (story.world);
      runs = get_runs (story.world);
      for (guint i = 0; i < runs->len; i++)
        {
          const VouchRun *run = runs->pdata[i];

          g_assert_cmpint (run->state, !=, VOUCH_RUN_UNDER_WAY);
          n_cut_off += run->state == VOUCH_RUN_CUT_OFF;
        }
      vouch_story_clear (&story);
    }

  g_assert_cmpuint (n_cut_off, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/run-record/work", test_work);
  g_test_add_func ("/run-record/causes", test_causes);
  g_test_add_func ("/run-record/woken", test_woken);
  g_test_add_func ("/run-record/action", test_action);
  g_test_add_func ("/run-record/failure", test_failure);
  g_test_add_func ("/run-record/crash", test_crash);

  return g_test_run ();
}
