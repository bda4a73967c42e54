/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_MESSAGE_ROW (vouch_message_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchMessageRow, vouch_message_row, VOUCH, MESSAGE_ROW, AdwPreferencesRow)

/**
 * VouchMessageRow:
 *
 * A text of one's own in a template, with a button that inserts what it may stand in for, and what
 * a person would get.
 *
 * Properties: title (of AdwPreferencesRow); lines (how high it is at least). Signal: changed.
 */
void  vouch_message_row_set_text    (VouchMessageRow   *self,
                                     const char        *text);
/* (nullable): NULL when there is none */
char *vouch_message_row_dup_text    (VouchMessageRow   *self) G_GNUC_WARN_UNUSED_RESULT;
/* Example values, one for each of vouch_placeholders. */
void  vouch_message_row_set_example (VouchMessageRow   *self,
                                     const char *const *values);
void  vouch_message_row_set_problem (VouchMessageRow   *self,
                                     const char        *sentence);
const char *vouch_message_row_get_preview (VouchMessageRow *self);

G_END_DECLS
