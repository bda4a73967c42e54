/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-error.h"
#include "store/vouch-db.h"
#include "test-counts.h"
#include "vouch-scenarios.h"
#include "vouch-test-random.h"
#include "vouch-world-compare.h"

#define SEED 7

/* How many errors a fault for good lasts, until somebody makes room on the disk. */
#define N_ERRORS 3

typedef struct
{
  guint n_errors;
} Disk;

typedef struct
{
  const VouchScenario *scenario;
  guint64 n;              /* the operation of the file system that fails */
  VouchTestVfsFault fault;
  gboolean for_good;
} StoreFault;

/* A failing disk is told as what it is, and nothing has been done that is not on record. */
static void
note_error (VouchWorld   *world,
            const GError *error,
            gpointer      user_data)
{
  Disk *disk = user_data;

  g_test_message ("%s", error->message);
  g_assert_true (error->domain == VOUCH_STORE_ERROR);
  g_assert_true (error->code == VOUCH_STORE_ERROR_FULL || error->code == VOUCH_STORE_ERROR_FAILED);

  disk->n_errors++;
  if (disk->n_errors < N_ERRORS)
    return;

  vouch_test_vfs_fail_nth (vouch_world_get_vfs (world), 0, VOUCH_TEST_VFS_EIO, FALSE);
  if (vouch_context_get_engine (vouch_world_get_context (world)) != NULL)
    vouch_world_check (world);
}

static gboolean
check_file (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  return vouch_db_check (db, error);
}

static void
assert_intact (VouchWorld *world)
{
  VouchStore *store;

  vouch_world_tolerate (world, NULL, NULL);
  vouch_test_vfs_fail_nth (vouch_world_get_vfs (world), 0, VOUCH_TEST_VFS_EIO, FALSE);
  vouch_world_check (world);

  vouch_world_stop (world);
  /* A new process does not know what the old one sent a moment ago. */
  vouch_world_advance (world, 2);
  vouch_world_start (world);
  g_assert_true (vouch_world_write (world, check_file, NULL));
  store = vouch_context_get_store (vouch_world_get_context (world));
  g_assert_false (vouch_store_was_rebuilt (store));
}

static guint
run_fault (const StoreFault *fault,
           GPtrArray        *wanted)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  VouchTestVfs *vfs = vouch_world_get_vfs (world);
  Disk disk = { 0 };

  vouch_world_tolerate (world, note_error, &disk);
  vouch_test_vfs_fail_nth (vfs, fault->n, fault->fault, fault->for_good);
  fault->scenario->run (world);

  assert_intact (world);
  vouch_world_settle (world);
  vouch_world_check (world);
  vouch_world_assert_effects (world, wanted,
                              "%s: operation %" G_GUINT64_FORMAT " of the store fails: %s, %s",
                              fault->scenario->name, fault->n,
                              fault->fault == VOUCH_TEST_VFS_FULL ? "full" : "input/output error",
                              fault->for_good ? "for good" : "once");
  return disk.n_errors;
}

static GPtrArray *
run_undisturbed (const VouchScenario *scenario,
                 guint64             *n_operations)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  guint64 before = vouch_test_vfs_get_n_operations (vouch_world_get_vfs (world));

  scenario->run (world);
  *n_operations = vouch_test_vfs_get_n_operations (vouch_world_get_vfs (world)) - before;
  return vouch_world_list_effects (world);
}

/* The n-th error of the store, all kinds of it, spread over the whole of a scenario (T6). */
static void
test_store_faults (gconstpointer data)
{
  const VouchScenario *scenario = data;
  guint64 n_operations = 0;
  guint n_scenarios;
  guint n_seen = 0;
  guint n_samples;
  g_autoptr(GPtrArray) wanted = run_undisturbed (scenario, &n_operations);
  g_autoptr(VouchTestRandom) random = VOUCH_TEST_RANDOM (vouch_test_random_new (SEED));

  vouch_scenarios_get (&n_scenarios);
  n_samples = MAX (VOUCH_N_STORE_FAULTS / (4 * n_scenarios), 1);

  for (guint i = 0; i < n_samples; i++)
    {
      for (guint kind = 0; kind < 4; kind++)
        {
          guint64 first = i * n_operations / n_samples;
          guint64 step = MAX (n_operations / n_samples, 1);
          StoreFault fault = { scenario, 1 + first + vouch_test_random_next (random) % step,
                               kind % 2 == 0 ? VOUCH_TEST_VFS_EIO : VOUCH_TEST_VFS_FULL,
                               kind >= 2 };
          guint n_errors = run_fault (&fault, wanted);

          n_seen += n_errors;
          g_test_message ("%s: %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT ", kind %u: %u errors",
                          scenario->name, fault.n, n_operations, kind, n_errors);
        }
    }

  g_assert_cmpuint (n_seen, >, n_samples);
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
      g_autofree char *path = g_strdup_printf ("/store-faults/%s", scenarios[i].name);

      g_test_add_data_func (path, &scenarios[i], test_store_faults);
    }

  return g_test_run ();
}
