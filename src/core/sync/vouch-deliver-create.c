/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "store/vouch-requests.h"
#include "store/vouch-templates.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivery.h"
#include "sync/vouch-follow.h"
#include "sync/vouch-list-lag.h"
#include "sync/vouch-request-search.h"

/* A list that ignores the filter is walked this far, then it counts as no list at all. */
#define MAX_PAGES 20

#define VOUCH_TYPE_DELIVER_CREATE (vouch_deliver_create_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverCreate, vouch_deliver_create, VOUCH, DELIVER_CREATE,
                      VouchDelivery)

typedef enum
{
  STAGE_START,
  STAGE_APPLICATION,
  STAGE_JOB,
  STAGE_EXTERNAL_ID,
  STAGE_EMAIL,
  STAGE_SAMPLE,
} Stage;

struct _VouchDeliverCreate
{
  VouchDelivery parent_instance;

  Stage stage;
  VouchTemplate *template; /* (owned) (nullable) */
  VouchTagField *field;    /* (owned) (nullable) */
  VouchReason *stale;      /* (owned) (nullable): what changed in our store since it was planned */
  GPtrArray *siblings;     /* (owned) (nullable), of VouchRequestRow: all of this application */
  GPtrArray *taken;        /* (owned) (nullable): ids of requests of other applications */
  VouchRequestSearch search;
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (VouchDeliverCreate, vouch_deliver_create, VOUCH_TYPE_DELIVERY)

static VouchTemplate *
find_template (GPtrArray *templates,
               gint64     id)
{
  for (guint i = 0; i < templates->len; i++)
    {
      const VouchTemplate *template = templates->pdata[i];

      if (template->id == id)
        return vouch_template_copy (template);
    }

  return NULL;
}

static gboolean
load_search (VouchDeliverCreate  *self,
             VouchDb             *db,
             GError             **error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);
  const VouchApplication *application = vouch_delivery_get_application (delivery);

  self->siblings = vouch_requests_list_for (db, request->application_id, error);
  if (self->siblings == NULL)
    return FALSE;
  self->taken = vouch_requests_list_taken (db, request->connection_id, application, error);
  if (self->taken == NULL)
    return FALSE;

  self->search.effect = vouch_delivery_get_effect (delivery);
  self->search.request = request;
  self->search.person = application->person;
  self->search.siblings = self->siblings;
  self->search.taken = self->taken;
  return TRUE;
}

static gboolean
vouch_deliver_create_load (VouchDelivery  *delivery,
                           VouchDb        *db,
                           GError        **error)
{
  VouchDeliverCreate *self = VOUCH_DELIVER_CREATE (delivery);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);
  gint64 connection_id = vouch_session_get_id (vouch_delivery_get_session (delivery));
  g_autoptr(VouchTrigger) trigger = NULL;
  g_autoptr(GPtrArray) templates = NULL;
  g_autoptr(GPtrArray) surveys = NULL;
  g_autoptr(GPtrArray) problems = NULL;
  g_autoptr(GError) failure = NULL;
  const VouchSurvey *survey = NULL;

  trigger = vouch_triggers_get (db, vouch_delivery_get_effect (delivery)->trigger_id, error);
  if (trigger == NULL)
    return FALSE;

  if (!load_search (self, db, error))
    return FALSE;

  self->search.entered_on = trigger->entered_on;
  self->field = vouch_tag_field_get (db, connection_id, &failure);
  if (failure == NULL)
    templates = vouch_templates_list (db, connection_id, &failure);
  if (failure == NULL)
    surveys = vouch_surveys_list (db, connection_id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  /* One that was removed can still be read by its id; it is not in the list. */
  self->template = find_template (templates, request->template_id);
  if (self->template == NULL)
    {
      self->stale = vouch_reason_new ("template.removed", NULL);
      return TRUE;
    }

  for (guint i = 0; i < surveys->len; i++)
    {
      if (g_strcmp0 (((VouchSurvey *) surveys->pdata[i])->codename, self->template->survey) == 0)
        survey = surveys->pdata[i];
    }
  problems = vouch_template_validate (self->template, survey);
  if (problems->len > 0)
    self->stale = vouch_reason_ref (problems->pdata[0]);
  return TRUE;
}

static void
begin_search (VouchDeliverCreate        *self,
              Stage                      stage,
              const VouchCrosschqSearch *search)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);

  self->stage = stage;
  self->n_pages = 0;
  vouch_request_search_begin (&self->search, stage == STAGE_EMAIL);
  vouch_delivery_read (delivery, TRUE,
                       vouch_crosschq_call_list (vouch_delivery_get_dialect (delivery), search));
}

