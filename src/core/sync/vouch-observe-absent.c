/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-observe-absent.h"

#include "base/vouch-error.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "sync/vouch-entry.h"
#include "sync/vouch-later.h"
#include "sync/vouch-problem.h"

struct _VouchObserveAbsent
{
  VouchProcedure parent_instance;

  VouchSession *session;            /* (owned) */
  GPtrArray *steps;                 /* (owned), of VouchStep */
  GPtrArray *doubtful;              /* (owned), of VouchApplication: their history is read */
  GPtrArray *absent;                /* (owned), of VouchApplication: they are read by id */

  guint index;                      /* the one under way, of the first and then of the second */
  const VouchApplication *asked;    /* (unowned) */
  VouchAtsApplication *application; /* (owned) (nullable) */
  GPtrArray *history;               /* (owned) (nullable) */
  gboolean gone;
  gboolean refused;                 /* the history is not for us to read */
  gint64 date;                      /* of the answer under way */
  GError *problem;                  /* (owned) (nullable): why somebody was not read */
};

G_DEFINE_FINAL_TYPE (VouchObserveAbsent, vouch_observe_absent, VOUCH_TYPE_PROCEDURE)

static void read_history_cb     (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_application_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_cb           (VouchProcedure *procedure, const GError *error);

/* The process lost the step, and whoever was in it has not moved. */
static gboolean
stands_still (VouchObserveAbsent *self)
{
  return self->asked->gone_seen_at == 0 &&
         g_strcmp0 (self->application->status, self->asked->status) == 0 &&
         g_strcmp0 (self->application->sub_status, self->asked->sub_status) == 0;
}

static gboolean
store_application (VouchDb   *db,
                   gpointer   data,
                   GError   **error)
{
  VouchObserveAbsent *self = data;
  const VouchAtsApplication *read = self->application;

  if (self->gone)
    return vouch_entry_note_gone (self->session, db, self->asked->id, self->date, error);
  if (read == NULL)
    return TRUE;
  if (vouch_steps_hold (self->steps, read->status, read->sub_status) || stands_still (self))
    return vouch_entry_note_alive (self->session, db, self->asked->id, error);

  return vouch_entry_note_status (self->session, db, self->asked->candidate_id, read, self->date,
                                  self->date, error);
}

/* The newest entry into the step; 0 when the history has none. */
static gint64
newest_entry (VouchObserveAbsent *self)
{
  gint64 newest = 0;

  for (guint i = 0; self->history != NULL && i < self->history->len; i++)
    {
      const VouchAtsHistoryEntry *entry = self->history->pdata[i];

      if (vouch_steps_hold (self->steps, entry->status, entry->sub_status))
        newest = MAX (newest, entry->changed_on);
    }

  return newest;
}

/* The history says all about it, or nobody will: it is due no longer. */
static gboolean
settle (VouchObserveAbsent  *self,
        VouchDb             *db,
        GError             **error)
{
  g_autoptr(VouchApplication) application = vouch_applications_get (db, self->asked->id, error);

  if (application == NULL)
    return FALSE;

  application->updated_on = self->asked->updated_on;
  return vouch_applications_put (db, vouch_session_get_id (self->session), application, error) != 0;
}

static gboolean
store_history (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchObserveAbsent *self = data;
  gint64 entered_on = newest_entry (self);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchTrigger) last = NULL;

  last = vouch_triggers_get_last (db, self->asked->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!settle (self, db, error))
    return FALSE;
  if (last == NULL || last->entered_on == 0 || entered_on <= last->entered_on)
    return TRUE;

  return vouch_entry_add (self->session, db, self->asked->id, self->asked->status,
                          self->asked->sub_status, entered_on, self->date, error);
}

/* Who may not be seen is no trouble of the service. */
static void
note_problem (VouchObserveAbsent *self,
              const GError       *error)
{
  if (vouch_problem_is_passing (error))
    vouch_later_note (&self->problem, error);
}

static gboolean
is_doubtful (VouchObserveAbsent *self)
{
  return self->index < self->doubtful->len;
}

static char *
dup_asked (VouchObserveAbsent *self)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, is_doubtful (self) ? "history" : "absent",
                          self->asked->id);
}

/* Goes on to the next one that is not put off. */
static gboolean
find_next (VouchObserveAbsent *self)
{
  guint n_doubtful = self->doubtful->len;

  for (; self->index < n_doubtful + self->absent->len; self->index++)
    {
      g_autofree char *what = NULL;
      const GError *reason;

      self->asked = is_doubtful (self) ? self->doubtful->pdata[self->index]
                                       : self->absent->pdata[self->index - n_doubtful];
      what = dup_asked (self);
      reason = vouch_later_get_reason (self->session, what);
      if (reason == NULL)
        return TRUE;
      note_problem (self, reason);
    }

  return FALSE;
}

static void
ask_next (VouchObserveAbsent *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);
  VouchHttp *ats = vouch_session_get_ats (self->session);

  if (!find_next (self))
    vouch_procedure_return (procedure);
  else if (is_doubtful (self))
    vouch_procedure_call (procedure, ats,
                          vouch_ats_call_history (self->asked->candidate_id, self->asked->job_id),
                          read_history_cb);
  else
    vouch_procedure_call (procedure, ats,
                          vouch_ats_call_application (self->asked->candidate_id,
                                                      self->asked->job_id),
                          read_application_cb);
}

/* One who cannot be read stops none of the others. */
static void
pass_over (VouchObserveAbsent *self,
           const GError       *error)
{
  g_autofree char *what = dup_asked (self);

  if (!vouch_later_put_off (self->session, vouch_session_get_ats (self->session), what, error))
    {
      vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
      return;
    }

  note_problem (self, error);
  self->index++;
  ask_next (self);
}

