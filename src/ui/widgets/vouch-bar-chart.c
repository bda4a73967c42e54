/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <math.h>

#include "ui/widgets/vouch-bar-chart.h"
#include "ui/widgets/vouch-chart-bar.h"
#include "ui/widgets/vouch-chart-focus.h"

/* Pixels. */
#define PLOT_HEIGHT 150
#define MIN_WIDTH 200
#define SPACE 6
#define SWATCH 12
#define LEGEND_GAP 18
#define TICK_GAP 10

#define N_LINES 4

struct _VouchBarChart
{
  GtkWidget parent_instance;

  VouchChartData *data;  /* (owned) (nullable) */
  GPtrArray *bars;       /* (element-type GtkWidget): children, in the order of the points */
  GtkWidget *last;       /* (unowned) (nullable): the bar that had the focus last */
  double step;           /* between two lines of the scale */
};

G_DEFINE_FINAL_TYPE (VouchBarChart, vouch_bar_chart, GTK_TYPE_WIDGET)

static PangoLayout *
make_layout (VouchBarChart *self,
             const char    *text,
             int           *width,
             int           *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static int
get_line_height (VouchBarChart *self)
{
  int width, height;
  g_autoptr(PangoLayout) layout = make_layout (self, "0", &width, &height);

  return height;
}

static void
draw_text (VouchBarChart *self,
           GtkSnapshot   *snapshot,
           PangoLayout   *layout,
           double         x,
           double         y)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* The scale. */

/* One, two or five of a power of ten; what is counted has no halves. */
static double
find_step (double highest)
{
  static const double factors[] = { 1, 2, 5, 10 };
  double rough = MAX (highest, 1) / N_LINES;
  double power = MAX (1, pow (10, floor (log10 (rough))));

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      if (factors[i] * power >= rough)
        return factors[i] * power;
    }

  return 10 * power;
}

static guint
count_steps (VouchBarChart *self)
{
  return MAX (1, ceil (vouch_chart_data_get_highest (self->data) / self->step));
}

static int
get_scale_width (VouchBarChart *self)
{
  g_autofree char *text = g_strdup_printf ("%.0f", count_steps (self) * self->step);
  int width, height;
  g_autoptr(PangoLayout) layout = make_layout (self, text, &width, &height);

  return width + SPACE;
}

/* The legend. */

/* Lays the legend out in rows of at most @width, and draws it where there is a @snapshot. Returns
 * its height. */
static int
do_legend (VouchBarChart *self,
           GtkSnapshot   *snapshot,
           int            width,
           int            top)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int line = get_line_height (self);
  int rows = 1;
  int x = 0;

  if (vouch_chart_data_get_n_series (self->data) < 2)
    return 0;

  for (guint i = 0; i < vouch_chart_data_get_n_series (self->data); i++)
    {
      VouchChartStyle style;
      const char *name = vouch_chart_data_get_series (self->data, i, &style);
      int text_width, text_height, needed;
      g_autoptr(PangoLayout) layout = make_layout (self, name, &text_width, &text_height);

      needed = SWATCH + SPACE + text_width;
      if (x > 0 && x + needed > width)
        {
          rows++;
          x = 0;
        }
      if (snapshot != NULL)
        {
          int y = top + (rows - 1) * (line + SPACE);
          int start = rtl ? width - x - SWATCH : x;

          vouch_chart_paint (GTK_WIDGET (self), snapshot, style,
                             &GRAPHENE_RECT_INIT (start, y + (line - SWATCH) / 2.0, SWATCH,
                                                  SWATCH));
          draw_text (self, snapshot, layout,
                     rtl ? start - SPACE - text_width : start + SWATCH + SPACE, y);
        }
      x += needed + LEGEND_GAP;
    }

  return rows * (line + SPACE) + SPACE;
}

/* Where the bars are. */
static GdkRectangle
find_plot (VouchBarChart *self,
           int            width,
           int            height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int line = get_line_height (self);
  int scale = get_scale_width (self);
  int bottom = line + SPACE + do_legend (self, NULL, width, 0);
  int top = line / 2;

  return (GdkRectangle) { rtl ? 0 : scale, top, MAX (1, width - scale),
                          MAX (1, height - bottom - top) };
}

/* Drawing. */

static void
draw_scale (VouchBarChart      *self,
            GtkSnapshot        *snapshot,
            const GdkRectangle *plot)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint n = count_steps (self);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%.0f", i * self->step);
      double y = plot->y + plot->height - plot->height * (double) i / n;
      int width, height;
      g_autoptr(PangoLayout) layout = make_layout (self, text, &width, &height);
      GdkRGBA faint = color;

      faint.alpha *= i == 0 ? 0.4 : 0.12;
      gtk_snapshot_append_color (snapshot, &faint,
                                 &GRAPHENE_RECT_INIT (plot->x, floor (y), plot->width, 1));
      draw_text (self, snapshot, layout,
                 rtl ? plot->width + SPACE : plot->x - SPACE - width, y - height / 2.0);
    }
}

static double
get_slot (VouchBarChart      *self,
          const GdkRectangle *plot,
          guint               point)
{
  guint n = self->bars->len;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return plot->x + plot->width * (double) (rtl ? n - 1 - point : point) / n;
}

