/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "sync/vouch-lane.h"
#include "sync/vouch-problem.h"

/* After a cycle that could not come to its end, doubling. */
#define FIRST_WAIT (25 * VOUCH_SECOND)
#define LONGEST_WAIT (15 * VOUCH_MINUTE)

/* A cycle that somebody asked for. */
typedef struct
{
  VouchCycleFlags flags;
  GPtrArray *waiters;        /* (owned), of Waiter: who asked for it */
  GCancellable *cancellable; /* (owned): once none of them waits any more */
  VouchSession *session;     /* (owned) (nullable): from its beginning on */
  VouchCycle *cycle;         /* (owned) (nullable): from its beginning on */
} Job;

typedef struct
{
  VouchLane *lane;    /* (unowned): the task's source object */
  GTask *task;        /* (owned) */
  GSource *cancelled; /* (owned) (nullable) */
} Waiter;

struct _VouchLane
{
  GObject parent_instance;

  VouchClock *clock;     /* (owned) */
  gint64 connection_id;
  VouchSession *session; /* (owned) (nullable): for the cycles to come */
  gboolean on;
  gint64 interval;
  gint64 interval_front;

  Job *running;          /* (owned) (nullable) */
  GPtrArray *waiting;    /* (owned), of Job, in the order in which they were asked for */

  VouchReason *problem;  /* (owned) (nullable) */
  gint64 last_good;
  gint64 last_sync;
  gint64 ended_at;       /* boot time of the last cycle's end, or 0 */
  gint64 wait;           /* after the last cycle, when it failed; else 0 */
  gboolean woken;        /* the next cycle is due at once */
};

enum { BEGAN, ENDED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VouchLane, vouch_lane, G_TYPE_OBJECT)

static void
waiter_free (Waiter *waiter)
{
  if (waiter->cancelled != NULL)
    {
      g_source_destroy (waiter->cancelled);
      g_source_unref (waiter->cancelled);
    }
  g_clear_object (&waiter->task);
  g_free (waiter);
}

static void
job_free (Job *job)
{
  g_clear_pointer (&job->waiters, g_ptr_array_unref);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->session);
  g_clear_object (&job->cycle);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (VouchCycleFlags flags)
{
  Job *job = g_new0 (Job, 1);

  job->flags = flags;
  job->waiters = g_ptr_array_new_with_free_func ((GDestroyNotify) waiter_free);
  job->cancellable = g_cancellable_new ();
  return job;
}

static gboolean
is_wanted (const Job *job)
{
  for (guint i = 0; i < job->waiters->len; i++)
    {
      const Waiter *waiter = job->waiters->pdata[i];

      if (!g_cancellable_is_cancelled (g_task_get_cancellable (waiter->task)))
        return TRUE;
    }

  return FALSE;
}

static void
answer (Job          *job,
        const GError *error)
{
  for (guint i = 0; i < job->waiters->len; i++)
    {
      Waiter *waiter = job->waiters->pdata[i];

      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_pointer (waiter->task, g_object_ref (job->cycle), g_object_unref);
    }
}

/* Running. */

static void begin_next (VouchLane *self);

static void
note_end (VouchLane    *self,
          const Job    *job,
          const GError *error)
{
  VouchReason *problem = vouch_cycle_get_problem (job->cycle);
  gboolean delivers_only = (job->flags & VOUCH_CYCLE_DELIVER_ONLY) != 0;

  vouch_session_set_interrupted (job->session, error != NULL);
  /* Without a look at the candidates it says nothing about when the next look is due. */
  if (error != NULL || !delivers_only)
    self->ended_at = vouch_clock_get_boot (self->clock);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->wait = error != NULL ? MIN (MAX (2 * self->wait, FIRST_WAIT), LONGEST_WAIT) : 0;
  /* That a delivery went well says nothing of what the last look met. */
  if (delivers_only && error == NULL && problem == NULL)
    return;

  g_clear_pointer (&self->problem, vouch_reason_unref);
  self->problem = problem != NULL ? vouch_reason_ref (problem) : NULL;
  /* A look that was refused is none. */
  if (error != NULL || problem != NULL)
    return;

  self->last_sync = vouch_clock_get_wall (self->clock);
  self->last_good = vouch_session_get_now (job->session);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(VouchLane) self = user_data;
  g_autoptr(Job) job = g_steal_pointer (&self->running);
  g_autoptr(GError) error = NULL;

  vouch_procedure_run_finish (VOUCH_PROCEDURE (object), result, &error);
  vouch_cycle_note_end (job->cycle, error);
  note_end (self, job, error);
  g_signal_emit (self, signals[ENDED], 0, job->cycle);
  g_signal_emit (self, signals[CHANGED], 0);

  /* An answer may ask again, behind those that wait already. */
  begin_next (self);
  answer (job, error);
}

