/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-applications.h"
#include "store/vouch-connections.h"
#include "sync/vouch-entry.h"
#include "sync/vouch-later.h"
#include "sync/vouch-observe-gone.h"
#include "sync/vouch-observe-outcomes.h"
#include "sync/vouch-problem.h"

#define CURSOR "ats.outcomes"
/* The index may lag, and it is not said whether the time is inclusive
 * (smartrecruiters.md §16.6). */
#define OVERLAP (2 * VOUCH_MINUTE)
/* While it is not proven that a change of status moves updatedOn. */
#define BY_ID_AGE (30 * VOUCH_MINUTE)
#define BY_ID_AGE_PROVEN (6 * VOUCH_HOUR)
#define BY_ID_LIMIT 100
#define CURSOR_STEP (5 * VOUCH_MINUTE)

static const char *const outcome_statuses[] = { "HIRED", "REJECTED", "WITHDRAWN", "TRANSFERRED",
                                               NULL };

struct _VouchObserveOutcomes
{
  VouchProcedure parent_instance;

  VouchSession *session;            /* (owned) */
  gboolean thorough;

  gint64 cursor;                    /* service's time up to which everything is committed, or 0 */
  gint64 signpost;                  /* Date of the first answer: the cursor never passes it */
  char *page_id;                    /* (owned) (nullable) */
  VouchAtsPage *page;               /* (owned) (nullable) */
  gboolean found;
  GHashTable *pages;                /* (owned): page ids seen */
  gint64 date;
  GPtrArray *to_read;               /* (owned), of VouchApplication */
  VouchApplication *asked;          /* (owned) (nullable) */
  VouchAtsApplication *application; /* (owned) (nullable) */
  gboolean gone;
  VouchProcedure *gone_step;        /* (owned) (nullable) */
  GError *problem;                  /* (owned) (nullable): why somebody was not read */
};

G_DEFINE_FINAL_TYPE (VouchObserveOutcomes, vouch_observe_outcomes, VOUCH_TYPE_PROCEDURE)

