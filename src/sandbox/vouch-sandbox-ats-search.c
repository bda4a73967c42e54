/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-search.h"

#include <string.h>

#include "base/vouch-util.h"

#define AVERAGE_ITEM 1200

static void
read_jobs (VouchAtsCall *call,
           VouchSearch  *search)
{
  g_autoptr(GPtrArray) ids = vouch_visit_query_all (call->visit, "jobId");

  search->any_job = ids->len == 0;
  for (guint i = 0; i < ids->len; i++)
    {
      VouchJob *job = vouch_company_find_job (call->company, g_ptr_array_index (ids, i));
      guint index = job == NULL ? 0 : job->index;

      if (job != NULL)
        g_array_append_val (search->jobs, index);
    }
  search->nobody = ids->len > 0 && search->jobs->len == 0;
}

static gboolean
read_statuses (VouchAtsCall *call,
               VouchSearch  *search)
{
  g_autoptr(GPtrArray) names = vouch_visit_query_all (call->visit, "status");

  for (guint i = 0; i < names->len; i++)
    {
      VouchStatus status = VOUCH_STATUS_NEW;

      if (!vouch_status_parse (g_ptr_array_index (names, i), &status))
        return FALSE;
      search->statuses |= 1u << status;
    }

  /* Without a status a step means nothing (§15). */
  if (names->len > 0)
    search->step = vouch_visit_query (call->visit, "subStatus");

  return TRUE;
}

static void
read_lower (VouchAtsCall *call,
            const char   *name,
            GPtrArray    *texts)
{
  g_autoptr(GPtrArray) values = vouch_visit_query_all (call->visit, name);

  for (guint i = 0; i < values->len; i++)
    g_ptr_array_add (texts, g_utf8_strdown (g_ptr_array_index (values, i), -1));
}

/* A phrase in quotes with an @ is an address; anything else is words. */
static void
read_keywords (VouchAtsCall *call,
               VouchSearch  *search)
{
  const char *q = vouch_visit_query (call->visit, "q");
  g_autofree char *lower = q == NULL ? NULL : g_utf8_strdown (q, -1);
  gsize length = lower == NULL ? 0 : strlen (lower);

  if (length == 0)
    return;

  if (length > 2 && lower[0] == '"' && lower[length - 1] == '"' && strchr (lower, '@') != NULL)
    {
      search->email = g_strndup (lower + 1, length - 2);
      return;
    }

  if (strchr (lower, '@') != NULL)
    vouch_visit_violation (call->visit, "unquoted-email", "an address is searched in quotes");
  g_strdelimit (lower, "\"@", ' ');
  search->words = g_strsplit (lower, " ", -1);
}

static gboolean
read_time (VouchAtsCall *call,
           VouchSearch  *search)
{
  const char *text = vouch_visit_query (call->visit, "updatedAfter");
  g_autoptr(GError) error = NULL;

  if (text != NULL)
    search->updated_after = vouch_time_from_string (text, &error);
  search->strict = g_str_equal (vouch_sandbox_setting_string (call->sandbox, "updated_after"),
                                "strict");

  return error == NULL;
}

static void
read_consent (VouchAtsCall *call,
              VouchSearch  *search)
{
  g_autoptr(GPtrArray) values = vouch_visit_query_all (call->visit, "consentStatus");

  if (values->len > 0 &&
      !g_ptr_array_find_with_equal_func (values, "ACQUIRED", g_str_equal, NULL))
    search->nobody = TRUE;
}

static guint
count_values (VouchAtsCall *call,
              const char   *name)
{
  g_autoptr(GPtrArray) values = vouch_visit_query_all (call->visit, name);

  return values->len;
}

/* Filters that come in groups of equal number (§9.2). */
static const char *
check_groups (VouchAtsCall *call)
{
  guint n_fields = count_values (call, "propertyId");
  guint n_sources = count_values (call, "sourceType");

  if (n_fields != count_values (call, "propertyValueId"))
    return "FIELDS_CRITERIA_SIZE_VIOLATED";
  if (n_sources != count_values (call, "sourceSubType") ||
      n_sources != count_values (call, "sourceValueId"))
    return "SOURCES_CRITERIA_SIZE_VIOLATED";
  if (vouch_visit_query (call->visit, "onboardingStatus") != NULL)
    return "ONBOARDING_STATUS_NOT_ACTIVE";

  return NULL;
}

static VouchResponse *
refuse_query (VouchAtsCall *call,
              const char   *code)
{
  vouch_visit_violation (call->visit, "bad-query", "%s", code);
  return vouch_ats_error (call, 400, code, "A criterion is not valid");
}

static VouchResponse *
read_search (VouchAtsCall *call,
             VouchSearch  *search)
{
  const char *code = check_groups (call);

  if (code != NULL)
    return refuse_query (call, code);
  if (!read_statuses (call, search) || !read_time (call, search))
    return refuse_query (call, "INVALID_PARAMETER");

  read_jobs (call, search);
  read_lower (call, "tag", search->tags);
  read_lower (call, "location", search->places);
  read_keywords (call, search);
  read_consent (call, search);
  if (count_values (call, "propertyId") > 0 || count_values (call, "sourceType") > 0)
    search->nobody = TRUE;
  search->same_application = vouch_sandbox_setting_bool (call->sandbox, "same_application");
  vouch_search_plan (search);

  return NULL;
}

