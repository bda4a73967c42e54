/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-types.h"

void
vouch_ats_user_free (VouchAtsUser *self)
{
  if (self == NULL)
    return;

  g_free (self->user_id);
  vouch_contact_free (self->contact);
  g_free (self->role_id);
  g_free (self);
}

void
vouch_ats_company_free (VouchAtsCompany *self)
{
  if (self == NULL)
    return;

  g_free (self->identifier);
  g_free (self->name);
  g_free (self);
}

void
vouch_ats_steps_free (VouchAtsSteps *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->without, g_ptr_array_unref);
  g_free (self);
}

void
vouch_ats_values_page_free (VouchAtsValuesPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self->next_page_id);
  g_free (self);
}

void
vouch_ats_jobs_page_free (VouchAtsJobsPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->bad, g_ptr_array_unref);
  g_free (self->next_page_id);
  g_free (self);
}

void
vouch_ats_application_free (VouchAtsApplication *self)
{
  if (self == NULL)
    return;

  g_free (self->job_id);
  g_free (self->job_title);
  g_free (self->status);
  g_free (self->sub_status);
  g_free (self->application_id);
  g_free (self);
}

void
vouch_ats_person_free (VouchAtsPerson *self)
{
  if (self == NULL)
    return;

  g_free (self->candidate_id);
  vouch_contact_free (self->contact);
  vouch_ats_application_free (self->primary);
  g_clear_pointer (&self->secondary_job_ids, g_ptr_array_unref);
  g_free (self);
}

void
vouch_ats_page_free (VouchAtsPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->bad, g_ptr_array_unref);
  g_free (self->next_page_id);
  g_free (self);
}

void
vouch_ats_candidate_free (VouchAtsCandidate *self)
{
  if (self == NULL)
    return;

  g_free (self->candidate_id);
  vouch_contact_free (self->contact);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_free (self);
}

void
vouch_ats_history_entry_free (VouchAtsHistoryEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->status);
  g_free (self->sub_status);
  g_free (self);
}

void
vouch_ats_attachment_free (VouchAtsAttachment *self)
{
  if (self == NULL)
    return;

  g_free (self->attachment_id);
  g_free (self->name);
  g_free (self->type);
  g_free (self->content_type);
  g_free (self);
}

void
vouch_ats_message_free (VouchAtsMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->content);
  g_free (self);
}

void
vouch_ats_messages_free (VouchAtsMessages *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self->next_page_id);
  g_free (self);
}

/**
 * vouch_ats_candidate_find_application:
 * @self: a candidate
 * @job_id: a job
 *
 * Returns: (transfer none) (nullable): the candidate's application on it
 */
const VouchAtsApplication *
vouch_ats_candidate_find_application (const VouchAtsCandidate *self,
                                      const char              *job_id)
{
  for (guint i = 0; i < self->applications->len; i++)
    {
      const VouchAtsApplication *application = g_ptr_array_index (self->applications, i);

      if (g_strcmp0 (application->job_id, job_id) == 0)
        return application;
    }

  return NULL;
}
