/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "store/vouch-applications.h"
#include "store/vouch-templates.h"
#include "vouch-desk.h"

/* Who gets a request, and when none is sent or an open one is cancelled (T12, product.md §4). */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define EMAIL "ines.okafor@example.org"

typedef struct
{
  VouchWorld *world;
  char *job;
  char *candidate;
} Scene;

static void
set_up (Scene    *scene,
        gboolean  in_step)
{
  scene->world = vouch_world_new (5);
  scene->job = vouch_world_add_job (scene->world, "Account Executive", "sales");
  scene->candidate = vouch_world_add_candidate (scene->world, "Ines", "Okafor", scene->job, in_step);
}

static void
tear_down (Scene *scene)
{
  vouch_world_check (scene->world);
  vouch_world_free (scene->world);
  g_free (scene->job);
  g_free (scene->candidate);
}

static void
move (Scene      *scene,
      const char *status,
      const char *step)
{
  vouch_world_advance (scene->world, 30);
  vouch_world_move (scene->world, scene->candidate, scene->job, status, step);
}

static void
cycle (Scene *scene)
{
  vouch_world_advance (scene->world, MINUTE);
  vouch_world_cycle (scene->world, VOUCH_CYCLE_NONE);
}

static void
assert_count (Scene      *scene,
              const char *kind,
              guint       wanted)
{
  g_assert_cmpuint (vouch_world_count_effects (scene->world, kind), ==, wanted);
}

/* The youngest entry waits, for this reason. */
static gint64
assert_waits (Scene      *scene,
              const char *reason)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (scene->world);
  VouchTrigger *trigger = vouch_desk_find_trigger (desk);

  g_assert_nonnull (trigger);
  g_assert_cmpint (trigger->state, ==, VOUCH_TRIGGER_HELD);
  g_assert_cmpstr (vouch_reason_get_id (trigger->reason), ==, reason);
  return trigger->id;
}

static gint64
assert_effect (Scene            *scene,
               const char       *kind,
               VouchEffectState  state,
               const char       *reason)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (scene->world);
  VouchEffect *effect = vouch_desk_find_effect (desk, kind);

  g_assert_nonnull (effect);
  g_assert_cmpstr (vouch_effect_state_to_string (effect->state), ==, vouch_effect_state_to_string (state));
  if (reason != NULL)
    g_assert_cmpstr (vouch_reason_get_id (effect->reason), ==, reason);
  return effect->id;
}

/* Entries. */

