/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-crosschq-calls"

#include <string.h>

#include "crosschq/vouch-crosschq-calls.h"
#include "crosschq/vouch-crosschq-policy.h"

#define BASE "https://partner.example.com/"

static const VouchCrosschqDialect *
v1 (void)
{
  return vouch_crosschq_dialect_lookup ("v1");
}

static const VouchCrosschqDialect *
v2 (void)
{
  return vouch_crosschq_dialect_lookup ("v2");
}

static VouchRequest *
to_request (VouchCall *call)
{
  g_autoptr(VouchCall) owned = call;
  g_autoptr(GError) error = NULL;
  VouchRequest *request = vouch_call_to_request (owned, BASE, &error);

  g_assert_no_error (error);
  return request;
}

static void
assert_read (VouchCall  *call,
             const char *path)
{
  g_autofree char *uri = g_strconcat (BASE, path, NULL);
  g_autoptr(VouchRequest) request = NULL;

  g_assert_cmpint (vouch_call_get_expect (call), ==, VOUCH_EXPECT_JSON);
  request = to_request (call);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->uri, ==, uri);
  g_assert_cmpint (request->flags, ==, VOUCH_REQUEST_NONE);
}

static void
assert_effect (VouchCall   *call,
               const char  *method,
               const char  *path,
               VouchExpect  expect,
               const char  *body)
{
  g_autofree char *uri = g_strconcat (BASE, path, NULL);
  g_autoptr(VouchRequest) request = NULL;

  g_assert_cmpint (vouch_call_get_expect (call), ==, expect);
  request = to_request (call);
  g_assert_cmpstr (request->method, ==, method);
  g_assert_cmpstr (request->uri, ==, uri);
  g_assert_cmpint (request->flags, ==, VOUCH_REQUEST_EFFECT);
  g_assert_cmpstr (vouch_headers_get (request->headers, "Content-Type"), ==,
                   body != NULL ? "application/json; charset=utf-8" : NULL);
  if (body == NULL)
    g_assert_null (request->body);
  else
    g_assert_cmpmem (body, strlen (body),
                     g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
}

static void
test_dialects (void)
{
  g_assert_true (vouch_crosschq_dialect_nth (0) == v2 ());
  g_assert_true (vouch_crosschq_dialect_nth (1) == v1 ());
  g_assert_null (vouch_crosschq_dialect_nth (2));
  g_assert_null (vouch_crosschq_dialect_lookup (NULL));
  g_assert_null (vouch_crosschq_dialect_lookup ("v3"));
  g_assert_true (v2 ()->managers && v2 ()->external_id && v2 ()->notifications && v2 ()->ats);
  g_assert_false (v1 ()->managers || v1 ()->external_id || v1 ()->notifications || v1 ()->ats);

  /* Every path ends in a slash, without which the service answers 404. */
  for (guint i = 0; vouch_crosschq_dialect_nth (i) != NULL; i++)
    {
      const VouchCrosschqDialect *dialect = vouch_crosschq_dialect_nth (i);
      const char *paths[] = { dialect->surveys, dialect->config, dialect->create, dialect->get,
                              dialect->list, dialect->cancel, dialect->remind, dialect->outcome };

      for (guint j = 0; j < G_N_ELEMENTS (paths); j++)
        g_assert_true (paths[j] == NULL || g_str_has_suffix (paths[j], "/"));
    }
}

static void
test_reads (void)
{
  assert_read (vouch_crosschq_call_surveys (v2 ()), "api/v2/settings/jobrole/");
  assert_read (vouch_crosschq_call_surveys (v1 ()), "partners/jobroles/");
  assert_read (vouch_crosschq_call_config (v1 ()), "partners/config/");
  assert_read (vouch_crosschq_call_get (v2 (), "a/b"), "api/v2/reference-request/a%2Fb/");
  assert_read (vouch_crosschq_call_get (v1 (), "ab"), "partners/reference-request/ab/");
  g_assert_null (vouch_crosschq_call_config (v2 ()));
}

static void
test_list (void)
{
  VouchCrosschqSearch all = { 0 };
  VouchCrosschqSearch mine = { .external_id = "c1:j1", .page = 2 };
  VouchCrosschqSearch person = { .candidate_email = "a+b@example.org",
                                 .updated_after = 1634425960245000 };

  assert_read (vouch_crosschq_call_list (v2 (), &all), "api/v2/reference-request/?page_size=200");
  assert_read (vouch_crosschq_call_list (v2 (), &mine),
               "api/v2/reference-request/?external_id=c1%3Aj1&page=2&page_size=200");
  assert_read (vouch_crosschq_call_list (v2 (), &person),
               "api/v2/reference-request/?candidate_email=a%2Bb%40example.org"
               "&updated_after=2021-10-16T23%3A12%3A40.245Z&page_size=200");
  assert_read (vouch_crosschq_call_next (v2 (), BASE "api/v2/reference-request/?page=2"),
               "api/v2/reference-request/?page=2");
  g_assert_null (vouch_crosschq_call_list (v1 (), &all));
  g_assert_null (vouch_crosschq_call_next (v1 (), BASE));
}

static void
test_effects (void)
{
  assert_effect (vouch_crosschq_call_create (v2 (), "{\"a\": 1}"), "POST",
                 "api/v2/reference-request/", VOUCH_EXPECT_JSON, "{\"a\": 1}");
  assert_effect (vouch_crosschq_call_create (v1 (), "{}"), "POST", "partners/reference-request/",
                 VOUCH_EXPECT_JSON, "{}");
  assert_effect (vouch_crosschq_call_cancel (v2 (), "r1"), "POST",
                 "api/v2/reference-request/r1/cancel/", VOUCH_EXPECT_NOTHING, NULL);
  assert_effect (vouch_crosschq_call_remind (v2 (), "r1"), "POST",
                 "api/v2/reference-request/r1/remind/", VOUCH_EXPECT_NOTHING, NULL);
  assert_effect (vouch_crosschq_call_outcome (v2 (), "r1", "hired"), "PATCH",
                 "api/v2/reference-request/r1/", VOUCH_EXPECT_NOTHING,
                 "{\"hiring_status\":\"hired\"}");

  /* What is not offered is no call at all: the person gets the manual step (B10). */
  g_assert_null (vouch_crosschq_call_cancel (v1 (), "r1"));
  g_assert_null (vouch_crosschq_call_remind (v1 (), "r1"));
  g_assert_null (vouch_crosschq_call_outcome (v1 (), "r1", "hired"));
}

/* The address opens the report, so its place in logs is taken by something else. */
static void
test_file (void)
{
  g_autoptr(VouchCall) call = vouch_crosschq_call_file ("https://files.example.net/secret.pdf?s=1");
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchRequest) request = vouch_call_to_request (call, BASE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request->uri, ==, "https://files.example.net/secret.pdf?s=1");
  g_assert_cmpstr (vouch_call_get_template (call), ==, "(report file)");
  g_assert_true (vouch_call_is_absolute (call));
  g_assert_cmpint (vouch_call_get_expect (call), ==, VOUCH_EXPECT_PDF);
  g_assert_cmpint (request->flags, ==, VOUCH_REQUEST_NONE);
}

