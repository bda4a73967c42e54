/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CONNECTION_CHECK (vouch_connection_check_get_type ())
G_DECLARE_FINAL_TYPE (VouchConnectionCheck, vouch_connection_check, VOUCH, CONNECTION_CHECK,
                      VouchProcedure)

/**
 * VouchConnectionCheck:
 *
 * *Check connection* for a connection that is set up: asks both services with what is kept, changes
 * nothing, and says for each what is wrong. A service that fails does not keep the other from being
 * asked. It fails itself only when it is cancelled.
 *
 * The problems are reasons as src/text knows them: "ats.…", "crosschq.…", "account.…", "secrets.…".
 */
VouchConnectionCheck *vouch_connection_check_new                  (VouchSession         *session)
  G_GNUC_WARN_UNUSED_RESULT;
const VouchReason    *vouch_connection_check_get_ats_problem      (VouchConnectionCheck *self);
const VouchReason    *vouch_connection_check_get_crosschq_problem (VouchConnectionCheck *self);
guint                 vouch_connection_check_get_n_surveys        (VouchConnectionCheck *self);
gint64                vouch_connection_check_get_date             (VouchConnectionCheck *self);

G_END_DECLS
