/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "store-fixture.h"
#include "store/vouch-db-private.h"

static void
add_references (VouchDb    *db,
                gint64      request,
                const char *last_name)
{
  g_autoptr(GPtrArray) references = NULL;

  references = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reference_row_free);
  for (guint i = 0; i < 3; i++)
    {
      VouchReferenceRow *reference = vouch_reference_row_new ();

      reference->first_name = g_strdup_printf ("Friend%u", i);
      reference->last_name = g_strdup_printf ("Of%s", last_name);
      reference->email = g_strdup_printf ("friend%u.of.%s@example.net", i, last_name);
      g_ptr_array_add (references, reference);
    }

  g_assert_true (vouch_references_replace (db, 1, request, references, NULL));
}

/* Returns: the application's id */
static gint64
add_everything (VouchDb    *db,
                const char *candidate_id,
                const char *last_name)
{
  gint64 application = store_add_application (db, 1, candidate_id, last_name);
  gint64 request = store_add_request (db, 1, application, VOUCH_STAGE_SENT);
  g_autofree char *subject = g_strdup_printf ("application:%" G_GINT64_FORMAT, application);
  g_autofree char *body = g_strdup_printf ("{\"last_name\":\"%s\"}", last_name);
  g_autofree char *file_name = g_strdup_printf ("Report %s.pdf", last_name);
  g_autoptr(VouchEffect) effect = vouch_effect_new ("create-request", subject, 1);
  g_autoptr(VouchEffect) note = vouch_effect_new ("note", subject, 1);
  g_autoptr(GError) error = NULL;

  add_references (db, request, last_name);
  effect->connection_id = 1;
  effect->once = TRUE;
  effect->application_id = application;
  vouch_effect_set_body (effect, body);
  g_assert_cmpint (vouch_outbox_plan (db, effect, NULL, &error), >, 0);

  note->connection_id = 1;
  note->once = TRUE;
  note->request_id = request;
  vouch_effect_set_body (note, body);
  g_assert_cmpint (vouch_outbox_plan (db, note, NULL, &error), >, 0);
  g_assert_true (vouch_reports_put (db, request, "full", file_name, 1, "sha", NULL, &error));
  return application;
}

static void
assert_erased (StoreFixture *fixture,
               const char   *last_name)
{
  if (vouch_test_vfs_contains (fixture->vfs, last_name))
    g_error ("%s is still in the files", last_name);
}

static void
test_bury (StoreFixture  *fixture,
           gconstpointer  data)
{
  VouchDb *db = fixture->db;
  gint64 application;
  g_autoptr(VouchApplication) buried = NULL;
  g_autoptr(VouchRequestRow) request = NULL;
  g_autoptr(GPtrArray) references = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_db_begin (db, &error));
  application = add_everything (db, "c-1", "Quillfeather");
  g_assert_true (vouch_db_commit (db, &error));
  g_assert_true (vouch_test_vfs_contains (fixture->vfs, "Quillfeather"));

  g_assert_true (vouch_db_begin (db, &error));
  g_assert_true (vouch_applications_bury (db, application, &error));
  g_assert_true (vouch_db_commit (db, &error));
  assert_erased (fixture, "Quillfeather");
  g_assert_false (vouch_test_vfs_contains (fixture->vfs, "report/4711"));

  buried = vouch_applications_get (db, application, &error);
  g_assert_true (buried->erased);
  g_assert_null (buried->person);
  g_assert_cmpstr (buried->candidate_id, ==, "c-1");
  request = vouch_requests_find_open (db, application, &error);
  g_assert_cmpstr (request->external_id, ==, "APP-1");
  g_assert_null (request->person_hash);
  g_assert_null (request->report_url);
  references = vouch_references_list (db, request->id, &error);
  g_assert_cmpuint (references->len, ==, 0);
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM outbox"), ==, 2);
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM payload"), ==, 0);

  assert_writes_nothing (db, g_assert_true (vouch_applications_bury (db, application, &error)));
}

