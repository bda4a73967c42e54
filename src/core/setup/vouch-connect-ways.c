/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "account/vouch-key-authorizer.h"
#include "account/vouch-provider.h"
#include "account/vouch-token-endpoint.h"
#include "base/vouch-util.h"
#include "setup/vouch-connect-flow-private.h"
#include "setup/vouch-connect.h"
#include "setup/vouch-crosschq-check.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "smartrecruiters/vouch-ats-scopes.h"

static void signed_in_cb        (GObject *object, GAsyncResult *result, gpointer user_data);
static void got_client_cb       (GObject *object, GAsyncResult *result, gpointer user_data);
static void connected_cb        (GObject *object, GAsyncResult *result, gpointer user_data);
static void checked_crosschq_cb (GObject *object, GAsyncResult *result, gpointer user_data);
static void kept_cb             (GObject *object, GAsyncResult *result, gpointer user_data);

/* What it works with. */

static VouchReach
get_reach (VouchConnectFlow *self)
{
  return self->wanted->kind == VOUCH_CONNECTION_PRACTICE ? VOUCH_REACH_PRACTICE : VOUCH_REACH_REAL;
}

static VouchHttp *
build_http (VouchConnectFlow  *self,
            const char        *credential,
            VouchKeyForm       form,
            GError           **error)
{
  g_autoptr(VouchAuthorizer) authorizer = vouch_key_authorizer_new_for_key (credential, form);
  VouchHttp *http = vouch_http_new (vouch_ats_get_policy (), self->wanted->api_uri,
                                    get_reach (self), self->transport, self->clock, self->random,
                                    authorizer, error);

  if (http != NULL && form == VOUCH_KEY_FORM_BEARER)
    vouch_http_set_account (http, self->wanted->client_id);
  return http;
}

/* With the consent page. */

static void
open_uri_cb (VouchConnectFlow *self,
             const char       *uri)
{
  vouch_connect_flow_take_trouble (self, NULL);
  vouch_connect_flow_note_page (self);
  vouch_connect_flow_open (self, uri);
}

static void
redirected_cb (VouchConnectFlow *self)
{
  vouch_connect_flow_set_state (self, VOUCH_CONNECT_STATE_EXCHANGING);
}

static void
window_failed_cb (VouchConnectFlow *self,
                  const GError     *error)
{
  vouch_connect_flow_take_trouble (self, g_error_copy (error));
}

