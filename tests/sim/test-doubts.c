/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-util.h"
#include "store/vouch-applications.h"
#include "store/vouch-templates.h"
#include "vouch-story.h"

/* Facts that changed between the plan and the send, requests of others, and services that refuse
 * (T12). */

#define HOUR (60 * 60)

/* Another Vouch's request under the id that ours would have had. */
static void
test_adopted (void)
{
  VouchStory story;
  g_autoptr(VouchDesk) desk = NULL;
  VouchRequestRow *request;

  vouch_story_init (&story, FALSE);
  vouch_world_do (story.world, "create-foreign",
                  "{\"email\":\"%s\",\"position\":\"Account Executive\",\"external_id\":\"%s:%s\"}",
                  VOUCH_STORY_EMAIL, story.candidate, story.job);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 0);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_DONE, NULL);

  desk = vouch_desk_new (story.world);
  request = desk->requests->pdata[0];
  g_assert_true (request->adopted);
  g_assert_nonnull (request->request_id);
  vouch_story_clear (&story);
}

/* One that only looks the same: a person says whether it is. */
static void
test_similar (void)
{
  VouchStory story;

  vouch_story_init (&story, FALSE);
  vouch_world_do (story.world, "settings", "{\"crosschq_external_id\":false}");
  vouch_world_do (story.world, "create-foreign",
                  "{\"email\":\"%s\",\"position\":\"Account Executive\"}",
                  VOUCH_STORY_EMAIL);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 0);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_HELD, "request.similar");
  vouch_story_clear (&story);
}

static gboolean
erase_people (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  return vouch_db_run (db, error,
                       "UPDATE person SET first_name = '', last_name = '', email = NULL", "");
}

/* Nothing is left to look for a request by that may have gone out: that it is not found says
 * nothing. */
static void
test_erased_meanwhile (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "settings", "{\"crosschq_external_id\":false}");
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"drop-after\",\"method\":\"POST\","
                  "\"path\":\"/api/v2/reference-request/\"}");
  vouch_story_cycle (&story);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_UNKNOWN, NULL);

  g_assert_true (vouch_world_write (story.world, erase_people, NULL));
  vouch_world_advance (story.world, HOUR);
  vouch_story_cycle (&story);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_HELD,
                             "effect.outcome-unknown");
  vouch_story_clear (&story);
}

static void
test_survey_disabled (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "disable-survey", "{\"codename\":\"account-executive\"}");
  vouch_world_settle (story.world);
  vouch_story_assert_waits (&story, "survey.disabled");
  vouch_story_assert_count (&story, "request-created", 0);

  vouch_world_do (story.world, "disable-survey",
                  "{\"codename\":\"account-executive\",\"disabled\":false}");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* A create that is planned, and cannot leave yet. */
static void
plan_only (VouchStory *story)
{
  vouch_story_init (story, TRUE);
  vouch_world_do (story->world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"listener\":\"crosschq\","
                  "\"path\":\"/api/v2/reference-request/\",\"times\":-1}");
  vouch_story_cycle (story);
  vouch_story_assert_effect (story, "create-request", VOUCH_EFFECT_PLANNED, NULL);
  vouch_world_do (story->world, "clear-faults", "{}");
}

static gboolean
remove_templates (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, vouch_world_get_connection (data),
                                                         error);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      if (!vouch_templates_remove (db, ((VouchTemplate *) templates->pdata[i])->id, error))
        return FALSE;
    }

  return templates != NULL;
}

static void
test_template_removed (void)
{
  VouchStory story;

  plan_only (&story);
  g_assert_true (vouch_world_write (story.world, remove_templates, story.world));
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_SUPERSEDED, "template.removed");
  vouch_story_cycle (&story);
  vouch_story_assert_waits (&story, "tag.unknown");
  vouch_story_assert_count (&story, "request-created", 0);
  vouch_story_clear (&story);
}

static void
test_tag_changed (void)
{
  VouchStory story;

  plan_only (&story);
  vouch_world_do (story.world, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"engineering\"}",
                  story.job);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_SUPERSEDED, "job.tag-changed");
  vouch_story_cycle (&story);
  vouch_story_assert_waits (&story, "tag.unknown");
  vouch_story_assert_count (&story, "request-created", 0);

  vouch_world_do (story.world, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"sales\"}", story.job);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* The e-mail address was mended before the send: the request goes to the new one. */
