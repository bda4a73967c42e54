/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-applications.h"
#include "store/vouch-requests.h"
#include "vouch-story.h"

/* Who counts as deleted, and who does not (reliability.md §2.5). */

#define MINUTE 60
#define HOUR (60 * MINUTE)

typedef struct
{
  VouchStory *story;
  VouchApplication *application;
} Finding;

static gboolean
find_application (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  Finding *finding = data;

  finding->application =
    vouch_applications_find (db, vouch_world_get_connection (finding->story->world),
                             finding->story->candidate, finding->story->job, error);
  return finding->application != NULL;
}

static VouchApplication *
dup_application (VouchStory *story)
{
  Finding finding = { story, NULL };

  g_assert_true (vouch_world_write (story->world, find_application, &finding));
  return finding.application;
}

static gboolean
is_gone (VouchStory *story)
{
  g_autoptr(VouchApplication) application = dup_application (story);

  return application->gone || application->erased;
}

/* An answer has said that it does not exist. */
static gboolean
is_in_doubt (VouchStory *story)
{
  g_autoptr(VouchApplication) application = dup_application (story);

  return application->gone_seen_at != 0;
}

static void
deny_by_id (VouchStory *story,
            int         times)
{
  vouch_world_do (story->world, "fault",
                  "{\"kind\":\"status\",\"status\":404,\"method\":\"GET\","
                  "\"path\":\"/candidates/{id}/jobs/{job}\",\"times\":%d}", times);
}

static void
test_deleted (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_world_do (story.world, "delete-candidate", "{\"candidate_id\":\"%s\"}", story.candidate);
  vouch_world_settle (story.world);
  g_assert_false (is_gone (&story));
  vouch_world_advance (story.world, 10 * MINUTE);
  vouch_world_settle (story.world);
  g_assert_false (is_gone (&story));
  vouch_world_advance (story.world, 6 * MINUTE);
  vouch_world_settle (story.world);
  g_assert_true (is_gone (&story));
  vouch_story_clear (&story);
}

/* Not found once, by a service in trouble: nobody is gone for that. */
static void
test_not_found_once (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_world_do (story.world, "settings", "{\"list_order\":\"skipped\"}");
  vouch_world_do (story.world, "fault", "{\"kind\":\"status\",\"status\":404,\"method\":\"GET\","
                  "\"path\":\"/candidates/{id}/jobs/{job}\",\"times\":3}");
  vouch_world_do (story.world, "fault", "{\"kind\":\"status\",\"status\":404,\"method\":\"GET\","
                  "\"path\":\"/candidates/{id}\",\"times\":3}");
  vouch_story_cycle (&story);
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_do (story.world, "settings", "{\"list_order\":\"right\"}");
  vouch_world_advance (story.world, HOUR);
  vouch_world_settle (story.world);
  g_assert_false (is_gone (&story));
  vouch_story_clear (&story);
}

static void
hide_once (VouchStory *story)
{
  vouch_world_do (story->world, "fault",
                  "{\"kind\":\"body\",\"path\":\"/candidates\",\"times\":-1,"
                  "\"body\":\"{\\\"content\\\":[],\\\"totalFound\\\":0}\"}");
  deny_by_id (story, 1);
  vouch_story_cycle (story);
  g_assert_true (is_in_doubt (story));
  vouch_world_do (story->world, "clear-faults", "{}");
}

/* Not found, then listed again: the next time that it is not found is the first one. */
static void
test_listed_again (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  hide_once (&story);
  vouch_story_cycle (&story);
  g_assert_false (is_in_doubt (&story));
  vouch_world_advance (story.world, 48 * HOUR);
  hide_once (&story);
  g_assert_false (is_gone (&story));
  vouch_world_settle (story.world);
  g_assert_false (is_in_doubt (&story));
  vouch_story_clear (&story);
}

