/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <errno.h>
#include <string.h>

#include "base/vouch-error.h"
#include "store/vouch-db-private.h"

void
vouch_db_change_free (VouchDbChange *self)
{
  g_free (self->subject);
  g_array_unref (self->ids);
  g_free (self);
}

static VouchStoreError
code_from_errno (int system_errno)
{
  switch (system_errno)
    {
    case ENOSPC:
    case EDQUOT:
      return VOUCH_STORE_ERROR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
      return VOUCH_STORE_ERROR_READ_ONLY;
    case ENOENT:
    case ENOTDIR:
      return VOUCH_STORE_ERROR_NOT_FOUND;
    default:
      return VOUCH_STORE_ERROR_FAILED;
    }
}

static VouchStoreError
code_from_result (sqlite3 *handle,
                  int      result)
{
  switch (result & 0xff)
    {
    case SQLITE_FULL:
      return VOUCH_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return VOUCH_STORE_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return VOUCH_STORE_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return VOUCH_STORE_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return VOUCH_STORE_ERROR_CONSTRAINT;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      return code_from_errno (sqlite3_system_errno (handle));
    default:
      return VOUCH_STORE_ERROR_FAILED;
    }
}

/* Sets what the last call on the connection came to. SQLite's message names columns, never values,
 * but that about a damaged file may quote any part of it. */
void
vouch_db_set_error (VouchDb  *self,
                    GError  **error)
{
  int result = sqlite3_extended_errcode (self->handle);
  VouchStoreError code = code_from_result (self->handle, result);

  if ((result & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "a query was cancelled");
      return;
    }

  g_set_error (error, VOUCH_STORE_ERROR, code,
               "SQLite %d: %s",
               result,
               code == VOUCH_STORE_ERROR_CORRUPT ? sqlite3_errstr (result)
                                                 : sqlite3_errmsg (self->handle));
}

/* Instructions of SQLite's machine between two looks: some tens of microseconds. */
#define N_INSTRUCTIONS 1000

static int
progress_cb (gpointer user_data)
{
  return g_cancellable_is_cancelled (user_data);
}

/**
 * vouch_db_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): ends queries under way, which fail with %G_IO_ERROR_CANCELLED; has to
 *   live until another one is set
 */
void
vouch_db_set_cancellable (VouchDb      *self,
                          GCancellable *cancellable)
{
  sqlite3_progress_handler (self->handle, cancellable != NULL ? N_INSTRUCTIONS : 0, progress_cb,
                            cancellable);
}

/**
 * vouch_db_take_statement:
 * @self: a connection
 * @sql: one statement
 * @error: return location
 *
 * Takes the prepared statement out of the cache, so that a query inside a query of the same text
 * gets one of its own.
 *
 * Returns: (transfer full) (nullable): the statement, for vouch_db_give_statement()
 */
sqlite3_stmt *
vouch_db_take_statement (VouchDb     *self,
                         const char  *sql,
                         GError     **error)
{
  gpointer statement;
  sqlite3_stmt *prepared = NULL;

  if (self->recent != NULL && strcmp (sqlite3_sql (self->recent), sql) == 0)
    return g_steal_pointer (&self->recent);
  if (g_hash_table_steal_extended (self->statements, sql, NULL, &statement))
    return statement;

  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared,
                          NULL) != SQLITE_OK)
    {
      vouch_db_set_error (self, error);
      return NULL;
    }

  return prepared;
}

static void
put_aside (VouchDb      *self,
           sqlite3_stmt *statement)  /* (transfer full) */
{
  /* The statement keeps its text alive, and so it is the key. */
  if (g_hash_table_contains (self->statements, sqlite3_sql (statement)))
    sqlite3_finalize (statement);
  else
    g_hash_table_insert (self->statements, (gpointer) sqlite3_sql (statement), statement);
}

void
vouch_db_give_statement (VouchDb      *self,
                         sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);

  if (self->recent != NULL)
    put_aside (self, self->recent);
  self->recent = statement;
}

/**
 * vouch_db_run_script:
 * @self: a connection
 * @sql: statements without parameters
 * @error: return location
 *
 * For pragmas and the schema. Everything that carries a value goes through vouch_db_run().
 */
