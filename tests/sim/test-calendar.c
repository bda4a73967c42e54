/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include <time.h>

#include "base/vouch-util.h"
#include "test-counts.h"
#include "vouch-desk.h"
#include "vouch-test-random.h"
#include "vouch-world-transport.h"

/* No entry is skipped and none taken twice, whatever the calendar, the local clock and the network
 * do around it (T11). */

#define SEED 23
#define HOUR (60 * VOUCH_MINUTE)

/* People enter shortly before a moment, at it, and shortly after. */
#define LEAD 75
#define N_PEOPLE 3

static const struct
{
  const char *name;
  const char *moment;
  const char *zone;   /* as $TZ takes it, so that no time zone data is needed */
} moments[] = {
  { "summer begins, Berlin", "2026-03-29T01:00:00Z", "CET-1CEST,M3.5.0,M10.5.0/3" },
  { "summer ends, Berlin", "2026-10-25T01:00:00Z", "CET-1CEST,M3.5.0,M10.5.0/3" },
  { "summer begins, New York", "2026-03-08T07:00:00Z", "EST5EDT,M3.2.0,M11.1.0" },
  { "summer ends, New York", "2026-11-01T06:00:00Z", "EST5EDT,M3.2.0,M11.1.0" },
  { "summer ends, Sydney", "2026-04-04T16:00:00Z", "AEST-10AEDT,M10.1.0,M4.1.0/3" },
  { "leap day begins", "2028-02-29T00:00:00Z", "UTC0" },
  { "leap day ends", "2028-03-01T00:00:00Z", "UTC0" },
  { "year ends", "2027-01-01T00:00:00Z", "UTC0" },
  { "year ends, Kiribati", "2026-12-31T10:00:00Z", "<+14>-14" },
  { "32 bits end", "2038-01-19T03:14:08Z", "NST3:30NDT,M3.2.0,M11.1.0" },
};

typedef enum
{
  TROUBLE_NONE,
  TROUBLE_BACK,      /* the local clock is put back an hour */
  TROUBLE_FORWARD,   /* and forward a day */
  TROUBLE_SUSPEND,   /* the computer sleeps over it for a night */
  TROUBLE_ZONE,      /* somebody travels */
  TROUBLE_RESTART,   /* the program starts anew, with a clock that is an hour behind */
  N_TROUBLES,
} Trouble;

static const char *const trouble_names[N_TROUBLES] = {
  "nothing", "an hour back", "a day forward", "suspend", "another zone", "restart",
};

static void
set_zone (const char *zone)
{
  g_setenv ("TZ", zone, TRUE);
  tzset ();
}

static gint64
get_time (VouchWorld *world)
{
  return VOUCH_WORLD_EPOCH + vouch_clock_get_boot (VOUCH_CLOCK (vouch_world_get_clock (world)));
}

/* Nobody is there until then; the computer was off. */
static void
go_to (VouchWorld *world,
       gint64      time)
{
  g_assert_cmpint (time, >, get_time (world));
  vouch_test_clock_suspend (vouch_world_get_clock (world), time - get_time (world));
  vouch_world_settle (world);
}

static void
make_trouble (VouchWorld *world,
              Trouble     trouble)
{
  VouchTestClock *clock = vouch_world_get_clock (world);

  switch (trouble)
    {
    case TROUBLE_BACK:
      vouch_test_clock_jump_wall (clock, -HOUR);
      break;

    case TROUBLE_FORWARD:
      vouch_test_clock_jump_wall (clock, VOUCH_DAY);
      break;

    case TROUBLE_SUSPEND:
      vouch_test_clock_suspend (clock, 8 * HOUR);
      break;

    case TROUBLE_ZONE:
      set_zone ("<-11>11");
      break;

    case TROUBLE_RESTART:
      vouch_world_stop (world);
      vouch_test_clock_jump_wall (clock, -HOUR);
      vouch_world_start (world);
      break;

    case TROUBLE_NONE:
    case N_TROUBLES:
    default:
      break;
    }
}

static void
cycle (VouchWorld *world)
{
  vouch_world_advance (world, LEAD);
  vouch_world_cycle (world, VOUCH_CYCLE_NONE);
}

