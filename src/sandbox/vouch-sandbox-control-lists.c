/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-control-private.h"

#include <string.h>

/* How many of those that nobody did anything with are searched: a company can have very many. */
#define N_SEARCHED 3000

static const char *
get_tag (VouchCompany *company,
         VouchJob     *job)
{
  VouchProperty *field = vouch_company_get_tag_field (company);
  VouchJobValue *value = field == NULL ? NULL : vouch_job_get_value (job, field->id);
  VouchChoice *choice = NULL;

  if (value == NULL)
    return NULL;
  if (value->value != NULL)
    choice = vouch_property_find_choice (field, value->value);

  return choice != NULL ? choice->label : value->label;
}

static JsonObject *
new_member (VouchScene        *scene,
            const VouchMember *member)
{
  VouchStaff *staff = g_ptr_array_index (scene->company->staff, member->user);
  JsonObject *object = json_object_new ();
  g_autofree char *name = g_strconcat (staff->first, " ", staff->last, NULL);

  json_object_set_string_member (object, "user_id", staff->id);
  json_object_set_string_member (object, "role", member->role);
  json_object_set_string_member (object, "name", name);
  vouch_object_set_text (object, "email", staff->email);

  return object;
}

static JsonObject *
new_job (VouchScene *scene,
         VouchJob   *job)
{
  JsonObject *object = json_object_new ();
  JsonArray *team = json_array_new ();

  json_object_set_string_member (object, "job_id", job->id);
  json_object_set_string_member (object, "title", job->title);
  json_object_set_string_member (object, "status", job->status);
  json_object_set_string_member (object, "department",
                                 vouch_company_get_department (job->department));
  vouch_object_set_text (object, "tag", get_tag (scene->company, job));
  if (job->changed)
    json_object_set_int_member (object, "changed", job->updated);
  for (guint i = 0; i < job->team->len; i++)
    json_array_add_object_element (team, new_member (scene, g_ptr_array_index (job->team, i)));
  json_object_set_array_member (object, "team", team);

  return object;
}

/* Newest first, since a person looks for what was just made. */
static JsonNode *
find_jobs (VouchScene  *scene,
           GError     **error)
{
  gint64 limit = vouch_reader_int_or (scene->arguments, "limit", 20);
  const char *tag = vouch_scene_text (scene, "tag");
  JsonObject *answer = json_object_new ();
  JsonArray *jobs = json_array_new ();
  VouchProperty *field = vouch_company_get_tag_field (scene->company);
  JsonArray *tags = json_array_new ();

  for (guint i = scene->company->jobs->len; i-- > 0 && json_array_get_length (jobs) < limit;)
    {
      VouchJob *job = g_ptr_array_index (scene->company->jobs, i);

      if (tag == NULL || g_strcmp0 (get_tag (scene->company, job), tag) == 0)
        json_array_add_object_element (jobs, new_job (scene, job));
    }
  for (guint i = 0; field != NULL && i < field->choices->len; i++)
    {
      VouchChoice *choice = g_ptr_array_index (field->choices, i);

      if (!choice->archived)
        json_array_add_string_element (tags, choice->label);
    }
  json_object_set_array_member (answer, "jobs", jobs);
  json_object_set_array_member (answer, "tags", tags);

  return vouch_scene_end (scene, answer, error);
}

static JsonNode *
find_users (VouchScene  *scene,
            GError     **error)
{
  gint64 limit = vouch_reader_int_or (scene->arguments, "limit", 20);
  JsonObject *answer = json_object_new ();
  JsonArray *users = json_array_new ();

  for (guint i = 0; i < scene->company->staff->len && i < limit; i++)
    {
      VouchMember member = { i, (char *) "" };

      json_array_add_object_element (users, new_member (scene, &member));
    }
  json_object_set_array_member (answer, "users", users);

  return vouch_scene_end (scene, answer, error);
}

static JsonObject *
new_application (VouchScene             *scene,
                 VouchPerson            *person,
                 const VouchSandboxApplication *application)
{
  JsonObject *object = json_object_new ();
  JsonArray *attachments = json_array_new ();
  VouchJob *job = vouch_company_get_job (scene->company, application->job);
  g_autofree char *id = vouch_company_dup_application_id (scene->company, person, application);

  json_object_set_string_member (object, "application_id", id);
  json_object_set_string_member (object, "job_id", job->id);
  json_object_set_string_member (object, "title", job->title);
  vouch_object_set_text (object, "tag", get_tag (scene->company, job));
  json_object_set_string_member (object, "status", vouch_status_to_string (application->status));
  vouch_object_set_text (object, "sub_status", application->step);
  for (guint i = 0; i < application->attachments->len; i++)
    {
      VouchAttachment *attachment = g_ptr_array_index (application->attachments, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "attachment_id", attachment->id);
      json_object_set_string_member (item, "name", attachment->name);
      json_array_add_object_element (attachments, item);
    }
  json_object_set_array_member (object, "attachments", attachments);

  return object;
}

