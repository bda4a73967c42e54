/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "json/vouch-reason-json.h"
#include "store/vouch-row-util.h"

/**
 * vouch_rows_take_one:
 * @rows: (transfer full) (nullable): rows, of which the first is wanted
 * @func: reads it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what @func made; %NULL without an error when there is no row
 */
gpointer
vouch_rows_take_one (VouchRows     *rows,
                     VouchRowFunc   func,
                     GError       **error)
{
  gpointer object = vouch_rows_next (rows) ? func (rows) : NULL;

  /* A row that was read is whole, and nothing is asked after it: finishing cannot fail then. */
  vouch_rows_finish (rows, object == NULL ? error : NULL);
  return object;
}

/* The same, but that there is no row is %VOUCH_STORE_ERROR_NOT_FOUND. */
gpointer
vouch_rows_take_found (VouchRows     *rows,
                       VouchRowFunc   func,
                       GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  gpointer object;

  if (rows == NULL)
    return NULL;

  object = vouch_rows_take_one (rows, func, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (object == NULL)
    g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND, "no such row");
  return object;
}

/**
 * vouch_rows_take_all:
 * @rows: (transfer full) (nullable): rows
 * @func: reads one
 * @destroy: frees one
 * @error: return location
 *
 * Returns: (transfer full) (nullable): all of them in the order of the query, or %NULL with an
 * error
 */
GPtrArray *
vouch_rows_take_all (VouchRows       *rows,
                     VouchRowFunc     func,
                     GDestroyNotify   destroy,
                     GError         **error)
{
  g_autoptr(GPtrArray) objects = g_ptr_array_new_with_free_func (destroy);

  while (vouch_rows_next (rows))
    g_ptr_array_add (objects, func (rows));

  if (!vouch_rows_finish (rows, error))
    return NULL;
  return g_steal_pointer (&objects);
}

/**
 * vouch_rows_take_int:
 * @rows: (transfer full) (nullable): rows, of which the first column of the first is wanted
 * @value: (out): the number; 0 when there is no row
 * @error: return location
 */
gboolean
vouch_rows_take_int (VouchRows  *rows,
                     gint64     *value,
                     GError    **error)
{
  *value = vouch_rows_next (rows) ? vouch_rows_int (rows, 0) : 0;
  return vouch_rows_finish (rows, error);
}

char *
vouch_rows_dup_text (VouchRows *rows,
                     int        column)
{
  return g_strdup (vouch_rows_text (rows, column));
}

/**
 * vouch_rows_reason:
 * @rows: rows
 * @column: of the text id; the parameters are in the next one
 *
 * Returns: (transfer full) (nullable): the reason; without parameters when they cannot be read,
 * since a damaged detail must not hide the row
 */
VouchReason *
vouch_rows_reason (VouchRows *rows,
                   int        column)
{
  g_autofree char *id = vouch_rows_dup_text (rows, column);
  VouchReason *reason;

  if (id == NULL)
    return NULL;

  reason = vouch_reason_from_params_json (id, vouch_rows_text (rows, column + 1), NULL);
  return reason != NULL ? reason : vouch_reason_new (id, NULL, NULL);
}

/**
 * vouch_rows_name:
 * @rows: rows
 * @column: of a text that is one of @names
 * @names: (array length=n_names): all texts
 * @n_names: their number
 * @otherwise: what any other text means
 *
 * Returns: the index of the text
 */
int
vouch_rows_name (VouchRows         *rows,
                 int                column,
                 const char *const *names,
                 guint              n_names,
                 int                otherwise)
{
  const char *text = vouch_rows_text (rows, column);

  for (guint i = 0; i < n_names; i++)
    {
      if (g_strcmp0 (text, names[i]) == 0)
        return i;
    }

  return otherwise;
}

/**
 * vouch_store_check_fresh:
 * @db: a connection that has just run an UPDATE with the row's version in its condition
 * @error: return location
 *
 * Returns: whether a row was updated; otherwise %FALSE with %VOUCH_STORE_ERROR_STALE
 */
gboolean
vouch_store_check_fresh (VouchDb  *db,
                         GError  **error)
{
  if (vouch_db_get_n_changed (db) > 0)
    return TRUE;

  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE,
               "the row moved since it was read");
  return FALSE;
}

/**
 * vouch_persons_put:
 * @db: a connection
 * @connection_id: whose
 * @person_id: the row, or 0 for a new one
 * @contact: (nullable): what is known; %NULL empties the row
 * @changed: (out) (optional): set to %TRUE when something was written, else left alone
 * @error: return location
 *
 * Returns: the row's id, 0 on error
 */
gint64
vouch_persons_put (VouchDb             *db,
                   gint64               connection_id,
                   gint64               person_id,
                   const VouchContact  *contact,
                   gboolean            *changed,
                   GError             **error)
{
  const VouchContact nobody = { (char *) "", (char *) "", NULL, NULL };
  const VouchContact *given = contact != NULL ? contact : &nobody;
  gboolean good;

  if (person_id == 0)
    good = vouch_db_run (db, error,
                         "INSERT INTO person (connection_id, first_name, last_name, email, phone)"
                         " VALUES (?1, ?2, ?3, ?4, ?5)",
                         "issss",
                         connection_id,
                         given->first_name != NULL ? given->first_name : "",
                         given->last_name != NULL ? given->last_name : "",
                         given->email,
                         given->phone);
  else
    good = vouch_db_run (db, error,
                         "UPDATE person SET first_name = ?2, last_name = ?3, email = ?4, phone = ?5"
                         " WHERE id = ?1"
                         " AND (first_name, last_name, email, phone) IS NOT (?2, ?3, ?4, ?5)",
                         "issss",
                         person_id,
                         given->first_name != NULL ? given->first_name : "",
                         given->last_name != NULL ? given->last_name : "",
                         given->email,
                         given->phone);
  if (!good)
    return 0;

  if (changed != NULL && vouch_db_get_n_changed (db) > 0)
    *changed = TRUE;
  return person_id != 0 ? person_id : vouch_db_get_last_id (db);
}

VouchContact *
vouch_persons_read (VouchRows *rows,
                    int        column)
{
  VouchContact *contact = vouch_contact_new (vouch_rows_text (rows, column),
                                             vouch_rows_text (rows, column + 1),
                                             vouch_rows_text (rows, column + 2),
                                             vouch_rows_text (rows, column + 3));

  return contact;
}
