/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-tokens.h"

#include "base/vouch-util.h"
#include "sandbox/vouch-sandbox-ids.h"

/* How long a token that no longer works is still recognised, so that its use can be counted. */
#define REMEMBER (90 * G_TIME_SPAN_DAY)

struct _VouchTokens
{
  guint64 seed;
  guint64 counter;
  guint64 n_dead;
  GPtrArray *tokens;  /* (owned) (element-type VouchSandboxToken): oldest first */
  GHashTable *texts;  /* (owned): text → token (unowned): looked up, never walked */
};

static const char *const prefixes[] = { "code-", "at-", "rt-" };

static void
token_free (gpointer data)
{
  VouchSandboxToken *token = data;

  g_free (token->text);
  g_free (token->scope);
  g_free (token->redirect_uri);
  g_free (token->challenge);
  g_free (token->method);
  g_free (token);
}

VouchSandboxTokens *
vouch_sandbox_tokens_new (guint64 seed)
{
  VouchSandboxTokens *self = g_new0 (VouchSandboxTokens, 1);

  self->seed = seed;
  self->tokens = g_ptr_array_new_with_free_func (token_free);
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
vouch_sandbox_tokens_free (VouchSandboxTokens *self)
{
  g_hash_table_unref (self->texts);
  g_ptr_array_unref (self->tokens);
  g_free (self);
}

static void
add_token (VouchSandboxTokens *self,
           VouchSandboxToken  *token)
{
  g_ptr_array_add (self->tokens, token);
  g_hash_table_insert (self->texts, token->text, token);
}

/**
 * vouch_sandbox_tokens_issue:
 * @expires: when it stops to work, microseconds since 1970
 *
 * Returns: (transfer none): a new token; its text depends on seed and order alone
 */
VouchSandboxToken *
vouch_sandbox_tokens_issue (VouchSandboxTokens    *self,
                    VouchTokenKind  kind,
                    const char     *scope,
                    gint64          expires)
{
  VouchSandboxToken *token = g_new0 (VouchSandboxToken, 1);
  guint64 number = ++self->counter;

  token->kind = kind;
  token->text = g_strdup_printf ("%s%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                 prefixes[kind],
                                 vouch_sandbox_mix (self->seed, kind, number),
                                 vouch_sandbox_mix (~self->seed, number, kind));
  token->scope = g_strdup (scope);
  token->expires = expires;
  add_token (self, token);

  return token;
}

/**
 * vouch_sandbox_tokens_find:
 *
 * Returns: (nullable) (transfer none): the token, which may be used or expired
 */
VouchSandboxToken *
vouch_sandbox_tokens_find (VouchSandboxTokens    *self,
                   VouchTokenKind  kind,
                   const char     *text)
{
  VouchSandboxToken *token = text == NULL ? NULL : g_hash_table_lookup (self->texts, text);

  return token != NULL && token->kind == kind ? token : NULL;
}

/* Whether @text is one of ours of whatever kind, for the rules about where secrets may go. */
gboolean
vouch_sandbox_tokens_knows (VouchSandboxTokens *self,
                    const char  *text)
{
  return text != NULL && g_hash_table_contains (self->texts, text);
}

/* The customer revoked the access: nothing given out before works. */
void
vouch_sandbox_tokens_revoke (VouchSandboxTokens *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      VouchSandboxToken *token = g_ptr_array_index (self->tokens, i);

      token->expires = G_MININT64 / 2;
      token->used = TRUE;
    }
}

static gboolean
is_forgotten (const VouchSandboxToken *token,
              gint64            now)
{
  gint64 remember = token->kind == VOUCH_TOKEN_ACCESS ? G_TIME_SPAN_DAY : REMEMBER;

  return token->expires < now - remember;
}

/* Old access tokens would pile up in a long run. */
void
vouch_sandbox_tokens_prune (VouchSandboxTokens *self,
                    gint64       now)
{
  while (self->tokens->len > 256 && is_forgotten (g_ptr_array_index (self->tokens, 0), now))
    {
      VouchSandboxToken *token = g_ptr_array_index (self->tokens, 0);

      g_hash_table_remove (self->texts, token->text);
      g_ptr_array_remove_index (self->tokens, 0);
    }
}

void
vouch_sandbox_tokens_count_dead (VouchSandboxTokens *self)
{
  self->n_dead++;
}

guint64
vouch_sandbox_tokens_get_n_dead (VouchSandboxTokens *self)
{
  return self->n_dead;
}

static void
set_optional (JsonObject *object,
              const char *name,
              const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

static JsonObject *
save_token (const VouchSandboxToken *token)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "kind", token->kind);
  json_object_set_string_member (object, "text", token->text);
  json_object_set_string_member (object, "scope", token->scope);
  set_optional (object, "redirect_uri", token->redirect_uri);
  set_optional (object, "challenge", token->challenge);
  set_optional (object, "method", token->method);
  json_object_set_int_member (object, "expires", token->expires);
  json_object_set_boolean_member (object, "used", token->used);

  return object;
}

JsonNode *
vouch_sandbox_tokens_save (VouchSandboxTokens *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < self->tokens->len; i++)
    json_array_add_object_element (array, save_token (g_ptr_array_index (self->tokens, i)));
  json_object_set_array_member (object, "tokens", array);
  json_object_set_int_member (object, "counter", self->counter);
  json_object_set_int_member (object, "dead", self->n_dead);
  json_node_take_object (node, object);

  return node;
}

static VouchSandboxToken *
load_token (VouchReader *reader)
{
  VouchSandboxToken *token = g_new0 (VouchSandboxToken, 1);

  token->kind = CLAMP (vouch_reader_int (reader, "kind"), 0, VOUCH_TOKEN_REFRESH);
  token->text = g_strdup (vouch_reader_string (reader, "text"));
  token->scope = g_strdup (vouch_reader_string (reader, "scope"));
  token->redirect_uri = g_strdup (vouch_reader_string_or (reader, "redirect_uri", NULL));
  token->challenge = g_strdup (vouch_reader_string_or (reader, "challenge", NULL));
  token->method = g_strdup (vouch_reader_string_or (reader, "method", NULL));
  token->expires = vouch_reader_int (reader, "expires");
  token->used = vouch_reader_bool_or (reader, "used", FALSE);

  return token;
}

void
vouch_sandbox_tokens_load (VouchSandboxTokens *self,
                   VouchReader *state)
{
  guint n = 0;

  self->counter = vouch_reader_int (state, "counter");
  self->n_dead = vouch_reader_int (state, "dead");

  if (!vouch_reader_enter (state, "tokens"))
    return;

  n = vouch_reader_get_n_elements (state);
  for (guint i = 0; i < n; i++)
    {
      VouchSandboxToken *token = NULL;

      if (!vouch_reader_enter_element (state, i))
        continue;
      token = load_token (state);
      if (token->text != NULL && token->scope != NULL)
        add_token (self, token);
      else
        token_free (token);
      vouch_reader_leave (state);
    }
  vouch_reader_leave (state);
}
