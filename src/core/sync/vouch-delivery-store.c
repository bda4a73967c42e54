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
#include "sync/vouch-choices.h"
#include "sync/vouch-delivery-private.h"
#include "sync/vouch-list-lag.h"

static void
set_reason (VouchEffect *effect,
            VouchReason *reason)
{
  VouchReason *old = effect->reason;

  /* It may be the same one. */
  effect->reason = reason != NULL ? vouch_reason_ref (reason) : NULL;
  g_clear_pointer (&old, vouch_reason_unref);
}

gboolean
vouch_delivery_load (VouchDb   *db,
                     gpointer   data,
                     GError   **error)
{
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (data);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (data);
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
  VouchEffect *effect = vouch_delivery_get_private (self)->effect;

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

/* Whether another value waits behind one of which nobody knows whether it was set. FALSE on
 * error. */
static gboolean
has_successor (VouchDelivery     *self,
               VouchDb           *db,
               VouchEffectState   state,
               gboolean          *has,
               GError           **error)
{
  *has = FALSE;
  if (VOUCH_DELIVERY_GET_CLASS (self)->repeat != VOUCH_REPEAT_SET || state != VOUCH_EFFECT_UNKNOWN)
    return TRUE;

  return vouch_outbox_has_newer (db, vouch_delivery_get_private (self)->effect_id, has, error);
}

/* The value is not sent any more. Once the service must be done with it, it cannot come after the
 * newer one, which needs not know what became of it. */
static gboolean
make_way (VouchDelivery  *self,
          VouchDb        *db,
          GError        **error)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  gint64 silence_end = vouch_effect_get_silence_end (priv->effect);
  g_autoptr(VouchReason) newer = vouch_reason_new ("effect.newer", NULL);

  if (vouch_session_get_now (priv->session) < silence_end)
    return store_effect (self, db, VOUCH_EFFECT_UNKNOWN, silence_end, priv->effect->reason, error);

  return store_effect (self, db, VOUCH_EFFECT_SUPERSEDED, 0, newer, error) &&
         vouch_delivery_append_line (self, db, "effect.superseded", newer, error);
}

gboolean
vouch_delivery_store_done (VouchDb   *db,
                           gpointer   data,
                           GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  gboolean adopted = priv->effect->state != VOUCH_EFFECT_SENDING;
  const char *line = adopted ? "effect.found" : "effect.done";

  priv->effect->failures = 0;
  priv->told = FALSE;
  /* Most classes say in their own words what is there now. */
  return store_effect (self, db, VOUCH_EFFECT_DONE, 0, NULL, error) &&
         (klass->record == NULL || klass->record (self, db, error)) &&
         vouch_session_flush (priv->session, db, error) &&
         ((priv->told && !adopted) || vouch_delivery_append_line (self, db, line, NULL, error));
}

/* The class said why it must not be done: superseded, held or refused. */
static gboolean
store_stop (VouchDelivery     *self,
            VouchDb           *db,
            VouchEffectState   state,
            const char        *line,
            GError           **error)
{
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  gboolean news = priv->effect->state != state ||
  !vouch_reason_equal (priv->effect->reason, priv->reason);

  if (!news)
    return TRUE;

  return store_effect (self, db, state, 0, priv->reason, error) &&
         (state == VOUCH_EFFECT_HELD || call_undone (self, db, error)) &&
         vouch_session_flush (priv->session, db, error) &&
         vouch_delivery_append_line (self, db, line, priv->reason, error);
}

gboolean
vouch_delivery_store_changed (VouchDb   *db,
                              gpointer   data,
                              GError   **error)
{
  return store_stop (data, db, VOUCH_EFFECT_SUPERSEDED, "effect.superseded", error);
}

gboolean
vouch_delivery_store_held (VouchDb   *db,
                           gpointer   data,
                           GError   **error)
{
  return store_stop (data, db, VOUCH_EFFECT_HELD, "effect.held", error);
}

gboolean
vouch_delivery_store_refused (VouchDb   *db,
                              gpointer   data,
                              GError   **error)
{
  return store_stop (data, db, VOUCH_EFFECT_REFUSED, "effect.refused", error);
}

/* The service said that it is there already. Its answer is the last one until it is sent again. */
static gboolean
was_conflict (const VouchEffect *effect)
{
  return effect->http_status == 409 ||
         effect->http_status == 400;
}

gboolean
vouch_delivery_is_create (VouchDelivery *self)
{
  return g_str_equal (vouch_delivery_get_private (self)->effect->kind, "create-request");
}

