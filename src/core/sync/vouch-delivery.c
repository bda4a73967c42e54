/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-delivery-private.h"
#include "sync/vouch-problem.h"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VouchDelivery, vouch_delivery, VOUCH_TYPE_PROCEDURE)

static void loaded_cb         (VouchProcedure *procedure, const GError *error);
static void looked_cb         (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void reserved_cb       (VouchProcedure *procedure, const GError *error);
static void stored_sending_cb (VouchProcedure *procedure, const GError *error);
static void sent_cb           (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void ended_cb          (VouchProcedure *procedure, const GError *error);

VouchDeliveryPrivate *
vouch_delivery_get_private (VouchDelivery *self)
{
  return vouch_delivery_get_instance_private (self);
}

static void
write_step (VouchDelivery  *self,
            const char     *what,
            VouchStoreFunc  func,
            VouchNextFunc   then)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  g_autofree char *label = g_strdup_printf ("commit %s: %s", what, priv->effect->kind);

  vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (priv->session), label,
                         func,
                         then);
}

/* A row that moved since it was read is a person's wish, or a newer one's: what was found out about
 * it is not written, and the next cycle goes on from what it says. */
static void
give_up (VouchDelivery *self,
         const GError  *error)
{
  if (g_error_matches (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE))
    vouch_procedure_return (VOUCH_PROCEDURE (self));
  else
    vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
}

/* The protocol. */

static VouchHttp *
get_http (VouchDelivery *self,
          gboolean       crosschq)
{
  VouchSession *session = vouch_delivery_get_private (self)->session;

  return crosschq ? vouch_session_get_crosschq (session) : vouch_session_get_ats (session);
}

/* It waits for its turn before the row says *sending*: what only waits was provably not sent. */
static void
send (VouchDelivery *self)
{
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);

  vouch_procedure_reserve (VOUCH_PROCEDURE (self), get_http (self, klass->crosschq),
                           klass->build (self), reserved_cb);
}

static void
judge_absence (VouchDelivery *self,
               gboolean       blind)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  gboolean looks = VOUCH_DELIVERY_GET_CLASS (self)->repeat == VOUCH_REPEAT_LOOK;

  if (priv->effect->state != VOUCH_EFFECT_UNKNOWN || !looks)
    {
      send (self);
      return;
    }
  if (!blind)
    {
      write_step (self, "absence", vouch_delivery_store_absent, ended_cb);
      return;
    }

  /* It may have happened and nobody can look: at most once, then a person decides (§2.2, 8). */
  priv->reason = vouch_reason_new ("effect.outcome-unknown", NULL);
  write_step (self, "held", vouch_delivery_store_held, ended_cb);
}

static void
wait_with (VouchDelivery *self,
           VouchReason   *reason) /* (transfer full) */
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  vouch_send_result_clear (&priv->result);
  priv->result.reason = reason;
  priv->result.failed = TRUE;
  priv->result.delay = vouch_retry_delay (priv->effect->failures + 1);
  write_step (self, "wait", vouch_delivery_store_wait, ended_cb);
}

/* Shown to a person at once, and tried again. */
static void
hold_with_tries (VouchDelivery *self)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  priv->result.state = VOUCH_EFFECT_HELD;
  priv->result.failed = TRUE;
  priv->result.delay = vouch_retry_delay (priv->effect->failures + 1);
  write_step (self, "wait", vouch_delivery_store_wait, ended_cb);
}

/* After a look that failed, or a call that could not leave. */
static void
judge_nothing_sent (VouchDelivery *self,
                    const GError  *error)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  if (error->domain == VOUCH_STORE_ERROR)
    {
      give_up (self, error);
      return;
    }

  vouch_send_result_judge (&priv->result, error, priv->call_crosschq, FALSE,
                           priv->effect->failures, vouch_delivery_get_silence (self));
  if (vouch_problem_is_passing (error) || priv->result.stop_queue)
    {
      priv->result.failed = !priv->result.stop_queue;
      priv->result.delay = MAX (priv->result.delay, vouch_retry_delay (priv->effect->failures + 1));
      write_step (self, "wait", vouch_delivery_store_wait, ended_cb);
      return;
    }

  /* One page of a proxy is no reason to give up; nor may what has perhaps happened become
   * something that has not. */
  if (priv->effect->state == VOUCH_EFFECT_UNKNOWN ||
      g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY))
    {
      hold_with_tries (self);
      return;
    }

  priv->reason = vouch_reason_ref (priv->result.reason);
  write_step (self, "held", vouch_delivery_store_held, ended_cb);
}

/* A create that was looked for and found too often is held; anything else whose outcome is not
 * known stays unknown, with the reason why it could not be found out. */
