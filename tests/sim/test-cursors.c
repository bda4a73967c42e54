/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "store/vouch-applications.h"
#include "store/vouch-connections.h"
#include "vouch-test-util.h"
#include "vouch-world-compare.h"

#define SEED 19

#define CURSOR "ats.outcomes"

/* More than a page of people. */
#define N_PEOPLE 130

static const char *const absurd[] = {
  "2999-12-31", "2999-12-31T00:00:00.000Z", "9999-99-99T99:99:99Z", "", "garbage", "-1", "0",
  "99999999999999999999", "NaN", "2026-03-02", "0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59Z",
  "2026-03-02T09:00:00", "%00", "2026-02-30T00:00:00.000Z",
};

typedef struct
{
  VouchWorld *world;
  const char *text;     /* to be set, or %NULL */
  char *found;          /* what stands there */
} Cursor;

static gboolean
set_cursor (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Cursor *cursor = data;

  return vouch_values_set (db, vouch_world_get_connection (cursor->world), VOUCH_VALUE_CURSOR,
                           CURSOR,
                           cursor->text, error);
}

static gboolean
get_cursor (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Cursor *cursor = data;

  cursor->found = vouch_values_get (db, vouch_world_get_connection (cursor->world),
                                    VOUCH_VALUE_CURSOR,
                                    CURSOR, error);
  return *error == NULL;
}

typedef struct
{
  gint64 n_in_step;
  gint64 n_entries;
  gint64 n_ended;
  gint64 n_rejected;
} Counts;

static gboolean
count (VouchDb   *db,
       gpointer   data,
       GError   **error)
{
  Counts *counts = data;
  VouchRows *rows =
    vouch_db_query (db, error,
                    "SELECT (SELECT count(*) FROM application WHERE in_step = 1),"
                    " (SELECT count(*) FROM trigger),"
                    " (SELECT count(*) FROM trigger WHERE state = 'skipped'),"
                    " (SELECT count(*) FROM application WHERE status = 'REJECTED')", "");

  g_assert_true (vouch_rows_next (rows));
  counts->n_in_step = vouch_rows_int (rows, 0);
  counts->n_entries = vouch_rows_int (rows, 1);
  counts->n_ended = vouch_rows_int (rows, 2);
  counts->n_rejected = vouch_rows_int (rows, 3);
  return vouch_rows_finish (rows, error);
}

static Counts
count_all (VouchWorld *world)
{
  Counts counts;

  g_assert_true (vouch_world_write (world, count, &counts));
  return counts;
}

/* Somebody who is out of the step already, so that only the query of outcomes shows what becomes
 * of them. */
static void
prepare (VouchWorld  *world,
         char       **job,
         char       **candidate)
{
  *job = vouch_world_add_job (world, "Account Executive", "sales");
  *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", *job, TRUE);
  vouch_world_settle (world);
  vouch_world_advance (world, 30);
  vouch_world_move (world, *candidate, *job, "INTERVIEW", NULL);
  vouch_world_settle (world);
  vouch_world_advance (world, 61);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
}

static GPtrArray *
run_rejection (const char *text) /* (nullable): the cursor */
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  Cursor cursor = { world, text, NULL };
  g_autofree char *job = NULL;
  g_autofree char *candidate = NULL;
  g_autofree char *found = NULL;

  prepare (world, &job, &candidate);
  if (text != NULL)
    g_assert_true (vouch_world_write (world, set_cursor, &cursor));
  vouch_world_move (world, candidate, job, "REJECTED", NULL);
  vouch_world_advance (world, 61);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  g_assert_cmpint (count_all (world).n_rejected, ==, 1);

  g_assert_true (vouch_world_write (world, get_cursor, &cursor));
  found = cursor.found;
  g_assert_cmpstr (found, !=, text);
  g_assert_cmpint (vouch_time_from_string (found, NULL), >, 0);
  g_assert_cmpint (vouch_time_from_string (found, NULL), <=, vouch_world_get_now (world));

  vouch_world_settle (world);
  vouch_world_check (world);
  vouch_world_check_quiet (world);
  return vouch_world_list_effects (world);
}

/* An absurd cursor hides nothing, and is replaced (T17). */
static void
test_absurd (void)
{
  g_autoptr(GPtrArray) wanted = run_rejection (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (absurd); i++)
    {
      g_autoptr(GPtrArray) effects = NULL;

      g_test_message ("\"%s\"", absurd[i]);
      effects = run_rejection (absurd[i]);
      g_assert_cmpuint (effects->len, ==, wanted->len);
      for (guint j = 0; j < wanted->len; j++)
        g_assert_cmpstr (effects->pdata[j], ==, wanted->pdata[j]);
    }
}

