/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-random.h"
#include "model/vouch-connection.h"
#include "sync/vouch-procedure.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CROSSCHQ_CHECK (vouch_crosschq_check_get_type ())
G_DECLARE_FINAL_TYPE (VouchCrosschqCheck, vouch_crosschq_check, VOUCH, CROSSCHQ_CHECK,
                      VouchProcedure)

/**
 * VouchCrosschqCheck:
 *
 * *Check connection* (product.md M22): finds out the form of the Authorization header and the
 * dialect of the account, reads the surveys, and stores all three. Only this check tries several
 * forms; after it, the one that was found is used (crosschq.md §2, §3.0).
 *
 * Fails with %VOUCH_API_ERROR_UNAUTHORIZED when no form is taken, %VOUCH_API_ERROR_NOT_FOUND when
 * no dialect answers, other #VouchApiError, #VouchStoreError; nothing is stored then.
 */
VouchCrosschqCheck *vouch_crosschq_check_new         (VouchStore            *store,
                                                      const VouchConnection *connection,
                                                      const char            *key,
                                                      VouchTransport        *transport,
                                                      VouchClock            *clock,
                                                      VouchRandom           *random)
  G_GNUC_WARN_UNUSED_RESULT;
const char         *vouch_crosschq_check_get_dialect (VouchCrosschqCheck    *self);
const char         *vouch_crosschq_check_get_form    (VouchCrosschqCheck    *self);
gint64              vouch_crosschq_check_get_date    (VouchCrosschqCheck    *self);
guint               vouch_crosschq_check_get_n_surveys (VouchCrosschqCheck  *self);

G_END_DECLS
