/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "json/vouch-reason-json.h"
#include "store/vouch-ledger.h"
#include "store/vouch-row-util.h"
#include "store/vouch-runs.h"

#define COLUMNS \
  "id, connection_id, at, actor, person_id, application_id, trigger_id, request_id, effect_id," \
  " what, params, run_id"

static gpointer
read_activity (VouchRows *rows)
{
  VouchActivity *activity = g_new0 (VouchActivity, 1);

  activity->id = vouch_rows_int (rows, 0);
  activity->connection_id = vouch_rows_int (rows, 1);
  activity->at = vouch_rows_int (rows, 2);
  activity->actor = vouch_rows_dup_text (rows, 3);
  activity->person_id = vouch_rows_int (rows, 4);
  activity->application_id = vouch_rows_int (rows, 5);
  activity->trigger_id = vouch_rows_int (rows, 6);
  activity->request_id = vouch_rows_int (rows, 7);
  activity->effect_id = vouch_rows_int (rows, 8);
  activity->what = vouch_rows_reason (rows, 9);
  activity->run_id = vouch_rows_int (rows, 11);
  return activity;
}

/**
 * vouch_ledger_append:
 * @db: a connection to the store
 * @connection_id: whose
 * @activity: what happened; its id, connection and run are not looked at
 * @error: return location
 *
 * The line belongs to the run of vouch_db_set_run(), if there is one. Nothing ever changes or
 * removes a line, but the removal of the whole connection.
 *
 * Returns: the line's id, 0 on error
 */
gint64
vouch_ledger_append (VouchDb              *db,
                     gint64                connection_id,
                     const VouchActivity  *activity,
                     GError              **error)
{
  g_autofree char *params = vouch_reason_params_to_json (activity->what);
  gint64 run_id, id;

  if (!vouch_runs_note_line (db, &run_id, error) ||
      !vouch_db_run (db, error,
                     "INSERT INTO ledger (connection_id, at, actor, person_id, application_id,"
                     " trigger_id, request_id, effect_id, what, params, run_id)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                     "iisiiiiissi",
                     connection_id,
                     activity->at,
                     activity->actor,
                     activity->person_id,
                     activity->application_id,
                     activity->trigger_id,
                     activity->request_id,
                     activity->effect_id,
                     vouch_reason_get_id (activity->what),
                     params,
                     run_id))
    return 0;

  id = vouch_db_get_last_id (db);
  vouch_db_note_change (db, "ledger", id);
  return id;
}

/* One text for each combination, so that each has its index. */
static const char *
pick_query (gboolean by_text,
            gboolean by_application)
{
  if (by_application && by_text)
    return "SELECT " COLUMNS " FROM ledger INDEXED BY ledger_application"
           " WHERE application_id = ?3 AND connection_id = ?1 AND what = ?2 AND id < ?4"
           " ORDER BY id DESC LIMIT ?5";
  if (by_application)
    return "SELECT " COLUMNS " FROM ledger INDEXED BY ledger_application"
           " WHERE application_id = ?3 AND connection_id = ?1 AND ?2 IS NULL AND id < ?4"
           " ORDER BY id DESC LIMIT ?5";
  if (by_text)
    return "SELECT " COLUMNS " FROM ledger INDEXED BY ledger_what"
           " WHERE connection_id = ?1 AND what = ?2 AND ?3 = 0 AND id < ?4"
           " ORDER BY id DESC LIMIT ?5";
  return "SELECT " COLUMNS " FROM ledger INDEXED BY ledger_connection"
         " WHERE connection_id = ?1 AND ?2 IS NULL AND ?3 = 0 AND id < ?4"
         " ORDER BY id DESC LIMIT ?5";
}

GPtrArray *
vouch_ledger_list (VouchDb     *db,
                   gint64       connection_id,
                   const char  *text_id,
                   gint64       application_id,
                   gint64       before_id,
                   guint        limit,
                   GError     **error)
{
  const char *sql = pick_query (text_id != NULL, application_id != 0);
  gint64 before = before_id != 0 ? before_id : G_MAXINT64;

  return vouch_rows_take_all (vouch_db_query (db, error, sql, "isiii",
                                              connection_id,
                                              text_id,
                                              application_id,
                                              before,
                                              (gint64) limit),
                              read_activity,
                              (GDestroyNotify) vouch_activity_free,
                              error);
}

GPtrArray *
vouch_ledger_list_run (VouchDb  *db,
                       gint64    connection_id,
                       gint64    run_id,
                       gint64    before_id,
                       guint     limit,
                       GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM ledger INDEXED BY ledger_run"
                                              " WHERE run_id > 0 AND run_id = ?2"
                                              " AND connection_id = ?1 AND id < ?3"
                                              " ORDER BY id DESC LIMIT ?4", "iiii",
                                              connection_id,
                                              run_id,
                                              before_id != 0 ? before_id : G_MAXINT64,
                                              (gint64) limit),
                              read_activity,
                              (GDestroyNotify) vouch_activity_free,
                              error);
}
