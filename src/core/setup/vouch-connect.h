/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"
#include "sync/vouch-procedure.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CONNECT (vouch_connect_get_type ())
G_DECLARE_FINAL_TYPE (VouchConnect, vouch_connect, VOUCH, CONNECT, VouchProcedure)

/**
 * VouchConnect:
 *
 * What follows once there is a credential: reads whose it is and which company's, pins both, and
 * stores the connection. A connection that was pinned before takes a credential of the same company
 * only; another owner of that company is taken and pinned (reconnecting, product.md M5).
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_OTHER_COMPANY, %VOUCH_INPUT_ERROR_DUPLICATE for a company that
 * has a connection already, #VouchApiError, #VouchStoreError; nothing is stored then.
 */
VouchConnect          *vouch_connect_new            (VouchStore            *store,
                                                     VouchHttp             *ats,
                                                     const VouchConnection *wanted)
  G_GNUC_WARN_UNUSED_RESULT;
const VouchConnection *vouch_connect_get_connection (VouchConnect          *self);
gint64                 vouch_connect_get_date       (VouchConnect          *self);

G_END_DECLS
