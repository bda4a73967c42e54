/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store-fixture.h"

#define HOSTILE "'\"; DROP TABLE person; --\xc3\xa9"

static void
test_applications (StoreFixture  *fixture,
                   gconstpointer  data)
{
  VouchDb *db = fixture->db;
  gint64 id = store_add_application (db, 1, "c-1", "Okafor");
  g_autoptr(VouchApplication) application = vouch_applications_get (db, id, NULL);
  g_autoptr(VouchApplication) again = NULL;
  g_autoptr(GPtrArray) in_step = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (application->person->last_name, ==, "Okafor");
  g_assert_cmpint (application->person_id, >, 0);
  g_assert_true (application->in_step);
  assert_writes_nothing (db, g_assert_cmpint (vouch_applications_put (db, 1, application, &error),
                                              ==, id));

  application->read_at = 50;
  vouch_set_str (&application->application_id, "APP-1");
  vouch_set_str (&application->person->email, "new@example.org");
  g_assert_cmpint (vouch_applications_put (db, 1, application, &error), ==, id);

  /* What a list does not say is not forgotten. */
  application->read_at = 0;
  g_clear_pointer (&application->application_id, g_free);
  g_clear_pointer (&application->person, vouch_contact_free);
  assert_writes_nothing (db, g_assert_cmpint (vouch_applications_put (db, 1, application, &error),
                                              ==, id));
  again = vouch_applications_find (db, 1, "c-1", "job-1", &error);
  g_assert_cmpint (again->read_at, ==, 50);
  g_assert_cmpstr (again->application_id, ==, "APP-1");
  g_assert_cmpstr (again->person->email, ==, "new@example.org");
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM person"), ==, 1);

  in_step = vouch_applications_in_step (db, 1, &error);
  g_assert_cmpuint (in_step->len, ==, 1);
  application->in_step = FALSE;
  g_assert_cmpint (vouch_applications_put (db, 1, application, &error), ==, id);
  g_clear_pointer (&in_step, g_ptr_array_unref);
  in_step = vouch_applications_in_step (db, 1, &error);
  g_assert_cmpuint (in_step->len, ==, 0);
}

static void
test_to_read (StoreFixture  *fixture,
              gconstpointer  data)
{
  VouchDb *db = fixture->db;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) some = NULL;
  g_autoptr(GPtrArray) none = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("c-%u", i);
      gint64 id = store_add_application (db, 1, candidate, "Okafor");
      g_autoptr(VouchApplication) application = vouch_applications_get (db, id, NULL);

      application->in_step = i == 3;
      application->read_at = 100 - i;
      g_assert_cmpint (vouch_applications_put (db, 1, application, &error), ==, id);
      store_add_request (db, 1, id, i == 0 ? VOUCH_STAGE_COMPLETE : VOUCH_STAGE_SENT);
    }

  some = vouch_applications_to_read (db, 1, 100, 200, 10, &error);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpstr (((VouchApplication *) g_ptr_array_index (some, 0))->candidate_id, ==, "c-2");
  none = vouch_applications_to_read (db, 1, 98, 200, 10, &error);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
assert_finds (VouchDb    *db,
              const char *text,
              guint       n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = vouch_applications_search (db, 1, text, 10, &error);

  g_test_message ("%s", text);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n);
}

static void
test_search (StoreFixture  *fixture,
             gconstpointer  data)
{
  store_add_application (fixture->db, 1, "c-1", "\xc3\x96ztürk");
  store_add_application (fixture->db, 1, "c-2", "Okafor");
  store_add_application (fixture->db, 1, "c-3", HOSTILE);

  assert_finds (fixture->db, "c-1", 1);
  assert_finds (fixture->db, "\xc3\xb6ZT\xc3\x9cRK", 1);
  assert_finds (fixture->db, "ines oka", 1);
  assert_finds (fixture->db, "Okafor@EXAMPLE.org", 1);
  assert_finds (fixture->db, HOSTILE, 1);
  assert_finds (fixture->db, "%", 0);
  assert_finds (fixture->db, "' OR 1=1 --", 0);
  assert_finds (fixture->db, "Ines", 3);
}

