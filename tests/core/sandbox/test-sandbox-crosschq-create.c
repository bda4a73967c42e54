/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "vouch-crosschq-fixture.h"

#define PLAIN "{" ANA "," REST "," COUNTS "}"

/* One fault each, and where the answer has to name it (crosschq.md §3.4). */
static const struct
{
  const char *body;
  const char *path;
} faults[] = {
  { "{" REST "," COUNTS "}", "errors.candidate.0" },
  { "{\"candidate\":{\"first_name\":\" \",\"last_name\":\"R\",\"email\":\"a@b.example\"},"
    REST "," COUNTS "}", "errors.candidate.first_name.0" },
  { "{\"candidate\":{\"first_name\":\"A\",\"email\":\"a@b.example\"}," REST "," COUNTS "}",
    "errors.candidate.last_name.0" },
  { "{\"candidate\":{\"first_name\":\"A\",\"last_name\":\"R\",\"email\":\"nobody\"},"
    REST "," COUNTS "}", "errors.candidate.email.0" },
  { "{\"candidate\":{\"first_name\":\"A\",\"last_name\":\"R\",\"email\":\"a@b.example\","
    "\"mobile_phone\":null}," REST "," COUNTS "}", "errors.candidate.mobile_phone.0" },
  { "{\"candidate\":{\"first_name\":\"A\",\"last_name\":\"R\",\"email\":\"a@b.example\","
    "\"mobile_phone\":\"0415 555\"}," REST "," COUNTS "}", "errors.candidate.mobile_phone.0" },
  { "{\"candidate\":{\"first_name\":\"A\",\"last_name\":\"R\",\"email\":\"a@b.example\"},"
    "\"use_sms\":true," REST "," COUNTS "}", "errors.use_sms.0" },
  { "{" ANA ",\"jobrole\":\"no-such\"," OWNER "," COUNTS "}", "errors.jobrole.0" },
  { "{" ANA ",\"jobrole\":\"seasonal-associate\"," OWNER "," COUNTS "}", "errors.jobrole.0" },
  { "{" ANA ",\"jobrole\":\"account-executive\",\"requestor\":\"x@elsewhere.example\"," COUNTS "}",
    "errors.requestor.0" },
  { "{" ANA ",\"jobrole\":\"account-executive\","
    "\"requestor\":\"former.recruiter@harbourlane.example\"," COUNTS "}", "errors.requestor.0" },
  { "{" ANA "," REST "}", "errors.config_params.0" },
  { "{" ANA "," REST ",\"config_params\":{\"managers\":11}}", "errors.config_params.managers.0" },
  { "{" ANA "," REST ",\"config_params\":{\"managers\":2,\"social\":3}}",
    "errors.config_params.social.0" },
  { "{" ANA "," REST ",\"config_params\":{\"managers\":\"2\"}}",
    "errors.config_params.managers.0" },
  { "{" ANA "," REST ",\"config_params\":{\"managers\":2,\"any\":1}}",
    "errors.config_params.any.0" },
  { "{" ANA "," REST ",\"config_params\":{\"managers\":1}}", "errors.config_params.0" },
  { "{" ANA ",\"jobrole\":\"people-leader\"," OWNER ",\"config_params\":{\"managers\":2}}",
    "errors.config_params.employees.0" },
  { "{" ANA "," REST "," COUNTS ",\"hiring_manager\":{\"first_name\":\"T\",\"email\":\"x\"}}",
    "errors.hiring_manager.email.0" },
};

static void
test_faults (CrosschqFixture *fixture,
             gconstpointer    data)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(JsonNode) answer = crosschq_fixture_call (fixture, "POST", V2_LIST, faults[i].body);

      g_test_message ("%s", faults[i].path);
      g_assert_cmpuint (fixture->status, ==, 400);
      g_assert_nonnull (text_at (answer, faults[i].path));
    }

  g_assert_cmpuint (crosschq_count (fixture, "effects", "kind", "request-created"), ==, 0);
}

/* One answer names every fault. */
static void
test_all_faults_at_once (CrosschqFixture *fixture,
                         gconstpointer    data)
{
  g_autoptr(JsonNode) node = crosschq_fixture_call (fixture, "POST", V1_LIST, "{}");

  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_nonnull (text_at (node, "errors.candidate.0"));
  g_assert_nonnull (text_at (node, "errors.jobrole.0"));
  g_assert_nonnull (text_at (node, "errors.requestor.0"));
  g_assert_nonnull (text_at (node, "errors.config_params.0"));
}

