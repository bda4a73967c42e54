/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/shell/vouch-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEMPLATES_PAGE (vouch_templates_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchTemplatesPage, vouch_templates_page, VOUCH, TEMPLATES_PAGE, VouchPage)

VouchPage *vouch_templates_page_new  (VouchHub           *hub) G_GNUC_WARN_UNUSED_RESULT;
/* Opens the editor of one template, once it was read. */
void       vouch_templates_page_edit (VouchTemplatesPage *self,
                                      gint64              id);
/* Begins @action (static), "templates.new" or "templates.push", once they were read. */
void       vouch_templates_page_begin (VouchTemplatesPage *self,
                                       const char         *action);

G_END_DECLS
