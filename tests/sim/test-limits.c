/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "account/vouch-key-authorizer.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "vouch-story.h"
#include "vouch-test-util.h"

/* Storms of 429, with every form of Retry-After (T9, I7). The practice company counts every
 * request that comes before its time, and every window that holds too many. */

static const char *const forms[] = {
  "\"kind\":\"status\",\"status\":429",
  "\"kind\":\"retry-after\",\"value\":\"0\"",
  "\"kind\":\"retry-after\",\"value\":\"1\"",
  "\"kind\":\"retry-after\",\"value\":\"30\"",
  "\"kind\":\"retry-after\",\"value\":\"120\"",
  "\"kind\":\"retry-after\",\"value\":\"4000\"",
  "\"kind\":\"retry-after\",\"value\":\"-5\"",
  "\"kind\":\"retry-after\",\"value\":\"soon\"",
  "\"kind\":\"retry-after\",\"value\":\"99999999999999999999\"",
  "\"kind\":\"retry-after\",\"value\":\"Mon, 02 Mar 2026 10:30:00 GMT\"",
  "\"kind\":\"retry-after\",\"value\":\"Mon, 02 Mar 2020 10:30:00 GMT\"",
  "\"kind\":\"retry-after\",\"value\":\"Mon, 99 Mar 2026 10:30:00 GMT\"",
  "\"kind\":\"retry-after\",\"value\":\"60\",\"status\":503",
};

static const char *const names[] = { "Lind", "Brooks", "Ruiz", "Halloran", "Tanaka", "Miller" };

static void
add_people (VouchStory *story)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (vouch_world_add_candidate (story->world, "Theo", names[i], story->job, TRUE));
}

static void
answer_everybody (VouchStory *story)
{
  g_autoptr(JsonNode) node = vouch_world_control (story->world, "requests", "{}");
  JsonArray *requests = json_object_get_array_member (json_node_get_object (node), "requests");

  for (guint i = 0; i < json_array_get_length (requests); i++)
    vouch_world_do (story->world, "answer-all", "{\"request_id\":\"%s\"}",
                    json_object_get_string_member (json_array_get_object_element (requests, i),
                                                   "request_id"));
}

static void
storm (VouchStory *story,
       const char *form,
       const char *listener,
       guint       times)
{
  vouch_world_do (story->world, "fault", "{%s,\"listener\":\"%s\",\"occurrence\":2,\"times\":%u}",
                  form, listener,
                  times);
}

static guint
count_open (VouchStory *story)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (story->world);
  guint n_open = 0;

  for (guint i = 0; i < desk->effects->len; i++)
    {
      VouchEffectState state = ((VouchEffect *) desk->effects->pdata[i])->state;

      n_open += state == VOUCH_EFFECT_PLANNED || state == VOUCH_EFFECT_UNKNOWN ? 1 : 0;
    }

  return n_open;
}

/* The storm passes, after minutes or hours. */
static void
calm (VouchStory *story)
{
  guint n_cycles = 0;

  do
    {
      g_assert_cmpuint (++n_cycles, <, 500);
      vouch_world_advance (story->world, 60);
      vouch_world_cycle (story->world, VOUCH_CYCLE_THOROUGH);
    }
  while (vouch_world_get_problem (story->world) != NULL || count_open (story) > 0);
}

static void
weather (const char *form,
         const char *listener,
         guint       times)
{
  VouchStory story;
  guint n = 1 + G_N_ELEMENTS (names);

  g_test_message ("%s at %s, %u times", form, listener, times);
  vouch_story_init (&story, TRUE);
  /* A long wait makes an entry a late one; that is not what this is about. */
  vouch_hand_set (story.world, "catch-up-limit", "100");
  add_people (&story);
  storm (&story, form, listener, times);
  calm (&story);
  vouch_story_assert_count (&story, "request-created", n);

  storm (&story, form, listener, times);
  answer_everybody (&story);
  calm (&story);
  vouch_world_advance (story.world, 2 * 60 * 60);
  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "attachment-added", n);
  vouch_story_assert_count (&story, "note-written", n);
  vouch_story_clear (&story);
}

