/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "http/vouch-pacer.h"

#include "http/vouch-window.h"

/* A call without an answer may still be on its way, and counts as made this much later than it was
 * let through. A service that takes longer has most likely begun to work on it. */
#define UNANSWERED (3 * G_USEC_PER_SEC)

/* So many answers tell how long the way is at best; one alone may have been held up itself. */
#define N_KNOWN 8

typedef struct _Waiter Waiter;

typedef struct
{
  const VouchHttpRule *rule;
  VouchWindow window;
  guint concurrency;   /* at present; the rule's at most */
  guint n_running;
  guint64 n_granted;
  GQueue waiters;      /* (element-type Waiter): in the order they came */
} Group;

struct _Waiter
{
  VouchPacer *pacer;
  Group *group;
  guint64 serial;
  GList link;                 /* in the group's queue, or in the pacer's of those that are over */
  gboolean granted;
  VouchTurn turn;             /* once it is granted */
  GCancellable *cancellable;  /* (owned) (nullable) */
  gulong cancelled_id;
  VouchPacerFunc callback;
  gpointer user_data;
};

struct _VouchPacer
{
  int ref_count;
  const VouchHttpPolicy *policy;
  VouchClock *clock;   /* (owned) */
  Group *groups;       /* (owned) (array length=n_rules) */
  VouchWindow window;  /* over all groups, which share the credential the service counts by */
  guint n_running;
  guint64 last_serial;
  gint64 last_granted_at;
  gint64 shortest;     /* microseconds from a turn to its answer, at best */
  guint n_answers;     /* at most N_KNOWN */

  GQueue over;         /* (element-type Waiter): granted or cancelled, to be told */
  guint timer;
  gint64 timer_at;
};

static void schedule (VouchPacer *self,
                      gint64      at);

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancellable != NULL)
    g_cancellable_disconnect (waiter->cancellable, waiter->cancelled_id);
  g_clear_object (&waiter->cancellable);
  g_free (waiter);
}

static gboolean
fits (const VouchHttpRule *rule,
      const char          *method,
      const char          *template)
{
  return (rule->method == NULL || g_str_equal (rule->method, method)) &&
         (rule->template == NULL || g_str_equal (rule->template, template));
}

/* The group whose first waiter may go now; what only time stands in the way of moves @wake up. */
static Group *
find_ready (VouchPacer *self,
            gint64      now,
            gint64     *wake)
{
  gint64 overall = vouch_window_get_next (&self->window, now);
  Group *ready = NULL;

  if (self->n_running >= self->policy->max_concurrency)
    return NULL;

  for (guint i = 0; i < self->policy->n_rules; i++)
    {
      Group *group = &self->groups[i];
      Waiter *first = g_queue_peek_head (&group->waiters);
      gint64 next;

      if (first == NULL || group->n_running >= group->concurrency)
        continue;

      next = MAX (vouch_window_get_next (&group->window, now), overall);
      if (next > now)
        *wake = MIN (*wake, next);
      else if (ready == NULL || first->serial < ((Waiter *) ready->waiters.head->data)->serial)
        ready = group;
    }

  return ready;
}

static void
grant_first (VouchPacer *self,
             Group      *group,
             gint64      now)
{
  Waiter *waiter = g_queue_peek_head (&group->waiters);

  g_queue_unlink (&group->waiters, &waiter->link);
  g_queue_push_tail_link (&self->over, &waiter->link);

  group->n_running++;
  group->n_granted++;
  self->n_running++;
  self->last_granted_at = now;
  vouch_window_add (&group->window, now, now + UNANSWERED);
  vouch_window_add (&self->window, now, now + UNANSWERED);

  waiter->granted = TRUE;
  waiter->turn.group = group - self->groups;
  waiter->turn.granted_at = now;
  waiter->turn.n_running = group->n_running;
  waiter->turn.n_granted = group->n_granted;
}

/* The queue is taken before it is told, since whoever is told may ask again. */
static void
tell_waiters (VouchPacer *self)
{
  GQueue over = self->over;

  g_queue_init (&self->over);
  while (over.head != NULL)
    {
      Waiter *waiter = over.head->data;

      g_queue_unlink (&over, &waiter->link);
      waiter->callback (waiter->granted ? &waiter->turn : NULL, waiter->user_data);
      waiter_free (waiter);
    }
}

