/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <string.h>

#include "base/vouch-util.h"
#include "store/vouch-applications.h"
#include "store/vouch-attention-list.h"
#include "store/vouch-connections.h"
#include "store/vouch-outbox.h"
#include "ui-content.h"
#include "ui-fixture.h"
#include "ui/attention/vouch-attention-act.h"
#include "ui/attention/vouch-attention-issue.h"
#include "ui/attention/vouch-attention-page.h"
#include "ui/attention/vouch-link-dialog.h"

static gboolean
is_shown (GtkWidget  *root,
          const char *text)
{
  GtkWidget *label = ui_find_text (root, text);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* A label that has @text in it. */
static GtkWidget *
find_part (GtkWidget  *root,
           const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_part (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
show_page (UiFixture *fixture,
           int        width)
{
  VouchPage *page = vouch_attention_page_new (fixture->hub);

  ui_fixture_show (fixture, GTK_WIDGET (page), width, 600);
  return GTK_WIDGET (page);
}

typedef struct
{
  gint64 id;
  VouchTriggerState state;
  gboolean confirmed;
} Entry;

static gboolean
read_entry (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Entry *self = data;
  g_autoptr(VouchTrigger) trigger = vouch_triggers_get (db, self->id, error);

  if (trigger == NULL)
    return FALSE;

  self->state = trigger->state;
  self->confirmed = trigger->confirmed;
  return TRUE;
}

static Entry
get_entry (UiFixture *fixture,
           gint64     id)
{
  Entry entry = { .id = id };

  ui_fixture_write (fixture, read_entry, &entry);
  return entry;
}

static gboolean
leave_hosts (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, *(gint64 *) data, error);

  if (connection == NULL)
    return FALSE;

  vouch_set_str (&connection->web_uri, "javascript:alert(1)");
  return vouch_connections_update (db, connection, error);
}

static GtkWindow *
find_alert (void)
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
activate (GtkWidget          *page,
          const char         *action,
          VouchAttentionKind  kind,
          gint64              id)
{
  g_assert_true (gtk_widget_activate_action (page, action, "x",
                                             vouch_attention_row_id (kind, id)));
}

static void
test_clear (UiFixture     *fixture,
            gconstpointer  data)
{
  GtkWidget *page;

  ui_fixture_connect (fixture, "one");
  page = show_page (fixture, 700);
  ui_wait_for (is_shown (page, "All Clear"));
}

static void
test_list (UiFixture     *fixture,
           gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  GtkWidget *page = show_page (fixture, 360);
  gint64 id;

  ui_wait_for (is_shown (page, "All Clear"));
  ui_content_add_entry (fixture, connection_id, "Alan", "<b>Kay</b>", "job.no-tag");
  ui_wait_for (is_shown (page, "Alan <b>Kay</b> · Analyst"));
  g_assert_true (is_shown (page, "The job carries no tag."));
  g_assert_true (is_shown (page, "1 Item Waits for a Person"));
  g_assert_cmpint (gtk_widget_get_width (page), <=, 360);

  id = ui_content_add_request (fixture, connection_id, "Ada", "Byron", "Sales",
                               VOUCH_STAGE_COMPLETE);
  ui_content_add_held (fixture, connection_id, id, "attach-report", "report.too-large");
  ui_wait_for (is_shown (page, "Ada Byron · Sales"));
  g_assert_true (is_shown (page, "The report is larger than SmartRecruiters takes."));
  g_assert_true (is_shown (page, "2 Items Wait for a Person"));
}

static void
test_passing (UiFixture     *fixture,
              gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  GtkWidget *page = show_page (fixture, 700);

  ui_content_add_entry (fixture, connection_id, "Ada", "Byron", "application.not-found");
  ui_wait_for (is_shown (page, "Vouch Tries Again by Itself"));
  g_assert_null (ui_find_text (page, "1 Item Waits for a Person"));
}

static void
test_confirm (UiFixture     *fixture,
              gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_entry (fixture, connection_id, "Ada", "Byron", "entry.re-entry");
  GtkWidget *page = show_page (fixture, 700);

  ui_wait_for (is_shown (page, "Confirm"));
  activate (page, "attention.confirm", VOUCH_ATTENTION_ENTRY, id);
  ui_wait_for (get_entry (fixture, id).confirmed);
  ui_wait_for (is_shown (page, "All Clear"));
}

static void
test_skip_undone (UiFixture     *fixture,
                  gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_entry (fixture, connection_id, "Ada", "Byron", "job.no-tag");
  GtkWidget *page = show_page (fixture, 700);
  GtkWidget *undo;

  ui_wait_for (is_shown (page, "Ada Byron · Analyst"));
  activate (page, "attention.skip", VOUCH_ATTENTION_ENTRY, id);
  ui_wait_for (is_shown (page, "All Clear"));
  g_assert_cmpint (get_entry (fixture, id).state, ==, VOUCH_TRIGGER_HELD);

  ui_wait_for (is_shown (fixture->window, "Undo"));
  undo = gtk_widget_get_ancestor (ui_find_text (fixture->window, "Undo"), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (undo, "clicked");
  ui_wait_for (is_shown (page, "Ada Byron · Analyst"));
  vouch_page_note_shown (VOUCH_PAGE (page), FALSE);
  g_assert_cmpint (get_entry (fixture, id).state, ==, VOUCH_TRIGGER_HELD);
}

static void
test_skip (UiFixture     *fixture,
           gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_entry (fixture, connection_id, "Ada", "Byron", "job.no-tag");
  GtkWidget *page = show_page (fixture, 700);

  ui_wait_for (is_shown (page, "Ada Byron · Analyst"));
  activate (page, "attention.skip", VOUCH_ATTENTION_ENTRY, id);
  /* Whoever leaves the page does not take it back. */
  vouch_page_note_shown (VOUCH_PAGE (page), FALSE);
  ui_wait_for (get_entry (fixture, id).state == VOUCH_TRIGGER_SKIPPED);
}

/* Whoever closes the window does not take it back either. */
static void
test_skip_closed (UiFixture     *fixture,
                  gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_entry (fixture, connection_id, "Ada", "Byron", "job.no-tag");
  GtkWidget *page = show_page (fixture, 700);

  ui_wait_for (is_shown (page, "Ada Byron · Analyst"));
  activate (page, "attention.skip", VOUCH_ATTENTION_ENTRY, id);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  g_assert_cmpint (get_entry (fixture, id).state, ==, VOUCH_TRIGGER_SKIPPED);
}

static void
test_retry (UiFixture     *fixture,
            gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 request_id = ui_content_add_request (fixture, connection_id, "Ada", "Byron", "Sales",
                                              VOUCH_STAGE_COMPLETE);
  gint64 id = ui_content_add_held (fixture, connection_id, request_id, "attach-report",
                                   "report.too-large");
  GtkWidget *page = show_page (fixture, 700);

  ui_wait_for (is_shown (page, "Retry"));
  activate (page, "attention.retry", VOUCH_ATTENTION_EFFECT, id);
  ui_wait_for (is_shown (page, "All Clear"));
}

static GtkWidget *
get_row (GtkWidget  *page,
         const char *title)
{
  return gtk_widget_get_ancestor (ui_find_text (page, title), GTK_TYPE_LIST_BOX_ROW);
}

static guint
count_action (GtkWidget  *row,
              const char *action)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (ui_find_type (row, GTK_TYPE_MENU_BUTTON));
  GMenuModel *menu;
  guint n = 0;

  gtk_menu_button_popup (button);
  menu = gtk_menu_button_get_menu_model (button);
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autofree char *name = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &name);
      n += g_strcmp0 (name, action) == 0 ? 1 : 0;
    }

  gtk_menu_button_popdown (button);
  return n;
}