static VouchRunCause
find_cause (VouchLane *self,
            const Job *job)
{
  if ((job->flags & VOUCH_CYCLE_PREVIEW) != 0)
    return VOUCH_RUN_PREVIEW;
  if ((job->flags & VOUCH_CYCLE_DELIVER_ONLY) != 0)
    return VOUCH_RUN_ACTION;
  if ((job->flags & VOUCH_CYCLE_THOROUGH) != 0)
    return VOUCH_RUN_PERSON;
  if (self->ended_at == 0)
    return VOUCH_RUN_START;
  if (self->woken)
    return VOUCH_RUN_WAKE;

  return (job->flags & VOUCH_CYCLE_IN_FRONT) != 0 ? VOUCH_RUN_FRONT : VOUCH_RUN_SCHEDULE;
}

static void
begin_next (VouchLane *self)
{
  Job *job;

  if (self->running != NULL || self->waiting->len == 0)
    return;

  job = g_ptr_array_steal_index (self->waiting, 0);
  self->running = job;
  job->session = g_object_ref (self->session);
  job->cycle = vouch_cycle_new (job->session, self->last_good, job->flags,
                                find_cause (self, job));
  self->woken = FALSE;
  g_signal_emit (self, signals[BEGAN], 0, job->cycle);
  g_signal_emit (self, signals[CHANGED], 0);
  vouch_procedure_run_async (VOUCH_PROCEDURE (job->cycle), job->cancellable, ran_cb,
                             g_object_ref (self));
}

/* A request that nobody waits for is taken out of the row; a cycle, ended. */
static void
drop_unwanted (VouchLane *self)
{
  g_autoptr(GPtrArray) dropped = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                 "nobody waits for the cycle");

  if (self->running != NULL && !is_wanted (self->running))
    g_cancellable_cancel (self->running->cancellable);
  for (guint i = self->waiting->len; i > 0; i--)
    {
      if (!is_wanted (self->waiting->pdata[i - 1]))
        g_ptr_array_add (dropped, g_ptr_array_steal_index (self->waiting, i - 1));
    }
  for (guint i = 0; i < dropped->len; i++)
    answer (dropped->pdata[i], error);
}

/**
 * vouch_lane_stop:
 * @self: a lane
 *
 * Ends the cycle under way, whoever waits for it; what it left is taken up by the next one.
 */
void
vouch_lane_stop (VouchLane *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running->cancellable);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable,
                     gpointer      user_data)
{
  g_autoptr(VouchLane) self = g_object_ref (((Waiter *) user_data)->lane);

  drop_unwanted (self);
  return G_SOURCE_REMOVE;
}

static void
add_waiter (VouchLane *self,
            Job       *job,
            GTask     *task) /* (transfer full) */
{
  Waiter *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->lane = self;
  waiter->task = task;
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, NULL);
      g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
    }
  g_ptr_array_add (job->waiters, waiter);
}

static Job *
find_waiting (VouchLane       *self,
              VouchCycleFlags  flags)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      Job *job = self->waiting->pdata[i];

      if (job->flags == flags)
        return job;
    }

  return NULL;
}

