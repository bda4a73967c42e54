/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "cli/vouch-cli.h"

G_BEGIN_DECLS

gboolean vouch_cli_deliver_now  (VouchCli    *self,
                                 GError     **error);
gboolean vouch_cli_report_effect (VouchCli   *self,
                                  const char *kind,
                                  const char *subject,
                                  GError    **error);

G_END_DECLS
