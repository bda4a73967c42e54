/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-provider.h"
#include "cli/vouch-cli.h"

G_BEGIN_DECLS

/**
 * VouchCliConnect:
 * @wanted: (owned) (nullable): the connection as it shall be stored
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
} VouchCliConnect;

gboolean vouch_cli_connect_ats      (VouchCli         *self,
                                     VouchCliConnect  *connect,
                                     GError          **error);
gboolean vouch_cli_connect_crosschq (VouchCli         *self,
                                     VouchCliConnect  *connect,
                                     guint            *n_surveys,
                                     GError          **error);

G_END_DECLS
