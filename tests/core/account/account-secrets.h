/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account-points.h"
#include "base/vouch-clock.h"
#include "base/vouch-secrets.h"

G_BEGIN_DECLS

#define ACCOUNT_TYPE_SECRETS (account_secrets_get_type ())
G_DECLARE_FINAL_TYPE (AccountSecrets, account_secrets, ACCOUNT, SECRETS, GObject)

/**
 * AccountSecrets:
 *
 * A keyring that can be told to fail. Answers come 5 ms later.
 */
AccountSecrets *account_secrets_new (VouchClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void account_secrets_set (AccountSecrets  *self,
                          VouchSecretKind  kind,
                          const char      *value);
const char *account_secrets_get (AccountSecrets  *self,
                                 VouchSecretKind  kind);
void account_secrets_fail_stores (AccountSecrets *self,
                                  guint           n,
                                  int             code);
void account_secrets_fail_lookups (AccountSecrets *self,
                                   guint           n,
                                   int             code);
void account_secrets_set_trace (AccountSecrets *self,
                                GPtrArray      *trace);
void account_secrets_set_points (AccountSecrets *self,
                                 AccountPoints  *points);
guint account_secrets_get_n_lookups (AccountSecrets *self);
guint account_secrets_get_n_stores (AccountSecrets *self);

G_END_DECLS