static void
test_person_changed (void)
{
  VouchStory story;
  g_autofree char *request = NULL;

  plan_only (&story);
  vouch_world_do (story.world, "edit-candidate",
                  "{\"candidate_id\":\"%s\",\"email\":\"ines@example.org\"}",
                  story.candidate);
  vouch_world_settle (story.world);
  vouch_world_settle (story.world);
  request = vouch_world_find_request (story.world, "ines@example.org");
  g_assert_nonnull (request);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

/* A job that cannot be read for once costs nobody their request. The profile was read by then,
 * since the list shows one application of a person alone. */
static void
test_job_unreadable (void)
{
  static const char *const statuses[] = { "500", "404", "403" };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      VouchStory story;
      g_autofree char *other = NULL;

      g_test_message ("%s", statuses[i]);
      vouch_story_init (&story, FALSE);
      other = vouch_world_add_job (story.world, "Sales Engineer", "sales");
      vouch_world_do (story.world, "add-application",
                      "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"NEW\"}",
                      story.candidate, other);
      vouch_world_move (story.world, story.candidate, other, "IN_REVIEW", "Crosschq");
      vouch_world_do (story.world, "fault",
                      "{\"kind\":\"status\",\"status\":%s,\"listener\":\"ats\","
                      "\"path\":\"/jobs/{id}\",\"times\":-1}", statuses[i]);
      for (guint k = 0; k < 3; k++)
        vouch_story_cycle (&story);
      vouch_story_assert_count (&story, "request-created", 0);
      vouch_world_do (story.world, "clear-faults", "{}");
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "request-created", 1);
      vouch_story_clear (&story);
    }
}

/* A step that is taken out of the process, and put back: nobody entered anew, and nothing is
 * written while nothing happens. */
static void
test_step_removed (void)
{
  VouchStory story;
  VouchStore *store;
  guint64 n_commits;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_world_do (story.world, "remove-step", "{\"stage\":\"IN_REVIEW\",\"name\":\"Crosschq\"}");
  vouch_world_settle (story.world);
  store = vouch_context_get_store (vouch_world_get_context (story.world));
  n_commits = vouch_store_get_n_commits (store);
  vouch_story_cycle (&story);
  vouch_story_cycle (&story);
  g_assert_cmpuint (vouch_store_get_n_commits (store), ==, n_commits);

  vouch_world_do (story.world, "add-step", "{\"stage\":\"IN_REVIEW\",\"name\":\"Crosschq\"}");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  {
    g_autoptr(VouchDesk) desk = vouch_desk_new (story.world);

    g_assert_cmpuint (desk->triggers->len, ==, 1);
  }
  vouch_story_clear (&story);
}

/* Services that refuse. */

static gboolean
pin_other_company (VouchDb   *db,
                   gpointer   data,
                   GError   **error)
{
  g_autoptr(VouchConnection) connection = vouch_connections_get (db,
                                                                 vouch_world_get_connection (data),
                                                                     error);

  if (connection == NULL)
    return FALSE;

  vouch_set_str (&connection->company_id, "somebody-else");
  return vouch_connections_update (db, connection, error);
}

/* Another company answers under the same address: nothing of it is read on, and nothing is
 * written. */
static void
test_other_company (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  g_assert_true (vouch_world_write (story.world, pin_other_company, story.world));
  for (guint i = 0; i < 3; i++)
    vouch_story_cycle (&story);
  g_assert_nonnull (vouch_world_get_problem (story.world));
  vouch_story_assert_count (&story, "request-created", 0);
  {
    g_autoptr(VouchDesk) desk = vouch_desk_new (story.world);

    g_assert_cmpuint (desk->triggers->len, ==, 0);
  }
  vouch_story_clear (&story);
}

/* A refused token stops the whole queue at Crosschq; once it is taken again, all of it goes. */
static void
test_crosschq_refuses (void)
{
  static const guint statuses[] = { 401, 403 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      VouchStory story;
      g_autofree char *theo = NULL;

      vouch_story_init (&story, TRUE);
      theo = vouch_world_add_candidate (story.world, "Theo", "Lind", story.job, TRUE);
      vouch_world_do (story.world, "fault",
                      "{\"kind\":\"status\",\"status\":%u,\"listener\":\"crosschq\","
                      "\"method\":\"POST\",\"times\":-1}", statuses[i]);
      vouch_story_cycle (&story);
      vouch_story_assert_count (&story, "request-created", 0);
      vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_PLANNED, NULL);
      vouch_world_do (story.world, "clear-faults", "{}");
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "request-created", 2);
      vouch_story_clear (&story);
    }
}

