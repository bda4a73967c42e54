/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "http/vouch-retry.h"

#include "base/vouch-error.h"

#define MAX_ATTEMPTS 3
#define SHARE 0.1

/* Enough for the first calls of a program; nothing saved up beyond it for a bad day. */
#define MAX_BUDGET 10.0

#define BASE_DELAY (1 * G_USEC_PER_SEC)
#define MAX_DELAY (60 * G_USEC_PER_SEC)

static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_THROTTLED);
}

/* Full jitter: anything between nothing and 1, 2, 4 … 60 s. */
static gint64
draw_delay (guint        n_attempts,
            VouchRandom *random)
{
  gint64 ceiling = MIN (BASE_DELAY << MIN (n_attempts - 1, 10), MAX_DELAY);

  return (gint64) (vouch_random_unit (random) * (double) ceiling);
}

void
vouch_retry_init (VouchRetry *self)
{
  self->budget = MAX_BUDGET;
}

void
vouch_retry_count_call (VouchRetry *self)
{
  self->budget = MIN (self->budget + SHARE, MAX_BUDGET);
}

/**
 * vouch_retry_allow:
 * @self: the repeats of a client
 * @error: how a read failed
 * @n_attempts: how often it was tried
 * @random: for the jitter
 * @delay: (out): microseconds to wait first
 *
 * Returns: whether to try once more, which then counts
 */
gboolean
vouch_retry_allow (VouchRetry   *self,
                   const GError *error,
                   guint         n_attempts,
                   VouchRandom  *random,
                   gint64       *delay)
{
  gint64 asked = vouch_api_error_get_retry_after (error);

  if (!is_passing (error) || n_attempts >= MAX_ATTEMPTS || self->budget < 1.0)
    return FALSE;

  /* Who asks for longer gets it from the caller, who has other work to do meanwhile. */
  if (asked > MAX_DELAY / G_USEC_PER_SEC)
    return FALSE;

  *delay = asked >= 0 ? asked * G_USEC_PER_SEC : draw_delay (n_attempts, random);
  self->budget -= 1.0;
  return TRUE;
}
