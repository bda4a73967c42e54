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
#include "sync/vouch-follow.h"

/**
 * vouch_outcome_of:
 * @application: an application
 * @settings: settings
 *
 * Returns: (transfer none) (nullable): "hired", "rejected" or "withdrawn": what Crosschq is told
 *   (product.md M19, M20); %NULL while it is open
 */
const char *
vouch_outcome_of (const VouchApplication *application,
                  const VouchSettings    *settings)
{
  if (g_strcmp0 (application->status, "HIRED") == 0)
    return "hired";
  if (g_strcmp0 (application->status, "REJECTED") == 0)
    return "rejected";
  if (g_strcmp0 (application->status, "WITHDRAWN") == 0 &&
      g_str_equal (settings->withdrawn, "reject"))
    return "withdrawn";

  return NULL;
}

/**
 * vouch_cancel_is_wanted:
 * @application: an application
 * @settings: settings
 *
 * Returns: whether its open request is to be cancelled: rejected, or withdrawn where that counts
 * the
 *   same; never after a hire (I6)
 */
gboolean
vouch_cancel_is_wanted (const VouchApplication *application,
                        const VouchSettings    *settings)
{
  const char *outcome = vouch_outcome_of (application, settings);

  return outcome != NULL && !g_str_equal (outcome, "hired");
}

static VouchEffect *
add_effect (GPtrArray             *effects,
            const VouchRequestRow *request,
            const char            *kind,
            int                    entry,
            const char            *body,
            gint64                 now)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
  VouchEffect *effect = vouch_effect_new (kind, subject, entry);

  effect->connection_id = request->connection_id;
  effect->request_id = request->id;
  effect->application_id = request->application_id;
  effect->trigger_id = request->trigger_id;
  effect->created_at = now;
  vouch_effect_set_body (effect, body);
  g_ptr_array_add (effects, effect);

  return effect;
}

static void
plan_outcome (GPtrArray              *effects,
              const VouchRequestRow  *request,
              const VouchApplication *application,
              const VouchSettings    *settings,
              gint64                  now)
{
  const char *outcome = vouch_outcome_of (application, settings);

  if (outcome != NULL && g_strcmp0 (outcome, request->outcome) != 0)
    add_effect (effects, request, "set-outcome", 0, outcome, now);

  if (vouch_cancel_is_wanted (application, settings) && vouch_stage_is_open (request->stage))
    {
      VouchEffect *cancel = add_effect (effects, request, "cancel-request", 0, "cancel", now);

      cancel->next_at = now + settings->cancel_grace * VOUCH_SECOND;
    }
}

static void
plan_report (GPtrArray             *effects,
             const VouchRequestRow *request,
             const VouchSettings   *settings,
             gint64                 now)
{
  gboolean full = !g_str_equal (settings->report_kind, "summary");
  gboolean summary = !g_str_equal (settings->report_kind, "full");

  /* Without the hash nobody can tell any more whose profile it is: it was forgotten. */
  if (request->stage != VOUCH_STAGE_COMPLETE || request->person_hash == NULL)
    return;

  /* The file may come later than the report: its delivery waits for it. The note goes out even
   * without one (B4). */
  if (settings->attach_report && full)
    add_effect (effects, request, "attach-report", 0, "full", now)->once = TRUE;
  if (settings->attach_report && summary)
    add_effect (effects, request, "attach-report", 1, "summary", now)->once = TRUE;
  add_effect (effects, request, "write-note", 0, "note", now)->once = TRUE;
}

/**
 * vouch_follow_plan:
 * @request: a request that exists at Crosschq
 * @application: its application as last read
 * @settings: settings
 * @now: the service's time
 *
 * What follows from the facts of a request that is under way or done: outcome, cancel, report,
 * note. Pure; planning the same twice changes nothing in the outbox.
 *
 * Returns: (transfer full) (element-type VouchEffect): effects without attempt ids
 */
GPtrArray *
vouch_follow_plan (const VouchRequestRow  *request,
                   const VouchApplication *application,
                   const VouchSettings    *settings,
                   gint64                  now)
{
  GPtrArray *effects = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_effect_free);

  if (request->request_id == NULL || application->gone || application->erased)
    return effects;

  plan_outcome (effects, request, application, settings, now);
  plan_report (effects, request, settings, now);
  return effects;
}

