/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-calls.h"

#include "base/vouch-util.h"

/* Labels are compared and shown, so their language is fixed: exactly one listed code, never a list
 * (smartrecruiters.md §5.1). */
static VouchCall *
in_english (VouchCall *call)
{
  vouch_call_add_header (call, "Accept-Language", "en");
  return call;
}

static void
add_page_id (VouchCall  *call,
             const char *name,
             const char *page_id)
{
  if (page_id != NULL && *page_id != '\0')
    vouch_call_add_query (call, name, page_id);
}

static void
add_time (VouchCall  *call,
          const char *name,
          gint64      time)
{
  g_autofree char *text = NULL;

  if (time <= 0)
    return;

  text = vouch_time_to_string (time);
  vouch_call_add_query (call, name, text);
}

VouchCall *
vouch_ats_call_users_me (void)
{
  return vouch_call_new ("GET", "/user-api/v201804/users/me", NULL);
}

VouchCall *
vouch_ats_call_user (const char *user_id)
{
  return vouch_call_new ("GET", "/user-api/v201804/users/{id}", user_id, NULL);
}

VouchCall *
vouch_ats_call_company (void)
{
  return vouch_call_new ("GET", "/configuration/company", NULL);
}

VouchCall *
vouch_ats_call_hiring_processes (void)
{
  return vouch_call_new ("GET", "/configuration/hiring-processes", NULL);
}

VouchCall *
vouch_ats_call_job_properties (void)
{
  return in_english (vouch_call_new ("GET", "/configuration/job-properties", NULL));
}

/**
 * vouch_ats_call_property_values:
 * @property_id: id of the job field
 * @page_id: (nullable): cursor of the page; %NULL: the first one
 *
 * Returns: (transfer full): reads the values of a single-select field; its paging parameters are
 *   spelled unlike those of every other list (smartrecruiters.md §5.2)
 */
VouchCall *
vouch_ats_call_property_values (const char *property_id,
                                const char *page_id)
{
  VouchCall *call;

  call = in_english (vouch_call_new ("GET", "/configuration/job-properties/{id}/values",
                                     property_id, NULL));
  vouch_call_add_query_int (call, "pageSize", VOUCH_ATS_VALUES_PAGE_SIZE);
  add_page_id (call, "page_id", page_id);
  return call;
}

/**
 * vouch_ats_call_jobs:
 * @updated_after: microseconds since 1970, or 0
 * @status: (nullable): one status
 * @page_id: (nullable): cursor of the page; %NULL: the first one
 *
 * Returns: (transfer full): reads jobs, from the first page on in the only order in which paging
 *   misses none (smartrecruiters.md §7.1)
 */
VouchCall *
vouch_ats_call_jobs (gint64      updated_after,
                     const char *status,
                     const char *page_id)
{
  VouchCall *call = in_english (vouch_call_new ("GET", "/jobs", NULL));

  vouch_call_add_query (call, "sort", "job_id");
  vouch_call_add_query_int (call, "limit", VOUCH_ATS_PAGE_SIZE);
  add_time (call, "updatedAfter", updated_after);
  if (status != NULL)
    vouch_call_add_query (call, "status", status);
  add_page_id (call, "pageId", page_id);
  return call;
}

VouchCall *
vouch_ats_call_job (const char *job_id)
{
  return in_english (vouch_call_new ("GET", "/jobs/{jobId}", job_id, NULL));
}

VouchCall *
vouch_ats_call_team (const char *job_id)
{
  return in_english (vouch_call_new ("GET", "/jobs/{jobId}/hiring-team", job_id, NULL));
}

/* Quotes make it a phrase: otherwise every word of an address is looked up by itself. */
static void
add_email (VouchCall  *call,
           const char *email)
{
  g_autoptr(GString) phrase = g_string_new (email);

  g_string_replace (phrase, "\"", "", 0);
  g_string_prepend_c (phrase, '"');
  g_string_append_c (phrase, '"');
  vouch_call_add_query (call, "q", phrase->str);
}

/**
 * vouch_ats_call_candidates:
 * @search: what to find
 *
 * Returns: (transfer full): searches candidates; hits have to be checked, since the service may
 *   have found them by another application (smartrecruiters.md §9.2)
 */
