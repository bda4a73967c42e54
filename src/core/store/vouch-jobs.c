/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-jobs.h"
#include "store/vouch-row-util.h"

#define FIELDS \
  "title, ref_number, department, location, status, creator_id, tag, tag_value_id, updated_on," \
  " read_at, team_read_at"

/* What was read stays read. */
#define NEW_FIELDS \
  "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, max (read_at, ?12), max (team_read_at, ?13)"

static const char *const role_names[] = {
  [VOUCH_TEAM_RECRUITER] = "recruiter",
  [VOUCH_TEAM_COORDINATOR] = "coordinator",
  [VOUCH_TEAM_HIRING_MANAGER] = "hiring-manager",
  [VOUCH_TEAM_OTHER] = "other",
};

static gpointer
read_job (VouchRows *rows)
{
  VouchJob *job = vouch_job_new (vouch_rows_text (rows, 0));

  job->title = vouch_rows_dup_text (rows, 1);
  job->ref_number = vouch_rows_dup_text (rows, 2);
  job->department = vouch_rows_dup_text (rows, 3);
  job->location = vouch_rows_dup_text (rows, 4);
  job->status = vouch_rows_dup_text (rows, 5);
  job->creator_id = vouch_rows_dup_text (rows, 6);
  job->tag = vouch_rows_dup_text (rows, 7);
  job->tag_value_id = vouch_rows_dup_text (rows, 8);
  job->updated_on = vouch_rows_int (rows, 9);
  job->read_at = vouch_rows_int (rows, 10);
  job->team_read_at = vouch_rows_int (rows, 11);
  if (vouch_rows_int (rows, 12) != 0)
    job->team = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_team_member_free);
  return job;
}

static VouchTeamMember *
read_member (VouchRows *rows)
{
  VouchTeamRole role = vouch_rows_name (rows, 1, role_names, G_N_ELEMENTS (role_names),
                                        VOUCH_TEAM_OTHER);
  VouchTeamMember *member = vouch_team_member_new (vouch_rows_text (rows, 0), role);

  member->active = vouch_rows_int (rows, 2) != 0;
  if (vouch_rows_int (rows, 3) != 0)
    member->contact = vouch_persons_read (rows, 4);
  return member;
}

static gboolean
fill_team (VouchDb   *db,
           gint64     connection_id,
           VouchJob  *job,
           GError   **error)
{
  VouchRows *rows;

  if (job->team == NULL)
    return TRUE;

  rows = vouch_db_query (db, error,
                         "SELECT t.user_id, t.role, u.active, u.person_id, p.first_name,"
                         " p.last_name, p.email, p.phone"
                         " FROM team AS t"
                         " JOIN user AS u ON u.connection_id = t.connection_id AND u.user_id ="
                         " t.user_id LEFT JOIN person AS p ON p.id = u.person_id"
                         " WHERE t.connection_id = ?1 AND t.job_id = ?2 ORDER BY t.idx",
                         "is", connection_id, job->job_id);
  while (vouch_rows_next (rows))
    g_ptr_array_add (job->team, read_member (rows));
  return vouch_rows_finish (rows, error);
}

/**
 * vouch_jobs_list:
 * @db: a connection to the store
 * @connection_id: whose
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VouchJob): all, by id
 */
GPtrArray *
vouch_jobs_list (VouchDb  *db,
                 gint64    connection_id,
                 GError  **error)
{
  g_autoptr(GPtrArray) jobs = NULL;

  jobs = vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT job_id, " FIELDS ", has_team FROM job"
                                              " WHERE connection_id = ?1 ORDER BY job_id",
                                              "i", connection_id),
                              read_job,
                              (GDestroyNotify) vouch_job_free,
                              error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      if (!fill_team (db, connection_id, g_ptr_array_index (jobs, i), error))
        return NULL;
    }

  return g_steal_pointer (&jobs);
}

static VouchJob *
find_job (VouchDb     *db,
          gint64       connection_id,
          const char  *job_id,
          GError     **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT job_id, " FIELDS ", has_team FROM job"
                                              " WHERE connection_id = ?1 AND job_id = ?2",
                                              "is", connection_id, job_id),
                              read_job,
                              error);
}

/**
 * vouch_jobs_get:
 * @db: a connection to the store
 * @connection_id: whose
 * @job_id: SmartRecruiters' id
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the job; %NULL without an error when it is not known
 */
