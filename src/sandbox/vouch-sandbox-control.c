/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox-writer.h"

typedef struct
{
  VouchSandbox *sandbox;
  VouchReader *arguments;
  JsonObject *object;      /* the arguments once more, where names are free */
  gint64 now;              /* the company's own time */
} Control;

typedef JsonNode *(* ControlHandler) (Control  *control,
                                      GError  **error);

static JsonNode *
new_done (void)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "ok", TRUE);
  return vouch_node_from_object (object);
}

static JsonNode *
control_settings (Control  *control,
                  GError  **error)
{
  JsonNode *node = NULL;

  if (!vouch_sandbox_settings_merge (control->sandbox, control->object, error))
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, control->sandbox->settings);
  return node;
}

static JsonNode *
control_reset (Control  *control,
               GError  **error)
{
  vouch_sandbox_clear (control->sandbox);
  vouch_sandbox_build (control->sandbox);

  return new_done ();
}

static JsonNode *
control_advance (Control  *control,
                 GError  **error)
{
  gint64 seconds = vouch_reader_int (control->arguments, "seconds");
  JsonObject *object = NULL;

  if (seconds < 0 || seconds > 100 * 366 * G_GINT64_CONSTANT (86400))
    vouch_reader_fail (control->arguments, "seconds", "is out of range");
  if (!vouch_reader_finish_input (control->arguments, "advance", error))
    return NULL;

  control->sandbox->offset += seconds * G_USEC_PER_SEC;
  object = json_object_new ();
  vouch_object_set_time (object, "time", control->now + seconds * G_USEC_PER_SEC);
  return vouch_node_from_object (object);
}

static JsonNode *
control_fault (Control  *control,
               GError  **error)
{
  return vouch_faults_add (control->sandbox->faults, control->arguments, error) ? new_done ()
                                                                                : NULL;
}

static JsonNode *
control_clear_faults (Control  *control,
                      GError  **error)
{
  vouch_faults_clear (control->sandbox->faults);
  return new_done ();
}

static JsonNode *
control_revoke (Control  *control,
                GError  **error)
{
  vouch_sandbox_tokens_revoke (control->sandbox->tokens);
  return new_done ();
}

static JsonNode *
control_effects (Control  *control,
                 GError  **error)
{
  return vouch_journal_get_effects (control->sandbox->journal);
}

static JsonNode *
control_violations (Control  *control,
                    GError  **error)
{
  return vouch_journal_get_violations (control->sandbox->journal);
}

static JsonNode *
control_calls (Control  *control,
               GError  **error)
{
  JsonNode *node = vouch_journal_get_calls (control->sandbox->journal);

  json_object_set_int_member (json_node_get_object (node), "dead_token_uses",
                              vouch_sandbox_tokens_get_n_dead (control->sandbox->tokens));
  return node;
}

static JsonObject *
new_origins (VouchSandbox *self)
{
  static const char *const names[] = { "identity", "ats", "crosschq", "files" };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    json_object_set_string_member (object, names[i], self->origins[i]);

  return object;
}

/* Practice data: nothing here opens anything but this company. */
static JsonNode *
control_info (Control  *control,
              GError  **error)
{
  VouchSandbox *self = control->sandbox;
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "origins", new_origins (self));
  json_object_set_string_member (object, "client_id", self->client_id);
  json_object_set_string_member (object, "client_secret", self->client_secret);
  json_object_set_string_member (object, "api_key", self->api_key);
  json_object_set_string_member (object, "crosschq_key", vouch_sandbox_get_crosschq_key (self));
  json_object_set_array_member (object, "redirect_uris",
                                vouch_array_from_strings (self->redirect_uris));
  vouch_object_set_time (object, "time", control->now);

  return vouch_node_from_object (object);
}

static JsonNode *
control_state (Control  *control,
               GError  **error)
{
  VouchSandbox *self = control->sandbox;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seed", self->seed);
  json_object_set_int_member (object, "candidates", self->company->n_generated +
                                                      self->company->n_extra);
  json_object_set_int_member (object, "touched", self->company->touched->len);
  json_object_set_int_member (object, "jobs", self->company->jobs->len);
  json_object_set_int_member (object, "users", self->company->staff->len);
  json_object_set_int_member (object, "faults", vouch_faults_get_n (self->faults));
  json_object_set_int_member (object, "dead_token_uses",
                              vouch_sandbox_tokens_get_n_dead (self->tokens));
  vouch_object_set_time (object, "time", control->now);
  json_object_set_object_member (object, "settings", json_object_ref (self->settings));

  return vouch_node_from_object (object);
}

static const struct { const char *name; ControlHandler handler; } actions[] =
{
  { "settings", control_settings },
  { "reset", control_reset },
  { "advance", control_advance },
  { "fault", control_fault },
  { "clear-faults", control_clear_faults },
  { "revoke", control_revoke },
  { "effects", control_effects },
  { "violations", control_violations },
  { "calls", control_calls },
  { "info", control_info },
  { "state", control_state },
};

static JsonNode *
run_elsewhere (Control     *control,
               const char  *action,
               GError     **error)
{
  gboolean known = FALSE;
  JsonNode *answer = vouch_sandbox_control_company (control->sandbox, action, control->arguments,
                                                    control->now, &known, error);

  if (!known)
    answer = vouch_sandbox_crosschq_control (control->sandbox->crosschq, action,
                                             control->arguments, control->now, &known, error);
  if (known)
    return answer;

  if (error != NULL && *error != NULL)
    return NULL;
  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_UNKNOWN, "no action \"%s\"", action);
  return NULL;
}

static JsonNode *
run_action (Control     *control,
            const char  *action,
            GError     **error)
{
  if (!vouch_sandbox_control_reads (action))
    control->sandbox->revision++;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (strcmp (actions[i].name, action) == 0)
        return actions[i].handler (control, error);
    }

  return run_elsewhere (control, action, error);
}

/**
 * vouch_sandbox_control_reads:
 * @action: a control call
 *
 * Returns: whether it changes nothing, so that there is nothing to save after it
 */
gboolean
vouch_sandbox_control_reads (const char *action)
{
  static const char *const reads[] = {
    "effects", "violations", "calls", "info", "state", "find-jobs", "find-users",
    "find-candidates", "find-steps", "show-candidate", "requests", "crosschq-state", NULL,
  };

  return g_strv_contains (reads, action);
}

static JsonNode *
parse_arguments (const char  *json_arguments,
                 GError     **error)
{
  const char *text = json_arguments == NULL || *json_arguments == '\0' ? "{}" : json_arguments;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);

  g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX,
               "the arguments are no JSON object");
  return NULL;
}

/**
 * vouch_sandbox_control:
 * @action: what a person or a test does, outside both services
 * @json_arguments: (nullable): an object
 * @now: the caller's time
 *
 * Returns: (nullable) (transfer full): what the action answers; %VOUCH_INPUT_ERROR_UNKNOWN when
 *   there is no such action
 */
JsonNode *
vouch_sandbox_control (VouchSandbox  *self,
                       const char    *action,
                       const char    *json_arguments,
                       gint64         now,
                       GError       **error)
{
  g_autoptr(JsonNode) node = parse_arguments (json_arguments, error);
  g_autoptr(VouchReader) arguments = NULL;
  Control control = { 0 };

  if (node == NULL)
    return NULL;

  arguments = vouch_reader_new (node);
  control.sandbox = self;
  control.arguments = arguments;
  control.object = json_node_get_object (node);
  control.now = vouch_sandbox_get_time (self, now);

  return run_action (&control, action, error);
}
