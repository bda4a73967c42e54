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
#include "sync/vouch-entry.h"
#include "sync/vouch-follow.h"
#include "sync/vouch-review.h"

/* Two reads this far apart have to agree that something is gone (reliability.md §2.5). */
#define GONE_AGE (15 * VOUCH_MINUTE)
/* An entry this much older than the poll that first shows it is late (reliability.md §2.5). */
#define LATE_AGE (15 * VOUCH_MINUTE)
/* A Date header counts whole seconds, the history milliseconds. */
#define DATE_GRAIN (2 * VOUCH_SECOND)
/* Two times of one change differ by no more. */
#define MOVED_WITHIN (5 * VOUCH_SECOND)

static gboolean
append_line (VouchDb                 *db,
             gint64                   connection_id,
             const VouchApplication  *application,
             gint64                   trigger_id,
             const char              *id,
             gint64                   date,
             GError                 **error)
{
  g_autoptr(VouchReason) what = vouch_reason_new (id, "status", application->status, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (date, "service", what);

  line->application_id = application->id;
  line->person_id = application->person_id;
  line->trigger_id = trigger_id;
  return vouch_ledger_append (db, connection_id, line, error) != 0;
}

/**
 * vouch_entry_add:
 * @session: the connection
 * @db: the store, inside a transaction
 * @application_id: (row id): of the application
 * @stage: the stage it entered
 * @step: the step's exact name
 * @entered_on: when, or 0 while the history has not been read
 * @date: the service's time of the answer that shows it
 * @error: return location
 *
 * Adds the next entry of an application into the step (reliability.md §2.1).
 */
gboolean
vouch_entry_add (VouchSession  *session,
                 VouchDb       *db,
                 gint64         application_id,
                 const char    *stage,
                 const char    *step,
                 gint64         entered_on,
                 gint64         date,
                 GError       **error)
{
  gint64 connection_id = vouch_session_get_id (session);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchTrigger) last = vouch_triggers_get_last (db, application_id, &failure);
  g_autoptr(VouchTrigger) trigger = vouch_trigger_new ();
  g_autoptr(VouchApplication) application = NULL;
  gint64 id;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  trigger->application_id = application_id;
  trigger->entry_no = last != NULL ? last->entry_no + 1 : 1;
  trigger->entered_on = entered_on;
  trigger->first_seen = date;
  vouch_set_str (&trigger->stage, stage);
  vouch_set_str (&trigger->step, step);
  trigger->state = VOUCH_TRIGGER_OBSERVED;
  id = vouch_triggers_add (db, connection_id, trigger, error);
  if (id == 0)
    return FALSE;

  application = vouch_applications_get (db, application_id, error);
  return application != NULL &&
         append_line (db, connection_id, application, id, "trigger.observed", date, error);
}

/* The last one that exists at Crosschq: one that was planned for a later entry and dropped again
 * takes no part in what becomes of the application. */
static gboolean
follow_all (VouchSession  *session,
            VouchDb       *db,
            gint64         application_id,
            gint64         date,
            GError       **error)
{
  g_autoptr(GPtrArray) requests = vouch_requests_list_for (db, application_id, error);

  if (requests == NULL)
    return FALSE;

  for (guint i = requests->len; i > 0; i--)
    {
      const VouchRequestRow *request = requests->pdata[i - 1];

      if (request->request_id != NULL)
        return vouch_follow_store (session, db, request->id, date, error);
    }

  return TRUE;
}

/**
 * vouch_entry_note_in_step:
 * @session: the connection
 * @db: the store, inside a transaction
 * @candidate_id: who
 * @person: as the answer names them
 * @seen: the application, which is in a Crosschq step
 * @updated_on: when the candidate last changed, or %VOUCH_ENTRY_AS_KNOWN; 0 keeps a further look
 *   due
 * @read_at: when all applications were read, or 0 when only a list showed this one
 * @date: the service's time of the answer
 * @error: return location
 *
 * Stores that an application is in the step; an entry is added when it was not there before.
 */
