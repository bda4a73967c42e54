/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-db-private.h"
#include "store/vouch-store.h"

struct _VouchStore
{
  GObject parent_instance;

  VouchExecutor *writer; /* (owned) */
  VouchExecutor *reader; /* (owned) */
  char *path;            /* (owned) */
  char *vfs;             /* (owned) (nullable) */
  VouchDbMode mode;

  VouchDb *db;           /* (owned) (nullable): touched by the writer's worker alone */
  VouchDb *reading_db;   /* (owned) (nullable): touched by the reader's worker alone */

  guint64 n_commits;
  gboolean was_rebuilt;
};

typedef struct
{
  /* Input. */
  VouchStore *store;      /* (unowned): the task's source object */
  VouchStoreFunc func;
  gpointer data;
  GDestroyNotify destroy;

  /* Output, read once the worker is done. */
  GPtrArray *changes;     /* (owned) (nullable) (element-type VouchDbChange) */
  gboolean committed;
  gboolean rebuilt;
} Operation;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchStore, vouch_store, G_TYPE_OBJECT)

static void
operation_free (Operation *operation)
{
  if (operation->destroy != NULL)
    operation->destroy (operation->data);
  g_clear_pointer (&operation->changes, g_ptr_array_unref);
  g_free (operation);
}

static GTask *
new_task (VouchStore          *self,
          gpointer             source_tag,
          VouchStoreFunc       func,
          gpointer             data,
          GDestroyNotify       destroy,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

  operation->store = self;
  operation->func = func;
  operation->data = data;
  operation->destroy = destroy;
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);
  /* What was committed has to be reported as such. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
announce (VouchStore *self,
          GPtrArray  *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      VouchDbChange *change = g_ptr_array_index (changes, i);

      g_signal_emit (self, signals[CHANGED], 0, change->subject, change->ids);
    }
}

static void
return_executed (VouchExecutor *executor,
                 GAsyncResult  *result,
                 GTask         *owned_task)
{
  g_autoptr(GTask) task = owned_task;
  Operation *operation = g_task_get_task_data (task);
  VouchStore *self = operation->store;
  GError *error = NULL;

  if (!vouch_executor_run_finish (executor, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  self->was_rebuilt |= operation->rebuilt;
  if (operation->committed)
    self->n_commits++;
  if (operation->changes != NULL)
    announce (self, operation->changes);
  g_task_return_boolean (task, TRUE);
}

static void
executed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  return_executed (VOUCH_EXECUTOR (object), result, g_steal_pointer (&user_data));
}

static void
execute (VouchExecutor     *executor,
         const char        *label,
         VouchExecutorFunc  func,
         GTask             *owned_task)
{
  GCancellable *cancellable = g_task_get_cancellable (owned_task);
  Operation *operation = g_task_get_task_data (owned_task);

  vouch_executor_run_async (executor, label, func, operation, NULL, cancellable, executed_cb,
                            owned_task);
}

static gboolean
open_checked (VouchStore  *self,
              GError     **error)
{
  g_autoptr(VouchDb) db = vouch_db_open (self->path, self->vfs, VOUCH_DB_WRITE, error);

  /* The checkpoint blanks what a crash kept from being blanked. */
  if (db == NULL ||
      !vouch_db_check (db, error) ||
      !vouch_migrate (db, error) ||
      !vouch_db_checkpoint (db, error))
    return FALSE;

  self->db = g_steal_pointer (&db);
  return TRUE;
}

