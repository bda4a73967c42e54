/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-run.h"
#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_RUN_RECORD (vouch_run_record_get_type ())
G_DECLARE_FINAL_TYPE (VouchRunRecord, vouch_run_record, VOUCH, RUN_RECORD, VouchProcedure)

/**
 * VouchRunRecord:
 *
 * What a cycle leaves about itself: the last step of it. Running it stores how the cycle went, if
 * that is worth a row; a cycle every 15 seconds that finds nothing, or the same failure again,
 * leaves none.
 */
VouchRunRecord *vouch_run_record_new     (VouchSession    *session,
                                          VouchRunCause    cause) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none): for vouch_procedure_set_run(); lives as long as the record */
VouchRun       *vouch_run_record_get_run (VouchRunRecord  *self);
/* At the beginning of the cycle, within its first transaction. */
gboolean        vouch_run_record_begin   (VouchRunRecord  *self,
                                          VouchDb         *db,
                                          GError         **error);
/* What the cycle came to, before the record is run; @problem (nullable). */
void            vouch_run_record_note    (VouchRunRecord  *self,
                                          guint            n_seen,
                                          guint            n_planned,
                                          guint            n_delivered,
                                          VouchReason     *problem);

G_END_DECLS
