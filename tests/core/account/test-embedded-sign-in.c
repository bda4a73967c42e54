/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
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

/* A program that stands for the window: takes its order apart, then does what the test says. */
#define STAND_IN \
  "#!/bin/sh\n" \
  "read -r order\n" \
  "state=$(printf '%s' \"$order\" | sed 's/.*[?&]state=\\([^&\"]*\\).*/\\1/')\n" \
  "uri=$(printf '%s' \"$order\" | sed 's/.*\"redirect_uri\" *: *\"\\([^\"]*\\)\".*/\\1/')\n"
#define GOOD "printf '%s?code=the-code&state=%s\\n' \"$uri\" \"$state\"\n"

typedef struct
{
  VouchTestClock *clock;
  VouchRandom *random;
  AccountServer *server;
  VouchHttp *http;
  VouchEmbeddedSignIn *window;
  VouchBrowserSignIn *sign_in;
  GAsyncResult *result;
  char *folder;
  char *program;
  char *opened;
  GError *trouble;
  gboolean redirected;
} Fixture;

/* What the stand-in does, and what comes of it. */
typedef struct
{
  const char *name;
  const char *script;
  GQuark (* domain) (void);
  int code;
  gboolean ends;           /* the attempt has ended with it, otherwise the browser is offered */
} Case;