static gboolean
open_in_worker (gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Operation *operation = data;
  VouchStore *self = operation->store;
  g_autoptr(GError) local_error = NULL;

  if (open_checked (self, &local_error))
    return TRUE;

  if (!g_error_matches (local_error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_message ("The store is damaged (%s): it is set aside", local_error->message);
  if (!vouch_db_files_set_aside (self->path, self->vfs, error) || !open_checked (self, error))
    return FALSE;

  operation->rebuilt = TRUE;
  return TRUE;
}

static VouchDb *
ensure_reading_db (VouchStore  *self,
                   GError     **error)
{
  g_autoptr(VouchDb) db = NULL;

  if (self->reading_db != NULL)
    return self->reading_db;

  db = vouch_db_open (self->path, self->vfs, VOUCH_DB_READ_ONLY, error);
  if (db == NULL || !vouch_migrate (db, error))
    return NULL;

  self->reading_db = g_steal_pointer (&db);
  return self->reading_db;
}

static gboolean
open_reading_in_worker (gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  Operation *operation = data;

  return ensure_reading_db (operation->store, error) != NULL;
}

static gboolean
write_in_transaction (VouchDb    *db,
                      Operation  *operation,
                      GError    **error)
{
  gint64 before = vouch_db_get_n_total (db);

  if (!operation->func (db, operation->data, error))
    return FALSE;

  if (vouch_db_get_n_total (db) == before)
    {
      vouch_db_roll_back (db);
      return TRUE;
    }

  if (!vouch_db_commit (db, error))
    return FALSE;

  operation->committed = TRUE;
  operation->changes = vouch_db_steal_changes (db);
  return TRUE;
}

static gboolean
write_in_worker (gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Operation *operation = data;
  VouchDb *db = operation->store->db;

  if (db == NULL)
    {
      g_set_error (error, VOUCH_STORE_ERROR,
                   operation->store->mode == VOUCH_DB_READ_ONLY ? VOUCH_STORE_ERROR_READ_ONLY
                                                                : VOUCH_STORE_ERROR_FAILED,
                   "the store is not open for writing");
      return FALSE;
    }

  if (!vouch_db_begin (db, error))
    return FALSE;
  if (write_in_transaction (db, operation, error))
    return TRUE;

  vouch_db_roll_back (db);
  return FALSE;
}

static gboolean
read_in_worker (gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Operation *operation = data;
  VouchDb *db = ensure_reading_db (operation->store, error);
  gboolean good;

  if (db == NULL || !vouch_db_begin (db, error))
    return FALSE;

  /* One transaction, so that several queries see one state. */
  vouch_db_set_cancellable (db, cancellable);
  good = operation->func (db, operation->data, error);
  vouch_db_set_cancellable (db, NULL);
  vouch_db_roll_back (db);
  return good;
}

static gboolean
close_in_worker (gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  Operation *operation = data;

  g_clear_pointer (&operation->store->db, vouch_db_close);
  return TRUE;
}

static gboolean
close_reading_in_worker (gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  Operation *operation = data;

  g_clear_pointer (&operation->store->reading_db, vouch_db_close);
  return TRUE;
}

/* The writer goes last: the last connection to close moves the log into the database. */
static void
closed_reading_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;

  if (!vouch_executor_run_finish (VOUCH_EXECUTOR (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  execute (operation->store->writer, "close store", close_in_worker, g_steal_pointer (&task));
}

static void
vouch_store_finalize (GObject *object)
{
  VouchStore *self = VOUCH_STORE (object);

  /* Every operation holds a reference, so no worker is using these. */
  g_clear_pointer (&self->reading_db, vouch_db_close);
  g_clear_pointer (&self->db, vouch_db_close);
  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
  g_free (self->path);
  g_free (self->vfs);

  G_OBJECT_CLASS (vouch_store_parent_class)->finalize (object);
}

static void
vouch_store_class_init (VouchStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_store_finalize;

  /**
   * VouchStore::changed:
   * @self: the store
   * @subject: what kind of row
   * @ids: (element-type gint64): which ones, in the order in which they were written
   *
   * Emitted once for each subject of a committed transaction, before the transaction is reported.
   */
  signals[CHANGED] = g_signal_new ("changed", VOUCH_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_ARRAY);
}

static void
vouch_store_init (VouchStore *self)
{
}

/**
 * vouch_store_new:
 * @writer: runs everything that writes
 * @reader: runs everything that only reads
 * @path: the database file
 * @vfs: (nullable): name of a SQLite VFS, for tests
 * @mode: %VOUCH_DB_READ_ONLY for a viewer of a store that another process writes
 *
 * Returns: (transfer full): a store that is not open yet
 */
VouchStore *
vouch_store_new (VouchExecutor *writer,
                 VouchExecutor *reader,
                 const char    *path,
                 const char    *vfs,
                 VouchDbMode    mode)
{
  VouchStore *self = g_object_new (VOUCH_TYPE_STORE, NULL);

  self->writer = g_object_ref (writer);
  self->reader = g_object_ref (reader);
  self->path = g_strdup (path);
  self->vfs = g_strdup (vfs);
  self->mode = mode;
  return self;
}

/**
 * vouch_store_open_async:
 * @self: a store
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it is open
 * @user_data: data for @callback
 *
 * Opens it, looks for damage and brings the schema up to date. A damaged file, or another
 * program's, is set aside as "<name>.corrupt-<n>" with its logs and a new one is made; then
 * vouch_store_was_rebuilt() is %TRUE, and no connection is left in it (reliability.md §2.5).
 *
 * Fails with #VouchStoreError.
 */
void
vouch_store_open_async (VouchStore          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = new_task (self, vouch_store_open_async, NULL, NULL, NULL, cancellable, callback,
                          user_data);

  if (self->mode == VOUCH_DB_WRITE)
    execute (self->writer, "open store", open_in_worker, task);
  else
    execute (self->reader, "open store", open_reading_in_worker, task);
}

gboolean
vouch_store_open_finish (VouchStore    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vouch_store_write_async:
 * @self: an open store
 * @label: names the operation: "commit plan"
 * @func: what is done, on the worker
 * @data: (transfer full): for @func; stays alive until the task is done
 * @destroy: (nullable): frees @data, in the main context
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called after the commit
 * @user_data: data for @callback
 *
 * Runs @func in one transaction. Transactions are done in the order in which they were asked for.
 *
 * Fails with #VouchStoreError or what @func gave; then nothing is written.
 */
void
vouch_store_write_async (VouchStore          *self,
                         const char          *label,
                         VouchStoreFunc       func,
                         gpointer             data,
                         GDestroyNotify       destroy,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  execute (self->writer, label, write_in_worker,
           new_task (self, vouch_store_write_async, func, data, destroy, cancellable, callback,
                     user_data));
}

gboolean
vouch_store_write_finish (VouchStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vouch_store_read_async:
 * @self: an open store
 * @label: names the operation: "read list"
 * @func: what is done, on the worker; writing is an error
 * @data: (transfer full): for @func; stays alive until the task is done
 * @destroy: (nullable): frees @data, in the main context
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called afterwards
 * @user_data: data for @callback
 *
 * Runs @func on the connection that only reads, so that a long scan never delays a commit. It sees
 * what was committed when it begins. Cancelling it ends a query that is under way.
 */
void
vouch_store_read_async (VouchStore          *self,
                        const char          *label,
                        VouchStoreFunc       func,
                        gpointer             data,
                        GDestroyNotify       destroy,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  execute (self->reader, label, read_in_worker,
           new_task (self, vouch_store_read_async, func, data, destroy, cancellable, callback,
                     user_data));
}

gboolean
vouch_store_read_finish (VouchStore    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vouch_store_close_async:
 * @self: a store
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once nothing is open
 * @user_data: data for @callback
 *
 * Closes both connections after everything that was asked for before.
 */
void
vouch_store_close_async (VouchStore          *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = new_task (self, vouch_store_close_async, NULL, NULL, NULL, cancellable, callback,
                          user_data);
  Operation *operation = g_task_get_task_data (task);

  vouch_executor_run_async (self->reader, "close reading", close_reading_in_worker, operation, NULL,
                            cancellable, closed_reading_cb, task);
}

gboolean
vouch_store_close_finish (VouchStore    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vouch_store_get_n_commits:
 * @self: a store
 *
 * Returns: how many transactions wrote something and were committed
 */
guint64
vouch_store_get_n_commits (VouchStore *self)
{
  return self->n_commits;
}

/**
 * vouch_store_was_rebuilt:
 * @self: an open store
 *
 * Returns: whether opening it had to set a damaged file aside
 */
gboolean
vouch_store_was_rebuilt (VouchStore *self)
{
  return self->was_rebuilt;
}
