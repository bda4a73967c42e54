/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-replies.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivery.h"
#include "sync/vouch-review.h"

#define VOUCH_TYPE_DELIVER_REVIEW (vouch_deliver_review_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverReview, vouch_deliver_review, VOUCH, DELIVER_REVIEW,
                      VouchDelivery)

/* A person who tries one of these again gets a fresh look at whether it still holds. */
struct _VouchDeliverReview
{
  VouchDelivery parent_instance;

  gboolean asked;
};

G_DEFINE_FINAL_TYPE (VouchDeliverReview, vouch_deliver_review, VOUCH_TYPE_DELIVERY)

static gboolean
is_merge (VouchDelivery *delivery)
{
  return g_str_equal (vouch_delivery_get_effect (delivery)->kind, VOUCH_REVIEW_MERGE);
}

/* Which profile is left was found out when the item was made, and stays said. */
static VouchReason *
dup_reason_of_gone (VouchDelivery *delivery)
{
  const VouchEffect *effect = vouch_delivery_get_effect (delivery);

  if (!is_merge (delivery))
    return vouch_reason_new ("person.gone", NULL);

  return effect->reason != NULL ? vouch_reason_ref (effect->reason)
                                : vouch_reason_new ("application.merged-unclear", NULL);
}

static VouchLook
judge_transfer (VouchDelivery *delivery,
                VouchReply    *reply)
{
  g_autoptr(VouchAtsApplication) application = vouch_ats_read_application (reply, NULL);

  if (application == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("ats.bad-reply", NULL));
  if (g_strcmp0 (application->status, "TRANSFERRED") != 0)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("application.moved", NULL));

  return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                              vouch_reason_new ("application.transferred", NULL));
}

static VouchLook
look_at_request (VouchDeliverReview *self,
                 VouchReply         *reply,
                 const GError       *error)
{
  VouchDelivery *delivery = VOUCH_DELIVERY (self);
  const VouchRequestRow *row = vouch_delivery_get_request (delivery);
  g_autoptr(VouchCrosschqRequest) request = NULL;

  if (!self->asked)
    {
      self->asked = TRUE;
      vouch_delivery_read (delivery, TRUE,
                           vouch_crosschq_call_get (vouch_delivery_get_dialect (delivery),
                                                    row->request_id));
      return VOUCH_LOOK_MORE;
    }
  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("request.unknown", NULL));
  if (error != NULL)
    return VOUCH_LOOK_FAILED;

  request = vouch_crosschq_read_request (reply, NULL);
  if (request == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD,
                                vouch_reason_new ("request.unreadable", "reason",
                                                  "crosschq.bad-reply", NULL));

  /* It is read, and followed, at its next turn, which is at once. */
  vouch_session_set_poll_at (vouch_delivery_get_session (delivery), row->id, 0);
  return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                              vouch_reason_new ("request.found-again", NULL));
}

static VouchLook
vouch_deliver_review_look (VouchDelivery *delivery,
                           VouchReply    *reply,
                           const GError  *error)
{
  VouchDeliverReview *self = VOUCH_DELIVER_REVIEW (delivery);
  const VouchRequestRow *request = vouch_delivery_get_request (delivery);

  if (g_str_equal (vouch_delivery_get_effect (delivery)->kind, VOUCH_REVIEW_REQUEST))
    return look_at_request (self, reply, error);
  if (!self->asked)
    {
      self->asked = TRUE;
      vouch_delivery_read (delivery, FALSE,
                           vouch_ats_call_application (request->candidate_id, request->job_id));
      return VOUCH_LOOK_MORE;
    }
  if (g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_HOLD, dup_reason_of_gone (delivery));
  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  if (is_merge (delivery))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("application.found-again", NULL));

  return judge_transfer (delivery, reply);
}

static void
vouch_deliver_review_class_init (VouchDeliverReviewClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  delivery_class->repeat = VOUCH_REPEAT_SET;
  delivery_class->look = vouch_deliver_review_look;
}

static void
vouch_deliver_review_init (VouchDeliverReview *self)
{
}
