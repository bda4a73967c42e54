/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store/vouch-outbox.h"
#include "store/vouch-runs.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-cycle.h"
#include "sync/vouch-deliver-due.h"
#include "sync/vouch-foresee.h"
#include "sync/vouch-list-lag.h"
#include "sync/vouch-observe-candidates.h"
#include "sync/vouch-observe-company.h"
#include "sync/vouch-observe-outcomes.h"
#include "sync/vouch-observe-requests.h"
#include "sync/vouch-problem.h"
#include "sync/vouch-retention.h"
#include "sync/vouch-run-record.h"

/* The configuration of both services is read at the start, on demand and daily. */
#define COMPANY_AGE VOUCH_DAY

struct _VouchCycle
{
  VouchProcedure parent_instance;

  VouchSession *session;    /* (owned) */
  gint64 last_good;
  VouchCycleFlags flags;
  VouchRunRecord *record;   /* (owned) */

  const char *phase;        /* a text id */
  double fraction;          /* from 0 to 1 */
  VouchProcedure *step;     /* (owned) (nullable): the one under way */
  guint n_seen;
  guint n_planned;
  guint n_delivered;
  gint64 paused_until;      /* service's time; 0: no pause, or none that ends by itself */
  gboolean complete;
  VouchReason *problem;     /* (owned) (nullable) */
  GPtrArray *preview;       /* (owned), of VouchPreviewItem */
};

typedef enum { PROP_PHASE = 1, PROP_FRACTION, N_PROPS } VouchCycleProperty;

/* In the order of a whole cycle. A preview delivers nothing. */
static const char *const phases[] = {
  "cycle.company", "cycle.candidates", "cycle.outcomes", "cycle.plan", "cycle.requests",
  "cycle.deliver",
};

#define N_PREVIEW_PHASES 5

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VouchCycle, vouch_cycle, VOUCH_TYPE_PROCEDURE)

static void company_cb    (VouchProcedure *procedure, const GError *error);
static void candidates_cb (VouchProcedure *procedure, const GError *error);
static void outcomes_cb   (VouchProcedure *procedure, const GError *error);
static void planned_cb    (VouchProcedure *procedure, const GError *error);
static void requests_cb   (VouchProcedure *procedure, const GError *error);
static void foreseen_cb   (VouchProcedure *procedure, const GError *error);
static void delivered_cb  (VouchProcedure *procedure, const GError *error);
static void forgot_cb     (VouchProcedure *procedure, const GError *error);

static gboolean
has_flag (VouchCycle      *self,
          VouchCycleFlags  flag)
{
  return (self->flags & flag) != 0;
}