static const Case cases[] = {
  { "closed", "exit 2\n", vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CLOSED, TRUE },
  { "closed-after-an-address", GOOD "exit 2\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CLOSED, TRUE },
  { "denied", "printf '%s?error=access_denied&state=%s\\n' \"$uri\" \"$state\"\n",
    vouch_account_error_quark, VOUCH_ACCOUNT_ERROR_DENIED, TRUE },
  { "killed", "kill -KILL $$\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CRASHED, FALSE },
  { "trapped", "kill -TRAP $$\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CRASHED, FALSE },
  { "killed-after-an-address", GOOD "kill -SEGV $$\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CRASHED, FALSE },
  { "silent", "exit 0\n", vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CRASHED, FALSE },
  { "failed", "exit 1\n", vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CRASHED, FALSE },
  { "unknown-code", "exit 77\n", vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_CRASHED, FALSE },
  { "garbage", "echo hello\n", vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "empty-line", "echo\n", vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "no-line", "printf '%s?code=the-code&state=%s' \"$uri\" \"$state\"\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "two-lines", GOOD GOOD, vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "nul", GOOD "printf 'x\\000\\n'\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "wrong-state", "printf '%s?code=the-code&state=x%s\\n' \"$uri\" \"$state\"\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "no-state", "printf '%s?code=the-code\\n' \"$uri\"\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "wrong-address", "printf '%s/x?code=the-code&state=%s\\n' \"$uri\" \"$state\"\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "megabyte", "head -c 1000000 /dev/zero | tr '\\000' x\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
  { "megabyte-and-on", "while :; do head -c 1000000 /dev/zero; done\n",
    vouch_embedded_error_quark, VOUCH_EMBEDDED_ERROR_GARBAGE, FALSE },
};

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
  fixture->folder = g_dir_make_tmp ("vouch-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->program = g_build_filename (fixture->folder, "stand-in", NULL);
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
  g_assert_finalize_object (fixture->window);
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->random);
  g_assert_finalize_object (fixture->clock);
  g_unlink (fixture->program);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->program);
  g_free (fixture->folder);
  g_free (fixture->opened);
  g_clear_error (&fixture->trouble);
}

static void
open_uri_cb (VouchBrowserSignIn *sign_in,
             const char         *uri,
             gpointer            user_data)
{
  Fixture *fixture = user_data;

  g_assert_null (fixture->opened);
  fixture->opened = g_strdup (uri);
}

static void
window_failed_cb (VouchBrowserSignIn *sign_in,
                  const GError       *error,
                  gpointer            user_data)
{
  Fixture *fixture = user_data;

  g_assert_null (fixture->trouble);
  fixture->trouble = g_error_copy (error);
}

static void
redirected_cb (VouchBrowserSignIn *sign_in,
               gpointer            user_data)
{
  Fixture *fixture = user_data;

  g_assert_false (fixture->redirected);
  fixture->redirected = TRUE;
}

static char *
dup_parameter (Fixture    *fixture,
               const char *name)
{
  const char *address = vouch_browser_sign_in_get_authorize_uri (fixture->sign_in);
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr(GHashTable) parameters = NULL;

  parameters = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  return g_strdup (g_hash_table_lookup (parameters, name));
}

static void
run_with (Fixture      *fixture,
          const char   *script,
          const char   *redirect_uri,
          GCancellable *cancellable)
{
  const char *const redirect_uris[] = { redirect_uri, NULL };
  g_autofree char *text = g_strconcat (STAND_IN, script, NULL);
  g_autofree char *challenge = NULL;
  g_autoptr(GError) error = NULL;

  if (script != NULL)
    {
      g_file_set_contents (fixture->program, text, -1, &error);
      g_assert_no_error (error);
      g_chmod (fixture->program, 0700);
    }
  fixture->window = vouch_embedded_sign_in_new (fixture->program, FALSE);
  fixture->sign_in = vouch_browser_sign_in_new (&options, redirect_uris, fixture->http,
                                                VOUCH_CLOCK (fixture->clock), fixture->random);
  vouch_browser_sign_in_use_window (fixture->sign_in, fixture->window);
  g_signal_connect (fixture->sign_in, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  g_signal_connect (fixture->sign_in, "window-failed", G_CALLBACK (window_failed_cb), fixture);
  g_signal_connect (fixture->sign_in, "redirected", G_CALLBACK (redirected_cb), fixture);
  vouch_browser_sign_in_run_async (fixture->sign_in, "s&cret", cancellable,
                                   vouch_test_keep_result_cb, &fixture->result);
  challenge = dup_parameter (fixture, "code_challenge");
  account_server_set_code (fixture->server, "the-code", challenge);
}

static void
run (Fixture    *fixture,
     const char *script)
{
  run_with (fixture, script, FREE_PORT, NULL);
}

static VouchTokens *
finish (Fixture  *fixture,
        GError  **error)
{
  vouch_test_clock_run_until (fixture->clock, fixture->result != NULL);
  return vouch_browser_sign_in_run_finish (fixture->sign_in, fixture->result, error);
}

/* In the browser, whose address the person pastes: the same attempt. */
static void
finish_in_browser (Fixture *fixture)
{
  g_autofree char *state = dup_parameter (fixture, "state");
  g_autofree char *pasted = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (vouch_browser_sign_in_is_in_window (fixture->sign_in));
  g_assert_cmpstr (fixture->opened, ==,
                   vouch_browser_sign_in_get_authorize_uri (fixture->sign_in));
  pasted = g_strdup_printf ("%s?code=the-code&state=%s",
                            vouch_browser_sign_in_get_redirect_uri (fixture->sign_in), state);
  g_assert_true (vouch_browser_sign_in_take_text (fixture->sign_in, pasted, &error));
  g_assert_no_error (error);
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tokens->access_token, ==, "access-1");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run_with (fixture, GOOD, data, NULL);
  g_assert_true (vouch_browser_sign_in_is_in_window (fixture->sign_in));
  vouch_test_wait_for (fixture->redirected);
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tokens->access_token, ==, "access-1");
  g_assert_null (fixture->opened);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
}

static void
test_bad (Fixture       *fixture,
          gconstpointer  data)
{
  const Case *item = data;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run (fixture, item->script);
  vouch_test_wait_for (fixture->result != NULL || fixture->trouble != NULL);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 0);
  if (item->ends)
    {
      tokens = finish (fixture, &error);
      g_assert_error (error, item->domain (), item->code);
      g_assert_null (fixture->trouble);
      return;
    }

  g_assert_error (fixture->trouble, item->domain (), item->code);
  g_assert_null (fixture->result);
  g_assert_true (vouch_browser_sign_in_open_browser (fixture->sign_in, &error));
  g_assert_no_error (error);
  finish_in_browser (fixture);
}

/* The person asks for the browser in the window. */
static void
test_wants_browser (Fixture       *fixture,
                    gconstpointer  data)
{
  run (fixture, "exit 3\n");
  vouch_test_wait_for (fixture->opened != NULL);
  g_assert_null (fixture->trouble);
  finish_in_browser (fixture);
}

/* The stand-in tells who it is once it runs; nothing else happens meanwhile that could wake us. */
static int
wait_for_pid (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->program, ".pid", NULL);
  g_autofree char *text = NULL;

  while (!g_file_get_contents (path, &text, NULL, NULL))
    g_main_context_iteration (NULL, FALSE);
  g_unlink (path);

  return (int) g_ascii_strtoll (text, NULL, 10);
}

