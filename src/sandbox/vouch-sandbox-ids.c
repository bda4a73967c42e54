/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-ids.h"

#include <string.h>

#define N_ROUNDS 4
#define INDEX_BITS 56

/* Where the sixteen digits that carry the value stand in the text of 36. */
static const guint8 digit_places[16] =
{
  0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 17, 20,
};

/* And the fourteen that only confirm it; 14 and 19 are version and variant. */
static const guint8 check_places[14] =
{
  21, 22, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
};

static const char digits[] = "0123456789abcdef";

static guint64
scramble (guint64 x)
{
  x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/**
 * vouch_sandbox_mix:
 *
 * Returns: a number that looks random and depends on nothing but the three
 */
guint64
vouch_sandbox_mix (guint64 seed,
                   guint64 a,
                   guint64 b)
{
  return scramble (scramble (seed ^ scramble (a)) + b);
}

/* A Feistel network: every value has exactly one image, and the way back is the same network. */
static guint64
encrypt (guint64 seed,
         guint64 value)
{
  guint32 left = (guint32) (value >> 32);
  guint32 right = (guint32) value;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      guint32 next = left ^ (guint32) scramble (seed + ((guint64) i << 40) + right);

      left = right;
      right = next;
    }

  return ((guint64) left << 32) | right;
}

static guint64
decrypt (guint64 seed,
         guint64 value)
{
  guint32 left = (guint32) (value >> 32);
  guint32 right = (guint32) value;

  for (guint i = N_ROUNDS; i-- > 0;)
    {
      guint32 previous = right ^ (guint32) scramble (seed + ((guint64) i << 40) + left);

      right = left;
      left = previous;
    }

  return ((guint64) left << 32) | right;
}

/**
 * vouch_sandbox_id_format:
 * @buffer: (out caller-allocates): room for %VOUCH_ID_SIZE
 *
 * Writes the id of the thing number @index, in the form of a version 4 UUID.
 */
void
vouch_sandbox_id_format (guint64      seed,
                         VouchIdKind  kind,
                         guint64      index,
                         char        *buffer)
{
  guint64 value = encrypt (seed, ((guint64) kind << INDEX_BITS) | index);
  guint64 check = scramble (seed ^ value);

  buffer[8] = buffer[13] = buffer[18] = buffer[23] = '-';
  buffer[14] = '4';
  buffer[19] = "89ab"[check >> 62];
  buffer[36] = '\0';

  for (guint i = 0; i < G_N_ELEMENTS (digit_places); i++)
    buffer[digit_places[i]] = digits[(value >> (60 - 4 * i)) & 15];
  for (guint i = 0; i < G_N_ELEMENTS (check_places); i++)
    buffer[check_places[i]] = digits[(check >> (4 * i)) & 15];
}

char *
vouch_sandbox_id_dup (guint64     seed,
                      VouchIdKind kind,
                      guint64     index)
{
  char buffer[VOUCH_ID_SIZE];

  vouch_sandbox_id_format (seed, kind, index, buffer);
  return g_strdup (buffer);
}

/**
 * vouch_sandbox_id_parse:
 *
 * Returns: whether @text is an id of this company and of @kind; what it names need not exist
 */
gboolean
vouch_sandbox_id_parse (guint64      seed,
                        VouchIdKind  kind,
                        const char  *text,
                        guint64     *index)
{
  char expected[VOUCH_ID_SIZE];
  guint64 value = 0;

  if (text == NULL || strlen (text) != VOUCH_ID_SIZE - 1)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (digit_places); i++)
    {
      int digit = g_ascii_xdigit_value (text[digit_places[i]]);

      if (digit < 0)
        return FALSE;
      value = (value << 4) | (guint) digit;
    }

  value = decrypt (seed, value);
  if (value >> INDEX_BITS != kind)
    return FALSE;

  *index = value & ((G_GUINT64_CONSTANT (1) << INDEX_BITS) - 1);
  vouch_sandbox_id_format (seed, kind, *index, expected);
  return strcmp (expected, text) == 0;
}
