/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include <string.h>

#include "base/vouch-error.h"
#include "store/vouch-row-util.h"
#include "store/vouch-templates.h"

static gpointer
read_survey (VouchRows *rows)
{
  VouchSurvey *survey = vouch_survey_new (vouch_rows_text (rows, 0), vouch_rows_text (rows, 1));

  survey->min_total = vouch_rows_int (rows, 2);
  return survey;
}

static gboolean
fill_limits (VouchDb      *db,
             gint64        connection_id,
             VouchSurvey  *survey,
             GError      **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT relationship, min, max, usual FROM survey_limit"
                                    " WHERE connection_id = ?1 AND codename = ?2",
                                    "is", connection_id, survey->codename);

  while (vouch_rows_next (rows))
    {
      int index = vouch_relationship_index (vouch_rows_text (rows, 0));

      if (index < 0)
        continue;
      survey->limits[index].offered = TRUE;
      survey->limits[index].min = vouch_rows_int (rows, 1);
      survey->limits[index].max = vouch_rows_int (rows, 2);
      survey->limits[index].usual = vouch_rows_int (rows, 3);
    }

  return vouch_rows_finish (rows, error);
}

/**
 * vouch_surveys_list:
 * @db: a connection to the store
 * @connection_id: whose
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VouchSurvey): in the order of the service
 */
GPtrArray *
vouch_surveys_list (VouchDb  *db,
                    gint64    connection_id,
                    GError  **error)
{
  g_autoptr(GPtrArray) surveys = NULL;

  surveys = vouch_rows_take_all (vouch_db_query (db, error,
                                                 "SELECT codename, name, min_total FROM survey"
                                                 " WHERE connection_id = ?1 ORDER BY idx",
                                                 "i", connection_id),
                                 read_survey,
                                 (GDestroyNotify) vouch_survey_free,
                                 error);

  for (guint i = 0; surveys != NULL && i < surveys->len; i++)
    {
      if (!fill_limits (db, connection_id, g_ptr_array_index (surveys, i), error))
        return NULL;
    }

  return g_steal_pointer (&surveys);
}

static gboolean
same_limit (const VouchLimit *a,
            const VouchLimit *b)
{
  if (!a->offered || !b->offered)
    return a->offered == b->offered;

  return a->min == b->min && a->max == b->max && a->usual == b->usual;
}

static gboolean
same_survey (const VouchSurvey *a,
             const VouchSurvey *b)
{
  for (guint i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      if (!same_limit (&a->limits[i], &b->limits[i]))
        return FALSE;
    }

  return g_strcmp0 (a->codename, b->codename) == 0 &&
         g_strcmp0 (a->name, b->name) == 0 &&
         a->min_total == b->min_total;
}

static gboolean
same_surveys (GPtrArray *a,
              GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      if (!same_survey (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
insert_limits (VouchDb            *db,
               gint64              connection_id,
               const VouchSurvey  *survey,
               GError            **error)
{
  for (guint i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      const VouchLimit *limit = &survey->limits[i];

      if (limit->offered &&
          !vouch_db_run (db, error,
                         "INSERT INTO survey_limit (connection_id, codename, relationship, min,"
                         " max, usual) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                         " ON CONFLICT DO NOTHING",
                         "issiii",
                         connection_id,
                         survey->codename,
                         vouch_relationships[i],
                         limit->min,
                         limit->max,
                         limit->usual))
        return FALSE;
    }

  return TRUE;
}

/**
 * vouch_surveys_replace:
 * @db: a connection to the store
 * @connection_id: whose
 * @surveys: (element-type VouchSurvey): all of them, in the order of the service
 * @read_at: server time
 * @error: return location
 *
 * Equal content writes nothing, @read_at included. Of two with one codename the first counts.
 */
gboolean
vouch_surveys_replace (VouchDb    *db,
                       gint64      connection_id,
                       GPtrArray  *surveys,
                       gint64      read_at,
                       GError    **error)
{
  g_autoptr(GPtrArray) old = vouch_surveys_list (db, connection_id, error);

  if (old == NULL)
    return FALSE;
  if (same_surveys (old, surveys))
    return TRUE;

  if (!vouch_db_run (db, error, "DELETE FROM survey WHERE connection_id = ?1", "i", connection_id))
    return FALSE;

  for (guint i = 0; i < surveys->len; i++)
    {
      const VouchSurvey *survey = g_ptr_array_index (surveys, i);

      if (!vouch_db_run (db, error,
                         "INSERT INTO survey (connection_id, codename, idx, name, min_total,"
                         " read_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                         "isisii",
                         connection_id,
                         survey->codename,
                         (gint64) i,
                         survey->name,
                         survey->min_total,
                         read_at) ||
          !insert_limits (db, connection_id, survey, error))
        return FALSE;
    }

  vouch_db_note_change (db, "survey", connection_id);
  return TRUE;
}
