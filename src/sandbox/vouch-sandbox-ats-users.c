/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

static JsonObject *
new_user (VouchAtsCall *call,
          VouchStaff   *staff,
          const char   *role)
{
  JsonObject *object = json_object_new ();
  JsonObject *role_object = json_object_new ();
  JsonObject *language = json_object_new ();

  json_object_set_string_member (object, "id", staff->id);
  vouch_object_set_text (object, "email", staff->email);
  json_object_set_string_member (object, "firstName", staff->first);
  json_object_set_string_member (object, "lastName", staff->last);
  json_object_set_string_member (role_object, "id", role);
  json_object_set_object_member (object, "systemRole", role_object);
  json_object_set_string_member (language, "code", "en");
  json_object_set_object_member (object, "language", language);
  json_object_set_boolean_member (object, "active", staff->active);
  vouch_object_set_time (object, "updatedOn", vouch_company_get_start ());

  return object;
}

/* The credential's owner: the administrator, whose role is a setting. */
VouchResponse *
vouch_ats_users_me (VouchAtsCall *call)
{
  VouchStaff *staff = g_ptr_array_index (call->company->staff, 0);

  return vouch_ats_object (call, 200,
                           new_user (call, staff,
                                     vouch_sandbox_setting_string (call->sandbox, "system_role")));
}

VouchResponse *
vouch_ats_users_get (VouchAtsCall *call)
{
  int index = vouch_company_find_user (call->company, call->params[0]);
  VouchStaff *staff = NULL;

  if (index < 0)
    return vouch_ats_error (call, 404, "USER_NOT_FOUND", "User not found");

  staff = g_ptr_array_index (call->company->staff, index);
  return vouch_ats_object (call, 200, new_user (call, staff, staff->role));
}

static gboolean
matches_query (const VouchStaff *staff,
               const char       *folded)
{
  g_autofree char *text = g_strconcat (staff->first, " ", staff->last, " ",
                                       staff->email == NULL ? "" : staff->email, NULL);
  g_autofree char *lower = g_utf8_casefold (text, -1);

  return folded == NULL || strstr (lower, folded) != NULL;
}

static VouchResponse *
list_users (VouchAtsCall *call,
            guint         start,
            guint         limit,
            guint         filters)
{
  const char *q = vouch_visit_query (call->visit, "q");
  g_autofree char *folded = q == NULL ? NULL : g_utf8_casefold (q, -1);
  JsonObject *object = json_object_new ();
  JsonArray *content = json_array_new ();
  g_autofree char *next = NULL;
  guint i = start;

  for (; i < call->company->staff->len && json_array_get_length (content) < limit; i++)
    {
      VouchStaff *staff = g_ptr_array_index (call->company->staff, i);

      if (matches_query (staff, folded))
        json_array_add_object_element (content, new_user (call, staff, staff->role));
    }

  json_object_set_int_member (object, "limit", limit);
  json_object_set_array_member (object, "content", content);
  if (i < call->company->staff->len)
    {
      g_autofree char *position = g_strdup_printf ("%u", i);

      next = vouch_ats_dup_page_id ("users", position, filters);
    }
  vouch_ats_end_list (call, object, next);

  return vouch_ats_object (call, 200, object);
}

VouchResponse *
vouch_ats_users_all (VouchAtsCall *call)
{
  const char *page_id = vouch_visit_query (call->visit, "pageId");
  const char *q = vouch_visit_query (call->visit, "q");
  guint filters = vouch_ats_hash_filters (call);
  g_autofree char *position = NULL;
  VouchResponse *refusal = NULL;
  guint limit = 0;

  if (!vouch_ats_get_limit (call, "limit", 100, 100, &limit, &refusal))
    return refusal;
  if (q != NULL && g_utf8_strlen (q, -1) < 3)
    return vouch_ats_error (call, 400, "INVALID_PARAMETER", "q has three characters or more");
  if (page_id != NULL)
    {
      position = vouch_ats_parse_page_id (call, "users", page_id, filters);
      if (position == NULL)
        return vouch_ats_error (call, 400, "INVALID_PAGE_ID", "Invalid page id");
    }

  return list_users (call, position == NULL ? 0 : g_ascii_strtoull (position, NULL, 10), limit,
                     filters);
}
