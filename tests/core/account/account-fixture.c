/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account-fixture.h"

#include "account/vouch-token-endpoint.h"
#include "store/vouch-connections.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

#define STORE_PATH "/vouch.db"

static gboolean
before_cb (const char *label,
           gpointer    user_data)
{
  AccountFixture *self = user_data;

  if (!account_points_pass (&self->points))
    return FALSE;

  if (g_str_has_prefix (label, "commit"))
    g_ptr_array_add (self->trace, g_strdup (label));
  return TRUE;
}

static gboolean
after_cb (const char *label,
          gpointer    user_data)
{
  AccountFixture *self = user_data;

  return account_points_pass (&self->points);
}

static gboolean
add_connection (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  VouchConnection *connection = data;

  connection->id = vouch_connections_add (db, connection, error);
  return connection->id > 0;
}

/* A store without a row. It is made once: a test that dies at every point needs hundreds. */
static const VouchTestVfsImage *
get_empty_store (void)
{
  static VouchTestVfsImage *image;
  g_autoptr(VouchTestVfs) vfs = NULL;
  g_autoptr(GError) error = NULL;
  VouchDb *db;

  if (image != NULL)
    return image;

  vfs = vouch_test_vfs_new ("empty");
  db = vouch_db_open (STORE_PATH, vouch_test_vfs_get_name (vfs), VOUCH_DB_WRITE, &error);
  g_assert_no_error (error);
  vouch_migrate (db, &error);
  g_assert_no_error (error);
  vouch_db_close (db);
  image = vouch_test_vfs_snapshot (vfs);
  return image;
}

static void
open_store (AccountFixture *self)
{
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GAsyncResult) added = NULL;
  g_autoptr(GError) error = NULL;

  self->vfs = vouch_test_vfs_new ("account");
  vouch_test_vfs_restore (self->vfs, get_empty_store ());
  self->executor = vouch_test_executor_new ();
  self->store = vouch_store_new (VOUCH_EXECUTOR (self->executor), VOUCH_EXECUTOR (self->executor),
                                 STORE_PATH, vouch_test_vfs_get_name (self->vfs), VOUCH_DB_WRITE);
  vouch_store_open_async (self->store, NULL, vouch_test_keep_result_cb, &opened);
  vouch_test_wait_for (opened != NULL);
  vouch_store_open_finish (self->store, opened, &error);
  g_assert_no_error (error);

  vouch_store_write_async (self->store, "commit connection", add_connection, self->connection, NULL,
                           NULL, vouch_test_keep_result_cb, &added);
  vouch_test_wait_for (added != NULL);
  vouch_store_write_finish (self->store, added, &error);
  g_assert_no_error (error);
}

static void
build_source (AccountFixture *self)
{
  g_autoptr(GError) error = NULL;

  self->http = vouch_token_http_new (ACCOUNT_API_URI, VOUCH_REACH_REAL,
                                     VOUCH_TRANSPORT (self->server), VOUCH_CLOCK (self->clock),
                                     self->random, &error);
  g_assert_no_error (error);
  self->source = vouch_token_source_new (self->connection, self->http,
                                         VOUCH_SECRETS (self->secrets), self->store,
                                         VOUCH_CLOCK (self->clock));
}

void
account_fixture_set_up (AccountFixture *self,
                        gconstpointer   data)
{
  const VouchTestHook hook = { before_cb, after_cb };

  memset (self, 0, sizeof *self);
  self->clock = vouch_test_clock_new (ACCOUNT_WALL);
  self->random = vouch_test_random_new (1);
  self->server = account_server_new (VOUCH_CLOCK (self->clock));
  self->secrets = account_secrets_new (VOUCH_CLOCK (self->clock));
  self->connection = vouch_connection_new ("Acme", VOUCH_CONNECTION_REAL);
  self->connection->sign_in = VOUCH_SIGN_IN_CODE;
  self->connection->client_id = g_strdup (ACCOUNT_CLIENT_ID);
  g_free (self->connection->api_uri);
  self->connection->api_uri = g_strdup (ACCOUNT_API_URI);
  account_secrets_set (self->secrets, VOUCH_SECRET_CLIENT, ACCOUNT_CLIENT_SECRET);

  open_store (self);
  self->trace = g_ptr_array_new_with_free_func (g_free);
  vouch_test_executor_set_hook (self->executor, &hook, self);
  account_server_set_trace (self->server, self->trace);
  account_server_set_points (self->server, &self->points);
  account_secrets_set_trace (self->secrets, self->trace);
  account_secrets_set_points (self->secrets, &self->points);
  build_source (self);
}

