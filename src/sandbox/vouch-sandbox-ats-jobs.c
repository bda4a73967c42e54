/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ats.h"

#include <string.h>

#include "base/vouch-util.h"

static const char *const statuses[] =
{
  "CREATED", "SOURCING", "FILLED", "INTERVIEW", "OFFER", "CANCELLED", "ON_HOLD", NULL,
};

typedef struct
{
  const char *q;
  const char *status;
  const char *posting_status;
  GPtrArray *departments;  /* (owned) (element-type utf8) */
  GPtrArray *cities;       /* (owned) (element-type utf8) */
  gint64 updated_after;
  gint64 active_after;
} JobFilter;

static void
clear_filter (JobFilter *filter)
{
  g_clear_pointer (&filter->departments, g_ptr_array_unref);
  g_clear_pointer (&filter->cities, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (JobFilter, clear_filter)

static gboolean
read_time (VouchAtsCall   *call,
           const char     *name,
           gint64         *time,
           VouchResponse **refusal)
{
  const char *text = vouch_visit_query (call->visit, name);
  g_autoptr(GError) error = NULL;

  *time = G_MININT64;
  if (text == NULL)
    return TRUE;

  *time = vouch_time_from_string (text, &error);
  if (error == NULL)
    return TRUE;

  vouch_visit_violation (call->visit, "bad-query", "%s is no time", name);
  *refusal = vouch_visit_error (call->visit, 400, "INVALID_PARAMETER", "%s is no time", name);
  return FALSE;
}

static gboolean
read_filter (VouchAtsCall   *call,
             JobFilter      *filter,
             VouchResponse **refusal)
{
  filter->q = vouch_visit_query (call->visit, "q");
  filter->status = vouch_visit_query (call->visit, "status");
  filter->posting_status = vouch_visit_query (call->visit, "postingStatus");
  filter->departments = vouch_visit_query_all (call->visit, "department");
  filter->cities = vouch_visit_query_all (call->visit, "city");

  if (filter->status != NULL && !g_strv_contains (statuses, filter->status))
    {
      vouch_visit_violation (call->visit, "bad-query", "status is no status of a job");
      *refusal = vouch_ats_error (call, 400, "INVALID_PARAMETER", "status is none of the list");
      return FALSE;
    }

  return read_time (call, "updatedAfter", &filter->updated_after, refusal) &&
         read_time (call, "lastActivityAfter", &filter->active_after, refusal);
}

static gboolean
has_text (GPtrArray  *texts,
          const char *text)
{
  return texts->len == 0 || g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static gboolean
matches_filter (const VouchJob  *job,
                const JobFilter *filter)
{
  if (filter->q != NULL)
    {
      g_autofree char *title = g_utf8_casefold (job->title, -1);
      g_autofree char *q = g_utf8_casefold (filter->q, -1);

      if (strstr (title, q) == NULL)
        return FALSE;
    }

  return (filter->status == NULL || g_str_equal (filter->status, job->status)) &&
         (filter->posting_status == NULL ||
          g_str_equal (filter->posting_status, job->posting_status)) &&
         has_text (filter->departments, vouch_company_get_department (job->department)) &&
         has_text (filter->cities, vouch_company_get_place (job->place)->city) &&
         job->updated >= filter->updated_after && job->last_activity >= filter->active_after;
}

static void
add_department (JsonObject     *object,
                const VouchJob *job)
{
  JsonObject *department = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%u", 1000 + job->department);

  json_object_set_string_member (department, "id", id);
  json_object_set_string_member (department, "label",
                                 vouch_company_get_department (job->department));
  json_object_set_object_member (object, "department", department);
}

static JsonObject *
new_item (VouchAtsCall   *call,
          const VouchJob *job)
{
  JsonObject *object = json_object_new ();
  JsonObject *language = json_object_new ();
  JsonObject *actions = json_object_new ();
  g_autofree char *ref = g_strdup_printf ("REF%" G_GUINT64_FORMAT, job->index + 1);

  json_object_set_string_member (object, "id", job->id);
  json_object_set_string_member (object, "title", job->title);
  json_object_set_string_member (object, "refNumber", ref);
  vouch_object_set_time (object, "createdOn", job->created);
  vouch_object_set_time (object, "updatedOn", job->updated);
  vouch_object_set_time (object, "lastActivityOn", job->last_activity);
  add_department (object, job);
  json_object_set_object_member (object, "location", vouch_ats_new_place (job->place));
  json_object_set_string_member (object, "status", job->status);
  json_object_set_string_member (object, "postingStatus", job->posting_status);
  json_object_set_string_member (language, "code", "en");
  json_object_set_string_member (language, "label", "English");
  json_object_set_string_member (language, "labelNative", "English");
  json_object_set_object_member (object, "language", language);
  vouch_object_set_link (actions, "details", "GET", "%s/jobs/%s", call->company->ats_origin,
                         job->id);
  json_object_set_object_member (object, "actions", actions);

  return object;
}

/* Where the list goes on after that id in the order of ids. */
static guint
find_after (VouchCompany *company,
            const char   *id)
{
  guint low = 0;
  guint high = company->job_order->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      VouchJob *job = vouch_company_get_job (company,
                                             g_array_index (company->job_order, guint, middle));

      if (strcmp (job->id, id) <= 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static guint
count_matches (VouchCompany    *company,
               const JobFilter *filter)
{
  guint count = 0;

  for (guint i = 0; i < company->jobs->len; i++)
    count += matches_filter (g_ptr_array_index (company->jobs, i), filter) ? 1 : 0;

  return count;
}

/* Fills @content from place @start on; @last is the id to go on after, %NULL at the end. */
static void
fill_page (VouchAtsCall    *call,
           const JobFilter *filter,
           guint            start,
           guint            limit,
           JsonArray       *content,
           const char     **last)
{
  VouchCompany *company = call->company;
  const char *id = NULL;

  *last = NULL;
  for (guint i = start; i < company->job_order->len; i++)
    {
      VouchJob *job = vouch_company_get_job (company, g_array_index (company->job_order, guint, i));

      if (!matches_filter (job, filter))
        continue;
      if (json_array_get_length (content) == limit)
        {
          *last = id;
          return;
        }
      json_array_add_object_element (content, new_item (call, job));
      id = job->id;
    }
}

static VouchResponse *
answer_page (VouchAtsCall    *call,
             const JobFilter *filter,
             guint            start,
             guint            limit,
             guint            filters)
{
  JsonObject *object = json_object_new ();
  JsonArray *content = json_array_new ();
  const char *last = NULL;
  g_autofree char *next = NULL;
  VouchResponse *response = NULL;

  fill_page (call, filter, start, limit, content, &last);
  if (last != NULL)
    next = vouch_ats_dup_page_id ("jobs", last, filters);

  json_object_set_int_member (object, "limit", limit);
  json_object_set_int_member (object, "offset", 0);
  json_object_set_int_member (object, "totalFound", count_matches (call->company, filter));
  json_object_set_array_member (object, "content", content);
  vouch_ats_end_list (call, object, next);
  response = vouch_ats_object (call, 200, object);
  vouch_ats_add_link (call, response, next);

  return response;
}

/**
 * vouch_ats_jobs_all:
 *
 * Pages are in the order of ids; without sort=job_id a page id is taken and may lose rows (§7.1).
 */
VouchResponse *
vouch_ats_jobs_all (VouchAtsCall *call)
{
  const char *page_id = vouch_visit_query (call->visit, "pageId");
  gboolean sorted = g_strcmp0 (vouch_visit_query (call->visit, "sort"), "job_id") == 0;
  g_auto(JobFilter) filter = { 0 };
  g_autofree char *position = NULL;
  VouchResponse *refusal = NULL;
  guint filters = vouch_ats_hash_filters (call);
  guint limit = 0;
  guint start = 0;

  vouch_company_sort_jobs (call->company);
  if (!vouch_ats_get_limit (call, "limit", 10, 100, &limit, &refusal) ||
      !read_filter (call, &filter, &refusal))
    return refusal;
  if (page_id != NULL)
    {
      position = vouch_ats_parse_page_id (call, "jobs", page_id, filters);
      if (position == NULL)
        return vouch_ats_error (call, 400, "INVALID_PAGE_ID", "Invalid page id");
      start = find_after (call->company, position);
    }
  if (page_id != NULL && !sorted)
    {
      vouch_visit_violation (call->visit, "unsorted-pages", "pageId without sort=job_id");
      start += vouch_sandbox_setting_bool (call->sandbox, "jobs_page_skips") ? 1 : 0;
    }

  return answer_page (call, &filter, start, limit, filters);
}

static JsonObject *
new_value (VouchCompany  *company,
           VouchProperty *property,
           VouchJobValue *value)
{
  VouchChoice *choice = NULL;
  JsonObject *object = json_object_new ();
  JsonObject *inner = json_object_new ();

  if (value->value != NULL)
    choice = vouch_property_find_choice (property, value->value);
  if (!property->free_text && choice != NULL)
    json_object_set_string_member (inner, "id", choice->id);
  vouch_object_set_text (inner, "label", choice != NULL ? choice->label : value->label);
  json_object_set_string_member (object, "id", property->id);
  json_object_set_string_member (object, "label", property->label);
  json_object_set_object_member (object, "value", inner);

  return object;
}

static JsonArray *
new_values (VouchCompany   *company,
            const VouchJob *job)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < job->values->len; i++)
    {
      VouchJobValue *value = g_ptr_array_index (job->values, i);
      VouchProperty *property = vouch_company_find_property (company, value->property);

      if (property != NULL && property->active)
        json_array_add_object_element (array, new_value (company, property, value));
    }

  return array;
}

static JsonObject *
new_labelled (const char *id,
              const char *label)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  json_object_set_string_member (object, "label", label);

  return object;
}

static void
add_job_ad (JsonObject     *object,
            const VouchJob *job)
{
  JsonObject *ad = json_object_new ();
  JsonObject *sections = json_object_new ();
  JsonObject *description = json_object_new ();

  json_object_set_string_member (description, "title", "Job Description");
  json_object_set_string_member (description, "text", job->title);
  json_object_set_object_member (sections, "jobDescription", description);
  json_object_set_object_member (ad, "sections", sections);
  json_object_set_object_member (object, "jobAd", ad);
}

JsonObject *
vouch_ats_new_job (VouchAtsCall *call,
                   VouchJob     *job)
{
  JsonObject *object = new_item (call, job);
  JsonObject *creator = json_object_new ();
  VouchStaff *staff = g_ptr_array_index (call->company->staff, 0);

  json_object_set_object_member (object, "industry", new_labelled ("hr", "Human Resources"));
  json_object_set_object_member (object, "function", new_labelled ("ops", "Operations"));
  json_object_set_object_member (object, "experienceLevel",
                                 new_labelled ("mid_senior_level", "Mid-Senior Level"));
  json_object_set_boolean_member (object, "template", FALSE);
  json_object_set_string_member (creator, "id", staff->id);
  json_object_set_string_member (creator, "firstName", staff->first);
  json_object_set_string_member (creator, "lastName", staff->last);
  json_object_set_object_member (object, "creator", creator);
  add_job_ad (object, job);
  json_object_set_array_member (object, "properties", new_values (call->company, job));
  vouch_object_set_link (json_object_get_object_member (object, "actions"), "hiringTeam", "GET",
                         "%s/jobs/%s/hiring-team", call->company->ats_origin, job->id);

  return object;
}

VouchResponse *
vouch_ats_jobs_get (VouchAtsCall *call)
{
  VouchJob *job = vouch_company_find_job (call->company, call->params[0]);

  if (job == NULL)
    return vouch_ats_unknown (call, "JOB_NOT_FOUND", "Job not found");

  return vouch_ats_object (call, 200, vouch_ats_new_job (call, job));
}

VouchResponse *
vouch_ats_jobs_team (VouchAtsCall *call)
{
  VouchJob *job = vouch_company_find_job (call->company, call->params[0]);
  JsonArray *content = NULL;

  if (job == NULL)
    return vouch_ats_unknown (call, "JOB_NOT_FOUND", "Job not found");

  content = json_array_new ();
  for (guint i = 0; i < job->team->len; i++)
    {
      VouchMember *member = g_ptr_array_index (job->team, i);
      VouchStaff *staff = g_ptr_array_index (call->company->staff, member->user);
      JsonObject *object = json_object_new ();
      JsonObject *actions = json_object_new ();

      json_object_set_string_member (object, "id", staff->id);
      json_object_set_string_member (object, "role", member->role);
      vouch_object_set_link (actions, "details", "GET", "%s/user-api/v201804/users/%s",
                             call->company->ats_origin, staff->id);
      json_object_set_object_member (object, "actions", actions);
      json_array_add_object_element (content, object);
    }

  return vouch_ats_list (call, content);
}
