/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <string.h>

#include "store/vouch-db-private.h"
#include "store/vouch-sql.h"

/* As long as a connection lets a pattern of LIKE be. */
#define MAX_PATTERN 100

struct _VouchSql
{
  GString *text;     /* (owned) */
  GArray *values;    /* (owned) of VouchDbValue; texts are owned */
};

typedef struct
{
  VouchRowQuery parent;

  VouchSql *sql;     /* (owned) */
  VouchSql *first;   /* (owned) (nullable) */
} SqlQuery;

static void
clear_value (gpointer data)
{
  VouchDbValue *value = data;

  g_clear_pointer (&value->text, g_free);
}

VouchSql *
vouch_sql_new (void)
{
  VouchSql *self = g_new0 (VouchSql, 1);

  self->text = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (VouchDbValue));
  g_array_set_clear_func (self->values, clear_value);
  return self;
}

void
vouch_sql_free (VouchSql *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->values);
  g_free (self);
}

void
vouch_sql_add (VouchSql   *self,
               const char *text)
{
  g_string_append (self->text, text);
}

void
vouch_sql_add_int (VouchSql   *self,
                   const char *text,
                   gint64      value)
{
  const VouchDbValue bound = { value, NULL, FALSE };

  g_string_append (self->text, text);
  g_array_append_val (self->values, bound);
}

void
vouch_sql_add_text (VouchSql   *self,
                    const char *text,
                    const char *value)
{
  const VouchDbValue bound = { 0, g_strdup (value), TRUE };

  g_string_append (self->text, text);
  g_array_append_val (self->values, bound);
}

/* With all that LIKE would take for a pattern escaped. */
static char *
dup_escaped (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '%' || *p == '_' || *p == '\\')
        g_string_append_c (escaped, '\\');
      g_string_append_c (escaped, *p);
    }

  return g_string_free (escaped, FALSE);
}

void
vouch_sql_add_ids (VouchSql          *self,
                   const char        *column,
                   const char *const *ids)
{
  if (ids == NULL)
    return;

  vouch_sql_add (self, " AND (0");
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_string_append_printf (self->text, " OR %s ", column);
      if (g_str_has_suffix (ids[i], "."))
        {
          g_autofree char *end = g_strdup (ids[i]);

          /* '/' comes after '.', so that an index serves. */
          end[strlen (end) - 1] = '/';
          vouch_sql_add_text (self, ">= ?", ids[i]);
          g_string_append_printf (self->text, " AND %s ", column);
          vouch_sql_add_text (self, "< ?", end);
        }
      else
        {
          vouch_sql_add_text (self, "= ?", ids[i]);
        }
    }
  vouch_sql_add (self, ")");
}

void
vouch_sql_add_holds (VouchSql   *self,
                     const char *expression,
                     const char *text)
{
  g_autofree char *escaped = dup_escaped (text);
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", escaped);

  if (g_str_is_ascii (text) && strlen (pattern) <= MAX_PATTERN)
    {
      g_string_append_printf (self->text, "(%s LIKE ", expression);
      vouch_sql_add_text (self, "? ESCAPE '\\')", pattern);
    }
  else
    {
      g_string_append_printf (self->text, "(instr (fold (%s), ", expression);
      vouch_sql_add_text (self, "fold (?)) > 0)", text);
    }
}

void
vouch_sql_add_connection (VouchSql   *self,
                          const char *column,
                          gint64      connection_id)
{
  if (connection_id == 0)
    return;

  g_string_append_printf (self->text, " AND %s ", column);
  vouch_sql_add_int (self, "= ?", connection_id);
}

void
vouch_sql_add_person_holds (VouchSql   *self,
                            const char *text)
{
  g_autofree char *part = NULL;

  if (!g_str_is_ascii (text))
    {
      vouch_sql_add_holds (self, VOUCH_SQL_PERSON, text);
      return;
    }

  part = g_ascii_strdown (text, -1);
  vouch_sql_add_text (self, "joined_holds (?, p.first_name, p.last_name, p.email)", part);
}

