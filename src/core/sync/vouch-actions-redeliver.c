/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "model/vouch-activity.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-action-error.h"
#include "sync/vouch-actions.h"

/* The newest of that part: what a look said about another one says nothing about it. */
static const VouchEffect *
find_newest (GPtrArray                *effects,
             const VouchDeliveredItem *item)
{
  for (guint i = effects->len; i-- > 0;)
    {
      const VouchEffect *effect = effects->pdata[i];

      if (g_str_equal (effect->kind, item->kind) &&
          g_str_equal (vouch_delivered_get_part (effect), item->part))
        return effect;
    }

  return NULL;
}

static gboolean
append_line (VouchDb            *db,
             const VouchEffect  *effect,
             GError            **error)
{
  g_autoptr(VouchReason) what =
    vouch_reason_new ("effect.asked-again", "kind", effect->kind, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (effect->created_at, "person", what);

  line->application_id = effect->application_id;
  line->trigger_id = effect->trigger_id;
  line->request_id = effect->request_id;
  line->effect_id = effect->id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}

static gboolean
plan_again (VouchDb                *db,
            const VouchRequestRow  *request,
            const VouchEffect      *last,
            const char             *attempt_id,
            gint64                  now,
            GError                **error)
{
  g_autoptr(VouchEffect) effect =
    vouch_effect_new (last->kind, last->subject, vouch_delivered_get_next (last));

  effect->once = TRUE;
  effect->connection_id = request->connection_id;
  effect->request_id = request->id;
  effect->application_id = request->application_id;
  effect->trigger_id = request->trigger_id;
  effect->attempt_id = g_strdup (attempt_id);
  effect->created_at = now;
  vouch_effect_set_body (effect, vouch_delivered_get_part (last));
  effect->id = vouch_outbox_plan (db, effect, NULL, error);
  return effect->id != 0 && append_line (db, effect, error);
}

/**
 * vouch_action_redeliver:
 * @db: the store, inside a transaction
 * @request_id: (row id): of the request
 * @item: what vouch_delivery_check_get_items() says about one part of it
 * @attempt_id: 128 random bits in hexadecimal
 * @now: the time
 * @error: return location
 *
 * A person wants what is missing to be put there once more. Only what a look found missing can be,
 * and only if nothing has been done about it since; its delivery looks again before it acts.
 *
 * Returns: %FALSE with #VouchActionError when it makes no sense, with
 *   %VOUCH_STORE_ERROR_STALE when something has been done since the look
 */
gboolean
vouch_action_redeliver (VouchDb                   *db,
                        gint64                     request_id,
                        const VouchDeliveredItem  *item,
                        const char                *attempt_id,
                        gint64                     now,
                        GError                   **error)
{
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, request_id, error);
  g_autoptr(GPtrArray) effects = NULL;
  const VouchEffect *last;

  if (request == NULL)
    return FALSE;
  if (item->state != VOUCH_DELIVERED_MISSING)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_NOT_MISSING, error);
  if (request->stage != VOUCH_STAGE_COMPLETE || request->person_salt == NULL)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_NO_REPORT, error);

  effects = vouch_outbox_list_for (db, request_id, error);
  if (effects == NULL)
    return FALSE;

  last = find_newest (effects, item);
  if (last == NULL || last->id != item->effect_id || last->version != item->version ||
      vouch_effect_state_is_open (last->state))
    {
      g_set_error_literal (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE,
                           "something was done about it since the look");
      return FALSE;
    }

  return plan_again (db, request, last, attempt_id, now, error);
}
