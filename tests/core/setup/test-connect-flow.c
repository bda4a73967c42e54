/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "setup-fixture.h"
#include "store/vouch-row-util.h"
#include "vouch-test-util.h"

static const char *
get_secret (SetupFixture       *fixture,
            VouchConnectMethod  method)
{
  switch (method)
    {
    case VOUCH_CONNECT_API_KEY:
      return vouch_sandbox_get_api_key (fixture->company);
    case VOUCH_CONNECT_CROSSCHQ:
      return vouch_sandbox_get_crosschq_key (fixture->company);
    case VOUCH_CONNECT_WINDOW:
    case VOUCH_CONNECT_BROWSER:
    case VOUCH_CONNECT_CLIENT:
    default:
      return vouch_sandbox_get_client_secret (fixture->company);
    }
}

static void
assert_nothing_kept (SetupFixture *fixture)
{
  g_autoptr(GPtrArray) stored = setup_fixture_list (fixture);

  g_assert_cmpuint (stored->len, ==, 0);
  for (guint kind = 0; kind < VOUCH_N_SECRETS; kind++)
    g_assert_null (account_secrets_get (fixture->secrets, kind));
}

static void
assert_stored (SetupFixture          *fixture,
               const VouchConnection *connection,
               VouchSignIn            sign_in)
{
  g_autoptr(GPtrArray) stored = setup_fixture_list (fixture);
  const VouchConnection *row;

  g_assert_cmpuint (stored->len, ==, 1);
  row = stored->pdata[0];
  g_assert_cmpint (row->id, ==, connection->id);
  g_assert_cmpint (row->sign_in, ==, sign_in);
  g_assert_nonnull (row->company_id);
  g_assert_nonnull (row->company_name);
  g_assert_nonnull (row->owner_id);
  g_assert_cmpstr (row->name, ==, row->company_name);
  g_assert_cmpint (row->granted_at, >, 0);
  g_assert_false (row->on);
}

static void
test_key (SetupFixture  *fixture,
          gconstpointer  data)
{
  VouchConnectMethod method = GPOINTER_TO_INT (data);
  g_autoptr(VouchConnection) wanted = setup_fixture_describe (fixture);
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  connection = setup_fixture_connect (fixture, method, wanted, get_secret (fixture, method),
                                      &error);
  g_assert_no_error (error);
  if (method == VOUCH_CONNECT_API_KEY)
    {
      assert_stored (fixture, connection, VOUCH_SIGN_IN_API_KEY);
      g_assert_cmpstr (account_secrets_get (fixture->secrets, VOUCH_SECRET_API_KEY), ==,
                       get_secret (fixture, method));
      g_assert_null (connection->scopes);
    }
  else
    {
      assert_stored (fixture, connection, VOUCH_SIGN_IN_CLIENT_CREDENTIALS);
      g_assert_cmpstr (account_secrets_get (fixture->secrets, VOUCH_SECRET_CLIENT), ==,
                       get_secret (fixture, method));
      g_assert_nonnull (connection->scopes);
    }
  g_assert_null (account_secrets_get (fixture->secrets, VOUCH_SECRET_GRANT));
}

/* With the consent page. The window is a program that writes what it is told through a pipe. */

#define WINDOW \
  "#!/bin/sh\n" \
  "read -r order\n" \
  "read -r line <\"$0.answer\"\n" \
  "case $line in http*) printf '%s\\n' \"$line\";; *) exit \"$line\";; esac\n"

