/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-jobs.h"
#include "store/vouch-row-util.h"

static gpointer
read_tag_field (VouchRows *rows)
{
  VouchTagField *field = g_new0 (VouchTagField, 1);

  field->id = vouch_rows_dup_text (rows, 0);
  field->label = vouch_rows_dup_text (rows, 1);
  field->active = vouch_rows_int (rows, 2) != 0;
  field->free_text = vouch_rows_int (rows, 3) != 0;
  return field;
}

/**
 * vouch_tag_field_get:
 * @db: a connection to the store
 * @connection_id: whose
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the field as last read, which may say that there is none;
 *   %NULL without an error when that is not known yet
 */
VouchTagField *
vouch_tag_field_get (VouchDb  *db,
                     gint64    connection_id,
                     GError  **error)
{
  return vouch_rows_take_one (vouch_db_query (db, error,
                                              "SELECT field_id, label, active, free_text"
                                              " FROM tag_field WHERE connection_id = ?1",
                                              "i", connection_id),
                              read_tag_field,
                              error);
}

/* Equal content writes nothing. */
gboolean
vouch_tag_field_put (VouchDb              *db,
                     gint64                connection_id,
                     const VouchTagField  *field,
                     GError              **error)
{
  if (!vouch_db_run (db, error,
                     "INSERT INTO tag_field (connection_id, field_id, label, active, free_text)"
                     " VALUES (?1, ?2, ?3, ?4, ?5)"
                     " ON CONFLICT DO UPDATE SET field_id = ?2, label = ?3, active = ?4, free_text"
                     " = ?5 WHERE (field_id, label, active, free_text) IS NOT (?2, ?3, ?4, ?5)",
                     "issii",
                     connection_id,
                     field->id,
                     field->label,
                     (gint64) field->active,
                     (gint64) field->free_text))
    return FALSE;

  if (vouch_db_get_n_changed (db) > 0)
    vouch_db_note_change (db, "tag-field", connection_id);
  return TRUE;
}

VouchTagValue *
vouch_tag_value_new (const char *value_id,
                     const char *label,
                     gboolean    archived)
{
  VouchTagValue *self = g_new0 (VouchTagValue, 1);

  self->value_id = g_strdup (value_id);
  self->label = g_strdup (label);
  self->archived = archived;
  return self;
}

void
vouch_tag_value_free (VouchTagValue *self)
{
  if (self == NULL)
    return;

  g_free (self->value_id);
  g_free (self->label);
  g_free (self);
}

static gpointer
read_tag_value (VouchRows *rows)
{
  return vouch_tag_value_new (vouch_rows_text (rows, 0),
                              vouch_rows_text (rows, 1),
                              vouch_rows_int (rows, 2) != 0);
}

/* In the order of the service. */
GPtrArray *
vouch_tag_values_list (VouchDb  *db,
                       gint64    connection_id,
                       GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT value_id, label, archived FROM tag_value"
                                              " WHERE connection_id = ?1 ORDER BY idx",
                                              "i", connection_id),
                              read_tag_value,
                              (GDestroyNotify) vouch_tag_value_free,
                              error);
}

static gboolean
same_tag_values (GPtrArray *a,
                 GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const VouchTagValue *one = g_ptr_array_index (a, i);
      const VouchTagValue *other = g_ptr_array_index (b, i);

      if (g_strcmp0 (one->value_id, other->value_id) != 0 ||
          g_strcmp0 (one->label, other->label) != 0 ||
          one->archived != other->archived)
        return FALSE;
    }

  return TRUE;
}

