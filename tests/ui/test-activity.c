/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-csv.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "store/vouch-activity-list.h"
#include "store/vouch-row-model.h"
#include "store/vouch-run-list.h"
#include "store/vouch-runs.h"
#include "ui-fixture.h"
#include "ui/activity/vouch-activity-details.h"
#include "ui/activity/vouch-activity-export.h"
#include "ui/activity/vouch-activity-page.h"
#include "ui/activity/vouch-export-bar.h"
#include "ui/shell/vouch-navigation.h"

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

  if (!vouch_db_run (db, error,
                     "INSERT INTO run VALUES (1, 1, ?1, ?1 + 3000000, 'schedule', 'ended', 7, 1, 0,"
                     " NULL, NULL), (2, 1, ?1 + 1, ?1 + 1, 'person', 'ended', 0, 0, 0,"
                     " 'ats.not-sent', '{}'), (3, 1, ?1 + 2, 0, 'front', 'cut-off', 0, 0, 0, NULL,"
                     " NULL)", "i", now))
    return FALSE;

  for (gint64 i = 0; i < N_LINES; i++)
    {
      const char *what = i % 3 == 0 ? "request.sent" : "connection.turned-on";

      if (!vouch_db_run (db, error,
                         "INSERT INTO ledger VALUES (NULL, 1, ?1, ?2, 0, ?3, 0, 0, 0, ?4, NULL,"
                         " ?5)",
                         "isisi", now - i * VOUCH_HOUR, i % 3 == 0 ? "vouch" : "person",
                         (gint64) (i % 3 == 0), what, (gint64) (i == 0 || i == 3)))
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
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), 3);
  ui_wait_for (count_rows (page) == N_LINES / 3);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kind), 4);
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

/* Runs. */

static GtkWidget *
find_page (UiFixture  *fixture,
           const char *title)
{
  GtkWidget *navigation = ui_find_type (fixture->window, VOUCH_TYPE_NAVIGATION);
  VouchPage *page = vouch_navigation_get_top (VOUCH_NAVIGATION (navigation));

  return g_str_equal (vouch_page_get_title (page), title) ? GTK_WIDGET (page) : NULL;
}

static void
choose (GtkWidget *page,
        guint      drop_down,
        guint      item)
{
  GtkWidget *first = ui_find_type (page, GTK_TYPE_DROP_DOWN);

  for (; drop_down > 0; drop_down--)
    first = gtk_widget_get_next_sibling (first);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (first), item);
}

static void
activate (GtkWidget *page,
          guint      position)
{
  g_signal_emit_by_name (find_list (page), "activate", position);
}

/* When, why, how long, and what came of each, in words. */
static void
test_runs (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *page = GTK_WIDGET (vouch_activity_page_new (fixture->hub));

  ui_fixture_show (fixture, page, 700, 500);
  choose (page, 0, 1);
  ui_wait_for (count_rows (page) == 3);
  ui_wait_for (ui_find_text (page, "1 request was planned.") != NULL);
  g_assert_nonnull (ui_find_text (page, "On schedule · 7 candidates looked at · "
                                  "2 lines of activity"));
  g_assert_nonnull (ui_find_text (page, "A person asked for it"));
  g_assert_nonnull (ui_find_text (page, "It was stopped before its end; the next run took up what "
                                  "it left."));
  g_assert_null (ui_find_text (page, "The reference request exists at Crosschq."));

  choose (page, 1, 2);
  ui_wait_for (count_rows (page) == 1);
  ui_wait_for (ui_find_text (page, "A person asked for it") != NULL);
  choose (page, 1, 0);
  g_object_set (page, "search-text", "person one", NULL);
  ui_wait_for (count_rows (page) == 1);
  ui_wait_for (ui_find_text (page, "1 request was planned.") != NULL);

  /* The same numbers are lines again. */
  g_object_set (page, "search-text", "", NULL);
  choose (page, 0, 0);
  ui_wait_for (count_rows (page) == N_LINES);
  ui_wait_for (ui_find_text (page, "The reference request exists at Crosschq.") != NULL);
}

