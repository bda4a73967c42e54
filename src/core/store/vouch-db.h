/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

#include "model/vouch-run.h"

G_BEGIN_DECLS

/**
 * VouchDb:
 *
 * One SQLite connection, used by one worker. Every value is bound; statements are kept prepared.
 * Formats of bound values: i gint64, s nullable text, b nullable GBytes, d double.
 *
 * Errors: #VouchStoreError.
 */
typedef struct _VouchDb VouchDb;

/**
 * VouchRows:
 *
 * The rows of one query. Texts are borrowed until the next vouch_rows_next(). Always ends with
 * vouch_rows_finish(), which frees it and tells whether everything was read.
 */
typedef struct _VouchRows VouchRows;

typedef enum
{
  VOUCH_DB_WRITE,      /* creates the file; WAL, synchronous FULL, secure delete */
  VOUCH_DB_READ_ONLY,  /* of a store that another process may be writing */
} VouchDbMode;

VouchDb    *vouch_db_open          (const char   *path,
                                    const char   *vfs,
                                    VouchDbMode   mode,
                                    GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void        vouch_db_close         (VouchDb      *self);
gboolean    vouch_db_run           (VouchDb      *self,
                                    GError      **error,
                                    const char   *sql,
                                    const char   *format,
                                    ...);
VouchRows  *vouch_db_query         (VouchDb      *self,
                                    GError      **error,
                                    const char   *sql,
                                    const char   *format,
                                    ...) G_GNUC_WARN_UNUSED_RESULT;
gint64      vouch_db_get_last_id   (VouchDb      *self);
int         vouch_db_get_n_changed (VouchDb      *self);
gboolean    vouch_db_begin         (VouchDb      *self,
                                    GError      **error);
gboolean    vouch_db_commit        (VouchDb      *self,
                                    GError      **error);
void        vouch_db_roll_back     (VouchDb      *self);
gboolean    vouch_db_checkpoint    (VouchDb      *self,
                                    GError      **error);
gboolean    vouch_db_check         (VouchDb      *self,
                                    GError      **error);
void        vouch_db_note_change   (VouchDb      *self,
                                    const char   *subject,
                                    gint64        id);
void        vouch_db_set_run       (VouchDb      *self,
                                    VouchRun     *run);

gboolean    vouch_rows_next        (VouchRows    *self);
gint64      vouch_rows_int         (VouchRows    *self,
                                    int           column);
double      vouch_rows_double      (VouchRows    *self,
                                    int           column);
const char *vouch_rows_text        (VouchRows    *self,
                                    int           column);
GBytes     *vouch_rows_bytes       (VouchRows    *self,
                                    int           column) G_GNUC_WARN_UNUSED_RESULT;
gboolean    vouch_rows_finish      (VouchRows    *self,
                                    GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchDb, vouch_db_close)

G_END_DECLS