static void
test_error_forms (CrosschqFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr(JsonNode) as_array = NULL;
  g_autoptr(JsonNode) as_string = NULL;
  g_autoptr(JsonNode) malformed = NULL;

  crosschq_fixture_set (fixture, "{\"crosschq_error_form\":\"array\"}");
  as_array = crosschq_fixture_call (fixture, "POST", V2_LIST, faults[7].body);
  g_assert_cmpstr (text_at (as_array, "errors.0"), ==, "jobrole: Unknown survey.");

  crosschq_fixture_set (fixture, "{\"crosschq_error_form\":\"string\"}");
  as_string = crosschq_fixture_call (fixture, "POST", V2_LIST, faults[7].body);
  g_assert_cmpstr (text_at (as_string, "errors"), ==, "Unknown survey.");

  malformed = crosschq_fixture_call (fixture, "POST", V2_LIST, "{\"candidate\":");
  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_nonnull (text_at (malformed, "detail"));
}

static void
test_unknown_field (CrosschqFixture *fixture,
                    gconstpointer    data)
{
  g_autofree char *id = NULL;
  g_autofree char *with_slots = NULL;

  id = crosschq_fixture_create (fixture, V1_LIST,
                                "{" ANA "," REST "," COUNTS ",\"external_id\":\"A-1\"}");
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "unknown-field"), ==, 1);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "detail", "external_id"), ==, 1);

  crosschq_fixture_set (fixture, "{\"crosschq_slots\":false}");
  with_slots = crosschq_fixture_create (fixture, V2_LIST,
                                        "{" ANA "," REST "," COUNTS ",\"external_id\":\"A-2\","
                                        "\"references_config\":[{\"relationship\":\"any\"}]}");
  g_assert_cmpuint (crosschq_count (fixture, "violations", "detail", "references_config"), ==, 1);
}

static void
test_slots (CrosschqFixture *fixture,
            gconstpointer    data)
{
  g_autofree char *id = NULL;
  g_autoptr(JsonNode) requests = NULL;
  g_autoptr(JsonNode) refused = NULL;

  id = crosschq_fixture_create (fixture, V2_LIST,
                                "{" ANA "," REST ",\"references_config\":["
                                "{\"relationship\":\"managers\",\"note\":\"From Northlight\"},"
                                "{\"relationship\":\"any\"},{\"relationship\":\"peers\"}]}");
  requests = crosschq_fixture_control (fixture, "requests", "{}");
  g_assert_cmpint (int_at (requests, "requests.0.wanted"), ==, 3);

  refused = crosschq_fixture_call (fixture, "POST", V2_LIST,
                                   "{" ANA "," REST ",\"references_config\":["
                                   "{\"relationship\":\"friends\"},{\"relationship\":\"any\"}]}");
  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_nonnull (text_at (refused, "errors.references_config.0.relationship.0"));
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "unknown-field"), ==, 0);
}

static void
test_unknown_requestor (CrosschqFixture *fixture,
                        gconstpointer    data)
{
  const char *body = "{" ANA ",\"jobrole\":\"account-executive\","
                     "\"requestor\":\"new.person@elsewhere.example\"," COUNTS "}";
  g_autofree char *defaulted = NULL;
  g_autofree char *invited = NULL;
  g_autoptr(JsonNode) shown = NULL;
  g_autoptr(JsonNode) shown_invited = NULL;

  crosschq_fixture_set (fixture,
                        "{\"unknown_requestor\":\"org_default\",\"reentry_allowed\":true}");
  defaulted = crosschq_fixture_create (fixture, V2_LIST, body);
  shown = crosschq_fixture_get (fixture, defaulted);
  g_assert_cmpstr (text_at (shown, "requestor"), ==, "people.operations@harbourlane.example");

  crosschq_fixture_set (fixture, "{\"unknown_requestor\":\"invite\"}");
  invited = crosschq_fixture_create (fixture, V2_LIST, body);
  shown_invited = crosschq_fixture_get (fixture, invited);
  g_assert_cmpstr (text_at (shown_invited, "requestor"), ==, "new.person@elsewhere.example");
}

static void
test_disabled_survey (CrosschqFixture *fixture,
                      gconstpointer    data)
{
  g_autoptr(JsonNode) before = crosschq_fixture_call (fixture, "GET", SURVEYS, NULL);
  g_autoptr(JsonNode) state = NULL;
  g_autoptr(JsonNode) after = NULL;
  g_autoptr(JsonNode) refused = NULL;
  guint n = json_array_get_length (json_node_get_array (before));

  g_assert_cmpuint (n, >=, 5);
  state = crosschq_fixture_control (fixture, "disable-survey",
                                    "{\"codename\":\"account-executive\"}");
  after = crosschq_fixture_call (fixture, "GET", SURVEYS, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (after)), ==, n - 1);
  refused = crosschq_fixture_call (fixture, "POST", V2_LIST, PLAIN);
  g_assert_cmpuint (fixture->status, ==, 400);
}

