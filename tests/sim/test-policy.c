/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-applications.h"
#include "vouch-story.h"

/* Who gets a request, and when none is sent or an open one is cancelled (T12, product.md §4). */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define EMAIL VOUCH_STORY_EMAIL

/* Decisions. */

/* Moved back before the grace ends: nothing is cancelled. */
static void
test_move_back (void)
{
  static const char *const statuses[] = { "INTERVIEW", "HIRED", "OFFERED" };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      VouchStory story;

      vouch_story_init (&story, TRUE);
      vouch_world_settle (story.world);
      vouch_story_move (&story, "REJECTED", NULL);
      vouch_story_cycle (&story);
      vouch_story_assert_effect (&story, "cancel-request", VOUCH_EFFECT_PLANNED, NULL);
      vouch_story_move (&story, statuses[i], NULL);
      vouch_world_settle (story.world);
      vouch_story_assert_effect (&story, "cancel-request", VOUCH_EFFECT_SUPERSEDED,
                                 "cancel.returned");
      vouch_world_advance (story.world, HOUR);
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "request-cancelled", 0);
      vouch_story_clear (&story);
    }
}

/* Moved back after the last poll, when the cancel is about to go: the fresh read shows it. */
static void
test_move_back_late (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "REJECTED", NULL);
  vouch_story_cycle (&story);
  vouch_world_advance (story.world, 20 * MINUTE);
  vouch_story_move (&story, "OFFERED", NULL);
  vouch_world_cycle (story.world, VOUCH_CYCLE_DELIVER_ONLY);
  vouch_story_assert_count (&story, "request-cancelled", 0);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-cancelled", 0);
  vouch_story_clear (&story);
}

static void
decide (const char *withdrawn,
        const char *status,
        guint       n_cancelled,
        guint       n_outcomes)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_hand_set (story.world, "withdrawn", withdrawn);
  vouch_world_settle (story.world);
  vouch_story_move (&story, status, NULL);
  vouch_world_settle (story.world);
  vouch_world_advance (story.world, HOUR);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-cancelled", n_cancelled);
  vouch_story_assert_count (&story, "outcome-set", n_outcomes);
  vouch_story_clear (&story);
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

/* Transferred to another job: the request stays, somebody is told, and the report still goes to the
 * application it was made for. */
static void
test_transferred (void)
{
  VouchStory story;
  gint64 item;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "TRANSFERRED", NULL);
  vouch_world_settle (story.world);
  item = vouch_story_assert_effect (&story, "review-transfer", VOUCH_EFFECT_HELD,
                                    "application.transferred");

  g_assert_true (vouch_hand (story.world, VOUCH_HAND_RETRY, item, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "review-transfer", VOUCH_EFFECT_HELD,
                             "application.transferred");

  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-cancelled", 0);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_assert_count (&story, "note-written", 1);

  g_assert_true (vouch_hand (story.world, VOUCH_HAND_SKIP_EFFECT, item, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "review-transfer", VOUCH_EFFECT_SUPERSEDED, "person.skipped");
  vouch_story_clear (&story);
}

/* Back on the job: nobody has to know any more. */
static void
test_transferred_back (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "TRANSFERRED", NULL);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "OFFERED", NULL);
  vouch_world_advance (story.world, HOUR);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "review-transfer", VOUCH_EFFECT_SUPERSEDED,
                             "application.moved");
  vouch_story_clear (&story);
}

/* Rejected between the plan and the send. */
static void
test_rejected_early (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/\",\"times\":-1}");
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_PLANNED, NULL);
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_story_move (&story, "REJECTED", NULL);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_SUPERSEDED,
                             "application.moved");
  vouch_story_assert_count (&story, "request-created", 0);
  vouch_story_clear (&story);
}

/* Left behind by a read of its own, in which nobody looked for that: the cancel follows all the
 * same. */
static void
test_rejected_while_waiting (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "INTERVIEW", NULL);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  vouch_story_assert_waits (&story, "entry.re-entry");

  /* The list still shows who was in the step a moment ago, while the profile tells the truth. */
  vouch_world_do (story.world, "settings", "{\"index_lag\":30}");
  vouch_story_move (&story, "REJECTED", NULL);
  vouch_world_cycle (story.world, VOUCH_CYCLE_THOROUGH);
  vouch_world_advance (story.world, MINUTE);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-cancelled", 1);
  vouch_story_clear (&story);
}

