/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-job-list.h"
#include "store/vouch-row-util.h"
#include "store/vouch-sql.h"

#define IS_OPEN "ifnull (j.status, '') NOT IN ('FILLED', 'CANCELLED')"

#define TABLES \
  " FROM job AS j LEFT JOIN template AS t ON t.connection_id = j.connection_id AND t.removed = 0" \
  " AND t.tag <> '' AND t.tag = normal (j.tag)"

/* In the order of VouchJobMatch. */
#define MATCH \
  "CASE WHEN trim (ifnull (j.tag, '')) = '' THEN 0 WHEN t.id IS NULL THEN 3" \
  " WHEN t.tag = j.tag THEN 1 ELSE 2 END"

#define USER_NAME "nullif (trim (p.first_name || ' ' || p.last_name), '')"

#define MEMBER(role) \
  "(SELECT " USER_NAME " FROM team AS m" \
  " JOIN user AS u ON u.connection_id = m.connection_id AND u.user_id = m.user_id" \
  " JOIN person AS p ON p.id = u.person_id" \
  " WHERE m.connection_id = j.connection_id AND m.job_id = j.job_id AND m.role = '" role "'" \
  " AND ifnull (p.email, '') <> '' ORDER BY m.idx LIMIT 1)"

#define CREATOR \
  "(SELECT " USER_NAME " FROM user AS u JOIN person AS p ON p.id = u.person_id" \
  " WHERE u.connection_id = j.connection_id AND u.user_id = j.creator_id)"

static const char load_sql[] =
  "SELECT j.id, j.connection_id, j.job_id, j.title, j.ref_number, j.department, j.location,"
  " j.status, j.tag, j.tag_value_id, j.updated_on, " MATCH ", ifnull (t.id, 0), t.name, t.tag,"
  " j.has_team, " MEMBER ("recruiter") ", " MEMBER ("coordinator") ", "
  MEMBER ("hiring-manager") ","
  CREATOR ","
  " (SELECT count (*) FROM application AS a JOIN request AS r ON r.application_id = a.id"
  " WHERE a.connection_id = j.connection_id AND a.job_id = j.job_id"
  " AND r.stage IN ('planned', 'sent', 'in-progress', 'past-due'))"
  TABLES
  " WHERE j.id = ?1";

#define FIELD(type, name) { type, G_STRUCT_OFFSET (VouchJobItem, name), NULL }

static const VouchField fields[] = {
  FIELD ('l', id),
  FIELD ('l', connection_id),
  FIELD ('s', job_id),
  FIELD ('s', title),
  FIELD ('s', ref_number),
  FIELD ('s', department),
  FIELD ('s', location),
  FIELD ('s', status),
  FIELD ('s', tag),
  FIELD ('s', tag_value_id),
  FIELD ('l', updated_on),
  FIELD ('i', match),
  FIELD ('l', template_id),
  FIELD ('s', template_name),
  FIELD ('s', template_tag),
  FIELD ('i', has_team),
  FIELD ('s', recruiter),
  FIELD ('s', coordinator),
  FIELD ('s', hiring_manager),
  FIELD ('s', creator),
  FIELD ('l', n_open),
};

static const VouchRowLayout layout = VOUCH_ROW_LAYOUT (VouchJobItem, fields);

static const char *const subjects[] = {
  "job", "template", "request", "application", "connection", NULL,
};

static const VouchRowQueryClass query_class = {
  .subjects = subjects,
  .owns_ids = FALSE,
  .layout = &layout,
  .load_sql = load_sql,
  .list_ids = vouch_sql_query_list_ids,
  .finalize = vouch_sql_query_finalize,
};

static const char *const keys[] = {
  [VOUCH_JOB_SORT_TITLE] = "j.title COLLATE NOCASE",
  [VOUCH_JOB_SORT_REF] = "j.ref_number COLLATE NOCASE",
  [VOUCH_JOB_SORT_DEPARTMENT] = "j.department COLLATE NOCASE",
  [VOUCH_JOB_SORT_LOCATION] = "j.location COLLATE NOCASE",
  [VOUCH_JOB_SORT_TAG] = "j.tag COLLATE NOCASE",
  [VOUCH_JOB_SORT_MATCH] = MATCH,
  [VOUCH_JOB_SORT_UPDATED] = "j.updated_on",
};

