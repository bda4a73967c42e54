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
#include "store/vouch-requests.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivered.h"
#include "sync/vouch-delivery.h"
#include "sync/vouch-right-person.h"

/* What SmartRecruiters most plausibly takes (smartrecruiters.md §9.9). */
#define MAX_UPLOAD (10 * 1024 * 1024)
/* So long after the report its file is waited for; an organization may have switched files off. */
#define FILE_PATIENCE VOUCH_DAY

#define VOUCH_TYPE_DELIVER_ATTACH (vouch_deliver_attach_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverAttach, vouch_deliver_attach, VOUCH, DELIVER_ATTACH,
                      VouchDelivery)

typedef enum
{
  STAGE_START,
  STAGE_PERSON,
  STAGE_LIST,
  STAGE_REQUEST,
  STAGE_FILE,
} Stage;

struct _VouchDeliverAttach
{
  VouchDelivery parent_instance;

  Stage stage;
  gboolean read_again; /* the file's address had expired once */
  char *file_name;     /* (owned) (nullable) */
  GBytes *file;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (VouchDeliverAttach, vouch_deliver_attach, VOUCH_TYPE_DELIVERY)

static const char *
get_part (VouchDelivery *delivery)
{
  return vouch_delivered_get_part (vouch_delivery_get_effect (delivery));
}

static VouchLook
read_next (VouchDeliverAttach *self,
           Stage               stage,
           gboolean            crosschq,
           VouchCall          *call)
{
  self->stage = stage;
  vouch_delivery_read (VOUCH_DELIVERY (self), crosschq, call);
  return VOUCH_LOOK_MORE;
}

static VouchLook
read_request (VouchDeliverAttach *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);

  return read_next (self, STAGE_REQUEST, TRUE,
                    vouch_crosschq_call_get (vouch_delivery_get_dialect (delivery),
                                             vouch_delivery_get_request (delivery)->request_id));
}

static VouchLook
look_at_person (VouchDeliverAttach *self,
                VouchReply         *reply,
                const GError       *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);
  VouchLook verdict = vouch_right_person_look (delivery, reply, error);

  if (verdict != VOUCH_LOOK_ABSENT)
    return verdict;

  return read_next (self, STAGE_LIST, FALSE,
                    vouch_ats_call_attachments (request->candidate_id, request->job_id));
}

static VouchLook
look_at_list (VouchDeliverAttach *self,
              VouchReply         *reply,
              const GError       *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  g_autoptr(GPtrArray) attachments = NULL;

  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  attachments = vouch_ats_read_attachments (reply, NULL);
  if (attachments == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("ats.bad-reply", NULL));

  for (guint i = 0; i < attachments->len; i++)
    {
      const VouchAtsAttachment *attachment = attachments->pdata[i];

      if (g_strcmp0 (attachment->name, self->file_name) != 0)
        continue;
      vouch_delivery_set_remote_id (delivery, attachment->attachment_id);
      return VOUCH_LOOK_FOUND;
    }

  /* Only whoever is about to send needs the file. */
  if (vouch_delivery_get_effect (delivery)->state == VOUCH_EFFECT_UNKNOWN)
    return VOUCH_LOOK_ABSENT;
  return read_request (self);
}

static VouchLook
judge_no_file (VouchDelivery *delivery)
{
  gint64 now = vouch_session_get_now (vouch_delivery_get_session (delivery));
  gint64 since = vouch_delivery_get_request (delivery)->closed_at;

  if (now - since < FILE_PATIENCE)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("report.no-pdf-yet", NULL));

  return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD, vouch_reason_new ("report.no-pdf", NULL));
}

static VouchLook
look_at_request (VouchDeliverAttach *self,
                 VouchReply         *reply,
                 const GError       *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  g_autoptr(VouchCrosschqRequest) request = NULL;
  VouchReason *reason = NULL;
  const char *uri;

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

  uri = g_str_equal (get_part (delivery), "summary") ? request->summary_pdf : request->full_pdf;
  if (uri == NULL)
    return judge_no_file (delivery);
  return read_next (self, STAGE_FILE, TRUE, vouch_crosschq_call_file (uri));
}

