/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "store/vouch-connections.h"
#include "sync/vouch-session.h"
#include "vouch-story.h"

/* What Crosschq's list proves, and what it does not: a request that was perhaps made is made again
 * only where it would have been seen (reliability.md §2.3). */

#define CREATE "/api/v2/reference-request/"

/* The create is processed, and its answer is lost. */
static void
lose_answer (VouchStory *story)
{
  vouch_world_do (story->world, "fault",
                  "{\"kind\":\"drop-after\",\"method\":\"POST\",\"path\":\"" CREATE "\"}");
  vouch_story_cycle (story);
  vouch_story_assert_effect (story, "create-request", VOUCH_EFFECT_UNKNOWN, NULL);
}

static void
settle (VouchStory *story)
{
  for (guint i = 0; i < 3; i++)
    {
      vouch_world_advance (story->world, 60 * 60);
      vouch_world_settle (story->world);
    }
}

static void
assert_asks (VouchStory *story)
{
  settle (story);
  vouch_story_assert_count (story, "request-created", 1);
  vouch_story_assert_effect (story, "create-request", VOUCH_EFFECT_HELD, "effect.outcome-unknown");
}

/* Neither external ids nor people are echoed: nobody can tell whose request it is. */
static void
test_no_echo (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "settings",
                  "{\"crosschq_external_id\":false,\"crosschq_echo\":false}");
  lose_answer (&story);
  assert_asks (&story);
  vouch_story_clear (&story);
}

/* A filter that nobody knows leaves nothing of the list: an empty answer is no proof. */
static void
test_empty (void)
{
  static const struct
  {
    const char *echo;
    VouchEffectState state;
  } cases[] = {
    { "false", VOUCH_EFFECT_HELD },
    { "true", VOUCH_EFFECT_DONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VouchStory story;

      vouch_story_init (&story, TRUE);
      vouch_world_do (story.world, "settings",
                      "{\"crosschq_external_id\":false,\"unknown_filter\":\"empty\","
                      "\"crosschq_echo\":%s}", cases[i].echo);
      lose_answer (&story);
      settle (&story);
      vouch_story_assert_count (&story, "request-created", 1);
      vouch_story_assert_effect (&story, "create-request", cases[i].state, NULL);
      vouch_story_clear (&story);
    }
}

/* The rest of the list is at an address to which the key may not go. */
static void
test_astray (void)
{
  VouchStory story;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "settings",
                  "{\"crosschq_external_id\":false,\"crosschq_filters\":false,"
                  "\"crosschq_page_size\":1,\"crosschq_list_form\":\"astray\"}");
  lose_answer (&story);
  vouch_world_do (story.world, "create-foreign",
                  "{\"email\":\"other@example.org\",\"position\":\"Gardener\"}");
  assert_asks (&story);
  vouch_story_clear (&story);
}

/* A list too long to be read to its end has shown our external id on its first page. */
static void
test_long (void)
{
  VouchStory story;
  g_autoptr(VouchDesk) desk = NULL;

  vouch_story_init (&story, FALSE);
  vouch_world_do (story.world, "settings",
                  "{\"crosschq_filters\":false,\"crosschq_page_size\":1}");
  for (guint i = 0; i < 25; i++)
    vouch_world_do (story.world, "create-foreign",
                    "{\"email\":\"other.%u@example.org\",\"position\":\"Gardener\"}", i);
  vouch_world_do (story.world, "create-foreign",
                  "{\"email\":\"%s\",\"position\":\"Account Executive\","
                  "\"external_id\":\"%s:%s\"}",
                  VOUCH_STORY_EMAIL, story.candidate, story.job);
  vouch_story_move (&story, "IN_REVIEW", "Crosschq");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 0);
  vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_DONE, NULL);
  desk = vouch_desk_new (story.world);
  g_assert_true (((VouchRequestRow *) desk->requests->pdata[0])->adopted);
  vouch_story_clear (&story);
}

static VouchEffect *
find_create (VouchDesk  *desk,
             const char *job_id)
{
  for (guint i = 0; i < desk->effects->len; i++)
    {
      VouchEffect *effect = desk->effects->pdata[i];

      if (g_str_equal (effect->kind, "create-request") &&
          g_strcmp0 (vouch_desk_find_request (desk, effect->request_id)->job_id, job_id) == 0)
        return effect;
    }

  return NULL;
}

