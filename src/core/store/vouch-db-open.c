/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-db-private.h"

/* Another process only reads; what it may hold up is a checkpoint, which can wait for the next
 * one. */
#define BUSY_MILLISECONDS 200

/* https://www.sqlite.org/security.html: no statement of ours comes near any of these. */
static const struct
{
  int limit;
  int value;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, 32 * 1024 * 1024 },
  { SQLITE_LIMIT_SQL_LENGTH, 100000 },
  { SQLITE_LIMIT_COLUMN, 100 },
  { SQLITE_LIMIT_EXPR_DEPTH, 64 },
  { SQLITE_LIMIT_COMPOUND_SELECT, 5 },
  { SQLITE_LIMIT_VDBE_OP, 25000 },
  { SQLITE_LIMIT_FUNCTION_ARG, 8 },
  { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
  { SQLITE_LIMIT_VARIABLE_NUMBER, 50 },
  { SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
  { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

static const struct
{
  int option;
  int value;
} options[] = {
  { SQLITE_DBCONFIG_DEFENSIVE, 1 },
  { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
  { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
  { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
  { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
  { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
  { SQLITE_DBCONFIG_DQS_DML, 0 },
  { SQLITE_DBCONFIG_DQS_DDL, 0 },
};

static const char any_pragmas[] =
  "PRAGMA cell_size_check = ON;"
  "PRAGMA mmap_size = 0;"
  "PRAGMA temp_store = MEMORY;";

/* FULL, since NORMAL may take back the last commits on power loss (reliability.md §2.2, step 4). */
static const char write_pragmas[] =
  "PRAGMA secure_delete = ON;"
  "PRAGMA synchronous = FULL;"
  "PRAGMA journal_size_limit = 4194304;";

/* Text without case, for finding people: LIKE and lower() only know ASCII. */
static void
fold_cb (sqlite3_context  *context,
         int               n_values,
         sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  g_autofree char *folded = NULL;

  if (text == NULL)
    return;

  valid = g_utf8_make_valid (text, -1);
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  folded = g_utf8_casefold (normal, -1);
  sqlite3_result_text (context, folded, -1, SQLITE_TRANSIENT);
}

static void
append_lower (GString       *joined,
              sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);
  gsize start = joined->len;

  g_string_append_len (joined, text != NULL ? text : "", sqlite3_value_bytes (value));
  for (gsize i = start; i < joined->len; i++)
    joined->str[i] |= (joined->str[i] >= 'A' && joined->str[i] <= 'Z') ? 0x20 : 0;
}

/* joined_holds (PART, TEXT…): whether the texts, a space between each two, have a part that is in
 * lower case and ASCII. It is asked of every person there is, and building the text in SQL for LIKE
 * takes several times as long. */
static void
joined_holds_cb (sqlite3_context  *context,
                 int               n_values,
                 sqlite3_value   **values)
{
  GString *joined = sqlite3_user_data (context);
  const void *part = sqlite3_value_text (values[0]);

  g_string_truncate (joined, 0);
  for (int i = 1; i < n_values; i++)
    {
      if (i > 1)
        g_string_append_c (joined, ' ');
      append_lower (joined, values[i]);
    }

  sqlite3_result_int (context, part != NULL && memmem (joined->str, joined->len, part,
                                                       sqlite3_value_bytes (values[0])) != NULL);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

/* A tag as templates have it. */
static void
normal_cb (sqlite3_context  *context,
           int               n_values,
           sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, vouch_fold_text (text), -1, g_free);
}

static gboolean
add_function (VouchDb     *self,
              const char  *name,
              void       (*func) (sqlite3_context *, int, sqlite3_value **),
              GError     **error)
{
  int result = sqlite3_create_function_v2 (self->handle, name, 1,
                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                           NULL, func, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    vouch_db_set_error (self, error);
  return result == SQLITE_OK;
}

static gboolean
add_joined_holds (VouchDb  *self,
                  GError  **error)
{
  int result = sqlite3_create_function_v2 (self->handle, "joined_holds", -1,
                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                           g_string_new (NULL), joined_holds_cb, NULL, NULL,
                                           free_string);

  if (result != SQLITE_OK)
    vouch_db_set_error (self, error);
  return result == SQLITE_OK;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
set_up_handle (VouchDb  *self,
               GError  **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (self->handle, limits[i].limit, limits[i].value);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    sqlite3_db_config (self->handle, options[i].option, options[i].value, NULL);

  return add_function (self, "fold", fold_cb, error) &&
         add_function (self, "normal", normal_cb, error) &&
         add_joined_holds (self, error) &&
         vouch_db_run_script (self, any_pragmas, error);
}

static gboolean
set_up_wal (VouchDb  *self,
            GError  **error)
{
  VouchRows *rows = vouch_db_query (self, error, "PRAGMA journal_mode = WAL", "");
  gboolean is_wal = vouch_rows_next (rows) && g_strcmp0 (vouch_rows_text (rows, 0), "wal") == 0;

  if (!vouch_rows_finish (rows, error))
    return FALSE;

  if (!is_wal)
    g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED, "no write-ahead log here");
  return is_wal;
}

static gboolean
set_up (VouchDb  *self,
        GError  **error)
{
  gboolean done;

  vouch_db_keep_log_on_close (self, TRUE);
  if (!set_up_handle (self, error))
    return FALSE;

  if (self->mode == VOUCH_DB_READ_ONLY)
    return vouch_db_run_script (self, "PRAGMA query_only = ON", error);

  if (!vouch_db_run_script (self, write_pragmas, error) || !set_up_wal (self, error))
    return FALSE;

  /* What was erased just before a crash is still in the log: nothing of it outlives this. */
  if (!vouch_db_empty_log (self, &done, error))
    return FALSE;

  vouch_db_keep_log_on_close (self, FALSE);
  return TRUE;
}

/**
 * vouch_db_open:
 * @path: the file
 * @vfs: (nullable): name of a SQLite VFS, for tests; %NULL: the system's files, which are made with
 *   mode 0600 in a folder of mode 0700 whatever the umask
 * @mode: how it is used
 * @error: return location
 *
 * Opens one connection. It may be used by one thread at a time.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with #VouchStoreError:
 *   %VOUCH_STORE_ERROR_NOT_FOUND when there is nothing to read, %VOUCH_STORE_ERROR_CORRUPT when the
 *   file is no database
 */
VouchDb *
vouch_db_open (const char   *path,
               const char   *vfs,
               VouchDbMode   mode,
               GError      **error)
{
  g_autoptr(VouchDb) self = NULL;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;

  if (mode == VOUCH_DB_WRITE)
    flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  else
    flags |= SQLITE_OPEN_READONLY;

  if (vfs == NULL && mode == VOUCH_DB_WRITE && !vouch_db_files_prepare (path, error))
    return NULL;

  self = g_new0 (VouchDb, 1);
  self->mode = mode;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            finalize_statement);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_db_change_free);

  if (sqlite3_open_v2 (path, &self->handle, flags, vfs) != SQLITE_OK)
    {
      vouch_db_set_error (self, error);
      return NULL;
    }

  if (!set_up (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vouch_db_close:
 * @self: (transfer full) (nullable): a connection without running queries
 *
 * Rolls back what is not committed. It cannot fail: whatever is on the disk is read back at the
 * next opening.
 */
void
vouch_db_close (VouchDb *self)
{
  if (self == NULL)
    return;

  sqlite3_finalize (self->recent);
  g_hash_table_unref (self->statements);
  g_ptr_array_unref (self->changes);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}
