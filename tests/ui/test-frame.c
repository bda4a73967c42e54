/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"
#include "ui-fixture.h"
#include "ui/desktop/vouch-surroundings.h"
#include "ui/overview/vouch-overview-page.h"
#include "ui/shell/vouch-navigation.h"
#include "ui/shell/vouch-shell.h"
#include "ui/shell/vouch-sidebar.h"
#include "ui/templates/vouch-templates-page.h"
#include "ui/vouch-condition.h"
#include "ui/vouch-preferences.h"
#include "ui/vouch-window.h"
#include "ui/widgets/vouch-banner.h"
#include "ui/widgets/vouch-dialogs.h"
#include "ui/widgets/vouch-switch-row.h"
#include "ui/widgets/vouch-tiles.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_banner (void)
{
  GtkWidget *banner = g_object_ref_sink (vouch_banner_new ("One"));
  g_autofree char *title = NULL;
  guint n_notified = 0;
  gboolean revealed = TRUE;

  g_signal_connect_swapped (banner, "notify::title", G_CALLBACK (count_cb), &n_notified);
  vouch_banner_set_title (VOUCH_BANNER (banner), "One");
  g_assert_cmpuint (n_notified, ==, 0);
  vouch_banner_set_title (VOUCH_BANNER (banner), "Other");
  g_assert_cmpuint (n_notified, ==, 1);
  g_object_get (banner, "title", &title, "revealed", &revealed, NULL);
  g_assert_cmpstr (title, ==, "Other");
  g_assert_false (revealed);

  vouch_banner_set_button_label (VOUCH_BANNER (banner), "Mend");
  vouch_banner_set_button_label (VOUCH_BANNER (banner), NULL);
  g_assert_null (ui_find_text (banner, "Mend"));
  vouch_banner_set_button_label (VOUCH_BANNER (banner), "Mend");
  g_assert_nonnull (ui_find_text (banner, "Mend"));
  g_assert_finalize_object (banner);
}

static void
test_switch_row (void)
{
  GtkWidget *row = g_object_ref_sink (vouch_switch_row_new ());
  guint n_notified = 0;

  g_signal_connect_swapped (row, "notify::active", G_CALLBACK (count_cb), &n_notified);
  vouch_switch_row_set_active (VOUCH_SWITCH_ROW (row), FALSE);
  g_assert_cmpuint (n_notified, ==, 0);
  vouch_switch_row_set_active (VOUCH_SWITCH_ROW (row), TRUE);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (vouch_switch_row_get_active (VOUCH_SWITCH_ROW (row)));
  g_assert_finalize_object (row);
}

static void
test_current (UiFixture     *fixture,
              gconstpointer  data)
{
  gint64 first;
  gint64 second;

  g_assert_null (vouch_hub_get_current (fixture->hub));
  first = ui_fixture_connect (fixture, "one");
  g_assert_cmpint (vouch_hub_get_current_id (fixture->hub), ==, first);

  second = ui_fixture_connect (fixture, "two");
  g_assert_cmpint (second, !=, first);
  g_assert_cmpint (vouch_hub_get_current_id (fixture->hub), ==, first);
}

typedef struct
{
  gint64 connection_id;
  gint64 until;
} Pause;

static gboolean
pause_connection (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  const Pause *pause = data;

  return vouch_action_pause (db, pause->connection_id, pause->until, 1, error);
}

static gboolean
end_grant (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  const Pause *pause = data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, pause->connection_id, error);

  if (connection == NULL)
    return FALSE;

  connection->needs_reconnect = TRUE;
  return vouch_connections_update (db, connection, error);
}

static gboolean
rename_connection (VouchDb   *db,
                   gpointer   data,
                   GError   **error)
{
  const gint64 *id = data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, *id, error);

  if (connection == NULL)
    return FALSE;

  vouch_set_str (&connection->name, "new_name");
  return vouch_connections_update (db, connection, error);
}

