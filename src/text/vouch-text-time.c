/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "text/vouch-text-time.h"

static GDateTime *
to_local (gint64 time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / VOUCH_SECOND);

  return utc != NULL ? g_date_time_to_local (utc) : g_date_time_new_now_local ();
}

static char *
dup_formatted (gint64      time,
               const char *format)
{
  g_autoptr(GDateTime) local = to_local (time);

  return g_date_time_format (local, format);
}

/* Days of the calendar from @now to @time: -1 is yesterday. */
static int
count_days (gint64 time,
            gint64 now)
{
  g_autoptr(GDateTime) one = to_local (now);
  g_autoptr(GDateTime) other = to_local (time);
  GDate from;
  GDate to;
  int year, month, day;

  g_date_time_get_ymd (one, &year, &month, &day);
  g_date_set_dmy (&from, day, month, year);
  g_date_time_get_ymd (other, &year, &month, &day);
  g_date_set_dmy (&to, day, month, year);
  return g_date_days_between (&from, &to);
}

char *
vouch_text_dup_moment (gint64 time,
                       gint64 now)
{
  switch (count_days (time, now))
    {
    case 0:
      /* Translators: a time of today. */
      return dup_formatted (time, C_("moment", "%H:%M"));
    case 1:
      /* Translators: a time of tomorrow. */
      return dup_formatted (time, C_("moment", "tomorrow %H:%M"));
    case -1:
      /* Translators: a time of yesterday. */
      return dup_formatted (time, C_("moment", "yesterday %H:%M"));
    default:
      /* Translators: a time of another day. */
      return dup_formatted (time, C_("moment", "%a %-d %b %H:%M"));
    }
}

static char *
dup_past (gint64 span)
{
  guint minutes = span / VOUCH_MINUTE;
  guint hours = span / VOUCH_HOUR;

  if (minutes == 0)
    return g_strdup (_("just now"));
  if (hours == 0)
    return g_strdup_printf (ngettext ("%u minute ago", "%u minutes ago", minutes), minutes);

  return g_strdup_printf (ngettext ("%u hour ago", "%u hours ago", hours), hours);
}

static char *
dup_future (gint64 span)
{
  guint minutes = span / VOUCH_MINUTE;
  guint hours = span / VOUCH_HOUR;

  if (minutes == 0)
    return g_strdup (_("in a moment"));
  if (hours == 0)
    return g_strdup_printf (ngettext ("in %u minute", "in %u minutes", minutes), minutes);

  return g_strdup_printf (ngettext ("in %u hour", "in %u hours", hours), hours);
}

char *
vouch_text_dup_relative (gint64 time,
                         gint64 now)
{
  gint64 span = now - time;

  if (span >= 0 && span < VOUCH_DAY && count_days (time, now) == 0)
    return dup_past (span);
  if (span < 0 && span > -VOUCH_DAY)
    return dup_future (-span);
  if (ABS (span) < 7 * VOUCH_DAY)
    return vouch_text_dup_moment (time, now);

  return vouch_text_dup_date (time);
}

char *
vouch_text_dup_date_time (gint64 time)
{
  /* Translators: date and time, for g_date_time_format (). */
  return dup_formatted (time, C_("date", "%-d %b %Y, %H:%M"));
}

char *
vouch_text_dup_date (gint64 time)
{
  /* Translators: a date, for g_date_time_format (). */
  return dup_formatted (time, C_("date", "%-d %b %Y"));
}
