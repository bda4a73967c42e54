/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <string.h>

#include "account/vouch-grant.h"

#include "account/vouch-provider.h"
#include "account/vouch-token-endpoint.h"
#include "base/vouch-error.h"
#include "base/vouch-redirect.h"
#include "base/vouch-secrets.h"

/* 256 bits for the state (reliability.md S1); a verifier of 43 characters (RFC 7636 §4.1). */
#define N_STATE_BYTES 32
#define N_VERIFIER_BYTES 32

struct _VouchGrant
{
  GObject parent_instance;

  VouchClock *clock;      /* (owned) */
  char *client_id;        /* (owned) */
  char *redirect_uri;     /* (owned): as registered, byte for byte */
  char *issuer;           /* (owned) (nullable) */
  char *origin;           /* (owned): of the consent page */
  gboolean practice;      /* the consent page is on loopback */
  char *state;            /* (owned) */
  char *verifier;         /* (owned) (nullable) */
  char *authorize_uri;    /* (owned) */
  gint64 ends_at;         /* boot time */
  gboolean used;          /* the state has come back once */
  char *code;             /* (owned) (nullable): until it is exchanged */
};

G_DEFINE_FINAL_TYPE (VouchGrant, vouch_grant, G_TYPE_OBJECT)

static void
vouch_grant_finalize (GObject *object)
{
  VouchGrant *self = VOUCH_GRANT (object);

  g_clear_object (&self->clock);
  g_free (self->client_id);
  g_free (self->redirect_uri);
  g_free (self->issuer);
  g_free (self->origin);
  vouch_secret_free (self->state);
  vouch_secret_free (self->verifier);
  vouch_secret_free (self->authorize_uri);
  vouch_secret_free (self->code);

  G_OBJECT_CLASS (vouch_grant_parent_class)->finalize (object);
}

static void
vouch_grant_class_init (VouchGrantClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_grant_finalize;
}

static void
vouch_grant_init (VouchGrant *self)
{
}

/**
 * vouch_pkce_challenge:
 * @verifier: a code verifier
 *
 * Returns: (transfer full): its S256 challenge (RFC 7636 §4.2)
 */
char *
vouch_pkce_challenge (const char *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  char *text;

  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

static void
append_parameter (GString    *uri,
                  const char *name,
                  const char *value)
{
  g_string_append_printf (uri, "%c%s=", strchr (uri->str, '?') != NULL ? '&' : '?', name);
  g_string_append_uri_escaped (uri, value, NULL, FALSE);
}

static char *
build_authorize_uri (VouchGrant              *self,
                     const VouchGrantOptions *options)
{
  g_autoptr(GString) uri = g_string_new (options->authorize_uri);
  g_autofree char *challenge = NULL;

  append_parameter (uri, "response_type", "code");
  append_parameter (uri, "client_id", self->client_id);
  append_parameter (uri, "redirect_uri", self->redirect_uri);
  /* An empty scope is an error there; none means what is registered (smartrecruiters.md §2.2). */
  if (options->scopes != NULL && *options->scopes != '\0')
    append_parameter (uri, "scope", options->scopes);
  append_parameter (uri, "state", self->state);
  if (self->verifier != NULL)
    {
      challenge = vouch_pkce_challenge (self->verifier);
      append_parameter (uri, "code_challenge", challenge);
      append_parameter (uri, "code_challenge_method", "S256");
    }

  return g_string_free (g_steal_pointer (&uri), FALSE);
}

static char *
dup_origin (GUri *uri)
{
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), "", NULL, NULL);
}

static gboolean
take_authorize_uri (VouchGrant  *self,
                    const char  *text,
                    GError     **error)
{
  g_autoptr(GUri) uri = g_uri_parse (text, VOUCH_REDIRECT_URI_FLAGS, NULL);
  gboolean is_https;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX,
                           "the address of the consent page is not usable");
      return FALSE;
    }

  is_https = g_strcmp0 (g_uri_get_scheme (uri), "https") == 0;
  self->practice = !is_https && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0
                   && vouch_redirect_is_local_host (g_uri_get_host (uri));
  if (!is_https && !self->practice)
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE,
                           "the address of the consent page has to begin with https");
      return FALSE;
    }

  self->origin = dup_origin (uri);
  return TRUE;
}

