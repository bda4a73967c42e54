/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchLock:
 *
 * The one engine of a state directory: an OFD lock on a file there, held for its life, with role
 * and pid inside; its mtime is the last good cycle (reliability.md §4, §2.4).
 */
typedef struct _VouchLock VouchLock;

VouchLock *vouch_lock_take          (const char  *directory,
                                     const char  *role,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void       vouch_lock_release       (VouchLock   *self);
void       vouch_lock_set_last_good (VouchLock   *self,
                                     gint64       time);
gboolean   vouch_lock_peek          (const char  *directory,
                                     char       **role,
                                     gint64      *pid,
                                     gint64      *last_good);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchLock, vouch_lock_release)

G_END_DECLS
