/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-activity-list.h"
#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ACTIVITY_DETAILS (vouch_activity_details_get_type ())
G_DECLARE_FINAL_TYPE (VouchActivityDetails, vouch_activity_details, VOUCH, ACTIVITY_DETAILS,
                      VouchPage)

/* Everything known of one line of the ledger, to read and to copy. Action: activity.copy. Keeps
 * nothing of @item. */
VouchPage *vouch_activity_details_new (VouchHub                *hub,
                                       const VouchActivityItem *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
