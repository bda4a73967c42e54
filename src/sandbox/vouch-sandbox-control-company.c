/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-control-private.h"

#include <string.h>

#include "base/vouch-error.h"

/* Ends an action: %NULL and the error when the arguments were not right, else @object. */
JsonNode *
vouch_scene_end (VouchScene  *scene,
                 JsonObject  *object,
                 GError     **error)
{
  if (vouch_reader_finish_input (scene->arguments, "arguments", error))
    return vouch_node_from_object (object == NULL ? json_object_new () : object);

  g_clear_pointer (&object, json_object_unref);
  return NULL;
}

const char *
vouch_scene_text (VouchScene *scene,
                  const char *name)
{
  return vouch_reader_string_or (scene->arguments, name, NULL);
}

VouchJob *
vouch_scene_find_job (VouchScene *scene)
{
  const char *id = vouch_reader_string (scene->arguments, "job_id");
  VouchJob *job = id == NULL ? NULL : vouch_company_find_job (scene->company, id);

  if (id != NULL && job == NULL)
    vouch_reader_fail (scene->arguments, "job_id", "is no job");

  return job;
}

VouchPerson *
vouch_scene_find_person (VouchScene *scene,
                         const char *name)
{
  const char *id = vouch_reader_string (scene->arguments, name);
  VouchPerson *person = id == NULL ? NULL : vouch_company_touch_id (scene->company, id);

  if (id != NULL && person == NULL)
    vouch_reader_fail (scene->arguments, name, "is no candidate");

  return person;
}

static gboolean
read_status (VouchScene  *scene,
             VouchStatus *status)
{
  const char *name = vouch_reader_string_or (scene->arguments, "status", "NEW");

  if (vouch_status_parse (name, status))
    return TRUE;

  vouch_reader_fail (scene->arguments, "status", "is no status");
  return FALSE;
}

static void
set_ids (VouchScene       *scene,
         JsonObject       *object,
         VouchPerson      *person,
         VouchSandboxApplication *application)
{
  g_autofree char *id = vouch_company_dup_application_id (scene->company, person, application);

  json_object_set_string_member (object, "candidate_id", person->id);
  json_object_set_string_member (object, "job_id",
                                 vouch_company_get_job (scene->company, application->job)->id);
  json_object_set_string_member (object, "application_id", id);
}

static void
add_application (VouchScene  *scene,
                 VouchPerson *person,
                 VouchJob    *job,
                 VouchStatus  status,
                 JsonObject  *answer)
{
  VouchSandboxApplication *application = NULL;

  application = vouch_person_add_job (person, job->index, status,
                                      vouch_scene_text (scene, "sub_status"), scene->now);
  job->last_activity = scene->now;
  job->changed = TRUE;
  person->updated = scene->now;
  vouch_company_changed (scene->company, person, scene->now);
  set_ids (scene, answer, person, application);
}

static JsonNode *
create_candidate (VouchScene  *scene,
                  GError     **error)
{
  const char *first = vouch_reader_string (scene->arguments, "first_name");
  const char *last = vouch_reader_string (scene->arguments, "last_name");
  VouchJob *job = vouch_scene_find_job (scene);
  VouchStatus status = VOUCH_STATUS_NEW;
  VouchPerson *person = NULL;
  JsonObject *answer = NULL;

  if (!read_status (scene, &status) || first == NULL || last == NULL || job == NULL)
    return vouch_scene_end (scene, NULL, error);

  person = vouch_company_add_person (scene->company, first, last,
                                     vouch_scene_text (scene, "email"), scene->now);
  person->phone = g_strdup (vouch_scene_text (scene, "phone"));
  answer = json_object_new ();
  add_application (scene, person, job, status, answer);

  return vouch_scene_end (scene, answer, error);
}

static JsonNode *
add_another_application (VouchScene  *scene,
                         GError     **error)
{
  VouchPerson *person = vouch_scene_find_person (scene, "candidate_id");
  VouchJob *job = vouch_scene_find_job (scene);
  VouchStatus status = VOUCH_STATUS_NEW;
  JsonObject *answer = NULL;

  if (!read_status (scene, &status) || person == NULL || job == NULL)
    return vouch_scene_end (scene, NULL, error);
  if (vouch_person_find_job (person, job->index) != NULL)
    {
      vouch_reader_fail (scene->arguments, "job_id", "is a job of the candidate already");
      return vouch_scene_end (scene, NULL, error);
    }

  answer = json_object_new ();
  add_application (scene, person, job, status, answer);
  return vouch_scene_end (scene, answer, error);
}

