/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "vouch-sandbox-fixture.h"

/* Nobody of the generated people is called that. */
#define ANA "{\"first_name\":\"Anabelle\",\"last_name\":\"Ruiz-Quint\"," \
            "\"email\":\"%s@person.example\",\"job_id\":\"%s\"}"

static char *
make_job (SandboxFixture *fixture,
          const char     *title,
          const char     *tag)
{
  g_autoptr(JsonNode) node = NULL;

  node = sandbox_fixture_control (fixture, "create-job", "{\"title\":\"%s\",\"tag\":\"%s\"}",
                                  title, tag);
  return g_strdup (text_at (node, "job_id"));
}

static char *
make_ana (SandboxFixture *fixture,
          const char     *email,
          const char     *job)
{
  g_autoptr(JsonNode) node = sandbox_fixture_control (fixture, "create-candidate", ANA, email,
                                                      job);

  return g_strdup (text_at (node, "candidate_id"));
}

static JsonNode *
find (SandboxFixture *fixture,
      const char     *text)
{
  return sandbox_fixture_control (fixture, "find-candidates", "{\"limit\":60,\"text\":\"%s\"}",
                                  text);
}

static guint
count (JsonNode *found)
{
  return json_array_get_length (json_node_get_array (node_at (found, "candidates")));
}

/* By any of the names, by the job and by its tag; words in any case and order, from their start. */
static void
test_text (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_autofree char *job = make_job (fixture, "Lighthouse Keeper", "far out");
  g_autofree char *ana = make_ana (fixture, "ana", job);
  const struct { const char *text; guint n; } cases[] =
  {
    { "Anabelle", 1 }, { "anabelle ruiz", 1 }, { "quint anab", 1 }, { "lighthouse", 1 },
    { "far out", 1 }, { "Ruiz-Quint far", 1 }, { "belle", 0 }, { "anabelle nobody", 0 },
    { "person.example", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) found = find (fixture, cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (count (found), ==, cases[i].n);
      if (cases[i].n > 0)
        g_assert_cmpstr (text_at (found, "candidates.0.candidate_id"), ==, ana);
    }
}

/* Who was touched last is first; without a text everybody is meant, up to the limit. */
static void
test_order (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_autofree char *job = make_job (fixture, "Lighthouse Keeper", "far out");
  g_autofree char *first = make_ana (fixture, "first", job);
  g_autofree char *second = make_ana (fixture, "second", job);
  g_autoptr(JsonNode) both = find (fixture, "anabelle");
  g_autoptr(JsonNode) all = find (fixture, "");
  g_autoptr(JsonNode) one = NULL;

  g_assert_cmpuint (count (both), ==, 2);
  g_assert_cmpstr (text_at (both, "candidates.0.candidate_id"), ==, second);
  g_assert_cmpstr (text_at (both, "candidates.1.candidate_id"), ==, first);
  g_assert_cmpuint (count (all), ==, 60);
  g_assert_cmpstr (text_at (all, "candidates.0.candidate_id"), ==, second);

  one = sandbox_fixture_control (fixture, "find-candidates", "{\"limit\":1,\"text\":\"anab\"}");
  g_assert_cmpuint (count (one), ==, 1);
}

/* People whom nobody did anything with are found as well, and looking does not touch them. */
static void
test_untouched (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_autoptr(JsonNode) all = find (fixture, "");
  g_autoptr(JsonNode) before = sandbox_fixture_control (fixture, "state", "{}");
  g_autofree char *name = g_strdup_printf ("%s %s", text_at (all, "candidates.40.last_name"),
                                           text_at (all, "candidates.40.first_name"));
  g_autoptr(JsonNode) found = find (fixture, name);
  g_autoptr(JsonNode) after = sandbox_fixture_control (fixture, "state", "{}");
  gboolean seen = FALSE;

  for (guint i = 0; i < count (found); i++)
    {
      g_autofree char *path = g_strdup_printf ("candidates.%u.candidate_id", i);

      seen = seen || g_str_equal (text_at (found, path),
                                  text_at (all, "candidates.40.candidate_id"));
    }
  g_assert_true (seen);
  g_assert_cmpint (int_at (after, "touched"), ==, int_at (before, "touched"));
}

/* What is gone or has another name now is not found by the old one. */
static void
test_changed (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_autofree char *job = make_job (fixture, "Lighthouse Keeper", "far out");
  g_autofree char *renamed = make_ana (fixture, "renamed", job);
  g_autofree char *gone = make_ana (fixture, "gone", job);
  g_autoptr(JsonNode) old = NULL;
  g_autoptr(JsonNode) found = NULL;
  g_autoptr(JsonNode) untagged = NULL;

  sandbox_fixture_do (fixture, "edit-candidate", "{\"candidate_id\":\"%s\","
                      "\"first_name\":\"Zerlina\"}", renamed);
  sandbox_fixture_do (fixture, "delete-candidate", "{\"candidate_id\":\"%s\"}", gone);
  sandbox_fixture_do (fixture, "set-job-tag", "{\"job_id\":\"%s\",\"label\":\"\"}", job);

  old = find (fixture, "anabelle");
  g_assert_cmpuint (count (old), ==, 0);
  found = find (fixture, "zerlina keeper");
  g_assert_cmpuint (count (found), ==, 1);
  g_assert_cmpstr (text_at (found, "candidates.0.candidate_id"), ==, renamed);
  untagged = find (fixture, "far out");
  g_assert_cmpuint (count (untagged), ==, 0);
}

#define ADD(name, function) \
  g_test_add (name, SandboxFixture, NULL, sandbox_fixture_set_up, function, \
              sandbox_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sandbox/search/text", test_text);
  ADD ("/sandbox/search/order", test_order);
  ADD ("/sandbox/search/untouched", test_untouched);
  ADD ("/sandbox/search/changed", test_changed);

  return g_test_run ();
}
