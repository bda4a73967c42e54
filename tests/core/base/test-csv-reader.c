/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-csv.h"
#include "base/vouch-error.h"

static VouchCsvReader *
open_text (const char           *text,
           gssize                length,
           const VouchCsvLimits *limits)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);

  return vouch_csv_reader_new (bytes, limits);
}

/* Rows joined by "/", cells by "|". */
static char *
read_all (VouchCsvReader  *reader,
          GError         **error)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) failure = NULL;

  while (TRUE)
    {
      g_autoptr(GPtrArray) row = vouch_csv_reader_read_row (reader, &failure);

      if (row == NULL)
        break;
      for (guint i = 0; i < row->len; i++)
        g_string_append_printf (text, "%s%s", (const char *) row->pdata[i],
                                i + 1 < row->len ? "|" : "/");
    }
  if (failure == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);

  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static void
test_good (void)
{
  static const struct { const char *text; const char *rows; } cases[] = {
    { "", "" },
    { "a", "a/" },
    { "a\r\n", "a/" },
    { "a\n", "a/" },
    { "a,b\r\nc,d", "a|b/c|d/" },
    { "a,b\nc,d\r\n", "a|b/c|d/" },
    { ",", "|/" },
    { "\r\n", "/" },
    { "\"\"", "/" },
    { "\"\",\"\"\r\n", "|/" },
    { "\"a,b\",c\r\n", "a,b|c/" },
    { "\"a\"\"b\"", "a\"b/" },
    { "\"\"\"\"", "\"/" },
    { "\"a\r\nb\",c\r\nd,e\r\n", "a\r\nb|c/d|e/" },
    { "\"a\rb\"", "a\rb/" },
    { " a , b ", " a | b /" },
    { VOUCH_CSV_BOM "a,b", "a|b/" },
    { VOUCH_CSV_BOM, "" },
    { "\xc3\xa9,\xf0\x9f\x98\x80", "\xc3\xa9|\xf0\x9f\x98\x80/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchCsvReader) reader = open_text (cases[i].text, -1, NULL);
      g_autoptr(GError) error = NULL;
      g_autofree char *rows = read_all (reader, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

static void
check_refused (const char           *text,
               gssize                length,
               const VouchCsvLimits *limits,
               int                   code,
               const char           *place)
{
  g_autoptr(VouchCsvReader) reader = open_text (text, length, limits);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) again = NULL;

  g_assert_null (read_all (reader, &error));
  g_assert_error (error, VOUCH_INPUT_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, place));

  /* Nothing is guessed from what follows. */
  g_assert_null (vouch_csv_reader_read_row (reader, &again));
  g_assert_no_error (again);
}

static void
test_bad (void)
{
  static const struct { const char *text; int code; const char *place; } cases[] = {
    { "\"a", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 3: " },
    { "\"", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 2: " },
    { "\"a\"\"", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 5: " },
    { "\"a\"b", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 4: " },
    { "\"a\" ,b", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 4: " },
    { "a\"b", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 2: " },
    { "a, \"b\"", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 4: " },
    { "a\rb", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 2: " },
    { "\"a\"\rb", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 4: " },
    { "a\r", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 2: " },
    { "a\r\nb\xff", VOUCH_INPUT_ERROR_SYNTAX, "line 2, column 2: " },
    { "\xc3\xa9\xc3\xa9\xff", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 3: " },
    { "a\xc3", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 2: " },
    { "\xed\xa0\x80", VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 1: " },
    { "\"a\nb\nc\"\nd\"", VOUCH_INPUT_ERROR_SYNTAX, "line 4, column 2: " },
    { "a,b\nc", VOUCH_INPUT_ERROR_RANGE, "line 2, column 2: " },
    { "a\nb,c", VOUCH_INPUT_ERROR_RANGE, "line 2, column 3: " },
    { "a,b\n\nc,d", VOUCH_INPUT_ERROR_RANGE, "line 2, column 1: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_refused (cases[i].text, -1, NULL, cases[i].code, cases[i].place);

  check_refused ("a\0b", 3, NULL, VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 2: ");
  check_refused ("\"\0\"", 3, NULL, VOUCH_INPUT_ERROR_SYNTAX, "line 1, column 2: ");
}

static void
test_limits (void)
{
  const VouchCsvLimits limits = { .max_columns = 2, .max_cell = 4, .max_rows = 2 };
  g_autoptr(VouchCsvReader) reader =
    open_text ("abcd,\"1\"\"2\"\n\xc3\xa9\xc3\xa9,2\n", -1, &limits);
  g_autoptr(GError) error = NULL;
  g_autofree char *rows = read_all (reader, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rows, ==, "abcd|1\"2/\xc3\xa9\xc3\xa9|2/");

  check_refused ("abcde", -1, &limits, VOUCH_INPUT_ERROR_RANGE, "line 1, column 5: ");
  check_refused ("\"abcde\"", -1, &limits, VOUCH_INPUT_ERROR_RANGE, "line 1, column 6: ");
  check_refused ("abc\xc3\xa9", -1, &limits, VOUCH_INPUT_ERROR_RANGE, "line 1, column 4: ");
  check_refused ("a,b,c", -1, &limits, VOUCH_INPUT_ERROR_RANGE, "line 1, column 5: ");
  check_refused ("a\nb\nc", -1, &limits, VOUCH_INPUT_ERROR_RANGE, "line 3, column 1: ");
}

static void
test_usual_limits (void)
{
  g_autofree char *cell = g_strnfill (VOUCH_CSV_MAX_CELL, 'x');
  g_autofree char *long_cell = g_strconcat (cell, "x", NULL);
  g_autofree char *commas = g_strnfill (VOUCH_CSV_MAX_COLUMNS - 1, ',');
  g_autofree char *many = g_strconcat (commas, ",", NULL);
  g_autoptr(VouchCsvReader) reader = open_text (cell, -1, NULL);
  g_autoptr(VouchCsvReader) wide = open_text (commas, -1, NULL);
  g_autoptr(GPtrArray) row = vouch_csv_reader_read_row (reader, NULL);
  g_autoptr(GPtrArray) wide_row = vouch_csv_reader_read_row (wide, NULL);

  g_assert_cmpstr (row->pdata[0], ==, cell);
  g_assert_cmpuint (wide_row->len, ==, VOUCH_CSV_MAX_COLUMNS);
  check_refused (long_cell, -1, NULL, VOUCH_INPUT_ERROR_RANGE, "line 1, column 65537: ");
  check_refused (many, -1, NULL, VOUCH_INPUT_ERROR_RANGE, "line 1, column 257: ");
}

/* For what an import has to say about a row that is well formed. */
static void
test_line (void)
{
  static const guint lines[] = { 1, 4, 5 };
  g_autoptr(VouchCsvReader) reader = open_text ("\"a\nb\r\nc\"\r\nd\r\n\"e\n\"", -1, NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr(GPtrArray) row = vouch_csv_reader_read_row (reader, &error);

      g_assert_no_error (error);
      g_assert_nonnull (row);
      g_assert_cmpuint (vouch_csv_reader_get_line (reader), ==, lines[i]);
    }
  g_assert_null (vouch_csv_reader_read_row (reader, &error));
  g_assert_no_error (error);
}

/* What stands in the document may be about a person. */
static void
test_message_is_silent (void)
{
  g_autoptr(VouchCsvReader) reader = open_text ("Ada,ada@example.com\nLovelace\"", -1, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (read_all (reader, &error));
  g_assert_null (strstr (error->message, "Ada"));
  g_assert_null (strstr (error->message, "Lovelace"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-reader/good", test_good);
  g_test_add_func ("/csv-reader/bad", test_bad);
  g_test_add_func ("/csv-reader/limits", test_limits);
  g_test_add_func ("/csv-reader/usual-limits", test_usual_limits);
  g_test_add_func ("/csv-reader/line", test_line);
  g_test_add_func ("/csv-reader/message-is-silent", test_message_is_silent);

  return g_test_run ();
}
