/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "base/vouch-error.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-gather.h"
#include "sync/vouch-mended.h"
#include "sync/vouch-planner.h"
#include "sync/vouch-problem.h"

/* What waits for other reasons than its own facts is read again this often. */
#define FACTS_AGE (15 * VOUCH_MINUTE)

typedef struct
{
  gint64 trigger_id;
  gint64 application_id;
  gboolean gather;
  gboolean thorough; /* what it was planned from turned out to be old */
} Waiting;

struct _VouchPlanner
{
  VouchProcedure parent_instance;

  VouchSession *session;  /* (owned) */
  gboolean thorough;

  GArray *waiting;        /* (owned), of Waiting */
  guint index;            /* the one under way */
  guint n_late;
  guint n_planned;
  guint n_previewed;      /* would be planned */
  VouchGather *gather;    /* (owned) (nullable) */
  VouchReason *problem;   /* (owned) (nullable): of the one under way */
  GPtrArray *preview;     /* (owned) (nullable), of VouchPreviewItem */
};

G_DEFINE_FINAL_TYPE (VouchPlanner, vouch_planner, VOUCH_TYPE_PROCEDURE)

static void gathered_cb (VouchProcedure *procedure, const GError *error);
static void planned_cb  (VouchProcedure *procedure, const GError *error);

static gboolean
has_reason (const VouchTrigger *trigger,
            const char *const  *prefixes)
{
  const char *id = trigger->reason != NULL ? vouch_reason_get_id (trigger->reason) : "";

  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      if (g_str_has_prefix (id, prefixes[i]))
        return TRUE;
    }

  return FALSE;
}

/* What is mended in the configuration of a service, on the job or in its team would otherwise not
 * be seen before the next day. */
static gboolean
look_sooner (VouchPlanner            *self,
             VouchDb                 *db,
             const VouchTrigger      *trigger,
             const VouchApplication  *application,
             Waiting                 *waiting,
             GError                 **error)
{
  static const char *const company[] = { "field.", "step.", "survey.", "counts.", NULL };
  static const char *const field[] = { "field.", NULL };
  static const char *const tag[] = { "job.", "tag.", NULL };
  static const char *const team[] = { "requestor.", NULL };
  gint64 id = vouch_session_get_id (self->session);
  gint64 read_at = vouch_session_get_company_read_at (self->session);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchTagField) known = vouch_tag_field_get (db, id, &failure);
  g_autoptr(VouchJob) job =
    failure == NULL ? vouch_jobs_get (db, id, application->job_id, &failure) : NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (has_reason (trigger, company) &&
      vouch_session_get_now (self->session) - read_at > FACTS_AGE)
    vouch_session_ask_for_company (self->session);
  /* The tag was not looked for, or nobody was needed to ask. */
  if ((has_reason (trigger, field) && known != NULL && known->id != NULL) ||
      (has_reason (trigger, tag) && job != NULL && job->tag != NULL && job->team_read_at == 0))
    waiting->gather = waiting->thorough = !application->gone;
  waiting->thorough |= has_reason (trigger, team);
  return TRUE;
}

static void
add_waiting (VouchPlanner            *self,
             gint64                   trigger_id,
             const VouchApplication  *application,
             Waiting                  waiting)
{
  gint64 now = vouch_session_get_now (self->session);
  gint64 looked_at = MAX (application->read_at, application->gone_seen_at);

  waiting.trigger_id = trigger_id;
  waiting.application_id = application->id;
  waiting.gather |= !application->gone && (self->thorough || now - looked_at > FACTS_AGE);
  /* One answer said that it does not exist. Until it has been asked again, nothing is known
   * about it, and it keeps that reason. */
  if (waiting.gather || application->gone || application->gone_seen_at == 0)
    g_array_append_val (self->waiting, waiting);
}

static gboolean
list_state (VouchPlanner       *self,
            VouchDb            *db,
            VouchTriggerState   state,
            GError            **error)
{
  gboolean observed = state == VOUCH_TRIGGER_OBSERVED;
  g_autoptr(GPtrArray) triggers =
    vouch_triggers_list (db, vouch_session_get_id (self->session), state, error);

  for (guint i = 0; triggers != NULL && i < triggers->len; i++)
    {
      const VouchTrigger *trigger = triggers->pdata[i];
      g_autoptr(VouchApplication) application =
        vouch_applications_get (db, trigger->application_id, error);
      Waiting waiting = { 0 };

      if (application == NULL)
        return FALSE;
      waiting.thorough = self->thorough || (observed && trigger->entered_on != 0);
      /* Until it was gathered once, nothing is known that the rules could look at. */
      waiting.gather = !application->gone && (observed || trigger->entered_on == 0);
      if (!observed && !look_sooner (self, db, trigger, application, &waiting, error))
        return FALSE;
      add_waiting (self, trigger->id, application, waiting);
    }

  return triggers != NULL;
}

