/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "store/vouch-row.h"
#include "ui/requests/vouch-request-cells.h"
#include "ui/requests/vouch-request-words.h"
#include "ui/widgets/vouch-cut-text.h"

/* The room that a header keeps for it, in pixels. */
#define ORDER_MARK 21

static GtkWidget *
make_label (float       xalign,
            const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", xalign, "ellipsize",
                                   PANGO_ELLIPSIZE_END, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  vouch_cut_text_tell (GTK_LABEL (label));
  return label;
}

static void
show_text (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

/* One text. */

static GtkWidget *
make_text (void)
{
  return make_label (0, NULL);
}

/* It ends where the title above it ends, before the mark of the order. */
static GtkWidget *
make_number (void)
{
  GtkWidget *label = make_label (1, "numeric");

  gtk_widget_set_margin_end (label, ORDER_MARK);
  return label;
}

static void
show_candidate (GtkWidget              *widget,
                const VouchRequestItem *item,
                VouchHub               *hub)
{
  g_autofree char *candidate = item != NULL ? vouch_request_dup_candidate (item) : NULL;

  show_text (widget, item != NULL ? candidate : "…");
}

static void
show_job (GtkWidget              *widget,
          const VouchRequestItem *item,
          VouchHub               *hub)
{
  g_autofree char *job = item != NULL ? vouch_request_dup_job (item) : NULL;

  show_text (widget, job);
}

static void
show_template (GtkWidget              *widget,
               const VouchRequestItem *item,
               VouchHub               *hub)
{
  g_autofree char *template = item != NULL ? vouch_request_dup_template (item) : NULL;

  show_text (widget, template);
}

static void
show_requestor (GtkWidget              *widget,
                const VouchRequestItem *item,
                VouchHub               *hub)
{
  g_autofree char *requestor = item != NULL ? vouch_request_dup_requestor (item) : NULL;

  show_text (widget, requestor);
}

static void
show_days (GtkWidget              *widget,
           const VouchRequestItem *item,
           VouchHub               *hub)
{
  g_autofree char *days =
    item != NULL ? vouch_request_dup_days (item, vouch_hub_get_now (hub)) : NULL;

  show_text (widget, days);
}

static void
show_open_since (GtkWidget              *widget,
                 const VouchRequestItem *item,
                 VouchHub               *hub)
{
  g_autofree char *since =
    item != NULL ? vouch_request_dup_open_since (item, vouch_hub_get_now (hub)) : NULL;

  show_text (widget, since);
}

/* The state. */

static GtkWidget *
make_state (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "accessible-role",
                                               GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), make_label (0, NULL));
  return box;
}

/* An icon and a style are looked up anew whenever they are set, the same ones too. */
static void
show_icon (GtkWidget  *image,
           const char *icon_name,
           const char *style)
{
  if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (image)), icon_name) != 0)
    gtk_image_set_from_icon_name (GTK_IMAGE (image), icon_name);
  if (style == NULL || !gtk_widget_has_css_class (image, style))
    gtk_widget_set_css_classes (image, (const char *[]) { style, NULL });
}

static void
show_state (GtkWidget              *widget,
            const VouchRequestItem *item,
            VouchHub               *hub)
{
  show_icon (gtk_widget_get_first_child (widget),
             item != NULL ? vouch_request_get_icon_name (item) : NULL,
             item != NULL ? vouch_request_get_style (item) : NULL);
  show_text (gtk_widget_get_last_child (widget),
             item != NULL ? vouch_request_get_state (item) : NULL);
}

/* The progress. */

