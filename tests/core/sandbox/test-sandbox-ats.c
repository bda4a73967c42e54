/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "vouch-sandbox-fixture.h"

#include <string.h>

#define SEARCH "/candidates?status=IN_REVIEW&subStatus=Crosschq&limit=100"

static char *
make_job (SandboxFixture *fixture)
{
  g_autoptr(JsonNode) node = NULL;

  node = sandbox_fixture_control (fixture, "create-job",
                                  "{\"title\":\"Nurse\",\"department\":\"Sales\","
                                  "\"tag\":\"nursing\"}");
  return g_strdup (text_at (node, "job_id"));
}

static char *
make_candidate (SandboxFixture *fixture,
                const char     *job,
                const char     *step)
{
  g_autoptr(JsonNode) node = NULL;

  node = sandbox_fixture_control (fixture, "create-candidate",
                                  "{\"first_name\":\"Ana\",\"last_name\":\"Ruiz\","
                                  "\"email\":\"ana@person.example\",\"phone\":\"+14155550123\","
                                  "\"job_id\":\"%s\",\"status\":\"IN_REVIEW\","
                                  "\"sub_status\":\"%s\"}", job, step);
  return g_strdup (text_at (node, "candidate_id"));
}

static void
test_company (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(JsonNode) company = sandbox_fixture_get (fixture, "/configuration/company");
  g_autoptr(JsonNode) me = sandbox_fixture_get (fixture, "/user-api/v201804/users/me");
  g_autoptr(JsonNode) users = sandbox_fixture_get (fixture, "/user-api/v201804/users?limit=3");
  g_autoptr(JsonNode) processes = NULL;

  g_assert_nonnull (text_at (company, "identifier"));
  g_assert_cmpstr (text_at (me, "systemRole.id"), ==, "ADMINISTRATOR");
  g_assert_nonnull (text_at (users, "content.2.id"));
  g_assert_null (node_at (users, "content.3"));
  g_assert_nonnull (text_at (users, "nextPageId"));

  processes = sandbox_fixture_get (fixture, "/configuration/hiring-processes");
  g_assert_cmpint (int_at (processes, "totalFound"), ==, 3);
  g_assert_cmpstr (text_at (processes, "content.0.subStatuses.IN_REVIEW.2"), ==, "Crosschq");
  g_assert_cmpstr (text_at (processes, "content.1.subStatuses.INTERVIEW.2"), ==, "Crosschq");
}

/* Every page of everybody, once. */
static void
test_everybody (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *page_id = g_strdup ("");
  guint n_pages = 0;

  while (n_pages == 0 || *page_id != '\0')
    {
      g_autofree char *escaped = g_uri_escape_string (page_id, NULL, FALSE);
      g_autoptr(JsonNode) page = NULL;
      JsonArray *content = NULL;

      page = n_pages == 0 ? sandbox_fixture_get (fixture, "/candidates?limit=100")
                          : sandbox_fixture_get (fixture, "/candidates?limit=100&pageId=%s",
                                                 escaped);
      g_assert_cmpuint (fixture->status, ==, 200);
      g_assert_cmpint (int_at (page, "totalFound"), ==, 10000);
      content = json_node_get_array (node_at (page, "content"));
      for (guint i = 0; i < json_array_get_length (content); i++)
        {
          JsonObject *object = json_array_get_object_element (content, i);
          const char *id = json_object_get_string_member (object, "id");

          g_assert_true (g_hash_table_add (seen, g_strdup (id)));
        }
      g_free (page_id);
      page_id = g_strdup (text_at (page, "nextPageId"));
      if (page_id == NULL)
        page_id = g_strdup ("");
      n_pages++;
    }

  g_assert_cmpuint (n_pages, ==, 100);
  g_assert_cmpuint (g_hash_table_size (seen), ==, 10000);
}

/* A list item and the details of the same generated person agree. */
static void
test_same_person (SandboxFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr(JsonNode) page = sandbox_fixture_get (fixture, "/candidates?limit=50");

  for (guint i = 0; i < 50; i += 7)
    {
      g_autofree char *prefix = g_strdup_printf ("content.%u", i);
      JsonNode *item = node_at (page, prefix);
      g_autoptr(JsonNode) person = sandbox_fixture_get (fixture, "/candidates/%s",
                                                        text_at (item, "id"));
      static const char *const paths[] =
      {
        "firstName", "lastName", "email", "createdOn", "updatedOn", "location.city",
        "primaryAssignment.job.id", "primaryAssignment.status", "primaryAssignment.subStatus",
        "secondaryAssignments.0.job.id",
      };

      for (guint j = 0; j < G_N_ELEMENTS (paths); j++)
        g_assert_cmpstr (text_at (item, paths[j]), ==, text_at (person, paths[j]));
      g_assert_null (node_at (item, "secondaryAssignments.0.status"));
    }
}

