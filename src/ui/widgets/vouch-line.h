/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_LINE (vouch_line_get_type ())
G_DECLARE_FINAL_TYPE (VouchLine, vouch_line, VOUCH, LINE, GObject)

/**
 * VouchLine:
 *
 * What one row of a short list tells. It never changes: a list that shows something else gets other
 * lines, by vouch_lines_update(), which leaves those alone that tell the same.
 */
VouchLine  *vouch_line_new          (const char *title,
                                     const char *subtitle) G_GNUC_WARN_UNUSED_RESULT;
/* An icon before the text: @word says what it means, @style is a style class for its colour. */
void        vouch_line_set_icon     (VouchLine  *self,
                                     const char *icon_name,
                                     const char *word,
                                     const char *style);
/* A short text behind it. */
void        vouch_line_set_end      (VouchLine  *self,
                                     const char *end);
const char *vouch_line_get_title    (VouchLine  *self);
const char *vouch_line_get_subtitle (VouchLine  *self);
const char *vouch_line_get_word     (VouchLine  *self);
gboolean    vouch_line_equal        (VouchLine  *one,
                                     VouchLine  *other);

/* For gtk_list_box_bind_model(). */
GtkWidget  *vouch_line_make_row     (gpointer    line,
                                     gpointer    user_data) G_GNUC_WARN_UNUSED_RESULT;
/* Makes @store hold what tells the same as @lines (element-type VouchLine), by one items-changed
 * about what lies between an equal beginning and an equal end. */
void        vouch_lines_update      (GListStore *store,
                                     GPtrArray  *lines);

G_END_DECLS
