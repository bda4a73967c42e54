/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "store/vouch-db-private.h"

#define COPY_BYTES 65536
#define MAX_SET_ASIDE 1000

/* The database goes first: a log that outlives its database is thrown away, but a database without
 * its log would look sound and be out of date. */
static const char *const suffixes[] = { "", "-wal", "-shm" };

static void
set_file_error (GError     **error,
                const char  *what)
{
  int code = errno;
  VouchStoreError store_code = VOUCH_STORE_ERROR_FAILED;

  if (code == ENOSPC || code == EDQUOT)
    store_code = VOUCH_STORE_ERROR_FULL;
  else if (code == EACCES || code == EPERM || code == EROFS)
    store_code = VOUCH_STORE_ERROR_READ_ONLY;

  g_set_error (error, VOUCH_STORE_ERROR, store_code, "%s: %s", what, g_strerror (code));
}

/* A folder that was there already is a person's own choice, and the files are closed anyway. */
static gboolean
prepare_folder (const char  *folder,
                GError     **error)
{
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;

  if (g_mkdir_with_parents (folder, 0700) != 0 || chmod (folder, 0700) != 0)
    {
      set_file_error (error, "the folder cannot be made");
      return FALSE;
    }

  return TRUE;
}

static gboolean
close_to_others (int      fd,
                 GError **error)
{
  struct stat info;

  if (fstat (fd, &info) == 0 &&
      ((info.st_mode & 0777) == 0600 || fchmod (fd, 0600) == 0))
    return TRUE;

  set_file_error (error, "the file's mode cannot be set");
  return FALSE;
}

static gboolean
prepare_file (const char  *path,
              int          flags,
              GError     **error)
{
  int fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
  gboolean good;

  if (fd < 0 && errno == ENOENT && (flags & O_CREAT) == 0)
    return TRUE;
  if (fd < 0)
    {
      set_file_error (error, "the file cannot be opened");
      return FALSE;
    }

  good = close_to_others (fd, error);
  close (fd);
  return good;
}

/**
 * vouch_db_files_prepare:
 * @path: of the database
 * @error: return location
 *
 * Makes folder and file, so that they never exist with a wider mode, and narrows the modes of what
 * is there (reliability.md S21). SQLite gives its log files the mode of the database.
 */
gboolean
vouch_db_files_prepare (const char  *path,
                        GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!prepare_folder (folder, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      if (!prepare_file (name, i == 0 ? O_CREAT : 0, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
vfs_file_exists (sqlite3_vfs *vfs,
                 const char  *path)
{
  int exists = 0;

  return vfs->xAccess (vfs, path, SQLITE_ACCESS_EXISTS, &exists) == SQLITE_OK && exists;
}

static int
copy_contents (sqlite3_file *from,
               sqlite3_file *to)
{
  g_autofree guint8 *buffer = g_malloc (COPY_BYTES);
  sqlite3_int64 size = 0;
  int result = from->pMethods->xFileSize (from, &size);

  for (sqlite3_int64 offset = 0; result == SQLITE_OK && offset < size; offset += COPY_BYTES)
    {
      int length = (int) MIN (COPY_BYTES, size - offset);

      result = from->pMethods->xRead (from, buffer, length, offset);
      if (result == SQLITE_OK)
        result = to->pMethods->xWrite (to, buffer, length, offset);
    }

  return result == SQLITE_OK ? to->pMethods->xSync (to, SQLITE_SYNC_FULL) : result;
}

/* A VFS cannot rename. */
static int
move_in_vfs (sqlite3_vfs *vfs,
             const char  *from_path,
             const char  *to_path)
{
  g_autofree sqlite3_file *from = g_malloc0 (vfs->szOsFile);
  g_autofree sqlite3_file *to = g_malloc0 (vfs->szOsFile);
  int result;

  result = vfs->xOpen (vfs, from_path, from, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MAIN_DB, NULL);
  if (result == SQLITE_OK)
    result = vfs->xOpen (vfs, to_path, to,
                         SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB, NULL);
  if (result == SQLITE_OK)
    result = copy_contents (from, to);

  if (from->pMethods != NULL)
    from->pMethods->xClose (from);
  if (to->pMethods != NULL)
    to->pMethods->xClose (to);

  return result == SQLITE_OK ? vfs->xDelete (vfs, from_path, 1) : result;
}

static gboolean
move_file (sqlite3_vfs  *vfs,
           const char   *from,
           const char   *to,
           GError      **error)
{
  if (vfs != NULL)
    {
      if (!vfs_file_exists (vfs, from) || move_in_vfs (vfs, from, to) == SQLITE_OK)
        return TRUE;

      g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED,
                   "the file cannot be set aside");
      return FALSE;
    }

  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;

  set_file_error (error, "the file cannot be set aside");
  return FALSE;
}

static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0)
    {
      fsync (fd);
      close (fd);
    }
}

static char *
free_name (const char  *path,
           sqlite3_vfs *vfs)
{
  for (guint n = 1; n < MAX_SET_ASIDE; n++)
    {
      g_autofree char *name = g_strdup_printf ("%s.corrupt-%u", path, n);

      if (vfs != NULL ? !vfs_file_exists (vfs, name) : !g_file_test (name, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }

  return NULL;
}

/**
 * vouch_db_files_set_aside:
 * @path: of a closed database
 * @vfs: (nullable): name of the VFS it is in
 * @error: return location
 *
 * Renames a damaged database and its logs to "<name>.corrupt-<n>", for whoever wants to look at
 * them.
 */
gboolean
vouch_db_files_set_aside (const char  *path,
                          const char  *vfs,
                          GError     **error)
{
  sqlite3_vfs *other = vfs != NULL ? sqlite3_vfs_find (vfs) : NULL;
  g_autofree char *base = free_name (path, other);

  if (base == NULL)
    {
      g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FAILED, "too many damaged files");
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (base, suffixes[i], NULL);

      if (!move_file (other, from, to, error))
        return FALSE;
    }

  if (other == NULL)
    sync_folder (path);
  return TRUE;
}
