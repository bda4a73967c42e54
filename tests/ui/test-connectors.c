/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/vouch-error.h"
#include "setup/vouch-connection-check.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"
#include "ui-fixture.h"
#include "ui/connectors/vouch-connection-page.h"
#include "ui/connectors/vouch-connectors-page.h"
#include "ui/connectors/vouch-credentials-window.h"
#include "ui/connectors/vouch-crosschq-page.h"
#include "ui/connectors/vouch-new-connection.h"
#include "ui/connectors/vouch-sign-in-panel.h"
#include "ui/shell/vouch-navigation.h"
#include "ui/shell/vouch-sidebar.h"
#include "ui/vouch-condition.h"
#include "ui/welcome/vouch-checklist.h"
#include "ui/widgets/vouch-colour-dot.h"
#include "ui/widgets/vouch-spin-row.h"
#include "ui/widgets/vouch-switch-row.h"
#include "vouch-test-util.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_spin_row (void)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (3, 1, 9, 1, 3, 0);
  GtkWidget *row = g_object_ref_sink (vouch_spin_row_new (adjustment));
  guint n_notified = 0;

  g_signal_connect_swapped (row, "notify::value", G_CALLBACK (count_cb), &n_notified);
  vouch_spin_row_set_value (VOUCH_SPIN_ROW (row), 3);
  g_assert_cmpuint (n_notified, ==, 0);
  vouch_spin_row_set_value (VOUCH_SPIN_ROW (row), 20);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpfloat (vouch_spin_row_get_value (VOUCH_SPIN_ROW (row)), ==, 9);
  g_assert_finalize_object (row);
}

static void
test_search (UiFixture     *fixture,
             gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "Acme");
  page = vouch_connectors_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 400);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "SmartRecruiters"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "Connected, turned off"));

  g_object_set (page, "search-text", "crossch", NULL);
  ui_wait_for (ui_find_text (GTK_WIDGET (page), "SmartRecruiters") == NULL);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "Crosschq"));
  g_object_set (page, "search-text", "nothing of that kind", NULL);
  ui_wait_for (ui_find_text (GTK_WIDGET (page), "Crosschq") == NULL);
}

static const VouchConnection *
get_current (UiFixture *fixture)
{
  return vouch_connection_item_get (vouch_hub_get_current (fixture->hub));
}

static gboolean
turn_on (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  return vouch_action_switch (db, *(const gint64 *) data, VOUCH_SWITCH_ON, TRUE, 1, error);
}

/* The first switch of the page turns the connection on, and on says so. */
static void
test_turn_on (UiFixture     *fixture,
              gconstpointer  data)
{
  VouchPage *page;
  GtkWidget *row;

  ui_fixture_connect (fixture, "Acme");
  page = vouch_connection_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 600);
  row = ui_find_type (GTK_WIDGET (page), VOUCH_TYPE_SWITCH_ROW);
  g_assert_false (vouch_switch_row_get_active (VOUCH_SWITCH_ROW (row)));

  vouch_switch_row_set_active (VOUCH_SWITCH_ROW (row), TRUE);
  ui_wait_for (get_current (fixture)->on);
  g_assert_true (gtk_widget_has_css_class (row, "vouch-on"));
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "On"));
}

static void
test_expected (UiFixture     *fixture,
               gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  VouchPage *page;
  GtkWidget *row;

  vouch_new_connection_async (fixture->hub, NULL, vouch_test_keep_result_cb, &result);
  ui_wait_for (result != NULL);
  g_assert_true (vouch_new_connection_finish (fixture->hub, result, NULL));
  ui_wait_for (vouch_hub_get_current (fixture->hub) != NULL);
  g_assert_true (vouch_new_connection_is_unnamed (get_current (fixture)));

  page = vouch_connection_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 600);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), "Not connected"));
  row = ui_find_type (GTK_WIDGET (page), VOUCH_TYPE_SWITCH_ROW);
  vouch_switch_row_set_active (VOUCH_SWITCH_ROW (row), TRUE);
  ui_wait_for (ui_find_text (GTK_WIDGET (page), "On, not connected yet") != NULL);
}