/* It never goes back: what was delivered may have planned more. */
static void
set_fraction (VouchCycle *self,
              double      fraction)
{
  if (fraction <= self->fraction)
    return;

  self->fraction = MIN (fraction, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}

static void
set_phase (VouchCycle *self,
           const char *phase)
{
  guint n_phases = has_flag (self, VOUCH_CYCLE_PREVIEW) ? N_PREVIEW_PHASES : G_N_ELEMENTS (phases);
  guint index = 0;

  if (g_strcmp0 (self->phase, phase) == 0)
    return;

  while (index < G_N_ELEMENTS (phases) - 1 && !g_str_equal (phases[index], phase))
    index++;
  self->phase = phase;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
  if (!has_flag (self, VOUCH_CYCLE_DELIVER_ONLY))
    set_fraction (self, (double) index / n_phases);
}

static void
run_step (VouchCycle     *self,
          const char     *phase,
          VouchProcedure *step, /* (transfer full) */
          VouchNextFunc   then)
{
  g_clear_object (&self->step);
  self->step = step;
  set_phase (self, phase);
  vouch_procedure_run_child (VOUCH_PROCEDURE (self), step, then);
}

/* The store's failure ends the cycle; a service's is kept, and what does not need that service
 * goes on. */
static gboolean
survives (VouchCycle   *self,
          const GError *error,
          const char   *service)
{
  if (error == NULL)
    return TRUE;
  if (error->domain == VOUCH_STORE_ERROR)
    {
      vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
      return FALSE;
    }

  if (self->problem == NULL)
    self->problem = vouch_problem_from_error (error, service);
  return TRUE;
}

static gboolean
reload (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  VouchCycle *self = data;

  self->paused_until = 0;
  return vouch_session_reload (self->session, db, error) &&
         vouch_run_record_begin (self->record, db, error) &&
         (!vouch_session_get_connection (self->session)->paused ||
          vouch_action_get_paused_until (db, vouch_session_get_id (self->session),
                                         &self->paused_until, error));
}

/* Whatever a process, or a cycle that the store failed, left *sending* may have happened
 * (reliability.md §2.2, 6). */
static gboolean
recover (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  VouchSession *session = VOUCH_CYCLE (data)->session;

  return reload (db, data, error) &&
         vouch_runs_cut_off (db, vouch_session_get_id (session), error) &&
         vouch_outbox_recover (db, vouch_session_get_id (session), vouch_session_get_now (session),
                               vouch_list_lag_get_silence (session), error) >= 0;
}

/* The last phase is the one whose parts are known beforehand. */
static void
fraction_cb (VouchCycle      *self,
             GParamSpec      *pspec,
             VouchDeliverDue *step)
{
  double first = has_flag (self, VOUCH_CYCLE_DELIVER_ONLY)
    ? 0 : (G_N_ELEMENTS (phases) - 1.0) / G_N_ELEMENTS (phases);

  set_fraction (self, first + (1 - first) * vouch_deliver_due_get_fraction (step));
}

static void
deliver (VouchCycle *self)
{
  VouchDeliverDue *step = vouch_deliver_due_new (self->session);

  g_signal_connect_object (step, "notify::fraction", G_CALLBACK (fraction_cb), self,
                           G_CONNECT_SWAPPED);
  run_step (self, "cycle.deliver", VOUCH_PROCEDURE (step), delivered_cb);
}

static gboolean
forget (VouchDb   *db,
        gpointer   data,
        GError   **error)
{
  return vouch_retention_apply (VOUCH_CYCLE (data)->session, db, error);
}

static void
finish (VouchCycle *self)
{
  vouch_run_record_note (self->record, self->n_seen, self->n_planned, self->n_delivered,
                         self->problem);
  vouch_procedure_run_child (VOUCH_PROCEDURE (self), VOUCH_PROCEDURE (self->record),
                             vouch_procedure_pass_on);
}

static void
delivered_cb (VouchProcedure *procedure,
              const GError   *error)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);

  self->n_delivered = vouch_deliver_due_get_n_delivered (VOUCH_DELIVER_DUE (self->step));
  if (!survives (self, error, "crosschq"))
    return;
  if (vouch_retention_is_due (self->session))
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit forgetting",
                           forget, forgot_cb);
  else
    finish (self);
}

static void
forgot_cb (VouchProcedure *procedure,
           const GError   *error)
{
  if (survives (VOUCH_CYCLE (procedure), error, "ats"))
    finish (VOUCH_CYCLE (procedure));
}

/* Whatever way it came here, a preview ends with what it knows. */
static void
observe_requests (VouchCycle *self)
{
  if (has_flag (self, VOUCH_CYCLE_PREVIEW))
    run_step (self, "cycle.requests", vouch_foresee_new (self->session, self->preview),
              foreseen_cb);
  else if (vouch_session_get_crosschq_problem (self->session) != NULL)
    deliver (self);
  else
    run_step (self, "cycle.requests",
              vouch_observe_requests_new (self->session, has_flag (self, VOUCH_CYCLE_THOROUGH)),
              requests_cb);
}

static void
foreseen_cb (VouchProcedure *procedure,
             const GError   *error)
{
  if (survives (VOUCH_CYCLE (procedure), error, "crosschq"))
    finish (VOUCH_CYCLE (procedure));
}

static void
requests_cb (VouchProcedure *procedure,
             const GError   *error)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);

  if (!survives (self, error, "crosschq"))
    return;
  if (error != NULL && vouch_problem_is_lasting (error))
    {
      g_autoptr(VouchReason) problem = vouch_problem_from_error (error, "crosschq");

      vouch_session_set_crosschq_problem (self->session, problem);
    }
  deliver (self);
}

