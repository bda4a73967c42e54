/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-trigger.h"
#include "smartrecruiters/vouch-ats-types.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

/* In place of when a candidate last changed: it stays as it is stored, and with it what is due. */
#define VOUCH_ENTRY_AS_KNOWN G_MININT64

gboolean vouch_entry_note_in_step (VouchSession              *session,
                                   VouchDb                   *db,
                                   const char                *candidate_id,
                                   const VouchContact        *person,
                                   const VouchAtsApplication *seen,
                                   gint64                     updated_on,
                                   gint64                     read_at,
                                   gint64                     date,
                                   GError                   **error);
gboolean vouch_entry_note_status  (VouchSession              *session,
                                   VouchDb                   *db,
                                   const char                *candidate_id,
                                   const VouchAtsApplication *seen,
                                   gint64                     read_at,
                                   gint64                     date,
                                   GError                   **error);
void     vouch_entry_learn        (VouchSession              *session,
                                   const VouchApplication    *application,
                                   GPtrArray                 *history);
gboolean vouch_entry_bury         (VouchSession              *session,
                                   VouchDb                   *db,
                                   gint64                     application_id,
                                   gint64                     date,
                                   GError                   **error);
gboolean vouch_entry_note_gone    (VouchSession              *session,
                                   VouchDb                   *db,
                                   gint64                     application_id,
                                   gint64                     date,
                                   GError                   **error);
gboolean vouch_entry_note_alive   (VouchSession              *session,
                                   VouchDb                   *db,
                                   gint64                     application_id,
                                   GError                   **error);
gboolean vouch_entry_find_doubtful (VouchSession             *session,
                                    VouchDb                  *db,
                                    const char               *candidate_id,
                                    const VouchAtsApplication *seen,
                                    gint64                    updated_on,
                                    gboolean                  gap,
                                    VouchApplication        **doubtful,
                                    GError                  **error);
void     vouch_entry_take_history (VouchTrigger              *trigger,
                                   GPtrArray                 *history);
gboolean vouch_entry_add          (VouchSession              *session,
                                   VouchDb                   *db,
                                   gint64                     application_id,
                                   const char                *stage,
                                   const char                *step,
                                   gint64                     entered_on,
                                   gint64                     date,
                                   GError                   **error);

G_END_DECLS
