/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * vouch_try_practice_async:
 * @hub: what the window holds; it may still be opening
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once both sides are connected and it is turned on
 * @user_data: data for @callback
 *
 * Connects the practice company with its own keys and turns the connection on, or leaves nothing
 * behind. Where no keyring answers, all of it is in memory only. Where there is one already, the
 * window is about it; it is connected again only when what it signed in with is lost.
 */
void     vouch_try_practice_async  (VouchHub             *hub,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean vouch_try_practice_finish (VouchHub             *hub,
                                    GAsyncResult         *result,
                                    GError              **error);

/* Ends the practice company and its connection @connection_id, and tries it from the beginning. */
void     vouch_start_practice_over_async  (VouchHub             *hub,
                                           gint64                connection_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean vouch_start_practice_over_finish (VouchHub             *hub,
                                           GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
