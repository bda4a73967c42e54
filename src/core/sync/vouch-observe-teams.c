/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include <string.h>

#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-observe-teams.h"
#include "sync/vouch-problem.h"

/* Teams change seldom; the one a person looks at is read anew. */
#define TEAM_AGE VOUCH_DAY

struct _VouchObserveTeams
{
  VouchProcedure parent_instance;

  VouchSession *session; /* (owned) */
  char *wanted;          /* (owned) (nullable): the one job */

  GPtrArray *job_ids;    /* (owned), of char: still to be read */
  char *job_id;          /* (owned) (nullable): being read */
  GPtrArray *team;       /* (owned) (nullable) */
  GPtrArray *user_ids;   /* (owned), of char: of the team, still to be read */
  char *user_id;         /* (owned) (nullable): being read */
  VouchContact *contact; /* (owned) (nullable) */
  gboolean active;
};

G_DEFINE_FINAL_TYPE (VouchObserveTeams, vouch_observe_teams, VOUCH_TYPE_PROCEDURE)

static void listed_cb      (VouchProcedure *procedure, const GError *error);
static void read_team_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_team_cb (VouchProcedure *procedure, const GError *error);
static void read_user_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_user_cb (VouchProcedure *procedure, const GError *error);

static gboolean
is_wanted (VouchObserveTeams *self,
           const VouchJob    *job)
{
  if (self->wanted != NULL)
    return g_str_equal (job->job_id, self->wanted);

  return job->tag != NULL && job->tag[0] != '\0' && g_strcmp0 (job->status, "FILLED") != 0 &&
         g_strcmp0 (job->status, "CANCELLED") != 0 &&
         (job->team_read_at == 0 ||
          vouch_session_get_now (self->session) - job->team_read_at > TEAM_AGE);
}

static gboolean
list_jobs (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchObserveTeams *self = data;
  g_autoptr(GPtrArray) jobs = vouch_jobs_list (db, vouch_session_get_id (self->session), error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      if (is_wanted (self, jobs->pdata[i]))
        g_ptr_array_add (self->job_ids, g_strdup (((VouchJob *) jobs->pdata[i])->job_id));
    }

  return jobs != NULL;
}

static void
list_users (VouchObserveTeams *self,
            const VouchJob    *job)
{
  for (guint i = 0; i < job->team->len; i++)
    {
      const VouchTeamMember *member = job->team->pdata[i];

      if ((self->wanted != NULL || member->contact == NULL || member->contact->email == NULL) &&
          !g_ptr_array_find_with_equal_func (self->user_ids, member->user_id, g_str_equal, NULL))
        g_ptr_array_add (self->user_ids, g_strdup (member->user_id));
    }

  if (job->creator_id != NULL &&
      !g_ptr_array_find_with_equal_func (self->user_ids, job->creator_id, g_str_equal, NULL) &&
      strstr (vouch_session_get_settings (self->session)->requestor_order, "creator") != NULL)
    g_ptr_array_add (self->user_ids, g_strdup (job->creator_id));
}

static gboolean
store_team (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchObserveTeams *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);
  g_autoptr(VouchJob) job = vouch_jobs_get (db, connection_id, self->job_id, error);
  g_autoptr(VouchJob) stored = NULL;

  if (job == NULL)
    return FALSE;

  g_clear_pointer (&job->team, g_ptr_array_unref);
  job->team = g_steal_pointer (&self->team);
  job->team_read_at = vouch_session_get_now (self->session);
  if (!vouch_jobs_put (db, connection_id, job, error))
    return FALSE;

  stored = vouch_jobs_get (db, connection_id, self->job_id, error);
  if (stored == NULL)
    return FALSE;

  list_users (self, stored);
  return TRUE;
}

static gboolean
store_user (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchObserveTeams *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);
  gboolean changed = FALSE;

  if (!vouch_users_put (db, connection_id, self->user_id, self->contact, self->active, &changed,
                        error))
    return FALSE;

  if (changed)
    vouch_db_note_change (db, "job", connection_id);
  return TRUE;
}