VouchJob *
vouch_jobs_get (VouchDb     *db,
                gint64       connection_id,
                const char  *job_id,
                GError     **error)
{
  g_autoptr(VouchJob) job = find_job (db, connection_id, job_id, error);

  if (job == NULL || !fill_team (db, connection_id, job, error))
    return NULL;

  return g_steal_pointer (&job);
}

static gboolean
put_details (VouchDb         *db,
             gint64           connection_id,
             const VouchJob  *job,
             gboolean        *changed,
             GError         **error)
{
  if (!vouch_db_run (db, error,
                     "INSERT INTO job (connection_id, job_id, " FIELDS ", has_team, id)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0,"
                     " (SELECT ifnull (max (id), 0) + 1 FROM job))"
                     " ON CONFLICT DO UPDATE SET (" FIELDS ") = (" NEW_FIELDS ")"
                     " WHERE (" FIELDS ") IS NOT (" NEW_FIELDS ")",
                     "isssssssssiii",
                     connection_id,
                     job->job_id,
                     job->title,
                     job->ref_number,
                     job->department,
                     job->location,
                     job->status,
                     job->creator_id,
                     job->tag,
                     job->tag_value_id,
                     job->updated_on,
                     job->read_at,
                     job->team_read_at))
    return FALSE;

  *changed |= vouch_db_get_n_changed (db) > 0;
  return TRUE;
}

static gboolean
same_team (GPtrArray *a,
           GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const VouchTeamMember *one = g_ptr_array_index (a, i);
      const VouchTeamMember *other = g_ptr_array_index (b, i);

      if (g_strcmp0 (one->user_id, other->user_id) != 0 || one->role != other->role)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_team (VouchDb         *db,
            gint64           connection_id,
            const VouchJob  *job,
            GError         **error)
{
  if (!vouch_db_run (db, error,
                     "UPDATE job SET has_team = 1 WHERE connection_id = ?1 AND job_id = ?2",
                     "is", connection_id, job->job_id) ||
      !vouch_db_run (db, error,
                     "DELETE FROM team WHERE connection_id = ?1 AND job_id = ?2",
                     "is", connection_id, job->job_id))
    return FALSE;

  for (guint i = 0; i < job->team->len; i++)
    {
      const VouchTeamMember *member = g_ptr_array_index (job->team, i);

      if (!vouch_db_run (db, error,
                         "INSERT INTO team (connection_id, job_id, idx, user_id, role)"
                         " VALUES (?1, ?2, ?3, ?4, ?5)",
                         "isiss",
                         connection_id,
                         job->job_id,
                         (gint64) i,
                         member->user_id,
                         role_names[member->role]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
put_team (VouchDb         *db,
          gint64           connection_id,
          const VouchJob  *job,
          gboolean        *changed,
          GError         **error)
{
  g_autoptr(VouchJob) old = NULL;

  for (guint i = 0; i < job->team->len; i++)
    {
      const VouchTeamMember *member = g_ptr_array_index (job->team, i);

      if (!vouch_users_put (db, connection_id, member->user_id, member->contact, member->active,
                            changed, error))
        return FALSE;
    }

  old = vouch_jobs_get (db, connection_id, job->job_id, error);
  if (old == NULL)
    return FALSE;
  if (same_team (old->team, job->team))
    return TRUE;

  *changed = TRUE;
  return write_team (db, connection_id, job, error);
}

/* SmartRecruiters keeps the value's id on a job: the tag is whatever the value is called. */
gboolean
vouch_jobs_retag (VouchDb     *db,
                  gint64       connection_id,
                  const char  *value_id,
                  const char  *label,
                  GError     **error)
{
  if (!vouch_db_run (db, error,
                     "UPDATE job SET tag = ?3 WHERE connection_id = ?1 AND tag_value_id = ?2"
                     " AND tag IS NOT ?3",
                     "iss", connection_id, value_id, label))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "job", connection_id);
  return TRUE;
}

/**
 * vouch_jobs_put:
 * @db: a connection to the store
 * @connection_id: whose
 * @job: as last read
 * @error: return location
 *
 * A @read_at or @team_read_at that is older leaves what is stored. The change is noted with the
 * connection's id.
 */
gboolean
vouch_jobs_put (VouchDb         *db,
                gint64           connection_id,
                const VouchJob  *job,
                GError         **error)
{
  gboolean changed = FALSE;

  if (!put_details (db, connection_id, job, &changed, error) ||
      (job->team != NULL && !put_team (db, connection_id, job, &changed, error)))
    return FALSE;

  if (changed)
    vouch_db_note_change (db, "job", connection_id);
  return TRUE;
}
