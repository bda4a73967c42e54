/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <string.h>

#include "base/vouch-error.h"
#include "store/vouch-db-private.h"

struct _VouchRows
{
  VouchDb *db;
  sqlite3_stmt *statement; /* (owned) until it goes back to the cache */
  GPtrArray *mended;       /* (owned) (nullable): texts of this row that were not UTF-8 */
  int result;
};

static int
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  return text != NULL ? sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT)
                      : sqlite3_bind_null (statement, index);
}

static int
bind_bytes (sqlite3_stmt *statement,
            int           index,
            GBytes       *bytes)
{
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    return sqlite3_bind_null (statement, index);

  data = g_bytes_get_data (bytes, &size);
  return sqlite3_bind_blob64 (statement, index, size > 0 ? data : "", size, SQLITE_TRANSIENT);
}

static int
bind_value (sqlite3_stmt *statement,
            int           index,
            char          format,
            va_list      *args)
{
  switch (format)
    {
    case 'i':
      return sqlite3_bind_int64 (statement, index, va_arg (*args, gint64));
    case 's':
      return bind_text (statement, index, va_arg (*args, const char *));
    case 'b':
      return bind_bytes (statement, index, va_arg (*args, GBytes *));
    case 'd':
      return sqlite3_bind_double (statement, index, va_arg (*args, double));
    default:
      g_return_val_if_reached (SQLITE_MISUSE);
    }
}

static sqlite3_stmt *
prepare (VouchDb     *db,
         const char  *sql,
         const char  *format,
         va_list     *args,
         GError     **error)
{
  sqlite3_stmt *statement = vouch_db_take_statement (db, sql, error);

  if (statement == NULL)
    return NULL;

  /* A value that is not bound would silently be NULL. */
  if (sqlite3_bind_parameter_count (statement) != (int) strlen (format))
    g_critical ("%s: its parameters are not \"%s\"", sql, format);

  for (int i = 0; format[i] != '\0'; i++)
    {
      if (bind_value (statement, i + 1, format[i], args) != SQLITE_OK)
        {
          vouch_db_set_error (db, error);
          vouch_db_give_statement (db, statement);
          return NULL;
        }
    }

  return statement;
}

/**
 * vouch_db_run:
 * @self: a connection
 * @error: return location
 * @sql: one statement; parameters are ?1, ?2 …
 * @format: one letter for each parameter: i, s, b or d
 * @...: the values; an integer has to be a #gint64
 *
 * Runs a statement to its end; rows it gives are left aside.
 */
gboolean
vouch_db_run (VouchDb     *self,
              GError     **error,
              const char  *sql,
              const char  *format,
              ...)
{
  sqlite3_stmt *statement;
  va_list args;
  int result;

  va_start (args, format);
  statement = prepare (self, sql, format, &args, error);
  va_end (args);
  if (statement == NULL)
    return FALSE;

  do
    result = sqlite3_step (statement);
  while (result == SQLITE_ROW);

  if (result != SQLITE_DONE)
    vouch_db_set_error (self, error);
  vouch_db_give_statement (self, statement);
  return result == SQLITE_DONE;
}

static VouchRows *
new_rows (VouchDb      *db,
          sqlite3_stmt *statement)  /* (transfer full) */
{
  VouchRows *rows = g_new0 (VouchRows, 1);

  rows->db = db;
  rows->statement = statement;
  rows->result = SQLITE_ROW;
  return rows;
}

/**
 * vouch_db_query:
 * @self: a connection
 * @error: return location
 * @sql: one query; parameters are ?1, ?2 …
 * @format: one letter for each parameter: i, s, b or d
 * @...: the values; an integer has to be a #gint64
 *
 * Returns: (transfer full) (nullable): the rows, for vouch_rows_finish(); %NULL with an error. The
 *   functions of #VouchRows take %NULL as rows that have already failed.
 */
VouchRows *
vouch_db_query (VouchDb     *self,
                GError     **error,
                const char  *sql,
                const char  *format,
                ...)
{
  sqlite3_stmt *statement;
  va_list args;

  va_start (args, format);
  statement = prepare (self, sql, format, &args, error);
  va_end (args);
  return statement != NULL ? new_rows (self, statement) : NULL;
}

/* The same for a query that was put together. */
VouchRows *
vouch_db_query_values (VouchDb             *self,
                       GError             **error,
                       const char          *sql,
                       const VouchDbValue  *values,
                       guint                n_values)
{
  sqlite3_stmt *statement = vouch_db_take_statement (self, sql, error);
  int result = SQLITE_OK;

  if (statement == NULL)
    return NULL;

  g_assert (sqlite3_bind_parameter_count (statement) == (int) n_values);
  for (guint i = 0; i < n_values && result == SQLITE_OK; i++)
    result = values[i].is_text ? bind_text (statement, i + 1, values[i].text)
                               : sqlite3_bind_int64 (statement, i + 1, values[i].number);
  if (result == SQLITE_OK)
    return new_rows (self, statement);

  vouch_db_set_error (self, error);
  vouch_db_give_statement (self, statement);
  return NULL;
}

/**
 * vouch_rows_next:
 * @self: (nullable): rows
 *
 * Returns: whether there is another row; why there is none is told by vouch_rows_finish()
 */
gboolean
vouch_rows_next (VouchRows *self)
{
  if (self == NULL || self->result != SQLITE_ROW)
    return FALSE;

  g_clear_pointer (&self->mended, g_ptr_array_unref);
  self->result = sqlite3_step (self->statement);
  return self->result == SQLITE_ROW;
}

gint64
vouch_rows_int (VouchRows *self,
                int        column)
{
  return sqlite3_column_int64 (self->statement, column);
}

double
vouch_rows_double (VouchRows *self,
                   int        column)
{
  return sqlite3_column_double (self->statement, column);
}

/**
 * vouch_rows_text:
 * @self: rows
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, valid UTF-8 whatever the file holds; %NULL for
 * NULL
 */
const char *
vouch_rows_text (VouchRows *self,
                 int        column)
{
  const char *text = (const char *) sqlite3_column_text (self->statement, column);
  char *mended;

  if (text == NULL || g_utf8_validate (text, -1, NULL))
    return text;

  mended = g_utf8_make_valid (text, -1);
  if (self->mended == NULL)
    self->mended = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->mended, mended);
  return mended;
}

/**
 * vouch_rows_bytes:
 * @self: rows
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): a copy of the bytes; %NULL for NULL
 */
GBytes *
vouch_rows_bytes (VouchRows *self,
                  int        column)
{
  gconstpointer data;

  if (sqlite3_column_type (self->statement, column) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (self->statement, column);
  return g_bytes_new (data, sqlite3_column_bytes (self->statement, column));
}

/**
 * vouch_rows_finish:
 * @self: (transfer full) (nullable): rows, read to the end or not
 * @error: return location; left alone when @self is %NULL, since vouch_db_query() has set it
 *
 * Returns: whether nothing went wrong
 */
gboolean
vouch_rows_finish (VouchRows  *self,
                   GError    **error)
{
  gboolean good;

  if (self == NULL)
    return FALSE;

  good = self->result == SQLITE_ROW || self->result == SQLITE_DONE;
  if (!good)
    vouch_db_set_error (self->db, error);

  vouch_db_give_statement (self->db, self->statement);
  g_clear_pointer (&self->mended, g_ptr_array_unref);
  g_free (self);
  return good;
}