gboolean
vouch_entry_note_in_step (VouchSession               *session,
                          VouchDb                    *db,
                          const char                 *candidate_id,
                          const VouchContact         *person,
                          const VouchAtsApplication  *seen,
                          gint64                      updated_on,
                          gint64                      read_at,
                          gint64                      date,
                          GError                    **error)
{
  gint64 connection_id = vouch_session_get_id (session);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchApplication) application =
    vouch_applications_find (db, connection_id, candidate_id, seen->job_id, &failure);
  gboolean entered = application == NULL || !application->in_step;
  gint64 id;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (application != NULL && (application->erased || application->gone))
    return TRUE;
  if (application == NULL)
    application = vouch_application_new (candidate_id, seen->job_id);

  /* A list leaves out the telephone number, so it may not take away what the details gave. */
  if (application->person == NULL)
    application->person = vouch_contact_copy (person);
  application->in_step = TRUE;
  if (updated_on != VOUCH_ENTRY_AS_KNOWN)
    application->updated_on = updated_on;
  else if (entered)
    application->updated_on = 0;
  application->read_at = read_at != 0 ? read_at : application->read_at;
  application->gone_seen_at = 0;
  vouch_set_str (&application->status, seen->status);
  vouch_set_str (&application->sub_status, seen->sub_status);
  if (seen->application_id != NULL)
    vouch_set_str (&application->application_id, seen->application_id);

  id = vouch_applications_put (db, connection_id, application, error);
  if (id == 0)
    return FALSE;

  /* Whoever comes back keeps a request that was about to be cancelled. */
  return !entered ||
         (vouch_entry_add (session, db, id, seen->status, seen->sub_status, 0, date, error) &&
          follow_all (session, db, id, date, error));
}

/* Whoever was reassigned to another job keeps the request that was made for this one, and a person
 * is told (reliability.md §2.5). */
static gboolean
note_transfer (VouchSession            *session,
               VouchDb                 *db,
               const VouchApplication  *application,
               gint64                   date,
               GError                 **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchRequestRow) request =
    vouch_requests_find_latest (db, application->id, &failure);
  g_autoptr(VouchReason) reason = vouch_reason_new ("application.transferred", NULL);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (request == NULL)
    return TRUE;
  if (g_strcmp0 (application->status, "TRANSFERRED") != 0)
    return vouch_review_withdraw (db, request, VOUCH_REVIEW_TRANSFER, "application.moved", error);

  return !vouch_stage_is_open (request->stage) || request->request_id == NULL ||
         vouch_review_ask (session, db, request, VOUCH_REVIEW_TRANSFER, reason, date, error);
}

/* No step and an empty one are the same, whichever the store or the service says. */
static gboolean
is_same_place (const VouchApplication    *application,
               const VouchAtsApplication *seen)
{
  const char *old_step = application->sub_status != NULL ? application->sub_status : "";
  const char *new_step = seen->sub_status != NULL ? seen->sub_status : "";

  return g_strcmp0 (application->status, seen->status) == 0 && g_str_equal (old_step, new_step);
}

/**
 * vouch_entry_note_status:
 * @session: the connection
 * @db: the store, inside a transaction
 * @candidate_id: who
 * @seen: one of their applications as read; others than those followed are none of ours
 * @read_at: when the application itself was read, or 0 when only a list showed it
 * @date: the service's time of the answer
 * @error: return location
 *
 * Stores the status of an application that is followed, and plans what follows from it. Being in
 * the step is for vouch_entry_note_in_step() alone.
 */
gboolean
vouch_entry_note_status (VouchSession               *session,
                         VouchDb                    *db,
                         const char                 *candidate_id,
                         const VouchAtsApplication  *seen,
                         gint64                      read_at,
                         gint64                      date,
                         GError                    **error)
{
  gint64 connection_id = vouch_session_get_id (session);
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchApplication) application =
    vouch_applications_find (db, connection_id, candidate_id, seen->job_id, &failure);
  gboolean moved;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (application == NULL || application->erased || application->gone)
    return TRUE;

  moved = !is_same_place (application, seen);
  vouch_set_str (&application->status, seen->status);
  vouch_set_str (&application->sub_status, seen->sub_status);
  application->in_step = application->in_step && !moved;
  application->read_at = read_at != 0 ? read_at : application->read_at;
  application->gone_seen_at = 0;

  if (vouch_applications_put (db, connection_id, application, error) == 0)
    return FALSE;
  if (!moved)
    return TRUE;

  return append_line (db, connection_id, application, 0, "application.moved", date, error) &&
         note_transfer (session, db, application, date, error) &&
         follow_all (session, db, application->id, date, error);
}

