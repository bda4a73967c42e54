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
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivered.h"
#include "sync/vouch-delivery.h"
#include "sync/vouch-right-person.h"

#define VOUCH_TYPE_DELIVER_NOTE (vouch_deliver_note_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverNote, vouch_deliver_note, VOUCH, DELIVER_NOTE, VouchDelivery)

typedef enum
{
  STAGE_START,
  STAGE_PERSON,
  STAGE_REQUEST,
  STAGE_MESSAGES,
} Stage;

struct _VouchDeliverNote
{
  VouchDelivery parent_instance;

  Stage stage;
  char *report_url; /* (owned) (nullable) */
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (VouchDeliverNote, vouch_deliver_note, VOUCH_TYPE_DELIVERY)

static VouchLook
read_next (VouchDeliverNote *self,
           Stage             stage,
           gboolean          crosschq,
           VouchCall        *call)
{
  self->stage = stage;
  vouch_delivery_read (VOUCH_DELIVERY (self), crosschq, call);
  return VOUCH_LOOK_MORE;
}

/* Nobody can tell whether a note is there. One that somebody else's Vouch may have written is not
 * risked, nor one that a person found missing when notes could still be read; our own first one is
 * (reliability.md §2.3). */
static VouchLook
judge_blind (VouchDeliverNote *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  const VouchEffect *effect = vouch_delivery_get_effect (delivery);

  if (vouch_delivered_is_again (effect) && effect->state == VOUCH_EFFECT_PLANNED)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("note.blind-again", NULL));
  if (vouch_delivery_get_request (delivery)->adopted)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD, vouch_reason_new ("note.adopted", NULL));

  return VOUCH_LOOK_BLIND;
}

static VouchLook
read_messages (VouchDeliverNote *self,
               const char       *page_id)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);

  if (vouch_session_lacks (vouch_delivery_get_session (delivery), VOUCH_CAPABILITY_MESSAGES))
    return judge_blind (self);

  return read_next (self, STAGE_MESSAGES, FALSE,
                    vouch_ats_call_messages (request->candidate_id, NULL, page_id));
}

static VouchLook
look_at_person (VouchDeliverNote *self,
                VouchReply       *reply,
                const GError     *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  VouchLook verdict = vouch_right_person_look (delivery, reply, error);

  if (verdict != VOUCH_LOOK_ABSENT)
    return verdict;

  return read_next (self, STAGE_REQUEST, TRUE,
                    vouch_crosschq_call_get (vouch_delivery_get_dialect (delivery),
                                             vouch_delivery_get_request (delivery)->request_id));
}

static VouchLook
look_at_request (VouchDeliverNote *self,
                 VouchReply       *reply,
                 const GError     *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  g_autoptr(VouchCrosschqRequest) request = NULL;
  VouchReason *reason = NULL;

  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  request = vouch_crosschq_read_request (reply, NULL);
  if (request == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("crosschq.bad-reply", NULL));
  if (request->stage == VOUCH_STAGE_CANCELLED)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("report.cancelled", NULL));
  if (!vouch_right_person_check_crosschq (vouch_delivery_get_request (delivery), request, &reason))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD, reason);

  vouch_set_str (&self->report_url, request->report_url);
  return read_messages (self, NULL);
}

static VouchLook
look_at_messages (VouchDeliverNote *self,
                  VouchReply       *reply,
                  const GError     *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  VouchSession *session = vouch_delivery_get_session (delivery);
  g_autoptr(VouchAtsMessages) page = NULL;

  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN) ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    {
      vouch_session_learn (session, VOUCH_CAPABILITY_MESSAGES, "no");
      return judge_blind (self);
    }
  if (error != NULL)
    return VOUCH_LOOK_FAILED;

  page = vouch_ats_read_messages (reply, NULL);
  if (page == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("ats.bad-reply", NULL));
  if (vouch_delivered_is_noted (page, vouch_delivery_get_request (delivery),
                                vouch_delivery_get_effect (delivery)->attempt_id))
    return VOUCH_LOOK_FOUND;

  vouch_session_learn (session, VOUCH_CAPABILITY_MESSAGES, "yes");
  if (page->next_page_id == NULL)
    return VOUCH_LOOK_ABSENT;
  return ++self->n_pages < VOUCH_DELIVERED_MAX_PAGES ? read_messages (self, page->next_page_id)
    : judge_blind (self);
}

static VouchCall *
call_person (VouchDelivery *delivery)
{
  return vouch_ats_call_candidate (vouch_delivery_get_request (delivery)->candidate_id);
}

static VouchLook
begin (VouchDeliverNote *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  g_autoptr(VouchReply) given = vouch_right_person_take (delivery);

  return given != NULL ? look_at_person (self, given, NULL)
                       : read_next (self, STAGE_PERSON, FALSE, call_person (delivery));
}

static VouchLook
vouch_deliver_note_look (VouchDelivery *delivery,
                         VouchReply    *reply,
                         const GError  *error)
{
  VouchDeliverNote *self = VOUCH_DELIVER_NOTE (delivery);

  switch (self->stage)
    {
    case STAGE_START:
      return begin (self);

    case STAGE_PERSON:
      return look_at_person (self, reply, error);

    case STAGE_REQUEST:
      return look_at_request (self, reply, error);

    case STAGE_MESSAGES:
      return look_at_messages (self, reply, error);

    default:
      g_assert_not_reached ();
    }
}

/* The note is read by everybody in the company, so it is in the service's own language. */
static VouchCall *
vouch_deliver_note_build (VouchDelivery *delivery)
{
  VouchDeliverNote *self = VOUCH_DELIVER_NOTE (delivery);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);
  const char *url = self->report_url != NULL ? self->report_url : "";
  g_autofree char *text =
    g_strdup_printf ("Crosschq 360 reference report is complete. %s (request %s)", url,
                     request->request_id);
  g_autofree char *content = vouch_ats_note_content (request->candidate_id, text);

  return vouch_ats_call_note (content, TRUE, vouch_delivery_get_effect (delivery)->attempt_id);
}

static gboolean
vouch_deliver_note_took (VouchDelivery  *delivery,
                         VouchReply     *reply,
                         GError        **error)
{
  g_autofree char *id = vouch_ats_read_created_id (reply, error);

  if (id == NULL)
    return FALSE;

  vouch_delivery_set_remote_id (delivery, id);
  return TRUE;
}

static gboolean
vouch_deliver_note_record (VouchDelivery  *delivery,
                           VouchDb        *db,
                           GError        **error)
{
  return vouch_delivery_append_line (delivery, db, "note.written", NULL, error);
}

static void
vouch_deliver_note_finalize (GObject *object)
{
  g_clear_pointer (&VOUCH_DELIVER_NOTE (object)->report_url, g_free);

  G_OBJECT_CLASS (vouch_deliver_note_parent_class)->finalize (object);
}

static void
vouch_deliver_note_class_init (VouchDeliverNoteClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_deliver_note_finalize;
  delivery_class->repeat = VOUCH_REPEAT_LOOK;
  delivery_class->look = vouch_deliver_note_look;
  delivery_class->build = vouch_deliver_note_build;
  delivery_class->took = vouch_deliver_note_took;
  delivery_class->record = vouch_deliver_note_record;
}

static void
vouch_deliver_note_init (VouchDeliverNote *self)
{
}
