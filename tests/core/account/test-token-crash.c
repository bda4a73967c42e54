/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account-fixture.h"

#include "base/vouch-error.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define N_SEEDS 250
#define N_STEPS 60

typedef struct
{
  const char *name;
  const char *previous;
  gint64 mark;
  gboolean adopt;
} Scene;

static const Scene scenes[] = {
  { "refresh", NULL, -1, FALSE },
  { "refresh with a previous token", "refresh-before", -1, FALSE },
  { "recovery", NULL, 3, FALSE },
  { "clearing a stale mark", NULL, 2, FALSE },
  { "reconnect", NULL, 3, TRUE },
};

static void
set_scene (AccountFixture *fixture,
           const Scene    *scene)
{
  account_fixture_set_up (fixture, NULL);
  account_fixture_keep_pair (fixture, 3, "refresh-0", scene->previous, 2 * G_TIME_SPAN_HOUR);
  account_server_set_refresh (fixture->server, "refresh-0");
  if (scene->mark >= 0)
    account_fixture_set_marks (fixture, (VouchTokenMarks) { scene->mark, scene->adopt });
}

static void
play (AccountFixture *fixture,
      const Scene    *scene,
      guint           die_at)
{
  g_autofree char *access = NULL;

  fixture->points = (AccountPoints) { .die_at = die_at };
  if (scene->adopt)
    account_fixture_adopt (fixture, "refresh-adopted", NULL);
  else
    access = account_fixture_authorize (fixture, NULL);
}

static gboolean
can_recover (AccountFixture *fixture)
{
  g_autoptr(VouchTokenPair) kept = account_fixture_get_kept (fixture);
  const char *good = account_server_get_refresh (fixture->server);
  gint64 wall = vouch_clock_get_wall (VOUCH_CLOCK (fixture->clock));
  VouchTokenMarks marks = account_fixture_get_marks (fixture);

  if (marks.needs_reconnect && kept->generation <= marks.generation)
    return FALSE;

  return g_strcmp0 (kept->refresh, good) == 0 || g_strcmp0 (kept->previous_refresh, good) == 0
         || kept->expires_at > wall;
}

/* After any death: what the keyring allows works again; only what it does not ends the grant. */
static void
check_recovery (AccountFixture *fixture)
{
  gboolean expected = can_recover (fixture);
  guint n_reused = account_server_get_n_reused (fixture->server);
  g_autoptr(GError) error = NULL;
  g_autofree char *access = NULL;

  for (guint i = 0; i < 3 && access == NULL; i++)
    {
      g_clear_error (&error);
      access = account_fixture_authorize (fixture, &error);
      if (access == NULL && i < 2)
        vouch_test_clock_advance (fixture->clock, 61 * SECOND);
    }

  if (expected)
    {
      g_autoptr(VouchTokenPair) kept = account_fixture_get_kept (fixture);
      VouchTokenMarks marks = account_fixture_get_marks (fixture);

      g_assert_no_error (error);
      g_assert_cmpstr (access, ==, kept->access);
      g_assert_cmpint (marks.generation, ==, -1);
      g_assert_false (marks.needs_reconnect);
      g_assert_cmpuint (account_server_get_n_reused (fixture->server), ==, n_reused);
    }
  else
    {
      g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
      g_assert_true (account_fixture_get_marks (fixture).needs_reconnect);
      account_fixture_adopt (fixture, "refresh-again", NULL);
      g_assert_false (account_fixture_get_marks (fixture).needs_reconnect);
    }
}

/* Dies at each point, and then again at each point of the recovery. Returns whether it died. */
static gboolean
die_twice (const Scene *scene,
           guint        first,
           guint        second,
           gboolean    *died_again)
{
  AccountFixture fixture;
  gboolean died;

  g_test_message ("%s: dies at %u and %u", scene->name, first, second);
  set_scene (&fixture, scene);
  play (&fixture, scene, first);
  died = fixture.points.died;
  account_fixture_restart (&fixture);

  play (&fixture, &scenes[0], second);
  *died_again = fixture.points.died;
  account_fixture_restart (&fixture);
  /* What was tried before shall not be in the way of what is tried now. */
  vouch_test_clock_advance (fixture.clock, 61 * SECOND);
  check_recovery (&fixture);
  account_fixture_tear_down (&fixture, NULL);

  return died;
}

