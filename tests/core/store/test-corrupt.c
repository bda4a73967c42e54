/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <glib/gstdio.h>
#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store-fixture.h"
#include "vouch-test-executor.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

/* Opens a store on @vfs and closes it again. Returns: whether it was rebuilt; -1 on error. */
static int
open_store (const char *path,
            const char *vfs,
            GError    **error)
{
  g_autoptr(VouchTestExecutor) executor = vouch_test_executor_new ();
  VouchStore *store = vouch_store_new (VOUCH_EXECUTOR (executor), VOUCH_EXECUTOR (executor), path,
                                       vfs,
                                       VOUCH_DB_WRITE);
  GAsyncResult *opened = NULL;
  GAsyncResult *closed = NULL;
  int rebuilt = -1;

  vouch_store_open_async (store, NULL, vouch_test_keep_result_cb, &opened);
  vouch_test_wait_for (opened != NULL);
  if (vouch_store_open_finish (store, opened, error))
    rebuilt = vouch_store_was_rebuilt (store);
  g_clear_object (&opened);

  vouch_store_close_async (store, NULL, vouch_test_keep_result_cb, &closed);
  vouch_test_wait_for (closed != NULL);
  g_assert_true (vouch_store_close_finish (store, closed, NULL));
  g_clear_object (&closed);
  vouch_test_run_ready ();
  g_assert_finalize_object (store);
  return rebuilt;
}

static void
fill (StoreFixture *fixture)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("c-%u", i);
      gint64 application = store_add_application (fixture->db, 1, candidate, "Okafor");
      g_autofree char *subject = g_strdup_printf ("application:%" G_GINT64_FORMAT, application);

      store_add_trigger (fixture->db, 1, application, 1);
      store_add_request (fixture->db, 1, application, VOUCH_STAGE_SENT);
      store_plan (fixture->db, 1, "create-request", subject, TRUE, "{}", NULL);
    }

  g_clear_pointer (&fixture->db, vouch_db_close);
}

/* Whatever the file holds, reading it gives rows or an error and never a crash. */
static void
read_everything (StoreFixture *fixture)
{
  g_autoptr(VouchDb) db = vouch_db_open (STORE_PATH, "test", VOUCH_DB_WRITE, NULL);
  g_autoptr(GPtrArray) connections = NULL;
  g_autoptr(GPtrArray) in_step = NULL;
  g_autoptr(GPtrArray) triggers = NULL;
  g_autoptr(GPtrArray) requests = NULL;
  g_autoptr(GPtrArray) due = NULL;
  g_autoptr(GPtrArray) found = NULL;

  if (db == NULL)
    return;

  connections = vouch_connections_list (db, NULL);
  in_step = vouch_applications_in_step (db, 1, NULL);
  triggers = vouch_triggers_list (db, 1, VOUCH_TRIGGER_OBSERVED, NULL);
  requests = vouch_requests_list (db, 1, FALSE, NULL);
  due = vouch_outbox_due (db, 1, 1, 100, NULL);
  found = vouch_applications_search (db, 1, "oka", 10, NULL);
}

static void
test_flipped_bits (StoreFixture  *fixture,
                   gconstpointer  data)
{
  g_autoptr(VouchRandom) random = vouch_test_random_new (11);
  g_autoptr(VouchTestVfsImage) image = NULL;
  gsize size;
  guint n_rebuilt = 0;

  fill (fixture);
  image = vouch_test_vfs_snapshot (fixture->vfs);
  size = vouch_test_vfs_get_size (fixture->vfs, STORE_PATH);
  g_assert_cmpuint (size, >, 100000);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr(GError) error = NULL;
      int rebuilt;

      g_test_message ("case %u", i);
      vouch_test_vfs_restore (fixture->vfs, image);
      for (guint j = 0; j < 1 + i % 40; j++)
        {
          gsize end = i % 2 ? size : 4096;
          gsize offset = vouch_test_random_next (VOUCH_TEST_RANDOM (random)) % end;

          vouch_test_vfs_flip (fixture->vfs, STORE_PATH, offset,
                               1 << vouch_test_random_next (VOUCH_TEST_RANDOM (random)) % 8);
        }

      read_everything (fixture);
      rebuilt = open_store (STORE_PATH, "test", &error);
      if (rebuilt < 0)
        g_assert_true (g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NEWER) ||
                       g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED));
      if (rebuilt != 1)
        continue;

      n_rebuilt++;
      g_assert_true (vouch_test_vfs_has_file (fixture->vfs, STORE_PATH ".corrupt-1"));
      g_assert_cmpuint (vouch_test_vfs_get_size (fixture->vfs, STORE_PATH ".corrupt-1"), >, 0);
      g_assert_cmpint (open_store (STORE_PATH, "test", &error), ==, 0);
    }

  g_assert_cmpuint (n_rebuilt, >, 50);
}

static void
test_rebuilt (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fill (fixture);
  for (guint i = 0; i < 16; i++)
    vouch_test_vfs_flip (fixture->vfs, STORE_PATH, i, 0xff);
  g_assert_cmpint (open_store (STORE_PATH, "test", &error), ==, 1);
  g_assert_no_error (error);

  fixture->db = store_fixture_open (fixture);
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM connection"), ==, 0);
  g_clear_pointer (&fixture->db, vouch_db_close);

  /* The next one does not replace the first. */
  for (guint i = 0; i < 16; i++)
    vouch_test_vfs_flip (fixture->vfs, STORE_PATH, i, 0xff);
  g_assert_cmpint (open_store (STORE_PATH, "test", &error), ==, 1);
  g_assert_true (vouch_test_vfs_has_file (fixture->vfs, STORE_PATH ".corrupt-1"));
  g_assert_true (vouch_test_vfs_has_file (fixture->vfs, STORE_PATH ".corrupt-2"));
}

static void
test_on_disk (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "state", "store.db", NULL);
  g_autofree char *aside = g_strconcat (path, ".corrupt-1", NULL);
  g_autofree char *aside_wal = g_strconcat (path, ".corrupt-1-wal", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *text = g_strnfill (8192, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (open_store (path, NULL, &error), ==, 0);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_true (g_file_set_contents (wal, "old log", -1, NULL));
  g_assert_cmpint (open_store (path, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (aside_wal, G_FILE_TEST_EXISTS));
  g_assert_cmpint (open_store (path, NULL, &error), ==, 0);
}

static void
test_foreign (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_db_run (fixture->db, &error, "PRAGMA application_id = 7", ""));
  g_clear_pointer (&fixture->db, vouch_db_close);
  g_assert_cmpint (open_store (STORE_PATH, "test", &error), ==, 1);
}

static void
test_newer_is_left_alone (StoreFixture  *fixture,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_db_run (fixture->db, &error, "PRAGMA user_version = 1000", ""));
  g_clear_pointer (&fixture->db, vouch_db_close);
  g_assert_cmpint (open_store (STORE_PATH, "test", &error), ==, -1);
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NEWER);
  g_assert_false (vouch_test_vfs_has_file (fixture->vfs, STORE_PATH ".corrupt-1"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/corrupt/flipped-bits", test_flipped_bits);
  ADD ("/corrupt/rebuilt", test_rebuilt);
  ADD ("/corrupt/foreign", test_foreign);
  ADD ("/corrupt/newer-is-left-alone", test_newer_is_left_alone);
  g_test_add_func ("/corrupt/on-disk", test_on_disk);

  return g_test_run ();
}
