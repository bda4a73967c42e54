/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-outbox-private.h"
#include "store/vouch-row-util.h"
#include "json/vouch-reason-json.h"

#define COLUMNS \
  "o.id, o.connection_id, o.kind, o.subject, o.entry, o.once, o.trigger_id, o.request_id," \
  " o.application_id, o.state, o.attempt_id, o.attempts, o.failures, o.absent, o.next_at," \
  " o.look_date, o.sent_at, o.created_at, o.remote_id, o.reason, o.params, o.http_status," \
  " o.digest, o.version, p.body"

#define TABLES_BY(index) \
  "outbox AS o " index " LEFT JOIN payload AS p ON p.outbox_id = o.id"
#define TABLES TABLES_BY ("")

/* Word for word the condition of the indexes outbox_due and outbox_next. */
#define HAS_A_NEXT_TRY \
  "(state IN ('planned', 'unknown') OR (state = 'held' AND next_at > 0))"

/* One that was planned behind another has to wait until that one's outcome is known. */
#define NOT_BEHIND_ANOTHER \
  "NOT EXISTS (SELECT 1 FROM outbox AS u" \
  " WHERE u.connection_id = o.connection_id AND u.kind = o.kind AND u.subject = o.subject" \
  " AND u.once = 0 AND u.state IN ('sending', 'unknown') AND u.id < o.id AND o.once = 0)"

/* Caps look back 24 hours. */
#define KEEP_SENDINGS (G_GINT64_CONSTANT (7) * 24 * 3600 * G_USEC_PER_SEC)

static VouchEffectState
state_from_text (const char *text)
{
  for (VouchEffectState state = VOUCH_EFFECT_PLANNED; state <= VOUCH_EFFECT_SUPERSEDED; state++)
    {
      if (g_strcmp0 (text, vouch_effect_state_to_string (state)) == 0)
        return state;
    }

  /* What cannot be read is for a person to look at. */
  return VOUCH_EFFECT_HELD;
}

static gpointer
read_effect (VouchRows *rows)
{
  VouchEffect *effect = g_new0 (VouchEffect, 1);

  effect->id = vouch_rows_int (rows, 0);
  effect->connection_id = vouch_rows_int (rows, 1);
  effect->kind = vouch_rows_dup_text (rows, 2);
  effect->subject = vouch_rows_dup_text (rows, 3);
  effect->entry = (int) vouch_rows_int (rows, 4);
  effect->once = vouch_rows_int (rows, 5) != 0;
  effect->trigger_id = vouch_rows_int (rows, 6);
  effect->request_id = vouch_rows_int (rows, 7);
  effect->application_id = vouch_rows_int (rows, 8);
  effect->state = state_from_text (vouch_rows_text (rows, 9));
  effect->attempt_id = vouch_rows_dup_text (rows, 10);
  effect->attempts = (int) vouch_rows_int (rows, 11);
  effect->failures = (int) vouch_rows_int (rows, 12);
  effect->absent = (int) vouch_rows_int (rows, 13);
  effect->next_at = vouch_rows_int (rows, 14);
  effect->look_date = vouch_rows_int (rows, 15);
  effect->sent_at = vouch_rows_int (rows, 16);
  effect->created_at = vouch_rows_int (rows, 17);
  effect->remote_id = vouch_rows_dup_text (rows, 18);
  effect->reason = vouch_rows_reason (rows, 19);
  effect->http_status = (guint) vouch_rows_int (rows, 21);
  effect->digest = vouch_rows_dup_text (rows, 22);
  effect->version = vouch_rows_int (rows, 23);
  effect->body = vouch_rows_dup_text (rows, 24);
  return effect;
}

/**
 * vouch_outbox_get:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL with %VOUCH_STORE_ERROR_NOT_FOUND
 */
VouchEffect *
vouch_outbox_get (VouchDb  *db,
                  gint64    id,
                  GError  **error)
{
  return vouch_rows_take_found (vouch_db_query (db, error,
                                                "SELECT " COLUMNS " FROM " TABLES " WHERE o.id ="
                                                " ?1",
                                                "i", id),
                                read_effect,
                                error);
}

VouchEffect *
vouch_outbox_find (VouchDb     *db,
                   gint64       connection_id,
                   const char  *kind,
                   const char  *subject,
                   GError     **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE o.connection_id = ?1 AND o.kind = ?2"
                                              " AND o.subject = ?3 ORDER BY o.id DESC LIMIT 1",
                                              "iss", connection_id, kind, subject),
                              read_effect,
                              error);
}

/* What was wanted is kept only while it may still be sent; the digest stays. */
gboolean
vouch_outbox_drop_body (VouchDb  *db,
                        gint64    id,
                        GError  **error)
{
  return vouch_db_run (db, error, "DELETE FROM payload WHERE outbox_id = ?1", "i", id);
}