/* The keyring knows nothing of it any more: every page says so, and each with the way out. */
static void
test_unkept (UiFixture     *fixture,
             gconstpointer  data)
{
  gint64 id = ui_fixture_connect (fixture, "Acme");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *checklist = vouch_checklist_new (fixture->hub);
  GtkWidget *sidebar = g_object_new (VOUCH_TYPE_SIDEBAR, NULL);
  GtkWidget *page = GTK_WIDGET (vouch_connection_page_new (fixture->hub));
  const char *target;

  vouch_sidebar_set_hub (VOUCH_SIDEBAR (sidebar), fixture->hub);
  gtk_box_append (GTK_BOX (box), checklist);
  gtk_box_append (GTK_BOX (box), sidebar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (vouch_navigation_new (VOUCH_PAGE (page))));
  ui_fixture_show (fixture, box, 500, 900);
  g_assert_false (gtk_widget_get_mapped (ui_find_text (page, "Reconnect")));

  ui_fixture_write (fixture, turn_on, &id);
  vouch_hub_sync_now (fixture->hub);
  ui_wait_for (vouch_condition_find (fixture->hub) == VOUCH_CONDITION_RECONNECT);
  g_assert_cmpstr (vouch_condition_get_action (VOUCH_CONDITION_RECONNECT, fixture->hub, &target),
                   ==, "connection.add");
  ui_wait_for (ui_find_text (page, "Needs reconnecting") != NULL);
  g_assert_true (gtk_widget_get_mapped (ui_find_text (page, "Reconnect")));
  ui_wait_for (ui_find_text (sidebar, "Not syncing") != NULL);
  ui_wait_for (ui_find_text (checklist, "Connect") != NULL);
  g_assert_cmpint (vouch_hub_get_last_sync (fixture->hub), ==, 0);
}

static void
missing_cb (VouchSignInPanel *panel,
            int               method,
            int              *asked)
{
  *asked = method;
}

/* Nothing is known of a client: the person is asked, and nothing has changed. */
static void
test_missing (UiFixture     *fixture,
              gconstpointer  data)
{
  GtkWidget *panel = g_object_ref_sink (g_object_new (VOUCH_TYPE_SIGN_IN_PANEL, NULL));
  int asked = -1;

  ui_fixture_connect (fixture, "Acme");
  vouch_sign_in_panel_set_hub (VOUCH_SIGN_IN_PANEL (panel), fixture->hub);
  g_signal_connect (panel, "missing", G_CALLBACK (missing_cb), &asked);
  vouch_sign_in_panel_begin (VOUCH_SIGN_IN_PANEL (panel), VOUCH_CONNECT_WINDOW,
                             get_current (fixture), NULL);
  g_assert_true (vouch_sign_in_panel_get_busy (VOUCH_SIGN_IN_PANEL (panel)));
  ui_wait_for (asked >= 0);
  g_assert_cmpint (asked, ==, VOUCH_CONNECT_WINDOW);
  g_assert_false (vouch_sign_in_panel_get_busy (VOUCH_SIGN_IN_PANEL (panel)));
  g_object_unref (panel);
}

static void
test_dispose_busy (UiFixture     *fixture,
                   gconstpointer  data)
{
  GtkWidget *panel = g_object_ref_sink (g_object_new (VOUCH_TYPE_SIGN_IN_PANEL, NULL));
  GtkWidget *checklist;

  ui_fixture_connect (fixture, "Acme");
  vouch_sign_in_panel_set_hub (VOUCH_SIGN_IN_PANEL (panel), fixture->hub);
  vouch_sign_in_panel_begin (VOUCH_SIGN_IN_PANEL (panel), VOUCH_CONNECT_API_KEY,
                             get_current (fixture), NULL);
  g_assert_finalize_object (panel);

  checklist = g_object_ref_sink (vouch_checklist_new (fixture->hub));
  g_assert_finalize_object (checklist);
  vouch_test_run_ready ();
}

