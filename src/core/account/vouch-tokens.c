/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include <string.h>

#include "account/vouch-tokens.h"

#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "json/vouch-json.h"
#include "json/vouch-reader.h"

/**
 * vouch_tokens_new:
 * @access_token: the access token
 * @refresh_token: (nullable): the refresh token
 * @expires_in: seconds the access token lives
 * @received_at: local wall time in microseconds
 *
 * Returns: (transfer full): tokens of type "bearer"
 */
VouchTokens *
vouch_tokens_new (const char *access_token,
                  const char *refresh_token,
                  gint64      expires_in,
                  gint64      received_at)
{
  VouchTokens *self = g_new0 (VouchTokens, 1);

  self->access_token = g_strdup (access_token);
  self->refresh_token = g_strdup (refresh_token);
  self->token_type = g_strdup ("bearer");
  self->expires_in = expires_in;
  self->received_at = received_at;

  return self;
}

VouchTokens *
vouch_tokens_copy (const VouchTokens *self)
{
  VouchTokens *copy = vouch_tokens_new (self->access_token, self->refresh_token, self->expires_in,
                                        self->received_at);

  copy->scope = g_strdup (self->scope);
  copy->date = self->date;
  return copy;
}

void
vouch_tokens_free (VouchTokens *self)
{
  if (self == NULL)
    return;

  vouch_secret_free (self->access_token);
  vouch_secret_free (self->refresh_token);
  g_free (self->token_type);
  g_free (self->scope);
  g_free (self);
}

/**
 * vouch_token_pair_new:
 * @generation: its number
 * @tokens: what the service gave
 * @previous_refresh: (nullable): the refresh token it was got with
 *
 * Returns: (transfer full): the pair as the keyring keeps it. Where the service gave no new refresh
 *   token, the one it was got with stays the newest (RFC 6749 §6).
 */
VouchTokenPair *
vouch_token_pair_new (gint64             generation,
                      const VouchTokens *tokens,
                      const char        *previous_refresh)
{
  VouchTokenPair *self = g_new0 (VouchTokenPair, 1);
  gboolean rotated = tokens->refresh_token != NULL;

  self->generation = generation;
  self->access = g_strdup (tokens->access_token);
  self->refresh = g_strdup (rotated ? tokens->refresh_token : previous_refresh);
  if (rotated && g_strcmp0 (tokens->refresh_token, previous_refresh) != 0)
    self->previous_refresh = g_strdup (previous_refresh);
  self->issued_at = tokens->received_at;
  self->expires_at = tokens->received_at + tokens->expires_in * G_TIME_SPAN_SECOND;

  return self;
}

VouchTokenPair *
vouch_token_pair_copy (const VouchTokenPair *self)
{
  VouchTokenPair *copy = g_new0 (VouchTokenPair, 1);

  copy->generation = self->generation;
  copy->access = g_strdup (self->access);
  copy->refresh = g_strdup (self->refresh);
  copy->previous_refresh = g_strdup (self->previous_refresh);
  copy->issued_at = self->issued_at;
  copy->expires_at = self->expires_at;
  copy->refused_at = self->refused_at;
  return copy;
}

void
vouch_token_pair_free (VouchTokenPair *self)
{
  if (self == NULL)
    return;

  vouch_secret_free (self->access);
  vouch_secret_free (self->refresh);
  vouch_secret_free (self->previous_refresh);
  g_free (self);
}

static gsize
get_length (const char *text)
{
  return text != NULL ? strlen (text) : 0;
}

static void
append_escaped (GString    *text,
                const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *c);
    }
}

/* Written by hand: a JSON library would leave copies of the tokens in memory that nobody wipes.
 * Tokens are visible ASCII, see vouch_token_endpoint_finish(). */
static void
append_member (GString    *text,
               const char *name,
               const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (text, ",\"%s\":\"", name);
  append_escaped (text, value);
  g_string_append_c (text, '"');
}

/**
 * vouch_token_pair_to_secret:
 * @self: a pair
 *
 * Returns: (transfer full): the text of its keyring item; free it with vouch_secret_free()
 */
char *
vouch_token_pair_to_secret (const VouchTokenPair *self)
{
  const gsize size = 256 + 2 * (get_length (self->access) + get_length (self->refresh)
                                + get_length (self->previous_refresh));
  /* Large enough not to be moved, which would leave a copy behind. */
  g_autoptr(GString) text = g_string_sized_new (size);

  g_string_append_printf (text, "{\"version\":1,\"generation\":%" G_GINT64_FORMAT
                          ",\"issued_at\":%" G_GINT64_FORMAT ",\"expires_at\":%" G_GINT64_FORMAT
                          ",\"refused_at\":%" G_GINT64_FORMAT,
                          self->generation, self->issued_at, self->expires_at, self->refused_at);
  append_member (text, "access", self->access);
  append_member (text, "refresh", self->refresh);
  append_member (text, "previous_refresh", self->previous_refresh);
  g_string_append_c (text, '}');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static VouchTokenPair *
read_pair (VouchReader *reader)
{
  VouchTokenPair *self = g_new0 (VouchTokenPair, 1);

  if (vouch_reader_int (reader, "version") != 1)
    vouch_reader_fail (reader, "version", "another version wrote it");
  self->generation = vouch_reader_int (reader, "generation");
  self->access = g_strdup (vouch_reader_string (reader, "access"));
  self->refresh = g_strdup (vouch_reader_string_or (reader, "refresh", NULL));
  self->previous_refresh = g_strdup (vouch_reader_string_or (reader, "previous_refresh", NULL));
  self->issued_at = vouch_reader_int (reader, "issued_at");
  self->expires_at = vouch_reader_int (reader, "expires_at");
  self->refused_at = vouch_reader_int_or (reader, "refused_at", 0);

  return self;
}

/**
 * vouch_token_pair_parse:
 * @secret: text of a keyring item
 * @error: return location
 *
 * Fails with %VOUCH_SECRETS_ERROR_UNREADABLE.
 *
 * Returns: (transfer full) (nullable): the pair
 */
VouchTokenPair *
vouch_token_pair_parse (const char  *secret,
                        GError     **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (secret, strlen (secret));
  g_autoptr(JsonNode) root = vouch_json_parse (bytes, NULL);
  g_autoptr(VouchReader) reader = NULL;
  g_autoptr(VouchTokenPair) self = NULL;

  if (root != NULL)
    {
      reader = vouch_reader_new (root);
      self = read_pair (reader);
    }

  /* What the reader says could quote the item, so none of it is passed on. */
  if (self == NULL || !vouch_reader_finish (reader, NULL) || *self->access == '\0')
    {
      g_set_error_literal (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_UNREADABLE,
                           "the kept grant cannot be read");
      return NULL;
    }

  return g_steal_pointer (&self);
}
