/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store-fixture.h"
#include "store/vouch-db-private.h"
#include "store/vouch-migrations.h"

static void
test_cascade (StoreFixture  *fixture,
              gconstpointer  data)
{
  static const char *const tables[] = {
    "value", "person", "survey", "survey_limit", "template", "template_slot", "template_manager",
    "step", "tag_field", "tag_value", "user", "job", "team", "application", "trigger", "request",
    "reference", "report", "outbox", "payload", "sending", "run", "ledger",
  };
  static const char *const fills[] = {
    "INSERT INTO value VALUES (1, 'setting', 'a', 'b')",
    "INSERT INTO person VALUES (1, 1, 'a', 'b', NULL, NULL)",
    "INSERT INTO survey VALUES (1, 's', 0, 'S', 1, 0)",
    "INSERT INTO survey_limit VALUES (1, 's', 'peers', 0, 1, 1)",
    "INSERT INTO template VALUES (1, 1, 't', 't', NULL, NULL, 's', NULL, NULL, NULL, 0, 0, 1, 0)",
    "INSERT INTO template_slot VALUES (1, 0, 1, 'peers', NULL)",
    "INSERT INTO template_manager VALUES (1, 0, 1, 1)",
    "INSERT INTO step VALUES (1, 's', 'n')",
    "INSERT INTO tag_field VALUES (1, 'f', 'F', 1, 1)",
    "INSERT INTO tag_value VALUES (1, 'v', 0, 'V', 0)",
    "INSERT INTO user VALUES (1, 'u', 1, 1)",
    "INSERT INTO job VALUES (1, 'j', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 1,"
    " 1)",
    "INSERT INTO team VALUES (1, 'j', 0, 'u', 'recruiter')",
    "INSERT INTO application VALUES (1, 1, 'c', 'j', NULL, '', '', 1, 0, 0, 0, 0, 0, 1)",
    "INSERT INTO trigger VALUES (1, 1, 1, 1, 0, 0, NULL, NULL, 0, 0, 'observed', NULL, NULL, 1)",
    "INSERT INTO request VALUES (1, 1, 1, 1, 'e', NULL, 'c', 'j', NULL, 1, 0, NULL, NULL, 'sent',"
    " NULL,"
    " 0, NULL, 0, 0, 0, 0, 0, 0, 0, NULL, 1)",
    "INSERT INTO reference VALUES (1, 0, 1, 1, 'peers', NULL)",
    "INSERT INTO report VALUES (1, 'full', 1, 'f', 1, NULL, NULL)",
    "INSERT INTO outbox VALUES (1, 1, 'k', 's', 1, 1, 1, 1, 1, 'planned', NULL, 0, 0, 0, 0, 0, 0,"
    " 0,"
    " NULL, NULL, NULL, 0, NULL, 1)",
    "INSERT INTO payload VALUES (1, 1, '{}')",
    "INSERT INTO sending VALUES (1, 1, 1, 'k', 0)",
    "INSERT INTO run VALUES (1, 1, 0, 1, 'schedule', 'ended', 0, 0, 0, NULL, NULL)",
    "INSERT INTO ledger VALUES (1, 1, 0, 'vouch', 1, 1, 1, 1, 1, 'x', NULL, 1)",
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fills); i++)
    {
      g_test_message ("%s", fills[i]);
      vouch_db_run (fixture->db, &error, fills[i], "");
      g_assert_no_error (error);
    }

  g_assert_true (vouch_connections_remove (fixture->db, 1, &error));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", tables[i]);

      g_test_message ("%s", tables[i]);
      g_assert_cmpint (store_count (fixture->db, sql), ==, 0);
    }

  g_assert_cmpint (store_count (fixture->db,
                                "SELECT count(*) FROM sqlite_schema WHERE type = 'table'"
                                " AND name NOT LIKE 'sqlite_%'"),
                   ==, G_N_ELEMENTS (tables) + 1);
}

/* An index that a foreign key needs and does not have makes every removal a scan. */
static void
test_foreign_keys_have_indexes (StoreFixture  *fixture,
                                gconstpointer  data)
{
  g_assert_cmpint (store_count (fixture->db,
                                "SELECT count(*) FROM sqlite_schema AS t"
                                " JOIN pragma_foreign_key_list (t.name) AS k"),
                   >, 30);
  g_assert_cmpint (store_count (fixture->db,
                                "SELECT count(*) FROM sqlite_schema AS t"
                                " JOIN pragma_foreign_key_list (t.name) AS k"
                                " WHERE t.type = 'table' AND k.seq = 0"
                                " AND NOT EXISTS (SELECT 1 FROM pragma_index_list (t.name) AS l"
                                " JOIN pragma_index_info (l.name) AS i"
                                " WHERE i.seqno = 0 AND i.name = k.\"from\" AND l.partial = 0)"
                                " AND NOT EXISTS (SELECT 1 FROM pragma_table_info (t.name) AS c"
                                " WHERE c.name = k.\"from\" AND c.pk = 1)"),
                   ==, 0);
}

