/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sim"

#include "vouch-sim.h"

#include "sync/vouch-outcome.h"

/* Most runs are short, some long: little is found late that is not found early. */
#define MIN_EVENTS 50
#define MAX_EVENTS 500
/* What waits for a person or for tomorrow is no longer under way after this many cycles. */
#define MAX_CYCLES 400
#define LONGEST_WAIT (26 * 60 * 60)

static void
free_person (gpointer data)
{
  VouchSimPerson *person = data;

  g_free (person->candidate_id);
  g_free (person->email);
  g_ptr_array_unref (person->job_ids);
  g_free (person);
}

/**
 * vouch_sim_draw:
 * @self: a simulation
 * @n: how many numbers there are
 *
 * Returns: one of 0 … @n - 1
 */
guint
vouch_sim_draw (VouchSim *self,
                guint     n)
{
  return vouch_test_random_next (self->random) % n;
}

gboolean
vouch_sim_chance (VouchSim *self,
                  guint     percent)
{
  return vouch_sim_draw (self, 100) < percent;
}

/**
 * vouch_sim_pick:
 * @self: a simulation
 * @words: words with a blank between them; a word said twice comes twice as often
 *
 * Returns: (transfer none): one of them
 */
const char *
vouch_sim_pick (VouchSim   *self,
                const char *words)
{
  g_auto(GStrv) list = g_strsplit (words, " ", -1);

  return g_intern_string (list[vouch_sim_draw (self, g_strv_length (list))]);
}

void
vouch_sim_say (VouchSim   *self,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list args;

  if (!self->verbose)
    return;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%10.3f  %s\n",
              (vouch_world_get_now (self->world) - VOUCH_WORLD_EPOCH) / (double) G_USEC_PER_SEC,
                  text);
}

/**
 * vouch_sim_try:
 * @self: a simulation
 * @action: a control call of the practice company
 * @format: its arguments as JSON
 * @...: values for @format
 *
 * Returns: whether the company could do it: a person cannot answer twice
 */
gboolean
vouch_sim_try (VouchSim   *self,
               const char *action,
               const char *format,
               ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr(JsonNode) node = NULL;
  va_list args;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);
  node = vouch_sandbox_control (vouch_world_get_sandbox (self->world), action, arguments,
                                vouch_world_get_now (self->world), NULL);
  vouch_sim_say (self, "%s %s%s", action, arguments, node != NULL ? "" : ": no");
  return node != NULL;
}

VouchWorld *
vouch_sim_get_world (VouchSim *self)
{
  return self->world;
}

/**
 * vouch_sim_new:
 * @seed: of everything
 * @verbose: say what happens
 *
 * Returns: (transfer full): a company as the seed wants it, before anything happened
 */
VouchSim *
vouch_sim_new (guint64  seed,
               gboolean verbose)
{
  VouchSim *self = g_new0 (VouchSim, 1);

  self->random = VOUCH_TEST_RANDOM (vouch_test_random_new (~seed));
  self->job_ids = g_ptr_array_new_with_free_func (g_free);
  self->people = g_ptr_array_new_with_free_func (free_person);
  self->verbose = verbose;
  self->world = vouch_world_new (seed);
  vouch_sim_found (self);
  return self;
}

void
vouch_sim_free (VouchSim *self)
{
  vouch_world_free (self->world);
  g_object_unref (self->random);
  g_ptr_array_unref (self->job_ids);
  g_ptr_array_unref (self->people);
  g_free (self);
}

/* The events. */

static const VouchSimEvent *
find_event (const VouchSimEvent *events,
            guint                n_events,
            guint               *weight)
{
  for (guint i = 0; i < n_events; i++)
    {
      if (*weight < events[i].weight)
        return &events[i];
      *weight -= events[i].weight;
    }

  return NULL;
}

static guint
add_weights (const VouchSimEvent *events,
             guint                n_events)
{
  guint sum = 0;

  for (guint i = 0; i < n_events; i++)
    sum += events[i].weight;
  return sum;
}

typedef const VouchSimEvent *(* EventsFunc) (guint *n_events);

static const EventsFunc sources[] = {
  vouch_sim_get_people, vouch_sim_get_answers, vouch_sim_get_hands, vouch_sim_get_trouble,
};

static void
run_event (VouchSim *self)
{
  const VouchSimEvent *event = NULL;
  guint sum = 0;
  guint weight;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      guint n_events;
      const VouchSimEvent *events = sources[i] (&n_events);

      sum += add_weights (events, n_events);
    }

  weight = vouch_sim_draw (self, sum);
  for (guint i = 0; event == NULL && i < G_N_ELEMENTS (sources); i++)
    {
      guint n_events;
      const VouchSimEvent *events = sources[i] (&n_events);

      event = find_event (events, n_events, &weight);
    }

  vouch_sim_say (self, "-- %s", event->name);
  event->run (self);
}

