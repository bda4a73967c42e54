/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account-server.h"

#include "account/vouch-browser-sign-in.h"
#include "account/vouch-token-endpoint.h"
#include "base/vouch-error.h"
#include "http/vouch-loopback.h"
#include "vouch-test-clock.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

#define WALL (G_GINT64_CONSTANT (1714557600) * G_TIME_SPAN_SECOND)
#define FREE_PORT "http://localhost:0/callback"
#define HTTPS_REDIRECT "https://connect.example.com/vouch/done"

typedef struct
{
  VouchTestClock *clock;
  VouchRandom *random;
  AccountServer *server;
  VouchHttp *http;
  VouchBrowserSignIn *sign_in;
  GAsyncResult *result;
  char *opened;
  guint n_opened;
} Fixture;

static const VouchGrantOptions options = {
  .client_id = "client 1",
  .authorize_uri = "https://www.example.com/identity/oauth/allow",
  .scopes = "jobs_read",
  .pkce = TRUE,
};

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  memset (fixture, 0, sizeof *fixture);
  fixture->clock = vouch_test_clock_new (WALL);
  fixture->random = vouch_test_random_new (7);
  fixture->server = account_server_new (VOUCH_CLOCK (fixture->clock));
  fixture->http = vouch_token_http_new ("https://api.example.com", VOUCH_REACH_REAL,
                                        VOUCH_TRANSPORT (fixture->server),
                                        VOUCH_CLOCK (fixture->clock), fixture->random, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->result);
  vouch_test_run_ready ();
  g_assert_finalize_object (fixture->sign_in);
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->random);
  g_assert_finalize_object (fixture->clock);
  g_free (fixture->opened);
}

static void
open_uri_cb (VouchBrowserSignIn *sign_in,
             const char         *uri,
             gpointer            user_data)
{
  Fixture *fixture = user_data;

  fixture->n_opened++;
  g_free (fixture->opened);
  fixture->opened = g_strdup (uri);
}

static void
run (Fixture      *fixture,
     const char   *first,
     const char   *second,
     GCancellable *cancellable)
{
  const char *const redirect_uris[] = { first, second, NULL };

  fixture->sign_in = vouch_browser_sign_in_new (&options, redirect_uris, fixture->http,
                                                VOUCH_CLOCK (fixture->clock), fixture->random);
  g_signal_connect (fixture->sign_in, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  vouch_browser_sign_in_run_async (fixture->sign_in, "s&cret", cancellable,
                                   vouch_test_keep_result_cb, &fixture->result);
  g_assert_null (fixture->result);
  g_assert_cmpuint (fixture->n_opened, ==, 0);
}

static void
run_until_open (Fixture    *fixture,
                const char *first,
                const char *second)
{
  run (fixture, first, second, NULL);
  vouch_test_clock_run_until (fixture->clock, fixture->n_opened == 1);
}

static VouchTokens *
finish (Fixture  *fixture,
        GError  **error)
{
  vouch_test_clock_run_until (fixture->clock, fixture->result != NULL);
  return vouch_browser_sign_in_run_finish (fixture->sign_in, fixture->result, error);
}

static char *
dup_parameter (Fixture    *fixture,
               const char *name)
{
  g_autoptr(GUri) uri = g_uri_parse (fixture->opened, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr(GHashTable) parameters = NULL;

  parameters = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  return g_strdup (g_hash_table_lookup (parameters, name));
}

static char *
build_answer (Fixture    *fixture,
              const char *parameters)
{
  g_autofree char *state = dup_parameter (fixture, "state");
  g_autofree char *challenge = dup_parameter (fixture, "code_challenge");

  account_server_set_code (fixture->server, "the-code", challenge);
  return g_strdup_printf ("%s?%s&state=%s",
                          vouch_browser_sign_in_get_redirect_uri (fixture->sign_in), parameters,
                          state);
}

static void
replied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *done = user_data;

  *done = TRUE;
}

/* What the browser does with the redirect. */
static void
visit (const char *address)
{
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GAsyncResult) connected = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *request = NULL;
  char reply[512] = "";
  gboolean done = FALSE;

  request = g_strdup_printf ("GET %s?%s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n",
                             g_uri_get_path (uri), g_uri_get_query (uri), g_uri_get_port (uri));
  g_socket_client_connect_to_host_async (client, "127.0.0.1", g_uri_get_port (uri), NULL,
                                         vouch_test_keep_result_cb, &connected);
  vouch_test_wait_for (connected != NULL);
  connection = g_socket_client_connect_to_host_finish (client, connected, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, NULL, &error);
  g_assert_no_error (error);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), reply,
                             sizeof reply - 1, G_PRIORITY_DEFAULT, NULL, replied_cb, &done);
  vouch_test_wait_for (done);
  g_assert_true (g_str_has_prefix (reply, "HTTP/1.1 200"));
}

