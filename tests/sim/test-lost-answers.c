/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "test-counts.h"
#include "vouch-desk.h"

/* An answer that is lost after the service did what was asked (T8). */

#define DAY (24 * 60 * 60)
#define EMAIL "ines.okafor@example.org"

/* Ways in which it is lost; in all of them but the last the service had processed the request. */
static const char *const losses[] = {
  "\"kind\":\"drop-after\"",
  "\"kind\":\"delay\",\"seconds\":400",
  "\"kind\":\"truncate\"",
  "\"kind\":\"status\",\"status\":500,\"after\":true",
  "\"kind\":\"status\",\"status\":502,\"after\":true",
  "\"kind\":\"status\",\"status\":503,\"after\":true",
  "\"kind\":\"status\",\"status\":504,\"after\":true",
  "\"kind\":\"drop-before\"",
};

#define N_LOSSES G_N_ELEMENTS (losses)
#define IS_PROCESSED(loss) ((loss) != N_LOSSES - 1)

typedef enum
{
  SEARCHABLE,     /* a list that echoes external ids */
  BY_EMAIL,       /* a list without them */
  NO_LIST,
  OLD_DIALECT,    /* v1, which has no list */
  N_DIALECTS,
} Dialect;

static void
found (VouchWorld *world,
       Dialect     dialect)
{
  switch (dialect)
    {
    case SEARCHABLE:
      break;
    case BY_EMAIL:
      vouch_world_do (world, "settings", "{\"crosschq_external_id\":false}");
      break;
    case NO_LIST:
      vouch_world_do (world, "settings", "{\"crosschq_list\":false}");
      break;
    case OLD_DIALECT:
      vouch_hand_speak (world, "v1");
      break;
    case N_DIALECTS:
    default:
      g_assert_not_reached ();
    }
}

static void
lose (VouchWorld *world,
      const char *path,
      guint       loss)
{
  vouch_world_do (world, "fault", "{%s,\"method\":\"POST\",\"path\":\"%s\"}", losses[loss], path);
}

static void
assert_state (VouchDesk        *desk,
              const char       *kind,
              VouchEffectState  state,
              const char       *reason)
{
  VouchEffect *effect = vouch_desk_find_effect (desk, kind);

  g_assert_nonnull (effect);
  g_assert_cmpstr (vouch_effect_state_to_string (effect->state), ==,
                   vouch_effect_state_to_string (state));
  if (reason != NULL)
    g_assert_cmpstr (vouch_reason_get_id (effect->reason), ==, reason);
}

/* Creates. */

static void
send_one (VouchWorld *world,
          Dialect     dialect,
          guint       loss)
{
  g_autofree char *job = NULL;
  g_autofree char *candidate = NULL;

  found (world, dialect);
  job = vouch_world_add_job (world, "Account Executive", "sales");
  candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  lose (world,
        dialect == OLD_DIALECT ? "/partners/reference-request/" : "/api/v2/reference-request/",
            loss);
  vouch_world_settle (world);
}

/* What can be looked for is found, or sent again when it is not there. */
static void
check_found (VouchWorld *world)
{
  g_autoptr(VouchDesk) desk = vouch_desk_new (world);
  g_autofree char *request = vouch_world_find_request (world, EMAIL);
  VouchEffect *effect = vouch_desk_find_effect (desk, "create-request");

  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  assert_state (desk, "create-request", VOUCH_EFFECT_DONE, NULL);
  g_assert_cmpstr (vouch_desk_find_request (desk, effect->request_id)->request_id, ==, request);
  g_assert_false (vouch_desk_find_request (desk, effect->request_id)->adopted);
}

static void
wait_for_person (VouchWorld *world,
                 guint       n_created)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(VouchDesk) desk = vouch_desk_new (world);

      assert_state (desk, "create-request", VOUCH_EFFECT_HELD, "effect.outcome-unknown");
      g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, n_created);
      vouch_world_advance (world, DAY);
      vouch_world_settle (world);
    }
}

