/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/vouch-csv.h"
#include "ui/widgets/vouch-chart-data.h"

typedef struct
{
  char *name;  /* (owned) */
  VouchChartStyle style;
} Series;

typedef struct
{
  char *tick;      /* (owned) */
  char *label;     /* (owned) */
  double *values;  /* (owned) (array) */
} Point;

struct _VouchChartData
{
  gatomicrefcount ref_count;
  char *points_name;  /* (owned): heads the column of labels */
  GArray *series;     /* (owned), of Series */
  GArray *points;     /* (owned), of Point */
};

static void
clear_series (gpointer data)
{
  g_free (((Series *) data)->name);
}

static void
clear_point (gpointer data)
{
  Point *point = data;

  g_free (point->tick);
  g_free (point->label);
  g_free (point->values);
}

VouchChartData *
vouch_chart_data_new (const char *points)
{
  VouchChartData *self = g_new0 (VouchChartData, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->points_name = g_strdup (points);
  self->series = g_array_new (FALSE, FALSE, sizeof (Series));
  g_array_set_clear_func (self->series, clear_series);
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  g_array_set_clear_func (self->points, clear_point);
  return self;
}

VouchChartData *
vouch_chart_data_ref (VouchChartData *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
vouch_chart_data_unref (VouchChartData *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->points);
  g_array_unref (self->series);
  g_free (self->points_name);
  g_free (self);
}

gboolean
vouch_chart_data_equal (const VouchChartData *one,
                        const VouchChartData *other)
{
  gsize size = one->series->len * sizeof (double);

  if (g_strcmp0 (one->points_name, other->points_name) != 0 ||
      one->series->len != other->series->len || one->points->len != other->points->len)
    return FALSE;

  for (guint i = 0; i < one->series->len; i++)
    {
      const Series *a = &g_array_index (one->series, Series, i);
      const Series *b = &g_array_index (other->series, Series, i);

      if (a->style != b->style || g_strcmp0 (a->name, b->name) != 0)
        return FALSE;
    }
  for (guint i = 0; i < one->points->len; i++)
    {
      const Point *a = &g_array_index (one->points, Point, i);
      const Point *b = &g_array_index (other->points, Point, i);

      if (g_strcmp0 (a->tick, b->tick) != 0 || g_strcmp0 (a->label, b->label) != 0 ||
          memcmp (a->values, b->values, size) != 0)
        return FALSE;
    }

  return TRUE;
}

void
vouch_chart_data_add_series (VouchChartData  *self,
                             const char      *name,
                             VouchChartStyle  style)
{
  const Series series = { g_strdup (name), style };

  g_return_if_fail (self->points->len == 0);

  g_array_append_val (self->series, series);
}

void
vouch_chart_data_add_point (VouchChartData *self,
                            const char     *tick,
                            const char     *label,
                            const double   *values)
{
  const Point point = {
    g_strdup (tick), g_strdup (label),
    g_memdup2 (values, self->series->len * sizeof (double)),
  };

  g_array_append_val (self->points, point);
}

guint
vouch_chart_data_get_n_series (const VouchChartData *self)
{
  return self->series->len;
}

guint
vouch_chart_data_get_n_points (const VouchChartData *self)
{
  return self->points->len;
}

const char *
vouch_chart_data_get_series (const VouchChartData *self,
                             guint                 series,
                             VouchChartStyle      *style)
{
  const Series *one = &g_array_index (self->series, Series, series);

  if (style != NULL)
    *style = one->style;
  return one->name;
}

const char *
vouch_chart_data_get_points (const VouchChartData *self)
{
  return self->points_name;
}

const char *
vouch_chart_data_get_tick (const VouchChartData *self,
                           guint                 point)
{
  return g_array_index (self->points, Point, point).tick;
}

const char *
vouch_chart_data_get_label (const VouchChartData *self,
                            guint                 point)
{
  return g_array_index (self->points, Point, point).label;
}

double
vouch_chart_data_get (const VouchChartData *self,
                      guint                 point,
                      guint                 series)
{
  return g_array_index (self->points, Point, point).values[series];
}

double
vouch_chart_data_get_highest (const VouchChartData *self)
{
  double highest = 0;

  for (guint i = 0; i < self->points->len; i++)
    {
      double sum = 0;

      for (guint j = 0; j < self->series->len; j++)
        sum += MAX (0, vouch_chart_data_get (self, i, j));
      highest = MAX (highest, sum);
    }

  return highest;
}

char *
vouch_chart_data_dup_value (const VouchChartData *self,
                            guint                 point,
                            guint                 series)
{
  double value = vouch_chart_data_get (self, point, series);

  if (value < 0)
    return g_strdup ("–");

  return fabs (value - round (value)) < 0.05 ? g_strdup_printf ("%.0f", value)
                                             : g_strdup_printf ("%.1f", value);
}

char *
vouch_chart_data_dup_words (const VouchChartData *self,
                            guint                 point)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *numbers = NULL;

  for (guint i = 0; i < self->series->len; i++)
    {
      g_autofree char *value = vouch_chart_data_dup_value (self, point, i);

      if (vouch_chart_data_get (self, point, i) > 0)
        /* Translators: a number of a chart: what is counted, then how many. */
        g_ptr_array_add (parts, g_strdup_printf (C_("chart", "%s: %s"),
                                                 vouch_chart_data_get_series (self, i, NULL),
                                                 value));
    }
  if (parts->len == 0)
    /* Translators: a day or week of a chart; then that nothing was counted. */
    return g_strdup_printf (C_("chart", "%s. Nothing."),
                            vouch_chart_data_get_label (self, point));

  g_ptr_array_add (parts, NULL);
  numbers = g_strjoinv (C_("chart, between numbers", ", "), (char **) parts->pdata);
  /* Translators: a day or week of a chart, then its numbers. */
  return g_strdup_printf (C_("chart", "%s. %s"), vouch_chart_data_get_label (self, point),
                          numbers);
}

/* Numbers of a file are for programs: a point, whatever the language. */
static char *
dup_number (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return value < 0 ? g_strdup ("") : g_strdup (g_ascii_formatd (text, sizeof text, "%.6g", value));
}

char *
vouch_chart_data_dup_csv (const VouchChartData *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) titles = g_ptr_array_new ();

  g_ptr_array_add (titles, self->points_name);
  for (guint i = 0; i < self->series->len; i++)
    g_ptr_array_add (titles, g_array_index (self->series, Series, i).name);
  vouch_csv_append_row (text, (const char *const *) titles->pdata, titles->len);

  for (guint i = 0; i < self->points->len; i++)
    {
      g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (vouch_chart_data_get_label (self, i)));
      for (guint j = 0; j < self->series->len; j++)
        g_ptr_array_add (cells, dup_number (vouch_chart_data_get (self, i, j)));
      vouch_csv_append_row (text, (const char *const *) cells->pdata, cells->len);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
