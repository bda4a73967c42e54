/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-cli"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "account/vouch-browser-sign-in.h"
#include "account/vouch-key-authorizer.h"
#include "account/vouch-keyring.h"
#include "account/vouch-token-endpoint.h"
#include "account/vouch-token-source.h"
#include "base/vouch-error.h"
#include "cli/vouch-cli-connect.h"
#include "cli/vouch-cli-run.h"
#include "cli/vouch-cli-secrets.h"
#include "cli/vouch-cli-table.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "smartrecruiters/vouch-ats-scopes.h"

#define MAX_LINE 8192

static VouchReach
reach_of (const VouchConnection *connection)
{
  return connection->kind == VOUCH_CONNECTION_PRACTICE ? VOUCH_REACH_PRACTICE : VOUCH_REACH_REAL;
}

static VouchHttp *
build_http (VouchCli        *self,
            VouchCliConnect *connect,
            const char      *credential,
            VouchKeyForm     form,
            GError         **error)
{
  g_autoptr(VouchAuthorizer) authorizer = vouch_key_authorizer_new_for_key (credential, form);

  return vouch_http_new (vouch_ats_get_policy (), connect->wanted->api_uri,
                         reach_of (connect->wanted), vouch_context_get_transport (self->context),
                         vouch_context_get_clock (self->context),
                         vouch_context_get_random (self->context), authorizer, error);
}

static VouchHttp *
build_token_http (VouchCli         *self,
                  VouchCliConnect  *connect,
                  GError          **error)
{
  return vouch_token_http_new (connect->wanted->api_uri, reach_of (connect->wanted),
                               vouch_context_get_transport (self->context),
                               vouch_context_get_clock (self->context),
                               vouch_context_get_random (self->context), error);
}

static gboolean
take_secret (VouchCli         *self,
             VouchCliConnect  *connect,
             VouchSecretKind   kind,
             const char       *prompt,
             GError          **error)
{
  if (connect->practice)
    {
      const VouchPracticeInfo *info = vouch_practice_get_info (self->practice);

      connect->secret = g_strdup (kind == VOUCH_SECRET_CLIENT ? info->client_secret
                                  : info->api_key);
    }
  else
    connect->secret = vouch_cli_take_secret (self, kind, prompt, error);

  return connect->secret != NULL;
}

static gboolean
check_client_id (VouchCliConnect  *connect,
                 GError          **error)
{
  if (connect->wanted->client_id != NULL)
    return TRUE;

  g_set_error_literal (error, VOUCH_CLI_ERROR, VOUCH_CLI_ERROR_USAGE,
                       _("The id of the OAuth client is needed: --client-id, or a provider file."));
  return FALSE;
}

/* With the browser. */

static gboolean
has_display (void)
{
  return g_getenv ("WAYLAND_DISPLAY") != NULL || g_getenv ("DISPLAY") != NULL;
}

static void
open_uri_cb (VouchBrowserSignIn *sign_in,
             const char         *uri,
             gpointer            user_data)
{
  VouchCliConnect *connect = user_data;

  /* Not on stdout: a program may read the result there. */
  g_printerr (_("Open this address in a browser and allow access:\n%s\n"), uri);
  if (isatty (STDIN_FILENO))
    g_printerr (_("If the browser shows an error page afterwards, paste its address here.\n"));
  if (!connect->no_open && has_display ())
    g_app_info_launch_default_for_uri (uri, NULL, NULL);
}

static gboolean
pasted_cb (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  VouchBrowserSignIn *sign_in = user_data;
  g_autoptr(GError) error = NULL;
  char *line = g_malloc0 (MAX_LINE);
  gboolean got = fgets (line, MAX_LINE, stdin) != NULL;

  if (got && !vouch_browser_sign_in_take_text (sign_in, g_strstrip (line), &error))
    vouch_cli_print_error (error->message);
  vouch_secret_free (line);

  return got;
}

static gboolean
run_browser (VouchCli            *self,
             VouchCliConnect     *connect,
             VouchBrowserSignIn  *sign_in,
             GError             **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint input = 0;

  g_signal_connect (sign_in, "open-uri", G_CALLBACK (open_uri_cb), connect);
  if (isatty (STDIN_FILENO))
    input = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, pasted_cb, sign_in);
  vouch_browser_sign_in_run_async (sign_in, connect->secret, self->cancellable, vouch_cli_keep_cb,
                                   &result);
  vouch_cli_await (&result);
  if (input != 0 && g_main_context_find_source_by_id (NULL, input) != NULL)
    g_source_remove (input);

  connect->tokens = vouch_browser_sign_in_run_finish (sign_in, result, error);
  return connect->tokens != NULL;
}

