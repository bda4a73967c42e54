/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "base/vouch-error.h"
#include "store/vouch-applications.h"
#include "sync/vouch-gather.h"
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
list_state (VouchPlanner       *self,
            VouchDb            *db,
            VouchTriggerState   state,
            GError            **error)
{
  gint64 now = vouch_session_get_now (self->session);
  g_autoptr(GPtrArray) triggers =
    vouch_triggers_list (db, vouch_session_get_id (self->session), state, error);

  for (guint i = 0; triggers != NULL && i < triggers->len; i++)
    {
      const VouchTrigger *trigger = triggers->pdata[i];
      g_autoptr(VouchApplication) application =
        vouch_applications_get (db, trigger->application_id, error);
      Waiting waiting = { trigger->id, trigger->application_id, FALSE, FALSE };

      if (application == NULL)
        return FALSE;
      waiting.thorough = self->thorough ||
                         (state == VOUCH_TRIGGER_OBSERVED && trigger->entered_on != 0);
      /* Until it was gathered once, nothing is known that the rules could look at. */
      waiting.gather = !application->gone && (waiting.thorough || state == VOUCH_TRIGGER_OBSERVED ||
                       trigger->entered_on == 0 ||
                       now - MAX (application->read_at, application->gone_seen_at) > FACTS_AGE);
      /* One answer said that it does not exist. Until it has been asked again, nothing is known
       * about it, and it keeps that reason. */
      if (!waiting.gather && !application->gone && application->gone_seen_at != 0)
        continue;
      g_array_append_val (self->waiting, waiting);
    }

  return triggers != NULL;
}

static gboolean
list_waiting (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchPlanner *self = data;

  return list_state (self, db, VOUCH_TRIGGER_OBSERVED, error) &&
         list_state (self, db, VOUCH_TRIGGER_HELD, error);
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