/* SmartRecruiters shows at once what there is; a list shows a new request when it does. */
gint64
vouch_delivery_get_silence (VouchDelivery *self)
{
  VouchSession *session = vouch_delivery_get_private (self)->session;

  return vouch_delivery_is_create (self) ? vouch_list_lag_get_silence (session)
                                         : VOUCH_EFFECT_SILENCE;
}

static gint64
get_spacing (VouchDelivery *self)
{
  VouchSession *session = vouch_delivery_get_private (self)->session;

  return vouch_delivery_is_create (self) ? vouch_list_lag_get_spacing (session)
                                         : VOUCH_LOOK_SPACING;
}

/* Nothing was found after an unknown outcome: once more after a while, then it may be sent again.
 * What the service says is there and nobody finds is for a person (reliability.md §2.2, 6). */
gboolean
vouch_delivery_store_absent (VouchDb   *db,
                             gpointer   data,
                             GError   **error)
{
  VouchDelivery *self = data;
  VouchEffect *effect = vouch_delivery_get_private (self)->effect;
  gint64 now = vouch_session_get_now (vouch_delivery_get_private (self)->session);
  g_autoptr(VouchReason) lost = vouch_reason_new ("effect.not-found", NULL);
  g_autoptr(VouchReason) spent = vouch_reason_new ("effect.attempts", NULL);

  effect->absent++;
  if (effect->absent < 2)
    return store_effect (self, db, VOUCH_EFFECT_UNKNOWN, now + get_spacing (self), effect->reason,
                         error);

  effect->absent = 0;
  if (was_conflict (effect))
    return store_effect (self, db, VOUCH_EFFECT_HELD, 0, effect->reason, error) &&
           vouch_delivery_append_line (self, db, "effect.held", effect->reason, error);
  if (effect->attempts >= VOUCH_MAX_ATTEMPTS)
    return store_effect (self, db, VOUCH_EFFECT_HELD, 0, spent, error) &&
           vouch_delivery_append_line (self, db, "effect.held", spent, error);

  return store_effect (self, db, VOUCH_EFFECT_PLANNED, 0, lost, error) &&
         vouch_delivery_append_line (self, db, "effect.planned-again", lost, error);
}

/* A look that could not be made: the effect stays what it is, and waits. Many such waits in a row,
 * or an answer that makes no sense, are shown to a person, while the tries go on
 * (reliability.md §2.7). */
gboolean
vouch_delivery_store_wait (VouchDb   *db,
                           gpointer   data,
                           GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  VouchEffect *effect = priv->effect;
  gint64 next_at = vouch_session_get_now (priv->session) + priv->result.delay;
  gboolean first = effect->failures == 0;
  VouchEffectState state = effect->state;
  gboolean succeeded;

  if (!has_successor (self, db, state, &succeeded, error) || succeeded)
    return succeeded && make_way (self, db, error);

  effect->failures += priv->result.failed ? 1 : 0;
  if (state == VOUCH_EFFECT_PLANNED &&
      (effect->failures > VOUCH_MAX_FAILURES || priv->result.state == VOUCH_EFFECT_HELD))
    state = VOUCH_EFFECT_HELD;

  return store_effect (self, db, state, next_at, priv->result.reason, error) &&
         (!first ||
          vouch_delivery_append_line (self, db, "effect.waits", priv->result.reason, error));
}

const char *
vouch_delivery_get_bar (const VouchConnection *connection)
{
  if (!connection->on)
    return "connection.off";
  if (connection->paused)
    return "sending.paused";

  return connection->sends ? NULL : "computer.observes";
}

/* What more a create has to pass. */
static VouchReason *
find_create_bar (VouchDelivery          *self,
                 VouchDb                *db,
                 const VouchConnection  *connection,
                 gint64                  now,
                 GError                **error)
{
  const VouchEffect *effect = vouch_delivery_get_private (self)->effect;
  g_autoptr(VouchSettings) settings =
    vouch_choices_read_settings (db, connection->id, connection->kind, error);

  if (settings == NULL)
    return vouch_reason_new ("store.failed", NULL);
  if (!settings->enabled)
    return vouch_reason_new ("app.off", NULL);
  if (connection->rebuild)
    return vouch_reason_new ("entry.rebuild", NULL);
  if (vouch_outbox_count_sent (db, connection->id, effect->kind, now - VOUCH_DAY, error) >=
      settings->daily_cap)
    return vouch_reason_new ("cap.reached", NULL);

  return NULL;
}

/* May it leave now? Read in the transaction that lets it leave, so that a switch turned off a
 * moment ago counts. */
