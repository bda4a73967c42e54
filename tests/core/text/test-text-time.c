/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "text/vouch-text-time.h"

/* Thursday, 26 November 2026, 14:05 in UTC. */
#define NOW G_GINT64_CONSTANT (1795701900000000)

static void
test_relative (void)
{
  static const struct
  {
    gint64 span; /* after now */
    const char *words;
  } table[] = {
    { 0, "just now" },
    { -59 * VOUCH_SECOND, "just now" },
    { -VOUCH_MINUTE, "1 minute ago" },
    { -59 * VOUCH_MINUTE, "59 minutes ago" },
    { -VOUCH_HOUR, "1 hour ago" },
    { -14 * VOUCH_HOUR, "14 hours ago" },
    { -15 * VOUCH_HOUR, "yesterday 23:05" },
    { -VOUCH_DAY, "yesterday 14:05" },
    { -2 * VOUCH_DAY, "Tue 24 Nov 14:05" },
    { -7 * VOUCH_DAY, "19 Nov 2026" },
    { 1, "in a moment" },
    { VOUCH_MINUTE, "in 1 minute" },
    { 2 * VOUCH_HOUR, "in 2 hours" },
    { VOUCH_DAY, "tomorrow 14:05" },
    { 40 * VOUCH_DAY, "5 Jan 2027" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *words = vouch_text_dup_relative (NOW + table[i].span, NOW);

      g_test_message ("%" G_GINT64_FORMAT, table[i].span);
      g_assert_cmpstr (words, ==, table[i].words);
    }
}

static void
test_dates (void)
{
  g_autofree char *moment = vouch_text_dup_moment (NOW + VOUCH_MINUTE, NOW);
  g_autofree char *date = vouch_text_dup_date (NOW);
  g_autofree char *date_time = vouch_text_dup_date_time (NOW);

  g_assert_cmpstr (moment, ==, "14:06");
  g_assert_cmpstr (date, ==, "26 Nov 2026");
  g_assert_cmpstr (date_time, ==, "26 Nov 2026, 14:05");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-time/relative", test_relative);
  g_test_add_func ("/text-time/dates", test_dates);
  return g_test_run ();
}