static gboolean
pump_cb (gpointer user_data)
{
  VouchPacer *self = user_data;
  gint64 now = vouch_clock_get_monotonic (self->clock);
  gint64 wake = G_MAXINT64;
  Group *group;

  self->timer = 0;
  while ((group = find_ready (self, now, &wake)) != NULL)
    grant_first (self, group, now);
  if (wake < G_MAXINT64)
    schedule (self, wake);

  tell_waiters (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (VouchPacer *self,
          gint64      at)
{
  if (self->timer != 0 && self->timer_at <= at)
    return;

  if (self->timer != 0)
    vouch_clock_remove_timer (self->clock, self->timer);
  self->timer_at = at;
  self->timer = vouch_clock_add_timer (self->clock, at - vouch_clock_get_monotonic (self->clock),
                                       pump_cb, self);
}

static void
schedule_now (VouchPacer *self)
{
  schedule (self, vouch_clock_get_monotonic (self->clock));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Waiter *waiter = user_data;

  /* It has its turn already, and will notice by itself. */
  if (waiter->granted)
    return;

  g_queue_unlink (&waiter->group->waiters, &waiter->link);
  g_queue_push_tail_link (&waiter->pacer->over, &waiter->link);
  schedule_now (waiter->pacer);
}

/**
 * vouch_pacer_new:
 * @policy: what the service allows; at least one rule, the last fits everything
 * @clock: measures the time
 *
 * Returns: (transfer full): a pacer; the last reference goes once nobody waits
 */
VouchPacer *
vouch_pacer_new (const VouchHttpPolicy *policy,
                 VouchClock            *clock)
{
  VouchPacer *self;

  g_return_val_if_fail (policy->n_rules > 0, NULL);

  self = g_new0 (VouchPacer, 1);
  self->ref_count = 1;
  self->policy = policy;
  self->clock = g_object_ref (clock);
  self->groups = g_new0 (Group, policy->n_rules);
  self->shortest = G_MAXINT64;
  vouch_window_init (&self->window, policy->rules[policy->n_rules - 1].rate);
  g_queue_init (&self->over);

  for (guint i = 0; i < policy->n_rules; i++)
    {
      Group *group = &self->groups[i];

      group->rule = &policy->rules[i];
      group->concurrency = group->rule->concurrency;
      vouch_window_init (&group->window, group->rule->rate);
      g_queue_init (&group->waiters);
    }

  return self;
}

VouchPacer *
vouch_pacer_ref (VouchPacer *self)
{
  self->ref_count++;
  return self;
}

void
vouch_pacer_unref (VouchPacer *self)
{
  if (--self->ref_count > 0)
    return;

  if (self->timer != 0)
    vouch_clock_remove_timer (self->clock, self->timer);

  for (guint i = 0; i < self->policy->n_rules; i++)
    {
      g_assert (self->groups[i].waiters.length == 0);
      vouch_window_clear (&self->groups[i].window);
    }

  vouch_window_clear (&self->window);
  g_free (self->groups);
  g_object_unref (self->clock);
  g_free (self);
}

VouchClock *
vouch_pacer_get_clock (VouchPacer *self)
{
  return self->clock;
}

/**
 * vouch_pacer_is_idle:
 * @self: a pacer
 * @age: microseconds
 *
 * Returns: whether nobody but the caller has it, and its last turn was granted longer ago
 */
gboolean
vouch_pacer_is_idle (VouchPacer *self,
                     gint64      age)
{
  return self->ref_count == 1 && self->timer == 0 &&
         vouch_clock_get_monotonic (self->clock) - self->last_granted_at > age;
}

guint
vouch_pacer_find_group (VouchPacer *self,
                        const char *method,
                        const char *template)
{
  for (guint i = 0; i < self->policy->n_rules; i++)
    {
      if (fits (&self->policy->rules[i], method, template))
        return i;
    }

  g_return_val_if_reached (self->policy->n_rules - 1);
}

/**
 * vouch_pacer_acquire:
 * @self: a pacer
 * @group: from vouch_pacer_find_group()
 * @cancellable: (nullable): ends the waiting
 * @callback: called once, through the main loop
 * @user_data: data for @callback
 *
 * Waits for a turn.
 */
void
vouch_pacer_acquire (VouchPacer     *self,
                     guint           group,
                     GCancellable   *cancellable,
                     VouchPacerFunc  callback,
                     gpointer        user_data)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->pacer = self;
  waiter->group = &self->groups[group];
  waiter->serial = ++self->last_serial;
  waiter->link.data = waiter;
  waiter->callback = callback;
  waiter->user_data = user_data;
  g_queue_push_tail_link (&waiter->group->waiters, &waiter->link);

  if (cancellable != NULL)
    {
      waiter->cancellable = g_object_ref (cancellable);
      waiter->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                    waiter, NULL);
    }

  schedule_now (self);
}