static VouchLook
read_by_external_id (VouchDeliverCreate *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  VouchSession *session = vouch_delivery_get_session (delivery);
  const VouchCrosschqDialect *dialect = vouch_delivery_get_dialect (delivery);
  VouchCrosschqSearch search =
    { .external_id = vouch_delivery_get_request (delivery)->external_id };

  if (dialect->list == NULL || vouch_session_lacks (session, VOUCH_CAPABILITY_LIST))
    return VOUCH_LOOK_BLIND;

  begin_search (self, STAGE_EXTERNAL_ID, &search);
  return VOUCH_LOOK_MORE;
}

static VouchLook
read_by_email (VouchDeliverCreate *self)
{
  const VouchContact *person = self->search.person;
  const char *email = person != NULL ? person->email : NULL;
  const VouchCrosschqSearch search = { .candidate_email = email };

  /* Of a person who was erased meanwhile nothing is left to search by. */
  if (email == NULL)
    return VOUCH_LOOK_BLIND;

  begin_search (self, STAGE_EMAIL, &search);
  return VOUCH_LOOK_MORE;
}

/* Whatever the list shows first tells what it echoes. */
static VouchLook
read_sample (VouchDeliverCreate *self)
{
  const VouchCrosschqSearch search = { 0 };

  begin_search (self, STAGE_SAMPLE, &search);
  return VOUCH_LOOK_MORE;
}

static VouchLook
look_at_application (VouchDeliverCreate *self,
                     VouchReply         *reply,
                     const GError       *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  const VouchApplication *planned = vouch_delivery_get_application (delivery);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);
  g_autoptr(VouchAtsCandidate) candidate = NULL;
  g_autofree char *hash = NULL;
  const VouchAtsApplication *now;

  if (error != NULL && !g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    return VOUCH_LOOK_FAILED;
  candidate = reply != NULL ? vouch_ats_read_candidate (reply, NULL) : NULL;
  now = candidate != NULL ? vouch_ats_candidate_find_application (candidate, planned->job_id)
    : NULL;
  if (now == NULL || g_strcmp0 (now->status, planned->status) != 0 ||
      g_strcmp0 (now->sub_status, planned->sub_status) != 0)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("application.moved", NULL));

  hash = vouch_contact_hash (candidate->contact, request->person_salt);
  if (g_strcmp0 (hash, request->person_hash) != 0)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("person.changed", NULL));

  self->stage = STAGE_JOB;
  vouch_delivery_read (delivery, FALSE, vouch_ats_call_job (planned->job_id));
  return VOUCH_LOOK_MORE;
}

static VouchLook
look_at_job (VouchDeliverCreate *self,
             VouchReply         *reply,
             const GError       *error)
{
  g_autoptr(VouchJob) job = NULL;

  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  job = vouch_ats_read_job (reply, self->field, NULL);
  if (job == NULL || g_strcmp0 (job->tag, self->template->tag) != 0)
    return vouch_delivery_stop (VOUCH_DELIVERY (self), VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("job.tag-changed", NULL));

  return read_by_external_id (self);
}

static gboolean
is_sent_anyway (VouchDeliverCreate *self)
{
  VouchReason *reason = vouch_delivery_get_effect (VOUCH_DELIVERY (self))->reason;

  return reason != NULL && g_str_equal (vouch_reason_get_id (reason), "effect.send-anyway");
}

static VouchLook
judge_matches (VouchDeliverCreate *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);

  if (self->search.n_matches > 1)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("request.ambiguous", NULL));
  if (vouch_request_search_is_similar (&self->search))
    return is_sent_anyway (self) ? VOUCH_LOOK_ABSENT
                                 : vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                                        vouch_reason_new ("request.similar", NULL));
  if (self->search.n_matches == 0)
    return VOUCH_LOOK_ABSENT;

  vouch_delivery_set_remote_id (delivery, self->search.found);
  return VOUCH_LOOK_FOUND;
}

/* What may have happened is absent only where it would have been seen: in a list that echoes what
 * was searched for (reliability.md §2.3). */