static void
test_step (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *other = make_job (fixture);
  g_autofree char *candidate = NULL;
  g_autoptr(JsonNode) before = sandbox_fixture_get (fixture, SEARCH);
  g_autoptr(JsonNode) after = NULL;
  g_autoptr(JsonNode) secondary = NULL;
  g_autoptr(JsonNode) history = NULL;
  g_autoptr(JsonNode) gone = NULL;

  g_assert_cmpint (int_at (before, "totalFound"), ==, 0);
  candidate = make_candidate (fixture, job, "Crosschq");
  after = sandbox_fixture_get (fixture, SEARCH);
  g_assert_cmpint (int_at (after, "totalFound"), ==, 1);
  g_assert_cmpstr (text_at (after, "content.0.id"), ==, candidate);
  g_assert_cmpstr (text_at (after, "content.0.primaryAssignment.subStatus"), ==, "Crosschq");

  sandbox_fixture_do (fixture, "move", "{\"candidate_id\":\"%s\",\"job_id\":\"%s\","
                      "\"status\":\"HIRED\"}", candidate, job);
  gone = sandbox_fixture_get (fixture, SEARCH);
  g_assert_cmpint (int_at (gone, "totalFound"), ==, 0);

  sandbox_fixture_do (fixture, "add-application", "{\"candidate_id\":\"%s\",\"job_id\":\"%s\","
                      "\"status\":\"IN_REVIEW\",\"sub_status\":\"Crosschq\"}", candidate, other);
  secondary = sandbox_fixture_get (fixture, SEARCH);
  g_assert_cmpstr (text_at (secondary, "content.0.primaryAssignment.status"), ==, "HIRED");
  g_assert_cmpstr (text_at (secondary, "content.0.secondaryAssignments.0.job.id"), ==, other);

  history = sandbox_fixture_get (fixture, "/candidates/%s/jobs/%s/status/history", candidate, job);
  g_assert_cmpint (int_at (history, "totalFound"), ==, 2);
  g_assert_cmpstr (text_at (history, "content.0.status"), ==, "HIRED");
}

static void
test_filters (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *candidate = make_candidate (fixture, job, "Crosschq");
  g_autoptr(JsonNode) email = NULL;
  g_autoptr(JsonNode) generated = sandbox_fixture_get (fixture, "/candidates?limit=10");
  g_autoptr(JsonNode) found = NULL;
  g_autoptr(JsonNode) by_job = NULL;
  g_autoptr(JsonNode) recent = NULL;
  const char *address = text_at (generated, "content.0.email");

  email = sandbox_fixture_get (fixture, "/candidates?q=%%22ANA%%40person.example%%22");
  g_assert_cmpstr (text_at (email, "content.0.id"), ==, candidate);
  g_assert_nonnull (address);
  found = sandbox_fixture_get (fixture, "/candidates?q=%%22%s%%22", address);
  g_assert_cmpint (int_at (found, "totalFound"), ==, 1);
  g_assert_cmpstr (text_at (found, "content.0.id"), ==, text_at (generated, "content.0.id"));
  by_job = sandbox_fixture_get (fixture, "/candidates?jobId=%s", job);
  g_assert_cmpint (int_at (by_job, "totalFound"), ==, 1);
  recent = sandbox_fixture_get (fixture, "/candidates?updatedAfter=2026-02-01T00:00:00.000Z");
  g_assert_cmpint (int_at (recent, "totalFound"), ==, 1);

  g_clear_pointer (&recent, json_node_unref);
  recent = sandbox_fixture_get (fixture, "/candidates?status=NOTHING");
  g_assert_cmpuint (fixture->status, ==, 400);
  g_clear_pointer (&recent, json_node_unref);
  recent = sandbox_fixture_get (fixture, "/candidates?limit=101");
  g_assert_cmpuint (fixture->status, ==, 400);
}