/**
 * vouch_entry_take_history:
 * @trigger: an entry
 * @history: (nullable) (element-type VouchAtsHistoryEntry): its application's, oldest first
 *
 * When the person entered, and whether that was long before anybody looked. Without a history, the
 * poll that first showed them is when they entered (reliability.md §2.1).
 */
void
vouch_entry_take_history (VouchTrigger *trigger,
                          GPtrArray    *history)
{
  trigger->entered_on = trigger->first_seen;
  for (guint i = 0; history != NULL && i < history->len; i++)
    {
      const VouchAtsHistoryEntry *entry = history->pdata[i];

      if (g_strcmp0 (entry->status, trigger->stage) == 0 &&
          g_strcmp0 (entry->sub_status, trigger->step) == 0 &&
          entry->changed_on <= trigger->first_seen + DATE_GRAIN)
        trigger->entered_on = entry->changed_on;
    }
  trigger->late = trigger->first_seen - trigger->entered_on > LATE_AGE;
}

/**
 * vouch_entry_learn:
 * @session: the connection
 * @application: as read just now
 * @history: (nullable) (element-type VouchAtsHistoryEntry): its own, oldest first
 *
 * Whether the newest change of the status moved updatedOn (smartrecruiters.md §16.6). The first
 * line of a history is no change: whoever applied was new anyway.
 */
void
vouch_entry_learn (VouchSession           *session,
                   const VouchApplication *application,
                   GPtrArray              *history)
{
  const VouchAtsHistoryEntry *newest;
  gint64 difference;

  if (history == NULL || history->len < 2 || application->updated_on == 0 ||
      vouch_session_lacks (session, VOUCH_CAPABILITY_UPDATED_AFTER))
    return;

  newest = history->pdata[history->len - 1];
  difference = application->updated_on - newest->changed_on;
  if (difference < -MOVED_WITHIN)
    vouch_session_learn (session, VOUCH_CAPABILITY_UPDATED_AFTER, "no");
  else if (difference <= MOVED_WITHIN)
    vouch_session_learn (session, VOUCH_CAPABILITY_UPDATED_AFTER, "yes");
}

/* Whether an open request of somebody who was deleted is cancelled is for a person to say. */
static gboolean
ask_about_request (VouchSession            *session,
                   VouchDb                 *db,
                   const VouchRequestRow   *request,
                   gint64                   date,
                   GError                 **error)
{
  g_autofree char *subject = g_strdup_printf ("request:%" G_GINT64_FORMAT, request->id);
  g_autoptr(VouchEffect) effect = vouch_effect_new ("cancel-request", subject, 0);

  effect->connection_id = request->connection_id;
  effect->request_id = request->id;
  effect->application_id = request->application_id;
  effect->trigger_id = request->trigger_id;
  effect->attempt_id = vouch_random_hex (vouch_session_get_random (session), 16);
  effect->created_at = date;
  effect->state = VOUCH_EFFECT_HELD;
  effect->reason = vouch_reason_new ("application.gone", NULL);
  vouch_effect_set_body (effect, "manual");
  return vouch_outbox_plan (db, effect, NULL, error) != 0;
}

/**
 * vouch_entry_bury:
 * @session: the connection
 * @db: the store, inside a transaction
 * @application_id: (row id): of an application that two reads called gone
 * @date: the service's time
 * @error: return location
 *
 * Makes a tombstone: ids stay and block the application for ever, personal data goes.
 */
