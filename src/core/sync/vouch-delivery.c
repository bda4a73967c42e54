/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "model/vouch-activity.h"
#include "store/vouch-applications.h"
#include "store/vouch-connections.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-delivery.h"
#include "sync/vouch-deliver-kinds.h"
#include "sync/vouch-outcome.h"
#include "sync/vouch-problem.h"

typedef struct
{
  VouchSession *session;          /* (owned) */
  gint64 effect_id;

  VouchEffect *effect;            /* (owned) (nullable): as in the store */
  VouchApplication *application;  /* (owned) (nullable) */
  VouchRequestRow *request;       /* (owned) (nullable) */

  guint n_reads;
  VouchCall *call;                /* (owned) (nullable): the read the class asked for */
  gboolean call_crosschq;
  gint64 look_date;
  VouchReason *reason;            /* (owned) (nullable): set by the class */
  VouchSendResult result;
  gboolean dropped;               /* it may not be sent now; the row says why */
} VouchDeliveryPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (VouchDelivery, vouch_delivery, VOUCH_TYPE_PROCEDURE)

static void loaded_cb         (VouchProcedure *procedure, const GError *error);
static void looked_cb         (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void stored_sending_cb (VouchProcedure *procedure, const GError *error);
static void sent_cb           (VouchProcedure *procedure, VouchReply *reply, const GError *error);
static void ended_cb          (VouchProcedure *procedure, const GError *error);

static VouchDeliveryPrivate *
get_private (VouchDelivery *self)
{
  return vouch_delivery_get_instance_private (self);
}

static void
set_reason (VouchEffect *effect,
            VouchReason *reason)
{
  g_clear_pointer (&effect->reason, vouch_reason_unref);
  effect->reason = reason != NULL ? vouch_reason_ref (reason) : NULL;
}

static void
write_step (VouchDelivery  *self,
            const char     *what,
            VouchStoreFunc  func,
            VouchNextFunc   then)
{
  VouchDeliveryPrivate *priv = get_private (self);
  g_autofree char *label = g_strdup_printf ("commit %s: %s", what, priv->effect->kind);

  vouch_procedure_write (VOUCH_PROCEDURE (self), vouch_session_get_store (priv->session), label, func,
                         then);
}

/* The transactions. */

static gboolean
load (VouchDb   *db,
      gpointer   data,
      GError   **error)
{
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (data);
  VouchDeliveryPrivate *priv = get_private (data);
  g_autoptr(GError) failure = NULL;

  priv->effect = vouch_outbox_get (db, priv->effect_id, error);
  if (priv->effect == NULL)
    return FALSE;

  if (priv->effect->application_id != 0)
    priv->application = vouch_applications_get (db, priv->effect->application_id, &failure);
  if (failure == NULL && priv->effect->request_id != 0)
    priv->request = vouch_requests_get (db, priv->effect->request_id, &failure);
  if (failure == NULL)
    return klass->load == NULL || klass->load (data, db, error);

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
store_effect (VouchDelivery     *self,
              VouchDb           *db,
              VouchEffectState   state,
              gint64             next_at,
              VouchReason       *reason,
              GError           **error)
{
  VouchEffect *effect = get_private (self)->effect;

  effect->state = state;
  effect->next_at = next_at;
  set_reason (effect, reason);
  if (!vouch_outbox_update (db, effect, error))
    return FALSE;

  effect->version++;
  return TRUE;
}

static gboolean
call_undone (VouchDelivery  *self,
             VouchDb        *db,
             GError        **error)
{
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);

  return klass->undone == NULL || klass->undone (self, db, error);
}

static gboolean
store_done (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = get_private (self);
  gboolean adopted = priv->effect->state != VOUCH_EFFECT_SENDING;
  const char *line = adopted ? "effect.found" : "effect.done";

  priv->effect->failures = 0;
  return store_effect (self, db, VOUCH_EFFECT_DONE, 0, NULL, error) &&
         (klass->record == NULL || klass->record (self, db, error)) &&
         vouch_session_flush (priv->session, db, error) &&
         vouch_delivery_append_line (self, db, line, NULL, error);
}

/* The class said why it must not be done: superseded, held or refused. */
static gboolean
store_stop (VouchDelivery     *self,
            VouchDb           *db,
            VouchEffectState   state,
            const char        *line,
            GError           **error)
{
  VouchDeliveryPrivate *priv = get_private (self);
  gboolean news = priv->effect->state != state || !vouch_reason_equal (priv->effect->reason, priv->reason);

  if (!news)
    return TRUE;

  return store_effect (self, db, state, 0, priv->reason, error) &&
         (state == VOUCH_EFFECT_HELD || call_undone (self, db, error)) &&
         vouch_session_flush (priv->session, db, error) &&
         vouch_delivery_append_line (self, db, line, priv->reason, error);
}

static gboolean
store_changed (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  return store_stop (data, db, VOUCH_EFFECT_SUPERSEDED, "effect.superseded", error);
}

static gboolean
store_held (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  return store_stop (data, db, VOUCH_EFFECT_HELD, "effect.held", error);
}

static gboolean
store_refused (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  return store_stop (data, db, VOUCH_EFFECT_REFUSED, "effect.refused", error);
}

/* Nothing was found after an unknown outcome: once more after a while, then it may be sent again. */
static gboolean
store_absent (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  VouchDelivery *self = data;
  VouchEffect *effect = get_private (self)->effect;
  gint64 now = vouch_session_get_now (get_private (self)->session);
  g_autoptr(VouchReason) lost = vouch_reason_new ("effect.not-found", NULL);
  g_autoptr(VouchReason) spent = vouch_reason_new ("effect.attempts", NULL);

  effect->absent++;
  if (effect->absent < 2)
    return store_effect (self, db, VOUCH_EFFECT_UNKNOWN, now + VOUCH_LOOK_SPACING, effect->reason, error);

  effect->absent = 0;
  if (effect->attempts >= VOUCH_MAX_ATTEMPTS)
    return store_effect (self, db, VOUCH_EFFECT_HELD, 0, spent, error) &&
           vouch_delivery_append_line (self, db, "effect.held", spent, error);

  return store_effect (self, db, VOUCH_EFFECT_PLANNED, 0, lost, error) &&
         vouch_delivery_append_line (self, db, "effect.planned-again", lost, error);
}

/* A look that could not be made: the effect stays what it is, and waits. Many such waits in a row are
 * shown to a person, while the tries go on (reliability.md §2.7). */
static gboolean
store_wait (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryPrivate *priv = get_private (self);
  VouchEffect *effect = priv->effect;
  gint64 next_at = vouch_session_get_now (priv->session) + priv->result.delay;
  gboolean first = effect->failures == 0;
  VouchEffectState state = effect->state;

  effect->failures += priv->result.failed ? 1 : 0;
  if (effect->failures > VOUCH_MAX_FAILURES && state == VOUCH_EFFECT_PLANNED)
    state = VOUCH_EFFECT_HELD;

  return store_effect (self, db, state, next_at, priv->result.reason, error) &&
         (!first || vouch_delivery_append_line (self, db, "effect.waits", priv->result.reason, error));
}

/* May it leave now? Read in the transaction that lets it leave, so that a switch turned off a moment
 * ago counts. */
static VouchReason *
find_bar (VouchDelivery  *self,
          VouchDb        *db,
          gint64          now,
          GError        **error)
{
  VouchDeliveryPrivate *priv = get_private (self);
  g_autoptr(VouchConnection) connection =
    vouch_connections_get (db, vouch_session_get_id (priv->session), error);
  gint64 cap = vouch_session_get_settings (priv->session)->daily_cap;
  gboolean creates = g_str_equal (priv->effect->kind, "create-request");

  if (connection == NULL)
    return vouch_reason_new ("store.failed", NULL);
  if (!connection->on)
    return vouch_reason_new ("connection.off", NULL);
  if (connection->paused)
    return vouch_reason_new ("sending.paused", NULL);
  if (!connection->sends)
    return vouch_reason_new ("computer.observes", NULL);
  if (creates && connection->rebuild)
    return vouch_reason_new ("entry.rebuild", NULL);
  if (creates && vouch_outbox_count_sent (db, connection->id, priv->effect->kind, now - VOUCH_DAY,
                                          error) >= cap)
    return vouch_reason_new ("cap.reached", NULL);

  return NULL;
}

static gboolean
store_sending (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryPrivate *priv = get_private (self);
  VouchEffect *effect = priv->effect;
  gint64 now = vouch_session_get_now (priv->session);
  g_autoptr(VouchReason) bar = find_bar (self, db, now, error);

  if (error != NULL && *error != NULL)
    return FALSE;
  priv->dropped = bar != NULL;
  if (bar != NULL)
    return vouch_reason_equal (bar, effect->reason) ||
           store_effect (self, db, VOUCH_EFFECT_PLANNED, now + VOUCH_MINUTE, bar, error);

  effect->attempts++;
  effect->sent_at = now;
  effect->look_date = priv->look_date;
  return store_effect (self, db, VOUCH_EFFECT_SENDING, 0, NULL, error);
}

static const char *
line_for (VouchEffectState state)
{
  switch (state)
    {
    case VOUCH_EFFECT_UNKNOWN:    return "effect.unknown";
    case VOUCH_EFFECT_HELD:       return "effect.held";
    case VOUCH_EFFECT_REFUSED:    return "effect.refused";
    case VOUCH_EFFECT_PLANNED:    return "effect.waits";
    case VOUCH_EFFECT_SENDING:
    case VOUCH_EFFECT_DONE:
    case VOUCH_EFFECT_SUPERSEDED:
    default:                      g_return_val_if_reached ("effect.waits");
    }
}

static gboolean
store_outcome (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryPrivate *priv = get_private (self);
  VouchEffect *effect = priv->effect;
  VouchEffectState state = priv->result.state;
  gint64 next_at = vouch_session_get_now (priv->session) + priv->result.delay;

  /* What only a person can mend has no next try. */
  if (state == VOUCH_EFFECT_HELD || state == VOUCH_EFFECT_REFUSED)
    next_at = 0;
  effect->failures = priv->result.failed ? effect->failures + 1 : 0;
  effect->absent = 0;
  if (effect->failures > VOUCH_MAX_FAILURES && state == VOUCH_EFFECT_PLANNED)
    state = VOUCH_EFFECT_HELD;

  return store_effect (self, db, state, next_at, priv->result.reason, error) &&
         (state != VOUCH_EFFECT_REFUSED || call_undone (self, db, error)) &&
         vouch_session_flush (priv->session, db, error) &&
         vouch_delivery_append_line (self, db, line_for (state), priv->result.reason, error);
}

/* The protocol. */

static void
send (VouchDelivery *self)
{
  write_step (self, "sending", store_sending, stored_sending_cb);
}

static void
judge_absence (VouchDelivery *self,
               gboolean       blind)
{
  VouchDeliveryPrivate *priv = get_private (self);
  gboolean looks = VOUCH_DELIVERY_GET_CLASS (self)->repeat == VOUCH_REPEAT_LOOK;

  if (priv->effect->state != VOUCH_EFFECT_UNKNOWN || !looks)
    {
      send (self);
      return;
    }
  if (!blind)
    {
      write_step (self, "absence", store_absent, ended_cb);
      return;
    }

  /* It may have happened and nobody can look: at most once, then a person decides (§2.2, 8). */
  priv->reason = vouch_reason_new ("effect.outcome-unknown", NULL);
  write_step (self, "held", store_held, ended_cb);
}

static void
wait_with (VouchDelivery *self,
           VouchReason   *reason) /* (transfer full) */
{
  VouchDeliveryPrivate *priv = get_private (self);

  vouch_send_result_clear (&priv->result);
  priv->result.reason = reason;
  priv->result.failed = TRUE;
  priv->result.delay = vouch_retry_delay (priv->effect->failures + 1);
  write_step (self, "wait", store_wait, ended_cb);
}

static void
judge_failed_look (VouchDelivery *self,
                   const GError  *error)
{
  VouchDeliveryPrivate *priv = get_private (self);

  if (error->domain == VOUCH_STORE_ERROR)
    {
      vouch_procedure_fail (VOUCH_PROCEDURE (self), error);
      return;
    }

  vouch_send_result_judge (&priv->result, error, priv->call_crosschq, FALSE, priv->effect->failures);
  if (vouch_problem_is_passing (error) || priv->result.stop_queue)
    {
      priv->result.failed = !priv->result.stop_queue;
      priv->result.delay = MAX (priv->result.delay, vouch_retry_delay (priv->effect->failures + 1));
      write_step (self, "wait", store_wait, ended_cb);
      return;
    }

  priv->reason = vouch_reason_ref (priv->result.reason);
  write_step (self, "held", store_held, ended_cb);
}

static void
go_on (VouchDelivery *self,
       VouchLook      verdict,
       const GError  *error)
{
  VouchDeliveryPrivate *priv = get_private (self);
  VouchCall *call = g_steal_pointer (&priv->call);

  switch (verdict)
    {
    case VOUCH_LOOK_MORE:
      vouch_procedure_call (VOUCH_PROCEDURE (self),
                            priv->call_crosschq ? vouch_session_get_crosschq (priv->session)
                                                : vouch_session_get_ats (priv->session),
                            call, looked_cb);
      break;

    case VOUCH_LOOK_FOUND:
      write_step (self, "found", store_done, ended_cb);
      break;

    case VOUCH_LOOK_ABSENT:
    case VOUCH_LOOK_BLIND:
      judge_absence (self, verdict == VOUCH_LOOK_BLIND);
      break;

    case VOUCH_LOOK_CHANGED:
      write_step (self, "superseded", store_changed, ended_cb);
      break;

    case VOUCH_LOOK_HOLD:
      write_step (self, "held", store_held, ended_cb);
      break;

    case VOUCH_LOOK_REFUSED:
      write_step (self, "refused", store_refused, ended_cb);
      break;

    case VOUCH_LOOK_LATER:
      wait_with (self, g_steal_pointer (&priv->reason));
      break;

    case VOUCH_LOOK_FAILED:
      judge_failed_look (self, error);
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
  else if (!vouch_effect_state_is_open (get_private (self)->effect->state))
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
  VouchDeliveryPrivate *priv = get_private (self);

  priv->n_reads++;
  /* The time of the look is the answering service's own (reliability.md §2.3). */
  if (reply != NULL && priv->call_crosschq == VOUCH_DELIVERY_GET_CLASS (self)->crosschq)
    priv->look_date = reply->date;

  go_on (self, VOUCH_DELIVERY_GET_CLASS (self)->look (self, reply, error), error);
}

static void
stored_sending_cb (VouchProcedure *procedure,
                   const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = get_private (self);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else if (priv->dropped)
    vouch_procedure_return (procedure);
  else
    vouch_procedure_call (procedure,
                          klass->crosschq ? vouch_session_get_crosschq (priv->session)
                                          : vouch_session_get_ats (priv->session),
                          klass->build (self), sent_cb);
}

static void
name_unsupported (VouchDelivery *self,
                  const GError  *error)
{
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = get_private (self);

  if (klass->unsupported == NULL ||
      !(g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_FOUND) ||
        g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNSUPPORTED)))
    return;

  vouch_send_result_clear (&priv->result);
  priv->result.reason = vouch_reason_new (klass->unsupported, NULL);
}

