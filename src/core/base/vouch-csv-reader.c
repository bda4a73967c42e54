/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <string.h>

#include "base/vouch-csv.h"
#include "base/vouch-error.h"

struct _VouchCsvReader
{
  GBytes *bytes;        /* (owned) */
  VouchCsvLimits limits;
  const char *data;
  gsize length;

  gsize position;
  gsize line_start;     /* where the line of @position begins */
  guint line;           /* of @position, from 1 */
  guint row_line;
  guint n_rows;
  guint n_columns;      /* of the first row */
  GString *cell;        /* (owned): the one that is being read */
};

/**
 * vouch_csv_reader_new:
 * @bytes: a document
 * @limits: (nullable): what it may have at most
 *
 * Returns: (transfer full): a reader before the first row
 */
VouchCsvReader *
vouch_csv_reader_new (GBytes               *bytes,
                      const VouchCsvLimits *limits)
{
  const VouchCsvLimits usual = { 0 };
  VouchCsvReader *self = g_new0 (VouchCsvReader, 1);

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->length);
  self->limits = limits != NULL ? *limits : usual;
  if (self->limits.max_columns == 0)
    self->limits.max_columns = VOUCH_CSV_MAX_COLUMNS;
  if (self->limits.max_cell == 0)
    self->limits.max_cell = VOUCH_CSV_MAX_CELL;
  if (self->limits.max_rows == 0)
    self->limits.max_rows = VOUCH_CSV_MAX_ROWS;
  self->cell = g_string_new (NULL);
  self->line = 1;
  if (self->length >= strlen (VOUCH_CSV_BOM) &&
      memcmp (self->data, VOUCH_CSV_BOM, strlen (VOUCH_CSV_BOM)) == 0)
    self->position = self->line_start = strlen (VOUCH_CSV_BOM);

  return self;
}

void
vouch_csv_reader_free (VouchCsvReader *self)
{
  g_string_free (self->cell, TRUE);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/* Characters, as an editor counts them. */
static guint
count_column (VouchCsvReader *self)
{
  guint n = 1;

  for (gsize i = self->line_start; i < self->position; i++)
    {
      if (((guint8) self->data[i] & 0xc0) != 0x80)
        n++;
    }

  return n;
}

/* After an error there is nothing more to read: what follows would be guessed. */
static gboolean
refuse (VouchCsvReader   *self,
        VouchInputError   code,
        GError          **error,
        const char       *what)
{
  g_set_error (error, VOUCH_INPUT_ERROR, code, "line %u, column %u: %s", self->line,
               count_column (self), what);
  self->position = self->length;
  return FALSE;
}

static int
peek (VouchCsvReader *self)
{
  return self->position < self->length ? (guint8) self->data[self->position] : -1;
}

static void
pass (VouchCsvReader *self)
{
  if (self->data[self->position++] != '\n')
    return;

  self->line++;
  self->line_start = self->position;
}

/* Takes one UTF-8 character into the cell. */
static gboolean
take_char (VouchCsvReader  *self,
           GError         **error)
{
  const char *start = self->data + self->position;
  gsize n = self->length - self->position;
  gunichar c = g_utf8_get_char_validated (start, n);

  if (*start == '\0')
    return refuse (self, VOUCH_INPUT_ERROR_SYNTAX, error, "a NUL");
  if (c == (gunichar) -1 || c == (gunichar) -2)
    return refuse (self, VOUCH_INPUT_ERROR_SYNTAX, error, "this is no UTF-8");

  n = g_utf8_next_char (start) - start;
  if (self->cell->len + n > self->limits.max_cell)
    return refuse (self, VOUCH_INPUT_ERROR_RANGE, error, "the cell is too long");

  g_string_append_len (self->cell, start, n);
  for (gsize i = 0; i < n; i++)
    pass (self);
  return TRUE;
}

static gboolean
read_quoted (VouchCsvReader  *self,
             GError         **error)
{
  pass (self);
  while (TRUE)
    {
      int c = peek (self);

      if (c == -1)
        return refuse (self, VOUCH_INPUT_ERROR_SYNTAX, error, "a quoted cell does not end");
      if (c == '"')
        {
          pass (self);
          if (peek (self) != '"')
            return TRUE;
        }
      if (!take_char (self, error))
        return FALSE;
    }
}

static gboolean
ends_line (VouchCsvReader *self)
{
  return peek (self) == '\n' ||
         (peek (self) == '\r' && self->position + 1 < self->length &&
          self->data[self->position + 1] == '\n');
}

static gboolean
read_bare (VouchCsvReader  *self,
           GError         **error)
{
  while (peek (self) != -1 && peek (self) != ',' && !ends_line (self))
    {
      if (peek (self) == '"')
        return refuse (self, VOUCH_INPUT_ERROR_SYNTAX, error,
                       "a quote inside a cell without quotes");
      if (peek (self) == '\r')
        return refuse (self, VOUCH_INPUT_ERROR_SYNTAX, error,
                       "a carriage return without line feed");
      if (!take_char (self, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_cell (VouchCsvReader  *self,
           GPtrArray       *row,
           GError         **error)
{
  if (row->len == self->limits.max_columns)
    return refuse (self, VOUCH_INPUT_ERROR_RANGE, error, "the row has too many cells");
  if (self->n_rows > 0 && row->len == self->n_columns)
    return refuse (self, VOUCH_INPUT_ERROR_RANGE, error, "the row has more cells than the first");

  g_string_truncate (self->cell, 0);
  if (peek (self) == '"' ? !read_quoted (self, error) : !read_bare (self, error))
    return FALSE;
  if (peek (self) != -1 && peek (self) != ',' && !ends_line (self))
    return refuse (self, VOUCH_INPUT_ERROR_SYNTAX, error, "text after a quoted cell");

  g_ptr_array_add (row, g_strndup (self->cell->str, self->cell->len));
  return TRUE;
}

static gboolean
read_cells (VouchCsvReader  *self,
            GPtrArray       *row,
            GError         **error)
{
  if (!read_cell (self, row, error))
    return FALSE;

  while (peek (self) == ',')
    {
      pass (self);
      if (!read_cell (self, row, error))
        return FALSE;
    }

  if (self->n_rows > 0 && row->len < self->n_columns)
    return refuse (self, VOUCH_INPUT_ERROR_RANGE, error, "the row has fewer cells than the first");

  return TRUE;
}

/**
 * vouch_csv_reader_read_row:
 * @self: a reader
 * @error: return location for a #VouchInputError: _SYNTAX or, when a limit is passed, _RANGE; its
 *   message says the line and the column, and nothing of what stands there
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the next row's cells; %NULL without an
 *   error at the end, and after an error
 */
GPtrArray *
vouch_csv_reader_read_row (VouchCsvReader  *self,
                           GError         **error)
{
  g_autoptr(GPtrArray) row = NULL;

  if (self->position == self->length)
    return NULL;
  if (self->n_rows == self->limits.max_rows)
    {
      refuse (self, VOUCH_INPUT_ERROR_RANGE, error, "the document has too many rows");
      return NULL;
    }

  row = g_ptr_array_new_with_free_func (g_free);
  self->row_line = self->line;
  if (!read_cells (self, row, error))
    return NULL;

  self->n_columns = row->len;
  self->n_rows++;
  if (peek (self) == '\r')
    pass (self);
  if (peek (self) == '\n')
    pass (self);
  return g_steal_pointer (&row);
}

/**
 * vouch_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line, from 1, in which the row that was read last begins
 */
guint
vouch_csv_reader_get_line (const VouchCsvReader *self)
{
  return self->row_line;
}
