/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-entry.h"
#include "sync/vouch-gather.h"
#include "sync/vouch-problem.h"

/* A job's details, its team and its people change seldom (smartrecruiters.md §6, §14 B). */
#define JOB_AGE (15 * VOUCH_MINUTE)
#define TEAM_AGE VOUCH_DAY

struct _VouchGather
{
  VouchProcedure parent_instance;

  VouchSession *session;         /* (owned) */
  gint64 application_id;
  gboolean thorough;

  VouchApplication *application; /* (owned) */
  VouchTrigger *trigger;         /* (owned) (nullable) */
  VouchTagField *field;          /* (owned) (nullable) */
  GPtrArray *steps;              /* (owned), of VouchStep */
  gboolean left;                 /* it was in a step, and the answer shows it elsewhere */
  VouchJob *job;                 /* (owned) (nullable) */
  VouchJob *read_job;            /* (owned) (nullable): what is to be stored */
  GPtrArray *user_ids;           /* (owned): users still to be read */
  char *user_id;                 /* (owned) (nullable): the one under way */
  VouchContact *user;            /* (owned) (nullable) */
  gboolean user_active;
  gint64 read_at;
  gboolean history_due;          /* see vouch_entry_find_doubtful() */
  VouchReason *problem;          /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VouchGather, vouch_gather, VOUCH_TYPE_PROCEDURE)

static void read_candidate_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_missing_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_job_cb       (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_team_cb      (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_job_cb     (VouchProcedure *procedure, const GError *error);
static void read_user_cb      (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_user_cb    (VouchProcedure *procedure, const GError *error);
static void read_history_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  VouchGather *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);
  g_autoptr(GError) failure = NULL;

  self->application = vouch_applications_get (db, self->application_id, error);
  if (self->application == NULL)
    return FALSE;

  self->trigger = vouch_triggers_get_last (db, self->application_id, &failure);
  if (failure == NULL)
    self->field = vouch_tag_field_get (db, connection_id, &failure);
  if (failure == NULL)
    self->job = vouch_jobs_get (db, connection_id, self->application->job_id, &failure);
  if (failure == NULL)
    self->steps = vouch_steps_list (db, connection_id, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
store_application (VouchDb   *db,
                   gpointer   data,
                   GError   **error)
{
  VouchGather *self = data;
  VouchApplication *application = self->application;
  const VouchAtsApplication seen = {
    .job_id = application->job_id,
    .status = application->status,
    .sub_status = application->sub_status,
  };

  /* Leaving the step is news with consequences, whoever reads it first. */
  if (self->left &&
      !vouch_entry_note_status (self->session, db, application->candidate_id, &seen, self->read_at,
                                self->read_at, error))
    return FALSE;

  application->in_step = application->in_step && !self->left;
  /* Whether somebody left and came back is not told by this. */
  if (self->history_due)
    application->updated_on = 0;
  if (vouch_applications_put (db, vouch_session_get_id (self->session), application, error) == 0)
    return FALSE;

  return self->trigger == NULL || vouch_triggers_update (db, self->trigger, error);
}

static gboolean
store_job (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchGather *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);

  if (self->read_job != NULL && !vouch_jobs_put (db, connection_id, self->read_job, error))
    return FALSE;

  g_clear_pointer (&self->job, vouch_job_free);
  self->job = vouch_jobs_get (db, connection_id, self->application->job_id, error);
  return self->job != NULL;
}

static gboolean
store_user (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchGather *self = data;

  return vouch_users_put (db, vouch_session_get_id (self->session), self->user_id, self->user,
                          self->user_active, NULL, error);
}

/* What is wrong with the item is a result; what is wrong with the service ends the procedure. */
static void
stop (VouchGather  *self,
      const GError *error)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);

  if (vouch_problem_is_passing (error))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  g_clear_pointer (&self->problem, vouch_reason_unref);
  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN))
    self->problem = vouch_reason_new ("application.no-access", NULL);
  else
    self->problem = vouch_problem_from_error (error, "ats");
  vouch_procedure_return (procedure);
}

static gboolean
store_gone (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchGather *self = data;

  return vouch_entry_note_gone (self->session, db, self->application_id,
                                vouch_session_get_now (self->session), error);
}

static void
note_gone (VouchGather *self)
{
  self->problem = vouch_reason_new ("application.not-found", NULL);
  vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (self->session),
                         "commit gone", store_gone, vouch_procedure_pass_on);
}

static void
next_user (VouchGather *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);

  g_clear_pointer (&self->user_id, g_free);
  if (self->user_ids->len > 0)
    {
      self->user_id = g_ptr_array_steal_index (self->user_ids, 0);
      vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                            vouch_ats_call_user (self->user_id), read_user_cb);
      return;
    }

  if (self->trigger != NULL && self->trigger->entered_on == 0)
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_history (self->application->candidate_id,
                                                  self->application->job_id), read_history_cb);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit facts",
                           store_application, vouch_procedure_pass_on);
}

