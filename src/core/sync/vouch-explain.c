/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-applications.h"
#include "sync/vouch-explain.h"
#include "sync/vouch-gather.h"
#include "sync/vouch-preview.h"
#include "sync/vouch-problem.h"

/* Jobs of one candidate. */
#define MAX_STORED 1000

struct _VouchExplain
{
  VouchProcedure parent_instance;

  VouchSession *session;        /* (owned) */
  char *text;                   /* (owned): what was asked for */
  char *job_id;                 /* (owned) (nullable) */

  VouchAtsCandidate *candidate; /* (owned) (nullable) */
  gint64 date;
  GArray *application_ids;      /* (owned), of gint64 */
  guint index;
  VouchGather *gather;          /* (owned) (nullable) */
  GPtrArray *results;           /* (owned), of VouchExplanation */
};

G_DEFINE_FINAL_TYPE (VouchExplain, vouch_explain, VOUCH_TYPE_PROCEDURE)

static void found_cb          (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void read_candidate_cb (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_cb    (VouchProcedure *procedure, const GError *error);
static void gathered_cb  (VouchProcedure *procedure, const GError *error);
static void explained_cb (VouchProcedure *procedure, const GError *error);

static void
explanation_free (VouchExplanation *explanation)
{
  g_clear_pointer (&explanation->chain, vouch_chain_free);
  g_clear_pointer (&explanation->facts, vouch_facts_free);
  g_clear_pointer (&explanation->reason, vouch_reason_unref);
  g_clear_pointer (&explanation->problem, vouch_reason_unref);
  g_free (explanation);
}

/* One entry comes to one request at most, whatever the rules say of another one. */
static VouchReason *
find_ended (const VouchTrigger *trigger)
{
  if (trigger != NULL && trigger->state == VOUCH_TRIGGER_PLANNED)
    return vouch_reason_new ("entry.asked", NULL);
  if (trigger != NULL && trigger->state == VOUCH_TRIGGER_SKIPPED && trigger->reason != NULL)
    return vouch_reason_ref (trigger->reason);

  return NULL;
}

static void
judge (VouchExplanation *explanation)
{
  VouchReason *reason;

  explanation->chain = vouch_rules_run (explanation->facts);
  reason = vouch_chain_get_reason (explanation->chain);
  explanation->reason = reason != NULL ? vouch_reason_ref (reason)
                                       : find_ended (explanation->facts->trigger);
}

/* The applications are followed from here on, as rows without an entry. */
static gboolean
store_applications (VouchDb   *db,
                    gpointer   data,
                    GError   **error)
{
  VouchExplain *self = data;
  gint64 connection_id = vouch_session_get_id (self->session);

  for (guint i = 0; i < self->candidate->applications->len; i++)
    {
      const VouchAtsApplication *seen = self->candidate->applications->pdata[i];
      g_autoptr(GError) failure = NULL;
      g_autoptr(VouchApplication) application = NULL;
      gint64 id;

      if (self->job_id != NULL && g_strcmp0 (self->job_id, seen->job_id) != 0)
        continue;
      application =
        vouch_applications_find (db, connection_id, self->candidate->candidate_id, seen->job_id,
                                 &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (application == NULL)
        application = vouch_application_new (self->candidate->candidate_id, seen->job_id);
      if (application->person == NULL)
        application->person = vouch_contact_copy (self->candidate->contact);
      id = vouch_applications_put (db, connection_id, application, error);
      if (id == 0)
        return FALSE;
      g_array_append_val (self->application_ids, id);
    }

  return TRUE;
}

static VouchExplanation *
explain (VouchExplain  *self,
         VouchDb       *db,
         gint64         application_id,
         GError       **error)
{
  VouchExplanation *explanation = g_new0 (VouchExplanation, 1);

  g_ptr_array_add (self->results, explanation);
  explanation->facts = vouch_facts_load (self->session, db, application_id,
                                         vouch_session_get_now (self->session), error);
  if (explanation->facts == NULL)
    return NULL;

  judge (explanation);
  return explanation;
}

static gboolean
explain_one (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  VouchExplain *self = data;
  gint64 id = g_array_index (self->application_ids, gint64, self->index);
  VouchReason *problem = vouch_gather_get_problem (self->gather);
  VouchExplanation *explanation = explain (self, db, id, error);

  if (explanation == NULL)
    return FALSE;

  explanation->problem = problem != NULL ? vouch_reason_ref (problem) : NULL;
  return TRUE;
}

/* Off means that nothing is read (product.md M2), and the first rule says so whoever is asked
 * for. */
static gboolean
is_meant (VouchExplain           *self,
          const VouchApplication *application)
{
  if (self->job_id != NULL && g_strcmp0 (application->job_id, self->job_id) != 0)
    return FALSE;

  return vouch_preview_is_candidate (application->candidate_id, application->person, self->text);
}

static gboolean
explain_stored (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  VouchExplain *self = data;
  g_autoptr(GPtrArray) known =
    vouch_applications_search (db, vouch_session_get_id (self->session), self->text, MAX_STORED,
                               error);

  g_ptr_array_set_size (self->results, 0);
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      const VouchApplication *application = known->pdata[i];

      if (is_meant (self, application) && explain (self, db, application->id, error) == NULL)
        return FALSE;
    }
  if (known == NULL)
    return FALSE;

  return self->results->len > 0 || explain (self, db, 0, error) != NULL;
}

static void
gather_next (VouchExplain *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);

  if (self->index >= self->application_ids->len)
    {
      vouch_procedure_return (procedure);
      return;
    }

  g_clear_object (&self->gather);
  self->gather = vouch_gather_new (self->session,
                                   g_array_index (self->application_ids, gint64, self->index),
                                   TRUE);
  vouch_procedure_run_child (procedure, VOUCH_PROCEDURE (self->gather), gathered_cb);
}

static void
read_candidate (VouchExplain *self,
                const char   *candidate_id)
{
  vouch_procedure_call (VOUCH_PROCEDURE (self), vouch_session_get_ats (self->session),
                        vouch_ats_call_candidate (candidate_id), read_candidate_cb);
}

static void
found_cb (VouchProcedure *procedure,
          VouchReply     *reply,
          const GError   *error)
{
  VouchExplain *self = VOUCH_EXPLAIN (procedure);
  g_autoptr(VouchAtsPage) page = NULL;
  g_autoptr(GError) failure = NULL;

  if (reply != NULL)
    page = vouch_ats_read_candidates (reply, &failure);
  if (page == NULL)
    vouch_procedure_fail (procedure, error != NULL ? error : failure);
  else if (page->items->len == 0)
    vouch_procedure_return (procedure);
  else
    read_candidate (self, ((VouchAtsPerson *) page->items->pdata[0])->candidate_id);
}

static void
read_candidate_cb (VouchProcedure *procedure,
                   VouchReply     *reply,
                   const GError   *error)
{
  VouchExplain *self = VOUCH_EXPLAIN (procedure);
  g_autoptr(GError) failure = NULL;

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    {
      vouch_procedure_return (procedure);
      return;
    }
  if (reply != NULL)
    self->candidate = vouch_ats_read_candidate (reply, &failure);
  if (self->candidate == NULL)
    {
      vouch_procedure_fail (procedure, error != NULL ? error : failure);
      return;
    }

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit explained",
                         store_applications, stored_cb);
}