static void
sent_cb (VouchProcedure *procedure,
         VouchReply     *reply,
         const GError   *error)
{
  VouchDelivery *self = VOUCH_DELIVERY (procedure);
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = get_private (self);
  g_autoptr(GError) failure = NULL;

  priv->effect->http_status = reply != NULL ? reply->status : vouch_api_error_get_status (error);
  if (reply != NULL && klass->took (self, reply, &failure))
    {
      write_step (self, "outcome", store_done, ended_cb);
      return;
    }

  vouch_send_result_judge (&priv->result, error != NULL ? error : failure, klass->crosschq, klass->refusable,
                           priv->effect->failures);
  name_unsupported (self, error);
  if (priv->result.stop_queue)
    vouch_session_set_crosschq_problem (priv->session, priv->result.reason);
  write_step (self, "outcome", store_outcome, ended_cb);
}

static void
ended_cb (VouchProcedure *procedure,
          const GError   *error)
{
  VouchDeliveryPrivate *priv = get_private (VOUCH_DELIVERY (procedure));

  if (priv->result.stop_queue)
    vouch_session_set_crosschq_problem (priv->session, priv->result.reason);

  if (error != NULL)
    vouch_procedure_fail (procedure, error);
  else
    vouch_procedure_return (procedure);
}

static void
vouch_delivery_start (VouchProcedure *procedure)
{
  VouchDeliveryPrivate *priv = get_private (VOUCH_DELIVERY (procedure));

  vouch_procedure_write (procedure, vouch_session_get_store (priv->session), "read effect", load, loaded_cb);
}