static void
test_rename (UiFixture     *fixture,
             gconstpointer  data)
{
  gint64 id = ui_fixture_connect (fixture, "one");
  VouchSidebar *sidebar = g_object_new (VOUCH_TYPE_SIDEBAR, NULL);

  vouch_sidebar_set_hub (sidebar, fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (sidebar), 300, 600);
  g_assert_nonnull (ui_find_text (fixture->window, "one"));
  ui_fixture_write (fixture, rename_connection, &id);
  vouch_hub_reload (fixture->hub);
  ui_wait_for (ui_find_text (fixture->window, "new_name") != NULL);
}

/* The most pressing state is told, and it is told again when it ends. */
static void
test_condition (UiFixture     *fixture,
                gconstpointer  data)
{
  Pause pause = { .connection_id = ui_fixture_connect (fixture, "one") };
  VouchPage *page = vouch_overview_page_new (fixture->hub);
  GtkWidget *banner;
  gboolean revealed = TRUE;
  g_autofree char *button = NULL;

  ui_fixture_show (fixture, GTK_WIDGET (page), 800, 600);
  banner = ui_find_type (GTK_WIDGET (page), VOUCH_TYPE_BANNER);
  g_object_get (banner, "revealed", &revealed, NULL);
  g_assert_false (revealed);

  ui_fixture_write (fixture, pause_connection, &pause);
  ui_wait_for (vouch_condition_find (fixture->hub) == VOUCH_CONDITION_PAUSED);
  g_object_get (banner, "revealed", &revealed, "button-label", &button, NULL);
  g_assert_true (revealed);
  g_assert_cmpstr (button, ==, "Resume");

  ui_fixture_write (fixture, end_grant, &pause);
  ui_wait_for (vouch_condition_find (fixture->hub) == VOUCH_CONDITION_RECONNECT);
  g_clear_pointer (&button, g_free);
  g_object_get (banner, "button-label", &button, NULL);
  g_assert_cmpstr (button, ==, "Reconnect");
}

static void
test_navigation (UiFixture     *fixture,
                 gconstpointer  data)
{
  VouchPage *root = vouch_overview_page_new (fixture->hub);
  VouchPage *pushed = vouch_templates_page_new (fixture->hub);
  VouchNavigation *navigation;

  ui_fixture_show (fixture, GTK_WIDGET (root), 800, 600);
  navigation = VOUCH_NAVIGATION (gtk_widget_get_ancestor (GTK_WIDGET (root),
                                                          VOUCH_TYPE_NAVIGATION));
  g_assert_false (vouch_navigation_pop (navigation));

  g_object_add_weak_pointer (G_OBJECT (pushed), (gpointer *) &pushed);
  vouch_page_push (root, pushed);
  g_assert_true (vouch_navigation_get_top (navigation) == pushed);
  vouch_page_pop (pushed);
  g_assert_true (vouch_navigation_get_top (navigation) == root);
  ui_wait_for (pushed == NULL);
}

static void
test_shell (UiFixture     *fixture,
            gconstpointer  data)
{
  VouchShell *shell = g_object_new (VOUCH_TYPE_SHELL, NULL);
  guint n_notified = 0;

  vouch_shell_set_hub (shell, fixture->hub);
  vouch_shell_add_page (shell, "overview", "Overview", "vouch-overview-symbolic",
                        vouch_overview_page_new);
  vouch_shell_add_page (shell, "templates", "Templates", "vouch-templates-symbolic",
                        vouch_templates_page_new);
  ui_fixture_show (fixture, GTK_WIDGET (shell), 900, 600);

  g_assert_null (vouch_shell_get_page_id (shell));
  vouch_shell_show_page (shell, "nowhere");
  g_assert_cmpstr (vouch_shell_get_page_id (shell), ==, "overview");
  g_assert_null (vouch_shell_get_page (shell, "templates"));
  g_signal_connect_swapped (shell, "notify::page-id", G_CALLBACK (count_cb), &n_notified);
  vouch_shell_show_page (shell, "templates");
  g_assert_cmpstr (vouch_shell_get_page_id (shell), ==, "templates");
  g_assert_true (VOUCH_IS_PAGE (vouch_shell_get_page (shell, "templates")));
  g_assert_cmpuint (n_notified, ==, 1);
  vouch_shell_show_page (shell, "nowhere");
  g_assert_cmpstr (vouch_shell_get_page_id (shell), ==, "templates");
  vouch_shell_set_count (shell, "templates", 1234);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (shell), "999+"));
}