gboolean
vouch_db_run_script (VouchDb     *self,
                     const char  *sql,
                     GError     **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  vouch_db_set_error (self, error);
  return FALSE;
}

/**
 * vouch_db_get_int:
 * @self: a connection
 * @sql: a query of one number without parameters
 * @value: (out): the number; 0 when there is no row
 * @error: return location
 */
gboolean
vouch_db_get_int (VouchDb     *self,
                  const char  *sql,
                  gint64      *value,
                  GError     **error)
{
  VouchRows *rows = vouch_db_query (self, error, sql, "");

  *value = vouch_rows_next (rows) ? vouch_rows_int (rows, 0) : 0;
  return vouch_rows_finish (rows, error);
}

gint64
vouch_db_get_last_id (VouchDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * vouch_db_get_n_changed:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE changed
 */
int
vouch_db_get_n_changed (VouchDb *self)
{
  return sqlite3_changes (self->handle);
}

/* Rows changed since the connection was opened: equal before and after means that nothing was
 * written. */
gint64
vouch_db_get_n_total (VouchDb *self)
{
  return sqlite3_total_changes64 (self->handle);
}

/**
 * vouch_db_begin:
 * @self: a connection
 * @error: return location
 *
 * Begins a transaction; a writing connection takes the write lock at once, so that nothing it reads
 * can be out of date when it writes.
 */
gboolean
vouch_db_begin (VouchDb  *self,
                GError  **error)
{
  g_ptr_array_set_size (self->changes, 0);
  vouch_db_set_run (self, NULL);
  return vouch_db_run (self, error, self->mode == VOUCH_DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", "");
}

/**
 * vouch_db_commit:
 * @self: a connection with a transaction
 * @error: return location
 *
 * Commits, and makes the checkpoint that was asked for meanwhile. A checkpoint that a reader holds
 * up is made after a later commit.
 *
 * Returns: whether the transaction is durable; if not, roll back
 */
gboolean
vouch_db_commit (VouchDb  *self,
                 GError  **error)
{
  if (!vouch_db_run (self, error, "COMMIT", ""))
    return FALSE;

  vouch_db_set_run (self, NULL);
  if (self->truncate)
    vouch_db_checkpoint (self, NULL);
  return TRUE;
}

/**
 * vouch_db_roll_back:
 * @self: a connection
 *
 * Ends the transaction, if SQLite has not done so already, and forgets the noted changes.
 */
void
vouch_db_roll_back (VouchDb *self)
{
  g_ptr_array_set_size (self->changes, 0);
  if (self->run_added)
    self->run->id = 0;
  vouch_db_set_run (self, NULL);
  if (!sqlite3_get_autocommit (self->handle))
    vouch_db_run (self, NULL, "ROLLBACK", "");

  if (self->truncate)
    vouch_db_checkpoint (self, NULL);
}

/* The log of a damaged database is set aside with it, so closing must not use it up. */
void
vouch_db_keep_log_on_close (VouchDb  *self,
                            gboolean  keep)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep, NULL);
}

/* A reader may hold it up; then it stays owed. */
gboolean
vouch_db_empty_log (VouchDb   *self,
                    gboolean  *done,
                    GError   **error)
{
  int result = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                          NULL);

  *done = result == SQLITE_OK;
  if (*done || (result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED)
    return TRUE;

  vouch_db_set_error (self, error);
  return FALSE;
}

/**
 * vouch_db_checkpoint:
 * @self: a writing connection
 * @error: return location
 *
 * Moves the log into the database, empties its file and blanks leftovers, so that nothing erased
 * stays readable. Within a transaction it is only asked for: vouch_db_commit() makes it. A reader
 * may hold it up; then it stays owed, and is made after a later commit.
 *
 * Returns: %FALSE only when reading or writing failed
 */
gboolean
vouch_db_checkpoint (VouchDb  *self,
                     GError  **error)
{
  gboolean done;

  self->truncate = TRUE;
  if (!sqlite3_get_autocommit (self->handle))
    return TRUE;

  if (!vouch_db_empty_log (self, &done, error) || (done && !vouch_db_scrub (self, error)))
    return FALSE;

  self->truncate = !done;
  return TRUE;
}

