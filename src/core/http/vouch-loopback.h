/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_LOOPBACK (vouch_loopback_get_type ())
G_DECLARE_FINAL_TYPE (VouchLoopback, vouch_loopback, VOUCH, LOOPBACK, GObject)

/**
 * VouchLoopback:
 *
 * Waits on the loopback addresses for the one redirect of a sign-in in the system browser
 * (reliability.md S2, S3): exact path, GET, Host "localhost:port", a fixed answer page, then it
 * closes. Anything else gets a 4xx and it goes on listening.
 */
VouchLoopback *vouch_loopback_new         (const char           *redirect_uri,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;
guint          vouch_loopback_get_port    (VouchLoopback        *self);
void           vouch_loopback_wait_async  (VouchLoopback        *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
char          *vouch_loopback_wait_finish (VouchLoopback        *self,
                                           GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
