/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include <string.h>

#include "json/vouch-json.h"

#include "base/vouch-error.h"
#include "json/vouch-json-guard.h"
#include "json/vouch-json-scan.h"

/* Up to here comparing every pair is cheaper than sorting. */
#define MAX_PAIRWISE_KEYS 12

typedef struct
{
  const char *text;  /* decoded: in the document, or in Guard.decoded */
  gsize length;
  gsize offset;
} Key;

typedef struct
{
  gboolean is_object;
  guint first_key;   /* where its keys begin in Guard.keys */
  guint token;       /* its own in Guard.tokens */
  guint n_items;
} Level;

typedef struct
{
  VouchScan scan;
  Level levels[VOUCH_JSON_MAX_DEPTH];
  guint depth;
  GArray *keys;           /* (owned) (element-type Key): of all open objects */
  GStringChunk *decoded;  /* (owned) (nullable): keys that were written with escapes */
  GArray *tokens;         /* (unowned) (nullable) (element-type VouchToken) */
} Guard;

static void
add_token (Guard      *guard,
           VouchToken  token)
{
  token.n_tokens = 1;
  if (guard->tokens != NULL)
    g_array_append_val (guard->tokens, token);
}

/* The text is ours to change when tokens are wanted. Its quote, which was read, makes room for the
 * end. */
static void
add_string (Guard      *guard,
            const char *text,
            gsize       length,
            gboolean    escaped)
{
  char *own = (char *) text;

  if (guard->tokens == NULL)
    return;

  if (escaped)
    length = vouch_scan_decode (text, length, own);
  own[length] = '\0';
  add_token (guard, (VouchToken) { .kind = VOUCH_KIND_STRING, .text = own });
}

static VouchToken
create_number (const char *number,
               gsize       length)
{
  gboolean is_integer = TRUE;

  for (gsize i = 0; is_integer && i < length; i++)
    is_integer = number[i] == '-' || g_ascii_isdigit (number[i]);
  if (is_integer)
    return (VouchToken) { .kind = VOUCH_KIND_INTEGER,
                          .integer = g_ascii_strtoll (number, NULL, 10) };

  return (VouchToken) { .kind = VOUCH_KIND_DOUBLE, .real = g_ascii_strtod (number, NULL) };
}

/* Behind a number there is always something: the end of what it is in. */
static void
add_plain (Guard      *guard,
           const char *start)
{
  if (guard->tokens == NULL)
    return;

  if (*start == 'n')
    add_token (guard, (VouchToken) { .kind = VOUCH_KIND_NULL });
  else if (*start == 't' || *start == 'f')
    add_token (guard, (VouchToken) { .kind = VOUCH_KIND_BOOLEAN, .truth = *start == 't' });
  else
    add_token (guard, create_number (start, guard->scan.p - start));
}

/* Keys are compared by what they mean: "a" and "\u0061" are the same one. */
static void
decode_key (Guard *guard,
            Key   *key)
{
  g_autofree char *decoded = g_malloc (key->length);
  gsize length = vouch_scan_decode (key->text, key->length, decoded);

  if (guard->decoded == NULL)
    guard->decoded = g_string_chunk_new (1024);
  key->text = g_string_chunk_insert_len (guard->decoded, decoded, length);
  key->length = length;
}

static gboolean
scan_key (Guard *guard)
{
  gboolean escaped = FALSE;
  const char *text;
  gsize length;
  Key key;

  key.offset = guard->scan.p - guard->scan.start;
  if (guard->scan.p == guard->scan.end || *guard->scan.p != '"')
    return vouch_scan_refuse (&guard->scan, "a member without a name");
  if (!vouch_scan_string (&guard->scan, &text, &length, &escaped))
    return FALSE;
  key.text = text;
  key.length = length;
  if (escaped)
    decode_key (guard, &key);
  g_array_append_val (guard->keys, key);
  add_string (guard, text, length, escaped);

  vouch_scan_space (&guard->scan);
  if (guard->scan.p == guard->scan.end || *guard->scan.p != ':')
    return vouch_scan_refuse (&guard->scan, "a member without a colon");

  guard->scan.p++;
  return TRUE;
}

/* By length first, which settles most comparisons; the order itself does not matter. */
static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  if (first->length != second->length)
    return first->length < second->length ? -1 : 1;
  return memcmp (first->text, second->text, first->length);
}

