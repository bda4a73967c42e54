/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "sync/vouch-pairs.h"
#include "vouch-desk.h"
#include "vouch-story.h"
#include "vouch-world.h"

/* Steps of more than a page (reliability.md §2.4, §8.2). */

#define N_PEOPLE 130
#define N_CYCLES 20

typedef struct
{
  VouchWorld *world;
  char *job;
  char *people[N_PEOPLE];
} Crowd;

static void
set_up (Crowd      *crowd,
        const char *settings)
{
  crowd->world = vouch_world_new (11);
  vouch_world_do (crowd->world, "settings", "%s", settings);
  crowd->job = vouch_world_add_job (crowd->world, "Account Executive", NULL);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%c%c", 'A' + i / 26, 'a' + i % 26);

      crowd->people[i] =
        vouch_world_add_candidate (crowd->world, "Test", name, crowd->job, FALSE);
    }
  vouch_world_advance (crowd->world, 600);
  for (guint i = 0; i < N_PEOPLE; i++)
    vouch_world_move (crowd->world, crowd->people[i], crowd->job, "IN_REVIEW", "Crosschq");
  for (guint i = 0; i < 3; i++)
    {
      vouch_world_advance (crowd->world, 60);
      g_assert_true (vouch_world_cycle (crowd->world, VOUCH_CYCLE_NONE));
    }
}

static void
clear (Crowd *crowd)
{
  vouch_world_check (crowd->world);
  vouch_world_free (crowd->world);
  g_free (crowd->job);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (crowd->people[i]);
}

static void
run_cycle (Crowd *crowd)
{
  vouch_world_advance (crowd->world, 60);
  g_assert_true (vouch_world_cycle (crowd->world, VOUCH_CYCLE_NONE));
}

static guint
count_idle (Crowd *crowd)
{
  guint before;

  /* What changed in the overlap shows for a while. */
  for (guint i = 0; i < 8; i++)
    run_cycle (crowd);
  before = vouch_world_count_calls (crowd->world);
  for (guint i = 0; i < N_CYCLES; i++)
    run_cycle (crowd);
  return vouch_world_count_calls (crowd->world) - before;
}

static guint
count_entries (Crowd *crowd)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (crowd->world);

  return desk->triggers->len;
}

static const char *
get_capability (Crowd *crowd)
{
  VouchEngine *engine = vouch_context_get_engine (vouch_world_get_context (crowd->world));
  VouchSession *session =
    vouch_engine_get_session (engine, vouch_world_get_connection (crowd->world));

  return vouch_session_get_capability (session, VOUCH_CAPABILITY_UPDATED_AFTER);
}

/* Where a change of the status moves updatedOn, a big step costs one call, and whoever enters is
 * seen at once all the same. */
static void
test_proven (void)
{
  Crowd crowd;
  Crowd other;
  guint n_proven;
  guint n_unproven;

  set_up (&crowd, "{}");
  g_assert_cmpstr (get_capability (&crowd), ==, "yes");
  n_proven = count_idle (&crowd);

  set_up (&other, "{\"updated_by_status\":false}");
  g_assert_cmpstr (get_capability (&other), ==, "no");
  n_unproven = count_idle (&other);
  clear (&other);

  g_test_message ("%u calls when proven, %u when not", n_proven, n_unproven);
  g_assert_cmpuint (n_unproven - n_proven, ==, N_CYCLES);
  g_assert_cmpuint (count_entries (&crowd), ==, N_PEOPLE);

  {
    g_autofree char *late =
      vouch_world_add_candidate (crowd.world, "Late", "Person", crowd.job, TRUE);

    g_assert_nonnull (late);
    run_cycle (&crowd);
    g_assert_cmpuint (count_entries (&crowd), ==, N_PEOPLE + 1);
  }
  clear (&crowd);
}

static guint
count_in_step (Crowd *crowd);

/* Nobody sees anybody leave where only changes are asked for: the history tells of one who came
 * back, and the whole read of each hour of one who did not. */
