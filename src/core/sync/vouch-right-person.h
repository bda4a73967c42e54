/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "crosschq/vouch-crosschq-replies.h"
#include "smartrecruiters/vouch-ats-types.h"
#include "sync/vouch-delivery.h"

G_BEGIN_DECLS

gboolean    vouch_right_person_check_ats      (const VouchRequestRow      *request,
                                               const VouchAtsCandidate    *candidate,
                                               VouchReason               **reason);
gboolean    vouch_right_person_check_crosschq (const VouchRequestRow      *request,
                                               const VouchCrosschqRequest *answer,
                                               VouchReason               **reason);
/* The profile's answer, asked for a moment ago on behalf of a delivery that is about to begin. */
void        vouch_right_person_give           (VouchDelivery              *delivery,
                                               const char                 *candidate_id,
                                               VouchReply                 *reply);
/* (nullable): what was given, if it is about the person of the request. */
VouchReply *vouch_right_person_take           (VouchDelivery              *delivery)
  G_GNUC_WARN_UNUSED_RESULT;
VouchLook   vouch_right_person_look           (VouchDelivery              *delivery,
                                               VouchReply                 *reply,
                                               const GError               *error);

G_END_DECLS
