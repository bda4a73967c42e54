/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-demo"

#include "vouch-demo.h"

#include <libsoup/soup.h>

#include "account/vouch-browser-sign-in.h"
#include "account/vouch-key-authorizer.h"
#include "account/vouch-memory-secrets.h"
#include "account/vouch-provider.h"
#include "account/vouch-token-endpoint.h"
#include "account/vouch-token-source.h"
#include "setup/vouch-connect.h"
#include "setup/vouch-crosschq-check.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"

/* The person in front of the browser. */
typedef struct
{
  SoupSession *session;       /* (owned) */
  GCancellable *cancellable;  /* (unowned): ends the sign-in when the person gives up */
} Person;

static void
give_up (Person     *self,
         const char *what)
{
  g_printerr ("The browser: %s\n", what);
  g_cancellable_cancel (self->cancellable);
}

static void
returned_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) page = soup_session_send_and_read_finish (SOUP_SESSION (object), result,
                                                              &error);

  if (page == NULL)
    give_up (user_data, error->message);
}

/* Presses "Allow Access". None of the values on this page needs to be unescaped. */
static char *
fill_in (const char *html)
{
  g_autoptr(GRegex) hidden =
    g_regex_new ("type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"&]*)\"", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  GString *form = g_string_new ("answer=allow");

  g_regex_match (hidden, html, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *value = g_match_info_fetch (match, 2);
      g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

      g_string_append_printf (form, "&%s=%s", name, escaped);
      g_match_info_next (match, NULL);
    }

  return g_string_free (form, FALSE);
}

static guint
count_scopes (const char *html)
{
  guint n = 0;

  for (const char *item = strstr (html, "<li>"); item != NULL; item = strstr (item + 1, "<li>"))
    n++;

  return n;
}

/* The answer redirects to Vouch's listener, where the browser goes by itself. */
static void
read_consent_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Person *self = user_data;
  SoupSession *session = SOUP_SESSION (object);
  g_autoptr(SoupMessage) shown =
    g_object_ref (soup_session_get_async_result_message (session, result));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) page = soup_session_send_and_read_finish (session, result, &error);
  g_autoptr(SoupMessage) answer = NULL;
  g_autofree char *html = NULL;
  g_autofree char *uri = NULL;

  if (page == NULL || soup_message_get_status (shown) != SOUP_STATUS_OK)
    {
      give_up (self, page == NULL ? error->message : "the consent page does not open");
      return;
    }

  html = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  uri = g_uri_to_string (soup_message_get_uri (shown));
  vouch_demo_say ("  The consent page asks for %u permissions: Allow Access", count_scopes (html));
  answer = soup_message_new_from_encoded_form (SOUP_METHOD_POST, uri, fill_in (html));
  soup_session_send_and_read_async (session, answer, G_PRIORITY_DEFAULT, NULL, returned_cb, self);
}

static void
open_uri_cb (VouchBrowserSignIn *sign_in,
             const char         *uri,
             gpointer            user_data)
{
  Person *self = user_data;
  g_autoptr(SoupMessage) message = soup_message_new (SOUP_METHOD_GET, uri);

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL,
                                    read_consent_cb, self);
}

static const char *
get_origin (VouchDemo     *self,
            VouchListener  listener)
{
  return vouch_sandbox_server_get_origin (self->server, listener);
}

