/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchTestVfs:
 *
 * A SQLite VFS whose files are in memory, each with what was written and what was synced. It is
 * registered under a name, to be given to vouch_db_open() or vouch_store_new(); the path is then
 * just a text. Everything is deterministic, and any thread may use it.
 *
 * After vouch_test_vfs_kill() or vouch_test_vfs_power_cut() every handle that was open answers with
 * an I/O error, may still be closed, and must be closed before vouch_test_vfs_free().
 */
typedef struct _VouchTestVfs VouchTestVfs;
typedef struct _VouchTestVfsImage VouchTestVfsImage;

/**
 * VouchTestVfsFault:
 * @VOUCH_TEST_VFS_EIO: the operation fails; a write fails half way
 * @VOUCH_TEST_VFS_FULL: the disk is full; reading and deleting still work
 */
typedef enum
{
  VOUCH_TEST_VFS_EIO,
  VOUCH_TEST_VFS_FULL,
} VouchTestVfsFault;

VouchTestVfs      *vouch_test_vfs_new              (const char              *name)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void               vouch_test_vfs_free             (VouchTestVfs            *self);
const char        *vouch_test_vfs_get_name         (VouchTestVfs            *self);
guint64            vouch_test_vfs_get_n_operations (VouchTestVfs            *self);
void               vouch_test_vfs_fail_nth         (VouchTestVfs            *self,
                                                    guint64                  n,
                                                    VouchTestVfsFault        fault,
                                                    gboolean                 for_good);
void               vouch_test_vfs_kill             (VouchTestVfs            *self);
void               vouch_test_vfs_power_cut        (VouchTestVfs            *self);
VouchTestVfsImage *vouch_test_vfs_snapshot         (VouchTestVfs            *self)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void               vouch_test_vfs_restore          (VouchTestVfs            *self,
                                                    const VouchTestVfsImage *image);
void               vouch_test_vfs_image_free       (VouchTestVfsImage       *image);
gboolean           vouch_test_vfs_contains         (VouchTestVfs            *self,
                                                    const char              *bytes);
gboolean           vouch_test_vfs_has_file         (VouchTestVfs            *self,
                                                    const char              *path);
gsize              vouch_test_vfs_get_size         (VouchTestVfs            *self,
                                                    const char              *path);
void               vouch_test_vfs_flip             (VouchTestVfs            *self,
                                                    const char              *path,
                                                    gsize                    offset,
                                                    guint8                   mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTestVfs, vouch_test_vfs_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTestVfsImage, vouch_test_vfs_image_free)

G_END_DECLS
