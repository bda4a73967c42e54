/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CONNECTION_PAGE (vouch_connection_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchConnectionPage, vouch_connection_page, VOUCH, CONNECTION_PAGE, VouchPage)

/**
 * VouchConnectionPage:
 *
 * The SmartRecruiters side of the current connection: its switch, how it is connected and every way
 * in, its rights and its settings, and how it ends.
 *
 * Actions: connection.add, connection.browser, connection.client, connection.api-key,
 * connection.check, connection.disconnect, connection.remove, connection.start-over.
 */
VouchPage *vouch_connection_page_new (VouchHub *hub) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_connection_page_focus_setting (VouchConnectionPage *self,
                                                const char          *name);

G_END_DECLS