static VouchLook
judge_nothing (VouchDeliverCreate *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  VouchSession *session = vouch_delivery_get_session (delivery);
  gboolean unknown = vouch_delivery_get_effect (delivery)->state == VOUCH_EFFECT_UNKNOWN;
  gboolean by_id = vouch_session_offers (session, VOUCH_CAPABILITY_EXTERNAL_ID);
  gboolean by_person = vouch_session_offers (session, VOUCH_CAPABILITY_PERSON);

  switch (self->stage)
    {
    case STAGE_EXTERNAL_ID:
      /* A list that echoes no external id cannot be searched by it. */
      if (self->search.n_items > 0 && !self->search.shows_ids)
        {
          if (!by_id)
            vouch_session_learn (session, VOUCH_CAPABILITY_EXTERNAL_ID, "no");
          return read_by_email (self);
        }
      return unknown && !by_id ? read_by_email (self) : VOUCH_LOOK_ABSENT;

    case STAGE_EMAIL:
      return unknown && !by_person ? read_sample (self) : VOUCH_LOOK_ABSENT;

    case STAGE_SAMPLE:
      return by_id || by_person ? VOUCH_LOOK_ABSENT : VOUCH_LOOK_BLIND;

    case STAGE_START:
    case STAGE_APPLICATION:
    case STAGE_JOB:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
may_read_on (VouchDeliverCreate *self,
             const char         *next)
{
  VouchSession *session = vouch_delivery_get_session (VOUCH_DELIVERY (self));

  return self->n_pages < MAX_PAGES &&
         vouch_crosschq_same_origin (vouch_http_get_base_uri (vouch_session_get_crosschq (session)),
                                     next);
}

/* What was found is judged, however far the list could be read; that nothing was found means
 * nothing unless all of it was. */
static VouchLook
look_at_page (VouchDeliverCreate      *self,
              const VouchCrosschqPage *page)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);

  self->n_pages++;
  vouch_request_search_learn (vouch_delivery_get_session (delivery), page);
  if (self->stage == STAGE_SAMPLE)
    return judge_nothing (self);

  vouch_request_search_take (&self->search, page);
  if (page->next != NULL && may_read_on (self, page->next))
    {
      vouch_delivery_read (delivery, TRUE,
                           vouch_crosschq_call_next (vouch_delivery_get_dialect (delivery),
                                                     page->next));
      return VOUCH_LOOK_MORE;
    }
  if (self->search.n_matches > 0 || self->search.n_earlier > 0)
    return judge_matches (self);

  return page->next != NULL ? VOUCH_LOOK_BLIND : judge_nothing (self);
}

static VouchLook
look_at_list (VouchDeliverCreate *self,
              VouchReply         *reply,
              const GError       *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  g_autoptr(VouchCrosschqPage) page = NULL;

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND) ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNSUPPORTED))
    {
      vouch_session_learn (vouch_delivery_get_session (delivery), VOUCH_CAPABILITY_LIST, "no");
      return VOUCH_LOOK_BLIND;
    }
  if (error != NULL)
    return VOUCH_LOOK_FAILED;

  page = vouch_crosschq_read_list (reply, NULL);
  if (page == NULL || page->bad->len > 0)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("crosschq.bad-list", NULL));

  return look_at_page (self, page);
}

static VouchLook
start_look (VouchDeliverCreate *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  const char *candidate_id;

  /* First find out what became of it; whether it is still wanted is for later. */
  if (vouch_delivery_get_effect (delivery)->state == VOUCH_EFFECT_UNKNOWN)
    return read_by_external_id (self);
  if (self->stale != NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED, vouch_reason_ref (self->stale));

  self->stage = STAGE_APPLICATION;
  candidate_id = vouch_delivery_get_application (delivery)->candidate_id;
  vouch_delivery_read (delivery, FALSE, vouch_ats_call_candidate (candidate_id));
  return VOUCH_LOOK_MORE;
}

static VouchLook
vouch_deliver_create_look (VouchDelivery *delivery,
                           VouchReply    *reply,
                           const GError  *error)
{
  VouchDeliverCreate *self = VOUCH_DELIVER_CREATE (delivery);

  switch (self->stage)
    {
    case STAGE_START:
      return start_look (self);

    case STAGE_APPLICATION:
      return look_at_application (self, reply, error);

    case STAGE_JOB:
      return look_at_job (self, reply, error);

    case STAGE_EXTERNAL_ID:
    case STAGE_EMAIL:
    case STAGE_SAMPLE:
      return look_at_list (self, reply, error);

    default:
      g_assert_not_reached ();
    }
}

static VouchCall *
vouch_deliver_create_build (VouchDelivery *delivery)
{
  return vouch_crosschq_call_create (vouch_delivery_get_dialect (delivery),
                                     vouch_delivery_get_effect (delivery)->body);
}