static void
test_form (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *window;
  GtkWidget *secret;
  GtkWidget *button;

  ui_fixture_connect (fixture, "Acme");
  window = vouch_credentials_window_new (NULL, VOUCH_CONNECT_API_KEY, get_current (fixture),
                                         NULL);
  gtk_window_present (GTK_WINDOW (window));
  secret = ui_find_type (window, ADW_TYPE_PASSWORD_ENTRY_ROW);
  button = gtk_widget_get_ancestor (ui_find_text (window, "Connect"), GTK_TYPE_BUTTON);
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (secret), "  ");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (secret), "some key");
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *action)
{
  if (GTK_IS_ACTIONABLE (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
choose (UiFixture *fixture,
        guint      index)
{
  g_autoptr(VouchConnectionItem) item =
    g_list_model_get_item (vouch_hub_get_connections (fixture->hub), index);

  vouch_hub_set_current (fixture->hub, item);
}

static GtkWidget *
find_class (GtkWidget  *root,
            const char *css_class)
{
  if (gtk_widget_has_css_class (root, css_class) && gtk_widget_get_visible (root))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_class (child, css_class);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }

  return NULL;
}

/* One that began later than the page's own, and so ends later. */
static void
run_check (UiFixture *fixture)
{
  g_autoptr(VouchConnectionCheck) check =
    vouch_connection_check_new (vouch_hub_get_session (fixture->hub));
  g_autoptr(GAsyncResult) result = NULL;

  vouch_procedure_run_async (VOUCH_PROCEDURE (check), NULL, vouch_test_keep_result_cb, &result);
  ui_wait_for (result != NULL);
  g_assert_true (vouch_procedure_run_finish (VOUCH_PROCEDURE (check), result, NULL));
}

/* What is found out about one connection is not said about another. */
static void
check_page (UiFixture  *fixture,
            VouchPage  *page,
            const char *action)
{
  GtkWidget *button;

  ui_fixture_connect (fixture, "Other");
  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 600);
  button = find_button (GTK_WIDGET (page), action);
  g_assert_true (gtk_widget_get_sensitive (button));

  gtk_widget_activate_action (GTK_WIDGET (page), action, NULL);
  g_signal_emit_by_name (fixture->hub, "condition-changed");
  g_assert_false (gtk_widget_get_sensitive (button));
  choose (fixture, 1);
  g_assert_true (gtk_widget_get_sensitive (button));
  run_check (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (find_class (GTK_WIDGET (page), "error"));
}

static void
test_check_ats (UiFixture     *fixture,
                gconstpointer  data)
{
  ui_fixture_connect (fixture, "Acme");
  check_page (fixture, vouch_connection_page_new (fixture->hub), "connection.check");
}

static void
test_check_crosschq (UiFixture     *fixture,
                     gconstpointer  data)
{
  ui_fixture_connect (fixture, "Acme");
  check_page (fixture, vouch_crosschq_page_new (fixture->hub), "crosschq.check");
}

/* A label that says both. */
static GtkWidget *
find_sentence (GtkWidget  *root,
               const char *one,
               const char *other)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), one) != NULL &&
      strstr (gtk_label_get_label (GTK_LABEL (root)), other) != NULL)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_sentence (child, one, other);

  return found;
}

/* What the company deployed is broken: that is said, and no form asks for what it should hold. */
static void
test_provider_file (UiFixture     *fixture,
                    gconstpointer  data)
{
  GtkWidget *panel = g_object_ref_sink (g_object_new (VOUCH_TYPE_SIGN_IN_PANEL, NULL));
  g_autofree char *folder = g_build_filename (g_get_system_config_dirs ()[0], "vouch", NULL);
  g_autofree char *path = g_build_filename (folder, "provider.conf", NULL);
  int asked = -1;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "[SmartRecruiters]\nClientId=\n", -1, NULL));
  ui_fixture_connect (fixture, "Acme");
  vouch_sign_in_panel_set_hub (VOUCH_SIGN_IN_PANEL (panel), fixture->hub);
  g_signal_connect (panel, "missing", G_CALLBACK (missing_cb), &asked);
  vouch_sign_in_panel_begin (VOUCH_SIGN_IN_PANEL (panel), VOUCH_CONNECT_WINDOW,
                             get_current (fixture), NULL);
  ui_wait_for (!vouch_sign_in_panel_get_busy (VOUCH_SIGN_IN_PANEL (panel)));
  g_assert_cmpint (asked, ==, -1);
  g_assert_true (gtk_widget_get_visible (panel));
  g_assert_true (g_str_has_prefix (vouch_sign_in_panel_get_sentence (VOUCH_SIGN_IN_PANEL (panel)),
                                   "The file with your company’s settings"));
  g_assert_nonnull (find_sentence (panel, path,
                                   "ClientId in the group [SmartRecruiters] is empty."));

  g_object_unref (panel);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The client that is kept was refused: another one is asked for, beginning with what was tried. */
