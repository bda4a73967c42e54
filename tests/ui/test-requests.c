/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "http/vouch-same-site.h"
#include "store/vouch-outbox.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-preview.h"
#include "ui-content.h"
#include "ui-fixture.h"
#include "ui/requests/vouch-request-columns.h"
#include "ui/requests/vouch-request-links.h"
#include "ui/requests/vouch-request-page.h"
#include "ui/requests/vouch-request-words.h"
#include "ui/requests/vouch-requests-page.h"
#include "ui/requests/vouch-preview-dialog.h"
#include "ui/requests/vouch-preview-list.h"
#include "ui/requests/vouch-why-dialog.h"
#include "ui/widgets/vouch-line.h"
#include "vouch-test-util.h"

static gint64
add_all (UiFixture *fixture)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");

  ui_content_add_request (fixture, connection_id, "Ada", "Byron", "Sales", VOUCH_STAGE_COMPLETE);
  ui_content_add_request (fixture, connection_id, "Grace", "Hopper", "Sales",
                          VOUCH_STAGE_IN_PROGRESS);
  ui_content_add_request (fixture, connection_id, "Alan", "<b>Kay</b>", "Research",
                          VOUCH_STAGE_CANCELLED);
  return connection_id;
}

static GtkWidget *
show_list (UiFixture *fixture,
           int        width)
{
  VouchPage *page = vouch_requests_page_new (fixture->hub);

  ui_fixture_show (fixture, GTK_WIDGET (page), width, 600);
  return GTK_WIDGET (page);
}

static void
test_empty (UiFixture     *fixture,
            gconstpointer  data)
{
  GtkWidget *page;

  ui_fixture_connect (fixture, "one");
  page = show_list (fixture, 900);
  ui_wait_for (ui_find_text (page, "No Requests Yet") != NULL &&
               gtk_widget_get_mapped (ui_find_text (page, "No Requests Yet")));
}

