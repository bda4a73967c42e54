/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "lists-content.h"
#include "store/vouch-activity-list.h"
#include "store/vouch-run-list.h"
#include "store/vouch-runs.h"

static void
append (StoreFixture *fixture,
        gint64        at)
{
  g_autoptr(VouchReason) what = vouch_reason_new ("effect.done", NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (at, "vouch", what);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (vouch_ledger_append (fixture->db, fixture->connection_id, line, &error), >, 0);
  g_assert_no_error (error);
}

static void
begin (StoreFixture *fixture,
       VouchRun     *run)
{
  g_assert_true (vouch_db_begin (fixture->db, NULL));
  vouch_db_set_run (fixture->db, run);
}

static void
end (StoreFixture *fixture,
     VouchRun     *run)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_db_begin (fixture->db, NULL));
  g_assert_true (vouch_runs_end (fixture->db, run, &error));
  g_assert_no_error (error);
  g_assert_true (vouch_db_commit (fixture->db, NULL));
}

/* It gets a row with its first line, in the same transaction. */
static void
test_lines (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr(VouchRun) run = vouch_run_new (fixture->connection_id, VOUCH_RUN_FRONT, 100);
  g_autoptr(VouchRun) found = NULL;
  g_autoptr(GPtrArray) lines = NULL;

  begin (fixture, run);
  g_assert_true (vouch_db_commit (fixture->db, NULL));
  g_assert_cmpint (run->id, ==, 0);

  append (fixture, 50);
  begin (fixture, run);
  append (fixture, 101);
  append (fixture, 102);
  g_assert_true (vouch_db_commit (fixture->db, NULL));
  begin (fixture, run);
  append (fixture, 103);
  g_assert_true (vouch_db_commit (fixture->db, NULL));
  append (fixture, 104);
  g_assert_cmpint (run->id, >, 0);

  lines = vouch_ledger_list_run (fixture->db, fixture->connection_id, run->id, 0, 10, NULL);
  g_assert_cmpuint (lines->len, ==, 3);
  for (guint i = 0; i < lines->len; i++)
    {
      const VouchActivity *line = lines->pdata[i];

      g_assert_cmpint (line->at, ==, 103 - i);
      g_assert_cmpint (line->run_id, ==, run->id);
    }

  found = vouch_runs_get (fixture->db, run->id, NULL);
  g_assert_cmpint (found->began_at, ==, 100);
  g_assert_cmpint (found->ended_at, ==, 0);
  g_assert_cmpint (found->cause, ==, VOUCH_RUN_FRONT);
  g_assert_cmpint (found->state, ==, VOUCH_RUN_UNDER_WAY);
  g_assert_cmpint (found->n_lines, ==, 3);
  g_assert_null (found->problem);
}

/* What is rolled back takes the row with it, and the next line makes another one. */
static void
test_rollback (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr(VouchRun) run = vouch_run_new (fixture->connection_id, VOUCH_RUN_SCHEDULE, 100);
  g_autoptr(VouchRun) other = vouch_run_new (fixture->connection_id, VOUCH_RUN_SCHEDULE, 200);
  gint64 id;

  begin (fixture, run);
  append (fixture, 101);
  g_assert_cmpint (run->id, !=, 0);
  vouch_db_roll_back (fixture->db);
  g_assert_cmpint (run->id, ==, 0);
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM run"), ==, 0);

  end (fixture, other);
  begin (fixture, run);
  append (fixture, 102);
  g_assert_true (vouch_db_commit (fixture->db, NULL));
  id = run->id;
  g_assert_cmpint (id, !=, other->id);

  /* A row that was there before stays. */
  begin (fixture, run);
  append (fixture, 103);
  vouch_db_roll_back (fixture->db);
  g_assert_cmpint (run->id, ==, id);
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM ledger WHERE run_id > 0"), ==,
                   1);
}

static void
test_end (StoreFixture  *fixture,
          gconstpointer  data)
{
  g_autoptr(VouchRun) good = vouch_run_new (fixture->connection_id, VOUCH_RUN_PERSON, 100);
  g_autoptr(VouchRun) bad = vouch_run_new (fixture->connection_id, VOUCH_RUN_WAKE, 200);
  g_autoptr(VouchRun) action = vouch_run_new (fixture->connection_id, VOUCH_RUN_ACTION, 300);
  g_autoptr(VouchRun) found = NULL;
  g_autoptr(VouchReason) none = NULL;
  g_autoptr(VouchReason) problem = NULL;

  g_assert_true (vouch_runs_get_problem (fixture->db, fixture->connection_id, &none, NULL));
  g_assert_null (none);

  good->ended_at = 110;
  good->n_seen = 4;
  good->n_planned = 3;
  good->n_delivered = 2;
  end (fixture, good);
  found = vouch_runs_get (fixture->db, good->id, NULL);
  g_assert_cmpint (found->state, ==, VOUCH_RUN_ENDED);
  g_assert_cmpint (found->ended_at, ==, 110);
  g_assert_cmpint (found->n_seen, ==, 4);
  g_assert_cmpint (found->n_planned, ==, 3);
  g_assert_cmpint (found->n_delivered, ==, 2);
  g_assert_null (found->problem);
  g_clear_pointer (&found, vouch_run_free);

  bad->ended_at = 210;
  bad->problem = vouch_reason_new ("ats.bad-reply", "status", "200", NULL);
  end (fixture, bad);
  found = vouch_runs_get (fixture->db, bad->id, NULL);
  g_assert_true (vouch_reason_equal (found->problem, bad->problem));
  g_assert_true (vouch_runs_get_problem (fixture->db, fixture->connection_id, &problem, NULL));
  g_assert_true (vouch_reason_equal (problem, bad->problem));

  /* What is delivered meanwhile says nothing of looking. */
  action->ended_at = 310;
  action->n_delivered = 1;
  end (fixture, action);
  g_clear_pointer (&problem, vouch_reason_unref);
  g_assert_true (vouch_runs_get_problem (fixture->db, fixture->connection_id, &problem, NULL));
  g_assert_true (vouch_reason_equal (problem, bad->problem));
}

