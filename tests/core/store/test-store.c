/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "store-fixture.h"
#include "vouch-test-executor.h"
#include "vouch-test-util.h"

typedef struct
{
  VouchTestVfs *vfs;
  VouchExecutor *writer;
  VouchExecutor *reader;
  VouchStore *store;
  GString *events;
} Fixture;

static void
changed_cb (VouchStore *store,
            const char *subject,
            GArray     *ids,
            gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->events, "%s", subject);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (fixture->events, " %" G_GINT64_FORMAT, g_array_index (ids, gint64, i));
  g_string_append_c (fixture->events, ';');
}

static void
open_store (Fixture *fixture)
{
  GAsyncResult *result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->store = vouch_store_new (fixture->writer, fixture->reader, STORE_PATH, "test",
                                    VOUCH_DB_WRITE);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
  vouch_store_open_async (fixture->store, NULL, vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_wait_for (result != NULL);
  vouch_store_open_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
}

static void
close_store (Fixture *fixture)
{
  GAsyncResult *result = NULL;

  vouch_store_close_async (fixture->store, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_store_close_finish (fixture->store, result, NULL));
  g_clear_object (&result);
  vouch_test_run_ready ();
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  gboolean threads = GPOINTER_TO_INT (data);

  fixture->vfs = vouch_test_vfs_new ("test");
  fixture->writer = threads ? vouch_thread_executor_new ("writer")
                            : VOUCH_EXECUTOR (vouch_test_executor_new ());
  fixture->reader = threads ? vouch_thread_executor_new ("reader")
                            : VOUCH_EXECUTOR (vouch_test_executor_new ());
  fixture->events = g_string_new (NULL);
  open_store (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->store != NULL)
    close_store (fixture);
  g_clear_object (&fixture->writer);
  g_clear_object (&fixture->reader);
  vouch_test_vfs_free (fixture->vfs);
  g_string_free (fixture->events, TRUE);
}

static gboolean
run_write (Fixture         *fixture,
           VouchStoreFunc   func,
           gpointer         data,
           GError         **error)
{
  GAsyncResult *result = NULL;
  gboolean good;

  vouch_store_write_async (fixture->store, "commit test", func, data, NULL, NULL,
                           vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_wait_for (result != NULL);
  good = vouch_store_write_finish (fixture->store, result, error);
  g_clear_object (&result);
  return good;
}

static gboolean
run_read (Fixture         *fixture,
          VouchStoreFunc   func,
          gpointer         data,
          GError         **error)
{
  GAsyncResult *result = NULL;
  gboolean good;

  vouch_store_read_async (fixture->store, "read test", func, data, NULL, NULL,
                          vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  good = vouch_store_read_finish (fixture->store, result, error);
  g_clear_object (&result);
  return good;
}

static gboolean
add_connection (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  g_autoptr(VouchConnection) connection = vouch_connection_new (data, VOUCH_CONNECTION_PRACTICE);

  return vouch_connections_add (db, connection, error) != 0;
}

static gboolean
count_connections (VouchDb   *db,
                   gpointer   data,
                   GError   **error)
{
  g_autoptr(GPtrArray) all = vouch_connections_list (db, error);

  if (all == NULL)
    return FALSE;
  *(guint *) data = all->len;
  return TRUE;
}

static gboolean
set_value (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  return vouch_values_set (db, 1, VOUCH_VALUE_SETTING, "a", data, error) &&
         vouch_values_set (db, 1, VOUCH_VALUE_CURSOR, "a", data, error);
}

static gboolean
write_and_fail (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  if (!add_connection (db, data, error))
    return FALSE;

  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE, "on purpose");
  return FALSE;
}

static guint
count (Fixture *fixture)
{
  guint n = 0;
  g_autoptr(GError) error = NULL;

  g_assert_true (run_read (fixture, count_connections, &n, &error));
  g_assert_no_error (error);
  return n;
}

static void
test_write (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_true (run_write (fixture, add_connection, (char *) "One", &error));
  g_assert_cmpstr (fixture->events->str, ==, "connection 1;");
  g_assert_cmpuint (vouch_store_get_n_commits (fixture->store), ==, 1);
  g_assert_cmpuint (count (fixture), ==, 1);

  g_string_truncate (fixture->events, 0);
  g_assert_true (run_write (fixture, set_value, (char *) "1", &error));
  g_assert_cmpstr (fixture->events->str, ==, "setting 1;cursor 1;");
}

static void
test_nothing_changed (Fixture       *fixture,
                      gconstpointer  data)
{
  gsize size;

  g_assert_true (run_write (fixture, add_connection, (char *) "One", NULL));
  g_assert_true (run_write (fixture, set_value, (char *) "1", NULL));
  g_string_truncate (fixture->events, 0);
  size = vouch_test_vfs_get_size (fixture->vfs, STORE_PATH "-wal");

  g_assert_true (run_write (fixture, set_value, (char *) "1", NULL));
  g_assert_cmpuint (vouch_store_get_n_commits (fixture->store), ==, 2);
  g_assert_cmpstr (fixture->events->str, ==, "");
  g_assert_cmpuint (vouch_test_vfs_get_size (fixture->vfs, STORE_PATH "-wal"), ==, size);
}

static void
test_roll_back (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (run_write (fixture, write_and_fail, (char *) "One", &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE);
  g_assert_cmpstr (fixture->events->str, ==, "");
  g_assert_cmpuint (vouch_store_get_n_commits (fixture->store), ==, 0);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_true (run_write (fixture, add_connection, (char *) "One", NULL));
}

static void
test_reader_only_reads (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (run_read (fixture, add_connection, (char *) "One", &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_READ_ONLY);
}

/* Would never end by itself. */
static gboolean
count_forever (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL"
                                    " SELECT n + 1 FROM number) SELECT count(*) FROM number", "");

  g_cancellable_cancel (data);
  g_assert_false (vouch_rows_next (rows));
  return vouch_rows_finish (rows, error);
}

static void
test_cancelled_query (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_store_read_async (fixture->store, "read test", count_forever, cancellable, NULL,
                          cancellable, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_false (vouch_store_read_finish (fixture->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* The next one is not cancelled. */
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const names[] = { "One", "Two", "Three", "Four" };
  GAsyncResult *results[G_N_ELEMENTS (names)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    vouch_store_write_async (fixture->store, "commit test", add_connection, (char *) names[i], NULL,
                             NULL,
                             vouch_test_keep_result_cb, &results[i]);
  vouch_test_wait_for (results[3] != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (vouch_store_write_finish (fixture->store, results[i], NULL));
      g_clear_object (&results[i]);
    }

  g_assert_cmpstr (fixture->events->str, ==,
                   "connection 1;connection 2;connection 3;connection 4;");
}

static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  vouch_test_vfs_fail_nth (fixture->vfs, 1, VOUCH_TEST_VFS_FULL, TRUE);
  g_assert_false (run_write (fixture, add_connection, (char *) "One", &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FULL);
  g_clear_error (&error);

  vouch_test_vfs_fail_nth (fixture->vfs, 0, VOUCH_TEST_VFS_FULL, FALSE);
  g_assert_true (run_write (fixture, add_connection, (char *) "One", &error));
  g_assert_cmpuint (count (fixture), ==, 1);
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  g_cancellable_cancel (cancellable);
  vouch_store_write_async (fixture->store, "commit test", add_connection, (char *) "One", NULL,
                           cancellable,
                           vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_false (vouch_store_write_finish (fixture->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_viewer (Fixture       *fixture,
             gconstpointer  data)
{
  VouchStore *viewer = vouch_store_new (fixture->writer, fixture->reader, STORE_PATH, "test",
                                        VOUCH_DB_READ_ONLY);
  GAsyncResult *result = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;

  vouch_store_open_async (viewer, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_store_open_finish (viewer, result, &error));
  g_clear_object (&result);

  g_assert_true (run_write (fixture, add_connection, (char *) "One", &error));
  vouch_store_read_async (viewer, "read test", count_connections, &n, NULL, NULL,
                          vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_store_read_finish (viewer, result, &error));
  g_clear_object (&result);
  g_assert_cmpuint (n, ==, 1);

  vouch_store_write_async (viewer, "commit test", add_connection, (char *) "Two", NULL, NULL,
                           vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_false (vouch_store_write_finish (viewer, result, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_READ_ONLY);
  g_clear_object (&result);
  vouch_test_run_ready ();
  g_assert_finalize_object (viewer);
}

static gboolean
die_cb (const char *label,
        gpointer    user_data)
{
  g_assert_cmpstr (label, ==, "commit test");
  return FALSE;
}

/* The process dies just before or just after a commit. */
static void
test_hook (Fixture       *fixture,
           gconstpointer  data)
{
  static const VouchTestHook before = { die_cb, NULL };
  static const VouchTestHook after = { NULL, die_cb };
  VouchTestExecutor *writer = VOUCH_TEST_EXECUTOR (fixture->writer);
  g_autoptr(GError) error = NULL;

  vouch_test_executor_set_hook (writer, &before, NULL);
  g_assert_false (run_write (fixture, add_connection, (char *) "One", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  vouch_test_executor_set_hook (writer, NULL, NULL);
  g_assert_cmpuint (count (fixture), ==, 0);

  vouch_test_executor_set_hook (writer, &after, NULL);
  g_assert_false (run_write (fixture, add_connection, (char *) "One", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->events->str, ==, "");
  vouch_test_executor_set_hook (writer, NULL, NULL);

  vouch_test_vfs_power_cut (fixture->vfs);
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_false (vouch_store_was_rebuilt (fixture->store));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void (* func) (Fixture *, gconstpointer);
  } tests[] = {
    { "write", test_write },
    { "nothing-changed", test_nothing_changed },
    { "roll-back", test_roll_back },
    { "reader-only-reads", test_reader_only_reads },
    { "order", test_order },
    { "full-disk", test_full_disk },
    { "cancelled-before", test_cancelled_before },
    { "cancelled-query", test_cancelled_query },
    { "viewer", test_viewer },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *inline_path = g_strconcat ("/store/inline/", tests[i].name, NULL);
      g_autofree char *thread_path = g_strconcat ("/store/threads/", tests[i].name, NULL);

      g_test_add (inline_path, Fixture, GINT_TO_POINTER (FALSE), set_up, tests[i].func, tear_down);
      g_test_add (thread_path, Fixture, GINT_TO_POINTER (TRUE), set_up, tests[i].func, tear_down);
    }
  g_test_add ("/store/hook", Fixture, GINT_TO_POINTER (FALSE), set_up, test_hook, tear_down);

  return g_test_run ();
}
