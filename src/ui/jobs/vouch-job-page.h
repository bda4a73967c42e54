/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row.h"
#include "ui/jobs/vouch-job-tags.h"
#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_JOB_PAGE (vouch_job_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchJobPage, vouch_job_page, VOUCH, JOB_PAGE, VouchPage)

/**
 * VouchJobPage:
 *
 * One job: its tag, who would be asked, its hiring team. The team is read anew when it is shown.
 */
VouchPage *vouch_job_page_new (VouchHub     *hub,
                               VouchJobTags *tags,
                               VouchRow     *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
