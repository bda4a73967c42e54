/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "model/vouch-activity.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "sync/vouch-review.h"

static gboolean
append_line (VouchDb            *db,
             const VouchEffect  *effect,
             gint64              effect_id,
             gint64              date,
             GError            **error)
{
  g_autoptr(VouchReason) what =
    vouch_reason_new ("effect.held", "kind", effect->kind, "reason",
                      vouch_reason_get_id (effect->reason), NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (date, "vouch", what);

  line->application_id = effect->application_id;
  line->request_id = effect->request_id;
  line->effect_id = effect_id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}

static gboolean
say_anew (VouchDb      *db,
          gint64        effect_id,
          VouchReason  *reason,
          gint64        date,
          GError      **error)
{
  g_autoptr(VouchEffect) effect = vouch_outbox_get (db, effect_id, error);

  if (effect == NULL)
    return FALSE;
  if (effect->state != VOUCH_EFFECT_HELD || vouch_reason_equal (effect->reason, reason))
    return TRUE;

  g_clear_pointer (&effect->reason, vouch_reason_unref);
  effect->reason = vouch_reason_ref (reason);
  return vouch_outbox_update (db, effect, error) &&
         append_line (db, effect, effect_id, date, error);
}

/**
 * vouch_review_ask:
 * @session: the connection
 * @db: the store, inside the transaction that stores the fact
 * @request: what it is about
 * @kind: one of VOUCH_REVIEW_…
 * @reason: what a person has to know
 * @date: the service's time
 * @error: return location
 *
 * Lists something under Needs attention. One that is listed already stays, and says what is true
 * now; one that a person has skipped is not brought up again.
 */
gboolean
vouch_review_ask (VouchSession           *session,
                  VouchDb                *db,
                  const VouchRequestRow  *request,
                  const char             *kind,
                  VouchReason            *reason,
                  gint64                  date,
                  GError                **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
  g_autoptr(VouchEffect) effect = vouch_effect_new (kind, subject, 0);
  gboolean added = FALSE;
  gint64 id;

  effect->connection_id = request->connection_id;
  effect->request_id = request->id;
  effect->application_id = request->application_id;
  effect->trigger_id = request->trigger_id;
  effect->attempt_id = vouch_random_hex (vouch_session_get_random (session), 16);
  effect->created_at = date;
  effect->state = VOUCH_EFFECT_HELD;
  effect->reason = vouch_reason_ref (reason);
  vouch_effect_set_body (effect, "review");
  id = vouch_outbox_plan (db, effect, &added, error);
  if (id == 0)
    return FALSE;

  return added ? append_line (db, effect, id, date, error)
               : say_anew (db, id, reason, date, error);
}

/**
 * vouch_review_withdraw:
 * @db: the store, inside the transaction that stores the fact
 * @request: what it is about
 * @kind: one of VOUCH_REVIEW_…
 * @reason_id: why nobody has to look any more
 * @error: return location
 *
 * Takes it off the list when what was said is not true any more.
 */
gboolean
vouch_review_withdraw (VouchDb                *db,
                       const VouchRequestRow  *request,
                       const char             *kind,
                       const char             *reason_id,
                       GError                **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchEffect) effect =
    vouch_outbox_find (db, request->connection_id, kind, subject, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (effect == NULL || !vouch_effect_state_is_open (effect->state))
    return TRUE;

  effect->state = VOUCH_EFFECT_SUPERSEDED;
  g_clear_pointer (&effect->reason, vouch_reason_unref);
  effect->reason = vouch_reason_new (reason_id, NULL);
  return vouch_outbox_update (db, effect, error);
}
