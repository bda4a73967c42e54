/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "vouch-oracle.h"

/* Seconds; all of reliability.md §2.2 and §2.7. */
#define FIRST_WAIT 25
#define LONGEST_WAIT (24 * 60 * 60)
#define SILENCE 128
#define LOOK_SPACING 30
/* Of a request, in a list of which nobody knows how late it is. */
#define UNKNOWN_LAG (10 * 60)
#define ASKED_FOR (60 * 60)

#define MAX_ATTEMPTS 3
#define MAX_RETRIES 8
#define N_LOOKS 2

static int
get_silence (const VouchOracleKind *kind)
{
  return kind->creates ? UNKNOWN_LAG : SILENCE;
}

const char *
vouch_oracle_event_name (VouchOracleEvent event)
{
  static const char *const names[VOUCH_N_EVENTS] = {
    "found", "blind", "changed", "not-read", "done", "lost", "garbled", "not-sent", "throttled",
    "conflict", "invalid", "forbidden", "not-offered", "died", "retry", "skip", "newer",
  };

  return names[event];
}

/* What turns out not to have been done while another value is wanted is not wanted any more. */
static void
enter (VouchOracle      *self,
       VouchEffectState  state,
       int               wait)
{
  gboolean waits = state == VOUCH_EFFECT_PLANNED || state == VOUCH_EFFECT_HELD;

  self->state = waits && self->newer ? VOUCH_EFFECT_SUPERSEDED : state;
  self->wait = vouch_effect_state_is_open (self->state) ? wait : -1;
}

static int
next_wait (int failures)
{
  int wait = FIRST_WAIT;

  for (int i = 1; i < failures && wait < LONGEST_WAIT; i++)
    wait *= 2;
  return MIN (wait, LONGEST_WAIT);
}

/* After eight tries in vain it is shown to a person, and its tries go on. */
static void
fail_in_passing (VouchOracle *self,
                 int          at_least)
{
  int wait;

  self->failures++;
  wait = MAX (next_wait (self->failures), at_least);
  enter (self, self->failures > MAX_RETRIES ? VOUCH_EFFECT_HELD : VOUCH_EFFECT_PLANNED, wait);
}

/* A lasting answer ends a row of failures. */
static void
answer (VouchOracle      *self,
        VouchEffectState  state,
        int               wait)
{
  self->failures = 0;
  self->absent = 0;
  enter (self, state, wait);
}

/* Nobody knows what became of it. What only sets a value may be sent again, but each time later. */
static void
lose (VouchOracle           *self,
      const VouchOracleKind *kind,
      int                    wait)
{
  self->failures = kind->looks ? 0 : self->failures + 1;
  self->absent = 0;
  if (self->failures > 1 || wait > 0)
    wait = MAX (wait, next_wait (self->failures));
  enter (self, self->failures > MAX_RETRIES ? VOUCH_EFFECT_HELD : VOUCH_EFFECT_UNKNOWN, wait);
}