/* Each entry is known once, with the time at which the service saw it. */
static void
assert_entries (VouchWorld   *world,
                const gint64 *entered_on,
                guint         n_entries)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (world);

  g_assert_cmpuint (desk->triggers->len, ==, n_entries);
  for (guint i = 0; i < n_entries; i++)
    {
      const VouchTrigger *trigger = desk->triggers->pdata[i];

      g_assert_cmpint (trigger->entered_on / VOUCH_SECOND, ==, entered_on[i] / VOUCH_SECOND);
    }
}

/* The first one leaves and comes back: one new entry, and nothing is sent for it unasked. */
static void
come_back (VouchWorld *world,
           const char *candidate,
           const char *job)
{
  vouch_world_move (world, candidate, job, "INTERVIEW", NULL);
  cycle (world);
  vouch_world_move (world, candidate, job, "IN_REVIEW", "Crosschq");
  cycle (world);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, N_PEOPLE);
  {
    g_autoptr(VouchDesk) desk = vouch_desk_new (world);

    g_assert_cmpuint (desk->triggers->len, ==, N_PEOPLE + 1);
  }
}

static void
run_case (guint   moment,
          Trouble trouble)
{
  static const char *const names[N_PEOPLE] = { "Ines", "Theo", "Mara" };
  g_autoptr(VouchWorld) world = NULL;
  g_autofree char *job = NULL;
  char *people[N_PEOPLE];
  gint64 entered_on[N_PEOPLE];

  set_zone (moments[moment].zone);
  world = vouch_world_new (SEED);
  job = vouch_world_add_job (world, "Account Executive", "sales");
  for (guint i = 0; i < N_PEOPLE; i++)
    people[i] = vouch_world_add_candidate (world, names[i], "Okafor", job, FALSE);
  go_to (world, vouch_time_from_string (moments[moment].moment, NULL) - LEAD * VOUCH_SECOND);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      entered_on[i] = get_time (world);
      vouch_world_move (world, people[i], job, "IN_REVIEW", "Crosschq");
      if (i == 1)
        make_trouble (world, trouble);
      cycle (world);
    }

  vouch_world_settle (world);
  assert_entries (world, entered_on, N_PEOPLE);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, N_PEOPLE);
  come_back (world, people[0], job);
  vouch_world_check (world);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (people[i]);
}

static void
test_calendar (void)
{
  guint n_cases = 0;

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      for (Trouble trouble = 0; trouble < N_TROUBLES; trouble++, n_cases++)
        {
          g_test_message ("%s, %s", moments[i].name, trouble_names[trouble]);
          run_case (i, trouble);
        }
    }

  g_assert_cmpuint (n_cases, ==, VOUCH_N_CALENDAR_CASES);
}

/* The network comes and goes in the middle of everything. */
static void
test_network (void)
{
  g_autoptr(VouchWorld) world = NULL;
  g_autoptr(VouchRandom) random = vouch_test_random_new (SEED);
  g_autofree char *job = NULL;
  guint n_people = 0;

  set_zone ("UTC0");
  world = vouch_world_new (SEED);
  job = vouch_world_add_job (world, "Account Executive", "sales");
  for (guint i = 0; i < VOUCH_N_NETWORK_TOGGLES; i++)
    {
      if (i % 2 == 0)
        vouch_world_do (world, "fault", "{\"kind\":\"drop-before\",\"times\":-1,\"occurrence\":%u}",
                        1 + (guint) (vouch_random_unit (random) * 12));
      else
        vouch_world_do (world, "clear-faults", "{}");

      if (vouch_random_unit (random) < 0.3 && n_people < VOUCH_N_NETWORK_TOGGLES / 6)
        {
          g_autofree char *name = g_strdup_printf ("Ines%u", n_people++);
          g_autofree char *candidate = vouch_world_add_candidate (world, name, "Okafor", job, TRUE);
        }
      cycle (world);
    }

  vouch_world_do (world, "clear-faults", "{}");
  vouch_world_settle (world);
  g_assert_cmpuint (n_people, >, 0);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, n_people);
  {
    g_autoptr(VouchDesk) desk = vouch_desk_new (world);

    g_assert_cmpuint (desk->triggers->len, ==, n_people);
  }
  vouch_world_check (world);
  vouch_world_check_quiet (world);
  g_assert_finalize_object (g_steal_pointer (&random));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar/cases", test_calendar);
  g_test_add_func ("/calendar/network", test_network);

  return g_test_run ();
}
