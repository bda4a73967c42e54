/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <stdio.h>
#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"

/**
 * vouch_time_to_string:
 * @time: microseconds since 1970
 *
 * Returns: (transfer full): as SmartRecruiters writes it, UTC with milliseconds
 *   (smartrecruiters.md §5.1)
 */
char *
vouch_time_to_string (gint64 time)
{
  gint64 fraction = (time % G_USEC_PER_SEC + G_USEC_PER_SEC) % G_USEC_PER_SEC;
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc ((time - fraction) / G_USEC_PER_SEC);
  g_autofree char *seconds = NULL;

  if (date == NULL)
    return g_strdup ("");

  seconds = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%03dZ", seconds, (int) (fraction / 1000));
}

/**
 * vouch_time_from_string:
 * @text: ISO 8601, with or without fraction and zone; no zone means UTC (crosschq.md §2)
 * @error: return location
 *
 * Returns: microseconds since 1970; 0 with %VOUCH_INPUT_ERROR_SYNTAX when it cannot be read
 */
gint64
vouch_time_from_string (const char  *text,
                        GError     **error)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *extended = NULL;

  extended = g_strdup (text);
  g_strdelimit (extended, " ", 'T');
  date = g_date_time_new_from_iso8601 (extended, utc);
  if (date == NULL)
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX, "not a time");
      return 0;
    }

  return g_date_time_to_unix (date) * G_USEC_PER_SEC + g_date_time_get_microsecond (date);
}

static int
month_from_name (const char *name)
{
  static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const char *found = strlen (name) == 3 ? strstr (months, name) : NULL;

  return found != NULL && (found - months) % 3 == 0 ? (int) (found - months) / 3 + 1 : 0;
}

/**
 * vouch_time_from_http:
 * @text: (nullable): an HTTP date of the preferred form (RFC 9110 §5.6.7)
 *
 * Returns: microseconds since 1970, or 0 when it is not one
 */
gint64
vouch_time_from_http (const char *text)
{
  char month[4] = "";
  int day, year, hour, minute, second;
  int end = 0;
  g_autoptr(GDateTime) date = NULL;

  if (text == NULL ||
      sscanf (text, "%*3s, %2d %3s %4d %2d:%2d:%2d GMT%n", &day, month, &year, &hour, &minute,
              &second, &end) != 6 ||
      end == 0 || text[end] != '\0' || month_from_name (month) == 0)
    return 0;

  date = g_date_time_new_utc (year, month_from_name (month), day, hour, minute, second);
  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

/**
 * vouch_trim_text:
 * @text: any UTF-8
 *
 * Returns: (transfer full): NFC without the white space around it; inner blanks stay
 */
char *
vouch_trim_text (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  const char *start = normal != NULL ? normal : "";
  const char *end;

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);

  end = start + strlen (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (start, end - start);
}

/**
 * vouch_fold_text:
 * @text: any UTF-8
 *
 * Returns: (transfer full): trimmed, NFC and lower case: how tags are kept and near misses found
 *   (crosschq.md §5)
 */
char *
vouch_fold_text (const char *text)
{
  g_autofree char *trimmed = vouch_trim_text (text);
  g_autofree char *lower = g_utf8_strdown (trimmed, -1);

  return g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);
}