/* What is fixed elsewhere goes on without coming back, and says so. */
static void
test_goes_on (UiFixture     *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *name;
    const char *reason;
    const char *button; /* (nullable): %NULL: there is none */
    const char *line;   /* (nullable): %NULL: it waits for the person's word */
  } cases[] = {
    { "Byron", "job.no-tag", "Fix and Send", "It is sent by itself as soon as this is fixed." },
    { "Kay", "candidate.no-email", NULL, "It is sent by itself as soon as this is fixed." },
    { "Perlis", "entry.re-entry", NULL, NULL },
    { "Hopper", "ats.forbidden", "Fix", "It goes on by itself as soon as this is fixed." },
    { "Lovelace", "report.too-large", NULL, NULL },
  };
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  GtkWidget *page = show_page (fixture, 360);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = g_strdup_printf ("Ada %s · Analyst", cases[i].name);
      gint64 request_id;

      g_test_message ("%s", cases[i].reason);
      if (i < 3)
        {
          ui_content_add_entry (fixture, connection_id, "Ada", cases[i].name, cases[i].reason);
        }
      else
        {
          request_id = ui_content_add_request (fixture, connection_id, "Ada", cases[i].name,
                                               "Analyst", VOUCH_STAGE_COMPLETE);
          ui_content_add_held (fixture, connection_id, request_id, "attach-report",
                               cases[i].reason);
        }
      ui_wait_for (is_shown (page, title));
      g_assert_cmpint (find_part (get_row (page, title), "by itself as soon as") != NULL, ==,
                       cases[i].line != NULL);
      if (cases[i].line != NULL)
        g_assert_nonnull (find_part (get_row (page, title), cases[i].line));
      g_assert_cmpint (find_part (get_row (page, title), "Fix") != NULL, ==,
                       cases[i].button != NULL);
      if (cases[i].button != NULL)
        g_assert_nonnull (ui_find_text (get_row (page, title), cases[i].button));
      /* Whoever can retry what is to be fixed first does so from the menu. */
      g_assert_cmpuint (count_action (get_row (page, title), "attention.retry"), ==,
                        g_str_equal (cases[i].reason, "ats.forbidden") ? 1 : 0);
    }
  g_assert_cmpint (gtk_widget_get_width (page), <=, 360);
}

