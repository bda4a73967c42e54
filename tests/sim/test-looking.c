/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-jobs.h"
#include "store/vouch-outbox.h"
#include "store/vouch-templates.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-observe-company.h"
#include "sync/vouch-observe-jobs.h"
#include "sync/vouch-observe-teams.h"
#include "vouch-desk.h"
#include "vouch-test-util.h"

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
  GError *error = NULL;

  vouch_world_run (world, owned, &error);
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
  guint n_offered;         /* kinds of references, over all surveys */
} Offer;

static gboolean
count_offered (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  Offer *offer = data;
  g_autoptr(GPtrArray) surveys = vouch_surveys_list (db, offer->connection_id, error);

  offer->n_offered = 0;
  for (guint i = 0; i < surveys->len; i++)
    {
      const VouchSurvey *survey = surveys->pdata[i];

      for (guint j = 0; j < VOUCH_N_RELATIONSHIPS; j++)
        offer->n_offered += survey->limits[j].offered ? 1 : 0;
    }
  return TRUE;
}

/* Where the limits are those of the account, a failed read of them leaves the surveys as they
 * were. */
static void
test_config (void)
{
  static const char *const faults[] = {
    "{\"kind\":\"status\",\"status\":503,\"path\":\"/partners/config/\",\"times\":-1}",
    "{\"kind\":\"body\",\"body\":\"[]\",\"path\":\"/partners/config/\",\"times\":-1}",
  };
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  Offer offer = { 0 };
  guint before;

  vouch_hand_speak (world, "v1");
  vouch_world_settle (world);
  offer.connection_id = vouch_world_get_connection (world);
  g_assert_true (vouch_world_write (world, count_offered, &offer));
  before = offer.n_offered;
  g_assert_cmpuint (before, >, 0);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      vouch_world_do (world, "fault", "%s", faults[i]);
      g_assert_no_error (run (world, vouch_observe_company_new (get_session (world))));
      g_assert_true (vouch_world_write (world, count_offered, &offer));
      g_assert_cmpuint (offer.n_offered, ==, before);
      g_assert_nonnull (vouch_session_get_crosschq_problem (get_session (world)));
      vouch_world_do (world, "clear-faults", "{}");
    }

  g_assert_no_error (run (world, vouch_observe_company_new (get_session (world))));
  g_assert_null (vouch_session_get_crosschq_problem (get_session (world)));
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

/* What a look met stays told while something is delivered, and it is no sync. */
static void
test_refused (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  VouchEngine *engine = vouch_context_get_engine (vouch_world_get_context (world));
  gint64 id = vouch_world_get_connection (world);
  VouchReason *problem;
  gint64 last_sync;

  vouch_world_settle (world);
  last_sync = vouch_engine_get_last_sync (engine, id);
  g_assert_cmpint (last_sync, >, 0);
  vouch_world_do (world, "fault",
                  "{\"kind\":\"status\",\"status\":403,\"listener\":\"ats\",\"times\":-1}");
  vouch_world_advance (world, 60);
  vouch_world_cycle (world, VOUCH_CYCLE_NONE);
  vouch_world_do (world, "clear-faults", "{}");
  vouch_world_advance (world, 60);
  vouch_world_cycle (world, VOUCH_CYCLE_DELIVER_ONLY);
  problem = vouch_engine_get_problem (engine, id);
  g_assert_nonnull (problem);
  g_assert_cmpstr (vouch_reason_get_id (problem), ==, "ats.forbidden");
  g_assert_cmpint (vouch_engine_get_last_sync (engine, id), ==, last_sync);

  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_NONE));
  g_assert_null (vouch_engine_get_problem (engine, id));
  g_assert_cmpint (vouch_engine_get_last_sync (engine, id), >, last_sync);
}

/* The page after this one is this one, for longer than anybody waits. */
static void
repeat_values (VouchWorld *world)
{
  vouch_world_do (world, "fault",
                  "{\"kind\":\"body\",\"method\":\"GET\","
                  "\"path\":\"/configuration/job-properties/{id}/values\",\"times\":200,"
                  "\"body\":\"{\\\"content\\\":[{"
                  "\\\"id\\\":\\\"v1\\\",\\\"label\\\":\\\"sales\\\"}],"
                  "\\\"nextPageId\\\":\\\"again\\\"}\"}");
}

/* Values of the field that never come to an end are an error, whoever reads them. */
static void
test_endless_values (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  g_autoptr(GError) error = NULL;
  Value value = { .label = "gardening" };
  guint before;

  vouch_world_settle (world);
  repeat_values (world);
  before = vouch_world_count_calls (world);
  error = run (world, vouch_observe_company_new (get_session (world)));
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
  g_assert_cmpuint (vouch_world_count_calls (world) - before, <, 10);
  vouch_world_do (world, "clear-faults", "{}");
  vouch_world_settle (world);

  value.connection_id = vouch_world_get_connection (world);
  value.random = vouch_context_get_random (vouch_world_get_context (world));
  g_assert_true (vouch_world_write (world, add_value, &value));
  repeat_values (world);
  before = vouch_world_count_calls (world);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_DELIVER_ONLY));
  g_assert_cmpuint (vouch_world_count_calls (world) - before, <, 10);
  vouch_world_do (world, "clear-faults", "{}");

  vouch_world_settle (world);
  g_assert_true (vouch_world_write (world, add_value, &value));
  g_assert_cmpint (value.effect->state, ==, VOUCH_EFFECT_DONE);
  vouch_effect_free (value.effect);
}

