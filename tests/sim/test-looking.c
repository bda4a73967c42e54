/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-error.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-observe-jobs.h"
#include "sync/vouch-observe-teams.h"
#include "vouch-test-util.h"
#include "vouch-world.h"

/* What is read because a person looks at it, not because a candidate entered the step. */

#define SEED 41

static VouchSession *
get_session (VouchWorld *world)
{
  return vouch_engine_get_session (vouch_context_get_engine (vouch_world_get_context (world)),
                                   vouch_world_get_connection (world));
}

/* Returns what it failed with. */
static GError *
run (VouchWorld     *world,
     VouchProcedure *procedure)  /* (transfer full) */
{
  g_autoptr(VouchProcedure) owned = procedure;
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  vouch_procedure_run_async (owned, NULL, vouch_test_keep_result_cb, &result);
  while (result == NULL)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_assert_true (vouch_test_clock_advance_next (vouch_world_get_clock (world)));
    }

  vouch_procedure_run_finish (owned, result, &error);
  return error;
}

typedef struct
{
  gint64 connection_id;
  const char *job_id;
  VouchJob *job;           /* (owned) (nullable) */
} Look;

static gboolean
read_job (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  Look *look = data;

  g_clear_pointer (&look->job, vouch_job_free);
  look->job = vouch_jobs_get (db, look->connection_id, look->job_id, NULL);
  return TRUE;
}

static const VouchJob *
look_at (VouchWorld *world,
         Look       *look,
         const char *job_id)
{
  look->connection_id = vouch_world_get_connection (world);
  look->job_id = job_id;
  g_assert_true (vouch_world_write (world, read_job, look));
  return look->job;
}

static void
clear_look (Look *look)
{
  g_clear_pointer (&look->job, vouch_job_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, clear_look)

/* The team of a job that carries a tag is read with the names of who is on it; that of another one
 * only when somebody looks at that job; and not again on the same day. */
static void
test_teams (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  g_autofree char *tagged = NULL;
  g_autofree char *plain = NULL;
  g_auto(Look) look = { 0 };
  const VouchTeamMember *member;
  const VouchJob *job;
  guint n_calls;

  vouch_world_settle (world);
  tagged = vouch_world_add_job (world, "Account Executive", "sales");
  plain = vouch_world_add_job (world, "Gardener", NULL);
  g_assert_no_error (run (world, vouch_observe_jobs_new (get_session (world))));
  g_assert_null (look_at (world, &look, tagged)->team);

  g_assert_no_error (run (world, vouch_observe_teams_new (get_session (world), NULL)));
  job = look_at (world, &look, tagged);
  g_assert_cmpuint (job->team->len, >, 0);
  member = job->team->pdata[0];
  g_assert_cmpint (member->role, ==, VOUCH_TEAM_RECRUITER);
  g_assert_true (vouch_email_is_valid (member->contact->email));
  g_assert_null (look_at (world, &look, plain)->team);

  n_calls = vouch_world_count_calls (world);
  g_assert_no_error (run (world, vouch_observe_teams_new (get_session (world), NULL)));
  g_assert_cmpuint (vouch_world_count_calls (world), ==, n_calls);

  g_assert_no_error (run (world, vouch_observe_teams_new (get_session (world), plain)));
  g_assert_nonnull (look_at (world, &look, plain)->team);
  g_assert_cmpuint (vouch_world_count_calls (world), >, n_calls);
}

/* A team that may not be seen stays unknown, and a job that is not known is nobody's. */
static void
test_failures (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  g_autofree char *job_id = NULL;
  g_auto(Look) look = { 0 };

  vouch_world_settle (world);
  job_id = vouch_world_add_job (world, "Account Executive", "sales");
  g_assert_no_error (run (world, vouch_observe_jobs_new (get_session (world))));

  g_assert_no_error (run (world, vouch_observe_teams_new (get_session (world), "nowhere")));

  vouch_world_do (world, "fault",
                  "{\"kind\":\"status\",\"status\":403,\"listener\":\"ats\","
                  "\"path\":\"/jobs/%s/hiring-team\",\"times\":-1}", job_id);
  g_assert_no_error (run (world, vouch_observe_teams_new (get_session (world), job_id)));
  g_assert_null (look_at (world, &look, job_id)->team);
}

typedef struct
{
  gint64 connection_id;
  const char *label;
  VouchRandom *random;
  VouchEffect *effect;     /* (owned) (nullable) */
} Value;

static gboolean
add_value (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  Value *value = data;
  g_autofree char *subject = g_strdup_printf ("value:%s", value->label);

  g_clear_pointer (&value->effect, vouch_effect_free);
  if (!vouch_action_add_value (db, value->connection_id, value->label, value->random, 1, error))
    return FALSE;

  value->effect = vouch_outbox_find (db, value->connection_id, "set-tag-value", subject, NULL);
  return TRUE;
}

/* A value that the field has already is not asked for again. */
static void
test_value (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  Value value = { .label = "gardening" };

  vouch_world_settle (world);
  value.connection_id = vouch_world_get_connection (world);
  value.random = vouch_context_get_random (vouch_world_get_context (world));
  g_assert_true (vouch_world_write (world, add_value, &value));
  g_assert_cmpint (value.effect->state, ==, VOUCH_EFFECT_PLANNED);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_DELIVER_ONLY));

  g_assert_true (vouch_world_write (world, add_value, &value));
  g_assert_cmpint (value.effect->state, ==, VOUCH_EFFECT_DONE);
  vouch_effect_free (value.effect);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/looking/teams", test_teams);
  g_test_add_func ("/looking/failures", test_failures);
  g_test_add_func ("/looking/value", test_value);
  return g_test_run ();
}