static int
build_window (SetupFixture *fixture)
{
  g_autofree char *pipe = g_strconcat (fixture->program, ".answer", NULL);
  g_autoptr(GError) error = NULL;
  int fd;

  g_file_set_contents (fixture->program, WINDOW, -1, &error);
  g_assert_no_error (error);
  g_chmod (fixture->program, 0700);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  /* Open for both, so that opening waits for nobody. */
  fd = open (pipe, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
tell_window (int         fd,
             const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);

  g_assert_cmpint (write (fd, text, strlen (text)), ==, strlen (text));
}

typedef struct
{
  VouchConnectFlow *flow;
  GAsyncResult *result;
  GString *states;
  char *opened;
} Attempt;

static void
state_cb (VouchConnectFlow *flow,
          GParamSpec       *pspec,
          gpointer          user_data)
{
  Attempt *attempt = user_data;
  g_autoptr(GEnumClass) klass = g_type_class_ref (VOUCH_TYPE_CONNECT_STATE);

  g_string_append_printf (attempt->states, "%s ",
                          g_enum_get_value (klass,
                                            vouch_connect_flow_get_state (flow))->value_nick);
}

static void
open_uri_cb (VouchConnectFlow *flow,
             const char       *uri,
             gpointer          user_data)
{
  Attempt *attempt = user_data;

  g_free (attempt->opened);
  attempt->opened = g_strdup (uri);
}

static void
begin (SetupFixture       *fixture,
       Attempt            *attempt,
       VouchConnectMethod  method)
{
  g_autoptr(VouchConnection) wanted = setup_fixture_describe (fixture);

  attempt->flow = setup_fixture_begin (fixture, method, wanted, get_secret (fixture, method));
  attempt->states = g_string_new (NULL);
  g_signal_connect (attempt->flow, "notify::state", G_CALLBACK (state_cb), attempt);
  g_signal_connect (attempt->flow, "open-uri", G_CALLBACK (open_uri_cb), attempt);
  vouch_connect_flow_run_async (attempt->flow, NULL, vouch_test_keep_result_cb, &attempt->result);
  vouch_test_wait_for (attempt->result != NULL ||
                       vouch_connect_flow_get_uri (attempt->flow) != NULL);
}

static VouchConnection *
finish (Attempt  *attempt,
        GError  **error)
{
  vouch_test_wait_for (attempt->result != NULL);
  return vouch_connect_flow_run_finish (attempt->flow, attempt->result, error);
}

static void
end (Attempt *attempt)
{
  g_clear_object (&attempt->result);
  vouch_test_run_ready ();
  g_assert_finalize_object (attempt->flow);
  g_string_free (attempt->states, TRUE);
  g_free (attempt->opened);
}

static void
test_window (SetupFixture  *fixture,
             gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *redirect = NULL;
  Attempt attempt = { NULL };
  int fd = build_window (fixture);

  begin (fixture, &attempt, VOUCH_CONNECT_WINDOW);
  g_assert_true (vouch_connect_flow_get_in_window (attempt.flow));
  redirect = setup_fixture_allow (fixture, vouch_connect_flow_get_uri (attempt.flow), "allow");
  tell_window (fd, redirect);
  connection = finish (&attempt, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (attempt.states->str, ==, "waiting exchanging checking done ");
  g_assert_null (attempt.opened);
  assert_stored (fixture, connection, VOUCH_SIGN_IN_CODE);
  g_assert_cmpstr (connection->redirect_uri, ==, fixture->redirect_uri);
  g_assert_nonnull (strstr (connection->scopes, "candidates_read"));
  g_assert_nonnull (account_secrets_get (fixture->secrets, VOUCH_SECRET_GRANT));
  g_assert_nonnull (account_secrets_get (fixture->secrets, VOUCH_SECRET_CLIENT));
  end (&attempt);
  g_close (fd, NULL);
}

static void
test_window_denied (SetupFixture  *fixture,
                    gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *redirect = NULL;
  Attempt attempt = { NULL };
  int fd = build_window (fixture);

  begin (fixture, &attempt, VOUCH_CONNECT_WINDOW);
  redirect = setup_fixture_allow (fixture, vouch_connect_flow_get_uri (attempt.flow), "deny");
  tell_window (fd, redirect);
  connection = finish (&attempt, &error);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_DENIED);
  g_assert_cmpstr (attempt.states->str, ==, "waiting failed ");
  assert_nothing_kept (fixture);
  end (&attempt);
  g_close (fd, NULL);
}

static void
test_window_closed (SetupFixture  *fixture,
                    gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  Attempt attempt = { NULL };
  int fd = build_window (fixture);

  begin (fixture, &attempt, VOUCH_CONNECT_WINDOW);
  tell_window (fd, "2");
  connection = finish (&attempt, &error);
  g_assert_error (error, VOUCH_EMBEDDED_ERROR, VOUCH_EMBEDDED_ERROR_CLOSED);
  assert_nothing_kept (fixture);
  end (&attempt);
  g_close (fd, NULL);
}

/* The window dies, the browser goes on with the same attempt, and the person pastes. */
static void
test_window_then_browser (SetupFixture  *fixture,
                          gconstpointer  data)
{
  const char *exit_code = data;
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *redirect = NULL;
  Attempt attempt = { NULL };
  int fd = build_window (fixture);

  begin (fixture, &attempt, VOUCH_CONNECT_WINDOW);
  uri = g_strdup (vouch_connect_flow_get_uri (attempt.flow));
  tell_window (fd, exit_code);
  if (g_str_equal (exit_code, "1"))
    {
      vouch_test_wait_for (vouch_connect_flow_get_trouble (attempt.flow) != NULL);
      g_assert_error (vouch_connect_flow_get_trouble (attempt.flow), VOUCH_EMBEDDED_ERROR,
                      VOUCH_EMBEDDED_ERROR_CRASHED);
      g_assert_cmpint (vouch_connect_flow_get_state (attempt.flow), ==,
                       VOUCH_CONNECT_STATE_WAITING);
      g_assert_true (vouch_connect_flow_switch_to_browser (attempt.flow, &error));
    }
  vouch_test_wait_for (attempt.opened != NULL);
  g_assert_cmpstr (attempt.opened, ==, uri);
  g_assert_false (vouch_connect_flow_get_in_window (attempt.flow));
  g_assert_null (vouch_connect_flow_get_trouble (attempt.flow));

  redirect = setup_fixture_allow (fixture, uri, "allow");
  g_assert_false (vouch_connect_flow_take_text (attempt.flow, "something else", NULL));
  g_assert_true (vouch_connect_flow_take_text (attempt.flow, redirect, &error));
  connection = finish (&attempt, &error);
  g_assert_no_error (error);
  assert_stored (fixture, connection, VOUCH_SIGN_IN_CODE);
  g_assert_false (vouch_connect_flow_take_text (attempt.flow, redirect, NULL));
  end (&attempt);
  g_close (fd, NULL);
}

static void
test_browser (SetupFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *redirect = NULL;
  Attempt attempt = { NULL };

  begin (fixture, &attempt, VOUCH_CONNECT_BROWSER);
  vouch_test_wait_for (attempt.opened != NULL);
  g_assert_cmpstr (attempt.opened, ==, vouch_connect_flow_get_uri (attempt.flow));
  redirect = setup_fixture_allow (fixture, attempt.opened, "allow");
  g_assert_true (vouch_connect_flow_take_text (attempt.flow, redirect, &error));
  connection = finish (&attempt, &error);
  g_assert_no_error (error);
  assert_stored (fixture, connection, VOUCH_SIGN_IN_CODE);
  end (&attempt);
}

static void
test_cancelled (SetupFixture  *fixture,
                gconstpointer  data)
{
  VouchConnectMethod method = GPOINTER_TO_INT (data);
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  Attempt attempt = { NULL };
  int fd = build_window (fixture);

  begin (fixture, &attempt, method);
  vouch_connect_flow_cancel (attempt.flow);
  connection = finish (&attempt, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_nothing_kept (fixture);
  /* The window's process is waited for. */
  vouch_test_wait_for (G_OBJECT (attempt.flow)->ref_count == 2);
  end (&attempt);
  g_close (fd, NULL);
}

/* What can go wrong on the way: nothing is left behind. */

static void
test_nothing_to_keep_in (SetupFixture  *fixture,
                         gconstpointer  data)
{
  Attempt attempt = { NULL };
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  account_secrets_fail_lookups (fixture->secrets, 1, VOUCH_SECRETS_ERROR_ABSENT);
  begin (fixture, &attempt, GPOINTER_TO_INT (data));
  connection = finish (&attempt, &error);
  g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_ABSENT);
  /* Before the person has done anything. */
  g_assert_null (vouch_connect_flow_get_uri (attempt.flow));
  assert_nothing_kept (fixture);
  end (&attempt);
}

static void
test_keeping_fails (SetupFixture  *fixture,
                    gconstpointer  data)
{
  VouchConnectMethod method = GPOINTER_TO_INT (data);
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *redirect = NULL;
  Attempt attempt = { NULL };

  account_secrets_fail_stores (fixture->secrets, 1, VOUCH_SECRETS_ERROR_DISMISSED);
  begin (fixture, &attempt, method);
  if (method == VOUCH_CONNECT_BROWSER)
    {
      redirect = setup_fixture_allow (fixture, vouch_connect_flow_get_uri (attempt.flow), "allow");
      g_assert_true (vouch_connect_flow_take_text (attempt.flow, redirect, NULL));
    }
  connection = finish (&attempt, &error);
  g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_DISMISSED);
  assert_nothing_kept (fixture);
  end (&attempt);
}