/* SmartRecruiters refuses one thing: that one waits for a person, who mends the role and tries
 * again. */
static void
test_ats_refuses (void)
{
  VouchStory story;
  gint64 effect;

  vouch_story_init (&story, TRUE);
  vouch_world_settle (story.world);
  vouch_story_answer (&story);
  vouch_world_do (story.world, "fault", "{\"kind\":\"status\",\"status\":403,\"method\":\"POST\","
                  "\"path\":\"/candidates/{id}/jobs/{job}/attachments\",\"times\":-1}");
  vouch_world_settle (story.world);
  effect = vouch_story_assert_effect (&story, "attach-report", VOUCH_EFFECT_HELD, "ats.forbidden");
  vouch_story_assert_count (&story, "note-written", 1);
  vouch_world_do (story.world, "clear-faults", "{}");
  g_assert_true (vouch_hand (story.world, VOUCH_HAND_RETRY, effect, NULL));
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", 1);
  vouch_story_clear (&story);
}

/* The sign-in is over: what was planned stays, and goes when there is a new one. */
static void
test_reconnect (void)
{
  VouchStory story;

  plan_only (&story);
  vouch_world_do (story.world, "settings", "{\"api_key_enabled\":false}");
  for (guint i = 0; i < 3; i++)
    vouch_story_cycle (&story);
  g_assert_nonnull (vouch_world_get_problem (story.world));
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_PLANNED, NULL);
  vouch_story_assert_count (&story, "request-created", 0);
  vouch_world_advance (story.world, HOUR);
  vouch_world_do (story.world, "settings", "{\"api_key_enabled\":true}");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);
  vouch_story_clear (&story);
}

static void
run_four (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person%c", 'A' + i);
      g_autofree char *person = vouch_world_add_candidate (world, "Test", name, job, TRUE);

      g_assert_nonnull (person);
    }
  vouch_world_cycle (world, VOUCH_CYCLE_NONE);
}

/* Whoever only waits for a turn when the process dies was provably not sent: no attempt is counted,
 * nothing has to be looked for. */
static void
test_killed_while_waiting (void)
{
  for (guint point = 1;; point++)
    {
      g_autoptr(VouchWorld) world = vouch_world_new (5);
      g_autoptr(VouchDesk) desk = NULL;
      guint n_maybe = 0;

      vouch_world_crash_at (world, point, VOUCH_CRASH_KILL);
      run_four (world);
      if (vouch_world_get_n_crashes (world) == 0)
        break;

      desk = vouch_desk_new (world);
      for (guint i = 0; i < desk->effects->len; i++)
        {
          const VouchEffect *effect = desk->effects->pdata[i];

          if (g_str_equal (effect->kind, "create-request") && effect->attempts > 0 &&
              effect->state != VOUCH_EFFECT_DONE)
            n_maybe++;
        }
      g_test_message ("%s", vouch_world_get_crash_label (world));
      /* Those that are at the service, and the one that was just leaving. */
      g_assert_cmpuint (n_maybe, <=, vouch_world_count_effects (world, "request-created") + 1);
    }
}

typedef struct
{
  VouchStory *story;
  gint64 trigger_id;
  const char *tag;
  guint n;
} Wish;

static gboolean
skip (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  Wish *wish = data;
  VouchWorld *world = wish->story->world;
  g_autoptr(GPtrArray) waiting =
    vouch_triggers_list (db, vouch_world_get_connection (world), VOUCH_TRIGGER_OBSERVED, error);

  g_assert_cmpuint (waiting->len, ==, 1);
  wish->trigger_id = ((VouchTrigger *) waiting->pdata[0])->id;
  wish->n++;
  return vouch_action_skip_trigger (db, wish->trigger_id, vouch_world_get_now (world), error);
}

static gboolean
tag (VouchDb   *db,
     gpointer   data,
     GError   **error)
{
  Wish *wish = data;
  VouchWorld *world = wish->story->world;

  wish->n++;
  return vouch_action_tag_job (db, vouch_world_get_connection (world), wish->story->job, wish->tag,
                               wish->tag, vouch_world_get_now (world), error);
}