/* From a run to its lines, from a line to its details, and from there to its run. */
static void
test_run_page (UiFixture     *fixture,
               gconstpointer  data)
{
  GtkWidget *page = GTK_WIDGET (vouch_activity_page_new (fixture->hub));
  GtkWidget *run, *details, *row;

  ui_fixture_show (fixture, page, 360, 500);
  choose (page, 0, 1);
  ui_wait_for (ui_find_text (page, "1 request was planned.") != NULL);
  activate (page, 2);
  ui_wait_for (find_page (fixture, "Run") != NULL);
  run = find_page (fixture, "Run");
  ui_wait_for (count_rows (run) == 2);
  ui_wait_for (ui_find_text (run, "1 request was planned.") != NULL);
  ui_wait_for (ui_find_text (run, "The reference request exists at Crosschq.") != NULL);

  activate (run, 0);
  ui_wait_for (find_page (fixture, "Details") != NULL);
  details = find_page (fixture, "Details");
  row = ui_find_text (details, "Run that it belongs to");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_mapped (row));
  gtk_widget_activate (gtk_widget_get_ancestor (row, ADW_TYPE_ACTION_ROW));
  ui_wait_for (find_page (fixture, "Run") != NULL);
}

static gboolean
end_run (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  VouchRun run = { .id = 2, .ended_at = 1, .n_delivered = 5 };

  return vouch_runs_end (db, &run, error);
}

/* A run that has no line says so; and what is above the lines follows the store. */
static void
test_quiet_run (UiFixture     *fixture,
                gconstpointer  data)
{
  GtkWidget *page = GTK_WIDGET (vouch_activity_page_new_for_run (fixture->hub, 2));

  ui_fixture_show (fixture, page, 700, 500);
  ui_wait_for (ui_find_text (page, "Nothing Changed") != NULL &&
               gtk_widget_get_mapped (ui_find_text (page, "Nothing Changed")));
  ui_wait_for (ui_find_text (page, "A person asked for it") != NULL);
  ui_fixture_write (fixture, end_run, NULL);
  ui_wait_for (ui_find_text (page, "5 changes were delivered.") != NULL);
}

/* Files. */

static void
keep_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GFile *
get_file (UiFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "activity", NULL);

  return g_file_new_for_path (path);
}

