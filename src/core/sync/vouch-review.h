/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-request-state.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

/* Items that are only shown to a person; nothing is ever sent for them. */
#define VOUCH_REVIEW_TRANSFER "review-transfer"
#define VOUCH_REVIEW_MERGE "review-merge"
#define VOUCH_REVIEW_REQUEST "review-request"

gboolean vouch_review_ask      (VouchSession           *session,
                                VouchDb                *db,
                                const VouchRequestRow  *request,
                                const char             *kind,
                                VouchReason            *reason,
                                gint64                  date,
                                GError                **error);
gboolean vouch_rebind_proven   (VouchDb                *db,
                                const VouchRequestRow  *request,
                                const char             *candidate_id,
                                gint64                  now,
                                GError                **error);
gboolean vouch_review_withdraw (VouchDb                *db,
                                const VouchRequestRow  *request,
                                const char             *kind,
                                const char             *reason_id,
                                GError                **error);

G_END_DECLS
