/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store-fixture.h"

#define HOSTILE "'\"; DROP TABLE person; --\xc3\xa9"

static void
test_connections (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = vouch_connection_new ("Second", VOUCH_CONNECTION_REAL);
  g_autoptr(VouchConnection) read = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;

  connection->sign_in = VOUCH_SIGN_IN_CLIENT_CREDENTIALS;
  vouch_set_str (&connection->api_uri, "https://api.smartrecruiters.com");
  vouch_set_str (&connection->company_id, "acme");
  vouch_set_str (&connection->crosschq_form, "bearer");
  connection->on = TRUE;
  connection->turned_on_at = 5;
  connection->refresh_generation = 7;
  connection->id = vouch_connections_add (fixture->db, connection, &error);
  g_assert_no_error (error);

  read = vouch_connections_get (fixture->db, connection->id, &error);
  g_assert_cmpstr (read->name, ==, "Second");
  g_assert_cmpint (read->kind, ==, VOUCH_CONNECTION_REAL);
  g_assert_cmpint (read->sign_in, ==, VOUCH_SIGN_IN_CLIENT_CREDENTIALS);
  g_assert_cmpstr (read->company_id, ==, "acme");
  g_assert_cmpstr (read->crosschq_form, ==, "bearer");
  g_assert_null (read->client_id);
  g_assert_true (read->on);
  g_assert_false (read->paused);
  g_assert_cmpint (read->turned_on_at, ==, 5);
  g_assert_cmpint (read->refresh_generation, ==, 7);

  assert_writes_nothing (fixture->db, g_assert_true (vouch_connections_update (fixture->db, read,
                                                                               &error)));
  read->paused = TRUE;
  vouch_set_str (&read->name, HOSTILE);
  g_assert_true (vouch_connections_update (fixture->db, read, &error));
  all = vouch_connections_list (fixture->db, &error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((VouchConnection *) g_ptr_array_index (all, 1))->name, ==, HOSTILE);
  g_assert_true (((VouchConnection *) g_ptr_array_index (all, 1))->paused);
}

static void
test_connection_errors (StoreFixture  *fixture,
                        gconstpointer  data)
{
  g_autoptr(VouchConnection) one = vouch_connection_new ("Acme", VOUCH_CONNECTION_REAL);
  g_autoptr(VouchConnection) two = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (vouch_connections_add (fixture->db, one, &error), ==, 0);
  g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE);
  g_clear_error (&error);

  vouch_set_str (&one->name, "One");
  vouch_set_str (&one->company_id, "acme");
  g_assert_cmpint (vouch_connections_add (fixture->db, one, &error), >, 0);
  two = vouch_connection_copy (one);
  vouch_set_str (&two->name, "Two");
  g_assert_cmpint (vouch_connections_add (fixture->db, two, &error), ==, 0);
  g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE);
  g_clear_error (&error);

  two->id = 99;
  g_assert_false (vouch_connections_update (fixture->db, two, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND);
}

static void
test_values (StoreFixture  *fixture,
             gconstpointer  data)
{
  VouchDb *db = fixture->db;
  g_autofree char *none = vouch_values_get (db, 1, VOUCH_VALUE_SETTING, "b", NULL);
  g_autofree char *value = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (none);
  g_assert_true (vouch_values_set (db, 1, VOUCH_VALUE_SETTING, "b", HOSTILE, &error));
  g_assert_true (vouch_values_set (db, 1, VOUCH_VALUE_SETTING, "a", "1", &error));
  g_assert_true (vouch_values_set (db, 1, VOUCH_VALUE_CURSOR, "b", "other", &error));
  assert_writes_nothing (db, vouch_values_set (db, 1, VOUCH_VALUE_SETTING, "b", HOSTILE, &error));

  value = vouch_values_get (db, 1, VOUCH_VALUE_SETTING, "b", &error);
  g_assert_cmpstr (value, ==, HOSTILE);
  all = vouch_values_list (db, 1, VOUCH_VALUE_SETTING, &error);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (all, 0), ==, "a");
  g_assert_cmpstr (g_ptr_array_index (all, 3), ==, HOSTILE);

  g_assert_true (vouch_values_set (db, 1, VOUCH_VALUE_SETTING, "b", NULL, &error));
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM value"), ==, 2);
  assert_writes_nothing (db, vouch_values_set (db, 1, VOUCH_VALUE_SETTING, "b", NULL, &error));
}