/* An address that leads elsewhere than to the connection's hosts is not opened. */
static void
test_open_ats (UiFixture     *fixture,
               gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  gint64 id = ui_content_add_entry (fixture, connection_id, "Ada", "Byron", "job.no-tag");
  GtkWidget *page = show_page (fixture, 700);

  ui_wait_for (is_shown (page, "Ada Byron · Analyst"));
  g_assert_cmpuint (count_action (get_row (page, "Ada Byron · Analyst"), "attention.open-ats"), ==,
                    1);

  ui_fixture_write (fixture, leave_hosts, &connection_id);
  ui_wait_for (g_str_has_prefix (vouch_connection_item_get (vouch_hub_get_current (
    fixture->hub))->web_uri, "javascript"));
  activate (page, "attention.open-ats", VOUCH_ATTENTION_ENTRY, id);
  ui_wait_for (find_alert () != NULL);
  gtk_window_destroy (find_alert ());
}

static void
test_details (UiFixture     *fixture,
              gconstpointer  data)
{
  gint64 connection_id = ui_fixture_connect (fixture, "one");
  VouchAttentionLoad *load = vouch_attention_load_new (connection_id, NULL);
  g_autoptr(GPtrArray) issues = NULL;
  g_autofree char *details = NULL;
  g_autoptr(GVariant) fix = NULL;
  const char *page, *thing;

  ui_content_add_entry (fixture, connection_id, "Ada", "Byron", "job.no-tag");
  ui_fixture_write (fixture, vouch_attention_load_run, load);
  issues = vouch_attention_load_take (load);
  vouch_attention_load_free (load);
  g_assert_cmpuint (issues->len, ==, 1);
  fix = g_variant_ref_sink (vouch_attention_issue_get_fix (issues->pdata[0]));
  g_variant_get (fix, "(&s&s)", &page, &thing);
  g_assert_cmpstr (page, ==, "jobs");
  g_assert_cmpstr (thing, ==, vouch_attention_issue_get_item (issues->pdata[0])->job_id);
  g_assert_cmpstr (thing, !=, "");
  details = vouch_attention_issue_dup_details (issues->pdata[0]);
  g_assert_nonnull (strstr (details, "reason: job.no-tag\n"));
  g_assert_nonnull (strstr (details, "candidate: candidate-Byron\n"));
  /* Nobody's name. */
  g_assert_null (strstr (details, "Ada"));
  g_assert_null (strstr (details, "@"));
}

static void
test_request_id (void)
{
  const struct
  {
    const char *text;
    gboolean valid;
  } cases[] = {
    { "2f0c9a52-11aa-4bb2-8cc3-0123456789ab", TRUE },
    { "12345", TRUE },
    { "", FALSE },
    { "abc", FALSE },
    { "two words", FALSE },
    { "https://host/report/1", FALSE },
    { "a/../b", FALSE },
    { "idé12345", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (vouch_attention_is_request_id (cases[i].text), ==, cases[i].valid);
    }
}

static void
keep_id_cb (VouchLinkDialog  *dialog,
            const char       *id,
            char            **kept)
{
  g_assert_null (*kept);
  *kept = g_strdup (id);
}

static void
test_link_dialog (void)
{
  GtkWidget *dialog = vouch_link_dialog_new (gtk_label_new (NULL), "Ada Byron · Sales");
  GtkWidget *entry = ui_find_type (dialog, ADW_TYPE_ENTRY_ROW);
  g_autofree char *kept = NULL;

  g_signal_connect (dialog, "linked", G_CALLBACK (keep_id_cb), &kept);
  gtk_editable_set_text (GTK_EDITABLE (entry), "no id");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "entry-activated");
  g_assert_null (kept);
  gtk_editable_set_text (GTK_EDITABLE (entry), " 2f0c9a52 ");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_signal_emit_by_name (entry, "entry-activated");
  g_assert_cmpstr (kept, ==, "2f0c9a52");
}

static void
test_busy (UiFixture     *fixture,
           gconstpointer  data)
{
  VouchPage *page;

  ui_fixture_connect (fixture, "one");
  page = g_object_ref_sink (vouch_attention_page_new (fixture->hub));
  g_assert_finalize_object (page);
}

#define ADD(path, func) \
  g_test_add (path, UiFixture, NULL, ui_fixture_set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/attention/request-id", test_request_id);
  g_test_add_func ("/attention/link-dialog", test_link_dialog);
  ADD ("/attention/clear", test_clear);
  ADD ("/attention/list", test_list);
  ADD ("/attention/passing", test_passing);
  ADD ("/attention/confirm", test_confirm);
  ADD ("/attention/skip-undone", test_skip_undone);
  ADD ("/attention/skip", test_skip);
  ADD ("/attention/skip-closed", test_skip_closed);
  ADD ("/attention/retry", test_retry);
  ADD ("/attention/goes-on", test_goes_on);
  ADD ("/attention/open-ats", test_open_ats);
  ADD ("/attention/details", test_details);
  ADD ("/attention/busy", test_busy);

  return g_test_run ();
}
