/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-request-list.h"
#include "store/vouch-requests.h"
#include "store/vouch-row-util.h"
#include "store/vouch-sql.h"

/* Word for word the condition of the partial indexes. */
#define IS_OPEN "stage IN ('planned', 'sent', 'in-progress', 'past-due')"

#define WAITS "SELECT request_id FROM outbox WHERE state = 'held' AND next_at = 0"

/* Who the requestor is called is known from the job's team; the request has the address. */
#define REQUESTOR_NAME \
  "(SELECT nullif (trim (u.first_name || ' ' || u.last_name), '') FROM team AS m" \
  " JOIN user AS x ON x.connection_id = m.connection_id AND x.user_id = m.user_id" \
  " JOIN person AS u ON u.id = x.person_id" \
  " WHERE m.connection_id = a.connection_id AND m.job_id = a.job_id AND u.email = q.email LIMIT 1)"

#define LAST_STATE(kind) \
  "(SELECT o.state FROM outbox AS o WHERE o.request_id = r.id AND o.kind = '" kind "'" \
  " ORDER BY o.id DESC LIMIT 1)"

static const char load_sql[] =
  "SELECT r.id, r.connection_id, r.application_id, " VOUCH_SQL_NAME ", a.candidate_id, a.job_id,"
  " j.title, j.ref_number, r.template_id, t.name, " REQUESTOR_NAME ", q.email, r.external_id,"
  " r.request_id, r.stage, r.status, r.progress, r.adopted, r.created_at, r.updated_on,"
  " r.closed_at, r.outcome, r.report_url, r.has_pdf, " LAST_STATE ("attach-report") ", "
  LAST_STATE ("write-note") ", h.reason, h.params"
  " FROM request AS r"
  " JOIN application AS a ON a.id = r.application_id"
  " LEFT JOIN person AS p ON p.id = a.person_id"
  " LEFT JOIN job AS j ON j.connection_id = a.connection_id AND j.job_id = a.job_id"
  " LEFT JOIN template AS t ON t.id = r.template_id"
  " LEFT JOIN person AS q ON q.id = r.requestor_person"
  " LEFT JOIN outbox AS h ON h.id = (SELECT o.id FROM outbox AS o WHERE o.request_id = r.id"
  " AND o.state = 'held' ORDER BY o.next_at > 0, o.id LIMIT 1)"
  " WHERE r.id = ?1";

#define FIELD(type, name) { type, G_STRUCT_OFFSET (VouchRequestItem, name), NULL }
#define NAMED(name, func) { 'n', G_STRUCT_OFFSET (VouchRequestItem, name), func }

static const VouchField fields[] = {
  FIELD ('l', id),
  FIELD ('l', connection_id),
  FIELD ('l', application_id),
  FIELD ('s', candidate),
  FIELD ('s', candidate_id),
  FIELD ('s', job_id),
  FIELD ('s', job_title),
  FIELD ('s', job_ref),
  FIELD ('l', template_id),
  FIELD ('s', template_name),
  FIELD ('s', requestor),
  FIELD ('s', requestor_email),
  FIELD ('s', external_id),
  FIELD ('s', request_id),
  NAMED (stage, vouch_field_stage),
  FIELD ('s', status),
  FIELD ('i', progress),
  FIELD ('i', adopted),
  FIELD ('l', created_at),
  FIELD ('l', updated_on),
  FIELD ('l', closed_at),
  FIELD ('s', outcome),
  FIELD ('s', report_url),
  FIELD ('i', has_pdf),
  NAMED (attach_state, vouch_field_effect_state),
  NAMED (note_state, vouch_field_effect_state),
  FIELD ('r', held),
};

static const VouchRowLayout layout = VOUCH_ROW_LAYOUT (VouchRequestItem, fields);

static const char *const subjects[] = {
  "request", "effect", "application", "job", "template", "connection", NULL,
};

static const VouchRowQueryClass query_class = {
  .subjects = subjects,
  .owns_ids = TRUE,
  .layout = &layout,
  .load_sql = load_sql,
  .list_first = vouch_sql_query_list_first,
  .list_ids = vouch_sql_query_list_ids,
  .finalize = vouch_sql_query_finalize,
};

