/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-model"

#include "model/vouch-job.h"

/**
 * vouch_team_role_from_text:
 * @role: (nullable): as SmartRecruiters writes it: "HIRING_MANAGER"
 *
 * Returns: the role; %VOUCH_TEAM_OTHER for every text that is not known, as the list may grow
 */
VouchTeamRole
vouch_team_role_from_text (const char *role)
{
  static const struct
  {
    const char *text;
    VouchTeamRole role;
  } roles[] = {
    { "RECRUITER", VOUCH_TEAM_RECRUITER },
    { "COORDINATOR", VOUCH_TEAM_COORDINATOR },
    { "HIRING_MANAGER", VOUCH_TEAM_HIRING_MANAGER },
  };

  for (guint i = 0; role != NULL && i < G_N_ELEMENTS (roles); i++)
    {
      if (g_ascii_strcasecmp (role, roles[i].text) == 0)
        return roles[i].role;
    }

  return VOUCH_TEAM_OTHER;
}

/**
 * vouch_team_member_new:
 * @user_id: SmartRecruiters' id of the user
 * @role: what the user is on the job
 *
 * Returns: (transfer full): an active member whose contact is not known yet
 */
VouchTeamMember *
vouch_team_member_new (const char    *user_id,
                       VouchTeamRole  role)
{
  VouchTeamMember *self = g_new0 (VouchTeamMember, 1);

  self->user_id = g_strdup (user_id);
  self->role = role;
  self->active = TRUE;
  return self;
}

VouchTeamMember *
vouch_team_member_copy (const VouchTeamMember *self)
{
  VouchTeamMember *copy = g_memdup2 (self, sizeof *self);

  copy->user_id = g_strdup (self->user_id);
  copy->contact = self->contact != NULL ? vouch_contact_copy (self->contact) : NULL;
  return copy;
}

void
vouch_team_member_free (VouchTeamMember *self)
{
  if (self == NULL)
    return;

  g_free (self->user_id);
  vouch_contact_free (self->contact);
  g_free (self);
}

/**
 * vouch_job_new:
 * @job_id: SmartRecruiters' id
 *
 * Returns: (transfer full): a job of which only the id is known
 */
VouchJob *
vouch_job_new (const char *job_id)
{
  VouchJob *self = g_new0 (VouchJob, 1);

  self->job_id = g_strdup (job_id);
  return self;
}

static gpointer
copy_member (gconstpointer member,
             gpointer      user_data)
{
  return vouch_team_member_copy (member);
}

VouchJob *
vouch_job_copy (const VouchJob *self)
{
  VouchJob *copy = g_memdup2 (self, sizeof *self);

  copy->job_id = g_strdup (self->job_id);
  copy->title = g_strdup (self->title);
  copy->ref_number = g_strdup (self->ref_number);
  copy->department = g_strdup (self->department);
  copy->location = g_strdup (self->location);
  copy->status = g_strdup (self->status);
  copy->creator_id = g_strdup (self->creator_id);
  copy->tag = g_strdup (self->tag);
  copy->tag_value_id = g_strdup (self->tag_value_id);
  if (self->team != NULL)
    {
      copy->team = g_ptr_array_copy (self->team, copy_member, NULL);
      g_ptr_array_set_free_func (copy->team, (GDestroyNotify) vouch_team_member_free);
    }
  return copy;
}

void
vouch_job_free (VouchJob *self)
{
  if (self == NULL)
    return;

  g_free (self->job_id);
  g_free (self->title);
  g_free (self->ref_number);
  g_free (self->department);
  g_free (self->location);
  g_free (self->status);
  g_free (self->creator_id);
  g_free (self->tag);
  g_free (self->tag_value_id);
  g_clear_pointer (&self->team, g_ptr_array_unref);
  g_free (self);
}

void
vouch_tag_field_free (VouchTagField *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->label);
  g_free (self);
}
