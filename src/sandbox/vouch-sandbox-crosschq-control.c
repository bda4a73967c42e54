/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-crosschq-control.h"

#include "base/vouch-util.h"

/* What people do outside the API: the candidate, the references, an administrator. */

JsonNode *
vouch_sandbox_control_refuse (GError          **error,
                              VouchInputError   code,
                              const char       *message)
{
  g_set_error_literal (error, VOUCH_INPUT_ERROR, code, message);
  return NULL;
}

gboolean
vouch_sandbox_control_finish (VouchSandboxControl  *control,
                              GError              **error)
{
  return vouch_reader_finish_input (control->arguments, "arguments", error);
}

/**
 * vouch_sandbox_control_find:
 * @control: a control call with request_id
 * @error: return location for a #VouchInputError
 *
 * Returns: (nullable) (transfer none): the request
 */
VouchSandboxRequest *
vouch_sandbox_control_find (VouchSandboxControl  *control,
                            GError              **error)
{
  const char *id = vouch_reader_string (control->arguments, "request_id");
  VouchSandboxRequest *request;

  if (!vouch_sandbox_control_finish (control, error))
    return NULL;

  request = vouch_sandbox_crosschq_find (control->crosschq, id);
  if (request == NULL)
    vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_UNKNOWN, "there is no such request");

  return request;
}

static VouchSandboxRequest *
find_open_request (VouchSandboxControl  *control,
                   GError              **error)
{
  VouchSandboxRequest *request = vouch_sandbox_control_find (control, error);

  if (request != NULL && request->state != VOUCH_SANDBOX_REQUEST_OPEN)
    {
      vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_RANGE,
                                    "the request is not open any more");
      return NULL;
    }

  return request;
}

static VouchSandboxReference *
find_reference (VouchSandboxControl  *control,
                VouchSandboxRequest  *request,
                GError              **error)
{
  const char *email = vouch_reader_string (control->arguments, "email");
  VouchSandboxReference *reference;

  if (!vouch_sandbox_control_finish (control, error))
    return NULL;

  reference = vouch_sandbox_request_find_reference (request, email);
  if (reference == NULL)
    vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_UNKNOWN, "there is no such reference");

  return reference;
}

static JsonNode *
start_candidate (VouchSandboxControl  *control,
                 GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);

  if (request == NULL)
    return NULL;

  vouch_sandbox_crosschq_start (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

static JsonNode *
add_reference (VouchSandboxControl  *control,
               GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);
  const char *first_name = vouch_reader_string (control->arguments, "first_name");
  const char *last_name = vouch_reader_string (control->arguments, "last_name");
  const char *email = vouch_reader_string (control->arguments, "email");
  const char *relationship = vouch_reader_string_or (control->arguments,
                                                     "relationship", "managers");
  const char *phone = vouch_reader_string_or (control->arguments, "phone", NULL);
  VouchSandboxReference *reference;

  if (request == NULL || !vouch_sandbox_control_finish (control, error))
    return NULL;

  if (request->started_at == 0)
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_RANGE,
                                         "the candidate has not started");

  if (vouch_sandbox_find_relationship (relationship) == VOUCH_SANDBOX_N_RELATIONSHIPS)
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_UNKNOWN,
                                         "there is no such relationship");

  reference = vouch_sandbox_reference_new (first_name, last_name, email);
  vouch_set_str (&reference->relationship, relationship);
  reference->phone = g_strdup (phone);
  g_ptr_array_add (request->references, reference);
  request->active_at = control->now;
  vouch_sandbox_crosschq_touch (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

static VouchSandboxReference *
find_waiting_reference (VouchSandboxControl  *control,
                        VouchSandboxRequest  *request,
                        GError              **error)
{
  VouchSandboxReference *reference = find_reference (control, request, error);

  if (reference != NULL && reference->state > VOUCH_SANDBOX_REFERENCE_IN_PROGRESS)
    {
      vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_RANGE,
                                    "the reference has answered already");
      return NULL;
    }

  return reference;
}

static JsonNode *
complete_reference (VouchSandboxControl  *control,
                    GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);
  VouchSandboxReference *reference = NULL;

  if (request != NULL)
    reference = find_waiting_reference (control, request, error);

  if (reference == NULL)
    return NULL;

  vouch_sandbox_crosschq_submit (control->crosschq, request, reference, control->now);
  return vouch_sandbox_request_describe (request);
}

