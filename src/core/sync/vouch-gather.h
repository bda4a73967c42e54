/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_GATHER (vouch_gather_get_type ())
G_DECLARE_FINAL_TYPE (VouchGather, vouch_gather, VOUCH, GATHER, VouchProcedure)

/**
 * VouchGather:
 *
 * Reads what the rules need about one application beyond the list that showed it — person and
 * applications, job with tag, hiring team, users, history of the entry — and stores it.
 */
VouchGather *vouch_gather_new         (VouchSession *session,
                                       gint64        application_id,
                                       gboolean      thorough) G_GNUC_WARN_UNUSED_RESULT;
VouchReason *vouch_gather_get_problem (VouchGather  *self);

G_END_DECLS