static void
test_lag (SandboxFixture *fixture,
          gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *candidate = NULL;
  g_autoptr(JsonNode) early = NULL;
  g_autoptr(JsonNode) late = NULL;

  sandbox_fixture_do (fixture, "settings", "{\"index_lag\":10}");
  candidate = make_candidate (fixture, job, "Crosschq");
  early = sandbox_fixture_get (fixture, SEARCH);
  g_assert_cmpint (int_at (early, "totalFound"), ==, 0);
  sandbox_fixture_do (fixture, "advance", "{\"seconds\":10}");
  late = sandbox_fixture_get (fixture, SEARCH);
  g_assert_cmpint (int_at (late, "totalFound"), ==, 1);
}

static void
test_jobs (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_autoptr(JsonNode) first = sandbox_fixture_get (fixture, "/jobs?sort=job_id&limit=30");
  g_autofree char *page_id = g_uri_escape_string (text_at (first, "nextPageId"), NULL, FALSE);
  g_autoptr(JsonNode) second = NULL;
  g_autoptr(JsonNode) bad = NULL;
  g_autofree char *job = make_job (fixture);
  g_autoptr(JsonNode) details = sandbox_fixture_get (fixture, "/jobs/%s", job);
  g_autoptr(JsonNode) team = NULL;

  second = sandbox_fixture_get (fixture, "/jobs?sort=job_id&limit=30&pageId=%s", page_id);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node_at (second, "content"))), >=,
                    20);
  g_assert_cmpstr (text_at (first, "content.29.id"), <, text_at (second, "content.0.id"));
  g_assert_null (node_at (first, "content.0.properties"));

  bad = sandbox_fixture_get (fixture, "/jobs?sort=job_id&pageId=nonsense");
  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_cmpstr (text_at (bad, "errors.0.code"), ==, "INVALID_PAGE_ID");

  g_assert_cmpstr (text_at (details, "properties.0.label"), ==, "Crosschq tag");
  g_assert_cmpstr (text_at (details, "properties.0.value.label"), ==, "nursing");
  team = sandbox_fixture_get (fixture, "/jobs/%s/hiring-team", job);
  g_assert_cmpstr (text_at (team, "content.0.role"), ==, "RECRUITER");
}

static char *
find_field (SandboxFixture *fixture)
{
  g_autoptr(JsonNode) fields = sandbox_fixture_get (fixture, "/configuration/job-properties");

  g_assert_cmpstr (text_at (fields, "content.1.label"), ==, "Crosschq tag");
  return g_strdup (text_at (fields, "content.1.id"));
}

static void
test_tag_field (SandboxFixture *fixture,
                gconstpointer   data)
{
  g_autofree char *field = find_field (fixture);
  g_autofree char *path = g_strdup_printf ("/configuration/job-properties/%s/values", field);
  g_autofree char *job = make_job (fixture);
  g_autofree char *job_path = g_strdup_printf ("/jobs/%s", job);
  g_autofree char *patch = NULL;
  g_autoptr(JsonNode) created = NULL;
  g_autoptr(JsonNode) twice = NULL;
  g_autoptr(JsonNode) patched = NULL;
  g_autoptr(JsonNode) unknown = NULL;
  g_autoptr(JsonNode) wrong = NULL;

  created = sandbox_fixture_call (fixture, "POST", path, JSON,
                                  "{\"id\":\"t-1\",\"label\":\"retail\"}");
  g_assert_cmpuint (fixture->status, ==, 201);
  twice = sandbox_fixture_call (fixture, "POST", path, JSON, "{\"label\":\"retail\"}");
  g_assert_cmpuint (fixture->status, ==, 409);

  patch = g_strdup_printf ("[{\"op\":\"add\",\"path\":\"/properties/-\",\"value\":{\"id\":\"%s\","
                           "\"value\":{\"id\":\"t-1\"}}}]", field);
  patched = sandbox_fixture_call (fixture, "PATCH", job_path, PATCH, patch);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (text_at (patched, "properties.0.value.id"), ==, "t-1");
  wrong = sandbox_fixture_call (fixture, "PATCH", job_path, JSON, patch);
  g_assert_cmpuint (fixture->status, ==, 415);

  g_free (patch);
  patch = g_strdup_printf ("[{\"op\":\"add\",\"path\":\"/properties/-\",\"value\":{\"id\":\"%s\","
                           "\"value\":{\"id\":\"nobody\"}}}]", field);
  unknown = sandbox_fixture_call (fixture, "PATCH", job_path, PATCH, patch);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (text_at (unknown, "properties.0.value.id"), ==, "t-1");
}