static void
test_re_entry (void)
{
  Scene scene;
  g_autofree char *request = NULL;
  gint64 entry;

  set_up (&scene, TRUE);
  vouch_world_settle (scene.world);
  request = vouch_world_find_request (scene.world, EMAIL);
  vouch_world_do (scene.world, "cancel-outside", "{\"request_id\":\"%s\"}", request);
  move (&scene, "INTERVIEW", NULL);
  vouch_world_settle (scene.world);
  move (&scene, "IN_REVIEW", "Crosschq");
  vouch_world_settle (scene.world);
  entry = assert_waits (&scene, "entry.re-entry");
  assert_count (&scene, "request-created", 1);

  vouch_world_do (scene.world, "settings", "{\"reentry_allowed\":true}");
  g_assert_true (vouch_hand (scene.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (scene.world);
  assert_count (&scene, "request-created", 2);
  tear_down (&scene);
}

/* Whoever confirms while the first one is still open gets no second one. */
static void
test_re_entry_open (void)
{
  Scene scene;
  gint64 entry;

  set_up (&scene, TRUE);
  vouch_world_settle (scene.world);
  move (&scene, "INTERVIEW", NULL);
  vouch_world_settle (scene.world);
  move (&scene, "IN_REVIEW", "Crosschq");
  vouch_world_settle (scene.world);
  entry = assert_waits (&scene, "entry.re-entry");
  g_assert_true (vouch_hand (scene.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (scene.world);
  assert_waits (&scene, "request.open");
  assert_count (&scene, "request-created", 1);
  tear_down (&scene);
}

static void
test_catch_up (void)
{
  Scene scene;
  g_autofree char *theo = NULL;
  gint64 entry;

  set_up (&scene, TRUE);
  vouch_hand_set (scene.world, "catch-up-limit", "1");
  theo = vouch_world_add_candidate (scene.world, "Theo", "Lind", scene.job, TRUE);
  vouch_world_advance (scene.world, HOUR);
  vouch_world_settle (scene.world);
  entry = assert_waits (&scene, "entry.catch-up");
  assert_count (&scene, "request-created", 0);

  /* One of two is let go; what is left is not above the limit any more. */
  g_assert_true (vouch_hand (scene.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (scene.world);
  assert_count (&scene, "request-created", 2);
  tear_down (&scene);
}

static void
test_before_on (void)
{
  Scene scene;
  gint64 entry;

  set_up (&scene, FALSE);
  g_assert_true (vouch_hand (scene.world, VOUCH_HAND_TURN_OFF, 0, NULL));
  move (&scene, "IN_REVIEW", "Crosschq");
  vouch_world_settle (scene.world);
  vouch_world_advance (scene.world, MINUTE);
  g_assert_true (vouch_hand (scene.world, VOUCH_HAND_TURN_ON, 0, NULL));
  vouch_world_settle (scene.world);
  entry = assert_waits (&scene, "entry.before-on");
  assert_count (&scene, "request-created", 0);

  g_assert_true (vouch_hand (scene.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (scene.world);
  assert_count (&scene, "request-created", 1);
  tear_down (&scene);
}

/* So many in any 24 hours, whether the program was started anew meanwhile or not. */
static void
test_daily_cap (void)
{
  static const char *const names[] = { "Lind", "Brooks", "Ruiz" };
  Scene scene;

  set_up (&scene, TRUE);
  vouch_hand_set (scene.world, "daily-cap", "2");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (vouch_world_add_candidate (scene.world, "Theo", names[i], scene.job, TRUE));
  for (guint i = 0; i < 3; i++)
    cycle (&scene);
  assert_count (&scene, "request-created", 2);

  vouch_world_stop (scene.world);
  vouch_world_advance (scene.world, HOUR);
  vouch_world_start (scene.world);
  for (guint i = 0; i < 3; i++)
    cycle (&scene);
  assert_count (&scene, "request-created", 2);

  vouch_world_advance (scene.world, 24 * HOUR);
  vouch_world_settle (scene.world);
  assert_count (&scene, "request-created", 4);
  tear_down (&scene);
}

static void
test_switches (void)
{
  static const struct { VouchHand off; VouchHand on; const char *reason; } switches[] = {
    { VOUCH_HAND_PAUSE, VOUCH_HAND_RESUME, "sending.paused" },
    { VOUCH_HAND_OBSERVE, VOUCH_HAND_SEND, "computer.observes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      Scene scene;

      set_up (&scene, TRUE);
      g_assert_true (vouch_hand (scene.world, switches[i].off, 0, NULL));
      for (guint j = 0; j < 3; j++)
        cycle (&scene);
      assert_waits (&scene, switches[i].reason);
      assert_count (&scene, "request-created", 0);
      g_assert_true (vouch_hand (scene.world, switches[i].on, 0, NULL));
      vouch_world_settle (scene.world);
      assert_count (&scene, "request-created", 1);
      tear_down (&scene);
    }
}

/* Decisions. */

/* Moved back before the grace ends: nothing is cancelled. */
static void
test_move_back (void)
{
  static const char *const statuses[] = { "INTERVIEW", "HIRED", "OFFERED" };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      Scene scene;

      set_up (&scene, TRUE);
      vouch_world_settle (scene.world);
      move (&scene, "REJECTED", NULL);
      cycle (&scene);
      assert_effect (&scene, "cancel-request", VOUCH_EFFECT_PLANNED, NULL);
      move (&scene, statuses[i], NULL);
      vouch_world_settle (scene.world);
      assert_effect (&scene, "cancel-request", VOUCH_EFFECT_SUPERSEDED, "cancel.returned");
      vouch_world_advance (scene.world, HOUR);
      vouch_world_settle (scene.world);
      assert_count (&scene, "request-cancelled", 0);
      tear_down (&scene);
    }
}

/* Moved back after the last poll, when the cancel is about to go: the fresh read shows it. */
static void
test_move_back_late (void)
{
  Scene scene;

  set_up (&scene, TRUE);
  vouch_world_settle (scene.world);
  move (&scene, "REJECTED", NULL);
  cycle (&scene);
  vouch_world_advance (scene.world, 20 * MINUTE);
  move (&scene, "OFFERED", NULL);
  vouch_world_cycle (scene.world, VOUCH_CYCLE_DELIVER_ONLY);
  assert_count (&scene, "request-cancelled", 0);
  vouch_world_settle (scene.world);
  assert_count (&scene, "request-cancelled", 0);
  tear_down (&scene);
}

static void
decide (const char *withdrawn,
        const char *status,
        guint       n_cancelled,
        guint       n_outcomes)
{
  Scene scene;

  set_up (&scene, TRUE);
  vouch_hand_set (scene.world, "withdrawn", withdrawn);
  vouch_world_settle (scene.world);
  move (&scene, status, NULL);
  vouch_world_settle (scene.world);
  vouch_world_advance (scene.world, HOUR);
  vouch_world_settle (scene.world);
  assert_count (&scene, "request-cancelled", n_cancelled);
  assert_count (&scene, "outcome-set", n_outcomes);
  tear_down (&scene);
}

static void
test_decisions (void)
{
  decide ("reject", "HIRED", 0, 1);
  decide ("reject", "REJECTED", 1, 1);
  decide ("reject", "WITHDRAWN", 1, 1);
  decide ("keep", "WITHDRAWN", 0, 0);
  decide ("reject", "TRANSFERRED", 0, 0);
}

/* Rejected between the plan and the send. */
static void
test_rejected_early (void)
{
  Scene scene;

  set_up (&scene, TRUE);
  vouch_world_do (scene.world, "fault", "{\"kind\":\"status\",\"status\":503,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/\",\"times\":-1}");
  cycle (&scene);
  assert_effect (&scene, "create-request", VOUCH_EFFECT_PLANNED, NULL);
  vouch_world_do (scene.world, "clear-faults", "{}");
  move (&scene, "REJECTED", NULL);
  vouch_world_settle (scene.world);
  assert_effect (&scene, "create-request", VOUCH_EFFECT_SUPERSEDED, "application.moved");
  assert_count (&scene, "request-created", 0);
  tear_down (&scene);
}

/* Left behind by a read of its own, in which nobody looked for that: the cancel follows all the same. */
static void
test_rejected_while_waiting (void)
{
  Scene scene;

  set_up (&scene, TRUE);
  vouch_world_settle (scene.world);
  move (&scene, "INTERVIEW", NULL);
  vouch_world_settle (scene.world);
  move (&scene, "IN_REVIEW", "Crosschq");
  vouch_world_settle (scene.world);
  assert_waits (&scene, "entry.re-entry");

  /* The list still shows who was in the step a moment ago, while the profile tells the truth. */
  vouch_world_do (scene.world, "settings", "{\"index_lag\":30}");
  move (&scene, "REJECTED", NULL);
  vouch_world_cycle (scene.world, VOUCH_CYCLE_THOROUGH);
  vouch_world_advance (scene.world, MINUTE);
  vouch_world_settle (scene.world);
  assert_count (&scene, "request-cancelled", 1);
  tear_down (&scene);
}

/* People who are gone. */

typedef struct
{
  Scene *scene;
  VouchApplication *application;
} Finding;

static gboolean
find_application (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  Finding *finding = data;

  finding->application = vouch_applications_find (db, vouch_world_get_connection (finding->scene->world),
                                                  finding->scene->candidate, finding->scene->job, error);
  return finding->application != NULL;
}

static gboolean
is_gone (Scene *scene)
{
  Finding finding = { scene, NULL };
  g_autoptr(VouchApplication) application = NULL;

  g_assert_true (vouch_world_write (scene->world, find_application, &finding));
  application = finding.application;
  return application->gone || application->erased;
}

static void
test_gone (void)
{
  Scene scene;

  set_up (&scene, TRUE);
  vouch_world_settle (scene.world);
  vouch_world_do (scene.world, "delete-candidate", "{\"candidate_id\":\"%s\"}", scene.candidate);
  vouch_world_settle (scene.world);
  g_assert_false (is_gone (&scene));
  vouch_world_advance (scene.world, 10 * MINUTE);
  vouch_world_settle (scene.world);
  g_assert_false (is_gone (&scene));
  vouch_world_advance (scene.world, 6 * MINUTE);
  vouch_world_settle (scene.world);
  g_assert_true (is_gone (&scene));
  tear_down (&scene);
}

/* Not found once, by a service in trouble: nobody is gone for that. */
static void
test_not_gone (void)
{
  Scene scene;

  set_up (&scene, TRUE);
  vouch_world_settle (scene.world);
  vouch_world_do (scene.world, "settings", "{\"list_order\":\"skipped\"}");
  vouch_world_do (scene.world, "fault", "{\"kind\":\"status\",\"status\":404,\"method\":\"GET\","
                  "\"path\":\"/candidates/{id}/jobs/{job}\",\"times\":3}");
  vouch_world_do (scene.world, "fault", "{\"kind\":\"status\",\"status\":404,\"method\":\"GET\","
                  "\"path\":\"/candidates/{id}\",\"times\":3}");
  cycle (&scene);
  vouch_world_do (scene.world, "clear-faults", "{}");
  vouch_world_do (scene.world, "settings", "{\"list_order\":\"right\"}");
  vouch_world_advance (scene.world, HOUR);
  vouch_world_settle (scene.world);
  g_assert_false (is_gone (&scene));
  tear_down (&scene);
}

/* The profile became part of another one: the report of the old one goes nowhere. */
static void
test_merged (void)
{
  Scene scene;
  g_autofree char *other = NULL;
  g_autofree char *request = NULL;

  set_up (&scene, TRUE);
  vouch_world_settle (scene.world);
  request = vouch_world_find_request (scene.world, EMAIL);
  other = vouch_world_add_candidate (scene.world, "Theo", "Lind", scene.job, FALSE);
  vouch_world_do (scene.world, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", scene.candidate, other);
  vouch_world_do (scene.world, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_settle (scene.world);
  vouch_world_advance (scene.world, HOUR);
  vouch_world_settle (scene.world);
  assert_count (&scene, "attachment-added", 0);
  assert_count (&scene, "note-written", 0);
  tear_down (&scene);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/re-entry", test_re_entry);
  g_test_add_func ("/policy/re-entry-open", test_re_entry_open);
  g_test_add_func ("/policy/catch-up", test_catch_up);
  g_test_add_func ("/policy/before-on", test_before_on);
  g_test_add_func ("/policy/daily-cap", test_daily_cap);
  g_test_add_func ("/policy/switches", test_switches);
  g_test_add_func ("/policy/move-back", test_move_back);
  g_test_add_func ("/policy/move-back-late", test_move_back_late);
  g_test_add_func ("/policy/decisions", test_decisions);
  g_test_add_func ("/policy/rejected-early", test_rejected_early);
  g_test_add_func ("/policy/rejected-while-waiting", test_rejected_while_waiting);
  g_test_add_func ("/policy/gone", test_gone);
  g_test_add_func ("/policy/not-gone", test_not_gone);
  g_test_add_func ("/policy/merged", test_merged);

  return g_test_run ();
}