static void
hold (VouchDelivery *self)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  if (priv->effect->state != VOUCH_EFFECT_UNKNOWN ||
      g_str_equal (priv->effect->kind, "create-request"))
    {
      write_step (self, "held", vouch_delivery_store_held, ended_cb);
      return;
    }

  vouch_send_result_clear (&priv->result);
  priv->result.reason = vouch_reason_ref (priv->reason);
  hold_with_tries (self);
}

static void
go_on (VouchDelivery *self,
       VouchLook      verdict,
       const GError  *error)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  VouchCall *call = g_steal_pointer (&priv->call);

  switch (verdict)
    {
    case VOUCH_LOOK_MORE:
      vouch_procedure_call (VOUCH_PROCEDURE (self), get_http (self, priv->call_crosschq), call,
                            looked_cb);
      break;

    case VOUCH_LOOK_FOUND:
      write_step (self, "found", vouch_delivery_store_done, ended_cb);
      break;

    case VOUCH_LOOK_ABSENT:
    case VOUCH_LOOK_BLIND:
      judge_absence (self, verdict == VOUCH_LOOK_BLIND);
      break;

    case VOUCH_LOOK_CHANGED:
      write_step (self, "superseded", vouch_delivery_store_changed, ended_cb);
      break;

    case VOUCH_LOOK_HOLD:
      hold (self);
      break;

    case VOUCH_LOOK_REFUSED:
      write_step (self, "refused", vouch_delivery_store_refused, ended_cb);
      break;

    case VOUCH_LOOK_LATER:
      wait_with (self, g_steal_pointer (&priv->reason));
      break;

    case VOUCH_LOOK_FAILED:
      judge_nothing_sent (self, error);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
loaded_cb (VouchProcedure *procedure,
           const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else if (!vouch_effect_state_is_open (vouch_delivery_get_private (self)->effect->state))
    vouch_procedure_return (procedure);
  else
    go_on (self, VOUCH_DELIVERY_GET_CLASS (self)->look (self, NULL, NULL), NULL);
}

static void
looked_cb (VouchProcedure *procedure,
           VouchReply     *reply,
           const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  priv->n_reads++;
  /* The time of the look is the answering service's own (reliability.md §2.3); of one that tells no
   * time, the best that is known. */
  if (reply != NULL && priv->call_crosschq == VOUCH_DELIVERY_GET_CLASS (self)->crosschq)
    priv->look_date = reply->date != 0 ? reply->date : vouch_session_get_now (priv->session);

  go_on (self, VOUCH_DELIVERY_GET_CLASS (self)->look (self, reply, error), error);
}

static void
reserved_cb (VouchProcedure *procedure,
             const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);

  if (error == NULL)
    {
      write_step (self, "sending", vouch_delivery_store_sending, stored_sending_cb);
      return;
    }

  vouch_delivery_get_private (self)->call_crosschq = VOUCH_DELIVERY_GET_CLASS (self)->crosschq;
  judge_nothing_sent (self, error);
}

static void
stored_sending_cb (VouchProcedure *procedure,
                   const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  if (error != NULL)
    give_up (self, error);
  else if (priv->dropped)
    vouch_procedure_return (procedure);
  else
    vouch_procedure_send (procedure, sent_cb);
}

static void
name_unsupported (VouchDelivery *self,
                  const GError  *error)
{
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  if (klass->unsupported == NULL ||
      !(g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND) ||
        g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNSUPPORTED)))
    return;

  vouch_send_result_clear (&priv->result);
  priv->result.reason = vouch_reason_new (klass->unsupported, NULL);
}

/* To set a value once more is harmless, yet not at the same pace for ever: each try that tells
 * nothing is followed by a longer wait, and many of them are for a person (reliability.md §2.7). */
static void
slow_down (VouchDelivery *self)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  VouchSendResult *result = &priv->result;
  int failures = priv->effect->failures;

  if (VOUCH_DELIVERY_GET_CLASS (self)->repeat != VOUCH_REPEAT_SET ||
      result->state != VOUCH_EFFECT_UNKNOWN)
    return;

  result->failed = TRUE;
  if (failures > 0 || result->delay > 0)
    result->delay = MAX (result->delay, vouch_retry_delay (failures + 1));
}

static void
sent_cb (VouchProcedure *procedure,
         VouchReply     *reply,
         const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  g_autoptr(GError) failure = NULL;

  priv->effect->http_status = reply != NULL ? reply->status : vouch_api_error_get_status (error);
  if (reply != NULL && klass->took (self, reply, &failure))
    {
      write_step (self, "outcome", vouch_delivery_store_done, ended_cb);
      return;
    }

  vouch_send_result_judge (&priv->result, error != NULL ? error : failure, klass->crosschq,
                           klass->refusable, priv->effect->failures,
                           vouch_delivery_get_silence (self));
  slow_down (self);
  name_unsupported (self, error);
  if (priv->result.stop_queue)
    vouch_session_set_crosschq_problem (priv->session, priv->result.reason);
  write_step (self, "outcome", vouch_delivery_store_outcome, ended_cb);
}

