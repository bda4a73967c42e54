/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DELIVER_DUE (vouch_deliver_due_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverDue, vouch_deliver_due, VOUCH, DELIVER_DUE, VouchProcedure)

/**
 * VouchDeliverDue:
 *
 * Delivers everything that is due, and what that has planned. What a service did wrong ends none of
 * the others; it fails with the first of that in the end. Notifies "fraction".
 */
VouchDeliverDue *vouch_deliver_due_new             (VouchSession    *session)
  G_GNUC_WARN_UNUSED_RESULT;
guint            vouch_deliver_due_get_n_delivered (VouchDeliverDue *self);
/* From 0 to 1; less than before when more was planned. */
double           vouch_deliver_due_get_fraction    (VouchDeliverDue *self);

G_END_DECLS
