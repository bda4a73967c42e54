/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "store-fixture.h"
#include "store/vouch-db-private.h"

static void
test_binding (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a\0b", 3);
  g_autoptr(GBytes) read = NULL;
  VouchRows *rows;

  rows = vouch_db_query (fixture->db, &error, "SELECT ?1, ?2, ?3, ?4, ?5, ?6", "isdbsb",
                         G_MININT64, "'; DROP TABLE person; --", 0.5, bytes, NULL, NULL);
  g_assert_no_error (error);
  g_assert_true (vouch_rows_next (rows));
  g_assert_cmpint (vouch_rows_int (rows, 0), ==, G_MININT64);
  g_assert_cmpstr (vouch_rows_text (rows, 1), ==, "'; DROP TABLE person; --");
  g_assert_cmpfloat (vouch_rows_double (rows, 2), ==, 0.5);
  read = vouch_rows_bytes (rows, 3);
  g_assert_true (g_bytes_equal (read, bytes));
  g_assert_null (vouch_rows_text (rows, 4));
  g_assert_null (vouch_rows_bytes (rows, 5));
  g_assert_false (vouch_rows_next (rows));
  g_assert_false (vouch_rows_next (rows));
  g_assert_true (vouch_rows_finish (rows, &error));
}

static void
test_invalid_text (StoreFixture  *fixture,
                   gconstpointer  data)
{
  VouchRows *rows = vouch_db_query (fixture->db, NULL, "SELECT CAST(x'61ff62' AS TEXT)", "");

  g_assert_true (vouch_rows_next (rows));
  g_assert_true (g_utf8_validate (vouch_rows_text (rows, 0), -1, NULL));
  g_assert_true (vouch_rows_finish (rows, NULL));
}

static void
test_nested (StoreFixture  *fixture,
             gconstpointer  data)
{
  static const char sql[] = "SELECT id FROM connection ORDER BY id";
  VouchRows *outer, *inner;
  guint n = 0;

  store_add_connection (fixture->db, "Other");
  outer = vouch_db_query (fixture->db, NULL, sql, "");
  while (vouch_rows_next (outer))
    {
      inner = vouch_db_query (fixture->db, NULL, sql, "");
      while (vouch_rows_next (inner))
        n++;
      g_assert_true (vouch_rows_finish (inner, NULL));
    }
  g_assert_true (vouch_rows_finish (outer, NULL));
  g_assert_cmpuint (n, ==, 4);
}

static void
test_failed_rows (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  VouchRows *rows = vouch_db_query (fixture->db, &error, "SELECT nothing FROM nowhere", "");

  g_assert_null (rows);
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED);
  g_assert_false (vouch_rows_next (rows));
  g_assert_false (vouch_rows_finish (rows, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED);
}

static void
assert_pragma (VouchDb    *db,
               const char *sql,
               gint64      expected)
{
  gint64 value = -1;

  g_assert_true (vouch_db_get_int (db, sql, &value, NULL));
  g_test_message ("%s", sql);
  g_assert_cmpint (value, ==, expected);
}

static void
test_pragmas (StoreFixture  *fixture,
              gconstpointer  data)
{
  VouchRows *rows = vouch_db_query (fixture->db, NULL, "PRAGMA journal_mode", "");

  g_assert_true (vouch_rows_next (rows));
  g_assert_cmpstr (vouch_rows_text (rows, 0), ==, "wal");
  g_assert_true (vouch_rows_finish (rows, NULL));

  assert_pragma (fixture->db, "PRAGMA synchronous", 2);
  assert_pragma (fixture->db, "PRAGMA foreign_keys", 1);
  assert_pragma (fixture->db, "PRAGMA secure_delete", 1);
  assert_pragma (fixture->db, "PRAGMA trusted_schema", 0);
  assert_pragma (fixture->db, "PRAGMA cell_size_check", 1);
  assert_pragma (fixture->db, "PRAGMA temp_store", 2);
}

static void
test_defensive (StoreFixture  *fixture,
                gconstpointer  data)
{
  static const char *const refused[] = {
    "UPDATE sqlite_schema SET sql = 'x'",
    "SELECT \"no such column\" FROM person",
    "SELECT load_extension ('x')",
    "ATTACH ':memory:' AS other",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_false (vouch_db_run (fixture->db, &error, refused[i], ""));
      g_assert_nonnull (error);
    }
}

