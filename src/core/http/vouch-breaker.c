/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <string.h>

#include "http/vouch-breaker.h"

#define MAX_IN_A_ROW 5
#define SPAN (60 * G_USEC_PER_SEC)
#define FIRST_PAUSE (30 * G_USEC_PER_SEC)
#define MAX_PAUSE (15 * 60 * G_USEC_PER_SEC)

/* More than half of the latest calls, if all of them were made within the span. */
static gboolean
fails_often (const VouchBreaker *self,
             gint64              now)
{
  guint n_failed = 0;

  if (self->n_outcomes < VOUCH_BREAKER_WINDOW)
    return FALSE;

  for (guint i = 0; i < VOUCH_BREAKER_WINDOW; i++)
    {
      if (now - self->outcomes[i].time > SPAN)
        return FALSE;
      n_failed += self->outcomes[i].failed ? 1 : 0;
    }

  return n_failed > VOUCH_BREAKER_WINDOW / 2;
}

static void
open_for (VouchBreaker *self,
          gint64        pause,
          gint64        now)
{
  self->is_open = TRUE;
  self->is_probing = FALSE;
  self->pause = pause;
  self->retry_at = now + pause;
}

/**
 * vouch_breaker_ask:
 * @self: a breaker
 * @may_probe: whether the call may be the one that tries: it only reads
 * @now: monotonic microseconds
 *
 * Returns: whether to call; after %VOUCH_BREAKER_PROBE the caller owes vouch_breaker_record() or
 *   vouch_breaker_drop_probe()
 */
VouchBreakerVerdict
vouch_breaker_ask (VouchBreaker *self,
                   gboolean      may_probe,
                   gint64        now)
{
  if (!self->is_open)
    return VOUCH_BREAKER_GO;
  if (vouch_breaker_is_stopping (self, now) || !may_probe)
    return VOUCH_BREAKER_STOP;

  self->is_probing = TRUE;
  return VOUCH_BREAKER_PROBE;
}

/**
 * vouch_breaker_record:
 * @self: a breaker
 * @is_probe: whether it was let through as %VOUCH_BREAKER_PROBE
 * @failed: whether no connection, no answer or a 5xx came; 401 and 429 are no failures
 * @now: monotonic microseconds
 *
 * Takes the outcome of a call. While open only that of a probe counts: what comes in late was sent
 * before.
 */
void
vouch_breaker_record (VouchBreaker *self,
                      gboolean      is_probe,
                      gboolean      failed,
                      gint64        now)
{
  guint slot = self->n_outcomes % VOUCH_BREAKER_WINDOW;

  if (self->is_open && !is_probe)
    return;

  if (self->is_open && !failed)
    {
      memset (self, 0, sizeof *self);
      return;
    }

  if (self->is_open)
    {
      open_for (self, MIN (self->pause * 2, MAX_PAUSE), now);
      return;
    }

  self->outcomes[slot].time = now;
  self->outcomes[slot].failed = failed;
  self->n_outcomes++;
  self->n_in_a_row = failed ? self->n_in_a_row + 1 : 0;

  if (self->n_in_a_row >= MAX_IN_A_ROW || fails_often (self, now))
    open_for (self, FIRST_PAUSE, now);
}

/**
 * vouch_breaker_drop_probe:
 * @self: a breaker
 *
 * Tells that a probe was cancelled, so that another one may be made.
 */
void
vouch_breaker_drop_probe (VouchBreaker *self)
{
  self->is_probing = FALSE;
}

/**
 * vouch_breaker_is_stopping:
 * @self: a breaker
 * @now: monotonic microseconds
 *
 * Returns: whether not even a read would go through now
 */
gboolean
vouch_breaker_is_stopping (const VouchBreaker *self,
                           gint64              now)
{
  return self->is_open && (self->is_probing || now < self->retry_at);
}
