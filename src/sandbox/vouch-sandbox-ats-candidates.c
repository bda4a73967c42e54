/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

static JsonObject *
new_assignment (VouchAtsCall           *call,
                const VouchSandboxApplication *application)
{
  JsonObject *object = json_object_new ();
  JsonObject *job_object = json_object_new ();
  JsonObject *actions = json_object_new ();
  VouchJob *job = vouch_company_get_job (call->company, application->job);

  json_object_set_string_member (job_object, "id", job->id);
  json_object_set_string_member (job_object, "title", job->title);
  vouch_object_set_link (actions, "details", "GET", "%s/jobs/%s", call->company->ats_origin,
                         job->id);
  json_object_set_object_member (job_object, "actions", actions);
  json_object_set_object_member (object, "job", job_object);
  json_object_set_string_member (object, "status", vouch_status_to_string (application->status));
  vouch_object_set_text (object, "subStatus", application->step);
  json_object_set_string_member (object, "source",
                                 vouch_ats_get_source_label (application->source[0],
                                                             application->source[2]));
  json_object_set_object_member (object, "actions", json_object_new ());

  return object;
}

static void
add_assignments (VouchAtsCall *call,
                 VouchPerson  *person,
                 JsonObject   *object)
{
  JsonArray *secondary = json_array_new ();

  for (guint i = 0; i < person->applications->len; i++)
    {
      JsonObject *assignment = new_assignment (call, g_ptr_array_index (person->applications, i));

      if (i == 0)
        json_object_set_object_member (object, "primaryAssignment", assignment);
      else
        json_array_add_object_element (secondary, assignment);
    }
  json_object_set_array_member (object, "secondaryAssignments", secondary);
}

/* The details of a candidate (smartrecruiters.md §9.3). */
JsonObject *
vouch_ats_new_candidate (VouchAtsCall *call,
                         VouchPerson  *person)
{
  JsonObject *object = json_object_new ();
  JsonObject *consent = json_object_new ();
  JsonObject *actions = json_object_new ();

  json_object_set_string_member (object, "id", person->id);
  json_object_set_boolean_member (object, "internal", person->internal);
  json_object_set_string_member (object, "firstName", person->first);
  json_object_set_string_member (object, "lastName", person->last);
  vouch_object_set_text (object, "email", person->email);
  vouch_object_set_text (object, "phoneNumber", person->phone);
  json_object_set_object_member (object, "location", vouch_ats_new_place (person->place));
  vouch_object_set_time (object, "createdOn", person->created);
  vouch_object_set_time (object, "updatedOn", person->updated);
  json_object_set_array_member (object, "tags", vouch_array_from_strings (person->tags));
  json_object_set_string_member (consent, "status", "ACQUIRED");
  json_object_set_object_member (object, "consent", consent);
  json_object_set_array_member (object, "education", json_array_new ());
  json_object_set_array_member (object, "experience", json_array_new ());
  add_assignments (call, person, object);
  vouch_object_set_link (actions, "details", "GET", "%s/candidates/%s", call->company->ats_origin,
                         person->id);
  vouch_object_set_link (actions, "properties", "GET", "%s/candidates/%s/properties",
                         call->company->ats_origin, person->id);
  json_object_set_object_member (object, "actions", actions);

  return object;
}

VouchResponse *
vouch_ats_candidates_get (VouchAtsCall *call)
{
  VouchPerson *owned = NULL;
  VouchPerson *person = vouch_company_look_id (call->company, call->params[0], &owned);
  VouchResponse *response = NULL;

  if (person == NULL)
    return vouch_ats_unknown (call, "CANDIDATE_NOT_FOUND", "Candidate not found");

  response = vouch_ats_object (call, 200, vouch_ats_new_candidate (call, person));
  vouch_person_free (owned);

  return response;
}

VouchResponse *
vouch_ats_candidates_delete (VouchAtsCall *call)
{
  VouchPerson *person = vouch_company_touch_id (call->company, call->params[0]);
  JsonObject *detail = NULL;

  if (person == NULL)
    return vouch_ats_error (call, 404, "CANDIDATE_NOT_FOUND", "Candidate not found");

  person->deleted = TRUE;
  vouch_company_changed (call->company, person, call->now);
  detail = json_object_new ();
  json_object_set_string_member (detail, "candidate_id", person->id);
  vouch_ats_effect (call, "candidate-deleted", detail);

  return vouch_ats_empty (call, 204);
}