static void
test_create_on_job (SandboxFixture *fixture,
                    gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *path = g_strdup_printf ("/jobs/%s/candidates", job);
  const char *body = "{\"firstName\":\"Lee\",\"lastName\":\"Wong\","
                     "\"email\":\"lee@person.example\",\"sourceDetails\":{\"sourceTypeId\":"
                     "\"CUSTOM\",\"sourceSubTypeId\":\"PARTNER\",\"sourceId\":\"300\"}}";
  g_autoptr(JsonNode) first = sandbox_fixture_call (fixture, "POST", path, JSON, body);
  g_autoptr(JsonNode) second = NULL;
  g_autoptr(JsonNode) missing = NULL;

  g_assert_cmpuint (fixture->status, ==, 201);
  g_assert_cmpstr (text_at (first, "primaryAssignment.status"), ==, "LEAD");
  g_assert_cmpstr (text_at (first, "primaryAssignment.source"), ==, "Crosschq Recruit");
  second = sandbox_fixture_call (fixture, "POST", path, JSON, body);
  g_assert_cmpstr (text_at (second, "id"), ==, text_at (first, "id"));
  g_assert_cmpuint (sandbox_fixture_count (fixture, "violations", "rule", "second-create"), ==, 1);
  missing = sandbox_fixture_call (fixture, "POST", path, JSON, "{\"firstName\":\"Lee\"}");
  g_assert_cmpuint (fixture->status, ==, 422);
}

static void
test_tags (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *candidate = make_candidate (fixture, job, "Crosschq");
  g_autofree char *path = g_strdup_printf ("/candidates/%s/tags", candidate);
  g_autoptr(JsonNode) first = NULL;
  g_autoptr(JsonNode) added = NULL;
  g_autoptr(JsonNode) all = NULL;
  g_autoptr(JsonNode) found = NULL;
  g_autoptr(JsonNode) none = NULL;

  first = sandbox_fixture_call (fixture, "POST", path, JSON, "{\"tags\":[\"One\"]}");
  added = sandbox_fixture_call (fixture, "POST", path, JSON, "{\"tags\":[\"two\"]}");
  g_assert_cmpuint (fixture->status, ==, 201);
  g_assert_cmpstr (text_at (added, "tags.0"), ==, "two");
  all = sandbox_fixture_get (fixture, "%s", path);
  g_assert_cmpstr (text_at (all, "tags.1"), ==, "two");
  found = sandbox_fixture_get (fixture, "/candidates?tag=one");
  g_assert_cmpint (int_at (found, "totalFound"), ==, 1);
  none = sandbox_fixture_call (fixture, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (fixture->status, ==, 204);
}

static JsonNode *
upload (SandboxFixture *fixture,
        const char     *candidate,
        const char     *job,
        const char     *name)
{
  g_autofree char *uri = g_strdup_printf (ATS_ORIGIN "/candidates/%s/jobs/%s/attachments",
                                          candidate, job);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) body = NULL;

  text = g_strdup_printf ("--b0\r\nContent-Disposition: form-data; name=\"attachmentType\"\r\n\r\n"
                          "GENERIC_FILE\r\n--b0\r\nContent-Disposition: form-data; name=\"file\"; "
                          "filename=\"%s\"\r\nContent-Type: application/pdf\r\n\r\n%%PDF-1.7\r\n"
                          "--b0--\r\n", name);
  body = g_bytes_new (text, strlen (text));
  return sandbox_fixture_send (fixture, "POST", uri, "multipart/form-data; boundary=b0", body);
}

