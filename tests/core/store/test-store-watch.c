/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-util.h"
#include "store-fixture.h"
#include "store/vouch-store-watch.h"
#include "vouch-test-clock.h"
#include "vouch-test-executor.h"
#include "vouch-test-util.h"

/* The database of the fixture stands for another process that writes. */
typedef struct
{
  StoreFixture base;
  VouchExecutor *executor;
  VouchStore *store;
  VouchTestClock *clock;
  VouchStoreWatch *watch;
  guint n_requests;
  guint n_all;
} Fixture;

static void
changed_cb (VouchStore *store,
            const char *subject,
            GArray     *ids,
            gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, 0);
  fixture->n_all++;
  if (g_str_equal (subject, "request"))
    fixture->n_requests++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GAsyncResult *result = NULL;
  g_autoptr(GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  fixture->executor = VOUCH_EXECUTOR (vouch_test_executor_new ());
  fixture->store = vouch_store_new (fixture->executor, fixture->executor, STORE_PATH, "test",
                                    VOUCH_DB_READ_ONLY);
  vouch_store_open_async (fixture->store, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_open_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
  fixture->clock = vouch_test_clock_new (VOUCH_DAY);
  fixture->watch = vouch_store_watch_new (fixture->store, VOUCH_CLOCK (fixture->clock));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->watch != NULL)
    g_assert_finalize_object (g_steal_pointer (&fixture->watch));
  vouch_test_run_ready ();
  g_assert_cmpuint (vouch_test_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->executor);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
look (Fixture *fixture)
{
  vouch_test_run_ready ();
  vouch_test_clock_advance (fixture->clock, 2 * VOUCH_SECOND);
  vouch_test_run_ready ();
}

static void
test_commits (Fixture       *fixture,
              gconstpointer  data)
{
  look (fixture);
  look (fixture);
  g_assert_cmpuint (fixture->n_all, ==, 0);

  store_add_application (fixture->base.db, fixture->base.connection_id, "c1", "Vogel");
  store_add_application (fixture->base.db, fixture->base.connection_id, "c2", "Haddad");
  look (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  g_assert_cmpuint (fixture->n_all, >, 10);

  look (fixture);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_end_while_looking (Fixture       *fixture,
                        gconstpointer  data)
{
  vouch_test_run_ready ();
  vouch_test_clock_advance (fixture->clock, 2 * VOUCH_SECOND);
  g_assert_finalize_object (g_steal_pointer (&fixture->watch));
  store_add_application (fixture->base.db, fixture->base.connection_id, "c1", "Vogel");
  look (fixture);
  g_assert_cmpuint (fixture->n_all, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store-watch/commits", Fixture, NULL, set_up, test_commits, tear_down);
  g_test_add ("/store-watch/end-while-looking", Fixture, NULL, set_up, test_end_while_looking,
              tear_down);
  return g_test_run ();
}
