/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-row-util.h"
#include "store/vouch-run-list.h"
#include "store/vouch-sql.h"

#define SELECT \
  "SELECT r.id, r.connection_id, r.began_at, r.ended_at, r.cause, r.state, r.n_seen," \
  " r.n_planned, r.n_delivered, (SELECT count(*) FROM ledger AS l INDEXED BY ledger_run" \
  " WHERE l.run_id > 0 AND l.run_id = r.id), r.problem, r.params FROM run AS r"

#define FIELD(type, name, func) { type, G_STRUCT_OFFSET (VouchRun, name), func }

static const VouchField fields[] = {
  FIELD ('l', id, NULL),
  FIELD ('l', connection_id, NULL),
  FIELD ('l', began_at, NULL),
  FIELD ('l', ended_at, NULL),
  FIELD ('n', cause, vouch_run_cause_from_string),
  FIELD ('n', state, vouch_run_state_from_string),
  FIELD ('l', n_seen, NULL),
  FIELD ('l', n_planned, NULL),
  FIELD ('l', n_delivered, NULL),
  FIELD ('l', n_lines, NULL),
  FIELD ('r', problem, NULL),
};

static const VouchRowLayout layout = VOUCH_ROW_LAYOUT (VouchRun, fields);

static const char *const subjects[] = { "run", "connection", NULL };

static const VouchRowQueryClass query_class = {
  .subjects = subjects,
  .owns_ids = TRUE,
  .layout = &layout,
  .load_sql = SELECT " WHERE r.id = ?1",
  .list_ids = vouch_sql_query_list_ids,
  .finalize = vouch_sql_query_finalize,
};

static void
add_actor (VouchSql   *sql,
           const char *actor)
{
  if (g_strcmp0 (actor, "person") == 0)
    vouch_sql_add (sql, " AND r.cause IN ('person', 'action', 'preview')");
  else if (g_strcmp0 (actor, "vouch") == 0)
    vouch_sql_add (sql, " AND r.cause NOT IN ('person', 'action', 'preview')");
  else if (actor != NULL)
    vouch_sql_add (sql, " AND 0");
}

/**
 * vouch_run_query_new:
 * @filter: which ones; nothing of it is kept
 *
 * Returns: (transfer full): a query whose rows have a #VouchRun
 */
VouchRowQuery *
vouch_run_query_new (const VouchRunFilter *filter)
{
  VouchSql *sql = vouch_sql_new ();
  gboolean searches = vouch_sql_add_search (sql, filter->connection_id, filter->text);

  vouch_sql_add (sql, "SELECT r.id FROM run AS r WHERE 1");
  vouch_sql_add_connection (sql, "r.connection_id", filter->connection_id);
  if (filter->since != 0)
    vouch_sql_add_int (sql, " AND r.began_at >= ?", filter->since);
  add_actor (sql, filter->actor);
  if (searches)
    vouch_sql_add (sql, " AND r.id IN (SELECT l.run_id FROM ledger AS l"
                   " INDEXED BY ledger_application"
                   " WHERE l.application_id IN (SELECT id FROM found_application))");
  vouch_sql_add (sql, " ORDER BY r.began_at DESC, r.id DESC");
  return vouch_sql_query_new (&query_class, sql);
}

VouchRun *
vouch_runs_get (VouchDb  *db,
                gint64    id,
                GError  **error)
{
  return vouch_row_layout_load (&layout, db, query_class.load_sql, id, error);
}

static gpointer
read_run (VouchRows *rows)
{
  return vouch_row_layout_read (&layout, rows);
}

GPtrArray *
vouch_runs_list (VouchDb  *db,
                 gint64    connection_id,
                 gint64    before_id,
                 guint     limit,
                 GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              SELECT " WHERE r.connection_id = ?1 AND r.id < ?2"
                                              " ORDER BY r.id DESC LIMIT ?3", "iii",
                                              connection_id,
                                              before_id != 0 ? before_id : G_MAXINT64,
                                              (gint64) limit),
                              read_run, (GDestroyNotify) vouch_run_free, error);
}
