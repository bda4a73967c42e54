/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "test-ats-calls"

#include <string.h>

#include "json/vouch-json.h"
#include "smartrecruiters/vouch-ats-calls.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "vouch-reply-fixture.h"

#define BASE "https://api.example.com"

/* Takes @call. */
static VouchRequest *
to_request (VouchCall *call)
{
  g_autoptr(VouchCall) owned = call;
  g_autoptr(GError) error = NULL;
  VouchRequest *request = vouch_call_to_request (owned, BASE, &error);

  g_assert_no_error (error);
  return request;
}

static VouchExpect
get_expected (const char *target)
{
  if (g_str_has_prefix (target, "/candidates/attachments/"))
    return VOUCH_EXPECT_PDF;

  return g_str_has_prefix (target, "/candidates?") ? VOUCH_EXPECT_PAGE : VOUCH_EXPECT_JSON;
}

static void
assert_read (VouchCall  *call,
             const char *target)
{
  g_autoptr(VouchRequest) request = NULL;
  g_autofree char *uri = g_strconcat (BASE, target, NULL);

  g_assert_cmpint (vouch_call_get_expect (call), ==, get_expected (target));
  request = to_request (call);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_cmpstr (request->uri, ==, uri);
  g_assert_cmpint (request->flags, ==, VOUCH_REQUEST_NONE);
  g_assert_null (request->body);
  g_assert_null (vouch_headers_get (request->headers, "Content-Type"));
}

