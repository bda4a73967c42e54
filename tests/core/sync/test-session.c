/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "crosschq/vouch-crosschq-policy.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "store-fixture.h"
#include "sync/vouch-session.h"
#include "vouch-test-clock.h"
#include "vouch-test-random.h"
#include "vouch-test-transport.h"
#include "vouch-test-util.h"

/* The store's worker is a real thread here, as in the program: a transaction asks the session while
 * its owner goes on. */

#define START (G_GINT64_CONSTANT (1714557600) * G_USEC_PER_SEC)

typedef struct
{
  VouchTestClock *clock;
  VouchRandom *random;
  VouchExecutor *writer;
  VouchExecutor *reader;
  VouchStore *store;
  VouchSession *session;
  gint64 connection_id;

  gboolean breaks;       /* a transaction is rolled back */
  GPtrArray *stored;     /* (owned) (nullable): capabilities, name, value, name, value … */
  gint64 gone;           /* what a transaction finds gone */
} Fixture;

static gboolean
add_connection (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  Fixture *fixture = data;

  fixture->connection_id = store_add_connection (db, "Acme");
  return TRUE;
}

static void
begin (Fixture         *fixture,
       VouchStoreFunc   func,
       GAsyncResult   **result)
{
  vouch_store_write_async (fixture->store, "test", func, fixture, NULL, NULL,
                           vouch_test_keep_result_cb, result);
}

static gboolean
write_now (Fixture        *fixture,
           VouchStoreFunc  func)
{
  g_autoptr(GAsyncResult) result = NULL;

  begin (fixture, func, &result);
  vouch_test_wait_for (result != NULL);
  return vouch_store_write_finish (fixture->store, result, NULL);
}

static VouchHttp *
make_http (Fixture               *fixture,
           const VouchHttpPolicy *policy)
{
  g_autoptr(VouchTestTransport) transport =
    vouch_test_transport_new (VOUCH_CLOCK (fixture->clock));
  g_autoptr(GError) error = NULL;
  VouchHttp *http = vouch_http_new (policy, "https://api.example.com", VOUCH_REACH_REAL,
                                    VOUCH_TRANSPORT (transport), VOUCH_CLOCK (fixture->clock),
                                    fixture->random, NULL, &error);

  g_assert_no_error (error);
  return http;
}

static VouchSession *
make_session (Fixture *fixture)
{
  g_autoptr(VouchHttp) ats = make_http (fixture, vouch_ats_get_policy ());
  g_autoptr(VouchHttp) crosschq = make_http (fixture, vouch_crosschq_get_policy ());
  g_autoptr(VouchConnection) connection =
    vouch_connection_new ("Acme", VOUCH_CONNECTION_PRACTICE);

  connection->id = fixture->connection_id;
  return vouch_session_new (fixture->store, VOUCH_CLOCK (fixture->clock), fixture->random, ats,
                            crosschq, connection);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const char *name = g_test_subprocess () ? "inner.db" : "store.db";
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  fixture->clock = vouch_test_clock_new (START);
  fixture->random = vouch_test_random_new (1);
  fixture->writer = vouch_thread_executor_new ("writer");
  fixture->reader = vouch_thread_executor_new ("reader");
  fixture->store =
    vouch_store_new (fixture->writer, fixture->reader, path, NULL, VOUCH_DB_WRITE);
  vouch_store_open_async (fixture->store, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_open_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_assert_true (write_now (fixture, add_connection));
  fixture->session = make_session (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_finalize_object (fixture->session);
  vouch_store_close_async (fixture->store, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_store_close_finish (fixture->store, result, NULL));
  g_clear_object (&result);
  vouch_test_run_ready ();
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->writer);
  g_clear_object (&fixture->reader);
  g_clear_object (&fixture->random);
  g_clear_object (&fixture->clock);
  g_clear_pointer (&fixture->stored, g_ptr_array_unref);
}

static gboolean
flush (VouchDb   *db,
       gpointer   data,
       GError   **error)
{
  Fixture *fixture = data;

  if (!vouch_session_flush (fixture->session, db, error))
    return FALSE;
  if (fixture->breaks)
    g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE, "the row moved");
  return !fixture->breaks;
}

static gboolean
reload (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  return vouch_session_reload (((Fixture *) data)->session, db, error);
}

static gboolean
read_stored (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Fixture *fixture = data;

  g_clear_pointer (&fixture->stored, g_ptr_array_unref);
  fixture->stored = vouch_values_list (db, fixture->connection_id, VOUCH_VALUE_CAPABILITY, error);
  return fixture->stored != NULL;
}

/* What a transaction could not keep is kept by the next one. */
static void
test_rolled_back (Fixture       *fixture,
                  gconstpointer  data)
{
  vouch_session_learn (fixture->session, VOUCH_CAPABILITY_LIST, "yes");
  fixture->breaks = TRUE;
  g_assert_false (write_now (fixture, flush));
  fixture->breaks = FALSE;
  g_assert_true (write_now (fixture, flush));

  g_assert_true (write_now (fixture, read_stored));
  g_assert_cmpuint (fixture->stored->len, ==, 2);
  g_assert_cmpstr (fixture->stored->pdata[0], ==, VOUCH_CAPABILITY_LIST);
  g_assert_cmpstr (fixture->stored->pdata[1], ==, "yes");
}

