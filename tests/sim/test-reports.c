/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "vouch-story.h"

/* What goes onto a profile, and what never does (T12, I5). */

static void
conclude (VouchStory *story)
{
  vouch_story_init (story, TRUE);
  vouch_world_settle (story->world);
  vouch_story_answer (story);
}

static void
assert_nothing (VouchStory *story)
{
  vouch_story_assert_count (story, "attachment-added", 0);
  vouch_story_assert_count (story, "note-written", 0);
}

/* E-mail or last name is another one now: nothing is put there, until a person has looked. */
static void
test_person_changed (void)
{
  static const char *const edits[] = { "\"email\":\"other@example.org\"",
                                       "\"last_name\":\"Lind\"" };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      VouchStory story;

      conclude (&story);
      vouch_world_do (story.world, "edit-candidate", "{\"candidate_id\":\"%s\",%s}",
                      story.candidate, edits[i]);
      vouch_world_settle (story.world);
      vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD, "person.changed");
      vouch_story_assert_effect (&story, "write-note", VOUCH_EFFECT_HELD, "person.changed");
      assert_nothing (&story);
      vouch_story_clear (&story);
    }
}

static guint
count_profile_reads (VouchStory *story)
{
  g_autoptr(JsonNode) node = vouch_world_control (story->world, "calls", "{}");
  JsonObject *calls = json_object_get_object_member (json_node_get_object (node), "calls");

  return json_object_get_int_member_with_default (calls, "GET /candidates/{id}", 0);
}

/* Whether it is still the right person is asked once for both files and the note, just before; when
 * that fails, which the company does not count, each of them asks. */
static void
test_one_question (void)
{
  static const struct { int status; guint n_reads; } cases[] = { { 200, 1 }, { 404, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VouchStory story;
      guint before;

      vouch_story_init (&story, TRUE);
      vouch_hand_set (story.world, "report-kind", "both");
      vouch_world_settle (story.world);
      vouch_story_answer (&story);
      if (cases[i].status != 200)
        vouch_world_do (story.world, "fault",
                        "{\"kind\":\"status\",\"status\":%d,\"method\":\"GET\","
                        "\"path\":\"/candidates/{id}\",\"times\":1}", cases[i].status);
      before = count_profile_reads (&story);
      for (guint n = 0; n < 10; n++)
        vouch_story_cycle (&story);
      vouch_story_assert_count (&story, "attachment-added", 2);
      vouch_story_assert_count (&story, "note-written", 1);
      g_assert_cmpuint (count_profile_reads (&story) - before, ==, cases[i].n_reads);
      vouch_story_clear (&story);
    }
}

/* The request at Crosschq is for somebody else now. */
static void
test_other_at_crosschq (void)
{
  VouchStory story;
  g_autofree char *request = NULL;

  conclude (&story);
  request = vouch_world_find_request (story.world, VOUCH_STORY_EMAIL);
  vouch_world_do (story.world, "edit-request",
                  "{\"request_id\":\"%s\",\"email\":\"other@example.org\"}", request);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD,
                             "person.changed-at-crosschq");
  assert_nothing (&story);
  vouch_story_clear (&story);
}

static void
test_not_pdf (void)
{
  static const char *const kinds[] = { "html", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      VouchStory story;

      conclude (&story);
      vouch_world_do (story.world, "settings", "{\"crosschq_pdf_kind\":\"%s\"}", kinds[i]);
      vouch_world_settle (story.world);
      vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD, "report.not-pdf");
      vouch_story_assert_count (&story, "attachment-added", 0);
      vouch_story_clear (&story);
    }
}

/* The link goes out at once; a file that never comes is a person's matter after a day. */
static void
test_pdf_off (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "pdf-off", "{}");
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "note-written", 1);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_PLANNED, "report.no-pdf-yet");

  for (guint i = 0; i < 60; i++)
    {
      vouch_world_advance (story.world, 60 * 60);
      vouch_story_cycle (&story);
    }
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD, "report.no-pdf");
  vouch_world_check_quiet (story.world);
  vouch_story_assert_count (&story, "attachment-added", 0);
  vouch_story_assert_count (&story, "note-written", 1);
  vouch_story_clear (&story);
}

