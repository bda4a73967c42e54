/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "http/vouch-breaker.h"

#include "base/vouch-error.h"
#include "http/vouch-retry.h"
#include "vouch-test-random.h"

#define SECOND G_USEC_PER_SEC

static void
fail_times (VouchBreaker *breaker,
            guint         n,
            gint64        now)
{
  for (guint i = 0; i < n; i++)
    vouch_breaker_record (breaker, FALSE, TRUE, now);
}

static void
test_in_a_row (void)
{
  VouchBreaker breaker = { 0 };

  fail_times (&breaker, 4, SECOND);
  vouch_breaker_record (&breaker, FALSE, FALSE, SECOND);
  fail_times (&breaker, 4, SECOND);
  g_assert_cmpint (vouch_breaker_ask (&breaker, FALSE, SECOND), ==, VOUCH_BREAKER_GO);

  fail_times (&breaker, 1, SECOND);
  g_assert_cmpint (vouch_breaker_ask (&breaker, TRUE, SECOND), ==, VOUCH_BREAKER_STOP);
  g_assert_cmpint (breaker.retry_at, ==, 31 * SECOND);
}

static void
test_often (void)
{
  VouchBreaker breaker = { 0 };
  VouchBreaker slow = { 0 };

  /* Two of three fail, never five in a row. */
  for (guint i = 0; i < 19; i++)
    {
      vouch_breaker_record (&breaker, FALSE, i % 3 != 0, (i + 1) * SECOND);
      g_assert_false (breaker.is_open);
    }
  vouch_breaker_record (&breaker, FALSE, TRUE, 20 * SECOND);
  g_assert_true (breaker.is_open);

  /* The same over a longer time. */
  for (guint i = 0; i < 100; i++)
    vouch_breaker_record (&slow, FALSE, i % 3 != 0, (i + 1) * 4 * SECOND);
  g_assert_false (slow.is_open);
}

static void
test_half_is_not_more_than_half (void)
{
  VouchBreaker breaker = { 0 };

  for (guint i = 0; i < 100; i++)
    vouch_breaker_record (&breaker, FALSE, i % 2 != 0, SECOND);
  g_assert_false (breaker.is_open);
}

static void
test_probe (void)
{
  VouchBreaker breaker = { 0 };
  gint64 now = SECOND;
  gint64 pause = 30 * SECOND;

  fail_times (&breaker, 5, now);
  for (guint i = 0; i < 10; i++)
    {
      g_test_message ("pause %u", i);
      g_assert_cmpint (vouch_breaker_ask (&breaker, TRUE, now + pause - 1), ==, VOUCH_BREAKER_STOP);
      now += pause;

      /* Only a read may try, and only one. */
      g_assert_cmpint (vouch_breaker_ask (&breaker, FALSE, now), ==, VOUCH_BREAKER_STOP);
      g_assert_cmpint (vouch_breaker_ask (&breaker, TRUE, now), ==, VOUCH_BREAKER_PROBE);
      g_assert_cmpint (vouch_breaker_ask (&breaker, TRUE, now), ==, VOUCH_BREAKER_STOP);

      /* What was sent before decides nothing. */
      vouch_breaker_record (&breaker, FALSE, FALSE, now);
      g_assert_true (breaker.is_open);

      vouch_breaker_record (&breaker, TRUE, TRUE, now);
      pause = MIN (pause * 2, 15 * 60 * SECOND);
    }

  now += pause;
  g_assert_cmpint (vouch_breaker_ask (&breaker, TRUE, now), ==, VOUCH_BREAKER_PROBE);
  vouch_breaker_drop_probe (&breaker);
  g_assert_cmpint (vouch_breaker_ask (&breaker, TRUE, now), ==, VOUCH_BREAKER_PROBE);
  vouch_breaker_record (&breaker, TRUE, FALSE, now);
  g_assert_cmpint (vouch_breaker_ask (&breaker, FALSE, now), ==, VOUCH_BREAKER_GO);

  /* It begins anew. */
  fail_times (&breaker, 5, now);
  g_assert_cmpint (breaker.retry_at, ==, now + 30 * SECOND);
}

static void
test_retry_budget (void)
{
  g_autoptr(VouchRandom) random = vouch_test_random_new (1);
  g_autoptr(GError) error = vouch_api_error_new (VOUCH_API_ERROR_OUTCOME_UNKNOWN, 500, "x");
  VouchRetry retry;
  guint n_retries = 0;
  gint64 delay;

  vouch_retry_init (&retry);
  for (guint i = 0; i < 1000; i++)
    {
      vouch_retry_count_call (&retry);
      n_retries += vouch_retry_allow (&retry, error, 1, random, &delay) ? 1 : 0;
    }

  g_assert_cmpuint (n_retries, >=, 100);
  g_assert_cmpuint (n_retries, <=, 111);
}

static void
test_retry_delay (void)
{
  g_autoptr(VouchRandom) random = vouch_test_random_new (1);
  g_autoptr(GError) error = vouch_api_error_new (VOUCH_API_ERROR_THROTTLED, 429, "x");
  gint64 highest = 0;
  gint64 delay = -1;

  for (guint i = 0; i < 200; i++)
    {
      VouchRetry retry;

      vouch_retry_init (&retry);
      g_assert_true (vouch_retry_allow (&retry, error, 2, random, &delay));
      g_assert_cmpint (delay, >=, 0);
      g_assert_cmpint (delay, <, 2 * SECOND);
      highest = MAX (highest, delay);
    }
  g_assert_cmpint (highest, >, 1.8 * SECOND);
}

static void
test_retry_refused (void)
{
  static const VouchApiError lasting[] = {
    VOUCH_API_ERROR_UNAUTHORIZED, VOUCH_API_ERROR_FORBIDDEN, VOUCH_API_ERROR_NOT_FOUND,
    VOUCH_API_ERROR_CONFLICT, VOUCH_API_ERROR_INVALID, VOUCH_API_ERROR_UNSUPPORTED,
    VOUCH_API_ERROR_BAD_REPLY,
  };
  g_autoptr(VouchRandom) random = vouch_test_random_new (1);
  g_autoptr(GError) throttled = vouch_api_error_new (VOUCH_API_ERROR_THROTTLED, 429, "x");
  VouchRetry retry;
  gint64 delay;

  vouch_retry_init (&retry);
  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    {
      g_autoptr(GError) error = vouch_api_error_new (lasting[i], 0, "x");

      g_assert_false (vouch_retry_allow (&retry, error, 1, random, &delay));
    }

  g_assert_false (vouch_retry_allow (&retry, throttled, 3, random, &delay));
  vouch_api_error_set_retry_after (throttled, 61);
  g_assert_false (vouch_retry_allow (&retry, throttled, 1, random, &delay));
  vouch_api_error_set_retry_after (throttled, 60);
  g_assert_true (vouch_retry_allow (&retry, throttled, 1, random, &delay));
  g_assert_cmpint (delay, ==, 60 * SECOND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/breaker/in-a-row", test_in_a_row);
  g_test_add_func ("/breaker/often", test_often);
  g_test_add_func ("/breaker/half-is-not-more-than-half", test_half_is_not_more_than_half);
  g_test_add_func ("/breaker/probe", test_probe);
  g_test_add_func ("/retry/budget", test_retry_budget);
  g_test_add_func ("/retry/delay", test_retry_delay);
  g_test_add_func ("/retry/refused", test_retry_refused);

  return g_test_run ();
}