static void
test_wrong_secret (SetupFixture  *fixture,
                   gconstpointer  data)
{
  VouchConnectMethod method = GPOINTER_TO_INT (data);
  g_autoptr(VouchConnection) wanted = setup_fixture_describe (fixture);
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(GError) error = NULL;

  connection = setup_fixture_connect (fixture, method, wanted, "wrong", &error);
  if (method == VOUCH_CONNECT_CLIENT)
    g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_CLIENT);
  else
    g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED);
  assert_nothing_kept (fixture);
}

static void
test_missing_input (SetupFixture  *fixture,
                    gconstpointer  data)
{
  g_autoptr(VouchConnection) wanted = setup_fixture_describe (fixture);

  for (guint method = VOUCH_CONNECT_WINDOW; method <= VOUCH_CONNECT_CROSSCHQ; method++)
    {
      g_autoptr(VouchConnection) connection = NULL;
      g_autoptr(GError) error = NULL;

      connection = setup_fixture_connect (fixture, method, wanted,
                                          method == VOUCH_CONNECT_CROSSCHQ ? "key" : NULL, &error);
      g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING);
    }
  assert_nothing_kept (fixture);
}

/* A connection that was there before. */

static gboolean
count_connected (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  return vouch_rows_take_int (vouch_db_query (db, error,
                                              "SELECT count(*) FROM ledger"
                                              " WHERE what = 'connection.connected'",
                                              ""),
                              data, error);
}