/* What is left beside the store: a file that is whole, or none. */
static guint
count_halves (UiFixture *fixture)
{
  g_autoptr(GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    n += strstr (name, "activity") != NULL && !g_str_equal (name, "activity");
  return n;
}

static GBytes *
export_query (UiFixture           *fixture,
              VouchRowQuery       *query,
              VouchActivityFormat  format,
              guint                wanted)
{
  g_autoptr(GFile) file = get_file (fixture);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n_rows = 0;
  GBytes *bytes;

  vouch_activity_export_async (vouch_hub_get_store (fixture->hub), query, format, file, NULL, NULL,
                               keep_cb, &result);
  ui_wait_for (result != NULL);
  g_assert_true (vouch_activity_export_finish (result, &n_rows, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, wanted);
  g_assert_cmpuint (count_halves (fixture), ==, 0);
  bytes = g_file_load_bytes (file, NULL, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

static GBytes *
export (UiFixture           *fixture,
        VouchActivityFormat  format)
{
  const VouchActivityFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&filter);

  return export_query (fixture, query, format, N_LINES);
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
  g_assert_cmpint (json_object_get_int_member (first, "run"), ==, 1);
}

static void
test_run_files (UiFixture     *fixture,
                gconstpointer  data)
{
  const VouchRunFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_run_query_new (&filter);
  g_autoptr(GBytes) csv = export_query (fixture, query, VOUCH_ACTIVITY_CSV, 3);
  g_autoptr(GBytes) json = export_query (fixture, query, VOUCH_ACTIVITY_JSON, 3);
  g_autoptr(VouchCsvReader) reader = vouch_csv_reader_new (csv, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = vouch_json_parse (json, &error);
  g_autoptr(GPtrArray) titles = vouch_csv_reader_read_row (reader, &error);
  g_autoptr(GPtrArray) row = vouch_csv_reader_read_row (reader, &error);
  JsonObject *second;

  g_assert_no_error (error);
  g_assert_cmpuint (row->len, ==, titles->len);
  g_assert_cmpstr (titles->pdata[4], ==, "state");
  g_assert_cmpstr (row->pdata[4], ==, "cut-off");
  g_assert_cmpstr (row->pdata[2], ==, "");
  second = json_array_get_object_element (json_node_get_array (node), 1);
  g_assert_cmpstr (json_object_get_string_member (second, "problem"), ==, "ats.not-sent");
  g_assert_cmpstr (json_object_get_string_member (second, "cause"), ==, "person");
}

static void
cancel_progress_cb (guint    n_written,
                    guint    n_all,
                    gpointer user_data)
{
  g_assert_cmpuint (n_written, <, n_all);
  g_cancellable_cancel (g_object_get_data (user_data, "cancellable"));
}

static void
keep_in_object_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_object_set_data_full (user_data, "result", g_object_ref (result), g_object_unref);
}

/* Given up with a part written, it leaves what was there before, or nothing; and no half. */
static void
test_cancelled (UiFixture     *fixture,
                gconstpointer  data)
{
  const VouchActivityFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&filter);
  g_autoptr(GFile) file = get_file (fixture);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GObject) bag = g_object_new (G_TYPE_OBJECT, NULL);
      g_autoptr(GError) error = NULL;
      g_autofree char *text = NULL;

      if (i == 1)
        g_assert_true (g_file_set_contents (g_file_peek_path (file), "before", -1, NULL));
      g_object_set_data (bag, "cancellable", cancellable);
      vouch_activity_export_async (vouch_hub_get_store (fixture->hub), query, VOUCH_ACTIVITY_CSV,
                                   file, cancel_progress_cb, cancellable, keep_in_object_cb, bag);
      ui_wait_for (g_object_get_data (bag, "result") != NULL);
      g_assert_false (vouch_activity_export_finish (g_object_get_data (bag, "result"), NULL,
                                                    &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_halves (fixture), ==, 0);
      g_assert_true (g_file_query_exists (file, NULL) == (i == 1));
      if (i == 1)
        g_assert_true (g_file_get_contents (g_file_peek_path (file), &text, NULL, NULL));
      g_assert_cmpstr (text, ==, i == 1 ? "before" : NULL);
    }
}

/* Where nothing can be written, that is said, and nothing is left. */
static void
test_failed (UiFixture     *fixture,
             gconstpointer  data)
{
  const VouchActivityFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&filter);
  g_autoptr(GFile) file = get_file (fixture);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  /* A folder of that name is not replaced by a file. */
  g_assert_true (g_file_make_directory (file, NULL, NULL));
  vouch_activity_export_async (vouch_hub_get_store (fixture->hub), query, VOUCH_ACTIVITY_CSV, file,
                               NULL, NULL, keep_cb, &result);
  ui_wait_for (result != NULL);
  g_assert_false (vouch_activity_export_finish (result, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_halves (fixture), ==, 0);
}

/* The bar. */

static gboolean
fill_much (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  vouch_db_note_change (db, "ledger", 0);
  return vouch_db_run (db, error,
                       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                       " WHERE i < 7000) INSERT INTO ledger (connection_id, at, actor, person_id,"
                       " application_id, trigger_id, request_id, effect_id, what)"
                       " SELECT 1, i, 'vouch', 0, 0, 0, 0, 0, 'request.sent' FROM n", "");
}

static GtkProgressBar *
begin_saving (UiFixture  *fixture,
              GtkWidget **page)
{
  const VouchActivityFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&filter);
  g_autoptr(GFile) file = get_file (fixture);
  GtkWidget *bar;

  ui_fixture_write (fixture, fill_much, NULL);
  *page = GTK_WIDGET (vouch_activity_page_new (fixture->hub));
  ui_fixture_show (fixture, *page, 360, 500);
  bar = ui_find_type (*page, VOUCH_TYPE_EXPORT_BAR);
  g_assert_false (gtk_revealer_get_reveal_child (
    GTK_REVEALER (adw_bin_get_child (ADW_BIN (bar)))));
  vouch_export_bar_save (VOUCH_EXPORT_BAR (bar), vouch_hub_get_store (fixture->hub), query,
                         VOUCH_ACTIVITY_CSV, file);
  g_assert_true (vouch_export_bar_get_busy (VOUCH_EXPORT_BAR (bar)));
  return GTK_PROGRESS_BAR (ui_find_type (bar, GTK_TYPE_PROGRESS_BAR));
}