/* SQLite's check names a page that it could not get, and why: "unable to get the page. error
 * code=266". What could not be read for another reason than its content is not damaged for that. */
static gboolean
is_damage (const char *finding)
{
  static const char mark[] = "error code=";
  const char *code = finding != NULL ? strstr (finding, mark) : NULL;
  guint64 result;

  if (code == NULL)
    return TRUE;

  result = g_ascii_strtoull (code + strlen (mark), NULL, 10) & 0xff;
  return result == SQLITE_CORRUPT || result == SQLITE_NOTADB;
}

static void
judge_finding (VouchDb     *self,
               const char  *finding,
               GError     **error)
{
  if (!is_damage (finding))
    {
      g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED,
                   "the database cannot be read");
      return;
    }

  vouch_db_keep_log_on_close (self, TRUE);
  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT, "the database is damaged");
}

/**
 * vouch_db_check:
 * @self: a connection
 * @error: return location
 *
 * Looks for damage (reliability.md S20).
 *
 * Returns: %TRUE if there is none; otherwise %FALSE with %VOUCH_STORE_ERROR_CORRUPT, or with
 *   %VOUCH_STORE_ERROR_FAILED when reading failed, which says nothing about the content
 */
gboolean
vouch_db_check (VouchDb  *self,
                GError  **error)
{
  VouchRows *rows = vouch_db_query (self, error, "PRAGMA quick_check(1)", "");
  g_autofree char *finding = g_strdup (vouch_rows_next (rows) ? vouch_rows_text (rows, 0) : NULL);
  gboolean good = g_strcmp0 (finding, "ok") == 0;

  if (!vouch_rows_finish (rows, error))
    return FALSE;

  if (!good)
    judge_finding (self, finding, error);
  return good;
}

static VouchDbChange *
ensure_change (VouchDb    *self,
               const char *subject)
{
  VouchDbChange *change;

  for (guint i = 0; i < self->changes->len; i++)
    {
      change = g_ptr_array_index (self->changes, i);
      if (g_str_equal (change->subject, subject))
        return change;
    }

  change = g_new0 (VouchDbChange, 1);
  change->subject = g_strdup (subject);
  change->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_ptr_array_add (self->changes, change);
  return change;
}

/**
 * vouch_db_note_change:
 * @self: a connection with a transaction
 * @subject: what kind of row: "request"
 * @id: which one, or 0 for a whole list
 *
 * Has the store announce it once the transaction is committed.
 */
void
vouch_db_note_change (VouchDb    *self,
                      const char *subject,
                      gint64      id)
{
  VouchDbChange *change = ensure_change (self, subject);

  /* A row is written several times in a row or not at all, so looking back far is not worth it. */
  for (guint i = change->ids->len; i > 0 && i + 16 > change->ids->len; i--)
    {
      if (g_array_index (change->ids, gint64, i - 1) == id)
        return;
    }

  g_array_append_val (change->ids, id);
}

/**
 * vouch_db_set_run:
 * @self: a connection inside a transaction
 * @run: (nullable): the run that it belongs to, until the transaction is over; has to live as long
 *
 * Lines of the ledger that are appended in the transaction are the run's. A row that it gets on the
 * way is taken from it again by a rollback.
 */
void
vouch_db_set_run (VouchDb  *self,
                  VouchRun *run)
{
  self->run = run;
  self->run_added = FALSE;
}

GPtrArray *
vouch_db_steal_changes (VouchDb *self)
{
  GPtrArray *changes = g_steal_pointer (&self->changes);

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_db_change_free);
  return changes;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Texts of all statements used so far, sorted: what a test of query plans goes through. */
GPtrArray *
vouch_db_dup_statements (VouchDb *self)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  if (self->recent != NULL)
    put_aside (self, g_steal_pointer (&self->recent));
  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (texts, g_strdup (key));
  g_ptr_array_sort (texts, compare_texts);
  return texts;
}