static gboolean
pause_all (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  return vouch_db_run (db, error, "UPDATE connection SET paused = 1", "");
}

static void
write_store (SetupFixture   *fixture,
             VouchStoreFunc  func,
             gpointer        data)
{
  VouchStore *store = vouch_context_get_store (fixture->context);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_store_write_async (store, "test", func, data, NULL, NULL, vouch_test_keep_result_cb,
                           &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_write_finish (store, result, &error);
  g_assert_no_error (error);
}

static VouchConnection *
connect_with_key (SetupFixture *fixture)
{
  g_autoptr(VouchConnection) wanted = setup_fixture_describe (fixture);
  g_autoptr(GError) error = NULL;
  VouchConnection *connection =
    setup_fixture_connect (fixture, VOUCH_CONNECT_API_KEY, wanted,
                           get_secret (fixture, VOUCH_CONNECT_API_KEY), &error);

  g_assert_no_error (error);
  return connection;
}

static void
test_reconnected (SetupFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr(VouchConnection) before = connect_with_key (fixture);
  g_autoptr(VouchConnection) after = NULL;
  g_autoptr(GError) error = NULL;

  after = setup_fixture_connect (fixture, VOUCH_CONNECT_CLIENT, before,
                                 get_secret (fixture, VOUCH_CONNECT_CLIENT), &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->id, ==, before->id);
  assert_stored (fixture, after, VOUCH_SIGN_IN_CLIENT_CREDENTIALS);
}

/* Sessions are built anew with every reload; what refreshes a grant is not. */
static void
test_one_source (SetupFixture  *fixture,
                 gconstpointer  data)
{
  g_autoptr(VouchConnection) wanted = setup_fixture_describe (fixture);
  g_autoptr(VouchConnection) connection = NULL;
  g_autoptr(VouchConnection) again = NULL;
  g_autoptr(VouchTokenSource) source = NULL;
  const VouchContextOptions options = { .data_dir = fixture->folder, .role = "test" };
  g_autoptr(VouchContext) unopened = NULL;
  g_autoptr(GError) error = NULL;

  unopened = vouch_context_new (&options);
  g_assert_null (vouch_context_get_token_source (unopened, 1));

  connection = setup_fixture_connect (fixture, VOUCH_CONNECT_CLIENT, wanted,
                                      get_secret (fixture, VOUCH_CONNECT_CLIENT), &error);
  g_assert_no_error (error);
  setup_fixture_load (fixture);
  source = g_object_ref (vouch_context_get_token_source (fixture->context, connection->id));
  setup_fixture_load (fixture);
  g_assert_true (source == vouch_context_get_token_source (fixture->context, connection->id));

  again = setup_fixture_connect (fixture, VOUCH_CONNECT_API_KEY, connection,
                                 get_secret (fixture, VOUCH_CONNECT_API_KEY), &error);
  g_assert_no_error (error);
  setup_fixture_load (fixture);
  g_assert_null (vouch_context_get_token_source (fixture->context, connection->id));
}

static void
test_reconnect_fails (SetupFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr(VouchConnection) before = connect_with_key (fixture);
  g_autoptr(VouchConnection) after = NULL;
  g_autoptr(GPtrArray) stored = NULL;
  gint64 n_connected = 0;
  g_autoptr(GError) error = NULL;

  /* Somebody paused it after the window had read it. */
  write_store (fixture, pause_all, NULL);
  account_secrets_set (fixture->secrets, VOUCH_SECRET_CLIENT, "the old one");
  account_secrets_fail_stores (fixture->secrets, 1, VOUCH_SECRETS_ERROR_LOCKED);
  after = setup_fixture_connect (fixture, VOUCH_CONNECT_CLIENT, before,
                                 get_secret (fixture, VOUCH_CONNECT_CLIENT), &error);
  g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED);
  assert_stored (fixture, before, VOUCH_SIGN_IN_API_KEY);
  g_assert_cmpstr (account_secrets_get (fixture->secrets, VOUCH_SECRET_CLIENT), ==, "the old one");
  write_store (fixture, count_connected, &n_connected);
  g_assert_cmpint (n_connected, ==, 1);
  stored = setup_fixture_list (fixture);
  g_assert_true (((VouchConnection *) stored->pdata[0])->paused);
}

