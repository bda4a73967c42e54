/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-calls.h"
#include "store/vouch-requests.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivery.h"
#include "sync/vouch-follow.h"

#define VOUCH_TYPE_DELIVER_OUTCOME (vouch_deliver_outcome_get_type ())
G_DECLARE_FINAL_TYPE (VouchDeliverOutcome, vouch_deliver_outcome, VOUCH, DELIVER_OUTCOME,
                      VouchDelivery)

struct _VouchDeliverOutcome
{
  VouchDelivery parent_instance;
};

G_DEFINE_FINAL_TYPE (VouchDeliverOutcome, vouch_deliver_outcome, VOUCH_TYPE_DELIVERY)

static VouchLook
vouch_deliver_outcome_look (VouchDelivery *delivery,
                            VouchReply    *reply,
                            const GError  *error)
{
  VouchSession *session = vouch_delivery_get_session (delivery);
  const char *wanted = vouch_delivery_get_effect (delivery)->body;
  const char *now = vouch_outcome_of (vouch_delivery_get_application (delivery),
                                      vouch_session_get_settings (session));

  if (g_strcmp0 (now, wanted) != 0)
    return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                vouch_reason_new ("outcome.changed", NULL));
  if (vouch_delivery_get_dialect (delivery)->outcome == NULL ||
      vouch_session_lacks (session, VOUCH_CAPABILITY_OUTCOME))
    return vouch_delivery_stop (delivery, VOUCH_LOOK_REFUSED,
                                vouch_reason_new ("outcome.unsupported", NULL));

  return VOUCH_LOOK_ABSENT;
}

static VouchCall *
vouch_deliver_outcome_build (VouchDelivery *delivery)
{
  return vouch_crosschq_call_outcome (vouch_delivery_get_dialect (delivery),
                                      vouch_delivery_get_request (delivery)->request_id,
                                      vouch_delivery_get_effect (delivery)->body);
}

static gboolean
vouch_deliver_outcome_took (VouchDelivery  *delivery,
                            VouchReply     *reply,
                            GError        **error)
{
  vouch_session_learn (vouch_delivery_get_session (delivery), VOUCH_CAPABILITY_OUTCOME, "yes");
  return TRUE;
}

/* Recorded, whether or not Crosschq's API takes it: a refusal names the manual step (M19). */
static gboolean
record_outcome (VouchDelivery  *delivery,
                VouchDb        *db,
                GError        **error)
{
  const VouchEffect *effect = vouch_delivery_get_effect (delivery);
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, effect->request_id, error);

  if (request == NULL)
    return FALSE;

  vouch_set_str (&request->outcome, effect->body);
  return vouch_requests_update (db, request, error) &&
         vouch_delivery_append_line (delivery, db, "outcome.recorded", NULL, error);
}

static gboolean
vouch_deliver_outcome_undone (VouchDelivery  *delivery,
                              VouchDb        *db,
                              GError        **error)
{
  return vouch_delivery_get_effect (delivery)->state != VOUCH_EFFECT_REFUSED ||
         record_outcome (delivery, db, error);
}

static void
vouch_deliver_outcome_class_init (VouchDeliverOutcomeClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  delivery_class->crosschq = TRUE;
  delivery_class->repeat = VOUCH_REPEAT_SET;
  delivery_class->refusable = TRUE;
  delivery_class->unsupported = "outcome.unsupported";
  delivery_class->look = vouch_deliver_outcome_look;
  delivery_class->build = vouch_deliver_outcome_build;
  delivery_class->took = vouch_deliver_outcome_took;
  delivery_class->record = record_outcome;
  delivery_class->undone = vouch_deliver_outcome_undone;
}

static void
vouch_deliver_outcome_init (VouchDeliverOutcome *self)
{
}
