/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-requests.h"
#include "store/vouch-row-util.h"

#define COLUMNS \
  "r.id, r.connection_id, r.application_id, r.trigger_id, r.external_id, r.request_id," \
  " r.candidate_id, r.job_id, r.position, p.email, r.template_id, r.person_salt, r.person_hash," \
  " r.stage, r.status, r.progress, r.report_url, r.has_pdf, r.adopted, r.created_at," \
  " r.updated_on, r.read_at, r.closed_at, r.poll_at, r.outcome, r.version"

#define TABLES_BY(index) \
  "request AS r " index " LEFT JOIN person AS p ON p.id = r.requestor_person"
#define TABLES TABLES_BY ("")

/* Word for word the conditions of the partial indexes. Left to itself, SQLite takes the whole index
 * of the connection for some of the queries and so reads every request there ever was. */
#define IS_OPEN "stage IN ('planned', 'sent', 'in-progress', 'past-due')"
#define IS_AT_SERVICE "stage IN ('sent', 'in-progress', 'past-due')"

static VouchStage
stage_from_text (const char *text)
{
  for (VouchStage stage = VOUCH_STAGE_PLANNED; stage <= VOUCH_STAGE_EXPIRED; stage++)
    {
      if (g_strcmp0 (text, vouch_stage_to_string (stage)) == 0)
        return stage;
    }

  return VOUCH_STAGE_IN_PROGRESS;
}

static gpointer
read_text (VouchRows *rows)
{
  return vouch_rows_dup_text (rows, 0);
}

static gpointer
read_request (VouchRows *rows)
{
  VouchRequestRow *request = vouch_request_row_new ();

  request->id = vouch_rows_int (rows, 0);
  request->connection_id = vouch_rows_int (rows, 1);
  request->application_id = vouch_rows_int (rows, 2);
  request->trigger_id = vouch_rows_int (rows, 3);
  request->external_id = vouch_rows_dup_text (rows, 4);
  request->request_id = vouch_rows_dup_text (rows, 5);
  request->candidate_id = vouch_rows_dup_text (rows, 6);
  request->job_id = vouch_rows_dup_text (rows, 7);
  request->position = vouch_rows_dup_text (rows, 8);
  request->requestor = vouch_rows_dup_text (rows, 9);
  request->template_id = vouch_rows_int (rows, 10);
  request->person_salt = vouch_rows_dup_text (rows, 11);
  request->person_hash = vouch_rows_dup_text (rows, 12);
  request->stage = stage_from_text (vouch_rows_text (rows, 13));
  request->status = vouch_rows_dup_text (rows, 14);
  request->progress = (int) vouch_rows_int (rows, 15);
  request->report_url = vouch_rows_dup_text (rows, 16);
  request->has_pdf = vouch_rows_int (rows, 17) != 0;
  request->adopted = vouch_rows_int (rows, 18) != 0;
  request->created_at = vouch_rows_int (rows, 19);
  request->updated_on = vouch_rows_int (rows, 20);
  request->read_at = vouch_rows_int (rows, 21);
  request->closed_at = vouch_rows_int (rows, 22);
  request->poll_at = vouch_rows_int (rows, 23);
  request->outcome = vouch_rows_dup_text (rows, 24);
  request->version = vouch_rows_int (rows, 25);
  return request;
}

/**
 * vouch_requests_get:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL with %VOUCH_STORE_ERROR_NOT_FOUND
 */
VouchRequestRow *
vouch_requests_get (VouchDb  *db,
                    gint64    id,
                    GError  **error)
{
  return vouch_rows_take_found (vouch_db_query (db, error,
                                                "SELECT " COLUMNS " FROM " TABLES " WHERE r.id ="
                                                " ?1",
                                                "i", id),
                                read_request,
                                error);
}

VouchRequestRow *
vouch_requests_find_open (VouchDb  *db,
                          gint64    application_id,
                          GError  **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE r.application_id = ?1 AND r." IS_OPEN,
                                              "i", application_id),
                              read_request,
                              error);
}

VouchRequestRow *
vouch_requests_find_latest (VouchDb  *db,
                            gint64    application_id,
                            GError  **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE r.application_id = ?1"
                                              " ORDER BY r.id DESC LIMIT 1",
                                              "i", application_id),
                              read_request,
                              error);
}

