/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

/* A request as the API shows it (crosschq.md §3.6, appendix A). */

static char *
dup_time (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  return g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
}

static void
set_time (JsonObject *object,
          const char *member,
          gint64      time)
{
  g_autofree char *text = dup_time (time);

  json_object_set_string_member (object, member, text);
}

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/* "Not there yet" is null, an empty string or no member at all, in turns. */
static void
set_absent (VouchSandboxCrosschq *self,
            JsonObject           *object,
            const char           *member)
{
  switch (self->n_reads % 3)
    {
    case 0:
      json_object_set_null_member (object, member);
      break;

    case 1:
      json_object_set_string_member (object, member, "");
      break;

    default:
      break;
    }
}

static JsonObject *
write_person (const char *first_name,
              const char *last_name,
              const char *email,
              const char *phone)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "first_name", first_name);
  json_object_set_string_member (object, "last_name", last_name);
  json_object_set_string_member (object, "email", email);
  set_text (object, "mobile_phone", phone);
  return object;
}

static JsonArray *
write_references (VouchSandboxRequest *request)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < request->references->len; i++)
    {
      VouchSandboxReference *reference = request->references->pdata[i];
      JsonObject *object = write_person (reference->first_name, reference->last_name,
                                         reference->email, reference->phone);

      json_object_set_string_member (object, "relationship", reference->relationship);
      json_object_set_string_member (object, "status",
                                     vouch_sandbox_reference_get_status (request, reference));
      set_text (object, "decline_reason", reference->reason);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
write_report (VouchSandboxCrosschq *self,
              VouchSandboxRequest  *request,
              JsonObject           *object,
              gint64                now)
{
  gboolean ready = request->state == VOUCH_SANDBOX_REQUEST_COMPLETED;
  gboolean files = ready && !self->pdf_off &&
                   vouch_sandbox_crosschq_is_on (self, "crosschq_pdf");
  g_autofree char *page = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *full = NULL;

  page = g_strdup_printf ("%s/report/%.8s",
                          vouch_sandbox_get_origin (self->sandbox, VOUCH_LISTENER_CROSSCHQ),
                          request->id);
  if (ready)
    json_object_set_string_member (object, "report_url", page);
  else
    set_absent (self, object, "report_url");

  if (!files)
    {
      set_absent (self, object, "report_summary_pdf");
      set_absent (self, object, "report_full_pdf");
      return;
    }

  summary = vouch_sandbox_crosschq_dup_link (self, request, FALSE, now);
  full = vouch_sandbox_crosschq_dup_link (self, request, TRUE, now);
  json_object_set_string_member (object, "report_summary_pdf", summary);
  json_object_set_string_member (object, "report_full_pdf", full);
}

/* What the first version of the API does not know. */
static void
write_v2_members (VouchSandboxCrosschq *self,
                  VouchSandboxRequest  *request,
                  JsonObject           *object)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;
  gboolean known = vouch_sandbox_crosschq_is_on (self, "crosschq_external_id");

  if (known)
    set_text (object, "external_id", request->external_id);

  json_object_iter_init_ordered (&iter, request->echo);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    {
      if (known || !g_str_equal (member, "ats"))
        json_object_set_member (object, member, json_node_copy (node));
    }

  json_object_set_string_member (object, "requestor", request->requestor);
  set_text (object, "hiring_status", request->hiring_status);
}

/**
 * vouch_sandbox_crosschq_write:
 * @self: the Crosschq half
 * @request: a request
 * @v2: whether the second version asks
 * @now: when; links to files are made new on every read
 *
 * Returns: (transfer full): the object of the API
 */
JsonNode *
vouch_sandbox_crosschq_write (VouchSandboxCrosschq *self,
                              VouchSandboxRequest  *request,
                              gboolean              v2,
                              gint64                now)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *candidate = write_person (request->first_name, request->last_name,
                                        request->email, request->phone);
  const char *status = request->status_text != NULL
                       ? request->status_text
                       : vouch_sandbox_request_get_status (request);

  self->n_reads++;
  json_object_set_string_member (object, "id", request->id);
  json_object_set_object_member (object, "candidate", candidate);
  json_object_set_string_member (object, "job_position", request->position);
  json_object_set_string_member (object, "job_role", request->jobrole);
  json_object_set_string_member (object, "status", status);
  set_time (object, "status_updated_on", request->status_at);
  json_object_set_int_member (object, "progress", vouch_sandbox_request_get_progress (request));
  if (request->references->len > 0 || self->n_reads % 3 != 2)
    json_object_set_array_member (object, "references", write_references (request));

  write_report (self, request, object, now);
  set_time (object, "created_at", request->created_at);
  if (request->updated_at > request->created_at)
    set_time (object, "updated_on", request->updated_at);
  else
    json_object_set_null_member (object, "updated_on");

  if (v2)
    write_v2_members (self, request, object);

  json_node_take_object (node, object);
  return node;
}

static void
describe_times (VouchSandboxRequest *self,
                JsonObject          *object)
{
  set_time (object, "created_at", self->created_at);
  set_time (object, "updated_at", self->updated_at);
  json_object_set_boolean_member (object, "candidate_started", self->started_at != 0);
  json_object_set_boolean_member (object, "past_due", self->past_due);
}

/**
 * vouch_sandbox_request_describe:
 * @self: a request
 *
 * Returns: (transfer full): everything about it, for the web page and for tests
 */
JsonNode *
vouch_sandbox_request_describe (VouchSandboxRequest *self)
{
  static const char *const states[] = { "open", "concluded", "completed", "cancelled", "expired" };
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "request_id", self->id);
  set_text (object, "external_id", self->external_id);
  json_object_set_string_member (object, "first_name", self->first_name);
  json_object_set_string_member (object, "last_name", self->last_name);
  json_object_set_string_member (object, "email", self->email);
  set_text (object, "mobile_phone", self->phone);
  json_object_set_string_member (object, "position", self->position);
  json_object_set_string_member (object, "jobrole", self->jobrole);
  json_object_set_string_member (object, "requestor", self->requestor);
  set_text (object, "hiring_status", self->hiring_status);
  json_object_set_string_member (object, "state", states[self->state]);
  json_object_set_string_member (object, "status", vouch_sandbox_request_get_status (self));
  json_object_set_int_member (object, "progress", vouch_sandbox_request_get_progress (self));
  json_object_set_int_member (object, "wanted", vouch_sandbox_request_get_wanted (self));
  json_object_set_boolean_member (object, "foreign", self->foreign);
  json_object_set_array_member (object, "references", write_references (self));
  describe_times (self, object);
  json_node_take_object (node, object);
  return node;
}
