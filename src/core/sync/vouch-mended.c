/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include <string.h>

#include "model/vouch-activity.h"
#include "store/vouch-applications.h"
#include "store/vouch-jobs.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-mended.h"
#include "sync/vouch-plan.h"

/* How it shows that a reason is mended. */
typedef enum
{
  SIGN_ACCESS,  /* the access was looked at anew */
  SIGN_FIELD,   /* the job field can take the value */
  SIGN_REQUEST, /* the request would read otherwise now */
} Sign;

/* What goes on by itself: for none of these reasons has anything left that could have happened.
 * Without a kind it is every kind. */
static const struct
{
  const char *kind;
  const char *reason;
  Sign sign;
} watches[] = {
  { NULL, "ats.unauthorized", SIGN_ACCESS },
  { NULL, "ats.forbidden", SIGN_ACCESS },
  { "set-job-tag", "field.missing", SIGN_FIELD },
  { "set-job-tag", "tag.not-in-field", SIGN_FIELD },
  { "set-tag-value", "field.missing", SIGN_FIELD },
  { "create-request", "crosschq.invalid", SIGN_REQUEST },
};

static gboolean
find_sign (const char        *kind,
           const VouchReason *reason,
           Sign              *sign)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (watches); i++)
    {
      if (!g_str_equal (vouch_reason_get_id (reason), watches[i].reason) ||
          (watches[i].kind != NULL && !g_str_equal (kind, watches[i].kind)))
        continue;
      *sign = watches[i].sign;
      return TRUE;
    }

  return FALSE;
}

gboolean
vouch_mended_watches (const char        *kind,
                      const VouchReason *reason)
{
  Sign sign;

  return find_sign (kind, reason, &sign);
}

/* FALSE on error. */
static gboolean
takes_value (VouchDb            *db,
             const VouchEffect  *effect,
             gboolean           *takes,
             GError            **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchTagField) field = vouch_tag_field_get (db, effect->connection_id, &failure);
  g_autoptr(GPtrArray) values = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *takes = field != NULL && field->id != NULL;
  if (!*takes || field->free_text || !g_str_equal (effect->kind, "set-job-tag") ||
      effect->body == NULL || *effect->body == '\0')
    return TRUE;

  *takes = FALSE;
  values = vouch_tag_values_list (db, effect->connection_id, error);
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const VouchTagValue *value = values->pdata[i];

      *takes |= !value->archived && g_str_equal (value->label, effect->body);
    }

  return values != NULL;
}

/* What was refused is refused again as long as it reads the same. FALSE on error. */
static gboolean
reads_otherwise (VouchSession       *session,
                 VouchDb            *db,
                 const VouchEffect  *effect,
                 gboolean           *otherwise,
                 GError            **error)
{
  g_autoptr(VouchFacts) facts = NULL;
  g_autoptr(VouchPlan) plan = NULL;

  *otherwise = FALSE;
  /* Of somebody who was erased nothing is left to ask for. */
  if (effect->body == NULL)
    return TRUE;
  facts = vouch_facts_load (session, db, effect->application_id, vouch_session_get_now (session),
                            error);
  if (facts == NULL)
    return FALSE;
  if (facts->trigger == NULL || facts->trigger->id != effect->trigger_id)
    return TRUE;

  /* Its own request is not in its way. */
  if (facts->open_request != NULL && facts->open_request->id == effect->request_id)
    g_clear_pointer (&facts->open_request, vouch_request_row_free);
  facts->attempt_id = g_strdup (effect->attempt_id);
  facts->salt = g_strdup ("");
  plan = vouch_plan_make (facts);
  *otherwise = plan->effect != NULL && !g_str_equal (plan->effect->body, effect->body);
  return TRUE;
}

static gboolean
append_line (VouchDb            *db,
             const VouchEffect  *effect,
             gint64              now,
             GError            **error)
{
  g_autoptr(VouchReason) what = vouch_reason_new ("effect.planned-again", "kind", effect->kind,
                                                  "reason", "effect.mended", NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "vouch", what);

  line->application_id = effect->application_id;
  line->trigger_id = effect->trigger_id;
  line->request_id = effect->request_id;
  line->effect_id = effect->id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}

/**
 * vouch_mended_plan_anew:
 * @db: the store, inside a transaction
 * @effect: a create that was provably not done
 * @now: the service's time
 * @error: return location
 *
 * Gives the entry back to the planner, which describes it from fresh facts.
 */
gboolean
vouch_mended_plan_anew (VouchDb      *db,
                        VouchEffect  *effect,
                        gint64        now,
                        GError      **error)
{
  g_autoptr(VouchRequestRow) request = vouch_requests_get (db, effect->request_id, error);
  g_autoptr(VouchTrigger) trigger = NULL;

  if (request == NULL)
    return FALSE;
  trigger = vouch_triggers_get (db, effect->trigger_id, error);
  if (trigger == NULL)
    return FALSE;

  request->stage = VOUCH_STAGE_CANCELLED;
  request->closed_at = now;
  trigger->state = VOUCH_TRIGGER_OBSERVED;
  g_clear_pointer (&trigger->reason, vouch_reason_unref);
  vouch_effect_settle (effect, VOUCH_EFFECT_SUPERSEDED, "effect.planned-anew");

  return vouch_requests_update (db, request, error) && vouch_outbox_update (db, effect, error) &&
         vouch_triggers_update (db, trigger, error);
}

static gboolean
plan_again (VouchDb      *db,
            VouchEffect  *effect,
            Sign          sign,
            gint64        now,
            GError      **error)
{
  if (sign == SIGN_REQUEST)
    return vouch_mended_plan_anew (db, effect, now, error) &&
           append_line (db, effect, now, error);

  vouch_effect_settle (effect, VOUCH_EFFECT_PLANNED, NULL);
  return vouch_outbox_update (db, effect, error) && append_line (db, effect, now, error);
}

gboolean
vouch_mended_plan_again (VouchSession  *session,
                         VouchDb       *db,
                         GError       **error)
{
  gboolean access = vouch_session_take_company_news (session);
  g_autoptr(GPtrArray) held =
    vouch_outbox_list (db, vouch_session_get_id (session), VOUCH_EFFECT_HELD, error);

  for (guint i = 0; held != NULL && i < held->len; i++)
    {
      VouchEffect *effect = held->pdata[i];
      gboolean mended = access;
      Sign sign;

      if (effect->next_at != 0 || !find_sign (effect->kind, effect->reason, &sign))
        continue;
      if (sign == SIGN_FIELD && !takes_value (db, effect, &mended, error))
        return FALSE;
      if (sign == SIGN_REQUEST && !reads_otherwise (session, db, effect, &mended, error))
        return FALSE;
      if (mended &&
          !plan_again (db, effect, sign, vouch_session_get_now (session), error))
        return FALSE;
    }

  return held != NULL;
}

GPtrArray *
vouch_mended_list_refused (VouchSession  *session,
                           VouchDb       *db,
                           GError       **error)
{
  g_autoptr(GPtrArray) held =
    vouch_outbox_list (db, vouch_session_get_id (session), VOUCH_EFFECT_HELD, error);

  for (guint i = held != NULL ? held->len : 0; i > 0; i--)
    {
      const VouchEffect *effect = held->pdata[i - 1];
      Sign sign;

      if (effect->next_at != 0 || !find_sign (effect->kind, effect->reason, &sign) ||
          sign != SIGN_REQUEST)
        g_ptr_array_remove_index (held, i - 1);
    }

  return g_steal_pointer (&held);
}
