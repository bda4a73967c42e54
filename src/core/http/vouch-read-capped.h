/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchReadFlags:
 * @VOUCH_READ_INFLATE: the stream is gzip
 * @VOUCH_READ_TRUNCATE: what goes beyond the cap is left unread instead of failing
 */
typedef enum
{
  VOUCH_READ_NONE = 0,
  VOUCH_READ_INFLATE = 1 << 0,
  VOUCH_READ_TRUNCATE = 1 << 1,
} VouchReadFlags;

void    vouch_read_capped_async  (GInputStream         *stream,
                                  VouchReadFlags        flags,
                                  gsize                 cap,
                                  gint64                announced,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
GBytes *vouch_read_capped_finish (GInputStream         *stream,
                                  GAsyncResult         *result,
                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