static void
test_refused_client (UiFixture     *fixture,
                     gconstpointer  data)
{
  g_autoptr(GError) refused = g_error_new_literal (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_CLIENT,
                                                   "invalid_client");
  g_autoptr(GError) other = g_error_new_literal (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_DENIED,
                                                 "access_denied");
  VouchPage *page;
  GtkWidget *panel;
  GtkWindow *window;

  ui_fixture_connect (fixture, "Acme");
  page = vouch_connection_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 600);
  panel = ui_find_type (GTK_WIDGET (page), VOUCH_TYPE_SIGN_IN_PANEL);
  g_signal_emit_by_name (panel, "failed", VOUCH_CONNECT_WINDOW, other);
  g_signal_emit_by_name (panel, "failed", VOUCH_CONNECT_CLIENT, refused);
  g_assert_null (find_window (VOUCH_TYPE_CREDENTIALS_WINDOW));
  g_signal_emit_by_name (panel, "failed", VOUCH_CONNECT_BROWSER, refused);
  window = find_window (VOUCH_TYPE_CREDENTIALS_WINDOW);
  g_assert_nonnull (window);
  g_assert_cmpint (vouch_credentials_window_get_method (VOUCH_CREDENTIALS_WINDOW (window)), ==,
                   VOUCH_CONNECT_BROWSER);
  gtk_window_destroy (window);
}

/* A page that is left does not stop it between the secrets and the record. */
static void
test_disconnect (UiFixture     *fixture,
                 gconstpointer  data)
{
  VouchPage *page;
  GtkWidget *button;
  GtkWindow *window;

  ui_fixture_connect (fixture, "Acme");
  page = vouch_connection_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 600);
  gtk_widget_activate_action (GTK_WIDGET (page), "connection.disconnect", NULL);
  ui_wait_for ((window = find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)), ==,
                   "Disconnect “Acme”?");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "second");
  gtk_window_destroy (window);
  button = find_button (GTK_WIDGET (page), "connection.disconnect");
  ui_wait_for (!gtk_widget_get_sensitive (button));
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  ui_wait_for (get_current (fixture)->sign_in == VOUCH_SIGN_IN_NONE);
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  return gtk_widget_get_ancestor (ui_find_text (root, title), ADW_TYPE_PREFERENCES_ROW);
}

typedef struct
{
  gint64 connection_id;
  const char *name;
  const char *value;
} Setting;

static gboolean
set_setting (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  const Setting *self = data;

  return vouch_values_set (db, self->connection_id, VOUCH_VALUE_SETTING, self->name, self->value,
                           error);
}

/* A cycle begins and ends every few seconds, and each time the settings are read again. */
static void
test_typing (UiFixture     *fixture,
             gconstpointer  data)
{
  gint64 id = ui_fixture_connect (fixture, "Acme");
  Setting cap = { id, "daily-cap", "77" };
  Setting step = { id, "step-name", "References" };
  VouchPage *page = vouch_connection_page_new (fixture->hub);
  GtkWidget *name;
  GtkWidget *field;
  GtkWidget *cap_row;

  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 600);
  name = find_row (GTK_WIDGET (page), "Step of the hiring process");
  field = find_row (GTK_WIDGET (page), "Job field with the tag");
  cap_row = find_row (GTK_WIDGET (page), "Most requests in 24 hours");
  ui_wait_for (vouch_spin_row_get_value (VOUCH_SPIN_ROW (cap_row)) == 200);
  gtk_editable_set_text (GTK_EDITABLE (field), "Half of a na");

  ui_fixture_write (fixture, set_setting, &step);
  ui_fixture_write (fixture, set_setting, &cap);
  ui_wait_for (vouch_spin_row_get_value (VOUCH_SPIN_ROW (cap_row)) == 77);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "References");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, "Half of a na");

  /* On another connection it is that one's. */
  ui_fixture_connect (fixture, "Other");
  choose (fixture, 1);
  ui_wait_for (vouch_spin_row_get_value (VOUCH_SPIN_ROW (cap_row)) == 200);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, "Crosschq;Crosschq tag");
}

