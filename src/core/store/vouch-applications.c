/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-applications.h"
#include "store/vouch-row-util.h"

#define COLUMNS \
  "a.id, a.candidate_id, a.job_id, a.application_id, a.status, a.sub_status, a.in_step," \
  " a.updated_on, a.read_at, a.gone_seen_at, a.gone, a.erased, a.person_id, p.first_name," \
  " p.last_name, p.email, p.phone"

#define TABLES \
  "application AS a LEFT JOIN person AS p ON p.id = a.person_id"

static gpointer
read_application (VouchRows *rows)
{
  VouchApplication *application = g_new0 (VouchApplication, 1);

  application->id = vouch_rows_int (rows, 0);
  application->candidate_id = vouch_rows_dup_text (rows, 1);
  application->job_id = vouch_rows_dup_text (rows, 2);
  application->application_id = vouch_rows_dup_text (rows, 3);
  application->status = vouch_rows_dup_text (rows, 4);
  application->sub_status = vouch_rows_dup_text (rows, 5);
  application->in_step = vouch_rows_int (rows, 6) != 0;
  application->updated_on = vouch_rows_int (rows, 7);
  application->read_at = vouch_rows_int (rows, 8);
  application->gone_seen_at = vouch_rows_int (rows, 9);
  application->gone = vouch_rows_int (rows, 10) != 0;
  application->erased = vouch_rows_int (rows, 11) != 0;
  application->person_id = vouch_rows_int (rows, 12);
  if (application->person_id != 0 && !application->gone && !application->erased)
    application->person = vouch_persons_read (rows, 13);
  return application;
}

/**
 * vouch_applications_get:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL with %VOUCH_STORE_ERROR_NOT_FOUND
 */
VouchApplication *
vouch_applications_get (VouchDb  *db,
                        gint64    id,
                        GError  **error)
{
  return vouch_rows_take_found (vouch_db_query (db, error,
                                                "SELECT " COLUMNS " FROM " TABLES " WHERE a.id ="
                                                " ?1",
                                                "i", id),
                                read_application,
                                error);
}

VouchApplication *
vouch_applications_find (VouchDb     *db,
                         gint64       connection_id,
                         const char  *candidate_id,
                         const char  *job_id,
                         GError     **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE a.connection_id = ?1 AND a.candidate_id = ?2"
                                              " AND a.job_id = ?3",
                                              "iss", connection_id, candidate_id, job_id),
                              read_application,
                              error);
}

static gint64
insert_application (VouchDb                 *db,
                    gint64                   connection_id,
                    const VouchApplication  *application,
                    GError                 **error)
{
  if (!vouch_db_run (db, error,
                     "INSERT INTO application (connection_id, candidate_id, job_id, application_id,"
                     " status, sub_status, in_step, updated_on, read_at, gone_seen_at, gone,"
                     " erased) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                     "isssssiiiiii",
                     connection_id,
                     application->candidate_id,
                     application->job_id,
                     application->application_id,
                     application->status != NULL ? application->status : "",
                     application->sub_status != NULL ? application->sub_status : "",
                     (gint64) application->in_step,
                     application->updated_on,
                     application->read_at,
                     application->gone_seen_at,
                     (gint64) application->gone,
                     (gint64) application->erased))
    return 0;

  return vouch_db_get_last_id (db);
}

/* What is known stays known: an id, when it was read, that it is gone or erased. The time of a read
 * may be an earlier one after the clock went back. */
static gboolean
update_application (VouchDb                 *db,
                    gint64                   id,
                    const VouchApplication  *application,
                    GError                 **error)
{
  return vouch_db_run (db, error,
                       "UPDATE application SET application_id = coalesce (?2, application_id),"
                       " status = ?3, sub_status = ?4, in_step = ?5, updated_on = ?6,"
                       " read_at = iif (?7 = 0, read_at, ?7), gone_seen_at = ?8,"
                       " gone = max (gone, ?9),"
                       " erased = max (erased, ?10)"
                       " WHERE id = ?1"
                       " AND (application_id, status, sub_status, in_step, updated_on, read_at,"
                       " gone_seen_at, gone, erased)"
                       " IS NOT (coalesce (?2, application_id), ?3, ?4, ?5, ?6,"
                       " iif (?7 = 0, read_at, ?7),"
                       " ?8, max (gone, ?9), max (erased, ?10))",
                       "isssiiiiii",
                       id,
                       application->application_id,
                       application->status != NULL ? application->status : "",
                       application->sub_status != NULL ? application->sub_status : "",
                       (gint64) application->in_step,
                       application->updated_on,
                       application->read_at,
                       application->gone_seen_at,
                       (gint64) application->gone,
                       (gint64) application->erased);
}

static gboolean
put_person (VouchDb                 *db,
            gint64                   connection_id,
            gint64                   id,
            const VouchApplication  *old,
            const VouchContact      *contact,
            gboolean                *changed,
            GError                 **error)
{
  gint64 old_person = old != NULL ? old->person_id : 0;
  gint64 person;

  person = vouch_persons_put (db, connection_id, old_person, contact, changed, error);
  return person != 0 &&
         (person == old_person ||
          vouch_db_run (db, error, "UPDATE application SET person_id = ?2 WHERE id = ?1",
                        "ii", id, person));
}

