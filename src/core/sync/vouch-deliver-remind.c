/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-replies.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivery.h"

#define VOUCH_TYPE_DELIVER_REMIND (vouch_deliver_remind_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverRemind, vouch_deliver_remind, VOUCH, DELIVER_REMIND,
                      VouchDelivery)

struct _VouchDeliverRemind
{
  VouchDelivery parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchDeliverRemind, vouch_deliver_remind, VOUCH_TYPE_DELIVERY)

/* Whether a reminder went out can be read nowhere: after a lost answer it is not sent again. */
static VouchLook
vouch_deliver_remind_look (VouchDelivery *delivery,
                           VouchReply    *reply,
                           const GError  *error)
{
  const VouchCrosschqDialect *dialect = vouch_delivery_get_dialect (delivery);
  const char *request_id = vouch_delivery_get_request (delivery)->request_id;
  g_autoptr(VouchCrosschqRequest) request = NULL;

  if (vouch_delivery_get_effect (delivery)->state == VOUCH_EFFECT_UNKNOWN)
    return VOUCH_LOOK_BLIND;
  if (dialect->remind == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_REFUSED,
                                vouch_reason_new ("remind.unsupported", NULL));
  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  if (reply == NULL)
    {
      vouch_delivery_read (delivery, TRUE, vouch_crosschq_call_get (dialect, request_id));
      return VOUCH_LOOK_MORE;
    }

  request = vouch_crosschq_read_request (reply, NULL);
  if (request == NULL)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_LATER,
                                vouch_reason_new ("crosschq.bad-reply", NULL));
  if (!vouch_stage_is_open (request->stage))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("remind.finished", NULL));

  return VOUCH_LOOK_ABSENT;
}

static VouchCall *
vouch_deliver_remind_build (VouchDelivery *delivery)
{
  return vouch_crosschq_call_remind (vouch_delivery_get_dialect (delivery),
                                     vouch_delivery_get_request (delivery)->request_id);
}

static gboolean
vouch_deliver_remind_took (VouchDelivery  *delivery,
                           VouchReply     *reply,
                           GError        **error)
{
  vouch_session_learn (vouch_delivery_get_session (delivery), VOUCH_CAPABILITY_REMIND, "yes");
  return TRUE;
}

static gboolean
vouch_deliver_remind_record (VouchDelivery  *delivery,
                             VouchDb        *db,
                             GError        **error)
{
  return vouch_delivery_append_line (delivery, db, "request.reminded", NULL, error);
}

static void
vouch_deliver_remind_class_init (VouchDeliverRemindClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  delivery_class->crosschq = TRUE;
  delivery_class->repeat = VOUCH_REPEAT_LOOK;
  delivery_class->refusable = TRUE;
  delivery_class->unsupported = "remind.unsupported";
  delivery_class->look = vouch_deliver_remind_look;
  delivery_class->build = vouch_deliver_remind_build;
  delivery_class->took = vouch_deliver_remind_took;
  delivery_class->record = vouch_deliver_remind_record;
}

static void
vouch_deliver_remind_init (VouchDeliverRemind *self)
{
}
