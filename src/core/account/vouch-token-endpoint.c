/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <string.h>

#include "account/vouch-token-endpoint.h"

#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "json/vouch-reader.h"

#define TOKEN_PATH "/identity/oauth/token"
/* Four fields of a grant and two of the client. */
#define MAX_FORM 12

/* What a service that does not say means: 30 minutes (smartrecruiters.md §2.2). */
#define DEFAULT_LIFETIME 1799
#define MAX_LIFETIME (24 * 60 * 60)

static const VouchHttpRule token_rules[] = {
  { NULL, NULL, 2.0, 1 },
};

static const VouchHttpPolicy token_policy = {
  .name = "smartrecruiters-token",
  .service = "ats",
  .rules = token_rules,
  .n_rules = G_N_ELEMENTS (token_rules),
  .max_concurrency = 1,
  .timeout = 60 * G_TIME_SPAN_SECOND,
  .connect_timeout = 10 * G_TIME_SPAN_SECOND,
  .max_json = 64 * 1024,
  .max_file = 0,
  .file_timeout = 0,
  .effects_probe = TRUE,
};

typedef struct
{
  /* Input. */
  VouchClock *clock;          /* (owned) */
  GPtrArray *fields;          /* (owned) (element-type utf8): name, value, name, value … */
  char *client_id;            /* (owned) */
  char *client_secret;        /* (owned) (nullable) */

  /* In progress. */
  gboolean as_basic;
} AskData;

static void
ask_data_free (AskData *data)
{
  g_object_unref (data->clock);
  g_ptr_array_unref (data->fields);
  g_free (data->client_id);
  vouch_secret_free (data->client_secret);
  g_free (data);
}

static gboolean
is_token (const char *text)
{
  if (text == NULL || *text == '\0')
    return FALSE;

  /* It goes into a header field: nothing that could end one (RFC 6749 appendix A). */
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c <= ' ' || *c > '~')
        return FALSE;
    }

  return TRUE;
}

static gint64
read_lifetime (VouchReader *reader)
{
  gint64 lifetime = vouch_reader_int_text_or (reader, "expires_in", DEFAULT_LIFETIME);

  /* A pair that was rotated for us is not thrown away for an odd number: a 401 is the truth. */
  return lifetime > 0 ? MIN (lifetime, MAX_LIFETIME) : DEFAULT_LIFETIME;
}

static VouchTokens *
parse_tokens (VouchReply  *reply,
              gint64       now,
              GError     **error)
{
  g_autoptr(VouchReader) reader = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  const char *access;
  const char *refresh;
  const char *type;

  if (reply->json == NULL)
    {
      g_propagate_error (error, vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, reply->status,
                                                     "the token endpoint sent no document"));
      return NULL;
    }

  reader = vouch_reader_new (reply->json);
  access = vouch_reader_string (reader, "access_token");
  refresh = vouch_reader_string_or (reader, "refresh_token", NULL);
  type = vouch_reader_string_or (reader, "token_type", "bearer");
  if (!is_token (access))
    vouch_reader_fail (reader, "access_token", "is no token");
  if (refresh != NULL && !is_token (refresh))
    vouch_reader_fail (reader, "refresh_token", "is no token");
  if (g_ascii_strcasecmp (type, "bearer") != 0)
    vouch_reader_fail (reader, "token_type", "is not bearer");

  tokens = vouch_tokens_new (access, refresh, read_lifetime (reader), now);
  tokens->scope = g_strdup (vouch_reader_string_or (reader, "scope", NULL));
  tokens->date = reply->date;

  return vouch_reader_finish (reader, error) ? g_steal_pointer (&tokens) : NULL;
}

static gboolean
is_refused_client (const GError *error)
{
  const char *code = vouch_api_error_get_service_code (error);
  guint status = vouch_api_error_get_status (error);

  return (status == 400 || status == 401)
         && (g_strcmp0 (code, "invalid_client") == 0
             || g_strcmp0 (code, "unauthorized_client") == 0);
}