static void
send (VouchOracle           *self,
      const VouchOracleKind *kind,
      VouchOracleEvent       event)
{
  self->attempts++;
  self->settling = event == VOUCH_EVENT_LOST || event == VOUCH_EVENT_DIED ? SILENCE : 0;
  self->conflict = event == VOUCH_EVENT_CONFLICT;
  switch ((int) event)
    {
    case VOUCH_EVENT_BLIND:
    case VOUCH_EVENT_DONE:
      answer (self, VOUCH_EFFECT_DONE, -1);
      break;

    case VOUCH_EVENT_LOST:
    case VOUCH_EVENT_GARBLED:
      lose (self, kind, get_silence (kind));
      break;

    case VOUCH_EVENT_DIED:
      self->absent = 0;
      enter (self, VOUCH_EFFECT_UNKNOWN, get_silence (kind));
      break;

    case VOUCH_EVENT_CONFLICT:
      lose (self, kind, 0);
      break;

    case VOUCH_EVENT_NOT_SENT:
    case VOUCH_EVENT_THROTTLED:
      self->absent = 0;
      fail_in_passing (self, event == VOUCH_EVENT_THROTTLED ? ASKED_FOR : 0);
      break;

    case VOUCH_EVENT_INVALID:
      answer (self, VOUCH_EFFECT_HELD, -1);
      break;

    case VOUCH_EVENT_FORBIDDEN:
      if (kind->crosschq)
        answer (self, VOUCH_EFFECT_PLANNED, 0);
      else
        answer (self, VOUCH_EFFECT_HELD, -1);
      break;

    case VOUCH_EVENT_NOT_OFFERED:
      answer (self, kind->refusable ? VOUCH_EFFECT_REFUSED : VOUCH_EFFECT_HELD, -1);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Looked for after nobody knew, and not there. */
static void
miss (VouchOracle           *self,
      const VouchOracleKind *kind)
{
  if (++self->absent < N_LOOKS)
    {
      enter (self, VOUCH_EFFECT_UNKNOWN, kind->creates ? UNKNOWN_LAG : LOOK_SPACING);
      return;
    }

  self->absent = 0;
  if (self->conflict || self->attempts >= MAX_ATTEMPTS)
    enter (self, VOUCH_EFFECT_HELD, -1);
  else
    enter (self, VOUCH_EFFECT_PLANNED, 0);
}

/* Another value is wanted: this one is not sent again, and gives way as soon as it can no longer
 * come after that. */
static void
give_way (VouchOracle *self)
{
  if (self->settling > 0)
    enter (self, VOUCH_EFFECT_UNKNOWN, self->settling);
  else
    enter (self, VOUCH_EFFECT_SUPERSEDED, -1);
}

static void
fail_to_look (VouchOracle *self)
{
  if (self->state != VOUCH_EFFECT_UNKNOWN)
    {
      fail_in_passing (self, 0);
      return;
    }

  /* What may have happened does not become something that has not. */
  self->failures++;
  enter (self, VOUCH_EFFECT_UNKNOWN, next_wait (self->failures));
}

static void
take_turn (VouchOracle           *self,
           const VouchOracleKind *kind,
           VouchOracleEvent       event)
{
  self->settling = MAX (self->settling - self->wait, 0);
  if (event == VOUCH_EVENT_FOUND)
    {
      answer (self, VOUCH_EFFECT_DONE, -1);
    }
  else if (self->state == VOUCH_EFFECT_UNKNOWN && !kind->looks && self->newer)
    {
      give_way (self);
    }
  else if (event == VOUCH_EVENT_NOT_READ)
    {
      fail_to_look (self);
    }
  else if (self->state == VOUCH_EFFECT_UNKNOWN && kind->looks && event == VOUCH_EVENT_BLIND)
    {
      self->in_doubt = TRUE;
      enter (self, VOUCH_EFFECT_HELD, -1);
    }
  else if (self->state == VOUCH_EFFECT_UNKNOWN && kind->looks)
    {
      miss (self, kind);
    }
  else if (event == VOUCH_EVENT_CHANGED && self->state != VOUCH_EFFECT_UNKNOWN)
    {
      enter (self, VOUCH_EFFECT_SUPERSEDED, -1);
    }
  else
    {
      send (self, kind, event == VOUCH_EVENT_CHANGED ? VOUCH_EVENT_DONE : event);
    }
}

/* What may have happened is never repeated on a person's "try again" alone. */
static void
retry (VouchOracle           *self,
       const VouchOracleKind *kind)
{
  if (self->state != VOUCH_EFFECT_HELD || self->in_doubt)
    return;

  answer (self, kind->creates ? VOUCH_EFFECT_SUPERSEDED : VOUCH_EFFECT_PLANNED, 0);
}

static void
want_newer (VouchOracle           *self,
            const VouchOracleKind *kind)
{
  if (kind->once || self->newer)
    return;

  if (self->state == VOUCH_EFFECT_PLANNED || self->state == VOUCH_EFFECT_HELD)
    enter (self, VOUCH_EFFECT_SUPERSEDED, -1);
  else if (vouch_effect_state_is_open (self->state))
    self->newer = TRUE;

  /* Its outcome is asked as soon as that is worth something. */
  if (self->state == VOUCH_EFFECT_UNKNOWN && self->absent == 0)
    self->wait = MIN (self->wait, self->settling);
}

/**
 * vouch_oracle_move:
 * @self: an effect
 * @kind: its kind
 * @event: what happens
 *
 * Moves it to where the protocol says it is afterwards.
 */
void
vouch_oracle_move (VouchOracle           *self,
                   const VouchOracleKind *kind,
                   VouchOracleEvent       event)
{
  gboolean waits_for_person = self->state == VOUCH_EFFECT_HELD ||
                              self->state == VOUCH_EFFECT_UNKNOWN;

  if (event == VOUCH_EVENT_RETRY)
    retry (self, kind);
  else if (event == VOUCH_EVENT_SKIP && waits_for_person)
    answer (self, VOUCH_EFFECT_SUPERSEDED, -1);
  else if (event == VOUCH_EVENT_NEWER)
    want_newer (self, kind);
  else if (event < VOUCH_EVENT_RETRY && self->state != VOUCH_EFFECT_SENDING && self->wait >= 0)
    take_turn (self, kind, event);
  else if (event == VOUCH_EVENT_DIED && self->state == VOUCH_EFFECT_SENDING)
    enter (self, VOUCH_EFFECT_UNKNOWN, get_silence (kind));
}
