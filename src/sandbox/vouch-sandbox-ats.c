/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

#define JSON "application/json"
#define PATCH "application/json-patch+json"
#define FORM "multipart/form-data"
#define USERS "/user-api/v201804/users"
#define FIELDS "/configuration/job-properties"
#define APPLICATION "/candidates/{id}/jobs/{jobId}"

/* smartrecruiters.md §18, in its order; a fixed word comes before the brace it could match. */
static const VouchAtsOperation operations[] =
{
  { "GET", USERS "/me", NULL, "user_me_read", vouch_ats_users_me },
  { "GET", "/users/me", NULL, "users_read", vouch_ats_users_me },
  { "GET", USERS, NULL, "users_read", vouch_ats_users_all },
  { "GET", USERS "/{id}", NULL, "users_read", vouch_ats_users_get },
  { "GET", "/jobs", NULL, "jobs_read", vouch_ats_jobs_all },
  { "GET", "/jobs/{jobId}", NULL, "jobs_read", vouch_ats_jobs_get },
  { "PATCH", "/jobs/{jobId}", PATCH, "jobs_manage", vouch_ats_jobs_patch },
  { "GET", "/jobs/{jobId}/hiring-team", NULL, "jobs_read", vouch_ats_jobs_team },
  { "GET", "/configuration/company", NULL, "company_read configuration_read", vouch_ats_company },
  { "GET", "/configuration/departments", NULL, "configuration_read", vouch_ats_departments },
  { "GET", FIELDS, NULL, "configuration_read", vouch_ats_properties_all },
  { "GET", FIELDS "/{id}", NULL, "configuration_read", vouch_ats_properties_get },
  { "POST", FIELDS, JSON, "configuration_manage", vouch_ats_properties_create },
  { "PUT", FIELDS "/{id}/activation", NULL, "configuration_manage", vouch_ats_properties_activate },
  { "DELETE", FIELDS "/{id}/activation", NULL, "configuration_manage",
    vouch_ats_properties_deactivate },
  { "GET", FIELDS "/{id}/values", NULL, "configuration_read", vouch_ats_values_all },
  { "POST", FIELDS "/{id}/values", JSON, "configuration_manage", vouch_ats_values_create },
  { "PATCH", FIELDS "/{id}/values/{valueId}", PATCH, "configuration_manage",
    vouch_ats_values_update },
  { "PUT", FIELDS "/{id}/archive-values/{valueId}", NULL, "configuration_manage",
    vouch_ats_values_archive },
  { "DELETE", FIELDS "/{id}/archive-values/{valueId}", NULL, "configuration_manage",
    vouch_ats_values_unarchive },
  { "GET", "/configuration/hiring-processes", NULL, "configuration_read", vouch_ats_processes },
  { "GET", "/configuration/hiring-processes/{id}", NULL, "configuration_read", vouch_ats_process },
  { "GET", "/configuration/sources", NULL, "configuration_read", vouch_ats_sources },
  { "GET", "/configuration/sources/{sourceType}/values", NULL, "configuration_read",
    vouch_ats_source_values },
  { "GET", "/configuration/sources/{sourceType}/values/{sourceValueId}", NULL,
    "configuration_read", vouch_ats_source_value },
  { "GET", "/configuration/sources/{sourceIdentifier}", NULL, "configuration_read",
    vouch_ats_source_by_identifier },
  { "GET", "/configuration/candidate-properties", NULL, "configuration_read",
    vouch_ats_candidate_properties },
  { "GET", "/configuration/candidate-properties/{id}/values", NULL, "configuration_read",
    vouch_ats_candidate_property_values },
  { "GET", "/configuration/rejection-reasons", NULL, "configuration_read", vouch_ats_rejections },
  { "GET", "/configuration/withdrawal-reasons", NULL, "configuration_read",
    vouch_ats_withdrawals },
  { "GET", "/candidates", NULL, "candidates_read", vouch_ats_candidates_all },
  { "GET", "/candidates/attachments/{attachmentId}", NULL, "candidates_read",
    vouch_ats_attachments_get },
  { "DELETE", "/candidates/attachments/{attachmentId}", NULL, "candidates_manage",
    vouch_ats_attachments_delete },
  { "GET", "/candidates/{id}", NULL, "candidates_read", vouch_ats_candidates_get },
  { "PATCH", "/candidates/{id}", JSON, "candidates_manage", vouch_ats_candidates_patch },
  { "DELETE", "/candidates/{id}", NULL, "candidates_manage", vouch_ats_candidates_delete },
  { "GET", APPLICATION, NULL, "candidates_read", vouch_ats_application },
  { "GET", APPLICATION "/status/history", NULL, "candidates_read candidate_status_read",
    vouch_ats_status_history },
  { "PUT", APPLICATION "/status", JSON, "candidates_manage", vouch_ats_status_update },
  { "POST", "/candidates", JSON, "candidates_create", vouch_ats_candidates_add },
  { "POST", "/jobs/{jobId}/candidates", JSON, "candidates_create",
    vouch_ats_candidates_add_to_job },
  { "PUT", APPLICATION "/source", JSON, "candidates_manage", vouch_ats_source_update },
  { "GET", "/candidates/{id}/tags", NULL, "candidates_read", vouch_ats_tags_get },
  { "POST", "/candidates/{id}/tags", JSON, "candidates_manage", vouch_ats_tags_add },
  { "PUT", "/candidates/{id}/tags", JSON, "candidates_manage", vouch_ats_tags_replace },
  { "DELETE", "/candidates/{id}/tags", NULL, "candidates_manage", vouch_ats_tags_delete },
  { "GET", APPLICATION "/attachments", NULL, "candidates_read", vouch_ats_attachments_list },
  { "POST", APPLICATION "/attachments", FORM, "candidates_create", vouch_ats_attachments_add },
  { "GET", APPLICATION "/properties", NULL, "candidates_read", vouch_ats_person_properties_get },
  { "PUT", APPLICATION "/properties", JSON, "candidates_manage",
    vouch_ats_person_properties_put },
  { "POST", "/messages/shares", JSON, "messages_write", vouch_ats_messages_share },
  { "GET", "/messages", NULL, "messages_read", vouch_ats_messages_fetch },
  { "GET", "/audit-api/v201910/audit-events", NULL, "audit_events_read", vouch_ats_audit },
  { "GET", "/job-applications-api/v202112/job-applications/{jobApplicationId}", NULL,
    "job_applications_read", vouch_ats_job_application },
};

