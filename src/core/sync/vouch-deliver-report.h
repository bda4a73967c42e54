/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-delivery.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DELIVER_REPORT (vouch_deliver_report_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverReport, vouch_deliver_report, VOUCH, DELIVER_REPORT,
                      VouchProcedure)

/**
 * VouchDeliverReport:
 *
 * Delivers side by side what goes onto a profile from one request: files and note. All of them
 * begin with the same question, whether this is still the right person; it is asked once, just
 * before.
 */
VouchDeliverReport *vouch_deliver_report_new            (VouchSession       *session,
                                                         gint64              request_id)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether it belongs to one of these. */
gboolean            vouch_deliver_report_takes          (const VouchEffect  *effect);
gint64              vouch_deliver_report_get_request_id (VouchDeliverReport *self);
void                vouch_deliver_report_add            (VouchDeliverReport *self,
                                                         VouchDelivery      *delivery);

G_END_DECLS