typedef struct
{
  gint64 connection_id;
  VouchRandom *random;
  const char *tag;
  int n_planned;
  char *value_id;        /* (owned) (nullable): of the active value @tag */
} Rename;

/* Gives the one template another tag and pushes it. */
static gboolean
rename_and_push (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  Rename *self = data;
  g_autoptr(GPtrArray) templates = vouch_templates_list (db, self->connection_id, error);
  VouchTemplate *template = templates->pdata[0];

  vouch_set_str (&template->tag, self->tag);
  if (vouch_templates_save (db, template, error) == 0)
    return FALSE;

  self->n_planned = vouch_action_push_tags (db, self->connection_id, TRUE, self->random, 1, error);
  return self->n_planned >= 0;
}

static gboolean
find_value (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  Rename *self = data;
  g_autoptr(GPtrArray) values = vouch_tag_values_list (db, self->connection_id, error);

  g_clear_pointer (&self->value_id, g_free);
  for (guint i = 0; i < values->len; i++)
    {
      const VouchTagValue *value = values->pdata[i];

      if (!value->archived && g_strcmp0 (value->label, self->tag) == 0)
        self->value_id = g_strdup (value->value_id);
    }
  return TRUE;
}

/* A tag that was changed after it was pushed: its value is renamed, once, and the jobs keep it
 * (product.md M13). */
static void
test_rename (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  g_autofree char *job_id = NULL;
  g_autofree char *before = NULL;
  g_auto(Look) look = { 0 };
  Rename rename = { .tag = "sales" };

  vouch_world_settle (world);
  rename.connection_id = vouch_world_get_connection (world);
  rename.random = vouch_context_get_random (vouch_world_get_context (world));
  job_id = vouch_world_add_job (world, "Account Executive", "sales");
  g_assert_no_error (run (world, vouch_observe_company_new (get_session (world))));
  g_assert_no_error (run (world, vouch_observe_jobs_new (get_session (world))));
  g_assert_true (vouch_world_write (world, find_value, &rename));
  before = g_steal_pointer (&rename.value_id);
  g_assert_nonnull (before);

  rename.tag = "selling";
  g_assert_true (vouch_world_write (world, rename_and_push, &rename));
  g_assert_cmpint (rename.n_planned, >=, 1);
  g_assert_true (vouch_world_cycle (world, VOUCH_CYCLE_DELIVER_ONLY));
  g_assert_cmpuint (vouch_world_count_effects (world, "value-renamed"), ==, 1);
  g_assert_cmpuint (vouch_world_count_effects (world, "value-created"), ==, 0);
  g_assert_true (vouch_world_write (world, find_value, &rename));
  g_assert_cmpstr (rename.value_id, ==, before);
  g_assert_cmpstr (look_at (world, &look, job_id)->tag, ==, "selling");

  /* The service says the same, and there is nothing left to push. */
  g_assert_no_error (run (world, vouch_observe_company_new (get_session (world))));
  g_assert_true (vouch_world_write (world, find_value, &rename));
  g_assert_cmpstr (rename.value_id, ==, before);
  g_assert_true (vouch_world_write (world, rename_and_push, &rename));
  g_assert_cmpint (rename.n_planned, ==, 0);
  vouch_world_check (world);
  g_free (rename.value_id);
}

/* An answer that is lost: the value is looked up by its new name, not renamed again. */
static void
test_rename_lost (void)
{
  g_autoptr(VouchWorld) world = vouch_world_new (SEED);
  Rename rename = { .tag = "selling" };

  vouch_world_settle (world);
  rename.connection_id = vouch_world_get_connection (world);
  rename.random = vouch_context_get_random (vouch_world_get_context (world));
  g_assert_no_error (run (world, vouch_observe_company_new (get_session (world))));
  vouch_world_do (world, "fault",
                  "{\"kind\":\"drop-after\",\"listener\":\"ats\",\"method\":\"PATCH\","
                  "\"times\":1}");
  g_assert_true (vouch_world_write (world, rename_and_push, &rename));
  vouch_world_cycle (world, VOUCH_CYCLE_DELIVER_ONLY);
  vouch_world_settle (world);
  g_assert_cmpuint (vouch_world_count_effects (world, "value-renamed"), ==, 1);
  g_assert_cmpuint (vouch_world_count_effects (world, "value-created"), ==, 0);
  g_assert_true (vouch_world_write (world, find_value, &rename));
  g_assert_nonnull (rename.value_id);
  vouch_world_check (world);
  g_free (rename.value_id);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/looking/refused", test_refused);
  g_test_add_func ("/looking/teams", test_teams);
  g_test_add_func ("/looking/failures", test_failures);
  g_test_add_func ("/looking/config", test_config);
  g_test_add_func ("/looking/value", test_value);
  g_test_add_func ("/looking/endless-values", test_endless_values);
  g_test_add_func ("/looking/rename", test_rename);
  g_test_add_func ("/looking/rename-lost", test_rename_lost);
  return g_test_run ();
}
