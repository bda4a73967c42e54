/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/templates/vouch-template-item.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEMPLATE_ROW (vouch_template_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchTemplateRow, vouch_template_row, VOUCH, TEMPLATE_ROW, GtkListBoxRow)

/**
 * VouchTemplateRow:
 *
 * A template in the list. What it can do are actions of the page: templates.edit,
 * templates.duplicate and templates.delete, with the template's id.
 */
GtkWidget *vouch_template_row_new (VouchTemplateItem *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
