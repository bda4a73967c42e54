/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-outbox-private.h"
#include "store/vouch-row-util.h"
#include "json/vouch-reason-json.h"

static gboolean
put_body (VouchDb     *db,
          gint64       connection_id,
          gint64       id,
          const char  *body,
          GError     **error)
{
  return body == NULL ||
         vouch_db_run (db, error,
                       "INSERT INTO payload (outbox_id, connection_id, body) VALUES (?1, ?2, ?3)",
                       "iis", id, connection_id, body);
}

static gint64
insert_effect (VouchDb            *db,
               const VouchEffect  *effect,
               GError            **error)
{
  g_autofree char *params = NULL;
  gint64 id;

  if (effect->reason != NULL)
    params = vouch_reason_params_to_json (effect->reason);
  if (!vouch_db_run (db, error,
                     "INSERT INTO outbox (connection_id, kind, subject, entry, once, trigger_id,"
                     " request_id, application_id, state, attempt_id, attempts, failures, absent,"
                     " next_at, look_date, sent_at, created_at, remote_id, reason, params,"
                     " http_status, digest, version)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                     " ?16, ?17, ?18, ?19, ?20, ?21, ?22, 1)",
                     "issiiiiissiiiiiiisssis",
                     effect->connection_id,
                     effect->kind,
                     effect->subject,
                     (gint64) effect->entry,
                     (gint64) effect->once,
                     effect->trigger_id,
                     effect->request_id,
                     effect->application_id,
                     vouch_effect_state_to_string (effect->state),
                     effect->attempt_id,
                     (gint64) effect->attempts,
                     (gint64) effect->failures,
                     (gint64) effect->absent,
                     effect->next_at,
                     effect->look_date,
                     effect->sent_at,
                     effect->created_at,
                     effect->remote_id,
                     effect->reason != NULL ? vouch_reason_get_id (effect->reason) : NULL,
                     params,
                     (gint64) effect->http_status,
                     effect->digest))
    return 0;

  id = vouch_db_get_last_id (db);
  if (vouch_effect_state_is_open (effect->state) &&
      !put_body (db, effect->connection_id, id, effect->body, error))
    return 0;

  vouch_db_note_change (db, "effect", id);
  return id;
}

/* FALSE on error; @id is 0 when there is none. */
static gboolean
find_once (VouchDb            *db,
           const VouchEffect  *effect,
           gint64             *id,
           GError            **error)
{
  return vouch_rows_take_int (vouch_db_query (db, error,
                                              "SELECT id FROM outbox"
                                              " WHERE connection_id = ?1 AND kind = ?2"
                                              " AND subject = ?3 AND entry = ?4 AND once = 1"
                                              " AND (state <> 'superseded'"
                                              " OR reason = 'person.skipped')",
                                              "issi",
                                              effect->connection_id,
                                              effect->kind,
                                              effect->subject,
                                              (gint64) effect->entry),
                              id,
                              error);
}

/* An open one with the same wish: the one that waits, else the one under way. @under_way is that
 * one, whatever it wishes. */
static gboolean
find_same_open (VouchDb            *db,
                const VouchEffect  *effect,
                gint64             *id,
                gint64             *under_way,
                GError            **error)
{
  VouchRows *rows;
  gint64 waiting = 0;
  gboolean waiting_is_same = FALSE, under_way_is_same = FALSE;

  *under_way = 0;
  rows = vouch_db_query (db, error,
                         "SELECT id, state IN ('planned', 'held'), digest IS ?4 FROM outbox"
                         " WHERE connection_id = ?1 AND kind = ?2 AND subject = ?3 AND once = 0"
                         " AND state IN ('planned', 'held', 'sending', 'unknown')",
                         "isss",
                         effect->connection_id,
                         effect->kind,
                         effect->subject,
                         effect->digest);
  while (vouch_rows_next (rows))
    {
      gint64 *row = vouch_rows_int (rows, 1) != 0 ? &waiting : under_way;
      gboolean *is_same = row == &waiting ? &waiting_is_same : &under_way_is_same;

      *row = vouch_rows_int (rows, 0);
      *is_same = vouch_rows_int (rows, 2) != 0;
    }

  *id = 0;
  if (waiting != 0)
    *id = waiting_is_same ? waiting : 0;
  else if (under_way_is_same)
    *id = *under_way;
  return vouch_rows_finish (rows, error);
}

