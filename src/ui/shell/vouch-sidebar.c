/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-foreign.h"
#include "text/vouch-text-time.h"
#include "text/vouch-text.h"
#include "ui/shell/vouch-sidebar.h"
#include "ui/vouch-condition.h"
#include "ui/widgets/vouch-colour-dot.h"
#include "ui/widgets/vouch-late-menu.h"

#define TICK_SECONDS 30

struct _VouchSidebar
{
  AdwBin parent_instance;

  VouchHub *hub;        /* (owned) (nullable) */
  gboolean alone;
  guint tick;           /* while it is seen */

  GtkMenuButton *menu_button;
  GMenuModel *main_menu;
  GtkMenuButton *switcher;
  VouchColourDot *switcher_dot;
  GtkLabel *switcher_label;
  GtkListBox *list;
  GtkWidget *footer;
  GtkLabel *sync_label;
  GtkProgressBar *progress;
  GtkWidget *stop_button;
};

typedef enum { PROP_ALONE = 1, N_PROPS } VouchSidebarProperty;
enum { CHOSEN, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchSidebar, vouch_sidebar, ADW_TYPE_BIN)

static void
row_activated_cb (VouchSidebar  *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), "id"));
}

static GtkListBoxRow *
find_row (VouchSidebar *self,
          const char   *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "id"), id) == 0)
        return row;
    }

  return NULL;
}

/* The connections. */

static char *
dup_custom_id (VouchConnectionItem *item)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, vouch_connection_item_get_id (item));
}

static GMenuItem *
new_entry (VouchConnectionItem *item,
           gboolean             coloured)
{
  g_autofree char *name = vouch_text_isolate (vouch_connection_item_get (item)->name);
  g_autoptr(GString) label = g_string_new (name);
  g_autofree char *id = dup_custom_id (item);
  g_autoptr(GMenuItem) entry = NULL;

  /* A name has no mnemonic. */
  g_string_replace (label, "_", "__", 0);
  entry = g_menu_item_new (label->str, NULL);
  g_menu_item_set_action_and_target (entry, "win.connection", "x",
                                     vouch_connection_item_get_id (item));
  if (coloured)
    g_menu_item_set_attribute (entry, "custom", "s", id);
  return g_steal_pointer (&entry);
}

/* An entry of a menu shows no colour, so a button stands in its place. */
static GtkWidget *
new_choice (VouchConnectionItem *item,
            GtkPopover          *popover)
{
  g_autofree char *name = vouch_text_isolate (vouch_connection_item_get (item)->name);
  const char *colour = vouch_connection_item_get_colour (item);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *dot = vouch_colour_dot_new ();
  GtkWidget *label = gtk_label_new (name);

  vouch_colour_dot_set_colour (VOUCH_COLOUR_DOT (dot), colour != NULL ? colour : "none");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "vouch-choice");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x",
                                    vouch_connection_item_get_id (item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.connection");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  vouch_colour_describe (GTK_ACCESSIBLE (button), colour);
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  return button;
}

static gboolean
has_colours (GListModel *connections)
{
  guint n_items = g_list_model_get_n_items (connections);
  gboolean coloured = FALSE;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item = g_list_model_get_item (connections, i);

      coloured |= vouch_connection_item_get_colour (item) != NULL;
    }

  return coloured;
}

static void
add_choices (VouchSidebar *self,
             GListModel   *connections)
{
  GtkPopover *popover = gtk_menu_button_get_popover (self->switcher);
  guint n_items = g_list_model_get_n_items (connections);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item = g_list_model_get_item (connections, i);
      g_autofree char *id = dup_custom_id (item);

      gtk_popover_menu_add_child (GTK_POPOVER_MENU (popover), new_choice (item, popover), id);
    }
}

static void update_switcher (VouchSidebar *self);