static void
test_triggers (StoreFixture  *fixture,
               gconstpointer  data)
{
  VouchDb *db = fixture->db;
  gint64 application = store_add_application (db, 1, "c-1", "Okafor");
  gint64 one = store_add_trigger (db, 1, application, 1);
  gint64 two = store_add_trigger (db, 1, application, 2);
  g_autoptr(VouchTrigger) last = vouch_triggers_get_last (db, application, NULL);
  g_autoptr(VouchTrigger) again = NULL;
  g_autoptr(VouchTrigger) double_entry = NULL;
  g_autoptr(GPtrArray) observed = NULL;
  g_autoptr(GPtrArray) held = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (last->id, ==, two);
  g_assert_null (vouch_triggers_get_last (db, 99, &error));
  g_assert_no_error (error);

  double_entry = vouch_trigger_copy (last);
  g_assert_cmpint (vouch_triggers_add (db, 1, double_entry, &error), ==, 0);
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  last->state = VOUCH_TRIGGER_HELD;
  last->late = TRUE;
  last->reason = vouch_reason_new ("tag.near-miss", "tag", HOSTILE, NULL);
  g_assert_true (vouch_triggers_update (db, last, &error));
  again = vouch_triggers_get (db, two, &error);
  g_assert_cmpint (again->version, ==, 2);
  g_assert_true (again->late);
  g_assert_true (vouch_reason_equal (again->reason, last->reason));
  g_assert_false (vouch_triggers_update (db, last, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE);
  g_clear_error (&error);

  observed = vouch_triggers_list (db, 1, VOUCH_TRIGGER_OBSERVED, &error);
  g_assert_cmpuint (observed->len, ==, 1);
  g_assert_cmpint (((VouchTrigger *) g_ptr_array_index (observed, 0))->id, ==, one);
  held = vouch_triggers_list (db, 1, VOUCH_TRIGGER_HELD, &error);
  g_assert_cmpuint (held->len, ==, 1);
}

static void
test_requests (StoreFixture  *fixture,
               gconstpointer  data)
{
  VouchDb *db = fixture->db;
  gint64 application = store_add_application (db, 1, "c-1", "Okafor");
  gint64 id = store_add_request (db, 1, application, VOUCH_STAGE_PLANNED);
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, id, NULL);
  g_autoptr(VouchRequestRow) second = NULL;
  g_autoptr(VouchRequestRow) remote = NULL;
  g_autoptr(GPtrArray) due = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (request->requestor, ==, "dana.ruiz@example.com");
  g_assert_cmpstr (request->external_id, ==, "APP-1");

  second = vouch_request_row_copy (request);
  g_assert_cmpint (vouch_requests_add (db, second, &error), ==, 0);
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);

  request->stage = VOUCH_STAGE_SENT;
  request->created_at = 40;
  request->poll_at = 50;
  vouch_set_str (&request->request_id, "r-1");
  vouch_set_str (&request->external_id, "changed");
  g_assert_true (vouch_requests_update (db, request, &error));
  remote = vouch_requests_find_remote (db, 1, "r-1", &error);
  g_assert_cmpint (remote->version, ==, 2);
  g_assert_cmpstr (remote->external_id, ==, "APP-1");
  g_assert_cmpstr (remote->requestor, ==, "dana.ruiz@example.com");
  g_assert_false (vouch_requests_update (db, request, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE);
  g_clear_error (&error);

  due = vouch_requests_due (db, 1, 49, 10, &error);
  g_assert_cmpuint (due->len, ==, 0);
  g_clear_pointer (&due, g_ptr_array_unref);
  due = vouch_requests_due (db, 1, 50, 10, &error);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpuint (vouch_requests_count_open (db, 1, &error), ==, 1);
  g_assert_cmpuint (vouch_requests_count_since (db, 1, 40, &error), ==, 1);
  g_assert_cmpuint (vouch_requests_count_since (db, 1, 41, &error), ==, 0);

  remote->stage = VOUCH_STAGE_COMPLETE;
  g_assert_true (vouch_requests_update (db, remote, &error));
  g_assert_null (vouch_requests_find_open (db, application, &error));
  g_assert_no_error (error);
  g_assert_cmpint (vouch_requests_add (db, second, &error), >, id);
}

