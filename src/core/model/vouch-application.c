/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-application.h"

/**
 * vouch_application_new:
 * @candidate_id: SmartRecruiters' id of the candidate
 * @job_id: SmartRecruiters' id of the job
 *
 * Returns: (transfer full): an application of which only the ids are known
 */
VouchApplication *
vouch_application_new (const char *candidate_id,
                       const char *job_id)
{
  VouchApplication *self = g_new0 (VouchApplication, 1);

  self->candidate_id = g_strdup (candidate_id);
  self->job_id = g_strdup (job_id);
  self->status = g_strdup ("");
  self->sub_status = g_strdup ("");
  return self;
}

VouchApplication *
vouch_application_copy (const VouchApplication *self)
{
  VouchApplication *copy = g_memdup2 (self, sizeof *self);

  copy->candidate_id = g_strdup (self->candidate_id);
  copy->job_id = g_strdup (self->job_id);
  copy->application_id = g_strdup (self->application_id);
  copy->status = g_strdup (self->status);
  copy->sub_status = g_strdup (self->sub_status);
  copy->person = self->person != NULL ? vouch_contact_copy (self->person) : NULL;
  return copy;
}

void
vouch_application_free (VouchApplication *self)
{
  if (self == NULL)
    return;

  g_free (self->candidate_id);
  g_free (self->job_id);
  g_free (self->application_id);
  g_free (self->status);
  g_free (self->sub_status);
  vouch_contact_free (self->person);
  g_free (self);
}