/* Left out by the list and not found by id, and then found by id where it was. */
static void
test_read_again (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  hide_once (&story);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"body\",\"path\":\"/candidates\",\"times\":-1,"
                  "\"body\":\"{\\\"content\\\":[],\\\"totalFound\\\":0}\"}");
  vouch_story_cycle (&story);
  g_assert_false (is_in_doubt (&story));
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_settle (story.world);
  vouch_story_clear (&story);
}

/* Not found by id twice, and found by a third read or by the search: nobody is gone. */
static void
test_found_after_all (gconstpointer data)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_move (&story, "INTERVIEW", NULL);
  vouch_world_settle (story.world);
  deny_by_id (&story, GPOINTER_TO_INT (data));
  for (guint i = 0; i < 4; i++)
    {
      vouch_world_advance (story.world, 31 * MINUTE);
      vouch_story_cycle (&story);
      g_assert_false (is_gone (&story));
    }
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_advance (story.world, HOUR);
  vouch_world_settle (story.world);
  g_assert_false (is_in_doubt (&story));
  vouch_story_clear (&story);
}

/* While the own user is not to be read either, nothing is concluded (reliability.md §2.5). */
static void
test_without_access (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_world_do (story.world, "delete-candidate", "{\"candidate_id\":\"%s\"}", story.candidate);
  vouch_world_settle (story.world);
  vouch_world_do (story.world, "fault", "{\"kind\":\"status\",\"status\":404,\"method\":\"GET\","
                  "\"path\":\"/user-api/v201804/users/me\",\"times\":-1}");
  for (guint i = 0; i < 3; i++)
    {
      vouch_world_advance (story.world, 20 * MINUTE);
      vouch_story_cycle (&story);
      g_assert_false (is_gone (&story));
    }
  vouch_world_do (story.world, "clear-faults", "{}");
  vouch_world_advance (story.world, 20 * MINUTE);
  vouch_world_settle (story.world);
  g_assert_true (is_gone (&story));
  vouch_story_clear (&story);
}

typedef struct
{
  gint64 application_id;
  VouchRequestRow *request;
  GPtrArray *references;
} Kept;

static gboolean
find_kept (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Kept *kept = data;

  kept->request = vouch_requests_find_latest (db, kept->application_id, error);
  g_assert_nonnull (kept->request);
  kept->references = vouch_references_list (db, kept->request->id, error);
  return kept->references != NULL;
}

/* The request of somebody who was deleted goes on until a person has it cancelled; what it then
 * tells of them is not kept (I4). */
static void
test_answered_after (void)
{
  VouchStory story;
  g_autoptr(VouchApplication) application = NULL;
  Kept kept = { 0 };

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_world_do (story.world, "delete-candidate", "{\"candidate_id\":\"%s\"}", story.candidate);
  vouch_world_settle (story.world);
  vouch_world_advance (story.world, 16 * MINUTE);
  vouch_world_settle (story.world);
  g_assert_true (is_gone (&story));
  vouch_story_answer (&story);
  vouch_world_settle (story.world);

  application = dup_application (&story);
  kept.application_id = application->id;
  g_assert_true (vouch_world_write (story.world, find_kept, &kept));
  g_assert_cmpint (kept.request->progress, ==, 100);
  g_assert_null (kept.request->report_url);
  g_assert_cmpuint (kept.references->len, ==, 0);
  vouch_story_assert_count (&story, "attachment-added", 0);
  vouch_request_row_free (kept.request);
  g_ptr_array_unref (kept.references);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gone/deleted", test_deleted);
  g_test_add_func ("/gone/not-found-once", test_not_found_once);
  g_test_add_func ("/gone/listed-again", test_listed_again);
  g_test_add_func ("/gone/read-again", test_read_again);
  g_test_add_data_func ("/gone/found-by-id", GINT_TO_POINTER (2), test_found_after_all);
  g_test_add_data_func ("/gone/found-by-search", GINT_TO_POINTER (-1), test_found_after_all);
  g_test_add_func ("/gone/without-access", test_without_access);
  g_test_add_func ("/gone/answered-after", test_answered_after);

  return g_test_run ();
}
