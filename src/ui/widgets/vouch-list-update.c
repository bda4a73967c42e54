/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-list-update.h"

static gboolean
is_same (GListStore *store,
         guint       position,
         gpointer    item,
         GEqualFunc  equal)
{
  g_autoptr(GObject) old = g_list_model_get_item (G_LIST_MODEL (store), position);

  return equal (old, item);
}

void
vouch_list_store_update (GListStore *store,
                         GPtrArray  *items,
                         GEqualFunc  equal)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint shorter = MIN (n_old, items->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter && is_same (store, head, items->pdata[head], equal))
    head++;
  while (tail < shorter - head &&
         is_same (store, n_old - 1 - tail, items->pdata[items->len - 1 - tail], equal))
    tail++;

  if (head + tail < MAX (n_old, items->len))
    g_list_store_splice (store, head, n_old - head - tail, items->pdata + head,
                         items->len - head - tail);
}