static void
test_crash_sweep (gconstpointer data)
{
  const Scene *scene = data;
  gboolean died = TRUE;

  for (guint first = 1; died; first++)
    {
      gboolean died_again = TRUE;

      for (guint second = 1; died_again; second++)
        died = die_twice (scene, first, second, &died_again);
    }
}

/* The keyring fails at each of its accesses in turn, once or for a while. */
static void
test_keyring_sweep (void)
{
  for (guint n_failures = 1; n_failures <= 3; n_failures++)
    {
      for (guint n_before = 0; n_before < 4; n_before++)
        {
          AccountFixture fixture;
          g_autofree char *access = NULL;

          g_test_message ("%u failures of the lookups, %u of the stores", n_failures, n_before);
          set_scene (&fixture, &scenes[0]);
          account_secrets_fail_lookups (fixture.secrets, n_failures, VOUCH_SECRETS_ERROR_FAILED);
          account_secrets_fail_stores (fixture.secrets, n_before, VOUCH_SECRETS_ERROR_FAILED);
          for (guint i = 0; i < n_failures + n_before; i++)
            {
              g_autoptr(GError) error = NULL;
              g_autofree char *none = account_fixture_authorize (&fixture, &error);

              g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_FAILED);
              g_assert_null (none);
            }

          access = account_fixture_authorize (&fixture, NULL);
          g_assert_cmpstr (access, ==, "access-1");
          g_assert_cmpuint (account_server_get_n_posts (fixture.server), ==, 1);
          account_fixture_tear_down (&fixture, NULL);
        }
    }
}

typedef struct
{
  AccountFixture fixture;
  VouchTestRandom *random;   /* (owned) */
  GPtrArray *callers;        /* (owned) (element-type Caller) */
  guint n_waiting;
  gboolean over;             /* a caller heard that the grant is over */
} Storm;

typedef struct
{
  Storm *storm;
  VouchRequest *request;     /* (owned) */
  GCancellable *cancellable; /* (owned) */
} Caller;

static void
caller_free (Caller *caller)
{
  vouch_request_unref (caller->request);
  g_object_unref (caller->cancellable);
  g_free (caller);
}

static guint
draw (Storm *storm,
      guint  n)
{
  return vouch_test_random_next (storm->random) % n;
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Caller *caller = user_data;
  Storm *storm = caller->storm;
  AccountFixture *fixture = &storm->fixture;
  g_autoptr(GError) error = NULL;

  storm->n_waiting--;
  if (vouch_authorizer_authorize_finish (VOUCH_AUTHORIZER (object), result, &error))
    {
      const char *value = vouch_headers_get (caller->request->headers, "Authorization");
      const char *access = value + strlen ("Bearer ");

      /* Never a token that is not kept, unless the item was replaced since. */
      g_assert_true (g_str_has_prefix (value, "Bearer access-"));
      g_assert_true (g_str_equal (access, "access-0") || g_str_equal (access, "access-adopted")
                     || account_server_has_access (fixture->server, access));
      if (!fixture->points.died)
        vouch_token_source_note_good_call (fixture->source);
      return;
    }

  if (g_error_matches (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT))
    storm->over = TRUE;
  else
    g_assert_true (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT)
                   || error->domain == VOUCH_SECRETS_ERROR
                   || g_error_matches (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_CLIENT)
                   || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
}

static void
call (Storm *storm)
{
  Caller *caller = g_new0 (Caller, 1);

  caller->storm = storm;
  caller->request = vouch_request_new ("GET", ACCOUNT_API_URI, VOUCH_REQUEST_NONE);
  caller->cancellable = g_cancellable_new ();
  g_ptr_array_add (storm->callers, caller);
  storm->n_waiting++;
  vouch_authorizer_authorize_async (VOUCH_AUTHORIZER (storm->fixture.source), caller->request,
                                    caller->cancellable, answered_cb, caller);
}

static void
cancel_one (Storm *storm)
{
  Caller *caller;

  if (storm->callers->len == 0)
    return;

  caller = g_ptr_array_index (storm->callers, draw (storm, storm->callers->len));
  g_cancellable_cancel (caller->cancellable);
}

static void
reject_one (Storm *storm)
{
  Caller *caller;

  if (storm->callers->len == 0)
    return;

  caller = g_ptr_array_index (storm->callers, draw (storm, storm->callers->len));
  vouch_authorizer_reject (VOUCH_AUTHORIZER (storm->fixture.source), caller->request);
}

