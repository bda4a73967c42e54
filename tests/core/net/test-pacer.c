/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "http/vouch-pacer.h"
#include "vouch-test-clock.h"
#include "vouch-test-util.h"

static const VouchHttpRule rules[] = {
  { "GET", "/candidates", 10, 1 },
  { NULL, "/slow", 2, 8 },
  { NULL, NULL, 10, 8 },
};

static const VouchHttpPolicy policy = {
  .name = "test",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 8,
};

enum
{
  ONE_AT_A_TIME,
  SLOW,
  REST,
};

typedef struct
{
  VouchTestClock *clock;
  VouchPacer *pacer;
  GArray *times;    /* (element-type gint64): of turns */
  GArray *names;    /* (element-type guint): whose */
  guint n_refused;
  guint n_running;
  guint max_at_once;
  gint64 duration;  /* of a call; 0 keeps the turn for ever */
} Fixture;

typedef struct
{
  Fixture *fixture;
  guint name;
  VouchTurn turn;
  VouchHeaders *headers;  /* (owned) (nullable): of the answer */
} Job;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->clock = vouch_test_clock_new (0);
  fixture->pacer = vouch_pacer_new (&policy, VOUCH_CLOCK (fixture->clock));
  fixture->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->names = g_array_new (FALSE, FALSE, sizeof (guint));
  fixture->duration = 50 * 1000;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  vouch_pacer_unref (fixture->pacer);
  g_assert_cmpuint (vouch_test_clock_get_n_timers (fixture->clock), ==, 0);
  g_array_unref (fixture->times);
  g_array_unref (fixture->names);
  g_assert_finalize_object (fixture->clock);
}

static gboolean
end_cb (gpointer user_data)
{
  Job *job = user_data;

  job->fixture->n_running--;
  if (job->headers != NULL)
    vouch_pacer_take_limits (job->fixture->pacer, &job->turn, job->headers);
  vouch_pacer_release (job->fixture->pacer, &job->turn);
  g_clear_pointer (&job->headers, vouch_headers_unref);
  g_free (job);
  return G_SOURCE_REMOVE;
}

static void
turn_cb (const VouchTurn *turn,
         gpointer         user_data)
{
  Job *job = user_data;
  Fixture *fixture = job->fixture;

  if (turn == NULL)
    {
      fixture->n_refused++;
      g_free (job);
      return;
    }

  job->turn = *turn;
  g_array_append_val (fixture->times, turn->granted_at);
  g_array_append_val (fixture->names, job->name);
  fixture->n_running++;
  fixture->max_at_once = MAX (fixture->max_at_once, fixture->n_running);
  vouch_clock_add_timer (VOUCH_CLOCK (fixture->clock), fixture->duration, end_cb, job);
}

static Job *
ask (Fixture      *fixture,
     guint         group,
     guint         name,
     GCancellable *cancellable)
{
  Job *job = g_new0 (Job, 1);

  job->fixture = fixture;
  job->name = name;
  vouch_pacer_acquire (fixture->pacer, group, cancellable, turn_cb, job);
  return job;
}

static gint64
get_time (Fixture *fixture,
          guint    index)
{
  return g_array_index (fixture->times, gint64, index);
}

/* However it is laid, no second holds more than the rate. */
static void
assert_window (Fixture *fixture,
               guint    rate)
{
  for (guint i = rate; i < fixture->times->len; i++)
    g_assert_cmpint (get_time (fixture, i) - get_time (fixture, i - rate), >, G_USEC_PER_SEC);
}

static void
finish (Fixture *fixture,
        guint    n)
{
  vouch_test_clock_run_until (fixture->clock, fixture->times->len + fixture->n_refused == n);
  vouch_test_clock_run_until (fixture->clock, fixture->n_running == 0);
  vouch_test_run_ready ();
}

static void
test_groups (Fixture       *fixture,
             gconstpointer  data)
{
  VouchPacer *pacer = fixture->pacer;

  g_assert_cmpuint (vouch_pacer_find_group (pacer, "GET", "/candidates"), ==, ONE_AT_A_TIME);
  g_assert_cmpuint (vouch_pacer_find_group (pacer, "POST", "/candidates"), ==, REST);
  g_assert_cmpuint (vouch_pacer_find_group (pacer, "PUT", "/slow"), ==, SLOW);
}