static VouchHttp *
sign_in_with_browser (VouchCli         *self,
                      VouchCliConnect  *connect,
                      GError          **error)
{
  VouchConnection *wanted = connect->wanted;
  const char *const *uris = (const char *const *) connect->redirect_uris;
  g_autoptr(VouchHttp) token_http = NULL;
  g_autoptr(VouchBrowserSignIn) sign_in = NULL;
  g_autofree char *authorize_uri = vouch_provider_dup_authorize_uri (wanted->web_uri);
  g_autofree char *scopes = vouch_ats_scopes_to_text (VOUCH_ATS_FEATURES_ALL);
  VouchGrantOptions options = {
    .client_id = wanted->client_id,
    .authorize_uri = authorize_uri,
    .scopes = scopes,
    .pkce = connect->provider->pkce,
  };

  token_http = build_token_http (self, connect, error);
  if (token_http == NULL ||
      !take_secret (self, connect, VOUCH_SECRET_CLIENT, _("Client secret"), error))
    return NULL;

  sign_in = vouch_browser_sign_in_new (&options, uris, token_http,
                                       vouch_context_get_clock (self->context),
                                       vouch_context_get_random (self->context));
  if (!run_browser (self, connect, sign_in, error))
    return NULL;

  g_free (wanted->redirect_uri);
  wanted->redirect_uri = g_strdup (vouch_browser_sign_in_get_redirect_uri (sign_in));
  wanted->sign_in = VOUCH_SIGN_IN_CODE;
  return build_http (self, connect, connect->tokens->access_token, VOUCH_KEY_FORM_BEARER, error);
}

/* With a client's own credentials. */

static VouchHttp *
sign_in_with_client (VouchCli         *self,
                     VouchCliConnect  *connect,
                     GError          **error)
{
  g_autoptr(VouchHttp) token_http = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  VouchTokenClient client = { .id = connect->wanted->client_id };

  token_http = build_token_http (self, connect, error);
  if (token_http == NULL ||
      !take_secret (self, connect, VOUCH_SECRET_CLIENT, _("Client secret"), error))
    return NULL;

  client.secret = connect->secret;
  vouch_token_endpoint_client_async (token_http, &client, vouch_context_get_clock (self->context),
                                     self->cancellable, vouch_cli_keep_cb, &result);
  vouch_cli_await (&result);
  connect->tokens = vouch_token_endpoint_finish (token_http, result, error);
  if (connect->tokens == NULL)
    return NULL;

  connect->wanted->sign_in = VOUCH_SIGN_IN_CLIENT_CREDENTIALS;
  return build_http (self, connect, connect->tokens->access_token, VOUCH_KEY_FORM_BEARER, error);
}

static VouchHttp *
sign_in_with_key (VouchCli         *self,
                  VouchCliConnect  *connect,
                  GError          **error)
{
  if (!take_secret (self, connect, VOUCH_SECRET_API_KEY, _("SmartRecruiters API key"), error))
    return NULL;

  connect->wanted->sign_in = VOUCH_SIGN_IN_API_KEY;
  return build_http (self, connect, connect->secret, VOUCH_KEY_FORM_SMART_TOKEN, error);
}

static void
take_grant (VouchCliConnect *connect)
{
  if (connect->tokens == NULL)
    return;

  g_free (connect->wanted->scopes);
  connect->wanted->scopes = g_strdup (connect->tokens->scope);
  connect->wanted->granted_at = connect->tokens->date;
}

/**
 * vouch_cli_sign_in:
 * @self: a run opened for work
 * @connect: what is wanted; it gets the secret and the tokens
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a client with the new credential
 */
VouchHttp *
vouch_cli_sign_in (VouchCli         *self,
                   VouchCliConnect  *connect,
                   GError          **error)
{
  VouchHttp *http = NULL;

  if (connect->browser)
    http = check_client_id (connect, error) ? sign_in_with_browser (self, connect, error) : NULL;
  else if (connect->client_credentials)
    http = check_client_id (connect, error) ? sign_in_with_client (self, connect, error) : NULL;
  else
    http = sign_in_with_key (self, connect, error);

  take_grant (connect);
  return http;
}

static gboolean
adopt_tokens (VouchCli         *self,
              VouchCliConnect  *connect,
              GError          **error)
{
  g_autoptr(VouchHttp) token_http = build_token_http (self, connect, error);
  g_autoptr(VouchTokenSource) source = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  if (token_http == NULL)
    return FALSE;

  source = vouch_token_source_new (connect->wanted, token_http,
                                   vouch_context_get_secrets (self->context),
                                   vouch_context_get_store (self->context),
                                   vouch_context_get_clock (self->context));
  vouch_token_source_adopt_async (source, connect->tokens, self->cancellable, vouch_cli_keep_cb,
                                  &result);
  vouch_cli_await (&result);
  return vouch_token_source_adopt_finish (source, result, error);
}

/**
 * vouch_cli_keep_credential:
 * @self: a run opened for work
 * @connect: with the stored connection
 * @error: return location
 *
 * Puts what was used to sign in where secrets are kept.
 */
gboolean
vouch_cli_keep_credential (VouchCli         *self,
                           VouchCliConnect  *connect,
                           GError          **error)
{
  const VouchConnection *wanted = connect->wanted;
  VouchSecretKind kind = wanted->sign_in == VOUCH_SIGN_IN_API_KEY ? VOUCH_SECRET_API_KEY
                                                                  : VOUCH_SECRET_CLIENT;
  g_autofree char *label = vouch_keyring_dup_label (kind, wanted->name);

  if (!vouch_cli_store_secret (self, wanted->id, kind, label, connect->secret, error))
    return FALSE;

  return wanted->sign_in != VOUCH_SIGN_IN_CODE || adopt_tokens (self, connect, error);
}

/**
 * vouch_cli_pick_redirect:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an address on a port that is free now, for the practice
 * company
 *   to register; a real client has fixed ones
 */
char *
vouch_cli_pick_redirect (GError **error)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, error);

  if (port == 0)
    return NULL;

  g_socket_listener_close (listener);
  return g_strdup_printf ("http://localhost:%u/callback", port);
}
