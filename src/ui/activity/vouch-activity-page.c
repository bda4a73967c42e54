/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "store/vouch-activity-list.h"
#include "store/vouch-run-list.h"
#include "text/vouch-text.h"
#include "ui/activity/vouch-activity-details.h"
#include "ui/activity/vouch-activity-page.h"
#include "ui/activity/vouch-activity-row.h"
#include "ui/activity/vouch-activity-words.h"
#include "ui/activity/vouch-export-bar.h"
#include "ui/activity/vouch-run-header.h"
#include "ui/widgets/vouch-dialogs.h"
#include "ui/vouch-row-list.h"
#include "ui/widgets/vouch-late-menu.h"
#include "ui/widgets/vouch-list-top.h"

struct _VouchActivityPage
{
  VouchPage parent_instance;

  char *only_kind;            /* (owned) (nullable): only these lines, of today */
  gint64 only_run;            /* 0: lines of all runs */
  VouchRowList *rows;         /* (owned) (nullable) without a hub */
  GCancellable *cancellable;  /* (owned) */
  VouchActivityFormat format; /* of the file that is being chosen */

  GtkWidget *filter_bar;
  GtkDropDown *kind_drop_down;
  GtkDropDown *actor_drop_down;
  GtkDropDown *range_drop_down;
  VouchRunHeader *run_header;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkMenuButton *menu_button;
  GMenuModel *menu;
  GtkListView *list_view;
  GtkNoSelection *selection;
  VouchExportBar *export_bar;
};

G_DEFINE_FINAL_TYPE (VouchActivityPage, vouch_activity_page, VOUCH_TYPE_PAGE)

/* In the list of kinds, which are of lines otherwise. */
#define RUNS 1

/* In the order of the drop-downs. */
static const char *const kinds[][5] = {
  { NULL },
  { NULL }, /* RUNS */
  { "trigger.", NULL },
  { "request.", NULL },
  { "report.", "note.", NULL },
  { "effect.", NULL },
  { "job.", "value.", NULL },
  { "connection.", "template.", "setting.", NULL },
  { "application.", NULL },
};
static const char *const actors[] = { NULL, "vouch", "person", "service" };
/* Days before today; -1: no limit. */
static const int ranges[] = { -1, 0, 6, 29 };

static VouchHub *
get_hub (VouchActivityPage *self)
{
  return vouch_page_get_hub (VOUCH_PAGE (self));
}

static gboolean
shows_runs (VouchActivityPage *self)
{
  return gtk_drop_down_get_selected (self->kind_drop_down) == RUNS;
}

static gboolean
is_filtered (VouchActivityPage *self)
{
  const char *text = vouch_page_get_search_text (VOUCH_PAGE (self));

  return self->only_kind != NULL || (text != NULL && *text != '\0') ||
         gtk_drop_down_get_selected (self->kind_drop_down) > RUNS ||
         gtk_drop_down_get_selected (self->actor_drop_down) > 0 ||
         gtk_drop_down_get_selected (self->range_drop_down) > 0;
}

/* Which lines. */

/* When the day began that was @days before today, where the person is. */
static gint64
find_day (gint64 now,
          int    days)
{
  g_autoptr(GDateTime) local = g_date_time_new_from_unix_local (now / VOUCH_SECOND);
  g_autoptr(GDateTime) day = g_date_time_add_days (local, -days);
  g_autoptr(GDateTime) start = g_date_time_new_local (g_date_time_get_year (day),
                                                      g_date_time_get_month (day),
                                                      g_date_time_get_day_of_month (day),
                                                      0, 0, 0);

  return g_date_time_to_unix (start) * VOUCH_SECOND;
}

static const char *
get_actor (VouchActivityPage *self)
{
  guint actor = gtk_drop_down_get_selected (self->actor_drop_down);

  return actor < G_N_ELEMENTS (actors) ? actors[actor] : NULL;
}