static void
test_window (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 begin = vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock));

  for (guint i = 0; i < 100; i++)
    ask (fixture, REST, i, NULL)->headers = vouch_headers_new ();

  /* Not from within the call. */
  g_assert_cmpuint (fixture->times->len, ==, 0);
  finish (fixture, 100);

  assert_window (fixture, 10);
  g_assert_cmpuint (fixture->max_at_once, ==, 8);
  g_assert_cmpint (get_time (fixture, 99) - begin, <, 9.5 * G_USEC_PER_SEC);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (g_array_index (fixture->names, guint, i), ==, i);
}

static void
test_slow_group (Fixture       *fixture,
                 gconstpointer  data)
{
  for (guint i = 0; i < 10; i++)
    ask (fixture, SLOW, i, NULL);
  finish (fixture, 10);
  assert_window (fixture, 2);
}

static void
test_all_groups_together (Fixture       *fixture,
                          gconstpointer  data)
{
  for (guint i = 0; i < 90; i++)
    ask (fixture, i % 3, i, NULL);
  finish (fixture, 90);
  assert_window (fixture, 10);
}

static void
test_one_at_a_time (Fixture       *fixture,
                    gconstpointer  data)
{
  fixture->duration = 300 * 1000;
  for (guint i = 0; i < 10; i++)
    ask (fixture, ONE_AT_A_TIME, i, NULL);
  finish (fixture, 10);
  g_assert_cmpuint (fixture->max_at_once, ==, 1);
}

/* What waits in a narrow group does not hold up the others. */
static void
test_no_blocking (Fixture       *fixture,
                  gconstpointer  data)
{
  fixture->duration = 10 * G_USEC_PER_SEC;
  ask (fixture, ONE_AT_A_TIME, 0, NULL);
  ask (fixture, ONE_AT_A_TIME, 1, NULL);
  ask (fixture, REST, 2, NULL);
  vouch_test_run_ready ();

  g_assert_cmpuint (fixture->names->len, ==, 2);
  g_assert_cmpuint (g_array_index (fixture->names, guint, 1), ==, 2);
  finish (fixture, 3);
}

static void
test_total (Fixture       *fixture,
            gconstpointer  data)
{
  fixture->duration = 10 * G_USEC_PER_SEC;
  for (guint i = 0; i < 20; i++)
    ask (fixture, i % 2 == 0 ? REST : SLOW, i, NULL);
  finish (fixture, 20);
  g_assert_cmpuint (fixture->max_at_once, ==, 8);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < 12; i++)
    ask (fixture, REST, i, i == 9 ? cancellable : NULL);
  ask (fixture, REST, 12, cancelled);
  vouch_test_run_ready ();
  g_assert_cmpuint (fixture->times->len, ==, 8);
  g_assert_cmpuint (fixture->n_refused, ==, 1);

  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (fixture->n_refused, ==, 1);
  vouch_test_run_ready ();
  g_assert_cmpuint (fixture->n_refused, ==, 2);

  finish (fixture, 13);
  g_assert_cmpuint (fixture->times->len, ==, 11);
}

static void
test_throttled (Fixture       *fixture,
                gconstpointer  data)
{
  VouchTurn turn = { .group = REST };
  gint64 begin = vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock));

  vouch_pacer_take_throttled (fixture->pacer, &turn, 7);
  g_assert_cmpfloat_with_epsilon (vouch_pacer_get_rate (fixture->pacer, REST), 8.0, 0.001);
  g_assert_cmpfloat_with_epsilon (vouch_pacer_get_rate (fixture->pacer, SLOW), 2.0, 0.001);

  for (guint i = 0; i < 30; i++)
    ask (fixture, REST, i, NULL);
  finish (fixture, 30);
  g_assert_cmpint (get_time (fixture, 0) - begin, ==, 7 * G_USEC_PER_SEC);
  assert_window (fixture, 8);

  vouch_test_clock_advance (fixture->clock, 20 * G_USEC_PER_SEC);
  g_assert_cmpfloat_with_epsilon (vouch_pacer_get_rate (fixture->pacer, REST), 10.0, 0.001);

  for (guint i = 0; i < 40; i++)
    vouch_pacer_take_throttled (fixture->pacer, &turn, -1);
  g_assert_cmpfloat (vouch_pacer_get_rate (fixture->pacer, REST), >=, 1.0);
}

