/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-requests.h"
#include "store/vouch-row-util.h"

static gpointer
read_reference (VouchRows *rows)
{
  VouchReferenceRow *reference = vouch_reference_row_new ();

  reference->first_name = vouch_rows_dup_text (rows, 0);
  reference->last_name = vouch_rows_dup_text (rows, 1);
  reference->email = vouch_rows_dup_text (rows, 2);
  reference->relationship = vouch_rows_dup_text (rows, 3);
  reference->status = vouch_rows_dup_text (rows, 4);
  return reference;
}

/**
 * vouch_references_list:
 * @db: a connection to the store
 * @request_row: id of the request's row
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VouchReferenceRow): in the order of the service
 */
GPtrArray *
vouch_references_list (VouchDb  *db,
                       gint64    request_row,
                       GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT p.first_name, p.last_name, p.email,"
                                              " f.relationship, f.status"
                                              " FROM reference AS f JOIN person AS p ON p.id ="
                                              " f.person_id"
                                              " WHERE f.request_row = ?1 ORDER BY f.idx",
                                              "i", request_row),
                              read_reference,
                              (GDestroyNotify) vouch_reference_row_free,
                              error);
}

static gboolean
put_reference (VouchDb                  *db,
               gint64                    connection_id,
               gint64                    request_row,
               guint                     index,
               const VouchReferenceRow  *reference,
               gboolean                 *changed,
               GError                  **error)
{
  const VouchContact contact = {
    reference->first_name,
    reference->last_name,
    reference->email,
    NULL,
  };
  gint64 old, person;

  if (!vouch_rows_take_int (vouch_db_query (db, error,
                                            "SELECT person_id FROM reference"
                                            " WHERE request_row = ?1 AND idx = ?2",
                                            "ii", request_row, (gint64) index),
                            &old, error))
    return FALSE;

  person = vouch_persons_put (db, connection_id, old, &contact, changed, error);
  if (person == 0 ||
      !vouch_db_run (db, error,
                     "INSERT INTO reference (request_row, idx, connection_id, person_id,"
                     " relationship, status) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                     " ON CONFLICT DO UPDATE SET relationship = excluded.relationship,"
                     " status = excluded.status"
                     " WHERE (relationship, status) IS NOT (excluded.relationship,"
                     " excluded.status)",
                     "iiiiss",
                     request_row,
                     (gint64) index,
                     connection_id,
                     person,
                     reference->relationship,
                     reference->status))
    return FALSE;

  *changed |= vouch_db_get_n_changed (db) > 0;
  return TRUE;
}

/* The rows go with their persons. */
static gboolean
remove_from (VouchDb   *db,
             gint64     request_row,
             guint      first,
             gboolean  *changed,
             GError   **error)
{
  if (!vouch_db_run (db, error,
                     "DELETE FROM person WHERE id IN"
                     " (SELECT person_id FROM reference WHERE request_row = ?1 AND idx >= ?2)",
                     "ii", request_row, (gint64) first))
    return FALSE;

  *changed |= vouch_db_get_n_changed (db) > 0;
  return TRUE;
}

static gboolean
is_buried (VouchDb   *db,
           gint64     request_row,
           gboolean  *buried,
           GError   **error)
{
  gint64 value;
  gboolean good;

  good = vouch_rows_take_int (vouch_db_query (db, error,
                                              "SELECT a.gone OR a.erased FROM request AS r"
                                              " JOIN application AS a ON a.id = r.application_id"
                                              " WHERE r.id = ?1",
                                              "i", request_row),
                              &value, error);
  *buried = value != 0;
  return good;
}

/**
 * vouch_references_replace:
 * @db: a connection to the store
 * @connection_id: whose
 * @request_row: id of the request's row
 * @references: (element-type VouchReferenceRow): all of them, in the order of the service
 * @error: return location
 *
 * Nothing is kept for an application whose person's data were erased.
 */
