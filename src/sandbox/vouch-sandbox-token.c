/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include <string.h>

#include "sandbox/vouch-sandbox-writer.h"

#define FORM "application/x-www-form-urlencoded"

static VouchResponse *
refuse (const VouchVisit *visit,
        guint             status,
        const char       *error,
        const char       *description)
{
  JsonObject *object = json_object_new ();
  g_autoptr(JsonNode) node = vouch_node_from_object (object);

  json_object_set_string_member (object, "error", error);
  json_object_set_string_member (object, "error_description", description);
  return vouch_visit_json (visit, status, node);
}

/* client_secret_post or client_secret_basic (smartrecruiters.md §2.2). */
static gboolean
is_client (const VouchVisit *visit,
           GPtrArray        *form)
{
  VouchSandbox *self = visit->sandbox;
  const char *header = vouch_headers_get (visit->request->headers, "Authorization");
  g_autofree char *expected = g_strdup_printf ("%s:%s", self->client_id, self->client_secret);
  gsize length = 0;

  if (header != NULL && g_ascii_strncasecmp (header, "Basic ", 6) == 0)
    {
      g_autofree guchar *bytes = g_base64_decode (header + 6, &length);
      g_autofree char *pair = g_strndup ((const char *) bytes, length);
      g_autofree char *decoded = g_uri_unescape_string (pair, NULL);

      return g_strcmp0 (pair, expected) == 0 || g_strcmp0 (decoded, expected) == 0;
    }

  return g_strcmp0 (vouch_pairs_get (form, "client_id"), self->client_id) == 0 &&
         g_strcmp0 (vouch_pairs_get (form, "client_secret"), self->client_secret) == 0;
}

static VouchResponse *
give_tokens (const VouchVisit *visit,
             const char       *scope,
             gboolean          with_refresh)
{
  VouchSandbox *self = visit->sandbox;
  JsonObject *object = json_object_new ();
  g_autoptr(JsonNode) node = vouch_node_from_object (object);
  gint64 seconds = vouch_sandbox_setting_int (self, "expires_in");
  gint64 days = vouch_sandbox_setting_int (self, "refresh_days");
  VouchSandboxToken *token = NULL;

  vouch_sandbox_tokens_prune (self->tokens, visit->now);
  token = vouch_sandbox_tokens_issue (self->tokens, VOUCH_TOKEN_ACCESS, scope,
                              visit->now + seconds * G_USEC_PER_SEC);
  json_object_set_string_member (object, "access_token", token->text);
  json_object_set_string_member (object, "token_type", "bearer");
  json_object_set_int_member (object, "expires_in", seconds);
  if (vouch_sandbox_setting_bool (self, "scope_in_token"))
    json_object_set_string_member (object, "scope", scope);
  if (with_refresh)
    {
      token = vouch_sandbox_tokens_issue (self->tokens, VOUCH_TOKEN_REFRESH, scope,
                                  visit->now + days * G_TIME_SPAN_DAY);
      json_object_set_string_member (object, "refresh_token", token->text);
    }

  return vouch_visit_json (visit, 200, node);
}

static gboolean
verify_challenge (const VouchSandboxToken *code,
                  const char       *verifier)
{
  g_autoptr(GChecksum) checksum = NULL;
  g_autofree char *text = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (code->challenge == NULL)
    return TRUE;
  if (verifier == NULL)
    return FALSE;
  if (g_strcmp0 (code->method, "S256") != 0)
    return g_str_equal (code->challenge, verifier);

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return g_str_equal (code->challenge, text);
}

static VouchResponse *
exchange_code (const VouchVisit *visit,
               GPtrArray        *form)
{
  VouchSandbox *self = visit->sandbox;
  const char *redirect_uri = vouch_pairs_get (form, "redirect_uri");
  VouchSandboxToken *code = NULL;

  code = vouch_sandbox_tokens_find (self->tokens, VOUCH_TOKEN_CODE, vouch_pairs_get (form, "code"));
  if (code == NULL || code->used || code->expires <= visit->now)
    {
      if (code != NULL && code->used)
        vouch_visit_violation (visit, "code-twice", "a code works once");
      return refuse (visit, 400, "invalid_grant", "The code is used, expired or unknown");
    }

  if (redirect_uri != NULL && g_strcmp0 (redirect_uri, code->redirect_uri) != 0)
    return refuse (visit, 400, "invalid_grant", "Another redirect_uri than before");
  if (!verify_challenge (code, vouch_pairs_get (form, "code_verifier")))
    return refuse (visit, 400, "invalid_grant", "The verifier does not fit the challenge");

  code->used = TRUE;
  return give_tokens (visit, code->scope, TRUE);
}

/* A refresh token works once, and for 28 days (§2.2). */
static VouchResponse *
refresh (const VouchVisit *visit,
         GPtrArray        *form)
{
  VouchSandbox *self = visit->sandbox;
  VouchSandboxToken *token = NULL;

  token = vouch_sandbox_tokens_find (self->tokens, VOUCH_TOKEN_REFRESH,
                             vouch_pairs_get (form, "refresh_token"));
  if (token == NULL || token->used || token->expires <= visit->now)
    {
      vouch_sandbox_tokens_count_dead (self->tokens);
      return refuse (visit, 400, "invalid_grant", "The refresh token is used, expired or unknown");
    }

  token->used = TRUE;
  return give_tokens (visit, token->scope, TRUE);
}

/**
 * vouch_sandbox_token_handle:
 *
 * Plays the token endpoint, which also answers at its older address.
 */
VouchResponse *
vouch_sandbox_token_handle (const VouchVisit *visit)
{
  g_autoptr(GPtrArray) form = vouch_visit_parse_form (visit);
  const char *grant = vouch_pairs_get (form, "grant_type");

  if (!g_str_equal (visit->request->method, "POST"))
    return refuse (visit, 405, "invalid_request", "POST only");
  if (!vouch_visit_is_type (visit, FORM))
    return refuse (visit, 415, "invalid_request", "Send a form");
  if (grant == NULL)
    return refuse (visit, 400, "invalid_request", "grant_type is missing");
  if (!is_client (visit, form))
    return refuse (visit, 401, "invalid_client", "Unknown client or wrong secret");

  if (g_str_equal (grant, "authorization_code"))
    return exchange_code (visit, form);
  if (g_str_equal (grant, "refresh_token"))
    return refresh (visit, form);
  if (g_str_equal (grant, "client_credentials"))
    return give_tokens (visit, vouch_sandbox_setting_string (visit->sandbox, "client_scopes"),
                        FALSE);

  return refuse (visit, 400, "unsupported_grant_type", "This grant type is not supported");
}
