/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-attention-list.h"
#include "store/vouch-row-util.h"
#include "store/vouch-sql.h"

/* What the page and vouchctl mean by waiting: planned effects only once a try has failed. */
#define IS_LISTED "(o.state IN ('held', 'unknown') OR (o.state = 'planned' AND o.next_at > 0))"
#define IS_RETRIED "(o.state <> 'held' OR o.next_at <> 0)"

/* An effect about a job names it in its subject: "job:abc". */
#define OF_JOB "coalesce (a.job_id, substr (o.subject, 5))"

static const char load_effect_sql[] =
  "SELECT o.id * 2, o.connection_id, 0, o.id, o.kind, o.state, " IS_RETRIED ", o.reason, o.params,"
  " o.attempts, o.next_at, ifnull (t.entered_on, 0), o.created_at, o.application_id, o.request_id,"
  " " VOUCH_SQL_NAME ", a.candidate_id, coalesce (a.job_id, j.job_id), j.title, j.ref_number"
  " FROM outbox AS o"
  " LEFT JOIN application AS a ON a.id = o.application_id"
  " LEFT JOIN person AS p ON p.id = a.person_id"
  " LEFT JOIN trigger AS t ON t.id = o.trigger_id"
  " LEFT JOIN job AS j ON j.connection_id = o.connection_id AND j.job_id = " OF_JOB
  " WHERE o.id = ?1 AND " IS_LISTED;

static const char load_entry_sql[] =
  "SELECT t.id * 2 + 1, t.connection_id, 1, t.id, NULL, t.state, 0, t.reason, t.params,"
  " 0, 0, t.entered_on, t.first_seen, t.application_id, 0,"
  " " VOUCH_SQL_NAME ", a.candidate_id, a.job_id, j.title, j.ref_number"
  " FROM trigger AS t"
  " JOIN application AS a ON a.id = t.application_id"
  " LEFT JOIN person AS p ON p.id = a.person_id"
  " LEFT JOIN job AS j ON j.connection_id = a.connection_id AND j.job_id = a.job_id"
  " WHERE t.id = ?1 AND t.state = 'held'";

#define FIELD(type, name) { type, G_STRUCT_OFFSET (VouchAttentionItem, name), NULL }

static const VouchField fields[] = {
  FIELD ('l', id),
  FIELD ('l', connection_id),
  FIELD ('i', kind),
  FIELD ('l', row_id),
  FIELD ('s', effect),
  FIELD ('s', state),
  FIELD ('i', retrying),
  FIELD ('r', reason),
  FIELD ('i', attempts),
  FIELD ('l', next_at),
  FIELD ('l', entered_on),
  FIELD ('l', since),
  FIELD ('l', application_id),
  FIELD ('l', request_id),
  FIELD ('s', candidate),
  FIELD ('s', candidate_id),
  FIELD ('s', job_id),
  FIELD ('s', job_title),
  FIELD ('s', job_ref),
};

static const VouchRowLayout layout = VOUCH_ROW_LAYOUT (VouchAttentionItem, fields);

static const char *const subjects[] = {
  "effect", "trigger", "application", "job", "connection", NULL,
};

static gpointer
load (const VouchRowQuery  *query,
      VouchDb              *db,
      gint64                id,
      GError              **error)
{
  return vouch_row_layout_load (&layout, db, id % 2 == 0 ? load_effect_sql : load_entry_sql, id / 2,
                                error);
}

static const VouchRowQueryClass query_class = {
  .subjects = subjects,
  .owns_ids = FALSE,
  .layout = &layout,
  .list_ids = vouch_sql_query_list_ids,
  .load = load,
  .finalize = vouch_sql_query_finalize,
};

/**
 * vouch_attention_row_id:
 * @kind: what @id is an id of
 * @id: of the outbox or the triggers
 *
 * Returns: the id of its row in the list
 */
gint64
vouch_attention_row_id (VouchAttentionKind kind,
                        gint64             id)
{
  return id * 2 + (kind == VOUCH_ATTENTION_ENTRY);
}

/* The order of vouchctl: what is held, unknown, planned, and then the entries. */
static void
add_effects (VouchSql                   *sql,
             const VouchAttentionFilter *filter,
             gboolean                    searches)
{
  vouch_sql_add (sql, "SELECT o.id * 2, CASE o.state WHEN 'held' THEN 0 WHEN 'unknown' THEN 1"
                 " ELSE 2 END AS rank, o.id AS place FROM outbox AS o WHERE ");
  /* Each state is looked for by itself, so that the index on it serves. */
  vouch_sql_add (sql, filter->retrying ? "o.state IN ('held', 'unknown', 'planned')"
                                         " AND (o.state <> 'planned' OR o.next_at > 0)"
                                       : "o.state = 'held' AND o.next_at = 0");
  vouch_sql_add_int (sql, " AND o.connection_id IN (SELECT id FROM connection WHERE ? IN (0, id))",
                     filter->connection_id);
  vouch_sql_add_ids (sql, "o.reason", filter->reasons);
  if (searches)
    vouch_sql_add (sql, " AND o.application_id IN (SELECT id FROM found_application)");
}