static JsonObject *
new_person (VouchScene  *scene,
            VouchPerson *person)
{
  JsonObject *object = json_object_new ();
  JsonArray *applications = json_array_new ();
  JsonArray *notes = json_array_new ();

  json_object_set_string_member (object, "candidate_id", person->id);
  json_object_set_string_member (object, "first_name", person->first);
  json_object_set_string_member (object, "last_name", person->last);
  vouch_object_set_text (object, "email", person->email);
  vouch_object_set_text (object, "phone", person->phone);
  if (person->stored)
    json_object_set_int_member (object, "changed", person->updated);
  json_object_set_array_member (object, "tags", vouch_array_from_strings (person->tags));
  for (guint i = 0; i < person->applications->len; i++)
    json_array_add_object_element (applications,
                                   new_application (scene, person,
                                                    g_ptr_array_index (person->applications, i)));
  for (guint i = 0; i < person->notes->len; i++)
    json_array_add_string_element (notes,
                                   ((VouchNote *) g_ptr_array_index (person->notes, i))->content);
  json_object_set_array_member (object, "applications", applications);
  json_object_set_array_member (object, "notes", notes);

  return object;
}

/* By name, job and tag. */
static gboolean
is_meant (VouchScene  *scene,
          VouchPerson *person,
          const char  *text)
{
  g_autoptr(GString) words = g_string_new (person->first);

  if (text == NULL || *text == '\0')
    return TRUE;

  g_string_append_printf (words, " %s", person->last);
  for (guint i = 0; i < person->applications->len; i++)
    {
      VouchSandboxApplication *application = g_ptr_array_index (person->applications, i);
      VouchJob *job = vouch_company_get_job (scene->company, application->job);
      const char *tag = get_tag (scene->company, job);

      g_string_append_printf (words, " %s %s", job->title, tag != NULL ? tag : "");
    }

  return g_str_match_string (text, words->str, TRUE);
}

/* Those somebody did something with, the youngest first; then the first ones of the company. */
static JsonNode *
find_candidates (VouchScene  *scene,
                 GError     **error)
{
  gint64 limit = vouch_reader_int_or (scene->arguments, "limit", 20);
  JsonObject *answer = json_object_new ();
  JsonArray *people = json_array_new ();
  GPtrArray *touched = scene->company->touched;
  const char *text = vouch_scene_text (scene, "text");
  guint64 n_searched = MIN (scene->company->n_generated, N_SEARCHED);

  for (guint i = touched->len; i-- > 0 && json_array_get_length (people) < limit;)
    {
      VouchPerson *person = g_ptr_array_index (touched, i);

      if (!person->deleted && is_meant (scene, person, text))
        json_array_add_object_element (people, new_person (scene, person));
    }

  for (guint64 i = 0; i < n_searched && json_array_get_length (people) < limit; i++)
    {
      VouchPerson *owned = NULL;

      vouch_company_look (scene->company, i, &owned);
      if (owned != NULL && is_meant (scene, owned, text))
        json_array_add_object_element (people, new_person (scene, owned));
      vouch_person_free (owned);
    }
  json_object_set_array_member (answer, "candidates", people);

  return vouch_scene_end (scene, answer, error);
}

static JsonNode *
show_candidate (VouchScene  *scene,
                GError     **error)
{
  const char *id = vouch_reader_string (scene->arguments, "candidate_id");
  VouchPerson *owned = NULL;
  VouchPerson *person = id == NULL ? NULL : vouch_company_look_id (scene->company, id, &owned);
  JsonObject *answer = NULL;

  if (id != NULL && person == NULL)
    vouch_reader_fail (scene->arguments, "candidate_id", "is no candidate");
  if (person != NULL)
    answer = new_person (scene, person);
  vouch_person_free (owned);

  return vouch_scene_end (scene, answer, error);
}

/* Every step of the processes, once. */
static JsonNode *
find_steps (VouchScene  *scene,
            GError     **error)
{
  JsonObject *answer = json_object_new ();
  JsonArray *steps = json_array_new ();

  for (guint stage = 0; stage < VOUCH_N_STATUSES; stage++)
    {
      for (guint i = 0; i < scene->company->processes->len; i++)
        {
          VouchProcess *process = g_ptr_array_index (scene->company->processes, i);

          for (guint j = 0; j < process->steps[stage]->len; j++)
            {
              JsonObject *object = json_object_new ();

              json_object_set_string_member (object, "stage", vouch_status_to_string (stage));
              json_object_set_string_member (object, "name",
                                             g_ptr_array_index (process->steps[stage], j));
              json_object_set_string_member (object, "process", process->name);
              json_object_set_string_member (object, "process_id", process->id);
              json_array_add_object_element (steps, object);
            }
        }
    }
  json_object_set_array_member (answer, "steps", steps);

  return vouch_scene_end (scene, answer, error);
}

static const VouchSceneAction actions[] =
{
  { "find-jobs", find_jobs },
  { "find-users", find_users },
  { "find-candidates", find_candidates },
  { "show-candidate", show_candidate },
  { "find-steps", find_steps },
};

/* What the recruiter's page shows, and tests ask for. */
JsonNode *
vouch_scene_run_lists (VouchScene  *scene,
                       const char  *action,
                       gboolean    *known,
                       GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (strcmp (actions[i].name, action) == 0)
        return actions[i].handler (scene, error);
    }

  *known = FALSE;
  return NULL;
}