static GtkWidget *
get_dot (GtkWidget *root)
{
  return ui_find_type (root, VOUCH_TYPE_COLOUR_DOT);
}

/* The colour is beside the name on the page, in its row and in the switcher, and told to whoever
 * cannot see it; without one there is nothing. */
static void
test_colour (UiFixture     *fixture,
             gconstpointer  data)
{
  gint64 id = ui_fixture_connect (fixture, "Acme");
  Setting none = { id, "colour", NULL };
  VouchConnectionItem *item = vouch_hub_get_current (fixture->hub);
  GtkWidget *page = GTK_WIDGET (vouch_connection_page_new (fixture->hub));
  g_autoptr(GtkWidget) list = g_object_ref_sink (
    GTK_WIDGET (vouch_connectors_page_new (fixture->hub)));
  g_autoptr(VouchSidebar) sidebar = g_object_ref_sink (g_object_new (VOUCH_TYPE_SIDEBAR, NULL));
  GtkWidget *row;

  vouch_sidebar_set_hub (sidebar, fixture->hub);
  ui_fixture_show (fixture, page, 500, 600);
  row = find_row (page, "Colour");
  g_assert_null (vouch_connection_item_get_colour (item));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  g_assert_false (gtk_widget_get_visible (get_dot (list)));
  g_assert_false (gtk_widget_get_visible (get_dot (GTK_WIDGET (sidebar))));

  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 5);
  ui_wait_for (g_strcmp0 (vouch_connection_item_get_colour (item), "red") == 0);
  g_assert_true (gtk_widget_get_visible (get_dot (row)));
  g_assert_true (gtk_widget_has_css_class (get_dot (list), "red"));
  g_assert_true (gtk_widget_get_visible (get_dot (list)));
  g_assert_true (gtk_widget_get_visible (get_dot (GTK_WIDGET (sidebar))));
  gtk_test_accessible_assert_property (ui_find_type (GTK_WIDGET (sidebar), GTK_TYPE_MENU_BUTTON),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Acme");
  gtk_test_accessible_assert_property (ui_find_type (GTK_WIDGET (sidebar), GTK_TYPE_MENU_BUTTON),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Red label");

  ui_fixture_write (fixture, set_setting, &none);
  ui_wait_for (vouch_connection_item_get_colour (item) == NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);
  g_assert_false (gtk_widget_get_visible (get_dot (list)));
  g_assert_false (gtk_widget_get_visible (get_dot (GTK_WIDGET (sidebar))));
}

static void
test_crosschq (UiFixture     *fixture,
               gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "Acme");
  page = vouch_crosschq_page_new (fixture->hub);
  ui_fixture_show (fixture, GTK_WIDGET (page), 500, 600);
  g_assert_nonnull (ui_find_text (GTK_WIDGET (page), get_current (fixture)->crosschq_dialect));
}

#define ADD(name, func) \
  g_test_add ("/ui/connectors/" name, UiFixture, NULL, ui_fixture_set_up, func, \
              ui_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *config_dir = g_dir_make_tmp ("vouch-config-XXXXXX", NULL);
  int failed;

  g_setenv ("XDG_CONFIG_DIRS", config_dir, TRUE);
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/connectors/spin-row", test_spin_row);
  ADD ("search", test_search);
  ADD ("turn-on", test_turn_on);
  ADD ("expected", test_expected);
  ADD ("unkept", test_unkept);
  ADD ("missing", test_missing);
  ADD ("provider-file", test_provider_file);
  ADD ("dispose-busy", test_dispose_busy);
  ADD ("form", test_form);
  ADD ("check-ats", test_check_ats);
  ADD ("check-crosschq", test_check_crosschq);
  ADD ("refused-client", test_refused_client);
  ADD ("disconnect", test_disconnect);
  ADD ("typing", test_typing);
  ADD ("colour", test_colour);
  ADD ("crosschq", test_crosschq);

  failed = g_test_run ();
  g_rmdir (config_dir);
  return failed;
}
