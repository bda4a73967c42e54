/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/* Stores a real connection that is not connected yet, and has the window be about it. */
void     vouch_new_connection_async  (VouchHub             *hub,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean vouch_new_connection_finish (VouchHub             *hub,
                                      GAsyncResult         *result,
                                      GError              **error);
/* Whether the person has not named it: connecting gives it the company's name. */
gboolean vouch_new_connection_is_unnamed (const VouchConnection *connection);

G_END_DECLS
