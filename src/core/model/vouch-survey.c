/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-survey.h"

const char *const vouch_relationships[VOUCH_N_RELATIONSHIPS] = {
  "managers",
  "employees",
  "peers",
  "business",
  "social",
};

/**
 * vouch_survey_new:
 * @codename: what is sent as `jobrole`
 * @name: its label
 *
 * Returns: (transfer full): a survey that offers nothing yet and asks for one reference in all
 */
VouchSurvey *
vouch_survey_new (const char *codename,
                  const char *name)
{
  VouchSurvey *self = g_new0 (VouchSurvey, 1);

  self->codename = g_strdup (codename);
  self->name = g_strdup (name);
  self->min_total = 1;
  return self;
}

VouchSurvey *
vouch_survey_copy (const VouchSurvey *self)
{
  VouchSurvey *copy = g_memdup2 (self, sizeof *self);

  copy->codename = g_strdup (self->codename);
  copy->name = g_strdup (self->name);
  return copy;
}

void
vouch_survey_free (VouchSurvey *self)
{
  if (self == NULL)
    return;

  g_free (self->codename);
  g_free (self->name);
  g_free (self);
}

/**
 * vouch_relationship_index:
 * @relationship: (nullable): an id
 *
 * Returns: its index in vouch_relationships, or -1
 */
int
vouch_relationship_index (const char *relationship)
{
  for (int i = 0; i < VOUCH_N_RELATIONSHIPS; i++)
    {
      if (g_strcmp0 (relationship, vouch_relationships[i]) == 0)
        return i;
    }

  return -1;
}