/* What is mended about the person shows in the facts alone. */
static gboolean
list_refused (VouchPlanner  *self,
              VouchDb       *db,
              GError       **error)
{
  g_autoptr(GPtrArray) refused = vouch_mended_list_refused (self->session, db, error);

  for (guint i = 0; refused != NULL && i < refused->len; i++)
    {
      const VouchEffect *effect = refused->pdata[i];
      g_autoptr(VouchApplication) application =
        vouch_applications_get (db, effect->application_id, error);
      Waiting waiting = { .thorough = self->thorough };

      if (application == NULL)
        return FALSE;
      add_waiting (self, effect->trigger_id, application, waiting);
    }

  return refused != NULL;
}

static gboolean
list_waiting (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchPlanner *self = data;

  return (self->preview != NULL || vouch_mended_plan_again (self->session, db, error)) &&
         list_state (self, db, VOUCH_TRIGGER_OBSERVED, error) &&
         list_state (self, db, VOUCH_TRIGGER_HELD, error) &&
         (self->preview != NULL || list_refused (self, db, error));
}

/* Late entries are counted over all that wait, once all have been gathered: above the limit every
 * one of them waits for a person (product.md F7). */
static gboolean
count_late (VouchPlanner  *self,
            VouchDb       *db,
            GError       **error)
{
  self->n_late = 0;
  for (guint i = 0; i < self->waiting->len; i++)
    {
      gint64 id = g_array_index (self->waiting, Waiting, i).trigger_id;
      g_autoptr(VouchTrigger) trigger = vouch_triggers_get (db, id, error);

      if (trigger == NULL)
        return FALSE;
      if (trigger->late && !trigger->confirmed)
        self->n_late++;
    }

  return TRUE;
}

/* A person may have decided while the services were asked. */
static gboolean
still_waits (const VouchTrigger *trigger)
{
  return trigger->state == VOUCH_TRIGGER_OBSERVED || trigger->state == VOUCH_TRIGGER_HELD;
}

/* A newer entry has taken its place. */
static gboolean
end_entry (VouchDb  *db,
           gint64    trigger_id,
           GError  **error)
{
  g_autoptr(VouchTrigger) trigger = vouch_triggers_get (db, trigger_id, error);

  if (trigger == NULL)
    return FALSE;
  if (!still_waits (trigger))
    return TRUE;

  trigger->state = VOUCH_TRIGGER_SKIPPED;
  g_clear_pointer (&trigger->reason, vouch_reason_unref);
  trigger->reason = vouch_reason_new ("entry.newer", NULL);
  return vouch_triggers_update (db, trigger, error);
}

static gboolean
plan_one (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  VouchPlanner *self = data;
  const Waiting *waiting = &g_array_index (self->waiting, Waiting, self->index);
  VouchRandom *random = vouch_session_get_random (self->session);
  g_autoptr(VouchPlan) plan = NULL;
  g_autoptr(VouchFacts) facts = NULL;

  if (self->index == 0 && self->preview == NULL &&
      !vouch_mended_plan_again (self->session, db, error))
    return FALSE;
  if (self->index == 0 && !count_late (self, db, error))
    return FALSE;
  facts = vouch_facts_load (self->session, db, waiting->application_id,
                            vouch_session_get_now (self->session), error);
  if (facts == NULL)
    return FALSE;
  if (facts->trigger->id != waiting->trigger_id)
    return end_entry (db, waiting->trigger_id, error);
  if (!still_waits (facts->trigger))
    return TRUE;

  facts->n_late = self->n_late;
  facts->n_sent += self->n_planned + self->n_previewed;
  facts->attempt_id = vouch_random_hex (random, 16);
  facts->salt = vouch_random_hex (random, 16);
  plan = vouch_plan_make (facts);

  if (self->preview != NULL)
    {
      vouch_preview_add_entry (self->preview, facts, plan);
      self->n_previewed += plan->effect != NULL ? 1 : 0;
      return TRUE;
    }
  if (!vouch_plan_store (plan, facts, db, error))
    return FALSE;

  self->n_planned += plan->effect != NULL ? 1 : 0;
  return TRUE;
}

