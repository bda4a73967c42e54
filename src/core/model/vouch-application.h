/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-contact.h"

G_BEGIN_DECLS

/**
 * VouchApplication:
 * @candidate_id, @job_id: SmartRecruiters' ids; together the application
 * @application_id: (nullable): the service's own id of it
 * @status, @sub_status: as last read; @status may be "" while only an id is known
 * @in_step: whether it was in a Crosschq step when last read
 * @updated_on: the candidate's, microseconds since 1970, or 0
 * @read_at: when the application itself was last read, server time
 * @gone: two reads say that it does not exist: ids only are left
 * @gone_seen_at: when a read first said so, server time, or 0
 * @erased: a person asked to forget it: nothing is sent for it again
 * @person: (nullable): candidate as last read
 *
 * A candidate on a job, as far as Vouch follows it. Strings are owned.
 */
typedef struct
{
  gint64 id;
  char *candidate_id;
  char *job_id;
  char *application_id;
  char *status;
  char *sub_status;
  gboolean in_step;
  gint64 updated_on;
  gint64 read_at;
  gint64 gone_seen_at;
  gboolean gone;
  gboolean erased;
  gint64 person_id;
  VouchContact *person;
} VouchApplication;

VouchApplication *vouch_application_new  (const char             *candidate_id,
                                          const char             *job_id) G_GNUC_WARN_UNUSED_RESULT;
VouchApplication *vouch_application_copy (const VouchApplication *self) G_GNUC_WARN_UNUSED_RESULT;
void              vouch_application_free (VouchApplication       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchApplication, vouch_application_free)

G_END_DECLS
