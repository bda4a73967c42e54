/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "cli/vouch-cli.h"

G_BEGIN_DECLS

gboolean vouch_cli_find_secrets (VouchCli               *self,
                                 GError                **error);
gboolean vouch_cli_give_secrets (VouchCli               *self,
                                 const VouchConnection  *connection,
                                 GError                **error);
char    *vouch_cli_take_secret  (VouchCli               *self,
                                 VouchSecretKind         kind,
                                 const char             *prompt,
                                 GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void     vouch_cli_forget_given (void);

G_END_DECLS