/* A list that gives one page again and again ends as an error; the next poll is as good as ever. */
static void
test_repeated_page (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = NULL;

  vouch_world_settle (world);
  candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  vouch_world_do (world, "fault",
                  "{\"kind\":\"field\",\"path\":\"/candidates\",\"field\":\"nextPageId\","
                  "\"value\":\"text\"}");
  vouch_world_do (world, "fault",
                  "{\"kind\":\"body\",\"path\":\"/candidates\",\"occurrence\":2,"
                  "\"times\":1,\"body\":"
                  "\"{\\\"content\\\":[],\\\"nextPageId\\\":\\\"not what you asked for\\\"}\"}");
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  g_assert_cmpstr (vouch_world_get_problem (world), ==, "ats.bad-reply");

  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  vouch_world_check (world);
  vouch_world_check_quiet (world);
}

static char **
add_people (VouchWorld *world,
            const char *job)
{
  char **people = g_new0 (char *, N_PEOPLE + 1);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%u", i);

      people[i] = vouch_world_add_candidate (world, "P", name, job, TRUE);
    }

  return people;
}

/* Pages in any order, with repetitions and gaps: nobody enters twice, nobody leaves, and after the
 * next full pass nobody is missing. */
static void
test_orders (gconstpointer data)
{
  const char *order = data;
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", NULL);
  g_auto(GStrv) people = add_people (world, job);
  Counts counts;

  for (guint i = 0; i < 3; i++)
    {
      vouch_world_do (world, "settings", "{\"list_order\":\"%s\"}", order);
      g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
      g_assert_cmpint (count_all (world).n_ended, ==, 0);
      vouch_world_advance (world, 61);
    }

  vouch_world_do (world, "settings", "{\"list_order\":\"right\"}");
  vouch_world_settle (world);
  counts = count_all (world);
  g_assert_cmpint (counts.n_in_step, ==, N_PEOPLE);
  g_assert_cmpint (counts.n_entries, ==, N_PEOPLE);
  g_assert_cmpint (counts.n_ended, ==, 0);
  vouch_world_check (world);
  vouch_world_check_quiet (world);
}

/* People move while the pages are read, at each call of one poll in turn. */
static void
test_mid_page (void)
{
  for (guint n_calls = 7; n_calls < 14; n_calls++)
    {
      g_autoptr(VouchWorld) world = vouch_world_new (SEED);
      g_autofree char *job = vouch_world_add_job (world, "Account Executive", NULL);
      g_auto(GStrv) people = add_people (world, job);
      VouchEngine *engine = vouch_context_get_engine (vouch_world_get_context (world));
      guint before = vouch_world_count_calls (world);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(VouchCycle) cycle = NULL;
      g_autoptr(GError) error = NULL;
      Counts counts;

      vouch_engine_sync_async (engine, vouch_world_get_connection (world), VOUCH_CYCLE_NONE, NULL,
                               vouch_test_keep_result_cb, &result);
      vouch_test_clock_run_until (vouch_world_get_clock (world),
                                  vouch_world_count_calls (world) >= before + n_calls);
      vouch_world_move (world, people[0], job, "INTERVIEW", NULL);
      vouch_world_move (world, people[N_PEOPLE / 2], job, "REJECTED", NULL);
      vouch_world_move (world, people[N_PEOPLE - 1], job, "INTERVIEW", NULL);
      vouch_test_clock_run_until (vouch_world_get_clock (world), result != NULL);
      cycle = vouch_engine_sync_finish (engine, result, &error);
      g_assert_no_error (error);
      g_clear_object (&cycle);
      g_clear_object (&result);

      vouch_world_settle (world);
      counts = count_all (world);
      g_assert_cmpint (counts.n_in_step, ==, N_PEOPLE - 3);
      g_assert_cmpint (counts.n_entries, >=, N_PEOPLE - 3);
      g_assert_cmpint (counts.n_entries, <=, N_PEOPLE);
      g_assert_cmpint (counts.n_ended, <=, 3);
      g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 0);
      vouch_world_check (world);
      vouch_world_check_quiet (world);
    }
}

/* Two reads one after the other, with nothing new between them, commit nothing. */
static void
test_nothing_new (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  g_autofree char *request = NULL;

  vouch_world_settle (world);
  vouch_world_check_quiet (world);
  request = vouch_world_find_request (world, "ines.okafor@example.org");
  g_assert_nonnull (request);
  vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_advance (world, 60);
  vouch_world_settle (world);
  vouch_world_check_quiet (world);
}

int
main (int    argc,
      char **argv)
{
  static const char *const orders[] = { "shuffled", "duplicated", "skipped", "repeated" };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cursors/absurd", test_absurd);
  g_test_add_func ("/cursors/repeated-page", test_repeated_page);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cursors/order/%s", orders[i]);

      g_test_add_data_func (path, orders[i], test_orders);
    }
  g_test_add_func ("/cursors/mid-page", test_mid_page);
  g_test_add_func ("/cursors/nothing-new", test_nothing_new);

  return g_test_run ();
}
