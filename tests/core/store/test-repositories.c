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

  return g_test_run ();
}
