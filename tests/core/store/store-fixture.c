/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-util.h"
#include "store-fixture.h"
#include "store/vouch-db-private.h"

VouchDb *
store_fixture_open (StoreFixture *fixture)
{
  g_autoptr(GError) error = NULL;
  VouchDb *db = vouch_db_open (STORE_PATH, vouch_test_vfs_get_name (fixture->vfs), VOUCH_DB_WRITE,
                               &error);

  g_assert_no_error (error);
  g_assert_true (vouch_migrate (db, &error));
  g_assert_no_error (error);
  return db;
}

void
store_fixture_set_up (StoreFixture  *fixture,
                      gconstpointer  data)
{
  fixture->vfs = vouch_test_vfs_new ("test");
  fixture->db = store_fixture_open (fixture);
  fixture->connection_id = store_add_connection (fixture->db, "Acme");
}

void
store_fixture_tear_down (StoreFixture  *fixture,
                         gconstpointer  data)
{
  g_clear_pointer (&fixture->db, vouch_db_close);
  g_clear_pointer (&fixture->vfs, vouch_test_vfs_free);
}

void
store_fixture_reopen (StoreFixture *fixture)
{
  g_clear_pointer (&fixture->db, vouch_db_close);
  fixture->db = store_fixture_open (fixture);
}

gint64
store_add_connection (VouchDb    *db,
                      const char *name)
{
  g_autoptr(VouchConnection) connection = vouch_connection_new (name, VOUCH_CONNECTION_PRACTICE);
  g_autoptr(GError) error = NULL;
  gint64 id = vouch_connections_add (db, connection, &error);

  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

gint64
store_add_application (VouchDb    *db,
                       gint64      connection_id,
                       const char *candidate_id,
                       const char *last_name)
{
  g_autoptr(VouchApplication) application = vouch_application_new (candidate_id, "job-1");
  g_autoptr(GError) error = NULL;
  g_autofree char *email = g_strdup_printf ("%s@example.org", last_name);
  gint64 id;

  vouch_set_str (&application->status, "IN_REVIEW");
  application->in_step = TRUE;
  application->person = vouch_contact_new ("Ines", last_name, email, "+14155550123");
  id = vouch_applications_put (db, connection_id, application, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

gint64
store_add_trigger (VouchDb *db,
                   gint64   connection_id,
                   gint64   application_id,
                   int      entry_no)
{
  g_autoptr(VouchTrigger) trigger = vouch_trigger_new ();
  g_autoptr(GError) error = NULL;
  gint64 id;

  trigger->application_id = application_id;
  trigger->entry_no = entry_no;
  trigger->entered_on = entry_no * G_USEC_PER_SEC;
  id = vouch_triggers_add (db, connection_id, trigger, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

gint64
store_add_request (VouchDb    *db,
                   gint64      connection_id,
                   gint64      application_id,
                   VouchStage  stage)
{
  g_autoptr(VouchRequestRow) request = vouch_request_row_new ();
  g_autoptr(GError) error = NULL;
  gint64 id;

  request->connection_id = connection_id;
  request->application_id = application_id;
  request->external_id = g_strdup_printf ("APP-%" G_GINT64_FORMAT, application_id);
  request->requestor = g_strdup ("dana.ruiz@example.com");
  request->person_salt = g_strdup ("salt");
  request->person_hash = g_strdup ("hash");
  request->report_url = g_strdup ("https://example.com/report/4711");
  request->stage = stage;
  id = vouch_requests_add (db, request, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

gint64
store_plan (VouchDb    *db,
            gint64      connection_id,
            const char *kind,
            const char *subject,
            gboolean    once,
            const char *body,
            gboolean   *added)
{
  g_autoptr(VouchEffect) effect = vouch_effect_new (kind, subject, 1);
  g_autoptr(GError) error = NULL;
  gint64 id;

  effect->connection_id = connection_id;
  effect->once = once;
  vouch_effect_set_body (effect, body);
  id = vouch_outbox_plan (db, effect, added, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

gint64
store_count (VouchDb    *db,
             const char *sql)
{
  VouchRows *rows = vouch_db_query (db, NULL, sql, "");
  gint64 count;

  g_assert_true (vouch_rows_next (rows));
  count = vouch_rows_int (rows, 0);
  g_assert_true (vouch_rows_finish (rows, NULL));
  return count;
}

gboolean
store_plan_has (StoreFixture *fixture,
                const char   *sql,
                const char   *part)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *plan = NULL;
  gboolean found = FALSE;

  g_assert_cmpint (sqlite3_prepare_v2 (fixture->db->handle, explain, -1, &plan, NULL), ==,
                   SQLITE_OK);
  while (sqlite3_step (plan) == SQLITE_ROW)
    {
      const char *detail = (const char *) sqlite3_column_text (plan, 3);

      g_test_message ("%s", detail);
      found |= strstr (detail, part) != NULL;
    }
  sqlite3_finalize (plan);
  return found;
}