/**
 * vouch_grant_new:
 * @options: what to ask for
 * @clock: the clock
 * @random: the source of randomness
 * @error: return location
 *
 * Begins an attempt; its ten minutes run from now, also while the computer sleeps.
 *
 * Fails with #VouchInputError.
 *
 * Returns: (transfer full) (nullable): the attempt
 */
VouchGrant *
vouch_grant_new (const VouchGrantOptions  *options,
                 VouchClock               *clock,
                 VouchRandom              *random,
                 GError                  **error)
{
  g_autoptr(VouchGrant) self = g_object_new (VOUCH_TYPE_GRANT, NULL);

  if (options->client_id == NULL || *options->client_id == '\0')
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_MISSING, "no client id");
      return NULL;
    }
  if (!vouch_provider_check_redirect_uri (options->redirect_uri, error)
      || !take_authorize_uri (self, options->authorize_uri, error))
    return NULL;

  self->clock = g_object_ref (clock);
  self->ends_at = vouch_clock_get_boot (clock) + VOUCH_GRANT_LIFETIME;
  self->client_id = g_strdup (options->client_id);
  self->redirect_uri = g_strdup (options->redirect_uri);
  self->issuer = g_strdup (options->issuer);
  self->state = vouch_random_base64 (random, N_STATE_BYTES);
  if (options->pkce)
    self->verifier = vouch_random_base64 (random, N_VERIFIER_BYTES);
  self->authorize_uri = build_authorize_uri (self, options);

  return g_steal_pointer (&self);
}

/**
 * vouch_grant_get_authorize_uri:
 * @self: an attempt
 *
 * Returns: (transfer none): what to open
 */
const char *
vouch_grant_get_authorize_uri (VouchGrant *self)
{
  return self->authorize_uri;
}

const char *
vouch_grant_get_redirect_uri (VouchGrant *self)
{
  return self->redirect_uri;
}

/**
 * vouch_grant_get_time_left:
 * @self: an attempt
 *
 * Returns: microseconds until it ends; 0 when it has
 */
gint64
vouch_grant_get_time_left (VouchGrant *self)
{
  return MAX (self->ends_at - vouch_clock_get_boot (self->clock), 0);
}

/**
 * vouch_grant_is_used:
 * @self: an attempt
 *
 * Returns: whether its state has come back, so that no other answer can be taken any more
 */
gboolean
vouch_grant_is_used (VouchGrant *self)
{
  return self->used;
}

/**
 * vouch_grant_classify:
 * @self: an attempt
 * @uri: (nullable): an address that is about to be loaded
 *
 * Says what the consent page may lead to: see vouch_redirect_may_load().
 */
VouchGrantStep
vouch_grant_classify (VouchGrant *self,
                      const char *uri)
{
  if (uri == NULL || !g_utf8_validate (uri, -1, NULL))
    return VOUCH_GRANT_STEP_DENY;
  if (vouch_redirect_matches (self->redirect_uri, uri))
    return VOUCH_GRANT_STEP_DONE;

  return vouch_redirect_may_load (uri, self->practice) ? VOUCH_GRANT_STEP_ALLOW
                                                       : VOUCH_GRANT_STEP_DENY;
}

static VouchRedirectAnswer *
parse_redirect (VouchGrant *self,
                const char *text)
{
  g_autoptr(VouchRedirectAnswer) answer = NULL;
  g_autoptr(GUri) uri = NULL;
  char *trimmed;

  if (text == NULL || strlen (text) > VOUCH_GRANT_MAX_REDIRECT || !g_utf8_validate (text, -1, NULL))
    return NULL;

  trimmed = g_strstrip (g_strdup (text));
  if (vouch_redirect_matches (self->redirect_uri, trimmed))
    {
      uri = g_uri_parse (trimmed, VOUCH_REDIRECT_URI_FLAGS, NULL);
      answer = vouch_redirect_answer_parse (g_uri_get_query (uri));
    }

  vouch_secret_free (trimmed);
  return g_steal_pointer (&answer);
}

static gboolean
is_our_issuer (VouchGrant *self,
               const char *issuer)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *origin = NULL;

  if (self->issuer != NULL)
    return g_str_equal (self->issuer, issuer);

  uri = g_uri_parse (issuer, VOUCH_REDIRECT_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL)
    return FALSE;

  origin = dup_origin (uri);
  return g_strcmp0 (origin, self->origin) == 0;
}

