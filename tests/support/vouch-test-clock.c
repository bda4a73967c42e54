/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "vouch-test-clock.h"

typedef struct
{
  VouchTestClock *clock;  /* (unowned): outlives its timers */
  guint id;
  gint64 due;             /* monotonic microseconds */
  gint64 delay;
  GSourceFunc callback;
  gpointer user_data;
  GSource *source;        /* (owned) (nullable): set once it is due */
} Timer;

struct _VouchTestClock
{
  GObject parent_instance;

  gint64 wall_offset;
  gint64 boot_offset;
  gint64 now;             /* monotonic microseconds */
  GList *timers;          /* (owned): by due time, then by id */
  guint last_id;
};

static void vouch_test_clock_iface_init (VouchClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchTestClock, vouch_test_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_CLOCK,
                                                      vouch_test_clock_iface_init))

static void
timer_free (Timer *timer)
{
  if (timer->source != NULL)
    {
      g_source_destroy (timer->source);
      g_source_unref (timer->source);
    }

  g_free (timer);
}

static int
compare_timers (gconstpointer a,
                gconstpointer b)
{
  const Timer *first = a;
  const Timer *second = b;

  if (first->due != second->due)
    return first->due < second->due ? -1 : 1;
  return first->id < second->id ? -1 : 1;
}

static GList *
find_timer (VouchTestClock *self,
            guint           id)
{
  for (GList *l = self->timers; l != NULL; l = l->next)
    {
      const Timer *timer = l->data;

      if (timer->id == id)
        return l;
    }

  return NULL;
}

/* The first timer that is not yet on its way. */
static Timer *
find_next (VouchTestClock *self)
{
  for (GList *l = self->timers; l != NULL; l = l->next)
    {
      Timer *timer = l->data;

      if (timer->source == NULL)
        return timer;
    }

  return NULL;
}

static gboolean
timer_cb (gpointer user_data)
{
  Timer *timer = user_data;
  VouchTestClock *self = timer->clock;
  guint id = timer->id;
  gboolean again = timer->callback (timer->user_data);
  GList *link = find_timer (self, id);

  /* The callback may have removed its own timer. */
  if (link == NULL)
    return G_SOURCE_REMOVE;

  self->timers = g_list_remove_link (self->timers, link);
  g_list_free (link);
  g_clear_pointer (&timer->source, g_source_unref);

  if (again)
    {
      timer->due = self->now + timer->delay;
      self->timers = g_list_insert_sorted (self->timers, timer, compare_timers);
    }
  else
    {
      timer_free (timer);
    }

  return G_SOURCE_REMOVE;
}