static gboolean
is_shown (GtkWidget  *root,
          const char *text)
{
  GtkWidget *label = ui_find_text (root, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

static void
test_list (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *page;
  GtkWidget *filter;

  add_all (fixture);
  page = show_list (fixture, 900);
  ui_wait_for (is_shown (page, "Ada Byron") && is_shown (page, "Grace Hopper"));
  ui_wait_for (is_shown (page, "Alan <b>Kay</b>"));
  g_assert_true (is_shown (page, "Cancelled"));
  /* The columns that there is room for come once the page has its width. */
  ui_wait_for (is_shown (page, "owner@example.com"));

  filter = ui_find_type (page, GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (filter), 3);
  ui_wait_for (!is_shown (page, "Grace Hopper") && is_shown (page, "Ada Byron"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (filter), 5);
  ui_wait_for (is_shown (page, "No Results Found"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (filter), 0);
  ui_wait_for (is_shown (page, "Grace Hopper"));
}

static char *
dup_choice (GtkWidget  *page,
            const char *property)
{
  char *value = NULL;

  g_object_get (page, property, &value, NULL);
  return value;
}

/* What the menu offers goes by the drop-down and the header of the columns. */
static void
test_menu (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *page;
  g_autofree char *newest = NULL;
  g_autofree char *job = NULL;
  g_autofree char *show = NULL;
  gboolean descending = TRUE;
  VouchRequestSort sort;

  add_all (fixture);
  page = show_list (fixture, 360);
  ui_wait_for (is_shown (page, "Ada Byron"));
  newest = dup_choice (page, "sort");
  g_assert_cmpstr (newest, ==, "newest");

  gtk_widget_activate_action (page, "requests.sort", "s", "job");
  job = dup_choice (page, "sort");
  g_assert_cmpstr (job, ==, "job");
  vouch_request_columns_get_sort (GTK_COLUMN_VIEW (ui_find_type (page, GTK_TYPE_COLUMN_VIEW)),
                                  &sort, &descending);
  g_assert_cmpint (sort, ==, VOUCH_REQUEST_SORT_JOB);
  g_assert_false (descending);

  gtk_widget_activate_action (page, "requests.show", "s", "complete");
  show = dup_choice (page, "show");
  g_assert_cmpstr (show, ==, "complete");
  ui_wait_for (!is_shown (page, "Grace Hopper") && is_shown (page, "Ada Byron"));
}

/* Columns that there is no room for are left out, the requestor first. */
static void
test_fit (UiFixture     *fixture,
          gconstpointer  data)
{
  GtkWidget *view = g_object_ref_sink (gtk_column_view_new (NULL));
  static const struct { int width; gboolean template; gboolean requestor; } cases[] = {
    { 5000, TRUE, TRUE }, { 0, FALSE, FALSE }, { 5000, TRUE, TRUE },
  };

  vouch_request_columns_add (GTK_COLUMN_VIEW (view), fixture->hub);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
      g_autoptr(GtkColumnViewColumn) job = g_list_model_get_item (columns, 1);
      g_autoptr(GtkColumnViewColumn) template = g_list_model_get_item (columns, 2);
      g_autoptr(GtkColumnViewColumn) requestor = g_list_model_get_item (columns, 3);

      vouch_request_columns_fit (GTK_COLUMN_VIEW (view), cases[i].width);
      g_assert_true (gtk_column_view_column_get_visible (job));
      g_assert_cmpint (gtk_column_view_column_get_visible (template), ==, cases[i].template);
      g_assert_cmpint (gtk_column_view_column_get_visible (requestor), ==, cases[i].requestor);
    }
  g_assert_finalize_object (view);
}

static void
test_search (UiFixture     *fixture,
             gconstpointer  data)
{
  GtkWidget *page;

  add_all (fixture);
  page = show_list (fixture, 900);
  ui_wait_for (is_shown (page, "Ada Byron"));
  g_object_set (page, "search-text", "hopper", NULL);
  ui_wait_for (is_shown (page, "Grace Hopper") && !is_shown (page, "Ada Byron"));
  g_object_set (page, "search-text", "nobody at all", NULL);
  ui_wait_for (is_shown (page, "No Results Found"));
}

static void
test_narrow (UiFixture     *fixture,
             gconstpointer  data)
{
  GtkWidget *page;

  add_all (fixture);
  page = show_list (fixture, 360);
  ui_wait_for (is_shown (page, "Ada Byron"));
  ui_wait_for (!gtk_widget_get_mapped (ui_find_type (page, GTK_TYPE_COLUMN_VIEW)));
  ui_wait_for (is_shown (page, "Ada Byron"));
  g_assert_cmpint (gtk_widget_get_width (page), <=, 360);
}

static void
test_sort (UiFixture     *fixture,
           gconstpointer  data)
{
  GtkWidget *view = g_object_ref_sink (gtk_column_view_new (NULL));
  GtkColumnView *columns = GTK_COLUMN_VIEW (view);
  g_autoptr(GtkColumnViewColumn) second = NULL;
  VouchRequestSort sort = VOUCH_REQUEST_SORT_STAGE;
  gboolean descending = FALSE;

  vouch_request_columns_add (columns, fixture->hub);
  vouch_request_columns_get_sort (columns, &sort, &descending);
  g_assert_cmpint (sort, ==, VOUCH_REQUEST_SORT_CREATED);
  g_assert_true (descending);

  second = g_list_model_get_item (gtk_column_view_get_columns (columns), 1);
  gtk_column_view_sort_by_column (columns, second, GTK_SORT_ASCENDING);
  vouch_request_columns_get_sort (columns, &sort, &descending);
  g_assert_cmpint (sort, ==, VOUCH_REQUEST_SORT_JOB);
  g_assert_false (descending);

  gtk_column_view_sort_by_column (columns, second, GTK_SORT_DESCENDING);
  vouch_request_columns_get_sort (columns, &sort, &descending);
  g_assert_cmpint (sort, ==, VOUCH_REQUEST_SORT_JOB);
  g_assert_true (descending);
  g_clear_object (&second);
  g_assert_finalize_object (view);
}

/* One request. */

typedef struct
{
  gint64 connection_id;
  const char *kind;
  const char *subject;
  gboolean found;
} Effect;

static gboolean
find_effect (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Effect *self = data;
  g_autoptr(VouchEffect) effect =
    vouch_outbox_find (db, self->connection_id, self->kind, self->subject, error);

  self->found = effect != NULL;
  return TRUE;
}

static gboolean
is_planned (UiFixture  *fixture,
            gint64      connection_id,
            const char *kind,
            gint64      request_id)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request_id);
  Effect effect = { connection_id, kind, subject, FALSE };

  ui_fixture_write (fixture, find_effect, &effect);
  return effect.found;
}

static void
test_details (UiFixture     *fixture,
              gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_request (fixture, connection_id, "Grace", "Hopper", "Sales",
                                      VOUCH_STAGE_IN_PROGRESS);
  VouchPage *page = vouch_request_page_new (fixture->hub, id);

  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 700);
  ui_wait_for (is_shown (GTK_WIDGET (page), "In progress"));
  g_assert_cmpstr (vouch_page_get_title (page), ==, "Grace Hopper");
  g_assert_true (is_shown (GTK_WIDGET (page), "request-Hopper"));

  /* It follows the store. */
  ui_content_add_held (fixture, connection_id, id, "write-note", "note.adopted");
  ui_wait_for (is_shown (GTK_WIDGET (page), "Needs attention"));
}

