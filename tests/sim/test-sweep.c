/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "test-counts.h"
#include "vouch-scenarios.h"
#include "vouch-test-random.h"

#define SEED 7

static void
assert_same (GPtrArray           *wanted,
             VouchWorld          *world,
             const VouchScenario *scenario,
             guint                point)
{
  g_autoptr(GPtrArray) effects = vouch_world_list_effects (world);
  gboolean same = effects->len == wanted->len;

  for (guint i = 0; same && i < wanted->len; i++)
    same = g_str_equal (wanted->pdata[i], effects->pdata[i]);
  if (same)
    return;

  g_printerr ("# %s, crash at point %u (%s):\n", scenario->name, point,
              vouch_world_get_crash_label (world));
  for (guint i = 0; i < wanted->len; i++)
    g_printerr ("#   wanted: %s\n", (char *) wanted->pdata[i]);
  for (guint i = 0; i < effects->len; i++)
    g_printerr ("#   got:    %s\n", (char *) effects->pdata[i]);
  g_assert_true (same);
}

static GPtrArray *
run_undisturbed (const VouchScenario *scenario,
                 guint               *n_points)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);

  scenario->run (world);
  *n_points = vouch_world_get_n_points (world);
  vouch_world_check (world);
  g_test_message ("%s: %u points", scenario->name, *n_points);

  return vouch_world_list_effects (world);
}

/* The process dies at every point in turn; the end is the same as if it had not (T1). */
static void
test_sweep (gconstpointer data)
{
  const VouchScenario *scenario = data;
  guint n_points = 0;
  g_autoptr(GPtrArray) wanted = run_undisturbed (scenario, &n_points);

  for (guint point = 1; point <= n_points; point++)
    {
      for (VouchCrash kind = VOUCH_CRASH_KILL; kind <= VOUCH_CRASH_POWER_CUT; kind++)
        {
          g_autoptr(VouchWorld) world = vouch_world_new (SEED);

          vouch_world_crash_at (world, point, kind);
          scenario->run (world);
          g_assert_cmpuint (vouch_world_get_n_crashes (world), ==, 1);
          assert_same (wanted, world, scenario, point);
          vouch_world_check (world);
        }
    }
}

/* It dies once more while it recovers (T2, sampled). */
static void
test_second_crash (void)
{
  g_autoptr(VouchTestRandom) random = VOUCH_TEST_RANDOM (vouch_test_random_new (SEED));
  guint n_scenarios;
  const VouchScenario *scenarios = vouch_scenarios_get (&n_scenarios);
  g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autofree guint *n_points = g_new0 (guint, n_scenarios);

  for (guint i = 0; i < n_scenarios; i++)
    g_ptr_array_add (wanted, run_undisturbed (&scenarios[i], &n_points[i]));

  for (guint i = 0; i < VOUCH_N_SECOND_CRASHES; i++)
    {
      guint which = vouch_test_random_next (random) % n_scenarios;
      guint point = 1 + vouch_test_random_next (random) % n_points[which];
      guint second = 1 + vouch_test_random_next (random) % 25;
      VouchCrash kind = vouch_test_random_next (random) % 2;
      g_autoptr(VouchWorld) world = vouch_world_new (SEED);

      g_test_message ("%s: %u, then %u", scenarios[which].name, point, second);
      vouch_world_crash_at (world, point, kind);
      vouch_world_crash_again_at (world, second);
      scenarios[which].run (world);
      assert_same (wanted->pdata[which], world, &scenarios[which], point);
      vouch_world_check (world);
    }
}

/* Every operation that can be cut in two is reached by some scenario (reliability.md §4). */
static const char *const operations[] = {
  "answer GET /candidates", "commit page", "answer GET /candidates/{id}", "answer GET /jobs/{id}",
  "answer GET /jobs/{id}/hiring-team", "answer GET /candidates/{id}/jobs/{id}/status/history",
  "commit facts", "commit plan",
  "answer GET /api/v2/reference-request/", "commit sending: create-request",
  "send POST /api/v2/reference-request/", "after commit outcome: create-request",
  "answer GET /api/v2/reference-request/{id}/", "commit status", "answer GET /_files/{id}",
  "answer GET /candidates/{id}/jobs/{id}/attachments", "commit sending: attach-report",
  "send POST /candidates/{id}/jobs/{id}/attachments", "after commit outcome: attach-report",
  "answer GET /messages", "commit sending: write-note", "send POST /messages/shares",
  "after commit outcome: write-note",
  "answer GET /candidates/{id}/jobs/{id}", "commit sending: cancel-request",
  "send POST /api/v2/reference-request/{id}/cancel/", "after commit outcome: cancel-request",
  "read secret", "commit refresh begun", "send POST /identity/oauth/token", "write secret",
  "after write secret", "commit refresh done",
  "commit sending: set-outcome", "send PATCH /api/v2/reference-request/{id}/",
  "commit sending: set-job-tag", "send PATCH /jobs/{id}", "commit sending: set-tag-value",
  "commit departure", "commit outcomes", "commit run",
};

static void
test_coverage (void)
{
  g_autoptr(GHashTable) reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_scenarios;
  const VouchScenario *scenarios = vouch_scenarios_get (&n_scenarios);

  for (guint i = 0; i < n_scenarios; i++)
    {
      g_autoptr(VouchWorld) world = vouch_world_new (SEED);
      GHashTableIter iter;
      gpointer label;

      scenarios[i].run (world);
      g_hash_table_iter_init (&iter, vouch_world_get_labels (world));
      while (g_hash_table_iter_next (&iter, &label, NULL))
        g_hash_table_add (reached, g_strdup (label));
    }

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_test_message ("%s", operations[i]);
      g_assert_true (g_hash_table_contains (reached, operations[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  guint n_scenarios;
  const VouchScenario *scenarios = vouch_scenarios_get (&n_scenarios);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_scenarios; i++)
    {
      g_autofree char *path = g_strdup_printf ("/sweep/%s", scenarios[i].name);

      g_test_add_data_func (path, &scenarios[i], test_sweep);
    }
  g_test_add_func ("/coverage", test_coverage);
  g_test_add_func ("/second-crash", test_second_crash);

  return g_test_run ();
}