static void
add_entries (VouchSql                   *sql,
             const VouchAttentionFilter *filter,
             gboolean                    searches)
{
  vouch_sql_add (sql, "SELECT t.id * 2 + 1, 3, t.entered_on FROM trigger AS t"
                 " WHERE t.state = 'held'");
  vouch_sql_add_int (sql, " AND t.connection_id IN (SELECT id FROM connection WHERE ? IN (0, id))",
                     filter->connection_id);
  vouch_sql_add_ids (sql, "t.reason", filter->reasons);
  if (filter->except != NULL)
    {
      vouch_sql_add (sql, " AND NOT (1");
      vouch_sql_add_ids (sql, "ifnull (t.reason, '')", filter->except);
      vouch_sql_add (sql, ")");
    }
  if (searches)
    vouch_sql_add (sql, " AND t.application_id IN (SELECT id FROM found_application)");
}

static VouchSql *
new_sql (const VouchAttentionFilter *filter)
{
  VouchSql *sql = vouch_sql_new ();
  gboolean searches = vouch_sql_add_search (sql, filter->connection_id, filter->text);

  add_effects (sql, filter, searches);
  vouch_sql_add (sql, " UNION ALL ");
  add_entries (sql, filter, searches);
  vouch_sql_add (sql, " ORDER BY 2, 3, 1");
  return sql;
}

/**
 * vouch_attention_query_new:
 * @filter: which ones; nothing of it is kept
 *
 * Returns: (transfer full): a query whose rows have a #VouchAttentionItem
 */
VouchRowQuery *
vouch_attention_query_new (const VouchAttentionFilter *filter)
{
  return vouch_sql_query_new (&query_class, new_sql (filter));
}

GPtrArray *
vouch_attention_list (VouchDb                     *db,
                      const VouchAttentionFilter  *filter,
                      GError                     **error)
{
  g_autoptr(VouchRowQuery) query = vouch_attention_query_new (filter);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_attention_item_free);

  if (!vouch_row_query_list_ids (query, db, ids, error))
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      gpointer item = vouch_row_query_load (query, db, g_array_index (ids, gint64, i),
                                            &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (item != NULL)
        g_ptr_array_add (items, item);
    }

  return g_steal_pointer (&items);
}

void
vouch_attention_item_free (VouchAttentionItem *self)
{
  vouch_row_layout_free (&layout, self);
}

/* Counting. */

static const char count_sql[] =
  "SELECT o.reason, 0, " IS_RETRIED ", count (*) FROM outbox AS o"
  " WHERE o.state IN ('held', 'unknown', 'planned')"
  " AND (o.state <> 'planned' OR o.next_at > 0)"
  " AND o.connection_id IN (SELECT id FROM connection WHERE ?1 IN (0, id))"
  " GROUP BY 1, 3"
  " UNION ALL SELECT t.reason, 1, 0, count (*) FROM trigger AS t"
  " WHERE t.state = 'held'"
  " AND t.connection_id IN (SELECT id FROM connection WHERE ?1 IN (0, id)) GROUP BY 1";

#define COUNT(type, name) { type, G_STRUCT_OFFSET (VouchAttentionCount, name), NULL }

static const VouchField count_fields[] = {
  COUNT ('s', reason),
  COUNT ('i', kind),
  COUNT ('i', retrying),
  COUNT ('l', n),
};

static const VouchRowLayout count_layout = VOUCH_ROW_LAYOUT (VouchAttentionCount, count_fields);

static gpointer
read_count (VouchRows *rows)
{
  return vouch_row_layout_read (&count_layout, rows);
}

/**
 * vouch_attention_count:
 * @db: a connection
 * @connection_id: whose, or 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VouchAttentionCount): how much there is for
 *   each reason; src/text says which of the entries' pass by themselves
 */
GPtrArray *
vouch_attention_count (VouchDb  *db,
                       gint64    connection_id,
                       GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error, count_sql, "i", connection_id),
                              read_count,
                              (GDestroyNotify) vouch_attention_count_free,
                              error);
}

gboolean
vouch_attention_sum (VouchDb  *db,
                     gint64    connection_id,
                     guint    *sum,
                     GError  **error)
{
  g_autoptr(GPtrArray) counts = vouch_attention_count (db, connection_id, error);

  *sum = 0;
  for (guint i = 0; counts != NULL && i < counts->len; i++)
    {
      const VouchAttentionCount *count = counts->pdata[i];

      if (!count->retrying)
        *sum += count->n;
    }

  return counts != NULL;
}

void
vouch_attention_count_free (VouchAttentionCount *self)
{
  vouch_row_layout_free (&count_layout, self);
}
