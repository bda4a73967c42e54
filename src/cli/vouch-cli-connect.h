/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-provider.h"
#include "account/vouch-tokens.h"
#include "cli/vouch-cli.h"

G_BEGIN_DECLS

/**
 * VouchCliConnect:
 * @wanted: (owned) (nullable): the connection as it shall be stored
 * @secret: (owned) (nullable): API key, or the client's secret
 * @tokens: (owned) (nullable): what the sign-in gave
 *
 * The options of "connect" and what came of them.
 */
typedef struct
{
  gboolean practice;
  gboolean browser;
  gboolean client_credentials;
  gboolean api_key;
  gboolean crosschq;
  gboolean no_open;
  gboolean on;
  char *name;
  char *provider_path;
  char *client_id;
  GStrv redirect_uris;

  VouchProvider *provider;
  VouchConnection *wanted;
  char *secret;
  VouchTokens *tokens;
} VouchCliConnect;

VouchHttp *vouch_cli_sign_in         (VouchCli         *self,
                                      VouchCliConnect  *connect,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   vouch_cli_keep_credential (VouchCli         *self,
                                      VouchCliConnect  *connect,
                                      GError          **error);
char      *vouch_cli_pick_redirect   (GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
