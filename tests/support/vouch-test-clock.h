/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TEST_CLOCK (vouch_test_clock_get_type ())
G_DECLARE_FINAL_TYPE (VouchTestClock, vouch_test_clock, VOUCH, TEST_CLOCK, GObject)

/**
 * VouchTestClock:
 *
 * A clock that stands still until it is told to move. Timers run through the default main context,
 * by time and then by the order in which they were added; everything that is ready runs before the
 * time moves on, so that the work a timer starts sees the time of that timer.
 */
VouchTestClock *vouch_test_clock_new          (gint64          wall) G_GNUC_WARN_UNUSED_RESULT;
void            vouch_test_clock_advance      (VouchTestClock *self,
                                               gint64          duration);
gboolean        vouch_test_clock_advance_next (VouchTestClock *self);
void            vouch_test_clock_jump_wall    (VouchTestClock *self,
                                               gint64          difference);
void            vouch_test_clock_suspend      (VouchTestClock *self,
                                               gint64          duration);
guint           vouch_test_clock_get_n_timers (VouchTestClock *self);

/* Runs the main context, and moves the time from timer to timer, until @condition holds. */
#define vouch_test_clock_run_until(clock, condition) \
  G_STMT_START { \
    while (!(condition)) \
      { \
        if (g_main_context_iteration (NULL, FALSE)) \
          continue; \
        if (!vouch_test_clock_advance_next (clock)) \
          g_error ("%s: nothing is left that could make it true: %s", G_STRLOC, #condition); \
      } \
  } G_STMT_END

G_END_DECLS