/**
 * vouch_lane_run_async:
 * @self: a lane with a session
 * @flags: how
 * @cancellable: (nullable): ends the cycle, unless somebody else waits for it too
 * @callback: (scope async): called when the cycle has ended
 * @user_data: data for @callback
 *
 * Runs a cycle once those that were asked for before are over. Requests of one kind that have not
 * begun share one cycle; one that is under way has looked already, and is not shared.
 */
void
vouch_lane_run_async (VouchLane           *self,
                      VouchCycleFlags      flags,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = find_waiting (self, flags);

  g_task_set_source_tag (task, vouch_lane_run_async);
  if (job == NULL)
    {
      job = job_new (flags);
      g_ptr_array_add (self->waiting, job);
    }
  add_waiter (self, job, task);
  begin_next (self);
}

VouchCycle *
vouch_lane_run_finish (VouchLane     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* When. */

/**
 * vouch_lane_wake:
 * @self: a lane
 *
 * Its next cycle is due at once; after the one under way, if there is one.
 */
void
vouch_lane_wake (VouchLane *self)
{
  if (self->woken)
    return;

  self->woken = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

gint64
vouch_lane_get_due (VouchLane *self,
                    gboolean   in_front)
{
  gint64 interval = self->interval;

  if (!self->on || self->running != NULL || self->waiting->len > 0)
    return G_MAXINT64;
  if (self->woken || self->ended_at == 0)
    return 0;
  if (in_front)
    interval = MIN (interval, self->interval_front);

  return self->ended_at + (self->wait > 0 ? self->wait : interval);
}

void
vouch_lane_set_pace (VouchLane       *self,
                     const VouchPace *pace)
{
  gboolean turned_on = pace->on && !self->on;

  if (pace->on == self->on && pace->interval == self->interval &&
      pace->interval_front == self->interval_front)
    return;

  self->on = pace->on;
  self->interval = pace->interval;
  self->interval_front = pace->interval_front;
  self->woken |= turned_on;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
vouch_lane_is_on (VouchLane *self)
{
  return self->on;
}

void
vouch_lane_set_session (VouchLane    *self,
                        VouchSession *session)
{
  g_set_object (&self->session, session);
}

VouchSession *
vouch_lane_get_session (VouchLane *self)
{
  return self->session;
}

gint64
vouch_lane_get_id (VouchLane *self)
{
  return self->connection_id;
}

VouchCycle *
vouch_lane_get_cycle (VouchLane *self)
{
  return self->running != NULL ? self->running->cycle : NULL;
}

VouchReason *
vouch_lane_get_problem (VouchLane *self)
{
  return self->problem;
}

gint64
vouch_lane_get_last_good (VouchLane *self)
{
  return self->last_good;
}

gint64
vouch_lane_get_last_sync (VouchLane *self)
{
  return self->last_sync;
}

static void
vouch_lane_finalize (GObject *object)
{
  VouchLane *self = VOUCH_LANE (object);

  g_assert (self->running == NULL && self->waiting->len == 0);
  g_clear_object (&self->clock);
  g_clear_object (&self->session);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->problem, vouch_reason_unref);

  G_OBJECT_CLASS (vouch_lane_parent_class)->finalize (object);
}

static void
vouch_lane_class_init (VouchLaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_lane_finalize;

  signals[BEGAN] = g_signal_new ("began", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, VOUCH_TYPE_CYCLE);
  signals[ENDED] = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, VOUCH_TYPE_CYCLE);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
vouch_lane_init (VouchLane *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
}

/**
 * vouch_lane_new:
 * @clock: the clock
 * @connection_id: whose cycles
 * @last_good: the last good cycle of an earlier run, service's time, or 0
 *
 * Returns: (transfer full): a lane that needs a session and a pace
 */
VouchLane *
vouch_lane_new (VouchClock *clock,
                gint64      connection_id,
                gint64      last_good)
{
  VouchLane *self = g_object_new (VOUCH_TYPE_LANE, NULL);

  self->clock = g_object_ref (clock);
  self->connection_id = connection_id;
  self->last_good = last_good;
  self->last_sync = last_good;
  return self;
}