static VouchLook
look_at_file (VouchDeliverAttach *self,
              VouchReply         *reply,
              const GError       *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  gboolean expired = g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND) ||
                     g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
                     g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN);

  if (expired && !self->read_again)
    {
      self->read_again = TRUE;
      return read_request (self);
    }
  if (expired)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("report.expired", NULL));
  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("report.not-pdf", NULL));
  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  if (g_bytes_get_size (reply->bytes) > MAX_UPLOAD)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_REFUSED,
                                vouch_reason_new ("report.too-large", NULL));

  self->file = g_bytes_ref (reply->bytes);
  return VOUCH_LOOK_ABSENT;
}

static VouchCall *
call_person (VouchDelivery *delivery)
{
  return vouch_ats_call_candidate (vouch_delivery_get_request (delivery)->candidate_id);
}

static VouchLook
begin (VouchDeliverAttach *self)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  g_autoptr(VouchReply) given = vouch_right_person_take (delivery);

  return given != NULL ? look_at_person (self, given, NULL)
                       : read_next (self, STAGE_PERSON, FALSE, call_person (delivery));
}

static VouchLook
vouch_deliver_attach_look (VouchDelivery *delivery,
                           VouchReply    *reply,
                           const GError  *error)
{
  VouchDeliverAttach *self = VOUCH_DELIVER_ATTACH (delivery);

  switch (self->stage)
    {
    case STAGE_START:
      self->file_name = vouch_delivered_dup_name (vouch_delivery_get_request (delivery),
                                                  get_part (delivery));
      return begin (self);

    case STAGE_PERSON:
      return look_at_person (self, reply, error);

    case STAGE_LIST:
      return look_at_list (self, reply, error);

    case STAGE_REQUEST:
      return look_at_request (self, reply, error);

    case STAGE_FILE:
      return look_at_file (self, reply, error);

    default:
      g_assert_not_reached ();
    }
}

static VouchCall *
vouch_deliver_attach_build (VouchDelivery *delivery)
{
  VouchDeliverAttach *self = VOUCH_DELIVER_ATTACH (delivery);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);

  return vouch_ats_call_attach (request->candidate_id, request->job_id,
                                vouch_delivery_get_effect (delivery)->attempt_id, self->file_name,
                                "application/pdf", self->file);
}

static gboolean
vouch_deliver_attach_took (VouchDelivery  *delivery,
                           VouchReply     *reply,
                           GError        **error)
{
  g_autofree char *id = vouch_ats_read_created_id (reply, error);

  if (id == NULL)
    return FALSE;

  vouch_delivery_set_remote_id (delivery, id);
  return TRUE;
}

/* Kept before it leaves, so that a lost answer does not take away what is needed to know the file
 * again. */
static gboolean
vouch_deliver_attach_sending (VouchDelivery  *delivery,
                              VouchDb        *db,
                              GError        **error)
{
  VouchDeliverAttach *self = VOUCH_DELIVER_ATTACH (delivery);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->file);

  return vouch_reports_put (db, vouch_delivery_get_effect (delivery)->request_id,
                            get_part (delivery), self->file_name,
                            (gint64) g_bytes_get_size (self->file), sha256, NULL, error);
}

static gboolean
vouch_deliver_attach_record (VouchDelivery  *delivery,
                             VouchDb        *db,
                             GError        **error)
{
  VouchDeliverAttach *self = VOUCH_DELIVER_ATTACH (delivery);
  const VouchEffect *effect = vouch_delivery_get_effect (delivery);

  return vouch_reports_set_attachment (db, effect->request_id, get_part (delivery),
                                       self->file_name, effect->remote_id, error) &&
         vouch_delivery_append_line (delivery, db, "report.attached", NULL, error);
}

static void
vouch_deliver_attach_finalize (GObject *object)
{
  VouchDeliverAttach *self = VOUCH_DELIVER_ATTACH (object);

  g_clear_pointer (&self->file_name, g_free);
  g_clear_pointer (&self->file, g_bytes_unref);

  G_OBJECT_CLASS (vouch_deliver_attach_parent_class)->finalize (object);
}

static void
vouch_deliver_attach_class_init (VouchDeliverAttachClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_deliver_attach_finalize;
  delivery_class->repeat = VOUCH_REPEAT_LOOK;
  delivery_class->look = vouch_deliver_attach_look;
  delivery_class->build = vouch_deliver_attach_build;
  delivery_class->took = vouch_deliver_attach_took;
  delivery_class->sending = vouch_deliver_attach_sending;
  delivery_class->record = vouch_deliver_attach_record;
}

static void
vouch_deliver_attach_init (VouchDeliverAttach *self)
{
}
