/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-observe-gone.h"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-applications.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-entry.h"
#include "sync/vouch-later.h"
#include "sync/vouch-problem.h"
#include "sync/vouch-review.h"

struct _VouchObserveGone
{
  VouchProcedure parent_instance;

  VouchSession *session;         /* (owned) */
  gint64 asked;                  /* (row id): the application under way */
  VouchApplication *application; /* (owned) (nullable) */
  VouchRequestRow *request;      /* (owned) (nullable): its latest */
  gboolean listed;               /* a person has been asked and has not answered */
  gboolean skipped;              /* a person said that it is no merge */
  VouchAtsPage *page;            /* (owned) (nullable) */
  char *master;                  /* (owned) (nullable): what the audit feed says it became */
  gboolean proven;               /* and that one is the person of the request */
  gint64 date;
};

G_DEFINE_FINAL_TYPE (VouchObserveGone, vouch_observe_gone, VOUCH_TYPE_PROCEDURE)

static void loaded_cb     (VouchProcedure *procedure, const GError *error);
static void read_owner_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_again_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void audited_cb    (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void master_cb     (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void searched_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_cb     (VouchProcedure *procedure, const GError *error);

static char *
dup_what (VouchObserveGone *self)
{
  return g_strdup_printf ("gone:%" G_GINT64_FORMAT, self->asked);
}

static gboolean
look_at_review (VouchObserveGone  *self,
                VouchDb           *db,
                GError           **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, self->request->id);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchEffect) review =
    vouch_outbox_find (db, self->request->connection_id, VOUCH_REVIEW_MERGE, subject, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  self->listed = review != NULL && vouch_effect_state_is_open (review->state);
  self->skipped = review != NULL && review->state == VOUCH_EFFECT_SUPERSEDED &&
                  review->reason != NULL &&
                  g_str_equal (vouch_reason_get_id (review->reason), "person.skipped");
  return TRUE;
}

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  VouchObserveGone *self = data;
  g_autoptr(GError) failure = NULL;

  self->listed = self->skipped = self->proven = FALSE;
  g_clear_pointer (&self->master, g_free);
  g_clear_pointer (&self->page, vouch_ats_page_free);
  g_clear_pointer (&self->application, vouch_application_free);
  g_clear_pointer (&self->request, vouch_request_row_free);
  self->application = vouch_applications_get (db, self->asked, error);
  if (self->application == NULL)
    return FALSE;

  self->request = vouch_requests_find_latest (db, self->asked, &failure);
  if (failure == NULL)
    return self->request == NULL || look_at_review (self, db, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_on_job (const VouchAtsPerson *person,
           const char           *job_id)
{
  if (person->primary != NULL && g_strcmp0 (person->primary->job_id, job_id) == 0)
    return TRUE;

  return g_ptr_array_find_with_equal_func (person->secondary_job_ids, job_id, g_str_equal, NULL);
}

/* The same e-mail address and last name, on the same job. */
static gboolean
is_same (VouchObserveGone     *self,
         const VouchAtsPerson *person)
{
  g_autofree char *found = NULL;
  g_autofree char *wanted = NULL;

  if (person->contact == NULL || !is_on_job (person, self->application->job_id) ||
      g_str_equal (person->candidate_id, self->application->candidate_id))
    return FALSE;

  found = vouch_contact_hash (person->contact, "");
  wanted = vouch_contact_hash (self->application->person, "");
  return g_str_equal (found, wanted);
}

/* The search shows the very profile that was not found by its id. */
static gboolean
is_listed (VouchObserveGone *self)
{
  for (guint i = 0; self->page != NULL && i < self->page->items->len; i++)
    {
      const VouchAtsPerson *person = self->page->items->pdata[i];

      if (g_str_equal (person->candidate_id, self->application->candidate_id) &&
          is_on_job (person, self->application->job_id))
        return TRUE;
    }

  return FALSE;
}

static VouchReason *
judge (VouchObserveGone *self)
{
  const VouchAtsPerson *hit = NULL;
  guint n_hits = 0;

  for (guint i = 0; self->page != NULL && i < self->page->items->len; i++)
    {
      const VouchAtsPerson *person = self->page->items->pdata[i];

      if (!is_same (self, person))
        continue;
      hit = person;
      n_hits++;
    }

  if (n_hits == 0)
    return NULL;
  return n_hits == 1 ? vouch_reason_new ("application.merged", "candidate", hit->candidate_id, NULL)
                     : vouch_reason_new ("application.merged-unclear", NULL);
}

static gboolean
store_alive (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchObserveGone *self = data;

  return vouch_entry_note_alive (self->session, db, self->asked, error);
}

static gboolean
conclude (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  VouchObserveGone *self = data;
  g_autoptr(VouchReason) merged = NULL;

  if (is_listed (self))
    return store_alive (db, data, error);
  if (self->proven)
    merged = vouch_reason_new ("application.merged", "candidate", self->master, NULL);
  else if (!self->skipped)
    merged = judge (self);
  if (merged == NULL)
    return vouch_entry_bury (self->session, db, self->asked, self->date, error);

  return vouch_review_ask (self->session, db, self->request, VOUCH_REVIEW_MERGE, merged,
                           self->date, error) &&
         (!self->proven ||
          vouch_rebind_proven (db, self->request, self->master, self->date, error)) &&
         vouch_session_flush (self->session, db, error);
}

static void
ask_next (VouchObserveGone *self)
{
  self->asked = vouch_session_take_gone (self->session);
  if (self->asked == 0)
    vouch_procedure_return (VOUCH_PROCEDURE (self));
  else
    vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (self->session),
                           "read gone", load, loaded_cb);
}

static void
write_conclusion (VouchObserveGone *self)
{
  g_autofree char *what = dup_what (self);

  vouch_later_forget (self->session, what);
  vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (self->session),
                         "commit gone", conclude, stored_cb);
}

