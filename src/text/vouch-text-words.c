/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <glib/gi18n-lib.h>

#include "text/vouch-text-private.h"

/**
 * VouchTextWord:
 * @parameter: name of a parameter
 * @value: what it may say
 * @word: what a person reads instead
 */
typedef struct
{
  const char *parameter;
  const char *value;
  const char *word;
} VouchTextWord;

static const VouchTextWord words[] = {
  { "service", "ats", "SmartRecruiters" },
  { "service", "crosschq", "Crosschq" },
  { "kind", "create-request", NC_("effect", "reference request") },
  { "kind", "cancel-request", NC_("effect", "cancelling the request") },
  { "kind", "remind-request", NC_("effect", "reminder") },
  { "kind", "attach-report", NC_("effect", "attaching the report") },
  { "kind", "write-note", NC_("effect", "note with the link") },
  { "kind", "set-outcome", NC_("effect", "outcome at Crosschq") },
  { "kind", "set-job-tag", NC_("effect", "tag of a job") },
  { "kind", "review-transfer", NC_("effect", "transfer to another job") },
  { "kind", "review-merge", NC_("effect", "merge with another profile") },
  { "kind", "review-request", NC_("effect", "reading the request") },
  { "kind", "set-tag-value", NC_("effect", "value of the job field") },
  { "status", "LEAD", NC_("effect", "Lead") },
  { "status", "NEW", NC_("effect", "New") },
  { "status", "IN_REVIEW", NC_("effect", "In Review") },
  { "status", "INTERVIEW", NC_("effect", "Interview") },
  { "status", "OFFERED", NC_("effect", "Offered") },
  { "status", "HIRED", NC_("effect", "Hired") },
  { "status", "REJECTED", NC_("effect", "Rejected") },
  { "status", "WITHDRAWN", NC_("effect", "Withdrawn") },
  { "status", "TRANSFERRED", NC_("effect", "Transferred") },
  { "role", "recruiter", NC_("effect", "recruiter") },
  { "role", "coordinator", NC_("effect", "coordinator") },
  { "role", "creator", NC_("effect", "creator of the job") },
  { "role", "named", NC_("effect", "the person named in the settings") },
  { "field", "email-subject", NC_("effect", "e-mail subject") },
  { "field", "email-body", NC_("effect", "e-mail") },
  { "field", "sms-body", NC_("effect", "text message") },
  { "field", "candidate", NC_("effect", "the candidate’s data") },
  { "field", "candidate.first_name", NC_("effect", "the candidate’s first name") },
  { "field", "candidate.last_name", NC_("effect", "the candidate’s last name") },
  { "field", "candidate.email", NC_("effect", "the candidate’s e-mail address") },
  { "field", "candidate.mobile_phone", NC_("effect", "the candidate’s mobile phone number") },
  { "field", "jobrole", NC_("effect", "the survey") },
  { "field", "job_position", NC_("effect", "the position") },
  { "field", "requestor", NC_("effect", "the requestor") },
  { "field", "config_params", NC_("effect", "the number of references") },
  { "field", "config_params.managers", NC_("effect", "the number of managers") },
  { "field", "config_params.employees", NC_("effect", "the number of direct reports") },
  { "field", "config_params.peers", NC_("effect", "the number of coworkers or peers") },
  { "field", "config_params.business", NC_("effect", "the number of customers or suppliers") },
  { "field", "config_params.social", NC_("effect", "the number of mentors") },
  { "field", "references_config", NC_("effect", "the list of references") },
  { "field", "use_sms", NC_("effect", "the wish for text messages") },
  { "field", "hiring_manager", NC_("effect", "the hiring manager") },
  { "field", "hiring_manager.email", NC_("effect", "the hiring manager’s e-mail address") },
  { "field", "hiring_managers", NC_("effect", "the hiring managers") },
  { "field", "custom_notifications", NC_("effect", "the custom notifications") },
  { "field", "custom_notifications.email_subject", NC_("effect", "the subject of the e-mail") },
  { "field", "custom_notifications.email_body", NC_("effect", "the text of the e-mail") },
  { "field", "custom_notifications.sms_body", NC_("effect", "the text message") },
  { "field", "candidate_message", NC_("effect", "the message to the candidate") },
  { "relationship", "managers", NC_("effect", "managers") },
  { "relationship", "employees", NC_("effect", "employees") },
  { "relationship", "peers", NC_("effect", "peers") },
  { "relationship", "business", NC_("effect", "business") },
  { "relationship", "social", NC_("effect", "social") },
  { "relationship", "any", NC_("effect", "any kind") },
};

/**
 * vouch_text_word:
 * @parameter: name of a parameter
 * @value: what it says
 *
 * Returns: (transfer none): what a person reads: @value itself when there is no word for it
 */
const char *
vouch_text_word (const char *parameter,
                 const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].parameter, parameter) && g_str_equal (words[i].value, value))
        return g_dpgettext2 (GETTEXT_PACKAGE, "effect", words[i].word);
    }

  return value;
}