static void
test_attachments (SandboxFixture *fixture,
                  gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *candidate = make_candidate (fixture, job, "Crosschq");
  g_autoptr(JsonNode) added = upload (fixture, candidate, job, "report.pdf");
  g_autoptr(JsonNode) twice = NULL;
  g_autoptr(JsonNode) wrong = NULL;
  g_autoptr(JsonNode) list = NULL;
  g_autoptr(JsonNode) bytes = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (fixture->status, ==, 201);
  twice = upload (fixture, candidate, job, "report.pdf");
  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_cmpstr (text_at (twice, "errors.0.code"), ==, "FILE_ALREADY_EXIST");
  wrong = upload (fixture, candidate, job, "report.exe");
  g_assert_cmpstr (text_at (wrong, "errors.0.code"), ==, "INVALID_FILE");
  list = sandbox_fixture_get (fixture, "/candidates/%s/jobs/%s/attachments", candidate, job);
  g_assert_cmpint (int_at (list, "totalFound"), ==, 1);
  bytes = sandbox_fixture_get (fixture, "/candidates/attachments/%s", text_at (added, "id"));
  text = sandbox_fixture_text (fixture);
  g_assert_cmpstr (text, ==, "%PDF-1.7");
  g_assert_cmpuint (sandbox_fixture_count (fixture, "effects", "kind", "attachment-added"), ==, 1);

  sandbox_fixture_do (fixture, "remove-attachment", "{\"attachment_id\":\"%s\"}",
                      text_at (added, "id"));
  g_clear_pointer (&list, json_node_unref);
  list = sandbox_fixture_get (fixture, "/candidates/%s/jobs/%s/attachments", candidate, job);
  g_assert_cmpint (int_at (list, "totalFound"), ==, 0);
}

static void
test_notes (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *candidate = make_candidate (fixture, job, "Crosschq");
  g_autofree char *body = NULL;
  g_autoptr(JsonNode) shared = NULL;
  g_autoptr(JsonNode) notes = NULL;
  g_autoptr(JsonNode) refused = NULL;

  body = g_strdup_printf ("{\"content\":\"Report of #[CANDIDATE:%s]\",\"correlationId\":\"c-9\","
                          "\"shareWith\":{\"openNote\":true}}", candidate);
  shared = sandbox_fixture_call (fixture, "POST", "/messages/shares", JSON, body);
  g_assert_cmpuint (fixture->status, ==, 201);
  notes = sandbox_fixture_get (fixture, "/messages?candidateId=%s", candidate);
  g_assert_nonnull (strstr (text_at (notes, "content.0.content"), "c-9"));
  g_assert_cmpstr (text_at (notes, "content.0.visibility"), ==, "OPEN");

  sandbox_fixture_do (fixture, "remove-note", "{\"candidate_id\":\"%s\",\"index\":0}", candidate);
  g_clear_pointer (&notes, json_node_unref);
  notes = sandbox_fixture_get (fixture, "/messages?candidateId=%s", candidate);
  g_assert_null (node_at (notes, "content.0"));

  sandbox_fixture_do (fixture, "settings", "{\"system_role\":\"STANDARD\"}");
  refused = sandbox_fixture_get (fixture, "/messages?candidateId=%s", candidate);
  g_assert_cmpuint (fixture->status, ==, 403);
}

static void
test_merge_and_delete (SandboxFixture *fixture,
                       gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *other = make_job (fixture);
  g_autofree char *from = make_candidate (fixture, job, "Crosschq");
  g_autofree char *into = make_candidate (fixture, other, "Phone Screen");
  g_autoptr(JsonNode) lost = NULL;
  g_autoptr(JsonNode) kept = NULL;
  g_autoptr(JsonNode) found = NULL;

  sandbox_fixture_do (fixture, "merge", "{\"from\":\"%s\",\"into\":\"%s\"}", from, into);
  lost = sandbox_fixture_get (fixture, "/candidates/%s", from);
  g_assert_cmpuint (fixture->status, ==, 404);
  kept = sandbox_fixture_get (fixture, "/candidates/%s", into);
  g_assert_cmpstr (text_at (kept, "secondaryAssignments.0.job.id"), ==, job);
  found = sandbox_fixture_get (fixture, SEARCH);
  g_assert_cmpstr (text_at (found, "content.0.id"), ==, into);
  g_assert_cmpint (int_at (found, "totalFound"), ==, 1);
}

