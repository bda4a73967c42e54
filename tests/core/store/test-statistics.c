/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "store-fixture.h"
#include "store/vouch-db-private.h"
#include "store/vouch-statistics.h"

static void
add_person (StoreFixture *fixture,
            gint64        id)
{
  g_autoptr(GError) error = NULL;

  vouch_db_run (fixture->db, &error,
                "INSERT INTO application VALUES (?1, 1, 'c' || ?1, 'j', NULL, '', '', 1, 0, 0, 0,"
                " 0, 0, NULL)", "i", id);
  g_assert_no_error (error);
}

static void
add_entry (StoreFixture *fixture,
           gint64        id,
           gint64        seen)
{
  g_autoptr(GError) error = NULL;

  add_person (fixture, id);
  vouch_db_run (fixture->db, &error,
                "INSERT INTO trigger VALUES (?1, 1, ?1, 1, ?2, ?2, NULL, NULL, 0, 0, 'planned',"
                " NULL, NULL, 1)", "ii", id, seen);
  g_assert_no_error (error);
}

static void
add_request (StoreFixture *fixture,
             gint64        id,
             const char   *stage,
             gint64        created,
             gint64        closed)
{
  g_autoptr(GError) error = NULL;

  vouch_db_run (fixture->db, &error,
                "INSERT INTO request VALUES (?1, 1, ?1, ?1, 'e' || ?1, 'q' || ?1, 'c' || ?1, 'j',"
                " NULL, NULL, 1, NULL, NULL, ?2, NULL, 0, NULL, 0, 0, ?3, 0, 0, ?4, 0, NULL, 1)",
                "isii", id, stage, created, closed);
  g_assert_no_error (error);
}

static void
add_reference (StoreFixture *fixture,
               gint64        request,
               gint64        index,
               const char   *status)
{
  g_autoptr(GError) error = NULL;

  vouch_db_run (fixture->db, &error,
                "INSERT OR IGNORE INTO person VALUES (1, 1, 'R', 'R', NULL, NULL)", "");
  vouch_db_run (fixture->db, &error, "INSERT INTO reference VALUES (?1, ?2, 1, 1, 'peer', ?3)",
                "iis", request, index, status);
  g_assert_no_error (error);
}

/* One entry for each way a request can stand; days are 100 long. */
static void
fill (StoreFixture *fixture)
{
  for (gint64 id = 1; id <= 8; id++)
    add_entry (fixture, id, id * 10);
  add_request (fixture, 1, "complete", 110, 210);
  add_request (fixture, 2, "complete", 120, 320);
  add_request (fixture, 3, "cancelled", 130, 250);
  add_request (fixture, 4, "sent", 140, 0);
  add_request (fixture, 5, "in-progress", 205, 0);
  add_request (fixture, 6, "past-due", 206, 0);
  add_request (fixture, 7, "cancelled", 0, 240);
  add_reference (fixture, 1, 0, "completed");
  add_reference (fixture, 5, 0, "completed");
  add_reference (fixture, 5, 1, "in_progress");
  add_reference (fixture, 6, 0, "completed");
  add_reference (fixture, 6, 1, "declined");
}

static void
test_days (StoreFixture  *fixture,
           gconstpointer  data)
{
  const gint64 bounds[] = { 100, 200, 300, 400 };
  static const VouchDayCount expected[] = {
    { .n_sent = 4, .n_open = 4 },
    { .n_sent = 2, .n_completed = 1, .n_cancelled = 1, .n_open = 4 },
    { .n_completed = 1, .n_open = 3 },
  };
  g_autoptr(GArray) days = NULL;
  g_autoptr(GArray) all = NULL;
  g_autoptr(GArray) none = NULL;

  fill (fixture);
  days = vouch_statistics_days (fixture->db, 1, bounds, 3, NULL);
  all = vouch_statistics_days (fixture->db, 0, bounds, 3, NULL);
  none = vouch_statistics_days (fixture->db, 2, bounds, 3, NULL);
  g_assert_cmpuint (days->len, ==, 3);
  for (guint i = 0; i < days->len; i++)
    {
      const VouchDayCount *day = &g_array_index (days, VouchDayCount, i);

      g_test_message ("day %u", i);
      g_assert_cmpint (day->n_sent, ==, expected[i].n_sent);
      g_assert_cmpint (day->n_completed, ==, expected[i].n_completed);
      g_assert_cmpint (day->n_cancelled, ==, expected[i].n_cancelled);
      g_assert_cmpint (day->n_expired, ==, expected[i].n_expired);
      g_assert_cmpint (day->n_open, ==, expected[i].n_open);
      g_assert_cmpint (g_array_index (all, VouchDayCount, i).n_sent, ==, expected[i].n_sent);
      g_assert_cmpint (g_array_index (none, VouchDayCount, i).n_open, ==, 0);
    }
}

static void
test_medians (StoreFixture  *fixture,
              gconstpointer  data)
{
  const gint64 whole[] = { 0, 1000 };
  const gint64 bounds[] = { 0, 210, 211, 300, 321, 400 };
  const gint64 expected[] = { -1, 100, -1, 200, -1 };
  gint64 medians[G_N_ELEMENTS (expected)] = { 0 };

  g_assert_true (vouch_statistics_medians (fixture->db, 1, whole, 1, medians, NULL));
  g_assert_cmpint (medians[0], ==, -1);

  fill (fixture);
  g_assert_true (vouch_statistics_medians (fixture->db, 1, whole, 1, medians, NULL));
  g_assert_cmpint (medians[0], ==, 150);
  g_assert_true (vouch_statistics_medians (fixture->db, 1, bounds, G_N_ELEMENTS (expected), medians,
                                           NULL));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpint (medians[i], ==, expected[i]);
}