static void
search (VouchObserveGone *self)
{
  VouchAtsSearch wanted = { 0 };

  if (self->application->person == NULL || self->application->person->email == NULL)
    {
      write_conclusion (self);
      return;
    }

  wanted.email = self->application->person->email;
  vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_ats (self->session),
                        vouch_ats_call_candidates (&wanted), searched_cb);
}

static void
loaded_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchObserveGone *self = VOUCH_OBSERVE_GONE (procedure);
  g_autofree char *what = dup_what (self);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  self->date = vouch_session_get_now (self->session);
  if (self->listed || self->application->gone || self->application->erased ||
      vouch_later_get_reason (self->session, what) != NULL)
    ask_next (self);
  else
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_users_me (), read_owner_cb);
}

/* Whoever lost their rights, or is somebody else now, is told of nobody; that proves nothing
 * (reliability.md §2.5). */
static void
read_owner_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchObserveGone *self = VOUCH_OBSERVE_GONE (procedure);
  const char *wanted = vouch_session_get_connection (self->session)->owner_id;
  g_autoptr(VouchAtsUser) owner = NULL;

  if (error != NULL && vouch_problem_is_passing (error))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (reply != NULL)
    owner = vouch_ats_read_user (reply, NULL);
  if (owner == NULL || (wanted != NULL && g_strcmp0 (owner->user_id, wanted) != 0))
    ask_next (self);
  else
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_application (self->application->candidate_id,
                                                      self->application->job_id),
                          read_again_cb);
}

static void
look_for_heir (VouchObserveGone *self)
{
  /* Without a request there is nothing to go over to another profile, which is looked at by
   * itself. */
  if (self->request == NULL || self->skipped)
    write_conclusion (self);
  else if (vouch_session_lacks (self->session, VOUCH_CAPABILITY_AUDIT))
    search (self);
  else
    vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_ats (self->session),
                          vouch_ats_call_merges (self->application->candidate_id,
                                                 self->request->created_at - VOUCH_DAY),
                          audited_cb);
}

/* Nothing is concluded about one who cannot be asked about, and that stops none of the others: the
 * next read brings them up again. */
static void
pass_over (VouchObserveGone *self,
           const GError     *error)
{
  g_autofree char *what = dup_what (self);

  if (vouch_later_put_off (self->session, vouch_session_get_ats (self->session), what, error))
    ask_next (self);
  else
    vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
}