static void
test_limits (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(VouchSandboxAnswer) search = NULL;
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(VouchSandboxAnswer) late = NULL;
  g_autoptr(VouchSandboxAnswer) second = NULL;

  search = sandbox_fixture_open (fixture, "GET", ATS_ORIGIN "/candidates");
  g_assert_cmpuint (search->response->status, ==, 200);
  g_assert_cmpstr (vouch_headers_get (search->response->headers, "X-RateLimit-Remaining"), ==, "9");
  second = sandbox_fixture_open (fixture, "GET", ATS_ORIGIN "/candidates");
  g_assert_cmpuint (second->response->status, ==, 429);
  g_assert_null (vouch_headers_get (second->response->headers, "Retry-After"));

  fixture->now += 2 * G_USEC_PER_SEC;
  open = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_sandbox_answer_free);
  for (guint i = 0; i < 7; i++)
    {
      VouchSandboxAnswer *answer = sandbox_fixture_open (fixture, "GET", ATS_ORIGIN "/jobs");

      g_assert_cmpuint (answer->response->status, ==, 200);
      g_ptr_array_add (open, answer);
    }
  late = sandbox_fixture_open (fixture, "GET", ATS_ORIGIN "/jobs");
  g_assert_cmpuint (late->response->status, ==, 429);
  g_ptr_array_set_size (open, 0);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(VouchSandboxAnswer) answer = sandbox_fixture_open (fixture, "GET",
                                                                   ATS_ORIGIN "/jobs");

      g_assert_cmpuint (answer->response->status, ==, 200);
    }
  g_clear_pointer (&late, vouch_sandbox_answer_free);
  late = sandbox_fixture_open (fixture, "GET", ATS_ORIGIN "/jobs");
  g_assert_cmpuint (late->response->status, ==, 429);
  g_assert_cmpuint (sandbox_fixture_count (fixture, "violations", "rule", "rate-limit"), ==, 1);
  g_assert_cmpuint (sandbox_fixture_count (fixture, "violations", "rule", "concurrent-limit"), ==,
                    2);
}

static void
test_manners (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(JsonNode) leaked = NULL;
  g_autoptr(JsonNode) foreign = NULL;
  g_autoptr(JsonNode) violations = NULL;
  g_autofree char *text = NULL;

  leaked = sandbox_fixture_get (fixture, "/jobs?token=%s", fixture->key);
  fixture->authorization = g_strdup_printf ("Bearer %s", fixture->key);
  foreign = sandbox_fixture_send (fixture, "GET", "http://localhost:4003/api/v2/", NULL, NULL);
  g_assert_cmpuint (sandbox_fixture_count (fixture, "violations", "rule", "token-in-url"), ==, 1);
  g_assert_cmpuint (sandbox_fixture_count (fixture, "violations", "rule", "token-at-wrong-origin"),
                    ==, 1);
  violations = sandbox_fixture_control (fixture, "violations", "{}");
  text = json_to_string (violations, FALSE);
  g_assert_null (strstr (text, fixture->key));
}