/* In a narrow window the menu brings the sidebar along, and takes it away again. */
static void
test_menu (UiFixture     *fixture,
           gconstpointer  data)
{
  VouchShell *shell = g_object_new (VOUCH_TYPE_SHELL, NULL);
  GtkMenuButton *button;
  AdwLeaflet *leaflet;
  GtkPopover *menu;

  vouch_shell_set_hub (shell, fixture->hub);
  vouch_shell_add_page (shell, "overview", "Overview", "vouch-overview-symbolic",
                        vouch_overview_page_new);
  ui_fixture_show (fixture, GTK_WIDGET (shell), 360, 600);
  vouch_shell_show_page (shell, "overview");
  leaflet = ADW_LEAFLET (ui_find_type (GTK_WIDGET (shell), ADW_TYPE_LEAFLET));
  button = vouch_sidebar_get_menu_button (
    VOUCH_SIDEBAR (ui_find_type (GTK_WIDGET (shell), VOUCH_TYPE_SIDEBAR)));
  ui_wait_for (adw_leaflet_get_folded (leaflet));
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "content");

  /* A page that is asked for comes in front of the sidebar. */
  gtk_widget_activate_action (GTK_WIDGET (shell), "shell.show-sidebar", NULL);
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "sidebar");
  vouch_shell_show_page (shell, "overview");
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "content");

  vouch_shell_open_menu (shell);
  ui_wait_for ((menu = gtk_menu_button_get_popover (button)) != NULL &&
               gtk_widget_get_mapped (GTK_WIDGET (menu)));
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (leaflet), ==, "sidebar");
  gtk_popover_popdown (menu);
  ui_wait_for (g_str_equal (adw_leaflet_get_visible_child_name (leaflet), "content"));
}

static void
test_tiles (void)
{
  static const struct { guint n, most, rows[3]; } cases[] = {
    { 5, 5, { 5, 0, 0 } }, { 5, 9, { 5, 0, 0 } }, { 5, 4, { 3, 2, 0 } }, { 5, 3, { 3, 2, 0 } },
    { 5, 2, { 2, 2, 1 } }, { 6, 4, { 3, 3, 0 } }, { 1, 1, { 1, 0, 0 } }, { 0, 3, { 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint row = 0; row < G_N_ELEMENTS (cases[i].rows); row++)
        g_assert_cmpuint (vouch_tiles_count_in_row (cases[i].n, cases[i].most, row), ==,
                          cases[i].rows[row]);
    }
}

/* A network that says of itself what the test wants. */

#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork
{
  GObject parent_instance;

  gboolean metered;
};

enum { PROP_AVAILABLE = 1, PROP_METERED, PROP_CONNECTIVITY };

static void
test_network_initable_init (GInitableIface *iface)
{
}

static void
test_network_monitor_init (GNetworkMonitorInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork, test_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_network_initable_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR,
                                                      test_network_monitor_init))

static void
test_network_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (prop_id == PROP_AVAILABLE)
    g_value_set_boolean (value, TRUE);
  else if (prop_id == PROP_METERED)
    g_value_set_boolean (value, TEST_NETWORK (object)->metered);
  else
    g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL);
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = test_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
test_network_init (TestNetwork *self)
{
}

static gboolean
turn_on (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  const Pause *pause = data;

  return vouch_action_switch (db, pause->connection_id, VOUCH_SWITCH_ON, TRUE, 1, error);
}