/* Until its process was waited for: the test and the sign-in hold the window, its run no more. */
static void
wait_for_window (Fixture *fixture)
{
  vouch_test_wait_for (G_OBJECT (fixture->window)->ref_count == 2);
}

/* The person asks for it in the main window while the other one is open. */
static void
test_switched (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  int pid;

  run (fixture, "echo $$ >\"$0.part\"; mv \"$0.part\" \"$0.pid\"; read -r more\n");
  pid = wait_for_pid (fixture);
  g_assert_true (vouch_browser_sign_in_open_browser (fixture->sign_in, &error));
  g_assert_no_error (error);
  finish_in_browser (fixture);
  wait_for_window (fixture);
  g_assert_cmpint (kill (pid, 0), ==, -1);
  g_assert_cmpint (errno, ==, ESRCH);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run_with (fixture, "read -r more\n", FREE_PORT, cancellable);
  g_cancellable_cancel (cancellable);
  tokens = finish (fixture, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  wait_for_window (fixture);
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  run (fixture, NULL);
  vouch_test_wait_for (fixture->trouble != NULL);
  g_assert_error (fixture->trouble, VOUCH_EMBEDDED_ERROR, VOUCH_EMBEDDED_ERROR_MISSING);
  g_assert_true (vouch_browser_sign_in_open_browser (fixture->sign_in, &error));
  finish_in_browser (fixture);
}

/* The port of the redirect is taken: the window does not need it, the browser would. */
static void
test_port_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(VouchLoopback) squatter = vouch_loopback_new ("http://localhost:0/", NULL);
  g_autofree char *taken = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  taken = g_strdup_printf ("http://localhost:%u/callback", vouch_loopback_get_port (squatter));
  run_with (fixture, "exit 3\n", taken, NULL);
  vouch_test_wait_for (fixture->trouble != NULL);
  g_assert_error (fixture->trouble, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_PORT);
  g_assert_null (fixture->opened);

  g_clear_object (&squatter);
  g_assert_true (vouch_browser_sign_in_open_browser (fixture->sign_in, &error));
  g_assert_no_error (error);
  finish_in_browser (fixture);
}

static void
test_software (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  run (fixture, "case $order in *'\"software_rendering\":false'*) exit 4;; esac\n" GOOD);
  vouch_test_wait_for (fixture->redirected || fixture->trouble != NULL);
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (vouch_embedded_sign_in_get_software_rendering (fixture->window));
}

/* What somebody handed to the main program does not reach a process that shows web pages. */
static void
test_environment (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  g_setenv ("VOUCH_TEST_SECRET", "s&cret", TRUE);
  g_setenv ("CREDENTIALS_DIRECTORY", "/nowhere", TRUE);
  run (fixture,
       "if env | grep -qE 'VOUCH_TEST_SECRET|CREDENTIALS_DIRECTORY|s&cret'; then exit 1; fi\n"
       "case $order in *s\\&cret*) exit 1;; esac\n"
       "[ -n \"$PATH\" ] || exit 1\n" GOOD);
  g_unsetenv ("VOUCH_TEST_SECRET");
  g_unsetenv ("CREDENTIALS_DIRECTORY");
  vouch_test_wait_for (fixture->redirected || fixture->trouble != NULL);
  tokens = finish (fixture, &error);
  g_assert_no_error (error);
}

#define ADD_WITH(path, data, func) \
  g_test_add ("/account/embedded-sign-in/" path, Fixture, data, set_up, func, tear_down)
#define ADD(path, func) ADD_WITH (path, NULL, func)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_WITH ("good", FREE_PORT, test_good);
  ADD_WITH ("good-https", HTTPS_REDIRECT, test_good);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/account/embedded-sign-in/", cases[i].name, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_bad, tear_down);
    }
  ADD ("wants-browser", test_wants_browser);
  ADD ("switched", test_switched);
  ADD ("cancelled", test_cancelled);
  ADD ("missing", test_missing);
  ADD ("port-taken", test_port_taken);
  ADD ("software", test_software);
  ADD ("environment", test_environment);

  return g_test_run ();
}