static void
add_matches (VouchSql             *sql,
             const VouchJobFilter *filter)
{
  if (filter->matches == 0)
    return;

  vouch_sql_add_int (sql, " AND (((? >> (" MATCH ")) & 1)", filter->matches);
  if (filter->roles != 0)
    vouch_sql_add (sql, " OR ((" MATCH ") = 1 AND j.has_team = 1");
  if (filter->roles & VOUCH_JOB_ROLE_RECRUITER)
    vouch_sql_add (sql, " AND " MEMBER ("recruiter") " IS NULL");
  if (filter->roles & VOUCH_JOB_ROLE_COORDINATOR)
    vouch_sql_add (sql, " AND " MEMBER ("coordinator") " IS NULL");
  if (filter->roles & VOUCH_JOB_ROLE_CREATOR)
    vouch_sql_add (sql, " AND " CREATOR " IS NULL");
  vouch_sql_add (sql, filter->roles != 0 ? "))" : ")");
}

/**
 * vouch_job_query_new:
 * @filter: which ones; nothing of it is kept
 *
 * Returns: (transfer full): a query whose rows have a #VouchJobItem
 */
VouchRowQuery *
vouch_job_query_new (const VouchJobFilter *filter)
{
  const char *direction = filter->descending ? " DESC" : "";
  VouchSql *sql = vouch_sql_new ();

  vouch_sql_add (sql, "SELECT j.id" TABLES);
  vouch_sql_add_int (sql, " WHERE j.connection_id = ?", filter->connection_id);
  if (!filter->closed)
    vouch_sql_add (sql, " AND " IS_OPEN);
  if (filter->department != NULL)
    vouch_sql_add_text (sql, " AND j.department = ?", filter->department);
  add_matches (sql, filter);
  if (filter->text != NULL && filter->text[0] != '\0')
    {
      vouch_sql_add (sql, " AND ");
      vouch_sql_add_holds (sql, "ifnull (j.title, '') || ' ' || ifnull (j.ref_number, '') || ' ' ||"
                           " ifnull (j.department, '') || ' ' || ifnull (j.location, '') || ' ' ||"
                           " ifnull (j.tag, '') || ' ' || j.job_id", filter->text);
    }

  vouch_sql_add (sql, " ORDER BY ");
  vouch_sql_add (sql, keys[filter->sort]);
  vouch_sql_add (sql, direction);
  vouch_sql_add (sql, ", j.id");
  vouch_sql_add (sql, direction);
  return vouch_sql_query_new (&query_class, sql);
}

void
vouch_job_item_free (VouchJobItem *self)
{
  vouch_row_layout_free (&layout, self);
}

char **
vouch_jobs_dup_departments (VouchDb  *db,
                            gint64    connection_id,
                            GError  **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  VouchRows *rows = NULL;

  rows = vouch_db_query (db, error,
                         "SELECT DISTINCT j.department FROM job AS j WHERE j.connection_id = ?1"
                         " AND ifnull (j.department, '') <> '' AND " IS_OPEN
                         " ORDER BY j.department COLLATE NOCASE",
                         "i", connection_id);
  while (vouch_rows_next (rows))
    g_strv_builder_add (builder, vouch_rows_text (rows, 0));

  return vouch_rows_finish (rows, error) ? g_strv_builder_end (builder) : NULL;
}

/* Uses of templates. */

static gpointer
read_use (VouchRows *rows)
{
  VouchTemplateUse *use = g_new0 (VouchTemplateUse, 1);

  use->template_id = vouch_rows_int (rows, 0);
  use->n_jobs = vouch_rows_int (rows, 1);
  use->n_near = vouch_rows_int (rows, 2);
  use->n_requests = vouch_rows_int (rows, 3);
  return use;
}

/* Each job's tag is brought to its form once, not once for each template. */
GPtrArray *
vouch_templates_list_uses (VouchDb  *db,
                           gint64    connection_id,
                           GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "WITH used AS MATERIALIZED (SELECT normal (j.tag)"
                                              " AS form, j.tag AS tag, count (*) AS n FROM job AS j"
                                              " WHERE j.connection_id = ?1"
                                              " AND ifnull (j.tag, '') <> '' AND " IS_OPEN
                                              " GROUP BY 1, 2)"
                                              " SELECT t.id,"
                                              " ifnull ((SELECT sum (n) FROM used"
                                              " WHERE form = t.tag AND tag = t.tag), 0),"
                                              " ifnull ((SELECT sum (n) FROM used"
                                              " WHERE form = t.tag AND tag <> t.tag), 0),"
                                              " (SELECT count (*) FROM request AS r"
                                              " WHERE r.template_id = t.id AND r.stage IN"
                                              " ('planned', 'sent', 'in-progress', 'past-due'))"
                                              " FROM template AS t"
                                              " WHERE t.connection_id = ?1 AND t.removed = 0"
                                              " ORDER BY t.id",
                                              "i", connection_id),
                              read_use,
                              g_free,
                              error);
}
