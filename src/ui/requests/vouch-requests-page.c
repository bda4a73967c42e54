/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "store/vouch-request-list.h"
#include "ui/requests/vouch-request-cells.h"
#include "ui/requests/vouch-request-columns.h"
#include "ui/requests/vouch-request-page.h"
#include "ui/requests/vouch-requests-page.h"
#include "ui/vouch-row-list.h"
#include "ui/widgets/vouch-late-menu.h"
#include "ui/widgets/vouch-list-top.h"

struct _VouchRequestsPage
{
  VouchPage parent_instance;

  VouchRowList *rows;    /* (owned) */
  guint idle;            /* moves the rows to the list that fits, or 0 */

  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwSqueezer *squeezer;
  GtkWidget *wide;
  GtkColumnView *column_view;
  GtkListView *list_view;
  GtkDropDown *filter;
  GtkMenuButton *menu_button;
  GMenuModel *view_menu;
  GtkNoSelection *selection;
};

typedef enum { PROP_SHOW = 1, PROP_SORT, N_PROPS } VouchRequestsPageProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchRequestsPage, vouch_requests_page, VOUCH_TYPE_PAGE)

/* In the order of the drop-down; the name is that of the menu's item. */
static const struct
{
  const char *name;
  VouchRequestStates states;
} filters[] = {
  { "all", 0 },
  { "open", VOUCH_REQUESTS_OPEN },
  { "attention", VOUCH_REQUESTS_ATTENTION },
  { "complete", VOUCH_REQUESTS_COMPLETE },
  { "cancelled", VOUCH_REQUESTS_CANCELLED },
  { "expired", VOUCH_REQUESTS_EXPIRED },
};

/* What the menu's items sort by. */
static const struct
{
  const char *name;
  VouchRequestSort sort;
} sorts[] = {
  { "newest", VOUCH_REQUEST_SORT_CREATED },
  { "candidate", VOUCH_REQUEST_SORT_CANDIDATE },
  { "job", VOUCH_REQUEST_SORT_JOB },
  { "template", VOUCH_REQUEST_SORT_TEMPLATE },
  { "requestor", VOUCH_REQUEST_SORT_REQUESTOR },
  { "state", VOUCH_REQUEST_SORT_STAGE },
  { "progress", VOUCH_REQUEST_SORT_PROGRESS },
  { "days", VOUCH_REQUEST_SORT_DAYS_OPEN },
};

static VouchHub *
get_hub (VouchRequestsPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

static gboolean
is_filtered (VouchRequestsPage *self)
{
  const char *text = vouch_page_get_search_text (VOUCH_PAGE (self));

  return (text != NULL && text[0] != '\0') || gtk_drop_down_get_selected (self->filter) > 0;
}

/* Which rows. */

static VouchRowQuery *
make_query (gpointer page)
{
  VouchRequestsPage *self = VOUCH_REQUESTS_PAGE (page);
  VouchRequestFilter filter = { 0 };
  guint selected = gtk_drop_down_get_selected (self->filter);

  filter.connection_id = vouch_hub_get_current_id (get_hub (self));
  filter.states = selected < G_N_ELEMENTS (filters) ? filters[selected].states : 0;
  filter.text = vouch_page_get_search_text (VOUCH_PAGE (self));
  filter.now = vouch_hub_get_now (get_hub (self));
  vouch_request_columns_get_sort (self->column_view, &filter.sort, &filter.descending);
  return vouch_request_query_new (&filter);
}

static void
rows_changed_cb (gpointer page)
{
  VouchRequestsPage *self = VOUCH_REQUESTS_PAGE (page);

  vouch_row_list_show (self->rows, self->stack, self->failed_page, is_filtered (self));
}

static const VouchRowListFuncs funcs = { make_query, rows_changed_cb };

static void
update_query (VouchRequestsPage *self)
{
  if (self->rows != NULL)
    vouch_row_list_update_query (self->rows);
}

static void
filter_changed_cb (VouchRequestsPage *self)
{
  update_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW]);
}

static void
sort_changed_cb (VouchRequestsPage *self)
{
  update_query (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
}

/* The menu. */

static const char *
get_sort_name (VouchRequestsPage *self)
{
  VouchRequestSort sort;
  gboolean descending;

  vouch_request_columns_get_sort (self->column_view, &sort, &descending);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      if (sorts[i].sort == sort)
        return sorts[i].name;
    }

  return sorts[0].name;
}

/* What is furthest comes first; names begin with A. */
static void
set_sort_name (VouchRequestsPage *self,
               const char        *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      if (g_strcmp0 (sorts[i].name, name) == 0)
        vouch_request_columns_set_sort (self->column_view, sorts[i].sort,
                                        sorts[i].sort == VOUCH_REQUEST_SORT_PROGRESS ||
                                        sorts[i].sort == VOUCH_REQUEST_SORT_DAYS_OPEN);
    }
}

static const char *
get_filter_name (VouchRequestsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->filter);

  return filters[selected < G_N_ELEMENTS (filters) ? selected : 0].name;
}