/* The profile became part of another one: the report of the old one goes nowhere. */
static void
test_merged (void)
{
  VouchStory story;
  g_autofree char *other = NULL;
  g_autofree char *request = NULL;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  request = vouch_world_find_request (story.world, EMAIL);
  other = vouch_world_add_candidate (story.world, "Theo", "Lind", story.job, FALSE);
  vouch_world_do (story.world, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", story.candidate,
                  other);
  vouch_world_do (story.world, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_settle (story.world);
  vouch_world_advance (story.world, HOUR);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 0);
  vouch_story_assert_count (&story, "note-written", 0);
  vouch_story_clear (&story);
}

typedef struct
{
  gint64 effect_id;
  const char *candidate_id;
  gint64 now;
  gboolean refused;
} Rebind;

static gboolean
rebind (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  Rebind *self = data;
  g_autoptr(GError) failure = NULL;

  self->refused =
    !vouch_action_rebind (db, self->effect_id, self->candidate_id, self->now, &failure);
  return TRUE;
}

/* The profile is merged into one with the same e-mail address and last name. */
static char *
merge_same (VouchStory *story,
            gboolean    has_feed)
{
  g_autofree char *other = NULL;

  vouch_story_init (story, TRUE);
  vouch_world_do (story->world, "settings", "{\"audit_feed\":%s}", has_feed ? "true" : "false");
  vouch_world_settle (story->world);
  other = vouch_world_add_candidate (story->world, "Theo", "Lind", story->job, FALSE);
  vouch_world_do (story->world, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", story->candidate,
                  other);
  vouch_world_do (story->world, "edit-candidate",
                  "{\"candidate_id\":\"%s\",\"email\":\"%s\",\"last_name\":\"Okafor\"}", other,
                  VOUCH_STORY_EMAIL);
  for (guint i = 0; i < 4; i++)
    {
      vouch_world_advance (story->world, 20 * MINUTE);
      vouch_world_settle (story->world);
    }
  return g_steal_pointer (&other);
}

/* It is proposed and nothing more; a person says so, and the report goes to the profile that is
 * left. */
static void
test_rebind (void)
{
  VouchStory story;
  g_autofree char *other = merge_same (&story, FALSE);
  Rebind action = { 0 };

  g_assert_nonnull (other);
  action.effect_id = vouch_story_assert_effect (&story, "review-merge", VOUCH_EFFECT_HELD,
                                                "application.merged");
  action.now = vouch_world_get_now (story.world);
  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 0);

  g_assert_true (vouch_world_write (story.world, rebind, &action));
  g_assert_false (action.refused);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "review-merge", VOUCH_EFFECT_DONE, NULL);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_assert_count (&story, "note-written", 1);
  g_assert_true (vouch_world_write (story.world, rebind, &action));
  g_assert_true (action.refused);
  vouch_story_clear (&story);
}

/* SmartRecruiters itself says what became of the profile, and it is the same person: nobody has to
 * be asked. */
static void
test_rebind_proven (void)
{
  VouchStory story;
  g_autofree char *other = merge_same (&story, TRUE);
  g_autoptr(JsonNode) shown = NULL;

  vouch_story_assert_effect (&story, "review-merge", VOUCH_EFFECT_DONE, NULL);
  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_assert_count (&story, "note-written", 1);
  shown = vouch_world_control (story.world, "show-candidate", "{\"candidate_id\":\"%s\"}", other);
  g_assert_cmpuint (json_array_get_length (
                      json_object_get_array_member (json_node_get_object (shown), "notes")),
                    ==, 1);
  vouch_story_clear (&story);
}