static gboolean
note_sending (VouchDb            *db,
              const VouchEffect  *effect,
              GError            **error)
{
  return vouch_db_run (db, error,
                       "INSERT INTO sending (outbox_id, attempt, connection_id, kind, at)"
                       " SELECT id, ?2, connection_id, kind, ?3 FROM outbox WHERE id = ?1"
                       " ON CONFLICT DO NOTHING",
                       "iii", effect->id, (gint64) effect->attempts, effect->sent_at) &&
         vouch_db_run (db, error,
                       "DELETE FROM sending WHERE connection_id ="
                       " (SELECT connection_id FROM outbox WHERE id = ?1)"
                       " AND kind = (SELECT kind FROM outbox WHERE id = ?1) AND at < ?2",
                       "ii", effect->id, effect->sent_at - KEEP_SENDINGS);
}

gboolean
vouch_outbox_has_newer (VouchDb   *db,
                        gint64     id,
                        gboolean  *newer,
                        GError   **error)
{
  gint64 newer_id = 0;
  gboolean good;

  good = vouch_rows_take_int (vouch_db_query (db, error,
                                              "SELECT o.id FROM outbox AS o, outbox AS own"
                                              " WHERE own.id = ?1 AND own.once = 0"
                                              " AND o.connection_id = own.connection_id"
                                              " AND o.kind = own.kind AND o.subject = own.subject"
                                              " AND o.once = 0 AND o.state IN ('planned', 'held')"
                                              " AND o.id > own.id",
                                              "i", id),
                              &newer_id,
                              error);
  *newer = newer_id != 0;
  return good;
}

static gboolean
write_effect (VouchDb            *db,
              const VouchEffect  *effect,
              VouchEffectState    state,
              const VouchReason  *reason,
              GError            **error)
{
  g_autofree char *params = reason != NULL ? vouch_reason_params_to_json (reason) : NULL;

  return vouch_db_run (db, error,
                       "UPDATE outbox SET state = ?3, attempt_id = ?4, attempts = ?5, failures ="
                       " ?6,"
                       " absent = ?7, next_at = ?8, look_date = ?9, sent_at = ?10, remote_id = ?11,"
                       " reason = ?12, params = ?13, http_status = ?14, version = version + 1"
                       " WHERE id = ?1 AND version = ?2",
                       "iissiiiiiisssi",
                       effect->id,
                       effect->version,
                       vouch_effect_state_to_string (state),
                       effect->attempt_id,
                       (gint64) effect->attempts,
                       (gint64) effect->failures,
                       (gint64) effect->absent,
                       effect->next_at,
                       effect->look_date,
                       effect->sent_at,
                       effect->remote_id,
                       reason != NULL ? vouch_reason_get_id (reason) : NULL,
                       params,
                       (gint64) effect->http_status) &&
         vouch_store_check_fresh (db, error);
}

/**
 * vouch_outbox_update:
 * @db: a connection to the store
 * @effect: the row as it is to be, with the version it was read with
 * @error: return location
 *
 * A repeatable effect that would wait again although a newer one was planned behind it is
 * superseded instead, with the reason "effect.newer".
 *
 * Returns: %FALSE with %VOUCH_STORE_ERROR_STALE when the row moved since it was read
 */
gboolean
vouch_outbox_update (VouchDb            *db,
                     const VouchEffect  *effect,
                     GError            **error)
{
  g_autoptr(VouchReason) newer_reason = NULL;
  VouchReason *reason = effect->reason;
  VouchEffectState state = effect->state;
  gboolean newer = FALSE;

  /* One that turns out not to have been done, while a newer one waits behind it, is no longer
   * wanted. */
  if ((state == VOUCH_EFFECT_PLANNED || state == VOUCH_EFFECT_HELD) &&
      !vouch_outbox_has_newer (db, effect->id, &newer, error))
    return FALSE;

  if (newer)
    {
      newer_reason = vouch_reason_new ("effect.newer", NULL, NULL);
      reason = newer_reason;
      state = VOUCH_EFFECT_SUPERSEDED;
    }

  if (!write_effect (db, effect, state, reason, error))
    return FALSE;

  vouch_db_note_change (db, "effect", effect->id);
  if (state == VOUCH_EFFECT_SENDING)
    return note_sending (db, effect, error);
  return vouch_effect_state_is_open (state) || vouch_outbox_drop_body (db, effect->id, error);
}