static gboolean
match_path (const char        *pattern,
            const VouchVisit  *visit,
            VouchAtsCall      *call)
{
  g_auto(GStrv) parts = g_strsplit (pattern + 1, "/", -1);
  guint n_params = 0;

  if (g_strv_length (parts) != g_strv_length (visit->segments) || visit->trailing_slash)
    return FALSE;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (parts[i][0] == '{' && n_params < G_N_ELEMENTS (call->params))
        call->params[n_params++] = visit->segments[i];
      else if (strcmp (parts[i], visit->segments[i]) != 0)
        return FALSE;
    }

  return TRUE;
}

static const VouchAtsOperation *
find_operation (const VouchVisit *visit,
                VouchAtsCall     *call,
                gboolean         *path_known)
{
  *path_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      if (!match_path (operations[i].path, visit, call))
        continue;

      *path_known = TRUE;
      if (strcmp (operations[i].method, visit->request->method) == 0)
        return &operations[i];
    }

  return NULL;
}

static gboolean
has_any_scope (const char *granted,
               const char *wanted)
{
  g_auto(GStrv) have = g_strsplit (granted, " ", -1);
  g_auto(GStrv) want = g_strsplit (wanted, " ", -1);

  for (guint i = 0; want[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *) have, want[i]))
        return TRUE;
    }

  return FALSE;
}

