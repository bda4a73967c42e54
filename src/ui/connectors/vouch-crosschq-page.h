/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CROSSCHQ_PAGE (vouch_crosschq_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchCrosschqPage, vouch_crosschq_page, VOUCH, CROSSCHQ_PAGE, VouchPage)

/**
 * VouchCrosschqPage:
 *
 * The Crosschq side of the current connection (product.md M22): its Partner API key, and what was
 * found out with it.
 *
 * Actions: crosschq.check.
 */
VouchPage *vouch_crosschq_page_new (VouchHub *hub) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