static void
build_sign_in (VouchConnectFlow *self)
{
  g_autofree char *authorize_uri = vouch_provider_dup_authorize_uri (self->wanted->web_uri);
  g_autofree char *scopes = vouch_ats_scopes_to_text (VOUCH_ATS_FEATURES_ALL);
  const VouchGrantOptions options = {
    .client_id = self->wanted->client_id,
    .authorize_uri = authorize_uri,
    .scopes = scopes,
    .pkce = self->pkce,
  };

  self->sign_in = vouch_browser_sign_in_new (&options, (const char *const *) self->redirect_uris,
                                             self->token_http, self->clock, self->random);
  if (self->method == VOUCH_CONNECT_WINDOW)
    vouch_browser_sign_in_use_window (self->sign_in, self->window);
  g_signal_connect_object (self->sign_in, "open-uri", G_CALLBACK (open_uri_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_in, "redirected", G_CALLBACK (redirected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sign_in, "window-failed", G_CALLBACK (window_failed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
sign_in (VouchConnectFlow *self)
{
  build_sign_in (self);
  vouch_browser_sign_in_run_async (self->sign_in, self->secret, self->cancellable, signed_in_cb,
                                   g_object_ref (self));
  vouch_connect_flow_note_page (self);
}

static void
take_tokens (VouchConnectFlow *self,
             VouchSignIn       way,
             VouchTokens      *tokens) /* (transfer full) */
{
  self->tokens = tokens;
  self->wanted->sign_in = way;
  vouch_set_str (&self->wanted->scopes, tokens->scope);
  self->wanted->granted_at = tokens->date;
}

static void
check_owner (VouchConnectFlow *self,
             const char       *credential,
             VouchKeyForm      form)
{
  g_autoptr(VouchConnect) connect = NULL;
  g_autoptr(VouchHttp) http = NULL;
  GError *error = NULL;

  vouch_connect_flow_set_state (self, VOUCH_CONNECT_STATE_CHECKING);
  http = build_http (self, credential, form, &error);
  if (http == NULL)
    {
      vouch_connect_flow_fail (self, error);
      return;
    }

  connect = vouch_connect_new (self->store, http, self->wanted);
  vouch_procedure_run_async (VOUCH_PROCEDURE (connect), self->cancellable, connected_cb,
                             g_object_ref (self));
}

static void
signed_in_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VouchConnectFlow) self = g_steal_pointer (&user_data);
  VouchBrowserSignIn *sign_in = VOUCH_BROWSER_SIGN_IN (object);
  GError *error = NULL;
  VouchTokens *tokens = vouch_browser_sign_in_run_finish (sign_in, result, &error);

  if (tokens == NULL)
    {
      vouch_connect_flow_fail (self, error);
      return;
    }

  vouch_set_str (&self->wanted->redirect_uri, vouch_browser_sign_in_get_redirect_uri (sign_in));
  take_tokens (self, VOUCH_SIGN_IN_CODE, tokens);
  check_owner (self, tokens->access_token, VOUCH_KEY_FORM_BEARER);
}

/* With a client's own credentials. */

static void
ask_for_client (VouchConnectFlow *self)
{
  const VouchTokenClient client = { .id = self->wanted->client_id, .secret = self->secret };

  vouch_connect_flow_set_state (self, VOUCH_CONNECT_STATE_EXCHANGING);
  vouch_token_endpoint_client_async (self->token_http, &client, self->clock, self->cancellable,
                                     got_client_cb, g_object_ref (self));
}

static void
got_client_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(VouchConnectFlow) self = g_steal_pointer (&user_data);
  GError *error = NULL;
  VouchTokens *tokens = vouch_token_endpoint_finish (VOUCH_HTTP (object), result, &error);

  if (tokens == NULL)
    {
      vouch_connect_flow_fail (self, error);
      return;
    }

  take_tokens (self, VOUCH_SIGN_IN_CLIENT_CREDENTIALS, tokens);
  check_owner (self, tokens->access_token, VOUCH_KEY_FORM_BEARER);
}

/* With an API key. */

static void
check_key (VouchConnectFlow *self)
{
  self->wanted->sign_in = VOUCH_SIGN_IN_API_KEY;
  vouch_set_str (&self->wanted->scopes, NULL);
  self->wanted->granted_at = 0;
  check_owner (self, self->secret, VOUCH_KEY_FORM_SMART_TOKEN);
}

/* Crosschq. */

static void
check_crosschq (VouchConnectFlow *self)
{
  g_autoptr(VouchCrosschqCheck) check =
    vouch_crosschq_check_new (self->store, self->wanted, self->secret, self->transport, self->clock,
                              self->random);

  vouch_connect_flow_set_state (self, VOUCH_CONNECT_STATE_CHECKING);
  vouch_procedure_run_async (VOUCH_PROCEDURE (check), self->cancellable, checked_crosschq_cb,
                             g_object_ref (self));
}

/* Only a grant with a refresh token is kept; a client asks for its access tokens itself. */
static void
keep (VouchConnectFlow *self,
      gint64            now)
{
  const VouchTokens *tokens = self->method == VOUCH_CONNECT_WINDOW ||
                              self->method == VOUCH_CONNECT_BROWSER ? self->tokens : NULL;

  vouch_keeper_keep_async (self->keeper, self->wanted, self->secret, tokens, now,
                           self->cancellable, kept_cb, g_object_ref (self));
}

static void
checked_crosschq_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(VouchConnectFlow) self = g_steal_pointer (&user_data);
  VouchCrosschqCheck *check = VOUCH_CROSSCHQ_CHECK (object);
  GError *error = NULL;

  if (!vouch_procedure_run_finish (VOUCH_PROCEDURE (check), result, &error))
    {
      vouch_connect_flow_fail (self, error);
      return;
    }

  self->n_surveys = vouch_crosschq_check_get_n_surveys (check);
  vouch_set_str (&self->wanted->crosschq_dialect, vouch_crosschq_check_get_dialect (check));
  vouch_set_str (&self->wanted->crosschq_form, vouch_crosschq_check_get_form (check));
  keep (self, vouch_crosschq_check_get_date (check));
}

/* All ways meet here. */

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VouchConnectFlow) self = g_steal_pointer (&user_data);
  VouchConnect *connect = VOUCH_CONNECT (object);
  GError *error = NULL;

  if (!vouch_procedure_run_finish (VOUCH_PROCEDURE (connect), result, &error))
    {
      vouch_connect_flow_fail (self, error);
      return;
    }

  vouch_connection_free (self->wanted);
  self->wanted = vouch_connection_copy (vouch_connect_get_connection (connect));
  keep (self, vouch_connect_get_date (connect));
}

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VouchConnectFlow) self = g_steal_pointer (&user_data);
  GError *error = NULL;

  if (vouch_keeper_keep_finish (VOUCH_KEEPER (object), result, &error))
    vouch_connect_flow_succeed (self);
  else
    vouch_connect_flow_fail (self, error);
}

/* Beginning. */

static void
take_way (VouchConnectFlow *self)
{
  switch (self->method)
    {
    case VOUCH_CONNECT_WINDOW:
    case VOUCH_CONNECT_BROWSER:
      sign_in (self);
      break;
    case VOUCH_CONNECT_CLIENT:
      ask_for_client (self);
      break;
    case VOUCH_CONNECT_API_KEY:
      check_key (self);
      break;
    case VOUCH_CONNECT_CROSSCHQ:
      check_crosschq (self);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * vouch_connect_flow_begin:
 * @self: an attempt whose secrets can be kept
 *
 * Goes the way that was chosen, to the end of the attempt.
 */
void
vouch_connect_flow_begin (VouchConnectFlow *self)
{
  GError *error = NULL;

  self->token_http = vouch_token_http_new (self->wanted->api_uri, get_reach (self), self->transport,
                                           self->clock, self->random, &error);
  if (self->token_http != NULL)
    take_way (self);
  else
    vouch_connect_flow_fail (self, error);
}
