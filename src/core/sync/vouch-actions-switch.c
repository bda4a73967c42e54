/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "model/vouch-activity.h"
#include "store/vouch-connections.h"
#include "store/vouch-ledger.h"
#include "sync/vouch-actions.h"

/* Until when sending is paused, microseconds of the service's time. */
#define PAUSED_UNTIL "paused-until"

static const char *
switch_line (VouchSwitch which,
             gboolean    value)
{
  switch (which)
    {
    case VOUCH_SWITCH_ON:
      return value ? "connection.turned-on" : "connection.turned-off";

    case VOUCH_SWITCH_PAUSED:
      return value ? "connection.paused" : "connection.resumed";

    case VOUCH_SWITCH_SENDS:
      return value ? "connection.sends" : "connection.observes";

    case VOUCH_SWITCH_REBUILD:
    default:
      return value ? "connection.rebuilding" : "connection.released";
    }
}

/**
 * vouch_action_note:
 * @db: the store, inside the transaction that does what is noted
 * @connection_id: whose ledger
 * @text_id: what a person did
 * @parameter_name: (nullable): a placeholder of the sentence
 * @parameter_value: (nullable): what it stands for; never a person's data, never a secret
 * @now: the time
 * @error: return location
 *
 * Writes a line of the ledger with actor "person" about something that is no item.
 *
 * Returns: whether it is written
 */
gboolean
vouch_action_note (VouchDb     *db,
                   gint64       connection_id,
                   const char  *text_id,
                   const char  *parameter_name,
                   const char  *parameter_value,
                   gint64       now,
                   GError     **error)
{
  g_autoptr(VouchReason) what = vouch_reason_new (text_id, parameter_name, parameter_value, NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "person", what);

  return vouch_ledger_append (db, connection_id, line, error) != 0;
}

static gboolean
set_paused_until (VouchDb  *db,
                  gint64    connection_id,
                  gint64    until,
                  GError  **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, until);

  return vouch_values_set (db, connection_id, VOUCH_VALUE_CURSOR, PAUSED_UNTIL,
                           until != 0 ? text : NULL, error);
}

gboolean
vouch_action_switch (VouchDb      *db,
                     gint64        connection_id,
                     VouchSwitch   which,
                     gboolean      value,
                     gint64        now,
                     GError      **error)
{
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, connection_id, error);
  g_autoptr(VouchReason) what = vouch_reason_new (switch_line (which, value), NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "person", what);
  gboolean *field;

  if (connection == NULL)
    return FALSE;

  field = which == VOUCH_SWITCH_ON ? &connection->on
        : which == VOUCH_SWITCH_PAUSED ? &connection->paused
        : which == VOUCH_SWITCH_SENDS ? &connection->sends : &connection->rebuild;
  /* Whoever pauses, or resumes, without a time means that one. */
  if (which == VOUCH_SWITCH_PAUSED && !set_paused_until (db, connection_id, 0, error))
    return FALSE;
  if (*field == value)
    return TRUE;

  *field = value;
  if (which == VOUCH_SWITCH_ON && value)
    connection->turned_on_at = now;
  return vouch_connections_update (db, connection, error) &&
         vouch_ledger_append (db, connection_id, line, error) != 0;
}

/**
 * vouch_action_pause:
 * @db: the store, inside a transaction
 * @connection_id: which
 * @until: the service's time in microseconds; 0: until a person resumes it
 * @now: the time
 * @error: return location
 *
 * Stops all sending. The first cycle after @until lets it go on by itself.
 *
 * Returns: whether it is paused
 */
gboolean
vouch_action_pause (VouchDb   *db,
                    gint64     connection_id,
                    gint64     until,
                    gint64     now,
                    GError   **error)
{
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, connection_id, error);
  g_autofree char *text = vouch_time_to_string (until);

  if (connection == NULL)
    return FALSE;
  if (until == 0)
    return vouch_action_switch (db, connection_id, VOUCH_SWITCH_PAUSED, TRUE, now, error);

  connection->paused = TRUE;
  return vouch_connections_update (db, connection, error) &&
         set_paused_until (db, connection_id, until, error) &&
         vouch_action_note (db, connection_id, "connection.paused-until", "until", text, now,
                            error);
}

/**
 * vouch_action_get_paused_until:
 * @db: the store
 * @connection_id: which
 * @until: (out): when its pause ends by itself; 0: not by itself, or there is none
 * @error: return location
 *
 * Returns: whether the store could be read
 */
gboolean
vouch_action_get_paused_until (VouchDb   *db,
                               gint64     connection_id,
                               gint64    *until,
                               GError   **error)
{
  g_autoptr(GError) failure = NULL;
  g_autofree char *text = vouch_values_get (db, connection_id, VOUCH_VALUE_CURSOR, PAUSED_UNTIL,
                                            &failure);

  *until = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * vouch_action_end_pause:
 * @db: the store, inside a transaction
 * @connection_id: which
 * @now: the service's time
 * @error: return location
 *
 * Lets sending go on when the time of the pause has come. No person does this.
 *
 * Returns: whether the store could be written
 */
gboolean
vouch_action_end_pause (VouchDb   *db,
                        gint64     connection_id,
                        gint64     now,
                        GError   **error)
{
  g_autoptr(VouchConnection) connection = vouch_connections_get (db, connection_id, error);
  g_autoptr(VouchReason) what = vouch_reason_new ("connection.pause-over", NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "vouch", what);
  gint64 until = 0;

  if (connection == NULL || !vouch_action_get_paused_until (db, connection_id, &until, error))
    return FALSE;
  if (!connection->paused || until == 0 || until > now)
    return TRUE;

  connection->paused = FALSE;
  return vouch_connections_update (db, connection, error) &&
         set_paused_until (db, connection_id, 0, error) &&
         vouch_ledger_append (db, connection_id, line, error) != 0;
}
