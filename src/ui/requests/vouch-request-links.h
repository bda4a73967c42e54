/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"

G_BEGIN_DECLS

/* The page of a job at SmartRecruiters. */
char  *vouch_connection_dup_job_uri (const VouchConnection *connection,
                                     const char            *job_id) G_GNUC_WARN_UNUSED_RESULT;
/* The hosts a link of the connection may lead to: those of both services, and the one of
 * @report_uri (nullable) when it belongs to the same site as Crosschq's API. */
GStrv  vouch_connection_dup_hosts   (const VouchConnection *connection,
                                     const char            *report_uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
