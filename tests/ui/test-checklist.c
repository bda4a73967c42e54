/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"
#include "store/vouch-templates.h"
#include "ui-fixture.h"
#include "ui/welcome/vouch-checklist.h"

static gboolean
put_template (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  const gint64 *connection_id = data;
  VouchTagField field = { .id = "f1", .label = "Crosschq", .active = TRUE };
  g_autoptr(VouchTemplate) template = vouch_template_new ();

  template->connection_id = *connection_id;
  template->name = g_strdup ("Sales");
  template->tag = g_strdup ("sales");
  template->survey = g_strdup ("account-executive");
  return vouch_templates_save (db, template, error) != 0 &&
         vouch_tag_field_put (db, *connection_id, &field, error);
}

static gboolean
put_value (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  const gint64 *connection_id = data;
  g_autoptr(GPtrArray) values =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_tag_value_free);

  g_ptr_array_add (values, vouch_tag_value_new ("v1", "sales", FALSE));
  return vouch_tag_values_replace (db, *connection_id, values, error);
}

/* The step that was just done is told as done, whichever page it was done on. */
static void
test_follows (UiFixture     *fixture,
              gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "Acme");
  GtkWidget *checklist = vouch_checklist_new (fixture->hub);

  ui_fixture_show (fixture, checklist, 500, 600);
  ui_fixture_write (fixture, put_template, &connection_id);
  ui_wait_for (ui_find_text (checklist, "Make a template") != NULL &&
               ui_find_text (checklist, "Make") == NULL);
  g_assert_nonnull (ui_find_text (checklist, "Push"));
  ui_fixture_write (fixture, put_value, &connection_id);
  ui_wait_for (ui_find_text (checklist, "Push") == NULL);
}

static GtkWidget *
find_labelled (GtkWidget  *root,
               const char *text)
{
  GtkWidget *label = ui_find_text (root, text);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

static gboolean
forget_crosschq (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  const gint64 *connection_id = data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, *connection_id, error);

  if (connection == NULL)
    return FALSE;

  g_clear_pointer (&connection->crosschq_dialect, g_free);
  return vouch_connections_update (db, connection, error);
}

/* A step that was skipped can be taken all the same; the two sides are needed for all else. */
static void
test_skip (UiFixture     *fixture,
           gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "Acme");
  GtkWidget *checklist;
  GtkWidget *row;

  ui_fixture_write (fixture, forget_crosschq, &connection_id);
  checklist = vouch_checklist_new (fixture->hub);
  ui_fixture_show (fixture, checklist, 500, 600);
  ui_wait_for (find_labelled (checklist, "Enter") != NULL);
  row = gtk_widget_get_ancestor (find_labelled (checklist, "Enter"), ADW_TYPE_ACTION_ROW);
  g_assert_null (find_labelled (row, "Skip"));
  row = gtk_widget_get_ancestor (find_labelled (checklist, "Make"), ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (find_labelled (row, "Skip"), "clicked");
  ui_wait_for (ui_find_text (row, "Skipped") != NULL);
  g_assert_null (find_labelled (row, "Skip"));
  g_assert_nonnull (find_labelled (row, "Make"));
}

static void
test_shown (UiFixture     *fixture,
            gconstpointer  data)
{
  GtkWidget *checklist;

  ui_fixture_connect (fixture, "Acme");
  checklist = vouch_checklist_new (fixture->hub);
  ui_fixture_show (fixture, checklist, 500, 600);
  ui_wait_for (ui_find_text (checklist, "Make a template") != NULL);
  g_assert_nonnull (ui_find_text (checklist, "Done"));
  g_assert_nonnull (ui_find_text (checklist, "Skip"));
  g_assert_false (vouch_checklist_get_done (VOUCH_CHECKLIST (checklist)));
}

#define ADD(name, func) \
  g_test_add ("/ui/checklist/" name, UiFixture, NULL, ui_fixture_set_up, func, \
              ui_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("shown", test_shown);
  ADD ("follows", test_follows);
  ADD ("skip", test_skip);

  return g_test_run ();
}
