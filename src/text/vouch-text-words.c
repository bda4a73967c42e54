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