static gboolean
refuse_key (Guard     *guard,
            const Key *first,
            const Key *second)
{
  const char *at = guard->scan.start + MAX (first->offset, second->offset);

  return vouch_scan_refuse_at (&guard->scan, at, "a member is there twice");
}

static gboolean
check_keys_sorted (Guard *guard,
                   Key   *keys,
                   guint  n_keys)
{
  qsort (keys, n_keys, sizeof (Key), compare_keys);

  for (guint i = 1; i < n_keys; i++)
    {
      if (compare_keys (&keys[i - 1], &keys[i]) == 0)
        return refuse_key (guard, &keys[i - 1], &keys[i]);
    }

  return TRUE;
}

static gboolean
check_keys (Guard *guard,
            guint  first_key)
{
  Key *keys = &g_array_index (guard->keys, Key, first_key);
  guint n_keys = guard->keys->len - first_key;

  if (n_keys > MAX_PAIRWISE_KEYS)
    return check_keys_sorted (guard, keys, n_keys);

  for (guint i = 1; i < n_keys; i++)
    {
      for (guint j = 0; j < i; j++)
        {
          if (compare_keys (&keys[i], &keys[j]) == 0)
            return refuse_key (guard, &keys[i], &keys[j]);
        }
    }

  return TRUE;
}

static gboolean
open_level (Guard *guard)
{
  Level *level;

  if (guard->depth == VOUCH_JSON_MAX_DEPTH)
    return vouch_scan_refuse (&guard->scan, "nested too deeply");

  level = &guard->levels[guard->depth++];
  level->is_object = *guard->scan.p == '{';
  level->first_key = guard->keys->len;
  level->n_items = 0;
  if (guard->tokens != NULL)
    {
      level->token = guard->tokens->len;
      add_token (guard, (VouchToken) { .kind = level->is_object ? VOUCH_KIND_OBJECT
                                                                : VOUCH_KIND_ARRAY });
    }
  guard->scan.p++;
  return TRUE;
}

static gboolean
close_level (Guard *guard)
{
  const Level *level = &guard->levels[guard->depth - 1];

  if (level->is_object && !check_keys (guard, level->first_key))
    return FALSE;

  if (guard->tokens != NULL)
    {
      VouchToken *token = &g_array_index (guard->tokens, VouchToken, level->token);

      token->n_tokens = guard->tokens->len - level->token;
      token->n_items = level->n_items;
    }
  g_array_set_size (guard->keys, level->first_key);
  guard->depth--;
  guard->scan.p++;
  return TRUE;
}

static gboolean
stands_at_close (const Guard *guard)
{
  return guard->scan.p < guard->scan.end &&
         *guard->scan.p == (guard->levels[guard->depth - 1].is_object ? '}' : ']');
}

static gboolean
scan_scalar (Guard *guard)
{
  const char *start = guard->scan.p;
  const char *text;
  gsize length;
  gboolean escaped;

  if (*start != '"')
    {
      if (!vouch_scan_scalar (&guard->scan))
        return FALSE;
      add_plain (guard, start);
      return TRUE;
    }

  if (!vouch_scan_string (&guard->scan, &text, &length, &escaped))
    return FALSE;
  add_string (guard, text, length, escaped);
  return TRUE;
}

/* Stands before a value. A container that is not empty is entered and stays open: then @complete is
 * %FALSE, and the next value is its first. */
static gboolean
scan_value (Guard    *guard,
            gboolean *complete)
{
  vouch_scan_space (&guard->scan);
  if (guard->scan.p == guard->scan.end)
    return vouch_scan_refuse (&guard->scan, NULL);

  if (guard->depth > 0)
    guard->levels[guard->depth - 1].n_items++;
  *complete = TRUE;
  if (*guard->scan.p != '{' && *guard->scan.p != '[')
    return scan_scalar (guard);

  if (!open_level (guard))
    return FALSE;
  vouch_scan_space (&guard->scan);
  if (stands_at_close (guard))
    return close_level (guard);

  *complete = FALSE;
  return !guard->levels[guard->depth - 1].is_object || scan_key (guard);
}

/* Stands behind a value; closes what ends here and goes on to the next value, if there is one. */
static gboolean
scan_separator (Guard *guard)
{
  while (guard->depth > 0)
    {
      vouch_scan_space (&guard->scan);
      if (stands_at_close (guard))
        {
          if (!close_level (guard))
            return FALSE;
          continue;
        }

      if (guard->scan.p == guard->scan.end || *guard->scan.p != ',')
        return vouch_scan_refuse (&guard->scan, "neither a comma nor an end");
      guard->scan.p++;
      vouch_scan_space (&guard->scan);
      return !guard->levels[guard->depth - 1].is_object || scan_key (guard);
    }

  return TRUE;
}