static void
link_it (VouchWorld *world,
         gint64      effect_id)
{
  g_autofree char *request = vouch_world_find_request (world, EMAIL);

  g_assert_true (vouch_hand (world, VOUCH_HAND_LINK, effect_id, request));
  vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  g_assert_cmpuint (vouch_world_count_effects (world, "attachment-added"), ==, 1);
}

static void
send_it_anyway (VouchWorld *world,
                gint64      effect_id)
{
  g_assert_false (vouch_hand (world, VOUCH_HAND_RETRY, effect_id, NULL));
  g_assert_true (vouch_hand (world, VOUCH_HAND_SEND_ANYWAY, effect_id, NULL));
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
}

static void
skip_it (VouchWorld *world,
         gint64      effect_id,
         guint       n_created)
{
  g_autoptr(VouchDesk) desk = NULL;

  g_assert_true (vouch_hand (world, VOUCH_HAND_SKIP_EFFECT, effect_id, NULL));
  vouch_world_settle (world);
  desk = vouch_desk_new (world);
  assert_state (desk, "create-request", VOUCH_EFFECT_SUPERSEDED, "person.skipped");
  g_assert_cmpint (vouch_desk_find_trigger (desk)->state, ==, VOUCH_TRIGGER_SKIPPED);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, n_created);
}

/* Where nobody can look, a person does. */
static void
check_held (VouchWorld *world,
            guint       loss,
            gboolean    skip)
{
  guint n_created = IS_PROCESSED (loss) ? 1 : 0;
  g_autoptr(VouchDesk) desk = NULL;
  gint64 effect_id;

  wait_for_person (world, n_created);
  desk = vouch_desk_new (world);
  effect_id = vouch_desk_find_effect (desk, "create-request")->id;
  if (skip)
    skip_it (world, effect_id, n_created);
  else if (n_created == 1)
    link_it (world, effect_id);
  else
    send_it_anyway (world, effect_id);
}

static void
lose_create (guint64 seed)
{
  Dialect dialect = seed % N_DIALECTS;
  guint loss = (seed / N_DIALECTS) % N_LOSSES;
  g_autoptr(VouchWorld) world = vouch_world_new (seed);

  g_test_message ("dialect %d, %s", dialect, losses[loss]);
  send_one (world, dialect, loss);
  if (dialect == SEARCHABLE || dialect == BY_EMAIL)
    check_found (world);
  else
    check_held (world, loss, (seed / (N_DIALECTS * N_LOSSES)) % 2 == 1);
  vouch_world_check (world);
}

static void
test_create (void)
{
  for (guint64 seed = 0; seed < VOUCH_N_LOST_ANSWERS; seed++)
    lose_create (seed);
}

/* Somebody cancels, outside, what nobody has found yet: it is ours, and it is not sent again. */
static void
test_create_cancelled (void)
{
  for (Dialect dialect = SEARCHABLE; dialect <= BY_EMAIL; dialect++)
    {
      g_autoptr(VouchWorld) world = vouch_world_new (1);
      g_autofree char *request = NULL;
      g_autofree char *job = NULL;
      g_autofree char *candidate = NULL;

      found (world, dialect);
      job = vouch_world_add_job (world, "Account Executive", "sales");
      candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
      lose (world, "/api/v2/reference-request/", 0);
      vouch_world_cycle (world, VOUCH_CYCLE_NONE);
      request = vouch_world_find_request (world, EMAIL);
      vouch_world_do (world, "cancel-outside", "{\"request_id\":\"%s\"}", request);
      vouch_world_settle (world);
      g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
      vouch_world_check (world);
    }
}

/* A second answer is lost too: of the look, or of the create that was sent again. */
static void
test_create_twice (void)
{
  for (guint64 seed = 0; seed < 2 * N_LOSSES; seed++)
    {
      g_autoptr(VouchWorld) world = vouch_world_new (seed);

      vouch_world_do (world, "fault",
                      "{\"kind\":\"drop-before\",\"occurrence\":2,\"method\":\"%s\","
                      "\"path\":\"/api/v2/reference-request/\"}", seed % 2 == 0 ? "GET" : "POST");
      send_one (world, SEARCHABLE, seed / 2);
      g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
      check_found (world);
      vouch_world_check (world);
    }
}