static void
fire (Timer *timer)
{
  timer->source = g_idle_source_new ();
  g_source_set_priority (timer->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (timer->source, timer_cb, timer, NULL);
  g_source_attach (timer->source, NULL);
}

static void
run_ready (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gint64
vouch_test_clock_get_wall (VouchClock *clock)
{
  VouchTestClock *self = VOUCH_TEST_CLOCK (clock);

  return self->now + self->wall_offset;
}

static gint64
vouch_test_clock_get_monotonic (VouchClock *clock)
{
  return VOUCH_TEST_CLOCK (clock)->now;
}

static gint64
vouch_test_clock_get_boot (VouchClock *clock)
{
  VouchTestClock *self = VOUCH_TEST_CLOCK (clock);

  return self->now + self->boot_offset;
}

static guint
vouch_test_clock_add_timer (VouchClock  *clock,
                            gint64       delay,
                            GSourceFunc  callback,
                            gpointer     user_data)
{
  VouchTestClock *self = VOUCH_TEST_CLOCK (clock);
  Timer *timer = g_new0 (Timer, 1);

  timer->clock = self;
  timer->id = ++self->last_id;
  timer->delay = MAX (delay, 0);
  timer->due = self->now + timer->delay;
  timer->callback = callback;
  timer->user_data = user_data;
  self->timers = g_list_insert_sorted (self->timers, timer, compare_timers);

  /* Needs no time to pass, so nobody has to move it. */
  if (timer->delay == 0)
    fire (timer);

  return timer->id;
}

static void
vouch_test_clock_remove_timer (VouchClock *clock,
                               guint       id)
{
  VouchTestClock *self = VOUCH_TEST_CLOCK (clock);
  GList *link = find_timer (self, id);

  g_return_if_fail (link != NULL);

  timer_free (link->data);
  self->timers = g_list_delete_link (self->timers, link);
}

static void
vouch_test_clock_finalize (GObject *object)
{
  VouchTestClock *self = VOUCH_TEST_CLOCK (object);

  g_list_free_full (self->timers, (GDestroyNotify) timer_free);

  G_OBJECT_CLASS (vouch_test_clock_parent_class)->finalize (object);
}

static void
vouch_test_clock_class_init (VouchTestClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_test_clock_finalize;
}

static void
vouch_test_clock_init (VouchTestClock *self)
{
  /* Away from zero, where a mistaken "not set" would go unnoticed. */
  self->now = G_TIME_SPAN_HOUR;
}

static void
vouch_test_clock_iface_init (VouchClockInterface *iface)
{
  iface->get_wall = vouch_test_clock_get_wall;
  iface->get_monotonic = vouch_test_clock_get_monotonic;
  iface->get_boot = vouch_test_clock_get_boot;
  iface->add_timer = vouch_test_clock_add_timer;
  iface->remove_timer = vouch_test_clock_remove_timer;
}

/**
 * vouch_test_clock_new:
 * @wall: microseconds since 1970
 *
 * Returns: (transfer full): a clock that stands at @wall
 */
VouchTestClock *
vouch_test_clock_new (gint64 wall)
{
  VouchTestClock *self = g_object_new (VOUCH_TYPE_TEST_CLOCK, NULL);

  self->wall_offset = wall - self->now;
  return self;
}

/**
 * vouch_test_clock_advance:
 * @self: a clock
 * @duration: microseconds
 *
 * Lets @duration pass, running what becomes due. Not to be called from a callback.
 */
void
vouch_test_clock_advance (VouchTestClock *self,
                          gint64          duration)
{
  gint64 target = self->now + duration;

  run_ready ();
  for (Timer *timer = find_next (self);
       timer != NULL && timer->due <= target;
       timer = find_next (self))
    {
      self->now = MAX (self->now, timer->due);
      fire (timer);
      run_ready ();
    }

  self->now = target;
}

/**
 * vouch_test_clock_advance_next:
 * @self: a clock
 *
 * Moves to the next timer and lets it run with the main context's next iteration.
 *
 * Returns: whether there was one
 */
gboolean
vouch_test_clock_advance_next (VouchTestClock *self)
{
  Timer *timer = find_next (self);

  if (timer == NULL)
    return FALSE;

  self->now = MAX (self->now, timer->due);
  fire (timer);
  return TRUE;
}

/**
 * vouch_test_clock_jump_wall:
 * @self: a clock
 * @difference: microseconds, may be negative
 *
 * Sets the wall clock by @difference; no time passes.
 */
void
vouch_test_clock_jump_wall (VouchTestClock *self,
                            gint64          difference)
{
  self->wall_offset += difference;
}

/**
 * vouch_test_clock_suspend:
 * @self: a clock
 * @duration: microseconds
 *
 * Lets the machine sleep: wall and boot time pass, monotonic time and timers stand still.
 */
void
vouch_test_clock_suspend (VouchTestClock *self,
                          gint64          duration)
{
  self->wall_offset += duration;
  self->boot_offset += duration;
}

/**
 * vouch_test_clock_get_n_timers:
 * @self: a clock
 *
 * Returns: how many timers wait, so that a test can tell that none was left behind
 */
guint
vouch_test_clock_get_n_timers (VouchTestClock *self)
{
  return g_list_length (self->timers);
}
