/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-ledger.h"
#include "vouch-story.h"

/* How long a person is known (product.md F12, setting retention-days). */

#define DAY (24 * 60 * 60)

static gboolean
knows_person (VouchStory *story)
{
  VouchTestVfs *vfs = vouch_world_get_vfs (story->world);

  return vouch_test_vfs_contains (vfs, "Okafor") ||
         vouch_test_vfs_contains (vfs, VOUCH_STORY_EMAIL);
}

static gboolean
count_forgotten (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  gint64 *n = data;
  VouchRows *rows =
    vouch_db_query (db, error, "SELECT count(*) FROM ledger WHERE what = 'application.forgotten'"
                               " AND application_id > 0 AND person_id > 0", "");

  *n = vouch_rows_next (rows) ? vouch_rows_int (rows, 0) : -1;
  return vouch_rows_finish (rows, error);
}

static void
assert_forgotten (VouchStory *story,
                  gint64      wanted)
{
  gint64 n = -1;

  g_assert_true (vouch_world_write (story->world, count_forgotten, &n));
  g_assert_cmpint (n, ==, wanted);
  g_assert_true (knows_person (story) == (wanted == 0));
}

static void
deliver (VouchStory *story)
{
  vouch_story_init (story, TRUE);
  vouch_world_settle (story->world);
  vouch_story_answer (story);
  vouch_world_settle (story->world);
  vouch_story_assert_count (story, "attachment-added", 1);
}

static void
pass (VouchStory *story,
      guint       days)
{
  for (guint i = 0; i < days; i++)
    {
      vouch_world_advance (story->world, DAY);
      vouch_world_cycle (story->world, VOUCH_CYCLE_NONE);
    }
}

/* Thirty days after the report, whether the person is still in the step or not; and then nothing
 * is written any more. */
static void
test_delivered (void)
{
  for (guint moved = 0; moved < 2; moved++)
    {
      VouchStory story;

      deliver (&story);
      if (moved == 1)
        vouch_story_move (&story, "OFFERED", NULL);
      pass (&story, 29);
      assert_forgotten (&story, 0);

      pass (&story, 3);
      assert_forgotten (&story, 1);
      vouch_world_check_quiet (story.world);
      pass (&story, 3);
      assert_forgotten (&story, 1);
      vouch_story_clear (&story);
    }
}

/* The outcome is told at Crosschq even then, and nothing else is done. */
static void
test_hired_later (void)
{
  VouchStory story;

  deliver (&story);
  pass (&story, 32);
  assert_forgotten (&story, 1);
  vouch_story_move (&story, "HIRED", NULL);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "outcome-set", 1);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_assert_count (&story, "note-written", 1);
  g_assert_false (knows_person (&story));
  vouch_story_clear (&story);
}

/* Whoever enters the step anew is new work, and is known again. */
static void
test_enters_again (void)
{
  VouchStory story;
  VouchDesk *desk;

  deliver (&story);
  vouch_story_move (&story, "OFFERED", NULL);
  pass (&story, 32);
  assert_forgotten (&story, 1);

  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  desk = vouch_desk_new (story.world);
  g_assert_cmpuint (desk->triggers->len, ==, 2);
  g_assert_true (knows_person (&story));
  vouch_desk_free (desk);
  vouch_story_clear (&story);
}

/* As long as something is open, nobody is forgotten. */
static void
test_open (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_do (story.world, "settings", "{\"crosschq_pdf_kind\":\"html\"}");
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD, "report.not-pdf");
  pass (&story, 40);
  assert_forgotten (&story, 0);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retention/delivered", test_delivered);
  g_test_add_func ("/retention/hired-later", test_hired_later);
  g_test_add_func ("/retention/enters-again", test_enters_again);
  g_test_add_func ("/retention/open", test_open);

  return g_test_run ();
}
