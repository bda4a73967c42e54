/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <string.h>

#include "base/vouch-error.h"
#include "store/vouch-db-private.h"

/* https://www.sqlite.org/fileformat2.html */
#define FILE_HEADER 100
#define MAX_PAGE 65536

enum
{
  INDEX_INTERIOR = 2,
  TABLE_INTERIOR = 5,
  INDEX_LEAF = 10,
  TABLE_LEAF = 13,
};

static guint
get_u16 (const guint8 *bytes)
{
  return bytes[0] << 8 | bytes[1];
}

/* Finds the room between cell pointers and cells. Pages of other kinds begin with a page number, of
 * which the first byte is 0 in a file of less than 64 GiB. */
static gboolean
find_gap (const guint8 *page,
          guint         header,
          guint         usable,
          guint        *start,
          guint        *end)
{
  switch (page[header])
    {
    case INDEX_INTERIOR:
    case TABLE_INTERIOR:
      *start = header + 12;
      break;
    case INDEX_LEAF:
    case TABLE_LEAF:
      *start = header + 8;
      break;
    default:
      return FALSE;
    }

  *start += 2 * get_u16 (page + header + 3);
  *end = get_u16 (page + header + 5);
  if (*end == 0)
    *end = MAX_PAGE;
  return *start < *end && *end <= usable;
}

static gboolean
is_blank (const guint8 *bytes,
          guint         length)
{
  for (guint i = 0; i < length; i++)
    {
      if (bytes[i] != 0)
        return FALSE;
    }

  return TRUE;
}

static int
scrub_page (sqlite3_file *file,
            guint8       *page,
            guint         size,
            guint         usable,
            sqlite3_int64 offset)
{
  guint start, end;
  int result = file->pMethods->xRead (file, page, size, offset);

  if (result != SQLITE_OK ||
      !find_gap (page, offset == 0 ? FILE_HEADER : 0, usable, &start, &end) ||
      is_blank (page + start, end - start))
    return result;

  /* Only what no page refers to is written, so neither a reader nor a power cut can see a
   * difference. */
  memset (page + start, 0, end - start);
  return file->pMethods->xWrite (file, page + start, end - start, offset + start);
}

static int
scrub_file (sqlite3_file *file)
{
  g_autofree guint8 *page = g_malloc (MAX_PAGE);
  sqlite3_int64 file_size = 0;
  guint size, usable;
  int result = file->pMethods->xFileSize (file, &file_size);

  if (result != SQLITE_OK || file_size < FILE_HEADER)
    return result;

  result = file->pMethods->xRead (file, page, FILE_HEADER, 0);
  if (result != SQLITE_OK)
    return result;

  size = get_u16 (page + 16) == 1 ? MAX_PAGE : get_u16 (page + 16);
  usable = size - page[20];
  if (size < 512 || usable < 480)
    return SQLITE_CORRUPT;

  for (sqlite3_int64 offset = 0; result == SQLITE_OK && offset + size <= file_size; offset += size)
    result = scrub_page (file, page, size, usable, offset);

  return result == SQLITE_OK ? file->pMethods->xSync (file, SQLITE_SYNC_NORMAL) : result;
}

/**
 * vouch_db_scrub:
 * @self: a writing connection without a transaction, whose log has just been emptied
 * @error: return location
 *
 * Blanks what SQLite left over in its pages. Its secure delete blanks what is deleted, but when it
 * moves rows that still live from one page to another, their old copies stay in the unused part of
 * the first page, and deleting the rows later does not reach them (measured with 3.40).
 */
gboolean
vouch_db_scrub (VouchDb  *self,
                GError  **error)
{
  sqlite3_file *file = NULL;
  int result;

  /* Nobody may write meanwhile, and pages that are cached with their leftovers must not come
   * back. */
  if (!vouch_db_run (self, error, "BEGIN IMMEDIATE", ""))
    return FALSE;

  result = sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (result == SQLITE_OK)
    result = scrub_file (file);
  vouch_db_run (self, NULL, "ROLLBACK", "");
  sqlite3_db_release_memory (self->handle);

  if (result == SQLITE_OK)
    return TRUE;

  g_set_error (error, VOUCH_STORE_ERROR,
               (result & 0xff) == SQLITE_FULL ? VOUCH_STORE_ERROR_FULL : VOUCH_STORE_ERROR_FAILED,
               "SQLite %d: %s", result, sqlite3_errstr (result));
  return FALSE;
}