static VouchTemplate *
make_template (const char *tag)
{
  VouchTemplate *template = vouch_template_new ();

  template->connection_id = 1;
  template->name = g_strdup ("Sales");
  template->tag = g_strdup (tag);
  template->survey = g_strdup ("sales");
  template->use_sms = TRUE;
  vouch_template_add_slot (template, "managers", "Your last one");
  vouch_template_add_slot (template, "any", NULL);
  g_ptr_array_add (template->managers, vouch_contact_new ("Theo", "Lind", "theo@example.com",
                                                          NULL));
  return template;
}

static void
test_templates (StoreFixture  *fixture,
                gconstpointer  data)
{
  VouchDb *db = fixture->db;
  g_autoptr(VouchTemplate) template = make_template ("sales");
  g_autoptr(VouchTemplate) read = NULL;
  g_autoptr(VouchTemplate) changed = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id = vouch_templates_save (db, template, &error);
  const VouchSlot *slot;

  g_assert_no_error (error);
  read = vouch_templates_get (db, id, &error);
  g_assert_cmpint (read->revision, ==, 1);
  g_assert_cmpstr (read->tag, ==, "sales");
  g_assert_true (read->use_sms);
  g_assert_false (read->past_due_notice);
  g_assert_cmpuint (read->slots->len, ==, 2);
  slot = g_ptr_array_index (read->slots, 0);
  g_assert_cmpstr (slot->relationship, ==, "managers");
  g_assert_cmpstr (slot->note, ==, "Your last one");
  g_assert_cmpuint (read->managers->len, ==, 1);

  assert_writes_nothing (db, g_assert_cmpint (vouch_templates_save (db, read, &error), ==, id));

  g_ptr_array_set_size (read->managers, 0);
  vouch_template_add_slot (read, "peers", NULL);
  vouch_set_str (&read->position, "Seller");
  g_assert_cmpint (vouch_templates_save (db, read, &error), ==, id);
  changed = vouch_templates_get (db, id, &error);
  g_assert_cmpint (changed->revision, ==, 2);
  g_assert_cmpuint (changed->slots->len, ==, 3);
  g_assert_cmpuint (changed->managers->len, ==, 0);
  g_assert_cmpstr (changed->position, ==, "Seller");
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM person"), ==, 0);
}

static void
test_template_tags (StoreFixture  *fixture,
                    gconstpointer  data)
{
  VouchDb *db = fixture->db;
  g_autoptr(VouchTemplate) one = make_template ("sales");
  g_autoptr(VouchTemplate) two = make_template ("sales");
  g_autoptr(VouchTemplate) removed = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;

  one->id = vouch_templates_save (db, one, &error);
  g_assert_no_error (error);
  g_assert_cmpint (vouch_templates_save (db, two, &error), ==, 0);
  g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE);
  g_clear_error (&error);

  g_assert_true (vouch_templates_remove (db, one->id, &error));
  removed = vouch_templates_get (db, one->id, &error);
  g_assert_nonnull (removed);
  all = vouch_templates_list (db, 1, &error);
  g_assert_cmpuint (all->len, ==, 0);
  two->id = vouch_templates_save (db, two, &error);
  g_assert_cmpint (two->id, >, one->id);

  g_assert_false (vouch_templates_restore (db, one->id, &error));
  g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE);
  g_clear_error (&error);
  g_assert_true (vouch_templates_remove (db, two->id, &error));
  g_assert_true (vouch_templates_restore (db, one->id, &error));
  g_clear_pointer (&all, g_ptr_array_unref);
  all = vouch_templates_list (db, 1, &error);
  g_assert_cmpuint (all->len, ==, 1);
}