static gboolean
store_problem (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchPlanner *self = data;
  gint64 id = g_array_index (self->waiting, Waiting, self->index).trigger_id;
  g_autoptr(VouchTrigger) trigger = vouch_triggers_get (db, id, error);

  if (trigger == NULL)
    return FALSE;
  if (!still_waits (trigger) || (trigger->state == VOUCH_TRIGGER_HELD &&
                                 vouch_reason_equal (trigger->reason, self->problem)))
    return TRUE;

  trigger->state = VOUCH_TRIGGER_HELD;
  g_clear_pointer (&trigger->reason, vouch_reason_unref);
  trigger->reason = vouch_reason_ref (self->problem);
  return vouch_triggers_update (db, trigger, error);
}

static void
plan_next (VouchPlanner *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);

  if (self->index >= self->waiting->len)
    vouch_procedure_return (procedure);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit plan",
                           plan_one,
                           planned_cb);
}

static void
gather_next (VouchPlanner *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);
  const Waiting *waiting;

  while (self->index < self->waiting->len &&
         !g_array_index (self->waiting, Waiting, self->index).gather)
    self->index++;

  if (self->index >= self->waiting->len)
    {
      self->index = 0;
      plan_next (self);
      return;
    }

  g_clear_object (&self->gather);
  waiting = &g_array_index (self->waiting, Waiting, self->index);
  self->gather = vouch_gather_new (self->session, waiting->application_id, waiting->thorough);
  vouch_procedure_run_child (procedure, VOUCH_PROCEDURE (self->gather), gathered_cb);
}

static void
listed_cb (VouchProcedure *procedure,
           const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    gather_next (VOUCH_PLANNER (procedure));
}

/* It has its reason already, so the rules are not asked about it in this pass. */
static void
drop_current (VouchPlanner *self)
{
  g_array_remove_index (self->waiting, self->index);
  gather_next (self);
}

static void
stored_problem_cb (VouchProcedure *procedure,
                   const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    drop_current (VOUCH_PLANNER (procedure));
}

static void
gathered_cb (VouchProcedure *procedure,
             const GError   *error)
{
  VouchPlanner *self = VOUCH_PLANNER (procedure);

  /* The row moved while the services were asked: the next cycle asks again, if it still waits. */
  if (g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE))
    {
      drop_current (self);
      return;
    }

  /* The service cannot be asked for the rest either; what was observed stays observed. */
  if (error != NULL && (error->domain != VOUCH_API_ERROR ||
                        vouch_http_is_open (vouch_session_get_ats (self->session))))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  g_clear_pointer (&self->problem, vouch_reason_unref);
  if (error == NULL && vouch_gather_get_problem (self->gather) == NULL)
    {
      self->index++;
      gather_next (self);
      return;
    }

  self->problem = error != NULL ? vouch_problem_from_error (error, "ats")
                                : vouch_reason_ref (vouch_gather_get_problem (self->gather));
  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit problem",
                         store_problem, stored_problem_cb);
}

static void
planned_cb (VouchProcedure *procedure,
            const GError   *error)
{
  VouchPlanner *self = VOUCH_PLANNER (procedure);

  /* The row moved under us: the next cycle plans it again. */
  if (error != NULL && !g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  self->index++;
  plan_next (self);
}

static void
vouch_planner_start (VouchProcedure *procedure)
{
  VouchPlanner *self = VOUCH_PLANNER (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read waiting",
                         list_waiting,
                         listed_cb);
}

static void
vouch_planner_finalize (GObject *object)
{
  VouchPlanner *self = VOUCH_PLANNER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->gather);
  g_clear_pointer (&self->problem, vouch_reason_unref);
  g_clear_pointer (&self->waiting, g_array_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_planner_parent_class)->finalize (object);
}

static void
vouch_planner_class_init (VouchPlannerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_planner_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_planner_start;
}

static void
vouch_planner_init (VouchPlanner *self)
{
  self->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
}

/**
 * vouch_planner_new:
 * @session: the connection
 * @thorough: whether the facts of everything that waits are read anew
 * @preview: (nullable) (element-type VouchPreviewItem): where to say what would be planned;
 *   nothing of it is stored then
 *
 * Returns: (transfer full): the procedure
 */
VouchPlanner *
vouch_planner_new (VouchSession *session,
                   gboolean      thorough,
                   GPtrArray    *preview)
{
  VouchPlanner *self = g_object_new (VOUCH_TYPE_PLANNER, NULL);

  self->session = g_object_ref (session);
  self->thorough = thorough;
  self->preview = preview != NULL ? g_ptr_array_ref (preview) : NULL;
  return self;
}

guint
vouch_planner_get_n_planned (VouchPlanner *self)
{
  return self->n_planned;
}

guint
vouch_planner_get_n_waiting (VouchPlanner *self)
{
  return self->waiting->len;
}
