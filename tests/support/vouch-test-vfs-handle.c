/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "vouch-test-vfs-private.h"

/* One open file. SQLite owns the memory. */
typedef struct
{
  sqlite3_file base;
  VouchTestLife *life;
  VouchTestFile *file;      /* only while the life lasts */
  VouchTestShared *shared;  /* (owned) */
  int lock;
  guint shm_shared;         /* bits of the slots held shared */
  guint shm_exclusive;      /* bits of the slots held exclusively */
  gboolean delete_on_close;
} Handle;

/* Returns: whether the operation fails. */
static gboolean
begin (Handle             *handle,
       VouchTestOperation  operation)
{
  return handle->life->dead || vouch_test_vfs_count (handle->life->owner, operation);
}

static int
fail (Handle *handle,
      int     eio_code)
{
  return handle->life->dead ? eio_code : vouch_test_vfs_fault_code (handle->life->owner, eio_code);
}

static void
drop_lock (Handle *handle,
           int     lock)
{
  VouchTestShared *shared = handle->shared;

  if (lock < SQLITE_LOCK_RESERVED && shared->reserved == handle)
    shared->reserved = NULL;
  if (lock < SQLITE_LOCK_PENDING && shared->pending == handle)
    shared->pending = NULL;
  if (lock < SQLITE_LOCK_SHARED && handle->lock >= SQLITE_LOCK_SHARED)
    shared->n_shared--;
  handle->lock = MIN (handle->lock, lock);
}

static void
drop_shm_locks (Handle *handle)
{
  for (guint i = 0; i < SQLITE_SHM_NLOCK; i++)
    {
      if (handle->shm_shared & (1u << i))
        handle->shared->shared_slots[i]--;
      if (handle->shm_exclusive & (1u << i))
        handle->shared->exclusive_slots[i] = NULL;
    }

  handle->shm_shared = 0;
  handle->shm_exclusive = 0;
}

static int
handle_close (sqlite3_file *base)
{
  Handle *handle = (Handle *) base;
  VouchTestVfs *owner = handle->life->owner;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&owner->mutex);

  drop_shm_locks (handle);
  drop_lock (handle, SQLITE_LOCK_NONE);
  if (handle->delete_on_close && !handle->life->dead)
    handle->file->exists = FALSE;
  g_clear_pointer (&handle->shared, vouch_test_shared_unref);
  return SQLITE_OK;
}

static int
handle_read (sqlite3_file  *base,
             void          *buffer,
             int            length,
             sqlite3_int64  offset)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);
  gsize available = 0;

  if (begin (handle, VOUCH_TEST_OPERATION_READ))
    return SQLITE_IOERR_READ;

  if ((gsize) offset < handle->file->data->len)
    available = MIN ((gsize) length, handle->file->data->len - (gsize) offset);
  if (available > 0)
    memcpy (buffer, handle->file->data->data + offset, available);
  memset ((guint8 *) buffer + available, 0, length - available);
  return available == (gsize) length ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
handle_write (sqlite3_file  *base,
              const void    *buffer,
              int            length,
              sqlite3_int64  offset)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  if (begin (handle, VOUCH_TEST_OPERATION_WRITE))
    {
      if (!handle->life->dead)
        vouch_test_file_write (handle->file, buffer, length / 2, offset);
      return fail (handle, SQLITE_IOERR_WRITE);
    }

  vouch_test_file_write (handle->file, buffer, length, offset);
  return SQLITE_OK;
}

static int
handle_truncate (sqlite3_file  *base,
                 sqlite3_int64  size)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  /* Making a file smaller works on a full disk too. */
  if (begin (handle, VOUCH_TEST_OPERATION_DELETE))
    return SQLITE_IOERR_TRUNCATE;

  vouch_test_file_truncate (handle->file, size);
  return SQLITE_OK;
}

static int
handle_sync (sqlite3_file *base,
             int           flags)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  if (begin (handle, VOUCH_TEST_OPERATION_SYNC))
    return SQLITE_IOERR_FSYNC;

  vouch_test_vfs_sync_file (handle->life->owner, handle->file);
  return SQLITE_OK;
}

static int
handle_file_size (sqlite3_file  *base,
                  sqlite3_int64 *size)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  if (begin (handle, VOUCH_TEST_OPERATION_READ))
    return SQLITE_IOERR_FSTAT;

  *size = handle->file->data->len;
  return SQLITE_OK;
}

static gboolean
lock_is_taken (Handle *handle,
               int     lock)
{
  VouchTestShared *shared = handle->shared;

  if (shared->pending != NULL && shared->pending != handle)
    return TRUE;
  if (lock >= SQLITE_LOCK_RESERVED && shared->reserved != NULL && shared->reserved != handle)
    return TRUE;
  return FALSE;
}

static int
handle_lock (sqlite3_file *base,
             int           lock)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);
  VouchTestShared *shared = handle->shared;

  if (handle->life->dead)
    return SQLITE_IOERR_LOCK;
  if (handle->lock >= lock)
    return SQLITE_OK;
  if (lock_is_taken (handle, lock))
    return SQLITE_BUSY;

  if (lock >= SQLITE_LOCK_RESERVED)
    shared->reserved = handle;
  if (lock >= SQLITE_LOCK_PENDING)
    shared->pending = handle;
  if (handle->lock < SQLITE_LOCK_SHARED)
    shared->n_shared++;

  if (lock == SQLITE_LOCK_EXCLUSIVE && shared->n_shared > 1)
    {
      handle->lock = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }

  handle->lock = lock;
  return SQLITE_OK;
}

static int
handle_unlock (sqlite3_file *base,
               int           lock)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  drop_lock (handle, lock);
  return SQLITE_OK;
}

