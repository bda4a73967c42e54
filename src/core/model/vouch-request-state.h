/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VouchStage:
 *
 * What the service's status text means (crosschq.md §3.6). Unknown text is
 * %VOUCH_STAGE_IN_PROGRESS. Completion is progress 100 and nothing else (B4).
 */
typedef enum
{
  VOUCH_STAGE_PLANNED,     /* not created at the service yet */
  VOUCH_STAGE_SENT,
  VOUCH_STAGE_IN_PROGRESS,
  VOUCH_STAGE_PAST_DUE,
  VOUCH_STAGE_COMPLETE,
  VOUCH_STAGE_CANCELLED,
  VOUCH_STAGE_EXPIRED,
} VouchStage;

/**
 * VouchReferenceRow:
 *
 * One reference of a request. Strings are owned; names live in the store's person table.
 */
typedef struct
{
  char *first_name;
  char *last_name;
  char *email;
  char *relationship;
  char *status;
} VouchReferenceRow;

/**
 * VouchRequestRow:
 * @trigger_id: the entry it was made for; 0 for an adopted one
 * @external_id: written once when planned, never derived again
 * @request_id: (nullable): Crosschq's id, once it is known
 * @candidate_id, @job_id: the application it belongs to
 * @position, @requestor: as sent
 * @template_id: what it was made from
 * @person_salt, @person_hash: e-mail and last name at creation (reliability.md §2.10)
 * @status: (nullable): the service's own text
 * @progress: 0 to 100
 * @has_pdf: a PDF address was there when last read
 * @adopted: it bears our external id and we did not create it
 * @created_at, @updated_on, @read_at, @closed_at: server time, or 0
 * @poll_at: when it is read next, server time
 * @outcome: (nullable): "hired", "rejected", "withdrawn": what the application came to
 * @version: goes up with every change of the row
 *
 * One Crosschq reference request. Strings are owned.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  gint64 application_id;
  gint64 trigger_id;
  char *external_id;
  char *request_id;
  char *candidate_id;
  char *job_id;
  char *position;
  char *requestor;
  gint64 template_id;
  char *person_salt;
  char *person_hash;
  VouchStage stage;
  char *status;
  int progress;
  char *report_url;
  gboolean has_pdf;
  gboolean adopted;
  gint64 created_at;
  gint64 updated_on;
  gint64 read_at;
  gint64 closed_at;
  gint64 poll_at;
  char *outcome;
  gint64 version;
} VouchRequestRow;

const char        *vouch_stage_to_string      (VouchStage             stage);
VouchStage         vouch_stage_from_status    (const char            *status,
                                               int                    progress);
gboolean           vouch_stage_is_open        (VouchStage             stage);
VouchRequestRow   *vouch_request_row_new      (void) G_GNUC_WARN_UNUSED_RESULT;
VouchRequestRow   *vouch_request_row_copy     (const VouchRequestRow *self)
                                               G_GNUC_WARN_UNUSED_RESULT;
void               vouch_request_row_free     (VouchRequestRow       *self);
VouchReferenceRow *vouch_reference_row_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void               vouch_reference_row_free   (VouchReferenceRow     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRequestRow, vouch_request_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchReferenceRow, vouch_reference_row_free)

G_END_DECLS