static void
vouch_delivery_finalize (GObject *object)
{
  VouchDeliveryPrivate *priv = get_private (VOUCH_DELIVERY (object));

  g_clear_object (&priv->session);
  g_clear_pointer (&priv->effect, vouch_effect_free);
  g_clear_pointer (&priv->application, vouch_application_free);
  g_clear_pointer (&priv->request, vouch_request_row_free);
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
  priv = get_private (self);
  priv->session = g_object_ref (session);
  priv->effect_id = effect->id;
  return self;
}

VouchSession *
vouch_delivery_get_session (VouchDelivery *self)
{
  return get_private (self)->session;
}

const VouchEffect *
vouch_delivery_get_effect (VouchDelivery *self)
{
  return get_private (self)->effect;
}

const VouchApplication *
vouch_delivery_get_application (VouchDelivery *self)
{
  return get_private (self)->application;
}

const VouchRequestRow *
vouch_delivery_get_request (VouchDelivery *self)
{
  return get_private (self)->request;
}

const VouchCrosschqDialect *
vouch_delivery_get_dialect (VouchDelivery *self)
{
  const char *name = vouch_session_get_connection (get_private (self)->session)->crosschq_dialect;

  return vouch_crosschq_dialect_lookup (name != NULL ? name : "v2");
}