static VouchReason *
find_bar (VouchDelivery          *self,
          VouchDb                *db,
          const VouchConnection  *connection,
          gint64                  now,
          GError                **error)
{
  const char *bar = vouch_delivery_get_bar (connection);

  if (bar != NULL)
    return vouch_reason_new (bar, NULL);

  return vouch_delivery_is_create (self) ? find_create_bar (self, db, connection, now, error)
                                         : NULL;
}

/* What was planned before the connection was turned on again is from before it was turned on: the
 * planner asks (reliability.md §2.5). */
static VouchReason *
find_change (VouchDelivery          *self,
             VouchDb                *db,
             const VouchConnection  *connection,
             GError                **error)
{
  const VouchEffect *effect = vouch_delivery_get_private (self)->effect;
  g_autoptr(VouchTrigger) trigger = NULL;

  if (!vouch_delivery_is_create (self))
    return NULL;

  trigger = vouch_triggers_get (db, effect->trigger_id, error);
  if (trigger == NULL || trigger->confirmed || trigger->entered_on >= connection->turned_on_at)
    return NULL;

  return vouch_reason_new ("entry.before-on", NULL);
}

gboolean
vouch_delivery_store_sending (VouchDb   *db,
                              gpointer   data,
                              GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  VouchEffect *effect = priv->effect;
  gint64 now = vouch_session_get_now (priv->session);
  g_autoptr(VouchConnection) connection =
    vouch_connections_get (db, vouch_session_get_id (priv->session), error);
  g_autoptr(VouchReason) bar = NULL;
  g_autoptr(VouchReason) change = NULL;
  g_autoptr(GError) failure = NULL;
  gboolean succeeded;

  if (connection == NULL || !has_successor (self, db, effect->state, &succeeded, error))
    return FALSE;
  bar = find_bar (self, db, connection, now, &failure);
  if (failure == NULL && bar == NULL)
    change = find_change (self, db, connection, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  priv->dropped = bar != NULL || change != NULL || succeeded;
  if (succeeded)
    return make_way (self, db, error);
  if (change != NULL)
    {
      vouch_delivery_stop (self, VOUCH_LOOK_CHANGED, g_steal_pointer (&change));
      return vouch_delivery_store_changed (db, self, error);
    }
  if (bar != NULL)
    return vouch_reason_equal (bar, effect->reason) ||
           store_effect (self, db, VOUCH_EFFECT_PLANNED, now + VOUCH_MINUTE, bar, error);

  effect->attempts++;
  effect->http_status = 0;
  effect->sent_at = now;
  effect->look_date = priv->look_date;
  return store_effect (self, db, VOUCH_EFFECT_SENDING, 0, NULL, error) &&
         (klass->sending == NULL || klass->sending (self, db, error));
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

gboolean
vouch_delivery_store_outcome (VouchDb   *db,
                              gpointer   data,
                              GError   **error)
{
  VouchDelivery *self = data;
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  VouchEffect *effect = priv->effect;
  VouchEffectState state = priv->result.state;
  gint64 next_at = vouch_session_get_now (priv->session) + priv->result.delay;
  gboolean succeeded;
  gboolean good = has_successor (self, db, state, &succeeded, error);

  /* What only a person can mend has no next try. */
  if (state == VOUCH_EFFECT_HELD || state == VOUCH_EFFECT_REFUSED)
    next_at = 0;
  effect->failures = priv->result.failed ? effect->failures + 1 : 0;
  effect->absent = 0;
  if (succeeded)
    next_at = MIN (next_at, vouch_effect_get_silence_end (effect));
  else if (effect->failures > VOUCH_MAX_FAILURES)
    state = VOUCH_EFFECT_HELD;

  return good && store_effect (self, db, state, next_at, priv->result.reason, error) &&
         (state != VOUCH_EFFECT_REFUSED || call_undone (self, db, error)) &&
         vouch_session_flush (priv->session, db, error) &&
         vouch_delivery_append_line (self, db, line_for (state), priv->result.reason, error);
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
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (self);
  const VouchEffect *effect = priv->effect;
  g_autoptr(VouchReason) what =
    vouch_reason_new (id, "kind", effect->kind, "reason", why != NULL ? vouch_reason_get_id (why)
                      : NULL,
                      NULL);
  g_autoptr(VouchActivity) line =
    vouch_activity_new (vouch_session_get_now (priv->session), "vouch", what);

  priv->told = TRUE;
  line->application_id = effect->application_id;
  line->person_id = priv->application != NULL ? priv->application->person_id : 0;
  line->trigger_id = effect->trigger_id;
  line->request_id = effect->request_id;
  line->effect_id = effect->id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}
