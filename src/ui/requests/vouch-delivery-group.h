/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DELIVERY_GROUP (vouch_delivery_group_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliveryGroup, vouch_delivery_group, VOUCH, DELIVERY_GROUP,
                      AdwPreferencesGroup)

/**
 * VouchDeliveryGroup:
 *
 * What of a request was delivered to SmartRecruiters, a look at whether it is still there, and the
 * button that delivers again what is missing (product.md F8).
 */
void vouch_delivery_group_set_request   (VouchDeliveryGroup *self,
                                         VouchHub           *hub,
                                         gint64              request_id);
/* (element-type VouchLine): what Vouch knows of it; the group hides while there is nothing */
void vouch_delivery_group_set_delivered (VouchDeliveryGroup *self,
                                         GPtrArray          *lines);

G_END_DECLS