static gboolean
note_planned (VouchDb            *db,
              const VouchEffect  *effect,
              gint64              effect_id,
              gint64              now,
              GError            **error)
{
  g_autoptr(VouchReason) what = vouch_reason_new ("effect.planned", "kind", effect->kind, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "vouch", what);

  line->application_id = effect->application_id;
  line->request_id = effect->request_id;
  line->effect_id = effect_id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}

/* FALSE on error; @cancel is %NULL when none was ever planned. */
static gboolean
find_cancel (VouchDb                *db,
             const VouchRequestRow  *request,
             VouchEffect           **cancel,
             GError                **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
  g_autoptr(GError) failure = NULL;

  *cancel = vouch_outbox_find (db, request->connection_id, "cancel-request", subject, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_held_with_others (const VouchEffect *effect)
{
  return effect->state == VOUCH_EFFECT_HELD && effect->reason != NULL &&
         g_str_equal (vouch_reason_get_id (effect->reason), "cancel.mass");
}

static gboolean
supersede_cancel (VouchDb                *db,
                  const VouchRequestRow  *request,
                  gint64                  now,
                  GError                **error)
{
  g_autoptr(VouchEffect) effect = NULL;

  if (!find_cancel (db, request, &effect, error))
    return FALSE;
  /* What a person asked for does not hang on the application's status. */
  if (effect == NULL || g_strcmp0 (effect->body, "manual") == 0 ||
      !(effect->state == VOUCH_EFFECT_PLANNED || is_held_with_others (effect)))
    return TRUE;

  effect->state = VOUCH_EFFECT_SUPERSEDED;
  g_clear_pointer (&effect->reason, vouch_reason_unref);
  effect->reason = vouch_reason_new ("cancel.returned", NULL);
  return vouch_outbox_update (db, effect, error);
}

/* A cancel that a person asked for, or let go, is not replaced by one that waits again. */
static gboolean
is_cancel_decided (VouchDb                *db,
                   const VouchRequestRow  *request,
                   gboolean               *decided,
                   GError                **error)
{
  g_autoptr(VouchEffect) effect = NULL;

  if (!find_cancel (db, request, &effect, error))
    return FALSE;

  *decided = effect != NULL && vouch_effect_state_is_open (effect->state) &&
             g_strcmp0 (effect->body, "cancel") != 0;
  return TRUE;
}

/**
 * vouch_follow_store:
 * @session: the connection
 * @db: the store, inside the transaction that changed the facts
 * @request_id: (row id): of the request
 * @now: the service's time
 * @error: return location
 *
 * Plans what follows and puts it into the outbox.
 */
gboolean
vouch_follow_store (VouchSession  *session,
                    VouchDb       *db,
                    gint64         request_id,
                    gint64         now,
                    GError       **error)
{
  const VouchSettings *settings = vouch_session_get_settings (session);
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, request_id, error);
  g_autoptr(VouchApplication) application = NULL;
  g_autoptr(GPtrArray) effects = NULL;
  gboolean decided;

  if (request == NULL)
    return FALSE;
  application = vouch_applications_get (db, request->application_id, error);
  if (application == NULL)
    return FALSE;
  if (!vouch_cancel_is_wanted (application, settings) &&
      !supersede_cancel (db, request, now, error))
    return FALSE;
  if (!is_cancel_decided (db, request, &decided, error))
    return FALSE;

  effects = vouch_follow_plan (request, application, settings, now);
  for (guint i = 0; i < effects->len; i++)
    {
      VouchEffect *effect = effects->pdata[i];
      gboolean added = FALSE;
      gint64 id;

      if (decided && g_str_equal (effect->kind, "cancel-request"))
        continue;
      effect->attempt_id = vouch_random_hex (vouch_session_get_random (session), 16);
      id = vouch_outbox_plan (db, effect, &added, error);
      if (id == 0 || (added && !note_planned (db, effect, id, now, error)))
        return FALSE;
    }

  return TRUE;
}