static void
planned_cb (VouchProcedure *procedure,
            const GError   *error)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);

  if (!survives (self, error, "ats"))
    return;

  self->n_planned = vouch_planner_get_n_planned (VOUCH_PLANNER (self->step));
  observe_requests (self);
}

static void
outcomes_cb (VouchProcedure *procedure,
             const GError   *error)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);

  if (survives (self, error, "ats"))
    run_step (self, "cycle.plan",
              VOUCH_PROCEDURE (vouch_planner_new (self->session,
                                                  has_flag (self, VOUCH_CYCLE_THOROUGH),
                                                  has_flag (self, VOUCH_CYCLE_PREVIEW)
                                                    ? self->preview : NULL)),
              planned_cb);
}

static void
candidates_cb (VouchProcedure *procedure,
               const GError   *error)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);

  if (!survives (self, error, "ats"))
    return;

  self->n_seen = vouch_observe_candidates_get_n_seen (VOUCH_OBSERVE_CANDIDATES (self->step));
  if (error == NULL)
    {
      if (self->problem == NULL)
        self->problem =
          vouch_observe_candidates_dup_problem (VOUCH_OBSERVE_CANDIDATES (self->step));
      run_step (self, "cycle.outcomes",
                vouch_observe_outcomes_new (self->session, has_flag (self, VOUCH_CYCLE_THOROUGH)),
                outcomes_cb);
      return;
    }

  if (vouch_problem_is_lasting (error))
    vouch_session_set_ats_problem (self->session, self->problem);
  observe_requests (self);
}

static void
observe_candidates (VouchCycle *self)
{
  run_step (self, "cycle.candidates",
            vouch_observe_candidates_new (self->session, self->last_good,
                                          has_flag (self, VOUCH_CYCLE_THOROUGH)),
            candidates_cb);
}

static gboolean
end_pause (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchCycle *self = data;

  return vouch_action_end_pause (db, vouch_session_get_id (self->session),
                                 vouch_session_get_now (self->session), error) &&
         vouch_session_reload (self->session, db, error);
}

static void
ended_pause_cb (VouchProcedure *procedure,
                const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    observe_candidates (VOUCH_CYCLE (procedure));
}

/* By now the company was read once, so that the service's own time decides
 * (reliability.md §2.6). */
static void
look (VouchCycle *self)
{
  if (self->paused_until != 0 && self->paused_until <= vouch_session_get_now (self->session) &&
      !has_flag (self, VOUCH_CYCLE_PREVIEW))
    vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (self->session),
                           "commit end of pause", end_pause, ended_pause_cb);
  else
    observe_candidates (self);
}

static void
company_cb (VouchProcedure *procedure,
            const GError   *error)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);

  if (!survives (self, error, "ats"))
    return;
  if (error != NULL)
    vouch_session_ask_for_company (self->session);

  if (error == NULL)
    {
      VouchReason *problem = vouch_session_get_crosschq_problem (self->session);

      vouch_session_set_company_read_at (self->session, vouch_session_get_now (self->session));
      if (self->problem == NULL && problem != NULL)
        self->problem = vouch_reason_ref (problem);
      look (self);
    }
  /* Without knowing whose data this is, nothing at all is read or written. */
  else if (g_error_matches (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_OTHER_COMPANY) ||
           vouch_session_get_company_read_at (self->session) == 0)
    finish (self);
  else
    observe_requests (self);
}

static void
reloaded_cb (VouchProcedure *procedure,
             const GError   *error)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);
  gint64 read_at = vouch_session_get_company_read_at (self->session);
  gboolean stale = read_at == 0 || has_flag (self, VOUCH_CYCLE_THOROUGH) ||
                   vouch_session_get_now (self->session) - read_at > COMPANY_AGE ||
                   vouch_session_get_ats_problem (self->session) != NULL ||
                   vouch_session_get_crosschq_problem (self->session) != NULL;

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else if (has_flag (self, VOUCH_CYCLE_DELIVER_ONLY) && read_at != 0)
    deliver (self);
  else if (!vouch_session_get_connection (self->session)->on &&
           !has_flag (self, VOUCH_CYCLE_DELIVER_ONLY))
    vouch_procedure_return (procedure);
  else if (vouch_session_take_company_due (self->session) || stale)
    run_step (self, "cycle.company", vouch_observe_company_new (self->session), company_cb);
  else
    look (self);
}