static void
note_move (VouchScene             *scene,
           const VouchPerson      *person,
           const VouchSandboxApplication *application,
           VouchStatus             status,
           const char             *step)
{
  JsonObject *context = json_object_new ();
  g_autofree char *id = vouch_company_dup_application_id (scene->company, person, application);

  json_object_set_string_member (context, "currentStatus", vouch_status_to_string (status));
  vouch_object_set_text (context, "currentStep", step);
  json_object_set_string_member (context, "previousStatus",
                                 vouch_status_to_string (application->status));
  vouch_object_set_text (context, "previousStep", application->step);
  vouch_company_add_event (scene->company, "JOB_APPLICATION_STATE_MODIFIED", "APPLICATION", id,
                           context, scene->now);
}

static JsonNode *
move_candidate (VouchScene  *scene,
                GError     **error)
{
  VouchPerson *person = vouch_scene_find_person (scene, "candidate_id");
  VouchJob *job = vouch_scene_find_job (scene);
  const char *step = vouch_scene_text (scene, "sub_status");
  VouchSandboxApplication *application = NULL;
  VouchStatus status = VOUCH_STATUS_NEW;
  JsonObject *answer = NULL;

  if (!read_status (scene, &status) || person == NULL || job == NULL)
    return vouch_scene_end (scene, NULL, error);
  application = vouch_person_find_job (person, job->index);
  if (application == NULL)
    {
      vouch_reader_fail (scene->arguments, "job_id", "is no job of the candidate");
      return vouch_scene_end (scene, NULL, error);
    }

  note_move (scene, person, application, status, step);
  vouch_sandbox_application_move (application, status, step, scene->now);
  if (vouch_sandbox_setting_bool (scene->sandbox, "updated_by_status"))
    person->updated = scene->now;
  vouch_company_changed (scene->company, person, scene->now);
  answer = json_object_new ();
  set_ids (scene, answer, person, application);

  return vouch_scene_end (scene, answer, error);
}

/* Moves many generated people at once, one each time to their own job: for the benchmarks. */
static JsonNode *
populate (VouchScene  *scene,
          GError     **error)
{
  gint64 count = vouch_reader_int (scene->arguments, "count");
  gint64 first = vouch_reader_int_or (scene->arguments, "first", 0);
  const char *step = vouch_scene_text (scene, "sub_status");
  VouchStatus status = VOUCH_STATUS_NEW;
  JsonObject *answer = NULL;
  gint64 moved = 0;

  if (!read_status (scene, &status) || first < 0)
    return vouch_scene_end (scene, NULL, error);

  for (gint64 i = first; i < first + count && i < (gint64) scene->company->n_generated; i++)
    {
      VouchPerson *person = vouch_company_touch (scene->company, i);

      if (person == NULL || person->applications->len == 0)
        continue;
      vouch_sandbox_application_move (g_ptr_array_index (person->applications, 0), status, step,
                              scene->now);
      person->updated = scene->now;
      vouch_company_changed (scene->company, person, scene->now);
      moved++;
    }

  answer = json_object_new ();
  json_object_set_int_member (answer, "moved", moved);
  return vouch_scene_end (scene, answer, error);
}

static void
edit_text (VouchScene  *scene,
           const char  *name,
           char       **text)
{
  const char *value = vouch_scene_text (scene, name);

  if (value == NULL)
    return;

  g_free (*text);
  *text = *value == '\0' ? NULL : g_strdup (value);
}

/* An empty text takes the member away, but a name stays. */
static JsonNode *
edit_candidate (VouchScene  *scene,
                GError     **error)
{
  VouchPerson *person = vouch_scene_find_person (scene, "candidate_id");
  const char *last = vouch_scene_text (scene, "last_name");
  const char *first = vouch_scene_text (scene, "first_name");

  if (person == NULL)
    return vouch_scene_end (scene, NULL, error);

  edit_text (scene, "email", &person->email);
  edit_text (scene, "phone", &person->phone);
  if (last != NULL && *last != '\0')
    edit_text (scene, "last_name", &person->last);
  if (first != NULL && *first != '\0')
    edit_text (scene, "first_name", &person->first);
  person->updated = scene->now;
  vouch_company_changed (scene->company, person, scene->now);

  return vouch_scene_end (scene, NULL, error);
}

static void
delete_person (VouchScene  *scene,
               VouchPerson *person)
{
  person->deleted = TRUE;
  person->updated = scene->now;
  vouch_company_changed (scene->company, person, scene->now);
}