/* A metered network holds the regular cycles back, until the person says otherwise. */
static void
test_metered (UiFixture     *fixture,
              gconstpointer  data)
{
  Pause pause = { .connection_id = ui_fixture_connect (fixture, "one") };
  g_autoptr(TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);
  g_autoptr(GPowerProfileMonitor) power = g_power_profile_monitor_dup_default ();
  g_autoptr(GSettings) settings = vouch_preferences_new ();
  g_autoptr(VouchSurroundings) surroundings =
    vouch_surroundings_new (fixture->hub, settings, G_NETWORK_MONITOR (network), power);

  ui_fixture_write (fixture, turn_on, &pause);
  g_assert_cmpint (vouch_hub_get_blocker (fixture->hub), ==, VOUCH_HUB_BLOCKER_NONE);

  network->metered = TRUE;
  g_object_notify (G_OBJECT (network), "network-metered");
  g_assert_cmpint (vouch_hub_get_blocker (fixture->hub), ==, VOUCH_HUB_BLOCKER_METERED);
  ui_wait_for (vouch_condition_find (fixture->hub) == VOUCH_CONDITION_METERED);

  g_settings_set_boolean (settings, "sync-when-metered", TRUE);
  g_assert_cmpint (vouch_hub_get_blocker (fixture->hub), ==, VOUCH_HUB_BLOCKER_NONE);
  g_settings_reset (settings, "sync-when-metered");
  g_assert_cmpint (vouch_hub_get_blocker (fixture->hub), ==, VOUCH_HUB_BLOCKER_METERED);
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }

  return NULL;
}

static void
copied_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

/* Where no program takes an address, the person can carry it elsewhere. */
static void
test_no_program (UiFixture     *fixture,
                 gconstpointer  data)
{
  GtkWidget *label = gtk_label_new ("parent");
  GtkWindow *dialog;
  g_autofree char *text = NULL;

  ui_fixture_show (fixture, label, 400, 300);
  vouch_show_uri (label, "scheme-of-nobody:address");
  ui_wait_for ((dialog = find_dialog ()) != NULL);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)),
                            "scheme-of-nobody:address"));

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (label), NULL, copied_cb, &text);
  ui_wait_for (text != NULL);
  g_assert_cmpstr (text, ==, "scheme-of-nobody:address");
}

/* Everything is gone while the store is still being asked. */
static void
test_busy (UiFixture     *fixture,
           gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "one");
  page = g_object_ref_sink (vouch_templates_page_new (fixture->hub));
  g_assert_finalize_object (page);
}

static gboolean
has_action (GtkWidgetClass *widget_class,
            const char     *wanted)
{
  const char *name;
  const char *property;
  const GVariantType *parameter;
  GType owner;

  for (guint i = 0;
       gtk_widget_class_query_action (widget_class, i, &owner, &name, &parameter, &property); i++)
    {
      if (g_str_equal (name, wanted))
        return TRUE;
    }

  return FALSE;
}

/* Whatever is told has a button, and what that does is an action of the window. */
static void
test_ways_out (UiFixture     *fixture,
               gconstpointer  data)
{
  GtkWidgetClass *widget_class = g_type_class_ref (VOUCH_TYPE_WINDOW);

  for (VouchCondition i = VOUCH_CONDITION_NONE + 1; i <= VOUCH_CONDITION_PRACTICE; i++)
    {
      const char *target;
      const char *action = vouch_condition_get_action (i, fixture->hub, &target);

      g_assert_nonnull (vouch_condition_get_button (i));
      g_assert_nonnull (action);
      g_assert_true (has_action (widget_class, action));
    }

  g_type_class_unref (widget_class);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

  g_test_add_func ("/frame/banner", test_banner);
  g_test_add_func ("/frame/switch-row", test_switch_row);
  ADD ("/frame/current", test_current);
  ADD ("/frame/rename", test_rename);
  ADD ("/frame/condition", test_condition);
  ADD ("/frame/ways-out", test_ways_out);
  ADD ("/frame/navigation", test_navigation);
  ADD ("/frame/shell", test_shell);
  ADD ("/frame/menu", test_menu);
  g_test_add_func ("/frame/tiles", test_tiles);
  ADD ("/frame/metered", test_metered);
  ADD ("/frame/no-program", test_no_program);
  ADD ("/frame/busy", test_busy);
  return g_test_run ();
}
