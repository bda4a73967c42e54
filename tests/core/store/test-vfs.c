/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "store-fixture.h"
#include "store/vouch-db-private.h"

static gboolean
set_name (VouchDb     *db,
          const char  *name,
          GError     **error)
{
  gboolean good = vouch_db_begin (db, error) &&
                  vouch_db_run (db, error, "UPDATE connection SET name = ?1", "s", name) &&
                  vouch_db_commit (db, error);

  if (!good)
    vouch_db_roll_back (db);
  return good;
}

static void
assert_name (StoreFixture *fixture,
             const char   *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchConnection) connection = NULL;

  connection = vouch_connections_get (fixture->db, fixture->connection_id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (connection->name, ==, name);
}

static void
test_commit_survives (StoreFixture  *fixture,
                      gconstpointer  data)
{
  gboolean power_cut = GPOINTER_TO_INT (data);
  VouchDb *old = fixture->db;
  g_autoptr(GError) error = NULL;

  g_assert_true (set_name (old, "Committed", &error));
  g_assert_true (vouch_db_begin (old, &error));
  g_assert_true (vouch_db_run (old, &error, "UPDATE connection SET name = 'Open'", ""));

  if (power_cut)
    vouch_test_vfs_power_cut (fixture->vfs);
  else
    vouch_test_vfs_kill (fixture->vfs);

  fixture->db = store_fixture_open (fixture);
  assert_name (fixture, "Committed");

  /* The dead connection does no harm any more. */
  g_assert_false (vouch_db_run (old, &error, "INSERT INTO step VALUES (1, 'a', 'b')", "") &&
                  vouch_db_commit (old, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  vouch_db_close (old);
  g_assert_true (vouch_db_check (fixture->db, &error));
  store_fixture_reopen (fixture);
  assert_name (fixture, "Committed");
}

static void
test_unsynced_is_lost (StoreFixture  *fixture,
                       gconstpointer  data)
{
  VouchDb *old = fixture->db;
  g_autoptr(GError) error = NULL;

  g_assert_true (set_name (old, "Synced", &error));
  g_assert_true (vouch_db_run_script (old, "PRAGMA synchronous = NORMAL", &error));
  g_assert_true (set_name (old, "Lost", &error));
  vouch_test_vfs_power_cut (fixture->vfs);

  fixture->db = store_fixture_open (fixture);
  assert_name (fixture, "Synced");
  vouch_db_close (old);
}

static void
test_snapshot (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr(VouchTestVfsImage) image = NULL;
  g_autoptr(GError) error = NULL;
  VouchDb *old = fixture->db;

  g_assert_true (set_name (old, "Before", &error));
  image = vouch_test_vfs_snapshot (fixture->vfs);
  g_assert_true (set_name (old, "After", &error));

  vouch_test_vfs_restore (fixture->vfs, image);
  vouch_db_close (old);
  fixture->db = store_fixture_open (fixture);
  assert_name (fixture, "Before");
}

static void
test_contains (StoreFixture  *fixture,
               gconstpointer  data)
{
  g_assert_true (set_name (fixture->db, "Needle Incorporated", NULL));
  g_assert_true (vouch_test_vfs_contains (fixture->vfs, "Needle Inc"));
  g_assert_false (vouch_test_vfs_contains (fixture->vfs, "Haystack"));
  g_assert_true (vouch_test_vfs_has_file (fixture->vfs, STORE_PATH "-wal"));
}

static void
test_two_connections (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr(VouchDb) reader = vouch_db_open (STORE_PATH, "test", VOUCH_DB_READ_ONLY, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_db_begin (reader, &error));
  g_assert_cmpint (store_count (reader, "SELECT count(*) FROM connection"), ==, 1);
  store_add_connection (fixture->db, "Second");

  /* A reader sees its snapshot and keeps the log from being emptied. */
  g_assert_cmpint (store_count (reader, "SELECT count(*) FROM connection"), ==, 1);
  g_assert_true (vouch_db_checkpoint (fixture->db, &error));
  g_assert_cmpuint (vouch_test_vfs_get_size (fixture->vfs, STORE_PATH "-wal"), >, 0);
  g_assert_true (fixture->db->truncate);

  vouch_db_roll_back (reader);
  g_assert_cmpint (store_count (reader, "SELECT count(*) FROM connection"), ==, 2);
  store_add_connection (fixture->db, "Third");
  g_assert_true (vouch_db_begin (fixture->db, &error));
  g_assert_true (vouch_db_commit (fixture->db, &error));
  g_assert_false (fixture->db->truncate);
  g_assert_cmpuint (vouch_test_vfs_get_size (fixture->vfs, STORE_PATH "-wal"), ==, 0);
}

/* Opens, writes two transactions and closes. Returns the name that must be there afterwards at
 * least. */
static guint
work_until_error (StoreFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchDb) db = vouch_db_open (STORE_PATH, "test", VOUCH_DB_WRITE, &error);
  guint n_good = 0;

  if (db == NULL || !vouch_migrate (db, &error))
    return 0;

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Name %u", i);

      if (set_name (db, name, &error))
        n_good = i;
      g_clear_error (&error);
      if (i == 2)
        vouch_db_checkpoint (db, NULL);
    }

  return n_good;
}

