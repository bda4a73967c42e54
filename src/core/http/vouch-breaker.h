/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VOUCH_BREAKER_WINDOW 20

/**
 * VouchBreakerVerdict:
 * @VOUCH_BREAKER_GO: call
 * @VOUCH_BREAKER_PROBE: call; its outcome decides whether others may
 * @VOUCH_BREAKER_STOP: do not call
 */
typedef enum
{
  VOUCH_BREAKER_GO,
  VOUCH_BREAKER_PROBE,
  VOUCH_BREAKER_STOP,
} VouchBreakerVerdict;

/**
 * VouchBreaker:
 *
 * Stops calling a service that fails, and tries with one read from time to time whether it is back
 * (reliability.md §2.8). Plain data; a zeroed one is closed. Times are monotonic microseconds.
 */
typedef struct
{
  struct
  {
    gint64 time;
    gboolean failed;
  } outcomes[VOUCH_BREAKER_WINDOW];  /* a ring */
  guint n_outcomes;                  /* ever since it closed */
  guint n_in_a_row;                  /* failures */

  gboolean is_open;
  gint64 retry_at;
  gint64 pause;                      /* the latest one */
  gboolean is_probing;
} VouchBreaker;

VouchBreakerVerdict vouch_breaker_ask         (VouchBreaker       *self,
                                               gboolean            may_probe,
                                               gint64              now);
void                vouch_breaker_record      (VouchBreaker       *self,
                                               gboolean            is_probe,
                                               gboolean            failed,
                                               gint64              now);
void                vouch_breaker_drop_probe  (VouchBreaker       *self);
gboolean            vouch_breaker_is_stopping (const VouchBreaker *self,
                                               gint64              now);

G_END_DECLS
