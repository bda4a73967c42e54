/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/attention/vouch-attention-issue.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ATTENTION_ROW (vouch_attention_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchAttentionRow, vouch_attention_row, VOUCH, ATTENTION_ROW, GtkListBoxRow)

/**
 * VouchAttentionRow:
 *
 * Something that waits, with what can be done about it. Its buttons activate the actions of the
 * page, with the row id of the entry (vouch_attention_row_id()) as the parameter.
 */
GtkWidget *vouch_attention_row_new (VouchAttentionIssue *entry) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
