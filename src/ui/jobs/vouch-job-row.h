/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "store/vouch-row.h"
#include "ui/jobs/vouch-job-tags.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_JOB_ROW (vouch_job_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchJobRow, vouch_job_row, VOUCH, JOB_ROW, AdwBin)

/**
 * VouchJobRow:
 *
 * A job in the list, with the button that sets its tag.
 *
 * Properties: row (#VouchRow, nullable): the job; tag: what the job carries or will carry, "" for
 * none. Setting it sets it in SmartRecruiters.
 */
GtkWidget *vouch_job_row_new     (VouchJobTags *tags) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_job_row_set_row (VouchJobRow  *self,
                                  VouchRow     *row);

/* For who shows the tag of a job elsewhere: the menu of an action with a string as its state.
 * @present (nullable) is what the job carries. */
GMenuModel *vouch_job_tags_new_menu (VouchJobTags *tags,
                                     const char   *present,
                                     const char   *action) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