/* What a column is sorted by, and the tables that takes. */
static const struct
{
  const char *joins;
  const char *keys[2];
} sorts[] = {
  [VOUCH_REQUEST_SORT_CREATED] = { "", { "r.created_at", NULL } },
  [VOUCH_REQUEST_SORT_CANDIDATE] = {
    " JOIN application AS a ON a.id = r.application_id LEFT JOIN person AS p ON p.id = a.person_id",
    { "p.last_name COLLATE NOCASE", "p.first_name COLLATE NOCASE" } },
  [VOUCH_REQUEST_SORT_JOB] = {
    " JOIN application AS a ON a.id = r.application_id LEFT JOIN job AS j"
    " ON j.connection_id = a.connection_id AND j.job_id = a.job_id",
    { "j.title COLLATE NOCASE", NULL } },
  [VOUCH_REQUEST_SORT_TEMPLATE] = {
    " LEFT JOIN template AS t ON t.id = r.template_id", { "t.name COLLATE NOCASE", NULL } },
  [VOUCH_REQUEST_SORT_REQUESTOR] = {
    " LEFT JOIN person AS q ON q.id = r.requestor_person",
    { "q.last_name COLLATE NOCASE", "q.email COLLATE NOCASE" } },
  [VOUCH_REQUEST_SORT_STAGE] = {
    "", { "CASE r.stage WHEN 'planned' THEN 0 WHEN 'sent' THEN 1 WHEN 'in-progress' THEN 2"
          " WHEN 'past-due' THEN 3 WHEN 'complete' THEN 4 WHEN 'cancelled' THEN 5 ELSE 6 END",
          NULL } },
  [VOUCH_REQUEST_SORT_PROGRESS] = { "", { "r.progress", NULL } },
  [VOUCH_REQUEST_SORT_DAYS_OPEN] = { "", { NULL, NULL } },
  [VOUCH_REQUEST_SORT_CLOSED] = { "", { "r.closed_at", NULL } },
};

static void
add_states (VouchSql                 *sql,
            const VouchRequestFilter *filter)
{
  if (filter->states == 0)
    return;
  if (filter->states == VOUCH_REQUESTS_OPEN)
    {
      vouch_sql_add (sql, " AND r." IS_OPEN);
      return;
    }

  vouch_sql_add (sql, " AND (0");
  if (filter->states & VOUCH_REQUESTS_OPEN)
    vouch_sql_add (sql, " OR r." IS_OPEN);
  if (filter->states & VOUCH_REQUESTS_COMPLETE)
    vouch_sql_add (sql, " OR r.stage = 'complete'");
  if (filter->states & VOUCH_REQUESTS_CANCELLED)
    vouch_sql_add (sql, " OR r.stage = 'cancelled'");
  if (filter->states & VOUCH_REQUESTS_EXPIRED)
    vouch_sql_add (sql, " OR r.stage = 'expired'");
  if (filter->states & VOUCH_REQUESTS_ATTENTION)
    {
      vouch_sql_add_int (sql, " OR r.id IN (" WAITS " AND connection_id IN"
                         " (SELECT id FROM connection WHERE ? IN (0, id)))",
                         filter->connection_id);
    }
  vouch_sql_add (sql, ")");
}

static void
add_text (VouchSql                 *sql,
          const VouchRequestFilter *filter)
{
  vouch_sql_add (sql, " AND r.id IN (SELECT id FROM request WHERE application_id IN"
                 " (SELECT id FROM found_application) UNION ALL SELECT id FROM request"
                 " WHERE requestor_person IN (SELECT id FROM found_person)"
                 " UNION ALL SELECT f.id FROM template AS t CROSS JOIN request AS f"
                 " ON f.template_id = t.id WHERE ");
  vouch_sql_add_holds (sql, "t.name", filter->text);
  vouch_sql_add_connection (sql, "t.connection_id", filter->connection_id);
  vouch_sql_add_text (sql, " UNION ALL SELECT id FROM request WHERE request_id = ?", filter->text);
  vouch_sql_add_int (sql, " AND connection_id IN (SELECT id FROM connection WHERE ? IN (0, id)))",
                     filter->connection_id);
}

