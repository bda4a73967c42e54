/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-query.h"

G_BEGIN_DECLS

/**
 * VouchJobMatch:
 * @VOUCH_JOB_NEAR_MISS: it differs from a template's tag by case, blanks or form only
 *
 * What the job's tag leads to.
 */
typedef enum
{
  VOUCH_JOB_NO_TAG,
  VOUCH_JOB_MATCHING,
  VOUCH_JOB_NEAR_MISS,
  VOUCH_JOB_UNKNOWN_TAG,
} VouchJobMatch;

typedef enum
{
  VOUCH_JOB_SORT_TITLE,
  VOUCH_JOB_SORT_REF,
  VOUCH_JOB_SORT_DEPARTMENT,
  VOUCH_JOB_SORT_LOCATION,
  VOUCH_JOB_SORT_TAG,
  VOUCH_JOB_SORT_MATCH,
  VOUCH_JOB_SORT_UPDATED,
} VouchJobSort;

/* Who may be asked to be the requestor. */
typedef enum
{
  VOUCH_JOB_ROLE_RECRUITER = 1 << 0,
  VOUCH_JOB_ROLE_COORDINATOR = 1 << 1,
  VOUCH_JOB_ROLE_CREATOR = 1 << 2,
} VouchJobRoles;

/**
 * VouchJobFilter:
 * @connection_id: whose; templates belong to one connection
 * @text: (nullable): somewhere in title, number, department, location, tag or id
 * @department: (nullable): only this one
 * @matches: bits 1 << #VouchJobMatch; 0: all
 * @roles: with them, also jobs that match a template, but whose team, as far as it was read, has
 *   nobody in any of these roles
 * @closed: also jobs that are not open
 */
typedef struct
{
  gint64 connection_id;
  const char *text;
  const char *department;
  guint matches;
  VouchJobRoles roles;
  gboolean closed;
  VouchJobSort sort;
  gboolean descending;
} VouchJobFilter;

/**
 * VouchJobItem:
 * @match: a #VouchJobMatch
 * @template_id, @template_name: what it matches or nearly matches, or 0 and %NULL
 * @template_tag: (nullable): its tag
 * @recruiter, @coordinator, @hiring_manager: (nullable): names of the first of the team that have
 *   an address; with @creator (nullable), who the requestor is chosen from
 * @n_open: open requests for the job
 *
 * The data of a #VouchRow of vouch_job_query_new(). Strings are owned.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  char *job_id;
  char *title;
  char *ref_number;
  char *department;
  char *location;
  char *status;
  char *tag;
  char *tag_value_id;
  gint64 updated_on;
  int match;
  gint64 template_id;
  char *template_name;
  char *template_tag;
  gboolean has_team;
  char *recruiter;
  char *coordinator;
  char *hiring_manager;
  char *creator;
  gint64 n_open;
} VouchJobItem;

VouchRowQuery *vouch_job_query_new        (const VouchJobFilter  *filter) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_job_item_free        (VouchJobItem          *self);
/* Each once, sorted; of open jobs. NULL with an error. */
char         **vouch_jobs_dup_departments (VouchDb               *db,
                                           gint64                 connection_id,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * VouchTemplateUse:
 * @n_jobs: open jobs that bear its tag
 * @n_near: open jobs whose tag nearly is its tag
 * @n_requests: open requests that were made from it
 */
typedef struct
{
  gint64 template_id;
  gint64 n_jobs;
  gint64 n_near;
  gint64 n_requests;
} VouchTemplateUse;

/* (element-type VouchTemplateUse): one for each template that is not removed, by id */
GPtrArray     *vouch_templates_list_uses  (VouchDb               *db,
                                           gint64                 connection_id,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchJobItem, vouch_job_item_free)

G_END_DECLS
