/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchField:
 * @type: 'l' gint64, 'i' int, 's' owned text, 'n' an int that stands as a name in the column, 'r'
 *   #VouchReason, from two columns
 * @offset: in the struct
 * @get_value: for 'n': what the name (nullable) means
 */
typedef struct
{
  char type;
  gsize offset;
  int (* get_value) (const char *name);
} VouchField;

/**
 * VouchRowLayout:
 *
 * The struct behind a row of a list, field by field in the order of the columns of its query.
 */
typedef struct
{
  gsize size;
  const VouchField *fields;
  guint n_fields;
} VouchRowLayout;

#define VOUCH_ROW_LAYOUT(type, fields) { sizeof (type), fields, G_N_ELEMENTS (fields) }

gpointer   vouch_row_layout_read  (const VouchRowLayout  *self,
                                   VouchRows             *rows) G_GNUC_WARN_UNUSED_RESULT;
/* NULL without an error when there is no row. */
gpointer   vouch_row_layout_load  (const VouchRowLayout  *self,
                                   VouchDb               *db,
                                   const char            *sql,
                                   gint64                 id,
                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_row_layout_equal (const VouchRowLayout  *self,
                                   gconstpointer          a,
                                   gconstpointer          b);
void       vouch_row_layout_free  (const VouchRowLayout  *self,
                                   gpointer               row);

int        vouch_field_stage         (const char *name);
int        vouch_field_effect_state  (const char *name);

G_END_DECLS
