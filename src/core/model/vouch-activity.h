/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"

G_BEGIN_DECLS

/**
 * VouchActivity:
 * @at: server time in microseconds
 * @actor: "vouch", "person" or "service"
 * @person_id, @application_id, @trigger_id, @request_id, @effect_id: what it is about, or 0
 * @run_id: the run that it belongs to, or 0
 * @what: (owned): text id and parameters: "request.sent"
 *
 * One line of the ledger. It names people by their row only.
 */
typedef struct
{
  gint64 id;
  gint64 connection_id;
  gint64 at;
  char *actor;
  gint64 person_id;
  gint64 application_id;
  gint64 trigger_id;
  gint64 request_id;
  gint64 effect_id;
  gint64 run_id;
  VouchReason *what;
} VouchActivity;

VouchActivity *vouch_activity_new  (gint64         at,
                                    const char    *actor,
                                    VouchReason   *what) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_activity_free (VouchActivity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchActivity, vouch_activity_free)

G_END_DECLS