static gboolean
vouch_deliver_create_took (VouchDelivery  *delivery,
                           VouchReply     *reply,
                           GError        **error)
{
  VouchSession *session = vouch_delivery_get_session (delivery);
  g_autofree char *request_id = vouch_crosschq_read_created (reply, error);

  if (request_id == NULL)
    return FALSE;

  vouch_delivery_set_remote_id (delivery, request_id);
  vouch_list_lag_note_create (session, request_id,
                              vouch_delivery_get_request (delivery)->external_id,
                              reply->date != 0 ? reply->date : vouch_session_get_now (session));
  return TRUE;
}

/* Found before we sent anything, or the reason why the only thing we sent was refused: another
 * Vouch is at work. */
static gboolean
is_foreign (const VouchEffect *effect)
{
  return effect->attempts == 0 || (effect->attempts == 1 && effect->http_status == 409);
}

/* While the list was read, another create may have become known as the one that was found. */
static gboolean
check_free (VouchDb                *db,
            const VouchRequestRow  *request,
            const char             *remote_id,
            GError                **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchRequestRow) other =
    vouch_requests_find_remote (db, request->connection_id, remote_id, &failure);

  if (failure == NULL && other != NULL && other->application_id != request->application_id)
    failure = g_error_new_literal (VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE,
                                   "the request belongs to another application by now");
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
vouch_deliver_create_record (VouchDelivery  *delivery,
                             VouchDb        *db,
                             GError        **error)
{
  const VouchEffect *effect = vouch_delivery_get_effect (delivery);
  VouchSession *session = vouch_delivery_get_session (delivery);
  gint64 now = vouch_session_get_now (session);
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, effect->request_id, error);

  if (request == NULL || !check_free (db, request, effect->remote_id, error))
    return FALSE;

  vouch_set_str (&request->request_id, effect->remote_id);
  request->stage = VOUCH_STAGE_SENT;
  request->created_at = now;
  request->adopted = is_foreign (effect);
  if (!vouch_requests_update (db, request, error) ||
      !vouch_delivery_append_line (delivery, db, request->adopted ? "request.adopted"
                                   : "request.sent", NULL,
                                   error))
    return FALSE;

  /* The person may have been rejected while it was on its way. */
  return vouch_follow_store (session, db, request->id, now, error);
}

/* Nothing was sent: the entry goes back to the planner, which finds the new facts. */
static gboolean
vouch_deliver_create_undone (VouchDelivery  *delivery,
                             VouchDb        *db,
                             GError        **error)
{
  const VouchEffect *effect = vouch_delivery_get_effect (delivery);
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, effect->request_id, error);
  g_autoptr(VouchTrigger) trigger = NULL;

  if (request == NULL)
    return FALSE;

  request->stage = VOUCH_STAGE_CANCELLED;
  request->closed_at = vouch_session_get_now (vouch_delivery_get_session (delivery));
  if (!vouch_requests_update (db, request, error))
    return FALSE;

  trigger = vouch_triggers_get (db, effect->trigger_id, error);
  if (trigger == NULL)
    return FALSE;

  trigger->state = VOUCH_TRIGGER_OBSERVED;
  g_clear_pointer (&trigger->reason, vouch_reason_unref);
  return vouch_triggers_update (db, trigger, error);
}

static void
vouch_deliver_create_finalize (GObject *object)
{
  VouchDeliverCreate *self = VOUCH_DELIVER_CREATE (object);

  g_clear_pointer (&self->template, vouch_template_free);
  g_clear_pointer (&self->siblings, g_ptr_array_unref);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_pointer (&self->search.found, g_free);
  g_clear_pointer (&self->field, vouch_tag_field_free);
  g_clear_pointer (&self->stale, vouch_reason_unref);

  G_OBJECT_CLASS (vouch_deliver_create_parent_class)->finalize (object);
}

static void
vouch_deliver_create_class_init (VouchDeliverCreateClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_deliver_create_finalize;
  delivery_class->crosschq = TRUE;
  delivery_class->repeat = VOUCH_REPEAT_LOOK;
  delivery_class->load = vouch_deliver_create_load;
  delivery_class->look = vouch_deliver_create_look;
  delivery_class->build = vouch_deliver_create_build;
  delivery_class->took = vouch_deliver_create_took;
  delivery_class->record = vouch_deliver_create_record;
  delivery_class->undone = vouch_deliver_create_undone;
}

static void
vouch_deliver_create_init (VouchDeliverCreate *self)
{
}
