/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-call.h"
#include "json/vouch-json-items.h"
#include "model/vouch-contact.h"
#include "model/vouch-request-state.h"
#include "model/vouch-survey.h"

G_BEGIN_DECLS

/**
 * VouchCrosschqConfig:
 * @limits: by the index of vouch_relationships
 * @min_total: least references in all
 *
 * Limits of the whole account, of the v1 dialect (crosschq.md §3.1).
 */
typedef struct
{
  VouchLimit limits[VOUCH_N_RELATIONSHIPS];
  gint64 min_total;
} VouchCrosschqConfig;

/**
 * VouchCrosschqRequest:
 * @request_id: Crosschq's id
 * @external_id: (nullable): %NULL where it is not echoed, which is not the same as another one
 * @status: the service's own text, "" if there is none
 * @stage: what it means
 * @progress: 0 to 100
 * @position, @survey, @requestor: (nullable): as echoed
 * @candidate: names are "", e-mail and phone %NULL where not echoed
 * @report_url, @full_pdf, @summary_pdf: (nullable): %NULL while there is none, never ""
 * @references: (element-type VouchReferenceRow): in the order of the answer
 * @created_at, @updated_on: microseconds since 1970, or 0
 *
 * A request as the service tells it (crosschq.md §3.6). Strings and arrays are owned. The two PDF
 * addresses open the report to anybody: they are never stored or logged.
 */
typedef struct
{
  char *request_id;
  char *external_id;
  char *status;
  VouchStage stage;
  int progress;
  char *position;
  char *survey;
  char *requestor;
  VouchContact *candidate;
  char *report_url;
  char *full_pdf;
  char *summary_pdf;
  GPtrArray *references;
  gint64 created_at;
  gint64 updated_on;
} VouchCrosschqRequest;

/* One item of a list that is not as the contract says. The other items go on without it. */
typedef VouchBadItem VouchCrosschqBad;

/**
 * VouchCrosschqPage:
 * @items: (element-type VouchCrosschqRequest): requests in the order of the page
 * @bad: (element-type VouchCrosschqBad): items that could not be read
 * @next: (nullable): address of the next page; to be followed only after
 *   vouch_crosschq_same_origin()
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *bad;
  char *next;
} VouchCrosschqPage;

/* Every parser returns (transfer full) and fails with %VOUCH_API_ERROR_BAD_REPLY, whose message
 * begins with the path of the member that is not as the contract says. */

/* (element-type VouchSurvey), in the order of the answer; both dialects */
GPtrArray            *vouch_crosschq_read_surveys  (VouchReply                *reply,
                                                    GError                   **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
VouchCrosschqConfig  *vouch_crosschq_read_config   (VouchReply                *reply,
                                                    GError                   **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void                  vouch_crosschq_apply_config  (GPtrArray                 *surveys,
                                                    const VouchCrosschqConfig *config);
VouchCrosschqRequest *vouch_crosschq_read_request  (VouchReply                *reply,
                                                    GError                   **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
char                 *vouch_crosschq_read_created  (VouchReply                *reply,
                                                    GError                   **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
VouchCrosschqPage    *vouch_crosschq_read_list     (VouchReply                *reply,
                                                    GError                   **error)
                                                   G_GNUC_WARN_UNUSED_RESULT;
gboolean              vouch_crosschq_same_origin   (const char                *base_uri,
                                                    const char                *next);

void                  vouch_crosschq_request_free  (VouchCrosschqRequest      *self);
void                  vouch_crosschq_page_free     (VouchCrosschqPage         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCrosschqConfig, g_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCrosschqRequest, vouch_crosschq_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCrosschqPage, vouch_crosschq_page_free)

G_END_DECLS
