/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include "base/vouch-error.h"

#define ALL_SCOPES \
  "candidates_read candidates_create candidates_manage candidate_status_read jobs_read " \
  "jobs_manage configuration_read configuration_manage users_read user_me_read company_read " \
  "messages_write messages_read audit_events_read job_applications_read"

typedef enum { KIND_BOOL, KIND_INT, KIND_TEXT } SettingKind;

/* What public sources leave open (smartrecruiters.md §15, §16), and what tests turn. */
static const struct
{
  const char *name;
  SettingKind kind;
  gint64 number;
  const char *text;
} defaults[] =
{
  { "api_key_enabled", KIND_BOOL, TRUE, NULL },
  { "application_id", KIND_BOOL, TRUE, NULL },
  { "attachment_duplicate", KIND_TEXT, 0, "name" },       /* name, content, none */
  { "attachment_limit", KIND_INT, 100, NULL },
  { "attachment_max_bytes", KIND_INT, 10 * 1024 * 1024, NULL },
  { "attachment_too_large", KIND_TEXT, 0, "400" },        /* 400, 413 */
  { "audit_feed", KIND_BOOL, FALSE, NULL },
  { "candidate_duplicate", KIND_TEXT, 0, "reuse" },       /* reuse, new, conflict */
  { "candidate_status", KIND_TEXT, 0, "LEAD" },           /* LEAD, NEW */
  { "client_scopes", KIND_TEXT, 0, ALL_SCOPES },
  { "code_seconds", KIND_INT, 600, NULL },
  { "concurrent_limit", KIND_INT, 8, NULL },
  { "date_header", KIND_BOOL, TRUE, NULL },
  { "date_skew", KIND_INT, 0, NULL },
  { "expires_in", KIND_INT, 1799, NULL },
  { "index_lag", KIND_INT, 0, NULL },
  { "jobs_page_skips", KIND_BOOL, FALSE, NULL },
  { "last_page", KIND_TEXT, 0, "alternate" },             /* alternate, absent, empty */
  { "limits", KIND_BOOL, TRUE, NULL },
  { "list_order", KIND_TEXT, 0, "right" },  /* right, shuffled, duplicated, skipped, repeated */
  { "messages_form", KIND_TEXT, 0, "object" },            /* object, array */
  { "new_property", KIND_TEXT, 0, "select" },             /* select, free */
  { "rate_headers", KIND_TEXT, 0, "right" },              /* right, absent, wrong */
  { "rate_limit", KIND_INT, 10, NULL },
  { "refresh_days", KIND_INT, 28, NULL },
  { "refusal", KIND_TEXT, 0, "access_denied" },
  { "retry_after", KIND_TEXT, 0, "none" },                /* none, seconds, date, wrong */
  { "same_application", KIND_BOOL, TRUE, NULL },
  { "scope_error_code", KIND_BOOL, FALSE, NULL },
  { "scope_in_token", KIND_BOOL, TRUE, NULL },
  { "system_role", KIND_TEXT, 0, "ADMINISTRATOR" },
  { "tag_field", KIND_TEXT, 0, "select" },                /* select, free, missing, inactive */
  { "tags_answer", KIND_TEXT, 0, "added" },               /* added, all */
  { "unknown_object", KIND_TEXT, 0, "404" },              /* 404, 401 */
  { "updated_after", KIND_TEXT, 0, "inclusive" },         /* inclusive, strict */
  { "updated_by_attachment", KIND_BOOL, TRUE, NULL },
  { "updated_by_note", KIND_BOOL, FALSE, NULL },
  { "updated_by_status", KIND_BOOL, TRUE, NULL },
  { "updated_by_tag", KIND_BOOL, TRUE, NULL },
};

static int
find_setting (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      if (g_strcmp0 (defaults[i].name, name) == 0)
        return i;
    }

  return -1;
}

JsonObject *
vouch_sandbox_settings_new (void)
{
  JsonObject *settings = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      switch (defaults[i].kind)
        {
        case KIND_BOOL:
          json_object_set_boolean_member (settings, defaults[i].name, defaults[i].number != 0);
          break;
        case KIND_INT:
          json_object_set_int_member (settings, defaults[i].name, defaults[i].number);
          break;
        case KIND_TEXT:
        default:
          json_object_set_string_member (settings, defaults[i].name, defaults[i].text);
          break;
        }
    }

  return settings;
}

static gboolean
has_kind (JsonNode    *node,
          SettingKind  kind)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  switch (kind)
    {
    case KIND_BOOL:
      return type == G_TYPE_BOOLEAN;
    case KIND_INT:
      return type == G_TYPE_INT64;
    case KIND_TEXT:
    default:
      return type == G_TYPE_STRING;
    }
}

static gboolean
check_change (const char  *name,
              JsonNode    *node,
              GError     **error)
{
  int i = find_setting (name);

  if (vouch_sandbox_crosschq_has_setting (name))
    return TRUE;
  if (i < 0)
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_UNKNOWN, "no setting \"%s\"", name);
      return FALSE;
    }
  if (!has_kind (node, defaults[i].kind))
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_TYPE,
                   "the setting \"%s\" has another type", name);
      return FALSE;
    }

  return TRUE;
}

/* The field of jobs is as the setting says; what jobs carry stays. */
static void
apply_tag_field (VouchSandbox *self)
{
  const char *form = vouch_sandbox_setting_string (self, "tag_field");
  VouchProperty *field = vouch_company_get_tag_field (self->company);

  if (field == NULL)
    return;

  field->hidden = g_strcmp0 (form, "missing") == 0;
  field->free_text = g_strcmp0 (form, "free") == 0;
  field->active = g_strcmp0 (form, "inactive") != 0;
  self->company->config_changed = TRUE;
}

/**
 * vouch_sandbox_settings_merge:
 * @changes: names and values; nothing is taken unless all of it can be
 */
gboolean
vouch_sandbox_settings_merge (VouchSandbox  *self,
                              JsonObject    *changes,
                              GError       **error)
{
  g_autoptr(GList) names = json_object_get_members (changes);
  g_autofree char *tag_field = g_strdup (vouch_sandbox_setting_string (self, "tag_field"));

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (!check_change (l->data, json_object_get_member (changes, l->data), error))
        return FALSE;
    }

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (self->settings, l->data,
                            json_node_copy (json_object_get_member (changes, l->data)));
  self->company->generation++;
  if (!g_str_equal (tag_field, vouch_sandbox_setting_string (self, "tag_field")))
    apply_tag_field (self);

  return TRUE;
}

gboolean
vouch_sandbox_setting_bool (VouchSandbox *self,
                            const char   *name)
{
  return json_object_get_boolean_member_with_default (self->settings, name, FALSE);
}

gint64
vouch_sandbox_setting_int (VouchSandbox *self,
                           const char   *name)
{
  return json_object_get_int_member_with_default (self->settings, name, 0);
}

const char *
vouch_sandbox_setting_string (VouchSandbox *self,
                              const char   *name)
{
  return json_object_get_string_member_with_default (self->settings, name, "");
}
