/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sandbox/vouch-sandbox-core.h"
#include "sandbox/vouch-sandbox-writer.h"

G_BEGIN_DECLS

/**
 * VouchAtsCall:
 *
 * One call of an operation of SmartRecruiters, after rights and content type were checked.
 */
typedef struct
{
  const VouchVisit *visit;
  VouchSandbox *sandbox;
  VouchCompany *company;
  gint64 now;
  const char *params[3];  /* what stood in the braces of the path */
} VouchAtsCall;

typedef VouchResponse *(* VouchAtsHandler) (VouchAtsCall *call);

/**
 * VouchAtsOperation:
 *
 * One row of smartrecruiters.md §18. Any of the scopes is enough.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *content_type;  /* (nullable) */
  const char *scopes;
  VouchAtsHandler handler;
} VouchAtsOperation;

/* Answers and arguments */
VouchResponse *vouch_ats_object        (VouchAtsCall  *call,
                                        guint          status,
                                        JsonObject    *object) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_ats_list          (VouchAtsCall  *call,
                                        JsonArray     *content) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_ats_error         (VouchAtsCall  *call,
                                        guint          status,
                                        const char    *code,
                                        const char    *message) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_ats_empty         (VouchAtsCall  *call,
                                        guint          status) G_GNUC_WARN_UNUSED_RESULT;
VouchResponse *vouch_ats_invalid       (VouchAtsCall  *call,
                                        GError        *error) G_GNUC_WARN_UNUSED_RESULT;
VouchReader   *vouch_ats_read_body     (VouchAtsCall  *call,
                                        JsonNode     **node,
                                        VouchResponse **refusal) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_ats_get_limit     (VouchAtsCall  *call,
                                        const char    *name,
                                        guint          fallback,
                                        guint          maximum,
                                        guint         *limit,
                                        VouchResponse **refusal);
char          *vouch_ats_dup_page_id   (const char    *kind,
                                        const char    *position,
                                        guint          filters) G_GNUC_WARN_UNUSED_RESULT;
char          *vouch_ats_parse_page_id (VouchAtsCall  *call,
                                        const char    *kind,
                                        const char    *page_id,
                                        guint          filters) G_GNUC_WARN_UNUSED_RESULT;
guint          vouch_ats_hash_filters  (VouchAtsCall  *call);
void           vouch_ats_end_list      (VouchAtsCall  *call,
                                        JsonObject    *object,
                                        const char    *next_page_id);
char          *vouch_ats_dup_end       (VouchAtsCall  *call,
                                        const char    *next_page_id) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_ats_add_link      (VouchAtsCall  *call,
                                        VouchResponse *response,
                                        const char    *next_page_id);
VouchResponse *vouch_ats_unknown       (VouchAtsCall  *call,
                                        const char    *code,
                                        const char    *message) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_ats_effect        (VouchAtsCall  *call,
                                        const char    *kind,
                                        JsonObject    *detail);

/* Things several files answer with */
JsonObject    *vouch_ats_new_candidate (VouchAtsCall  *call,
                                        VouchPerson   *person) G_GNUC_WARN_UNUSED_RESULT;
JsonObject    *vouch_ats_new_job       (VouchAtsCall  *call,
                                        VouchJob      *job) G_GNUC_WARN_UNUSED_RESULT;
JsonObject    *vouch_ats_new_place     (guint          place) G_GNUC_WARN_UNUSED_RESULT;
VouchSandboxApplication *vouch_ats_find_application (VouchAtsCall   *call,
                                              gboolean        change,
                                              VouchPerson   **person,
                                              VouchPerson   **owned,
                                              VouchResponse **refusal);
gboolean       vouch_ats_check_source  (const char    *type,
                                        const char    *subtype,
                                        const char    *id,
                                        const char   **problem);
const char    *vouch_ats_get_source_label (const char *type,
                                           const char *id);

/* The operations, by file */
VouchResponse *vouch_ats_users_me      (VouchAtsCall *call);
VouchResponse *vouch_ats_users_all     (VouchAtsCall *call);
VouchResponse *vouch_ats_users_get     (VouchAtsCall *call);