/* One page: where it starts, what is on it, where the next one starts. */
typedef struct
{
  GArray *found;     /* (owned) (element-type guint64) */
  gboolean more;
  guint64 next;
} Page;

static void
find_page (const VouchSearch *search,
           guint64            from,
           guint              limit,
           Page              *page)
{
  VouchPerson *person = NULL;
  guint64 index = 0;

  page->found = g_array_new (FALSE, FALSE, sizeof (guint64));
  page->more = FALSE;
  while (vouch_search_next (search, from, &index, &person))
    {
      if (page->found->len == limit)
        {
          page->more = TRUE;
          page->next = index;
          return;
        }
      g_array_append_val (page->found, index);
      from = index + 1;
    }
}

/* What an index does that people change while it is read: a setting, so that tests can meet it. */
static void
disturb_page (VouchAtsCall *call,
              guint64       from,
              Page         *page)
{
  const char *order = vouch_sandbox_setting_string (call->sandbox, "list_order");
  guint n = page->found->len;

  if (g_str_equal (order, "shuffled"))
    {
      for (guint i = 0; i < n / 2; i++)
        {
          guint64 index = g_array_index (page->found, guint64, i);

          g_array_index (page->found, guint64, i) = g_array_index (page->found, guint64, n - 1 - i);
          g_array_index (page->found, guint64, n - 1 - i) = index;
        }
    }
  else if (g_str_equal (order, "duplicated") && page->more && n > 1)
    page->next = g_array_index (page->found, guint64, n - 1);
  else if (g_str_equal (order, "skipped") && page->more)
    page->next++;
  else if (g_str_equal (order, "repeated") && page->more && from > 0)
    page->next = from;
}

static void
append_items (VouchCompany *company,
              GArray       *found,
              GString      *out)
{
  for (guint i = 0; i < found->len; i++)
    {
      guint64 index = g_array_index (found, guint64, i);
      VouchPerson *person = g_hash_table_lookup (company->people, &index);

      if (i > 0)
        g_string_append_c (out, ',');
      if (person != NULL)
        g_string_append (out, person->seen_json);
      else
        vouch_company_append_untouched (company, index, out);
    }
}

/* Counting looks at everybody, so that the pages of one list share the count of the first. */
static guint64
count_once (VouchCompany      *company,
            const VouchSearch *search,
            guint              filters)
{
  if (company->counted_at != company->generation || company->counted_filters != filters)
    {
      company->counted = vouch_search_count (search);
      company->counted_at = company->generation;
      company->counted_filters = filters;
    }

  return company->counted;
}

static VouchResponse *
answer_page (VouchAtsCall      *call,
             const VouchSearch *search,
             const Page        *page,
             guint              limit,
             guint              filters)
{
  GString *out = g_string_sized_new (page->found->len * AVERAGE_ITEM + 256);
  g_autofree char *position = g_strdup_printf ("%" G_GUINT64_FORMAT, page->next);
  g_autofree char *next = NULL;
  g_autofree char *end = NULL;
  g_autoptr(GBytes) bytes = NULL;
  VouchResponse *response = NULL;

  if (page->more)
    next = vouch_ats_dup_page_id ("candidates", position, filters);
  end = vouch_ats_dup_end (call, next);
  g_string_append_printf (out, "{\"limit\":%u,\"offset\":0,\"totalFound\":%" G_GUINT64_FORMAT ",",
                          limit, count_once (call->company, search, filters));
  if (end != NULL)
    vouch_write_member (out, "nextPageId", end);
  g_string_append (out, "\"content\":[");
  append_items (call->company, page->found, out);
  g_string_append (out, "]}");

  bytes = g_string_free_to_bytes (out);
  response = vouch_response_new_bytes (200, "application/json;charset=UTF-8", bytes);
  vouch_ats_add_link (call, response, next);

  return response;
}

/* The search sees what its index knows, which may lag behind (§15). */
VouchResponse *
vouch_ats_candidates_all (VouchAtsCall *call)
{
  gint64 lag = vouch_sandbox_setting_int (call->sandbox, "index_lag") * G_USEC_PER_SEC;
  const char *page_id = vouch_visit_query (call->visit, "pageId");
  guint filters = vouch_ats_hash_filters (call);
  g_auto(VouchSearch) search = { 0 };
  g_autofree char *position = NULL;
  VouchResponse *refusal = NULL;
  VouchResponse *response = NULL;
  guint64 from = 0;
  guint limit = 0;
  Page page = { 0 };

  vouch_company_index (call->company, call->now - lag);
  vouch_search_init (&search, call->company);
  if (!vouch_ats_get_limit (call, "limit", 10, 100, &limit, &refusal))
    return refusal;
  refusal = read_search (call, &search);
  if (refusal != NULL)
    return refusal;
  if (page_id != NULL)
    {
      position = vouch_ats_parse_page_id (call, "candidates", page_id, filters);
      if (position == NULL)
        return vouch_visit_message (call->visit, 400, "Invalid page id");
      from = g_ascii_strtoull (position, NULL, 10);
    }

  find_page (&search, from, limit, &page);
  disturb_page (call, from, &page);
  response = answer_page (call, &search, &page, limit, filters);
  g_array_unref (page.found);

  return response;
}
