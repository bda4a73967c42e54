/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a spreadsheet takes as the sign of UTF-8; optional, before the first row. */
#define VOUCH_CSV_BOM "\xef\xbb\xbf"

void  vouch_csv_append_row   (GString           *text,
                              const char *const *cells,
                              gsize              n_cells);
char *vouch_csv_dup_original (const char        *cell) G_GNUC_WARN_UNUSED_RESULT;

/**
 * VouchCsvLimits:
 * @max_columns: cells in a row
 * @max_cell: bytes in a cell
 * @max_rows: rows in a document
 *
 * What a document may have at most. 0 stands for the usual limit.
 */
typedef struct
{
  guint max_columns;
  gsize max_cell;
  guint max_rows;
} VouchCsvLimits;

#define VOUCH_CSV_MAX_COLUMNS 256
#define VOUCH_CSV_MAX_CELL 65536
#define VOUCH_CSV_MAX_ROWS 1000000

/**
 * VouchCsvReader:
 *
 * Reads a document of RFC 4180 row by row out of memory, which may be a mapped file. Strict: quotes
 * surround a whole cell or are not there, rows have as many cells as the first one, lines end with
 * CRLF or LF, the text is UTF-8 without NUL. A byte order mark at the start is passed over.
 */
typedef struct _VouchCsvReader VouchCsvReader;

VouchCsvReader *vouch_csv_reader_new      (GBytes                *bytes,
                                           const VouchCsvLimits  *limits) G_GNUC_WARN_UNUSED_RESULT;
void            vouch_csv_reader_free     (VouchCsvReader        *self);
GPtrArray      *vouch_csv_reader_read_row (VouchCsvReader        *self,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
guint           vouch_csv_reader_get_line (const VouchCsvReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCsvReader, vouch_csv_reader_free)

G_END_DECLS