static void
follow (VouchSidebar        *self,
        VouchConnectionItem *item)
{
  g_signal_handlers_disconnect_by_func (item, update_switcher, self);
  g_signal_connect_object (item, "notify::name", G_CALLBACK (update_switcher), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (item, "notify::colour", G_CALLBACK (update_switcher), self,
                           G_CONNECT_SWAPPED);
}

static void
show_current (VouchSidebar *self)
{
  VouchConnectionItem *current = vouch_hub_get_current (self->hub);
  g_autofree char *name =
    vouch_text_isolate (current != NULL ? vouch_connection_item_get (current)->name : _("Vouch"));
  const char *colour = current != NULL ? vouch_connection_item_get_colour (current) : NULL;

  gtk_label_set_label (self->switcher_label, name);
  vouch_colour_dot_set_colour (self->switcher_dot, colour);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->switcher), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  vouch_colour_describe (GTK_ACCESSIBLE (self->switcher), colour);
}

static void
update_switcher (VouchSidebar *self)
{
  GListModel *connections = vouch_hub_get_connections (self->hub);
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) list = g_menu_new ();
  guint n_items = g_list_model_get_n_items (connections);
  gboolean coloured = has_colours (connections);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(VouchConnectionItem) item = g_list_model_get_item (connections, i);
      g_autoptr(GMenuItem) entry = new_entry (item, coloured);

      follow (self, item);
      g_menu_append_item (list, entry);
    }

  g_menu_append_section (menu, NULL, G_MENU_MODEL (list));
  g_menu_append (menu, _("_Add a Connection…"), "win.add-connection");
  gtk_menu_button_set_menu_model (self->switcher, G_MENU_MODEL (menu));
  if (coloured)
    add_choices (self, connections);
  show_current (self);
}

/* The footer. */

static char *
dup_phase_text (VouchSidebar *self)
{
  const char *phase = vouch_hub_get_phase (self->hub);
  g_autoptr(VouchText) text = phase != NULL ? vouch_text_for_id (phase) : NULL;

  if (text == NULL)
    return g_strdup (_("Syncing…"));

  /* Translators: what a sync is doing just now, such as “Reading open requests…”. */
  return g_strdup_printf (_("%s…"), text->sentence);
}

static char *
dup_sync_text (VouchSidebar *self)
{
  VouchCondition condition = vouch_condition_find (self->hub);
  gint64 last = vouch_hub_get_last_sync (self->hub);
  g_autofree char *when = NULL;

  if (vouch_hub_get_syncing (self->hub))
    return dup_phase_text (self);
  if (vouch_hub_get_state (self->hub) == VOUCH_HUB_VIEWER)
    return g_strdup (_("Another Vouch syncs"));
  if (condition == VOUCH_CONDITION_LOCKED)
    return g_strdup (_("Waits for the keyring"));
  if (vouch_condition_is_blind (condition, self->hub))
    return g_strdup (_("Not syncing"));
  if (last == 0)
    return g_strdup (_("Not synced yet"));

  when = vouch_text_dup_relative (last, g_get_real_time ());
  /* Translators: under the list of pages; %s is a time such as “3 minutes ago”. */
  return g_strdup_printf (_("Synced %s"), when);
}

static void
update_sync (VouchSidebar *self)
{
  g_autofree char *text = dup_sync_text (self);

  gtk_widget_set_visible (GTK_WIDGET (self->progress), vouch_hub_get_syncing (self->hub));
  gtk_widget_set_visible (self->stop_button, vouch_hub_get_syncing (self->hub));
  gtk_progress_bar_set_fraction (self->progress, vouch_hub_get_progress (self->hub));
  gtk_label_set_label (self->sync_label, text);
}

/* “3 minutes ago” stays true. */
static gboolean
tick_cb (gpointer user_data)
{
  update_sync (user_data);
  return G_SOURCE_CONTINUE;
}