static void
test_leave (void)
{
  Crowd crowd;

  set_up (&crowd, "{}");
  run_cycle (&crowd);
  vouch_world_move (crowd.world, crowd.people[3], crowd.job, "INTERVIEW", NULL);
  vouch_world_advance (crowd.world, 20);
  vouch_world_move (crowd.world, crowd.people[3], crowd.job, "IN_REVIEW", "Crosschq");
  run_cycle (&crowd);
  g_assert_cmpuint (count_entries (&crowd), ==, N_PEOPLE + 1);
  for (guint i = 0; i < 8; i++)
    run_cycle (&crowd);
  g_assert_cmpuint (count_entries (&crowd), ==, N_PEOPLE + 1);

  vouch_world_move (crowd.world, crowd.people[5], crowd.job, "INTERVIEW", NULL);
  for (guint i = 0; i < 62; i++)
    run_cycle (&crowd);
  g_assert_cmpuint (count_in_step (&crowd), ==, N_PEOPLE - 1);
  clear (&crowd);
}

static gboolean
read_in_step (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  guint *n = data;
  VouchRows *rows = vouch_db_query (db, error, "SELECT count(*) FROM application"
                                               " WHERE in_step = 1", "");

  *n = vouch_rows_next (rows) ? vouch_rows_int (rows, 0) : 0;
  return vouch_rows_finish (rows, error);
}

static guint
count_in_step (Crowd *crowd)
{
  guint n = 0;

  g_assert_true (vouch_world_write (crowd->world, read_in_step, &n));
  return n;
}

/* A whole read that takes too long goes on in the next cycle, and proves nothing before its end. */
static void
test_broken_off (void)
{
  g_autoptr(GPtrArray) pairs = vouch_pairs_new ();
  VouchPairRead read = { 0 };
  const VouchPair *pair;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  first = vouch_pair_read_begin (&read, pairs, "IN_REVIEW", "Crosschq", TRUE, 1000 * VOUCH_SECOND);
  g_assert_null (first);
  g_assert_cmpint (vouch_pair_read_get_after (&read), ==, 0);
  for (guint i = 0; i < 40; i++)
    {
      g_assert_false (vouch_pair_read_is_full (&read));
      vouch_pair_read_note_page (&read, (1000 + i) * VOUCH_SECOND);
    }
  g_assert_true (vouch_pair_read_is_full (&read));
  vouch_pair_read_end (&read, "page-41");
  pair = vouch_pairs_find (pairs, "IN_REVIEW", "Crosschq");
  g_assert_false (pair->is_whole);
  g_assert_cmpint (pair->cursor, ==, 0);

  second = vouch_pair_read_begin (&read, pairs, "IN_REVIEW", "Crosschq", TRUE, 1060 * VOUCH_SECOND);
  g_assert_cmpstr (second, ==, "page-41");
  vouch_pair_read_note_page (&read, 1060 * VOUCH_SECOND);
  vouch_pair_read_end (&read, NULL);
  g_assert_true (pair->is_whole);
  g_assert_cmpuint (pair->n_pages, ==, 41);
  g_assert_cmpint (pair->cursor, ==, 1000 * VOUCH_SECOND);

  g_assert_null (vouch_pair_read_begin (&read, pairs, "IN_REVIEW", "Crosschq", TRUE,
                                        1120 * VOUCH_SECOND));
  g_assert_true (read.partial);
  g_assert_cmpint (vouch_pair_read_get_after (&read), <, 1000 * VOUCH_SECOND);
  vouch_pair_read_note_page (&read, 1120 * VOUCH_SECOND);
  vouch_pair_read_end (&read, NULL);
  g_assert_cmpint (pair->cursor, ==, 1120 * VOUCH_SECOND);
  g_assert_false (pair->is_whole);

  g_assert_null (vouch_pair_read_begin (&read, pairs, "IN_REVIEW", "Crosschq", TRUE,
                                        (1000 + 3600) * VOUCH_SECOND));
  g_assert_false (read.partial);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pairs/broken-off", test_broken_off);
  g_test_add_func ("/pairs/proven", test_proven);
  g_test_add_func ("/pairs/leave", test_leave);

  return g_test_run ();
}