static void
test_storms (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      weather (forms[i], "ats", 3 + i);
      weather (forms[i], "crosschq", 3 + i);
    }
}

/* The service's own limit, turned tight, with the headers that tell of it or without. */
static void
test_tight (void)
{
  static const char *const headers[] = { "right", "absent", "wrong" };
  static const char *const waits[] = { "none", "seconds", "date", "wrong" };

  for (guint i = 0; i < G_N_ELEMENTS (headers) * G_N_ELEMENTS (waits); i++)
    {
      VouchStory story;

      vouch_story_init (&story, TRUE);
      vouch_world_do (story.world, "settings", "{\"rate_headers\":\"%s\",\"retry_after\":\"%s\"}",
                      headers[i % G_N_ELEMENTS (headers)], waits[i / G_N_ELEMENTS (headers)]);
      add_people (&story);
      vouch_world_set_latency (story.world, 1000);
      vouch_world_settle (story.world);
      answer_everybody (&story);
      vouch_world_settle (story.world);
      vouch_story_assert_count (&story, "attachment-added", 1 + G_N_ELEMENTS (names));
      vouch_story_clear (&story);
    }
}

typedef struct
{
  VouchHttp *http;
  guint n_left;
  guint n_answered;
} Check;

static void ask (Check *check);

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Check *check = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchReply) reply = vouch_http_send_finish (VOUCH_HTTP (object), result, &error);

  g_assert_no_error (error);
  check->n_answered++;
  if (check->n_left > 0)
    ask (check);
}

static void
ask (Check *check)
{
  g_autoptr(VouchCall) call = vouch_ats_call_users_me ();

  check->n_left--;
  vouch_http_send_async (check->http, call, NULL, asked_cb, check);
}

/* A person tries to connect with the key of a connection that is syncing as fast as it may. */
static void
test_beside (void)
{
  enum { N_CALLS = 40 };
  VouchStory story;
  g_autoptr(VouchAuthorizer) authorizer = NULL;
  g_autoptr(VouchHttp) http = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchCycle) cycle = NULL;
  Check check = { .n_left = N_CALLS };
  VouchContext *context;
  VouchEngine *engine;
  VouchSession *session;
  guint n_calls;

  vouch_story_init (&story, TRUE);
  vouch_world_set_latency (story.world, 1000);
  add_people (&story);
  context = vouch_world_get_context (story.world);
  engine = vouch_context_get_engine (context);
  authorizer = vouch_key_authorizer_new_for_key (
    vouch_sandbox_get_api_key (vouch_world_get_sandbox (story.world)), VOUCH_KEY_FORM_SMART_TOKEN);
  session = vouch_engine_get_session (engine, vouch_world_get_connection (story.world));
  http = vouch_http_new (vouch_ats_get_policy (),
                         vouch_session_get_connection (session)->api_uri, VOUCH_REACH_PRACTICE,
                         vouch_context_get_transport (context),
                         vouch_context_get_clock (context), vouch_context_get_random (context),
                         authorizer, NULL);
  check.http = http;
  n_calls = vouch_world_count_calls (story.world);

  vouch_engine_sync_async (engine, vouch_world_get_connection (story.world), VOUCH_CYCLE_THOROUGH,
                           NULL, vouch_test_keep_result_cb, &result);
  ask (&check);
  ask (&check);
  vouch_test_clock_run_until (vouch_world_get_clock (story.world),
                              result != NULL && check.n_answered == N_CALLS);
  cycle = vouch_engine_sync_finish (engine, result, NULL);
  g_assert_null (vouch_cycle_get_problem (cycle));
  g_assert_cmpuint (vouch_world_count_calls (story.world) - n_calls, >, 2 * N_CALLS);

  vouch_world_settle (story.world);
  vouch_story_assert_count (&story, "request-created", 1 + G_N_ELEMENTS (names));
  g_clear_object (&cycle);
  g_clear_object (&result);
  g_clear_object (&http);
  vouch_story_clear (&story);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/limits/storms", test_storms);
  g_test_add_func ("/limits/tight", test_tight);
  g_test_add_func ("/limits/beside", test_beside);

  return g_test_run ();
}