static VouchTokens *
wait_for_grant (VouchDemo           *self,
                VouchBrowserSignIn  *sign_in,
                GError             **error)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(GAsyncResult) result = NULL;
  Person person = { session, cancellable };
  VouchTokens *tokens;

  g_signal_connect (sign_in, "open-uri", G_CALLBACK (open_uri_cb), &person);
  vouch_browser_sign_in_run_async (sign_in, vouch_sandbox_get_client_secret (self->company),
                                   cancellable, vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  tokens = vouch_browser_sign_in_run_finish (sign_in, result, error);
  soup_session_abort (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return tokens;
}

/* As the browser would: the program opens the page, the person allows it, Vouch exchanges the
 * code. */
static VouchTokens *
sign_in (VouchDemo  *self,
         VouchHttp  *token_http,
         GError    **error)
{
  g_autofree char *authorize_uri =
    vouch_provider_dup_authorize_uri (get_origin (self, VOUCH_LISTENER_IDENTITY));
  VouchGrantOptions options = {
    .client_id = vouch_sandbox_get_client_id (self->company),
    .authorize_uri = authorize_uri,
    .pkce = TRUE,
  };
  const char *const redirect_uris[] = { self->redirect_uri, NULL };
  g_autoptr(VouchBrowserSignIn) flow =
    vouch_browser_sign_in_new (&options, redirect_uris, token_http,
                               vouch_context_get_clock (self->context),
                               vouch_context_get_random (self->context));
  VouchTokens *tokens = wait_for_grant (self, flow, error);

  if (tokens == NULL)
    return NULL;

  g_ptr_array_add (self->tokens, g_strdup (tokens->access_token));
  g_ptr_array_add (self->tokens, g_strdup (tokens->refresh_token));
  return tokens;
}

static VouchConnection *
describe (VouchDemo         *self,
          const VouchTokens *tokens)
{
  VouchConnection *connection = vouch_connection_new ("", VOUCH_CONNECTION_PRACTICE);

  connection->sign_in = VOUCH_SIGN_IN_CODE;
  connection->client_id = g_strdup (vouch_sandbox_get_client_id (self->company));
  connection->redirect_uri = g_strdup (self->redirect_uri);
  connection->scopes = g_strdup (tokens->scope);
  g_free (connection->api_uri);
  connection->api_uri = g_strdup (get_origin (self, VOUCH_LISTENER_ATS));
  g_free (connection->web_uri);
  connection->web_uri = g_strdup (get_origin (self, VOUCH_LISTENER_IDENTITY));
  g_free (connection->crosschq_uri);
  connection->crosschq_uri = g_strdup (get_origin (self, VOUCH_LISTENER_CROSSCHQ));
  connection->sends = TRUE;

  return connection;
}

/* Whose grant it is, and which company's, is read with the new access token before it is kept. */
static VouchConnection *
add_connection (VouchDemo          *self,
                const VouchTokens  *tokens,
                GError            **error)
{
  g_autoptr(VouchConnection) wanted = describe (self, tokens);
  g_autoptr(VouchAuthorizer) authorizer =
    vouch_key_authorizer_new_for_key (tokens->access_token, VOUCH_KEY_FORM_BEARER);
  g_autoptr(VouchHttp) ats =
    vouch_http_new (vouch_ats_get_policy (), wanted->api_uri, VOUCH_REACH_PRACTICE,
                    vouch_context_get_transport (self->context),
                    vouch_context_get_clock (self->context),
                    vouch_context_get_random (self->context), authorizer, error);
  g_autoptr(VouchConnect) connect = NULL;

  if (ats == NULL)
    return NULL;

  connect = vouch_connect_new (vouch_context_get_store (self->context), ats, wanted);
  if (!vouch_demo_run (self, VOUCH_PROCEDURE (connect), error))
    return NULL;

  return vouch_connection_copy (vouch_connect_get_connection (connect));
}

static gboolean
keep_grant (VouchDemo              *self,
            const VouchConnection  *connection,
            VouchHttp              *token_http,
            const VouchTokens      *tokens,
            GError                **error)
{
  VouchMemorySecrets *secrets = VOUCH_MEMORY_SECRETS (self->secrets);
  g_autoptr(VouchTokenSource) source =
    vouch_token_source_new (connection, token_http, self->secrets,
                            vouch_context_get_store (self->context),
                            vouch_context_get_clock (self->context));
  g_autoptr(GAsyncResult) result = NULL;

  vouch_memory_secrets_set (secrets, connection->id, VOUCH_SECRET_CLIENT,
                            vouch_sandbox_get_client_secret (self->company));
  vouch_token_source_adopt_async (source, connection->client_id, tokens, NULL, vouch_demo_keep_cb,
                                  &result);
  vouch_demo_await (&result);
  return vouch_token_source_adopt_finish (source, result, error);
}

static gboolean
check_crosschq (VouchDemo              *self,
                const VouchConnection  *connection,
                GError                **error)
{
  const char *key = vouch_sandbox_get_crosschq_key (self->company);
  g_autoptr(VouchCrosschqCheck) check =
    vouch_crosschq_check_new (vouch_context_get_store (self->context), connection, key,
                              vouch_context_get_transport (self->context),
                              vouch_context_get_clock (self->context),
                              vouch_context_get_random (self->context));

  if (!vouch_demo_run (self, VOUCH_PROCEDURE (check), error))
    return FALSE;

  vouch_memory_secrets_set (VOUCH_MEMORY_SECRETS (self->secrets), connection->id,
                            VOUCH_SECRET_CROSSCHQ, key);
  vouch_demo_say ("  Crosschq answers: dialect %s, %u surveys",
                  vouch_crosschq_check_get_dialect (check),
                  vouch_crosschq_check_get_n_surveys (check));
  return TRUE;
}

static gboolean
turn_on (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  VouchDemo *self = data;

  return vouch_action_switch (db, self->connection_id, VOUCH_SWITCH_ON, TRUE,
                              vouch_demo_get_now (self), error) &&
         vouch_values_set (db, self->connection_id, VOUCH_VALUE_SETTING, "cancel-grace", "0",
                           error);
}

static gboolean
load_sessions (VouchDemo  *self,
               GError    **error)
{
  VouchEngine *engine = vouch_context_get_engine (self->context);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_engine_load_async (engine, NULL, vouch_demo_keep_cb, &result);
  vouch_demo_await (&result);
  return vouch_engine_load_finish (engine, result, error);
}

/**
 * vouch_demo_connect:
 * @self: a demo that has started
 * @error: return location
 *
 * Connects and turns on: SmartRecruiters by the authorization-code flow, Crosschq by its key.
 */
gboolean
vouch_demo_connect (VouchDemo  *self,
                    GError    **error)
{
  g_autoptr(VouchHttp) token_http =
    vouch_token_http_new (get_origin (self, VOUCH_LISTENER_ATS), VOUCH_REACH_PRACTICE,
                          vouch_context_get_transport (self->context),
                          vouch_context_get_clock (self->context),
                          vouch_context_get_random (self->context), error);
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(VouchConnection) connection = NULL;

  if (token_http == NULL)
    return FALSE;

  tokens = sign_in (self, token_http, error);
  connection = tokens != NULL ? add_connection (self, tokens, error) : NULL;
  if (connection == NULL)
    return FALSE;

  self->connection_id = connection->id;
  vouch_demo_say ("  Connected with %s", connection->company_name);
  return keep_grant (self, connection, token_http, tokens, error) &&
         check_crosschq (self, connection, error) &&
         vouch_demo_write (self, turn_on, self, error) &&
         load_sessions (self, error);
}