static void
vouch_sidebar_map (GtkWidget *widget)
{
  VouchSidebar *self = VOUCH_SIDEBAR (widget);

  GTK_WIDGET_CLASS (vouch_sidebar_parent_class)->map (widget);
  update_sync (self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

static void
vouch_sidebar_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&VOUCH_SIDEBAR (widget)->tick, g_source_remove);

  GTK_WIDGET_CLASS (vouch_sidebar_parent_class)->unmap (widget);
}

static void
vouch_sidebar_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((VouchSidebarProperty) prop_id)
    {
    case PROP_ALONE:
      g_value_set_boolean (value, VOUCH_SIDEBAR (object)->alone);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_sidebar_dispose (GObject *object)
{
  VouchSidebar *self = VOUCH_SIDEBAR (object);

  g_clear_object (&self->hub);

  G_OBJECT_CLASS (vouch_sidebar_parent_class)->dispose (object);
}

static void
vouch_sidebar_class_init (VouchSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_sidebar_get_property;
  object_class->dispose = vouch_sidebar_dispose;
  widget_class->map = vouch_sidebar_map;
  widget_class->unmap = vouch_sidebar_unmap;

  properties[PROP_ALONE] =
    g_param_spec_boolean ("alone", NULL, NULL, FALSE,
                          (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (VOUCH_TYPE_COLOUR_DOT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, main_menu);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, switcher);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, switcher_dot);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, switcher_label);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, footer);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, sync_label);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, progress);
  gtk_widget_class_bind_template_child (widget_class, VouchSidebar, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
vouch_sidebar_init (VouchSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  vouch_late_menu_set (self->menu_button, self->main_menu);
}

void
vouch_sidebar_set_hub (VouchSidebar *self,
                       VouchHub     *hub)
{
  static const char *const of_sync[] = {
    "condition-changed", "notify::state", "notify::syncing", "notify::progress",
    "notify::last-sync",
  };

  g_return_if_fail (VOUCH_IS_SIDEBAR (self) && self->hub == NULL);

  self->hub = g_object_ref (hub);
  g_signal_connect_object (hub, "notify::current", G_CALLBACK (update_switcher), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vouch_hub_get_connections (hub), "items-changed",
                           G_CALLBACK (update_switcher), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (of_sync); i++)
    g_signal_connect_object (hub, of_sync[i], G_CALLBACK (update_sync), self, G_CONNECT_SWAPPED);
  update_switcher (self);
  update_sync (self);
}

void
vouch_sidebar_add (VouchSidebar *self,
                   const char   *id,
                   const char   *title,
                   const char   *icon_name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_visible (badge, FALSE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "vouch-badge");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (row), "badge", badge);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label,
                                  NULL, -1);
  gtk_list_box_append (self->list, row);
}

void
vouch_sidebar_select (VouchSidebar *self,
                      const char   *id)
{
  gtk_list_box_select_row (self->list, find_row (self, id));
}

void
vouch_sidebar_set_count (VouchSidebar *self,
                         const char   *id,
                         guint         count)
{
  GtkListBoxRow *row = find_row (self, id);
  GtkWidget *badge;
  g_autofree char *text = NULL;

  g_return_if_fail (row != NULL);

  badge = g_object_get_data (G_OBJECT (row), "badge");
  text = count > 999 ? g_strdup (_("999+")) : g_strdup_printf ("%u", count);
  gtk_label_set_label (GTK_LABEL (badge), text);
  gtk_widget_set_visible (badge, count > 0);
  if (count > 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    text, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
vouch_sidebar_set_alone (VouchSidebar *self,
                         gboolean      alone)
{
  if (self->alone == alone)
    return;

  self->alone = alone;
  gtk_list_box_set_selection_mode (self->list, alone ? GTK_SELECTION_NONE : GTK_SELECTION_SINGLE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALONE]);
}

GtkMenuButton *
vouch_sidebar_get_menu_button (VouchSidebar *self)
{
  return self->menu_button;
}