static void
assert_effect (VouchCall   *call,
               const char  *method,
               const char  *target,
               const char  *content_type,
               VouchExpect  expect,
               const char  *body)
{
  g_autoptr(VouchRequest) request = NULL;
  g_autofree char *uri = g_strconcat (BASE, target, NULL);

  g_assert_cmpint (vouch_call_get_expect (call), ==, expect);
  request = to_request (call);
  g_assert_cmpstr (request->method, ==, method);
  g_assert_cmpstr (request->uri, ==, uri);
  g_assert_cmpint (request->flags, ==, VOUCH_REQUEST_EFFECT);
  g_assert_cmpstr (vouch_headers_get (request->headers, "Content-Type"), ==, content_type);
  if (body == NULL)
    g_assert_null (request->body);
  else
    g_assert_cmpmem (body, strlen (body),
                     g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
}

static void
test_reads (void)
{
  assert_read (vouch_ats_call_users_me (), "/user-api/v201804/users/me");
  assert_read (vouch_ats_call_user ("5a/b"), "/user-api/v201804/users/5a%2Fb");
  assert_read (vouch_ats_call_company (), "/configuration/company");
  assert_read (vouch_ats_call_hiring_processes (), "/configuration/hiring-processes");
  assert_read (vouch_ats_call_job_properties (), "/configuration/job-properties");
  assert_read (vouch_ats_call_property_values ("p1", NULL),
               "/configuration/job-properties/p1/values?pageSize=6000");
  assert_read (vouch_ats_call_property_values ("p1", "a+b="),
               "/configuration/job-properties/p1/values?pageSize=6000&page_id=a%2Bb%3D");
  assert_read (vouch_ats_call_job ("j1"), "/jobs/j1");
  assert_read (vouch_ats_call_team ("j1"), "/jobs/j1/hiring-team");
  assert_read (vouch_ats_call_candidate ("c1"), "/candidates/c1");
  assert_read (vouch_ats_call_application ("c1", "j1"), "/candidates/c1/jobs/j1");
  assert_read (vouch_ats_call_history ("c1", "j1"), "/candidates/c1/jobs/j1/status/history");
  assert_read (vouch_ats_call_attachments ("c1", "j1"), "/candidates/c1/jobs/j1/attachments");
  assert_read (vouch_ats_call_messages ("c1", NULL, NULL), "/messages?candidateId=c1&limit=100");
  assert_read (vouch_ats_call_messages ("c1", "j1", "x="),
               "/messages?candidateId=c1&jobId=j1&limit=100&pageId=x%3D");
  assert_read (vouch_ats_call_attachment_file ("a/1"), "/candidates/attachments/a%2F1");
  assert_read (vouch_ats_call_merges ("c1", 0),
               "/audit-api/v201910/audit-events?eventName=CANDIDATE_DELETED_DUE_TO_MERGE"
               "&entityId=c1&limit=100");
  assert_read (vouch_ats_call_tags ("c1"), "/candidates/c1/tags");
}

/* The order that paging needs is asked for on every page, the first one included. */
static void
test_jobs (void)
{
  assert_read (vouch_ats_call_jobs (0, NULL, NULL), "/jobs?sort=job_id&limit=100");
  assert_read (vouch_ats_call_jobs (0, NULL, ""), "/jobs?sort=job_id&limit=100");
  assert_read (vouch_ats_call_jobs (1634425960245000, "SOURCING", "p/1"),
               "/jobs?sort=job_id&limit=100&updatedAfter=2021-10-16T23%3A12%3A40.245Z"
               "&status=SOURCING&pageId=p%2F1");
}

static void
test_candidates (void)
{
  static const char *const one[] = { "IN_REVIEW", NULL };
  static const char *const several[] = { "HIRED", "REJECTED", "WITHDRAWN", NULL };
  VouchAtsSearch step = { .statuses = one, .sub_status = "Crosschq & Co" };
  VouchAtsSearch outcome = { .statuses = several, .updated_after = 1634425960245000 };
  VouchAtsSearch email = { .email = "jo\"hn+x@mail.com", .job_id = "j1", .page_id = "a==" };
  VouchAtsSearch all = { 0 };

  assert_read (vouch_ats_call_candidates (&all), "/candidates?limit=100");
  assert_read (vouch_ats_call_candidates (&step),
               "/candidates?limit=100&status=IN_REVIEW&subStatus=Crosschq%20%26%20Co");
  assert_read (vouch_ats_call_candidates (&outcome),
               "/candidates?limit=100&status=HIRED&status=REJECTED&status=WITHDRAWN"
               "&updatedAfter=2021-10-16T23%3A12%3A40.245Z");
  assert_read (vouch_ats_call_candidates (&email),
               "/candidates?limit=100&q=%22john%2Bx%40mail.com%22&jobId=j1&pageId=a%3D%3D");
}

/* Labels are compared, so exactly one listed language is asked for wherever they are localised. */
static void
test_language (void)
{
  VouchCall *localised[] = {
    vouch_ats_call_job_properties (), vouch_ats_call_property_values ("p", NULL),
    vouch_ats_call_jobs (0, NULL, NULL), vouch_ats_call_job ("j"), vouch_ats_call_team ("j"),
  };
  g_autoptr(VouchRequest) other = to_request (vouch_ats_call_candidate ("c"));

  for (guint i = 0; i < G_N_ELEMENTS (localised); i++)
    {
      g_autoptr(VouchRequest) request = to_request (localised[i]);

      g_assert_cmpstr (vouch_headers_get (request->headers, "Accept-Language"), ==, "en");
    }

  g_assert_null (vouch_headers_get (other->headers, "Accept-Language"));
}

static void
test_values (void)
{
  assert_effect (vouch_ats_call_value_create ("p1", "sales \"a\""), "POST",
                 "/configuration/job-properties/p1/values", "application/json", VOUCH_EXPECT_JSON,
                 "{\"label\":\"sales \\\"a\\\"\"}");
  assert_effect (vouch_ats_call_value_rename ("p1", "v 1", "sales"), "PATCH",
                 "/configuration/job-properties/p1/values/v%201", "application/json-patch+json",
                 VOUCH_EXPECT_JSON,
                 "[{\"op\":\"replace\",\"path\":\"/label\",\"value\":\"sales\"}]");
  assert_effect (vouch_ats_call_value_archive ("p1", "v1", TRUE), "PUT",
                 "/configuration/job-properties/p1/archive-values/v1", NULL, VOUCH_EXPECT_NOTHING,
                 NULL);
  assert_effect (vouch_ats_call_value_archive ("p1", "v1", FALSE), "DELETE",
                 "/configuration/job-properties/p1/archive-values/v1", NULL, VOUCH_EXPECT_NOTHING,
                 NULL);
}

static void
assert_job_tag (gboolean    free_text,
                const char *value,
                const char *content)
{
  VouchTagField field = { (char *) "p1", (char *) "Crosschq", TRUE, free_text };
  g_autofree char *body = NULL;

  body = g_strdup_printf ("[{\"op\":\"add\",\"path\":\"/properties/-\","
                          "\"value\":{\"id\":\"p1\",\"value\":%s}}]", content);
  assert_effect (vouch_ats_call_job_tag ("j1", &field, value), "PATCH", "/jobs/j1",
                 "application/json-patch+json", VOUCH_EXPECT_JSON, body);
}

static void
test_job_tag (void)
{
  assert_job_tag (TRUE, "sales", "{\"label\":\"sales\"}");
  assert_job_tag (FALSE, "v-7", "{\"id\":\"v-7\"}");
  assert_job_tag (TRUE, NULL, "{\"id\":\"null\"}");
  assert_job_tag (FALSE, NULL, "{\"id\":\"null\"}");
}

static void
test_attach (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("%PDF-1", 6);

  assert_effect (vouch_ats_call_attach ("c1", "j1", "00ff", "report.pdf", "application/pdf", bytes),
                 "POST", "/candidates/c1/jobs/j1/attachments",
                 "multipart/form-data; boundary=vouch-00ff", VOUCH_EXPECT_JSON,
                 "--vouch-00ff\r\n"
                 "Content-Disposition: form-data; name=\"attachmentType\"\r\n"
                 "\r\n"
                 "GENERIC_FILE\r\n"
                 "--vouch-00ff\r\n"
                 "Content-Disposition: form-data; name=\"file\"; filename=\"report.pdf\"\r\n"
                 "Content-Type: application/pdf\r\n"
                 "\r\n"
                 "%PDF-1\r\n"
                 "--vouch-00ff--\r\n");
}

static void
test_note (void)
{
  assert_effect (vouch_ats_call_note ("Done.", TRUE, "abc"), "POST", "/messages/shares",
                 "application/json", VOUCH_EXPECT_JSON,
                 "{\"content\":\"Done.\",\"correlationId\":\"abc\","
                 "\"shareWith\":{\"openNote\":true}}");
  assert_effect (vouch_ats_call_note ("Done.", FALSE, NULL), "POST", "/messages/shares",
                 "application/json", VOUCH_EXPECT_JSON, "{\"content\":\"Done.\"}");
}

static void
test_tags_add (void)
{
  static const char *const tags[] = { "crosschq-sent", "b", NULL };

  assert_effect (vouch_ats_call_tags_add ("c1", tags), "POST", "/candidates/c1/tags",
                 "application/json", VOUCH_EXPECT_JSON, "{\"tags\":[\"crosschq-sent\",\"b\"]}");
}

static void
assert_clean (const char *text,
              const char *clean)
{
  g_autofree char *result = vouch_ats_clean_note_text (text);

  g_assert_cmpstr (result, ==, clean);
}

/* Nobody is mentioned, and so mailed, by a candidate's name. */
static void
test_clean_note (void)
{
  g_autofree char *long_text = g_strnfill (VOUCH_ATS_NOTE_MAX * 2, 'x');
  g_autofree char *content = vouch_ats_note_content ("c1", "By @[USER:1]");
  g_autofree char *cut = vouch_ats_note_content ("c1", long_text);

  assert_clean ("", "");
  assert_clean ("a@b.c #1 [x]", "a@b.c #1 [x]");
  assert_clean ("@[USER:1] and #[CANDIDATE:2]", "USER:1] and CANDIDATE:2]");
  assert_clean ("@@[[USER:1]", "USER:1]");
  assert_clean ("#@[[@[[x", "[x");
  assert_clean ("é@[ü", "éü");
  g_assert_cmpstr (content, ==, "#[CANDIDATE:c1] By USER:1]");
  g_assert_true (g_str_has_prefix (cut, "#[CANDIDATE:c1] xxx"));
  g_assert_cmpuint (g_utf8_strlen (cut, -1), <, VOUCH_ATS_NOTE_MAX);
}

static void
test_missing_ids (void)
{
  VouchCall *calls[] = {
    vouch_ats_call_user (""), vouch_ats_call_job (NULL), vouch_ats_call_candidate (".."),
    vouch_ats_call_application ("c1", ""), vouch_ats_call_value_archive ("p", NULL, TRUE),
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(VouchCall) call = calls[i];
      g_autoptr(GError) error = NULL;

      g_assert_null (vouch_call_to_request (call, BASE, &error));
      g_assert_nonnull (error);
    }
}

/* The group of a call is found by its template. */
static void
test_policy (void)
{
  const VouchHttpPolicy *policy = vouch_ats_get_policy ();
  VouchAtsSearch search = { 0 };
  g_autoptr(VouchCall) call = vouch_ats_call_candidates (&search);
  const VouchHttpRule *last = &policy->rules[policy->n_rules - 1];

  g_assert_cmpstr (policy->rules[0].template, ==, vouch_call_get_template (call));
  g_assert_cmpstr (policy->rules[0].method, ==, vouch_call_get_method (call));
  g_assert_cmpuint (policy->rules[0].concurrency, ==, 1);
  g_assert_null (last->method);
  g_assert_null (last->template);
  g_assert_cmpfloat (last->rate, ==, 10.0);
  g_assert_cmpuint (last->concurrency, ==, 8);
  g_assert_cmpint (policy->timeout, >=, 128 * G_USEC_PER_SEC);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ats-calls/reads", test_reads);
  g_test_add_func ("/ats-calls/jobs", test_jobs);
  g_test_add_func ("/ats-calls/candidates", test_candidates);
  g_test_add_func ("/ats-calls/language", test_language);
  g_test_add_func ("/ats-calls/values", test_values);
  g_test_add_func ("/ats-calls/job-tag", test_job_tag);
  g_test_add_func ("/ats-calls/attach", test_attach);
  g_test_add_func ("/ats-calls/note", test_note);
  g_test_add_func ("/ats-calls/tags-add", test_tags_add);
  g_test_add_func ("/ats-calls/clean-note", test_clean_note);
  g_test_add_func ("/ats-calls/missing-ids", test_missing_ids);
  g_test_add_func ("/ats-calls/policy", test_policy);

  return g_test_run ();
}