/* Three that came to nothing are enough: a person is asked. */
static void
test_create_thrice (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (1);
  g_autoptr(VouchDesk) desk = NULL;

  vouch_world_do (world, "fault",
                  "{\"kind\":\"drop-before\",\"occurrence\":2,\"times\":2,\"method\":\"POST\","
                  "\"path\":\"/api/v2/reference-request/\"}");
  send_one (world, SEARCHABLE, N_LOSSES - 1);
  desk = vouch_desk_new (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 0);
  assert_state (desk, "create-request", VOUCH_EFFECT_HELD, "effect.attempts");

  g_assert_true (vouch_hand (world, VOUCH_HAND_RETRY,
                             vouch_desk_find_effect (desk, "create-request")->id, NULL));
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "request-created"), ==, 1);
  vouch_world_check (world);
}

/* Uploads and notes. */

static void
conclude (VouchWorld *world)
{
  g_autofree char *job = vouch_world_add_job (world, "Account Executive", "sales");
  g_autofree char *candidate = vouch_world_add_candidate (world, "Ines", "Okafor", job, TRUE);
  g_autofree char *request = NULL;

  vouch_world_settle (world);
  request = vouch_world_find_request (world, EMAIL);
  vouch_world_advance (world, 60);
  vouch_world_do (world, "answer-all", "{\"request_id\":\"%s\"}", request);
}

static void
test_upload (void)
{
  static const char *const duplicates[] = { "name", "content", "none" };

  for (guint64 seed = 0; seed < G_N_ELEMENTS (duplicates) * N_LOSSES; seed++)
    {
      g_autoptr(VouchWorld) world = vouch_world_new (seed);
      g_autoptr(VouchDesk) desk = NULL;

      vouch_world_do (world, "settings", "{\"attachment_duplicate\":\"%s\"}",
                      duplicates[seed % G_N_ELEMENTS (duplicates)]);
      lose (world, "/candidates/{id}/jobs/{job}/attachments", seed / G_N_ELEMENTS (duplicates));
      conclude (world);
      vouch_world_settle (world);
      desk = vouch_desk_new (world);
      assert_state (desk, "attach-report", VOUCH_EFFECT_DONE, NULL);
      g_assert_cmpuint (vouch_world_count_effects (world, "attachment-added"), ==, 1);
      vouch_world_check (world);
    }
}

static void
test_note (void)
{
  for (guint64 seed = 0; seed < 2 * N_LOSSES; seed++)
    {
      gboolean readable = seed % 2 == 0;
      guint loss = seed / 2;
      g_autoptr(VouchWorld) world = vouch_world_new (seed);
      g_autoptr(VouchDesk) desk = NULL;

      if (!readable)
        vouch_world_do (world, "settings", "{\"system_role\":\"EXTENDED\"}");
      lose (world, "/messages/shares", loss);
      conclude (world);
      vouch_world_settle (world);
      vouch_world_advance (world, DAY);
      vouch_world_settle (world);
      desk = vouch_desk_new (world);
      assert_state (desk, "write-note", readable ? VOUCH_EFFECT_DONE : VOUCH_EFFECT_HELD,
                    readable ? NULL : "effect.outcome-unknown");
      g_assert_cmpuint (vouch_world_count_effects (world, "note-written"), ==,
                        readable || IS_PROCESSED (loss) ? 1 : 0);
      vouch_world_check (world);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lost-answers/create", test_create);
  g_test_add_func ("/lost-answers/create-cancelled", test_create_cancelled);
  g_test_add_func ("/lost-answers/create-twice", test_create_twice);
  g_test_add_func ("/lost-answers/create-thrice", test_create_thrice);
  g_test_add_func ("/lost-answers/upload", test_upload);
  g_test_add_func ("/lost-answers/note", test_note);

  return g_test_run ();
}