static gboolean
is_refused_grant (const GError *error)
{
  guint status = vouch_api_error_get_status (error);

  return (status == 400 || status == 401)
         && g_strcmp0 (vouch_api_error_get_service_code (error), "invalid_grant") == 0;
}

/* Only an answer in the form of RFC 6749 §5.2 is definite; a proxy's page or a 5xx is not. */
static GError *
translate_refusal (GError *error)
{
  g_autoptr(GError) owned = error;

  if (is_refused_grant (owned))
    return g_error_new_literal (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT,
                                "the token endpoint refused the grant");
  if (is_refused_client (owned))
    return g_error_new_literal (VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_CLIENT,
                                "the token endpoint refused the client id or secret");

  return g_steal_pointer (&owned);
}

static gboolean
may_try_basic (AskData      *data,
               const GError *error)
{
  return !data->as_basic && data->client_secret != NULL
         && vouch_api_error_get_status (error) == 401
         && g_strcmp0 (vouch_api_error_get_service_code (error), "invalid_client") == 0;
}

/* client_secret_basic: both parts are form-encoded first (RFC 6749 §2.3.1). */
static void
add_basic (VouchCall  *call,
           const char *id,
           const char *secret)
{
  g_autofree char *escaped_id = g_uri_escape_string (id, NULL, FALSE);
  char *escaped_secret = g_uri_escape_string (secret, NULL, FALSE);
  char *plain = g_strconcat (escaped_id, ":", escaped_secret, NULL);
  char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  char *value = g_strconcat ("Basic ", encoded, NULL);

  vouch_call_add_header (call, "Authorization", value);
  vouch_secret_free (escaped_secret);
  vouch_secret_free (plain);
  vouch_secret_free (encoded);
  vouch_secret_free (value);
}

static VouchCall *
build_call (AskData *data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("POST", TOKEN_PATH, NULL);
  const gboolean in_body = !data->as_basic;
  const char *fields[MAX_FORM] = { NULL };
  guint n = 0;

  g_assert (data->fields->len + 4 <= MAX_FORM);
  for (guint i = 0; i < data->fields->len; i++)
    fields[n++] = g_ptr_array_index (data->fields, i);
  if (in_body)
    {
      fields[n++] = "client_id";
      fields[n++] = data->client_id;
    }
  if (in_body && data->client_secret != NULL)
    {
      fields[n++] = "client_secret";
      fields[n++] = data->client_secret;
    }

  vouch_call_set_flags (call, VOUCH_REQUEST_EFFECT);
  if (data->as_basic)
    add_basic (call, data->client_id, data->client_secret);
  /* The first missing name ends the list. */
  vouch_call_set_form (call,
                       fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6],
                       fields[7], fields[8], fields[9], fields[10], fields[11], NULL);

  return g_steal_pointer (&call);
}

static void ask (VouchHttp *http,
                 GTask     *task);

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  AskData *data = g_task_get_task_data (task);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  reply = vouch_http_send_finish (VOUCH_HTTP (object), result, &error);
  if (reply == NULL && may_try_basic (data, error))
    {
      data->as_basic = TRUE;
      ask (VOUCH_HTTP (object), g_steal_pointer (&task));
      return;
    }
  if (reply == NULL)
    {
      g_task_return_error (task, translate_refusal (g_steal_pointer (&error)));
      return;
    }

  tokens = parse_tokens (reply, vouch_clock_get_wall (data->clock), &error);
  if (tokens == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&tokens), (GDestroyNotify) vouch_tokens_free);
}

/* Takes @task. */
static void
ask (VouchHttp *http,
     GTask     *task)
{
  g_autoptr(VouchCall) call = build_call (g_task_get_task_data (task));

  vouch_http_send_async (http, call, g_task_get_cancellable (task), answered_cb, task);
}

static void
add_field (GPtrArray  *fields,
           const char *name,
           const char *value)
{
  g_ptr_array_add (fields, g_strdup (name));
  g_ptr_array_add (fields, g_strdup (value));
}