static JsonNode *
decline_reference (VouchSandboxControl  *control,
                   GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);
  VouchSandboxReference *reference = NULL;

  if (request != NULL)
    reference = find_waiting_reference (control, request, error);

  if (reference == NULL)
    return NULL;

  reference->state = VOUCH_SANDBOX_REFERENCE_DECLINED;
  reference->reason = g_strdup (vouch_reader_string_or (control->arguments, "reason", NULL));
  vouch_sandbox_crosschq_touch (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

static gboolean
has_answer (VouchSandboxRequest *request)
{
  for (guint i = 0; i < request->references->len; i++)
    {
      VouchSandboxReference *reference = request->references->pdata[i];

      if (reference->state == VOUCH_SANDBOX_REFERENCE_COMPLETED)
        return TRUE;
    }

  return FALSE;
}

static JsonNode *
conclude (VouchSandboxControl  *control,
          GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);

  if (request == NULL)
    return NULL;

  if (request->started_at == 0 || !has_answer (request))
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_RANGE,
                                         "the candidate and one reference have to answer first");

  vouch_sandbox_crosschq_conclude (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

static JsonNode *
answer_all (VouchSandboxControl  *control,
            GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);

  if (request == NULL)
    return NULL;

  vouch_sandbox_crosschq_answer_all (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

/* With "force" even a finished one goes, and with it its report and the links. */
static JsonNode *
cancel_outside (VouchSandboxControl  *control,
                GError              **error)
{
  VouchSandboxRequest *request = vouch_sandbox_control_find (control, error);

  if (request == NULL)
    return NULL;

  if (!vouch_sandbox_request_is_open (request) &&
      !vouch_reader_bool_or (control->arguments, "force", FALSE))
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_RANGE,
                                         "the request is not open any more");

  vouch_sandbox_crosschq_cancel (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

static JsonNode *
expire (VouchSandboxControl  *control,
        GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);

  if (request == NULL)
    return NULL;

  vouch_sandbox_crosschq_expire (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

static JsonNode *
make_past_due (VouchSandboxControl  *control,
               GError              **error)
{
  VouchSandboxRequest *request = find_open_request (control, error);

  if (request == NULL)
    return NULL;

  request->past_due = TRUE;
  vouch_sandbox_crosschq_touch (control->crosschq, request, control->now);
  return vouch_sandbox_request_describe (request);
}

static gboolean
is_prospect (VouchSandboxCrosschq *self,
             const char           *request_id,
             const char           *email)
{
  for (guint i = 0; i < self->prospects->len; i++)
    {
      VouchSandboxProspect *prospect = self->prospects->pdata[i];

      if (g_str_equal (prospect->request_id, request_id) &&
          g_ascii_strcasecmp (prospect->reference->email, email) == 0)
        return TRUE;
    }

  return FALSE;
}

static JsonNode *
opt_in_prospect (VouchSandboxControl  *control,
                 GError              **error)
{
  VouchSandboxCrosschq *self = control->crosschq;
  VouchSandboxRequest *request = vouch_sandbox_control_find (control, error);
  VouchSandboxReference *reference = NULL;
  VouchSandboxProspect *prospect;

  if (request != NULL)
    reference = find_reference (control, request, error);

  if (reference == NULL)
    return NULL;

  if (reference->state != VOUCH_SANDBOX_REFERENCE_COMPLETED)
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_RANGE,
                                         "the reference has not answered");

  if (is_prospect (self, request->id, reference->email))
    return vouch_sandbox_control_refuse (error, VOUCH_INPUT_ERROR_DUPLICATE,
                                         "the reference has opted in already");

  prospect = g_new0 (VouchSandboxProspect, 1);
  prospect->id = vouch_sandbox_dup_uuid (self->sandbox);
  prospect->request_id = g_strdup (request->id);
  prospect->referred_by = g_strdup_printf ("%s %s", request->first_name, request->last_name);
  prospect->reference = vouch_sandbox_reference_copy (reference);
  prospect->opted_in_at = control->now;
  g_ptr_array_add (self->prospects, prospect);
  return vouch_sandbox_request_describe (request);
}

static const struct
{
  const char *name;
  VouchSandboxAction action;
} actions[] = {
  { "add-reference", add_reference },
  { "allow-create", vouch_sandbox_control_allow_create },
  { "answer-all", answer_all },
  { "cancel-outside", cancel_outside },
  { "candidate-starts", start_candidate },
  { "complete-reference", complete_reference },
  { "conclude", conclude },
  { "create-foreign", vouch_sandbox_control_create_foreign },
  { "crosschq-state", vouch_sandbox_control_state },
  { "decline-reference", decline_reference },
  { "disable-survey", vouch_sandbox_control_disable_survey },
  { "edit-request", vouch_sandbox_control_edit_request },
  { "expire", expire },
  { "opt-in-prospect", opt_in_prospect },
  { "past-due", make_past_due },
  { "pdf-off", vouch_sandbox_control_pdf_off },
  { "requests", vouch_sandbox_control_requests },
};

/**
 * vouch_sandbox_crosschq_control:
 * @self: the Crosschq half
 * @action: what a person does
 * @arguments: an object
 * @now: the company's time
 * @known: (out): whether it is an action of this half
 * @error: return location for a #VouchInputError
 *
 * Returns: (transfer full) (nullable): what became of it
 */
JsonNode *
vouch_sandbox_crosschq_control (VouchSandboxCrosschq  *self,
                                const char            *action,
                                VouchReader           *arguments,
                                gint64                 now,
                                gboolean              *known,
                                GError               **error)
{
  VouchSandboxControl control = { self, arguments, now };

  vouch_sandbox_crosschq_settle (self, now);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, action))
        {
          *known = TRUE;
          return actions[i].action (&control, error);
        }
    }

  *known = FALSE;
  return NULL;
}