/* Who has no name any more comes last. */
static void
add_order (VouchSql                 *sql,
           const VouchRequestFilter *filter)
{
  const char *direction = "";

  if (filter->descending)
    direction = " DESC";
  else if (sorts[filter->sort].joins[0] != '\0')
    direction = " NULLS LAST";

  vouch_sql_add (sql, " ORDER BY ");
  if (filter->sort == VOUCH_REQUEST_SORT_DAYS_OPEN)
    {
      vouch_sql_add_int (sql, "CASE WHEN r.created_at = 0 THEN 0 WHEN r.closed_at = 0"
                         " THEN ? - r.created_at ELSE r.closed_at - r.created_at END",
                         filter->now);
      vouch_sql_add (sql, direction);
      vouch_sql_add (sql, ", ");
    }
  for (guint i = 0; i < 2 && sorts[filter->sort].keys[i] != NULL; i++)
    {
      vouch_sql_add (sql, sorts[filter->sort].keys[i]);
      vouch_sql_add (sql, direction);
      vouch_sql_add (sql, ", ");
    }
  vouch_sql_add (sql, filter->descending ? "r.id DESC" : "r.id");
}

/* The first rows. Those that come first in the order of an index are looked at one by one. */

/* So many are looked at for what is wanted; whoever is looked for is mostly among them. */
#define N_LOOKED_AT "10000"
/* More than any screen shows. */
#define N_FIRST "100"

/* What is walked along, in the order of what is shown; NULL: there is no index for it. */
static const char *
find_walk (const VouchRequestFilter *filter)
{
  if (filter->sort == VOUCH_REQUEST_SORT_CREATED)
    return "SELECT f.* FROM request AS f WHERE f.connection_id = ?";
  if (filter->sort == VOUCH_REQUEST_SORT_CLOSED)
    return "SELECT f.* FROM request AS f INDEXED BY request_closed WHERE f.connection_id = ?";
  if (filter->sort == VOUCH_REQUEST_SORT_CANDIDATE)
    return "SELECT f.* FROM person AS p INDEXED BY person_name"
           " CROSS JOIN application AS a ON a.person_id = p.id"
           " CROSS JOIN request AS f ON f.application_id = a.id WHERE p.connection_id = ?";

  return NULL;
}

static const char *
find_walk_order (const VouchRequestFilter *filter)
{
  if (filter->sort == VOUCH_REQUEST_SORT_CANDIDATE)
    return filter->descending ? " ORDER BY p.last_name COLLATE NOCASE DESC,"
                                " p.first_name COLLATE NOCASE DESC, f.id DESC"
                              : " ORDER BY p.last_name COLLATE NOCASE,"
                                " p.first_name COLLATE NOCASE, f.id";
  if (filter->sort == VOUCH_REQUEST_SORT_CLOSED)
    return filter->descending ? " ORDER BY f.closed_at DESC, f.id DESC"
                              : " ORDER BY f.closed_at, f.id";

  return filter->descending ? " ORDER BY f.created_at DESC, f.id DESC"
                            : " ORDER BY f.created_at, f.id";
}

static void
add_text_of_row (VouchSql                 *sql,
                 const VouchRequestFilter *filter)
{
  vouch_sql_add (sql, " AND (EXISTS (SELECT 1 FROM person AS p"
                 " WHERE p.id IN (a.person_id, r.requestor_person) AND ");
  vouch_sql_add_person_holds (sql, filter->text);
  vouch_sql_add_int (sql, ") OR a.job_id IN (SELECT job_id FROM job AS j"
                     " WHERE j.connection_id = ? AND ", filter->connection_id);
  vouch_sql_add_holds (sql, "ifnull (j.title, '') || ' ' || ifnull (j.ref_number, '')",
                       filter->text);
  vouch_sql_add_int (sql, ") OR r.template_id IN (SELECT id FROM template AS t"
                     " WHERE t.connection_id = ? AND ", filter->connection_id);
  vouch_sql_add_holds (sql, "t.name", filter->text);
  vouch_sql_add_text (sql, ") OR a.candidate_id = ?", filter->text);
  vouch_sql_add_text (sql, " OR a.job_id = ?", filter->text);
  vouch_sql_add_text (sql, " OR r.request_id = ?)", filter->text);
}