static void
test_errors (StoreFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr(VouchDb) other = store_fixture_open (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_false (vouch_db_run (fixture->db, &error,
                                "INSERT INTO value (connection_id, kind, name, value)"
                                " VALUES (77, 'setting', 'a', 'b')", ""));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  g_assert_true (vouch_db_begin (fixture->db, &error));
  g_assert_false (vouch_db_begin (other, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY);
  g_clear_error (&error);
  vouch_db_roll_back (fixture->db);

  vouch_test_vfs_fail_nth (fixture->vfs, 1, VOUCH_TEST_VFS_FULL, TRUE);
  g_assert_true (vouch_db_begin (other, &error));
  g_assert_true (vouch_db_run (other, &error, "UPDATE connection SET name = 'New'", ""));
  g_assert_false (vouch_db_commit (other, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FULL);
  g_clear_error (&error);
  vouch_test_vfs_fail_nth (fixture->vfs, 0, VOUCH_TEST_VFS_FULL, FALSE);
  vouch_db_roll_back (other);
  g_assert_cmpint (store_count (other, "SELECT count(*) FROM connection WHERE name = 'New'"), ==,
                   0);
}

static void
test_read_only (StoreFixture  *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchDb) reader = NULL;
  g_autoptr(VouchDb) none = NULL;

  reader = vouch_db_open (STORE_PATH, "test", VOUCH_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (vouch_migrate (reader, &error));
  g_assert_cmpint (store_count (reader, "SELECT count(*) FROM connection"), ==, 1);
  store_add_connection (fixture->db, "Other");
  g_assert_cmpint (store_count (reader, "SELECT count(*) FROM connection"), ==, 2);

  g_assert_false (vouch_db_run (reader, &error, "DELETE FROM connection", ""));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_READ_ONLY);
}

static void
test_not_there (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "nowhere", "store.db", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (vouch_db_open (path, NULL, VOUCH_DB_READ_ONLY, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND);
}

static void
assert_mode (const char *path,
             guint       mode)
{
  struct stat info;

  g_test_message ("%s", path);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, mode);
}

static void
test_modes (void)
{
  static const mode_t masks[] = { 0, 022, 0277 };
  mode_t old = umask (0);

  for (guint i = 0; i < G_N_ELEMENTS (masks); i++)
    {
      g_autofree char *name = g_strdup_printf ("modes-%u", i);
      g_autofree char *folder = g_build_filename (g_get_user_data_dir (), name, NULL);
      g_autofree char *path = g_build_filename (folder, "store.db", NULL);
      g_autofree char *wal = g_strconcat (path, "-wal", NULL);
      g_autofree char *shm = g_strconcat (path, "-shm", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchDb) db = NULL;

      g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
      umask (masks[i]);
      db = vouch_db_open (path, NULL, VOUCH_DB_WRITE, &error);
      umask (0);
      g_assert_no_error (error);
      g_assert_true (vouch_migrate (db, &error));

      assert_mode (folder, 0700);
      assert_mode (path, 0600);
      assert_mode (wal, 0600);
      assert_mode (shm, 0600);
    }

  umask (old);
}

static void
test_narrows_modes (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "wide.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchDb) db = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (chmod (path, 0644), ==, 0);
  db = vouch_db_open (path, NULL, VOUCH_DB_WRITE, &error);
  g_assert_no_error (error);
  assert_mode (path, 0600);
}

static void
test_refuses_links (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "link.db", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_cmpint (symlink ("/tmp/elsewhere.db", path), ==, 0);
  g_assert_null (vouch_db_open (path, NULL, VOUCH_DB_WRITE, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED);
}

static void
test_not_a_database (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "text.db", NULL);
  g_autofree char *text = g_strnfill (8192, 'x');
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_data_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_null (vouch_db_open (path, NULL, VOUCH_DB_WRITE, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT);
}

static void
test_changes (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) changes = NULL;
  VouchDbChange *change;

  g_assert_true (vouch_db_begin (fixture->db, NULL));
  vouch_db_note_change (fixture->db, "request", 5);
  vouch_db_note_change (fixture->db, "effect", 1);
  vouch_db_note_change (fixture->db, "request", 3);
  vouch_db_note_change (fixture->db, "request", 5);
  changes = vouch_db_steal_changes (fixture->db);
  vouch_db_roll_back (fixture->db);

  g_assert_cmpuint (changes->len, ==, 2);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->subject, ==, "request");
  g_assert_cmpuint (change->ids->len, ==, 2);
  g_assert_cmpint (g_array_index (change->ids, gint64, 0), ==, 5);
  g_assert_cmpint (g_array_index (change->ids, gint64, 1), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/db/binding", test_binding);
  ADD ("/db/invalid-text", test_invalid_text);
  ADD ("/db/nested", test_nested);
  ADD ("/db/failed-rows", test_failed_rows);
  ADD ("/db/pragmas", test_pragmas);
  ADD ("/db/defensive", test_defensive);
  ADD ("/db/errors", test_errors);
  ADD ("/db/read-only", test_read_only);
  ADD ("/db/changes", test_changes);
  g_test_add_func ("/db/not-there", test_not_there);
  g_test_add_func ("/db/modes", test_modes);
  g_test_add_func ("/db/narrows-modes", test_narrows_modes);
  g_test_add_func ("/db/refuses-links", test_refuses_links);
  g_test_add_func ("/db/not-a-database", test_not_a_database);

  return g_test_run ();
}