static guint
draw_n_events (VouchSim *self)
{
  guint range = 1 + vouch_sim_draw (self, MAX_EVENTS - MIN_EVENTS + 1);

  for (guint i = 0; i < 3; i++)
    range = 1 + vouch_sim_draw (self, range);
  return MIN_EVENTS + range - 1;
}

/* The end. */

typedef struct
{
  gint64 next_at;
  guint n_open;
  gint64 stuck; /* (row id): an effect that only a person can bring to an end, or 0 */
} Pending;

static void
read_pending (VouchSim *self,
              Pending  *pending)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (self->world);

  *pending = (Pending) { .next_at = G_MAXINT64 };
  for (guint i = 0; i < desk->effects->len; i++)
    {
      const VouchEffect *effect = desk->effects->pdata[i];

      if (effect->state != VOUCH_EFFECT_PLANNED && effect->state != VOUCH_EFFECT_SENDING &&
          effect->state != VOUCH_EFFECT_UNKNOWN)
        continue;
      pending->n_open++;
      pending->next_at = MIN (pending->next_at, effect->next_at);
      if (effect->state == VOUCH_EFFECT_UNKNOWN && effect->failures > VOUCH_MAX_FAILURES)
        pending->stuck = effect->id;
    }
}

static void
print_open (VouchSim *self)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (self->world);

  for (guint i = 0; i < desk->effects->len; i++)
    {
      const VouchEffect *effect = desk->effects->pdata[i];

      if (vouch_effect_state_is_open (effect->state))
        g_printerr ("  %s is %s, %d times sent, %d failures, %d absent: %s\n", effect->kind,
                    vouch_effect_state_to_string (effect->state), effect->attempts,
                        effect->failures, effect->absent,
                    effect->reason != NULL ? vouch_reason_get_id (effect->reason) : "no reason");
    }
}

/* Vouch's own idea of the time: without a date from the service the computer's clock, which was
 * set. */
static gint64
get_own_time (VouchSim *self)
{
  VouchEngine *engine = vouch_context_get_engine (vouch_world_get_context (self->world));

  gint64 connection_id = vouch_world_get_connection (self->world);

  return vouch_session_get_now (vouch_engine_get_session (engine, connection_id));
}

/* Everything that is under way comes to its end: done, held for a person, or no longer wanted. */
static void
settle (VouchSim *self)
{
  for (guint i = 0; i < MAX_CYCLES; i++)
    {
      Pending pending;
      gint64 wait;

      vouch_world_cycle (self->world, VOUCH_CYCLE_THOROUGH);
      read_pending (self, &pending);
      vouch_sim_say (self, "settle: %u open, %s", pending.n_open,
                     vouch_world_get_problem (self->world));
      if (pending.n_open == 0 && vouch_world_get_problem (self->world) == NULL)
        return;
      /* Nobody can look what became of it, for long now: somebody lets it be. */
      if (pending.stuck != 0)
        vouch_hand (self->world, VOUCH_HAND_SKIP_EFFECT, pending.stuck, NULL);

      wait = (pending.next_at - get_own_time (self)) / G_USEC_PER_SEC;
      vouch_world_advance (self->world, CLAMP (wait, 60, LONGEST_WAIT) + 3);
    }

  g_printerr ("it does not settle: %s\n", vouch_world_get_problem (self->world));
  print_open (self);
  g_assert_not_reached ();
}

/**
 * vouch_sim_run:
 * @self: a simulation
 *
 * Lets things happen, with a look at the invariants after each; then all trouble ends, and what was
 * under way must come to its end.
 */
void
vouch_sim_run (VouchSim *self)
{
  guint n_events = draw_n_events (self);

  for (guint i = 0; i < n_events; i++)
    {
      run_event (self);
      vouch_world_check (self->world);
    }

  vouch_sim_say (self, "-- end");
  vouch_sim_end_trouble (self);
  settle (self);
  /* Once more when every index and report is up to date, and what is gone has been looked for
   * twice. */
  vouch_world_advance (self->world, 2 * 60 * 60);
  settle (self);
  vouch_world_advance (self->world, 30);
  settle (self);
  vouch_world_check (self->world);
  vouch_sim_check_followed (self);
  vouch_world_check_quiet (self->world);
  vouch_world_check (self->world);
}
