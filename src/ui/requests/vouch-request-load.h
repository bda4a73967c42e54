/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-request-list.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

/**
 * VouchRequestShown:
 * @details: (owned)
 * @reports: (owned) (element-type VouchReportRow): what was attached
 *
 * Everything the page of a request shows.
 */
typedef struct
{
  VouchRequestDetails *details;
  GPtrArray *reports;
} VouchRequestShown;

void               vouch_request_load_async  (VouchStore           *store,
                                              gint64                request_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
VouchRequestShown *vouch_request_load_finish (GAsyncResult         *result,
                                              GError              **error)
  G_GNUC_WARN_UNUSED_RESULT;
void               vouch_request_shown_free  (VouchRequestShown    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRequestShown, vouch_request_shown_free)

G_END_DECLS