static void
test_second_create (CrosschqFixture *fixture,
                    gconstpointer    data)
{
  const char *body = "{" ANA "," REST "," COUNTS ",\"external_id\":\"APP-1\"}";
  g_autofree char *first = crosschq_fixture_create (fixture, V2_LIST, body);
  g_autofree char *arguments = g_strdup_printf ("{\"request_id\":\"%s\"}", first);
  g_autoptr(JsonNode) conflict = NULL;
  g_autoptr(JsonNode) expired = NULL;
  g_autoptr(JsonNode) allowed = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  conflict = crosschq_fixture_call (fixture, "POST", V2_LIST, body);
  g_assert_cmpuint (fixture->status, ==, 409);
  g_assert_nonnull (text_at (conflict, "errors.external_id.0"));
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "second-create"), ==, 0);

  allowed = crosschq_fixture_control (fixture, "allow-create", "{\"external_id\":\"APP-1\"}");
  expired = crosschq_fixture_control (fixture, "expire", arguments);
  second = crosschq_fixture_create (fixture, V2_LIST, body);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "second-create"), ==, 0);

  /* Where nothing collides, the second one reaches the candidate. */
  crosschq_fixture_set (fixture, "{\"crosschq_external_id\":false}");
  third = crosschq_fixture_create (fixture, V2_LIST, body);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "second-create"), ==, 1);
  g_assert_cmpuint (crosschq_count (fixture, "effects", "external_id", "APP-1"), ==, 3);
}

static void
test_second_create_after_end (CrosschqFixture *fixture,
                              gconstpointer    data)
{
  g_autofree char *first = crosschq_fixture_create (fixture, V1_LIST, PLAIN);
  g_autofree char *arguments = g_strdup_printf ("{\"request_id\":\"%s\"}", first);
  g_autoptr(JsonNode) ended = crosschq_fixture_control (fixture, "answer-all", arguments);
  g_autofree char *second = crosschq_fixture_create (fixture, V1_LIST, PLAIN);
  g_autofree char *arguments2 = g_strdup_printf ("{\"request_id\":\"%s\"}", second);
  g_autoptr(JsonNode) ended2 = NULL;
  g_autofree char *third = NULL;

  g_assert_cmpstr (text_at (ended, "state"), ==, "completed");
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "second-create"), ==, 1);

  ended2 = crosschq_fixture_control (fixture, "cancel-outside", arguments2);
  crosschq_fixture_set (fixture, "{\"reentry_allowed\":true}");
  third = crosschq_fixture_create (fixture, V1_LIST, PLAIN);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "second-create"), ==, 1);
}

static void
test_foreign (CrosschqFixture *fixture,
              gconstpointer    data)
{
  g_autoptr(JsonNode) foreign = NULL;
  g_autoptr(JsonNode) conflict = NULL;
  g_autofree char *id = NULL;

  foreign = crosschq_fixture_control (fixture, "create-foreign",
                                      "{\"email\":\"ana.ruiz@example.org\","
                                      "\"position\":\"Account Executive\","
                                      "\"external_id\":\"APP-9\"}");
  conflict = crosschq_fixture_call (fixture, "POST", V2_LIST,
                                    "{" ANA "," REST "," COUNTS ",\"external_id\":\"APP-9\"}");
  g_assert_cmpuint (fixture->status, ==, 409);
  g_assert_cmpuint (crosschq_count (fixture, "effects", "kind", "request-created"), ==, 0);

  crosschq_fixture_set (fixture, "{\"crosschq_external_id\":false}");
  id = crosschq_fixture_create (fixture, V2_LIST,
                                "{" ANA "," REST "," COUNTS ",\"external_id\":\"APP-9\"}");
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "second-create"), ==, 0);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "create-over-foreign"), ==, 1);
}

#define ADD(path, function) \
  g_test_add ("/sandbox/crosschq/create/" path, CrosschqFixture, NULL, crosschq_fixture_set_up, \
              function, crosschq_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("faults", test_faults);
  ADD ("all-faults-at-once", test_all_faults_at_once);
  ADD ("error-forms", test_error_forms);
  ADD ("unknown-field", test_unknown_field);
  ADD ("slots", test_slots);
  ADD ("unknown-requestor", test_unknown_requestor);
  ADD ("disabled-survey", test_disabled_survey);
  ADD ("second-create", test_second_create);
  ADD ("second-create-after-end", test_second_create_after_end);
  ADD ("foreign", test_foreign);
  return g_test_run ();
}