/* smartrecruiters.md §2.4: the message alone, unless the setting says otherwise. */
static VouchResponse *
refuse_scope (const VouchVisit *visit,
              const char       *scopes)
{
  g_autofree char *message = g_strdup_printf ("Missing required scopes: %s", scopes);
  g_autofree char *header = NULL;
  VouchResponse *response = NULL;

  if (vouch_sandbox_setting_bool (visit->sandbox, "scope_error_code"))
    response = vouch_visit_error (visit, 403, "OAuthPermissionsException", "%s", message);
  else
    response = vouch_visit_message (visit, 403, message);

  header = g_strdup_printf ("Bearer scope=\"%s\", error=\"insufficient_scope\", "
                            "error_description=\"%s\"", scopes, message);
  vouch_headers_set (response->headers, "WWW-Authenticate", header);

  return response;
}

static VouchResponse *
refuse_token (const VouchVisit *visit)
{
  VouchResponse *response = vouch_visit_message (visit, 401, "Unauthorized");

  vouch_headers_set (response->headers, "WWW-Authenticate", "Bearer error=\"invalid_token\"");
  return response;
}

/* Checks the credential; @scope becomes what it allows, %NULL for the key that allows all. */
static VouchResponse *
check_credential (const VouchVisit  *visit,
                  const char       **scope)
{
  VouchSandbox *self = visit->sandbox;
  const char *key = vouch_headers_get (visit->request->headers, "X-SmartToken");
  const char *header = vouch_headers_get (visit->request->headers, "Authorization");
  VouchSandboxToken *token = NULL;

  *scope = NULL;
  if (key != NULL)
    {
      gboolean right = g_strcmp0 (key, self->api_key) == 0;

      return right && vouch_sandbox_setting_bool (self, "api_key_enabled") ? NULL
                                                                           : refuse_token (visit);
    }
  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return refuse_token (visit);

  token = vouch_sandbox_tokens_find (self->tokens, VOUCH_TOKEN_ACCESS, header + 7);
  if (token == NULL || token->used || token->expires <= visit->now)
    {
      if (token != NULL)
        vouch_sandbox_tokens_count_dead (self->tokens);
      return refuse_token (visit);
    }

  *scope = token->scope;
  return NULL;
}

static VouchResponse *
check_operation (const VouchVisit        *visit,
                 const VouchAtsOperation *operation)
{
  const char *scope = NULL;
  g_autoptr(VouchResponse) refusal = check_credential (visit, &scope);

  if (refusal != NULL)
    return g_steal_pointer (&refusal);
  if (scope != NULL && !has_any_scope (scope, operation->scopes))
    return refuse_scope (visit, operation->scopes);
  if (operation->content_type != NULL && !vouch_visit_is_type (visit, operation->content_type))
    {
      vouch_visit_violation (visit, "content-type", "expected %s", operation->content_type);
      return vouch_visit_message (visit, 415, "Unsupported Media Type");
    }

  return NULL;
}

/**
 * vouch_sandbox_ats_handle:
 * @operation: (out): "METHOD template", for the counts
 *
 * Plays SmartRecruiters' API.
 */
VouchResponse *
vouch_sandbox_ats_handle (const VouchVisit  *visit,
                          char             **operation)
{
  VouchAtsCall call = { visit, visit->sandbox, visit->sandbox->company, visit->now };
  const VouchAtsOperation *found = NULL;
  g_autoptr(VouchResponse) refusal = NULL;
  gboolean path_known = FALSE;

  found = find_operation (visit, &call, &path_known);
  if (found == NULL)
    {
      const char *scope = NULL;

      *operation = g_strdup_printf ("%s (unknown)", visit->request->method);
      vouch_visit_violation (visit, "unknown-operation", "nothing is known here");
      refusal = check_credential (visit, &scope);
      if (refusal != NULL)
        return g_steal_pointer (&refusal);
      return path_known ? vouch_visit_message (visit, 405, "Method Not Allowed")
                        : vouch_visit_message (visit, 404, "Not Found");
    }

  *operation = g_strdup_printf ("%s %s", found->method, found->path);
  refusal = check_operation (visit, found);
  if (refusal != NULL)
    return g_steal_pointer (&refusal);

  return found->handler (&call);
}
