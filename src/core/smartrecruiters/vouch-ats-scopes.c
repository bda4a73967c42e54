/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ats"

#include "smartrecruiters/vouch-ats-scopes.h"

/* smartrecruiters.md §3; where a call takes any of several scopes, all are asked for and one is
 * enough (§2.4). */
static const VouchAtsScope scopes[] = {
  { "candidates_read", "scope.candidates_read", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "candidates_create", "scope.candidates_create", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "candidates_manage", "scope.candidates_manage", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "candidate_status_read", "scope.candidate_status_read", TRUE, VOUCH_ATS_FEATURE_BASE,
    "candidates_status_read candidates_read" },
  { "jobs_read", "scope.jobs_read", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "configuration_read", "scope.configuration_read", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "users_read", "scope.users_read", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "user_me_read", "scope.user_me_read", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "company_read", "scope.company_read", TRUE, VOUCH_ATS_FEATURE_BASE, "configuration_read" },
  { "messages_write", "scope.messages_write", TRUE, VOUCH_ATS_FEATURE_BASE, NULL },
  { "jobs_manage", "scope.jobs_manage", FALSE, VOUCH_ATS_FEATURE_JOB_TAGS, NULL },
  { "configuration_manage", "scope.configuration_manage", FALSE, VOUCH_ATS_FEATURE_FIELD, NULL },
  { "messages_read", "scope.messages_read", FALSE, VOUCH_ATS_FEATURE_NOTES, NULL },
  { "audit_events_read", "scope.audit_events_read", FALSE, VOUCH_ATS_FEATURE_AUDIT, NULL },
  { "job_applications_read", "scope.job_applications_read", FALSE, VOUCH_ATS_FEATURE_AUDIT, NULL },
};

/**
 * vouch_ats_scopes_get:
 * @n_scopes: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_scopes): every scope Vouch knows a use for
 */
const VouchAtsScope *
vouch_ats_scopes_get (guint *n_scopes)
{
  *n_scopes = G_N_ELEMENTS (scopes);
  return scopes;
}

/**
 * vouch_ats_scopes_to_text:
 * @features: what is wanted
 *
 * Returns: (transfer full): the scopes to ask for, separated by single blanks
 */
char *
vouch_ats_scopes_to_text (VouchAtsFeatures features)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      if ((scopes[i].features & features) != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", scopes[i].name);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
lists (const char *list,
       const char *name)
{
  g_auto(GStrv) names = g_strsplit_set (list, " ,\t\r\n", -1);

  return g_strv_contains ((const char *const *) names, name);
}

/**
 * vouch_ats_scope_is_granted:
 * @scope: a scope
 * @granted: (nullable): scopes as the token answer named them; %NULL: it did not say
 *
 * Returns: whether @scope, or one that serves as well, is among @granted; %TRUE if nothing is
 *   known, as then only a 403 can tell
 */
gboolean
vouch_ats_scope_is_granted (const VouchAtsScope *scope,
                            const char          *granted)
{
  g_auto(GStrv) others = NULL;

  if (granted == NULL || lists (granted, scope->name))
    return TRUE;
  if (scope->instead == NULL)
    return FALSE;

  others = g_strsplit (scope->instead, " ", -1);
  for (guint i = 0; others[i] != NULL; i++)
    {
      if (lists (granted, others[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * vouch_ats_scopes_missing:
 * @granted: (nullable): scopes as the token answer named them; %NULL: it did not say
 * @features: what is wanted
 *
 * Returns: (transfer container) (element-type VouchAtsScope): scopes of @features that are not
 *   granted, in the order of the table; empty for %NULL
 */
GPtrArray *
vouch_ats_scopes_missing (const char       *granted,
                          VouchAtsFeatures  features)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      if ((scopes[i].features & features) != 0 && !vouch_ats_scope_is_granted (&scopes[i], granted))
        g_ptr_array_add (missing, (gpointer) &scopes[i]);
    }

  return missing;
}
