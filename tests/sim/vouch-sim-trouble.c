/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sim"

#include "vouch-sim.h"

/* Time, cycles, the network, the computer. */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static void
cycle (VouchSim        *sim,
       VouchCycleFlags  flags)
{
  gboolean ended = vouch_world_cycle (sim->world, flags);

  vouch_sim_say (sim, "cycle %d: %s", flags, ended ? vouch_world_get_problem (sim->world) : "died");
}

static void
run_cycle (VouchSim *sim)
{
  vouch_world_advance (sim->world, 1 + vouch_sim_draw (sim, 90));
  cycle (sim, VOUCH_CYCLE_NONE);
}

static void
run_thorough (VouchSim *sim)
{
  cycle (sim, VOUCH_CYCLE_THOROUGH);
}

static void
run_delivery (VouchSim *sim)
{
  cycle (sim, VOUCH_CYCLE_DELIVER_ONLY);
}

static void
run_preview (VouchSim *sim)
{
  cycle (sim, VOUCH_CYCLE_PREVIEW);
}

static void
pass_time (VouchSim *sim)
{
  static const guint spans[] = { 2 * MINUTE, 20 * MINUTE, 20 * MINUTE, 3 * HOUR, 2 * DAY };

  vouch_world_advance (sim->world,
                       1 + vouch_sim_draw (sim, spans[vouch_sim_draw (sim, G_N_ELEMENTS (spans))]));
}

static void
jump_wall (VouchSim *sim)
{
  gint64 jump = (gint64) vouch_sim_draw (sim, 6 * DAY) - 3 * DAY;

  vouch_sim_say (sim, "by %" G_GINT64_FORMAT " s", jump);
  vouch_test_clock_jump_wall (vouch_world_get_clock (sim->world), jump * G_USEC_PER_SEC);
}

static void
sleep_lid (VouchSim *sim)
{
  vouch_test_clock_suspend (vouch_world_get_clock (sim->world),
                            (gint64) vouch_sim_draw (sim, 12 * HOUR) * G_USEC_PER_SEC);
}

static void
crash (VouchSim *sim)
{
  guint point = 1 + vouch_sim_draw (sim, 60);
  VouchCrash kind = vouch_sim_chance (sim, 50) ? VOUCH_CRASH_KILL : VOUCH_CRASH_POWER_CUT;

  vouch_sim_say (sim, "at point %u, kind %d", point, kind);
  vouch_world_crash_at (sim->world, point, kind);
  if (vouch_sim_chance (sim, 30))
    vouch_world_crash_again_at (sim->world, 1 + vouch_sim_draw (sim, 30));
}

static void
disarm (VouchSim *sim)
{
  vouch_world_crash_at (sim->world, 0, VOUCH_CRASH_KILL);
  vouch_world_crash_again_at (sim->world, 0);
}

static void
restart (VouchSim *sim)
{
  disarm (sim);
  vouch_world_stop (sim->world);
  vouch_world_advance (sim->world, vouch_sim_draw (sim, HOUR));
  vouch_world_start (sim->world);
}

/* One line of what goes wrong, at some of the next requests to one service. */

static char *
dup_where (VouchSim *sim)
{
  const char *method = vouch_sim_pick (sim, "GET GET POST POST PUT PATCH DELETE");
  const char *listener = vouch_sim_pick (sim, "ats ats crosschq crosschq crosschq files identity");
  guint occurrence = 1 + vouch_sim_draw (sim, 6);
  guint times = 1 + vouch_sim_draw (sim, vouch_sim_chance (sim, 30) ? 12 : 2);
  GString *where = g_string_new (NULL);

  g_string_append_printf (where, "\"listener\":\"%s\",\"occurrence\":%u,\"times\":%u", listener,
                          occurrence,
                          times);
  if (vouch_sim_chance (sim, 75))
    g_string_append_printf (where, ",\"method\":\"%s\"", method);
  return g_string_free (where, FALSE);
}

