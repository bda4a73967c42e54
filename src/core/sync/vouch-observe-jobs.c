/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-observe-jobs.h"
#include "sync/vouch-problem.h"

struct _VouchObserveJobs
{
  VouchProcedure parent_instance;

  VouchSession *session; /* (owned) */

  VouchTagField *field;  /* (owned) (nullable) */
  char *page_id;         /* (owned) (nullable) */
  VouchAtsJobsPage *page; /* (owned) (nullable) */
  GPtrArray *stale;      /* (owned): ids of jobs whose details are read */
  VouchJob *job;         /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VouchObserveJobs, vouch_observe_jobs, VOUCH_TYPE_PROCEDURE)

static void read_page_cb  (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void sifted_cb     (VouchProcedure *procedure, const GError *error);
static void read_job_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_job_cb (VouchProcedure *procedure, const GError *error);

static gboolean
load_field (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchObserveJobs *self = data;
  g_autoptr(GError) failure = NULL;

  self->field = vouch_tag_field_get (db, vouch_session_get_id (self->session), &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The list shows no properties, so whatever changed since its details were read is read again. */
static gboolean
sift_page (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchObserveJobs *self = data;

  for (guint i = 0; i < self->page->items->len; i++)
    {
      const VouchJob *listed = self->page->items->pdata[i];
      g_autoptr(GError) failure = NULL;
      g_autoptr(VouchJob) known =
        vouch_jobs_get (db, vouch_session_get_id (self->session), listed->job_id, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (known == NULL || known->read_at == 0 || listed->updated_on == 0 ||
          known->updated_on != listed->updated_on)
        g_ptr_array_add (self->stale, g_strdup (listed->job_id));
    }

  return TRUE;
}

static gboolean
store_job (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchObserveJobs *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchJob) known = vouch_jobs_get (db, connection_id, self->job->job_id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->job->read_at = vouch_session_get_now (self->session);
  self->job->team_read_at = known != NULL ? known->team_read_at : 0;
  return vouch_jobs_put (db, connection_id, self->job, error);
}

static void
read_page (VouchObserveJobs *self)
{
  vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_ats (self->session),
                        vouch_ats_call_jobs (0, NULL, self->page_id), read_page_cb);
}

static void
loaded_cb (VouchProcedure *procedure,
           const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    read_page (VOUCH_OBSERVE_JOBS (procedure));
}

static void
read_page_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchObserveJobs *self = VOUCH_OBSERVE_JOBS (procedure);
  g_autoptr(GError) failure = NULL;

  g_clear_pointer (&self->page, vouch_ats_jobs_page_free);
  if (reply != NULL)
    self->page = vouch_ats_read_jobs (reply, &failure);
  if (self->page == NULL)
    {
      vouch_procedure_fail (procedure, error != NULL ? error : failure);
      return;
    }

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read known jobs",
                         sift_page,
                         sifted_cb);
}

static void
read_next_job (VouchObserveJobs *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);

  if (self->stale->len > 0)
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_job (self->stale->pdata[0]), read_job_cb);
  else if (self->page_id != NULL)
    read_page (self);
  else
    vouch_procedure_return (procedure);
}

static void
sifted_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchObserveJobs *self = VOUCH_OBSERVE_JOBS (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  /* The same page again would never end. */
  if (g_strcmp0 (self->page_id, self->page->next_page_id) == 0)
    g_clear_pointer (&self->page_id, g_free);
  else
    vouch_set_str (&self->page_id, self->page->next_page_id);
  read_next_job (self);
}

static void
read_job_cb (VouchProcedure *procedure,
             VouchReply     *reply,
             const GError   *error)
{
  VouchObserveJobs *self = VOUCH_OBSERVE_JOBS (procedure);

  if (error != NULL && vouch_problem_is_passing (error))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  g_ptr_array_remove_index (self->stale, 0);
  g_clear_pointer (&self->job, vouch_job_free);
  if (reply != NULL)
    self->job = vouch_ats_read_job (reply, self->field, NULL);
  /* A job that this credential may not see stays out of the list. */
  if (self->job == NULL)
    read_next_job (self);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit job",
                           store_job,
                           stored_job_cb);
}

static void
stored_job_cb (VouchProcedure *procedure,
               const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    read_next_job (VOUCH_OBSERVE_JOBS (procedure));
}

static void
vouch_observe_jobs_start (VouchProcedure *procedure)
{
  VouchObserveJobs *self = VOUCH_OBSERVE_JOBS (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read field",
                         load_field,
                         loaded_cb);
}

static void
vouch_observe_jobs_finalize (GObject *object)
{
  VouchObserveJobs *self = VOUCH_OBSERVE_JOBS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->page_id, g_free);
  g_clear_pointer (&self->page, vouch_ats_jobs_page_free);
  g_clear_pointer (&self->stale, g_ptr_array_unref);
  g_clear_pointer (&self->job, vouch_job_free);

  G_OBJECT_CLASS (vouch_observe_jobs_parent_class)->finalize (object);
}

static void
vouch_observe_jobs_class_init (VouchObserveJobsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_jobs_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_jobs_start;
}

static void
vouch_observe_jobs_init (VouchObserveJobs *self)
{
  self->stale = g_ptr_array_new_with_free_func (g_free);
}

/**
 * vouch_observe_jobs_new:
 * @session: the connection
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_observe_jobs_new (VouchSession *session)
{
  VouchObserveJobs *self = g_object_new (VOUCH_TYPE_OBSERVE_JOBS, NULL);

  self->session = g_object_ref (session);
  return VOUCH_PROCEDURE (self);
}