/* However many days are asked for, it is the same few statements, and none walks over a table. */
static void
test_statements (StoreFixture  *fixture,
                 gconstpointer  data)
{
  gint64 bounds[31];
  gint64 medians[30];
  VouchFunnel funnel = { 0 };
  VouchToday today = { 0 };
  g_autoptr(GArray) days = NULL;
  g_autoptr(GArray) board = NULL;
  g_autoptr(GPtrArray) before = vouch_db_dup_statements (fixture->db);
  g_autoptr(GPtrArray) statements = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    bounds[i] = 100 * i;
  days = vouch_statistics_days (fixture->db, 1, bounds, 30, NULL);
  board = vouch_statistics_ageing (fixture->db, 1, NULL);
  g_assert_true (days != NULL && board != NULL);
  g_assert_true (vouch_statistics_medians (fixture->db, 1, bounds, 30, medians, NULL));
  g_assert_true (vouch_statistics_funnel (fixture->db, 1, 0, 3000, &funnel, NULL));
  g_assert_true (vouch_statistics_today (fixture->db, 1, 0, 3000, &today, NULL));

  statements = vouch_db_dup_statements (fixture->db);
  g_assert_cmpuint (statements->len - before->len, ==, 8);
  for (guint i = 0; i < statements->len; i++)
    {
      if (g_ptr_array_find_with_equal_func (before, statements->pdata[i], g_str_equal, NULL))
        continue;
      g_test_message ("%s", (const char *) statements->pdata[i]);
      g_assert_false (store_plan_has (fixture, statements->pdata[i], "SCAN request"));
      g_assert_false (store_plan_has (fixture, statements->pdata[i], "SCAN ledger"));
      g_assert_false (store_plan_has (fixture, statements->pdata[i], "SCAN t"));
    }
}

static void
test_funnel (StoreFixture  *fixture,
             gconstpointer  data)
{
  VouchFunnel funnel = { 0 };

  fill (fixture);
  g_assert_true (vouch_statistics_funnel (fixture->db, 1, 0, 1000, &funnel, NULL));
  g_assert_cmpint (funnel.n_triggered, ==, 8);
  g_assert_cmpint (funnel.n_sent, ==, 6);
  g_assert_cmpint (funnel.n_candidate_done, ==, 4);
  g_assert_cmpint (funnel.n_references_done, ==, 3);
  g_assert_cmpint (funnel.n_complete, ==, 2);

  g_assert_true (vouch_statistics_funnel (fixture->db, 1, 10, 20, &funnel, NULL));
  g_assert_cmpint (funnel.n_triggered, ==, 1);
  g_assert_cmpint (funnel.n_complete, ==, 1);

  g_assert_true (vouch_statistics_funnel (fixture->db, 1, 5000, 6000, &funnel, NULL));
  g_assert_cmpint (funnel.n_triggered + funnel.n_sent + funnel.n_complete, ==, 0);
}

static void
test_today (StoreFixture  *fixture,
            gconstpointer  data)
{
  VouchToday today = { 0 };
  g_autoptr(GError) error = NULL;

  fill (fixture);
  vouch_db_run (fixture->db, &error,
                "INSERT INTO ledger VALUES (1, 1, 220, 'vouch', 0, 1, 0, 1, 9, 'report.attached',"
                " NULL, 0), (2, 1, 221, 'vouch', 0, 1, 0, 1, 8, 'effect.held', NULL, 0),"
                " (3, 1, 222, 'vouch', 0, 1, 0, 1, 8, 'effect.held', NULL, 0),"
                " (4, 1, 223, 'vouch', 0, 2, 2, 0, 0, 'trigger.held', NULL, 0),"
                " (5, 1, 323, 'vouch', 0, 3, 3, 0, 0, 'trigger.held', NULL, 0)", "");
  g_assert_no_error (error);
  g_assert_true (vouch_statistics_today (fixture->db, 1, 200, 300, &today, NULL));
  g_assert_cmpint (today.n_triggered, ==, 0);
  g_assert_cmpint (today.n_sent, ==, 2);
  g_assert_cmpint (today.n_completed, ==, 1);
  g_assert_cmpint (today.n_attached, ==, 1);
  g_assert_cmpint (today.n_cancelled, ==, 1);
  g_assert_cmpint (today.n_held, ==, 2);
}

static void
test_ageing (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const VouchAgeing expected[] = {
    { 4, 140, VOUCH_WAITING_ON_CANDIDATE },
    { 5, 205, VOUCH_WAITING_ON_REFERENCES },
    { 6, 206, VOUCH_WAITING_ON_NOBODY },
  };
  g_autoptr(GArray) board = NULL;

  fill (fixture);
  board = vouch_statistics_ageing (fixture->db, 1, NULL);
  g_assert_cmpuint (board->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < board->len; i++)
    {
      const VouchAgeing *one = &g_array_index (board, VouchAgeing, i);

      g_assert_cmpint (one->id, ==, expected[i].id);
      g_assert_cmpint (one->created_at, ==, expected[i].created_at);
      g_assert_cmpint (one->waiting, ==, expected[i].waiting);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (* func) (StoreFixture *, gconstpointer);
  } tests[] = {
    { "/statistics/days", test_days },
    { "/statistics/medians", test_medians },
    { "/statistics/funnel", test_funnel },
    { "/statistics/today", test_today },
    { "/statistics/ageing", test_ageing },
    { "/statistics/statements", test_statements },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].func,
                store_fixture_tear_down);
  return g_test_run ();
}
