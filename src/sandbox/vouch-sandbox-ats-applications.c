/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

/* What a change touches besides its own member: the time of the last update, and the search. */
static void
touch_person (VouchAtsCall *call,
              VouchPerson  *person,
              const char   *setting)
{
  if (vouch_sandbox_setting_bool (call->sandbox, setting))
    person->updated = call->now;
  vouch_company_changed (call->company, person, call->now);
}

static void
note_move (VouchAtsCall     *call,
           VouchPerson      *person,
           VouchSandboxApplication *application)
{
  JsonObject *detail = json_object_new ();
  VouchJob *job = vouch_company_get_job (call->company, application->job);

  json_object_set_string_member (detail, "candidate_id", person->id);
  json_object_set_string_member (detail, "job_id", job->id);
  json_object_set_string_member (detail, "status", vouch_status_to_string (application->status));
  vouch_object_set_text (detail, "sub_status", application->step);
  vouch_ats_effect (call, "status-set", detail);
}

static VouchResponse *
check_reason (VouchAtsCall *call,
              VouchStatus   status,
              const char   *reason)
{
  if (reason == NULL)
    return NULL;
  if (status != VOUCH_STATUS_REJECTED && status != VOUCH_STATUS_WITHDRAWN)
    return vouch_ats_error (call, 400, "NO_REASON_SUPPORT_FOR_STATUS", "This status has no reason");
  if (!vouch_ats_has_reason (status, reason))
    return vouch_ats_error (call, 400, "REASON_NOT_FOUND", "Reason not found");

  return NULL;
}

static VouchResponse *
set_status (VouchAtsCall     *call,
            VouchPerson      *person,
            VouchSandboxApplication *application,
            VouchReader      *reader)
{
  const char *name = vouch_reader_string (reader, "status");
  const char *step = vouch_reader_string_or (reader, "subStatus", NULL);
  const char *reason = vouch_reader_string_or (reader, "reason", NULL);
  VouchStatus status = VOUCH_STATUS_NEW;
  VouchResponse *refusal = NULL;
  GError *error = NULL;

  if (name != NULL && !vouch_status_parse (name, &status))
    vouch_reader_fail (reader, "status", "is none of the list");
  if (!vouch_reader_finish_input (reader, "body", &error))
    return vouch_ats_invalid (call, error);
  refusal = check_reason (call, status, reason);
  if (refusal != NULL)
    return refusal;
  if (step != NULL && !vouch_company_has_step (call->company, status, step))
    return vouch_ats_error (call, 400, "SUB_STATUS_NOT_FOUND", "No such step");

  vouch_sandbox_application_move (application, status, step, call->now);
  application->reason = g_strdup (reason);
  touch_person (call, person, "updated_by_status");
  note_move (call, person, application);

  return vouch_ats_empty (call, 204);
}

VouchResponse *
vouch_ats_status_update (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchSandboxApplication *application = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  VouchResponse *refusal = NULL;

  application = vouch_ats_find_application (call, TRUE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;
  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  return set_status (call, person, application, reader);
}

static const char *
name_source_problem (const char *problem)
{
  if (g_str_equal (problem, "type"))
    return "INVALID_SOURCE_TYPE";
  if (g_str_equal (problem, "subtype-missing"))
    return "SUBTYPE_REQUIRED";

  return "INVALID_SOURCE";
}

VouchResponse *
vouch_ats_source_update (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchSandboxApplication *application = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchReader) reader = NULL;
  VouchResponse *refusal = NULL;
  const char *source[3] = { NULL };
  const char *problem = NULL;
  GError *error = NULL;

  application = vouch_ats_find_application (call, TRUE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;
  reader = vouch_ats_read_body (call, &node, &refusal);
  if (reader == NULL)
    return refusal;

  source[0] = vouch_reader_string (reader, "sourceTypeId");
  source[1] = vouch_reader_string_or (reader, "sourceSubTypeId", NULL);
  source[2] = vouch_reader_string (reader, "sourceId");
  if (!vouch_reader_finish_input (reader, "body", &error))
    return vouch_ats_invalid (call, error);
  if (!vouch_ats_check_source (source[0], source[1], source[2], &problem))
    return vouch_ats_error (call, 400, name_source_problem (problem), "The source is not valid");

  for (guint i = 0; i < 3; i++)
    {
      g_free (application->source[i]);
      application->source[i] = g_strdup (source[i]);
    }
  vouch_company_changed (call->company, person, call->now);

  return vouch_ats_empty (call, 204);
}

static JsonObject *
new_property (const char *id,
              JsonNode   *value)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "label", "Candidate property");
  json_object_set_string_member (object, "type",
                                 json_node_get_value_type (value) == G_TYPE_STRING ? "TEXT"
                                                                                   : "NUMBER");
  json_object_set_member (object, "value", json_node_copy (value));

  return object;
}

/* {} when nothing is set (§9.10). */
VouchResponse *
vouch_ats_person_properties_get (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchSandboxApplication *application = NULL;
  VouchResponse *refusal = NULL;
  JsonObject *object = NULL;
  JsonArray *content = NULL;
  g_autoptr(GList) names = NULL;

  application = vouch_ats_find_application (call, FALSE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;

  object = json_object_new ();
  if (application->properties != NULL && json_object_get_size (application->properties) > 0)
    {
      content = json_array_new ();
      names = json_object_get_members (application->properties);
      for (GList *l = names; l != NULL; l = l->next)
        json_array_add_object_element (
          content, new_property (l->data,
                                 json_object_get_member (application->properties, l->data)));
      json_object_set_array_member (object, "content", content);
    }
  vouch_person_free (owned);

  return vouch_ats_object (call, 200, object);
}

static gboolean
knows_property (VouchCompany *company,
                const char   *id)
{
  guint64 index = 0;

  return vouch_sandbox_id_parse (company->seed, VOUCH_ID_CONFIG, id, &index) && index >= 9000;
}

static VouchResponse *
put_properties (VouchAtsCall     *call,
                VouchSandboxApplication *application,
                JsonArray        *items)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      const char *id = json_object_get_string_member_with_default (item, "id", NULL);

      if (!knows_property (call->company, id))
        return vouch_ats_error (call, 404, "PROPERTY_NOT_FOUND", "Candidate property not found");
    }

  if (application->properties == NULL)
    application->properties = json_object_new ();
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      const char *id = json_object_get_string_member (item, "id");
      JsonNode *value = json_object_get_member (item, "value");

      if (value == NULL)
        json_object_remove_member (application->properties, id);
      else
        json_object_set_member (application->properties, id, json_node_copy (value));
    }

  return vouch_ats_empty (call, 204);
}

static gboolean
is_array_of_objects (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
        return FALSE;
    }

  return array != NULL && json_array_get_length (array) > 0;
}

VouchResponse *
vouch_ats_person_properties_put (VouchAtsCall *call)
{
  VouchPerson *person = NULL;
  VouchPerson *owned = NULL;
  VouchSandboxApplication *application = NULL;
  VouchResponse *refusal = NULL;
  g_autoptr(JsonNode) node = NULL;

  application = vouch_ats_find_application (call, TRUE, &person, &owned, &refusal);
  if (application == NULL)
    return refusal;

  node = vouch_visit_parse_json (call->visit, NULL);
  if (node == NULL)
    return vouch_ats_error (call, 400, "INVALID_JSON", "The body is not JSON");
  if (!is_array_of_objects (node))
    return vouch_ats_invalid (call, NULL);

  return put_properties (call, application, json_node_get_array (node));
}