/* The window writes while a cycle reads: what the person wants holds. */
static void
test_skipped_meanwhile (void)
{
  static const char *const labels[] = {
    "send GET /candidates/{id}", "send GET /jobs/{id}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      VouchStory story;
      Wish wish = { &story, 0, NULL, 0 };
      g_autoptr(VouchDesk) desk = NULL;

      g_test_message ("%s", labels[i]);
      vouch_story_init (&story, TRUE);
      vouch_world_interrupt (story.world, labels[i], skip, &wish);
      vouch_story_cycle (&story);
      g_assert_cmpuint (wish.n, ==, 1);
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "request-created", 0);
      desk = vouch_desk_new (story.world);
      g_assert_cmpint (vouch_desk_find_trigger (desk)->state, ==, VOUCH_TRIGGER_SKIPPED);
      vouch_story_clear (&story);
    }
}

static void
test_wished_meanwhile (void)
{
  VouchStory story;
  Wish first = { &story, 0, "", 0 };
  Wish second = { &story, 0, "sales", 0 };

  vouch_story_init (&story, FALSE);
  vouch_story_cycle (&story);
  g_assert_true (vouch_world_write (story.world, tag, &first));
  vouch_world_interrupt (story.world, "send GET /jobs/{id}", tag, &second);
  vouch_story_cycle (&story);
  g_assert_cmpuint (second.n, ==, 1);
  vouch_world_settle (story.world);
  vouch_story_assert_effect (&story, "set-job-tag", VOUCH_EFFECT_DONE, NULL);
  vouch_story_clear (&story);
}

/* The answers to a tag got lost, again and again; another tag is wanted then, once while the old
 * one is being sent, and once while it waits. It follows as soon as the old one cannot come after
 * it. */
static void
test_wished_after_lost (void)
{
  for (guint i = 0; i < 2; i++)
    {
      VouchStory story;
      Wish first = { &story, 0, "engineering", 0 };
      Wish second = { &story, 0, "", 0 };

      vouch_story_init (&story, FALSE);
      vouch_story_cycle (&story);
      vouch_world_do (story.world, "fault",
                      "{\"kind\":\"drop-before\",\"method\":\"PATCH\",\"path\":\"/jobs/{id}\","
                      "\"times\":-1}");
      g_assert_true (vouch_world_write (story.world, tag, &first));
      for (guint n = 0; n < 30; n++)
        vouch_story_cycle (&story);
      vouch_story_assert_effect (&story, "set-job-tag", VOUCH_EFFECT_UNKNOWN, NULL);

      if (i == 0)
        vouch_world_interrupt (story.world, "send PATCH /jobs/{id}", tag, &second);
      for (guint n = 0; n < 60 && i == 0 && second.n == 0; n++)
        vouch_story_cycle (&story);
      vouch_world_do (story.world, "clear-faults", "{}");
      if (i == 1)
        g_assert_true (vouch_world_write (story.world, tag, &second));
      g_assert_cmpuint (second.n, ==, 1);

      for (guint n = 0; n < 4; n++)
        vouch_story_cycle (&story);
      vouch_story_assert_effect (&story, "set-job-tag", VOUCH_EFFECT_DONE, NULL);
      vouch_story_assert_count (&story, "job-property-set", 1);
      vouch_story_clear (&story);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/doubts/wished-after-lost", test_wished_after_lost);
  g_test_add_func ("/doubts/adopted", test_adopted);
  g_test_add_func ("/doubts/similar", test_similar);
  g_test_add_func ("/doubts/erased-meanwhile", test_erased_meanwhile);
  g_test_add_func ("/doubts/survey-disabled", test_survey_disabled);
  g_test_add_func ("/doubts/template-removed", test_template_removed);
  g_test_add_func ("/doubts/tag-changed", test_tag_changed);
  g_test_add_func ("/doubts/person-changed", test_person_changed);
  g_test_add_func ("/doubts/job-unreadable", test_job_unreadable);
  g_test_add_func ("/doubts/step-removed", test_step_removed);
  g_test_add_func ("/doubts/other-company", test_other_company);
  g_test_add_func ("/doubts/crosschq-refuses", test_crosschq_refuses);
  g_test_add_func ("/doubts/ats-refuses", test_ats_refuses);
  g_test_add_func ("/doubts/reconnect", test_reconnect);
  g_test_add_func ("/doubts/skipped-meanwhile", test_skipped_meanwhile);
  g_test_add_func ("/doubts/wished-meanwhile", test_wished_meanwhile);
  g_test_add_func ("/doubts/killed-while-waiting", test_killed_while_waiting);

  return g_test_run ();
}
