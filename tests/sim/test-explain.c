/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "sync/vouch-explain.h"
#include "vouch-story.h"

/* Why was nothing sent, and was it? (product.md F2) */

static VouchReason *
explain (VouchStory *story,
         gboolean   *passes)
{
  VouchWorld *world = story->world;
  VouchEngine *engine = vouch_context_get_engine (vouch_world_get_context (world));
  VouchSession *session = vouch_engine_get_session (engine, vouch_world_get_connection (world));
  g_autoptr(VouchProcedure) procedure = vouch_explain_new (session, VOUCH_STORY_EMAIL, story->job);
  g_autoptr(GError) error = NULL;
  const VouchExplanation *explanation;
  GPtrArray *results;

  vouch_world_run (world, procedure, &error);
  g_assert_no_error (error);

  results = vouch_explain_get_results (VOUCH_EXPLAIN (procedure));
  g_assert_cmpuint (results->len, ==, 1);
  explanation = results->pdata[0];
  *passes = explanation->chain->failed < 0;
  return explanation->reason != NULL ? vouch_reason_ref (explanation->reason) : NULL;
}

static void
assert_reason (VouchStory *story,
               const char *wanted,
               gboolean    rules_pass)
{
  gboolean passes;
  g_autoptr(VouchReason) reason = explain (story, &passes);

  g_assert_cmpstr (reason != NULL ? vouch_reason_get_id (reason) : NULL, ==, wanted);
  g_assert_cmpint (passes, ==, rules_pass);
}

static void
test_asked (void)
{
  VouchStory story;

  vouch_story_init (&story, FALSE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "INTERVIEW", "Crosschq");
  assert_reason (&story, NULL, TRUE);

  vouch_world_settle (story.world);
  assert_reason (&story, "request.open", FALSE);

  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-completed", 1);
  assert_reason (&story, "entry.asked", TRUE);

  vouch_story_move (&story, "INTERVIEW", NULL);
  vouch_world_settle (story.world);
  assert_reason (&story, "application.not-in-step", FALSE);
  vouch_story_clear (&story);
}

static void
test_skipped (void)
{
  VouchStory story;
  gint64 entry;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"\"}", story.job);
  vouch_world_settle (story.world);
  entry = vouch_story_assert_waits (&story, "job.no-tag");
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_SKIP_TRIGGER, entry, NULL));
  assert_reason (&story, "job.no-tag", FALSE);

  vouch_world_do (story.world, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"sales\"}", story.job);
  assert_reason (&story, "person.skipped", TRUE);
  vouch_story_clear (&story);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/explain/asked", test_asked);
  g_test_add_func ("/explain/skipped", test_skipped);

  return g_test_run ();
}
