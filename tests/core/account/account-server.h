/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account-points.h"
#include "base/vouch-clock.h"
#include "base/vouch-transport.h"

G_BEGIN_DECLS

/**
 * AccountAnswer:
 * @ACCOUNT_ANSWER_GOOD: as the service would
 * @ACCOUNT_ANSWER_NOT_SENT: nothing arrived
 * @ACCOUNT_ANSWER_LOST: it arrived and was done, the answer is lost
 * @ACCOUNT_ANSWER_500: a server error, nothing was done
 * @ACCOUNT_ANSWER_429: throttled, with Retry-After: 30
 * @ACCOUNT_ANSWER_GARBAGE: a proxy's page with status 200, nothing was done
 * @ACCOUNT_ANSWER_INVALID_GRANT: refused although it is good
 * @ACCOUNT_ANSWER_BODY_CLIENT: the client is refused in the body only
 * @ACCOUNT_ANSWER_INVALID_CLIENT: the client is refused in either way
 */
typedef enum
{
  ACCOUNT_ANSWER_GOOD,
  ACCOUNT_ANSWER_NOT_SENT,
  ACCOUNT_ANSWER_LOST,
  ACCOUNT_ANSWER_500,
  ACCOUNT_ANSWER_429,
  ACCOUNT_ANSWER_GARBAGE,
  ACCOUNT_ANSWER_INVALID_GRANT,
  ACCOUNT_ANSWER_BODY_CLIENT,
  ACCOUNT_ANSWER_INVALID_CLIENT,
} AccountAnswer;

#define ACCOUNT_TYPE_SERVER (account_server_get_type ())
G_DECLARE_FINAL_TYPE (AccountServer, account_server, ACCOUNT, SERVER, GObject)

/**
 * AccountServer:
 *
 * A token endpoint behind #VouchTransport: rotates refresh tokens, each of them good once. Answers
 * come 50 ms later.
 */
AccountServer *account_server_new (VouchClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void account_server_push (AccountServer *self,
                          AccountAnswer  answer);
void account_server_set_refresh (AccountServer *self,
                                 const char    *refresh);
const char *account_server_get_refresh (AccountServer *self);
void account_server_set_code (AccountServer *self,
                              const char    *code,
                              const char    *challenge);
void account_server_set_lifetime (AccountServer *self,
                                  guint          seconds);
void account_server_set_trace (AccountServer *self,
                               GPtrArray     *trace);
guint account_server_get_max_at_once (AccountServer *self);
guint account_server_get_n_posts (AccountServer *self);
guint account_server_get_n_pairs (AccountServer *self);
guint account_server_get_n_reused (AccountServer *self);
gboolean account_server_has_access (AccountServer *self,
                                    const char    *access);

void account_server_set_points (AccountServer *self,
                                AccountPoints *points);

G_END_DECLS