static void
test_surveys (StoreFixture  *fixture,
              gconstpointer  data)
{
  VouchDb *db = fixture->db;
  g_autoptr(GPtrArray) surveys = NULL;
  g_autoptr(GPtrArray) read = NULL;
  g_autoptr(GError) error = NULL;
  VouchSurvey *survey = vouch_survey_new ("zebra", "First of the list");

  surveys = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_survey_free);
  survey->limits[2] = (VouchLimit) { TRUE, 0, 10, 2 };
  survey->min_total = 3;
  g_ptr_array_add (surveys, survey);
  g_ptr_array_add (surveys, vouch_survey_new ("alpha", HOSTILE));
  g_ptr_array_add (surveys, vouch_survey_new ("alpha", "Again"));
  g_assert_true (vouch_surveys_replace (db, 1, surveys, 5, &error));

  read = vouch_surveys_list (db, 1, &error);
  g_assert_cmpuint (read->len, ==, 2);
  survey = g_ptr_array_index (read, 0);
  g_assert_cmpstr (survey->codename, ==, "zebra");
  g_assert_cmpint (survey->min_total, ==, 3);
  g_assert_true (survey->limits[2].offered);
  g_assert_cmpint (survey->limits[2].max, ==, 10);
  g_assert_false (survey->limits[0].offered);

  assert_writes_nothing (db, g_assert_true (vouch_surveys_replace (db, 1, read, 6, &error)));
  g_ptr_array_set_size (read, 1);
  g_assert_true (vouch_surveys_replace (db, 1, read, 7, &error));
  g_assert_cmpint (store_count (db, "SELECT count(*) FROM survey"), ==, 1);
}

static VouchJob *
make_job (const char *last_name)
{
  VouchJob *job = vouch_job_new ("job-1");
  VouchTeamMember *member = vouch_team_member_new ("user-1", VOUCH_TEAM_HIRING_MANAGER);

  job->title = g_strdup (HOSTILE);
  job->tag = g_strdup ("Sales ");
  job->read_at = 10;
  job->team_read_at = 10;
  job->team = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_team_member_free);
  member->contact = vouch_contact_new ("Theo", last_name, "theo@example.com", NULL);
  g_ptr_array_add (job->team, member);
  g_ptr_array_add (job->team, vouch_team_member_new ("user-2", VOUCH_TEAM_RECRUITER));
  return job;
}