static void
stored_cb (VouchProcedure *procedure,
           const GError   *error)
{
  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    gather_next (VOUCH_EXPLAIN (procedure));
}

static void
gathered_cb (VouchProcedure *procedure,
             const GError   *error)
{
  VouchExplain *self = VOUCH_EXPLAIN (procedure);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read rules",
                           explain_one,
                           explained_cb);
}

static void
explained_cb (VouchProcedure *procedure,
              const GError   *error)
{
  VouchExplain *self = VOUCH_EXPLAIN (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  self->index++;
  gather_next (self);
}

static void
vouch_explain_start (VouchProcedure *procedure)
{
  VouchExplain *self = VOUCH_EXPLAIN (procedure);
  VouchAtsSearch search = { .email = self->text };

  if (!vouch_session_get_connection (self->session)->on)
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read rules",
                           explain_stored, vouch_procedure_pass_on);
  else if (strchr (self->text, '@') != NULL)
    vouch_procedure_call (procedure, vouch_session_get_ats (self->session),
                          vouch_ats_call_candidates (&search), found_cb);
  else
    read_candidate (self, self->text);
}

static void
vouch_explain_finalize (GObject *object)
{
  VouchExplain *self = VOUCH_EXPLAIN (object);

  g_clear_object (&self->session);
  g_clear_object (&self->gather);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->job_id, g_free);
  g_clear_pointer (&self->candidate, vouch_ats_candidate_free);
  g_clear_pointer (&self->application_ids, g_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);

  G_OBJECT_CLASS (vouch_explain_parent_class)->finalize (object);
}

static void
vouch_explain_class_init (VouchExplainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_explain_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_explain_start;
}

static void
vouch_explain_init (VouchExplain *self)
{
  self->application_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) explanation_free);
}

/**
 * vouch_explain_new:
 * @session: the connection
 * @candidate: SmartRecruiters' id of a candidate, or an e-mail address
 * @job_id: (nullable): one job; %NULL: all of the candidate's
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_explain_new (VouchSession *session,
                   const char   *candidate,
                   const char   *job_id)
{
  VouchExplain *self = g_object_new (VOUCH_TYPE_EXPLAIN, NULL);

  self->session = g_object_ref (session);
  self->text = g_strdup (candidate);
  self->job_id = g_strdup (job_id);
  return VOUCH_PROCEDURE (self);
}

GPtrArray *
vouch_explain_get_results (VouchExplain *self)
{
  return self->results;
}