static void
drain (Storm *storm)
{
  vouch_test_clock_run_until (storm->fixture.clock, storm->n_waiting == 0);
  /* A flight may outlive its callers. */
  vouch_test_clock_advance (storm->fixture.clock, SECOND);
}

static void
die_soon (Storm *storm)
{
  AccountFixture *fixture = &storm->fixture;

  fixture->points.die_at = fixture->points.n_passed + 1 + draw (storm, 8);
  call (storm);
  drain (storm);
  vouch_token_source_ask_again (fixture->source);
  account_fixture_restart (fixture);
}

static void
push_fault (Storm *storm)
{
  static const AccountAnswer faults[] = {
    ACCOUNT_ANSWER_NOT_SENT, ACCOUNT_ANSWER_LOST, ACCOUNT_ANSWER_500, ACCOUNT_ANSWER_429,
    ACCOUNT_ANSWER_GARBAGE, ACCOUNT_ANSWER_BODY_CLIENT,
  };

  account_server_push (storm->fixture.server, faults[draw (storm, G_N_ELEMENTS (faults))]);
}

/* Only a grant that really is lost may be given up. */
static void
check_over (Storm *storm)
{
  AccountFixture *fixture = &storm->fixture;
  g_autoptr(VouchTokenPair) kept = NULL;
  g_autoptr(GError) error = NULL;

  if (!storm->over)
    return;

  drain (storm);
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpstr (kept->refresh, !=, account_server_get_refresh (fixture->server));
  g_assert_cmpstr (kept->previous_refresh, !=, account_server_get_refresh (fixture->server));
  account_secrets_fail_stores (fixture->secrets, 0, 0);
  account_secrets_fail_lookups (fixture->secrets, 0, 0);
  account_fixture_adopt (fixture, "refresh-again", &error);
  g_assert_no_error (error);
  storm->over = FALSE;
}

static void
step (Storm *storm)
{
  AccountFixture *fixture = &storm->fixture;

  switch (draw (storm, 12))
    {
    case 0:
    case 1:
    case 2:
      call (storm);
      break;
    case 3:
      cancel_one (storm);
      break;
    case 4:
      reject_one (storm);
      break;
    case 5:
      push_fault (storm);
      break;
    case 6:
      account_secrets_fail_stores (fixture->secrets, draw (storm, 3), VOUCH_SECRETS_ERROR_LOCKED);
      break;
    case 7:
      account_secrets_fail_lookups (fixture->secrets, draw (storm, 3), VOUCH_SECRETS_ERROR_FAILED);
      break;
    case 8:
      vouch_test_clock_advance (fixture->clock, draw (storm, 100) * G_TIME_SPAN_MILLISECOND);
      break;
    case 9:
      vouch_test_clock_advance (fixture->clock, draw (storm, 40) * MINUTE);
      break;
    case 10:
      vouch_test_clock_jump_wall (fixture->clock, ((gint64) draw (storm, 7200) - 3600) * SECOND);
      break;
    case 11:
      die_soon (storm);
      break;
    default:
      g_assert_not_reached ();
    }

  check_over (storm);
}

static void
test_storm (void)
{
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    {
      Storm storm = { .n_waiting = 0 };

      g_test_message ("seed %u", seed);
      storm.random = VOUCH_TEST_RANDOM (vouch_test_random_new (seed));
      storm.callers = g_ptr_array_new_with_free_func ((GDestroyNotify) caller_free);
      set_scene (&storm.fixture, &scenes[seed % 4]);
      for (guint i = 0; i < N_STEPS; i++)
        step (&storm);

      drain (&storm);
      g_assert_cmpuint (account_server_get_max_at_once (storm.fixture.server), <=, 1);
      account_fixture_tear_down (&storm.fixture, NULL);
      g_ptr_array_unref (storm.callers);
      g_object_unref (storm.random);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (scenes[i].name), " ", '-');
      g_autofree char *path = g_strconcat ("/account/token-crash/", name, NULL);

      g_test_add_data_func (path, &scenes[i], test_crash_sweep);
    }
  g_test_add_func ("/account/token-crash/keyring", test_keyring_sweep);
  g_test_add_func ("/account/token-crash/storm", test_storm);

  return g_test_run ();
}