static GtkWidget *
make_progress (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "valign", GTK_ALIGN_CENTER, "hexpand",
                                 TRUE, NULL);
  GtkWidget *label = make_label (1, "numeric");

  gtk_widget_add_css_class (bar, "vouch-cell-progress");
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
show_progress (GtkWidget              *widget,
               const VouchRequestItem *item,
               VouchHub               *hub)
{
  g_autofree char *text = item != NULL ? vouch_request_dup_progress (item) : NULL;
  double fraction = item != NULL ? CLAMP (item->progress, 0, 100) / 100.0 : 0;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (gtk_widget_get_first_child (widget)), fraction);
  show_text (gtk_widget_get_last_child (widget), text);
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
make_lines (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *second = make_line (make_label (0, NULL), make_label (1, NULL));

  gtk_widget_add_css_class (box, "vouch-two-lines");
  gtk_widget_set_margin_start (box, 9);
  gtk_widget_set_margin_end (box, 9);
  gtk_widget_add_css_class (second, "dim-label");
  gtk_widget_add_css_class (second, "caption");
  gtk_box_append (GTK_BOX (box), make_line (make_label (0, "heading"), make_state ()));
  gtk_box_append (GTK_BOX (box), second);
  return box;
}

static void
show_lines (GtkWidget              *widget,
            const VouchRequestItem *item,
            VouchHub               *hub)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = gtk_widget_get_last_child (widget);

  show_candidate (gtk_widget_get_first_child (first), item, hub);
  show_state (gtk_widget_get_last_child (first), item, hub);
  show_job (gtk_widget_get_first_child (second), item, hub);
  show_open_since (gtk_widget_get_last_child (second), item, hub);
}

const VouchRequestCell vouch_request_cell_candidate = { make_text, show_candidate };
const VouchRequestCell vouch_request_cell_job = { make_text, show_job };
const VouchRequestCell vouch_request_cell_template = { make_text, show_template };
const VouchRequestCell vouch_request_cell_requestor = { make_text, show_requestor };
const VouchRequestCell vouch_request_cell_state = { make_state, show_state };
const VouchRequestCell vouch_request_cell_progress = { make_progress, show_progress };
const VouchRequestCell vouch_request_cell_days = { make_number, show_days };
const VouchRequestCell vouch_request_cell_lines = { make_lines, show_lines };

/* The factory. */

typedef struct
{
  const VouchRequestCell *cell; /* (unowned): static */
  VouchHub *hub;                /* (owned) */
} Kind;

static void
kind_clear (gpointer data)
{
  g_object_unref (((Kind *) data)->hub);
}

static void
kind_release (gpointer data)
{
  g_rc_box_release_full (data, kind_clear);
}

static void
kind_release_closure (gpointer  data,
                      GClosure *closure)
{
  kind_release (data);
}

static void
show_row (GtkListItem *list_item)
{
  const Kind *kind = g_object_get_data (G_OBJECT (list_item), "vouch-kind");
  VouchRow *row = g_object_get_data (G_OBJECT (list_item), "vouch-row");

  kind->cell->show (gtk_list_item_get_child (list_item), vouch_row_get_data (row), kind->hub);
}

static void
setup_cb (Kind        *kind,
          GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, kind->cell->make ());
  g_object_set_data_full (G_OBJECT (list_item), "vouch-kind", g_rc_box_acquire (kind),
                          kind_release);
}

/* A view binds its rows anew when one comes above them: what shows the same goes on. */
static void
bind_cb (Kind        *kind,
         GtkListItem *list_item)
{
  GObject *before = g_object_get_data (G_OBJECT (list_item), "vouch-row");
  GObject *row = gtk_list_item_get_item (list_item);

  if (row == before)
    return;

  if (before != NULL)
    g_signal_handlers_disconnect_by_func (before, show_row, list_item);
  g_object_set_data_full (G_OBJECT (list_item), "vouch-row", g_object_ref (row), g_object_unref);
  g_signal_connect_object (row, "notify::data", G_CALLBACK (show_row), list_item,
                           G_CONNECT_SWAPPED);
  show_row (list_item);
}

GtkListItemFactory *
vouch_request_cell_new_factory (const VouchRequestCell *cell,
                                VouchHub               *hub)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Kind *kind = g_rc_box_new0 (Kind);

  kind->cell = cell;
  kind->hub = g_object_ref (hub);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), kind, kind_release_closure,
                         G_CONNECT_SWAPPED);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), kind);
  return factory;
}