static VouchHeaders *
write_limits (const char *remaining,
              const char *concurrent_remaining)
{
  VouchHeaders *headers = vouch_headers_new ();

  vouch_headers_add (headers, "x-ratelimit-remaining", remaining);
  vouch_headers_add (headers, "x-ratelimit-concurrent-remaining", concurrent_remaining);
  return headers;
}

static void
test_others_use_the_credential (Fixture       *fixture,
                                gconstpointer  data)
{
  Job *job = ask (fixture, REST, 0, NULL);

  job->headers = write_limits ("2", "1");
  finish (fixture, 1);

  fixture->max_at_once = 0;
  for (guint i = 1; i < 10; i++)
    ask (fixture, REST, i, NULL);
  finish (fixture, 10);

  /* Two are left of this second, and two places. */
  g_assert_cmpint (get_time (fixture, 2) - get_time (fixture, 0), <, G_USEC_PER_SEC);
  g_assert_cmpint (get_time (fixture, 3) - get_time (fixture, 0), >, G_USEC_PER_SEC);
  g_assert_cmpuint (fixture->max_at_once, ==, 2);
}

/* The service counts them against calls of every group. */
static void
test_others_and_all_groups (Fixture       *fixture,
                            gconstpointer  data)
{
  fixture->duration = 1000;
  ask (fixture, REST, 0, NULL)->headers = write_limits ("6", "7");
  finish (fixture, 1);

  for (guint i = 1; i < 10; i++)
    ask (fixture, i % 2 == 0 ? REST : ONE_AT_A_TIME, i, NULL);
  finish (fixture, 10);

  g_assert_cmpint (get_time (fixture, 6) - get_time (fixture, 0), <, G_USEC_PER_SEC);
  g_assert_cmpint (get_time (fixture, 7) - get_time (fixture, 0), >, G_USEC_PER_SEC);
}

/* Calls that are answered after so many microseconds, to their end. */
static void
call (Fixture *fixture,
      gint64   duration,
      guint    first,
      guint    end)
{
  fixture->duration = duration;
  for (guint i = first; i < end; i++)
    ask (fixture, REST, i, NULL)->headers = vouch_headers_new ();
  finish (fixture, end);
}

/* A call whose answer comes late may have arrived late, and counts from then on. */
static void
test_held_up (Fixture       *fixture,
              gconstpointer  data)
{
  call (fixture, 1000, 0, 8);
  vouch_test_clock_advance (fixture->clock, 3 * G_USEC_PER_SEC);

  call (fixture, 300 * 1000, 8, 19);
  g_assert_cmpint (get_time (fixture, 18) - get_time (fixture, 8), >=, 1299 * 1000);
}

/* What all answers take is the way there and back. */
static void
test_far (Fixture       *fixture,
          gconstpointer  data)
{
  call (fixture, 300 * 1000, 0, 8);
  vouch_test_clock_advance (fixture->clock, 3 * G_USEC_PER_SEC);

  call (fixture, 300 * 1000, 8, 19);
  g_assert_cmpint (get_time (fixture, 18) - get_time (fixture, 8), <, 1299 * 1000);
}

/* The very first answers do not tell yet how long the way is. */
static void
test_held_up_first (Fixture       *fixture,
                    gconstpointer  data)
{
  call (fixture, 300 * 1000, 0, 2);
  call (fixture, 1000, 2, 11);
  g_assert_cmpint (get_time (fixture, 10) - get_time (fixture, 0), >=, 1300 * 1000);
}

/* A call without an answer may be on its way still, and one that ends without may just have
 * arrived. Once it takes long, the service works on it. */