void
account_fixture_tear_down (AccountFixture *self,
                           gconstpointer   data)
{
  g_autoptr(GAsyncResult) closed = NULL;

  g_assert_finalize_object (self->source);
  g_assert_finalize_object (self->http);

  vouch_test_executor_set_hook (self->executor, NULL, NULL);
  vouch_store_close_async (self->store, NULL, vouch_test_keep_result_cb, &closed);
  vouch_test_wait_for (closed != NULL);
  g_clear_object (&closed);
  vouch_test_run_ready ();
  g_assert_finalize_object (self->store);
  g_assert_finalize_object (self->executor);
  vouch_test_vfs_free (self->vfs);

  g_assert_finalize_object (self->secrets);
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->random);
  g_assert_finalize_object (self->clock);
  vouch_connection_free (self->connection);
  g_ptr_array_unref (self->trace);
}

/* What is on disk stays; what is in memory is gone. */
void
account_fixture_restart (AccountFixture *self)
{
  vouch_test_run_ready ();
  g_assert_finalize_object (self->source);
  g_assert_finalize_object (self->http);
  self->points.died = FALSE;
  self->points.die_at = 0;
  build_source (self);
}

void
account_fixture_use_sign_in (AccountFixture *self,
                             VouchSignIn     sign_in)
{
  self->connection->sign_in = sign_in;
  account_fixture_restart (self);
}

void
account_fixture_keep_pair (AccountFixture *self,
                           gint64          generation,
                           const char     *refresh,
                           const char     *previous,
                           gint64          age)
{
  g_autoptr(VouchTokenPair) pair = NULL;
  g_autoptr(VouchTokens) tokens = vouch_tokens_new ("access-0", refresh, 1799, ACCOUNT_WALL - age);
  char *secret;

  pair = vouch_token_pair_new (generation, tokens, previous);
  secret = vouch_token_pair_to_secret (pair);
  account_secrets_set (self->secrets, VOUCH_SECRET_GRANT, secret);
  vouch_secret_free (secret);
}

VouchTokenPair *
account_fixture_get_kept (AccountFixture *self)
{
  const char *secret = account_secrets_get (self->secrets, VOUCH_SECRET_GRANT);
  g_autoptr(GError) error = NULL;
  VouchTokenPair *pair;

  g_assert_nonnull (secret);
  pair = vouch_token_pair_parse (secret, &error);
  g_assert_no_error (error);
  return pair;
}

static gboolean
read_connection (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  VouchConnection **connection = data;

  *connection = vouch_connections_get (db, (*connection)->id, error);
  return *connection != NULL;
}

static gboolean
update_connection (VouchDb   *db,
                   gpointer   data,
                   GError   **error)
{
  return vouch_connections_update (db, data, error);
}