static void
test_other_company (SetupFixture  *fixture,
                    gconstpointer  data)
{
  g_autoptr(VouchConnection) before = connect_with_key (fixture);
  g_autoptr(VouchConnection) other = vouch_connection_copy (before);
  g_autoptr(VouchConnection) after = NULL;
  g_autoptr(GError) error = NULL;

  vouch_set_str (&other->company_id, "SomebodyElse");
  after = setup_fixture_connect (fixture, VOUCH_CONNECT_CLIENT, other,
                                 get_secret (fixture, VOUCH_CONNECT_CLIENT), &error);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_OTHER_COMPANY);
  assert_stored (fixture, before, VOUCH_SIGN_IN_API_KEY);
  g_assert_null (account_secrets_get (fixture->secrets, VOUCH_SECRET_CLIENT));
}

static void
test_crosschq (SetupFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr(VouchConnection) before = connect_with_key (fixture);
  g_autoptr(VouchConnectFlow) flow = NULL;
  g_autoptr(VouchConnection) refused = NULL;
  g_autoptr(VouchConnection) after = NULL;
  g_autoptr(GError) error = NULL;

  refused = setup_fixture_connect (fixture, VOUCH_CONNECT_CROSSCHQ, before, "wrong", &error);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED);
  g_assert_null (account_secrets_get (fixture->secrets, VOUCH_SECRET_CROSSCHQ));
  g_clear_error (&error);

  flow = setup_fixture_begin (fixture, VOUCH_CONNECT_CROSSCHQ, before,
                              get_secret (fixture, VOUCH_CONNECT_CROSSCHQ));
  after = setup_fixture_run (fixture, flow, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vouch_connect_flow_get_n_surveys (flow), >, 0);
  g_assert_cmpstr (after->crosschq_dialect, ==, "v2");
  g_assert_cmpstr (account_secrets_get (fixture->secrets, VOUCH_SECRET_CROSSCHQ), ==,
                   get_secret (fixture, VOUCH_CONNECT_CROSSCHQ));
  g_assert_nonnull (account_secrets_get (fixture->secrets, VOUCH_SECRET_API_KEY));
  assert_stored (fixture, after, VOUCH_SIGN_IN_API_KEY);
}