/* Takes @fields. */
static void
start (VouchHttp              *http,
       const VouchTokenClient *client,
       VouchClock             *clock,
       GPtrArray              *fields,
       GCancellable           *cancellable,
       GAsyncReadyCallback     callback,
       gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (http, cancellable, callback, user_data);
  AskData *data = g_new0 (AskData, 1);

  g_task_set_source_tag (task, start);
  data->clock = g_object_ref (clock);
  data->fields = fields;
  data->client_id = g_strdup (client->id);
  data->client_secret = g_strdup (client->secret);
  g_task_set_task_data (task, data, (GDestroyNotify) ask_data_free);

  ask (http, g_steal_pointer (&task));
}

static GPtrArray *
new_fields (const char *grant_type)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_secret_free);

  add_field (fields, "grant_type", grant_type);
  return fields;
}

/**
 * vouch_token_http_new:
 * @api_uri: base address of the API, from the connection or the provider file, never from an answer
 * @reach: which addresses are allowed
 * @transport: the transport
 * @clock: the clock
 * @random: the source of randomness
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a client for the token endpoint: it has no authorizer, so
 *   that a refresh never waits for itself
 */
VouchHttp *
vouch_token_http_new (const char      *api_uri,
                      VouchReach       reach,
                      VouchTransport  *transport,
                      VouchClock      *clock,
                      VouchRandom     *random,
                      GError         **error)
{
  return vouch_http_new (&token_policy, api_uri, reach, transport, clock, random, NULL, error);
}

/**
 * vouch_token_endpoint_code_async:
 * @http: of vouch_token_http_new()
 * @client: the client
 * @clock: the clock
 * @code: the authorization code
 * @redirect_uri: the redirect address of the authorize request
 * @verifier: (nullable): the PKCE verifier
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called with the answer
 * @user_data: data for @callback
 *
 * Exchanges a code.
 */
void
vouch_token_endpoint_code_async (VouchHttp              *http,
                                 const VouchTokenClient *client,
                                 VouchClock             *clock,
                                 const char             *code,
                                 const char             *redirect_uri,
                                 const char             *verifier,
                                 GCancellable           *cancellable,
                                 GAsyncReadyCallback     callback,
                                 gpointer                user_data)
{
  GPtrArray *fields = new_fields ("authorization_code");

  add_field (fields, "code", code);
  add_field (fields, "redirect_uri", redirect_uri);
  if (verifier != NULL)
    add_field (fields, "code_verifier", verifier);

  start (http, client, clock, fields, cancellable, callback, user_data);
}

/**
 * vouch_token_endpoint_refresh_async:
 * @http: of vouch_token_http_new()
 * @client: the client
 * @clock: the clock
 * @refresh_token: a refresh token; it may be dead afterwards, whatever comes back
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called with the answer
 * @user_data: data for @callback
 *
 * Refreshes once. Only #VouchTokenSource does this.
 */
void
vouch_token_endpoint_refresh_async (VouchHttp              *http,
                                    const VouchTokenClient *client,
                                    VouchClock             *clock,
                                    const char             *refresh_token,
                                    GCancellable           *cancellable,
                                    GAsyncReadyCallback     callback,
                                    gpointer                user_data)
{
  GPtrArray *fields = new_fields ("refresh_token");

  add_field (fields, "refresh_token", refresh_token);
  start (http, client, clock, fields, cancellable, callback, user_data);
}

/**
 * vouch_token_endpoint_client_async:
 * @http: of vouch_token_http_new()
 * @client: the client with its secret
 * @clock: the clock
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called with the answer
 * @user_data: data for @callback
 *
 * Signs in with client credentials. There is no refresh token.
 */
void
vouch_token_endpoint_client_async (VouchHttp              *http,
                                   const VouchTokenClient *client,
                                   VouchClock             *clock,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  start (http, client, clock, new_fields ("client_credentials"), cancellable, callback, user_data);
}

/**
 * vouch_token_endpoint_finish:
 * @http: of vouch_token_http_new()
 * @result: the result
 * @error: return location
 *
 * Tokens it returns are visible ASCII and so safe in a header field.
 *
 * Returns: (transfer full) (nullable): the tokens
 */
VouchTokens *
vouch_token_endpoint_finish (VouchHttp     *http,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
