/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "vouch-test-vfs-private.h"

struct _VouchTestVfsImage
{
  GPtrArray *files; /* (owned) (element-type VouchTestFile) */
};

static void
file_free (VouchTestFile *file)
{
  g_free (file->path);
  g_byte_array_unref (file->data);
  g_byte_array_unref (file->synced);
  g_byte_array_unref (file->dirty);
  g_free (file);
}

static GByteArray *
copy_bytes (GByteArray *bytes)
{
  GByteArray *copy = g_byte_array_sized_new (bytes->len);

  return g_byte_array_append (copy, bytes->data, bytes->len);
}

static gpointer
copy_file (gconstpointer from,
           gpointer      user_data)
{
  const VouchTestFile *file = from;
  VouchTestFile *copy = g_memdup2 (file, sizeof *file);

  copy->path = g_strdup (file->path);
  copy->data = copy_bytes (file->data);
  copy->synced = copy_bytes (file->synced);
  copy->dirty = copy_bytes (file->dirty);
  return copy;
}

static void
shared_clear (VouchTestShared *shared)
{
  for (guint i = 0; i < shared->regions->len; i++)
    g_free (g_ptr_array_index (shared->regions, i));
  g_ptr_array_unref (shared->regions);
  g_free (shared);
}

void
vouch_test_shared_unref (VouchTestShared *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    shared_clear (self);
}

/* Returns: (transfer full) */
VouchTestShared *
vouch_test_life_get_shared (VouchTestLife *self,
                            guint          index)
{
  VouchTestShared *shared;

  if (index >= self->shared->len)
    g_ptr_array_set_size (self->shared, index + 1);

  shared = g_ptr_array_index (self->shared, index);
  if (shared == NULL)
    {
      shared = g_new0 (VouchTestShared, 1);
      g_atomic_ref_count_init (&shared->ref_count);
      shared->regions = g_ptr_array_new ();
      g_ptr_array_index (self->shared, index) = shared;
    }

  g_atomic_ref_count_inc (&shared->ref_count);
  return shared;
}

static void
life_free (VouchTestLife *life)
{
  g_ptr_array_unref (life->shared);
  g_free (life);
}

static gboolean
fault_reaches (VouchTestVfs       *self,
               VouchTestOperation  operation)
{
  return self->fault == VOUCH_TEST_VFS_EIO || operation == VOUCH_TEST_OPERATION_WRITE;
}

/* Counts an operation. Returns: whether it fails. */
gboolean
vouch_test_vfs_count (VouchTestVfs       *self,
                      VouchTestOperation  operation)
{
  self->n_operations++;
  if (self->fail_at == 0 || self->n_operations < self->fail_at || !fault_reaches (self, operation))
    return FALSE;

  if (!self->for_good)
    self->fail_at = 0;
  return TRUE;
}

int
vouch_test_vfs_fault_code (VouchTestVfs *self,
                           int           eio_code)
{
  return self->fault == VOUCH_TEST_VFS_FULL ? SQLITE_FULL : eio_code;
}

VouchTestFile *
vouch_test_vfs_find (VouchTestVfs *self,
                     const char   *path,
                     guint        *index)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      VouchTestFile *file = g_ptr_array_index (self->files, i);

      if (!g_str_equal (file->path, path))
        continue;
      if (index != NULL)
        *index = i;
      return file;
    }

  return NULL;
}

VouchTestFile *
vouch_test_vfs_ensure (VouchTestVfs *self,
                       const char   *path,
                       guint        *index)
{
  VouchTestFile *file = vouch_test_vfs_find (self, path, index);

  if (file != NULL)
    return file;

  file = g_new0 (VouchTestFile, 1);
  file->path = g_strdup (path);
  file->data = g_byte_array_new ();
  file->synced = g_byte_array_new ();
  file->dirty = g_byte_array_new ();
  g_ptr_array_add (self->files, file);
  if (index != NULL)
    *index = self->files->len - 1;
  return file;
}

static void
grow (GByteArray *bytes,
      gsize       size)
{
  gsize old = bytes->len;

  if (old >= size)
    return;

  g_byte_array_set_size (bytes, size);
  memset (bytes->data + old, 0, size - old);
}

static void
mark_dirty (VouchTestFile *file,
            gsize          start,
            gsize          end)
{
  if (start >= end)
    return;

  grow (file->dirty, (end + VOUCH_TEST_VFS_PAGE - 1) / VOUCH_TEST_VFS_PAGE);
  for (gsize page = start / VOUCH_TEST_VFS_PAGE; page * VOUCH_TEST_VFS_PAGE < end; page++)
    file->dirty->data[page] = 1;
}

void
vouch_test_file_write (VouchTestFile *self,
                       const guint8  *bytes,
                       gsize          length,
                       gsize          offset)
{
  mark_dirty (self, MIN (offset, self->data->len), offset + length);
  grow (self->data, offset + length);
  memcpy (self->data->data + offset, bytes, length);
}