static void
list_users (VouchGather *self)
{
  const char *creator = self->job->creator_id;
  gboolean wants_creator =
    strstr (vouch_session_get_settings (self->session)->requestor_order, "creator") != NULL;

  for (guint i = 0; self->job->team != NULL && i < self->job->team->len; i++)
    {
      const VouchTeamMember *member = self->job->team->pdata[i];

      /* An address that was missing, or wrong, may have been mended meanwhile. */
      if ((self->thorough || member->contact == NULL || member->contact->email == NULL) &&
          member->role != VOUCH_TEAM_OTHER &&
          !g_ptr_array_find_with_equal_func (self->user_ids, member->user_id, g_str_equal, NULL))
        g_ptr_array_add (self->user_ids, g_strdup (member->user_id));
    }

  if (wants_creator && creator != NULL &&
      !g_ptr_array_find_with_equal_func (self->user_ids, creator, g_str_equal, NULL))
    g_ptr_array_add (self->user_ids, g_strdup (creator));
}

static gboolean
is_stale (VouchGather *self,
          gint64       read_at,
          gint64       age)
{
  return self->thorough || read_at == 0 || vouch_session_get_now (self->session) - read_at > age;
}

/* Nothing is asked for on a job without a tag, so that nobody is needed to ask (product.md §4). */
static gboolean
has_tag (const VouchJob *job)
{
  return job->tag != NULL && *job->tag != '\0';
}

static void
read_team (VouchGather *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);
  gint64 team_read_at = self->job != NULL ? self->job->team_read_at : 0;

  if (has_tag (self->read_job != NULL ? self->read_job : self->job) &&
      is_stale (self, team_read_at, TEAM_AGE))
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_team (self->application->job_id), read_team_cb);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit job",
                           store_job, stored_job_cb);
}

static void
take_candidate (VouchGather               *self,
                const VouchAtsCandidate   *candidate,
                const VouchAtsApplication *found)
{
  VouchApplication *application = self->application;
  gboolean moved = g_strcmp0 (application->status, found->status) != 0 ||
                   g_strcmp0 (application->sub_status, found->sub_status) != 0;

  self->left = application->in_step && moved &&
               !vouch_steps_hold (self->steps, found->status, found->sub_status);
  self->history_due = application->in_step && application->updated_on == 0;
  g_clear_pointer (&application->person, vouch_contact_free);
  application->person = vouch_contact_copy (candidate->contact);
  application->updated_on = candidate->updated_on;
  application->read_at = self->read_at;
  application->gone_seen_at = 0;
  vouch_set_str (&application->status, found->status);
  vouch_set_str (&application->sub_status, found->sub_status);
  if (found->application_id != NULL)
    vouch_set_str (&application->application_id, found->application_id);
}

static void
loaded_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                        vouch_ats_call_candidate (self->application->candidate_id),
                        read_candidate_cb);
}

/* Whose data these are, nobody knows. */
static GError *
new_other_id (const char *call)
{
  return vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, 0, "%s: id: is not what was asked for",
                              call);
}

static void
read_candidate_cb (VouchProcedure *procedure,
                   VouchReply     *reply,
                   const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);
  g_autoptr(VouchAtsCandidate) candidate = NULL;
  g_autoptr(GError) failure = NULL;
  const VouchAtsApplication *found;

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    {
      note_gone (self);
      return;
    }
  if (reply != NULL)
    candidate = vouch_ats_read_candidate (reply, &failure);
  if (candidate != NULL &&
      g_strcmp0 (candidate->candidate_id, self->application->candidate_id) != 0)
    {
      g_clear_pointer (&candidate, vouch_ats_candidate_free);
      failure = new_other_id ("GET /candidates/{id}");
    }
  if (candidate == NULL)
    {
      stop (self, error != NULL ? error : failure);
      return;
    }

  self->read_at = reply->date != 0 ? reply->date : vouch_session_get_now (self->session);
  found = vouch_ats_candidate_find_application (candidate, self->application->job_id);
  if (found == NULL)
    {
      vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                            vouch_ats_call_application (self->application->candidate_id,
                                                        self->application->job_id),
                            read_missing_cb);
      return;
    }

  take_candidate (self, candidate, found);
  if (self->job == NULL || self->job->title == NULL || is_stale (self, self->job->read_at, JOB_AGE))
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_job (self->application->job_id), read_job_cb);
  else
    read_team (self);
}