/* The losing id disappears; its applications go to the other profile (smartrecruiters.md §9.6). */
static JsonNode *
merge (VouchScene  *scene,
       GError     **error)
{
  VouchPerson *from = vouch_scene_find_person (scene, "from");
  VouchPerson *into = vouch_scene_find_person (scene, "into");
  JsonObject *context = NULL;

  if (from == NULL || into == NULL || from == into)
    {
      vouch_reader_fail (scene->arguments, "into", "is not another candidate");
      return vouch_scene_end (scene, NULL, error);
    }

  for (guint i = 0; i < from->applications->len;)
    {
      VouchSandboxApplication *application = g_ptr_array_index (from->applications, i);

      if (vouch_person_find_job (into, application->job) != NULL)
        {
          i++;
          continue;
        }
      g_ptr_array_steal_index (from->applications, i);
      application->ordinal = into->applications->len;
      g_ptr_array_add (into->applications, application);
      for (guint j = 0; j < application->attachments->len; j++)
        {
          VouchAttachment *attachment = g_ptr_array_index (application->attachments, j);

          g_hash_table_insert (scene->company->attachments, g_strdup (attachment->id), into);
        }
    }

  delete_person (scene, from);
  into->updated = scene->now;
  vouch_company_changed (scene->company, into, scene->now);
  context = json_object_new ();
  json_object_set_string_member (context, "masterProfileId", into->id);
  vouch_company_add_event (scene->company, "CANDIDATE_DELETED_DUE_TO_MERGE", "CANDIDATE", from->id,
                           context, scene->now);

  return vouch_scene_end (scene, NULL, error);
}

static JsonNode *
delete_candidate (VouchScene  *scene,
                  GError     **error)
{
  VouchPerson *person = vouch_scene_find_person (scene, "candidate_id");

  if (person != NULL)
    {
      delete_person (scene, person);
      vouch_company_add_event (scene->company, "CANDIDATE_DELETED", "CANDIDATE", person->id,
                               json_object_new (), scene->now);
    }

  return vouch_scene_end (scene, NULL, error);
}

/* What a retention rule leaves of somebody. */
static JsonNode *
anonymise_candidate (VouchScene  *scene,
                     GError     **error)
{
  VouchPerson *person = vouch_scene_find_person (scene, "candidate_id");

  if (person == NULL)
    return vouch_scene_end (scene, NULL, error);

  g_free (person->first);
  g_free (person->last);
  person->first = g_strdup ("Anonymous");
  person->last = g_strdup ("Candidate");
  g_clear_pointer (&person->email, g_free);
  g_clear_pointer (&person->phone, g_free);
  g_ptr_array_set_size (person->tags, 0);
  g_ptr_array_set_size (person->notes, 0);
  person->updated = scene->now;
  vouch_company_changed (scene->company, person, scene->now);

  return vouch_scene_end (scene, NULL, error);
}

static JsonNode *
remove_attachment (VouchScene  *scene,
                   GError     **error)
{
  const char *id = vouch_reader_string (scene->arguments, "attachment_id");
  VouchPerson *person = id == NULL ? NULL : g_hash_table_lookup (scene->company->attachments, id);

  if (id != NULL && person == NULL)
    vouch_reader_fail (scene->arguments, "attachment_id", "is no attachment");
  if (person == NULL)
    return vouch_scene_end (scene, NULL, error);

  for (guint i = 0; i < person->applications->len; i++)
    {
      VouchSandboxApplication *application = g_ptr_array_index (person->applications, i);

      for (guint j = application->attachments->len; j-- > 0;)
        {
          VouchAttachment *attachment = g_ptr_array_index (application->attachments, j);

          if (g_strcmp0 (attachment->id, id) == 0)
            g_ptr_array_remove_index (application->attachments, j);
        }
    }
  g_hash_table_remove (scene->company->attachments, id);

  return vouch_scene_end (scene, NULL, error);
}

/* By its place among the notes of the candidate, as they are listed. */
static JsonNode *
remove_note (VouchScene  *scene,
             GError     **error)
{
  VouchPerson *person = vouch_scene_find_person (scene, "candidate_id");
  gint64 index = vouch_reader_int (scene->arguments, "index");

  if (person != NULL && (index < 0 || index >= person->notes->len))
    vouch_reader_fail (scene->arguments, "index", "is no note of the candidate");
  else if (person != NULL)
    g_ptr_array_remove_index (person->notes, index);

  return vouch_scene_end (scene, NULL, error);
}

static const VouchSceneAction actions[] =
{
  { "create-candidate", create_candidate },
  { "add-application", add_another_application },
  { "move", move_candidate },
  { "populate", populate },
  { "edit-candidate", edit_candidate },
  { "merge", merge },
  { "delete-candidate", delete_candidate },
  { "anonymise-candidate", anonymise_candidate },
  { "remove-attachment", remove_attachment },
  { "remove-note", remove_note },
};

/**
 * vouch_sandbox_control_company:
 * @now: the company's own time
 * @known: (out): whether there is such an action
 *
 * What people do in SmartRecruiters' own pages.
 */
JsonNode *
vouch_sandbox_control_company (VouchSandbox  *self,
                               const char    *action,
                               VouchReader   *arguments,
                               gint64         now,
                               gboolean      *known,
                               GError       **error)
{
  VouchScene scene = { self, self->company, arguments, now };

  *known = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (strcmp (actions[i].name, action) == 0)
        return actions[i].handler (&scene, error);
    }

  return vouch_scene_run_jobs (&scene, action, known, error);
}
