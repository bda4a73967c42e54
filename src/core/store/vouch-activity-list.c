/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-activity-list.h"
#include "store/vouch-sql.h"

static const char load_sql[] =
  "SELECT l.id, l.connection_id, l.at, l.actor, l.what, l.params, " VOUCH_SQL_NAME ","
  " a.candidate_id, a.job_id, j.title, l.application_id, l.trigger_id, l.request_id, l.effect_id"
  " FROM ledger AS l"
  " LEFT JOIN application AS a ON a.id = l.application_id"
  " LEFT JOIN person AS p ON p.id = CASE l.person_id WHEN 0 THEN a.person_id ELSE l.person_id END"
  " LEFT JOIN job AS j ON j.connection_id = a.connection_id AND j.job_id = a.job_id"
  " WHERE l.id = ?1";

#define FIELD(type, name) { type, G_STRUCT_OFFSET (VouchActivityItem, name), NULL }

static const VouchField fields[] = {
  FIELD ('l', id),
  FIELD ('l', connection_id),
  FIELD ('l', at),
  FIELD ('s', actor),
  FIELD ('r', what),
  FIELD ('s', person),
  FIELD ('s', candidate_id),
  FIELD ('s', job_id),
  FIELD ('s', job_title),
  FIELD ('l', application_id),
  FIELD ('l', trigger_id),
  FIELD ('l', request_id),
  FIELD ('l', effect_id),
};

static const VouchRowLayout layout = VOUCH_ROW_LAYOUT (VouchActivityItem, fields);

static const char *const subjects[] = { "ledger", "application", "job", "connection", NULL };

static gpointer
load (const VouchRowQuery  *query,
      VouchDb              *db,
      gint64                id,
      GError              **error)
{
  return vouch_row_layout_load (&layout, db, load_sql, id, error);
}

static const VouchRowQueryClass query_class = {
  .subjects = subjects,
  .owns_ids = TRUE,
  .layout = &layout,
  .list_ids = vouch_sql_query_list_ids,
  .load = load,
  .finalize = vouch_sql_query_finalize,
};

/**
 * vouch_activity_query_new:
 * @filter: which ones; nothing of it is kept
 *
 * Returns: (transfer full): a query whose rows have a #VouchActivityItem
 */
VouchRowQuery *
vouch_activity_query_new (const VouchActivityFilter *filter)
{
  VouchSql *sql = vouch_sql_new ();
  gboolean searches = vouch_sql_add_search (sql, filter->connection_id, filter->text);

  vouch_sql_add (sql, "SELECT l.id FROM ledger AS l");
  vouch_sql_add (sql, searches ? " INDEXED BY ledger_application WHERE 1" : " WHERE 1");
  vouch_sql_add_connection (sql, "l.connection_id", filter->connection_id);
  if (filter->since != 0)
    vouch_sql_add_int (sql, " AND l.at >= ?", filter->since);
  if (filter->until != 0)
    vouch_sql_add_int (sql, " AND l.at < ?", filter->until);
  if (filter->actor != NULL)
    vouch_sql_add_text (sql, " AND l.actor = ?", filter->actor);
  if (filter->application_id != 0)
    vouch_sql_add_int (sql, " AND l.application_id = ?", filter->application_id);
  if (filter->request_id != 0)
    vouch_sql_add_int (sql, " AND l.request_id = ?", filter->request_id);
  /* The "+" keeps SQLite from sorting what the order of time gives for nothing. */
  vouch_sql_add_ids (sql, "+l.what", filter->kinds);
  if (searches)
    vouch_sql_add (sql, " AND l.application_id IN (SELECT id FROM found_application)");
  vouch_sql_add (sql, " ORDER BY l.at DESC, l.id DESC");
  return vouch_sql_query_new (&query_class, sql);
}

void
vouch_activity_item_free (VouchActivityItem *self)
{
  vouch_row_layout_free (&layout, self);
}
