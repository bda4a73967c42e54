/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <sqlite3.h>

#include "vouch-test-vfs.h"

G_BEGIN_DECLS

#define VOUCH_TEST_VFS_PAGE 4096

/**
 * VouchTestFile:
 * @data: what a read gives
 * @synced: what a power cut leaves
 * @dirty: (element-type guint8): by page of @data: differs from @synced
 * @exists, @exists_synced: the same for the directory entry
 *
 * One file. It is never removed from the array, so that handles may point to it.
 */
typedef struct
{
  char *path;
  GByteArray *data;
  GByteArray *synced;
  GByteArray *dirty;
  gboolean exists;
  gboolean exists_synced;
} VouchTestFile;

/**
 * VouchTestShared:
 *
 * What the handles of one file in one life of the process share: locks and the index of the log.
 */
typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray *regions;        /* (owned) (element-type guint8 *): they never move */
  guint shared_slots[SQLITE_SHM_NLOCK];
  gpointer exclusive_slots[SQLITE_SHM_NLOCK];
  guint n_shared;            /* handles with a SHARED lock or more */
  gpointer reserved;         /* the handle with RESERVED or more */
  gpointer pending;          /* the handle with PENDING or EXCLUSIVE */
} VouchTestShared;

/**
 * VouchTestLife:
 *
 * One life of the process: a SQLite VFS of its own under the same name.
 */
typedef struct
{
  sqlite3_vfs vfs;
  VouchTestVfs *owner;
  gboolean dead;
  GPtrArray *shared;         /* (element-type VouchTestShared): by index of the file */
} VouchTestLife;

struct _VouchTestVfs
{
  char *name;
  GMutex mutex;
  GPtrArray *files;          /* (owned) (element-type VouchTestFile) */
  GPtrArray *lives;          /* (owned) (element-type VouchTestLife): the last one is running */
  guint64 n_operations;
  guint64 fail_at;           /* count at which an operation fails, or 0 */
  VouchTestVfsFault fault;
  gboolean for_good;
};

/* What an operation does, for deciding whether a fault reaches it. */
typedef enum
{
  VOUCH_TEST_OPERATION_READ,
  VOUCH_TEST_OPERATION_WRITE,
  VOUCH_TEST_OPERATION_SYNC,
  VOUCH_TEST_OPERATION_DELETE,
} VouchTestOperation;

/* All with the mutex held. */
gboolean       vouch_test_vfs_count        (VouchTestVfs       *self,
                                            VouchTestOperation  operation);
int            vouch_test_vfs_fault_code   (VouchTestVfs       *self,
                                            int                 eio_code);
VouchTestFile *vouch_test_vfs_find         (VouchTestVfs       *self,
                                            const char         *path,
                                            guint              *index);
VouchTestFile *vouch_test_vfs_ensure       (VouchTestVfs       *self,
                                            const char         *path,
                                            guint              *index);
void           vouch_test_file_write       (VouchTestFile      *self,
                                            const guint8       *bytes,
                                            gsize               length,
                                            gsize               offset);
void           vouch_test_file_truncate    (VouchTestFile      *self,
                                            gsize               size);
void           vouch_test_vfs_sync_file    (VouchTestVfs       *self,
                                            VouchTestFile      *file);

VouchTestShared *vouch_test_life_get_shared (VouchTestLife     *self,
                                             guint              index);
void             vouch_test_shared_unref    (VouchTestShared   *self);

extern const sqlite3_io_methods vouch_test_handle_methods;
int            vouch_test_handle_open      (sqlite3_vfs        *vfs,
                                            const char         *path,
                                            sqlite3_file       *file,
                                            int                 flags,
                                            int                *out_flags);
int            vouch_test_handle_get_size  (void);

G_END_DECLS
