/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "base/vouch-util.h"

#define T(seconds) ((seconds) * G_GINT64_CONSTANT (1000000))

static void
test_time_to_string (void)
{
  static const struct { gint64 time; const char *text; } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { T (1709164800), "2024-02-29T00:00:00.000Z" },
    { T (1709251199) + 999999, "2024-02-29T23:59:59.999Z" },
    { T (951782400), "2000-02-29T00:00:00.000Z" },
    { T (4107542400), "2100-03-01T00:00:00.000Z" },
    { T (1772509445) + 7000, "2026-03-03T03:44:05.007Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { T (-1), "1969-12-31T23:59:59.000Z" },
    { G_MAXINT64, "" },
    { G_MININT64 + 2000000, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vouch_time_to_string (cases[i].time);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_time_from_string (void)
{
  static const struct { const char *text; gint64 time; } cases[] = {
    { "2024-02-29T12:00:00Z", T (1709208000) },
    { "2024-02-29T12:00:00.000Z", T (1709208000) },
    { "2024-02-29T12:00:00.250Z", T (1709208000) + 250000 },
    { "2024-02-29T12:00:00.123456Z", T (1709208000) + 123456 },
    { "2024-02-29T12:00:00", T (1709208000) },
    { "2024-02-29T12:00:00.5", T (1709208000) + 500000 },
    { "2024-02-29 12:00:00", T (1709208000) },
    { "2024-02-29 12:00:00Z", T (1709208000) },
    { "2024-02-29T14:00:00+02:00", T (1709208000) },
    { "2024-02-29T14:00:00+0200", T (1709208000) },
    { "2024-02-29T14:00:00+02", T (1709208000) },
    { "2024-02-29T02:30:00-09:30", T (1709208000) },
    { "2024-03-01T02:00:00+14:00", T (1709208000) },
    { "2000-02-29T00:00:00Z", T (951782400) },
    { "1970-01-01T00:00:00Z", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 time = vouch_time_from_string (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (time, ==, cases[i].time);
    }
}

static void
test_time_refused (void)
{
  static const char *const cases[] = {
    "", "now", "2024", "2024-02-29", "2023-02-29T12:00:00Z", "2100-02-29T12:00:00Z",
    "2024-13-01T12:00:00Z", "2024-02-30T12:00:00Z", "2024-02-29T25:00:00Z", "2024-02-29T12:60:00Z",
    "2024-02-29T12:00:00Q", "2024-02-29T12:00:00+2", "2024-02-29T12:00:00ZZ", "12:00:00",
    "1709208000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (vouch_time_from_string (cases[i], &error), ==, 0);
      g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX);
    }
}

static void
test_time_round_trip (void)
{
  for (gint64 time = 0; time < T (4000000000); time += T (7654321) + 13000)
    {
      g_autofree char *text = vouch_time_to_string (time);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (vouch_time_from_string (text, &error), ==, time);
      g_assert_no_error (error);
    }
}

static void
test_http_date (void)
{
  static const struct { const char *text; gint64 time; } cases[] = {
    { "Sun, 06 Nov 1994 08:49:37 GMT", T (784111777) },
    { "Thu, 29 Feb 2024 12:00:00 GMT", T (1709208000) },
    { "Thu, 01 Jan 1970 00:00:01 GMT", T (1) },
    { "Wed, 29 Feb 2023 12:00:00 GMT", 0 },
    { "Thu, 29 Feb 2024 12:00:00 CET", 0 },
    { "Thu, 29 Feb 2024 12:00:00", 0 },
    { "Thu, 29 Feb 2024 12:00:00 GMT+1", 0 },
    { "Thu, 29 feb 2024 12:00:00 GMT", 0 },
    { "Thu, 29 ebM 2024 12:00:00 GMT", 0 },
    { "Thu, 29 Feb 2024 24:00:00 GMT", 0 },
    { "Sunday, 06-Nov-94 08:49:37 GMT", 0 },
    { "Sun Nov  6 08:49:37 1994", 0 },
    { "2024-02-29T12:00:00Z", 0 },
    { "", 0 },
    { NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (vouch_time_from_http (cases[i].text), ==, cases[i].time);
}

static void
test_trim (void)
{
  static const struct { const char *text; const char *trimmed; } cases[] = {
    { "", "" },
    { "  ", "" },
    { "a", "a" },
    { "  Sales  Lead \n", "Sales  Lead" },
    { "\xc2\xa0" "a\xe2\x80\x83", "a" },
    { "\t\xe3\x80\x80" "a b\r\n", "a b" },
    { "e\xcc\x81", "\xc3\xa9" },
    { "\xff", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *trimmed = vouch_trim_text (cases[i].text);

      g_assert_cmpstr (trimmed, ==, cases[i].trimmed);
    }
}

/* Two spellings of one tag fold to the same. */
static void
test_fold (void)
{
  static const struct { const char *one; const char *other; } cases[] = {
    { " Crosschq-Sales ", "crosschq-sales" },
    { "\xc3\x89LAN", "e\xcc\x81lan" },
    { "E\xcc\x81lan", "\xc3\xa9LAN" },
    { "\xe2\x84\xab", "\xc3\xa5" },
    { "\xce\xa9", "\xe2\x84\xa6" },
    { "\xc7\x84x", "\xc7\x86X" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = vouch_fold_text (cases[i].one);
      g_autofree char *other = vouch_fold_text (cases[i].other);

      g_assert_cmpstr (one, ==, other);
    }
}

static void
test_fold_keeps_apart (void)
{
  static const struct { const char *one; const char *other; } cases[] = {
    { "a b", "a  b" }, { "a-b", "a_b" }, { "e", "\xc3\xa9" }, { "a", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = vouch_fold_text (cases[i].one);
      g_autofree char *other = vouch_fold_text (cases[i].other);

      g_assert_cmpstr (one, !=, other);
    }
}

static void
test_set_str (void)
{
  g_autofree char *text = NULL;

  g_assert_false (vouch_set_str (&text, NULL));
  g_assert_true (vouch_set_str (&text, "a"));
  g_assert_false (vouch_set_str (&text, "a"));
  g_assert_true (vouch_set_str (&text, "ab"));
  g_assert_true (vouch_set_str (&text, text + 1));
  g_assert_cmpstr (text, ==, "b");
  g_assert_true (vouch_set_str (&text, NULL));
  g_assert_null (text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/util/time-to-string", test_time_to_string);
  g_test_add_func ("/util/time-from-string", test_time_from_string);
  g_test_add_func ("/util/time-refused", test_time_refused);
  g_test_add_func ("/util/time-round-trip", test_time_round_trip);
  g_test_add_func ("/util/http-date", test_http_date);
  g_test_add_func ("/util/trim", test_trim);
  g_test_add_func ("/util/fold", test_fold);
  g_test_add_func ("/util/fold-keeps-apart", test_fold_keeps_apart);
  g_test_add_func ("/util/set-str", test_set_str);

  return g_test_run ();
}
