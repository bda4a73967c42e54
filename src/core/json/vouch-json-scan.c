/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-json"

#include <math.h>
#include <string.h>

#include "json/vouch-json-scan.h"

#include "json/vouch-json.h"

/* More digits than any number needs that a double can tell from its neighbours. */
#define MAX_NUMBER_LENGTH 512

/* What a byte inside a string means: nothing special, its end, an escape, a longer UTF-8 sequence,
 * or not allowed. */
enum
{
  PLAIN,
  QUOTE,
  ESCAPE,
  WIDE,
  BARRED,
};

static const guint8 string_classes[256] = {
  [0x00 ... 0x1f] = BARRED,
  ['"'] = QUOTE,
  ['\\'] = ESCAPE,
  [0x80 ... 0xc1] = BARRED,
  [0xc2 ... 0xf4] = WIDE,
  [0xf5 ... 0xff] = BARRED,
};

gboolean
vouch_scan_refuse_at (VouchScan  *self,
                      const char *at,
                      const char *problem)
{
  self->problem = problem;
  self->problem_offset = at - self->start;
  return FALSE;
}

/**
 * vouch_scan_refuse:
 * @self: a place in a document
 * @problem: what is wrong here, unless the document ends here
 *
 * Returns: %FALSE
 */
gboolean
vouch_scan_refuse (VouchScan  *self,
                   const char *problem)
{
  if (self->p == self->end)
    problem = "the document ends early";

  return vouch_scan_refuse_at (self, self->p, problem);
}

void
vouch_scan_space (VouchScan *self)
{
  const char *p = self->p;

  while (p < self->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
    p++;

  self->p = p;
}

static gboolean
is_digit (const VouchScan *self,
          const char      *p)
{
  return p < self->end && *p >= '0' && *p <= '9';
}

static gboolean
is_tail (const VouchScan *self,
         gsize            index)
{
  return self->end - self->p > (gssize) index && ((guint8) self->p[index] & 0xc0) == 0x80;
}

/* RFC 3629: no overlong form, no surrogate, nothing above U+10FFFF. */
static gboolean
scan_wide (VouchScan *self)
{
  guint8 first = self->p[0];
  guint8 second;
  gsize length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

  for (gsize i = 1; i < length; i++)
    {
      if (!is_tail (self, i))
        return vouch_scan_refuse (self, "not UTF-8");
    }

  second = self->p[1];
  if ((first == 0xe0 && second < 0xa0) || (first == 0xed && second > 0x9f) ||
      (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f))
    return vouch_scan_refuse (self, "not UTF-8");

  self->p += length;
  return TRUE;
}

/* Reads the four digits after the "\u" at @p; -1 if they are none. */
static int
read_unit (const VouchScan *self,
           const char      *p)
{
  int unit = 0;

  if (self->end - p < 6 || p[0] != '\\' || p[1] != 'u')
    return -1;

  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }

  return unit;
}

static gboolean
scan_unicode_escape (VouchScan *self,
                     gunichar  *character)
{
  int unit = read_unit (self, self->p);
  int low;

  if (unit < 0)
    return vouch_scan_refuse (self, "a broken escape");
  if (unit == 0)
    return vouch_scan_refuse (self, "a NUL character");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return vouch_scan_refuse (self, "a lone surrogate");

  *character = unit;
  if (unit < 0xd800 || unit > 0xdbff)
    {
      self->p += 6;
      return TRUE;
    }

  low = read_unit (self, self->p + 6);
  if (low < 0xdc00 || low > 0xdfff)
    return vouch_scan_refuse (self, "a lone surrogate");

  *character = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  self->p += 12;
  return TRUE;
}

/**
 * vouch_scan_escape:
 * @self: a place in a document, at a backslash
 * @character: (out): what the escape means; never NUL, never half a surrogate pair
 *
 * Returns: whether it is a good escape
 */
gboolean
vouch_scan_escape (VouchScan *self,
                   gunichar  *character)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (self->end - self->p < 2)
    return vouch_scan_refuse_at (self, self->end, "the document ends early");
  if (self->p[1] == 'u')
    return scan_unicode_escape (self, character);

  found = memchr (letters, self->p[1], sizeof letters - 1);
  if (found == NULL)
    return vouch_scan_refuse (self, "an unknown escape");

  *character = meanings[found - letters];
  self->p += 2;
  return TRUE;
}

static const char *
skip_plain (const char *p,
            const char *end)
{
  while (p < end && string_classes[(guint8) *p] == PLAIN)
    p++;

  return p;
}

/* Stands behind the opening quote; @n_saved is by how much the text is shorter than as written. */
static gboolean
scan_string_body (VouchScan *self,
                  gsize     *n_saved)
{
  while (TRUE)
    {
      const char *escape;
      gunichar character;

      self->p = skip_plain (self->p, self->end);
      if (self->p == self->end)
        return vouch_scan_refuse (self, NULL);

      switch (string_classes[(guint8) *self->p])
        {
        case QUOTE:
          return TRUE;

        case ESCAPE:
          escape = self->p;
          if (!vouch_scan_escape (self, &character))
            return FALSE;
          *n_saved += self->p - escape - g_unichar_to_utf8 (character, NULL);
          break;

        case WIDE:
          if (!scan_wide (self))
            return FALSE;
          break;

        default:
          return vouch_scan_refuse (self, (guint8) *self->p < 0x20 ? "a control character"
                                                                   : "not UTF-8");
        }
    }
}

