/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-connections.h"
#include "store/vouch-row-util.h"

#define FIELDS \
  "name, kind, sign_in, client_id, api_uri, web_uri, crosschq_uri, redirect_uri, company_id," \
  " company_name, owner_id, scopes, granted_at, turned_on, turned_on_at, paused, sends, rebuild," \
  " needs_reconnect, crosschq_dialect, crosschq_form, refresh_generation"

#define PARAMETERS \
  "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21," \
  " ?22, ?23"

static const char *const kind_names[] = {
  [VOUCH_CONNECTION_REAL] = "real",
  [VOUCH_CONNECTION_PRACTICE] = "practice",
};

static const char *const sign_in_names[] = {
  [VOUCH_SIGN_IN_NONE] = "none",
  [VOUCH_SIGN_IN_CODE] = "code",
  [VOUCH_SIGN_IN_CLIENT_CREDENTIALS] = "client-credentials",
  [VOUCH_SIGN_IN_API_KEY] = "api-key",
};

static const char *const value_kind_names[] = {
  [VOUCH_VALUE_SETTING] = "setting",
  [VOUCH_VALUE_CAPABILITY] = "capability",
  [VOUCH_VALUE_CURSOR] = "cursor",
};

static gpointer
read_connection (VouchRows *rows)
{
  VouchConnection *connection = g_new0 (VouchConnection, 1);

  connection->id = vouch_rows_int (rows, 0);
  connection->name = vouch_rows_dup_text (rows, 1);
  connection->kind = vouch_rows_name (rows, 2, kind_names, G_N_ELEMENTS (kind_names),
                                      VOUCH_CONNECTION_REAL);
  connection->sign_in = vouch_rows_name (rows, 3, sign_in_names, G_N_ELEMENTS (sign_in_names),
                                         VOUCH_SIGN_IN_NONE);
  connection->client_id = vouch_rows_dup_text (rows, 4);
  connection->api_uri = vouch_rows_dup_text (rows, 5);
  connection->web_uri = vouch_rows_dup_text (rows, 6);
  connection->crosschq_uri = vouch_rows_dup_text (rows, 7);
  connection->redirect_uri = vouch_rows_dup_text (rows, 8);
  connection->company_id = vouch_rows_dup_text (rows, 9);
  connection->company_name = vouch_rows_dup_text (rows, 10);
  connection->owner_id = vouch_rows_dup_text (rows, 11);
  connection->scopes = vouch_rows_dup_text (rows, 12);
  connection->granted_at = vouch_rows_int (rows, 13);
  connection->on = vouch_rows_int (rows, 14) != 0;
  connection->turned_on_at = vouch_rows_int (rows, 15);
  connection->paused = vouch_rows_int (rows, 16) != 0;
  connection->sends = vouch_rows_int (rows, 17) != 0;
  connection->rebuild = vouch_rows_int (rows, 18) != 0;
  connection->needs_reconnect = vouch_rows_int (rows, 19) != 0;
  connection->crosschq_dialect = vouch_rows_dup_text (rows, 20);
  connection->crosschq_form = vouch_rows_dup_text (rows, 21);
  connection->refresh_generation = vouch_rows_int (rows, 22);
  return connection;
}

/* @sql has the id as ?1 and the columns of FIELDS as ?2 to ?23. */
static gboolean
run_with_fields (VouchDb                *db,
                 const char             *sql,
                 const VouchConnection  *connection,
                 GError                **error)
{
  g_autoptr(GError) local_error = NULL;

  if (vouch_db_run (db, &local_error, sql, "issssssssssssiiiiiiissi",
                    connection->id,
                    connection->name,
                    kind_names[connection->kind],
                    sign_in_names[connection->sign_in],
                    connection->client_id,
                    connection->api_uri,
                    connection->web_uri,
                    connection->crosschq_uri,
                    connection->redirect_uri,
                    connection->company_id,
                    connection->company_name,
                    connection->owner_id,
                    connection->scopes,
                    connection->granted_at,
                    (gint64) connection->on,
                    connection->turned_on_at,
                    (gint64) connection->paused,
                    (gint64) connection->sends,
                    (gint64) connection->rebuild,
                    (gint64) connection->needs_reconnect,
                    connection->crosschq_dialect,
                    connection->crosschq_form,
                    connection->refresh_generation))
    return TRUE;

  if (g_error_matches (local_error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CONSTRAINT))
    g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE,
                 "another connection has this name, or is to this company");
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * vouch_connections_list:
 * @db: a connection to the store
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VouchConnection): all, oldest first
 */
GPtrArray *
vouch_connections_list (VouchDb  *db,
                        GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT id, " FIELDS " FROM connection ORDER BY"
                                              " id", ""),
                              read_connection,
                              (GDestroyNotify) vouch_connection_free,
                              error);
}

/**
 * vouch_connections_get:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL with %VOUCH_STORE_ERROR_NOT_FOUND
 */
VouchConnection *
vouch_connections_get (VouchDb  *db,
                       gint64    id,
                       GError  **error)
{
  return vouch_rows_take_found (vouch_db_query (db, error,
                                                "SELECT id, " FIELDS " FROM connection WHERE id ="
                                                " ?1",
                                                "i", id),
                                read_connection,
                                error);
}