static void
vouch_cycle_start (VouchProcedure *procedure)
{
  VouchCycle *self = VOUCH_CYCLE (procedure);
  gboolean left_over = vouch_session_get_company_read_at (self->session) == 0 ||
                       vouch_session_is_interrupted (self->session);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session),
                         left_over ? "commit recovery" : "read connection",
                         left_over ? recover : reload, reloaded_cb);
}

static void
vouch_cycle_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((VouchCycleProperty) prop_id)
    {
    case PROP_PHASE:
      g_value_set_string (value, VOUCH_CYCLE (object)->phase);
      break;

    case PROP_FRACTION:
      g_value_set_double (value, VOUCH_CYCLE (object)->fraction);
      break;

    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vouch_cycle_finalize (GObject *object)
{
  VouchCycle *self = VOUCH_CYCLE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->step);
  g_clear_object (&self->record);
  g_clear_pointer (&self->problem, vouch_reason_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_cycle_parent_class)->finalize (object);
}

static void
vouch_cycle_class_init (VouchCycleClass *klass)
{
  const GParamFlags flags = (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = vouch_cycle_get_property;
  object_class->finalize = vouch_cycle_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_cycle_start;

  properties[PROP_PHASE] = g_param_spec_string ("phase", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vouch_cycle_init (VouchCycle *self)
{
  self->preview = vouch_preview_new ();
}

/**
 * vouch_cycle_new:
 * @session: the connection
 * @last_good: service's time of the last good cycle, or 0
 * @flags: how
 * @cause: why, for the record
 *
 * Returns: (transfer full): the procedure
 */
VouchCycle *
vouch_cycle_new (VouchSession    *session,
                 gint64           last_good,
                 VouchCycleFlags  flags,
                 VouchRunCause    cause)
{
  VouchCycle *self = g_object_new (VOUCH_TYPE_CYCLE, NULL);

  self->session = g_object_ref (session);
  self->last_good = last_good;
  self->flags = flags;
  self->record = vouch_run_record_new (session, cause);
  vouch_procedure_set_run (VOUCH_PROCEDURE (self), vouch_run_record_get_run (self->record));
  return self;
}

const char *
vouch_cycle_get_phase (VouchCycle *self)
{
  return self->phase;
}

double
vouch_cycle_get_fraction (VouchCycle *self)
{
  return self->fraction;
}

/**
 * vouch_cycle_note_end:
 * @self: a cycle that has just run
 * @error: (nullable): what vouch_procedure_run_finish() gave
 *
 * The store's failure becomes the cycle's problem; a cancellation is nobody's.
 */
void
vouch_cycle_note_end (VouchCycle   *self,
                      const GError *error)
{
  self->complete = error == NULL;
  if (self->complete)
    set_fraction (self, 1);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&self->problem, vouch_reason_unref);
      self->problem = vouch_problem_from_error (error, "ats");
    }
}

/**
 * vouch_cycle_is_complete:
 * @self: a cycle
 *
 * Returns: whether it came to its end, whatever the services did on the way; %FALSE while it runs
 *   and when the store failed or it was cancelled
 */
gboolean
vouch_cycle_is_complete (VouchCycle *self)
{
  return self->complete;
}

guint
vouch_cycle_get_n_seen (VouchCycle *self)
{
  return self->n_seen;
}

guint
vouch_cycle_get_n_planned (VouchCycle *self)
{
  return self->n_planned;
}

guint
vouch_cycle_get_n_delivered (VouchCycle *self)
{
  return self->n_delivered;
}

VouchReason *
vouch_cycle_get_problem (VouchCycle *self)
{
  return self->problem;
}

GPtrArray *
vouch_cycle_get_preview (VouchCycle *self)
{
  return self->preview;
}
