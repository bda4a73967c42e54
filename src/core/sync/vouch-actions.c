/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "model/vouch-activity.h"
#include "store/vouch-applications.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-action-error.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-mended.h"
#include "sync/vouch-review.h"

static gboolean
append_line (VouchDb            *db,
             const char         *id,
             const VouchEffect  *effect,
             gint64              now,
             GError            **error)
{
  g_autoptr(VouchReason) what = vouch_reason_new (id, "kind", effect->kind, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "person", what);

  line->application_id = effect->application_id;
  line->trigger_id = effect->trigger_id;
  line->request_id = effect->request_id;
  line->effect_id = effect->id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}

static gboolean
waits_for_person (const VouchEffect  *effect,
                  GError            **error)
{
  if (effect->state == VOUCH_EFFECT_HELD || effect->state == VOUCH_EFFECT_UNKNOWN)
    return TRUE;

  return vouch_action_refuse (VOUCH_ACTION_ERROR_NOT_WAITING, error);
}

static gboolean
is_create (const VouchEffect *effect)
{
  return g_str_equal (effect->kind, "create-request");
}

static gboolean
has_reason (const VouchEffect *effect,
            const char        *id)
{
  return effect->reason != NULL && g_str_equal (vouch_reason_get_id (effect->reason), id);
}

static gboolean
is_similar (const VouchEffect *effect)
{
  return has_reason (effect, "request.similar");
}

/* A create whose outcome is unknown may have reached people, and so may one that was sent and that
 * another one is too much like; every other held one provably did not. */
static gboolean
may_have_happened (const VouchEffect *effect)
{
  return effect->state == VOUCH_EFFECT_UNKNOWN || has_reason (effect, "effect.outcome-unknown") ||
         (effect->attempts > 0 &&
          (is_similar (effect) || has_reason (effect, "request.ambiguous")));
}

/* Crosschq does not know it, and a person says that this is so for good. */
static gboolean
is_unknown_request (const VouchEffect *effect)
{
  return g_str_equal (effect->kind, VOUCH_REVIEW_REQUEST) && has_reason (effect, "request.unknown");
}

static gboolean
close_request (VouchDb   *db,
               gint64     request_id,
               gint64     now,
               GError   **error)
{
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, request_id, error);

  if (request == NULL)
    return FALSE;

  request->stage = VOUCH_STAGE_CANCELLED;
  request->closed_at = now;
  return vouch_requests_update (db, request, error);
}

static gboolean
move_trigger (VouchDb            *db,
              gint64              trigger_id,
              VouchTriggerState   state,
              const char         *reason_id,
              GError            **error)
{
  g_autoptr(VouchTrigger) trigger = vouch_triggers_get (db, trigger_id, error);

  if (trigger == NULL)
    return FALSE;

  trigger->state = state;
  g_clear_pointer (&trigger->reason, vouch_reason_unref);
  trigger->reason = reason_id != NULL ? vouch_reason_new (reason_id, NULL) : NULL;
  return vouch_triggers_update (db, trigger, error);
}

static gboolean
settle (VouchDb           *db,
        VouchEffect       *effect,
        VouchEffectState   state,
        const char        *reason_id,
        GError           **error)
{
  vouch_effect_settle (effect, state, reason_id);
  return vouch_outbox_update (db, effect, error);
}

static gboolean
plan_for_request (VouchDb                *db,
                  const VouchRequestRow  *request,
                  const char             *kind,
                  int                     entry,
                  const char             *body,
                  const char             *attempt_id,
                  gint64                  now,
                  GError                **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
  g_autoptr(VouchEffect) effect = vouch_effect_new (kind, subject, entry);
  gint64 id;

  effect->connection_id = request->connection_id;
  effect->request_id = request->id;
  effect->application_id = request->application_id;
  effect->trigger_id = request->trigger_id;
  effect->attempt_id = g_strdup (attempt_id);
  effect->created_at = now;
  vouch_effect_set_body (effect, body);
  id = vouch_outbox_plan (db, effect, NULL, error);
  if (id == 0)
    return FALSE;

  effect->id = id;
  return append_line (db, "effect.asked-for", effect, now, error);
}

