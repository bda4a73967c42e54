/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "cli/vouch-cli.h"

G_BEGIN_DECLS

gboolean vouch_cli_is_running     (VouchCli  *self);
gboolean vouch_cli_ask_for_sync   (VouchCli  *self,
                                   GError   **error);

G_END_DECLS
