/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox-server.h"

typedef struct
{
  VouchSandboxServer *server;
  SoupSession *session;
  char *folder;
  char *state_path;
  guint status;
  GBytes *body;
  GError *error;
  gboolean done;
} Fixture;

static void
start (Fixture *fixture)
{
  VouchSandboxServerOptions options = { 0 };
  g_autoptr(GError) error = NULL;

  options.seed = 7;
  options.state_path = fixture->state_path;
  fixture->server = vouch_sandbox_server_new (&options, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("vouch-sandbox-XXXXXX", NULL);
  fixture->state_path = g_build_filename (fixture->folder, "state.json", NULL);
  fixture->session = soup_session_new ();
  start (fixture);
}

static void
clear_answer (Fixture *fixture)
{
  g_clear_pointer (&fixture->body, g_bytes_unref);
  g_clear_error (&fixture->error);
  fixture->status = 0;
  fixture->done = FALSE;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  clear_answer (fixture);
  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  vouch_sandbox_server_stop (fixture->server);
  g_assert_finalize_object (fixture->server);
  g_unlink (fixture->state_path);
  g_rmdir (fixture->folder);
  g_free (fixture->state_path);
  g_free (fixture->folder);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->body = soup_session_send_and_read_finish (SOUP_SESSION (object), result,
                                                     &fixture->error);
  fixture->done = TRUE;
}

static void
call (Fixture       *fixture,
      const char    *method,
      VouchListener  listener,
      const char    *path,
      const char    *body)
{
  const char *origin = vouch_sandbox_server_get_origin (fixture->server, listener);
  VouchSandbox *sandbox = vouch_sandbox_server_get_sandbox (fixture->server);
  g_autofree char *uri = g_strconcat (origin, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, uri);

  clear_answer (fixture);
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION | SOUP_MESSAGE_NO_REDIRECT);
  if (listener == VOUCH_LISTENER_ATS)
    soup_message_headers_append (soup_message_get_request_headers (message), "X-SmartToken",
                                 vouch_sandbox_get_api_key (sandbox));
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, read_cb,
                                    fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  fixture->status = soup_message_get_status (message);
}

static void
fault (Fixture    *fixture,
       const char *arguments)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;

  node = vouch_sandbox_control (vouch_sandbox_server_get_sandbox (fixture->server), "fault",
                                arguments, 0, &error);
  g_assert_no_error (error);
}

static void
test_origins (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    {
      g_assert_true (g_str_has_prefix (vouch_sandbox_server_get_origin (fixture->server, i),
                                       "http://localhost:"));
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (vouch_sandbox_server_get_origin (fixture->server, i), !=,
                         vouch_sandbox_server_get_origin (fixture->server, j));
    }

  call (fixture, "GET", VOUCH_LISTENER_ATS, "/jobs?sort=job_id&limit=3", NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->status, ==, 200);
  call (fixture, "GET", VOUCH_LISTENER_IDENTITY, "/", NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  call (fixture, "GET", VOUCH_LISTENER_IDENTITY, "/jobs", NULL);
  g_assert_cmpuint (fixture->status, ==, 404);
  g_assert_cmpuint (vouch_sandbox_server_get_n_arrivals (fixture->server), ==, 3);
}

static void
test_drops (Fixture       *fixture,
            gconstpointer  data)
{
  fault (fixture, "{\"kind\":\"drop-before\"}");
  call (fixture, "POST", VOUCH_LISTENER_ATS, "/messages/shares", "{}");
  g_assert_nonnull (fixture->error);
  fault (fixture, "{\"kind\":\"drop-after\"}");
  call (fixture, "POST", VOUCH_LISTENER_ATS, "/messages/shares", "{\"content\":\"x\"}");
  g_assert_nonnull (fixture->error);
  fault (fixture, "{\"kind\":\"truncate\"}");
  call (fixture, "GET", VOUCH_LISTENER_ATS, "/jobs?limit=100", NULL);
  g_assert_true (fixture->error != NULL || fixture->status != 200);
  g_assert_cmpuint (vouch_sandbox_server_get_n_arrivals (fixture->server), ==, 3);
  call (fixture, "GET", VOUCH_LISTENER_ATS, "/jobs", NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_delay (Fixture       *fixture,
            gconstpointer  data)
{
  fault (fixture, "{\"kind\":\"delay\",\"milliseconds\":20}");
  call (fixture, "GET", VOUCH_LISTENER_ATS, "/jobs", NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->status, ==, 200);
}

static void
test_bomb (Fixture       *fixture,
           gconstpointer  data)
{
  fault (fixture, "{\"kind\":\"bomb\"}");
  call (fixture, "GET", VOUCH_LISTENER_ATS, "/jobs", NULL);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (g_bytes_get_size (fixture->body), >=, 64 * 1024 * 1024);
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = g_strnfill (25 * 1024 * 1024, ' ');

  call (fixture, "POST", VOUCH_LISTENER_ATS, "/messages/shares", text);
  g_assert_cmpuint (fixture->status, ==, 413);
}

/* A stop with an answer under way ends it. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  const char *origin = vouch_sandbox_server_get_origin (fixture->server, VOUCH_LISTENER_ATS);
  g_autofree char *uri = g_strconcat (origin, "/jobs", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);

  fault (fixture, "{\"kind\":\"delay\",\"seconds\":130}");
  clear_answer (fixture);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, read_cb,
                                    fixture);
  while (vouch_sandbox_server_get_n_arrivals (fixture->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  vouch_sandbox_server_stop (fixture->server);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (fixture->error);
}

static void
test_state (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  VouchSandboxServerOptions other = { 0 };

  call (fixture, "POST", VOUCH_LISTENER_IDENTITY, "/_sandbox/create-job",
        "{\"title\":\"Gardener\"}");
  node = vouch_json_parse (fixture->body, &error);
  g_assert_no_error (error);
  path = g_strdup_printf ("/jobs/%s",
                          json_object_get_string_member (json_node_get_object (node), "job_id"));
  while (!g_file_test (fixture->state_path, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);

  vouch_sandbox_server_stop (fixture->server);
  g_assert_finalize_object (fixture->server);
  start (fixture);
  call (fixture, "GET", VOUCH_LISTENER_ATS, path, NULL);
  g_assert_cmpuint (fixture->status, ==, 200);

  other.seed = 8;
  other.state_path = fixture->state_path;
  g_assert_null (vouch_sandbox_server_new (&other, &error));
  g_assert_nonnull (error);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sandbox/server/origins", test_origins);
  ADD ("/sandbox/server/drops", test_drops);
  ADD ("/sandbox/server/delay", test_delay);
  ADD ("/sandbox/server/bomb", test_bomb);
  ADD ("/sandbox/server/too-large", test_too_large);
  ADD ("/sandbox/server/stop", test_stop);
  ADD ("/sandbox/server/state", test_state);

  return g_test_run ();
}