static void
test_remind (UiFixture     *fixture,
             gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_request (fixture, connection_id, "Grace", "Hopper", "Sales",
                                      VOUCH_STAGE_IN_PROGRESS);
  VouchPage *page = vouch_request_page_new (fixture->hub, id);

  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 700);
  ui_wait_for (is_shown (GTK_WIDGET (page), "In progress"));
  g_assert_false (is_planned (fixture, connection_id, "remind-request", id));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "request.remind", NULL));
  /* The connection is off: it is kept, and nothing is promised. */
  ui_wait_for (ui_find_text (fixture->window,
                             "The reminder goes out once sending goes on") != NULL);
  g_assert_true (is_planned (fixture, connection_id, "remind-request", id));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "request.remind", NULL));
  ui_wait_for (ui_find_text (fixture->window, "The last reminder of this request is less than "
                             "24 hours old.") != NULL);
}

static gboolean
turn_on (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  return vouch_action_switch (db, *(const gint64 *) data, VOUCH_SWITCH_ON, TRUE, UI_CONTENT_TIME,
                              error);
}

static void
test_remind_on (UiFixture     *fixture,
                gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_request (fixture, connection_id, "Grace", "Hopper", "Sales",
                                      VOUCH_STAGE_IN_PROGRESS);
  VouchPage *page = vouch_request_page_new (fixture->hub, id);

  ui_fixture_write (fixture, turn_on, &connection_id);
  vouch_hub_reload (fixture->hub);
  ui_wait_for (vouch_connection_item_get (vouch_hub_get_current (fixture->hub))->on);
  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 700);
  ui_wait_for (is_shown (GTK_WIDGET (page), "In progress"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "request.remind", NULL));
  ui_wait_for (ui_find_text (fixture->window, "A reminder is on its way") != NULL);
}

/* A page that was there before the store follows it too. */
static void
test_later_store (UiFixture     *fixture,
                  gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_request (fixture, connection_id, "Grace", "Hopper", "Sales",
                                      VOUCH_STAGE_IN_PROGRESS);
  VouchContextOptions options = { .data_dir = fixture->folder, .role = "test" };
  VouchHub *viewer = vouch_hub_new (&options);
  VouchPage *page = vouch_request_page_new (viewer, id);
  g_autoptr(GAsyncResult) result = NULL;

  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 700);
  vouch_hub_open (viewer);
  ui_wait_for (is_shown (GTK_WIDGET (page), "In progress"));
  g_assert_cmpint (vouch_hub_get_state (viewer), ==, VOUCH_HUB_VIEWER);

  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  vouch_hub_close_async (viewer, vouch_test_keep_result_cb, &result);
  ui_wait_for (result != NULL);
  g_assert_true (vouch_hub_close_finish (viewer, result, NULL));
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (viewer);
}

static void
test_closed (UiFixture     *fixture,
             gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_request (fixture, connection_id, "Ada", "Byron", "Sales",
                                      VOUCH_STAGE_COMPLETE);
  VouchPage *page = vouch_request_page_new (fixture->hub, id);

  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 700);
  ui_wait_for (is_shown (GTK_WIDGET (page), "Complete"));
  /* A disabled action is not activated. */
  gtk_widget_activate_action (GTK_WIDGET (page), "request.remind", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "request.cancel", NULL);
  g_assert_false (is_planned (fixture, connection_id, "remind-request", id));
  g_assert_false (is_planned (fixture, connection_id, "cancel-request", id));
}

static void
test_gone (UiFixture     *fixture,
           gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "one");
  page = vouch_request_page_new (fixture->hub, 4711);
  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 700);
  ui_wait_for (is_shown (GTK_WIDGET (page), "This Request Cannot Be Shown"));
}

static void
test_busy (UiFixture     *fixture,
           gconstpointer  data)
{
  gint64 connection_id = add_all (fixture);
  gint64 id = ui_content_add_request (fixture, connection_id, "Tony", "Hoare", "Sales",
                                      VOUCH_STAGE_SENT);
  VouchPage *page = g_object_ref_sink (vouch_request_page_new (fixture->hub, id));
  VouchPage *list = g_object_ref_sink (vouch_requests_page_new (fixture->hub));

  g_assert_finalize_object (page);
  g_assert_finalize_object (list);
}