/* The service's text is not repeated: whoever made up the address could have made up the text. */
static void
set_refusal (const char  *code,
             GError     **error)
{
  VouchAccountError remedy = VOUCH_ACCOUNT_ERROR_DENIED;

  if (g_str_equal (code, "invalid_scope"))
    remedy = VOUCH_ACCOUNT_ERROR_SCOPE;
  else if (g_str_equal (code, "unauthorized_client") || g_str_equal (code, "invalid_client"))
    remedy = VOUCH_ACCOUNT_ERROR_CLIENT;

  g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, remedy, "the consent page answered: refused");
}

/**
 * vouch_grant_take_redirect:
 * @self: an attempt
 * @uri: (nullable): an address that arrived in a redirect or was pasted by a person
 * @error: return location
 *
 * Takes the answer of the consent page. Only one that carries this attempt's state counts, and it
 * counts once; any other changes nothing, so that a forged one cannot end the attempt.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_STATE (not ours, ambiguous, or again),
 * %VOUCH_ACCOUNT_ERROR_EXPIRED, %VOUCH_ACCOUNT_ERROR_DENIED, %VOUCH_ACCOUNT_ERROR_SCOPE or
 * %VOUCH_ACCOUNT_ERROR_CLIENT.
 *
 * Returns: whether there is a code for vouch_grant_exchange_async()
 */
gboolean
vouch_grant_take_redirect (VouchGrant  *self,
                           const char  *uri,
                           GError     **error)
{
  g_autoptr(VouchRedirectAnswer) answer = parse_redirect (self, uri);

  if (answer == NULL || self->used
      || !vouch_redirect_equal_constant_time (self->state, answer->state))
    {
      g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE,
                           "an answer that belongs to no running sign-in");
      return FALSE;
    }

  self->used = TRUE;
  if (vouch_grant_get_time_left (self) == 0)
    {
      g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_EXPIRED,
                           "the sign-in took too long");
      return FALSE;
    }
  if (answer->issuer != NULL && !is_our_issuer (self, answer->issuer))
    {
      g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE,
                           "the answer names another issuer");
      return FALSE;
    }
  if (answer->error != NULL)
    {
      set_refusal (answer->error, error);
      return FALSE;
    }
  if (answer->code == NULL || *answer->code == '\0')
    {
      g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE,
                           "the answer holds neither a code nor an error");
      return FALSE;
    }

  self->code = g_steal_pointer (&answer->code);
  return TRUE;
}

static void
exchanged_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  tokens = vouch_token_endpoint_finish (VOUCH_HTTP (object), result, &error);
  if (tokens != NULL)
    g_task_return_pointer (task, g_steal_pointer (&tokens), (GDestroyNotify) vouch_tokens_free);
  else if (g_error_matches (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT))
    g_task_return_new_error (task, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_EXPIRED,
                             "the code was refused: it is too old or was used");
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vouch_grant_exchange_async:
 * @self: an attempt whose redirect was taken
 * @token_http: of vouch_token_http_new()
 * @client_secret: (nullable): the client's secret
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called with the tokens
 * @user_data: data for @callback
 *
 * Exchanges the code, once: the code is used up whatever comes back.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_STATE when there is no code, %VOUCH_ACCOUNT_ERROR_EXPIRED when it
 * is refused, %VOUCH_ACCOUNT_ERROR_CLIENT, or #VouchApiError.
 */
void
vouch_grant_exchange_async (VouchGrant          *self,
                            VouchHttp           *token_http,
                            const char          *client_secret,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  VouchTokenClient client = { self->client_id, client_secret };
  char *code = g_steal_pointer (&self->code);

  g_task_set_source_tag (task, vouch_grant_exchange_async);

  if (code == NULL)
    {
      g_task_return_new_error (task, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE,
                               "there is no code to exchange");
      return;
    }

  vouch_token_endpoint_code_async (token_http, &client, self->clock, code, self->redirect_uri,
                                   self->verifier, cancellable, exchanged_cb,
                                   g_steal_pointer (&task));
  vouch_secret_free (code);
}

VouchTokens *
vouch_grant_exchange_finish (VouchGrant    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