static void
assert_auth (const char *form,
             const char *expected)
{
  g_autofree char *value = vouch_crosschq_auth_value (form, "0123abcd");

  g_assert_cmpstr (value, ==, expected);
}

static void
test_auth (void)
{
  assert_auth ("raw", "0123abcd");
  assert_auth ("token", "Token 0123abcd");
  assert_auth ("bearer", "Bearer 0123abcd");
  assert_auth ("other", NULL);
  assert_auth (NULL, NULL);
  g_assert_cmpstr (vouch_crosschq_auth_forms[0], ==, "raw");
  g_assert_cmpstr (vouch_crosschq_auth_forms[1], ==, "token");
  g_assert_cmpstr (vouch_crosschq_auth_forms[2], ==, "bearer");
  g_assert_null (vouch_crosschq_auth_forms[3]);
}

static void
test_policy (void)
{
  const VouchHttpPolicy *policy = vouch_crosschq_get_policy ();

  g_assert_cmpuint (policy->n_rules, ==, 1);
  g_assert_cmpfloat (policy->rules[0].rate, ==, 2.0);
  g_assert_cmpuint (policy->max_concurrency, ==, 4);
  g_assert_cmpint (policy->timeout, ==, 30 * G_USEC_PER_SEC);
  g_assert_cmpint (policy->file_timeout, ==, 120 * G_USEC_PER_SEC);
  g_assert_cmpuint (policy->max_file, ==, 25 * 1024 * 1024);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/crosschq-calls/dialects", test_dialects);
  g_test_add_func ("/crosschq-calls/reads", test_reads);
  g_test_add_func ("/crosschq-calls/list", test_list);
  g_test_add_func ("/crosschq-calls/effects", test_effects);
  g_test_add_func ("/crosschq-calls/file", test_file);
  g_test_add_func ("/crosschq-calls/auth", test_auth);
  g_test_add_func ("/crosschq-calls/policy", test_policy);

  return g_test_run ();
}