/**
 * vouch_requests_list_for:
 * @db: a connection to the store
 * @application_id: (row id): of an application
 * @error: return location
 *
 * Returns: (transfer full) (element-type VouchRequestRow): all its requests, the first one first
 */
GPtrArray *
vouch_requests_list_for (VouchDb  *db,
                         gint64    application_id,
                         GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE r.application_id = ?1 ORDER BY r.id",
                                              "i", application_id),
                              read_request,
                              (GDestroyNotify) vouch_request_row_free,
                              error);
}

VouchRequestRow *
vouch_requests_find_remote (VouchDb     *db,
                            gint64       connection_id,
                            const char  *request_id,
                            GError     **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE r.connection_id = ?1 AND r.request_id = ?2"
                                              " ORDER BY r.id DESC LIMIT 1",
                                              "is", connection_id, request_id),
                              read_request,
                              error);
}

/**
 * vouch_requests_list_taken:
 * @db: a connection to the store
 * @connection_id: whose
 * @application: an application
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): Crosschq's ids of requests that were made for other
 *   applications of whoever has the same e-mail address
 */
GPtrArray *
vouch_requests_list_taken (VouchDb                 *db,
                           gint64                   connection_id,
                           const VouchApplication  *application,
                           GError                 **error)
{
  const char *email = application->person != NULL ? application->person->email : NULL;

  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT r.request_id FROM person p"
                                              " JOIN application a ON a.person_id = p.id"
                                              " JOIN request r ON r.application_id = a.id"
                                              " WHERE p.connection_id = ?1"
                                              " AND p.email = ?2 COLLATE NOCASE"
                                              " AND a.id <> ?3 AND r.request_id IS NOT NULL"
                                              " ORDER BY r.id",
                                              "isi", connection_id, email, application->id),
                              read_text,
                              g_free,
                              error);
}

VouchRequestRow *
vouch_requests_find_trigger (VouchDb  *db,
                             gint64    trigger_id,
                             GError  **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE r.trigger_id = ?1 ORDER BY r.id DESC LIMIT 1",
                                              "i", trigger_id),
                              read_request,
                              error);
}

/* The requestor is named by e-mail, and so is a person. */
static gboolean
put_requestor (VouchDb                *db,
               gint64                  id,
               const VouchRequestRow  *request,
               GError                **error)
{
  const VouchContact contact = { (char *) "", (char *) "", request->requestor, NULL };
  gint64 old, person;
  gboolean changed = FALSE;

  if (!vouch_rows_take_int (vouch_db_query (db, error,
                                            "SELECT requestor_person FROM request WHERE id = ?1",
                                            "i", id),
                            &old, error))
    return FALSE;

  if (old == 0 && request->requestor == NULL)
    return TRUE;

  person = vouch_persons_put (db, request->connection_id, old, &contact, &changed, error);
  return person != 0 &&
         (person == old ||
          vouch_db_run (db, error, "UPDATE request SET requestor_person = ?2 WHERE id = ?1",
                        "ii", id, person));
}

gint64
vouch_requests_add (VouchDb                *db,
                    const VouchRequestRow  *request,
                    GError                **error)
{
  gint64 id;

  if (!vouch_db_run (db, error,
                     "INSERT INTO request (connection_id, application_id, trigger_id, external_id,"
                     " request_id, candidate_id, job_id, position, template_id, person_salt,"
                     " person_hash, stage, status, progress, report_url, has_pdf, adopted,"
                     " created_at, updated_on, read_at, closed_at, poll_at, outcome, version)"
                     " VALUES (?1, ?2, nullif (?3, 0), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
                     " ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, 1)",
                     "iiisssssissssisiiiiiiis",
                     request->connection_id,
                     request->application_id,
                     request->trigger_id,
                     request->external_id,
                     request->request_id,
                     request->candidate_id,
                     request->job_id,
                     request->position,
                     request->template_id,
                     request->person_salt,
                     request->person_hash,
                     vouch_stage_to_string (request->stage),
                     request->status,
                     (gint64) request->progress,
                     request->report_url,
                     (gint64) request->has_pdf,
                     (gint64) request->adopted,
                     request->created_at,
                     request->updated_on,
                     request->read_at,
                     request->closed_at,
                     request->poll_at,
                     request->outcome))
    return 0;

  id = vouch_db_get_last_id (db);
  if (!put_requestor (db, id, request, error))
    return 0;

  vouch_db_note_change (db, "request", id);
  return id;
}

