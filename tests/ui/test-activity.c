/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-csv.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "store/vouch-activity-list.h"
#include "store/vouch-row-model.h"
#include "ui-fixture.h"
#include "ui/activity/vouch-activity-details.h"
#include "ui/activity/vouch-activity-export.h"
#include "ui/activity/vouch-activity-page.h"

/* More than one part of a file. */
#define N_LINES 1203

static gboolean
fill (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  gint64 now = *(gint64 *) data;

  if (!vouch_db_run (db, error, "INSERT INTO person VALUES (1, 1, '=Person', 'One', NULL, NULL)",
                     "") ||
      !vouch_db_run (db, error,
                     "INSERT INTO application VALUES (1, 1, 'c1', 'j1', NULL, '', '', 1, 0, 0, 0,"
                     " 0, 0, 1)", ""))
    return FALSE;

  for (gint64 i = 0; i < N_LINES; i++)
    {
      const char *what = i % 3 == 0 ? "request.sent" : "connection.turned-on";

      if (!vouch_db_run (db, error,
                         "INSERT INTO ledger VALUES (NULL, 1, ?1, ?2, 0, ?3, 0, 0, 0, ?4, NULL)",
                         "isis", now - i * VOUCH_HOUR, i % 3 == 0 ? "vouch" : "person",
                         (gint64) (i % 3 == 0), what))
        return FALSE;
    }

  vouch_db_note_change (db, "ledger", 0);
  return TRUE;
}

static void
set_up (UiFixture     *fixture,
        gconstpointer  data)
{
  gint64 now;

  ui_fixture_set_up (fixture, data);
  ui_fixture_connect (fixture, "one");
  now = vouch_hub_get_now (fixture->hub);
  ui_fixture_write (fixture, fill, &now);
}

/* Drop-downs have lists of their own. */
static GtkWidget *
find_list (GtkWidget *root)
{
  GtkWidget *found = NULL;

  if (gtk_widget_has_css_class (root, "vouch-activity"))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static guint
count_rows (GtkWidget *page)
{
  GtkWidget *list = find_list (page);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

static void
test_list (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *page = GTK_WIDGET (vouch_activity_page_new (fixture->hub));
  GtkWidget *kind;
  int least;

  ui_fixture_show (fixture, page, 700, 500);
  ui_wait_for (count_rows (page) == N_LINES);
  ui_wait_for (ui_find_text (page, "The reference request exists at Crosschq.") != NULL);

  kind = ui_find_type (page, GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), 2);
  ui_wait_for (count_rows (page) == N_LINES / 3);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), 3);
  ui_wait_for (count_rows (page) == 0);
  ui_wait_for (gtk_widget_get_mapped (ui_find_text (page, "No Results Found")));

  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

static void
test_today (UiFixture     *fixture,
            gconstpointer  data)
{
  GtkWidget *page = GTK_WIDGET (vouch_activity_page_new_for_today (fixture->hub, "Sent Today",
                                                                   "request.sent"));

  g_assert_cmpstr (vouch_page_get_title (VOUCH_PAGE (page)), ==, "Sent Today");
  ui_fixture_show (fixture, page, 700, 500);
  ui_wait_for (count_rows (page) > 0);
  ui_wait_for (count_rows (page) <= 9);
}

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GBytes *
export (UiFixture           *fixture,
        VouchActivityFormat  format)
{
  const VouchActivityFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&filter);
  g_autofree char *path = g_build_filename (fixture->folder, "activity", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_lines = 0;
  GBytes *bytes;

  vouch_activity_export_async (vouch_hub_get_store (fixture->hub), query, format, file, NULL,
                               keep_cb, &result);
  ui_wait_for (result != NULL);
  g_assert_true (vouch_activity_export_finish (result, &n_lines, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_lines, ==, N_LINES);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
test_csv (UiFixture     *fixture,
          gconstpointer  data)
{
  g_autoptr(GBytes) bytes = export (fixture, VOUCH_ACTIVITY_CSV);
  g_autoptr(VouchCsvReader) reader = vouch_csv_reader_new (bytes, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) row = NULL;
  guint n_rows = 0;

  row = vouch_csv_reader_read_row (reader, &error);
  g_assert_cmpstr (row->pdata[5], ==, "candidate");
  g_clear_pointer (&row, g_ptr_array_unref);
  while ((row = vouch_csv_reader_read_row (reader, &error)) != NULL)
    {
      if (n_rows == 0)
        g_assert_cmpstr (row->pdata[5], ==, "'=Person One");
      n_rows++;
      g_clear_pointer (&row, g_ptr_array_unref);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, N_LINES);
}

static void
test_json (UiFixture     *fixture,
           gconstpointer  data)
{
  g_autoptr(GBytes) bytes = export (fixture, VOUCH_ACTIVITY_JSON);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, &error);
  JsonObject *first;

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, N_LINES);
  first = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "what"), ==, "request.sent");
  g_assert_cmpstr (json_object_get_string_member (first, "candidate"), ==, "=Person One");
}

/* A file that is there already stays as it is when writing is given up. */
static void
test_cancelled (UiFixture     *fixture,
                gconstpointer  data)
{
  const VouchActivityFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&filter);
  g_autofree char *path = g_build_filename (fixture->folder, "activity", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  vouch_activity_export_async (vouch_hub_get_store (fixture->hub), query, VOUCH_ACTIVITY_CSV, file,
                               cancellable, keep_cb, &result);
  g_cancellable_cancel (cancellable);
  ui_wait_for (result != NULL);
  g_assert_false (vouch_activity_export_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "before");
}

static void
test_details (UiFixture     *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchReason) what = vouch_reason_new ("effect.planned", "kind", "<b>note</b>", NULL);
  VouchActivityItem item = {
    .id = 7, .at = VOUCH_DAY, .what = what, .candidate_id = (char *) "c1",
    .actor = (char *) "vouch", .application_id = 1,
  };
  GtkWidget *page = GTK_WIDGET (vouch_activity_details_new (fixture->hub, &item));

  ui_fixture_show (fixture, page, 400, 600);
  g_assert_nonnull (ui_find_text (page, "<b>note</b>"));
  g_assert_nonnull (ui_find_text (page, "Erased"));
  g_assert_nonnull (ui_find_text (page, "c1"));
  gtk_widget_activate_action (page, "activity.copy", NULL);
  ui_wait_for (ui_find_text (fixture->window, "Copied") != NULL);
}

static void
test_gone (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *page = g_object_ref_sink (GTK_WIDGET (vouch_activity_page_new (fixture->hub)));

  g_assert_finalize_object (page);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("/activity/list", test_list);
  ADD ("/activity/today", test_today);
  ADD ("/activity/csv", test_csv);
  ADD ("/activity/json", test_json);
  ADD ("/activity/cancelled", test_cancelled);
  ADD ("/activity/details", test_details);
  ADD ("/activity/gone", test_gone);

  return g_test_run ();
}
