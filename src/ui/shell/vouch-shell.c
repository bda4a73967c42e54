/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "ui/shell/vouch-navigation.h"
#include "ui/shell/vouch-shell.h"
#include "ui/shell/vouch-sidebar.h"

struct _VouchShell
{
  AdwBin parent_instance;

  VouchHub *hub;      /* (owned) (nullable) until it is set */
  GHashTable *makers; /* (owned) of id → VouchPageFunc: pages that were not shown yet */
  char *first;        /* (owned) (nullable): the id of the first page */
  gboolean menu_wanted;  /* once the sidebar is there */
  gboolean menu_borrows; /* the page comes back when the menu is closed */

  AdwLeaflet *leaflet;
  VouchSidebar *sidebar;
  GtkStack *stack;
};

typedef enum { PROP_PAGE_ID = 1, N_PROPS } VouchShellProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchShell, vouch_shell, ADW_TYPE_BIN)

static VouchNavigation *
get_navigation (VouchShell *self,
                const char *id)
{
  GtkWidget *child = id != NULL ? gtk_stack_get_child_by_name (self->stack, id) : NULL;

  return child != NULL ? VOUCH_NAVIGATION (child) : NULL;
}

/* A page costs time and memory: it is made when it is to be seen. */
static VouchNavigation *
ensure_navigation (VouchShell *self,
                   const char *id)
{
  VouchPageFunc make = id != NULL ? g_hash_table_lookup (self->makers, id) : NULL;

  if (make != NULL)
    {
      g_hash_table_remove (self->makers, id);
      gtk_stack_add_named (self->stack, vouch_navigation_new (make (self->hub)), id);
    }

  return get_navigation (self, id);
}

static void
update_shown (VouchShell *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);
  const char *visible = adw_leaflet_get_visible_child_name (self->leaflet);
  gboolean covered = folded && g_strcmp0 (visible, "sidebar") == 0;
  GtkWidget *shown = gtk_stack_get_visible_child (self->stack);
  GtkWidget *child;

  vouch_sidebar_set_alone (self->sidebar, folded);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      vouch_navigation_set_alone (VOUCH_NAVIGATION (child), folded);
      vouch_navigation_note_shown (VOUCH_NAVIGATION (child), child == shown && !covered);
    }
  vouch_sidebar_select (self->sidebar, folded ? NULL : vouch_shell_get_page_id (self));
}

static void
folded_cb (VouchShell *self)
{
  update_shown (self);
}

static void
chosen_cb (VouchShell *self,
           const char *id)
{
  vouch_shell_show_page (self, id);
}

static void
show_sidebar_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  adw_leaflet_navigate (VOUCH_SHELL (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* The main menu is in the sidebar, which a page covers in a narrow window. */

static void
menu_closed_cb (VouchShell *self)
{
  if (!self->menu_borrows)
    return;

  self->menu_borrows = FALSE;
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
pop_menu_up (VouchShell *self)
{
  GtkMenuButton *button = vouch_sidebar_get_menu_button (self->sidebar);
  GtkPopover *menu;

  self->menu_wanted = FALSE;
  gtk_menu_button_popup (button);
  menu = gtk_menu_button_get_popover (button);
  g_signal_handlers_disconnect_by_func (menu, menu_closed_cb, self);
  g_signal_connect_object (menu, "closed", G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
}

static void
transition_cb (VouchShell *self)
{
  if (self->menu_wanted && !adw_leaflet_get_child_transition_running (self->leaflet))
    pop_menu_up (self);
}

static void
vouch_shell_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((VouchShellProperty) prop_id)
    {
    case PROP_PAGE_ID:
      g_value_set_string (value, vouch_shell_get_page_id (VOUCH_SHELL (object)));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_shell_finalize (GObject *object)
{
  VouchShell *self = VOUCH_SHELL (object);

  g_clear_object (&self->hub);
  g_clear_pointer (&self->makers, g_hash_table_unref);
  g_clear_pointer (&self->first, g_free);

  G_OBJECT_CLASS (vouch_shell_parent_class)->finalize (object);
}

static void
vouch_shell_class_init (VouchShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vouch_shell_get_property;
  object_class->finalize = vouch_shell_finalize;

  properties[PROP_PAGE_ID] =
    g_param_spec_string ("page-id", NULL, NULL, NULL,
                         (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (VOUCH_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/vouch_connector/Vouch/ui/vouch-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, VouchShell, leaflet);
  gtk_widget_class_bind_template_child (widget_class, VouchShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, VouchShell, stack);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, transition_cb);
  gtk_widget_class_install_action (widget_class, "shell.show-sidebar", NULL, show_sidebar_action);
}

static void
vouch_shell_init (VouchShell *self)
{
  self->makers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vouch_shell_set_hub (VouchShell *self,
                     VouchHub   *hub)
{
  g_return_if_fail (self->hub == NULL);

  self->hub = g_object_ref (hub);
  vouch_sidebar_set_hub (self->sidebar, hub);
}

void
vouch_shell_add_page (VouchShell    *self,
                      const char    *id,
                      const char    *title,
                      const char    *icon_name,
                      VouchPageFunc  make)
{
  g_return_if_fail (VOUCH_IS_SHELL (self));

  if (self->first == NULL)
    self->first = g_strdup (id);
  g_hash_table_insert (self->makers, g_strdup (id), make);
  vouch_sidebar_add (self->sidebar, id, title, icon_name);
}

VouchPage *
vouch_shell_get_page (VouchShell *self,
                      const char *id)
{
  VouchNavigation *navigation = get_navigation (self, id);

  return navigation != NULL ? vouch_navigation_get_root (navigation) : NULL;
}

const char *
vouch_shell_get_page_id (VouchShell *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

void
vouch_shell_show_page (VouchShell *self,
                       const char *id)
{
  VouchNavigation *navigation;

  g_return_if_fail (VOUCH_IS_SHELL (self));

  navigation = ensure_navigation (self, id);
  if (navigation == NULL && vouch_shell_get_page_id (self) == NULL)
    navigation = ensure_navigation (self, self->first);
  if (navigation != NULL)
    {
      vouch_navigation_pop_to_root (navigation);
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (navigation));
    }

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  update_shown (self);
  if (navigation != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE_ID]);
}

void
vouch_shell_set_count (VouchShell *self,
                       const char *id,
                       guint       count)
{
  vouch_sidebar_set_count (self->sidebar, id, count);
}

void
vouch_shell_open_menu (VouchShell *self)
{
  g_return_if_fail (VOUCH_IS_SHELL (self));

  self->menu_borrows = adw_leaflet_get_folded (self->leaflet) &&
                       adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  self->menu_wanted = TRUE;
  transition_cb (self);
}
