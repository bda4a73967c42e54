/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "model/vouch-effect.h"
#include "model/vouch-request-state.h"
#include "store/vouch-row-layout.h"
#include "store/vouch-row-util.h"

#define AT(row, field, type) G_STRUCT_MEMBER (type, row, (field)->offset)

static void
read_field (const VouchField *field,
            gpointer          row,
            VouchRows        *rows,
            int               column)
{
  switch (field->type)
    {
    case 'l':
      AT (row, field, gint64) = vouch_rows_int (rows, column);
      break;
    case 'i':
      AT (row, field, int) = (int) vouch_rows_int (rows, column);
      break;
    case 's':
      AT (row, field, char *) = vouch_rows_dup_text (rows, column);
      break;
    case 'n':
      AT (row, field, int) = field->get_value (vouch_rows_text (rows, column));
      break;
    case 'r':
      AT (row, field, VouchReason *) = vouch_rows_reason (rows, column);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * vouch_row_layout_read:
 * @self: the layout of the rows
 * @rows: rows that stand at one
 *
 * Returns: (transfer full): a new struct, for vouch_row_layout_free()
 */
gpointer
vouch_row_layout_read (const VouchRowLayout *self,
                       VouchRows            *rows)
{
  gpointer row = g_malloc0 (self->size);
  int column = 0;

  for (guint i = 0; i < self->n_fields; i++)
    {
      read_field (&self->fields[i], row, rows, column);
      column += self->fields[i].type == 'r' ? 2 : 1;
    }

  return row;
}

gpointer
vouch_row_layout_load (const VouchRowLayout  *self,
                       VouchDb               *db,
                       const char            *sql,
                       gint64                 id,
                       GError               **error)
{
  VouchRows *rows = vouch_db_query (db, error, sql, "i", id);
  gpointer row;

  if (rows == NULL)
    return NULL;

  row = vouch_rows_next (rows) ? vouch_row_layout_read (self, rows) : NULL;
  vouch_rows_finish (rows, row == NULL ? error : NULL);
  return row;
}

static gboolean
same_reason (const VouchReason *a,
             const VouchReason *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return vouch_reason_equal (a, b);
}

static gboolean
same_field (const VouchField *field,
            gconstpointer     a,
            gconstpointer     b)
{
  switch (field->type)
    {
    case 'l':
      return AT (a, field, gint64) == AT (b, field, gint64);
    case 'i':
    case 'n':
      return AT (a, field, int) == AT (b, field, int);
    case 's':
      return g_strcmp0 (AT (a, field, char *), AT (b, field, char *)) == 0;
    case 'r':
      return same_reason (AT (a, field, VouchReason *), AT (b, field, VouchReason *));
    default:
      g_assert_not_reached ();
    }
}

/* Whether two rows show the same. */
gboolean
vouch_row_layout_equal (const VouchRowLayout *self,
                        gconstpointer         a,
                        gconstpointer         b)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      if (!same_field (&self->fields[i], a, b))
        return FALSE;
    }

  return TRUE;
}

void
vouch_row_layout_free (const VouchRowLayout *self,
                       gpointer              row)
{
  if (row == NULL)
    return;

  for (guint i = 0; i < self->n_fields; i++)
    {
      const VouchField *field = &self->fields[i];

      if (field->type == 's')
        g_free (AT (row, field, char *));
      else if (field->type == 'r' && AT (row, field, VouchReason *) != NULL)
        vouch_reason_unref (AT (row, field, VouchReason *));
    }

  g_free (row);
}

int
vouch_field_stage (const char *name)
{
  for (VouchStage stage = VOUCH_STAGE_PLANNED; stage <= VOUCH_STAGE_EXPIRED; stage++)
    {
      if (g_strcmp0 (name, vouch_stage_to_string (stage)) == 0)
        return stage;
    }

  return VOUCH_STAGE_IN_PROGRESS;
}

/* -1: there is none. */
int
vouch_field_effect_state (const char *name)
{
  for (VouchEffectState state = VOUCH_EFFECT_PLANNED; state <= VOUCH_EFFECT_SUPERSEDED; state++)
    {
      if (g_strcmp0 (name, vouch_effect_state_to_string (state)) == 0)
        return state;
    }

  return -1;
}