static void
test_jobs (StoreFixture  *fixture,
           gconstpointer  data)
{
  VouchDb *db = fixture->db;
  g_autoptr(VouchJob) job = make_job ("Lind");
  g_autoptr(VouchJob) renamed = make_job ("Lund");
  g_autoptr(VouchJob) listed = vouch_job_new ("job-1");
  g_autoptr(VouchJob) read = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;
  VouchTeamMember *member;

  g_assert_null (vouch_jobs_get (db, 1, "job-1", &error));
  g_assert_no_error (error);
  g_assert_true (vouch_jobs_put (db, 1, job, &error));
  assert_writes_nothing (db, g_assert_true (vouch_jobs_put (db, 1, job, &error)));

  g_assert_true (vouch_jobs_put (db, 1, renamed, &error));
  read = vouch_jobs_get (db, 1, "job-1", &error);
  g_assert_cmpstr (read->title, ==, HOSTILE);
  g_assert_cmpstr (read->tag, ==, "Sales ");
  g_assert_cmpuint (read->team->len, ==, 2);
  member = g_ptr_array_index (read->team, 0);
  g_assert_cmpint (member->role, ==, VOUCH_TEAM_HIRING_MANAGER);
  g_assert_cmpstr (member->contact->last_name, ==, "Lund");
  g_assert_null (((VouchTeamMember *) g_ptr_array_index (read->team, 1))->contact);

  /* Without a team the stored one stays, and so does when it was read. */
  g_assert_true (vouch_jobs_put (db, 1, listed, &error));
  all = vouch_jobs_list (db, 1, &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_clear_pointer (&read, vouch_job_free);
  read = vouch_job_copy (g_ptr_array_index (all, 0));
  g_assert_null (read->title);
  g_assert_cmpint (read->team_read_at, ==, 10);
  g_assert_cmpuint (read->team->len, ==, 2);
}

static void
test_config_facts (StoreFixture  *fixture,
                   gconstpointer  data)
{
  VouchDb *db = fixture->db;
  VouchTagField field = { (char *) "f", (char *) "ATS tag", TRUE, FALSE };
  g_autoptr(VouchTagField) read_field = NULL;
  g_autoptr(GPtrArray) values = NULL;
  g_autoptr(GPtrArray) steps = NULL;
  g_autoptr(GPtrArray) read_values = NULL;
  g_autoptr(GPtrArray) read_steps = NULL;
  g_autoptr(GError) error = NULL;

  values = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_tag_value_free);
  steps = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_step_free);
  g_assert_null (vouch_tag_field_get (db, 1, &error));
  g_assert_no_error (error);
  g_assert_true (vouch_tag_field_put (db, 1, &field, &error));
  assert_writes_nothing (db, g_assert_true (vouch_tag_field_put (db, 1, &field, &error)));
  read_field = vouch_tag_field_get (db, 1, &error);
  g_assert_cmpstr (read_field->label, ==, "ATS tag");
  g_assert_true (read_field->active);
  g_assert_false (read_field->free_text);

  g_ptr_array_add (values, vouch_tag_value_new ("z", "Sales", FALSE));
  g_ptr_array_add (values, vouch_tag_value_new ("a", "Old", TRUE));
  g_assert_true (vouch_tag_values_replace (db, 1, values, &error));
  assert_writes_nothing (db, g_assert_true (vouch_tag_values_replace (db, 1, values, &error)));
  read_values = vouch_tag_values_list (db, 1, &error);
  g_assert_cmpuint (read_values->len, ==, 2);
  g_assert_cmpstr (((VouchTagValue *) g_ptr_array_index (read_values, 0))->value_id, ==, "z");

  g_ptr_array_add (steps, vouch_step_new ("IN_REVIEW", "Crosschq"));
  g_ptr_array_add (steps, vouch_step_new ("INTERVIEW", "Crosschq"));
  g_assert_true (vouch_steps_replace (db, 1, steps, &error));
  assert_writes_nothing (db, g_assert_true (vouch_steps_replace (db, 1, steps, &error)));
  g_ptr_array_remove_index (steps, 0);
  g_assert_true (vouch_steps_replace (db, 1, steps, &error));
  read_steps = vouch_steps_list (db, 1, &error);
  g_assert_cmpuint (read_steps->len, ==, 1);
  g_assert_cmpstr (((VouchStep *) g_ptr_array_index (read_steps, 0))->stage, ==, "INTERVIEW");
}

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

  some = vouch_applications_to_read (db, 1, 100, 10, &error);
  g_assert_cmpuint (some->len, ==, 2);
  g_assert_cmpstr (((VouchApplication *) g_ptr_array_index (some, 0))->candidate_id, ==, "c-2");
  none = vouch_applications_to_read (db, 1, 98, 10, &error);
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

  ADD ("/repositories/connections", test_connections);
  ADD ("/repositories/connection-errors", test_connection_errors);
  ADD ("/repositories/values", test_values);
  ADD ("/repositories/templates", test_templates);
  ADD ("/repositories/template-tags", test_template_tags);
  ADD ("/repositories/surveys", test_surveys);
  ADD ("/repositories/jobs", test_jobs);
  ADD ("/repositories/config-facts", test_config_facts);
  ADD ("/repositories/applications", test_applications);
  ADD ("/repositories/to-read", test_to_read);
  ADD ("/repositories/search", test_search);
  ADD ("/repositories/triggers", test_triggers);
  ADD ("/repositories/requests", test_requests);
  ADD ("/repositories/references", test_references);
  ADD ("/repositories/ledger", test_ledger);

  return g_test_run ();
}
