/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_REQUEST_PAGE (vouch_request_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchRequestPage, vouch_request_page, VOUCH, REQUEST_PAGE, VouchPage)

/**
 * VouchRequestPage:
 *
 * One request: its state, references, report and what happened, and what a person can do about it.
 * Follows the store. Actions: request.open-ats, request.open-report, request.remind,
 * request.cancel, request.why.
 */
VouchPage *vouch_request_page_new (VouchHub *hub,
                                   gint64    request_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