/**
 * vouch_scan_string:
 * @self: a place in a document, at a quote
 * @text: (out): what lies between the quotes, as written
 * @length: (out): its bytes
 * @escaped: (out): whether it holds escapes
 *
 * Returns: whether it is a good string
 */
gboolean
vouch_scan_string (VouchScan   *self,
                   const char **text,
                   gsize       *length,
                   gboolean    *escaped)
{
  const char *quote = self->p;
  gsize n_saved = 0;

  self->p++;
  if (!scan_string_body (self, &n_saved))
    return FALSE;

  *text = quote + 1;
  *length = self->p - *text;
  *escaped = n_saved > 0;
  if (*length - n_saved > VOUCH_JSON_MAX_STRING)
    return vouch_scan_refuse_at (self, quote, "a string is too long");

  self->p++;
  return TRUE;
}

static gboolean
skip_digits (VouchScan *self)
{
  if (!is_digit (self, self->p))
    return vouch_scan_refuse (self, "a broken number");

  while (is_digit (self, self->p))
    self->p++;

  return TRUE;
}

static gboolean
scan_fraction (VouchScan *self,
               gboolean  *is_integer)
{
  if (self->p < self->end && *self->p == '.')
    {
      *is_integer = FALSE;
      self->p++;
      if (!skip_digits (self))
        return FALSE;
    }

  if (self->p < self->end && (*self->p == 'e' || *self->p == 'E'))
    {
      *is_integer = FALSE;
      self->p++;
      if (self->p < self->end && (*self->p == '+' || *self->p == '-'))
        self->p++;
      return skip_digits (self);
    }

  return TRUE;
}

static gboolean
is_finite (const char *number,
           gsize       length)
{
  char copy[MAX_NUMBER_LENGTH + 1];

  memcpy (copy, number, length);
  copy[length] = '\0';
  return isfinite (g_ascii_strtod (copy, NULL));
}

static gboolean
fits_int64 (const char *number,
            gsize       length)
{
  gboolean negative = *number == '-';
  guint64 limit = (guint64) G_MAXINT64 + (negative ? 1 : 0);
  guint64 value = 0;

  for (gsize i = negative ? 1 : 0; i < length; i++)
    {
      guint digit = number[i] - '0';

      if (value > (limit - digit) / 10)
        return FALSE;
      value = value * 10 + digit;
    }

  return TRUE;
}

static gboolean
scan_number (VouchScan *self)
{
  const char *number = self->p;
  gboolean is_integer = TRUE;
  gsize length;

  if (*self->p == '-')
    self->p++;

  if (is_digit (self, self->p) && *self->p == '0')
    self->p++;
  else if (!skip_digits (self))
    return FALSE;

  if (is_digit (self, self->p))
    return vouch_scan_refuse_at (self, number, "a number with a leading zero");
  if (!scan_fraction (self, &is_integer))
    return FALSE;

  length = self->p - number;
  if (length > MAX_NUMBER_LENGTH)
    return vouch_scan_refuse_at (self, number, "a number is too long");
  if (is_integer ? !fits_int64 (number, length) : !is_finite (number, length))
    return vouch_scan_refuse_at (self, number, "a number is out of range");

  return TRUE;
}

static gboolean
scan_word (VouchScan  *self,
           const char *word)
{
  gsize length = strlen (word);

  if (self->end - self->p < (gssize) length || memcmp (self->p, word, length) != 0)
    return vouch_scan_refuse (self, "not a JSON value");

  self->p += length;
  return TRUE;
}

/**
 * vouch_scan_scalar:
 * @self: a place in a document, before its end
 *
 * Reads a string, a number, true, false or null.
 *
 * Returns: whether there is one
 */
gboolean
vouch_scan_scalar (VouchScan *self)
{
  const char *text;
  gsize length;
  gboolean escaped;

  switch (*self->p)
    {
    case '"':
      return vouch_scan_string (self, &text, &length, &escaped);
    case 't':
      return scan_word (self, "true");
    case 'f':
      return scan_word (self, "false");
    case 'n':
      return scan_word (self, "null");
    default:
      if (*self->p == '-' || g_ascii_isdigit (*self->p))
        return scan_number (self);
      return vouch_scan_refuse (self, "not a JSON value");
    }
}

/**
 * vouch_scan_decode:
 * @text: what vouch_scan_string() found between the quotes
 * @length: its bytes
 * @decoded: (out caller-allocates): room for @length bytes; may be @text itself, since no escape is
 *   shorter than what it means
 *
 * Returns: how many bytes it is without escapes
 */
gsize
vouch_scan_decode (const char *text,
                   gsize       length,
                   char       *decoded)
{
  VouchScan reading = { .start = text, .p = text, .end = text + length };
  char *end = decoded;

  while (reading.p < reading.end)
    {
      gunichar character;

      if (*reading.p != '\\')
        *end++ = *reading.p++;
      else if (vouch_scan_escape (&reading, &character))
        end += g_unichar_to_utf8 (character, end);
      else
        g_assert_not_reached ();
    }

  return end - decoded;
}