static VouchConnection *
get_row (AccountFixture *self)
{
  const VouchTestHook hook = { before_cb, after_cb };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  VouchConnection *connection = self->connection;

  vouch_test_executor_set_hook (self->executor, NULL, NULL);
  vouch_store_read_async (self->store, "look", read_connection, &connection, NULL, NULL,
                          vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_read_finish (self->store, result, &error);
  g_assert_no_error (error);
  vouch_test_executor_set_hook (self->executor, &hook, self);

  return connection;
}

VouchTokenMarks
account_fixture_get_marks (AccountFixture *self)
{
  g_autoptr(VouchConnection) connection = get_row (self);

  return (VouchTokenMarks) { connection->refresh_generation, connection->needs_reconnect };
}

void
account_fixture_set_marks (AccountFixture *self,
                           VouchTokenMarks marks)
{
  g_autoptr(VouchConnection) connection = get_row (self);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  connection->refresh_generation = marks.generation;
  connection->needs_reconnect = marks.needs_reconnect;
  vouch_store_write_async (self->store, "set marks", update_connection, connection, NULL, NULL,
                           vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_write_finish (self->store, result, &error);
  g_assert_no_error (error);
}

/* Returns the access token that was put on the request. */
char *
account_fixture_authorize (AccountFixture *self,
                           GError        **error)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", ACCOUNT_API_URI "/jobs",
                                                       VOUCH_REQUEST_NONE);
  g_autoptr(GAsyncResult) result = NULL;
  const char *value;

  vouch_authorizer_authorize_async (VOUCH_AUTHORIZER (self->source), request, NULL,
                                    vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_clock_run_until (self->clock, result != NULL);
  if (!vouch_authorizer_authorize_finish (VOUCH_AUTHORIZER (self->source), result, error))
    return NULL;

  value = vouch_headers_get (request->headers, "Authorization");
  g_assert_true (g_str_has_prefix (value, "Bearer "));
  return g_strdup (value + strlen ("Bearer "));
}

void
account_fixture_keep_alive (AccountFixture *self,
                            GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_token_source_keep_alive_async (self->source, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (self->clock, result != NULL);
  vouch_token_source_keep_alive_finish (self->source, result, error);
}

gboolean
account_fixture_adopt (AccountFixture *self,
                       const char     *refresh,
                       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchTokens) tokens = NULL;

  tokens = vouch_tokens_new ("access-adopted", refresh, 1799,
                             vouch_clock_get_wall (VOUCH_CLOCK (self->clock)));
  account_server_set_refresh (self->server, refresh);
  vouch_token_source_adopt_async (self->source, ACCOUNT_CLIENT_ID, tokens, NULL,
                                  vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (self->clock, result != NULL);
  return vouch_token_source_adopt_finish (self->source, result, error);
}

gboolean
account_fixture_reject (AccountFixture *self,
                        const char     *access)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", ACCOUNT_API_URI "/jobs",
                                                       VOUCH_REQUEST_NONE);
  g_autofree char *value = g_strconcat ("Bearer ", access, NULL);

  vouch_headers_set (request->headers, "Authorization", value);
  return vouch_authorizer_reject (VOUCH_AUTHORIZER (self->source), request);
}

char *
account_fixture_steal_trace (AccountFixture *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->trace->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (char *) g_ptr_array_index (self->trace, i));
  g_ptr_array_set_size (self->trace, 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
account_assert_access (AccountFixture *fixture,
                       const char     *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *access = account_fixture_authorize (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (access, ==, expected);
}

void
account_assert_fails (AccountFixture *fixture,
                      GQuark          domain,
                      int             code)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *access = account_fixture_authorize (fixture, &error);

  g_assert_error (error, domain, code);
  g_assert_null (access);
}

void
account_assert_trace (AccountFixture *fixture,
                      const char     *expected)
{
  g_autofree char *trace = account_fixture_steal_trace (fixture);

  g_assert_cmpstr (trace, ==, expected);
}

void
account_assert_marks (AccountFixture *fixture,
                      gint64          generation,
                      gboolean        needs_reconnect)
{
  VouchTokenMarks marks = account_fixture_get_marks (fixture);

  g_assert_cmpint (marks.generation, ==, generation);
  g_assert_cmpint (marks.needs_reconnect, ==, needs_reconnect);
}

void
account_assert_state (AccountFixture *fixture,
                      VouchTokenState state)
{
  g_assert_cmpstr (vouch_token_state_to_string (vouch_token_source_get_state (fixture->source)), ==,
                   vouch_token_state_to_string (state));
}

/* A grant whose access token has ended, and which the server knows. */
void
account_keep_expired (AccountFixture *fixture,
                      const char     *previous)
{
  account_fixture_keep_pair (fixture, 3, "refresh-0", previous, 2 * G_TIME_SPAN_HOUR);
  account_server_set_refresh (fixture->server, "refresh-0");
}

void
account_keep_fresh (AccountFixture *fixture)
{
  account_fixture_keep_pair (fixture, 3, "refresh-0", NULL, 5 * G_TIME_SPAN_MINUTE);
  account_server_set_refresh (fixture->server, "refresh-0");
}
