/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * vouch_begin_practice_async:
 * @parent: a widget in the window that it is begun from
 * @hub: what the window holds
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): called once it has begun, or will not
 * @user_data: data for @callback
 *
 * vouch_try_practice_async(); where only a locked keyring is in the way, the person is asked
 * whether to go on without it.
 */
void     vouch_begin_practice_async  (GtkWidget            *parent,
                                      VouchHub             *hub,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean vouch_begin_practice_finish (VouchHub             *hub,
                                      GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
