/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "store/vouch-row.h"
#include "ui/requests/vouch-request-columns.h"
#include "ui/requests/vouch-request-words.h"
#include "ui/widgets/vouch-cut-text.h"


static const VouchRequestItem *
as_item (gpointer data)
{
  return data;
}

static char *
get_candidate (gpointer  list_item,
               gpointer  data,
               VouchHub *hub)
{
  return g_strdup (data != NULL ? vouch_request_get_candidate (as_item (data)) : "…");
}

static char *
get_job (gpointer  list_item,
         gpointer  data,
         VouchHub *hub)
{
  return g_strdup (data != NULL ? vouch_request_get_job (as_item (data)) : NULL);
}

static char *
get_template (gpointer  list_item,
              gpointer  data,
              VouchHub *hub)
{
  return g_strdup (data != NULL ? vouch_request_get_template (as_item (data)) : NULL);
}

static char *
get_requestor (gpointer  list_item,
               gpointer  data,
               VouchHub *hub)
{
  return g_strdup (data != NULL ? vouch_request_get_requestor (as_item (data)) : NULL);
}

static char *
get_days (gpointer  list_item,
          gpointer  data,
          VouchHub *hub)
{
  return data != NULL ? vouch_request_dup_days (as_item (data), vouch_hub_get_now (hub)) : NULL;
}

static char *
get_open_since (gpointer  list_item,
                gpointer  data,
                VouchHub *hub)
{
  return data != NULL ? vouch_request_dup_open_since (as_item (data), vouch_hub_get_now (hub))
                      : NULL;
}

static char *
get_state (gpointer  list_item,
           gpointer  data,
           VouchHub *hub)
{
  return g_strdup (data != NULL ? vouch_request_get_state (as_item (data)) : NULL);
}

static char *
get_icon_name (gpointer  list_item,
               gpointer  data,
               VouchHub *hub)
{
  return g_strdup (data != NULL ? vouch_request_get_icon_name (as_item (data)) : NULL);
}

static GStrv
get_style (gpointer  list_item,
           gpointer  data,
           VouchHub *hub)
{
  const char *style = data != NULL ? vouch_request_get_style (as_item (data)) : NULL;

  return g_strdupv ((char *[]) { (char *) style, NULL });
}

static char *
get_progress (gpointer  list_item,
              gpointer  data,
              VouchHub *hub)
{
  return data != NULL ? vouch_request_dup_progress (as_item (data)) : NULL;
}

static double
get_fraction (gpointer  list_item,
              gpointer  data,
              VouchHub *hub)
{
  return data != NULL ? CLAMP (as_item (data)->progress, 0, 100) / 100.0 : 0;
}

/* Cells. */

static void
drop_hub (gpointer  data,
          GClosure *closure)
{
  g_object_unref (data);
}

static void
bind (GtkWidget   *widget,
      const char  *property,
      GType        type,
      GCallback    func,
      GtkListItem *list_item,
      VouchHub    *hub)
{
  GtkExpression *item = gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item");
  GtkExpression *data = gtk_property_expression_new (VOUCH_TYPE_ROW, item, "data");
  GtkExpression *shown =
    gtk_cclosure_expression_new (type, NULL, 1, &data, func, g_object_ref (hub),
                                 drop_hub);

  gtk_expression_bind (shown, widget, property, list_item);
}

static GtkWidget *
make_label (GCallback    func,
            float        xalign,
            GtkListItem *list_item,
            VouchHub    *hub)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", xalign, "ellipsize",
                                   PANGO_ELLIPSIZE_END, NULL);

  bind (label, "label", G_TYPE_STRING, func, list_item, hub);
  vouch_cut_text_tell (GTK_LABEL (label));
  return label;
}

static GtkWidget *
make_state (GtkListItem *list_item,
            VouchHub    *hub)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  bind (image, "icon-name", G_TYPE_STRING, G_CALLBACK (get_icon_name), list_item, hub);
  bind (image, "css-classes", G_TYPE_STRV, G_CALLBACK (get_style), list_item, hub);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), make_label (G_CALLBACK (get_state), 0, list_item, hub));
  return box;
}

static GtkWidget *
make_progress (GtkListItem *list_item,
               VouchHub    *hub)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "valign", GTK_ALIGN_CENTER, "hexpand",
                                 TRUE, NULL);
  GtkWidget *label = make_label (G_CALLBACK (get_progress), 1, list_item, hub);

  gtk_widget_add_css_class (bar, "vouch-cell-progress");
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_add_css_class (label, "numeric");
  bind (bar, "fraction", G_TYPE_DOUBLE, G_CALLBACK (get_fraction), list_item, hub);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
make_candidate (GtkListItem *list_item,
                VouchHub    *hub)
{
  return make_label (G_CALLBACK (get_candidate), 0, list_item, hub);
}

static GtkWidget *
make_job (GtkListItem *list_item,
          VouchHub    *hub)
{
  return make_label (G_CALLBACK (get_job), 0, list_item, hub);
}

