/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_LIST_LAG (vouch_list_lag_get_type ())
G_DECLARE_FINAL_TYPE (VouchListLag, vouch_list_lag, VOUCH, LIST_LAG, VouchProcedure)

VouchProcedure *vouch_list_lag_new         (VouchSession *session) G_GNUC_WARN_UNUSED_RESULT;
gboolean        vouch_list_lag_is_due      (VouchSession *session);
void            vouch_list_lag_note_create (VouchSession *session,
                                            const char   *request_id,
                                            const char   *external_id,
                                            gint64        date);
gint64          vouch_list_lag_get_silence (VouchSession *session);
gint64          vouch_list_lag_get_spacing (VouchSession *session);

G_END_DECLS
