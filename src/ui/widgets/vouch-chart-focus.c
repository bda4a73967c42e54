/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-chart-focus.h"

static int
find_focused (GPtrArray *bars)
{
  for (guint i = 0; i < bars->len; i++)
    {
      if (gtk_widget_is_focus (bars->pdata[i]))
        return i;
    }

  return -1;
}

/* How far along the bars a key leads: 0 for the keys of the other axis and for Tab. */
static int
find_step (GtkWidget        *bar,
           GtkOrientation    orientation,
           GtkDirectionType  direction)
{
  int along = gtk_widget_get_direction (bar) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return direction == GTK_DIR_RIGHT ? along : direction == GTK_DIR_LEFT ? -along : 0;

  return direction == GTK_DIR_DOWN ? 1 : direction == GTK_DIR_UP ? -1 : 0;
}

gboolean
vouch_chart_focus_move (GPtrArray         *bars,
                        GtkWidget        **last,
                        GtkOrientation     orientation,
                        GtkDirectionType   direction)
{
  int focused = find_focused (bars);
  int step;

  if (bars->len == 0)
    return FALSE;

  if (focused < 0)
    {
      if (*last == NULL)
        *last = orientation == GTK_ORIENTATION_HORIZONTAL ? bars->pdata[bars->len - 1]
                                                          : bars->pdata[0];
      return gtk_widget_grab_focus (*last);
    }

  step = find_step (bars->pdata[focused], orientation, direction);
  if (step == 0)
    return FALSE;

  /* At an end the key stays here, as it does in a list. */
  focused = CLAMP (focused + step, 0, (int) bars->len - 1);
  *last = bars->pdata[focused];
  return gtk_widget_grab_focus (*last);
}