/**
 * vouch_requests_update:
 * @db: a connection to the store
 * @request: the row as it is to be, with the version it was read with
 * @error: return location
 *
 * Connection, application, external id, candidate and job are the identity and stay.
 *
 * Returns: %FALSE with %VOUCH_STORE_ERROR_STALE when the row moved since it was read
 */
gboolean
vouch_requests_update (VouchDb                *db,
                       const VouchRequestRow  *request,
                       GError                **error)
{
  if (!vouch_db_run (db, error,
                     "UPDATE request SET trigger_id = nullif (?3, 0), request_id = ?4, position ="
                     " ?5,"
                     " template_id = ?6, person_salt = ?7, person_hash = ?8, stage = ?9, status ="
                     " ?10, progress = ?11, report_url = ?12, has_pdf = ?13, adopted = ?14,"
                     " created_at = ?15, updated_on = ?16, read_at = ?17, closed_at = ?18,"
                     " poll_at = ?19, outcome = ?20, version = version + 1"
                     " WHERE id = ?1 AND version = ?2",
                     "iiississssisiiiiiiis",
                     request->id,
                     request->version,
                     request->trigger_id,
                     request->request_id,
                     request->position,
                     request->template_id,
                     request->person_salt,
                     request->person_hash,
                     vouch_stage_to_string (request->stage),
                     request->status,
                     (gint64) request->progress,
                     request->report_url,
                     (gint64) request->has_pdf,
                     (gint64) request->adopted,
                     request->created_at,
                     request->updated_on,
                     request->read_at,
                     request->closed_at,
                     request->poll_at,
                     request->outcome) ||
      !vouch_store_check_fresh (db, error) ||
      !put_requestor (db, request->id, request, error))
    return FALSE;

  vouch_db_note_change (db, "request", request->id);
  return TRUE;
}

GPtrArray *
vouch_requests_due (VouchDb  *db,
                    gint64    connection_id,
                    gint64    now,
                    guint     limit,
                    GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS
                                              " FROM " TABLES_BY ("INDEXED BY request_poll")
                                              " WHERE r.connection_id = ?1 AND r.poll_at <= ?2"
                                              " AND r." IS_AT_SERVICE
                                              " ORDER BY r.poll_at, r.id LIMIT ?3",
                                              "iii", connection_id, now, (gint64) limit),
                              read_request,
                              (GDestroyNotify) vouch_request_row_free,
                              error);
}

GPtrArray *
vouch_requests_list (VouchDb   *db,
                     gint64     connection_id,
                     gboolean   open_only,
                     GError   **error)
{
  const char *sql = "SELECT " COLUMNS " FROM " TABLES " WHERE r.connection_id = ?1 ORDER BY r.id";

  if (open_only)
    sql = "SELECT " COLUMNS " FROM " TABLES_BY ("INDEXED BY request_open_list")
          " WHERE r.connection_id = ?1 AND r." IS_OPEN " ORDER BY r.id";
  return vouch_rows_take_all (vouch_db_query (db, error, sql, "i", connection_id),
                              read_request,
                              (GDestroyNotify) vouch_request_row_free,
                              error);
}

guint
vouch_requests_count_open (VouchDb  *db,
                           gint64    connection_id,
                           GError  **error)
{
  gint64 count;

  vouch_rows_take_int (vouch_db_query (db, error,
                                       "SELECT count(*) FROM request INDEXED BY request_open_list"
                                       " WHERE connection_id = ?1 AND " IS_OPEN,
                                       "i", connection_id),
                       &count, error);
  return (guint) count;
}

guint
vouch_requests_count_since (VouchDb  *db,
                            gint64    connection_id,
                            gint64    since,
                            GError  **error)
{
  gint64 count;

  vouch_rows_take_int (vouch_db_query (db, error,
                                       "SELECT count(*) FROM request"
                                       " WHERE connection_id = ?1 AND created_at >= ?2"
                                       " AND created_at > 0",
                                       "ii", connection_id, since),
                       &count, error);
  return (guint) count;
}
