/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-jobs.h"
#include "store/vouch-row-util.h"

static gpointer
read_contact (VouchRows *rows)
{
  return vouch_contact_new (vouch_rows_text (rows, 0),
                            vouch_rows_text (rows, 1),
                            vouch_rows_text (rows, 2),
                            vouch_rows_text (rows, 3));
}

VouchContact *
vouch_users_get (VouchDb     *db,
                 gint64       connection_id,
                 const char  *user_id,
                 GError     **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT p.first_name, p.last_name, p.email, p.phone"
                                              " FROM user AS u"
                                              " JOIN person AS p ON p.id = u.person_id"
                                              " WHERE u.connection_id = ?1 AND u.user_id = ?2",
                                              "is", connection_id, user_id),
                              read_contact,
                              error);
}

static gboolean
put_contact (VouchDb             *db,
             gint64               connection_id,
             const char          *user_id,
             const VouchContact  *contact,
             gboolean            *changed,
             GError             **error)
{
  gint64 old_person, person;

  if (!vouch_rows_take_int (vouch_db_query (db, error,
                                            "SELECT person_id FROM user"
                                            " WHERE connection_id = ?1 AND user_id = ?2",
                                            "is", connection_id, user_id),
                            &old_person, error))
    return FALSE;

  person = vouch_persons_put (db, connection_id, old_person, contact, changed, error);
  return person != 0 &&
         (person == old_person ||
          vouch_db_run (db, error,
                        "UPDATE user SET person_id = ?3 WHERE connection_id = ?1 AND user_id = ?2",
                        "isi", connection_id, user_id, person));
}

gboolean
vouch_users_put (VouchDb             *db,
                 gint64               connection_id,
                 const char          *user_id,
                 const VouchContact  *contact,
                 gboolean             active,
                 gboolean            *changed,
                 GError             **error)
{
  gboolean wrote = FALSE;

  if (!vouch_db_run (db, error,
                     "INSERT INTO user (connection_id, user_id, active) VALUES (?1, ?2, ?3)"
                     " ON CONFLICT DO UPDATE SET active = excluded.active"
                     " WHERE active IS NOT excluded.active",
                     "isi", connection_id, user_id, (gint64) active))
    return FALSE;

  wrote = vouch_db_get_n_changed (db) > 0;
  if (contact != NULL && !put_contact (db, connection_id, user_id, contact, &wrote, error))
    return FALSE;

  if (changed != NULL)
    *changed |= wrote;
  return TRUE;
}
