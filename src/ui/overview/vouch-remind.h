/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * vouch_remind_async:
 * @hub: the hub
 * @ids: (element-type gint64): of requests
 * @cancellable: (not nullable): cancelled when the caller is disposed
 * @callback: (scope async): called once it is committed
 * @user_data: data for @callback
 *
 * Plans a reminder for each request, in one transaction. Those that were reminded within 24 hours
 * or are closed meanwhile are left alone.
 */
void     vouch_remind_async  (VouchHub             *hub,
                              GArray               *ids,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
/* How many were planned and how many left alone. */
gboolean vouch_remind_finish (GAsyncResult         *result,
                              guint                *n_planned,
                              guint                *n_left,
                              GError              **error);

G_END_DECLS