/* The new one is not sent before @not_before: until then what is held because nobody answered might
 * still come through. */
static gboolean
supersede_waiting (VouchDb            *db,
                   const VouchEffect  *effect,
                   gint64             *not_before,
                   GError            **error)
{
  g_autoptr(VouchEffect) waiting = NULL;
  gint64 id;

  *not_before = 0;
  if (!vouch_rows_take_int (vouch_db_query (db, error,
                                            "SELECT id FROM outbox"
                                            " WHERE connection_id = ?1 AND kind = ?2 AND subject ="
                                            " ?3 AND once = 0 AND state IN ('planned', 'held')",
                                            "iss",
                                            effect->connection_id,
                                            effect->kind,
                                            effect->subject),
                            &id,
                            error))
    return FALSE;

  if (id == 0)
    return TRUE;

  waiting = vouch_outbox_get (db, id, error);
  if (waiting == NULL)
    return FALSE;
  if (waiting->state == VOUCH_EFFECT_HELD && waiting->failures > 0)
    *not_before = vouch_effect_get_silence_end (waiting);

  vouch_db_note_change (db, "effect", id);
  return vouch_db_run (db, error,
                       "UPDATE outbox SET state = 'superseded', next_at = 0,"
                       " reason = 'effect.newer', params = NULL, version = version + 1"
                       " WHERE id = ?1",
                       "i", id) &&
         vouch_outbox_drop_body (db, id, error);
}

/* What came of the one before is asked as soon as an answer is worth something, however long it
 * would have waited for its own sake. */
static gboolean
hurry_older (VouchDb   *db,
             gint64     id,
             GError   **error)
{
  g_autoptr(VouchEffect) older = vouch_outbox_get (db, id, error);

  if (older == NULL)
    return FALSE;
  if (older->state != VOUCH_EFFECT_UNKNOWN || older->absent > 0)
    return TRUE;

  return vouch_db_run (db, error, "UPDATE outbox SET next_at = min(next_at, ?2) WHERE id = ?1",
                       "ii", id, vouch_effect_get_silence_end (older));
}

static gint64
plan_newer (VouchDb            *db,
            const VouchEffect  *effect,
            gboolean           *added,
            GError            **error)
{
  g_autoptr(VouchEffect) newer = NULL;
  gint64 not_before, id, older;

  if (!find_same_open (db, effect, &id, &older, error))
    return 0;
  if (id != 0)
    return id;

  if (!supersede_waiting (db, effect, &not_before, error) ||
      !find_same_open (db, effect, &id, &older, error))
    return 0;
  if (id != 0)
    return id;

  if (older != 0 && !hurry_older (db, older, error))
    return 0;

  if (added != NULL)
    *added = TRUE;
  newer = vouch_effect_copy (effect);
  newer->next_at = MAX (newer->next_at, not_before);
  return insert_effect (db, newer, error);
}

gboolean
vouch_outbox_has (VouchDb            *db,
                  const VouchEffect  *effect,
                  gboolean           *has,
                  GError            **error)
{
  gint64 id = 0;
  gint64 older = 0;
  gboolean good = effect->once ? find_once (db, effect, &id, error)
                               : find_same_open (db, effect, &id, &older, error);

  *has = id != 0;
  return good;
}

/**
 * vouch_outbox_plan:
 * @db: a connection to the store
 * @effect: what is wanted; id and version are not looked at
 * @added: (out) (optional): whether a row was added
 * @error: return location
 *
 * A repeatable effect that is superseded by a newer one gets the reason "effect.newer".
 *
 * Returns: the id of the new or existing row, 0 on error
 */
gint64
vouch_outbox_plan (VouchDb            *db,
                   const VouchEffect  *effect,
                   gboolean           *added,
                   GError            **error)
{
  gint64 id;

  if (added != NULL)
    *added = FALSE;
  if (!effect->once)
    return plan_newer (db, effect, added, error);
  if (!find_once (db, effect, &id, error))
    return 0;
  if (id != 0)
    return id;

  if (added != NULL)
    *added = TRUE;
  return insert_effect (db, effect, error);
}