/**
 * vouch_ats_find_application:
 * @change: whether the person is to be changed, and so kept
 * @person: (out): whose it is
 * @owned: (out): to be freed with vouch_person_free()
 * @refusal: (out): the answer, when there is no such application
 */
VouchSandboxApplication *
vouch_ats_find_application (VouchAtsCall   *call,
                            gboolean        change,
                            VouchPerson   **person,
                            VouchPerson   **owned,
                            VouchResponse **refusal)
{
  VouchJob *job = vouch_company_find_job (call->company, call->params[1]);
  VouchSandboxApplication *application = NULL;

  *owned = NULL;
  *person = change ? vouch_company_touch_id (call->company, call->params[0])
                   : vouch_company_look_id (call->company, call->params[0], owned);
  if (*person == NULL)
    {
      *refusal = vouch_ats_error (call, 404, "CANDIDATE_NOT_FOUND", "Candidate not found");
      return NULL;
    }

  application = job == NULL ? NULL : vouch_person_find_job (*person, job->index);
  if (application == NULL)
    {
      *refusal = vouch_ats_error (call, 404, "JOB_NOT_FOUND", "Not assigned to that job");
      g_clear_pointer (owned, vouch_person_free);
    }

  return application;
}

VouchResponse *
vouch_ats_application (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchResponse *refusal = NULL;
  JsonObject *object = NULL;
  VouchSandboxApplication *application = NULL;
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;

  application = vouch_ats_find_application (call, FALSE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;

  object = json_object_new ();
  id = vouch_company_dup_application_id (call->company, person, application);
  url = g_strdup_printf ("%s%s", call->company->ats_origin, call->visit->path);
  if (vouch_sandbox_setting_bool (call->sandbox, "application_id"))
    json_object_set_string_member (object, "applicationId", id);
  json_object_set_string_member (object, "status", vouch_status_to_string (application->status));
  vouch_object_set_text (object, "subStatus", application->step);
  json_object_set_string_member (object, "source",
                                 vouch_ats_get_source_label (application->source[0],
                                                             application->source[2]));
  json_object_set_object_member (object, "actions", json_object_new ());
  json_object_set_string_member (object, "url", url);
  vouch_person_free (owned);

  return vouch_ats_object (call, 200, object);
}

/* Newest first: the order is undocumented, so that nobody may count on the other one. */
VouchResponse *
vouch_ats_status_history (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchResponse *refusal = NULL;
  VouchSandboxApplication *application = NULL;
  JsonArray *content = NULL;

  application = vouch_ats_find_application (call, FALSE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;

  content = json_array_new ();
  for (guint i = application->history->len; i-- > 0;)
    {
      VouchMove *move = g_ptr_array_index (application->history, i);
      JsonObject *object = json_object_new ();

      vouch_object_set_time (object, "changedOn", move->at);
      json_object_set_string_member (object, "status", vouch_status_to_string (move->status));
      vouch_object_set_text (object, "subStatus", move->step);
      json_object_set_object_member (object, "actions", json_object_new ());
      json_array_add_object_element (content, object);
    }
  vouch_person_free (owned);

  return vouch_ats_list (call, content);
}

VouchResponse *
vouch_ats_job_application (VouchAtsCall *call)
{
  guint64 index = 0;
  VouchPerson *owned = NULL;
  VouchPerson *person = NULL;
  VouchSandboxApplication *application = NULL;
  JsonObject *object = NULL;

  if (!vouch_sandbox_id_parse (call->company->seed, VOUCH_ID_APPLICATION, call->params[0], &index))
    return vouch_ats_error (call, 400, "INVALID_JOB_APPLICATION_ID", "Not an application id");

  person = vouch_company_look (call->company, index / 64, &owned);
  if (person != NULL && index % 64 < person->applications->len)
    application = g_ptr_array_index (person->applications, index % 64);
  if (application == NULL)
    {
      vouch_person_free (owned);
      return vouch_ats_error (call, 404, "JOB_APPLICATION_NOT_FOUND", "Application not found");
    }

  object = json_object_new ();
  json_object_set_string_member (object, "status", vouch_status_to_string (application->status));
  vouch_object_set_text (object, "subStatus", application->step);
  json_object_set_string_member (object, "profileId", person->id);
  json_object_set_string_member (object, "jobId",
                                 vouch_company_get_job (call->company, application->job)->id);
  vouch_object_set_time (object, "createDate", application->created);
  vouch_person_free (owned);

  return vouch_ats_object (call, 200, object);
}
