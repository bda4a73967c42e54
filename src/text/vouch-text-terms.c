/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-private.h"

#define TERM(id, sentence) { id, VOUCH_WHO_NOBODY, sentence, NULL, NULL }

/* What a cycle is doing, and what a scope is for. */
const VouchTextEntry vouch_text_terms[] = {
  TERM ("cycle.company", NC_("reason", "Reading the configuration")),
  TERM ("cycle.candidates", NC_("reason", "Looking for candidates in the step")),
  TERM ("cycle.outcomes", NC_("reason", "Looking for outcomes")),
  TERM ("cycle.plan", NC_("reason", "Planning")),
  TERM ("cycle.requests", NC_("reason", "Reading open requests")),
  TERM ("cycle.deliver", NC_("reason", "Delivering")),
  TERM ("scope.candidates_read", NC_("reason", "Find candidates in the Crosschq step")),
  TERM ("scope.candidates_create", NC_("reason", "Add leads to the talent pool")),
  TERM ("scope.candidates_manage", NC_("reason", "Attach reports and tags to candidates")),
  TERM ("scope.candidate_status_read", NC_("reason", "See when a candidate entered the step")),
  TERM ("scope.jobs_read", NC_("reason", "Read jobs, their tags and hiring teams")),
  TERM ("scope.configuration_read",
        NC_("reason", "Company Settings: read hiring steps and job fields")),
  TERM ("scope.users_read", NC_("reason", "Read names and addresses of recruiters")),
  TERM ("scope.user_me_read", NC_("reason", "See whom the access belongs to")),
  TERM ("scope.company_read", NC_("reason", "See which company it is")),
  TERM ("scope.messages_write", NC_("reason", "Write the link into the notes")),
  TERM ("scope.jobs_manage", NC_("reason", "Set the tag of a job")),
  TERM ("scope.configuration_manage", NC_("reason", "Add tags to the job field")),
  TERM ("scope.messages_read", NC_("reason", "Look for notes that were written already")),
  TERM ("scope.audit_events_read", NC_("reason", "Notice merged and deleted candidates")),
  TERM ("scope.job_applications_read", NC_("reason", "Notice merged and deleted applications")),
  { NULL }
};
