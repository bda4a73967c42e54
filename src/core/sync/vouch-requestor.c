/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-requestor.h"

static const VouchContact *
first_of_role (const VouchFacts *facts,
               VouchTeamRole     role,
               gboolean         *found)
{
  for (guint i = 0; facts->job->team != NULL && i < facts->job->team->len; i++)
    {
      const VouchTeamMember *member = facts->job->team->pdata[i];

      if (member->role != role)
        continue;
      *found = TRUE;
      if (member->contact != NULL && vouch_email_is_valid (member->contact->email))
        return member->contact;
    }

  return NULL;
}

static const VouchContact *
find_by_word (const VouchFacts *facts,
              const char       *word,
              gboolean         *found)
{
  const VouchContact *contact = NULL;

  if (g_str_equal (word, "recruiter"))
    return first_of_role (facts, VOUCH_TEAM_RECRUITER, found);
  if (g_str_equal (word, "coordinator"))
    return first_of_role (facts, VOUCH_TEAM_COORDINATOR, found);

  contact = g_str_equal (word, "creator") ? facts->creator : facts->named;
  *found |= contact != NULL;
  return contact != NULL && vouch_email_is_valid (contact->email) ? contact : NULL;
}

/**
 * vouch_requestor_choose:
 * @facts: facts with a job
 * @role: (out) (nullable): which of the fallback order it was
 * @reason: (out) (nullable) (transfer full): why there is none
 *
 * The requestor is the first recruiter of the job's hiring team, then whoever the fallback order
 * names next (product.md M15, §6).
 *
 * Returns: (transfer none) (nullable): who will own the request
 */
const VouchContact *
vouch_requestor_choose (const VouchFacts  *facts,
                        const char       **role,
                        VouchReason      **reason)
{
  static const char *const words[] = { "recruiter", "coordinator", "creator", "named" };
  g_auto(GStrv) order = g_strsplit (facts->settings->requestor_order, ",", -1);
  gboolean found = FALSE;

  for (guint i = 0; order[i] != NULL; i++)
    {
      const VouchContact *contact = find_by_word (facts, order[i], &found);

      for (guint j = 0; contact != NULL && j < G_N_ELEMENTS (words); j++)
        {
          if (g_str_equal (words[j], order[i]))
            *role = words[j];
        }
      if (contact != NULL)
        return contact;
    }

  *reason = vouch_reason_new (found ? "requestor.no-email" : "requestor.none",
                              "job", facts->job->job_id, "order", facts->settings->requestor_order,
                              NULL);
  return NULL;
}

/**
 * vouch_managers_choose:
 * @facts: facts with a job
 * @template: the template
 *
 * Hiring managers are those the template names, otherwise all of the job's team (product.md §4).
 *
 * Returns: (transfer full) (element-type VouchContact): copies; those without an e-mail are left
 * out
 */
GPtrArray *
vouch_managers_choose (const VouchFacts    *facts,
                       const VouchTemplate *template)
{
  GPtrArray *managers = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_contact_free);

  for (guint i = 0; i < template->managers->len; i++)
    g_ptr_array_add (managers, vouch_contact_copy (template->managers->pdata[i]));

  if (managers->len > 0 || facts->job->team == NULL)
    return managers;

  for (guint i = 0; i < facts->job->team->len; i++)
    {
      const VouchTeamMember *member = facts->job->team->pdata[i];

      if (member->role == VOUCH_TEAM_HIRING_MANAGER && member->contact != NULL &&
          vouch_email_is_valid (member->contact->email))
        g_ptr_array_add (managers, vouch_contact_copy (member->contact));
    }

  return managers;
}