/* The last point has its tick always: it is today. */
static void
draw_ticks (VouchBarChart      *self,
            GtkSnapshot        *snapshot,
            const GdkRectangle *plot)
{
  double slot = plot->width / (double) self->bars->len;
  int widest = 0;
  guint every;

  for (guint i = 0; i < self->bars->len; i++)
    {
      int width, height;
      g_autoptr(PangoLayout) layout =
        make_layout (self, vouch_chart_data_get_tick (self->data, i), &width, &height);

      widest = MAX (widest, width);
    }
  every = MAX (1, ceil ((widest + TICK_GAP) / slot));

  for (int i = (int) self->bars->len - 1; i >= 0; i -= every)
    {
      int width, height;
      g_autoptr(PangoLayout) layout =
        make_layout (self, vouch_chart_data_get_tick (self->data, i), &width, &height);
      double x = get_slot (self, plot, i) + (slot - width) / 2;

      x = CLAMP (x, plot->x, MAX (plot->x, plot->x + plot->width - width));
      draw_text (self, snapshot, layout, x, plot->y + plot->height + SPACE);
    }
}

static void
vouch_bar_chart_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  VouchBarChart *self = VOUCH_BAR_CHART (widget);
  GdkRectangle plot;
  int line = get_line_height (self);

  if (self->data == NULL || self->bars->len == 0)
    return;

  plot = find_plot (self, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  draw_scale (self, snapshot, &plot);
  draw_ticks (self, snapshot, &plot);
  do_legend (self, snapshot, gtk_widget_get_width (widget),
             plot.y + plot.height + line + 3 * SPACE);
  for (guint i = 0; i < self->bars->len; i++)
    gtk_widget_snapshot_child (widget, self->bars->pdata[i], snapshot);
}

static GtkSizeRequestMode
vouch_bar_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vouch_bar_chart_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  VouchBarChart *self = VOUCH_BAR_CHART (widget);
  int line = get_line_height (self);

  *minimum = *natural = MIN_WIDTH;
  if (orientation == GTK_ORIENTATION_HORIZONTAL || self->data == NULL)
    return;

  *minimum = PLOT_HEIGHT + line / 2 + line + 3 * SPACE +
             do_legend (self, NULL, for_size > 0 ? for_size : MIN_WIDTH, 0);
  *natural = *minimum;
}

static void
vouch_bar_chart_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  VouchBarChart *self = VOUCH_BAR_CHART (widget);
  GdkRectangle plot;
  double slot;

  if (self->data == NULL || self->bars->len == 0)
    return;

  plot = find_plot (self, width, height);
  slot = plot.width / (double) self->bars->len;
  for (guint i = 0; i < self->bars->len; i++)
    {
      double x = get_slot (self, &plot, i);
      int left = floor (x);
      int right = floor (x + slot);
      GtkWidget *bar = self->bars->pdata[i];
      GtkAllocation area = { left, plot.y, MAX (1, right - left), plot.height };
      int least;

      /* GTK wants to have asked before it allocates. */
      gtk_widget_measure (bar, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_size_allocate (bar, &area, -1);
    }
}

static gboolean
vouch_bar_chart_focus (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  VouchBarChart *self = VOUCH_BAR_CHART (widget);

  return vouch_chart_focus_move (self->bars, &self->last, GTK_ORIENTATION_HORIZONTAL, direction);
}

static void
clear (VouchBarChart *self)
{
  self->last = NULL;
  g_ptr_array_set_size (self->bars, 0);
  g_clear_pointer (&self->data, vouch_chart_data_unref);
}

static void
vouch_bar_chart_dispose (GObject *object)
{
  clear (VOUCH_BAR_CHART (object));

  G_OBJECT_CLASS (vouch_bar_chart_parent_class)->dispose (object);
}

static void
vouch_bar_chart_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_BAR_CHART (object)->bars, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_bar_chart_parent_class)->finalize (object);
}

static void
vouch_bar_chart_class_init (VouchBarChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vouch_bar_chart_dispose;
  object_class->finalize = vouch_bar_chart_finalize;

  widget_class->snapshot = vouch_bar_chart_snapshot;
  widget_class->get_request_mode = vouch_bar_chart_get_request_mode;
  widget_class->measure = vouch_bar_chart_measure;
  widget_class->size_allocate = vouch_bar_chart_size_allocate;
  widget_class->focus = vouch_bar_chart_focus;

  gtk_widget_class_set_css_name (widget_class, "barchart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vouch_bar_chart_init (VouchBarChart *self)
{
  self->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  self->step = 1;
}

GtkWidget *
vouch_bar_chart_new (void)
{
  return g_object_new (VOUCH_TYPE_BAR_CHART, NULL);
}

/* As many bars as points. Those that are there stay, and with them the focus. */
static void
fit_bars (VouchBarChart *self,
          guint          n_points)
{
  guint position;

  while (self->bars->len < n_points)
    {
      GtkWidget *bar = vouch_chart_bar_new (self->data, self->bars->len, GTK_ORIENTATION_VERTICAL);

      gtk_widget_set_parent (bar, GTK_WIDGET (self));
      g_ptr_array_add (self->bars, bar);
    }
  if (self->last != NULL && g_ptr_array_find (self->bars, self->last, &position) &&
      position >= n_points)
    self->last = NULL;
  g_ptr_array_set_size (self->bars, n_points);
}

void
vouch_bar_chart_set_data (VouchBarChart  *self,
                          VouchChartData *data)
{
  VouchChartData *before;

  g_return_if_fail (VOUCH_IS_BAR_CHART (self));

  before = g_steal_pointer (&self->data);
  self->data = vouch_chart_data_ref (data);
  g_clear_pointer (&before, vouch_chart_data_unref);
  self->step = find_step (vouch_chart_data_get_highest (data));
  fit_bars (self, vouch_chart_data_get_n_points (data));
  for (guint i = 0; i < self->bars->len; i++)
    {
      vouch_chart_bar_set_data (self->bars->pdata[i], data, i);
      vouch_chart_bar_set_highest (self->bars->pdata[i], count_steps (self) * self->step);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