/**
 * vouch_applications_put:
 * @db: a connection to the store
 * @connection_id: whose
 * @application: as last read; its own id and that of its person are not looked at
 * @error: return location
 *
 * An application id and a @read_at that are not given leave what is stored. That it
 * is gone or erased is for ever, and then no person is stored.
 */
gint64
vouch_applications_put (VouchDb                 *db,
                        gint64                   connection_id,
                        const VouchApplication  *application,
                        GError                 **error)
{
  g_autoptr(VouchApplication) old = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean changed = FALSE;
  gboolean buried;
  gint64 id;

  old = vouch_applications_find (db, connection_id, application->candidate_id, application->job_id,
                                 &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }

  if (old == NULL)
    id = insert_application (db, connection_id, application, error);
  else
    id = update_application (db, old->id, application, error) ? old->id : 0;
  if (id == 0)
    return 0;
  changed = vouch_db_get_n_changed (db) > 0;

  buried = application->gone || application->erased || (old != NULL && (old->gone || old->erased));
  if (application->person != NULL && !buried &&
      !put_person (db, connection_id, id, old, application->person, &changed, error))
    return 0;

  if (changed)
    vouch_db_note_change (db, "application", id);
  return id;
}

/* In the order in which they were first seen. */
GPtrArray *
vouch_applications_in_step (VouchDb  *db,
                            gint64    connection_id,
                            GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS
                                              " FROM application AS a INDEXED BY"
                                              " application_in_step"
                                              " LEFT JOIN person AS p ON p.id = a.person_id"
                                              " WHERE a.connection_id = ?1 AND a.in_step = 1"
                                              " ORDER BY a.id",
                                              "i", connection_id),
                              read_application,
                              (GDestroyNotify) vouch_application_free,
                              error);
}

/* Those that were read longest ago come first. What was read in the future was read before the
 * clock went back. */
GPtrArray *
vouch_applications_to_read (VouchDb  *db,
                            gint64    connection_id,
                            gint64    before,
                            gint64    now,
                            guint     limit,
                            GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS
                                              " FROM request AS r INDEXED BY request_open_list"
                                              " JOIN application AS a ON a.id = r.application_id"
                                              " LEFT JOIN person AS p ON p.id = a.person_id"
                                              " WHERE r.connection_id = ?1"
                                              " AND r.stage IN"
                                              " ('planned', 'sent', 'in-progress', 'past-due')"
                                              " AND a.in_step = 0 AND a.gone = 0 AND a.erased = 0"
                                              " AND (a.read_at < ?2 OR a.read_at > ?3)"
                                              " ORDER BY a.read_at, a.id LIMIT ?4",
                                              "iiii", connection_id, before, now, (gint64) limit),
                              read_application,
                              (GDestroyNotify) vouch_application_free,
                              error);
}

/**
 * vouch_applications_search:
 * @db: a connection to the store
 * @connection_id: whose
 * @text: an id, an e-mail address, or a part of a name in any case
 * @limit: at most so many
 * @error: return location
 */
GPtrArray *
vouch_applications_search (VouchDb     *db,
                           gint64       connection_id,
                           const char  *text,
                           guint        limit,
                           GError     **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE a.connection_id = ?1"
                                              " AND (a.candidate_id = ?2 OR a.application_id = ?2"
                                              " OR fold (p.email) = fold (?2)"
                                              " OR instr (fold (p.first_name || ' ' ||"
                                              " p.last_name),"
                                              " fold (?2)) > 0)"
                                              " ORDER BY a.id DESC LIMIT ?3",
                                              "isi", connection_id, text, (gint64) limit),
                              read_application,
                              (GDestroyNotify) vouch_application_free,
                              error);
}

/* Each erases what one table knows of the person of application ?1. */
static const char *const burials[] = {
  "UPDATE person SET first_name = '', last_name = '', email = NULL, phone = NULL"
  " WHERE id = (SELECT person_id FROM application WHERE id = ?1)"
  " AND (first_name, last_name, email, phone) IS NOT ('', '', NULL, NULL)",
  "DELETE FROM person WHERE id IN"
  " (SELECT f.person_id FROM request AS r JOIN reference AS f ON f.request_row = r.id"
  " WHERE r.application_id = ?1)",
  "UPDATE report SET file_name = NULL WHERE file_name IS NOT NULL"
  " AND request_row IN (SELECT id FROM request WHERE application_id = ?1)",
  "UPDATE request SET report_url = NULL, person_salt = NULL, person_hash = NULL,"
  " version = version + 1"
  " WHERE application_id = ?1"
  " AND (report_url, person_salt, person_hash) IS NOT (NULL, NULL, NULL)",
  "DELETE FROM payload WHERE outbox_id IN (SELECT id FROM outbox WHERE application_id = ?1)",
  "DELETE FROM payload WHERE outbox_id IN"
  " (SELECT o.id FROM request AS r JOIN outbox AS o ON o.request_id = r.id"
  " WHERE r.application_id = ?1)",
  "DELETE FROM payload WHERE outbox_id IN"
  " (SELECT o.id FROM trigger AS t JOIN outbox AS o ON o.trigger_id = t.id"
  " WHERE t.application_id = ?1)",
};

