/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "sync/vouch-preview.h"
#include "vouch-story.h"
#include "vouch-test-util.h"

/* What the next cycle would do, without doing it (product.md F3). */

static VouchCycle *
preview (VouchStory *story)
{
  VouchWorld *world = story->world;
  VouchEngine *engine = vouch_context_get_engine (vouch_world_get_context (world));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  VouchCycle *cycle;

  vouch_world_advance (world, 60);
  vouch_engine_sync_async (engine, vouch_world_get_connection (world),
                           VOUCH_CYCLE_PREVIEW | VOUCH_CYCLE_THOROUGH, NULL,
                           vouch_test_keep_result_cb, &result);
  while (result == NULL)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_assert_true (vouch_test_clock_advance_next (vouch_world_get_clock (world)));
    }
  cycle = vouch_engine_sync_finish (engine, result, &error);
  g_assert_no_error (error);
  return cycle;
}

static const VouchPreviewItem *
find_item (VouchCycle *cycle,
           const char *effect)
{
  GPtrArray *items = vouch_cycle_get_preview (cycle);
  const VouchPreviewItem *found = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const VouchPreviewItem *item = items->pdata[i];

      if (g_strcmp0 (item->effect, effect) != 0)
        continue;
      /* Never the same thing twice. */
      g_assert_null (found);
      found = item;
    }

  return found;
}

static const VouchPreviewItem *
assert_item (VouchStory       *story,
             VouchCycle       *cycle,
             const char       *effect,
             VouchPreviewKind  kind,
             const char       *reason)
{
  const VouchPreviewItem *item = find_item (cycle, effect);

  g_assert_nonnull (item);
  g_assert_cmpint (item->kind, ==, kind);
  g_assert_cmpstr (item->candidate_id, ==, story->candidate);
  g_assert_cmpstr (item->job_id, ==, story->job);
  g_assert_cmpstr (item->person->last_name, ==, "Okafor");
  g_assert_cmpstr (item->job_title, ==, "Account Executive");
  g_assert_cmpstr (item->reason != NULL ? vouch_reason_get_id (item->reason) : NULL, ==, reason);
  return item;
}

static guint
count_planned (VouchStory *story)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (story->world);

  return desk->effects->len;
}

static void
test_send (void)
{
  VouchStory story;
  g_autoptr(VouchCycle) cycle = NULL;

  vouch_story_init (&story, TRUE);
  cycle = preview (&story);
  g_assert_cmpuint (vouch_cycle_get_preview (cycle)->len, ==, 1);
  assert_item (&story, cycle, "create-request", VOUCH_PREVIEW_SEND, NULL);
  g_assert_cmpuint (count_planned (&story), ==, 0);
  vouch_story_assert_count (&story, "request-created", 0);

  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

static void
test_hold (void)
{
  VouchStory story;
  g_autoptr(VouchCycle) cycle = NULL;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"\"}", story.job);
  cycle = preview (&story);
  assert_item (&story, cycle, "create-request", VOUCH_PREVIEW_HOLD, "job.no-tag");
  vouch_story_clear (&story);
}

/* Those that the cap leaves no room for wait. */
static void
test_cap (void)
{
  VouchStory story;
  g_autofree char *other = NULL;
  g_autoptr(VouchCycle) cycle = NULL;
  guint n_sent = 0;

  vouch_story_init (&story, TRUE);
  other = vouch_world_add_candidate (story.world, "Bo", "Marsh", story.job, TRUE);
  vouch_hand_set (story.world, "daily-cap", "1");
  cycle = preview (&story);
  g_assert_cmpuint (vouch_cycle_get_preview (cycle)->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const VouchPreviewItem *item = vouch_cycle_get_preview (cycle)->pdata[i];

      n_sent += item->kind == VOUCH_PREVIEW_SEND ? 1 : 0;
    }
  g_assert_cmpuint (n_sent, ==, 1);
  vouch_story_clear (&story);
}

/* The report is complete, and Vouch has not read it yet. */
static void
test_news (void)
{
  VouchStory story;
  g_autoptr(VouchCycle) cycle = NULL;
  guint n_planned;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  n_planned = count_planned (&story);
  cycle = preview (&story);
  assert_item (&story, cycle, "attach-report", VOUCH_PREVIEW_DO, "effect.follows");
  assert_item (&story, cycle, "write-note", VOUCH_PREVIEW_DO, "effect.follows");
  g_assert_cmpuint (vouch_cycle_get_preview (cycle)->len, ==, 2);
  g_assert_cmpuint (count_planned (&story), ==, n_planned);

  /* What was only looked at is still news, also where a list is asked. */
  g_clear_object (&cycle);
  cycle = preview (&story);
  assert_item (&story, cycle, "attach-report", VOUCH_PREVIEW_DO, "effect.follows");
  vouch_story_assert_count (&story, "attachment-added", 0);

  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_assert_count (&story, "note-written", 1);
  g_clear_object (&cycle);
  cycle = preview (&story);
  g_assert_cmpuint (vouch_cycle_get_preview (cycle)->len, ==, 0);
  vouch_story_clear (&story);
}

static void
test_rejected (void)
{
  VouchStory story;
  g_autoptr(VouchCycle) cycle = NULL;
  const VouchPreviewItem *item;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "REJECTED", NULL);
  cycle = preview (&story);
  item = assert_item (&story, cycle, "cancel-request", VOUCH_PREVIEW_DO, "effect.planned");
  g_assert_cmpint (item->next_at, >, vouch_world_get_now (story.world));
  assert_item (&story, cycle, "set-outcome", VOUCH_PREVIEW_DO, "effect.planned");
  vouch_story_assert_count (&story, "request-cancelled", 0);
  vouch_story_clear (&story);
}

/* Nothing is sent whatever fails on the way, even what is due. */
static void
test_failures (void)
{
  static const char *const paths[] = { "/candidates", "/configuration/company", NULL };
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":403,\"listener\":\"files\",\"times\":-1}");
  vouch_world_advance (story.world, 60 * 60);
  vouch_world_cycle (story.world, VOUCH_CYCLE_NONE);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_PLANNED, NULL);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr(VouchCycle) cycle = NULL;

      vouch_world_do (story.world, "clear-faults", "{}");
      vouch_world_do (story.world, "fault", "{\"kind\":\"status\",\"status\":503,"
                      "\"listener\":\"ats\",\"path\":\"%s\",\"times\":-1}", paths[i]);
      vouch_world_advance (story.world, 2 * 60 * 60);
      cycle = preview (&story);
      g_assert_nonnull (vouch_cycle_get_problem (cycle));
      assert_item (&story, cycle, "attach-report", VOUCH_PREVIEW_DO, "effect.planned");
      vouch_story_assert_count (&story, "attachment-added", 0);
    }

  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/preview/send", test_send);
  g_test_add_func ("/preview/hold", test_hold);
  g_test_add_func ("/preview/cap", test_cap);
  g_test_add_func ("/preview/news", test_news);
  g_test_add_func ("/preview/rejected", test_rejected);
  g_test_add_func ("/preview/failures", test_failures);

  return g_test_run ();
}
