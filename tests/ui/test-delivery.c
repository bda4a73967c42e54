/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "account/vouch-memory-secrets.h"
#include "store/vouch-connections.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-delivered.h"
#include "ui-content.h"
#include "ui-fixture.h"
#include "ui/requests/vouch-request-page.h"
#include "vouch-test-transport.h"

/* The part of a request's page that looks in SmartRecruiters. */

#define FILE_NAME "crosschq-report-request-Byron.pdf"

#define CANDIDATE \
  "{\"id\":\"candidate-Byron\",\"firstName\":\"Ada\",\"lastName\":\"Byron\"," \
  "\"email\":\"Byron@example.com\",\"primaryAssignment\":{\"job\":{\"id\":\"job-Byron\"}," \
  "\"status\":\"IN_REVIEW\",\"subStatus\":\"Crosschq\"},\"secondaryAssignments\":[]}"
#define ATTACHMENTS \
  "{\"totalFound\":1,\"content\":[{\"id\":\"att-1\",\"name\":\"" FILE_NAME "\"," \
  "\"type\":\"GENERIC_FILE\",\"contentType\":\"application/pdf\"}]}"
#define NOTES \
  "{\"content\":[{\"content\":\"Report (request request-Byron)\"," \
  "\"createdOn\":\"2026-03-01T08:00:00.000Z\"}]}"
#define NOTHING "{\"totalFound\":0,\"content\":[]}"

static VouchTestTransport *
get_transport (UiFixture *fixture)
{
  return VOUCH_TEST_TRANSPORT (fixture->transport);
}

static void
set_up (UiFixture     *fixture,
        gconstpointer  data)
{
  g_autoptr(VouchClock) clock = vouch_system_clock_new ();

  fixture->transport = VOUCH_TRANSPORT (vouch_test_transport_new (clock));
  ui_fixture_set_up (fixture, data);
}

static void
push (UiFixture  *fixture,
      guint       status,
      const char *body)
{
  vouch_test_transport_push (get_transport (fixture), status, "application/json", body);
}

typedef struct
{
  gint64 connection_id;
  gint64 request_id;
  guint n_again;      /* out */
} Content;

static gboolean
add_done (Content     *self,
          VouchDb     *db,
          const char  *kind,
          GError     **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, self->request_id);
  g_autoptr(VouchEffect) effect = vouch_effect_new (kind, subject, 0);

  effect->connection_id = self->connection_id;
  effect->request_id = self->request_id;
  effect->attempt_id = g_strdup ("00000000000000000000000000000001");
  effect->created_at = UI_CONTENT_TIME;
  effect->once = TRUE;
  effect->state = VOUCH_EFFECT_DONE;
  return vouch_outbox_plan (db, effect, NULL, error) != 0;
}

static gboolean
add_delivered (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  Content *self = data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, self->connection_id, error);

  connection->on = TRUE;
  return vouch_connections_update (db, connection, error) &&
         add_done (self, db, VOUCH_DELIVERED_REPORT, error) &&
         add_done (self, db, VOUCH_DELIVERED_NOTE, error) &&
         vouch_reports_put (db, self->request_id, "full", FILE_NAME, 9, NULL, "att-1", error);
}

static gboolean
count_again (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  Content *self = data;
  g_autoptr(GPtrArray) effects = vouch_outbox_list_for (db, self->request_id, error);

  self->n_again = 0;
  for (guint i = 0; effects != NULL && i < effects->len; i++)
    self->n_again += vouch_delivered_is_again (effects->pdata[i]) ? 1 : 0;
  return effects != NULL;
}

