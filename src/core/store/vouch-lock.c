/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vouch-error.h"
#include "store/vouch-lock.h"

#define FILE_NAME "engine.lock"
#define MAX_CONTENT 127

struct _VouchLock
{
  int fd;
};

static void
set_lock_error (GError          **error,
                VouchStoreError   code,
                const char       *what)
{
  g_set_error (error, VOUCH_STORE_ERROR, code, "%s: %s", what, g_strerror (errno));
}

static gboolean
lock_whole_file (int   fd,
                 short type)
{
  struct flock lock = { .l_type = type, .l_whence = SEEK_SET };

  return fcntl (fd, F_OFD_SETLK, &lock) == 0;
}

static gboolean
is_locked (int fd)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  return fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

/* Whoever holds the lock may be writing just now; then there is no role to name. */
static gboolean
read_content (int      fd,
              char   **role,
              gint64  *pid)
{
  char content[MAX_CONTENT + 1] = "";
  ssize_t length = pread (fd, content, MAX_CONTENT, 0);
  char *gap;

  if (length <= 0 || content[length - 1] != '\n' || !g_utf8_validate (content, -1, NULL))
    return FALSE;

  gap = strchr (content, ' ');
  if (gap == NULL)
    return FALSE;

  *role = g_strndup (content, gap - content);
  *pid = g_ascii_strtoll (gap + 1, NULL, 10);
  return TRUE;
}

static void
set_busy_error (int      fd,
                GError **error)
{
  g_autofree char *role = NULL;
  gint64 pid = 0;

  if (read_content (fd, &role, &pid))
    g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY,
                 "held by %s, process %" G_GINT64_FORMAT, role, pid);
  else
    g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_BUSY, "held by another process");
}

/* The mtime says when the last good cycle was; writing role and pid must not move it. */
static gboolean
write_content (int          fd,
               const char  *role,
               GError     **error)
{
  g_autofree char *content = g_strdup_printf ("%s %d\n", role, (int) getpid ());
  struct stat info;
  struct timespec times[2];
  gboolean was_empty;

  if (fstat (fd, &info) != 0)
    {
      set_lock_error (error, VOUCH_STORE_ERROR_FAILED, "the lock cannot be read");
      return FALSE;
    }

  was_empty = info.st_size == 0;
  times[0] = (struct timespec) { .tv_nsec = UTIME_OMIT };
  times[1] = was_empty ? (struct timespec) { 0 } : info.st_mtim;

  if (ftruncate (fd, 0) == 0 &&
      pwrite (fd, content, strlen (content), 0) == (ssize_t) strlen (content) &&
      futimens (fd, times) == 0)
    return TRUE;

  set_lock_error (error,
                  errno == ENOSPC ? VOUCH_STORE_ERROR_FULL : VOUCH_STORE_ERROR_FAILED,
                  "the lock cannot be written");
  return FALSE;
}

static int
open_lock (const char *directory,
           int         flags)
{
  g_autofree char *path = g_build_filename (directory, FILE_NAME, NULL);

  return open (path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

/**
 * vouch_lock_take:
 * @directory: the state directory; made with mode 0700 when it is not there
 * @role: who asks, without blanks: "window", "service"
 * @error: return location
 *
 * Takes the lock, or fails at once.
 *
 * Returns: (transfer full) (nullable): the lock; %NULL with %VOUCH_STORE_ERROR_BUSY, whose message
 *   names role and process, when another one holds it
 */
VouchLock *
vouch_lock_take (const char  *directory,
                 const char  *role,
                 GError     **error)
{
  g_autoptr(VouchLock) self = NULL;

  g_return_val_if_fail (strchr (role, ' ') == NULL && strlen (role) < MAX_CONTENT / 2, NULL);

  g_mkdir_with_parents (directory, 0700);
  self = g_new0 (VouchLock, 1);
  self->fd = open_lock (directory, O_RDWR | O_CREAT);
  if (self->fd < 0)
    {
      set_lock_error (error,
                      errno == EACCES || errno == EROFS ? VOUCH_STORE_ERROR_READ_ONLY
                                                        : VOUCH_STORE_ERROR_FAILED,
                      "the lock cannot be opened");
      return NULL;
    }

  fchmod (self->fd, 0600);
  if (!lock_whole_file (self->fd, F_WRLCK))
    {
      set_busy_error (self->fd, error);
      return NULL;
    }

  if (!write_content (self->fd, role, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * vouch_lock_release:
 * @self: (transfer full) (nullable): the lock
 *
 * The file stays, since removing it could give two processes a lock each, and since its mtime is
 * still wanted.
 */
void
vouch_lock_release (VouchLock *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

/**
 * vouch_lock_set_last_good:
 * @self: the lock
 * @time: server time of the last good cycle, in microseconds
 *
 * Keeps it as the file's mtime, so that a cycle that found nothing commits nothing.
 */
void
vouch_lock_set_last_good (VouchLock *self,
                          gint64     time)
{
  struct timespec times[2] = {
    { .tv_nsec = UTIME_OMIT },
    { .tv_sec = time / G_USEC_PER_SEC, .tv_nsec = time % G_USEC_PER_SEC * 1000 },
  };

  /* A file system without times costs the age of a catch-up, which then waits for a person. */
  if (futimens (self->fd, times) != 0)
    g_debug ("The last good cycle cannot be kept: %s", g_strerror (errno));
}

/**
 * vouch_lock_peek:
 * @directory: the state directory
 * @role: (out) (optional): who holds it; %NULL when nobody does
 * @pid: (out) (optional): its process, or 0
 * @last_good: (out) (optional): server time of the last good cycle, or 0; known even when it is
 * free
 *
 * Returns: whether it is held
 */
gboolean
vouch_lock_peek (const char  *directory,
                 char       **role,
                 gint64      *pid,
                 gint64      *last_good)
{
  int fd = open_lock (directory, O_RDWR);
  g_autofree char *found_role = NULL;
  gint64 found_pid = 0;
  struct stat info = { 0 };
  gboolean held = FALSE;

  if (fd >= 0)
    {
      fstat (fd, &info);
      held = is_locked (fd);
      if (held)
        read_content (fd, &found_role, &found_pid);
      close (fd);
    }

  if (role != NULL)
    *role = g_steal_pointer (&found_role);
  if (pid != NULL)
    *pid = found_pid;
  if (last_good != NULL)
    *last_good = info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
  return held;
}
