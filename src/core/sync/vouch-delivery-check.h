/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-delivered.h"
#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DELIVERY_CHECK (vouch_delivery_check_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliveryCheck, vouch_delivery_check, VOUCH, DELIVERY_CHECK,
                      VouchProcedure)

/**
 * VouchDeliveryCheck:
 *
 * Reads whether the report of a request is still attached to the right application, and whether the
 * note is still there (product.md F8). It only reads, and stores nothing. What a service did wrong
 * is the reason of what could not be told; it fails only when the store does, with
 * %VOUCH_STORE_ERROR_NOT_FOUND for a request that the connection does not have.
 */
VouchProcedure *vouch_delivery_check_new       (VouchSession       *session,
                                                gint64              request_id)
  G_GNUC_WARN_UNUSED_RESULT;
/* (element-type VouchDeliveredItem); empty when nothing was ever to be delivered */
GPtrArray      *vouch_delivery_check_get_items (VouchDeliveryCheck *self);

G_END_DECLS