gboolean
vouch_references_replace (VouchDb    *db,
                          gint64      connection_id,
                          gint64      request_row,
                          GPtrArray  *references,
                          GError    **error)
{
  gboolean changed = FALSE;
  gboolean buried;

  if (!is_buried (db, request_row, &buried, error))
    return FALSE;
  if (buried)
    return TRUE;

  for (guint i = 0; i < references->len; i++)
    {
      if (!put_reference (db, connection_id, request_row, i, g_ptr_array_index (references, i),
                          &changed, error))
        return FALSE;
    }

  if (!remove_from (db, request_row, references->len, &changed, error))
    return FALSE;

  if (changed)
    vouch_db_note_change (db, "request", request_row);
  return TRUE;
}

/**
 * vouch_reports_put:
 * @db: a connection to the store
 * @request_row: id of the request's row
 * @kind: "full", "summary"
 * @file_name: (nullable): the name it was attached with
 * @size: in bytes
 * @sha256: (nullable): in hexadecimal
 * @attachment_id: (nullable): SmartRecruiters' id, once it is known
 * @error: return location
 *
 * Equal content writes nothing.
 */
gboolean
vouch_reports_put (VouchDb     *db,
                   gint64       request_row,
                   const char  *kind,
                   const char  *file_name,
                   gint64       size,
                   const char  *sha256,
                   const char  *attachment_id,
                   GError     **error)
{
  if (!vouch_db_run (db, error,
                     "INSERT INTO report (request_row, kind, connection_id, file_name, size,"
                     " sha256, attachment_id)"
                     " SELECT id, ?2, connection_id, ?3, ?4, ?5, ?6 FROM request WHERE id = ?1"
                     " ON CONFLICT DO UPDATE SET file_name = excluded.file_name,"
                     " size = excluded.size, sha256 = excluded.sha256,"
                     " attachment_id = excluded.attachment_id"
                     " WHERE (file_name, size, sha256, attachment_id) IS NOT (excluded.file_name,"
                     " excluded.size, excluded.sha256, excluded.attachment_id)",
                     "ississ", request_row, kind, file_name, size, sha256, attachment_id))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "request", request_row);
  return TRUE;
}

/**
 * vouch_reports_set_attachment:
 * @db: a connection to the store
 * @request_row: id of the request's row
 * @kind: "full", "summary"
 * @file_name: the name it was found or attached with
 * @attachment_id: (nullable): SmartRecruiters' id
 * @error: return location
 *
 * Size and hash stay as vouch_reports_put() kept them; of a file that was there before they are
 * not known.
 */
gboolean
vouch_reports_set_attachment (VouchDb     *db,
                              gint64       request_row,
                              const char  *kind,
                              const char  *file_name,
                              const char  *attachment_id,
                              GError     **error)
{
  if (!vouch_db_run (db, error,
                     "INSERT INTO report (request_row, kind, connection_id, file_name, size,"
                     " sha256, attachment_id)"
                     " SELECT id, ?2, connection_id, ?3, 0, NULL, ?4 FROM request WHERE id = ?1"
                     " ON CONFLICT DO UPDATE SET file_name = excluded.file_name,"
                     " attachment_id = excluded.attachment_id"
                     " WHERE (file_name, attachment_id) IS NOT (excluded.file_name,"
                     " excluded.attachment_id)",
                     "isss", request_row, kind, file_name, attachment_id))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "request", request_row);
  return TRUE;
}

void
vouch_report_row_free (VouchReportRow *self)
{
  g_free (self->kind);
  g_free (self->file_name);
  g_free (self->sha256);
  g_free (self->attachment_id);
  g_free (self);
}

static gpointer
read_report (VouchRows *rows)
{
  VouchReportRow *report = g_new0 (VouchReportRow, 1);

  report->kind = vouch_rows_dup_text (rows, 0);
  report->file_name = vouch_rows_dup_text (rows, 1);
  report->size = vouch_rows_int (rows, 2);
  report->sha256 = vouch_rows_dup_text (rows, 3);
  report->attachment_id = vouch_rows_dup_text (rows, 4);
  return report;
}

GPtrArray *
vouch_reports_list (VouchDb  *db,
                    gint64    request_row,
                    GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT kind, file_name, size, sha256, attachment_id"
                                              " FROM report WHERE request_row = ?1 ORDER BY kind",
                                              "i", request_row),
                              read_report, (GDestroyNotify) vouch_report_row_free, error);
}