static void
test_unanswered (Fixture       *fixture,
                 gconstpointer  data)
{
  fixture->duration = 1500 * 1000;
  ask (fixture, SLOW, 0, NULL);
  ask (fixture, SLOW, 1, NULL);
  ask (fixture, SLOW, 2, NULL);
  finish (fixture, 3);
  g_assert_cmpint (get_time (fixture, 2) - get_time (fixture, 1), >=, 2500 * 1000);
  vouch_test_clock_advance (fixture->clock, 3 * G_USEC_PER_SEC);

  fixture->duration = 60 * G_USEC_PER_SEC;
  ask (fixture, SLOW, 3, NULL);
  ask (fixture, SLOW, 4, NULL);
  ask (fixture, SLOW, 5, NULL);
  finish (fixture, 6);
  g_assert_cmpint (get_time (fixture, 5) - get_time (fixture, 4), >=, 4 * G_USEC_PER_SEC);
  g_assert_cmpint (get_time (fixture, 5) - get_time (fixture, 4), <, 5 * G_USEC_PER_SEC);
}

/* However long it took: where it ended without an answer, it may only just have arrived. */
static void
test_unanswered_for_long (Fixture       *fixture,
                          gconstpointer  data)
{
  gint64 ended_at;

  fixture->duration = 60 * G_USEC_PER_SEC;
  ask (fixture, SLOW, 0, NULL);
  ask (fixture, SLOW, 1, NULL);
  finish (fixture, 2);
  ended_at = vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock));

  ask (fixture, SLOW, 2, NULL);
  finish (fixture, 3);
  g_assert_cmpint (get_time (fixture, 2) - ended_at, >=, G_USEC_PER_SEC);
}

/* What the service counts are our own calls, in whatever order they arrived. */
static void
test_own_calls_are_known (Fixture       *fixture,
                          gconstpointer  data)
{
  static const char *const texts[] = { "9", "2", "3", "7", "5", "4", "6", "8" };
  gint64 begin = vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock));

  fixture->duration = 600 * 1000;
  for (guint i = 0; i < 8; i++)
    ask (fixture, REST, i, NULL)->headers = write_limits (texts[i], texts[7 - i]);
  for (guint i = 8; i < 20; i++)
    ask (fixture, REST, i, NULL)->headers = write_limits ("0", "0");
  finish (fixture, 20);

  assert_window (fixture, 10);
  g_assert_cmpuint (fixture->max_at_once, ==, 8);
  g_assert_cmpint (get_time (fixture, 19) - begin, <, 3 * G_USEC_PER_SEC);
}

static void
test_nonsense_limits (Fixture       *fixture,
                      gconstpointer  data)
{
  static const char *const texts[] = { "-1", "", "many", "99999999999999999999", "1000000000" };
  gint64 begin = vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    ask (fixture, REST, i, NULL)->headers = write_limits (texts[i], texts[i]);
  finish (fixture, 5);
  for (guint i = 5; i < 10; i++)
    ask (fixture, REST, i, NULL);
  finish (fixture, 10);
  g_assert_cmpint (get_time (fixture, 9) - begin, <, G_USEC_PER_SEC / 2);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/pacer/groups", test_groups);
  ADD ("/pacer/window", test_window);
  ADD ("/pacer/slow-group", test_slow_group);
  ADD ("/pacer/all-groups-together", test_all_groups_together);
  ADD ("/pacer/one-at-a-time", test_one_at_a_time);
  ADD ("/pacer/no-blocking", test_no_blocking);
  ADD ("/pacer/total", test_total);
  ADD ("/pacer/cancelled", test_cancelled);
  ADD ("/pacer/throttled", test_throttled);
  ADD ("/pacer/others-use-the-credential", test_others_use_the_credential);
  ADD ("/pacer/others-and-all-groups", test_others_and_all_groups);
  ADD ("/pacer/held-up", test_held_up);
  ADD ("/pacer/far", test_far);
  ADD ("/pacer/held-up-first", test_held_up_first);
  ADD ("/pacer/unanswered", test_unanswered);
  ADD ("/pacer/unanswered-for-long", test_unanswered_for_long);
  ADD ("/pacer/own-calls-are-known", test_own_calls_are_known);
  ADD ("/pacer/nonsense-limits", test_nonsense_limits);

  return g_test_run ();
}