static gboolean
choose (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  return vouch_values_set (db, ((Fixture *) data)->connection_id, VOUCH_VALUE_SETTING, "daily-cap",
                           "17", error);
}

/* What was lent stays what it was, whoever reads anew meanwhile. */
static void
test_lent (Fixture       *fixture,
           gconstpointer  data)
{
  const VouchSettings *before = NULL;
  gint64 cap;

  g_assert_true (write_now (fixture, reload));
  before = vouch_session_get_settings (fixture->session);
  cap = before->daily_cap;
  g_assert_true (write_now (fixture, reload));
  g_assert_true (vouch_session_get_settings (fixture->session) == before);

  g_assert_true (write_now (fixture, choose));
  g_assert_true (write_now (fixture, reload));
  g_assert_cmpint (vouch_session_get_settings (fixture->session)->daily_cap, ==, 17);
  g_assert_cmpint (before->daily_cap, ==, cap);
}

/* A new session knows what an earlier one learned. */
static void
test_loaded (Fixture       *fixture,
             gconstpointer  data)
{
  vouch_session_learn (fixture->session, VOUCH_CAPABILITY_LIST, "yes");
  vouch_session_learn (fixture->session, VOUCH_CAPABILITY_LIST, "no");
  vouch_session_learn (fixture->session, VOUCH_CAPABILITY_CANCEL, "yes");
  g_assert_true (write_now (fixture, flush));
  g_assert_finalize_object (fixture->session);

  fixture->session = make_session (fixture);
  g_assert_null (vouch_session_get_capability (fixture->session, VOUCH_CAPABILITY_LIST));
  vouch_session_learn (fixture->session, VOUCH_CAPABILITY_REMIND, "yes");
  g_assert_true (write_now (fixture, reload));
  g_assert_true (vouch_session_lacks (fixture->session, VOUCH_CAPABILITY_LIST));
  g_assert_true (vouch_session_offers (fixture->session, VOUCH_CAPABILITY_CANCEL));
  g_assert_true (vouch_session_offers (fixture->session, VOUCH_CAPABILITY_REMIND));
}

/* All that a transaction may do with a session. */
static gboolean
ask_everything (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  Fixture *fixture = data;
  VouchSession *session = fixture->session;
  VouchReason *problem = vouch_session_get_crosschq_problem (session);
  g_autofree char *name = g_strdup (vouch_session_get_connection (session)->name);
  g_autofree char *steps = g_strdup (vouch_session_get_settings (session)->step_name);
  g_autofree char *value = g_strdup (vouch_session_get_capability (session, "test.7"));

  g_assert_cmpstr (name, ==, "Acme");
  g_assert_true (problem == NULL || g_str_equal (vouch_reason_get_id (problem), "crosschq.no"));
  g_assert_cmpint (vouch_session_get_now (session), >=, START);
  vouch_session_add_gone (session, ++fixture->gone % 5 + 1);
  return vouch_session_flush (session, db, error) && vouch_session_reload (session, db, error);
}

static void
change_everything (Fixture *fixture,
                   guint    round)
{
  g_autofree char *name = g_strdup_printf ("test.%u", round % 8);
  g_autofree char *value = g_strdup_printf ("%u", round);
  g_autoptr(VouchReason) problem = vouch_reason_new ("crosschq.no", NULL);

  vouch_session_learn (fixture->session, name, value);
  vouch_session_set_crosschq_problem (fixture->session, round % 2 == 0 ? problem : NULL);
  vouch_session_note_date (fixture->session, START + round * G_USEC_PER_SEC);
}

static void
test_side_by_side (Fixture       *fixture,
                   gconstpointer  data)
{
  guint round = 0;
  guint n_gone = 0;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr(GAsyncResult) result = NULL;

      begin (fixture, ask_everything, &result);
      for (; result == NULL && round < 1000 * (i + 1); round++)
        {
          change_everything (fixture, round);
          g_main_context_iteration (NULL, FALSE);
        }
      vouch_test_wait_for (result != NULL);
      g_assert_true (vouch_store_write_finish (fixture->store, result, NULL));
    }

  g_assert_true (write_now (fixture, ask_everything));
  g_assert_true (write_now (fixture, read_stored));
  g_assert_cmpuint (fixture->stored->len, ==, 16);
  for (guint i = 0; i < fixture->stored->len; i += 2)
    g_assert_cmpstr (fixture->stored->pdata[i + 1], ==,
                     vouch_session_get_capability (fixture->session, fixture->stored->pdata[i]));

  while (vouch_session_take_gone (fixture->session) != 0)
    n_gone++;
  g_assert_cmpuint (n_gone, ==, 5);
}

static gboolean
learn_inside (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  vouch_session_learn (((Fixture *) data)->session, VOUCH_CAPABILITY_LIST, "yes");
  return TRUE;
}

/* A transaction that changes what its owner has is a fault of ours. */
static void
test_owner (Fixture       *fixture,
            gconstpointer  data)
{
  if (g_test_subprocess ())
    {
      write_now (fixture, learn_inside);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*assert*owner*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define CASE(name, func) \
  g_test_add ("/session/" name, Fixture, NULL, set_up, func, tear_down)
  CASE ("rolled-back", test_rolled_back);
  CASE ("lent", test_lent);
  CASE ("loaded", test_loaded);
  CASE ("side-by-side", test_side_by_side);
  CASE ("owner", test_owner);
#undef CASE

  return g_test_run ();
}