/**
 * vouch_delivery_get_look_date:
 * @self: a delivery
 *
 * Returns: the service's time of the look before the last send, or 0 when it was never sent
 */
gint64
vouch_delivery_get_look_date (VouchDelivery *self)
{
  return get_private (self)->effect->look_date;
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
  return get_private (self)->n_reads;
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
  VouchDeliveryPrivate *priv = get_private (self);

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
  VouchDeliveryPrivate *priv = get_private (self);

  g_clear_pointer (&priv->reason, vouch_reason_unref);
  priv->reason = reason;
  return verdict;
}

void
vouch_delivery_set_remote_id (VouchDelivery *self,
                              const char    *remote_id)
{
  vouch_set_str (&get_private (self)->effect->remote_id, remote_id);
}

/**
 * vouch_delivery_append_line:
 * @self: a delivery
 * @db: the store, inside a transaction
 * @id: text id of the line
 * @why: (nullable): the reason it names
 * @error: return location
 *
 * Appends a line about this effect to the ledger.
 */
gboolean
vouch_delivery_append_line (VouchDelivery  *self,
                            VouchDb        *db,
                            const char     *id,
                            VouchReason    *why,
                            GError        **error)
{
  VouchDeliveryPrivate *priv = get_private (self);
  const VouchEffect *effect = priv->effect;
  g_autoptr(VouchReason) what =
    vouch_reason_new (id, "kind", effect->kind, "reason", why != NULL ? vouch_reason_get_id (why) : NULL,
                      NULL);
  g_autoptr(VouchActivity) line =
    vouch_activity_new (vouch_session_get_now (priv->session), "vouch", what);

  line->application_id = effect->application_id;
  line->person_id = priv->application != NULL ? priv->application->person_id : 0;
  line->trigger_id = effect->trigger_id;
  line->request_id = effect->request_id;
  line->effect_id = effect->id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}
