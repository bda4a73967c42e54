/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include "account/vouch-tokens.h"
#include "base/vouch-util.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"
#include "store/vouch-connections.h"
#include "vouch-world-private.h"

static VouchSandboxAnswer *
post_form (VouchWorld *self,
           const char *uri,
           const char *form)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("POST", uri, VOUCH_REQUEST_EFFECT);

  vouch_headers_set (request->headers, "Content-Type", "application/x-www-form-urlencoded");
  request->body = g_bytes_new (form, strlen (form));
  return vouch_sandbox_handle (self->sandbox, request, vouch_world_get_now (self));
}

/* The person on the consent page allows access. */
static char *
get_code (VouchWorld *self)
{
  g_autofree char *form =
    g_strdup_printf ("client_id=%s&redirect_uri=http%%3A%%2F%%2Flocalhost%%3A3000%%2Fdone"
                     "&response_type=code&state=world&answer=allow",
                     vouch_sandbox_get_client_id (self->sandbox));
  g_autoptr(VouchSandboxAnswer) answer =
    post_form (self, "http://localhost:7001/identity/oauth/allow", form);
  const char *location = vouch_headers_get (answer->response->headers, "Location");
  const char *code;

  g_assert_cmpuint (answer->response->status, ==, 302);
  code = strstr (location, "code=") + strlen ("code=");
  return g_strndup (code, strcspn (code, "&"));
}

static VouchTokens *
exchange (VouchWorld *self)
{
  g_autofree char *code = get_code (self);
  g_autofree char *form =
    g_strdup_printf ("grant_type=authorization_code&code=%s&client_id=%s&client_secret=%s"
                     "&redirect_uri=http%%3A%%2F%%2Flocalhost%%3A3000%%2Fdone",
                     code, vouch_sandbox_get_client_id (self->sandbox),
                     vouch_sandbox_get_client_secret (self->sandbox));
  g_autoptr(VouchSandboxAnswer) answer =
    post_form (self, "http://localhost:7002/identity/oauth/token", form);
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes (answer->response->body, 65536, NULL, NULL);
  g_autoptr(JsonNode) node = vouch_json_parse (bytes, NULL);
  g_autoptr(VouchReader) reader = vouch_reader_new (node);

  g_assert_cmpuint (answer->response->status, ==, 200);
  return vouch_tokens_new (vouch_reader_string (reader, "access_token"),
                           vouch_reader_string (reader, "refresh_token"),
                           vouch_reader_int (reader, "expires_in"), vouch_world_get_now (self));
}

static gboolean
store_sign_in (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchWorld *self = data;
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, self->connection_id, error);

  if (connection == NULL)
    return FALSE;

  connection->sign_in = VOUCH_SIGN_IN_CODE;
  connection->needs_reconnect = FALSE;
  connection->refresh_generation = -1;
  vouch_set_str (&connection->client_id, vouch_sandbox_get_client_id (self->sandbox));
  vouch_set_str (&connection->redirect_uri, "http://localhost:3000/done");
  return vouch_connections_update (db, connection, error);
}

/**
 * vouch_world_use_tokens:
 * @self: a world
 *
 * From here on Vouch signs in with a grant whose access tokens live for a minute. The same again is
 * what a person does when the grant was lost.
 */
void
vouch_world_use_tokens (VouchWorld *self)
{
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(VouchTokenPair) pair = NULL;
  g_autofree char *secret = NULL;

  vouch_world_do (self, "settings", "{\"expires_in\":60}");
  tokens = exchange (self);
  pair = vouch_token_pair_new (1, tokens, NULL);
  secret = vouch_token_pair_to_secret (pair);
  vouch_world_secrets_set (self->secrets, self->connection_id, VOUCH_SECRET_GRANT, secret);
  vouch_world_secrets_set (self->secrets, self->connection_id, VOUCH_SECRET_CLIENT,
                           vouch_sandbox_get_client_secret (self->sandbox));

  while (!vouch_world_write (self, store_sign_in, self))
    vouch_world_cycle (self, VOUCH_CYCLE_NONE);
  vouch_world_stop (self);
  vouch_world_advance (self, 2);
  vouch_world_start (self);
}
