/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ATTENTION_PAGE (vouch_attention_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchAttentionPage, vouch_attention_page, VOUCH, ATTENTION_PAGE, VouchPage)

VouchPage *vouch_attention_page_new (VouchHub *hub) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
