/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "model/vouch-activity.h"
#include "store/vouch-applications.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "sync/vouch-action-error.h"
#include "sync/vouch-actions.h"
#include "sync/vouch-review.h"

/* The other profile is on the job already: its application takes the request over. */
static gboolean
find_heir (VouchDb                 *db,
           const VouchEffect       *effect,
           const VouchApplication  *application,
           const char              *candidate_id,
           gint64                  *heir_id,
           GError                 **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchApplication) heir =
    vouch_applications_find (db, effect->connection_id, candidate_id, application->job_id,
                             &failure);
  g_autoptr(VouchRequestRow) open = NULL;

  *heir_id = heir != NULL ? heir->id : application->id;
  if (heir != NULL && failure == NULL)
    open = vouch_requests_find_open (db, heir->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return open == NULL || vouch_action_refuse (VOUCH_ACTION_ERROR_PROFILE_BUSY, error);
}

/* What waited only because the profile was not there any more. */
static gboolean
release (VouchDb            *db,
         const VouchEffect  *review,
         GError            **error)
{
  g_autoptr(GPtrArray) held =
    vouch_outbox_list (db, review->connection_id, VOUCH_EFFECT_HELD, error);

  if (held == NULL)
    return FALSE;

  for (guint i = 0; i < held->len; i++)
    {
      VouchEffect *effect = held->pdata[i];

      if (effect->request_id != review->request_id || effect->reason == NULL ||
          !g_str_equal (vouch_reason_get_id (effect->reason), "person.gone"))
        continue;
      effect->state = VOUCH_EFFECT_PLANNED;
      effect->next_at = 0;
      g_clear_pointer (&effect->reason, vouch_reason_unref);
      if (!vouch_outbox_update (db, effect, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_rebound (VouchDb            *db,
              const VouchEffect  *effect,
              const char         *candidate_id,
              gboolean            proven,
              gint64              now,
              GError            **error)
{
  g_autoptr(VouchReason) what =
    vouch_reason_new (proven ? "application.rebound-proven" : "application.rebound", "candidate",
                      candidate_id, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, proven ? "vouch" : "person", what);

  line->application_id = effect->application_id;
  line->request_id = effect->request_id;
  line->effect_id = effect->id;
  return vouch_ledger_append (db, effect->connection_id, line, error) != 0;
}

/* The item names the profile, and may be one that a person is asked about. */
static gboolean
rebind (VouchDb      *db,
        VouchEffect  *effect,
        const char   *candidate_id,
        gboolean      proven,
        gint64        now,
        GError      **error)
{
  g_autoptr(VouchApplication) application =
    vouch_applications_get (db, effect->application_id, error);
  gint64 heir_id = 0;

  if (application == NULL ||
      !find_heir (db, effect, application, candidate_id, &heir_id, error) ||
      !vouch_applications_rebind (db, application->id, heir_id, candidate_id, error) ||
      !release (db, effect, error) ||
      !note_rebound (db, effect, candidate_id, proven, now, error))
    return FALSE;

  effect->state = VOUCH_EFFECT_DONE;
  effect->application_id = heir_id;
  effect->next_at = 0;
  g_clear_pointer (&effect->reason, vouch_reason_unref);
  return vouch_outbox_update (db, effect, error);
}

/**
 * vouch_action_rebind:
 * @db: the store, inside a transaction
 * @effect_id: of a merge that waits for a person
 * @candidate_id: (nullable): the profile that is left; %NULL: the one that was found
 * @now: the time
 * @error: return location
 *
 * The request goes over to another profile of the same person: its report and its note are put
 * there, if e-mail address and last name are those of the request.
 *
 * Returns: %FALSE with #VouchActionError when it does not wait or that cannot be
 */
gboolean
vouch_action_rebind (VouchDb     *db,
                     gint64       effect_id,
                     const char  *candidate_id,
                     gint64       now,
                     GError     **error)
{
  g_autoptr(VouchEffect) effect = vouch_outbox_get (db, effect_id, error);
  const char *chosen = candidate_id;

  if (effect == NULL)
    return FALSE;
  if (!g_str_equal (effect->kind, VOUCH_REVIEW_MERGE) || effect->state != VOUCH_EFFECT_HELD)
    return vouch_action_refuse (VOUCH_ACTION_ERROR_NOT_WAITING, error);
  if (chosen == NULL && effect->reason != NULL)
    chosen = vouch_reason_get (effect->reason, "candidate");
  if (chosen == NULL || *chosen == '\0')
    return vouch_action_refuse (VOUCH_ACTION_ERROR_NO_PROFILE, error);

  return rebind (db, effect, chosen, FALSE, now, error);
}

/**
 * vouch_rebind_proven:
 * @db: the store, inside the transaction that listed the merge
 * @request: the request
 * @candidate_id: the profile that it was merged into, as SmartRecruiters itself says
 * @now: the time
 * @error: return location
 *
 * The request goes over without a person: the caller has proof of the merge, and has seen that
 * e-mail address and last name are those of the request (reliability.md §2.5). Where that profile
 * has an open request of its own, a person is asked all the same.
 */
gboolean
vouch_rebind_proven (VouchDb                *db,
                     const VouchRequestRow  *request,
                     const char             *candidate_id,
                     gint64                  now,
                     GError                **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchEffect) effect =
    vouch_outbox_find (db, request->connection_id, VOUCH_REVIEW_MERGE, subject, &failure);

  if (effect != NULL && effect->state == VOUCH_EFFECT_HELD)
    rebind (db, effect, candidate_id, TRUE, now, &failure);
  if (failure == NULL || failure->domain == VOUCH_ACTION_ERROR)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
