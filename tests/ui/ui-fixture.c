/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <glib/gstdio.h>

#include "account/vouch-memory-secrets.h"
#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "ui-fixture.h"
#include "ui/shell/vouch-navigation.h"

static gboolean
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_remove (child);
    }

  return g_rmdir (path) == 0;
}

/* libadwaita newer than the floor measures the heading of an AdwMessageDialog for less than it
 * needs, and GTK warns of it. There is nothing a program can do about it.
 */
static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         data)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "MESSAGE") &&
          g_str_has_prefix (fields[i].value, "Trying to measure GtkLabel "))
        return G_LOG_WRITER_HANDLED;
    }

  return g_log_writer_default (level, fields, n_fields, data);
}

void
ui_test_init (int    *argc,
              char ***argv)
{
  g_test_init (argc, argv, NULL);
  gtk_disable_setlocale ();
  adw_init ();
  if (adw_get_minor_version () > 2)
    g_log_set_writer_func (write_log, NULL, NULL);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
ui_fixture_set_up (UiFixture     *self,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  VouchContextOptions options = { .role = "test", .transport = self->transport,
                                  .reader = self->reader };

  if (self->secrets == NULL)
    self->secrets = vouch_memory_secrets_new ();
  options.secrets = self->secrets;
  self->folder = g_dir_make_tmp ("vouch-ui-XXXXXX", &error);
  g_assert_no_error (error);
  options.data_dir = self->folder;
  self->hub = vouch_hub_new (&options);
  vouch_hub_open (self->hub);
  ui_wait_for (vouch_hub_get_loaded (self->hub));
  g_assert_cmpint (vouch_hub_get_state (self->hub), ==, VOUCH_HUB_READY);
}

void
ui_fixture_tear_down (UiFixture     *self,
                      gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  vouch_hub_close_async (self->hub, keep_cb, &result);
  ui_wait_for (result != NULL);
  vouch_hub_close_finish (self->hub, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  /* What was cancelled ends through the main loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->hub);
  g_clear_object (&self->transport);
  g_assert_finalize_object (self->secrets);
  g_assert_true (remove_folder (self->folder));
  g_clear_pointer (&self->folder, g_free);
}

void
ui_fixture_write (UiFixture      *self,
                  VouchStoreFunc  func,
                  gpointer        data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  VouchStore *store = vouch_hub_get_store (self->hub);

  vouch_store_write_async (store, "test", func, data, NULL, NULL, keep_cb, &result);
  ui_wait_for (result != NULL);
  vouch_store_write_finish (store, result, &error);
  g_assert_no_error (error);
}

static gboolean
add_connection (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  VouchConnection *connection = data;

  connection->id = vouch_connections_add (db, connection, error);
  return connection->id != 0;
}

gint64
ui_fixture_connect (UiFixture  *self,
                    const char *name)
{
  g_autoptr(VouchConnection) connection = vouch_connection_new (name, VOUCH_CONNECTION_REAL);
  GListModel *connections = vouch_hub_get_connections (self->hub);
  guint n_before = g_list_model_get_n_items (connections);

  connection->sign_in = VOUCH_SIGN_IN_API_KEY;
  connection->sends = TRUE;
  vouch_set_str (&connection->api_uri, "https://api.test.invalid");
  vouch_set_str (&connection->web_uri, "https://www.test.invalid");
  vouch_set_str (&connection->crosschq_uri, "https://partner.test.invalid");
  vouch_set_str (&connection->company_id, name);
  vouch_set_str (&connection->company_name, name);
  vouch_set_str (&connection->crosschq_dialect, "v2");
  vouch_set_str (&connection->crosschq_form, "raw");
  ui_fixture_write (self, add_connection, connection);
  vouch_hub_reload (self->hub);
  ui_wait_for (g_list_model_get_n_items (connections) > n_before);
  ui_wait_for (vouch_engine_get_session (vouch_hub_get_engine (self->hub), connection->id) !=
               NULL);
  return connection->id;
}

void
ui_fixture_show (UiFixture *self,
                 GtkWidget *widget,
                 int        width,
                 int        height)
{
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *child = VOUCH_IS_PAGE (widget) ? vouch_navigation_new (VOUCH_PAGE (widget)) : widget;

  self->window = gtk_window_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), child);
  gtk_window_set_child (GTK_WINDOW (self->window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  if (VOUCH_IS_NAVIGATION (child))
    vouch_navigation_note_shown (VOUCH_NAVIGATION (child), TRUE);
  ui_wait_for (gtk_widget_get_width (widget) > 0);
}

GtkWidget *
ui_find_text (GtkWidget  *root,
              const char *text)
{
  GtkWidget *child;

  if (GTK_IS_LABEL (root) && gtk_widget_is_visible (root) &&
      g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return root;

  for (child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_text (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

GtkWidget *
ui_find_type (GtkWidget *root,
              GType      type)
{
  GtkWidget *child;

  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}
