/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "vouch-story.h"

/* Which entries into the step a request is made for, and which wait for a person (T12). */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define EMAIL VOUCH_STORY_EMAIL

static void
test_re_entry (void)
{
  VouchStory story;
  g_autofree char *request = NULL;
  gint64 entry;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  request = vouch_world_find_request (story.world, EMAIL);
  vouch_world_do (story.world, "cancel-outside", "{\"request_id\":\"%s\"}", request);
  vouch_story_move (&story, "INTERVIEW", NULL);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  entry = vouch_story_assert_waits (&story, "entry.re-entry");
  vouch_story_assert_count (&story, "request-created", 1);

  vouch_world_do (story.world, "settings", "{\"reentry_allowed\":true}");
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 2);
  vouch_story_clear (&story);
}

/* The second entry came to nothing: what becomes of the application is told about the first
 * request. */
static void
test_re_entry_dropped (void)
{
  VouchStory story;
  gint64 entry;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "INTERVIEW", NULL);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  entry = vouch_story_assert_waits (&story, "entry.re-entry");
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/\",\"times\":-1}");
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_PLANNED, NULL);
  vouch_story_move (&story, "INTERVIEW", NULL);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_SUPERSEDED, NULL);
  vouch_world_do (story.world, "clear-faults", "{}");

  vouch_story_move (&story, "HIRED", NULL);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "outcome-set", 1);
  vouch_story_clear (&story);
}

/* Whoever confirms while the first one is still open gets no second one. */
static void
test_re_entry_open (void)
{
  VouchStory story;
  gint64 entry;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "INTERVIEW", NULL);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  entry = vouch_story_assert_waits (&story, "entry.re-entry");
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_waits (&story, "request.open");
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

static gboolean
count_rows (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  gint64 *n_entries = data;
  VouchRows *rows = vouch_db_query (db, error, "SELECT count(*) FROM trigger", "");

  g_assert_true (vouch_rows_next (rows));
  *n_entries = vouch_rows_int (rows, 0);
  return vouch_rows_finish (rows, error);
}

static void
assert_n_entries (VouchStory *story,
                  gint64      wanted)
{
  gint64 n_entries = 0;

  g_assert_true (vouch_world_write (story->world, count_rows, &n_entries));
  g_assert_cmpint (n_entries, ==, wanted);
}

/* In the step, on the first job or on a second one, moved to and fro between two polls, and so much
 * later. */
static void
leave_and_return (VouchStory *story,
                  gboolean    secondary,
                  gint64      wait)
{
  vouch_story_init (story, !secondary);
  if (secondary)
    {
      g_free (story->job);
      story->job = vouch_world_add_job (story->world, "Account Manager", "sales");
      vouch_world_do (story->world, "add-application",
                      "{\"candidate_id\":\"%s\",\"job_id\":\"%s\"}", story->candidate, story->job);
      vouch_story_move (story, "IN_REVIEW", "Crosschq");
    }
  vouch_hand_set (story->world, "poll-interval", "60");
  vouch_world_settle (story->world);
  vouch_story_cycle (story);
  vouch_story_cycle (story);
  assert_n_entries (story, 1);
  vouch_story_move (story, "INTERVIEW", NULL);
  vouch_story_move (story, "IN_REVIEW", "Crosschq");
  vouch_world_advance (story->world, wait);
}

static void
test_unseen_re_entry (gconstpointer data)
{
  VouchStory story;

  /* One poll was missed, and the next came a little early. */
  leave_and_return (&story, GPOINTER_TO_INT (data), 50);
  vouch_world_cycle (story.world, VOUCH_CYCLE_NONE);
  assert_n_entries (&story, 2);
  vouch_story_clear (&story);
}

/* The history cannot be read at first, for as long as it takes. */
static void
test_unseen_unreadable (gconstpointer data)
{
  VouchStory story;

  leave_and_return (&story, GPOINTER_TO_INT (data), HOUR);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"method\":\"GET\","
                  "\"path\":\"/candidates/{id}/jobs/{job}/status/history\",\"times\":-1}");
  for (guint i = 0; i < 3; i++)
    vouch_story_cycle (&story);
  assert_n_entries (&story, 1);
  vouch_world_do (story.world, "clear-faults", "{}");
  for (guint i = 0; i < 3; i++)
    vouch_story_cycle (&story);
  assert_n_entries (&story, 2);
  vouch_story_clear (&story);
}

