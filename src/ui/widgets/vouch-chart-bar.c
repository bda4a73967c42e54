/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/widgets/vouch-chart-bar.h"

/* Pixels. */
#define THICKEST 28
#define CORNER 4
#define GAP 1
#define STRIPE 3

struct _VouchChartBar
{
  GtkWidget parent_instance;

  VouchChartData *data;  /* (owned) */
  guint point;
  GtkOrientation orientation;
  double highest;
};

G_DEFINE_FINAL_TYPE (VouchChartBar, vouch_chart_bar, GTK_TYPE_WIDGET)

/* A named colour, and the angle of its stripes in degrees, or -1 for none. */
static const struct
{
  const char *color;
  int angle;
} styles[] = {
  [VOUCH_CHART_ACCENT] = { "accent_bg_color", -1 },
  [VOUCH_CHART_SUCCESS] = { "success_bg_color", 45 },
  [VOUCH_CHART_WARNING] = { "warning_bg_color", 90 },
  [VOUCH_CHART_ERROR] = { "error_bg_color", 135 },
  [VOUCH_CHART_DIM] = { NULL, -1 },
};

static void
find_color (GtkWidget       *widget,
            VouchChartStyle  style,
            GdkRGBA         *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (styles[style].color != NULL &&
      gtk_style_context_lookup_color (context, styles[style].color, color))
    return;

  gtk_style_context_get_color (context, color);
  color->alpha *= 0.35;
}

static void
paint_stripes (GtkSnapshot           *snapshot,
               const graphene_rect_t *area,
               int                    angle)
{
  static const GdkRGBA clear = { 1, 1, 1, 0 };
  static const GdkRGBA light = { 1, 1, 1, 0.4 };
  const GskColorStop stops[] = { { 0, clear }, { 0.5, clear }, { 0.5, light }, { 1, light } };
  graphene_point_t start = area->origin;
  graphene_point_t end = start;

  end.x += angle == 90 ? 0 : angle == 45 ? STRIPE : -STRIPE;
  end.y += angle == 90 ? 2 * STRIPE : STRIPE;
  gtk_snapshot_append_repeating_linear_gradient (snapshot, area, &start, &end, stops,
                                                 G_N_ELEMENTS (stops));
}

void
vouch_chart_paint (GtkWidget             *widget,
                   GtkSnapshot           *snapshot,
                   VouchChartStyle        style,
                   const graphene_rect_t *area)
{
  GdkRGBA color;

  find_color (widget, style, &color);
  gtk_snapshot_append_color (snapshot, &color, area);
  if (styles[style].angle >= 0)
    paint_stripes (snapshot, area, styles[style].angle);
}

/* The part of the widget between two lengths along its bar, counted from where it begins. */
static graphene_rect_t
find_area (VouchChartBar *self,
           double         from,
           double         to)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double thickness;

  if (self->orientation == GTK_ORIENTATION_VERTICAL)
    {
      thickness = MAX (2, MIN (THICKEST, width - 2 * GAP));
      return GRAPHENE_RECT_INIT ((width - thickness) / 2, height - to, thickness, to - from);
    }

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return GRAPHENE_RECT_INIT (width - to, 0, to - from, height);

  return GRAPHENE_RECT_INIT (from, 0, to - from, height);
}

static void
push_rounded (VouchChartBar *self,
              GtkSnapshot   *snapshot,
              double         length)
{
  const graphene_rect_t area = find_area (self, 0, length);
  const graphene_size_t round = GRAPHENE_SIZE_INIT (CORNER, CORNER);
  const graphene_size_t sharp = GRAPHENE_SIZE_INIT (0, 0);
  gboolean vertical = self->orientation == GTK_ORIENTATION_VERTICAL;
  GskRoundedRect rounded;

  gsk_rounded_rect_init (&rounded, &area, &round, &round, vertical ? &sharp : &round,
                         vertical ? &sharp : &round);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
}

static void
vouch_chart_bar_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  VouchChartBar *self = VOUCH_CHART_BAR (widget);
  double size = self->orientation == GTK_ORIENTATION_VERTICAL ? gtk_widget_get_height (widget)
                                                              : gtk_widget_get_width (widget);
  double scale = self->highest > 0 ? size / self->highest : 0;
  double total = 0;
  double from = 0;

  for (guint i = 0; i < vouch_chart_data_get_n_series (self->data); i++)
    total += MAX (0, vouch_chart_data_get (self->data, self->point, i));
  if (total * scale <= 0)
    return;

  push_rounded (self, snapshot, total * scale);
  for (guint i = 0; i < vouch_chart_data_get_n_series (self->data); i++)
    {
      double length = MAX (0, vouch_chart_data_get (self->data, self->point, i)) * scale;
      graphene_rect_t area = find_area (self, from, from + length);
      VouchChartStyle style;

      vouch_chart_data_get_series (self->data, i, &style);
      if (length > 0)
        vouch_chart_paint (widget, snapshot, style, &area);
      from += length;
    }
  gtk_snapshot_pop (snapshot);
}

static gboolean
vouch_chart_bar_query_tooltip (GtkWidget  *widget,
                               int         x,
                               int         y,
                               gboolean    keyboard,
                               GtkTooltip *tooltip)
{
  VouchChartBar *self = VOUCH_CHART_BAR (widget);
  g_autofree char *words = vouch_chart_data_dup_words (self->data, self->point);

  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}

static void
vouch_chart_bar_finalize (GObject *object)
{
  VouchChartBar *self = VOUCH_CHART_BAR (object);

  g_clear_pointer (&self->data, vouch_chart_data_unref);

  G_OBJECT_CLASS (vouch_chart_bar_parent_class)->finalize (object);
}

static void
vouch_chart_bar_class_init (VouchChartBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = vouch_chart_bar_finalize;

  widget_class->snapshot = vouch_chart_bar_snapshot;
  widget_class->query_tooltip = vouch_chart_bar_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "chartbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vouch_chart_bar_init (VouchChartBar *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
vouch_chart_bar_new (VouchChartData *data,
                     guint           point,
                     GtkOrientation  orientation)
{
  VouchChartBar *self = g_object_new (VOUCH_TYPE_CHART_BAR, NULL);

  self->orientation = orientation;
  vouch_chart_bar_set_data (self, data, point);
  return GTK_WIDGET (self);
}

void
vouch_chart_bar_set_data (VouchChartBar  *self,
                          VouchChartData *data,
                          guint           point)
{
  g_autofree char *words = vouch_chart_data_dup_words (data, point);
  VouchChartData *before = g_steal_pointer (&self->data);

  self->data = vouch_chart_data_ref (data);
  g_clear_pointer (&before, vouch_chart_data_unref);
  self->point = point;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vouch_chart_bar_set_highest (VouchChartBar *self,
                             double         highest)
{
  self->highest = highest;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