static void
test_references (StoreFixture  *fixture,
                 gconstpointer  data)
{
  VouchDb *db = fixture->db;
  gint64 application = store_add_application (db, 1, "c-1", "Okafor");
  gint64 request = store_add_request (db, 1, application, VOUCH_STAGE_SENT);
  gint64 n_persons = store_count (db, "SELECT count(*) FROM person");
  g_autoptr(GPtrArray) references = NULL;
  g_autoptr(GPtrArray) read = NULL;
  g_autoptr(GError) error = NULL;

  references = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_reference_row_free);
  for (guint i = 0; i < 3; i++)
    {
      VouchReferenceRow *reference = vouch_reference_row_new ();

      reference->first_name = g_strdup_printf ("Reference %u", i);
      reference->last_name = g_strdup ("Person");
      reference->status = g_strdup ("pending");
      g_ptr_array_add (references, reference);
    }

  g_assert_true (vouch_references_replace (db, 1, request, references, &error));
  assert_writes_nothing (db, g_assert_true (vouch_references_replace (db, 1, request, references,
                                                                      &error)));
  g_ptr_array_remove_index (references, 0);
  g_assert_true (vouch_references_replace (db, 1, request, references, &error));
  read = vouch_references_list (db, request, &error);
  g_assert_cmpuint (read->len, ==, 2);
  g_assert_cmpstr (((VouchReferenceRow *) g_ptr_array_index (read, 0))->first_name, ==,
                   "Reference 1");
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM person"), ==, n_persons + 2);

  g_assert_true (vouch_reports_put (db, request, "full", "a.pdf", 5, "sha", NULL, &error));
  assert_writes_nothing (db, vouch_reports_put (db, request, "full", "a.pdf", 5, "sha", NULL,
                                                &error));
  g_assert_true (vouch_reports_put (db, request, "full", "a.pdf", 5, "sha", "att", &error));
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM report WHERE attachment_id = 'att'"), ==,
                   1);
}

static void
append (VouchDb    *db,
        gint64      application_id,
        const char *id)
{
  g_autoptr(VouchReason) what = vouch_reason_new (id, "n", "1", NULL);
  g_autoptr(VouchActivity) activity = vouch_activity_new (7, "vouch", what);
  g_autoptr(GError) error = NULL;

  activity->application_id = application_id;
  g_assert_cmpint (vouch_ledger_append (db, 1, activity, &error), >, 0);
  g_assert_no_error (error);
}

static void
assert_lines (VouchDb    *db,
              const char *text_id,
              gint64      application_id,
              gint64      before_id,
              guint       limit,
              gint64      first,
              guint       n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vouch_ledger_list (db, 1, text_id, application_id, before_id, limit,
                                                  &error);

  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, n);
  if (n > 0)
    g_assert_cmpint (((VouchActivity *) g_ptr_array_index (lines, 0))->id, ==, first);
}

static void
test_ledger (StoreFixture  *fixture,
             gconstpointer  data)
{
  VouchDb *db = fixture->db;
  g_autoptr(GPtrArray) lines = NULL;
  VouchActivity *line;

  append (db, 1, "request.sent");
  append (db, 2, "request.sent");
  append (db, 2, "report.attached");

  assert_lines (db, NULL, 0, 0, 10, 3, 3);
  assert_lines (db, NULL, 0, 0, 2, 3, 2);
  assert_lines (db, NULL, 0, 3, 10, 2, 2);
  assert_lines (db, "request.sent", 0, 0, 10, 2, 2);
  assert_lines (db, NULL, 2, 0, 10, 3, 2);
  assert_lines (db, "request.sent", 2, 0, 10, 2, 1);
  assert_lines (db, "request.sent", 2, 2, 10, 0, 0);

  lines = vouch_ledger_list (db, 1, NULL, 1, 0, 1, NULL);
  line = g_ptr_array_index (lines, 0);
  g_assert_cmpstr (line->actor, ==, "vouch");
  g_assert_cmpint (line->at, ==, 7);
  g_assert_cmpstr (vouch_reason_get_id (line->what), ==, "request.sent");
  g_assert_cmpstr (vouch_reason_get (line->what, "n"), ==, "1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/tracking/applications", test_applications);
  ADD ("/tracking/to-read", test_to_read);
  ADD ("/tracking/search", test_search);
  ADD ("/tracking/triggers", test_triggers);
  ADD ("/tracking/requests", test_requests);
  ADD ("/tracking/references", test_references);
  ADD ("/tracking/ledger", test_ledger);

  return g_test_run ();
}