static guint
read_number (StoreFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchConnection) connection = NULL;

  g_assert_true (vouch_db_check (fixture->db, &error));
  g_assert_no_error (error);
  connection = vouch_connections_get (fixture->db, fixture->connection_id, &error);
  g_assert_no_error (error);
  return g_str_has_prefix (connection->name, "Name ") ? (guint) atoi (connection->name + 5) : 0;
}

typedef struct
{
  VouchTestVfsFault fault;
  gboolean for_good;
  int ending; /* 0: closed, 1: killed, 2: power cut */
} Faults;

/* No single failure, and no lasting one, ever damages the file or takes back a commit that
 * succeeded. */
static void
test_nth_error (StoreFixture  *fixture,
                gconstpointer  data)
{
  const Faults *faults = data;
  g_autoptr(VouchTestVfsImage) image = NULL;
  guint64 before, n_operations;

  g_clear_pointer (&fixture->db, vouch_db_close);
  image = vouch_test_vfs_snapshot (fixture->vfs);
  before = vouch_test_vfs_get_n_operations (fixture->vfs);
  g_assert_cmpuint (work_until_error (fixture), ==, 3);
  n_operations = vouch_test_vfs_get_n_operations (fixture->vfs) - before;
  g_assert_cmpuint (n_operations, >, 20);

  for (guint64 n = 1; n <= n_operations; n++)
    {
      guint n_good, n_found;

      g_test_message ("operation %" G_GUINT64_FORMAT, n);
      vouch_test_vfs_restore (fixture->vfs, image);
      vouch_test_vfs_fail_nth (fixture->vfs, n, faults->fault, faults->for_good);
      n_good = work_until_error (fixture);
      if (faults->ending == 1)
        vouch_test_vfs_kill (fixture->vfs);
      else if (faults->ending == 2)
        vouch_test_vfs_power_cut (fixture->vfs);
      vouch_test_vfs_fail_nth (fixture->vfs, 0, faults->fault, FALSE);

      fixture->db = store_fixture_open (fixture);
      n_found = read_number (fixture);
      g_assert_cmpuint (n_found, >=, n_good);
      g_clear_pointer (&fixture->db, vouch_db_close);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const Faults faults[] = {
    { VOUCH_TEST_VFS_EIO, FALSE, 0 },
    { VOUCH_TEST_VFS_EIO, FALSE, 1 },
    { VOUCH_TEST_VFS_EIO, FALSE, 2 },
    { VOUCH_TEST_VFS_EIO, TRUE, 0 },
    { VOUCH_TEST_VFS_EIO, TRUE, 2 },
    { VOUCH_TEST_VFS_FULL, FALSE, 1 },
    { VOUCH_TEST_VFS_FULL, TRUE, 0 },
    { VOUCH_TEST_VFS_FULL, TRUE, 2 },
  };

  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) \
  g_test_add (path, StoreFixture, data, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/vfs/commit-survives/kill", GINT_TO_POINTER (FALSE), test_commit_survives);
  ADD ("/vfs/commit-survives/power-cut", GINT_TO_POINTER (TRUE), test_commit_survives);
  ADD ("/vfs/unsynced-is-lost", NULL, test_unsynced_is_lost);
  ADD ("/vfs/snapshot", NULL, test_snapshot);
  ADD ("/vfs/contains", NULL, test_contains);
  ADD ("/vfs/two-connections", NULL, test_two_connections);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strdup_printf ("/vfs/nth-error/%u", i);

      ADD (path, &faults[i], test_nth_error);
    }

  return g_test_run ();
}
