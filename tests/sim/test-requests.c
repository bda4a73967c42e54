/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-db.h"
#include "vouch-desk.h"
#include "vouch-story.h"
#include "vouch-world.h"

/* Open requests: by the list where there is one, else one by one (reliability.md §2.4, §8.2). */

#define N_PEOPLE 6
#define N_CYCLES 60

typedef struct
{
  VouchWorld *world;
  char *emails[N_PEOPLE];
} Company;

static void
set_up (Company    *company,
        const char *settings)
{
  g_autofree char *job = NULL;

  company->world = vouch_world_new (7);
  vouch_world_do (company->world, "settings", "%s", settings);
  vouch_hand_set (company->world, "requests-interval", "60");
  job = vouch_world_add_job (company->world, "Account Executive", "sales");
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%c", 'A' + i);
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *person =
        vouch_world_add_candidate (company->world, "Test", name, job, TRUE);

      g_assert_nonnull (person);
      company->emails[i] = g_strdup_printf ("test.%s@example.org", lower);
    }
  vouch_world_settle (company->world);
  g_assert_cmpuint (vouch_world_count_effects (company->world, "request-created"), ==, N_PEOPLE);
}

static void
clear (Company *company)
{
  vouch_world_check (company->world);
  vouch_world_free (company->world);
  for (guint i = 0; i < N_PEOPLE; i++)
    g_free (company->emails[i]);
}

static void
run_cycle (Company *company)
{
  vouch_world_advance (company->world, 70);
  g_assert_true (vouch_world_cycle (company->world, VOUCH_CYCLE_NONE));
}

static guint
count_idle (Company *company)
{
  guint before;

  for (guint i = 0; i < 3; i++)
    run_cycle (company);
  before = vouch_world_count_calls (company->world);
  for (guint i = 0; i < N_CYCLES; i++)
    run_cycle (company);

  return vouch_world_count_calls (company->world) - before;
}

/* With the list, a cycle asks once however many are open. */
static void
test_cost (void)
{
  Company listed;
  Company by_id;
  guint n_listed;
  guint n_by_id;

  set_up (&listed, "{}");
  n_listed = count_idle (&listed);
  clear (&listed);
  set_up (&by_id, "{\"crosschq_list\":false}");
  n_by_id = count_idle (&by_id);
  clear (&by_id);

  g_test_message ("%u calls with the list, %u without", n_listed, n_by_id);
  g_assert_cmpuint (n_by_id - n_listed, >=, (N_PEOPLE - 2) * N_CYCLES);
}

/* What the list shows as changed is read, and followed. */
static void
test_followed (void)
{
  Company company;

  set_up (&company, "{}");
  count_idle (&company);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      g_autofree char *request = vouch_world_find_request (company.world, company.emails[i]);

      vouch_world_do (company.world, "answer-all", "{\"request_id\":\"%s\"}", request);
      run_cycle (&company);
      run_cycle (&company);
      g_assert_cmpuint (vouch_world_count_effects (company.world, "attachment-added"), ==, i + 1);
    }
  clear (&company);
}

/* One that cannot be read when the list shows it as changed is not forgotten. */
static void
test_unreadable (void)
{
  Company company;
  g_autofree char *request = NULL;

  set_up (&company, "{}");
  count_idle (&company);
  request = vouch_world_find_request (company.world, company.emails[2]);
  vouch_world_do (company.world, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_do (company.world, "fault",
                  "{\"kind\":\"status\",\"status\":404,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/{id}/\",\"times\":1}");
  run_cycle (&company);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "attachment-added"), ==, 0);
  for (guint i = 0; i < 20; i++)
    run_cycle (&company);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "attachment-added"), ==, 1);
  clear (&company);
}

static gboolean
count_lines (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchRows *rows = vouch_db_query (db, error, "SELECT count(*) FROM ledger", "");
  gint64 *n = data;

  g_assert_true (vouch_rows_next (rows));
  *n = vouch_rows_int (rows, 0);
  return vouch_rows_finish (rows, error);
}

static gint64
assert_asked (VouchStory       *story,
              VouchEffectState  state,
              const char       *reason)
{
  return vouch_story_assert_effect (story, "review-request", state, reason);
}

static void
lose_request (VouchStory *story)
{
  vouch_story_init (story, TRUE);
  vouch_world_settle (story->world);
  vouch_world_do (story->world, "fault",
                  "{\"kind\":\"status\",\"status\":404,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/{id}/\",\"times\":-1}");
}

static void
wait_for_turns (VouchStory *story)
{
  for (guint i = 0; i < 4; i++)
    {
      vouch_world_advance (story->world, 16 * 60);
      g_assert_true (vouch_world_cycle (story->world, VOUCH_CYCLE_NONE));
    }
}

/* A request that Crosschq does not know any more: a person is asked, once; and what they ask for is
 * done. */