/* A cancel that waits for a person and is let go does not hang on the guard any more. Whether it is
 * still wanted hangs on the application: whoever was moved back meanwhile keeps their request
 * (I6). */
static gboolean
release_cancel (VouchDb      *db,
                VouchEffect  *effect,
                gint64        now,
                GError      **error)
{
  /* Of somebody who was erased nothing is left to read again. */
  const char *body = effect->body != NULL ? "released" : "manual";
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, effect->request_id, error);

  return request != NULL &&
         settle (db, effect, VOUCH_EFFECT_SUPERSEDED, "effect.planned-anew", error) &&
         plan_for_request (db, request, "cancel-request", 0, body, effect->attempt_id, now, error);
}

gboolean
vouch_action_retry (VouchDb   *db,
                    gint64     effect_id,
                    gboolean   send_anyway,
                    gint64     now,
                    GError   **error)
{
  g_autoptr(VouchEffect) effect = vouch_outbox_get (db, effect_id, error);

  if (effect == NULL || !waits_for_person (effect, error))
    return FALSE;
  if (may_have_happened (effect) && !send_anyway)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_MAY_BE_SENT, error);
  if (is_similar (effect) && send_anyway)
    return settle (db, effect, VOUCH_EFFECT_PLANNED, "effect.send-anyway", error) &&
           append_line (db, "effect.retried", effect, now, error);
  /* The person's data may have been mended meanwhile. */
  if (is_create (effect) && !may_have_happened (effect))
    return vouch_mended_plan_anew (db, effect, now, error) &&
           append_line (db, "effect.retried", effect, now, error);

  if (g_str_equal (effect->kind, "cancel-request") && g_strcmp0 (effect->body, "manual") != 0)
    return release_cancel (db, effect, now, error) &&
           append_line (db, "effect.retried", effect, now, error);

  return settle (db, effect, VOUCH_EFFECT_PLANNED, NULL, error) &&
         append_line (db, "effect.retried", effect, now, error);
}

gboolean
vouch_action_skip_effect (VouchDb   *db,
                          gint64     effect_id,
                          gint64     now,
                          GError   **error)
{
  g_autoptr(VouchEffect) effect = vouch_outbox_get (db, effect_id, error);

  if (effect == NULL || !waits_for_person (effect, error))
    return FALSE;
  if (is_unknown_request (effect) && !close_request (db, effect->request_id, now, error))
    return FALSE;
  if (is_create (effect) && (!close_request (db, effect->request_id, now, error) ||
                             !move_trigger (db, effect->trigger_id, VOUCH_TRIGGER_SKIPPED,
                                            "person.skipped", error)))
    return FALSE;

  return settle (db, effect, VOUCH_EFFECT_SUPERSEDED, "person.skipped", error) &&
         append_line (db, "effect.skipped", effect, now, error);
}

static gboolean
append_trigger_line (VouchDb             *db,
                     const char          *id,
                     const VouchTrigger  *trigger,
                     gint64               now,
                     GError             **error)
{
  g_autoptr(VouchReason) what = vouch_reason_new (id, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "person", what);

  line->application_id = trigger->application_id;
  line->trigger_id = trigger->id;
  return vouch_ledger_append (db, trigger->connection_id, line, error) != 0;
}

gboolean
vouch_action_skip_trigger (VouchDb   *db,
                           gint64     trigger_id,
                           gint64     now,
                           GError   **error)
{
  g_autoptr(VouchTrigger) trigger = vouch_triggers_get (db, trigger_id, error);

  if (trigger == NULL)
    return FALSE;
  if (trigger->state != VOUCH_TRIGGER_OBSERVED && trigger->state != VOUCH_TRIGGER_HELD)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_NOT_WAITING, error);

  return move_trigger (db, trigger_id, VOUCH_TRIGGER_SKIPPED, "person.skipped", error) &&
         append_trigger_line (db, "trigger.skipped-by-person", trigger, now, error);
}

