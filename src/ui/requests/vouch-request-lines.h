/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-request-list.h"

G_BEGIN_DECLS

/* What the page of a request tells, each as lines: (element-type VouchLine). */

GPtrArray *vouch_request_list_facts      (const VouchRequestItem    *item)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *vouch_request_list_references (const VouchRequestDetails *details)
  G_GNUC_WARN_UNUSED_RESULT;
/* @reports (element-type VouchReportRow): what was attached, or is on its way */
GPtrArray *vouch_request_list_delivery   (const VouchRequestDetails *details,
                                          GPtrArray                 *reports)
  G_GNUC_WARN_UNUSED_RESULT;
/* @items (element-type VouchDeliveredItem): what a look found out */
GPtrArray *vouch_request_list_found      (GPtrArray                 *items)
  G_GNUC_WARN_UNUSED_RESULT;
/* Newest last. */
GPtrArray *vouch_request_list_timeline   (const VouchRequestDetails *details)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