static void
ended_cb (VouchProcedure *procedure,
          const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  if (priv->result.stop_queue)
    vouch_session_set_crosschq_problem (priv->session, priv->result.reason);

  if (error != NULL)
    give_up (self, error);
  else
    vouch_procedure_return (procedure);
}

static void
vouch_delivery_start (VouchProcedure *procedure)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (VOUCH_DELIVERY (procedure));

  vouch_procedure_write (procedure, vouch_session_get_store (priv->session), "read effect",
                         vouch_delivery_load,
                         loaded_cb);
}

static void
vouch_delivery_finalize (GObject *object)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (VOUCH_DELIVERY (object));

  g_clear_object (&priv->session);
  g_clear_pointer (&priv->effect, vouch_effect_free);
  g_clear_pointer (&priv->application, vouch_application_free);
  g_clear_pointer (&priv->request, vouch_request_row_free);
  g_clear_pointer (&priv->candidate_id, g_free);
  g_clear_pointer (&priv->candidate, vouch_reply_unref);
  g_clear_pointer (&priv->call, vouch_call_unref);
  g_clear_pointer (&priv->reason, vouch_reason_unref);
  vouch_send_result_clear (&priv->result);

  G_OBJECT_CLASS (vouch_delivery_parent_class)->finalize (object);
}

static void
vouch_delivery_class_init (VouchDeliveryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_delivery_finalize;
  VOUCH_PROCEDURE_CLASS (klass)->start = vouch_delivery_start;
}

static void
vouch_delivery_init (VouchDelivery *self)
{
}

/**
 * vouch_delivery_new:
 * @session: the connection
 * @effect: a row of the outbox; read again before anything is done
 *
 * Returns: (transfer full): the procedure of its kind
 */
VouchDelivery *
vouch_delivery_new (VouchSession      *session,
                    const VouchEffect *effect)
{
  GType type = vouch_deliver_type_for (effect->kind);
  VouchDelivery *self;
  VouchDeliveryPrivate *priv;

  g_return_val_if_fail (type != G_TYPE_INVALID, NULL);

  self = g_object_new (type, NULL);
  priv = vouch_delivery_get_private (self);
  priv->session = g_object_ref (session);
  priv->effect_id = effect->id;
  return self;
}

VouchSession *
vouch_delivery_get_session (VouchDelivery *self)
{
  return vouch_delivery_get_private (self)->session;
}

const VouchEffect *
vouch_delivery_get_effect (VouchDelivery *self)
{
  return vouch_delivery_get_private (self)->effect;
}

const VouchApplication *
vouch_delivery_get_application (VouchDelivery *self)
{
  return vouch_delivery_get_private (self)->application;
}

const VouchRequestRow *
vouch_delivery_get_request (VouchDelivery *self)
{
  return vouch_delivery_get_private (self)->request;
}

const VouchCrosschqDialect *
vouch_delivery_get_dialect (VouchDelivery *self)
{
  const char *name =
    vouch_session_get_connection (vouch_delivery_get_private (self)->session)->crosschq_dialect;

  return vouch_crosschq_dialect_lookup (name != NULL ? name : "v2");
}

/**
 * vouch_delivery_get_n_reads:
 * @self: a delivery
 *
 * Returns: how many reads of this look have been answered
 */
guint
vouch_delivery_get_n_reads (VouchDelivery *self)
{
  return vouch_delivery_get_private (self)->n_reads;
}

/**
 * vouch_delivery_read:
 * @self: a delivery whose look needs another answer
 * @crosschq: from Crosschq; otherwise from SmartRecruiters
 * @call: (transfer full): what to read
 */
void
vouch_delivery_read (VouchDelivery *self,
                     gboolean       crosschq,
                     VouchCall     *call)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  g_assert (priv->call == NULL);
  priv->call = call;
  priv->call_crosschq = crosschq;
}

/**
 * vouch_delivery_stop:
 * @self: a delivery
 * @verdict: changed, hold or refused
 * @reason: (transfer full): why
 *
 * Returns: @verdict, so that a look can end with it
 */
VouchLook
vouch_delivery_stop (VouchDelivery *self,
                     VouchLook      verdict,
                     VouchReason   *reason)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);

  g_clear_pointer (&priv->reason, vouch_reason_unref);
  priv->reason = reason;
  return verdict;
}

void
vouch_delivery_set_remote_id (VouchDelivery *self,
                              const char    *remote_id)
{
  vouch_set_str (&vouch_delivery_get_private (self)->effect->remote_id, remote_id);
}
