/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-private.h"

#include <string.h>

#include "json/vouch-json.h"

/* The organisation as JSON, so that it is there tomorrow. Tokens come from the seed. */

static void
set_text (JsonObject *object,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonObject *
save_reference (VouchSandboxReference *reference)
{
  JsonObject *object = json_object_new ();

  set_text (object, "first_name", reference->first_name);
  set_text (object, "last_name", reference->last_name);
  set_text (object, "email", reference->email);
  set_text (object, "phone", reference->phone);
  set_text (object, "relationship", reference->relationship);
  set_text (object, "reason", reference->reason);
  json_object_set_int_member (object, "state", reference->state);
  return object;
}

static void
save_request_texts (VouchSandboxRequest *request,
                    JsonObject          *object)
{
  g_autoptr(JsonNode) echo = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *echo_text = NULL;

  json_node_set_object (echo, request->echo);
  echo_text = vouch_json_to_string (echo);
  set_text (object, "id", request->id);
  set_text (object, "external_id", request->external_id);
  set_text (object, "first_name", request->first_name);
  set_text (object, "last_name", request->last_name);
  set_text (object, "email", request->email);
  set_text (object, "phone", request->phone);
  set_text (object, "position", request->position);
  set_text (object, "jobrole", request->jobrole);
  set_text (object, "requestor", request->requestor);
  set_text (object, "hiring_status", request->hiring_status);
  set_text (object, "status_text", request->status_text);
  set_text (object, "echo", echo_text);
}

static JsonObject *
save_request (VouchSandboxRequest *request)
{
  JsonObject *object = json_object_new ();
  JsonArray *references = json_array_new ();

  save_request_texts (request, object);
  for (guint i = 0; i < G_N_ELEMENTS (request->wanted); i++)
    {
      g_autofree char *member = g_strdup_printf ("wanted_%u", i);

      json_object_set_int_member (object, member, request->wanted[i]);
    }

  for (guint i = 0; i < request->references->len; i++)
    json_array_add_object_element (references, save_reference (request->references->pdata[i]));

  json_object_set_array_member (object, "references", references);
  json_object_set_int_member (object, "state", request->state);
  json_object_set_boolean_member (object, "foreign", request->foreign);
  json_object_set_boolean_member (object, "past_due", request->past_due);
  json_object_set_int_member (object, "created_at", request->created_at);
  json_object_set_int_member (object, "updated_at", request->updated_at);
  json_object_set_int_member (object, "status_at", request->status_at);
  json_object_set_int_member (object, "started_at", request->started_at);
  json_object_set_int_member (object, "active_at", request->active_at);
  json_object_set_int_member (object, "ready_at", request->ready_at);
  json_object_set_int_member (object, "reminded_at", request->reminded_at);
  return object;
}

static JsonObject *
save_prospect (VouchSandboxProspect *prospect)
{
  JsonObject *object = json_object_new ();

  set_text (object, "id", prospect->id);
  set_text (object, "request_id", prospect->request_id);
  set_text (object, "referred_by", prospect->referred_by);
  json_object_set_int_member (object, "opted_in_at", prospect->opted_in_at);
  json_object_set_object_member (object, "reference", save_reference (prospect->reference));
  return object;
}

static JsonObject *
save_link (VouchSandboxLink *link)
{
  JsonObject *object = json_object_new ();

  set_text (object, "token", link->token);
  set_text (object, "request_id", link->request_id);
  json_object_set_boolean_member (object, "full", link->full);
  json_object_set_int_member (object, "created_at", link->created_at);
  return object;
}

static void
save_texts (JsonObject *object,
            const char *member,
            GPtrArray  *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (array, texts->pdata[i]);

  json_object_set_array_member (object, member, array);
}

/**
 * vouch_sandbox_crosschq_save:
 * @self: the Crosschq half
 *
 * Returns: (transfer full): all that vouch_sandbox_crosschq_load() needs
 */
JsonNode *
vouch_sandbox_crosschq_save (VouchSandboxCrosschq *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *requests = json_array_new ();
  JsonArray *prospects = json_array_new ();
  JsonArray *links = json_array_new ();

  for (guint i = 0; i < self->requests->len; i++)
    json_array_add_object_element (requests, save_request (self->requests->pdata[i]));

  for (guint i = 0; i < self->prospects->len; i++)
    json_array_add_object_element (prospects, save_prospect (self->prospects->pdata[i]));

  for (GList *l = self->links.head; l != NULL; l = l->next)
    json_array_add_object_element (links, save_link (l->data));

  json_object_set_array_member (object, "requests", requests);
  json_object_set_array_member (object, "prospects", prospects);
  json_object_set_array_member (object, "links", links);
  save_texts (object, "allowances", self->allowances);
  save_texts (object, "disabled", self->disabled);
  save_texts (object, "invited", self->invited);
  json_object_set_boolean_member (object, "pdf_off", self->pdf_off);
  json_object_set_int_member (object, "n_reads", self->n_reads);
  json_object_set_int_member (object, "n_errors", self->n_errors);
  json_node_take_object (node, object);
  return node;
}

static char *
load_text (VouchReader *reader,
           const char  *member)
{
  return g_strdup (vouch_reader_string_or (reader, member, NULL));
}

static guint
load_choice (VouchReader *reader,
             const char  *member,
             guint        last)
{
  gint64 value = vouch_reader_int_or (reader, member, 0);

  if (value < 0 || value > last)
    vouch_reader_fail (reader, member, "out of range");

  return (guint) CLAMP (value, 0, last);
}

static VouchSandboxReference *
load_reference (VouchReader *reader)
{
  VouchSandboxReference *reference = g_new0 (VouchSandboxReference, 1);

  reference->first_name = g_strdup (vouch_reader_string (reader, "first_name"));
  reference->last_name = g_strdup (vouch_reader_string (reader, "last_name"));
  reference->email = g_strdup (vouch_reader_string (reader, "email"));
  reference->relationship = g_strdup (vouch_reader_string (reader, "relationship"));
  reference->phone = load_text (reader, "phone");
  reference->reason = load_text (reader, "reason");
  reference->state = load_choice (reader, "state", VOUCH_SANDBOX_REFERENCE_CANCELLED);
  return reference;
}

static void
load_echo (VouchReader         *reader,
           VouchSandboxRequest *request)
{
  const char *text = vouch_reader_string_or (reader, "echo", "{}");
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      vouch_reader_fail (reader, "echo", "not an object");
      return;
    }

  json_object_unref (request->echo);
  request->echo = json_node_dup_object (node);
}

