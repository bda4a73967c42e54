/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-application.h"
#include "model/vouch-effect.h"
#include "model/vouch-request-state.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

GPtrArray *vouch_follow_plan  (const VouchRequestRow   *request,
                               const VouchApplication  *application,
                               const VouchSettings     *settings,
                               gint64                   now) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_follow_store (VouchSession            *session,
                               VouchDb                 *db,
                               gint64                   request_id,
                               gint64                   now,
                               GError                 **error);

const char *vouch_outcome_of  (const VouchApplication  *application,
                               const VouchSettings     *settings);
gboolean    vouch_cancel_is_wanted (const VouchApplication *application,
                                    const VouchSettings    *settings);

G_END_DECLS