static int
handle_check_reserved (sqlite3_file *base,
                       int          *result)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  *result = handle->shared->reserved != NULL;
  return handle->life->dead ? SQLITE_IOERR_CHECKRESERVEDLOCK : SQLITE_OK;
}

static int
handle_control (sqlite3_file *base,
                int           operation,
                void         *argument)
{
  return SQLITE_NOTFOUND;
}

static int
handle_sector_size (sqlite3_file *base)
{
  return VOUCH_TEST_VFS_PAGE;
}

static int
handle_characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
handle_shm_map (sqlite3_file   *base,
                int             region,
                int             size,
                int             extend,
                void volatile **memory)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);
  GPtrArray *regions = handle->shared->regions;

  *memory = NULL;
  if (begin (handle, extend && (guint) region >= regions->len ? VOUCH_TEST_OPERATION_WRITE
                                                              : VOUCH_TEST_OPERATION_READ))
    return fail (handle, SQLITE_IOERR_SHMMAP);

  while (extend && (guint) region >= regions->len)
    g_ptr_array_add (regions, g_malloc0 (size));

  if ((guint) region < regions->len)
    *memory = g_ptr_array_index (regions, region);
  return SQLITE_OK;
}

static gboolean
shm_is_taken (Handle *handle,
              guint   slot,
              int     flags)
{
  VouchTestShared *shared = handle->shared;
  guint own = (handle->shm_shared >> slot) & 1;

  if (shared->exclusive_slots[slot] != NULL && shared->exclusive_slots[slot] != handle)
    return TRUE;
  return (flags & SQLITE_SHM_EXCLUSIVE) && shared->shared_slots[slot] > own;
}

static void
change_slot (Handle *handle,
             guint   slot,
             int     flags)
{
  VouchTestShared *shared = handle->shared;
  guint bit = 1u << slot;

  if ((flags & SQLITE_SHM_LOCK) && (flags & SQLITE_SHM_EXCLUSIVE))
    {
      shared->exclusive_slots[slot] = handle;
      handle->shm_exclusive |= bit;
    }
  else if (flags & SQLITE_SHM_LOCK)
    {
      shared->shared_slots[slot] += (handle->shm_shared & bit) ? 0 : 1;
      handle->shm_shared |= bit;
    }
  else
    {
      shared->shared_slots[slot] -= (handle->shm_shared & bit) ? 1 : 0;
      if (shared->exclusive_slots[slot] == handle)
        shared->exclusive_slots[slot] = NULL;
      handle->shm_shared &= ~bit;
      handle->shm_exclusive &= ~bit;
    }
}

static int
handle_shm_lock (sqlite3_file *base,
                 int           offset,
                 int           n,
                 int           flags)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  if (handle->life->dead)
    return SQLITE_IOERR_SHMLOCK;

  for (int slot = offset; slot < offset + n; slot++)
    {
      if ((flags & SQLITE_SHM_LOCK) && shm_is_taken (handle, slot, flags))
        return SQLITE_BUSY;
    }

  for (int slot = offset; slot < offset + n; slot++)
    change_slot (handle, slot, flags);
  return SQLITE_OK;
}

static void
handle_shm_barrier (sqlite3_file *base)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);
}

/* The regions go with the last handle of this life, as the index of the log does with the
 * process. */
static int
handle_shm_unmap (sqlite3_file *base,
                  int           delete_it)
{
  Handle *handle = (Handle *) base;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&handle->life->owner->mutex);

  drop_shm_locks (handle);
  if (delete_it && !handle->life->dead)
    {
      for (guint i = 0; i < handle->shared->regions->len; i++)
        g_free (g_ptr_array_index (handle->shared->regions, i));
      g_ptr_array_set_size (handle->shared->regions, 0);
    }
  return SQLITE_OK;
}

const sqlite3_io_methods vouch_test_handle_methods = {
  .iVersion = 2,
  .xClose = handle_close,
  .xRead = handle_read,
  .xWrite = handle_write,
  .xTruncate = handle_truncate,
  .xSync = handle_sync,
  .xFileSize = handle_file_size,
  .xLock = handle_lock,
  .xUnlock = handle_unlock,
  .xCheckReservedLock = handle_check_reserved,
  .xFileControl = handle_control,
  .xSectorSize = handle_sector_size,
  .xDeviceCharacteristics = handle_characteristics,
  .xShmMap = handle_shm_map,
  .xShmLock = handle_shm_lock,
  .xShmBarrier = handle_shm_barrier,
  .xShmUnmap = handle_shm_unmap,
};

int
vouch_test_handle_get_size (void)
{
  return sizeof (Handle);
}

int
vouch_test_handle_open (sqlite3_vfs  *vfs,
                        const char   *path,
                        sqlite3_file *file,
                        int           flags,
                        int          *out_flags)
{
  Handle *handle = (Handle *) file;
  VouchTestLife *life = vfs->pAppData;
  VouchTestVfs *owner = life->owner;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&owner->mutex);
  g_autofree char *name = NULL;
  guint index = 0;

  memset (handle, 0, sizeof *handle);
  if (life->dead || vouch_test_vfs_count (owner, VOUCH_TEST_OPERATION_READ))
    return SQLITE_CANTOPEN;

  name = path != NULL ? g_strdup (path) : g_strdup_printf ("temporary-%u", owner->files->len);
  handle->file = vouch_test_vfs_find (owner, name, &index);
  if (handle->file == NULL || !handle->file->exists)
    {
      if (!(flags & SQLITE_OPEN_CREATE))
        return SQLITE_CANTOPEN;
      handle->file = vouch_test_vfs_ensure (owner, name, &index);
      handle->file->exists = TRUE;
    }

  handle->life = life;
  handle->shared = vouch_test_life_get_shared (life, index);
  handle->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  handle->base.pMethods = &vouch_test_handle_methods;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}