/**
 * vouch_connections_add:
 * @db: a connection to the store
 * @connection: what to add; its id is not looked at
 * @error: return location
 *
 * Returns: the new id; 0 with %VOUCH_INPUT_ERROR_DUPLICATE when the name or the pair of host and
 *   company is taken
 */
gint64
vouch_connections_add (VouchDb                *db,
                       const VouchConnection  *connection,
                       GError                **error)
{
  VouchConnection copy = *connection;
  gint64 id;

  copy.id = 0;
  if (!run_with_fields (db,
                        "INSERT INTO connection (id, " FIELDS ")"
                        " VALUES (nullif (?1, 0), " PARAMETERS ")",
                        &copy,
                        error))
    return 0;

  id = vouch_db_get_last_id (db);
  vouch_db_note_change (db, "connection", id);
  return id;
}

/**
 * vouch_connections_update:
 * @db: a connection to the store
 * @connection: the row as it is to be
 * @error: return location
 *
 * Equal content writes nothing.
 *
 * Returns: %FALSE with %VOUCH_STORE_ERROR_NOT_FOUND, or %VOUCH_INPUT_ERROR_DUPLICATE as above
 */
gboolean
vouch_connections_update (VouchDb                *db,
                          const VouchConnection  *connection,
                          GError                **error)
{
  g_autoptr(VouchConnection) old = vouch_connections_get (db, connection->id, error);

  if (old == NULL)
    return FALSE;

  if (!run_with_fields (db,
                        "UPDATE connection SET (" FIELDS ") = (" PARAMETERS ")"
                        " WHERE id = ?1 AND (" FIELDS ") IS NOT (" PARAMETERS ")",
                        connection,
                        error))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "connection", connection->id);
  return TRUE;
}

/**
 * vouch_connections_remove:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Removes the connection and everything that belongs to it. No trace of it stays in the files.
 */
gboolean
vouch_connections_remove (VouchDb  *db,
                          gint64    id,
                          GError  **error)
{
  if (!vouch_db_run (db, error, "DELETE FROM connection WHERE id = ?1", "i", id))
    return FALSE;

  if (vouch_db_get_n_changed (db) == 0)
    return TRUE;

  vouch_db_note_change (db, "connection", id);
  return vouch_db_checkpoint (db, error);
}

/**
 * vouch_values_get:
 * @db: a connection to the store
 * @connection_id: whose
 * @kind: what kind of value
 * @name: its name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the value; %NULL without an error when it is not set
 */
char *
vouch_values_get (VouchDb         *db,
                  gint64           connection_id,
                  VouchValueKind   kind,
                  const char      *name,
                  GError         **error)
{
  VouchRows *rows;
  g_autofree char *value = NULL;

  rows = vouch_db_query (db, error,
                         "SELECT value FROM value"
                         " WHERE connection_id = ?1 AND kind = ?2 AND name = ?3",
                         "iss", connection_id, value_kind_names[kind], name);
  if (vouch_rows_next (rows))
    value = vouch_rows_dup_text (rows, 0);

  if (!vouch_rows_finish (rows, error))
    return NULL;
  return g_steal_pointer (&value);
}

/**
 * vouch_values_set:
 * @db: a connection to the store
 * @connection_id: whose
 * @kind: what kind of value
 * @name: its name
 * @value: (nullable): the value; %NULL removes it
 * @error: return location
 *
 * Equal content writes nothing.
 */
gboolean
vouch_values_set (VouchDb         *db,
                  gint64           connection_id,
                  VouchValueKind   kind,
                  const char      *name,
                  const char      *value,
                  GError         **error)
{
  gboolean good;

  if (value == NULL)
    good = vouch_db_run (db, error,
                         "DELETE FROM value WHERE connection_id = ?1 AND kind = ?2 AND name = ?3",
                         "iss", connection_id, value_kind_names[kind], name);
  else
    good = vouch_db_run (db, error,
                         "INSERT INTO value (connection_id, kind, name, value)"
                         " VALUES (?1, ?2, ?3, ?4)"
                         " ON CONFLICT DO UPDATE SET value = excluded.value"
                         " WHERE value IS NOT excluded.value",
                         "isss", connection_id, value_kind_names[kind], name, value);
  if (!good)
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, value_kind_names[kind], connection_id);
  return TRUE;
}

GPtrArray *
vouch_values_list (VouchDb         *db,
                   gint64           connection_id,
                   VouchValueKind   kind,
                   GError         **error)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  VouchRows *rows;

  rows = vouch_db_query (db, error,
                         "SELECT name, value FROM value"
                         " WHERE connection_id = ?1 AND kind = ?2 ORDER BY name",
                         "is", connection_id, value_kind_names[kind]);
  while (vouch_rows_next (rows))
    {
      g_ptr_array_add (values, vouch_rows_dup_text (rows, 0));
      g_ptr_array_add (values, vouch_rows_dup_text (rows, 1));
    }

  if (!vouch_rows_finish (rows, error))
    return NULL;
  return g_steal_pointer (&values);
}
