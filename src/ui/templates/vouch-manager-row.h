/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "model/vouch-contact.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_MANAGER_ROW (vouch_manager_row_get_type ())
G_DECLARE_FINAL_TYPE (VouchManagerRow, vouch_manager_row, VOUCH, MANAGER_ROW, GtkListBoxRow)

/**
 * VouchManagerRow:
 *
 * One hiring manager of a template while it is edited. Signals: changed; remove.
 */
GtkWidget    *vouch_manager_row_new         (const VouchContact *contact)
  G_GNUC_WARN_UNUSED_RESULT;
/* What is not shown here stays as it was. */
VouchContact *vouch_manager_row_dup_contact (VouchManagerRow    *self) G_GNUC_WARN_UNUSED_RESULT;
/* From 1; NULL as @problem: there is none. */
void          vouch_manager_row_set_number  (VouchManagerRow    *self,
                                             guint               number);
void          vouch_manager_row_set_problem (VouchManagerRow    *self,
                                             const char         *problem);

G_END_DECLS
