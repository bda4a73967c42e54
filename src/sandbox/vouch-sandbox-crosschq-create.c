/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-check.h"

#include <string.h>

#include "base/vouch-util.h"

/* Creating a request, in both versions of the API (crosschq.md §3.4). There are no idempotency
 * keys: whoever sends twice has two requests, and two e-mails reach the candidate. */

#define MAX_EXTERNAL_ID 255

static const char *const members_v1[] = {
  "candidate", "jobrole", "requestor", "use_sms", "config_params", "send_past_due_notification",
  "send_completed_notification", "candidate_message", "job_position", "hiring_manager", NULL,
};

static const char *const members_v2[] = {
  "candidate", "jobrole", "requestor", "use_sms", "config_params", "send_past_due_notification",
  "send_completed_notification", "candidate_message", "job_position", "hiring_manager",
  "hiring_managers", "custom_notifications", "external_id", "ats", NULL,
};

static const char *const members_v2_slots[] = {
  "candidate", "jobrole", "requestor", "use_sms", "config_params", "send_past_due_notification",
  "send_completed_notification", "candidate_message", "job_position", "hiring_manager",
  "hiring_managers", "custom_notifications", "external_id", "ats", "references_config", NULL,
};

typedef struct
{
  VouchSandboxCrosschq *crosschq;
  VouchSandboxCheck *check;
  JsonObject *body;
  VouchSandboxRequest *request;
  gboolean v2;
} Create;

static gboolean
is_phone (const char *text)
{
  gsize length = strlen (text);

  return text[0] == '+' && length >= 9 && length <= 16 &&
         strspn (text + 1, "0123456789") == length - 1;
}

static void
read_candidate (Create *create)
{
  static const char *const members[] = {
    "first_name", "last_name", "email", "mobile_phone", NULL,
  };
  VouchSandboxCheck *check = create->check;
  VouchSandboxRequest *request = create->request;
  JsonObject *object = vouch_sandbox_check_object (check, create->body, "candidate", TRUE);

  if (object == NULL)
    return;

  vouch_sandbox_check_members (check, object, "candidate", members);
  request->first_name = g_strdup (vouch_sandbox_check_text (check, object, "candidate",
                                                            "first_name", TRUE));
  request->last_name = g_strdup (vouch_sandbox_check_text (check, object, "candidate",
                                                           "last_name", TRUE));
  request->email = g_strdup (vouch_sandbox_check_email (check, object, "candidate", "email"));
  request->phone = g_strdup (vouch_sandbox_check_text (check, object, "candidate",
                                                       "mobile_phone", FALSE));
  if (request->phone != NULL && !is_phone (request->phone))
    vouch_sandbox_check_fail (check, "candidate.mobile_phone",
                              "Enter the number as + and 8 to 15 digits.");
}

static void
read_owner (Create *create)
{
  const char *email = vouch_sandbox_check_text (create->check, create->body, "", "requestor", TRUE);

  if (email == NULL)
    return;

  create->request->requestor = vouch_sandbox_crosschq_dup_owner (create->crosschq, email);
  if (create->request->requestor == NULL)
    vouch_sandbox_check_fail (create->check, "requestor", "No active user has this email.");
}

static void
read_manager (Create     *create,
              JsonNode   *node,
              const char *path)
{
  static const char *const members[] = { "first_name", "last_name", "email", NULL };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      vouch_sandbox_check_fail (create->check, path, "Expected an object.");
      return;
    }

  object = json_node_get_object (node);
  vouch_sandbox_check_members (create->check, object, path, members);
  vouch_sandbox_check_text (create->check, object, path, "first_name", FALSE);
  vouch_sandbox_check_text (create->check, object, path, "last_name", FALSE);
  vouch_sandbox_check_email (create->check, object, path, "email");
}

static void
read_managers (Create *create)
{
  JsonNode *single = json_object_get_member (create->body, "hiring_manager");
  JsonArray *several = NULL;

  if (single != NULL)
    read_manager (create, single, "hiring_manager");

  if (create->v2)
    several = vouch_sandbox_check_array (create->check, create->body, "hiring_managers");

  for (guint i = 0; several != NULL && i < json_array_get_length (several); i++)
    {
      g_autofree char *path = g_strdup_printf ("hiring_managers.%u", i);

      read_manager (create, json_array_get_element (several, i), path);
    }
}

static void
read_count (Create     *create,
            const char *member,
            JsonNode   *node)
{
  guint index = vouch_sandbox_find_relationship (member);
  g_autofree char *path = g_strdup_printf ("config_params.%s", member);

  if (index == VOUCH_SANDBOX_N_RELATIONSHIPS)
    vouch_sandbox_check_fail (create->check, path, "Unknown relationship.");
  else if (json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < 0 ||
           json_node_get_int (node) > 1000)
    vouch_sandbox_check_fail (create->check, path, "A valid integer is required.");
  else
    create->request->wanted[index] = (guint) json_node_get_int (node);
}

static void
read_counts (Create *create)
{
  JsonObject *object = vouch_sandbox_check_object (create->check, create->body,
                                                   "config_params", TRUE);
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (object == NULL)
    return;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    read_count (create, member, node);
}

