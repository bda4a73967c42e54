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
#include "sync/vouch-delivery.h"
#include "sync/vouch-follow.h"

#define VOUCH_TYPE_DELIVER_CANCEL (vouch_deliver_cancel_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverCancel, vouch_deliver_cancel, VOUCH, DELIVER_CANCEL,
                      VouchDelivery)

struct _VouchDeliverCancel
{
  VouchDelivery parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchDeliverCancel, vouch_deliver_cancel, VOUCH_TYPE_DELIVERY)

/* A cancel by a person ("manual") needs no rejection; one that a person let go ("released")
 * does. */
static gboolean
is_manual (VouchDelivery *delivery)
{
  return g_strcmp0 (vouch_delivery_get_effect (delivery)->body, "manual") == 0;
}

static VouchLook
read_request (VouchDelivery *delivery)
{
  const VouchCrosschqDialect *dialect = vouch_delivery_get_dialect (delivery);

  if (dialect->cancel == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("cancel.unsupported", NULL));

  vouch_delivery_read (delivery, TRUE,
                       vouch_crosschq_call_get (dialect,
                                                vouch_delivery_get_request (delivery)->request_id));
  return VOUCH_LOOK_MORE;
}

/* The person may have been moved back or hired meanwhile: no cancel then (I6). */
static VouchLook
look_at_application (VouchDelivery *delivery,
                     VouchReply    *reply,
                     const GError  *error)
{
  VouchSession *session = vouch_delivery_get_session (delivery);
  g_autoptr(VouchAtsApplication) seen = NULL;
  g_autoptr(VouchApplication) now =
    vouch_application_copy (vouch_delivery_get_application (delivery));

  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  seen = vouch_ats_read_application (reply, NULL);
  if (seen == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("ats.bad-reply", NULL));

  vouch_set_str (&now->status, seen->status);
  if (!vouch_cancel_is_wanted (now, vouch_session_get_settings (session)))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("cancel.returned", "status", seen->status, NULL));

  return read_request (delivery);
}

static VouchLook
look_at_request (VouchDelivery *delivery,
                 VouchReply    *reply,
                 const GError  *error)
{
  g_autoptr(VouchCrosschqRequest) request = NULL;

  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  request = vouch_crosschq_read_request (reply, NULL);
  if (request == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("crosschq.bad-reply", NULL));

  if (request->stage == VOUCH_STAGE_CANCELLED)
    return VOUCH_LOOK_FOUND;
  if (!vouch_stage_is_open (request->stage))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("cancel.finished", NULL));

  return VOUCH_LOOK_ABSENT;
}

static VouchLook
vouch_deliver_cancel_look (VouchDelivery *delivery,
                           VouchReply    *reply,
                           const GError  *error)
{
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);
  guint n_reads = vouch_delivery_get_n_reads (delivery) + (is_manual (delivery) ? 1 : 0);

  if (reply == NULL && error == NULL && is_manual (delivery))
    return read_request (delivery);
  if (reply == NULL && error == NULL)
    {
      vouch_delivery_read (delivery, FALSE,
                           vouch_ats_call_application (request->candidate_id, request->job_id));
      return VOUCH_LOOK_MORE;
    }

  return n_reads == 1 ? look_at_application (delivery, reply, error)
                      : look_at_request (delivery, reply, error);
}

static VouchCall *
vouch_deliver_cancel_build (VouchDelivery *delivery)
{
  return vouch_crosschq_call_cancel (vouch_delivery_get_dialect (delivery),
                                     vouch_delivery_get_request (delivery)->request_id);
}

static gboolean
vouch_deliver_cancel_took (VouchDelivery  *delivery,
                           VouchReply     *reply,
                           GError        **error)
{
  vouch_session_learn (vouch_delivery_get_session (delivery), VOUCH_CAPABILITY_CANCEL, "yes");
  return TRUE;
}

static gboolean
vouch_deliver_cancel_record (VouchDelivery  *delivery,
                             VouchDb        *db,
                             GError        **error)
{
  g_autoptr(VouchRequestRow) request =
    vouch_requests_get (db, vouch_delivery_get_effect (delivery)->request_id, error);

  if (request == NULL)
    return FALSE;

  request->stage = VOUCH_STAGE_CANCELLED;
  if (request->closed_at == 0)
    request->closed_at = vouch_session_get_now (vouch_delivery_get_session (delivery));
  return vouch_requests_update (db, request, error) &&
         vouch_delivery_append_line (delivery, db, "request.cancelled", NULL, error);
}

static void
vouch_deliver_cancel_class_init (VouchDeliverCancelClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  delivery_class->crosschq = TRUE;
  delivery_class->repeat = VOUCH_REPEAT_SET;
  delivery_class->unsupported = "cancel.unsupported";
  delivery_class->look = vouch_deliver_cancel_look;
  delivery_class->build = vouch_deliver_cancel_build;
  delivery_class->took = vouch_deliver_cancel_took;
  delivery_class->record = vouch_deliver_cancel_record;
}

static void
vouch_deliver_cancel_init (VouchDeliverCancel *self)
{
}