/* The file comes a while after the report, or long after: it is attached then. */
static void
test_pdf_late (void)
{
  static const guint minutes[] = { 2, 300 };

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    {
      VouchStory story;

      vouch_story_init (&story, TRUE);
      vouch_world_do (story.world, "pdf-off", "{}");
      vouch_world_settle (story.world);
      vouch_story_answer (&story);
      for (guint k = 0; k < minutes[i]; k++)
        vouch_story_cycle (&story);
      vouch_story_assert_count (&story, "note-written", 1);
      vouch_story_assert_count (&story, "attachment-added", 0);

      vouch_world_do (story.world, "pdf-off", "{\"off\":false}");
      for (guint k = 0; k < minutes[i] + 5; k++)
        vouch_story_cycle (&story);
      vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_DONE, NULL);
      vouch_story_assert_count (&story, "attachment-added", 1);
      vouch_story_assert_count (&story, "note-written", 1);
      vouch_story_clear (&story);
    }
}

/* The address in the answer is over when it is used: the answer is read again for a new one. */
static void
test_expired (void)
{
  static const guint statuses[] = { 403, 404, 401 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (statuses); i++)
    {
      VouchStory story;

      conclude (&story);
      vouch_world_do (story.world, "fault",
                      "{\"kind\":\"status\",\"status\":%u,\"listener\":\"files\","
                      "\"times\":%u}", statuses[i / 2], i % 2 == 0 ? 1 : 3);
      vouch_world_settle (story.world);
      vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_DONE, NULL);
      vouch_story_assert_count (&story, "attachment-added", 1);
      vouch_story_clear (&story);
    }
}

static void
cancel_outside (VouchStory *story)
{
  g_autofree char *request = vouch_world_find_request (story->world, VOUCH_STORY_EMAIL);

  vouch_world_do (story->world, "cancel-outside", "{\"request_id\":\"%s\",\"force\":true}",
                  request);
}

static void
test_cancelled (void)
{
  VouchStory story;

  conclude (&story);
  cancel_outside (&story);
  vouch_world_settle (story.world);
  assert_nothing (&story);
  vouch_story_clear (&story);
}

/* Cancelled after the upload was planned. */
static void
test_cancelled_late (void)
{
  VouchStory story;

  conclude (&story);
  vouch_world_do (story.world, "fault", "{\"kind\":\"status\",\"status\":503,\"listener\":\"ats\","
                  "\"path\":\"/candidates/{id}\",\"times\":-1}");
  vouch_world_advance (story.world, 20 * 60);
  vouch_world_cycle (story.world, VOUCH_CYCLE_NONE);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_PLANNED, NULL);
  vouch_world_do (story.world, "clear-faults", "{}");
  cancel_outside (&story);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_SUPERSEDED, "report.cancelled");
  assert_nothing (&story);
  vouch_story_clear (&story);
}

/* A report that takes its time comes later; the note does not come twice. */
static void
test_late (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "settings", "{\"report_delay\":3600}");
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 0);
  vouch_world_advance (story.world, 2 * 60 * 60);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_assert_count (&story, "note-written", 1);
  vouch_story_clear (&story);
}

/* Hired after the report: Crosschq is told, and nothing is cancelled. */
static void
test_outcome_after (void)
{
  VouchStory story;

  conclude (&story);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "HIRED", NULL);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "outcome-set", 1);
  vouch_story_assert_count (&story, "request-cancelled", 0);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reports/person-changed", test_person_changed);
  g_test_add_func ("/reports/one-question", test_one_question);
  g_test_add_func ("/reports/other-at-crosschq", test_other_at_crosschq);
  g_test_add_func ("/reports/not-pdf", test_not_pdf);
  g_test_add_func ("/reports/pdf-off", test_pdf_off);
  g_test_add_func ("/reports/pdf-late", test_pdf_late);
  g_test_add_func ("/reports/expired", test_expired);
  g_test_add_func ("/reports/cancelled", test_cancelled);
  g_test_add_func ("/reports/cancelled-late", test_cancelled_late);
  g_test_add_func ("/reports/late", test_late);
  g_test_add_func ("/reports/outcome-after", test_outcome_after);

  return g_test_run ();
}
