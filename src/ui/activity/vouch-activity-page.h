/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ACTIVITY_PAGE (vouch_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchActivityPage, vouch_activity_page, VOUCH, ACTIVITY_PAGE, VouchPage)

/**
 * VouchActivityPage:
 *
 * The ledger of the current connection, or its runs, newest first: search, filters, details, files.
 * Action: activity.export (s), "csv" or "json": what is filtered.
 */
VouchPage *vouch_activity_page_new           (VouchHub   *hub) G_GNUC_WARN_UNUSED_RESULT;
/* Only what happened today of one @kind, to be put on top of another page. */
VouchPage *vouch_activity_page_new_for_today (VouchHub   *hub,
                                              const char *title,
                                              const char *kind) G_GNUC_WARN_UNUSED_RESULT;
/* A run and its lines, to be put on top of another page. */
VouchPage *vouch_activity_page_new_for_run   (VouchHub   *hub,
                                              gint64      run_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
