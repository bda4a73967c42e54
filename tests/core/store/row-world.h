/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-model.h"

G_BEGIN_DECLS

/* What the list of the tests shows: the ids of the moment, and a text for each. */
typedef struct
{
  GArray *ids;
  const char *text;
  guint n_lists;
  guint n_loads;
  gboolean fails;
} RowWorld;

typedef struct
{
  gint64 id;
  char *text;
} RowThing;

extern const VouchRowQueryClass row_thing_class;
/* Lists the same as another query. */
extern const VouchRowQueryClass row_other_class;

VouchRowQuery *row_world_query    (RowWorld                 *world,
                                   const VouchRowQueryClass *klass) G_GNUC_WARN_UNUSED_RESULT;
/* Numbers with blanks between them. */
void           row_world_set_ids  (RowWorld                 *world,
                                   const char               *text);
void           row_world_set_many (RowWorld                 *world,
                                   guint                     n);

G_END_DECLS
