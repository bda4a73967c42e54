/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "model/vouch-activity.h"
#include "store/vouch-applications.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-follow.h"
#include "sync/vouch-later.h"
#include "sync/vouch-observe-list.h"
#include "sync/vouch-observe-requests.h"
#include "sync/vouch-preview.h"
#include "sync/vouch-problem.h"
#include "sync/vouch-review.h"

/* At most this many in one cycle, so that the own ceiling of 2/s does not hold up the next one. */
#define READ_LIMIT 40
/* After a day without a change a request is read three times more seldom (crosschq.md §3.10). */
#define QUIET VOUCH_DAY
#define QUIET_FACTOR 3

struct _VouchObserveRequests
{
  VouchProcedure parent_instance;

  VouchSession *session;          /* (owned) */
  gboolean thorough;
  GPtrArray *preview;             /* (owned) (nullable), of VouchPreviewItem */

  GPtrArray *due;                 /* (owned), of VouchRequestRow */
  VouchObserveList *list;         /* (owned) (nullable): when it was asked */
  guint index;
  VouchCrosschqRequest *answer;   /* (owned) (nullable) */
  VouchReason *problem;           /* (owned) (nullable) */
  GError *trouble;                /* (owned) (nullable): why one was passed over */
  gboolean changed;
  gint64 date;
};

G_DEFINE_FINAL_TYPE (VouchObserveRequests, vouch_observe_requests, VOUCH_TYPE_PROCEDURE)

