/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-connections.h"
#include "store/vouch-jobs.h"
#include "store/vouch-row-util.h"
#include "store/vouch-templates.h"

#define FIELDS \
  "name, tag, description, position, survey, email_subject, email_body, sms_body, use_sms," \
  " past_due_notice"

#define PARAMETERS \
  "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11"

static gpointer
read_template (VouchRows *rows)
{
  VouchTemplate *template = vouch_template_new ();

  template->id = vouch_rows_int (rows, 0);
  template->connection_id = vouch_rows_int (rows, 1);
  template->revision = vouch_rows_int (rows, 2);
  template->name = vouch_rows_dup_text (rows, 3);
  template->tag = vouch_rows_dup_text (rows, 4);
  template->description = vouch_rows_dup_text (rows, 5);
  template->position = vouch_rows_dup_text (rows, 6);
  template->survey = vouch_rows_dup_text (rows, 7);
  template->email_subject = vouch_rows_dup_text (rows, 8);
  template->email_body = vouch_rows_dup_text (rows, 9);
  template->sms_body = vouch_rows_dup_text (rows, 10);
  template->use_sms = vouch_rows_int (rows, 11) != 0;
  template->past_due_notice = vouch_rows_int (rows, 12) != 0;
  return template;
}

static gboolean
fill_slots (VouchDb        *db,
            VouchTemplate  *template,
            GError        **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT relationship, note FROM template_slot"
                                    " WHERE template_id = ?1 ORDER BY idx",
                                    "i", template->id);

  while (vouch_rows_next (rows))
    vouch_template_add_slot (template, vouch_rows_text (rows, 0), vouch_rows_text (rows, 1));
  return vouch_rows_finish (rows, error);
}

static gboolean
fill_managers (VouchDb        *db,
               VouchTemplate  *template,
               GError        **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT p.first_name, p.last_name, p.email, p.phone"
                                    " FROM template_manager AS m JOIN person AS p ON p.id ="
                                    " m.person_id WHERE m.template_id = ?1 ORDER BY m.idx",
                                    "i", template->id);

  while (vouch_rows_next (rows))
    g_ptr_array_add (template->managers, vouch_persons_read (rows, 0));
  return vouch_rows_finish (rows, error);
}

/**
 * vouch_templates_list:
 * @db: a connection to the store
 * @connection_id: whose
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VouchTemplate): those that are not removed, in
 * the order in which they were made
 */
GPtrArray *
vouch_templates_list (VouchDb  *db,
                      gint64    connection_id,
                      GError  **error)
{
  g_autoptr(GPtrArray) templates = NULL;

  templates = vouch_rows_take_all (vouch_db_query (db, error,
                                                   "SELECT id, connection_id, revision, " FIELDS
                                                   " FROM template"
                                                   " WHERE connection_id = ?1 AND removed = 0"
                                                   " ORDER BY id",
                                                   "i", connection_id),
                                   read_template,
                                   (GDestroyNotify) vouch_template_free,
                                   error);

  for (guint i = 0; templates != NULL && i < templates->len; i++)
    {
      VouchTemplate *template = g_ptr_array_index (templates, i);

      if (!fill_slots (db, template, error) || !fill_managers (db, template, error))
        return NULL;
    }

  return g_steal_pointer (&templates);
}

/**
 * vouch_templates_get:
 * @db: a connection to the store
 * @id: the row, removed or not
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with %VOUCH_STORE_ERROR_NOT_FOUND
 */
VouchTemplate *
vouch_templates_get (VouchDb  *db,
                     gint64    id,
                     GError  **error)
{
  g_autoptr(VouchTemplate) template = NULL;

  template = vouch_rows_take_found (vouch_db_query (db, error,
                                                    "SELECT id, connection_id, revision, " FIELDS
                                                    " FROM template WHERE id = ?1",
                                                    "i", id),
                                    read_template,
                                    error);
  if (template == NULL || !fill_slots (db, template, error) || !fill_managers (db, template, error))
    return NULL;

  return g_steal_pointer (&template);
}