/* The program is killed at every point of the poll that would see it. */
static void
test_unseen_killed (gconstpointer data)
{
  gboolean died = TRUE;

  for (guint point = 1; died; point++)
    {
      VouchStory story;

      leave_and_return (&story, GPOINTER_TO_INT (data), HOUR);
      vouch_world_crash_at (story.world, point, VOUCH_CRASH_KILL);
      vouch_story_cycle (&story);
      died = vouch_world_get_n_crashes (story.world) > 0;
      g_test_message ("%u: %s", point, died ? vouch_world_get_crash_label (story.world) : "none");
      if (died)
        vouch_story_cycle (&story);
      assert_n_entries (&story, 2);
      vouch_story_clear (&story);
    }
}

static void
test_catch_up (void)
{
  VouchStory story;
  g_autofree char *theo = NULL;
  gint64 entry;

  vouch_story_init (&story, TRUE);
  vouch_hand_set (story.world, "catch-up-limit", "1");
  theo = vouch_world_add_candidate (story.world, "Theo", "Lind", story.job, TRUE);
  vouch_world_advance (story.world, HOUR);
  vouch_world_settle (story.world);
  entry = vouch_story_assert_waits (&story, "entry.catch-up");
  vouch_story_assert_count (&story, "request-created", 0);

  /* One of two is let go; what is left is not above the limit any more. */
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 2);
  vouch_story_clear (&story);
}

static void
test_before_on (void)
{
  VouchStory story;
  gint64 entry;

  vouch_story_init (&story, FALSE);
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_TURN_OFF, 0, NULL));
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  vouch_world_advance (story.world, MINUTE);
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_TURN_ON, 0, NULL));
  vouch_world_settle (story.world);
  entry = vouch_story_assert_waits (&story, "entry.before-on");
  vouch_story_assert_count (&story, "request-created", 0);

  g_assert_true (vouch_hand (story.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* What was planned and could not leave before the connection was turned off is asked about once it
 * is on again. */
static void
test_off_while_planned (void)
{
  VouchStory story;
  gint64 entry;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/\",\"times\":-1}");
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_PLANNED, NULL);
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_TURN_OFF, 0, NULL));
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_advance (story.world, 7 * 24 * HOUR);
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_TURN_ON, 0, NULL));
  vouch_world_settle (story.world);
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 0);
  entry = vouch_story_assert_waits (&story, "entry.before-on");

  g_assert_true (vouch_hand (story.world, VOUCH_HAND_CONFIRM, entry, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* So many in any 24 hours, whether the program was started anew meanwhile or not. */
static void
test_daily_cap (void)
{
  static const char *const names[] = { "Lind", "Brooks", "Ruiz" };
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_hand_set (story.world, "daily-cap", "2");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (vouch_world_add_candidate (story.world, "Theo", names[i], story.job, TRUE));
  for (guint i = 0; i < 3; i++)
    vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 2);

  vouch_world_stop (story.world);
  vouch_world_advance (story.world, HOUR);
  vouch_world_start (story.world);
  for (guint i = 0; i < 3; i++)
    vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 2);

  vouch_world_advance (story.world, 24 * HOUR);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 4);
  vouch_story_clear (&story);
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
      VouchStory story;

      vouch_story_init (&story, TRUE);
      g_assert_true (vouch_hand (story.world, switches[i].off, 0, NULL));
      for (guint j = 0; j < 3; j++)
        vouch_story_cycle (&story);
      vouch_story_assert_waits (&story, switches[i].reason);
      vouch_story_assert_count (&story, "request-created", 0);
      g_assert_true (vouch_hand (story.world, switches[i].on, 0, NULL));
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "request-created", 1);
      vouch_story_clear (&story);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entries/re-entry", test_re_entry);
  g_test_add_func ("/entries/re-entry-dropped", test_re_entry_dropped);
  g_test_add_func ("/entries/re-entry-open", test_re_entry_open);
  g_test_add_data_func ("/entries/unseen", GINT_TO_POINTER (FALSE), test_unseen_re_entry);
  g_test_add_data_func ("/entries/unseen/secondary", GINT_TO_POINTER (TRUE), test_unseen_re_entry);
  g_test_add_data_func ("/entries/unreadable", GINT_TO_POINTER (FALSE), test_unseen_unreadable);
  g_test_add_data_func ("/entries/unreadable/secondary", GINT_TO_POINTER (TRUE),
                        test_unseen_unreadable);
  g_test_add_data_func ("/entries/killed", GINT_TO_POINTER (FALSE), test_unseen_killed);
  g_test_add_data_func ("/entries/killed/secondary", GINT_TO_POINTER (TRUE), test_unseen_killed);
  g_test_add_func ("/entries/catch-up", test_catch_up);
  g_test_add_func ("/entries/before-on", test_before_on);
  g_test_add_func ("/entries/off-while-planned", test_off_while_planned);
  g_test_add_func ("/entries/daily-cap", test_daily_cap);
  g_test_add_func ("/entries/switches", test_switches);

  return g_test_run ();
}
