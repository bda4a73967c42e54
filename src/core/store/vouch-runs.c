/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "json/vouch-reason-json.h"
#include "store/vouch-db-private.h"
#include "store/vouch-row-util.h"
#include "store/vouch-runs.h"

/* The run takes part in the transaction, so that a rollback takes its row from it again. */
static gboolean
add (VouchDb   *db,
     VouchRun  *run,
     GError   **error)
{
  if (!vouch_db_run (db, error,
                     "INSERT INTO run (connection_id, began_at, ended_at, cause, state, n_seen,"
                     " n_planned, n_delivered) VALUES (?1, ?2, 0, ?3, 'under-way', 0, 0, 0)",
                     "iis", run->connection_id, run->began_at,
                     vouch_run_cause_to_string (run->cause)))
    return FALSE;

  vouch_db_set_run (db, run);
  run->id = vouch_db_get_last_id (db);
  db->run_added = TRUE;
  return TRUE;
}

/**
 * vouch_runs_note_line:
 * @db: a connection to the store, inside a transaction
 * @run_id: (out): the run to which a line that is appended now belongs, or 0
 * @error: return location
 *
 * A run that writes nothing gets no row: so a cycle that finds nothing commits nothing.
 *
 * Returns: whether the run has a row now, if there is one
 */
gboolean
vouch_runs_note_line (VouchDb  *db,
                      gint64   *run_id,
                      GError  **error)
{
  VouchRun *run = db->run;

  *run_id = 0;
  if (run == NULL)
    return TRUE;
  if (run->id == 0 && !add (db, run, error))
    return FALSE;

  *run_id = run->id;
  vouch_db_note_change (db, "run", run->id);
  return TRUE;
}

/**
 * vouch_runs_end:
 * @db: a connection to the store, inside a transaction
 * @run: what it came to; gets a row if it has none
 * @error: return location
 *
 * Stores how a run ended.
 *
 * Returns: whether it is stored
 */
gboolean
vouch_runs_end (VouchDb   *db,
                VouchRun  *run,
                GError   **error)
{
  g_autofree char *params =
    run->problem != NULL ? vouch_reason_params_to_json (run->problem) : NULL;

  if (run->id == 0 && !add (db, run, error))
    return FALSE;
  if (!vouch_db_run (db, error,
                     "UPDATE run SET state = 'ended', ended_at = ?2, n_seen = ?3, n_planned = ?4,"
                     " n_delivered = ?5, problem = ?6, params = ?7 WHERE id = ?1",
                     "iiiiiss", run->id, run->ended_at, run->n_seen, run->n_planned,
                     run->n_delivered,
                     run->problem != NULL ? vouch_reason_get_id (run->problem) : NULL, params))
    return FALSE;

  vouch_db_note_change (db, "run", run->id);
  return TRUE;
}

/**
 * vouch_runs_cut_off:
 * @db: a connection to the store, inside a transaction
 * @connection_id: whose; no run of it is under way
 * @error: return location
 *
 * Marks what an earlier run left as it was stopped. Nothing is written when there is none.
 *
 * Returns: whether the store could be written
 */
gboolean
vouch_runs_cut_off (VouchDb  *db,
                    gint64    connection_id,
                    GError  **error)
{
  if (!vouch_db_run (db, error,
                     "UPDATE run SET state = 'cut-off'"
                     " WHERE connection_id = ?1 AND state = 'under-way'", "i", connection_id))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "run", 0);
  return TRUE;
}

gboolean
vouch_runs_get_problem (VouchDb      *db,
                        gint64        connection_id,
                        VouchReason **problem,
                        GError      **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT problem, params FROM run WHERE connection_id = ?1"
                                    " AND state = 'ended' AND cause NOT IN ('action', 'preview')"
                                    " ORDER BY id DESC LIMIT 1",
                                    "i", connection_id);

  *problem = vouch_rows_next (rows) ? vouch_rows_reason (rows, 0) : NULL;
  return vouch_rows_finish (rows, error);
}

/**
 * vouch_runs_forget:
 * @db: a connection to the store, inside a transaction
 * @connection_id: whose
 * @before: server time; runs that began earlier go
 * @max: so many are left at the most, the newest
 * @error: return location
 *
 * The lines of the ledger stay. Nothing is written when no run is that old.
 *
 * Returns: whether the store could be written
 */
gboolean
vouch_runs_forget (VouchDb  *db,
                   gint64    connection_id,
                   gint64    before,
                   guint     max,
                   GError  **error)
{
  if (!vouch_db_run (db, error,
                     "DELETE FROM run WHERE connection_id = ?1 AND (began_at < ?2 OR id <="
                     " (SELECT id FROM run WHERE connection_id = ?1 ORDER BY id DESC"
                     " LIMIT 1 OFFSET ?3))", "iii", connection_id, before, (gint64) max))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "run", 0);
  return TRUE;
}
