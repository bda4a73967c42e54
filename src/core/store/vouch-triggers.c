/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "json/vouch-reason-json.h"
#include "store/vouch-applications.h"
#include "store/vouch-row-util.h"

#define COLUMNS \
  "id, application_id, entry_no, entered_on, first_seen, stage, step, late, confirmed, state," \
  " reason, params, version, connection_id"

static VouchTriggerState
state_from_text (const char *text)
{
  for (VouchTriggerState state = VOUCH_TRIGGER_OBSERVED; state <= VOUCH_TRIGGER_SKIPPED; state++)
    {
      if (g_strcmp0 (text, vouch_trigger_state_to_string (state)) == 0)
        return state;
    }

  /* What cannot be read is for a person to look at. */
  return VOUCH_TRIGGER_HELD;
}

static gpointer
read_trigger (VouchRows *rows)
{
  VouchTrigger *trigger = vouch_trigger_new ();

  trigger->id = vouch_rows_int (rows, 0);
  trigger->application_id = vouch_rows_int (rows, 1);
  trigger->entry_no = (int) vouch_rows_int (rows, 2);
  trigger->entered_on = vouch_rows_int (rows, 3);
  trigger->first_seen = vouch_rows_int (rows, 4);
  trigger->stage = vouch_rows_dup_text (rows, 5);
  trigger->step = vouch_rows_dup_text (rows, 6);
  trigger->late = vouch_rows_int (rows, 7) != 0;
  trigger->confirmed = vouch_rows_int (rows, 8) != 0;
  trigger->state = state_from_text (vouch_rows_text (rows, 9));
  trigger->reason = vouch_rows_reason (rows, 10);
  trigger->version = vouch_rows_int (rows, 12);
  trigger->connection_id = vouch_rows_int (rows, 13);
  return trigger;
}

/**
 * vouch_triggers_get:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL with %VOUCH_STORE_ERROR_NOT_FOUND
 */
VouchTrigger *
vouch_triggers_get (VouchDb  *db,
                    gint64    id,
                    GError  **error)
{
  return vouch_rows_take_found (vouch_db_query (db, error,
                                                "SELECT " COLUMNS " FROM trigger WHERE id = ?1",
                                                "i", id),
                                read_trigger,
                                error);
}

VouchTrigger *
vouch_triggers_get_last (VouchDb  *db,
                         gint64    application_id,
                         GError  **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM trigger"
                                              " WHERE application_id = ?1"
                                              " ORDER BY entry_no DESC LIMIT 1",
                                              "i", application_id),
                              read_trigger,
                              error);
}

/**
 * vouch_triggers_add:
 * @db: a connection to the store
 * @connection_id: whose
 * @trigger: what was observed; id and version are not looked at
 * @error: return location
 *
 * Returns: the new id; 0 with %VOUCH_STORE_ERROR_CONSTRAINT when that entry is there already
 */
gint64
vouch_triggers_add (VouchDb             *db,
                    gint64               connection_id,
                    const VouchTrigger  *trigger,
                    GError             **error)
{
  g_autofree char *params = NULL;
  gint64 id;

  if (trigger->reason != NULL)
    params = vouch_reason_params_to_json (trigger->reason);
  if (!vouch_db_run (db, error,
                     "INSERT INTO trigger (connection_id, application_id, entry_no, entered_on,"
                     " first_seen, stage, step, late, confirmed, state, reason, params, version)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1)",
                     "iiiiissiisss",
                     connection_id,
                     trigger->application_id,
                     (gint64) trigger->entry_no,
                     trigger->entered_on,
                     trigger->first_seen,
                     trigger->stage,
                     trigger->step,
                     (gint64) trigger->late,
                     (gint64) trigger->confirmed,
                     vouch_trigger_state_to_string (trigger->state),
                     trigger->reason != NULL ? vouch_reason_get_id (trigger->reason) : NULL,
                     params))
    return 0;

  id = vouch_db_get_last_id (db);
  vouch_db_note_change (db, "trigger", id);
  return id;
}

gboolean
vouch_triggers_update (VouchDb             *db,
                       const VouchTrigger  *trigger,
                       GError             **error)
{
  g_autofree char *params = NULL;

  if (trigger->reason != NULL)
    params = vouch_reason_params_to_json (trigger->reason);
  if (!vouch_db_run (db, error,
                     "UPDATE trigger SET entered_on = ?3, first_seen = ?4, stage = ?5, step = ?6,"
                     " late = ?7, confirmed = ?8, state = ?9, reason = ?10, params = ?11,"
                     " version = version + 1 WHERE id = ?1 AND version = ?2",
                     "iiiissiisss",
                     trigger->id,
                     trigger->version,
                     trigger->entered_on,
                     trigger->first_seen,
                     trigger->stage,
                     trigger->step,
                     (gint64) trigger->late,
                     (gint64) trigger->confirmed,
                     vouch_trigger_state_to_string (trigger->state),
                     trigger->reason != NULL ? vouch_reason_get_id (trigger->reason) : NULL,
                     params) ||
      !vouch_store_check_fresh (db, error))
    return FALSE;

  vouch_db_note_change (db, "trigger", trigger->id);
  return TRUE;
}

GPtrArray *
vouch_triggers_list (VouchDb            *db,
                     gint64              connection_id,
                     VouchTriggerState   state,
                     GError            **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT " COLUMNS " FROM trigger"
                                              " WHERE connection_id = ?1 AND state = ?2"
                                              " ORDER BY entered_on, id",
                                              "is",
                                              connection_id,
                                              vouch_trigger_state_to_string (state)),
                              read_trigger,
                              (GDestroyNotify) vouch_trigger_free,
                              error);
}