/* Personal data have one place. */
static void
test_personal_columns (StoreFixture  *fixture,
                       gconstpointer  data)
{
  g_assert_cmpint (store_count (fixture->db,
                                "SELECT count(*) FROM sqlite_schema AS t"
                                " JOIN pragma_table_info (t.name) AS c"
                                " WHERE t.type = 'table' AND t.name <> 'person'"
                                " AND c.name IN ('first_name', 'last_name', 'email', 'phone',"
                                " 'requestor')"),
                   ==, 0);
}

static void
test_newer (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_db_run_script (fixture->db, "PRAGMA user_version = 1000", &error));
  g_assert_false (vouch_migrate (fixture->db, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NEWER);
}

static void
test_foreign (StoreFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_db_run_script (fixture->db, "PRAGMA application_id = 7", &error));
  g_assert_false (vouch_migrate (fixture->db, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT);
}

static const VouchMigration steps[] = {
  { "one", "CREATE TABLE one (a); INSERT INTO one VALUES (1), (2), (3);" },
  { "two", "ALTER TABLE one ADD COLUMN b; UPDATE one SET b = a * 10;" },
  { "three", "CREATE TABLE three AS SELECT a + b AS c FROM one; DROP TABLE one;" },
};

static VouchDb *
open_bare (StoreFixture *fixture)
{
  VouchDb *db = vouch_db_open ("/bare.db", vouch_test_vfs_get_name (fixture->vfs), VOUCH_DB_WRITE,
                               NULL);

  g_assert_nonnull (db);
  return db;
}

static void
test_steps (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr(VouchDb) db = open_bare (fixture);
  g_autoptr(GError) error = NULL;

  for (guint n = 1; n <= G_N_ELEMENTS (steps); n++)
    {
      g_assert_true (vouch_migrate_steps (db, steps, n, &error));
      g_assert_no_error (error);
      g_assert_cmpint (store_count (db, "PRAGMA user_version"), ==, n);
    }

  g_assert_cmpint (store_count (db, "SELECT sum (c) FROM three"), ==, 66);
}

static void
test_bad_step (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const VouchMigration bad[] = {
    { "one", "CREATE TABLE one (a);" },
    { "two", "CREATE TABLE two (a); CREATE TABLE one (a);" },
  };
  g_autoptr(VouchDb) db = open_bare (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_false (vouch_migrate_steps (db, bad, G_N_ELEMENTS (bad), &error));
  g_assert_nonnull (error);
  g_assert_cmpint (store_count (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM sqlite_schema WHERE name = 'two'"), ==,
                   0);
}

static void
migrate_with_fault (StoreFixture *fixture,
                    guint64       n,
                    gboolean      power_cut)
{
  g_autoptr(VouchDb) db = NULL;
  g_autoptr(VouchDb) again = NULL;
  g_autoptr(GError) error = NULL;

  vouch_test_vfs_fail_nth (fixture->vfs, n, VOUCH_TEST_VFS_EIO, TRUE);
  db = vouch_db_open ("/bare.db", "test", VOUCH_DB_WRITE, NULL);
  if (db != NULL)
    vouch_migrate_steps (db, steps, G_N_ELEMENTS (steps), NULL);

  if (power_cut)
    vouch_test_vfs_power_cut (fixture->vfs);
  else
    vouch_test_vfs_kill (fixture->vfs);

  again = open_bare (fixture);
  vouch_migrate_steps (again, steps, G_N_ELEMENTS (steps), &error);
  g_assert_no_error (error);
  g_assert_true (vouch_db_check (again, &error));
  g_assert_cmpint (store_count (again, "SELECT sum (c) FROM three"), ==, 66);
}

/* The process dies at every operation of a migration; the next start finishes it. */
static void
test_interrupted (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr(VouchTestVfsImage) image = NULL;
  guint64 before, n_operations;

  g_clear_pointer (&fixture->db, vouch_db_close);
  image = vouch_test_vfs_snapshot (fixture->vfs);
  before = vouch_test_vfs_get_n_operations (fixture->vfs);
  migrate_with_fault (fixture, 0, FALSE);
  n_operations = vouch_test_vfs_get_n_operations (fixture->vfs) - before;

  for (guint64 n = 1; n <= n_operations; n++)
    {
      g_test_message ("operation %" G_GUINT64_FORMAT, n);
      vouch_test_vfs_restore (fixture->vfs, image);
      migrate_with_fault (fixture, n, n % 2 == 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/migrations/cascade", test_cascade);
  ADD ("/migrations/foreign-keys-have-indexes", test_foreign_keys_have_indexes);
  ADD ("/migrations/personal-columns", test_personal_columns);
  ADD ("/migrations/newer", test_newer);
  ADD ("/migrations/foreign", test_foreign);
  ADD ("/migrations/steps", test_steps);
  ADD ("/migrations/bad-step", test_bad_step);
  ADD ("/migrations/interrupted", test_interrupted);

  return g_test_run ();
}