static gboolean
scan_document (Guard *guard)
{
  gboolean complete = FALSE;

  if (guard->scan.end - guard->scan.p >= 3 && memcmp (guard->scan.p, "\xef\xbb\xbf", 3) == 0)
    return vouch_scan_refuse (&guard->scan, "a byte order mark");

  vouch_scan_space (&guard->scan);
  if (guard->scan.p == guard->scan.end)
    return vouch_scan_refuse_at (&guard->scan, guard->scan.p, "an empty document");
  if (*guard->scan.p != '{' && *guard->scan.p != '[')
    return vouch_scan_refuse (&guard->scan, "neither an object nor an array");

  do
    {
      if (!scan_value (guard, &complete))
        return FALSE;
      if (complete && !scan_separator (guard))
        return FALSE;
    }
  while (guard->depth > 0);

  vouch_scan_space (&guard->scan);
  if (guard->scan.p < guard->scan.end)
    return vouch_scan_refuse (&guard->scan, "something behind the document");

  return TRUE;
}

static gboolean
scan (Guard *guard)
{
  gboolean valid;

  guard->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  valid = scan_document (guard);
  g_array_unref (guard->keys);
  g_clear_pointer (&guard->decoded, g_string_chunk_free);

  return valid;
}

static gboolean
check (const char  *data,
       gsize        length,
       GArray      *tokens,
       GError     **error)
{
  Guard guard = { .scan = { .start = data, .p = data, .end = data + length }, .tokens = tokens };
  gboolean valid = scan (&guard);

  if (!valid)
    g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY,
                 "not acceptable as JSON: %s, at byte %" G_GSIZE_FORMAT,
                 guard.scan.problem, guard.scan.problem_offset);

  return valid;
}

/**
 * vouch_json_guard:
 * @data: (array length=length) (nullable): the document, need not end with a NUL
 * @length: its size in bytes
 * @error: return location
 *
 * Checks, in one pass that does not recurse, that a document is strict JSON (RFC 8259) in UTF-8
 * which json-glib reads without loss: an object or an array, at most %VOUCH_JSON_MAX_DEPTH deep,
 * integers within 64 bits, finite numbers, strings of at most %VOUCH_JSON_MAX_STRING bytes, no
 * member twice in an object, no NUL character, no lone surrogate, no byte order mark
 * (reliability.md §7.4).
 *
 * Fails with %VOUCH_API_ERROR_BAD_REPLY; the message names the place, never the content.
 *
 * Returns: whether the document may be parsed
 */
gboolean
vouch_json_guard (const char  *data,
                  gsize        length,
                  GError     **error)
{
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  return check (data, length, NULL, error);
}

/**
 * vouch_json_guard_tokens:
 * @text: (array length=length): the document, which is changed: strings are decoded and ended
 * @length: its size in bytes
 * @tokens: (element-type VouchToken): gets its values, which point into @text
 * @error: return location
 *
 * As vouch_json_guard(), and keeps what it saw.
 *
 * Returns: whether @tokens is the document
 */
gboolean
vouch_json_guard_tokens (char    *text,
                         gsize    length,
                         GArray  *tokens,
                         GError **error)
{
  g_return_val_if_fail (text != NULL && tokens != NULL, FALSE);

  return check (text, length, tokens, error);
}

/**
 * vouch_json_find_problem:
 * @data: (array length=length): a document
 * @length: its size in bytes
 * @line: (out): where, from 1 on
 * @column: (out): the character in that line, from 1 on
 *
 * For a person who wrote the document: what vouch_json_guard() refuses, as an editor counts.
 *
 * Returns: (transfer none) (nullable): what is wrong; %NULL when nothing is
 */
const char *
vouch_json_find_problem (const char *data,
                         gsize       length,
                         guint      *line,
                         guint      *column)
{
  Guard guard = { .scan = { .start = data, .p = data, .end = data + length } };
  gboolean valid = scan (&guard);

  *line = 1;
  *column = 1;
  for (gsize i = 0; !valid && i < guard.scan.problem_offset && i < length; i++)
    {
      /* The further bytes of a character do not count. */
      *column += ((guint8) data[i] & 0xc0) != 0x80;
      if (data[i] != '\n')
        continue;
      (*line)++;
      *column = 1;
    }

  return valid ? NULL : guard.scan.problem;
}
