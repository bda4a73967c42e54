/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-list-top.h"

static gboolean
is_at_top (GtkScrollable *list)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (list);

  return adjustment == NULL || gtk_adjustment_get_value (adjustment) <= 0;
}

/* The list knows how high its new rows are; it has not been drawn yet. */
static void
layout_cb (GdkFrameClock *clock,
           gpointer       user_data)
{
  GtkScrollable *list = GTK_SCROLLABLE (user_data);

  if (!gtk_widget_get_mapped (GTK_WIDGET (list)))
    return;

  g_signal_handlers_disconnect_by_func (clock, layout_cb, list);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (list), 0);
}

static void
go_to_top (GtkScrollable *list)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (list));

  if (clock == NULL)
    return;

  g_signal_handlers_disconnect_by_func (clock, layout_cb, list);
  g_signal_connect_object (clock, "layout", G_CALLBACK (layout_cb), list, G_CONNECT_AFTER);
}

/* The list would stay at the row that it shows first. */
static void
items_changed_cb (GtkScrollable *list)
{
  if (is_at_top (list))
    go_to_top (list);
}

void
vouch_list_keep_top (GtkScrollable *list,
                     GListModel    *model)
{
  g_return_if_fail (GTK_IS_SCROLLABLE (list));
  g_return_if_fail (G_IS_LIST_MODEL (model));

  /* Rows may have come while the list was not seen. */
  g_signal_handlers_disconnect_by_func (list, items_changed_cb, NULL);
  g_signal_connect (list, "map", G_CALLBACK (items_changed_cb), NULL);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), list,
                           G_CONNECT_SWAPPED);
}
