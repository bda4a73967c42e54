/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

#include "base/vouch-util.h"

#define DEFAULT_WINDOW (7 * G_TIME_SPAN_DAY)

typedef struct
{
  gint64 after;
  gint64 before;
  GPtrArray *names;  /* (owned) (element-type utf8) */
  GPtrArray *types;  /* (owned) (element-type utf8) */
  const char *entity;
} AuditFilter;

static void
clear_filter (AuditFilter *filter)
{
  g_clear_pointer (&filter->names, g_ptr_array_unref);
  g_clear_pointer (&filter->types, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AuditFilter, clear_filter)

static gint64
read_time (VouchAtsCall *call,
           const char   *name,
           gint64        fallback)
{
  const char *text = vouch_visit_query (call->visit, name);

  return text == NULL ? fallback : vouch_time_from_string (text, NULL);
}

static gboolean
is_wanted (GPtrArray  *texts,
           const char *text)
{
  return texts->len == 0 || g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static gboolean
matches_filter (JsonObject        *event,
                const AuditFilter *filter)
{
  gint64 time = vouch_time_from_string (json_object_get_string_member (event, "eventDate"), NULL);

  return time > filter->after && time < filter->before &&
         is_wanted (filter->names, json_object_get_string_member (event, "eventName")) &&
         is_wanted (filter->types, json_object_get_string_member (event, "entityType")) &&
         (filter->entity == NULL ||
          g_str_equal (filter->entity, json_object_get_string_member (event, "entityId")));
}

static VouchResponse *
answer_events (VouchAtsCall      *call,
               const AuditFilter *filter,
               guint              start,
               guint              limit,
               guint              filters)
{
  JsonObject *object = json_object_new ();
  JsonArray *content = json_array_new ();
  g_autofree char *next = NULL;
  GPtrArray *events = call->company->events;
  guint i = start;

  for (; i < events->len && json_array_get_length (content) < limit; i++)
    {
      JsonObject *event = g_ptr_array_index (events, i);

      if (matches_filter (event, filter))
        json_array_add_object_element (content, json_object_ref (event));
    }
  if (i < events->len)
    {
      g_autofree char *position = g_strdup_printf ("%u", i);

      next = vouch_ats_dup_page_id ("audit", position, filters);
    }

  json_object_set_int_member (object, "limit", limit);
  json_object_set_array_member (object, "content", content);
  vouch_ats_end_list (call, object, next);

  return vouch_ats_object (call, 200, object);
}

/* An add-on few have: 403 unless the setting says it is there (smartrecruiters.md §11). */
VouchResponse *
vouch_ats_audit (VouchAtsCall *call)
{
  const char *page_id = vouch_visit_query (call->visit, "nextPageId");
  g_auto(AuditFilter) filter = { 0 };
  g_autofree char *position = NULL;
  VouchResponse *refusal = NULL;
  guint limit = 0;

  if (!vouch_sandbox_setting_bool (call->sandbox, "audit_feed") ||
      !g_str_equal (vouch_sandbox_setting_string (call->sandbox, "system_role"), "ADMINISTRATOR"))
    return vouch_ats_error (call, 403, "PERMISSION_DENIED", "The audit feed is not available");
  if (!vouch_ats_get_limit (call, "limit", 10, 100, &limit, &refusal))
    return refusal;
  if (page_id != NULL)
    {
      position = vouch_ats_parse_page_id (call, "audit", page_id, 0);
      if (position == NULL)
        return vouch_ats_error (call, 400, "INVALID_PAGE_ID", "Invalid page id");
    }

  filter.after = read_time (call, "eventDateAfter", call->now - DEFAULT_WINDOW);
  filter.before = read_time (call, "eventDateBefore", G_MAXINT64);
  filter.names = vouch_visit_query_all (call->visit, "eventName");
  filter.types = vouch_visit_query_all (call->visit, "entityType");
  filter.entity = vouch_visit_query (call->visit, "entityId");
  return answer_events (call, &filter,
                        position == NULL ? 0 : g_ascii_strtoull (position, NULL, 10), limit, 0);
}