static void asked_cb  (VouchProcedure *procedure, const GError *error);
static void read_cb   (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_cb (VouchProcedure *procedure, const GError *error);

static gboolean
list_open (VouchDb   *db,
           gpointer   data,
           GError   **error)
{
  VouchObserveRequests *self = data;

  self->due = vouch_requests_due (db, vouch_session_get_id (self->session), G_MAXINT64, G_MAXINT,
                                  error);
  return self->due != NULL;
}

static gint64
get_interval (VouchObserveRequests *self)
{
  return vouch_session_get_settings (self->session)->requests_interval * VOUCH_SECOND;
}

/* Further ahead than is ever set is nothing but a clock that went back. */
static gint64
get_poll_at (VouchObserveRequests  *self,
             const VouchRequestRow *request)
{
  gint64 latest = vouch_session_get_now (self->session) + QUIET_FACTOR * get_interval (self);
  gint64 poll_at = vouch_session_get_poll_at (self->session, request->id);

  return poll_at > latest ? 0 : poll_at;
}

static gboolean
is_due (VouchObserveRequests  *self,
        const VouchRequestRow *request,
        guint                  index)
{
  gint64 poll_at = get_poll_at (self, request);

  /* A person asks what would happen: only what the list tells to be unchanged is left out. */
  if (self->preview != NULL)
    return self->list == NULL || !vouch_observe_list_covers (self->list) || poll_at == 0 ||
           vouch_session_is_doubtful (self->session, request->id);

  return index < READ_LIMIT && poll_at <= vouch_session_get_now (self->session);
}

static int
compare_turns (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const VouchRequestRow *first = *(const VouchRequestRow *const *) a;
  const VouchRequestRow *second = *(const VouchRequestRow *const *) b;
  gint64 first_at = get_poll_at (data, first);
  gint64 second_at = get_poll_at (data, second);

  if (first_at != second_at)
    return first_at < second_at ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

static void
keep_due (VouchObserveRequests *self)
{
  guint i = 0;

  /* Those that have waited longest come first, or the oldest rows would take every turn. */
  if (!self->thorough)
    g_ptr_array_sort_with_data (self->due, compare_turns, self);
  while (!self->thorough && i < self->due->len)
    {
      if (is_due (self, self->due->pdata[i], i))
        i++;
      else
        g_ptr_array_remove_index (self->due, i);
    }
}

static gboolean
append_line (VouchObserveRequests   *self,
             VouchDb                *db,
             const VouchRequestRow  *request,
             GError                **error)
{
  g_autofree char *id = g_strdup_printf ("request.%s", vouch_stage_to_string (request->stage));
  g_autofree char *progress = g_strdup_printf ("%d", request->progress);
  g_autoptr(VouchReason) what = vouch_reason_new (id, "progress", progress, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (self->date, "service", what);

  line->application_id = request->application_id;
  line->request_id = request->id;
  line->trigger_id = request->trigger_id;
  return vouch_ledger_append (db, request->connection_id, line, error) != 0;
}

static gboolean
take_answer (VouchRequestRow            *request,
             const VouchCrosschqRequest *answer,
             gint64                      date)
{
  gboolean has_pdf = answer->full_pdf != NULL || answer->summary_pdf != NULL;
  gboolean changed = request->stage != answer->stage || request->progress != answer->progress ||
                     request->has_pdf != has_pdf;

  changed |= vouch_set_str (&request->status, answer->status);
  changed |= vouch_set_str (&request->report_url, answer->report_url);
  request->stage = answer->stage;
  request->progress = answer->progress;
  request->has_pdf = has_pdf;
  request->updated_on = MAX (request->updated_on, answer->updated_on);
  if (!vouch_stage_is_open (request->stage) && request->closed_at == 0)
    request->closed_at = date;

  return changed;
}

/* Nothing that tells of a person comes back after they were erased, whatever becomes of a request
 * that is still open (reliability.md §2.5). */
static gboolean
clear_erased (VouchObserveRequests   *self,
              VouchDb                *db,
              const VouchRequestRow  *request,
              GError                **error)
{
  g_autoptr(VouchApplication) application =
    vouch_applications_get (db, request->application_id, error);

  if (application == NULL)
    return FALSE;

  if (application->gone || application->erased)
    g_clear_pointer (&self->answer->report_url, g_free);
  return TRUE;
}

static gboolean
store_answer (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchObserveRequests *self = data;
  gint64 id = ((VouchRequestRow *) self->due->pdata[self->index])->id;
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, id, error);
  gboolean news;

  if (request == NULL || !clear_erased (self, db, request, error))
    return FALSE;
  /* What a line says; the one before it may say just that. */
  news = request->stage != self->answer->stage || request->progress != self->answer->progress;
  if (!vouch_references_replace (db, request->connection_id, request->id, self->answer->references,
                                 error) ||
      !vouch_review_withdraw (db, request, VOUCH_REVIEW_REQUEST, "request.found-again", error))
    return FALSE;
  /* An idle cycle commits nothing, the time of the read included. */
  if (!take_answer (request, self->answer, self->date))
    return TRUE;

  self->changed = TRUE;
  request->read_at = self->date;
  return vouch_requests_update (db, request, error) &&
         (!news || append_line (self, db, request, error)) &&
         vouch_follow_store (self->session, db, request->id, self->date, error);
}

/* What would follow, if it is not planned already. */
static gboolean
preview_follow (VouchObserveRequests   *self,
                VouchDb                *db,
                const VouchRequestRow  *request,
                GError                **error)
{
  g_autoptr(VouchApplication) application =
    vouch_applications_get (db, request->application_id, error);
  g_autoptr(GPtrArray) effects = NULL;

  if (application == NULL)
    return FALSE;

  effects = vouch_follow_plan (request, application, vouch_session_get_settings (self->session),
                               self->date);
  for (guint i = 0; i < effects->len; i++)
    {
      gboolean has = FALSE;

      if (!vouch_outbox_has (db, effects->pdata[i], &has, error) ||
          (!has &&
           !vouch_preview_add_effect (self->preview, db, effects->pdata[i], TRUE, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
preview_answer (VouchDb   *db,
                gpointer   data,
                GError   **error)
{
  VouchObserveRequests *self = data;
  gint64 id = ((VouchRequestRow *) self->due->pdata[self->index])->id;
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, id, error);

  if (request == NULL)
    return FALSE;

  return self->answer == NULL || !take_answer (request, self->answer, self->date) ||
         preview_follow (self, db, request, error);
}

/* A person is asked once, for nothing else would end a request that Crosschq does not know any
 * more. */
static gboolean
store_problem (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchObserveRequests *self = data;
  const VouchRequestRow *request = self->due->pdata[self->index];
  const char *id = vouch_reason_get_id (self->problem);
  g_autoptr(VouchReason) what = g_str_equal (id, "crosschq.not-found")
    ? vouch_reason_new ("request.unknown", NULL)
    : vouch_reason_new ("request.unreadable", "reason", id, NULL);

  return vouch_review_ask (self->session, db, request, VOUCH_REVIEW_REQUEST, what, self->date,
                           error);
}

static char *
dup_what (const VouchRequestRow *request)
{
  return g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
}

static void
schedule (VouchObserveRequests *self)
{
  const VouchRequestRow *request = self->due->pdata[self->index];
  g_autofree char *what = dup_what (request);
  gint64 interval = get_interval (self);
  gboolean quiet = !self->changed &&
  self->date - MAX (request->updated_on, request->created_at) > QUIET;

  if (quiet || self->problem != NULL)
    interval *= QUIET_FACTOR;
  vouch_session_set_doubtful (self->session, request->id, self->problem != NULL);
  if (self->problem == NULL)
    vouch_later_forget (self->session, what);
  vouch_session_set_poll_at (self->session, request->id, self->date + interval);
}

static void
read_next (VouchObserveRequests *self)
{
  VouchProcedure *procedure = VOUCH_PROCEDURE (self);
  const char *name = vouch_session_get_connection (self->session)->crosschq_dialect;
  const VouchRequestRow *request;

  if (self->index >= self->due->len && self->trouble != NULL)
    {
      vouch_procedure_fail (procedure, self->trouble);
      return;
    }
  if (self->index >= self->due->len)
    {
      vouch_procedure_return (procedure);
      return;
    }

  request = self->due->pdata[self->index];
  vouch_procedure_call (procedure, vouch_session_get_crosschq (self->session),
                        vouch_crosschq_call_get (vouch_crosschq_dialect_lookup (name != NULL ? name
                                                                                : "v2"),
                                                 request->request_id),
                        read_cb);
}

/* One call for all of those that are due, as soon as there are two, and each was read once so that
 * something can be compared. */
static gboolean
is_list_cheaper (VouchObserveRequests *self)
{
  gint64 now = vouch_session_get_now (self->session);
  guint n_due = 0;

  if (self->thorough || !vouch_session_offers (self->session, VOUCH_CAPABILITY_LIST) ||
      vouch_session_lacks (self->session, VOUCH_CAPABILITY_LIST_POLL) ||
      vouch_session_get_list_cursor (self->session) == 0)
    return FALSE;

  for (guint i = 0; i < self->due->len; i++)
    {
      const VouchRequestRow *request = self->due->pdata[i];
      gint64 poll_at = vouch_session_get_poll_at (self->session, request->id);

      if (poll_at != 0 && poll_at <= now && !vouch_session_is_doubtful (self->session, request->id))
        n_due++;
    }

  return n_due >= 2;
}

/* What the list shows as changed is read by id, until that has gone well; all others are as good as
 * read. */
static void
take_list (VouchObserveRequests *self)
{
  gint64 next = vouch_session_get_now (self->session) + get_interval (self);

  for (guint i = 0; i < self->due->len; i++)
    {
      const VouchRequestRow *request = self->due->pdata[i];

      /* One that waits to be read by id keeps its turn. */
      if (vouch_observe_list_differs (self->list, request) &&
          !vouch_session_is_doubtful (self->session, request->id))
        {
          vouch_session_set_doubtful (self->session, request->id, TRUE);
          vouch_session_set_poll_at (self->session, request->id, 0);
        }
      else if (vouch_session_get_poll_at (self->session, request->id) != 0 &&
               !vouch_session_is_doubtful (self->session, request->id))
        vouch_session_set_poll_at (self->session, request->id, next);
    }
}

/* The list has to reach back to when each of them was last read by id: to the first read of this
 * session, or, of a few, to the longest time between two. */
static void
move_cursor (VouchObserveRequests *self)
{
  gint64 now = vouch_session_get_now (self->session);
  gint64 oldest = now - 2 * QUIET_FACTOR * get_interval (self);
  gint64 cursor = vouch_session_get_list_cursor (self->session);

  if (cursor == 0)
    vouch_session_set_list_cursor (self->session, now);
  else if (self->due->len < 2 && cursor < oldest)
    vouch_session_set_list_cursor (self->session, oldest);
}

static void
listed_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchObserveRequests *self = VOUCH_OBSERVE_REQUESTS (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (is_list_cheaper (self))
    {
      self->list = vouch_observe_list_new (self->session, self->due);
      vouch_procedure_run_child (procedure, VOUCH_PROCEDURE (self->list), asked_cb);
      return;
    }

  if (self->preview == NULL)
    move_cursor (self);
  keep_due (self);
  read_next (self);
}

static void
asked_cb (VouchProcedure *procedure,
          const GError   *error)
{
  VouchObserveRequests *self = VOUCH_OBSERVE_REQUESTS (procedure);

  if (error != NULL)
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (vouch_observe_list_covers (self->list))
    take_list (self);
  keep_due (self);
  read_next (self);
}

static gboolean
is_refused (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN);
}

/* An answer that makes no sense may be another machine's on the way; twice in a row it is not. */
static gboolean
may_pass (VouchObserveRequests *self,
          const GError         *error)
{
  g_autofree char *what = dup_what (self->due->pdata[self->index]);

  return vouch_problem_is_passing (error) ||
         (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY) &&
          !vouch_later_owes (self->session, what));
}

/* One that cannot be read waits for its next turn and stops none of the others; the service's
 * trouble is told at the end. */
static void
pass_over (VouchObserveRequests *self,
           const GError         *error)
{
  VouchHttp *crosschq = vouch_session_get_crosschq (self->session);
  g_autofree char *what = dup_what (self->due->pdata[self->index]);

  self->problem = vouch_problem_from_error (error, "crosschq");
  self->date = vouch_session_get_now (self->session);
  if (self->preview == NULL)
    schedule (self);
  if (!vouch_later_put_off (self->session, crosschq, what, error))
    {
      vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
      return;
    }

  vouch_later_note (&self->trouble, error);
  self->index++;
  read_next (self);
}

static void
read_cb (VouchProcedure *procedure,
         VouchReply     *reply,
         const GError   *error)
{
  VouchObserveRequests *self = VOUCH_OBSERVE_REQUESTS (procedure);
  g_autoptr(GError) failure = NULL;

  /* A refused token stops the whole queue (crosschq.md §3.5). */
  if (error != NULL && (vouch_later_is_general (error) || is_refused (error)))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  g_clear_pointer (&self->answer, vouch_crosschq_request_free);
  g_clear_pointer (&self->problem, vouch_reason_unref);
  self->changed = FALSE;
  if (reply != NULL)
    self->answer = vouch_crosschq_read_request (reply, &failure);
  if (error == NULL)
    error = failure;
  if (self->answer == NULL && may_pass (self, error))
    {
      pass_over (self, error);
      return;
    }
  if (self->answer == NULL)
    self->problem = vouch_problem_from_error (error, "crosschq");
  self->date = vouch_session_get_now (self->session);
  if (self->preview != NULL)
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read status",
                           preview_answer, stored_cb);
  else
    vouch_procedure_write (procedure, vouch_session_get_store (self->session), "commit status",
                           self->answer != NULL ? store_answer : store_problem, stored_cb);
}

static void
stored_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchObserveRequests *self = VOUCH_OBSERVE_REQUESTS (procedure);

  if (error != NULL && !g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE))
    {
      vouch_procedure_fail (procedure, error);
      return;
    }

  if (self->preview == NULL)
    schedule (self);
  self->index++;
  read_next (self);
}

static void
vouch_observe_requests_start (VouchProcedure *procedure)
{
  VouchObserveRequests *self = VOUCH_OBSERVE_REQUESTS (procedure);

  vouch_procedure_write (procedure, vouch_session_get_store (self->session), "read open requests",
                         list_open, listed_cb);
}

static void
vouch_observe_requests_finalize (GObject *object)
{
  VouchObserveRequests *self = VOUCH_OBSERVE_REQUESTS (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->due, g_ptr_array_unref);
  g_clear_object (&self->list);
  g_clear_pointer (&self->answer, vouch_crosschq_request_free);
  g_clear_pointer (&self->problem, vouch_reason_unref);
  g_clear_pointer (&self->preview, g_ptr_array_unref);
  g_clear_error (&self->trouble);

  G_OBJECT_CLASS (vouch_observe_requests_parent_class)->finalize (object);
}

static void
vouch_observe_requests_class_init (VouchObserveRequestsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_observe_requests_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_observe_requests_start;
}

static void
vouch_observe_requests_init (VouchObserveRequests *self)
{
}

/**
 * vouch_observe_requests_new:
 * @session: the connection
 * @thorough: read every open one, whether it is due or not
 *
 * Returns: (transfer full): the procedure
 */
VouchProcedure *
vouch_observe_requests_new (VouchSession *session,
                            gboolean      thorough)
{
  VouchObserveRequests *self = g_object_new (VOUCH_TYPE_OBSERVE_REQUESTS, NULL);

  self->session = g_object_ref (session);
  self->thorough = thorough;
  return VOUCH_PROCEDURE (self);
}

VouchProcedure *
vouch_observe_requests_new_preview (VouchSession *session,
                                    GPtrArray    *preview)
{
  VouchProcedure *procedure = vouch_observe_requests_new (session, FALSE);

  VOUCH_OBSERVE_REQUESTS (procedure)->preview = g_ptr_array_ref (preview);
  return procedure;
}
