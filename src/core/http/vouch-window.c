/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "http/vouch-window.h"

/* A call reaches the service a little later than it is let through, and not always equally much. */
#define MARGIN (10 * 1000)

#define SLOW_DOWN 0.8
#define MIN_FACTOR 0.1
#define RECOVERY_PER_SECOND 0.01

/* How many calls may stand in one window. */
static guint
get_burst (VouchWindow *self,
           gint64       now)
{
  return MAX ((guint) vouch_window_get_rate (self, now), 1);
}

/* A rate of 2.5 is two calls in any second, one of 0.5 a call in any two. */
static gint64
get_length (VouchWindow *self,
            gint64       now)
{
  double length = get_burst (self, now) / vouch_window_get_rate (self, now);

  return MAX ((gint64) (length * G_USEC_PER_SEC), G_USEC_PER_SEC) + MARGIN;
}

static gint64
peek_time (GList *link)
{
  return *(const gint64 *) link->data;
}

/* One length more than the rate needs, for answers that come late. */
static void
forget_old (VouchWindow *self,
            gint64       now)
{
  gint64 kept = 2 * get_length (self, now);

  while (self->times.head != NULL && peek_time (self->times.head) + kept <= now)
    g_free (g_queue_pop_head (&self->times));
}

static guint
count_since (VouchWindow *self,
             gint64       since)
{
  guint count = 0;

  for (GList *l = self->times.tail; l != NULL && peek_time (l) > since; l = l->prev)
    count++;

  return count;
}

static void
insert_sorted (VouchWindow *self,
               gint64       time)
{
  GList *after = self->times.tail;

  while (after != NULL && peek_time (after) > time)
    after = after->prev;

  g_queue_insert_after (&self->times, after, g_memdup2 (&time, sizeof time));
}

void
vouch_window_init (VouchWindow *self,
                   double       rate)
{
  self->nominal = rate;
  self->factor = 1.0;
  self->cut_at = 0;
  self->not_before = 0;
  g_queue_init (&self->times);
}

void
vouch_window_clear (VouchWindow *self)
{
  g_queue_clear_full (&self->times, g_free);
}

/**
 * vouch_window_get_rate:
 * @self: a window
 * @now: monotonic microseconds
 *
 * Returns: calls in a second at present: a fifth less after each refusal, then a hundredth more
 *   each second (reliability.md §2.8)
 */
double
vouch_window_get_rate (VouchWindow *self,
                       gint64       now)
{
  double elapsed = (double) (now - self->cut_at) / G_USEC_PER_SEC;

  return self->nominal * MIN (self->factor + RECOVERY_PER_SECOND * elapsed, 1.0);
}

/**
 * vouch_window_get_next:
 * @self: a window
 * @now: monotonic microseconds
 *
 * Returns: when the next call may go; @now or earlier means at once
 */
gint64
vouch_window_get_next (VouchWindow *self,
                       gint64       now)
{
  guint burst = get_burst (self, now);
  guint length = g_queue_get_length (&self->times);
  gint64 next = self->not_before;

  if (length >= burst)
    {
      GList *blocking = g_queue_peek_nth_link (&self->times, length - burst);

      next = MAX (next, peek_time (blocking) + get_length (self, now));
    }

  return next;
}

/**
 * vouch_window_add:
 * @self: a window
 * @now: monotonic microseconds
 * @at: when the call counts as made, as long as nothing better is known; not before @now
 *
 * Counts a call.
 */
void
vouch_window_add (VouchWindow *self,
                  gint64       now,
                  gint64       at)
{
  forget_old (self, now);
  insert_sorted (self, at);
}

/**
 * vouch_window_move:
 * @self: a window
 * @from: when a call counts as made
 * @to: when it was made at the latest
 *
 * Counts it from then on.
 */
void
vouch_window_move (VouchWindow *self,
                   gint64       from,
                   gint64       to)
{
  GList *link = self->times.tail;

  while (link != NULL && peek_time (link) > from)
    link = link->prev;

  /* It may be so long ago that it was forgotten. */
  if (link != NULL && peek_time (link) == from)
    {
      g_free (link->data);
      g_queue_delete_link (&self->times, link);
    }
  insert_sorted (self, to);
}

/**
 * vouch_window_match:
 * @self: a window
 * @remaining: how many calls the service says were left after one of ours
 * @granted_at: when that one was let through
 * @now: monotonic microseconds
 *
 * Counts calls of others who use the same credential, of which only the service knows. Calls of our
 * own that the service may have seen before that one, or not, count as seen.
 */
void
vouch_window_match (VouchWindow *self,
                    guint        remaining,
                    gint64       granted_at,
                    gint64       now)
{
  gint64 length = get_length (self, now);
  guint used = remaining + count_since (self, granted_at - length);

  if (granted_at + length <= now)
    return;

  for (guint burst = get_burst (self, now); used < burst; used++)
    insert_sorted (self, granted_at);
}

/**
 * vouch_window_slow_down:
 * @self: a window
 * @now: monotonic microseconds
 * @not_before: until when the service wants no call, or 0
 *
 * Takes a refusal into account.
 */
void
vouch_window_slow_down (VouchWindow *self,
                        gint64       now,
                        gint64       not_before)
{
  self->factor = MAX (vouch_window_get_rate (self, now) / self->nominal * SLOW_DOWN, MIN_FACTOR);
  self->cut_at = now;
  self->not_before = MAX (self->not_before, not_before);
}