VouchCall *
vouch_ats_call_candidates (const VouchAtsSearch *search)
{
  VouchCall *call = vouch_call_new ("GET", "/candidates", NULL);

  vouch_call_set_expect (call, VOUCH_EXPECT_PAGE);
  vouch_call_add_query_int (call, "limit", VOUCH_ATS_PAGE_SIZE);
  if (search->email != NULL)
    add_email (call, search->email);
  if (search->job_id != NULL)
    vouch_call_add_query (call, "jobId", search->job_id);
  for (guint i = 0; search->statuses != NULL && search->statuses[i] != NULL; i++)
    vouch_call_add_query (call, "status", search->statuses[i]);
  if (search->sub_status != NULL)
    vouch_call_add_query (call, "subStatus", search->sub_status);
  add_time (call, "updatedAfter", search->updated_after);
  add_page_id (call, "pageId", search->page_id);
  return call;
}

VouchCall *
vouch_ats_call_candidate (const char *candidate_id)
{
  return vouch_call_new ("GET", "/candidates/{id}", candidate_id, NULL);
}

VouchCall *
vouch_ats_call_application (const char *candidate_id,
                            const char *job_id)
{
  return vouch_call_new ("GET", "/candidates/{id}/jobs/{jobId}", candidate_id, job_id, NULL);
}

VouchCall *
vouch_ats_call_history (const char *candidate_id,
                        const char *job_id)
{
  return vouch_call_new ("GET", "/candidates/{id}/jobs/{jobId}/status/history",
                         candidate_id, job_id, NULL);
}

VouchCall *
vouch_ats_call_attachments (const char *candidate_id,
                            const char *job_id)
{
  return vouch_call_new ("GET", "/candidates/{id}/jobs/{jobId}/attachments",
                         candidate_id, job_id, NULL);
}

/**
 * vouch_ats_call_attachment_file:
 * @attachment_id: of a PDF in the list of attachments
 *
 * Returns: (transfer full): fetches the file
 */
VouchCall *
vouch_ats_call_attachment_file (const char *attachment_id)
{
  VouchCall *call = vouch_call_new ("GET", "/candidates/attachments/{attachmentId}",
                                    attachment_id, NULL);

  vouch_call_set_expect (call, VOUCH_EXPECT_PDF);
  return call;
}

/**
 * vouch_ats_call_messages:
 * @candidate_id: whose notes
 * @job_id: (nullable): only those about this job
 * @page_id: (nullable): cursor of the page; %NULL: the first one
 *
 * Returns: (transfer full): reads notes, which takes an administrator and messages_read
 */
VouchCall *
vouch_ats_call_messages (const char *candidate_id,
                         const char *job_id,
                         const char *page_id)
{
  VouchCall *call = vouch_call_new ("GET", "/messages", NULL);

  vouch_call_add_query (call, "candidateId", candidate_id);
  if (job_id != NULL)
    vouch_call_add_query (call, "jobId", job_id);
  vouch_call_add_query_int (call, "limit", VOUCH_ATS_PAGE_SIZE);
  add_page_id (call, "pageId", page_id);
  return call;
}

/**
 * vouch_ats_call_merges:
 * @candidate_id: a profile that is gone
 * @after: microseconds since 1970: before this it was still there
 *
 * The audit feed is an add-on, and takes an administrator (smartrecruiters.md §11).
 *
 * Returns: (transfer full): reads whether the profile was merged into another one
 */
VouchCall *
vouch_ats_call_merges (const char *candidate_id,
                       gint64      after)
{
  VouchCall *call = vouch_call_new ("GET", "/audit-api/v201910/audit-events", NULL);

  vouch_call_add_query (call, "eventName", VOUCH_ATS_EVENT_MERGED);
  vouch_call_add_query (call, "entityId", candidate_id);
  vouch_call_add_query_int (call, "limit", VOUCH_ATS_PAGE_SIZE);
  add_time (call, "eventDateAfter", after);
  return call;
}

VouchCall *
vouch_ats_call_tags (const char *candidate_id)
{
  return vouch_call_new ("GET", "/candidates/{id}/tags", candidate_id, NULL);
}