/* Equal content writes nothing. Of two with one id the first counts. */
gboolean
vouch_tag_values_replace (VouchDb    *db,
                          gint64      connection_id,
                          GPtrArray  *values,
                          GError    **error)
{
  g_autoptr(GPtrArray) old = vouch_tag_values_list (db, connection_id, error);

  if (old == NULL)
    return FALSE;
  if (same_tag_values (old, values))
    return TRUE;

  if (!vouch_db_run (db, error, "DELETE FROM tag_value WHERE connection_id = ?1", "i",
                     connection_id))
    return FALSE;

  for (guint i = 0; i < values->len; i++)
    {
      const VouchTagValue *value = g_ptr_array_index (values, i);

      if (!vouch_db_run (db, error,
                         "INSERT INTO tag_value (connection_id, value_id, idx, label, archived)"
                         " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                         "isisi",
                         connection_id,
                         value->value_id,
                         (gint64) i,
                         value->label != NULL ? value->label : "",
                         (gint64) value->archived))
        return FALSE;
    }

  vouch_db_note_change (db, "tag-value", connection_id);
  return TRUE;
}

VouchStep *
vouch_step_new (const char *stage,
                const char *name)
{
  VouchStep *self = g_new0 (VouchStep, 1);

  self->stage = g_strdup (stage);
  self->name = g_strdup (name);
  return self;
}

void
vouch_step_free (VouchStep *self)
{
  if (self == NULL)
    return;

  g_free (self->stage);
  g_free (self->name);
  g_free (self);
}

gboolean
vouch_steps_hold (GPtrArray   *steps,
                  const char  *status,
                  const char  *sub_status)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const VouchStep *step = steps->pdata[i];

      if (g_strcmp0 (step->stage, status) == 0 && g_strcmp0 (step->name, sub_status) == 0)
        return TRUE;
    }

  return FALSE;
}

static gpointer
read_step (VouchRows *rows)
{
  return vouch_step_new (vouch_rows_text (rows, 0), vouch_rows_text (rows, 1));
}

GPtrArray *
vouch_steps_list (VouchDb  *db,
                  gint64    connection_id,
                  GError  **error)
{
  return vouch_rows_take_all (vouch_db_query (db, error,
                                              "SELECT stage, name FROM step"
                                              " WHERE connection_id = ?1 ORDER BY stage, name",
                                              "i", connection_id),
                              read_step,
                              (GDestroyNotify) vouch_step_free,
                              error);
}

static gboolean
has_step (GPtrArray       *steps,
          const VouchStep *wanted)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const VouchStep *step = g_ptr_array_index (steps, i);

      if (g_strcmp0 (step->stage, wanted->stage) == 0 && g_strcmp0 (step->name, wanted->name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_missing_steps (VouchDb    *db,
                   gint64      connection_id,
                   GPtrArray  *old,
                   GPtrArray  *steps,
                   gboolean   *changed,
                   GError    **error)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const VouchStep *step = g_ptr_array_index (steps, i);

      if (has_step (old, step))
        continue;
      if (!vouch_db_run (db, error,
                         "INSERT INTO step (connection_id, stage, name) VALUES (?1, ?2, ?3)"
                         " ON CONFLICT DO NOTHING",
                         "iss", connection_id, step->stage, step->name))
        return FALSE;
      *changed = TRUE;
    }

  return TRUE;
}

static gboolean
remove_other_steps (VouchDb    *db,
                    gint64      connection_id,
                    GPtrArray  *old,
                    GPtrArray  *steps,
                    gboolean   *changed,
                    GError    **error)
{
  for (guint i = 0; i < old->len; i++)
    {
      const VouchStep *step = g_ptr_array_index (old, i);

      if (has_step (steps, step))
        continue;
      if (!vouch_db_run (db, error,
                         "DELETE FROM step WHERE connection_id = ?1 AND stage = ?2 AND name = ?3",
                         "iss", connection_id, step->stage, step->name))
        return FALSE;
      *changed = TRUE;
    }

  return TRUE;
}

/* Equal content writes nothing, in whatever order it comes. */
gboolean
vouch_steps_replace (VouchDb    *db,
                     gint64      connection_id,
                     GPtrArray  *steps,
                     GError    **error)
{
  g_autoptr(GPtrArray) old = vouch_steps_list (db, connection_id, error);
  gboolean changed = FALSE;

  if (old == NULL ||
      !add_missing_steps (db, connection_id, old, steps, &changed, error) ||
      !remove_other_steps (db, connection_id, old, steps, &changed, error))
    return FALSE;

  if (changed)
    vouch_db_note_change (db, "step", connection_id);
  return TRUE;
}
