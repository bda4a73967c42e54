/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CONNECTORS_PAGE (vouch_connectors_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchConnectorsPage, vouch_connectors_page, VOUCH, CONNECTORS_PAGE, VouchPage)

/**
 * VouchConnectorsPage:
 *
 * The services of the current connection, to be found and managed (product.md M1).
 *
 * Actions: connectors.manage (s: "smartrecruiters" or "crosschq"), connectors.add.
 */
VouchPage *vouch_connectors_page_new    (VouchHub            *hub) G_GNUC_WARN_UNUSED_RESULT;
/* Shows the page of one service on top of this one, and gives it. */
VouchPage *vouch_connectors_page_manage (VouchConnectorsPage *self,
                                         const char          *service);
/* Shows the settings on top of this one, and gives the focus to the one of that name. */
void       vouch_connectors_page_show_setting (VouchConnectorsPage *self,
                                               const char          *name);

G_END_DECLS