/* Proof of a merge is none of who it is: another person's profile gets nothing. */
static void
test_merged_proven (void)
{
  VouchStory story;
  g_autofree char *other = NULL;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "settings", "{\"audit_feed\":true}");
  vouch_world_settle (story.world);
  other = vouch_world_add_candidate (story.world, "Theo", "Lind", story.job, FALSE);
  vouch_world_do (story.world, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", story.candidate,
                  other);
  for (guint i = 0; i < 4; i++)
    {
      vouch_world_advance (story.world, 20 * MINUTE);
      vouch_world_settle (story.world);
    }
  vouch_story_assert_effect (&story, "cancel-request", VOUCH_EFFECT_HELD, "application.gone");
  vouch_story_clear (&story);
}

/* The profile that is left has an open request of its own: a person says which one goes on. */
static void
test_proven_with_own (void)
{
  VouchStory story;
  g_autofree char *other = NULL;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "settings", "{\"audit_feed\":true}");
  other = vouch_world_add_candidate (story.world, "Theo", "Lind", story.job, TRUE);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 2);
  vouch_world_do (story.world, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", story.candidate,
                  other);
  vouch_world_do (story.world, "edit-candidate",
                  "{\"candidate_id\":\"%s\",\"email\":\"%s\",\"last_name\":\"Okafor\"}", other,
                  VOUCH_STORY_EMAIL);
  for (guint i = 0; i < 4; i++)
    {
      vouch_world_advance (story.world, 20 * MINUTE);
      vouch_world_settle (story.world);
    }
  vouch_story_assert_effect (&story, "review-merge", VOUCH_EFFECT_HELD, "application.merged");
  vouch_story_clear (&story);
}

/* A person says that it was no merge: then it was deleted. */
static void
test_no_merge (void)
{
  VouchStory story;
  g_autofree char *other = merge_same (&story, FALSE);
  gint64 item = vouch_story_assert_effect (&story, "review-merge", VOUCH_EFFECT_HELD,
                                           "application.merged");

  g_assert_nonnull (other);
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_SKIP_EFFECT, item, NULL));
  for (guint i = 0; i < 4; i++)
    {
      vouch_world_advance (story.world, 20 * MINUTE);
      vouch_world_settle (story.world);
    }
  vouch_story_assert_effect (&story, "cancel-request", VOUCH_EFFECT_HELD, "application.gone");
  vouch_story_clear (&story);
}

/* No answer tells the time, and the computer's clock is set back: what was read in what is the
 * future now is read again, and the outcome is seen. */
static void
test_clock_back (void)
{
  VouchStory story;
  VouchTestClock *clock;

  vouch_story_init (&story, TRUE);
  clock = vouch_world_get_clock (story.world);
  vouch_world_do (story.world, "settings", "{\"date_header\":false,\"updated_by_status\":false}");
  vouch_world_stop (story.world);
  vouch_test_clock_jump_wall (clock, 6 * HOUR * (gint64) G_USEC_PER_SEC);
  vouch_world_start (story.world);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "OFFERED", NULL);
  vouch_world_settle (story.world);
  vouch_world_advance (story.world, 3 * HOUR);
  vouch_world_settle (story.world);

  vouch_test_clock_jump_wall (clock, -6 * HOUR * (gint64) G_USEC_PER_SEC);
  vouch_story_move (&story, "REJECTED", NULL);
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "cancel-request", VOUCH_EFFECT_PLANNED, NULL);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/policy/move-back", test_move_back);
  g_test_add_func ("/policy/move-back-late", test_move_back_late);
  g_test_add_func ("/policy/decisions", test_decisions);
  g_test_add_func ("/policy/transferred", test_transferred);
  g_test_add_func ("/policy/transferred-back", test_transferred_back);
  g_test_add_func ("/policy/rejected-early", test_rejected_early);
  g_test_add_func ("/policy/rejected-while-waiting", test_rejected_while_waiting);
  g_test_add_func ("/policy/merged", test_merged);
  g_test_add_func ("/policy/rebind", test_rebind);
  g_test_add_func ("/policy/clock-back", test_clock_back);
  g_test_add_func ("/policy/rebind-proven", test_rebind_proven);
  g_test_add_func ("/policy/merged-proven", test_merged_proven);
  g_test_add_func ("/policy/proven-with-own", test_proven_with_own);
  g_test_add_func ("/policy/no-merge", test_no_merge);

  return g_test_run ();
}
