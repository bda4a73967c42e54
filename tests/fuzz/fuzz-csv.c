/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-fuzz"

#include <string.h>

#include "base/vouch-csv.h"
#include "base/vouch-error.h"
#include "fuzz.h"

static const VouchCsvLimits limits = { .max_columns = 16, .max_cell = 256, .max_rows = 1000 };

static void
check_row (GPtrArray *row,
           guint      n_columns)
{
  g_assert_cmpuint (row->len, ==, n_columns);
  g_assert_cmpuint (row->len, <=, limits.max_columns);
  for (guint i = 0; i < row->len; i++)
    {
      g_assert_true (g_utf8_validate (row->pdata[i], -1, NULL));
      g_assert_cmpuint (strlen (row->pdata[i]), <=, limits.max_cell);
    }
}

/* What is written is read again as it was, and no cell begins as a formula. */
static void
check_written (GPtrArray *row)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(VouchCsvReader) reader = NULL;
  g_autoptr(GPtrArray) again = NULL;

  vouch_csv_append_row (text, (const char *const *) row->pdata, row->len);
  bytes = g_bytes_new_static (text->str, text->len);
  reader = vouch_csv_reader_new (bytes, NULL);
  again = vouch_csv_reader_read_row (reader, NULL);

  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, row->len);
  for (guint i = 0; i < row->len; i++)
    {
      g_autofree char *original = vouch_csv_dup_original (again->pdata[i]);

      g_assert_cmpstr (original, ==, row->pdata[i]);
      g_assert_cmpuint (strspn (again->pdata[i], "=+-@\t\r\n"), ==, 0);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(VouchCsvReader) reader = vouch_csv_reader_new (bytes, &limits);
  g_autoptr(GError) error = NULL;
  guint n_columns = 0;
  guint n_rows = 0;

  while (TRUE)
    {
      g_autoptr(GPtrArray) row = vouch_csv_reader_read_row (reader, &error);

      if (row == NULL)
        break;
      n_columns = n_rows++ == 0 ? row->len : n_columns;
      check_row (row, n_columns);
      check_written (row);
    }

  if (error != NULL)
    {
      g_assert_cmpuint (error->domain, ==, VOUCH_INPUT_ERROR);
      g_assert_true (g_str_has_prefix (error->message, "line "));
    }
  g_assert_cmpuint (n_rows, <=, limits.max_rows);
  return 0;
}
