/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-job.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

/* Jobs come with their team; members with their user's contact. Writing notes the change "job". */
GPtrArray     *vouch_jobs_list          (VouchDb        *db,
                                         gint64          connection_id,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
VouchJob      *vouch_jobs_get           (VouchDb        *db,
                                         gint64          connection_id,
                                         const char     *job_id,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* @job->team NULL leaves the stored team alone. Equal content writes nothing. */
gboolean       vouch_jobs_put           (VouchDb        *db,
                                         gint64          connection_id,
                                         const VouchJob *job,
                                         GError        **error);
/* A value of the job field is called otherwise now: so are the tags of the jobs that carry it. */
gboolean       vouch_jobs_retag         (VouchDb        *db,
                                         gint64          connection_id,
                                         const char     *value_id,
                                         const char     *label,
                                         GError        **error);
/* NULL without an error when that user has not been read. */
VouchContact  *vouch_users_get          (VouchDb            *db,
                                         gint64              connection_id,
                                         const char         *user_id,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* A NULL contact keeps the one that is stored; @changed (nullable) is set when something was
 * written. */
gboolean       vouch_users_put          (VouchDb            *db,
                                         gint64              connection_id,
                                         const char         *user_id,
                                         const VouchContact *contact,
                                         gboolean            active,
                                         gboolean           *changed,
                                         GError            **error);
/* The tag field, the values of a single-select field, and the steps: facts of the configuration. */
VouchTagField *vouch_tag_field_get      (VouchDb              *db,
                                         gint64                connection_id,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_tag_field_put      (VouchDb              *db,
                                         gint64                connection_id,
                                         const VouchTagField  *field,
                                         GError              **error);

typedef struct
{
  char *value_id;
  char *label;
  gboolean archived;
} VouchTagValue;

VouchTagValue *vouch_tag_value_new      (const char     *value_id,
                                         const char     *label,
                                         gboolean        archived) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_tag_value_free     (VouchTagValue  *self);
GPtrArray     *vouch_tag_values_list    (VouchDb        *db,
                                         gint64          connection_id,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_tag_values_replace (VouchDb        *db,
                                         gint64          connection_id,
                                         GPtrArray      *values,
                                         GError        **error);

typedef struct
{
  char *stage;
  char *name;
} VouchStep;

VouchStep     *vouch_step_new           (const char     *stage,
                                         const char     *name) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_step_free          (VouchStep      *self);
/* Whether an application of that status is in one of @steps (element-type VouchStep): stage and
 * name are compared to the letter (smartrecruiters.md §8.3). */
gboolean       vouch_steps_hold         (GPtrArray      *steps,
                                         const char     *status,
                                         const char     *sub_status);
/* (element-type VouchStep), sorted by stage and name */
GPtrArray     *vouch_steps_list         (VouchDb        *db,
                                         gint64          connection_id,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       vouch_steps_replace      (VouchDb        *db,
                                         gint64          connection_id,
                                         GPtrArray      *steps,
                                         GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTagValue, vouch_tag_value_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchStep, vouch_step_free)

G_END_DECLS
