/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_COMPANY (vouch_observe_company_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveCompany, vouch_observe_company, VOUCH, OBSERVE_COMPANY,
                      VouchProcedure)

/**
 * VouchObserveCompany:
 *
 * Who the credential belongs to, compared with what was pinned at the grant; then the
 * configuration of both services: steps, job field and its values, surveys. Read at the start, on
 * demand and daily.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_OTHER_COMPANY when the tenant is not the pinned one: nothing is
 * written then.
 */
VouchProcedure *vouch_observe_company_new (VouchSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