static void
read_next (VouchObserveTeams *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);
  VouchHttp *ats = vouch_session_get_ats (self->session);

  g_clear_pointer (&self->user_id, g_free);
  if (self->user_ids->len > 0)
    {
      self->user_id = g_ptr_array_steal_index (self->user_ids, 0);
      vouch_procedure_call (procedure, ats, vouch_ats_call_user (self->user_id), read_user_cb);
      return;
    }

  g_clear_pointer (&self->job_id, g_free);
  if (self->job_ids->len > 0)
    {
      self->job_id = g_ptr_array_steal_index (self->job_ids, 0);
      vouch_procedure_call (procedure, ats, vouch_ats_call_team (self->job_id), read_team_cb);
      return;
    }

  vouch_procedure_return (procedure);
}

static void
go_on (VouchProcedure *procedure,
       const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    read_next (VOUCH_OBSERVE_TEAMS (procedure));
}

static void
listed_cb (VouchProcedure *procedure,
           const GError   *error)
{
  go_on (procedure, error);
}

static void
read_team_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchObserveTeams *self = VOUCH_OBSERVE_TEAMS (procedure);
  g_autoptr(GError) failure = NULL;

  g_clear_pointer (&self->team, g_ptr_array_unref);
  if (reply != NULL)
    self->team = vouch_ats_read_team (reply, &failure);
  /* A team that this credential may not see stays unknown. */
  if (self->team == NULL)
    go_on (procedure, error != NULL && vouch_problem_is_passing (error) ? error : NULL);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit team",
                           store_team, stored_team_cb);
}

static void
stored_team_cb (VouchProcedure *procedure,
                const GError   *error)
{
  go_on (procedure, error);
}

static void
read_user_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchObserveTeams *self = VOUCH_OBSERVE_TEAMS (procedure);
  g_autoptr(VouchAtsUser) user = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    user = vouch_ats_read_user (reply, &failure);
  /* A member who cannot be read is one without an address. */
  if (user == NULL)
    {
      go_on (procedure, error != NULL && vouch_problem_is_passing (error) ? error : NULL);
      return;
    }

  g_clear_pointer (&self->contact, vouch_contact_free);
  self->contact = vouch_contact_copy (user->contact);
  self->active = user->active;
  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit user",
                         store_user, stored_user_cb);
}

static void
stored_user_cb (VouchProcedure *procedure,
                const GError   *error)
{
  go_on (procedure, error);
}

static void
vouch_observe_teams_start (VouchProcedure *procedure)
{
  VouchObserveTeams *self = VOUCH_OBSERVE_TEAMS (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read known teams",
                         list_jobs, listed_cb);
}

static void
vouch_observe_teams_finalize (GObject *object)
{
  VouchObserveTeams *self = VOUCH_OBSERVE_TEAMS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->job_ids, g_ptr_array_unref);
  g_clear_pointer (&self->job_id, g_free);
  g_clear_pointer (&self->team, g_ptr_array_unref);
  g_clear_pointer (&self->user_ids, g_ptr_array_unref);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->contact, vouch_contact_free);

  G_OBJECT_CLASS (vouch_observe_teams_parent_class)->finalize (object);
}

static void
vouch_observe_teams_class_init (VouchObserveTeamsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_teams_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_teams_start;
}

static void
vouch_observe_teams_init (VouchObserveTeams *self)
{
  self->job_ids = g_ptr_array_new_with_free_func (g_free);
  self->user_ids = g_ptr_array_new_with_free_func (g_free);
}

/**
 * vouch_observe_teams_new:
 * @session: the connection
 * @job_id: (nullable): the one job
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_observe_teams_new (VouchSession *session,
                         const char   *job_id)
{
  VouchObserveTeams *self = g_object_new (VOUCH_TYPE_OBSERVE_TEAMS, NULL);

  self->session = g_object_ref (session);
  self->wanted = g_strdup (job_id);
  return VOUCH_PROCEDURE (self);
}
