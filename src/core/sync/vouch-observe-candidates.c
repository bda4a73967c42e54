/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "base/vouch-error.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-entry.h"
#include "sync/vouch-later.h"
#include "sync/vouch-observe-absent.h"
#include "sync/vouch-observe-candidates.h"
#include "sync/vouch-problem.h"

/* Whoever has several applications is read as a whole at least this often, since it is not proven
 * that a change of a secondary one moves updatedOn (reliability.md §2.4). */
#define DETAILS_AGE (30 * VOUCH_MINUTE)
#define PERSON "candidate:"

struct _VouchObserveCandidates
{
  VouchProcedure parent_instance;

  VouchSession *session;            /* (owned) */
  gint64 last_good;                 /* server time of the last good poll, or 0 */
  gboolean thorough;
  gboolean gap;                     /* somebody may have left and come back unseen */

  GPtrArray *steps;                 /* (owned), of VouchStep */
  guint step_index;
  VouchPairRead read;               /* of the step under way */
  char *page_id;                    /* (owned) (nullable): the page under way */
  VouchAtsPage *page;               /* (owned) (nullable) */
  gint64 date;                      /* of the answer under way */
  GHashTable *seen;                 /* (owned): "candidate:job", asked only, never walked */
  GHashTable *pages;                /* (owned): page ids of this step */
  GPtrArray *to_read;               /* (owned): candidates whose applications have to be read */
  GPtrArray *doubtful;              /* (owned), of VouchApplication: may have left and come back */
  GPtrArray *absent;                /* (owned), of VouchApplication: not listed any more */
  VouchAtsCandidate *candidate;     /* (owned) (nullable) */
  guint n_seen;
  VouchObserveAbsent *absent_step;  /* (owned) (nullable) */
  GError *problem;                  /* (owned) (nullable): why somebody may be missing */
};

G_DEFINE_FINAL_TYPE (VouchObserveCandidates, vouch_observe_candidates, VOUCH_TYPE_PROCEDURE)