/* Counts a call as made at another time than was thought. */
static void
count_at (VouchPacer      *self,
          const VouchTurn *turn,
          gint64           at)
{
  gint64 before = turn->granted_at + UNANSWERED;

  vouch_window_move (&self->groups[turn->group].window, before, at);
  vouch_window_move (&self->window, before, at);
}

/**
 * vouch_pacer_move:
 * @self: a pacer
 * @turn: a turn whose call leaves only now
 *
 * Counts it from now on, so that what was held up does not bunch with what comes after.
 */
void
vouch_pacer_move (VouchPacer *self,
                  VouchTurn  *turn)
{
  gint64 now = vouch_clock_get_monotonic (self->clock);

  count_at (self, turn, now + UNANSWERED);
  turn->granted_at = now;
}

/**
 * vouch_pacer_release:
 * @self: a pacer
 * @turn: a turn
 *
 * Tells that the call is over. From now on it counts from when it was made at the latest.
 */
void
vouch_pacer_release (VouchPacer      *self,
                     const VouchTurn *turn)
{
  Group *group = &self->groups[turn->group];
  gint64 now = vouch_clock_get_monotonic (self->clock);

  g_return_if_fail (group->n_running > 0);

  count_at (self, turn, turn->answered ? turn->made_at : now);
  group->n_running--;
  self->n_running--;
  schedule_now (self);
}

static gboolean
read_count (const VouchHeaders *headers,
            const char         *name,
            guint              *count)
{
  const char *text = vouch_headers_get (headers, name);
  guint64 value;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &value, NULL))
    return FALSE;

  *count = value;
  return TRUE;
}

/* How many calls of others run, at least: ours that may have run at the same time all count. */
static void
match_concurrency (Group           *group,
                   const VouchTurn *turn,
                   guint            remaining)
{
  guint64 used = turn->n_running + (group->n_granted - turn->n_granted) + remaining;
  guint foreign = used < group->rule->concurrency ? group->rule->concurrency - used : 0;

  group->concurrency = MAX (group->rule->concurrency - foreign, 1);
}

/* What an answer took longer than the quickest one, its call may have been late by: on a machine
 * or a line that is busy for a moment, calls bunch. */
static void
match_delay (VouchPacer *self,
             VouchTurn  *turn,
             gint64      now)
{
  self->shortest = MIN (self->shortest, now - turn->granted_at);
  self->n_answers = MIN (self->n_answers + 1, N_KNOWN);

  turn->answered = TRUE;
  turn->made_at = self->n_answers < N_KNOWN ? now : now - self->shortest;
}

/**
 * vouch_pacer_take_limits:
 * @self: a pacer
 * @turn: the turn of a call that is answered
 * @headers: of the answer
 *
 * Corrects the own count by what the service says is left (smartrecruiters.md §4), and by when the
 * call can have arrived. It can only slow down: the policy remains the ceiling.
 */
void
vouch_pacer_take_limits (VouchPacer         *self,
                         VouchTurn          *turn,
                         const VouchHeaders *headers)
{
  Group *group = &self->groups[turn->group];
  gint64 now = vouch_clock_get_monotonic (self->clock);
  guint count;

  if (read_count (headers, "X-RateLimit-Remaining", &count))
    {
      vouch_window_match (&group->window, count, turn->granted_at, now);
      /* A slow group is counted by itself; all others are one count of the service. */
      if (group->rule->rate >= self->window.nominal)
        vouch_window_match (&self->window, count, turn->granted_at, now);
    }
  match_delay (self, turn, now);
  if (read_count (headers, "X-RateLimit-Concurrent-Remaining", &count))
    match_concurrency (group, turn, count);
}

/**
 * vouch_pacer_take_throttled:
 * @self: a pacer
 * @turn: the turn of a call that was refused with 429
 * @retry_after: seconds the service asked to wait, or -1
 *
 * Slows the group down and makes it wait as long as the service asked.
 */
void
vouch_pacer_take_throttled (VouchPacer      *self,
                            const VouchTurn *turn,
                            gint64           retry_after)
{
  gint64 now = vouch_clock_get_monotonic (self->clock);
  gint64 not_before = retry_after > 0 ? now + retry_after * G_USEC_PER_SEC : 0;

  vouch_window_slow_down (&self->groups[turn->group].window, now, not_before);
}

/**
 * vouch_pacer_get_rate:
 * @self: a pacer
 * @group: from vouch_pacer_find_group()
 *
 * Returns: calls in a second the group may make at present
 */
double
vouch_pacer_get_rate (VouchPacer *self,
                      guint       group)
{
  return vouch_window_get_rate (&self->groups[group].window,
                                vouch_clock_get_monotonic (self->clock));
}