void
vouch_test_file_truncate (VouchTestFile *self,
                          gsize          size)
{
  mark_dirty (self, MIN (size, self->data->len), MAX (size, self->data->len));
  grow (self->data, size);
  g_byte_array_set_size (self->data, size);
}

static void
sync_bytes (VouchTestFile *self)
{
  grow (self->synced, self->data->len);
  g_byte_array_set_size (self->synced, self->data->len);

  for (guint page = 0; page < self->dirty->len; page++)
    {
      gsize start = (gsize) page * VOUCH_TEST_VFS_PAGE;

      if (self->dirty->data[page] && start < self->data->len)
        memcpy (self->synced->data + start,
                self->data->data + start,
                MIN (VOUCH_TEST_VFS_PAGE, self->data->len - start));
    }

  g_byte_array_set_size (self->dirty, 0);
}

/* What is made or removed in a directory becomes durable all at once. */
static void
sync_directory (VouchTestVfs *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      VouchTestFile *file = g_ptr_array_index (self->files, i);

      file->exists_synced = file->exists;
      if (!file->exists)
        sync_bytes (file);
    }
}

/* As SQLite's own VFS does, the first sync of a new file makes its directory durable too. */
void
vouch_test_vfs_sync_file (VouchTestVfs  *self,
                          VouchTestFile *file)
{
  if (!file->exists_synced)
    sync_directory (self);
  sync_bytes (file);
}

static void
file_lose_unsynced (VouchTestFile *file)
{
  g_byte_array_unref (file->data);
  file->data = copy_bytes (file->synced);
  file->exists = file->exists_synced;
  g_byte_array_set_size (file->dirty, 0);
}

static int
delete_file (sqlite3_vfs *vfs,
             const char  *path,
             int          with_directory)
{
  VouchTestLife *life = vfs->pAppData;
  VouchTestVfs *self = life->owner;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  VouchTestFile *file;

  if (life->dead || vouch_test_vfs_count (self, VOUCH_TEST_OPERATION_DELETE))
    return SQLITE_IOERR_DELETE;

  file = vouch_test_vfs_find (self, path, NULL);
  if (file == NULL || !file->exists)
    return SQLITE_IOERR_DELETE_NOENT;

  file->exists = FALSE;
  vouch_test_file_truncate (file, 0);
  if (with_directory)
    sync_directory (self);
  return SQLITE_OK;
}

static int
access_file (sqlite3_vfs *vfs,
             const char  *path,
             int          flags,
             int         *result)
{
  VouchTestLife *life = vfs->pAppData;
  VouchTestVfs *self = life->owner;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  VouchTestFile *file;

  if (life->dead || vouch_test_vfs_count (self, VOUCH_TEST_OPERATION_READ))
    return SQLITE_IOERR_ACCESS;

  file = vouch_test_vfs_find (self, path, NULL);
  /* As the system's own VFS does: an empty file is as good as none when its existence is asked
   * for. */
  *result = file != NULL && file->exists && (flags != SQLITE_ACCESS_EXISTS || file->data->len > 0);
  return SQLITE_OK;
}

static int
full_path (sqlite3_vfs *vfs,
           const char  *path,
           int          size,
           char        *result)
{
  return g_strlcpy (result, path, size) < (gsize) size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int
fill_random (sqlite3_vfs *vfs,
             int          size,
             char        *result)
{
  for (int i = 0; i < size; i++)
    result[i] = (char) (i * 37 + 11);
  return size;
}

static int
sleep_not_at_all (sqlite3_vfs *vfs,
                  int          microseconds)
{
  return microseconds;
}

static int
current_time (sqlite3_vfs *vfs,
              double      *days)
{
  *days = 2461000.5;
  return SQLITE_OK;
}

static int
last_error (sqlite3_vfs *vfs,
            int          size,
            char        *result)
{
  return 0;
}

static void
begin_life (VouchTestVfs *self)
{
  VouchTestLife *life = g_new0 (VouchTestLife, 1);

  life->owner = self;
  life->shared = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_test_shared_unref);
  life->vfs.iVersion = 1;
  life->vfs.szOsFile = vouch_test_handle_get_size ();
  life->vfs.mxPathname = 512;
  life->vfs.zName = self->name;
  life->vfs.pAppData = life;
  life->vfs.xOpen = vouch_test_handle_open;
  life->vfs.xDelete = delete_file;
  life->vfs.xAccess = access_file;
  life->vfs.xFullPathname = full_path;
  life->vfs.xRandomness = fill_random;
  life->vfs.xSleep = sleep_not_at_all;
  life->vfs.xCurrentTime = current_time;
  life->vfs.xGetLastError = last_error;
  g_ptr_array_add (self->lives, life);

  g_assert_cmpint (sqlite3_vfs_register (&life->vfs, FALSE), ==, SQLITE_OK);
}

static VouchTestLife *
current_life (VouchTestVfs *self)
{
  return g_ptr_array_index (self->lives, self->lives->len - 1);
}

static void
end_life (VouchTestVfs *self)
{
  VouchTestLife *life = current_life (self);

  sqlite3_vfs_unregister (&life->vfs);
  life->dead = TRUE;
  self->fail_at = 0;
}

