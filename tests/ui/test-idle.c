/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */

/* A window at rest beside a practice company in which nothing happens. */

#include "sandbox/vouch-sandbox-server.h"
#include "setup/vouch-connect-flow.h"
#include "setup/vouch-wanted.h"
#include "sync/vouch-actions.h"
#include "ui-content.h"
#include "ui/vouch-window.h"
#include "vouch-test-executor.h"
#include "vouch-test-util.h"

/* So many cycles in a row have to pass without a frame and without a reading for the window; a
 * cycle takes some tenths of a second, as the company only allows so many calls at a time. */
#define N_CALM 2
/* What a page still does after it was shown ends within so many. */
#define N_TRIES 40

static const char *const pages[] = {
  "overview", "requests", "attention", "templates", "jobs", "activity", "connectors",
};

typedef struct
{
  UiFixture ui;
  VouchSandboxServer *server;
  VouchTestExecutor *reader;
  VouchWindow *window;
  GPtrArray *labels;  /* of what was read from the store */
  guint n_frames;
} Fixture;

static GtkApplication *application;

/* The company. */

static gboolean
note_cb (const char *label,
         gpointer    user_data)
{
  Fixture *self = user_data;

  g_ptr_array_add (self->labels, g_strdup (label));
  return TRUE;
}

static VouchConnection *
connect_service (Fixture               *self,
                 VouchConnectMethod     method,
                 const VouchConnection *wanted,
                 const char            *secret)
{
  VouchContext *context = vouch_hub_get_context (self->ui.hub);
  const VouchConnectOptions options = {
    .method = method,
    .wanted = wanted,
    .secret = secret,
    .store = vouch_context_get_store (context),
    .secrets = vouch_context_get_secrets (context),
    .sources = vouch_context_get_token_sources (context),
    .transport = vouch_context_get_transport (context),
    .clock = vouch_context_get_clock (context),
    .random = vouch_context_get_random (context),
  };
  g_autoptr(VouchConnectFlow) flow = vouch_connect_flow_new (&options);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  VouchConnection *connection;

  vouch_connect_flow_run_async (flow, NULL, vouch_test_keep_result_cb, &result);
  ui_wait_for (result != NULL);
  connection = vouch_connect_flow_run_finish (flow, result, &error);
  g_assert_no_error (error);
  return connection;
}

static gboolean
turn_on (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  return vouch_action_switch (db, 1, VOUCH_SWITCH_ON, TRUE, UI_CONTENT_TIME, error);
}

static void
connect_company (Fixture *self)
{
  VouchSandbox *company = vouch_sandbox_server_get_sandbox (self->server);
  VouchPracticeInfo info = { 0 };
  g_autofree char *web =
    g_strdup (vouch_sandbox_server_get_origin (self->server, VOUCH_LISTENER_IDENTITY));
  g_autofree char *api =
    g_strdup (vouch_sandbox_server_get_origin (self->server, VOUCH_LISTENER_ATS));
  g_autofree char *crosschq =
    g_strdup (vouch_sandbox_server_get_origin (self->server, VOUCH_LISTENER_CROSSCHQ));
  g_autoptr(VouchConnection) wanted = vouch_connection_new ("", VOUCH_CONNECTION_PRACTICE);
  g_autoptr(VouchConnection) half = NULL;
  g_autoptr(VouchConnection) whole = NULL;

  info.web_uri = web;
  info.api_uri = api;
  info.crosschq_uri = crosschq;
  vouch_wanted_take_practice (wanted, &info);
  half = connect_service (self, VOUCH_CONNECT_API_KEY, wanted,
                          vouch_sandbox_get_api_key (company));
  whole = connect_service (self, VOUCH_CONNECT_CROSSCHQ, half,
                           vouch_sandbox_get_crosschq_key (company));
  g_assert_cmpint (whole->id, ==, 1);
  ui_fixture_write (&self->ui, turn_on, NULL);
  vouch_hub_reload (self->ui.hub);
  ui_wait_for (vouch_hub_get_active_session (self->ui.hub) != NULL &&
               vouch_hub_get_last_sync (self->ui.hub) != 0);
}

/* The window. */

static void
painted_cb (GdkFrameClock *clock,
            guint         *n_frames)
{
  (*n_frames)++;
}

