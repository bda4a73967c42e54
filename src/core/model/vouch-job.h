/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-contact.h"

G_BEGIN_DECLS

typedef enum
{
  VOUCH_TEAM_RECRUITER,
  VOUCH_TEAM_COORDINATOR,
  VOUCH_TEAM_HIRING_MANAGER,
  VOUCH_TEAM_OTHER,
} VouchTeamRole;

/**
 * VouchTeamMember:
 * @user_id: SmartRecruiters' id
 * @contact: (nullable): %NULL while the user has not been read
 * @active: whether the user may sign in
 *
 * One member of a job's hiring team, in the order of the list (smartrecruiters.md §7.4).
 */
typedef struct
{
  char *user_id;
  VouchTeamRole role;
  VouchContact *contact;
  gboolean active;
} VouchTeamMember;

/**
 * VouchJob:
 * @job_id: SmartRecruiters' id
 * @status: as the service says: "SOURCING", "CANCELLED"
 * @tag: (nullable): the job field's text as it stands, not normalized
 * @tag_value_id: (nullable): the value's id when the field is a single select
 * @updated_on: microseconds since 1970, or 0
 * @read_at: when its details were last read, server time; 0: never
 * @team_read_at: the same for its team
 * @team: (nullable) (element-type VouchTeamMember): its hiring team
 *
 * Strings are owned.
 */
typedef struct
{
  char *job_id;
  char *title;
  char *ref_number;
  char *department;
  char *location;
  char *status;
  char *creator_id;
  char *tag;
  char *tag_value_id;
  gint64 updated_on;
  gint64 read_at;
  gint64 team_read_at;
  GPtrArray *team;
} VouchJob;

VouchTeamMember *vouch_team_member_new     (const char            *user_id,
                                            VouchTeamRole          role) G_GNUC_WARN_UNUSED_RESULT;
VouchTeamMember *vouch_team_member_copy    (const VouchTeamMember *self) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_team_member_free    (VouchTeamMember       *self);
VouchTeamRole    vouch_team_role_from_text (const char            *role);
VouchJob        *vouch_job_new             (const char            *job_id)
                                            G_GNUC_WARN_UNUSED_RESULT;
VouchJob        *vouch_job_copy            (const VouchJob        *self) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_job_free            (VouchJob              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTeamMember, vouch_team_member_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchJob, vouch_job_free)

/**
 * VouchTagField:
 * @id: (nullable): the job property's id; %NULL: no such field
 * @free_text: its value is free text; otherwise one of its values
 *
 * The job field that carries the template's tag (product.md M13).
 */
typedef struct
{
  char *id;
  char *label;
  gboolean active;
  gboolean free_text;
} VouchTagField;

void vouch_tag_field_free (VouchTagField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTagField, vouch_tag_field_free)

G_END_DECLS