GPtrArray *
vouch_outbox_due (VouchDb  *db,
                  gint64    connection_id,
                  gint64    now,
                  guint     limit,
                  GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS
                                              " FROM " TABLES_BY ("INDEXED BY outbox_due")
                                              " WHERE o.connection_id = ?1 AND " HAS_A_NEXT_TRY
                                              " AND o.next_at <= ?2 AND " NOT_BEHIND_ANOTHER
                                              " ORDER BY o.id LIMIT ?3",
                                              "iii", connection_id, now, (gint64) limit),
                              read_effect,
                              (GDestroyNotify) vouch_effect_free,
                              error);
}

/**
 * vouch_outbox_next_at:
 * @db: a connection to the store
 * @connection_id: whose
 * @error: return location
 *
 * Only real times count: an effect whose time is 0 is due at once, and one behind another waits for
 * that one.
 *
 * Returns: when vouch_outbox_due() may next give something that it does not give now, or 0
 */
gint64
vouch_outbox_next_at (VouchDb  *db,
                      gint64    connection_id,
                      GError  **error)
{
  gint64 next_at;

  vouch_rows_take_int (vouch_db_query (db, error,
                                       "SELECT o.next_at FROM outbox AS o INDEXED BY outbox_next"
                                       " WHERE o.connection_id = ?1 AND " HAS_A_NEXT_TRY
                                       " AND o.next_at > 0 AND " NOT_BEHIND_ANOTHER
                                       " ORDER BY o.next_at LIMIT 1",
                                       "i", connection_id),
                       &next_at,
                       error);
  return next_at;
}

GPtrArray *
vouch_outbox_list_for (VouchDb  *db,
                       gint64    request_id,
                       GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE o.request_id = ?1 ORDER BY o.id",
                                              "i", request_id),
                              read_effect,
                              (GDestroyNotify) vouch_effect_free,
                              error);
}

/* In the order in which they were planned. */
GPtrArray *
vouch_outbox_list (VouchDb           *db,
                   gint64             connection_id,
                   VouchEffectState   state,
                   GError           **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE o.connection_id = ?1 AND o.state = ?2"
                                              " ORDER BY o.id",
                                              "is",
                                              connection_id,
                                              vouch_effect_state_to_string (state)),
                              read_effect,
                              (GDestroyNotify) vouch_effect_free,
                              error);
}

/**
 * vouch_outbox_recover:
 * @db: a connection to the store
 * @connection_id: whose
 * @now: server time
 * @create_silence: after which a look for a request proves something
 * @error: return location
 *
 * A row that says *sending* at start was sent by a process that died, or was about to be. It is
 * looked for once the service must be done with it, but not before @now.
 */
int
vouch_outbox_recover (VouchDb  *db,
                      gint64    connection_id,
                      gint64    now,
                      gint64    create_silence,
                      GError  **error)
{
  VouchRows *rows;
  int n = 0;

  rows = vouch_db_query (db, error,
                         "UPDATE outbox SET state = 'unknown', absent = 0,"
                         " next_at = max(?2, sent_at +"
                         " CASE kind WHEN 'create-request' THEN ?4 ELSE ?3 END),"
                         " version = version + 1"
                         " WHERE connection_id = ?1 AND state = 'sending' RETURNING id",
                         "iiii", connection_id, now, VOUCH_EFFECT_SILENCE, create_silence);
  for (; vouch_rows_next (rows); n++)
    vouch_db_note_change (db, "effect", vouch_rows_int (rows, 0));

  return vouch_rows_finish (rows, error) ? n : -1;
}

guint
vouch_outbox_count (VouchDb           *db,
                    gint64             connection_id,
                    VouchEffectState   state,
                    GError           **error)
{
  gint64 count;

  vouch_rows_take_int (vouch_db_query (db, error,
                                       "SELECT count(*) FROM outbox"
                                       " WHERE connection_id = ?1 AND state = ?2",
                                       "is", connection_id, vouch_effect_state_to_string (state)),
                       &count,
                       error);
  return (guint) count;
}

gint64
vouch_outbox_last_done (VouchDb  *db,
                        gint64    connection_id,
                        GError  **error)
{
  gint64 sent_at;

  vouch_rows_take_int (vouch_db_query (db, error,
                                       "SELECT sent_at FROM outbox INDEXED BY outbox_state"
                                       " WHERE connection_id = ?1 AND state = 'done'"
                                       " AND sent_at > 0 ORDER BY id DESC LIMIT 1",
                                       "i", connection_id),
                       &sent_at,
                       error);
  return sent_at;
}

guint
vouch_outbox_count_sent (VouchDb     *db,
                         gint64       connection_id,
                         const char  *kind,
                         gint64       since,
                         GError     **error)
{
  gint64 count;

  vouch_rows_take_int (vouch_db_query (db, error,
                                       "SELECT count(*) FROM sending"
                                       " WHERE connection_id = ?1 AND kind = ?2 AND at >= ?3",
                                       "isi", connection_id, kind, since),
                       &count,
                       error);
  return (guint) count;
}