static void
fault (VouchSim *sim)
{
  g_autofree char *where = dup_where (sim);
  const char *kind = vouch_sim_pick (sim, "status status status drop-before drop-after "
                                          "drop-after truncate"
                                     " delay delay html huge deep content-type retry-after date");

  /* Only a failure of its own may come after the service has done what it was asked to. */
  if (g_str_equal (kind, "status") && vouch_sim_chance (sim, 50))
    vouch_sim_try (sim, "fault", "{\"kind\":\"status\",\"status\":%s,\"after\":%s,%s}",
                   vouch_sim_pick (sim, "500 502 503 504"), vouch_sim_pick (sim, "true false"),
                       where);
  else if (g_str_equal (kind, "status"))
    vouch_sim_try (sim, "fault", "{\"kind\":\"status\",\"status\":%s,%s}",
                   vouch_sim_pick (sim, "429 429 408 401 403 404 422"), where);
  else if (g_str_equal (kind, "retry-after"))
    vouch_sim_try (sim, "fault", "{\"kind\":\"retry-after\",\"value\":\"%s\",\"status\":%s,%s}",
                   vouch_sim_pick (sim, "0 1 7 120 4000 -5 soon 99999999999999999999"),
                   vouch_sim_pick (sim, "429 503"), where);
  else if (g_str_equal (kind, "delay"))
    vouch_sim_try (sim, "fault", "{\"kind\":\"delay\",\"seconds\":%s,%s}",
                   vouch_sim_pick (sim, "1 20 70 130 400"), where);
  else if (g_str_equal (kind, "date"))
    vouch_sim_try (sim, "fault", "{\"kind\":\"date\",\"seconds\":%s,%s}",
                   vouch_sim_pick (sim, "-90 5 3000 -86400"), where);
  else
    vouch_sim_try (sim, "fault", "{\"kind\":\"%s\",%s}", kind, where);
}

/* A member that is missing or of another type: no answer in which that shows may be believed. */
static void
spoil_field (VouchSim *sim)
{
  g_autofree char *where = dup_where (sim);

  vouch_sim_try (sim, "fault", "{\"kind\":\"field\",\"field\":\"%s\",\"value\":\"%s\",%s}",
                 vouch_sim_pick (sim, "id status content results request_id nextPageId "
                                      "primaryAssignment job"
                                 " applications email candidate external_id"),
                 vouch_sim_pick (sim, "remove null number array object huge"), where);
}

static void
clear_faults (VouchSim *sim)
{
  vouch_sim_try (sim, "clear-faults", "{}");
}

static void
change_lag (VouchSim *sim)
{
  if (vouch_sim_chance (sim, 50))
    vouch_sim_try (sim, "settings", "{\"crosschq_list_lag\":%s}",
                   vouch_sim_pick (sim, "0 5 20 60"));
  else
    vouch_sim_try (sim, "settings", "{\"index_lag\":%s}", vouch_sim_pick (sim, "0 3 10"));
}

static const VouchSimEvent events[] = {
  { "cycle", 45, run_cycle },
  { "thorough cycle", 8, run_thorough },
  { "delivery", 4, run_delivery },
  { "preview", 1, run_preview },
  { "time", 12, pass_time },
  { "clock", 2, jump_wall },
  { "lid", 2, sleep_lid },
  { "crash", 6, crash },
  { "restart", 2, restart },
  { "fault", 12, fault },
  { "spoilt field", 3, spoil_field },
  { "end of faults", 3, clear_faults },
  { "lag", 2, change_lag },
};

const VouchSimEvent *
vouch_sim_get_trouble (guint *n_events)
{
  *n_events = G_N_ELEMENTS (events);
  return events;
}

/**
 * vouch_sim_end_trouble:
 * @sim: a simulation
 *
 * Nothing goes wrong any more, and Vouch may work.
 */
void
vouch_sim_end_trouble (VouchSim *sim)
{
  disarm (sim);
  clear_faults (sim);
  vouch_sim_mend_process (sim);
  vouch_sim_try (sim, "disable-survey", "{\"codename\":\"account-executive\",\"disabled\":false}");
  vouch_hand (sim->world, VOUCH_HAND_TURN_ON, 0, NULL);
  vouch_hand (sim->world, VOUCH_HAND_RESUME, 0, NULL);
  vouch_hand (sim->world, VOUCH_HAND_SEND, 0, NULL);
  vouch_hand_set (sim->world, "daily-cap", "100");
}
