/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-ats-scopes"

#include "smartrecruiters/vouch-ats-scopes.h"

#define BASE_SCOPES "candidates_read candidates_create candidates_manage candidate_status_read " \
                    "jobs_read configuration_read users_read user_me_read company_read " \
                    "messages_write"

static void
assert_missing (const char       *granted,
                VouchAtsFeatures  features,
                const char       *expected)
{
  g_autoptr(GPtrArray) missing = vouch_ats_scopes_missing (granted, features);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < missing->len; i++)
    {
      const VouchAtsScope *scope = g_ptr_array_index (missing, i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", scope->name);
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_text (void)
{
  g_autofree char *base = vouch_ats_scopes_to_text (VOUCH_ATS_FEATURE_BASE);
  g_autofree char *notes = vouch_ats_scopes_to_text (VOUCH_ATS_FEATURE_BASE |
                                                     VOUCH_ATS_FEATURE_NOTES);

  g_assert_cmpstr (base, ==, BASE_SCOPES);
  g_assert_cmpstr (notes, ==, BASE_SCOPES " messages_read");
}

static void
test_missing (void)
{
  assert_missing (BASE_SCOPES, VOUCH_ATS_FEATURE_BASE, "");
  assert_missing (BASE_SCOPES, VOUCH_ATS_FEATURE_BASE | VOUCH_ATS_FEATURE_JOB_TAGS, "jobs_manage");
  assert_missing (BASE_SCOPES, VOUCH_ATS_FEATURES_ALL,
                  "jobs_manage configuration_manage messages_read audit_events_read "
                  "job_applications_read");
  assert_missing ("candidates_create,candidates_manage jobs_read users_read user_me_read "
                  "messages_write", VOUCH_ATS_FEATURE_BASE,
                  "candidates_read candidate_status_read configuration_read company_read");
  assert_missing ("", VOUCH_ATS_FEATURE_NOTES, "messages_read");
  /* A longer name that begins alike is another scope. */
  assert_missing ("messages_reading", VOUCH_ATS_FEATURE_NOTES, "messages_read");
}

/* An answer that does not name the scopes must not make them look missing. */
static void
test_unknown (void)
{
  assert_missing (NULL, VOUCH_ATS_FEATURES_ALL, "");
}

static void
test_instead (void)
{
  assert_missing ("candidates_read candidates_create candidates_manage jobs_read "
                  "configuration_read users_read user_me_read messages_write",
                  VOUCH_ATS_FEATURE_BASE, "");
}

static void
test_table (void)
{
  guint n;
  const VouchAtsScope *scopes = vouch_ats_scopes_get (&n);

  g_assert_cmpuint (n, ==, 15);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *purpose = g_strconcat ("scope.", scopes[i].name, NULL);

      g_assert_cmpstr (scopes[i].purpose, ==, purpose);
      g_assert_true (scopes[i].required == (scopes[i].features == VOUCH_ATS_FEATURE_BASE));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ats-scopes/text", test_text);
  g_test_add_func ("/ats-scopes/missing", test_missing);
  g_test_add_func ("/ats-scopes/unknown", test_unknown);
  g_test_add_func ("/ats-scopes/instead", test_instead);
  g_test_add_func ("/ats-scopes/table", test_table);

  return g_test_run ();
}
