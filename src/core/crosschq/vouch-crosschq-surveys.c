/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-crosschq"

#include "crosschq/vouch-crosschq-replies.h"

#include "crosschq/vouch-crosschq-read.h"

/* Limits are integers in v2 and texts that hold integers in v1 (B9). */
static VouchLimit
read_limit (VouchReader *reader)
{
  VouchLimit self = { .offered = TRUE };

  self.min = vouch_reader_int_text_or (reader, "min", 0);
  self.max = vouch_reader_int_text_or (reader, "max", -1);
  self.usual = vouch_reader_int_text_or (reader, "default", self.min);

  if (self.min < 0)
    vouch_reader_fail (reader, "min", "below 0");
  if (self.max < 0)
    vouch_reader_fail (reader, "max", vouch_reader_has (reader, "max") ? "below 0" : "missing");
  if (self.max < self.min)
    vouch_reader_fail (reader, "max", "below min");
  return self;
}

/* v2: an object by the relationships' ids. Those that are not known are ignored. */
static void
read_keyed_limits (VouchReader *reader,
                   VouchLimit  *limits)
{
  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      if (!vouch_reader_enter_optional (reader, vouch_relationships[i]))
        continue;
      limits[i] = read_limit (reader);
      vouch_reader_leave (reader);
    }
}

/* v1: an array. */
static void
read_listed_limits (VouchReader *reader,
                    VouchLimit  *limits)
{
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      int index = vouch_relationship_index (vouch_reader_string (reader, "id"));

      if (index >= 0)
        limits[index] = read_limit (reader);
      vouch_reader_leave (reader);
    }
}

static VouchSurvey *
read_survey (VouchReader *reader)
{
  const char *codename;
  VouchSurvey *self;

  codename = vouch_reader_id (reader, vouch_reader_has (reader, "codename") ? "codename" : "id");
  self = vouch_survey_new (codename, vouch_reader_string_or (reader, "name", codename));
  if (vouch_reader_enter_optional (reader, "relationships"))
    {
      if (vouch_reader_is_array (reader))
        read_listed_limits (reader, self->limits);
      else
        read_keyed_limits (reader, self->limits);
      vouch_reader_leave (reader);
    }
  return self;
}

static void
read_survey_array (VouchReader *reader,
                   GPtrArray   *surveys)
{
  guint n = vouch_reader_get_n_elements (reader);

  for (guint i = 0; i < n && vouch_reader_enter_element (reader, i); i++)
    {
      g_ptr_array_add (surveys, read_survey (reader));
      vouch_reader_leave (reader);
    }
}

/**
 * vouch_crosschq_read_surveys:
 * @reply: answer to vouch_crosschq_call_surveys()
 * @error: return location
 *
 * Surveys of v1 have no limits of their own and offer nothing until
 * vouch_crosschq_apply_config().
 *
 * Returns: (transfer full) (element-type VouchSurvey): the enabled surveys
 */
GPtrArray *
vouch_crosschq_read_surveys (VouchReply  *reply,
                             GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_crosschq_reader_new (reply, error);
  g_autoptr(GPtrArray) surveys = NULL;

  if (reader == NULL)
    return NULL;

  surveys = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_survey_free);
  if (vouch_reader_is_object (reader) && vouch_reader_enter (reader, "results"))
    {
      read_survey_array (reader, surveys);
      vouch_reader_leave (reader);
    }
  else
    {
      read_survey_array (reader, surveys);
    }

  return vouch_reader_finish (reader, error) ? g_steal_pointer (&surveys) : NULL;
}

/**
 * vouch_crosschq_read_config:
 * @reply: answer to vouch_crosschq_call_config()
 * @error: return location
 *
 * Returns: (transfer full): limits of the account; free with g_free()
 */
VouchCrosschqConfig *
vouch_crosschq_read_config (VouchReply  *reply,
                            GError     **error)
{
  g_autoptr(VouchReader) reader = vouch_crosschq_reader_new (reply, error);
  g_autoptr(VouchCrosschqConfig) self = NULL;

  if (reader == NULL)
    return NULL;

  self = g_new0 (VouchCrosschqConfig, 1);
  self->min_total = MAX (vouch_reader_int_text_or (reader, "min_reference_count", 1), 1);
  vouch_reader_enter (reader, "relationships");
  read_listed_limits (reader, self->limits);
  vouch_reader_leave (reader);
  return vouch_reader_finish (reader, error) ? g_steal_pointer (&self) : NULL;
}

static gboolean
has_limits (const VouchSurvey *survey)
{
  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      if (survey->limits[i].offered)
        return TRUE;
    }

  return FALSE;
}

/**
 * vouch_crosschq_apply_config:
 * @surveys: (element-type VouchSurvey): surveys
 * @config: limits of the account
 *
 * Gives the account's limits to the surveys that have none of their own.
 */
void
vouch_crosschq_apply_config (GPtrArray                 *surveys,
                             const VouchCrosschqConfig *config)
{
  for (guint i = 0; i < surveys->len; i++)
    {
      VouchSurvey *survey = g_ptr_array_index (surveys, i);

      survey->min_total = config->min_total;
      if (has_limits (survey))
        continue;
      for (int j = 0; j < VOUCH_N_RELATIONSHIPS; j++)
        survey->limits[j] = config->limits[j];
    }
}