static void
test_unknown (void)
{
  VouchStory story;
  gint64 n_before, n_after;
  gint64 item;

  lose_request (&story);
  wait_for_turns (&story);
  item = assert_asked (&story, VOUCH_EFFECT_HELD, "request.unknown");
  g_assert_true (vouch_world_write (story.world, count_lines, &n_before));
  wait_for_turns (&story);
  g_assert_true (vouch_world_write (story.world, count_lines, &n_after));
  g_assert_cmpint (n_after, ==, n_before);

  g_assert_true (vouch_hand (story.world, VOUCH_HAND_RETRY, item, NULL));
  vouch_world_settle (story.world);
  assert_asked (&story, VOUCH_EFFECT_HELD, "request.unknown");

  vouch_world_do (story.world, "clear-faults", "{}");
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_RETRY, item, NULL));
  vouch_world_settle (story.world);
  assert_asked (&story, VOUCH_EFFECT_SUPERSEDED, "request.found-again");
  vouch_story_answer (&story);
  wait_for_turns (&story);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_clear (&story);
}

/* It is there again by itself, and is lost once more. */
static void
test_known_again (void)
{
  VouchStory story;

  lose_request (&story);
  wait_for_turns (&story);
  vouch_world_do (story.world, "clear-faults", "{}");
  wait_for_turns (&story);
  assert_asked (&story, VOUCH_EFFECT_SUPERSEDED, "request.found-again");

  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"html\",\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/{id}/\",\"times\":-1}");
  wait_for_turns (&story);
  assert_asked (&story, VOUCH_EFFECT_HELD, "request.unreadable");
  vouch_story_clear (&story);
}

/* A person says that it is gone: it is closed and in nobody's way. */
static void
test_given_up (void)
{
  VouchStory story;
  g_autoptr(VouchDesk) desk = NULL;
  VouchRequestRow *request;
  gint64 item;

  lose_request (&story);
  wait_for_turns (&story);
  item = assert_asked (&story, VOUCH_EFFECT_HELD, "request.unknown");
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_SKIP_EFFECT, item, NULL));
  wait_for_turns (&story);
  assert_asked (&story, VOUCH_EFFECT_SUPERSEDED, "person.skipped");
  desk = vouch_desk_new (story.world);
  request = desk->requests->pdata[0];
  g_assert_cmpint (request->stage, ==, VOUCH_STAGE_CANCELLED);
  g_assert_cmpint (request->closed_at, >, 0);
  vouch_story_clear (&story);
}

/* What the list could not show to its end is read one by one. */
static void
test_partly_listed (void)
{
  Company company;

  set_up (&company, "{\"crosschq_page_size\":2,\"crosschq_list_form\":\"astray\"}");
  count_idle (&company);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *request = vouch_world_find_request (company.world, company.emails[i]);

      vouch_world_do (company.world, "answer-all", "{\"request_id\":\"%s\"}", request);
    }
  for (guint i = 0; i < 4; i++)
    run_cycle (&company);
  g_assert_cmpuint (vouch_world_count_effects (company.world, "attachment-added"), ==, 3);
  clear (&company);
}

/* The team of a job is read once the job carries a tag, and not before. */
static void
test_team (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (7);
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", NULL);
  g_autofree char *person = vouch_world_add_candidate (world, "Test", "Person", job, TRUE);
  GHashTable *labels = vouch_world_get_labels (world);

  g_assert_nonnull (person);
  vouch_world_settle (world);
  g_assert_true (g_hash_table_contains (labels, "send GET /jobs/{id}"));
  g_assert_false (g_hash_table_contains (labels, "send GET /jobs/{id}/hiring-team"));
  g_assert_false (g_hash_table_contains (labels, "send GET /user-api/v201804/users/{id}"));

  vouch_world_do (world, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"sales\"}", job);
  vouch_world_advance (world, 20 * 60);
  vouch_world_settle (world);
  g_assert_true (g_hash_table_contains (labels, "send GET /jobs/{id}/hiring-team"));
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
}

/* One answer brings the last status and where the report is; there is no other. */
static void
test_report_address (void)
{
  VouchStory story;
  g_autoptr(VouchDesk) desk = NULL;
  VouchRequestRow *request;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_settle (story.world);
  desk = vouch_desk_new (story.world);
  request = vouch_desk_find_request (desk,
                                     vouch_desk_find_effect (desk, "create-request")->request_id);
  g_assert_cmpint (request->progress, ==, 100);
  g_assert_nonnull (request->report_url);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/requests/cost", test_cost);
  g_test_add_func ("/requests/followed", test_followed);
  g_test_add_func ("/requests/unreadable", test_unreadable);
  g_test_add_func ("/requests/unknown", test_unknown);
  g_test_add_func ("/requests/known-again", test_known_again);
  g_test_add_func ("/requests/given-up", test_given_up);
  g_test_add_func ("/requests/partly-listed", test_partly_listed);
  g_test_add_func ("/requests/team", test_team);
  g_test_add_func ("/requests/report-address", test_report_address);

  return g_test_run ();
}