/* The title is what the references are asked about. */
static gboolean
check_job (VouchGather  *self,
           GError      **error)
{
  if (g_strcmp0 (self->read_job->job_id, self->application->job_id) != 0)
    *error = new_other_id ("GET /jobs/{jobId}");
  else if (self->read_job->title == NULL)
    *error = vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, 0,
                                  "GET /jobs/{jobId}: title: is missing");

  return *error == NULL;
}

/* A profile that leaves an application out proves nothing; the application's own address does
 * (reliability.md §2.5). */
static void
read_missing_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    note_gone (self);
  else if (error != NULL)
    stop (self, error);
  else
    {
      self->problem = vouch_reason_new ("application.not-found", NULL);
      vouch_procedure_return (procedure);
    }
}

static void
read_job_cb (VouchProcedure *procedure,
             VouchReply     *reply,
             const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    self->read_job = vouch_ats_read_job (reply, self->field, &failure);
  if (self->read_job == NULL || !check_job (self, &failure))
    {
      stop (self, error != NULL ? error : failure);
      return;
    }

  self->read_job->read_at = self->read_at;
  self->read_job->team_read_at = self->job != NULL ? self->job->team_read_at : 0;
  read_team (self);
}

static void
read_team_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);
  g_autoptr(GPtrArray) team = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    team = vouch_ats_read_team (reply, &failure);
  if (team == NULL)
    {
      stop (self, error != NULL ? error : failure);
      return;
    }

  if (self->read_job == NULL)
    self->read_job = vouch_job_copy (self->job);
  g_clear_pointer (&self->read_job->team, g_ptr_array_unref);
  self->read_job->team = g_steal_pointer (&team);
  self->read_job->team_read_at = self->read_at;
  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit job",
                         store_job, stored_job_cb);
}

static void
stored_job_cb (VouchProcedure *procedure,
               const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (has_tag (self->job))
    list_users (self);
  next_user (self);
}

static void
read_user_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);
  g_autoptr(VouchAtsUser) user = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    user = vouch_ats_read_user (reply, &failure);
  if (user == NULL && error != NULL && vouch_problem_is_passing (error))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }
  /* A team member who cannot be read is one without an e-mail: the rules name who is missing. */
  if (user == NULL)
    {
      next_user (self);
      return;
    }

  g_clear_pointer (&self->user, vouch_contact_free);
  self->user = vouch_contact_copy (user->contact);
  self->user_active = user->active;
  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit user",
                         store_user, stored_user_cb);
}

static void
stored_user_cb (VouchProcedure *procedure,
                const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    next_user (VOUCH_GATHER (procedure));
}

static void
read_history_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchGather *self = VOUCH_GATHER (procedure);
  g_autoptr(GPtrArray) history = NULL;

  if (error != NULL && vouch_problem_is_passing (error))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }
  if (reply != NULL)
    history = vouch_ats_read_history (reply, NULL);

  vouch_entry_take_history (self->trigger, history);
  vouch_entry_learn (self->session, self->application, history);
  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit facts",
                         store_application, vouch_procedure_pass_on);
}

static void
vouch_gather_start (VouchProcedure *procedure)
{
  VouchGather *self = VOUCH_GATHER (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read facts", load,
                         loaded_cb);
}

static void
vouch_gather_finalize (GObject *object)
{
  VouchGather *self = VOUCH_GATHER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->application, vouch_application_free);
  g_clear_pointer (&self->trigger, vouch_trigger_free);
  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->job, vouch_job_free);
  g_clear_pointer (&self->read_job, vouch_job_free);
  g_clear_pointer (&self->user_ids, g_ptr_array_unref);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->user, vouch_contact_free);
  g_clear_pointer (&self->problem, vouch_reason_unref);

  G_OBJECT_CLASS (vouch_gather_parent_class)->finalize (object);
}

static void
vouch_gather_class_init (VouchGatherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_gather_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_gather_start;
}

static void
vouch_gather_init (VouchGather *self)
{
  self->user_ids = g_ptr_array_new_with_free_func (g_free);
}

/**
 * vouch_gather_new:
 * @session: the connection
 * @application_id: (row id): of the application
 * @thorough: read the job and its team even if they were read lately
 *
 * Fails with what a service or the store answered when waiting may mend it; what is wrong with the
 * item itself is vouch_gather_get_problem().
 *
 * Returns: (transfer full): the procedure
 */
VouchGather *
vouch_gather_new (VouchSession *session,
                  gint64        application_id,
                  gboolean      thorough)
{
  VouchGather *self = g_object_new (VOUCH_TYPE_GATHER, NULL);

  self->session = g_object_ref (session);
  self->application_id = application_id;
  self->thorough = thorough;
  return self;
}

/**
 * vouch_gather_get_problem:
 * @self: a procedure that has ended well
 *
 * Returns: (transfer none) (nullable): why this application cannot be read, %NULL when it could
 */
VouchReason *
vouch_gather_get_problem (VouchGather *self)
{
  return self->problem;
}
