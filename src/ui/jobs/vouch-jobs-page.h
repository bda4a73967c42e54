/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_JOBS_PAGE (vouch_jobs_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchJobsPage, vouch_jobs_page, VOUCH, JOBS_PAGE, VouchPage)

VouchPage *vouch_jobs_page_new  (VouchHub      *hub) G_GNUC_WARN_UNUSED_RESULT;
/* Shows the page of one job on top of this one, once the list has it. */
void       vouch_jobs_page_open (VouchJobsPage *self,
                                 gint64         row_id);

G_END_DECLS