static void
read_again_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchObserveGone *self = VOUCH_OBSERVE_GONE (procedure);
  g_autoptr(VouchAtsApplication) application = NULL;

  if (error != NULL && vouch_problem_is_passing (error))
    {
      pass_over (self, error);
      return;
    }

  if (reply != NULL)
    application = vouch_ats_read_application (reply, NULL);
  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    look_for_heir (self);
  else if (application != NULL)
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit alive",
                           store_alive, stored_cb);
  else
    ask_next (self);
}

/* The feed is an add-on few have; it is proof where it is there, and without it nothing is lost. */
static void
audited_cb (VouchProcedure *procedure,
            VouchReply     *reply,
            const GError   *error)
{
  VouchObserveGone *self = VOUCH_OBSERVE_GONE (procedure);

  if (error != NULL && vouch_problem_is_passing (error))
    {
      pass_over (self, error);
      return;
    }

  if (error != NULL)
    vouch_session_learn (self->session, VOUCH_CAPABILITY_AUDIT, "no");
  if (reply != NULL)
    self->master = vouch_ats_read_master (reply, self->application->candidate_id, NULL);
  if (self->master != NULL)
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_candidate (self->master), master_cb);
  else
    search (self);
}

static gboolean
is_heir (VouchObserveGone        *self,
         const VouchAtsCandidate *candidate)
{
  g_autofree char *hash = NULL;

  if (self->request->person_salt == NULL ||
      g_strcmp0 (candidate->candidate_id, self->master) != 0 ||
      vouch_ats_candidate_find_application (candidate, self->application->job_id) == NULL)
    return FALSE;

  hash = vouch_contact_hash (candidate->contact, self->request->person_salt);
  return g_strcmp0 (hash, self->request->person_hash) == 0;
}

/* Proof of the merge is not enough: e-mail address and last name have to be those of the request
 * (reliability.md §2.5). */
static void
master_cb (VouchProcedure *procedure,
           VouchReply     *reply,
           const GError   *error)
{
  VouchObserveGone *self = VOUCH_OBSERVE_GONE (procedure);
  g_autoptr(VouchAtsCandidate) candidate = NULL;

  if (error != NULL && vouch_problem_is_passing (error))
    {
      pass_over (self, error);
      return;
    }

  if (reply != NULL)
    candidate = vouch_ats_read_candidate (reply, NULL);
  self->proven = candidate != NULL && is_heir (self, candidate);
  if (self->proven)
    write_conclusion (self);
  else
    search (self);
}

static void
searched_cb (VouchProcedure *procedure,
             VouchReply     *reply,
             const GError   *error)
{
  VouchObserveGone *self = VOUCH_OBSERVE_GONE (procedure);

  if (error != NULL && vouch_problem_is_passing (error))
    {
      pass_over (self, error);
      return;
    }

  if (reply != NULL)
    self->page = vouch_ats_read_candidates (reply, NULL);
  /* Nothing is concluded from an answer that says nothing; the next read brings it up again. */
  if (self->page == NULL)
    ask_next (self);
  else
    write_conclusion (self);
}

static void
stored_cb (VouchProcedure *procedure,
           const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    ask_next (VOUCH_OBSERVE_GONE (procedure));
}

static void
vouch_observe_gone_start (VouchProcedure *procedure)
{
  ask_next (VOUCH_OBSERVE_GONE (procedure));
}

static void
vouch_observe_gone_finalize (GObject *object)
{
  VouchObserveGone *self = VOUCH_OBSERVE_GONE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->application, vouch_application_free);
  g_clear_pointer (&self->request, vouch_request_row_free);
  g_clear_pointer (&self->page, vouch_ats_page_free);
  g_clear_pointer (&self->master, g_free);

  G_OBJECT_CLASS (vouch_observe_gone_parent_class)->finalize (object);
}

static void
vouch_observe_gone_class_init (VouchObserveGoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_gone_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_gone_start;
}

static void
vouch_observe_gone_init (VouchObserveGone *self)
{
}

VouchProcedure *
vouch_observe_gone_new (VouchSession *session)
{
  VouchObserveGone *self = g_object_new (VOUCH_TYPE_OBSERVE_GONE, NULL);

  self->session = g_object_ref (session);
  return VOUCH_PROCEDURE (self);
}