static void read_page_cb      (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_page_cb    (VouchProcedure *procedure, const GError *error);
static void stored_cursor_cb  (VouchProcedure *procedure, const GError *error);
static void read_by_id_cb     (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_by_id_cb   (VouchProcedure *procedure, const GError *error);

static gboolean
load_cursor (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchObserveOutcomes *self = data;
  g_autoptr(GError) failure = NULL;
  g_autofree char *text =
    vouch_values_get (db, vouch_session_get_id (self->session), VOUCH_VALUE_CURSOR, CURSOR,
                      &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (text == NULL)
    return TRUE;

  /* An absurd cursor would hide everything that follows (reliability.md §2.4). */
  self->cursor = vouch_time_from_string (text, NULL);
  if (self->cursor > vouch_session_get_now (self->session) + OVERLAP)
    self->cursor = 0;
  return TRUE;
}

static gboolean
store_page (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchObserveOutcomes *self = data;

  for (guint i = 0; i < self->page->items->len; i++)
    {
      const VouchAtsPerson *person = self->page->items->pdata[i];

      if (person->primary != NULL &&
          !vouch_entry_note_status (self->session, db, person->candidate_id, person->primary, 0,
                                    self->date,
                                    error))
        return FALSE;

      /* The list tells no status of a secondary application: those that are followed are read. */
      for (guint j = 0; j < person->secondary_job_ids->len; j++)
        {
          g_autoptr(GError) failure = NULL;
          g_autoptr(VouchApplication) stored =
            vouch_applications_find (db, vouch_session_get_id (self->session), person->candidate_id,
                                     person->secondary_job_ids->pdata[j], &failure);

          if (failure != NULL)
            {
              g_propagate_error (error, g_steal_pointer (&failure));
              return FALSE;
            }
          if (stored != NULL && !stored->gone && !stored->erased)
            g_ptr_array_add (self->to_read, g_steal_pointer (&stored));
        }
    }

  return TRUE;
}

static char *
dup_what (const VouchApplication *application)
{
  return g_strdup_printf ("outcome:%" G_GINT64_FORMAT, application->id);
}

/* Where a change of the status moves updatedOn, the search shows it. */
static gint64
get_age (VouchObserveOutcomes *self)
{
  return vouch_session_offers (self->session, VOUCH_CAPABILITY_UPDATED_AFTER) ? BY_ID_AGE_PROVEN
                                                                              : BY_ID_AGE;
}

/* A failed read leaves the time of the last one as it was: those that could not be read come after
 * all others, or they would be the first for ever. */
static void
choose (VouchObserveOutcomes *self,
        GPtrArray            *due)
{
  guint n = 0;

  for (guint owed = 0; owed < 2; owed++)
    {
      for (guint i = 0; i < due->len && n < BY_ID_LIMIT; i++)
        {
          g_autofree char *what = dup_what (due->pdata[i]);

          if (vouch_later_owes (self->session, what) != (owed == 1) ||
              vouch_later_get_reason (self->session, what) != NULL)
            continue;
          g_ptr_array_add (self->to_read, vouch_application_copy (due->pdata[i]));
          n++;
        }
    }
}

static gboolean
store_cursor (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchObserveOutcomes *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);
  g_autofree char *text = vouch_time_to_string (self->signpost);
  /* A thorough look leaves none out, not even one that was read before the clock was set back. */
  gint64 now = vouch_session_get_now (self->session);
  gint64 before = self->thorough ? G_MAXINT64 : now - get_age (self);
  /* Whoever could not be read takes nobody's place. */
  guint limit = BY_ID_LIMIT + vouch_later_count (self->session);
  g_autoptr(GPtrArray) due = NULL;

  /* A cycle that finds nothing commits nothing, the cursor included; and what is found once more
   * because of the overlap is not worth a commit in every cycle. */
  if ((self->cursor == 0 || (self->found && self->signpost - self->cursor > CURSOR_STEP)) &&
      !vouch_values_set (db, connection_id, VOUCH_VALUE_CURSOR, CURSOR, text, error))
    return FALSE;

  due = vouch_applications_to_read (db, connection_id, before, now, limit, error);
  if (due == NULL)
    return FALSE;

  choose (self, due);
  return TRUE;
}

/* Read a moment ago and found as it is: that is not worth a commit in every cycle in which the
 * overlap brings it up again. */
static gboolean
is_known (VouchObserveOutcomes *self)
{
  const char *old_step = self->asked->sub_status != NULL ? self->asked->sub_status : "";
  const char *new_step = self->application->sub_status != NULL ? self->application->sub_status : "";

  return self->asked->gone_seen_at == 0 && self->date >= self->asked->read_at &&
         self->date - self->asked->read_at < get_age (self) &&
         g_strcmp0 (self->asked->status, self->application->status) == 0 &&
         g_str_equal (old_step, new_step);
}

static gboolean
store_by_id (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchObserveOutcomes *self = data;

  if (self->gone)
    return vouch_entry_note_gone (self->session, db, self->asked->id, self->date, error);

  if (is_known (self))
    return TRUE;

  return vouch_entry_note_status (self->session, db, self->asked->candidate_id, self->application,
                                  self->date, self->date, error);
}

static void
read_page (VouchObserveOutcomes *self)
{
  VouchAtsSearch search = {
    .statuses = outcome_statuses,
    .updated_after = (self->cursor != 0 ? self->cursor
                      : vouch_session_get_now (self->session)) - OVERLAP,
    .page_id = self->page_id,
  };

  vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_ats (self->session),
                        vouch_ats_call_candidates (&search), read_page_cb);
}

static void
loaded_cb (VouchProcedure *procedure,
           const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    read_page (VOUCH_OBSERVE_OUTCOMES (procedure));
}

static void
read_page_cb (VouchProcedure *procedure,
              VouchReply     *reply,
              const GError   *error)
{
  VouchObserveOutcomes *self = VOUCH_OBSERVE_OUTCOMES (procedure);
  g_autoptr(GError) failure = NULL;

  g_clear_pointer (&self->page, vouch_ats_page_free);
  if (reply != NULL)
    self->page = vouch_ats_read_candidates (reply, &failure);
  if (self->page == NULL)
    {
      vouch_procedure_fail (procedure, error != NULL ? error : failure);
      return;
    }

  self->date = reply->date != 0 ? reply->date : vouch_session_get_now (self->session);
  if (self->signpost == 0)
    self->signpost = self->date;
  self->found |= self->page->items->len > 0;

  if (self->page->items->len > 0)
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit outcomes",
                           store_page,
                           stored_page_cb);
  else
    stored_page_cb (procedure, NULL);
}

