/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "lists-content.h"
#include "store/vouch-activity-list.h"
#include "store/vouch-attention-list.h"
#include "store/vouch-db-private.h"
#include "store/vouch-job-list.h"
#include "store/vouch-request-list.h"
#include "store/vouch-run-list.h"
#include "store/vouch-sql.h"

static void
check_plan (StoreFixture  *fixture,
            VouchRowQuery *owned_query,
            const char    *index,
            gboolean       sorts)
{
  g_autoptr(VouchRowQuery) query = owned_query;
  const char *sql = vouch_sql_get_text (vouch_sql_query_get_sql (query));

  g_test_message ("%s", sql);
  g_assert_true (store_plan_has (fixture, sql, index));
  g_assert_true (store_plan_has (fixture, sql, "USE TEMP B-TREE FOR ORDER BY") == sorts);
}

/* What is shown first has to come out of an index in its order; a search walks over names, and then
 * goes by indexes to what they belong to. */
static void
test_plans (StoreFixture  *fixture,
            gconstpointer  data)
{
  const VouchRequestFilter all = { .connection_id = 1, .descending = TRUE };
  const VouchRequestFilter open = { .connection_id = 1, .states = VOUCH_REQUESTS_OPEN };
  const VouchRequestFilter closed = { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_CLOSED };
  const VouchRequestFilter text = { .connection_id = 1, .text = "vogel" };
  const VouchActivityFilter lines = { .connection_id = 1, .actor = "vouch", .since = 1 };
  const VouchActivityFilter about = { .connection_id = 1, .text = "vogel" };
  const VouchActivityFilter run = { .connection_id = 1, .run_id = 1 };
  const VouchRunFilter runs = { .connection_id = 1, .actor = "vouch", .since = 1 };
  const VouchRunFilter of_person = { .connection_id = 1, .text = "vogel" };
  const VouchAttentionFilter waiting = { .connection_id = 1 };

  lists_content_fill (fixture);
  check_plan (fixture, vouch_request_query_new (&all), "request_created", FALSE);
  check_plan (fixture, vouch_request_query_new (&open), "request_open_created", FALSE);
  check_plan (fixture, vouch_request_query_new (&closed), "request_closed", FALSE);
  check_plan (fixture, vouch_request_query_new (&text), "request_application", FALSE);
  check_plan (fixture, vouch_activity_query_new (&lines), "COVERING INDEX ledger_time", FALSE);
  check_plan (fixture, vouch_activity_query_new (&about), "ledger_application", TRUE);
  check_plan (fixture, vouch_activity_query_new (&run), "ledger_run", FALSE);
  check_plan (fixture, vouch_run_query_new (&runs), "run_began", FALSE);
  check_plan (fixture, vouch_run_query_new (&of_person), "ledger_application", FALSE);
  check_plan (fixture, vouch_attention_query_new (&waiting), "outbox_state", TRUE);
  check_plan (fixture, vouch_attention_query_new (&waiting), "trigger_state", TRUE);
}

static void
check_first_plan (StoreFixture  *fixture,
                  VouchRowQuery *owned_query,
                  const char    *index)
{
  g_autoptr(VouchRowQuery) query = owned_query;
  const char *sql = vouch_sql_get_text (vouch_sql_query_get_first (query));

  g_test_message ("%s", sql);
  g_assert_true (store_plan_has (fixture, sql, index));
  g_assert_false (store_plan_has (fixture, sql, "USE TEMP B-TREE FOR ORDER BY"));
  g_assert_false (store_plan_has (fixture, sql, "SCAN request"));
  g_assert_false (store_plan_has (fixture, sql, "SCAN application"));
  g_assert_false (store_plan_has (fixture, sql, "SCAN person"));
  g_assert_false (store_plan_has (fixture, sql, "SCAN p "));
}

/* The first rows come along an index, and what is looked for is found by what each belongs to. */
static void
test_first_plans (StoreFixture  *fixture,
                  gconstpointer  data)
{
  const VouchRequestFilter all = { .connection_id = 1, .descending = TRUE };
  const VouchRequestFilter open = { .connection_id = 1, .states = VOUCH_REQUESTS_OPEN };
  const VouchRequestFilter closed = { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_CLOSED };
  const VouchRequestFilter names = { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_CANDIDATE };
  const VouchRequestFilter text = { .connection_id = 1, .text = "vogel" };
  const VouchRequestFilter stages = { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_STAGE };
  const VouchActivityFilter lines = { .connection_id = 1, .actor = "vouch", .since = 1 };
  const VouchActivityFilter about = { .connection_id = 1, .text = "vogel" };
  g_autoptr(VouchRowQuery) unordered = vouch_request_query_new (&stages);

  lists_content_fill (fixture);
  check_first_plan (fixture, vouch_request_query_new (&all), "request_created");
  check_first_plan (fixture, vouch_request_query_new (&open), "request_open_created");
  check_first_plan (fixture, vouch_request_query_new (&closed), "request_closed");
  check_first_plan (fixture, vouch_request_query_new (&names), "person_name");
  check_first_plan (fixture, vouch_request_query_new (&text), "request_created");
  check_first_plan (fixture, vouch_activity_query_new (&lines), "ledger_time");
  check_first_plan (fixture, vouch_activity_query_new (&about), "ledger_time");
  g_assert_null (vouch_sql_query_get_first (unordered));
}

static void
load_each (StoreFixture *fixture)
{
  const VouchActivityFilter activity = { 0 };
  const VouchAttentionFilter attention = { 0 };
  const VouchJobFilter jobs = { 0 };
  g_autoptr(VouchRequestDetails) details =
    vouch_request_details_load (fixture->db, 1, 100, NULL);
  g_autoptr(VouchRowQuery) one = vouch_activity_query_new (&activity);
  g_autoptr(VouchRowQuery) two = vouch_attention_query_new (&attention);
  g_autoptr(VouchRowQuery) three = vouch_job_query_new (&jobs);
  g_autoptr(VouchActivityItem) line = vouch_row_query_load (one, fixture->db, 1, NULL);
  g_autoptr(VouchAttentionItem) effect = vouch_row_query_load (two, fixture->db, 4, NULL);
  g_autoptr(VouchAttentionItem) entry = vouch_row_query_load (two, fixture->db, 5, NULL);
  g_autoptr(VouchJobItem) job = vouch_row_query_load (three, fixture->db, 1, NULL);
  g_autoptr(VouchRun) run = vouch_runs_get (fixture->db, 1, NULL);

  g_assert_true (details != NULL && line != NULL && effect != NULL && entry != NULL &&
                 job != NULL && run != NULL);
}

/* Reading one row of a page never walks over a table. */
static void
test_load_plans (StoreFixture  *fixture,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) statements = NULL;
  guint n_checked = 0;

  lists_content_fill (fixture);
  load_each (fixture);
  statements = vouch_db_dup_statements (fixture->db);
  for (guint i = 0; i < statements->len; i++)
    {
      const char *sql = statements->pdata[i];

      if (strstr (sql, ".id = ?1") == NULL)
        continue;
      g_test_message ("%s", sql);
      g_assert_false (store_plan_has (fixture, sql, "SCAN"));
      n_checked++;
    }
  g_assert_cmpuint (n_checked, >=, 6);
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
    { "/list-plans/sorted", test_plans },
    { "/list-plans/first", test_first_plans },
    { "/list-plans/row", test_load_plans },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].func,
                store_fixture_tear_down);
  return g_test_run ();
}