static gint64
find_since (VouchActivityPage *self)
{
  guint range = gtk_drop_down_get_selected (self->range_drop_down);
  gint64 now = vouch_hub_get_now (get_hub (self));

  if (self->only_kind != NULL)
    return find_day (now, 0);

  return range < G_N_ELEMENTS (ranges) && ranges[range] >= 0 ? find_day (now, ranges[range]) : 0;
}

static VouchRowQuery *
make_run_query (VouchActivityPage *self)
{
  const VouchRunFilter filter = {
    .connection_id = vouch_hub_get_current_id (get_hub (self)),
    .text = vouch_page_get_search_text (VOUCH_PAGE (self)),
    .actor = get_actor (self),
    .since = find_since (self),
  };

  return vouch_run_query_new (&filter);
}

static VouchRowQuery *
make_query (gpointer page)
{
  VouchActivityPage *self = VOUCH_ACTIVITY_PAGE (page);
  const char *const only[] = { self->only_kind, NULL };
  guint kind = gtk_drop_down_get_selected (self->kind_drop_down);
  VouchActivityFilter filter = {
    .connection_id = vouch_hub_get_current_id (get_hub (self)),
    .text = vouch_page_get_search_text (VOUCH_PAGE (self)),
    .actor = get_actor (self),
    .since = find_since (self),
    .run_id = self->only_run,
  };

  if (shows_runs (self))
    return make_run_query (self);
  if (kind > RUNS && kind < G_N_ELEMENTS (kinds))
    filter.kinds = kinds[kind];
  if (self->only_kind != NULL)
    filter.kinds = only;
  return vouch_activity_query_new (&filter);
}

static void
update_actions (VouchActivityPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "activity.export",
                                 self->rows != NULL &&
                                 vouch_row_list_get_n_items (self->rows) > 0 &&
                                 !vouch_export_bar_get_busy (self->export_bar));
}

static void
rows_changed_cb (gpointer page)
{
  VouchActivityPage *self = VOUCH_ACTIVITY_PAGE (page);

  vouch_row_list_show (self->rows, self->stack, self->failed_page, is_filtered (self));
  if (self->only_run != 0 &&
      g_str_equal (gtk_stack_get_visible_child_name (self->stack), "empty"))
    gtk_stack_set_visible_child_name (self->stack, "quiet");
  update_actions (self);
}

static const VouchRowListFuncs funcs = { make_query, rows_changed_cb };

static void
update_query (VouchActivityPage *self)
{
  if (self->rows != NULL)
    vouch_row_list_update_query (self->rows);
}

static void
clear_filter_cb (VouchActivityPage *self)
{
  gtk_drop_down_set_selected (self->kind_drop_down, 0);
  gtk_drop_down_set_selected (self->actor_drop_down, 0);
  gtk_drop_down_set_selected (self->range_drop_down, 0);
  g_object_set (self, "search-text", "", NULL);
  vouch_page_set_searching (VOUCH_PAGE (self), FALSE);
}

/* Rows. */

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  gtk_list_item_set_child (item, vouch_activity_row_new ());
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  vouch_activity_row_set_row (VOUCH_ACTIVITY_ROW (gtk_list_item_get_child (item)),
                              gtk_list_item_get_item (item));
}

static void
activated_cb (VouchActivityPage *self,
              guint              position)
{
  g_autoptr(VouchRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  gconstpointer data = row != NULL ? vouch_row_get_data (row) : NULL;

  if (data == NULL)
    return;

  vouch_page_push (VOUCH_PAGE (self),
                   vouch_activity_is_run (row)
                     ? vouch_activity_page_new_for_run (get_hub (self), vouch_row_get_id (row))
                     : vouch_activity_details_new (get_hub (self), data));
}

/* Files. */

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = vouch_choose_file_finish (result, &error);
  VouchActivityPage *self;
  VouchRowModel *model;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = VOUCH_ACTIVITY_PAGE (user_data);
  model = vouch_row_list_get_model (self->rows);
  if (file != NULL && model != NULL && !vouch_export_bar_get_busy (self->export_bar))
    vouch_export_bar_save (self->export_bar, vouch_hub_get_store (get_hub (self)),
                           vouch_row_model_get_query (model), self->format, file);
}

