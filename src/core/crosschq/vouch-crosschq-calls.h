/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "crosschq/vouch-crosschq-create.h"
#include "crosschq/vouch-crosschq-dialect.h"
#include "http/vouch-call.h"

G_BEGIN_DECLS

/**
 * VouchCrosschqSearch:
 * @external_id: (nullable): requests that bear it
 * @candidate_email: (nullable): requests about this candidate
 * @updated_after: microseconds since 1970, or 0
 * @page: number of the page from 1, or 0 for the first one
 *
 * What the list of requests shall find (crosschq.md §3.7). All pointers are borrowed; start with
 * `{ 0 }`. A filter that an account does not know is ignored by it, so every hit is compared.
 */
typedef struct
{
  const char *external_id;
  const char *candidate_email;
  gint64 updated_after;
  guint page;
} VouchCrosschqSearch;

/* Every one returns (transfer full); (nullable) where the dialect may not offer the operation. */
VouchCall *vouch_crosschq_call_surveys (const VouchCrosschqDialect *dialect)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_config  (const VouchCrosschqDialect *dialect)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_create  (const VouchCrosschqDialect *dialect,
                                        const char                 *json_text)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_get     (const VouchCrosschqDialect *dialect,
                                        const char                 *request_id)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_list    (const VouchCrosschqDialect *dialect,
                                        const VouchCrosschqSearch  *search)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_next    (const VouchCrosschqDialect *dialect,
                                        const char                 *next) G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_cancel  (const VouchCrosschqDialect *dialect,
                                        const char                 *request_id)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_remind  (const VouchCrosschqDialect *dialect,
                                        const char                 *request_id)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_outcome (const VouchCrosschqDialect *dialect,
                                        const char                 *request_id,
                                        const char                 *outcome)
                                       G_GNUC_WARN_UNUSED_RESULT;
VouchCall *vouch_crosschq_call_file    (const char                 *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