gboolean
vouch_action_link (VouchDb     *db,
                   gint64       effect_id,
                   const char  *request_id,
                   gint64       now,
                   GError     **error)
{
  g_autoptr(VouchEffect) effect = vouch_outbox_get (db, effect_id, error);
  g_autoptr(VouchRequestRow) request = NULL;

  if (effect == NULL || !waits_for_person (effect, error))
    return FALSE;
  if (g_str_equal (effect->kind, VOUCH_REVIEW_MERGE))
    return vouch_action_rebind (db, effect_id, request_id, now, error);
  if (!is_create (effect))
    return vouch_action_refuse (VOUCH_ACTION_ERROR_NO_REQUEST, error);

  request = vouch_requests_get (db, effect->request_id, error);
  if (request == NULL)
    return FALSE;
  vouch_set_str (&request->request_id, request_id);
  request->stage = VOUCH_STAGE_SENT;
  request->created_at = now;
  vouch_set_str (&effect->remote_id, request_id);

  return vouch_requests_update (db, request, error) &&
         settle (db, effect, VOUCH_EFFECT_DONE, "person.linked", error) &&
         append_line (db, "effect.linked", effect, now, error);
}

gboolean
vouch_action_confirm (VouchDb   *db,
                      gint64     trigger_id,
                      gint64     now,
                      GError   **error)
{
  g_autoptr(VouchTrigger) trigger = vouch_triggers_get (db, trigger_id, error);

  if (trigger == NULL)
    return FALSE;
  if (trigger->state != VOUCH_TRIGGER_OBSERVED && trigger->state != VOUCH_TRIGGER_HELD)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_NOT_WAITING, error);

  trigger->confirmed = TRUE;
  trigger->state = VOUCH_TRIGGER_OBSERVED;
  g_clear_pointer (&trigger->reason, vouch_reason_unref);
  return vouch_triggers_update (db, trigger, error) &&
         append_trigger_line (db, "trigger.confirmed", trigger, now, error);
}

static VouchRequestRow *
get_open (VouchDb   *db,
          gint64     request_id,
          GError   **error)
{
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, request_id, error);

  if (request == NULL)
    return NULL;
  if (!vouch_stage_is_open (request->stage) || request->request_id == NULL)
    {
      vouch_action_refuse (VOUCH_ACTION_ERROR_NOT_OPEN, error);
      return NULL;
    }

  return g_steal_pointer (&request);
}

gboolean
vouch_action_cancel (VouchDb     *db,
                     gint64       request_id,
                     const char  *attempt_id,
                     gint64       now,
                     GError     **error)
{
  g_autoptr(VouchRequestRow) request = get_open (db, request_id, error);

  return request != NULL &&
         plan_for_request (db, request, "cancel-request", 0, "manual", attempt_id, now, error);
}

gboolean
vouch_action_remind (VouchDb     *db,
                     gint64       request_id,
                     const char  *attempt_id,
                     gint64       now,
                     GError     **error)
{
  g_autoptr(VouchRequestRow) request = get_open (db, request_id, error);
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request_id);
  g_autoptr(VouchEffect) last = NULL;
  g_autoptr(GError) failure = NULL;

  if (request == NULL)
    return FALSE;

  last = vouch_outbox_find (db, request->connection_id, "remind-request", subject, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  /* One for each request in 24 hours (reliability.md §2.10). */
  if (last != NULL && now - MAX (last->sent_at, last->created_at) < VOUCH_DAY)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_TOO_SOON, error);

  return plan_for_request (db, request, "remind-request", last != NULL ? last->entry + 1 : 0,
                           "manual", attempt_id, now, error);
}

gboolean
vouch_action_tag_job (VouchDb     *db,
                      gint64       connection_id,
                      const char  *job_id,
                      const char  *tag,
                      const char  *attempt_id,
                      gint64       now,
                      GError     **error)
{
  g_autofree char *subject = g_strdup_printf ("job:%s", job_id);
  g_autoptr(VouchEffect) effect = vouch_effect_new ("set-job-tag", subject, 0);
  gint64 id;

  effect->connection_id = connection_id;
  effect->attempt_id = g_strdup (attempt_id);
  effect->created_at = now;
  vouch_effect_set_body (effect, tag != NULL ? tag : "");
  id = vouch_outbox_plan (db, effect, NULL, error);
  if (id == 0)
    return FALSE;

  effect->id = id;
  return append_line (db, "effect.asked-for", effect, now, error);
}