static void
load_request_texts (VouchReader         *reader,
                    VouchSandboxRequest *request)
{
  request->id = g_strdup (vouch_reader_string (reader, "id"));
  request->external_id = load_text (reader, "external_id");
  request->first_name = g_strdup (vouch_reader_string (reader, "first_name"));
  request->last_name = g_strdup (vouch_reader_string (reader, "last_name"));
  request->email = g_strdup (vouch_reader_string (reader, "email"));
  request->phone = load_text (reader, "phone");
  request->position = g_strdup (vouch_reader_string (reader, "position"));
  request->jobrole = g_strdup (vouch_reader_string (reader, "jobrole"));
  request->requestor = g_strdup (vouch_reader_string (reader, "requestor"));
  request->hiring_status = load_text (reader, "hiring_status");
  request->status_text = load_text (reader, "status_text");
  load_echo (reader, request);
}

static void
load_references (VouchReader         *reader,
                 VouchSandboxRequest *request)
{
  guint n;

  vouch_reader_enter (reader, "references");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      g_ptr_array_add (request->references, load_reference (reader));
      vouch_reader_leave (reader);
    }

  vouch_reader_leave (reader);
}

static VouchSandboxRequest *
load_request (VouchReader *reader)
{
  VouchSandboxRequest *request = vouch_sandbox_request_new ();

  load_request_texts (reader, request);
  for (guint i = 0; i < G_N_ELEMENTS (request->wanted); i++)
    {
      g_autofree char *member = g_strdup_printf ("wanted_%u", i);

      request->wanted[i] = load_choice (reader, member, 1000);
    }

  load_references (reader, request);
  request->state = load_choice (reader, "state", VOUCH_SANDBOX_REQUEST_EXPIRED);
  request->foreign = vouch_reader_bool_or (reader, "foreign", FALSE);
  request->past_due = vouch_reader_bool_or (reader, "past_due", FALSE);
  request->created_at = vouch_reader_int (reader, "created_at");
  request->updated_at = vouch_reader_int (reader, "updated_at");
  request->status_at = vouch_reader_int (reader, "status_at");
  request->started_at = vouch_reader_int (reader, "started_at");
  request->active_at = vouch_reader_int (reader, "active_at");
  request->ready_at = vouch_reader_int (reader, "ready_at");
  request->reminded_at = vouch_reader_int (reader, "reminded_at");
  request->shown = vouch_sandbox_request_get_status (request);
  return request;
}

