/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/* What helps a person who helps: versions, states, settings, numbers, the last lines of ledger and
 * log. It names connections by their number and nobody by name; it holds no secret. */

/* Returns: (transfer full): program, libraries, system */
char *vouch_diagnostics_dup_versions   (void) G_GNUC_WARN_UNUSED_RESULT;
void  vouch_diagnostics_gather_async   (VouchHub             *hub,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* Returns: (transfer full): everything as text */
char *vouch_diagnostics_gather_finish  (GAsyncResult         *result,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