#define OF_CONNECTION " AND connection_id IN (SELECT id FROM connection WHERE ? IN (0, id))"

/* Names are walked over once, and by themselves; the rest goes by indexes. Left to itself, SQLite
 * would look at the job of each application. */
gboolean
vouch_sql_add_search (VouchSql   *self,
                      gint64      connection_id,
                      const char *text)
{
  if (text == NULL || text[0] == '\0')
    return FALSE;

  vouch_sql_add (self, "WITH found_person AS MATERIALIZED (SELECT p.id FROM person AS p WHERE ");
  vouch_sql_add_person_holds (self, text);
  vouch_sql_add_connection (self, "+p.connection_id", connection_id);
  vouch_sql_add (self, "), found_application AS MATERIALIZED ("
                 "SELECT id FROM application WHERE person_id IN (SELECT id FROM found_person)"
                 " UNION ALL SELECT a.id FROM job AS j CROSS JOIN application AS a"
                 " ON a.connection_id = j.connection_id AND a.job_id = j.job_id WHERE ");
  vouch_sql_add_holds (self, "ifnull (j.title, '') || ' ' || ifnull (j.ref_number, '')", text);
  vouch_sql_add_connection (self, "j.connection_id", connection_id);
  vouch_sql_add_text (self, " UNION ALL SELECT id FROM application WHERE candidate_id = ?", text);
  vouch_sql_add_int (self, OF_CONNECTION, connection_id);
  vouch_sql_add_text (self, " UNION ALL SELECT id FROM application WHERE job_id = ?", text);
  vouch_sql_add_int (self, OF_CONNECTION ") ", connection_id);
  return TRUE;
}

const char *
vouch_sql_get_text (const VouchSql *self)
{
  return self->text->str;
}

/**
 * vouch_sql_query:
 * @self: a whole query
 * @db: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as vouch_db_query()
 */
VouchRows *
vouch_sql_query (const VouchSql  *self,
                 VouchDb         *db,
                 GError         **error)
{
  return vouch_db_query_values (db, error, self->text->str,
                                (const VouchDbValue *) self->values->data, self->values->len);
}

VouchRowQuery *
vouch_sql_query_new (const VouchRowQueryClass *klass,
                     VouchSql                 *sql)
{
  SqlQuery *self = g_new0 (SqlQuery, 1);

  vouch_row_query_init (&self->parent, klass);
  self->sql = sql;
  return &self->parent;
}

void
vouch_sql_query_set_first (VouchRowQuery *query,
                           VouchSql      *first)
{
  ((SqlQuery *) query)->first = first;
}

static gboolean
append_ids (const VouchSql  *sql,
            VouchDb         *db,
            GArray          *ids,
            GError         **error)
{
  VouchRows *rows = vouch_sql_query (sql, db, error);

  while (vouch_rows_next (rows))
    {
      gint64 id = vouch_rows_int (rows, 0);

      g_array_append_val (ids, id);
    }

  return vouch_rows_finish (rows, error);
}

gboolean
vouch_sql_query_list_first (const VouchRowQuery  *query,
                            VouchDb              *db,
                            GArray               *ids,
                            GError              **error)
{
  const SqlQuery *self = (const SqlQuery *) query;

  return self->first == NULL || append_ids (self->first, db, ids, error);
}

gboolean
vouch_sql_query_list_ids (const VouchRowQuery  *query,
                          VouchDb              *db,
                          GArray               *ids,
                          GError              **error)
{
  return append_ids (((const SqlQuery *) query)->sql, db, ids, error);
}

void
vouch_sql_query_finalize (VouchRowQuery *query)
{
  vouch_sql_free (((SqlQuery *) query)->sql);
  g_clear_pointer (&((SqlQuery *) query)->first, vouch_sql_free);
  g_free (query);
}

const VouchSql *
vouch_sql_query_get_sql (const VouchRowQuery *query)
{
  return ((const SqlQuery *) query)->sql;
}

const VouchSql *
vouch_sql_query_get_first (const VouchRowQuery *query)
{
  return ((const SqlQuery *) query)->first;
}
