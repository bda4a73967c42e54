/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <string.h>

#include "store/vouch-applications.h"
#include "store/vouch-ledger.h"
#include "store/vouch-requests.h"
#include "ui-content.h"
#include "ui-fixture.h"
#include "ui/activity/vouch-activity-page.h"
#include "ui/attention/vouch-attention-page.h"
#include "ui/connectors/vouch-connectors-page.h"
#include "ui/jobs/vouch-jobs-page.h"
#include "ui/overview/vouch-overview-page.h"
#include "ui/requests/vouch-request-page.h"
#include "ui/requests/vouch-requests-page.h"

/* A right-to-left override and the beginning of an isolate, which nobody ends. */
#define TURNING_FIRST "Ada\u202e"
#define TURNING_LAST "noryB\u2067"
#define TURNING_JOB "Sales\u202bdaeh"
#define TURNING_NAME "one\u202e"
#define TURNING_SHOWN "Ada noryB"

#define HEBREW_FIRST "\u05d3\u05df"
#define HEBREW_LAST "\u05db\u05d4\u05df"
#define HEBREW_SHOWN "\u2068" HEBREW_FIRST " " HEBREW_LAST "\u2069"

typedef struct
{
  gint64 connection_id;
  gint64 request_id;
} Story;

static Story
add_all (UiFixture *fixture)
{
  Story story = { ui_fixture_connect (fixture, TURNING_NAME) };

  story.request_id = ui_content_add_request (fixture, story.connection_id, TURNING_FIRST,
                                             TURNING_LAST, TURNING_JOB, VOUCH_STAGE_IN_PROGRESS);
  ui_content_add_request (fixture, story.connection_id, HEBREW_FIRST, HEBREW_LAST, "Sales",
                          VOUCH_STAGE_IN_PROGRESS);
  ui_content_add_held (fixture, story.connection_id, story.request_id, "write-note",
                       "note.adopted");
  return story;
}

static gboolean
append_line (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  const Story *story = data;
  g_autoptr(VouchReason) what = vouch_reason_new ("template.saved", "tag", TURNING_JOB, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (UI_CONTENT_TIME, "vouch", what);
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, story->request_id, error);

  g_assert_nonnull (request);
  line->application_id = request->application_id;
  return vouch_ledger_append (db, story->connection_id, line, error) != 0;
}

/* Isolates begin and end, and nothing else turns a line. */
static void
check_text (const char *text)
{
  int depth = 0;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      depth += c == 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
      g_assert_true (depth == 0 || depth == 1);
      g_assert_false (c >= 0x202a && c <= 0x202e);
      g_assert_false (c == 0x2066 || c == 0x2067);
    }
  g_assert_cmpint (depth, ==, 0);
}

/* The only public way to its value is to compare it with another. */
static void
check_name (GtkAccessible *accessible)
{
  g_autofree char *name = NULL;

  if (!gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return;

  name = gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, "");
  check_text (name);
}

/* Texts, tooltips and names of all that is shown; gives how many texts there are. */
static guint
check_all (GtkWidget *root)
{
  guint n = 0;

  if (GTK_IS_LABEL (root))
    {
      g_test_message ("%s", gtk_label_get_text (GTK_LABEL (root)));
      check_text (gtk_label_get_text (GTK_LABEL (root)));
      n = 1;
    }
  check_text (gtk_widget_get_tooltip_text (root));
  check_name (GTK_ACCESSIBLE (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += check_all (child);

  return n;
}

/* A label that has @text in it. */
static gboolean
has_part (GtkWidget  *root,
          const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) &&
      strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (has_part (child, text))
        return TRUE;
    }

  return FALSE;
}

static void
check_page (UiFixture  *fixture,
            VouchPage  *page,
            int         width,
            const char *text)
{
  ui_fixture_show (fixture, GTK_WIDGET (page), width, 700);
  ui_wait_for (has_part (GTK_WIDGET (page), text));
  g_assert_cmpuint (check_all (GTK_WIDGET (page)), >, 3);
}

static void
test_requests (UiFixture     *fixture,
               gconstpointer  data)
{
  VouchPage *page = vouch_requests_page_new (fixture->hub);

  add_all (fixture);
  check_page (fixture, page, GPOINTER_TO_INT (data), TURNING_SHOWN);
  ui_wait_for (has_part (GTK_WIDGET (page), HEBREW_SHOWN));
  g_assert_true (has_part (GTK_WIDGET (page), "Salesdaeh"));
}

static void
test_request (UiFixture     *fixture,
              gconstpointer  data)
{
  Story story = add_all (fixture);
  VouchPage *page = vouch_request_page_new (fixture->hub, story.request_id);

  check_page (fixture, page, 700, "Needs attention");
  g_assert_cmpstr (vouch_page_get_title (page), ==, TURNING_SHOWN);
}

static void
test_attention (UiFixture     *fixture,
                gconstpointer  data)
{
  add_all (fixture);
  check_page (fixture, vouch_attention_page_new (fixture->hub), 700,
              TURNING_SHOWN " · Salesdaeh");
}

static void
test_overview (UiFixture     *fixture,
               gconstpointer  data)
{
  add_all (fixture);
  check_page (fixture, vouch_overview_page_new (fixture->hub), 700, TURNING_SHOWN);
}

static void
test_activity (UiFixture     *fixture,
               gconstpointer  data)
{
  Story story = add_all (fixture);

  ui_fixture_write (fixture, append_line, &story);
  check_page (fixture, vouch_activity_page_new (fixture->hub), 700,
              "Vouch · " TURNING_SHOWN " · Salesdaeh");
}

static void
test_jobs (UiFixture     *fixture,
           gconstpointer  data)
{
  add_all (fixture);
  check_page (fixture, vouch_jobs_page_new (fixture->hub), 700, "Salesdaeh");
}

static void
test_connection (UiFixture     *fixture,
                 gconstpointer  data)
{
  add_all (fixture);
  check_page (fixture, vouch_connectors_page_new (fixture->hub), 700, "one");
}

/* What is shown is another text than what is kept. */
static gboolean
read_person (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  const Story *story = data;
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, story->request_id, error);
  g_autoptr(VouchApplication) application = NULL;

  g_assert_nonnull (request);
  application = vouch_applications_get (db, request->application_id, error);
  g_assert_nonnull (application);
  g_assert_cmpstr (application->person->first_name, ==, TURNING_FIRST);
  g_assert_cmpstr (application->person->last_name, ==, TURNING_LAST);
  return TRUE;
}

static void
test_kept (UiFixture     *fixture,
           gconstpointer  data)
{
  Story story = add_all (fixture);

  check_page (fixture, vouch_requests_page_new (fixture->hub), 900, TURNING_SHOWN);
  ui_fixture_write (fixture, read_person, &story);
}

#define ADD(path, data, func) \
  g_test_add (path, UiFixture, data, ui_fixture_set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("/foreign/requests", GINT_TO_POINTER (900), test_requests);
  ADD ("/foreign/requests-narrow", GINT_TO_POINTER (360), test_requests);
  ADD ("/foreign/request", NULL, test_request);
  ADD ("/foreign/attention", NULL, test_attention);
  ADD ("/foreign/overview", NULL, test_overview);
  ADD ("/foreign/activity", NULL, test_activity);
  ADD ("/foreign/jobs", NULL, test_jobs);
  ADD ("/foreign/connection", NULL, test_connection);
  ADD ("/foreign/kept", NULL, test_kept);

  return g_test_run ();
}