static void
open_window (Fixture *self)
{
  GdkFrameClock *clock;

  self->window = VOUCH_WINDOW (vouch_window_new (application, self->ui.hub));
  gtk_window_present (GTK_WINDOW (self->window));
  ui_wait_for (gtk_widget_get_mapped (GTK_WIDGET (self->window)));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &self->n_frames);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const VouchTestHook hook = { .before = note_cb };
  const char *redirect_uris[] = { NULL };
  const VouchSandboxServerOptions options = {
    .seed = 1, .size = VOUCH_SANDBOX_SIZE_S, .redirect_uris = redirect_uris,
  };
  g_autoptr(GError) error = NULL;

  self->server = vouch_sandbox_server_new (&options, &error);
  g_assert_no_error (error);
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->reader = vouch_test_executor_new ();
  vouch_test_executor_set_hook (self->reader, &hook, self);
  self->ui.reader = VOUCH_EXECUTOR (self->reader);
  ui_fixture_set_up (&self->ui, NULL);
  connect_company (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_fixture_tear_down (&self->ui, NULL);
  vouch_sandbox_server_stop (self->server);
  vouch_test_run_ready ();
  g_clear_object (&self->server);
  g_clear_object (&self->reader);
  g_ptr_array_unref (self->labels);
}

static void
run_cycle (Fixture *self)
{
  VouchEngine *engine = vouch_hub_get_engine (self->ui.hub);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchCycle) cycle = NULL;

  vouch_engine_sync_async (engine, 1, VOUCH_CYCLE_NONE, NULL, vouch_test_keep_result_cb, &result);
  ui_wait_for (result != NULL);
  cycle = vouch_engine_sync_finish (engine, result, &error);
  g_assert_no_error (error);
  g_assert_null (vouch_cycle_get_problem (cycle));
}

static gboolean
is_calm (Fixture *self)
{
  g_ptr_array_set_size (self->labels, 0);
  self->n_frames = 0;
  run_cycle (self);
  return self->n_frames == 0 && self->labels->len == 0;
}

static void
assert_calm (Fixture    *self,
             const char *page)
{
  guint n_calm = 0;

  for (guint i = 0; i < N_TRIES && n_calm < N_CALM; i++)
    n_calm = is_calm (self) ? n_calm + 1 : 0;

  if (n_calm == N_CALM)
    return;

  for (guint i = 0; i < self->labels->len; i++)
    g_test_message ("read: %s", (const char *) self->labels->pdata[i]);
  g_test_message ("%u frames", self->n_frames);
  g_error ("%s does not come to rest", page);
}

static void
test_cycles (Fixture       *self,
             gconstpointer  data)
{
  open_window (self);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      vouch_window_show_page (self->window, pages[i]);
      assert_calm (self, pages[i]);
    }
}

/* Hidden pages. */

static gboolean
change (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  static const char *const subjects[] = {
    "application", "effect", "job", "ledger", "reference", "request", "setting", "survey",
    "template", "trigger",
  };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    vouch_db_note_change (db, subjects[i], 1);
  return vouch_db_run (db, error, "UPDATE connection SET name = name || '.' WHERE id = 1", "");
}

static gboolean
was_read (Fixture    *self,
          const char *label)
{
  for (guint i = 0; i < self->labels->len; i++)
    {
      if (g_str_equal (self->labels->pdata[i], label))
        return TRUE;
    }

  return FALSE;
}

static void
test_hidden (Fixture       *self,
             gconstpointer  data)
{
  static const char *const hidden[] = {
    "read overview", "read list", "read rows", "read what waits",
  };

  open_window (self);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    vouch_window_show_page (self->window, pages[i]);
  vouch_window_show_page (self->window, "templates");
  assert_calm (self, "templates");

  ui_fixture_write (&self->ui, change, NULL);
  ui_wait_for (was_read (self, "read templates"));
  /* Whatever had begun to read would have come before that. */
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    g_assert_false (was_read (self, hidden[i]));

  vouch_window_show_page (self->window, "overview");
  ui_wait_for (was_read (self, "read overview"));
  vouch_window_show_page (self->window, "attention");
  ui_wait_for (was_read (self, "read what waits"));
  g_assert_false (was_read (self, "read list"));
  vouch_window_show_page (self->window, "requests");
  ui_wait_for (was_read (self, "read list"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add ("/idle/cycles", Fixture, NULL, set_up, test_cycles, tear_down);
  g_test_add ("/idle/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
