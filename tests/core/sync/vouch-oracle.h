/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"

G_BEGIN_DECLS

/**
 * VouchOracleEvent:
 *
 * What happens to an effect. Up to @VOUCH_EVENT_DIED it is its turn: the time goes on to its next
 * try, and the look finds it, or finds nothing and it is sent, with what comes of that. The last
 * ones are a person and the planner, who do not wait.
 */
typedef enum
{
  VOUCH_EVENT_FOUND,        /* the look finds it */
  VOUCH_EVENT_BLIND,        /* nobody can look; what is sent gets through */
  VOUCH_EVENT_CHANGED,      /* the facts it was planned from have changed */
  VOUCH_EVENT_NOT_READ,     /* the look gets no answer */
  VOUCH_EVENT_DONE,         /* sent: 2xx with an id */
  VOUCH_EVENT_LOST,         /* sent: no answer */
  VOUCH_EVENT_GARBLED,      /* sent: 2xx without an id */
  VOUCH_EVENT_NOT_SENT,     /* nothing left us */
  VOUCH_EVENT_THROTTLED,    /* sent: 429, come back in an hour */
  VOUCH_EVENT_CONFLICT,     /* sent: 409 */
  VOUCH_EVENT_INVALID,      /* sent: 422 */
  VOUCH_EVENT_FORBIDDEN,    /* sent: 403 */
  VOUCH_EVENT_NOT_OFFERED,  /* sent: 404 */
  VOUCH_EVENT_DIED,         /* sent, and the process dies before the answer; another one starts */
  VOUCH_EVENT_RETRY,        /* a person: try again */
  VOUCH_EVENT_SKIP,         /* a person: leave it */
  VOUCH_EVENT_NEWER,        /* the planner wants the same with another value */
  VOUCH_N_EVENTS,
} VouchOracleEvent;

/**
 * VouchOracleKind:
 * @crosschq: it goes to Crosschq
 * @looks: a second one would be seen, so it is repeated only after a look found nothing
 * @refusable: "not offered" is a lasting no that nobody has to mend
 * @once: unique for ever
 * @creates: it asks for a reference check: a person's "try again" plans it anew
 *
 * A kind of effect.
 */
typedef struct
{
  const char *kind;
  gboolean crosschq;
  gboolean looks;
  gboolean refusable;
  gboolean once;
  gboolean creates;
} VouchOracleKind;

/**
 * VouchOracle:
 * @wait: seconds until the next try, or -1 when there is none
 * @conflict: the service said that it is there already, and it was not found yet
 * @in_doubt: held, and it may have happened
 * @newer: another value is wanted once this one is settled
 * @settling: seconds until the service must be done with what was sent last
 *
 * What reliability.md §2.1 and §2.2 say about one effect, and nothing of how it is done.
 */
typedef struct
{
  VouchEffectState state;
  int attempts;
  int failures;
  int absent;
  int wait;
  gboolean conflict;
  gboolean in_doubt;
  gboolean newer;
  int settling;
} VouchOracle;

const char *vouch_oracle_event_name (VouchOracleEvent       event);
void        vouch_oracle_move       (VouchOracle           *self,
                                     const VouchOracleKind *kind,
                                     VouchOracleEvent       event);

G_END_DECLS