static void
stored_page_cb (VouchProcedure *procedure,
                const GError   *error)
{
  VouchObserveOutcomes *self = VOUCH_OBSERVE_OUTCOMES (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  g_free (self->page_id);
  self->page_id = g_strdup (self->page->next_page_id);
  if (self->page_id == NULL)
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit cursor",
                           store_cursor,
                           stored_cursor_cb);
  else if (g_hash_table_add (self->pages, g_strdup (self->page_id)))
    read_page (self);
  else
    vouch_procedure_take_error (procedure,
                                vouch_api_error_new (VOUCH_API_ERROR_BAD_REPLY, 0,
                                                     "GET /candidates: the same page again"));
}

static void
ended_cb (VouchProcedure *procedure,
          const GError   *error)
{
  VouchObserveOutcomes *self = VOUCH_OBSERVE_OUTCOMES (procedure);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else if (self->problem != NULL)
    vouch_procedure_fail (procedure, self->problem);
  else
    vouch_procedure_return (procedure);
}

static void
read_next (VouchObserveOutcomes *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);

  g_clear_pointer (&self->asked, vouch_application_free);
  g_clear_pointer (&self->application, vouch_ats_application_free);
  if (self->to_read->len == 0)
    {
      g_clear_object (&self->gone_step);
      self->gone_step = vouch_observe_gone_new (self->session);
      vouch_procedure_run_child (procedure, self->gone_step, ended_cb);
      return;
    }

  self->asked = g_ptr_array_steal_index (self->to_read, 0);
  vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                        vouch_ats_call_application (self->asked->candidate_id, self->asked->job_id),
                        read_by_id_cb);
}

static void
stored_cursor_cb (VouchProcedure *procedure,
                  const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    read_next (VOUCH_OBSERVE_OUTCOMES (procedure));
}

/* One who cannot be read stops none of the others; the service's trouble is told at the end. */
static void
pass_over (VouchObserveOutcomes *self,
           const GError         *error)
{
  g_autofree char *what = dup_what (self->asked);

  if (!vouch_later_put_off (self->session, vouch_session_get_ats (self->session), what, error))
    {
      vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
      return;
    }

  if (vouch_problem_is_passing (error))
    vouch_later_note (&self->problem, error);
  read_next (self);
}

static void
read_by_id_cb (VouchProcedure *procedure,
               VouchReply     *reply,
               const GError   *error)
{
  VouchObserveOutcomes *self = VOUCH_OBSERVE_OUTCOMES (procedure);
  g_autoptr(GError) failure = NULL;
  g_autofree char *what = dup_what (self->asked);

  self->gone = g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND);
  if (reply != NULL)
    self->application = vouch_ats_read_application (reply, &failure);
  if (self->application == NULL && !self->gone)
    {
      pass_over (self, error != NULL ? error : failure);
      return;
    }

  vouch_later_forget (self->session, what);

  if (self->application != NULL)
    vouch_set_str (&self->application->job_id, self->asked->job_id);
  self->date = vouch_session_get_now (self->session);
  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit outcome by id",
                         store_by_id, stored_by_id_cb);
}

static void
stored_by_id_cb (VouchProcedure *procedure,
                 const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    read_next (VOUCH_OBSERVE_OUTCOMES (procedure));
}

static void
vouch_observe_outcomes_start (VouchProcedure *procedure)
{
  VouchObserveOutcomes *self = VOUCH_OBSERVE_OUTCOMES (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read cursor",
                         load_cursor,
                         loaded_cb);
}

static void
vouch_observe_outcomes_finalize (GObject *object)
{
  VouchObserveOutcomes *self = VOUCH_OBSERVE_OUTCOMES (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->page_id, g_free);
  g_clear_pointer (&self->page, vouch_ats_page_free);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->to_read, g_ptr_array_unref);
  g_clear_pointer (&self->asked, vouch_application_free);
  g_clear_pointer (&self->application, vouch_ats_application_free);
  g_clear_object (&self->gone_step);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (vouch_observe_outcomes_parent_class)->finalize (object);
}

static void
vouch_observe_outcomes_class_init (VouchObserveOutcomesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_outcomes_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_outcomes_start;
}

static void
vouch_observe_outcomes_init (VouchObserveOutcomes *self)
{
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->to_read = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_application_free);
}

/**
 * vouch_observe_outcomes_new:
 * @session: the connection
 * @thorough: read every open request's person by id, however lately that was done
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_observe_outcomes_new (VouchSession *session,
                            gboolean      thorough)
{
  VouchObserveOutcomes *self = g_object_new (VOUCH_TYPE_OBSERVE_OUTCOMES, NULL);

  self->session = g_object_ref (session);
  self->thorough = thorough;
  return VOUCH_PROCEDURE (self);
}