static void
test_stays_buried (StoreFixture  *fixture,
                   gconstpointer  data)
{
  VouchDb *db = fixture->db;
  gint64 application = add_everything (db, "c-1", "Quillfeather");
  g_autoptr(VouchRequestRow) request = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_applications_bury (db, application, &error));
  g_assert_cmpint (store_add_application (db, 1, "c-1", "Quillfeather"), ==, application);
  request = vouch_requests_find_open (db, application, &error);
  add_references (db, request->id, "Quillfeather");
  assert_erased (fixture, "Quillfeather");
}

static void
test_gone (StoreFixture  *fixture,
           gconstpointer  data)
{
  VouchDb *db = fixture->db;
  gint64 id = store_add_application (db, 1, "c-1", "Quillfeather");
  g_autoptr(VouchApplication) application = vouch_applications_get (db, id, NULL);
  g_autoptr(VouchApplication) buried = NULL;

  application->gone = TRUE;
  g_assert_cmpint (vouch_applications_put (db, 1, application, NULL), ==, id);
  g_assert_true (vouch_applications_bury (db, id, NULL));
  buried = vouch_applications_get (db, id, NULL);
  g_assert_true (buried->gone);
  g_assert_false (buried->erased);
  assert_erased (fixture, "Quillfeather");
}

/* Rows that grow, shrink and move between pages must not leave anything behind. */
static void
test_many (StoreFixture  *fixture,
           gconstpointer  data)
{
  enum { N = 120 };
  VouchDb *db = fixture->db;
  g_autoptr(GRand) random = g_rand_new_with_seed (7);
  gint64 ids[N];

  g_assert_true (vouch_db_begin (db, NULL));
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("c-%u", i);
      g_autofree char *filling = g_strnfill (g_rand_int_range (random, 0, 700), 'x');
      g_autofree char *name = g_strdup_printf ("Quillfeather%03u%s", i, filling);

      ids[i] = add_everything (db, candidate, name);
    }
  g_assert_true (vouch_db_commit (db, NULL));

  for (guint round = 0; round < 200; round++)
    {
      guint i = g_rand_int_range (random, 0, N);
      g_autofree char *candidate = g_strdup_printf ("c-%u", i);
      g_autofree char *filling = g_strnfill (g_rand_int_range (random, 0, 700), 'x');
      g_autofree char *name = g_strdup_printf ("Quillfeather%03u%s", i, filling);

      g_assert_cmpint (store_add_application (db, 1, candidate, name), ==, ids[i]);
    }

  for (guint i = 0; i < N; i += 2)
    g_assert_true (vouch_applications_bury (db, ids[i], NULL));

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("Quillfeather%03u", i);

      g_test_message ("%s", name);
      g_assert_true (vouch_test_vfs_contains (fixture->vfs, name) == (i % 2 != 0));
    }

  g_assert_true (vouch_connections_remove (db, 1, NULL));
  assert_erased (fixture, "Quillfeather");
}

/* A crash between commit and checkpoint leaves names in the log; the next opening empties it. */
static void
test_crash_before_checkpoint (StoreFixture  *fixture,
                              gconstpointer  data)
{
  VouchDb *old = fixture->db;
  gint64 application = add_everything (old, "c-1", "Quillfeather");

  g_assert_true (vouch_applications_bury (old, application, NULL));
  old->truncate = FALSE;
  application = add_everything (old, "c-2", "Featherquill");
  g_assert_true (vouch_db_begin (old, NULL));
  g_assert_true (vouch_applications_bury (old, application, NULL));
  old->truncate = FALSE;
  g_assert_true (vouch_db_commit (old, NULL));
  g_assert_true (vouch_test_vfs_contains (fixture->vfs, "Featherquill"));

  vouch_test_vfs_power_cut (fixture->vfs);
  fixture->db = store_fixture_open (fixture);
  assert_erased (fixture, "Featherquill");
  vouch_db_close (old);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/erase/bury", test_bury);
  ADD ("/erase/stays-buried", test_stays_buried);
  ADD ("/erase/gone", test_gone);
  ADD ("/erase/many", test_many);
  ADD ("/erase/crash-before-checkpoint", test_crash_before_checkpoint);

  return g_test_run ();
}
