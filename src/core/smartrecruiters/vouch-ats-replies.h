/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-call.h"
#include "model/vouch-contact.h"
#include "model/vouch-job.h"
#include "smartrecruiters/vouch-ats-types.h"

G_BEGIN_DECLS

/* Every parser returns (transfer full) and fails with %VOUCH_API_ERROR_BAD_REPLY, whose message
 * begins with the path of the member that is not as the service's contract says. Unknown members
 * are ignored; members that the schema does not require may be absent or null. */

VouchAtsUser        *vouch_ats_read_user        (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchAtsCompany     *vouch_ats_read_company     (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchAtsSteps       *vouch_ats_read_steps       (VouchReply           *reply,
                                                 const char           *wanted,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchTagField       *vouch_ats_read_tag_field   (VouchReply           *reply,
                                                 const char *const    *labels,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchAtsValuesPage  *vouch_ats_read_values      (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;

VouchAtsJobsPage    *vouch_ats_read_jobs        (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchJob            *vouch_ats_read_job         (VouchReply           *reply,
                                                 const VouchTagField  *field,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
GPtrArray           *vouch_ats_read_team        (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;

VouchAtsPage        *vouch_ats_read_candidates  (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchAtsCandidate   *vouch_ats_read_candidate   (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchAtsApplication *vouch_ats_read_application (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
GPtrArray           *vouch_ats_read_history     (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;

GPtrArray           *vouch_ats_read_attachments (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
VouchAtsMessages    *vouch_ats_read_messages    (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
char                *vouch_ats_read_master      (VouchReply           *reply,
                                                 const char           *candidate_id,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
GStrv                vouch_ats_read_tags        (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
char                *vouch_ats_read_created_id  (VouchReply           *reply,
                                                 GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