/**
 * vouch_test_vfs_new:
 * @name: what it is registered as
 *
 * Returns: (transfer full): a VFS without files
 */
VouchTestVfs *
vouch_test_vfs_new (const char *name)
{
  VouchTestVfs *self = g_new0 (VouchTestVfs, 1);

  self->name = g_strdup (name);
  g_mutex_init (&self->mutex);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) file_free);
  self->lives = g_ptr_array_new_with_free_func ((GDestroyNotify) life_free);
  begin_life (self);
  return self;
}

void
vouch_test_vfs_free (VouchTestVfs *self)
{
  if (self == NULL)
    return;

  end_life (self);
  g_ptr_array_unref (self->lives);
  g_ptr_array_unref (self->files);
  g_mutex_clear (&self->mutex);
  g_free (self->name);
  g_free (self);
}

const char *
vouch_test_vfs_get_name (VouchTestVfs *self)
{
  return self->name;
}

guint64
vouch_test_vfs_get_n_operations (VouchTestVfs *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_operations;
}

/**
 * vouch_test_vfs_fail_nth:
 * @self: a VFS
 * @n: 1 is the next operation; 0 lets everything work again
 * @fault: how it fails
 * @for_good: whether every later operation fails too
 *
 * Has the @n-th operation from now fail, or the first later one that @fault can reach.
 */
void
vouch_test_vfs_fail_nth (VouchTestVfs      *self,
                         guint64            n,
                         VouchTestVfsFault  fault,
                         gboolean           for_good)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->fail_at = n != 0 ? self->n_operations + n : 0;
  self->fault = fault;
  self->for_good = for_good;
}

/**
 * vouch_test_vfs_kill:
 * @self: a VFS
 *
 * Ends the process: what was written stays, handles and locks are gone.
 */
void
vouch_test_vfs_kill (VouchTestVfs *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  end_life (self);
  begin_life (self);
}

/**
 * vouch_test_vfs_power_cut:
 * @self: a VFS
 *
 * Ends the process and takes back everything that was not synced, directory entries included.
 */
void
vouch_test_vfs_power_cut (VouchTestVfs *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  end_life (self);
  for (guint i = 0; i < self->files->len; i++)
    file_lose_unsynced (g_ptr_array_index (self->files, i));
  begin_life (self);
}

/**
 * vouch_test_vfs_snapshot:
 * @self: a VFS
 *
 * Returns: (transfer full): all files as they are, with what of them is synced
 */
VouchTestVfsImage *
vouch_test_vfs_snapshot (VouchTestVfs *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  VouchTestVfsImage *image = g_new0 (VouchTestVfsImage, 1);

  image->files = g_ptr_array_copy (self->files, copy_file, NULL);
  g_ptr_array_set_free_func (image->files, (GDestroyNotify) file_free);
  return image;
}

/**
 * vouch_test_vfs_restore:
 * @self: a VFS
 * @image: of this or another VFS
 *
 * Ends the process and puts the files of @image in place of all there are.
 */
void
vouch_test_vfs_restore (VouchTestVfs            *self,
                        const VouchTestVfsImage *image)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GPtrArray *old = self->files;

  end_life (self);
  self->files = g_ptr_array_copy (image->files, copy_file, NULL);
  g_ptr_array_set_free_func (self->files, (GDestroyNotify) file_free);
  g_ptr_array_unref (old);
  begin_life (self);
}

void
vouch_test_vfs_image_free (VouchTestVfsImage *image)
{
  if (image == NULL)
    return;

  g_ptr_array_unref (image->files);
  g_free (image);
}

/**
 * vouch_test_vfs_contains:
 * @self: a VFS
 * @bytes: a text
 *
 * Returns: whether @bytes stands anywhere in a file as it can be read now
 */
gboolean
vouch_test_vfs_contains (VouchTestVfs *self,
                         const char   *bytes)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < self->files->len; i++)
    {
      VouchTestFile *file = g_ptr_array_index (self->files, i);

      if (file->exists && memmem (file->data->data, file->data->len, bytes, strlen (bytes)) != NULL)
        return TRUE;
    }

  return FALSE;
}

gboolean
vouch_test_vfs_has_file (VouchTestVfs *self,
                         const char   *path)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  VouchTestFile *file = vouch_test_vfs_find (self, path, NULL);

  return file != NULL && file->exists;
}

gsize
vouch_test_vfs_get_size (VouchTestVfs *self,
                         const char   *path)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  VouchTestFile *file = vouch_test_vfs_find (self, path, NULL);

  return file != NULL ? file->data->len : 0;
}

/* Changes bits of one byte, as a failing disk does. */
void
vouch_test_vfs_flip (VouchTestVfs *self,
                     const char   *path,
                     gsize         offset,
                     guint8        mask)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  VouchTestFile *file = vouch_test_vfs_find (self, path, NULL);

  g_assert_nonnull (file);
  g_assert_cmpuint (offset, <, file->data->len);
  file->data->data[offset] ^= mask;
  if (offset < file->synced->len)
    file->synced->data[offset] ^= mask;
}