/**
 * vouch_applications_forget:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Erases name, e-mail and phone of the candidate and of the references, the bodies of effects, the
 * names of report files, the report's address and the hash that told the person; and has the log
 * emptied after the commit. Ids and the ledger stay. A later read for new work may bring the person
 * back.
 */
gboolean
vouch_applications_forget (VouchDb  *db,
                           gint64    id,
                           GError  **error)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (burials); i++)
    {
      if (!vouch_db_run (db, error, burials[i], "i", id))
        return FALSE;
      changed |= vouch_db_get_n_changed (db) > 0;
    }

  if (changed)
    vouch_db_note_change (db, "application", id);
  return vouch_db_checkpoint (db, error);
}

/**
 * vouch_applications_bury:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Forgets as vouch_applications_forget(). An application that is not marked as gone is marked as
 * erased, so that no later read brings the person back.
 */
gboolean
vouch_applications_bury (VouchDb  *db,
                         gint64    id,
                         GError  **error)
{
  if (!vouch_db_run (db, error,
                     "UPDATE application SET erased = 1 WHERE id = ?1 AND gone = 0 AND erased = 0",
                     "i", id))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "application", id);
  return vouch_applications_forget (db, id, error);
}

static const char *const rebindings[] = {
  "UPDATE application SET candidate_id = ?3, gone_seen_at = 0 WHERE id = ?2 AND ?1 = ?2",
  "UPDATE request SET application_id = ?2, candidate_id = ?3, version = version + 1"
  " WHERE application_id = ?1",
  "UPDATE outbox SET application_id = ?2"
  " WHERE application_id = ?1 AND request_id <> 0 AND ?3 <> ''",
};

/**
 * vouch_applications_rebind:
 * @db: a connection to the store
 * @id: the row of a profile that was merged into another one
 * @heir_id: the row of the other profile on the same job, or @id when there is none yet
 * @candidate_id: the other profile
 * @error: return location
 *
 * Its requests, and what is to be done for them, go over. An application that is left without
 * anything becomes a tombstone.
 */
gboolean
vouch_applications_rebind (VouchDb     *db,
                           gint64       id,
                           gint64       heir_id,
                           const char  *candidate_id,
                           GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rebindings); i++)
    {
      if (!vouch_db_run (db, error, rebindings[i], "iis", id, heir_id, candidate_id))
        return FALSE;
    }

  vouch_db_note_change (db, "application", heir_id);
  if (heir_id == id)
    return TRUE;
  return vouch_db_run (db, error, "UPDATE application SET gone = 1, in_step = 0 WHERE id = ?1",
                       "i", id) &&
         vouch_applications_bury (db, id, error);
}

/**
 * vouch_applications_to_forget:
 * @db: a connection to the store
 * @connection_id: whose
 * @before: the service's time
 * @limit: at most so many
 * @error: return location
 *
 * Those of whom a person is still known although everything about them was closed before @before:
 * no entry waits, no request is open, nothing is in the outbox. Who is in the step without a
 * request is still looked at.
 *
 * Returns: (transfer full) (element-type VouchApplication): the first ones
 */
GPtrArray *
vouch_applications_to_forget (VouchDb  *db,
                              gint64    connection_id,
                              gint64    before,
                              guint     limit,
                              GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM " TABLES
                                              " WHERE a.connection_id = ?1 AND a.gone = 0"
                                              " AND a.erased = 0"
                                              " AND (p.first_name, p.last_name, p.email, p.phone)"
                                              " IS NOT ('', '', NULL, NULL) AND p.id IS NOT NULL"
                                              " AND (a.in_step = 0 OR EXISTS (SELECT 1 FROM request"
                                              " WHERE application_id = a.id))"
                                              " AND NOT EXISTS (SELECT 1 FROM request"
                                              " WHERE application_id = a.id"
                                              " AND (closed_at = 0 OR closed_at >= ?2))"
                                              " AND NOT EXISTS (SELECT 1 FROM trigger"
                                              " WHERE application_id = a.id"
                                              " AND (state IN ('observed', 'held')"
                                              " OR first_seen >= ?2))"
                                              " AND NOT EXISTS (SELECT 1 FROM outbox"
                                              " WHERE application_id = a.id AND state IN"
                                              " ('planned', 'sending', 'unknown', 'held'))"
                                              " ORDER BY a.id LIMIT ?3",
                                              "iii", connection_id, before, (gint64) limit),
                              read_application,
                              (GDestroyNotify) vouch_application_free,
                              error);
}
