/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "store-fixture.h"
#include "store/vouch-db-private.h"
#include "store/vouch-migrations.h"
#include "test-counts.h"

/* A store as a company has it, brought from the schema of today to one that changes a lot of it,
 * and killed on the way: what was in it is in it (T20). */

#define MAX_STEPS 100

static const int sizes[] = { 3, 60, 600 };

/* What a later version may do: columns, indexes, names, a table made anew, values rewritten. */
static const VouchMigration next = {
  "many changes",
  "ALTER TABLE person ADD COLUMN middle_name TEXT;"
  "UPDATE person SET middle_name = upper (last_name);"
  "ALTER TABLE ledger RENAME COLUMN actor TO who;"
  "CREATE TABLE payload_new (outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id)"
  " ON DELETE CASCADE, connection_id INTEGER NOT NULL REFERENCES connection (id)"
  " ON DELETE CASCADE, body TEXT NOT NULL, size INTEGER NOT NULL);"
  "INSERT INTO payload_new SELECT outbox_id, connection_id, body, length (body) FROM payload;"
  "DROP TABLE payload;"
  "ALTER TABLE payload_new RENAME TO payload;"
  "CREATE INDEX payload_connection ON payload (connection_id);"
  "CREATE INDEX ledger_by_who ON ledger (who, id);"
  "UPDATE request SET external_id = 'v2:' || external_id;",
};

static void
fill_one (StoreFixture *fixture,
          int           number)
{
  g_autofree char *candidate = g_strdup_printf ("candidate-%d", number);
  g_autofree char *last_name = g_strdup_printf ("Ökafor-%d", number);
  g_autofree char *subject = NULL;
  g_autofree char *body = g_strnfill (200 + number % 1500, 'x');
  g_autoptr(VouchReason) what = vouch_reason_new ("effect.done", "kind", "create-request", NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (number * G_USEC_PER_SEC, "vouch", what);
  gint64 application = store_add_application (fixture->db, fixture->connection_id, candidate,
                                              last_name);
  gint64 trigger = store_add_trigger (fixture->db, fixture->connection_id, application, 1);
  gint64 request = store_add_request (fixture->db, fixture->connection_id, application,
                                      number % 3 == 0 ? VOUCH_STAGE_COMPLETE : VOUCH_STAGE_SENT);

  subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request);
  store_plan (fixture->db, fixture->connection_id, "create-request", subject, TRUE, body, NULL);
  store_plan (fixture->db, fixture->connection_id, "remind-request", subject, FALSE, body, NULL);
  line->application_id = application;
  line->trigger_id = trigger;
  line->request_id = request;
  g_assert_cmpint (vouch_ledger_append (fixture->db, fixture->connection_id, line, NULL), !=, 0);
}

static void
fill (StoreFixture *fixture,
      int           n_people)
{
  g_assert_true (vouch_db_begin (fixture->db, NULL));
  for (int i = 0; i < n_people; i++)
    fill_one (fixture, i);
  g_assert_true (vouch_db_commit (fixture->db, NULL));
}

static char *
dup_text (VouchDb    *db,
          const char *sql)
{
  g_autoptr(GError) error = NULL;
  VouchRows *rows = vouch_db_query (db, &error, sql, "");
  char *text;

  g_assert_true (vouch_rows_next (rows));
  text = g_strdup (vouch_rows_text (rows, 0));
  g_assert_true (vouch_rows_finish (rows, &error));
  return text;
}

/* Everything that was there before, by whatever name it has now. */
static char *
describe (VouchDb *db)
{
  static const char *const queries[] = {
    "SELECT group_concat (id || first_name || last_name || email || phone) FROM person",
    "SELECT group_concat (id || person_id || candidate_id || job_id || status) FROM application",
    "SELECT group_concat (id || application_id || entry_no || entered_on || state) FROM trigger",
    "SELECT group_concat (id || application_id || replace (external_id, 'v2:', '') || stage)"
    " FROM request",
    "SELECT group_concat (id || kind || subject || entry || once || state || digest) FROM outbox",
    "SELECT group_concat (outbox_id || connection_id || body) FROM payload",
    "SELECT count(*) || '/' || total (id * (1 + request_id)) FROM ledger",
    "SELECT group_concat (id || name) FROM connection",
  };
  GString *all = g_string_new (NULL);
  char *digest;

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *text = dup_text (db, queries[i]);

      g_assert_nonnull (text);
      g_string_append (all, text);
      g_string_append_c (all, '\n');
    }

  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, all->len);
  g_string_free (all, TRUE);
  return digest;
}