static GtkWidget *
make_template (GtkListItem *list_item,
               VouchHub    *hub)
{
  return make_label (G_CALLBACK (get_template), 0, list_item, hub);
}

static GtkWidget *
make_requestor (GtkListItem *list_item,
                VouchHub    *hub)
{
  return make_label (G_CALLBACK (get_requestor), 0, list_item, hub);
}

static GtkWidget *
make_days (GtkListItem *list_item,
           VouchHub    *hub)
{
  GtkWidget *label = make_label (G_CALLBACK (get_days), 1, list_item, hub);

  gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* Columns. */

typedef GtkWidget *(* CellMaker) (GtkListItem *list_item,
                                  VouchHub    *hub);

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
  CellMaker make;
  VouchRequestSort sort;
  int n_chars;
  int n_pixels;
  gboolean expand;
  int spare;
} columns[] = {
  { N_("Candidate"), make_candidate, VOUCH_REQUEST_SORT_CANDIDATE, 16, 7, TRUE, 0 },
  { N_("Job"), make_job, VOUCH_REQUEST_SORT_JOB, 34, 0, TRUE, 0 },
  { N_("Template"), make_template, VOUCH_REQUEST_SORT_TEMPLATE, 16, 0, TRUE, 1 },
  { N_("Requestor"), make_requestor, VOUCH_REQUEST_SORT_REQUESTOR, 12, 0, TRUE, 2 },
  { N_("State"), make_state, VOUCH_REQUEST_SORT_STAGE, 14, 22, FALSE, 0 },
  { N_("Progress"), make_progress, VOUCH_REQUEST_SORT_PROGRESS, 6, 46, FALSE, 0 },
  { N_("Days"), make_days, VOUCH_REQUEST_SORT_DAYS_OPEN, 5, 7, FALSE, 0 },
};

typedef struct
{
  CellMaker make;
  VouchHub *hub; /* (owned) */
} Cell;

static void
cell_free (gpointer  data,
           GClosure *closure)
{
  Cell *cell = data;

  g_object_unref (cell->hub);
  g_free (cell);
}

static void
setup_cell_cb (Cell        *cell,
               GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, cell->make (list_item, cell->hub));
}

static GtkListItemFactory *
new_factory (CellMaker  make,
             VouchHub  *hub)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Cell *cell = g_new0 (Cell, 1);

  cell->make = make;
  cell->hub = g_object_ref (hub);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cell_cb), cell, cell_free,
                         G_CONNECT_SWAPPED);
  return factory;
}

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

/* Text may be large. */
static int
find_width (GtkColumnView *view,
            guint          index)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (view));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics) * columns[index].n_chars;

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width) + columns[index].n_pixels + PADDING;
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
            int           *asked,
            VouchHub      *hub)
{
  GtkColumnViewColumn *column =
    gtk_column_view_column_new (_(columns[index].title), new_factory (columns[index].make, hub));
  Probe *probe = g_new0 (Probe, 1);
  g_autoptr(GtkSorter) sorter = NULL;

  probe->asked = g_rc_box_acquire (asked);
  probe->index = (int) index;
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_probe, probe, probe_free));
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_expand (column, columns[index].expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, columns[index].expand
                                                    ? -1 : find_width (view, index));
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

void
vouch_request_columns_add (GtkColumnView *view,
                           VouchHub      *hub)
{
  int *asked = g_rc_box_new (int);

  *asked = -1;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (view, i, asked, hub);
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
find_width_up_to (GtkColumnView *view,
                  int            spare)
{
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    width += columns[i].spare <= spare ? find_width (view, i) : 0;
  return width;
}

void
vouch_request_columns_fit (GtkColumnView *view,
                           int            width)
{
  int spare = 2;

  while (spare > 0 && find_width_up_to (view, spare) > width)
    spare--;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    gtk_column_view_column_set_visible (get_column (view, i), columns[i].spare <= spare);
}

/* Two lines. */

static GtkWidget *
make_line (GtkWidget *start,
           GtkWidget *end)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_hexpand (start, TRUE);
  gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (box), end);
  return box;
}

static GtkWidget *
make_two_lines (GtkListItem *list_item,
                VouchHub    *hub)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *candidate = make_candidate (list_item, hub);
  GtkWidget *second =
    make_line (make_job (list_item, hub),
               make_label (G_CALLBACK (get_open_since), 1, list_item, hub));

  gtk_widget_add_css_class (box, "vouch-two-lines");
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_add_css_class (candidate, "heading");
  gtk_widget_add_css_class (second, "dim-label");
  gtk_widget_add_css_class (second, "caption");
  gtk_box_append (GTK_BOX (box), make_line (candidate, make_state (list_item, hub)));
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

GtkListItemFactory *
vouch_request_factory_new (VouchHub *hub)
{
  return new_factory (make_two_lines, hub);
}