static void
read_slot (Create     *create,
           JsonNode   *node,
           const char *path)
{
  static const char *const members[] = { "relationship", "note", NULL };
  g_autofree char *where = g_strdup_printf ("%s.relationship", path);
  g_autofree char *note_where = g_strdup_printf ("%s.note", path);
  const char *relationship;
  const char *note;
  guint index;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      vouch_sandbox_check_fail (create->check, path, "Expected an object.");
      return;
    }

  vouch_sandbox_check_members (create->check, json_node_get_object (node), path, members);
  relationship = vouch_sandbox_check_text (create->check, json_node_get_object (node), path,
                                           "relationship", TRUE);
  note = vouch_sandbox_check_text (create->check, json_node_get_object (node), path, "note", FALSE);
  if (note != NULL && g_utf8_strlen (note, -1) > 500)
    vouch_sandbox_check_fail (create->check, note_where,
                              "Ensure this has no more than 500 characters.");

  if (relationship == NULL)
    return;

  index = vouch_sandbox_find_relationship (relationship);
  if (index < VOUCH_SANDBOX_N_RELATIONSHIPS || g_str_equal (relationship, "any"))
    create->request->wanted[index]++;
  else
    vouch_sandbox_check_fail (create->check, where, "Unknown relationship.");
}

static void
read_slots (Create *create)
{
  JsonArray *slots = vouch_sandbox_check_array (create->check, create->body, "references_config");

  for (guint i = 0; slots != NULL && i < json_array_get_length (slots); i++)
    {
      g_autofree char *path = g_strdup_printf ("references_config.%u", i);

      read_slot (create, json_array_get_element (slots, i), path);
    }
}

/* The first version knows one range for the whole account. */
static VouchSandboxLimits
get_limits (Create                   *create,
            const VouchSandboxSurvey *survey,
            guint                     relationship)
{
  static const VouchSandboxLimits account = { 0, 10, 2 };

  return create->v2 ? survey->limits[relationship] : account;
}

static void
check_counts (Create                   *create,
              const VouchSandboxSurvey *survey,
              const char               *member)
{
  VouchSandboxRequest *request = create->request;
  guint min = vouch_sandbox_crosschq_get_min (create->crosschq);

  for (guint i = 0; i < VOUCH_SANDBOX_N_RELATIONSHIPS; i++)
    {
      VouchSandboxLimits limits = get_limits (create, survey, i);
      g_autofree char *path = g_strdup_printf ("%s.%s", member, vouch_sandbox_relationships[i]);

      if (request->wanted[i] > limits.max)
        vouch_sandbox_check_fail (create->check, path, "Above the maximum of %u.", limits.max);
      else if (request->wanted[i] + request->wanted[VOUCH_SANDBOX_N_RELATIONSHIPS] < limits.min)
        vouch_sandbox_check_fail (create->check, path, "Below the minimum of %u.", limits.min);
    }

  if (vouch_sandbox_request_get_wanted (request) < min)
    vouch_sandbox_check_fail (create->check, member, "Ask for at least %u references.", min);
}

static void
read_references (Create                   *create,
                 const VouchSandboxSurvey *survey)
{
  gboolean slots = create->v2 &&
                   vouch_sandbox_crosschq_is_on (create->crosschq, "crosschq_slots") &&
                   json_object_has_member (create->body, "references_config");
  guint faults = create->check->paths->len;

  if (slots)
    read_slots (create);
  else
    read_counts (create);

  /* Without sound counts there is nothing to compare with the limits. */
  if (survey != NULL && create->check->paths->len == faults)
    check_counts (create, survey, slots ? "references_config" : "config_params");
}

static const VouchSandboxSurvey *
read_survey (Create *create)
{
  const char *codename = vouch_sandbox_check_text (create->check, create->body, "",
                                                   "jobrole", TRUE);
  const VouchSandboxSurvey *survey = NULL;

  if (codename == NULL)
    return NULL;

  create->request->jobrole = g_strdup (codename);
  survey = vouch_sandbox_crosschq_find_survey (create->crosschq, codename);
  if (survey == NULL)
    vouch_sandbox_check_fail (create->check, "jobrole", "Unknown survey.");

  return survey;
}

static void
read_external_id (Create *create)
{
  const char *text = vouch_sandbox_check_text (create->check, create->body, "",
                                               "external_id", FALSE);

  if (text != NULL && (*text == '\0' || g_utf8_strlen (text, -1) > MAX_EXTERNAL_ID))
    vouch_sandbox_check_fail (create->check, "external_id",
                              "Give 1 to %u characters.", MAX_EXTERNAL_ID);
  else
    create->request->external_id = g_strdup (text);
}