static gboolean
migrate (VouchDb  *db,
         gint64    version,
         GError  **error)
{
  VouchMigration steps[MAX_STEPS] = { 0 };

  /* Those before it are done already, and are not run. */
  g_assert_cmpint (version, <, MAX_STEPS);
  steps[version] = next;
  return vouch_migrate_steps (db, steps, (guint) version + 1, error);
}

static void
check (StoreFixture *fixture,
       const char   *wanted,
       gint64        version)
{
  g_autofree char *found = describe (fixture->db);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpint (store_count (fixture->db, "PRAGMA user_version"), ==, version);
  g_assert_true (vouch_db_check (fixture->db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM pragma_foreign_key_check"), ==,
                   0);
  g_assert_cmpint (store_count (fixture->db,
                                "SELECT count(*) FROM person"
                                " WHERE middle_name IS NOT upper (last_name)"), ==, 0);
  g_assert_cmpint (store_count (fixture->db,
                                "SELECT count(*) FROM request"
                                " WHERE external_id NOT LIKE 'v2:APP%'"), ==, 0);
}

static VouchDb *
open_store (StoreFixture *fixture)
{
  return vouch_db_open (STORE_PATH, vouch_test_vfs_get_name (fixture->vfs), VOUCH_DB_WRITE, NULL);
}

static void
die_at (StoreFixture *fixture,
        guint64       n,
        gint64        version,
        gboolean      power_cut)
{
  VouchDb *db;

  vouch_test_vfs_fail_nth (fixture->vfs, n, VOUCH_TEST_VFS_EIO, TRUE);
  db = open_store (fixture);
  if (db != NULL)
    migrate (db, version, NULL);
  if (power_cut)
    vouch_test_vfs_power_cut (fixture->vfs);
  else
    vouch_test_vfs_kill (fixture->vfs);
  g_clear_pointer (&db, vouch_db_close);
  vouch_test_vfs_fail_nth (fixture->vfs, 0, VOUCH_TEST_VFS_EIO, FALSE);
}

/* One size: the run that is not disturbed says how many points there are. */
static void
test_kills (StoreFixture  *fixture,
            gconstpointer  data)
{
  g_autoptr(VouchTestVfsImage) image = NULL;
  g_autofree char *wanted = NULL;
  g_autoptr(GError) error = NULL;
  gint64 version;
  guint64 before, n_points;

  fill (fixture, GPOINTER_TO_INT (data));
  wanted = describe (fixture->db);
  version = store_count (fixture->db, "PRAGMA user_version");
  g_clear_pointer (&fixture->db, vouch_db_close);
  image = vouch_test_vfs_snapshot (fixture->vfs);
  before = vouch_test_vfs_get_n_operations (fixture->vfs);
  fixture->db = open_store (fixture);
  g_assert_true (migrate (fixture->db, version, &error));
  g_assert_no_error (error);
  check (fixture, wanted, version + 1);
  n_points = vouch_test_vfs_get_n_operations (fixture->vfs) - before;
  g_assert_cmpuint (n_points, >, 20);

  for (guint i = 0; i < 2 * VOUCH_N_MIGRATION_KILLS; i++)
    {
      guint64 n = 1 + (i / 2) * n_points / VOUCH_N_MIGRATION_KILLS;

      g_test_message ("operation %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, n, n_points);
      g_clear_pointer (&fixture->db, vouch_db_close);
      vouch_test_vfs_restore (fixture->vfs, image);
      die_at (fixture, n, version, i % 2 == 1);
      fixture->db = open_store (fixture);
      g_assert_true (migrate (fixture->db, version, &error));
      g_assert_no_error (error);
      check (fixture, wanted, version + 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/migration-kills/%d", sizes[i]);

      g_test_add (path, StoreFixture, GINT_TO_POINTER (sizes[i]), store_fixture_set_up, test_kills,
                  store_fixture_tear_down);
    }

  return g_test_run ();
}
