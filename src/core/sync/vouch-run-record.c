/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "store/vouch-runs.h"
#include "sync/vouch-run-record.h"

struct _VouchRunRecord
{
  VouchProcedure parent_instance;

  VouchSession *session; /* (owned) */
  VouchRun *run;         /* (owned); its id is the store's worker's until the cycle is over */
  gint64 began_at;       /* boot time */
  VouchReason *last_problem; /* (owned) (nullable): of the last run that ended */
};

G_DEFINE_FINAL_TYPE (VouchRunRecord, vouch_run_record, VOUCH_TYPE_PROCEDURE)

/* A cycle that only delivers does not tell whether looking would go well. */
static gboolean
is_worth_a_row (VouchRunRecord *self)
{
  const VouchReason *problem = self->run->problem;

  if (self->run->id != 0 || self->run->cause == VOUCH_RUN_PERSON)
    return TRUE;
  if (problem != NULL)
    return self->last_problem == NULL ||
           !g_str_equal (vouch_reason_get_id (problem), vouch_reason_get_id (self->last_problem));

  return self->last_problem != NULL && self->run->cause != VOUCH_RUN_ACTION;
}

static gboolean
store_run (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  return vouch_runs_end (db, VOUCH_RUN_RECORD (data)->run, error);
}

static void
vouch_run_record_start (VouchProcedure *procedure)
{
  VouchRunRecord *self = VOUCH_RUN_RECORD (procedure);

  if (is_worth_a_row (self))
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit run",
                           store_run, vouch_procedure_pass_on);
  else
    vouch_procedure_return (procedure);
}

static void
vouch_run_record_finalize (GObject *object)
{
  VouchRunRecord *self = VOUCH_RUN_RECORD (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->run, vouch_run_free);
  g_clear_pointer (&self->last_problem, vouch_reason_unref);

  G_OBJECT_CLASS (vouch_run_record_parent_class)->finalize (object);
}

static void
vouch_run_record_class_init (VouchRunRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_run_record_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_run_record_start;
}

static void
vouch_run_record_init (VouchRunRecord *self)
{
}

/**
 * vouch_run_record_new:
 * @session: the connection
 * @cause: why the cycle is run, which begins now
 *
 * Returns: (transfer full): the procedure
 */
VouchRunRecord *
vouch_run_record_new (VouchSession  *session,
                      VouchRunCause  cause)
{
  VouchRunRecord *self = g_object_new (VOUCH_TYPE_RUN_RECORD, NULL);

  self->session = g_object_ref (session);
  self->began_at = vouch_clock_get_boot (vouch_session_get_clock (session));
  self->run = vouch_run_new (vouch_session_get_id (session), cause,
                             vouch_session_get_now (session));
  return self;
}

VouchRun *
vouch_run_record_get_run (VouchRunRecord *self)
{
  return self->run;
}

gboolean
vouch_run_record_begin (VouchRunRecord  *self,
                        VouchDb         *db,
                        GError         **error)
{
  g_clear_pointer (&self->last_problem, vouch_reason_unref);
  return vouch_runs_get_problem (db, self->run->connection_id, &self->last_problem, error);
}

/* The service's time may have been found out meanwhile: how long it took is for the boot clock to
 * say. */
void
vouch_run_record_note (VouchRunRecord *self,
                       guint           n_seen,
                       guint           n_planned,
                       guint           n_delivered,
                       VouchReason    *problem)
{
  gint64 boot = vouch_clock_get_boot (vouch_session_get_clock (self->session));

  self->run->ended_at = self->run->began_at + boot - self->began_at;
  self->run->n_seen = n_seen;
  self->run->n_planned = n_planned;
  self->run->n_delivered = n_delivered;
  self->run->problem = problem != NULL ? vouch_reason_ref (problem) : NULL;
}
