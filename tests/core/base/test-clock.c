/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-clock.h"
#include "base/vouch-util.h"

#include "vouch-test-clock.h"
#include "vouch-test-util.h"

static void
check_cancelled (VouchClock   *clock,
                 GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (vouch_clock_wait_finish (clock, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_wait (void)
{
  VouchTestClock *clock = vouch_test_clock_new (0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_clock_wait_async (VOUCH_CLOCK (clock), VOUCH_MINUTE, cancellable, vouch_test_keep_result_cb,
                          &result);
  vouch_test_clock_advance (clock, VOUCH_MINUTE - 1);
  g_assert_null (result);
  vouch_test_clock_advance (clock, 1);
  g_assert_nonnull (result);
  g_assert_true (vouch_clock_wait_finish (VOUCH_CLOCK (clock), result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (vouch_test_clock_get_n_timers (clock), ==, 0);

  g_clear_object (&result);
  g_assert_finalize_object (clock);
}

/* It completes through the main loop, never from within g_cancellable_cancel(). */
static void
test_cancel (void)
{
  VouchTestClock *clock = vouch_test_clock_new (0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  vouch_clock_wait_async (VOUCH_CLOCK (clock), VOUCH_DAY, cancellable, vouch_test_keep_result_cb,
                          &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (result);
  vouch_test_clock_run_until (clock, result != NULL);
  g_assert_cmpint (vouch_clock_get_monotonic (VOUCH_CLOCK (clock)), <, VOUCH_DAY);
  check_cancelled (VOUCH_CLOCK (clock), result);
  g_assert_cmpuint (vouch_test_clock_get_n_timers (clock), ==, 0);

  g_clear_object (&result);
  g_assert_finalize_object (clock);
}

static void
test_cancelled_before (void)
{
  VouchTestClock *clock = vouch_test_clock_new (0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  g_cancellable_cancel (cancellable);
  vouch_clock_wait_async (VOUCH_CLOCK (clock), VOUCH_DAY, cancellable, vouch_test_keep_result_cb,
                          &result);
  g_assert_null (result);
  vouch_test_clock_run_until (clock, result != NULL);
  check_cancelled (VOUCH_CLOCK (clock), result);

  g_clear_object (&result);
  g_assert_finalize_object (clock);
}

static void
cancel_others_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GCancellable *cancellable = user_data;
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_clock_wait_finish (VOUCH_CLOCK (object), result, &error));
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
}

/* Who was told that the time is over cancels whatever else is under way: this wait is not. */
static void
test_cancel_when_over (void)
{
  VouchTestClock *clock = vouch_test_clock_new (0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  vouch_clock_wait_async (VOUCH_CLOCK (clock), VOUCH_SECOND, cancellable, cancel_others_cb,
                          cancellable);
  vouch_test_clock_run_until (clock, g_cancellable_is_cancelled (cancellable));
  vouch_test_run_ready ();
  g_assert_cmpuint (vouch_test_clock_get_n_timers (clock), ==, 0);

  g_assert_finalize_object (clock);
}

static void
test_system_wait (void)
{
  VouchClock *clock = vouch_system_clock_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) waited = NULL;
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start = vouch_clock_get_monotonic (clock);

  vouch_clock_wait_async (clock, 2500, NULL, vouch_test_keep_result_cb, &waited);
  vouch_clock_wait_async (clock, VOUCH_HOUR, cancellable, vouch_test_keep_result_cb, &cancelled);
  vouch_test_wait_for (waited != NULL);
  g_assert_true (vouch_clock_wait_finish (clock, waited, &error));
  g_assert_cmpint (vouch_clock_get_monotonic (clock) - start, >=, 2500);

  g_assert_null (cancelled);
  g_cancellable_cancel (cancellable);
  g_assert_null (cancelled);
  vouch_test_wait_for (cancelled != NULL);
  check_cancelled (clock, cancelled);

  g_clear_object (&waited);
  g_clear_object (&cancelled);
  g_assert_finalize_object (clock);
}

static gboolean
count_cb (gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
  return G_SOURCE_REMOVE;
}

static void
test_system_timers (void)
{
  VouchClock *clock = vouch_system_clock_new ();
  guint n_kept = 0;
  guint n_removed = 0;
  guint id = vouch_clock_add_timer (clock, 0, count_cb, &n_removed);

  g_assert_cmpuint (id, !=, 0);
  vouch_clock_add_timer (clock, -5, count_cb, &n_kept);
  vouch_clock_remove_timer (clock, id);
  vouch_clock_remove_timer (clock, id);
  vouch_test_wait_for (n_kept == 1);
  vouch_test_run_ready ();
  g_assert_cmpuint (n_removed, ==, 0);
  g_assert_cmpuint (n_kept, ==, 1);

  g_assert_finalize_object (clock);
}

static void
test_system_times (void)
{
  VouchClock *clock = vouch_system_clock_new ();
  gint64 monotonic = vouch_clock_get_monotonic (clock);

  g_assert_cmpint (vouch_clock_get_wall (clock), >, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpint (vouch_clock_get_boot (clock), >=, monotonic);
  g_assert_cmpint (vouch_clock_get_monotonic (clock), >=, monotonic);

  g_assert_finalize_object (clock);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/wait", test_wait);
  g_test_add_func ("/clock/cancel", test_cancel);
  g_test_add_func ("/clock/cancelled-before", test_cancelled_before);
  g_test_add_func ("/clock/cancel-when-over", test_cancel_when_over);
  g_test_add_func ("/clock/system-wait", test_system_wait);
  g_test_add_func ("/clock/system-timers", test_system_timers);
  g_test_add_func ("/clock/system-times", test_system_times);

  return g_test_run ();
}
