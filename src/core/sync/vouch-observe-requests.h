/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_REQUESTS (vouch_observe_requests_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveRequests, vouch_observe_requests, VOUCH, OBSERVE_REQUESTS,
                      VouchProcedure)

/**
 * VouchObserveRequests:
 *
 * Reads the open requests that are due, by id from our own map (reliability.md §2.4), stores what
 * changed and plans what follows.
 */
VouchProcedure *vouch_observe_requests_new (VouchSession *session,
                                            gboolean      thorough) G_GNUC_WARN_UNUSED_RESULT;
/* Reads every open one that may have news, adds to @preview (element-type VouchPreviewItem) what
 * would follow, and stores nothing of it. */
VouchProcedure *vouch_observe_requests_new_preview (VouchSession *session,
                                                    GPtrArray    *preview)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
