/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "model/vouch-template.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SLOT_ROW (vouch_slot_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchSlotRow, vouch_slot_row, VOUCH, SLOT_ROW, GtkListBoxRow)

/**
 * VouchSlotRow:
 *
 * One wanted reference while a template is edited: its relationship and a note.
 *
 * Signals: changed; remove; move (int by: -1 up, 1 down).
 */
GtkWidget  *vouch_slot_row_new         (const char   *relationship,
                                        const char   *note) G_GNUC_WARN_UNUSED_RESULT;
const char *vouch_slot_row_get_relationship (VouchSlotRow *self);
/* (nullable) */
const char *vouch_slot_row_get_note    (VouchSlotRow *self);
/* Its place in the list, from 1, of @n. */
void        vouch_slot_row_set_number  (VouchSlotRow *self,
                                        guint         number,
                                        guint         n);
void        vouch_slot_row_set_problem (VouchSlotRow *self,
                                        const char   *sentence);
/* One of the six, as a person reads it; an id that nobody knows as it is. */
const char *vouch_relationship_get_name (const char  *relationship);

G_END_DECLS
