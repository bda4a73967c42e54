/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include <string.h>

#include "json/vouch-json.h"

#include "base/vouch-error.h"
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
} Level;

typedef struct
{
  VouchScan scan;
  Level levels[VOUCH_JSON_MAX_DEPTH];
  guint depth;
  GArray *keys;           /* (owned) (element-type Key): of all open objects */
  GStringChunk *decoded;  /* (owned) (nullable): keys that were written with escapes */
} Guard;

/* Keys are compared by what they mean: "a" and "\u0061" are the same one. */
static void
decode_key (Guard *guard,
            Key   *key)
{
  g_autoptr(GString) decoded = g_string_sized_new (key->length);
  VouchScan reading = { .start = key->text, .p = key->text, .end = key->text + key->length };

  while (reading.p < reading.end)
    {
      gunichar character;

      if (*reading.p != '\\')
        g_string_append_c (decoded, *reading.p++);
      else if (vouch_scan_escape (&reading, &character))
        g_string_append_unichar (decoded, character);
      else
        g_assert_not_reached ();
    }

  if (guard->decoded == NULL)
    guard->decoded = g_string_chunk_new (1024);
  key->text = g_string_chunk_insert_len (guard->decoded, decoded->str, decoded->len);
  key->length = decoded->len;
}

static gboolean
scan_key (Guard *guard)
{
  gboolean escaped = FALSE;
  Key key;

  key.offset = guard->scan.p - guard->scan.start;
  if (guard->scan.p == guard->scan.end || *guard->scan.p != '"')
    return vouch_scan_refuse (&guard->scan, "a member without a name");
  if (!vouch_scan_string (&guard->scan, &key.text, &key.length, &escaped))
    return FALSE;
  if (escaped)
    decode_key (guard, &key);
  g_array_append_val (guard->keys, key);

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
  guard->scan.p++;
  return TRUE;
}

static gboolean
close_level (Guard *guard)
{
  const Level *level = &guard->levels[guard->depth - 1];

  if (level->is_object && !check_keys (guard, level->first_key))
    return FALSE;

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

/* Stands before a value. A container that is not empty is entered and stays open: then @complete is
 * %FALSE, and the next value is its first. */
static gboolean
scan_value (Guard    *guard,
            gboolean *complete)
{
  vouch_scan_space (&guard->scan);
  if (guard->scan.p == guard->scan.end)
    return vouch_scan_refuse (&guard->scan, NULL);

  *complete = TRUE;
  if (*guard->scan.p != '{' && *guard->scan.p != '[')
    return vouch_scan_scalar (&guard->scan);

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
  Guard guard = { .scan = { .start = data, .p = data, .end = data + length } };
  gboolean valid;

  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  guard.keys = g_array_new (FALSE, FALSE, sizeof (Key));
  valid = scan_document (&guard);
  g_array_unref (guard.keys);
  g_clear_pointer (&guard.decoded, g_string_chunk_free);

  if (!valid)
    g_set_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY,
                 "not acceptable as JSON: %s, at byte %" G_GSIZE_FORMAT,
                 guard.scan.problem, guard.scan.problem_offset);

  return valid;
}