VouchResponse *vouch_ats_jobs_all      (VouchAtsCall *call);
VouchResponse *vouch_ats_jobs_get      (VouchAtsCall *call);
VouchResponse *vouch_ats_jobs_patch    (VouchAtsCall *call);
VouchResponse *vouch_ats_jobs_team     (VouchAtsCall *call);

VouchResponse *vouch_ats_company       (VouchAtsCall *call);
VouchResponse *vouch_ats_departments   (VouchAtsCall *call);
VouchResponse *vouch_ats_processes     (VouchAtsCall *call);
VouchResponse *vouch_ats_process       (VouchAtsCall *call);
VouchResponse *vouch_ats_rejections    (VouchAtsCall *call);
VouchResponse *vouch_ats_withdrawals   (VouchAtsCall *call);
VouchResponse *vouch_ats_candidate_properties (VouchAtsCall *call);
VouchResponse *vouch_ats_candidate_property_values (VouchAtsCall *call);
gboolean       vouch_ats_has_reason    (VouchStatus   status,
                                        const char   *id);

VouchResponse *vouch_ats_sources       (VouchAtsCall *call);
VouchResponse *vouch_ats_source_values (VouchAtsCall *call);
VouchResponse *vouch_ats_source_value  (VouchAtsCall *call);
VouchResponse *vouch_ats_source_by_identifier (VouchAtsCall *call);

VouchResponse *vouch_ats_properties_all      (VouchAtsCall *call);
VouchResponse *vouch_ats_properties_get      (VouchAtsCall *call);
VouchResponse *vouch_ats_properties_create   (VouchAtsCall *call);
VouchResponse *vouch_ats_properties_activate (VouchAtsCall *call);
VouchResponse *vouch_ats_properties_deactivate (VouchAtsCall *call);
VouchResponse *vouch_ats_values_all          (VouchAtsCall *call);
VouchResponse *vouch_ats_values_create       (VouchAtsCall *call);
VouchResponse *vouch_ats_values_update       (VouchAtsCall *call);
VouchResponse *vouch_ats_values_archive      (VouchAtsCall *call);
VouchResponse *vouch_ats_values_unarchive    (VouchAtsCall *call);

VouchResponse *vouch_ats_candidates_all      (VouchAtsCall *call);
VouchResponse *vouch_ats_candidates_get      (VouchAtsCall *call);
VouchResponse *vouch_ats_candidates_add      (VouchAtsCall *call);
VouchResponse *vouch_ats_candidates_add_to_job (VouchAtsCall *call);
VouchResponse *vouch_ats_candidates_patch    (VouchAtsCall *call);
VouchResponse *vouch_ats_candidates_delete   (VouchAtsCall *call);
VouchResponse *vouch_ats_application         (VouchAtsCall *call);
VouchResponse *vouch_ats_status_history      (VouchAtsCall *call);
VouchResponse *vouch_ats_status_update       (VouchAtsCall *call);
VouchResponse *vouch_ats_source_update       (VouchAtsCall *call);
VouchResponse *vouch_ats_tags_get            (VouchAtsCall *call);
VouchResponse *vouch_ats_tags_add            (VouchAtsCall *call);
VouchResponse *vouch_ats_tags_replace        (VouchAtsCall *call);
VouchResponse *vouch_ats_tags_delete         (VouchAtsCall *call);
VouchResponse *vouch_ats_attachments_list    (VouchAtsCall *call);
VouchResponse *vouch_ats_attachments_add     (VouchAtsCall *call);
VouchResponse *vouch_ats_attachments_get     (VouchAtsCall *call);
VouchResponse *vouch_ats_attachments_delete  (VouchAtsCall *call);
VouchResponse *vouch_ats_person_properties_get (VouchAtsCall *call);
VouchResponse *vouch_ats_person_properties_put (VouchAtsCall *call);
VouchResponse *vouch_ats_job_application     (VouchAtsCall *call);

VouchResponse *vouch_ats_messages_share      (VouchAtsCall *call);
VouchResponse *vouch_ats_messages_fetch      (VouchAtsCall *call);
VouchResponse *vouch_ats_audit               (VouchAtsCall *call);

G_END_DECLS
