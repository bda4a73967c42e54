/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-control.h"

#include "base/vouch-util.h"

/* What an administrator of the organisation does, or somebody else who uses it. */

JsonNode *
vouch_sandbox_control_pdf_off (VouchSandboxControl  *control,
                               GError              **error)
{
  gboolean off = vouch_reader_bool_or (control->arguments, "off", TRUE);

  if (!vouch_sandbox_control_finish (control, error))
    return NULL;

  control->crosschq->pdf_off = off;
  return vouch_sandbox_crosschq_describe_catalog (control->crosschq);
}

static VouchSandboxRequest *
read_foreign (VouchReader *arguments)
{
  VouchSandboxRequest *request = vouch_sandbox_request_new ();
  const char *owner = "people.operations@" VOUCH_SANDBOX_MAIL_DOMAIN;

  request->foreign = TRUE;
  request->email = g_strdup (vouch_reader_string (arguments, "email"));
  request->position = g_strdup (vouch_reader_string (arguments, "position"));
  request->external_id = g_strdup (vouch_reader_string_or (arguments, "external_id", NULL));
  request->first_name = g_strdup (vouch_reader_string_or (arguments, "first_name", "Ines"));
  request->last_name = g_strdup (vouch_reader_string_or (arguments, "last_name", "Okafor"));
  request->phone = g_strdup (vouch_reader_string_or (arguments, "mobile_phone", NULL));
  request->jobrole = g_strdup (vouch_reader_string_or (arguments, "jobrole", "account-executive"));
  request->requestor = g_strdup (vouch_reader_string_or (arguments, "requestor", owner));
  request->wanted[0] = 2;
  request->wanted[2] = 1;
  return request;
}

JsonNode *
vouch_sandbox_control_create_foreign (VouchSandboxControl  *control,
                                      GError              **error)
{
  VouchSandboxCrosschq *self = control->crosschq;
  g_autoptr(VouchSandboxRequest) request = read_foreign (control->arguments);
  JsonNode *node;

  if (!vouch_sandbox_control_finish (control, error))
    return NULL;

  request->id = vouch_sandbox_dup_uuid (self->sandbox);
  vouch_sandbox_crosschq_add (self, request, control->now);
  node = vouch_sandbox_request_describe (request);
  g_steal_pointer (&request);
  return node;
}

JsonNode *
vouch_sandbox_control_requests (VouchSandboxControl  *control,
                                GError              **error)
{
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  GPtrArray *requests = control->crosschq->requests;

  for (guint i = 0; i < requests->len; i++)
    json_array_add_element (array, vouch_sandbox_request_describe (requests->pdata[i]));

  json_object_set_int_member (object, "count", requests->len);
  json_object_set_array_member (object, "requests", array);
  json_node_take_object (node, object);
  return node;
}

JsonNode *
vouch_sandbox_control_state (VouchSandboxControl  *control,
                             GError              **error)
{
  return vouch_sandbox_crosschq_describe_catalog (control->crosschq);
}

JsonNode *
vouch_sandbox_control_allow_create (VouchSandboxControl  *control,
                                    GError              **error)
{
  const char *external_id = vouch_reader_string_or (control->arguments, "external_id", NULL);
  const char *email = vouch_reader_string_or (control->arguments, "email", NULL);

  if (!vouch_sandbox_control_finish (control, error))
    return NULL;

  if (external_id == NULL && email == NULL)
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_MISSING,
                                         "give external_id or email");

  g_ptr_array_add (control->crosschq->allowances,
                   g_strdup (external_id != NULL ? external_id : email));
  return vouch_sandbox_crosschq_describe_catalog (control->crosschq);
}

JsonNode *
vouch_sandbox_control_disable_survey (VouchSandboxControl  *control,
                                      GError              **error)
{
  GPtrArray *disabled = control->crosschq->disabled;
  const char *codename = vouch_reader_string (control->arguments, "codename");
  gboolean off = vouch_reader_bool_or (control->arguments, "disabled", TRUE);
  guint index = 0;

  if (!vouch_sandbox_control_finish (control, error))
    return NULL;

  if (!vouch_sandbox_crosschq_has_survey (codename))
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_UNKNOWN,
                                         "there is no such survey");

  if (g_ptr_array_find_with_equal_func (disabled, codename, g_str_equal, &index))
    g_ptr_array_remove_index (disabled, index);

  if (off)
    g_ptr_array_add (disabled, g_strdup (codename));

  return vouch_sandbox_crosschq_describe_catalog (control->crosschq);
}

static void
replace_text (VouchSandboxControl  *control,
              const char           *member,
              char                **location)
{
  const char *text = vouch_reader_string_or (control->arguments, member, NULL);

  if (text != NULL)
    vouch_set_str (location, text);
}

/* "status" puts another word in place of the usual one, to see what a client makes of it. */
JsonNode *
vouch_sandbox_control_edit_request (VouchSandboxControl  *control,
                                    GError              **error)
{
  VouchSandboxRequest *request = vouch_sandbox_control_find (control, error);

  if (request == NULL)
    return NULL;

  replace_text (control, "email", &request->email);
  replace_text (control, "first_name", &request->first_name);
  replace_text (control, "last_name", &request->last_name);
  replace_text (control, "position", &request->position);
  replace_text (control, "external_id", &request->external_id);
  replace_text (control, "requestor", &request->requestor);
  replace_text (control, "status", &request->status_text);
  if (!vouch_sandbox_control_finish (control, error))
    return NULL;

  vouch_sandbox_crosschq_touch (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}