static const char *
get_file_name (VouchActivityPage *self)
{
  if (shows_runs (self))
    return self->format == VOUCH_ACTIVITY_JSON ? "vouch-runs.json" : "vouch-runs.csv";

  return self->format == VOUCH_ACTIVITY_JSON ? "vouch-activity.json" : "vouch-activity.csv";
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VouchActivityPage *self = VOUCH_ACTIVITY_PAGE (widget);
  gboolean json = g_str_equal (g_variant_get_string (parameter, NULL), "json");

  self->format = json ? VOUCH_ACTIVITY_JSON : VOUCH_ACTIVITY_CSV;
  vouch_choose_file_async (widget, _("Save Activity"), GTK_FILE_CHOOSER_ACTION_SAVE,
                           get_file_name (self),
                           json ? "application/json" : "text/csv", self->cancellable, chosen_cb,
                           self);
}

static void
vouch_activity_page_constructed (GObject *object)
{
  VouchActivityPage *self = VOUCH_ACTIVITY_PAGE (object);
  VouchHub *hub = get_hub (self);
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  G_OBJECT_CLASS (vouch_activity_page_parent_class)->constructed (object);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  if (hub == NULL)
    return;

  vouch_list_keep_top (GTK_SCROLLABLE (self->list_view), G_LIST_MODEL (self->selection));
  self->rows = vouch_row_list_new (hub, self->selection, &funcs, GTK_WIDGET (self));
  update_query (self);
}

static void
vouch_activity_page_dispose (GObject *object)
{
  VouchActivityPage *self = VOUCH_ACTIVITY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  vouch_row_list_clear (&self->rows);

  G_OBJECT_CLASS (vouch_activity_page_parent_class)->dispose (object);
}

static void
vouch_activity_page_finalize (GObject *object)
{
  VouchActivityPage *self = VOUCH_ACTIVITY_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->only_kind, g_free);

  G_OBJECT_CLASS (vouch_activity_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, kind_drop_down);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, actor_drop_down);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, range_drop_down);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, run_header);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, menu);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, selection);
  gtk_widget_class_bind_template_child (widget_class, VouchActivityPage, export_bar);
  gtk_widget_class_bind_template_callback (widget_class, update_query);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_bind_template_callback (widget_class, clear_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
vouch_activity_page_class_init (VouchActivityPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vouch_activity_page_constructed;
  object_class->dispose = vouch_activity_page_dispose;
  object_class->finalize = vouch_activity_page_finalize;

  g_type_ensure (VOUCH_TYPE_EXPORT_BAR);
  g_type_ensure (VOUCH_TYPE_RUN_HEADER);
  gtk_widget_class_install_action (widget_class, "activity.export", "s", export_action);
  bind_template (widget_class);
}

static void
vouch_activity_page_init (VouchActivityPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_late_menu_set (self->menu_button, self->menu);
}

VouchPage *
vouch_activity_page_new (VouchHub *hub)
{
  return g_object_new (VOUCH_TYPE_ACTIVITY_PAGE, "hub", hub, NULL);
}

VouchPage *
vouch_activity_page_new_for_today (VouchHub   *hub,
                                   const char *title,
                                   const char *kind)
{
  VouchActivityPage *self = g_object_new (VOUCH_TYPE_ACTIVITY_PAGE, "hub", hub, "title", title,
                                          NULL);

  self->only_kind = g_strdup (kind);
  gtk_widget_set_visible (self->filter_bar, FALSE);
  update_query (self);
  return VOUCH_PAGE (self);
}

VouchPage *
vouch_activity_page_new_for_run (VouchHub *hub,
                                 gint64    run_id)
{
  VouchActivityPage *self = g_object_new (VOUCH_TYPE_ACTIVITY_PAGE, "hub", hub, "title", _("Run"),
                                          NULL);

  self->only_run = run_id;
  gtk_widget_set_visible (self->filter_bar, FALSE);
  vouch_run_header_set_run (self->run_header, hub, run_id);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (vouch_page_pop), self,
                           G_CONNECT_SWAPPED);
  update_query (self);
  return VOUCH_PAGE (self);
}
