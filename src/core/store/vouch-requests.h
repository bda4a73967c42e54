/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-application.h"
#include "model/vouch-request-state.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

VouchRequestRow *vouch_requests_get         (VouchDb                *db,
                                             gint64                  id,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
/* These four give NULL without an error when there is none. */
VouchRequestRow *vouch_requests_find_open   (VouchDb                *db,
                                             gint64                  application_id,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
/* Open or not: the last one made for it. */
VouchRequestRow *vouch_requests_find_latest (VouchDb                *db,
                                             gint64                  application_id,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *vouch_requests_list_for    (VouchDb                *db,
                                             gint64                  application_id,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *vouch_requests_list_taken  (VouchDb                *db,
                                             gint64                  connection_id,
                                             const VouchApplication *application,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
VouchRequestRow *vouch_requests_find_remote (VouchDb                *db,
                                             gint64                  connection_id,
                                             const char             *request_id,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
VouchRequestRow *vouch_requests_find_trigger (VouchDb               *db,
                                             gint64                  trigger_id,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
/* A second open one of an application is VOUCH_STORE_ERROR_CONSTRAINT. */
gint64           vouch_requests_add         (VouchDb                *db,
                                             const VouchRequestRow  *request,
                                             GError                **error);
/* As vouch_triggers_update(). */
gboolean         vouch_requests_update      (VouchDb                *db,
                                             const VouchRequestRow  *request,
                                             GError                **error);
/* Open at the service and due to be read: poll_at <= @now, oldest first. */
GPtrArray       *vouch_requests_due         (VouchDb                *db,
                                             gint64                  connection_id,
                                             gint64                  now,
                                             guint                   limit,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *vouch_requests_list        (VouchDb                *db,
                                             gint64                  connection_id,
                                             gboolean                open_only,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
guint            vouch_requests_count_open  (VouchDb                *db,
                                             gint64                  connection_id,
                                             GError                **error);
/* Created at the service since @since: for the daily cap. */
guint            vouch_requests_count_since (VouchDb                *db,
                                             gint64                  connection_id,
                                             gint64                  since,
                                             GError                **error);
/* (element-type VouchReferenceRow); replacing with equal content writes nothing. */
GPtrArray       *vouch_references_list      (VouchDb                *db,
                                             gint64                  request_row,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
gboolean         vouch_references_replace   (VouchDb                *db,
                                             gint64                  connection_id,
                                             gint64                  request_row,
                                             GPtrArray              *references,
                                             GError                **error);
/**
 * VouchReportRow:
 * @kind: "full", "summary"
 * @file_name: (nullable): the name it was attached with
 * @sha256: (nullable): in hexadecimal
 * @attachment_id: (nullable): SmartRecruiters' id; %NULL until it is known to be attached
 *
 * A report that was attached, or is on its way: kept for the delivery check. Strings are owned.
 */
typedef struct
{
  char *kind;
  char *file_name;
  gint64 size;
  char *sha256;
  char *attachment_id;
} VouchReportRow;

void             vouch_report_row_free      (VouchReportRow         *self);
/* (element-type VouchReportRow), by kind */
GPtrArray       *vouch_reports_list         (VouchDb                *db,
                                             gint64                  request_row,
                                             GError                **error)
                                             G_GNUC_WARN_UNUSED_RESULT;
gboolean         vouch_reports_put          (VouchDb                *db,
                                             gint64                  request_row,
                                             const char             *kind,
                                             const char             *file_name,
                                             gint64                  size,
                                             const char             *sha256,
                                             const char             *attachment_id,
                                             GError                **error);
gboolean         vouch_reports_set_attachment (VouchDb              *db,
                                               gint64                request_row,
                                               const char           *kind,
                                               const char           *file_name,
                                               const char           *attachment_id,
                                               GError              **error);

G_END_DECLS
