/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-call.h"
#include "model/vouch-job.h"

G_BEGIN_DECLS

/* SmartRecruiters' page size of candidates, jobs and messages: the largest allowed. */
#define VOUCH_ATS_PAGE_SIZE 100
/* Values of a job field in one page; a field has at most 6000. */
#define VOUCH_ATS_VALUES_PAGE_SIZE 6000
/* Characters of a note. */
#define VOUCH_ATS_NOTE_MAX 10000

/* Of the audit feed: a profile became part of another one. */
#define VOUCH_ATS_EVENT_MERGED "CANDIDATE_DELETED_DUE_TO_MERGE"

/**
 * VouchAtsSearch:
 * @statuses: (nullable) (array zero-terminated=1): application statuses, any of which fits
 * @sub_status: (nullable): exact step name; only together with one status
 * @updated_after: microseconds since 1970, or 0
 * @email: (nullable): candidates with this e-mail address
 * @job_id: (nullable): candidates on this job
 * @page_id: (nullable): cursor of the page; %NULL: the first one
 *
 * What `GET /candidates` shall find (smartrecruiters.md §9.2). All pointers are borrowed; start
 * with `{ 0 }`. Between the pages of one search only @page_id may change.
 */
typedef struct
{
  const char *const *statuses;
  const char *sub_status;
  gint64 updated_after;
  const char *email;
  const char *job_id;
  const char *page_id;
} VouchAtsSearch;

/* Reads. Every one returns (transfer full) a call that expects a document. */
VouchCall *vouch_ats_call_users_me        (void) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_user            (const char           *user_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_company         (void) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_hiring_processes (void) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_job_properties  (void) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_property_values (const char           *property_id,
                                           const char           *page_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_jobs            (gint64                updated_after,
                                           const char           *status,
                                           const char           *page_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_job             (const char           *job_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_team            (const char           *job_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_candidates      (const VouchAtsSearch *search) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_candidate       (const char           *candidate_id)
                                          G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_application     (const char           *candidate_id,
                                           const char           *job_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_history         (const char           *candidate_id,
                                           const char           *job_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_attachments     (const char           *candidate_id,
                                           const char           *job_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_attachment_file (const char           *attachment_id)
                                          G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_messages        (const char           *candidate_id,
                                           const char           *job_id,
                                           const char           *page_id) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_merges          (const char           *candidate_id,
                                           gint64                after) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_tags            (const char           *candidate_id)
                                          G_GNUC_WARN_UNUSED_RESULT;

/* Effects (vouch-ats-effects.c). Every one returns (transfer full) a call that is an effect. */
VouchCall *vouch_ats_call_value_create    (const char           *property_id,
                                           const char           *label) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_value_rename    (const char           *property_id,
                                           const char           *value_id,
                                           const char           *label) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_value_archive   (const char           *property_id,
                                           const char           *value_id,
                                           gboolean              archived)
                                          G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_job_tag         (const char           *job_id,
                                           const VouchTagField  *field,
                                           const char           *value) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_attach          (const char           *candidate_id,
                                           const char           *job_id,
                                           const char           *attempt_id,
                                           const char           *file_name,
                                           const char           *content_type,
                                           GBytes               *bytes) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_note            (const char           *content,
                                           gboolean              open_note,
                                           const char           *correlation_id)
                                          G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_ats_call_tags_add        (const char           *candidate_id,
                                           const char *const    *tags) G_GNUC_WARN_UNUSED_RESULT;

char      *vouch_ats_clean_note_text      (const char           *text) G_GNUC_WARN_UNUSED_RESULT;
char      *vouch_ats_note_content         (const char           *candidate_id,
                                           const char           *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
