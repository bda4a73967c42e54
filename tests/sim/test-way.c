/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "vouch-world.h"

/* One candidate's whole way: moved to the step, asked for, answered, report and note on the
 * profile, hired. */
static void
test_whole_way (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  g_autofree char *request = NULL;

  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  request = vouch_world_find_request (world, "ines.okafor@example.org");
  g_assert_nonnull (request);

  vouch_world_advance (world, 60);
  vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "attachment-added"), ==, 1);
  g_assert_cmpuint (vouch_world_count_effects (world, "note-written"), ==, 1);

  vouch_world_advance (world, 60);
  vouch_world_move (world, candidate, job, "HIRED", NULL);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "outcome-set"), ==, 1);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);

  vouch_world_check (world);
  vouch_world_check_quiet (world);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/way/whole", test_whole_way);

  return g_test_run ();
}