static void
store (VouchObserveAbsent *self,
       VouchReply         *reply,
       const char         *label,
       VouchStoreFunc      func)
{
  g_autofree char *what = dup_asked (self);

  vouch_later_forget (self->session, what);
  self->date = reply != NULL && reply->date != 0 ? reply->date
                                                 : vouch_session_get_now (self->session);
  vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (self->session), label,
                         func, stored_cb);
}

static void
read_history_cb (VouchProcedure *procedure,
                 VouchReply     *reply,
                 const GError   *error)
{
  VouchObserveAbsent *self = VOUCH_OBSERVE_ABSENT (procedure);
  g_autoptr(GError) failure = NULL;

  g_clear_pointer (&self->history, g_ptr_array_unref);
  self->refused = error != NULL && !vouch_problem_is_passing (error);
  if (reply != NULL)
    self->history = vouch_ats_read_history (reply, &failure);
  if (self->history == NULL && !self->refused)
    pass_over (self, error != NULL ? error : failure);
  else
    store (self, reply, "commit history", store_history);
}

static void
read_application_cb (VouchProcedure *procedure,
                     VouchReply     *reply,
                     const GError   *error)
{
  VouchObserveAbsent *self = VOUCH_OBSERVE_ABSENT (procedure);
  g_autoptr(GError) failure = NULL;

  g_clear_pointer (&self->application, vouch_ats_application_free);
  self->gone = g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND);
  if (reply != NULL)
    self->application = vouch_ats_read_application (reply, &failure);
  if (self->application == NULL && !self->gone)
    {
      pass_over (self, error != NULL ? error : failure);
      return;
    }

  if (self->application != NULL && self->application->job_id == NULL)
    self->application->job_id = g_strdup (self->asked->job_id);
  store (self, reply, "commit departure", store_application);
}

static void
stored_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchObserveAbsent *self = VOUCH_OBSERVE_ABSENT (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  self->index++;
  ask_next (self);
}

static void
vouch_observe_absent_start (VouchProcedure *procedure)
{
  ask_next (VOUCH_OBSERVE_ABSENT (procedure));
}

static void
vouch_observe_absent_finalize (GObject *object)
{
  VouchObserveAbsent *self = VOUCH_OBSERVE_ABSENT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->doubtful, g_ptr_array_unref);
  g_clear_pointer (&self->absent, g_ptr_array_unref);
  g_clear_pointer (&self->application, vouch_ats_application_free);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (vouch_observe_absent_parent_class)->finalize (object);
}

static void
vouch_observe_absent_class_init (VouchObserveAbsentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_absent_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_absent_start;
}

static void
vouch_observe_absent_init (VouchObserveAbsent *self)
{
}

/**
 * vouch_observe_absent_new:
 * @session: the connection
 * @steps: (element-type VouchStep): the steps that start a request
 * @doubtful: (element-type VouchApplication): listed after a gap, and changed in it
 * @absent: (element-type VouchApplication): in the step as far as is known, and not listed
 *
 * Returns: (transfer full): the procedure
 */
VouchObserveAbsent *
vouch_observe_absent_new (VouchSession *session,
                          GPtrArray    *steps,
                          GPtrArray    *doubtful,
                          GPtrArray    *absent)
{
  VouchObserveAbsent *self = g_object_new (VOUCH_TYPE_OBSERVE_ABSENT, NULL);

  self->session = g_object_ref (session);
  self->steps = g_ptr_array_ref (steps);
  self->doubtful = g_ptr_array_ref (doubtful);
  self->absent = g_ptr_array_ref (absent);
  return self;
}

/**
 * vouch_observe_absent_get_problem:
 * @self: a procedure that has ended well
 *
 * Returns: (transfer none) (nullable): why somebody was passed over although it ended well
 */
const GError *
vouch_observe_absent_get_problem (VouchObserveAbsent *self)
{
  return self->problem;
}

/* Whether a whole read of its step did not show it. */
static gboolean
is_missing (VouchSession           *session,
            GPtrArray              *steps,
            GHashTable             *seen,
            const VouchApplication *application)
{
  g_autofree char *key =
    g_strdup_printf ("%s:%s", application->candidate_id, application->job_id);
  const VouchPair *pair = vouch_pairs_find (vouch_session_get_pairs (session),
                                            application->status, application->sub_status);

  if (pair != NULL && vouch_steps_hold (steps, pair->stage, pair->name) &&
      (!pair->is_whole || g_hash_table_contains (pair->seen, key)))
    return FALSE;

  return !g_hash_table_contains (seen, key);
}

/**
 * vouch_observe_absent_list:
 * @session: the connection
 * @db: the store
 * @steps: (element-type VouchStep): the steps that start a request
 * @seen: "candidate:job" of all that were listed
 * @absent: (element-type VouchApplication): where to add the others
 * @error: return location
 *
 * Absence from a list is a hint; only a read by id makes it a fact.
 */
gboolean
vouch_observe_absent_list (VouchSession  *session,
                           VouchDb       *db,
                           GPtrArray     *steps,
                           GHashTable    *seen,
                           GPtrArray     *absent,
                           GError       **error)
{
  g_autoptr(GPtrArray) in_step =
    vouch_applications_in_step (db, vouch_session_get_id (session), error);

  for (guint i = 0; in_step != NULL && i < in_step->len; i++)
    {
      const VouchApplication *application = in_step->pdata[i];

      if (is_missing (session, steps, seen, application))
        g_ptr_array_add (absent, vouch_application_copy (application));
    }

  return in_step != NULL;
}