static void
wait_for_posts (Fixture *fixture,
                guint    n)
{
  vouch_test_wait_for (account_server_get_n_posts (fixture->server) == n);
}

static void
test_browser (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *uri = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run_until_open (fixture, HTTPS_REDIRECT, FREE_PORT);
  uri = build_answer (fixture, "code=the-code");
  visit (uri);
  wait_for_posts (fixture, 1);
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tokens->access_token, ==, "access-1");
  g_assert_cmpuint (fixture->n_opened, ==, 1);
}

static void
test_forged_first (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *uri = NULL;
  g_autofree char *forged = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run_until_open (fixture, FREE_PORT, NULL);
  uri = build_answer (fixture, "code=the-code");
  forged = g_strdup_printf ("%s?code=evil&state=guess",
                            vouch_browser_sign_in_get_redirect_uri (fixture->sign_in));
  for (guint i = 0; i < 3; i++)
    {
      visit (forged);
      vouch_test_run_ready ();
      g_assert_null (fixture->result);
    }

  visit (uri);
  wait_for_posts (fixture, 1);
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tokens);
}

static void
test_pasted (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *uri = NULL;
  g_autofree char *pasted = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run_until_open (fixture, data, NULL);
  uri = build_answer (fixture, "code=the-code");
  pasted = g_strconcat (" ", uri, "\n", NULL);

  g_assert_false (vouch_browser_sign_in_take_text (fixture->sign_in, "something else", &error));
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE);
  g_clear_error (&error);
  g_assert_true (vouch_browser_sign_in_take_text (fixture->sign_in, pasted, &error));
  g_assert_no_error (error);
  g_assert_false (vouch_browser_sign_in_take_text (fixture->sign_in, pasted, NULL));
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tokens);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
}

static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *uri = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run_until_open (fixture, FREE_PORT, NULL);
  uri = build_answer (fixture, "error=access_denied");
  visit (uri);
  vouch_test_wait_for (fixture->result != NULL);
  tokens = finish (fixture, &error);
  g_assert_null (tokens);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_DENIED);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 0);
}

static void
test_expired (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run_until_open (fixture, FREE_PORT, NULL);
  vouch_test_clock_advance (fixture->clock, VOUCH_GRANT_LIFETIME);
  tokens = finish (fixture, &error);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_EXPIRED);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run (fixture, FREE_PORT, NULL, cancellable);
  vouch_test_clock_run_until (fixture->clock, fixture->n_opened == 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (fixture->result);
  tokens = finish (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (vouch_browser_sign_in_take_text (fixture->sign_in, "x", NULL));
}

static void
test_port_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchLoopback) squatter = vouch_loopback_new ("http://localhost:0/", &error);
  g_autofree char *taken = NULL;
  g_autoptr(VouchTokens) tokens = NULL;

  g_assert_no_error (error);
  taken = g_strdup_printf ("http://localhost:%u/callback", vouch_loopback_get_port (squatter));
  run (fixture, taken, NULL, NULL);
  tokens = finish (fixture, &error);
  g_assert_null (tokens);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_PORT);
  g_assert_cmpuint (fixture->n_opened, ==, 0);
}

static void
test_next_port (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(VouchLoopback) squatter = vouch_loopback_new ("http://localhost:0/", NULL);
  g_autofree char *taken = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  taken = g_strdup_printf ("http://localhost:%u/callback", vouch_loopback_get_port (squatter));
  run_until_open (fixture, taken, FREE_PORT);
  uri = build_answer (fixture, "code=the-code");
  visit (uri);
  wait_for_posts (fixture, 1);
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
}

static void
test_nothing_registered (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run (fixture, NULL, NULL, NULL);
  tokens = finish (fixture, &error);
  g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING);
}

#define ADD_WITH(path, data, func) \
  g_test_add ("/account/browser-sign-in/" path, Fixture, data, set_up, func, tear_down)
#define ADD(path, func) ADD_WITH (path, NULL, func)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("browser", test_browser);
  ADD ("forged-first", test_forged_first);
  ADD_WITH ("pasted", FREE_PORT, test_pasted);
  ADD_WITH ("pasted-https", HTTPS_REDIRECT, test_pasted);
  ADD ("denied", test_denied);
  ADD ("expired", test_expired);
  ADD ("cancelled", test_cancelled);
  ADD ("port-taken", test_port_taken);
  ADD ("next-port", test_next_port);
  ADD ("nothing-registered", test_nothing_registered);

  return g_test_run ();
}
