/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-activity-list.h"
#include "store/vouch-sql.h"

static const char load_sql[] =
  "SELECT l.id, l.connection_id, l.at, l.actor, l.what, l.params, " VOUCH_SQL_NAME ","
  " a.candidate_id, a.job_id, j.title, l.application_id, l.trigger_id, l.request_id, l.effect_id,"
  " r.id, r.began_at"
  " FROM ledger AS l"
  " LEFT JOIN application AS a ON a.id = l.application_id"
  " LEFT JOIN person AS p ON p.id = CASE l.person_id WHEN 0 THEN a.person_id ELSE l.person_id END"
  " LEFT JOIN run AS r ON r.id = l.run_id"
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
  FIELD ('l', run_id),
  FIELD ('l', run_began_at),
};

static const VouchRowLayout layout = VOUCH_ROW_LAYOUT (VouchActivityItem, fields);

static const char *const subjects[] = { "ledger", "application", "job", "connection", NULL };

static const VouchRowQueryClass query_class = {
  .subjects = subjects,
  .owns_ids = TRUE,
  .layout = &layout,
  .load_sql = load_sql,
  .list_first = vouch_sql_query_list_first,
  .list_ids = vouch_sql_query_list_ids,
  .finalize = vouch_sql_query_finalize,
};

static void
add_conditions (VouchSql                  *sql,
                const VouchActivityFilter *filter)
{
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
  if (filter->run_id != 0)
    vouch_sql_add_int (sql, " AND l.run_id > 0 AND l.run_id = ?", filter->run_id);
  /* The "+" keeps SQLite from sorting what the order of time gives for nothing. */
  vouch_sql_add_ids (sql, "+l.what", filter->kinds);
}

/* The first lines: the last ones are looked at one by one. */

/* So many are looked at for what is wanted; what is looked for is mostly among them. */
#define N_LOOKED_AT "10000"
/* More than any screen shows. */
#define N_FIRST "100"

/* (nullable): the beginning of one connection's list, where it can be found soon */
static VouchSql *
new_first (const VouchActivityFilter *filter,
           gboolean                   searches)
{
  VouchSql *sql;

  if (filter->connection_id == 0 || filter->application_id != 0 || filter->request_id != 0 ||
      filter->run_id != 0)
    return NULL;

  sql = vouch_sql_new ();
  vouch_sql_add_int (sql, "SELECT l.id FROM (SELECT * FROM ledger WHERE connection_id = ?"
                     " ORDER BY at DESC, id DESC LIMIT " N_LOOKED_AT ") AS l",
                     filter->connection_id);
  vouch_sql_add (sql, searches ? " CROSS JOIN application AS a ON a.id = l.application_id WHERE 1"
                               : " WHERE 1");
  add_conditions (sql, filter);
  if (searches)
    {
      vouch_sql_add (sql, " AND (EXISTS (SELECT 1 FROM person AS p WHERE p.id = a.person_id AND ");
      vouch_sql_add_person_holds (sql, filter->text);
      vouch_sql_add_int (sql, ") OR a.job_id IN (SELECT job_id FROM job AS j"
                         " WHERE j.connection_id = ? AND ", filter->connection_id);
      vouch_sql_add_holds (sql, "ifnull (j.title, '') || ' ' || ifnull (j.ref_number, '')",
                           filter->text);
      vouch_sql_add_text (sql, ") OR a.candidate_id = ?", filter->text);
      vouch_sql_add_text (sql, " OR a.job_id = ?)", filter->text);
    }
  vouch_sql_add (sql, " LIMIT " N_FIRST);
  return sql;
}

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
  VouchRowQuery *query;

  vouch_sql_add (sql, "SELECT l.id FROM ledger AS l");
  if (searches)
    vouch_sql_add (sql, " INDEXED BY ledger_application");
  else if (filter->run_id != 0)
    vouch_sql_add (sql, " INDEXED BY ledger_run");
  vouch_sql_add (sql, " WHERE 1");
  add_conditions (sql, filter);
  if (searches)
    vouch_sql_add (sql, " AND l.application_id IN (SELECT id FROM found_application)");
  vouch_sql_add (sql, " ORDER BY l.at DESC, l.id DESC");
  query = vouch_sql_query_new (&query_class, sql);
  vouch_sql_query_set_first (query, new_first (filter, searches));
  return query;
}

void
vouch_activity_item_free (VouchActivityItem *self)
{
  vouch_row_layout_free (&layout, self);
}