static void
set_filter_name (VouchRequestsPage *self,
                 const char        *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      if (g_strcmp0 (filters[i].name, name) == 0)
        gtk_drop_down_set_selected (self->filter, i);
    }
}

static void
clear_filter_cb (VouchRequestsPage *self)
{
  gtk_drop_down_set_selected (self->filter, 0);
  g_object_set (self, "search-text", "", NULL);
  vouch_page_set_searching (VOUCH_PAGE (self), FALSE);
}

/* Which list: only the one that is seen has rows. */

static gboolean
place_rows_cb (gpointer user_data)
{
  VouchRequestsPage *self = user_data;
  gboolean wide = adw_squeezer_get_visible_child (self->squeezer) == self->wide;
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (self->selection);
  GtkSelectionModel *placed = wide ? gtk_column_view_get_model (self->column_view)
                                   : gtk_list_view_get_model (self->list_view);

  self->idle = 0;
  if (wide)
    vouch_request_columns_fit (self->column_view, gtk_widget_get_width (self->wide));
  if (placed == selection)
    return G_SOURCE_REMOVE;

  gtk_column_view_set_model (self->column_view, NULL);
  gtk_list_view_set_model (self->list_view, NULL);
  vouch_row_list_begin_again (self->rows);
  if (wide)
    gtk_column_view_set_model (self->column_view, selection);
  else
    gtk_list_view_set_model (self->list_view, selection);
  return G_SOURCE_REMOVE;
}

/* It comes from within an allocation, where no row may come or go. */
static void
place_rows (VouchRequestsPage *self)
{
  if (self->idle != 0)
    return;

  self->idle = g_idle_add (place_rows_cb, self);
  g_source_set_name_by_id (self->idle, "[vouch] place rows");
}

static void
activated_cb (VouchRequestsPage *self,
              guint              position)
{
  g_autoptr(VouchRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    vouch_page_push (VOUCH_PAGE (self),
                     vouch_request_page_new (get_hub (self), vouch_row_get_id (row)));
}

static void
vouch_requests_page_constructed (GObject *object)
{
  VouchRequestsPage *self = VOUCH_REQUESTS_PAGE (object);
  VouchHub *hub = get_hub (self);
  g_autoptr(GtkListItemFactory) factory =
    vouch_request_cell_new_factory (&vouch_request_cell_lines, hub);

  G_OBJECT_CLASS (vouch_requests_page_parent_class)->constructed (object);

  vouch_request_columns_add (self->column_view, hub);
  gtk_widget_set_size_request (self->wide, vouch_request_columns_get_least (self->column_view), -1);
  gtk_list_view_set_factory (self->list_view, factory);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view), "changed",
                           G_CALLBACK (sort_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->wide)), "notify::page-size",
    G_CALLBACK (place_rows), self, G_CONNECT_SWAPPED);
  vouch_list_keep_top (GTK_SCROLLABLE (self->column_view), G_LIST_MODEL (self->selection));
  vouch_list_keep_top (GTK_SCROLLABLE (self->list_view), G_LIST_MODEL (self->selection));
  self->rows = vouch_row_list_new (hub, self->selection, &funcs, GTK_WIDGET (self));
  place_rows (self);
  update_query (self);
}

static void
vouch_requests_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  VouchRequestsPage *self = VOUCH_REQUESTS_PAGE (object);

  switch ((VouchRequestsPageProperty) prop_id)
    {
    case PROP_SHOW:
      g_value_set_string (value, get_filter_name (self));
      break;
    case PROP_SORT:
      g_value_set_string (value, get_sort_name (self));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_requests_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  VouchRequestsPage *self = VOUCH_REQUESTS_PAGE (object);

  switch ((VouchRequestsPageProperty) prop_id)
    {
    case PROP_SHOW:
      set_filter_name (self, g_value_get_string (value));
      break;
    case PROP_SORT:
      set_sort_name (self, g_value_get_string (value));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_requests_page_dispose (GObject *object)
{
  VouchRequestsPage *self = VOUCH_REQUESTS_PAGE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  vouch_row_list_clear (&self->rows);

  G_OBJECT_CLASS (vouch_requests_page_parent_class)->dispose (object);
}

static void
vouch_requests_page_class_init (VouchRequestsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = vouch_requests_page_constructed;
  object_class->get_property = vouch_requests_page_get_property;
  object_class->set_property = vouch_requests_page_set_property;
  object_class->dispose = vouch_requests_page_dispose;

  properties[PROP_SHOW] = g_param_spec_string ("show", NULL, NULL, "all", flags);
  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "newest", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-requests-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, wide);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, column_view);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, filter);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, view_menu);
  gtk_widget_class_bind_template_child (widget_class, VouchRequestsPage, selection);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_rows);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_property_action (widget_class, "requests.show", "show");
  gtk_widget_class_install_property_action (widget_class, "requests.sort", "sort");
}

static void
vouch_requests_page_init (VouchRequestsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_late_menu_set (self->menu_button, self->view_menu);
}

VouchPage *
vouch_requests_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_REQUESTS_PAGE, "hub", hub, NULL);
}