static void listed_steps_cb    (VouchProcedure *procedure, const GError *error);
static void read_page_cb       (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_page_cb     (VouchProcedure *procedure, const GError *error);
static void read_candidate_cb  (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_candidate_cb (VouchProcedure *procedure, const GError *error);
static void listed_absent_cb   (VouchProcedure *procedure, const GError *error);
static void asked_absent_cb    (VouchProcedure *procedure, const GError *error);

static VouchStore *
get_store (VouchObserveCandidates *self)
{
  return vouch_session_get_store (self->session);
}

static VouchHttp *
get_ats (VouchObserveCandidates *self)
{
  return vouch_session_get_ats (self->session);
}

static char *
dup_key (const char *candidate_id,
         const char *job_id)
{
  return g_strdup_printf ("%s:%s", candidate_id, job_id);
}

static gboolean
is_step (VouchObserveCandidates    *self,
         const VouchAtsApplication *application)
{
  return application != NULL &&
         vouch_steps_hold (self->steps, application->status, application->sub_status);
}

static gboolean
list_steps (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchObserveCandidates *self = data;

  self->steps = vouch_steps_list (db, vouch_session_get_id (self->session), error);
  return self->steps != NULL;
}

/* Whether what is stored of a person with several applications is still true. */
static gboolean
is_known (VouchObserveCandidates  *self,
          VouchDb                 *db,
          const VouchAtsPerson    *person,
          const char              *job_id,
          gboolean                *in_step,
          GError                 **error)
{
  g_autoptr(VouchApplication) stored =
    vouch_applications_find (db, vouch_session_get_id (self->session), person->candidate_id, job_id,
                             error);

  *in_step = stored != NULL && stored->in_step;
  return *in_step && person->updated_on != 0 && stored->updated_on == person->updated_on &&
         self->date - stored->read_at < DETAILS_AGE;
}

static void
mark_seen (VouchObserveCandidates *self,
           const char             *candidate_id,
           const char             *job_id)
{
  g_hash_table_add (self->seen, dup_key (candidate_id, job_id));
  if (self->read.pair != NULL && !self->read.partial)
    g_hash_table_add (self->read.pair->seen, dup_key (candidate_id, job_id));
}

/* A hit may come from a secondary application, which the list shows without its status
 * (smartrecruiters.md §9.2). */
static gboolean
check_secondary (VouchObserveCandidates  *self,
                 VouchDb                 *db,
                 const VouchAtsPerson    *person,
                 gboolean                *read_all,
                 GError                 **error)
{
  gboolean known = is_step (self, person->primary) && person->secondary_job_ids->len == 0;
  g_autoptr(GError) failure = NULL;
  gboolean in_step = FALSE;

  if (!known && is_step (self, person->primary))
    known = is_known (self, db, person, person->primary->job_id, &in_step, &failure);

  for (guint i = 0; failure == NULL && i < person->secondary_job_ids->len; i++)
    {
      const char *job_id = person->secondary_job_ids->pdata[i];

      known |= is_known (self, db, person, job_id, &in_step, &failure);
      if (in_step)
        mark_seen (self, person->candidate_id, job_id);
    }

  *read_all = !known;
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* After a gap longer than a poll somebody may have left and come back unseen; and where only what
 * changed is asked for, nobody sees anybody leave. */
static gboolean
check_gap (VouchObserveCandidates    *self,
           VouchDb                   *db,
           const char                *candidate_id,
           const VouchAtsApplication *seen,
           gint64                    *updated_on,
           GError                   **error)
{
  VouchApplication *doubtful = NULL;

  if (!vouch_entry_find_doubtful (self->session, db, candidate_id, seen, *updated_on, self->gap,
                                  &doubtful, error))
    return FALSE;
  if (doubtful == NULL)
    return TRUE;

  g_ptr_array_add (self->doubtful, doubtful);
  *updated_on = 0;
  return TRUE;
}

static gboolean
store_person (VouchObserveCandidates  *self,
              VouchDb                 *db,
              const VouchAtsPerson    *person,
              GError                 **error)
{
  gboolean read_all = FALSE;
  gint64 updated_on = VOUCH_ENTRY_AS_KNOWN;

  if (!check_secondary (self, db, person, &read_all, error))
    return FALSE;

  if (read_all)
    g_ptr_array_add (self->to_read, g_strdup (person->candidate_id));
  if (!is_step (self, person->primary))
    return TRUE;

  mark_seen (self, person->candidate_id, person->primary->job_id);
  if (!read_all)
    {
      updated_on = person->updated_on;
      if (!check_gap (self, db, person->candidate_id, person->primary, &updated_on, error))
        return FALSE;
    }

  return vouch_entry_note_in_step (self->session, db, person->candidate_id, person->contact,
                                   person->primary, updated_on, 0, self->date, error);
}

static gboolean
store_page (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchObserveCandidates *self = data;

  for (guint i = 0; i < self->page->items->len; i++)
    {
      if (!store_person (self, db, self->page->items->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
store_candidate (VouchDb   *db,
                 gpointer   data,
                 GError   **error)
{
  VouchObserveCandidates *self = data;
  const VouchAtsCandidate *candidate = self->candidate;

  for (guint i = 0; i < candidate->applications->len; i++)
    {
      const VouchAtsApplication *application = candidate->applications->pdata[i];
      gint64 updated_on = candidate->updated_on;
      gboolean stored;

      if (is_step (self, application))
        {
          mark_seen (self, candidate->candidate_id, application->job_id);
          stored = check_gap (self, db, candidate->candidate_id, application, &updated_on, error) &&
                   vouch_entry_note_in_step (self->session, db, candidate->candidate_id,
                                             candidate->contact, application, updated_on,
                                             self->date, self->date, error);
        }
      else
        stored = vouch_entry_note_status (self->session, db, candidate->candidate_id, application,
                                          self->date, self->date, error);
      if (!stored)
        return FALSE;
    }

  return TRUE;
}

static gboolean
list_absent (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchObserveCandidates *self = data;

  return vouch_observe_absent_list (self->session, db, self->steps, self->seen, self->absent,
                                    error);
}

static void
read_page (VouchObserveCandidates *self)
{
  const VouchStep *step = self->steps->pdata[self->step_index];
  const char *statuses[] = { step->stage, NULL };
  VouchAtsSearch search = { .statuses = statuses, .sub_status = step->name,
                            .updated_after = vouch_pair_read_get_after (&self->read),
                            .page_id = self->page_id };

  vouch_procedure_call (VOUCH_PROCEDURE (self), get_ats (self), vouch_ats_call_candidates (&search),
                        read_page_cb);
}

static void
begin_step (VouchObserveCandidates *self)
{
  const VouchStep *step = self->steps->pdata[self->step_index];
  gint64 interval = vouch_session_get_settings (self->session)->poll_interval * VOUCH_SECOND;
  gint64 now = vouch_session_get_now (self->session);
  gboolean proven = vouch_session_offers (self->session, VOUCH_CAPABILITY_UPDATED_AFTER);

  g_hash_table_remove_all (self->pages);
  g_free (self->page_id);
  self->page_id = vouch_pair_read_begin (&self->read, vouch_session_get_pairs (self->session),
                                         step->stage, step->name, proven && !self->thorough, now);
  /* A poll that is a little late is none that was missed. */
  if (self->read.partial || self->last_good == 0 || 2 * (now - self->last_good) > 3 * interval)
    self->gap = TRUE;
  read_page (self);
}

static void
read_next_candidate (VouchObserveCandidates *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);

  vouch_later_drop (self->session, PERSON, self->to_read, &self->problem);
  if (self->to_read->len > 0)
    vouch_procedure_call (procedure, get_ats (self),
                          vouch_ats_call_candidate (self->to_read->pdata[0]),
                          read_candidate_cb);
  else
    vouch_procedure_write (procedure, get_store (self), "read absent", list_absent,
                           listed_absent_cb);
}

static void
next_step (VouchObserveCandidates *self)
{
  self->step_index++;

  if (self->step_index < self->steps->len)
    begin_step (self);
  else
    read_next_candidate (self);
}

static void
listed_steps_cb (VouchProcedure *procedure,
                 const GError   *error)
{
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (procedure);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else if (self->steps->len == 0)
    vouch_procedure_return (procedure);
  else
    begin_step (self);
}

/* What cannot be read is passed over, so that it spoils nothing else; but somebody may be
 * missing. */
static void
note_bad (VouchObserveCandidates *self,
          const VouchBadItem     *bad)
{
  if (self->problem == NULL)
    self->problem = vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, 0, "GET /candidates: %s: %s",
                                         bad->path, bad->reason);
}

static void
read_page_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  static const VouchBadItem empty = { (char *) "content",
                                      (char *) "is empty, and yet some were found", NULL };
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (procedure);
  g_autoptr(GError) failure = NULL;

  g_clear_pointer (&self->page, vouch_ats_page_free);
  if (reply != NULL)
    self->page = vouch_ats_read_candidates (reply, &failure);
  if (self->page == NULL)
    {
      vouch_procedure_fail (procedure, error != NULL ? error : failure);
      return;
    }

  vouch_session_note_date (self->session, reply->date);
  self->date = reply->date != 0 ? reply->date : vouch_session_get_now (self->session);
  self->n_seen += self->page->items->len;
  vouch_pair_read_note_page (&self->read, self->date);
  if (self->page->bad->len > 0)
    note_bad (self, self->page->bad->pdata[0]);
  else if (self->page->items->len == 0 && self->page->total > 0 && self->page_id == NULL)
    note_bad (self, &empty);
  if (self->page->items->len == 0)
    stored_page_cb (procedure, NULL);
  else
    vouch_procedure_write (procedure, get_store (self), "commit page", store_page, stored_page_cb);
}

static void
stored_page_cb (VouchProcedure *procedure,
                const GError   *error)
{
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (procedure);
  const char *next;

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  next = self->page->next_page_id;
  g_free (self->page_id);
  self->page_id = g_strdup (next);
  if (next == NULL || vouch_pair_read_is_full (&self->read))
    {
      vouch_pair_read_end (&self->read, next);
      next_step (self);
    }
  else if (g_hash_table_add (self->pages, g_strdup (next)))
    read_page (self);
  else
    vouch_procedure_take_error (procedure,
                                vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, 0,
                                                     "GET /candidates: the same page again"));
}

static void
read_candidate_cb (VouchProcedure *procedure,
                   VouchReply     *reply,
                   const GError   *error)
{
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (procedure);
  g_autofree char *what = g_strconcat (PERSON, self->to_read->pdata[0], NULL);
  g_autoptr(GError) failure = NULL;

  g_clear_pointer (&self->candidate, vouch_ats_candidate_free);
  if (reply != NULL)
    self->candidate = vouch_ats_read_candidate (reply, &failure);
  if (error == NULL)
    error = failure;
  g_ptr_array_remove_index (self->to_read, 0);
  /* One person who cannot be read stops none of the others. */
  if (self->candidate == NULL)
    {
      if (vouch_later_put_off (self->session, get_ats (self), what, error))
        {
          vouch_later_note (&self->problem, error);
          read_next_candidate (self);
        }
      else
        vouch_procedure_fail (procedure, error);
      return;
    }

  vouch_later_forget (self->session, what);
  self->date = reply->date != 0 ? reply->date : self->date;
  vouch_procedure_write (procedure, get_store (self), "commit candidate", store_candidate,
                         stored_candidate_cb);
}

static void
stored_candidate_cb (VouchProcedure *procedure,
                     const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    read_next_candidate (VOUCH_OBSERVE_CANDIDATES (procedure));
}

static void
listed_absent_cb (VouchProcedure *procedure,
                  const GError   *error)
{
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  self->absent_step = vouch_observe_absent_new (self->session, self->steps, self->doubtful,
                                                self->absent);
  vouch_procedure_run_child (procedure, VOUCH_PROCEDURE (self->absent_step), asked_absent_cb);
}

static void
asked_absent_cb (VouchProcedure *procedure,
                 const GError   *error)
{
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  vouch_later_note (&self->problem, vouch_observe_absent_get_problem (self->absent_step));
  vouch_procedure_return (procedure);
}

static void
vouch_observe_candidates_start (VouchProcedure *procedure)
{
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (procedure);

  if (self->thorough)
    vouch_later_make_due (self->session);
  vouch_procedure_write (procedure, get_store (self), "read steps", list_steps, listed_steps_cb);
}

static void
vouch_observe_candidates_finalize (GObject *object)
{
  VouchObserveCandidates *self = VOUCH_OBSERVE_CANDIDATES (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->page_id, g_free);
  g_clear_pointer (&self->page, vouch_ats_page_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->to_read, g_ptr_array_unref);
  g_clear_pointer (&self->doubtful, g_ptr_array_unref);
  g_clear_pointer (&self->absent, g_ptr_array_unref);
  g_clear_pointer (&self->candidate, vouch_ats_candidate_free);
  g_clear_object (&self->absent_step);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (vouch_observe_candidates_parent_class)->finalize (object);
}

static void
vouch_observe_candidates_class_init (VouchObserveCandidatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_candidates_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_candidates_start;
}

static void
vouch_observe_candidates_init (VouchObserveCandidates *self)
{
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->to_read = g_ptr_array_new_with_free_func (g_free);
  self->doubtful = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_application_free);
  self->absent = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_application_free);
}

/**
 * vouch_observe_candidates_new:
 * @session: the connection
 * @last_good: service's time of the last good poll, or 0
 * @thorough: every step is read wholly
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_observe_candidates_new (VouchSession *session,
                              gint64        last_good,
                              gboolean      thorough)
{
  VouchObserveCandidates *self = g_object_new (VOUCH_TYPE_OBSERVE_CANDIDATES, NULL);

  self->session = g_object_ref (session);
  self->last_good = last_good;
  self->thorough = thorough;
  return VOUCH_PROCEDURE (self);
}

guint
vouch_observe_candidates_get_n_seen (VouchObserveCandidates *self)
{
  return self->n_seen;
}

/**
 * vouch_observe_candidates_dup_problem:
 * @self: a procedure that has ended well
 *
 * Returns: (transfer full) (nullable): why not everybody may have been seen although it ended well:
 *   no hiring process has a step to look at, or somebody could not be read
 */
VouchReason *
vouch_observe_candidates_dup_problem (VouchObserveCandidates *self)
{
  const VouchSettings *settings = vouch_session_get_settings (self->session);

  if (self->steps->len == 0)
    return vouch_reason_new ("step.missing", "step", settings->step_name, NULL);

  return self->problem != NULL ? vouch_problem_from_error (self->problem, "ats") : NULL;
}