static void
test_links (void)
{
  g_autoptr(VouchConnection) connection = vouch_connection_new ("one", VOUCH_CONNECTION_REAL);
  const struct
  {
    const char *report;
    guint n_hosts;
  } cases[] = {
    { NULL, 2 },
    { "https://app.crosschq.com/report/1", 3 },
    { "https://crosschq.com.evil.test/report/1", 2 },
    { "https://evilcrosschq.com/report/1", 2 },
    { "javascript:alert(1)", 2 },
  };

  g_free (connection->web_uri);
  g_free (connection->crosschq_uri);
  connection->web_uri = g_strdup ("https://www.ats.example");
  connection->crosschq_uri = g_strdup ("https://api.crosschq.com");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) hosts = vouch_connection_dup_hosts (connection, cases[i].report);

      g_test_message ("%s", cases[i].report != NULL ? cases[i].report : "none");
      g_assert_cmpuint (g_strv_length (hosts), ==, cases[i].n_hosts);
    }
}

/* Under a suffix that everybody can register below, a common ending says nothing. */
static void
test_same_site (void)
{
  static const struct
  {
    const char *host;
    const char *other;
    gboolean same;
  } cases[] = {
    { "app.crosschq.com", "api.crosschq.com", TRUE },
    { "crosschq.com", "API.crosschq.com", TRUE },
    { "evil.co.uk", "crosschq.co.uk", FALSE },
    { "app.crosschq.co.uk", "crosschq.co.uk", TRUE },
    { "evil.github.io", "crosschq.github.io", FALSE },
    { "co.uk", "crosschq.co.uk", FALSE },
    { "127.0.0.1", "127.0.0.1", TRUE },
    { "10.0.0.1", "127.0.0.1", FALSE },
    { "localhost", "localhost", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s", cases[i].host, cases[i].other);
      g_assert_cmpint (vouch_is_same_site (cases[i].host, cases[i].other), ==, cases[i].same);
    }
}

static void
test_words (void)
{
  VouchRequestItem item = { .stage = VOUCH_STAGE_SENT, .created_at = UI_CONTENT_TIME };
  g_autofree char *days = vouch_request_dup_days (&item, UI_CONTENT_TIME);
  g_autofree char *later = vouch_request_dup_open_since (&item, UI_CONTENT_TIME +
                                                         G_GINT64_CONSTANT (200000000000));

  g_assert_cmpstr (days, ==, "0");
  g_assert_cmpstr (later, ==, "Open for 2 days");
  g_assert_cmpstr (vouch_request_get_state (&item), ==, "Sent");
  item.created_at = 0;
  g_clear_pointer (&days, g_free);
  days = vouch_request_dup_days (&item, UI_CONTENT_TIME);
  g_assert_cmpstr (days, ==, "–");
}

/* Dialogs. */

static void
test_why_off (UiFixture     *fixture,
              gconstpointer  data)
{
  GtkWidget *dialog;

  add_all (fixture);
  dialog = vouch_why_dialog_new (gtk_label_new (NULL), fixture->hub, "candidate-Byron", NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  ui_wait_for (is_shown (dialog, "The connection is on"));
  g_assert_true (is_shown (dialog, "Failed"));
  g_assert_true (is_shown (dialog, "Not reached"));
  g_assert_false (is_shown (dialog, "Passed"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_why_search (UiFixture     *fixture,
                 gconstpointer  data)
{
  GtkWidget *dialog;
  GtkWidget *entry;

  add_all (fixture);
  dialog = vouch_why_dialog_new (gtk_label_new (NULL), fixture->hub, NULL, NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  entry = ui_find_type (dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "hopper");
  ui_wait_for (is_shown (dialog, "Grace Hopper"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "zz");
  ui_wait_for (is_shown (dialog, "Nobody Found"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "someone@example.com");
  ui_wait_for (is_shown (dialog, "Look for “someone@example.com” in SmartRecruiters"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "hopper");
  /* It goes while it is still looking; Escape reaches the entry first. */
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  g_signal_emit_by_name (entry, "stop-search");
  ui_wait_for (dialog == NULL);
}

static void
test_preview_off (UiFixture     *fixture,
                  gconstpointer  data)
{
  GtkWidget *dialog;

  add_all (fixture);
  dialog = vouch_preview_dialog_new (gtk_label_new (NULL), fixture->hub);
  gtk_window_present (GTK_WINDOW (dialog));
  ui_wait_for (is_shown (dialog, "The Connection Is Off"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static VouchPreviewItem *
add_item (GPtrArray        *preview,
          VouchPreviewKind  kind,
          const char       *last_name,
          const char       *job_title)
{
  VouchPreviewItem *item = g_new0 (VouchPreviewItem, 1);

  item->kind = kind;
  item->application_id = 1;
  item->candidate_id = g_strconcat ("candidate-", last_name, NULL);
  item->job_id = g_strconcat ("job-", last_name, NULL);
  item->person = vouch_contact_new ("Ada", last_name, "ada@example.com", NULL);
  item->job_title = g_strdup (job_title);
  item->remarks = g_ptr_array_new ();
  g_ptr_array_add (preview, item);
  return item;
}

/* Each line is in the list of its kind, and only what is looked for is shown. */
static void
test_preview_lists (void)
{
  static const struct
  {
    const char *text;
    guint n_sent, n_held, n_other;
  } cases[] = {
    { "", 1, 1, 1 }, { "BYRON", 1, 0, 0 }, { "ada@", 1, 1, 1 }, { "gardener", 0, 1, 0 },
    { "job-Kay", 0, 0, 1 }, { "nobody", 0, 0, 0 },
  };
  g_autoptr(GPtrArray) preview = vouch_preview_new ();
  VouchPreviewItem *last;

  add_item (preview, VOUCH_PREVIEW_SEND, "Byron", "Sales");
  add_item (preview, VOUCH_PREVIEW_HOLD, "Hopper", "Gardener")->reason =
    vouch_reason_new ("job.no-tag", NULL);
  last = add_item (preview, VOUCH_PREVIEW_DO, "Kay", "Research");
  last->reason = vouch_reason_new ("effect.planned", "kind", "write-note", NULL);
  last->next_at = UI_CONTENT_TIME + 1;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchPreviewLists) lists =
        vouch_preview_lists_new (preview, cases[i].text, UI_CONTENT_TIME);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (lists->sent->len, ==, cases[i].n_sent);
      g_assert_cmpuint (lists->held->len, ==, cases[i].n_held);
      g_assert_cmpuint (lists->other->len, ==, cases[i].n_other);
    }
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       n_removed,
          guint       n_added,
          guint      *counts)
{
  counts[0]++;
  counts[1] = position;
  counts[2] = n_removed;
  counts[3] = n_added;
}

static GPtrArray *
make_lines (const char *const *titles)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *titles != NULL; titles++)
    g_ptr_array_add (lines, vouch_line_new (*titles, NULL));

  return lines;
}

static void
test_lines (void)
{
  g_autoptr(GListStore) store = g_list_store_new (VOUCH_TYPE_LINE);
  g_autoptr(GPtrArray) first = make_lines ((const char *[]) { "a", "b", "c", NULL });
  g_autoptr(GPtrArray) same = make_lines ((const char *[]) { "a", "b", "c", NULL });
  g_autoptr(GPtrArray) other = make_lines ((const char *[]) { "a", "x", "y", "c", NULL });
  guint counts[4] = { 0 };

  vouch_lines_update (store, first);
  g_signal_connect (store, "items-changed", G_CALLBACK (count_cb), counts);
  vouch_lines_update (store, same);
  g_assert_cmpuint (counts[0], ==, 0);
  vouch_lines_update (store, other);
  g_assert_cmpuint (counts[0], ==, 1);
  g_assert_cmpuint (counts[1], ==, 1);
  g_assert_cmpuint (counts[2], ==, 1);
  g_assert_cmpuint (counts[3], ==, 2);
}

#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/requests/words", test_words);
  g_test_add_func ("/requests/links", test_links);
  g_test_add_func ("/requests/same-site", test_same_site);
  g_test_add_func ("/requests/lines", test_lines);
  g_test_add_func ("/requests/preview-lists", test_preview_lists);
  ADD ("/requests/empty", test_empty);
  ADD ("/requests/list", test_list);
  ADD ("/requests/menu", test_menu);
  ADD ("/requests/fit", test_fit);
  ADD ("/requests/search", test_search);
  ADD ("/requests/narrow", test_narrow);
  ADD ("/requests/sort", test_sort);
  ADD ("/requests/details", test_details);
  ADD ("/requests/remind", test_remind);
  ADD ("/requests/remind-on", test_remind_on);
  ADD ("/requests/later-store", test_later_store);
  ADD ("/requests/closed", test_closed);
  ADD ("/requests/gone", test_gone);
  ADD ("/requests/busy", test_busy);
  ADD ("/requests/why-off", test_why_off);
  ADD ("/requests/why-search", test_why_search);
  ADD ("/requests/preview-off", test_preview_off);

  return g_test_run ();
}