static void
read_v2_members (Create *create)
{
  static const char *const notifications[] = { "email_subject", "email_body", "sms_body", NULL };
  static const char *const ats[] = { "candidate_id", "job_id", "application_id", "vendor", NULL };
  VouchSandboxCheck *check = create->check;
  JsonObject *object;

  read_external_id (create);
  object = vouch_sandbox_check_object (check, create->body, "custom_notifications", FALSE);
  if (object != NULL)
    {
      vouch_sandbox_check_members (check, object, "custom_notifications", notifications);
      for (guint i = 0; notifications[i] != NULL; i++)
        vouch_sandbox_check_text (check, object, "custom_notifications", notifications[i], FALSE);
    }

  object = vouch_sandbox_check_object (check, create->body, "ats", FALSE);
  if (object == NULL)
    return;

  vouch_sandbox_check_members (check, object, "ats", ats);
  for (guint i = 0; ats[i] != NULL; i++)
    vouch_sandbox_check_text (check, object, "ats", ats[i], FALSE);
}

static void
read_switches (Create *create)
{
  VouchSandboxCheck *check = create->check;

  vouch_sandbox_check_bool (check, create->body, "send_past_due_notification");
  vouch_sandbox_check_bool (check, create->body, "send_completed_notification");
  if (vouch_sandbox_check_bool (check, create->body, "use_sms") && create->request->phone == NULL)
    vouch_sandbox_check_fail (check, "use_sms", "A text message needs candidate.mobile_phone.");
}

static void
check_known_members (Create *create)
{
  gboolean slots = vouch_sandbox_crosschq_is_on (create->crosschq, "crosschq_slots");
  const char *const *members = members_v1;

  if (create->v2)
    members = slots ? members_v2_slots : members_v2;

  vouch_sandbox_check_members (create->check, create->body, "", members);
}

static void
keep_echo (Create *create)
{
  static const char *const members[] = { "ats", "hiring_manager", "hiring_managers" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *node = json_object_get_member (create->body, members[i]);

      if (node != NULL)
        json_object_set_member (create->request->echo, members[i], json_node_copy (node));
    }
}

static void
read_body (Create *create)
{
  const char *position;

  check_known_members (create);
  read_candidate (create);
  read_references (create, read_survey (create));
  read_owner (create);
  read_managers (create);
  read_switches (create);
  vouch_sandbox_check_text (create->check, create->body, "", "candidate_message", FALSE);
  position = vouch_sandbox_check_text (create->check, create->body, "", "job_position", FALSE);
  create->request->position = g_strdup (position != NULL ? position : "");
  if (create->v2)
    read_v2_members (create);

  keep_echo (create);
}

static void
note_created (const VouchVisit    *visit,
              VouchSandboxRequest *request)
{
  JsonObject *detail = json_object_new ();

  json_object_set_string_member (detail, "request_id", request->id);
  if (request->external_id != NULL)
    json_object_set_string_member (detail, "external_id", request->external_id);

  json_object_set_string_member (detail, "email", request->email);
  json_object_set_string_member (detail, "position", request->position);
  json_object_set_string_member (detail, "requestor", request->requestor);
  json_object_set_string_member (detail, "jobrole", request->jobrole);
  vouch_visit_effect (visit, "request-created", detail);
}

static VouchResponse *
answer_created (const VouchVisit    *visit,
                VouchSandboxRequest *request)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "request_id", request->id);
  json_node_take_object (node, object);
  return vouch_sandbox_crosschq_answer (visit, 201, node);
}

static VouchResponse *
process (Create           *create,
         const VouchVisit *visit)
{
  VouchSandboxCrosschq *self = create->crosschq;
  g_autoptr(VouchSandboxRequest) request = vouch_sandbox_request_new ();

  create->request = request;
  read_body (create);
  if (vouch_sandbox_check_has_failed (create->check))
    return vouch_sandbox_check_refuse (create->check, self, 400);

  if (request->external_id != NULL &&
      vouch_sandbox_crosschq_has_open (self, request->external_id) &&
      vouch_sandbox_crosschq_is_on (self, "crosschq_external_id"))
    {
      vouch_sandbox_check_fail (create->check, "external_id",
                                "An open request has this external id.");
      return vouch_sandbox_check_refuse (create->check, self, 409);
    }

  request->id = vouch_sandbox_dup_uuid (self->sandbox);
  vouch_sandbox_crosschq_watch_doubles (self, visit, request);
  note_created (visit, request);
  vouch_sandbox_crosschq_add (self, request, visit->now);
  return answer_created (visit, g_steal_pointer (&request));
}

/* POST /partners/reference-request/, POST /api/v2/reference-request/ */
VouchResponse *
vouch_sandbox_crosschq_create (VouchSandboxCrosschq *self,
                               const VouchVisit     *visit)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(VouchSandboxCheck) check = vouch_sandbox_check_new (visit);
  g_autoptr(GError) error = NULL;
  Create create = { self, check, NULL, NULL, g_str_equal (visit->segments[0], "api") };
  const char *type = vouch_headers_get (visit->request->headers, "Content-Type");

  if (type == NULL || !g_str_has_prefix (type, "application/json"))
    return vouch_sandbox_crosschq_say (visit, 415, "Unsupported media type in request.");

  node = vouch_visit_parse_json (visit, &error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return vouch_sandbox_crosschq_say (visit, 400, "JSON parse error.");

  create.body = json_node_get_object (node);
  return process (&create, visit);
}