#define ADD_WITH(path, data, func) \
  g_test_add ("/setup/connect-flow/" path, SetupFixture, data, setup_fixture_set_up, func, \
              setup_fixture_tear_down)
#define ADD(path, func) ADD_WITH (path, NULL, func)
#define ADD_WAY(path, method, func) ADD_WITH (path, GINT_TO_POINTER (method), func)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD_WAY ("api-key", VOUCH_CONNECT_API_KEY, test_key);
  ADD_WAY ("client", VOUCH_CONNECT_CLIENT, test_key);
  ADD ("window", test_window);
  ADD ("window-denied", test_window_denied);
  ADD ("window-closed", test_window_closed);
  ADD_WITH ("window-crashed", "1", test_window_then_browser);
  ADD_WITH ("window-wants-browser", "3", test_window_then_browser);
  ADD ("browser", test_browser);
  ADD_WAY ("cancelled-in-window", VOUCH_CONNECT_WINDOW, test_cancelled);
  ADD_WAY ("cancelled-in-browser", VOUCH_CONNECT_BROWSER, test_cancelled);
  ADD_WAY ("no-keyring-key", VOUCH_CONNECT_API_KEY, test_nothing_to_keep_in);
  ADD_WAY ("no-keyring-browser", VOUCH_CONNECT_BROWSER, test_nothing_to_keep_in);
  ADD_WAY ("keeping-fails-browser", VOUCH_CONNECT_BROWSER, test_keeping_fails);
  ADD_WAY ("keeping-fails-client", VOUCH_CONNECT_CLIENT, test_keeping_fails);
  ADD_WAY ("wrong-key", VOUCH_CONNECT_API_KEY, test_wrong_secret);
  ADD_WAY ("wrong-client-secret", VOUCH_CONNECT_CLIENT, test_wrong_secret);
  ADD ("missing-input", test_missing_input);
  ADD ("reconnected", test_reconnected);
  ADD ("one-source", test_one_source);
  ADD ("reconnect-fails", test_reconnect_fails);
  ADD ("other-company", test_other_company);
  ADD ("crosschq", test_crosschq);

  return g_test_run ();
}