static VouchPage *
show_page (UiFixture *fixture,
           Content   *content)
{
  VouchPage *page;

  /* What a person asks for is done all the same. */
  vouch_hub_set_blocker (fixture->hub, VOUCH_HUB_BLOCKER_METERED);
  content->connection_id = ui_fixture_connect (fixture, "one");
  content->request_id = ui_content_add_request (fixture, content->connection_id, "Ada", "Byron",
                                                "Sales", VOUCH_STAGE_COMPLETE);
  ui_fixture_write (fixture, add_delivered, content);
  vouch_memory_secrets_set (VOUCH_MEMORY_SECRETS (fixture->secrets), content->connection_id,
                            VOUCH_SECRET_API_KEY, "practice-key");
  page = vouch_request_page_new (fixture->hub, content->request_id);
  ui_fixture_show (fixture, GTK_WIDGET (page), 700, 900);
  ui_wait_for (ui_find_text (GTK_WIDGET (page), FILE_NAME) != NULL);
  return page;
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  GtkWidget *text = ui_find_text (root, label);

  return text != NULL ? gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON) : NULL;
}

static void
press (VouchPage  *page,
       const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (page), label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
says (VouchPage  *page,
      const char *text)
{
  return ui_find_text (GTK_WIDGET (page), text) != NULL;
}

static void
test_there (UiFixture     *fixture,
            gconstpointer  data)
{
  Content content = { 0 };
  VouchPage *page = show_page (fixture, &content);

  push (fixture, 200, CANDIDATE);
  push (fixture, 200, ATTACHMENTS);
  push (fixture, 403, "{}");
  push (fixture, 200, NOTES);
  press (page, "Check Delivery");
  g_assert_true (says (page, "Looking in SmartRecruiters…"));
  g_assert_false (gtk_widget_is_sensitive (find_button (GTK_WIDGET (page), "Check Delivery")));
  ui_wait_for (says (page, "Everything is where it was delivered."));
  g_assert_true (says (page, "There"));
  g_assert_null (find_button (GTK_WIDGET (page), "Deliver Again"));
  g_assert_cmpuint (vouch_test_transport_get_n_sent (get_transport (fixture)), ==, 4);
}

static void
test_missing (UiFixture     *fixture,
              gconstpointer  data)
{
  Content content = { 0 };
  VouchPage *page = show_page (fixture, &content);

  push (fixture, 200, CANDIDATE);
  push (fixture, 200, NOTHING);
  push (fixture, 200, NOTHING);
  press (page, "Check Delivery");
  ui_wait_for (says (page, "2 parts are missing in SmartRecruiters."));
  g_assert_true (says (page, "Missing"));

  /* The wish is kept, whatever comes of it now: the service refuses the next call. */
  push (fixture, 403, "{}");
  press (page, "Deliver Again");
  ui_wait_for (says (page, "Not delivered yet"));
  ui_fixture_write (fixture, count_again, &content);
  g_assert_cmpuint (content.n_again, ==, 2);
  g_assert_null (find_button (GTK_WIDGET (page), "Deliver Again"));
}

static void
test_forbidden (UiFixture     *fixture,
                gconstpointer  data)
{
  Content content = { 0 };
  VouchPage *page = show_page (fixture, &content);

  push (fixture, 403, "{}");
  press (page, "Check Delivery");
  ui_wait_for (says (page, "Not everything could be found out."));
  g_assert_true (says (page, "Cannot be told"));
  g_assert_null (find_button (GTK_WIDGET (page), "Deliver Again"));
}

/* The page goes while it looks. */
static void
test_busy (UiFixture     *fixture,
           gconstpointer  data)
{
  Content content = { 0 };
  VouchPage *page = show_page (fixture, &content);

  vouch_test_transport_push_silence (get_transport (fixture));
  press (page, "Check Delivery");
  ui_wait_for (vouch_test_transport_get_n_sent (get_transport (fixture)) == 1);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&fixture->window)));
  ui_wait_for (page == NULL);
}

#define ADD(path, func) g_test_add (path, UiFixture, NULL, set_up, func, ui_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  ADD ("/delivery/there", test_there);
  ADD ("/delivery/missing", test_missing);
  ADD ("/delivery/forbidden", test_forbidden);
  ADD ("/delivery/busy", test_busy);

  return g_test_run ();
}
