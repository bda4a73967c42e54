/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "store/vouch-job-list.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_JOB_TAGS (vouch_job_tags_get_type ())
G_DECLARE_FINAL_TYPE (VouchJobTags, vouch_job_tags, VOUCH, JOB_TAGS, GObject)

/**
 * VouchJobTags:
 *
 * What the rows of jobs share: the tags there are to choose from, what becomes of a tag that was
 * chosen, and who is asked to be the requestor.
 *
 * Signals: changed; failed (const char *sentence): a choice could not be kept.
 */
VouchJobTags      *vouch_job_tags_new            (VouchHub           *hub)
  G_GNUC_WARN_UNUSED_RESULT;
VouchHub          *vouch_job_tags_get_hub        (VouchJobTags       *self);
/* Nothing is read or emitted any more. */
void               vouch_job_tags_stop           (VouchJobTags       *self);
/* (element-type utf8): the templates' tags, in the order of the templates */
GPtrArray         *vouch_job_tags_get_tags       (VouchJobTags       *self);
/* (nullable): the field was read and is none that takes tags: why, in a sentence */
char              *vouch_job_tags_dup_field_problem (VouchJobTags    *self)
  G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): the change of its tag that is under way, stuck, or was asked for in this window */
const VouchEffect *vouch_job_tags_find_effect    (VouchJobTags       *self,
                                                  const char         *job_id);
/* Who would be the requestor, with the role, in words; NULL: nobody */
char              *vouch_job_tags_dup_requestor  (VouchJobTags       *self,
                                                  const VouchJobItem *job)
  G_GNUC_WARN_UNUSED_RESULT;
/* Who of a job may be asked; 0 when somebody named in the settings can be at any time, or while
 * that is not known. */
VouchJobRoles      vouch_job_tags_get_roles      (VouchJobTags       *self);
/* Sets it in SmartRecruiters; "" takes it away. A value that the job field does not have yet is
 * added first. */
void               vouch_job_tags_set            (VouchJobTags       *self,
                                                  const char         *job_id,
                                                  const char         *tag);
/* What is stuck is tried again. */
void               vouch_job_tags_retry          (VouchJobTags       *self,
                                                  const char         *job_id);

G_END_DECLS
