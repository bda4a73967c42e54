/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account-secrets.h"
#include "sandbox/vouch-sandbox-server.h"
#include "setup/vouch-connect-flow.h"
#include "vouch-context.h"

G_BEGIN_DECLS

/**
 * SetupFixture:
 *
 * A Vouch with a store on disk and a keyring that can fail, beside a practice company of its own.
 */
typedef struct
{
  char *folder;
  char *program;
  char *redirect_uri;
  VouchSandboxServer *server;
  VouchSandbox *company;
  VouchClock *clock;
  AccountSecrets *secrets;
  VouchContext *context;
} SetupFixture;

void             setup_fixture_set_up    (SetupFixture          *self,
                                          gconstpointer          data);
void             setup_fixture_tear_down (SetupFixture          *self,
                                          gconstpointer          data);
VouchConnection *setup_fixture_describe  (SetupFixture          *self) G_GNUC_WARN_UNUSED_RESULT;
VouchConnectFlow *setup_fixture_begin    (SetupFixture          *self,
                                          VouchConnectMethod     method,
                                          const VouchConnection *wanted,
                                          const char            *secret) G_GNUC_WARN_UNUSED_RESULT;
VouchConnection *setup_fixture_run       (SetupFixture          *self,
                                          VouchConnectFlow      *flow,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
VouchConnection *setup_fixture_connect   (SetupFixture          *self,
                                          VouchConnectMethod     method,
                                          const VouchConnection *wanted,
                                          const char            *secret,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *setup_fixture_list      (SetupFixture          *self) G_GNUC_WARN_UNUSED_RESULT;
void             setup_fixture_load      (SetupFixture          *self);
char            *setup_fixture_allow     (SetupFixture          *self,
                                          const char            *uri,
                                          const char            *answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