/* A run that a crash left is told from one that is under way, once. */
static void
test_cut_off (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchRun) run = vouch_run_new (fixture->connection_id, VOUCH_RUN_SCHEDULE, 100);
  g_autoptr(VouchRun) found = NULL;

  begin (fixture, run);
  append (fixture, 101);
  g_assert_true (vouch_db_commit (fixture->db, NULL));
  g_assert_true (vouch_runs_cut_off (fixture->db, fixture->connection_id + 1, NULL));
  found = vouch_runs_get (fixture->db, run->id, NULL);
  g_assert_cmpint (found->state, ==, VOUCH_RUN_UNDER_WAY);
  g_clear_pointer (&found, vouch_run_free);

  g_assert_true (vouch_runs_cut_off (fixture->db, fixture->connection_id, NULL));
  found = vouch_runs_get (fixture->db, run->id, NULL);
  g_assert_cmpint (found->state, ==, VOUCH_RUN_CUT_OFF);
  assert_writes_nothing (fixture->db,
                         vouch_runs_cut_off (fixture->db, fixture->connection_id, NULL));
}

/* Neither time nor number lets them grow without end, and the ledger stays. */
static void
test_forget (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = fixture->connection_id;

  for (gint64 at = 1; at <= 10; at++)
    {
      g_autoptr(VouchRun) run = vouch_run_new (id, VOUCH_RUN_SCHEDULE, at);

      begin (fixture, run);
      append (fixture, at);
      g_assert_true (vouch_db_commit (fixture->db, NULL));
      end (fixture, run);
    }

  assert_writes_nothing (fixture->db, vouch_runs_forget (fixture->db, id, 1, 10, NULL));
  g_assert_true (vouch_runs_forget (fixture->db, id, 3, 10, NULL));
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM run"), ==, 8);
  g_assert_true (vouch_runs_forget (fixture->db, id, 3, 5, NULL));
  g_assert_cmpint (store_count (fixture->db, "SELECT min(began_at) FROM run"), ==, 6);
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM run"), ==, 5);
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM ledger WHERE run_id > 0"), ==,
                   10);
}

/* Lists. */

static char *
dup_ids (StoreFixture         *fixture,
         const VouchRunFilter *filter)
{
  g_autoptr(VouchRowQuery) query = vouch_run_query_new (filter);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;
  GString *text = g_string_new (NULL);

  g_assert_true (vouch_row_query_list_ids (query, fixture->db, ids, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT " ", g_array_index (ids, gint64, i));
  return g_string_free (text, FALSE);
}

static void
test_list (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const struct
  {
    VouchRunFilter filter;
    const char *ids;
  } cases[] = {
    { { 0 }, "4 3 2 1 " },
    { { .connection_id = 1 }, "3 2 1 " },
    { { .connection_id = 2 }, "4 " },
    { { .connection_id = 1, .actor = "person" }, "3 2 " },
    { { .connection_id = 1, .actor = "vouch" }, "1 " },
    { { .connection_id = 1, .actor = "service" }, "" },
    { { .connection_id = 1, .since = 200 }, "3 2 " },
    { { .connection_id = 1, .text = "c1" }, "1 " },
    { { .connection_id = 1, .text = "nobody" }, "" },
  };
  g_autoptr(GPtrArray) page = NULL;
  g_autoptr(GError) error = NULL;

  lists_content_fill (fixture);
  vouch_db_run (fixture->db, &error,
                "INSERT INTO run VALUES (2, 1, 200, 210, 'person', 'ended', 0, 0, 0, NULL, NULL),"
                " (3, 1, 300, 0, 'action', 'under-way', 0, 0, 0, NULL, NULL),"
                " (4, 2, 400, 410, 'start', 'ended', 0, 0, 0, 'ats.not-sent', '{}')", "");
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ids = NULL;

      g_test_message ("case %u", i);
      ids = dup_ids (fixture, &cases[i].filter);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }

  page = vouch_runs_list (fixture->db, 1, 3, 1, NULL);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpint (((VouchRun *) page->pdata[0])->id, ==, 2);
}

/* From a line to its run and back. */
static void
test_line_of_run (StoreFixture  *fixture,
                  gconstpointer  data)
{
  const VouchActivityFilter filter = { .connection_id = 1, .run_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&filter);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(VouchActivityItem) line = NULL;
  g_autoptr(VouchActivityItem) orphan = NULL;

  lists_content_fill (fixture);
  g_assert_true (vouch_row_query_list_ids (query, fixture->db, ids, NULL));
  g_assert_cmpuint (ids->len, ==, 1);
  line = vouch_row_query_load (query, fixture->db, g_array_index (ids, gint64, 0), NULL);
  g_assert_cmpint (line->run_id, ==, 1);
  g_assert_cmpint (line->run_began_at, ==, 90);

  g_assert_true (vouch_runs_forget (fixture->db, 1, 1000, 10, NULL));
  orphan = vouch_row_query_load (query, fixture->db, g_array_index (ids, gint64, 0), NULL);
  g_assert_cmpint (orphan->run_id, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/runs/lines", test_lines);
  ADD ("/runs/rollback", test_rollback);
  ADD ("/runs/end", test_end);
  ADD ("/runs/cut-off", test_cut_off);
  ADD ("/runs/forget", test_forget);
  ADD ("/runs/list", test_list);
  ADD ("/runs/line-of-run", test_line_of_run);

  return g_test_run ();
}