/* One person on two jobs of the same name: what was made for one is not what the other lost. */
static void
test_same_position (void)
{
  VouchStory story;
  g_autoptr(VouchDesk) desk = NULL;
  g_autofree char *other = NULL;
  VouchEffect *first, *second;

  vouch_story_init (&story, TRUE);
  vouch_world_do (story.world, "settings", "{\"crosschq_external_id\":false}");
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1);

  vouch_world_do (story.world, "allow-create", "{\"email\":\"%s\"}", VOUCH_STORY_EMAIL);
  vouch_world_do (story.world, "fault",
                  "{\"kind\":\"status\",\"status\":503,\"method\":\"POST\","
                  "\"path\":\"" CREATE "\"}");
  other = vouch_world_add_job (story.world, "Account Executive", "sales");
  vouch_world_do (story.world, "add-application",
                  "{\"candidate_id\":\"%s\",\"job_id\":\"%s\",\"status\":\"NEW\"}",
                  story.candidate, other);
  vouch_world_move (story.world, story.candidate, other, "IN_REVIEW", "Crosschq");
  settle (&story);

  vouch_story_assert_count (&story, "request-created", 2);
  desk = vouch_desk_new (story.world);
  first = find_create (desk, story.job);
  second = find_create (desk, other);
  g_assert_cmpint (first->state, ==, VOUCH_EFFECT_DONE);
  g_assert_cmpint (second->state, ==, VOUCH_EFFECT_DONE);
  g_assert_cmpstr (vouch_desk_find_request (desk, first->request_id)->request_id, !=,
                   vouch_desk_find_request (desk, second->request_id)->request_id);
  vouch_story_clear (&story);
}

typedef struct
{
  VouchWorld *world;
  char *value;
} Lag;

static gboolean
read_lag (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  Lag *lag = data;

  lag->value = vouch_values_get (db, vouch_world_get_connection (lag->world),
                                 VOUCH_VALUE_CAPABILITY, VOUCH_CAPABILITY_LIST_LAG, error);
  return TRUE;
}

static gint64
get_lag (VouchWorld *world)
{
  Lag lag = { world, NULL };
  g_autofree char *value = NULL;

  g_assert_true (vouch_world_write (world, read_lag, &lag));
  value = lag.value;
  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : -1;
}

/* A list that shows a new request only after minutes: the first time nobody knows how late it is,
 * from then on it was measured. */
static void
test_late (void)
{
  static const int lags[] = { 60, 420 };

  for (guint i = 0; i < G_N_ELEMENTS (lags); i++)
    {
      VouchStory story;
      g_autofree char *theo = NULL;
      g_autofree char *ada = NULL;

      g_test_message ("%d seconds", lags[i]);
      vouch_story_init (&story, TRUE);
      vouch_world_do (story.world, "settings",
                      "{\"crosschq_external_id\":false,\"crosschq_list_lag\":%d}", lags[i]);
      lose_answer (&story);
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "request-created", 1);
      vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_DONE, NULL);
      g_assert_cmpint (get_lag (story.world), ==, -1);

      theo = vouch_world_add_candidate (story.world, "Theo", "Lind", story.job, TRUE);
      for (guint k = 0; k < 20; k++)
        vouch_story_cycle (&story);
      vouch_story_assert_count (&story, "request-created", 2);
      ada = vouch_world_add_candidate (story.world, "Ada", "Ruiz", story.job, TRUE);
      lose_answer (&story);
      g_assert_cmpint (get_lag (story.world), >=, lags[i]);
      g_assert_cmpint (get_lag (story.world), <=, 2 * lags[i] + 120);
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "request-created", 3);
      vouch_story_assert_effect (&story, "create-request", VOUCH_EFFECT_DONE, NULL);
      vouch_story_clear (&story);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/searching/no-echo", test_no_echo);
  g_test_add_func ("/searching/empty", test_empty);
  g_test_add_func ("/searching/astray", test_astray);
  g_test_add_func ("/searching/long", test_long);
  g_test_add_func ("/searching/same-position", test_same_position);
  g_test_add_func ("/searching/late", test_late);

  return g_test_run ();
}