static gboolean
get_busy (GtkWidget *page)
{
  return vouch_export_bar_get_busy (VOUCH_EXPORT_BAR (ui_find_type (page, VOUCH_TYPE_EXPORT_BAR)));
}

static void
test_progress (UiFixture     *fixture,
               gconstpointer  data)
{
  GtkWidget *page;
  GtkProgressBar *progress = begin_saving (fixture, &page);
  g_autoptr(GFile) file = get_file (fixture);
  int least;

  ui_wait_for (gtk_progress_bar_get_fraction (progress) > 0);
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (progress), <, 1);
  g_assert_false (g_file_query_exists (file, NULL));
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);

  ui_wait_for (!get_busy (page));
  ui_wait_for (ui_find_text (fixture->window, "8203 lines were saved in “activity”") != NULL);
  g_assert_true (g_file_query_exists (file, NULL));
}

static void
test_cancel (UiFixture     *fixture,
             gconstpointer  data)
{
  GtkWidget *page;
  GtkProgressBar *progress = begin_saving (fixture, &page);
  g_autoptr(GFile) file = get_file (fixture);

  ui_wait_for (gtk_progress_bar_get_fraction (progress) > 0);
  gtk_widget_activate_action (GTK_WIDGET (progress), "export.cancel", NULL);
  g_assert_false (get_busy (page));
  ui_wait_for (ui_find_text (fixture->window, "Nothing was saved") != NULL);
  ui_wait_for (count_halves (fixture) == 0);
  g_assert_false (g_file_query_exists (file, NULL));
}

/* The page goes with an export under way, and what that had written as well. */
static void
test_gone_while_saving (UiFixture     *fixture,
                        gconstpointer  data)
{
  GtkWidget *page;
  GtkProgressBar *progress = begin_saving (fixture, &page);
  g_autoptr(GFile) file = get_file (fixture);

  ui_wait_for (gtk_progress_bar_get_fraction (progress) > 0);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  ui_wait_for (count_halves (fixture) == 0);
  g_assert_false (g_file_query_exists (file, NULL));
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
  ADD ("/activity/runs", test_runs);
  ADD ("/activity/run-page", test_run_page);
  ADD ("/activity/quiet-run", test_quiet_run);
  ADD ("/activity/csv", test_csv);
  ADD ("/activity/json", test_json);
  ADD ("/activity/run-files", test_run_files);
  ADD ("/activity/cancelled", test_cancelled);
  ADD ("/activity/failed", test_failed);
  ADD ("/activity/progress", test_progress);
  ADD ("/activity/cancel", test_cancel);
  ADD ("/activity/gone-while-saving", test_gone_while_saving);
  ADD ("/activity/details", test_details);
  ADD ("/activity/gone", test_gone);

  return g_test_run ();
}
