/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "setup-fixture.h"
#include "setup/vouch-wanted.h"
#include "store/vouch-connections.h"
#include "vouch-test-util.h"

static void
start_company (SetupFixture *self)
{
  const char *redirect_uris[] = { NULL, NULL };
  const VouchSandboxServerOptions options = {
    .seed = 1, .size = VOUCH_SANDBOX_SIZE_S, .redirect_uris = redirect_uris,
  };
  g_autoptr(GError) error = NULL;

  self->redirect_uri = vouch_wanted_pick_redirect (&error);
  g_assert_no_error (error);
  redirect_uris[0] = self->redirect_uri;
  self->server = vouch_sandbox_server_new (&options, &error);
  g_assert_no_error (error);
  self->company = vouch_sandbox_server_get_sandbox (self->server);
}

void
setup_fixture_set_up (SetupFixture  *self,
                      gconstpointer  data)
{
  VouchContextOptions options = { .role = "test" };
  g_autofree char *data_dir = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("vouch-test-XXXXXX", &error);
  g_assert_no_error (error);
  data_dir = g_build_filename (self->folder, "data", NULL);
  self->program = g_build_filename (self->folder, "window", NULL);
  start_company (self);
  self->clock = vouch_system_clock_new ();
  self->secrets = account_secrets_new (self->clock);

  options.data_dir = data_dir;
  options.secrets = VOUCH_SECRETS (self->secrets);
  options.clock = self->clock;
  self->context = vouch_context_new (&options);
  vouch_context_open_async (self->context, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_context_open_finish (self->context, result, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
setup_fixture_tear_down (SetupFixture  *self,
                         gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_context_close_async (self->context, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_context_close_finish (self->context, result, NULL));
  g_clear_object (&self->context);
  vouch_sandbox_server_stop (self->server);
  vouch_test_run_ready ();
  g_clear_object (&self->server);
  g_clear_object (&self->secrets);
  g_clear_object (&self->clock);
  remove_folder (self->folder);
  g_free (self->redirect_uri);
  g_free (self->program);
  g_free (self->folder);
}

static char *
dup_origin (SetupFixture  *self,
            VouchListener  listener)
{
  return g_strdup (vouch_sandbox_server_get_origin (self->server, listener));
}

VouchConnection *
setup_fixture_describe (SetupFixture *self)
{
  g_autofree char *web = dup_origin (self, VOUCH_LISTENER_IDENTITY);
  g_autofree char *ats = dup_origin (self, VOUCH_LISTENER_ATS);
  g_autofree char *crosschq = dup_origin (self, VOUCH_LISTENER_CROSSCHQ);
  g_autofree char *client_id = g_strdup (vouch_sandbox_get_client_id (self->company));
  const VouchPracticeInfo info = {
    .web_uri = web, .api_uri = ats, .crosschq_uri = crosschq, .client_id = client_id,
  };
  VouchConnection *connection = vouch_connection_new ("", VOUCH_CONNECTION_PRACTICE);

  vouch_wanted_take_practice (connection, &info);
  return connection;
}

VouchConnectFlow *
setup_fixture_begin (SetupFixture          *self,
                     VouchConnectMethod     method,
                     const VouchConnection *wanted,
                     const char            *secret)
{
  const char *const redirect_uris[] = { self->redirect_uri, NULL };
  const VouchConnectOptions options = {
    .method = method,
    .wanted = wanted,
    .redirect_uris = redirect_uris,
    .pkce = TRUE,
    .secret = secret,
    .program = self->program,
    .store = vouch_context_get_store (self->context),
    .secrets = VOUCH_SECRETS (self->secrets),
    .sources = vouch_context_get_token_sources (self->context),
    .transport = vouch_context_get_transport (self->context),
    .clock = self->clock,
    .random = vouch_context_get_random (self->context),
  };

  return vouch_connect_flow_new (&options);
}

VouchConnection *
setup_fixture_run (SetupFixture      *self,
                   VouchConnectFlow  *flow,
                   GError           **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_connect_flow_run_async (flow, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  return vouch_connect_flow_run_finish (flow, result, error);
}

VouchConnection *
setup_fixture_connect (SetupFixture           *self,
                       VouchConnectMethod      method,
                       const VouchConnection  *wanted,
                       const char             *secret,
                       GError                **error)
{
  g_autoptr(VouchConnectFlow) flow = setup_fixture_begin (self, method, wanted, secret);
  VouchConnection *connection = setup_fixture_run (self, flow, error);

  g_assert_cmpint (vouch_connect_flow_get_state (flow), ==,
                   connection != NULL ? VOUCH_CONNECT_STATE_DONE : VOUCH_CONNECT_STATE_FAILED);
  return connection;
}

static gboolean
list_connections (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  GPtrArray **connections = data;

  *connections = vouch_connections_list (db, error);
  return *connections != NULL;
}

/* What is stored. */
GPtrArray *
setup_fixture_list (SetupFixture *self)
{
  VouchStore *store = vouch_context_get_store (self->context);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *connections = NULL;

  vouch_store_read_async (store, "list", list_connections, &connections, NULL, NULL,
                          vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_read_finish (store, result, &error);
  g_assert_no_error (error);
  return connections;
}

void
setup_fixture_load (SetupFixture *self)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_engine_load_async (engine, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  vouch_engine_load_finish (engine, result, &error);
  g_assert_no_error (error);
}

static GBytes *
exchange (SoupSession *session,
          SoupMessage *message)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  bytes = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);
  return bytes;
}

/* None of the values on this page needs to be unescaped. */
static char *
fill_in (GBytes     *page,
         const char *answer)
{
  g_autofree char *html = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  g_autoptr(GRegex) hidden =
    g_regex_new ("type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"&]*)\"", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GString) form = g_string_new (NULL);

  g_string_printf (form, "answer=%s", answer);
  g_regex_match (hidden, html, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *value = g_match_info_fetch (match, 2);
      g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

      g_string_append_printf (form, "&%s=%s", name, escaped);
      g_match_info_next (match, NULL);
    }

  return g_string_free (g_steal_pointer (&form), FALSE);
}

/* What a person does on the consent page at @uri: "allow" or "deny". Returns: where it leads. */
char *
setup_fixture_allow (SetupFixture *self,
                     const char   *uri,
                     const char   *answer)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) opened = soup_message_new (SOUP_METHOD_GET, uri);
  g_autoptr(GBytes) page = exchange (session, opened);
  g_autofree char *target = g_uri_to_string (soup_message_get_uri (opened));
  g_autoptr(SoupMessage) sent = NULL;
  g_autoptr(GBytes) nothing = NULL;

  sent = soup_message_new_from_encoded_form (SOUP_METHOD_POST, target, fill_in (page, answer));
  soup_message_add_flags (sent, SOUP_MESSAGE_NO_REDIRECT);
  nothing = exchange (session, sent);
  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (sent),
                                                 "Location"));
}
