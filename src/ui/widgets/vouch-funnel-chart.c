/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/widgets/vouch-chart-bar.h"
#include "ui/widgets/vouch-chart-focus.h"
#include "ui/widgets/vouch-funnel-chart.h"

/* Pixels. */
#define THICKNESS 14

struct _VouchFunnelChart
{
  GtkWidget parent_instance;

  GPtrArray *bars;  /* (element-type GtkWidget) (unowned elements): in the order of the steps */
  GtkWidget *last;  /* (unowned) (nullable): the bar that had the focus last */
};

G_DEFINE_FINAL_TYPE (VouchFunnelChart, vouch_funnel_chart, GTK_TYPE_WIDGET)

static char *
dup_number (VouchChartData *data,
            guint           point)
{
  g_autofree char *value = vouch_chart_data_dup_value (data, point, 0);
  double first = vouch_chart_data_get (data, 0, 0);

  if (point == 0 || first <= 0)
    return g_steal_pointer (&value);

  /* Translators: how many came to a step, and what part of all that is. */
  return g_strdup_printf (C_("funnel", "%s · %.0f %%"), value,
                          100 * vouch_chart_data_get (data, point, 0) / first);
}

/* The name and the number above the bar. */
static GtkWidget *
make_caption (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name_label = gtk_label_new (NULL);
  GtkWidget *number_label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_wrap (GTK_LABEL (name_label), TRUE);
  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_widget_add_css_class (number_label, "numeric");
  gtk_widget_set_valign (number_label, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), number_label);
  return box;
}

static void
fill_caption (GtkWidget      *caption,
              VouchChartData *data,
              guint           point)
{
  g_autofree char *number = dup_number (data, point);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (caption)),
                       vouch_chart_data_get_label (data, point));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (caption)), number);
}

static void
add_step (VouchFunnelChart *self,
          VouchChartData   *data,
          guint             point)
{
  GtkWidget *step = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *bar = vouch_chart_bar_new (data, point, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_set_size_request (bar, -1, THICKNESS);
  gtk_box_append (GTK_BOX (step), make_caption ());
  gtk_box_append (GTK_BOX (step), bar);
  gtk_widget_set_parent (step, GTK_WIDGET (self));
  g_ptr_array_add (self->bars, bar);
}

static void
fill_step (VouchFunnelChart *self,
           VouchChartData   *data,
           guint             point)
{
  GtkWidget *bar = self->bars->pdata[point];

  fill_caption (gtk_widget_get_prev_sibling (bar), data, point);
  vouch_chart_bar_set_data (VOUCH_CHART_BAR (bar), data, point);
  vouch_chart_bar_set_highest (VOUCH_CHART_BAR (bar), vouch_chart_data_get_highest (data));
}

static gboolean
vouch_funnel_chart_focus (GtkWidget        *widget,
                          GtkDirectionType  direction)
{
  VouchFunnelChart *self = VOUCH_FUNNEL_CHART (widget);

  return vouch_chart_focus_move (self->bars, &self->last, GTK_ORIENTATION_VERTICAL, direction);
}

static void
clear (VouchFunnelChart *self)
{
  GtkWidget *child;

  self->last = NULL;
  g_ptr_array_set_size (self->bars, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
vouch_funnel_chart_dispose (GObject *object)
{
  clear (VOUCH_FUNNEL_CHART (object));

  G_OBJECT_CLASS (vouch_funnel_chart_parent_class)->dispose (object);
}

static void
vouch_funnel_chart_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_FUNNEL_CHART (object)->bars, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_funnel_chart_parent_class)->finalize (object);
}

static void
vouch_funnel_chart_class_init (VouchFunnelChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_funnel_chart_dispose;
  object_class->finalize = vouch_funnel_chart_finalize;

  widget_class->focus = vouch_funnel_chart_focus;

  gtk_widget_class_set_css_name (widget_class, "funnelchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
vouch_funnel_chart_init (VouchFunnelChart *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->bars = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 12);
}

GtkWidget *
vouch_funnel_chart_new (void)
{
  return g_object_new (VOUCH_TYPE_FUNNEL_CHART, NULL);
}

void
vouch_funnel_chart_set_data (VouchFunnelChart *self,
                             VouchChartData   *data)
{
  guint n_points = vouch_chart_data_get_n_points (data);

  g_return_if_fail (VOUCH_IS_FUNNEL_CHART (self));

  /* A bar that is looked at keeps the focus while its numbers change. */
  if (self->bars->len != n_points)
    {
      clear (self);
      for (guint i = 0; i < n_points; i++)
        add_step (self, data, i);
    }

  for (guint i = 0; i < n_points; i++)
    fill_step (self, data, i);
}