static void
load_requests (VouchSandboxCrosschq *self,
               VouchReader          *reader)
{
  guint n;

  vouch_reader_enter (reader, "requests");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      g_ptr_array_add (self->requests, load_request (reader));
      vouch_reader_leave (reader);
    }

  vouch_reader_leave (reader);
}

static void
load_prospects (VouchSandboxCrosschq *self,
                VouchReader          *reader)
{
  guint n;

  vouch_reader_enter (reader, "prospects");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      VouchSandboxProspect *prospect = g_new0 (VouchSandboxProspect, 1);

      prospect->id = g_strdup (vouch_reader_string (reader, "id"));
      prospect->request_id = g_strdup (vouch_reader_string (reader, "request_id"));
      prospect->referred_by = g_strdup (vouch_reader_string (reader, "referred_by"));
      prospect->opted_in_at = vouch_reader_int (reader, "opted_in_at");
      vouch_reader_enter (reader, "reference");
      prospect->reference = load_reference (reader);
      vouch_reader_leave (reader);
      g_ptr_array_add (self->prospects, prospect);
      vouch_reader_leave (reader);
    }

  vouch_reader_leave (reader);
}

static void
load_links (VouchSandboxCrosschq *self,
            VouchReader          *reader)
{
  guint n;

  vouch_reader_enter (reader, "links");
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      VouchSandboxLink *link = g_new0 (VouchSandboxLink, 1);

      link->token = g_strdup (vouch_reader_string (reader, "token"));
      link->request_id = g_strdup (vouch_reader_string (reader, "request_id"));
      link->full = vouch_reader_bool_or (reader, "full", TRUE);
      link->created_at = vouch_reader_int (reader, "created_at");
      g_queue_push_tail (&self->links, link);
      vouch_reader_leave (reader);
    }

  vouch_reader_leave (reader);
}

static void
load_texts (VouchReader *reader,
            const char  *member,
            GPtrArray   *texts)
{
  guint n;

  vouch_reader_enter (reader, member);
  n = vouch_reader_get_n_elements (reader);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, g_strdup (vouch_reader_element_string (reader, i)));

  vouch_reader_leave (reader);
}

static void
clear (VouchSandboxCrosschq *self)
{
  g_hash_table_remove_all (self->requests_by_id);
  g_hash_table_remove_all (self->links_by_token);
  g_queue_clear_full (&self->links, (GDestroyNotify) vouch_sandbox_link_free);
  g_ptr_array_set_size (self->requests, 0);
  g_ptr_array_set_size (self->prospects, 0);
  g_ptr_array_set_size (self->allowances, 0);
  g_ptr_array_set_size (self->disabled, 0);
  g_ptr_array_set_size (self->invited, 0);
  self->last_calls[0] = 0;
  self->last_calls[1] = 0;
}

/* Only after the document was found sound: a broken one may have left ids out. */
static void
index_all (VouchSandboxCrosschq *self)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      VouchSandboxRequest *request = self->requests->pdata[i];

      g_hash_table_insert (self->requests_by_id, request->id, request);
    }

  for (GList *l = self->links.head; l != NULL; l = l->next)
    {
      VouchSandboxLink *link = l->data;

      g_hash_table_insert (self->links_by_token, link->token, link);
    }

  /* The next call finds out what is due. */
  self->next_due = G_MININT64;
}

/**
 * vouch_sandbox_crosschq_load:
 * @self: the Crosschq half; what it held is dropped
 * @state: at what vouch_sandbox_crosschq_save() wrote
 * @error: return location for a #VouchInputError
 *
 * Returns: whether it could be read; if not, the organisation is empty
 */
gboolean
vouch_sandbox_crosschq_load (VouchSandboxCrosschq  *self,
                             VouchReader           *state,
                             GError               **error)
{
  clear (self);
  load_requests (self, state);
  load_prospects (self, state);
  load_links (self, state);
  load_texts (state, "allowances", self->allowances);
  load_texts (state, "disabled", self->disabled);
  load_texts (state, "invited", self->invited);
  self->pdf_off = vouch_reader_bool_or (state, "pdf_off", FALSE);
  self->n_reads = (guint) vouch_reader_int_or (state, "n_reads", 0);
  self->n_errors = (guint) vouch_reader_int_or (state, "n_errors", 0);
  if (!vouch_reader_finish_input (state, "practice state of Crosschq", error))
    {
      clear (self);
      return FALSE;
    }

  index_all (self);
  return TRUE;
}