static void
test_faults (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autoptr(JsonNode) node = NULL;

  sandbox_fixture_do (fixture, "fault", "{\"kind\":\"status\",\"status\":503,\"method\":\"GET\","
                      "\"path\":\"/jobs/{id}\",\"occurrence\":2}");
  node = sandbox_fixture_get (fixture, "/jobs/%s", job);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_clear_pointer (&node, json_node_unref);
  node = sandbox_fixture_get (fixture, "/jobs/%s", job);
  g_assert_cmpuint (fixture->status, ==, 503);
  g_clear_pointer (&node, json_node_unref);
  node = sandbox_fixture_get (fixture, "/jobs/%s", job);
  g_assert_cmpuint (fixture->status, ==, 200);

  sandbox_fixture_do (fixture, "fault", "{\"kind\":\"drop-after\",\"method\":\"POST\"}");
  g_clear_pointer (&node, json_node_unref);
  node = sandbox_fixture_call (fixture, "POST", "/candidates", JSON,
                               "{\"firstName\":\"A\",\"lastName\":\"B\","
                               "\"email\":\"a@b.example\"}");
  g_assert_cmpint (fixture->drop, ==, VOUCH_SANDBOX_DROP_AFTER);
  g_assert_cmpuint (sandbox_fixture_count (fixture, "effects", "kind", "candidate-created"), ==, 1);

  sandbox_fixture_do (fixture, "fault", "{\"kind\":\"field\",\"field\":\"title\",\"times\":1}");
  sandbox_fixture_do (fixture, "fault", "{\"kind\":\"delay\",\"seconds\":3}");
  node = sandbox_fixture_get (fixture, "/jobs/%s", job);
  g_assert_null (node_at (node, "title"));
  g_assert_cmpint (fixture->delay, ==, 3 * G_USEC_PER_SEC);

  sandbox_fixture_do (fixture, "fault", "{\"kind\":\"bomb\"}");
  g_clear_pointer (&node, json_node_unref);
  node = sandbox_fixture_get (fixture, "/jobs");
  g_assert_cmpstr (vouch_headers_get (fixture->headers, "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (g_bytes_get_size (fixture->body), <, 100 * 1024);
}

/* What was touched is there again, and the rest is what the seed says. */
static void
test_state (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_autofree char *job = make_job (fixture);
  g_autofree char *candidate = make_candidate (fixture, job, "Crosschq");
  g_autoptr(JsonNode) added = upload (fixture, candidate, job, "report.pdf");
  g_autoptr(GBytes) state = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(GBytes) damaged = g_bytes_new_static ("{\"format\":1}", 12);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) found = NULL;
  g_autoptr(JsonNode) list = NULL;

  sandbox_fixture_do (fixture, "settings", "{\"index_lag\":3}");
  state = vouch_sandbox_save (fixture->sandbox);
  sandbox_fixture_do (fixture, "reset", "{}");
  found = sandbox_fixture_get (fixture, "/candidates/%s", candidate);
  g_assert_cmpuint (fixture->status, ==, 404);
  g_clear_pointer (&found, json_node_unref);

  vouch_sandbox_load (fixture->sandbox, state, &error);
  g_assert_no_error (error);
  again = vouch_sandbox_save (fixture->sandbox);
  g_assert_true (g_bytes_equal (state, again));
  found = sandbox_fixture_get (fixture, SEARCH);
  g_assert_cmpstr (text_at (found, "content.0.id"), ==, candidate);
  list = sandbox_fixture_get (fixture, "/candidates/attachments/%s", text_at (added, "id"));
  g_assert_cmpuint (fixture->status, ==, 200);

  g_assert_false (vouch_sandbox_load (fixture->sandbox, damaged, &error));
  g_assert_nonnull (error);
}

/* The same calls on the same seed give the same bytes. */
static void
test_same_seed (SandboxFixture *fixture,
                gconstpointer   data)
{
  static const char *const paths[] =
  {
    "/candidates?limit=100", "/jobs?sort=job_id&limit=100", "/user-api/v201804/users",
    "/configuration/job-properties",
  };
  SandboxFixture other = { 0 };

  sandbox_fixture_set_up (&other, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(JsonNode) first = sandbox_fixture_get (fixture, "%s", paths[i]);
      g_autoptr(JsonNode) second = sandbox_fixture_get (&other, "%s", paths[i]);

      g_assert_true (g_bytes_equal (fixture->body, other.body));
    }
  sandbox_fixture_tear_down (&other, NULL);
}

static void
test_unknown_action (SandboxFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (vouch_sandbox_control (fixture->sandbox, "no-such", "{}", 0, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (vouch_sandbox_control (fixture->sandbox, "settings", "{\"no_such\":1}", 0,
                                        &error));
  g_assert_nonnull (error);
}

#define ADD(name, function) \
  g_test_add (name, SandboxFixture, NULL, sandbox_fixture_set_up, function, \
              sandbox_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sandbox/ats/company", test_company);
  ADD ("/sandbox/ats/everybody", test_everybody);
  ADD ("/sandbox/ats/same-person", test_same_person);
  ADD ("/sandbox/ats/step", test_step);
  ADD ("/sandbox/ats/filters", test_filters);
  ADD ("/sandbox/ats/lag", test_lag);
  ADD ("/sandbox/ats/jobs", test_jobs);
  ADD ("/sandbox/ats/tag-field", test_tag_field);
  ADD ("/sandbox/ats/create-on-job", test_create_on_job);
  ADD ("/sandbox/ats/tags", test_tags);
  ADD ("/sandbox/ats/attachments", test_attachments);
  ADD ("/sandbox/ats/notes", test_notes);
  ADD ("/sandbox/ats/merge-and-delete", test_merge_and_delete);
  ADD ("/sandbox/ats/limits", test_limits);
  ADD ("/sandbox/ats/manners", test_manners);
  ADD ("/sandbox/ats/faults", test_faults);
  ADD ("/sandbox/ats/state", test_state);
  ADD ("/sandbox/ats/same-seed", test_same_seed);
  ADD ("/sandbox/ats/unknown-action", test_unknown_action);

  return g_test_run ();
}