/* (nullable): the beginning of one connection's list, where it can be found soon */
static VouchSql *
new_first (const VouchRequestFilter *filter,
           gboolean                  searches)
{
  const char *walk = find_walk (filter);
  VouchSql *sql;

  if (walk == NULL || filter->connection_id == 0 || filter->application_id != 0 ||
      filter->template_id != 0)
    return NULL;

  sql = vouch_sql_new ();
  vouch_sql_add (sql, "SELECT r.id FROM (");
  vouch_sql_add_int (sql, walk, filter->connection_id);
  if (filter->states == VOUCH_REQUESTS_OPEN)
    vouch_sql_add (sql, " AND f." IS_OPEN);
  vouch_sql_add (sql, find_walk_order (filter));
  vouch_sql_add (sql, " LIMIT " N_LOOKED_AT ") AS r");
  vouch_sql_add (sql, searches ? " CROSS JOIN application AS a ON a.id = r.application_id WHERE 1"
                               : " WHERE 1");
  add_states (sql, filter);
  if (searches)
    add_text_of_row (sql, filter);
  vouch_sql_add (sql, " LIMIT " N_FIRST);
  return sql;
}

/**
 * vouch_request_query_new:
 * @filter: which ones; nothing of it is kept
 *
 * Returns: (transfer full): a query whose rows have a #VouchRequestItem
 */
VouchRowQuery *
vouch_request_query_new (const VouchRequestFilter *filter)
{
  VouchSql *sql = vouch_sql_new ();
  gboolean searches = vouch_sql_add_search (sql, filter->connection_id, filter->text);
  VouchRowQuery *query;

  vouch_sql_add (sql, "SELECT r.id FROM request AS r");
  vouch_sql_add (sql, sorts[filter->sort].joins);
  vouch_sql_add (sql, " WHERE 1");
  vouch_sql_add_connection (sql, "r.connection_id", filter->connection_id);
  if (filter->application_id != 0)
    vouch_sql_add_int (sql, " AND r.application_id = ?", filter->application_id);
  if (filter->template_id != 0)
    vouch_sql_add_int (sql, " AND r.template_id = ?", filter->template_id);
  add_states (sql, filter);
  if (searches)
    add_text (sql, filter);
  add_order (sql, filter);
  query = vouch_sql_query_new (&query_class, sql);
  vouch_sql_query_set_first (query, new_first (filter, searches));
  return query;
}

VouchRequestItem *
vouch_request_item_load (VouchDb  *db,
                         gint64    id,
                         GError  **error)
{
  g_autoptr(GError) local_error = NULL;
  VouchRequestItem *item = vouch_row_layout_load (&layout, db, load_sql, id, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (item == NULL)
    g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "no such row");
  return item;
}

void
vouch_request_item_free (VouchRequestItem *self)
{
  vouch_row_layout_free (&layout, self);
}

/**
 * vouch_request_details_load:
 * @db: a connection
 * @id: (row id): of a request
 * @max_lines: at most so many lines of the ledger
 * @error: return location
 *
 * Returns: (transfer full) (nullable): everything a page shows of one request; %NULL with an error:
 *   %VOUCH_STORE_ERROR_NOT_FOUND when there is none
 */
VouchRequestDetails *
vouch_request_details_load (VouchDb  *db,
                            gint64    id,
                            guint     max_lines,
                            GError  **error)
{
  g_autoptr(VouchRequestDetails) self = g_new0 (VouchRequestDetails, 1);

  self->item = vouch_request_item_load (db, id, error);
  if (self->item == NULL)
    return NULL;
  self->references = vouch_references_list (db, id, error);
  if (self->references == NULL)
    return NULL;
  self->lines = vouch_ledger_list (db, self->item->connection_id, NULL, self->item->application_id,
                                   0, max_lines, error);
  if (self->lines == NULL)
    return NULL;
  self->effects = vouch_outbox_list_for (db, id, error);
  if (self->effects == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
vouch_request_details_free (VouchRequestDetails *self)
{
  g_clear_pointer (&self->item, vouch_request_item_free);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_free (self);
}
