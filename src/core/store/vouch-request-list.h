/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"
#include "model/vouch-effect.h"
#include "model/vouch-request-state.h"
#include "store/vouch-row-query.h"

G_BEGIN_DECLS

/**
 * VouchRequestStates:
 * @VOUCH_REQUESTS_ATTENTION: something about it waits for a person, whatever its stage
 *
 * A request is shown when one of them holds.
 */
typedef enum
{
  VOUCH_REQUESTS_OPEN      = 1 << 0,
  VOUCH_REQUESTS_COMPLETE  = 1 << 1,
  VOUCH_REQUESTS_CANCELLED = 1 << 2,
  VOUCH_REQUESTS_EXPIRED   = 1 << 3,
  VOUCH_REQUESTS_ATTENTION = 1 << 4,
} VouchRequestStates;

typedef enum
{
  VOUCH_REQUEST_SORT_CREATED,
  VOUCH_REQUEST_SORT_CANDIDATE,
  VOUCH_REQUEST_SORT_JOB,
  VOUCH_REQUEST_SORT_TEMPLATE,
  VOUCH_REQUEST_SORT_REQUESTOR,
  VOUCH_REQUEST_SORT_STAGE,
  VOUCH_REQUEST_SORT_PROGRESS,
  VOUCH_REQUEST_SORT_DAYS_OPEN,
  VOUCH_REQUEST_SORT_CLOSED,
} VouchRequestSort;

/**
 * VouchRequestFilter:
 * @connection_id: 0: of all connections
 * @states: 0: all
 * @application_id: 0: of all applications
 * @template_id: 0: of all templates
 * @text: (nullable): somewhere in the candidate's or requestor's name or e-mail, the job's title or
 *   number, the template's name, or an id
 * @now: for the days that a request has been open
 */
typedef struct
{
  gint64 connection_id;
  VouchRequestStates states;
  gint64 application_id;
  gint64 template_id;
  const char *text;
  VouchRequestSort sort;
  gboolean descending;
  gint64 now;
} VouchRequestFilter;

/**
 * VouchRequestItem:
 * @candidate: (nullable): the name; %NULL once it is erased
 * @candidate_id, @job_id: SmartRecruiters' ids
 * @job_title, @job_ref, @template_name, @requestor, @requestor_email: (nullable)
 * @request_id: (nullable): Crosschq's id
 * @status: (nullable): the service's own text
 * @created_at: when the days open begin, server time; 0 while it is planned
 * @closed_at: when they end, 0 while it is open
 * @attach_state, @note_state: a #VouchEffectState, -1 when none was planned
 * @held: (nullable): why something about it waits for a person
 *
 * The data of a #VouchRow of vouch_request_query_new(). Strings are owned.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  gint64 application_id;
  char *candidate;
  char *candidate_id;
  char *job_id;
  char *job_title;
  char *job_ref;
  gint64 template_id;
  char *template_name;
  char *requestor;
  char *requestor_email;
  char *external_id;
  char *request_id;
  int stage;               /* a VouchStage */
  char *status;
  int progress;
  gboolean adopted;
  gint64 created_at;
  gint64 updated_on;
  gint64 closed_at;
  char *outcome;
  char *report_url;
  gboolean has_pdf;
  int attach_state;
  int note_state;
  VouchReason *held;
} VouchRequestItem;

VouchRowQuery    *vouch_request_query_new (const VouchRequestFilter  *filter)
                                           G_GNUC_WARN_UNUSED_RESULT;
/* %VOUCH_STORE_ERROR_NOT_FOUND when there is none. */
VouchRequestItem *vouch_request_item_load (VouchDb                   *db,
                                           gint64                     id,
                                           GError                   **error)
                                           G_GNUC_WARN_UNUSED_RESULT;
void              vouch_request_item_free (VouchRequestItem          *self);

/**
 * VouchRequestDetails:
 * @item: what the list shows of it
 * @references: (element-type VouchReferenceRow): in the service's order
 * @lines: (element-type VouchActivity): the ledger about its application, newest first
 * @effects: (element-type VouchEffect): without bodies, in the order in which they were planned
 */
typedef struct
{
  VouchRequestItem *item;
  GPtrArray *references;
  GPtrArray *lines;
  GPtrArray *effects;
} VouchRequestDetails;

/* For a #VouchStoreFunc; @max_lines limits the ledger. */
VouchRequestDetails *vouch_request_details_load (VouchDb              *db,
                                                 gint64                id,
                                                 guint                 max_lines,
                                                 GError              **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_request_details_free (VouchRequestDetails  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRequestItem, vouch_request_item_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRequestDetails, vouch_request_details_free)

G_END_DECLS