gboolean
vouch_entry_bury (VouchSession  *session,
                  VouchDb       *db,
                  gint64         application_id,
                  gint64         date,
                  GError       **error)
{
  g_autoptr(VouchApplication) application = vouch_applications_get (db, application_id, error);
  g_autoptr(VouchRequestRow) request = NULL;
  g_autoptr(GError) failure = NULL;

  if (application == NULL)
    return FALSE;

  request = vouch_requests_find_open (db, application->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  application->gone = TRUE;
  application->in_step = FALSE;
  if (vouch_applications_put (db, vouch_session_get_id (session), application, error) == 0 ||
      !append_line (db, vouch_session_get_id (session), application, 0, "application.gone", date,
                    error))
    return FALSE;
  if (request != NULL && request->request_id != NULL &&
      !ask_about_request (session, db, request, date, error))
    return FALSE;

  return vouch_applications_bury (db, application->id, error);
}

/**
 * vouch_entry_note_gone:
 * @session: the connection
 * @db: the store, inside a transaction
 * @application_id: (row id): of the application
 * @date: the service's time of the answer that says it does not exist
 * @error: return location
 *
 * The first such answer is kept as a hint; after a second one, late enough, VouchObserveGone finds
 * out whether the profile was merged or deleted (reliability.md §2.5).
 */
gboolean
vouch_entry_note_gone (VouchSession  *session,
                       VouchDb       *db,
                       gint64         application_id,
                       gint64         date,
                       GError       **error)
{
  g_autoptr(VouchApplication) application = vouch_applications_get (db, application_id, error);

  if (application == NULL)
    return FALSE;
  if (application->gone || application->erased)
    return TRUE;
  if (application->gone_seen_at != 0 && date - application->gone_seen_at >= GONE_AGE)
    vouch_session_add_gone (session, application->id);
  if (application->gone_seen_at != 0)
    return TRUE;

  application->gone_seen_at = date;
  return vouch_applications_put (db, vouch_session_get_id (session), application, error) != 0;
}

/**
 * vouch_entry_note_alive:
 * @session: the connection
 * @db: the store, inside a transaction
 * @application_id: (row id): of an application that an answer has just shown
 * @error: return location
 *
 * An earlier answer that it does not exist counts no longer.
 */
gboolean
vouch_entry_note_alive (VouchSession  *session,
                        VouchDb       *db,
                        gint64         application_id,
                        GError       **error)
{
  g_autoptr(VouchApplication) application = vouch_applications_get (db, application_id, error);

  if (application == NULL)
    return FALSE;
  if (application->gone_seen_at == 0)
    return TRUE;

  application->gone_seen_at = 0;
  return vouch_applications_put (db, vouch_session_get_id (session), application, error) != 0;
}

/**
 * vouch_entry_find_doubtful:
 * @session: the connection
 * @db: the store, inside a transaction
 * @seen: an application that is in a step
 * @candidate_id: whose
 * @updated_on: when the candidate last changed, as the answer says; 0: unknown
 * @gap: nobody looked for a while
 * @doubtful: (out) (nullable): the stored one, with @updated_on, when it was in the step before and
 *   may have left and come back unseen
 * @error: return location
 *
 * Until the history of a doubtful one has been read, its stored change is 0, which keeps it
 * doubtful, whatever comes between (reliability.md §2.4).
 */
gboolean
vouch_entry_find_doubtful (VouchSession               *session,
                           VouchDb                    *db,
                           const char                 *candidate_id,
                           const VouchAtsApplication  *seen,
                           gint64                      updated_on,
                           gboolean                    gap,
                           VouchApplication          **doubtful,
                           GError                    **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(VouchTrigger) last = NULL;
  g_autoptr(VouchApplication) stored =
    vouch_applications_find (db, vouch_session_get_id (session), candidate_id, seen->job_id,
                             &failure);

  if (stored != NULL && stored->in_step &&
      ((gap && (updated_on == 0 || stored->updated_on != updated_on)) ||
       (stored->updated_on == 0 && updated_on != 0)))
    last = vouch_triggers_get_last (db, stored->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  /* The history of a new entry is read anyway. */
  if (last == NULL || last->entered_on == 0)
    return TRUE;

  stored->updated_on = updated_on;
  *doubtful = g_steal_pointer (&stored);
  return TRUE;
}
