/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account-points.h"
#include "account-secrets.h"
#include "account-server.h"
#include "account/vouch-token-source.h"
#include "account/vouch-token-vault.h"
#include "vouch-test-clock.h"
#include "vouch-test-executor.h"
#include "vouch-test-vfs.h"

G_BEGIN_DECLS

#define ACCOUNT_WALL (G_GINT64_CONSTANT (1714557600) * G_TIME_SPAN_SECOND)
#define ACCOUNT_API_URI "https://api.example.com"
#define ACCOUNT_CLIENT_ID "client 1"
#define ACCOUNT_CLIENT_SECRET "s&cret"

/**
 * AccountFixture:
 *
 * A token source with a clock, a token endpoint, a keyring and a store that tests drive. @trace
 * gets "commit …", "save" and "post" in the order in which they happen.
 */
typedef struct
{
  VouchTestClock *clock;
  VouchRandom *random;
  AccountServer *server;
  AccountSecrets *secrets;
  VouchHttp *http;
  VouchTestVfs *vfs;
  VouchTestExecutor *executor;
  VouchStore *store;
  VouchConnection *connection;
  VouchTokenSource *source;
  GPtrArray *trace;
  AccountPoints points;
} AccountFixture;

void account_fixture_set_up (AccountFixture *self,
                             gconstpointer   data);
void account_fixture_tear_down (AccountFixture *self,
                                gconstpointer   data);
void account_fixture_restart (AccountFixture *self);
void account_fixture_use_sign_in (AccountFixture *self,
                                  VouchSignIn     sign_in);
void account_fixture_keep_pair (AccountFixture *self,
                                gint64          generation,
                                const char     *refresh,
                                const char     *previous,
                                gint64          age);
VouchTokenPair *account_fixture_get_kept (AccountFixture *self) G_GNUC_WARN_UNUSED_RESULT;
VouchTokenMarks account_fixture_get_marks (AccountFixture *self);
void account_fixture_set_marks (AccountFixture *self,
                                VouchTokenMarks marks);
char *account_fixture_authorize (AccountFixture *self,
                                 GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void account_fixture_keep_alive (AccountFixture *self,
                                 GError        **error);
gboolean account_fixture_adopt (AccountFixture *self,
                                const char     *refresh,
                                GError        **error);
gboolean account_fixture_reject (AccountFixture *self,
                                 const char     *access);
char *account_fixture_steal_trace (AccountFixture *self) G_GNUC_WARN_UNUSED_RESULT;

/* A grant of generation 3 that the server knows; its access token has ended, or has not. */
void account_keep_expired (AccountFixture *fixture,
                           const char     *previous);
void account_keep_fresh (AccountFixture *fixture);

void account_assert_access (AccountFixture *fixture,
                            const char     *expected);
void account_assert_fails (AccountFixture *fixture,
                           GQuark          domain,
                           int             code);
void account_assert_trace (AccountFixture *fixture,
                           const char     *expected);
void account_assert_marks (AccountFixture *fixture,
                           gint64          generation,
                           gboolean        needs_reconnect);
void account_assert_state (AccountFixture  *fixture,
                           VouchTokenState  state);

G_END_DECLS
