/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

/* Whether what is held goes on by itself once its reason is mended, so that nobody has to come back
 * and retry it. */
gboolean vouch_mended_watches    (const char         *kind,
                                  const VouchReason  *reason);
/* Inside a transaction: what is held for a reason that is mended by now is planned again. */
gboolean vouch_mended_plan_again (VouchSession       *session,
                                  VouchDb            *db,
                                  GError            **error);
/* Inside a transaction: gives a create that was provably not done back to the planner. */
gboolean vouch_mended_plan_anew  (VouchDb            *db,
                                  VouchEffect        *effect,
                                  gint64              now,
                                  GError            **error);
/* (element-type VouchEffect): creates whose request Crosschq refused as it is. */
GPtrArray *vouch_mended_list_refused (VouchSession   *session,
                                      VouchDb        *db,
                                      GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