static gboolean
translate_taken (GError  *owned,
                 GError **error)
{
  if (g_error_matches (owned, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CONSTRAINT))
    {
      g_set_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_DUPLICATE,
                   "another template has this tag");
      g_error_free (owned);
    }
  else
    {
      g_propagate_error (error, owned);
    }

  return FALSE;
}

/* @sql has the id as ?1 and the columns of FIELDS as ?2 to ?11; ?12 is the connection. */
static gboolean
run_with_fields (VouchDb              *db,
                 const char           *sql,
                 const VouchTemplate  *template,
                 GError              **error)
{
  GError *local_error = NULL;

  if (vouch_db_run (db, &local_error, sql, "issssssssiii",
                    template->id,
                    template->name != NULL ? template->name : "",
                    template->tag != NULL ? template->tag : "",
                    template->description,
                    template->position,
                    template->survey,
                    template->email_subject,
                    template->email_body,
                    template->sms_body,
                    (gint64) template->use_sms,
                    (gint64) template->past_due_notice,
                    template->connection_id))
    return TRUE;

  return translate_taken (local_error, error);
}

static gboolean
same_slots (const VouchTemplate *a,
            const VouchTemplate *b)
{
  if (a->slots->len != b->slots->len)
    return FALSE;

  for (guint i = 0; i < a->slots->len; i++)
    {
      const VouchSlot *one = g_ptr_array_index (a->slots, i);
      const VouchSlot *other = g_ptr_array_index (b->slots, i);

      if (g_strcmp0 (one->relationship, other->relationship) != 0 ||
          g_strcmp0 (one->note, other->note) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
same_managers (const VouchTemplate *a,
               const VouchTemplate *b)
{
  if (a->managers->len != b->managers->len)
    return FALSE;

  for (guint i = 0; i < a->managers->len; i++)
    {
      const VouchContact *one = g_ptr_array_index (a->managers, i);
      const VouchContact *other = g_ptr_array_index (b->managers, i);

      if (g_strcmp0 (one->first_name, other->first_name) != 0 ||
          g_strcmp0 (one->last_name, other->last_name) != 0 ||
          g_strcmp0 (one->email, other->email) != 0 ||
          g_strcmp0 (one->phone, other->phone) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_slots (VouchDb              *db,
             gint64                id,
             const VouchTemplate  *template,
             GError              **error)
{
  if (!vouch_db_run (db, error, "DELETE FROM template_slot WHERE template_id = ?1", "i", id))
    return FALSE;

  for (guint i = 0; i < template->slots->len; i++)
    {
      const VouchSlot *slot = g_ptr_array_index (template->slots, i);

      if (!vouch_db_run (db, error,
                         "INSERT INTO template_slot (template_id, idx, connection_id, relationship,"
                         " note) VALUES (?1, ?2, ?3, ?4, ?5)",
                         "iiiss",
                         id,
                         (gint64) i,
                         template->connection_id,
                         slot->relationship,
                         slot->note))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_managers (VouchDb              *db,
                gint64                id,
                const VouchTemplate  *template,
                GError              **error)
{
  if (!vouch_db_run (db, error,
                     "DELETE FROM person WHERE id IN"
                     " (SELECT person_id FROM template_manager WHERE template_id = ?1)",
                     "i", id))
    return FALSE;

  for (guint i = 0; i < template->managers->len; i++)
    {
      gint64 person = vouch_persons_put (db, template->connection_id, 0,
                                         g_ptr_array_index (template->managers, i), NULL, error);

      if (person == 0 ||
          !vouch_db_run (db, error,
                         "INSERT INTO template_manager (template_id, idx, connection_id, person_id)"
                         " VALUES (?1, ?2, ?3, ?4)",
                         "iiii", id, (gint64) i, template->connection_id, person))
        return FALSE;
    }

  return TRUE;
}

static gint64
insert_template (VouchDb              *db,
                 const VouchTemplate  *template,
                 GError              **error)
{
  gint64 id;

  if (!run_with_fields (db,
                        "INSERT INTO template (id, " FIELDS ", connection_id, revision)"
                        " VALUES (nullif (?1, 0), " PARAMETERS ", ?12, 1)",
                        template, error))
    return 0;

  id = vouch_db_get_last_id (db);
  if (!write_slots (db, id, template, error) || !write_managers (db, id, template, error))
    return 0;

  vouch_db_note_change (db, "template", id);
  return id;
}

static char *
dup_value_name (gint64 id)
{
  return g_strdup_printf ("tag-value:%" G_GINT64_FORMAT, id);
}

/* The value of the job field that had the tag until now is found again once the tag is another. */
static gboolean
note_value (VouchDb              *db,
            const VouchTemplate  *old,
            GError              **error)
{
  g_autofree char *name = dup_value_name (old->id);
  g_autoptr(GPtrArray) values = vouch_tag_values_list (db, old->connection_id, error);

  if (values == NULL)
    return FALSE;

  for (guint i = 0; i < values->len; i++)
    {
      const VouchTagValue *value = values->pdata[i];

      if (!value->archived && g_strcmp0 (value->label, old->tag) == 0)
        return vouch_values_set (db, old->connection_id, VOUCH_VALUE_CURSOR, name,
                                 value->value_id, error);
    }

  return TRUE;
}

static gint64
update_template (VouchDb              *db,
                 const VouchTemplate  *template,
                 GError              **error)
{
  g_autoptr(VouchTemplate) old = vouch_templates_get (db, template->id, error);
  gboolean slots_change, managers_change;

  if (old == NULL)
    return 0;

  if (g_strcmp0 (old->tag, template->tag) != 0 && !note_value (db, old, error))
    return 0;

  slots_change = !same_slots (old, template);
  managers_change = !same_managers (old, template);
  if (!run_with_fields (db,
                        slots_change || managers_change
                          ? "UPDATE template SET (" FIELDS ") = (" PARAMETERS "),"
                            " revision = revision + 1 WHERE id = ?1 AND connection_id = ?12"
                          : "UPDATE template SET (" FIELDS ") = (" PARAMETERS "),"
                            " revision = revision + 1 WHERE id = ?1 AND connection_id = ?12"
                            " AND (" FIELDS ") IS NOT (" PARAMETERS ")",
                        template, error))
    return 0;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "template", template->id);
  if ((slots_change && !write_slots (db, template->id, template, error)) ||
      (managers_change && !write_managers (db, template->id, template, error)))
    return 0;
  return template->id;
}

/**
 * vouch_templates_save:
 * @db: a connection to the store
 * @template: what to save; its revision is not looked at, but goes up when the content differs
 * @error: return location
 *
 * Equal content writes nothing. A removed template stays removed.
 */
gint64
vouch_templates_save (VouchDb              *db,
                      const VouchTemplate  *template,
                      GError              **error)
{
  return template->id == 0 ? insert_template (db, template, error)
                           : update_template (db, template, error);
}

char *
vouch_templates_dup_value (VouchDb              *db,
                           const VouchTemplate  *template,
                           GError              **error)
{
  g_autofree char *name = dup_value_name (template->id);

  return vouch_values_get (db, template->connection_id, VOUCH_VALUE_CURSOR, name, error);
}

static gboolean
set_removed (VouchDb   *db,
             gint64     id,
             gboolean   removed,
             GError   **error)
{
  GError *local_error = NULL;

  if (!vouch_db_run (db, &local_error,
                     "UPDATE template SET removed = ?2, revision = revision + 1"
                     " WHERE id = ?1 AND removed <> ?2",
                     "ii", id, (gint64) removed))
    return translate_taken (local_error, error);

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "template", id);
  return TRUE;
}

gboolean
vouch_templates_remove (VouchDb  *db,
                        gint64    id,
                        GError  **error)
{
  return set_removed (db, id, TRUE, error);
}

/**
 * vouch_templates_restore:
 * @db: a connection to the store
 * @id: the row
 * @error: return location
 *
 * Returns: %FALSE with %VOUCH_INPUT_ERROR_DUPLICATE when another template has taken its tag
 * meanwhile
 */
gboolean
vouch_templates_restore (VouchDb  *db,
                         gint64    id,
                         GError  **error)
{
  return set_removed (db, id, FALSE, error);
}
