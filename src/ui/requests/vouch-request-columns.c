/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/requests/vouch-request-cells.h"
#include "ui/requests/vouch-request-columns.h"

/* Room that a cell has around its content. */
#define PADDING 16

/**
 * Column:
 * @n_chars: the room it wants for text, in average characters
 * @n_pixels: what is in it beside text
 * @expand: it is as wide as its text and takes its part of the room that is left; else it is as
 *   wide as it wants
 * @spare: whether it goes where there is no room: 0 never, the highest first
 */
static const struct
{
  const char *title;
  const VouchRequestCell *cell;
  VouchRequestSort sort;
  int n_chars;
  int n_pixels;
  gboolean expand;
  int spare;
} columns[] = {
  { N_("Candidate"), &vouch_request_cell_candidate, VOUCH_REQUEST_SORT_CANDIDATE, 16, 7, TRUE, 0 },
  { N_("Job"), &vouch_request_cell_job, VOUCH_REQUEST_SORT_JOB, 34, 0, TRUE, 0 },
  { N_("Template"), &vouch_request_cell_template, VOUCH_REQUEST_SORT_TEMPLATE, 16, 0, TRUE, 1 },
  { N_("Requestor"), &vouch_request_cell_requestor, VOUCH_REQUEST_SORT_REQUESTOR, 12, 0, TRUE, 2 },
  { N_("State"), &vouch_request_cell_state, VOUCH_REQUEST_SORT_STAGE, 14, 22, FALSE, 0 },
  { N_("Progress"), &vouch_request_cell_progress, VOUCH_REQUEST_SORT_PROGRESS, 6, 46, FALSE, 0 },
  { N_("Days"), &vouch_request_cell_days, VOUCH_REQUEST_SORT_DAYS_OPEN, 5, 23, FALSE, 0 },
};

/**
 * Probe:
 *
 * The order is made by SQL, so the sorters of the columns only answer which one is asked first: the
 * view has no public way to tell that on GTK 4.8.
 */
typedef struct
{
  int *asked; /* (owned) (nullable): shared by the columns of one view */
  int index;
} Probe;

static int
compare_probe (gconstpointer one,
               gconstpointer other,
               gpointer      user_data)
{
  const Probe *probe = user_data;

  if (*probe->asked < 0)
    *probe->asked = probe->index;
  return GTK_ORDERING_LARGER;
}

static void
probe_free (gpointer data)
{
  Probe *probe = data;

  g_rc_box_release (probe->asked);
  g_free (probe);
}

/* Of a character, in units of Pango: text may be large. */
static int
measure_char (GtkColumnView *view)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return width;
}

static int
find_width (int   char_width,
            guint index)
{
  return PANGO_PIXELS_CEIL (char_width * columns[index].n_chars) + columns[index].n_pixels +
         PADDING;
}

static GtkColumnViewColumn *
get_column (GtkColumnView *view,
            guint          index)
{
  g_autoptr(GtkColumnViewColumn) column =
    g_list_model_get_item (gtk_column_view_get_columns (view), index);

  return column;
}

static void
add_column (GtkColumnView *view,
            guint          index,
            int            char_width,
            int           *asked,
            VouchHub      *hub)
{
  GtkColumnViewColumn *column =
    gtk_column_view_column_new (_(columns[index].title),
                                vouch_request_cell_new_factory (columns[index].cell, hub));
  Probe *probe = g_new0 (Probe, 1);
  g_autoptr(GtkSorter) sorter = NULL;

  probe->asked = g_rc_box_acquire (asked);
  probe->index = (int) index;
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_probe, probe, probe_free));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, columns[index].expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, columns[index].expand
                                                    ? -1 : find_width (char_width, index));
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

void
vouch_request_columns_add (GtkColumnView *view,
                           VouchHub      *hub)
{
  int char_width = measure_char (view);
  int *asked = g_rc_box_new (int);

  *asked = -1;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (view, i, char_width, asked, hub);
  g_object_set_data_full (G_OBJECT (view), "vouch-asked", asked, (GDestroyNotify) g_rc_box_release);
}

void
vouch_request_columns_get_sort (GtkColumnView    *view,
                                VouchRequestSort *sort,
                                gboolean         *descending)
{
  int *asked = g_object_get_data (G_OBJECT (view), "vouch-asked");
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  GtkOrdering answer;

  *asked = -1;
  answer = gtk_sorter_compare (sorter, view, sorter);
  *sort = *asked < 0 ? VOUCH_REQUEST_SORT_CREATED : columns[*asked].sort;
  *descending = *asked < 0 || answer == GTK_ORDERING_SMALLER;
}

void
vouch_request_columns_set_sort (GtkColumnView    *view,
                                VouchRequestSort  sort,
                                gboolean          descending)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (columns[i].sort == sort)
        {
          gtk_column_view_sort_by_column (view, get_column (view, i),
                                          descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
          return;
        }
    }

  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
}

static int
find_width_up_to (int char_width,
                  int spare)
{
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    width += columns[i].spare <= spare ? find_width (char_width, i) : 0;
  return width;
}

int
vouch_request_columns_get_least (GtkColumnView *view)
{
  return find_width_up_to (measure_char (view), 0);
}

void
vouch_request_columns_fit (GtkColumnView *view,
                           int            width)
{
  int char_width = measure_char (view);
  int spare = 2;

  while (spare > 0 && find_width_up_to (char_width, spare) > width)
    spare--;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    gtk_column_view_column_set_visible (get_column (view, i), columns[i].spare <= spare);
}
