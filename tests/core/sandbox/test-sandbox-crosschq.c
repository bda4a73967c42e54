/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "vouch-crosschq-fixture.h"

#include <string.h>

#include "json/vouch-json.h"

#define PLAIN "{" ANA "," REST "," COUNTS "}"
#define WITH_ID "{" ANA "," REST "," COUNTS ",\"external_id\":\"APP-1\"," \
                "\"ats\":{\"application_id\":\"APP-1\",\"vendor\":\"smartrecruiters\"}}"

static void
act (CrosschqFixture *fixture,
     const char      *action,
     const char      *id,
     const char      *more)
{
  g_autofree char *arguments = g_strdup_printf ("{\"request_id\":\"%s\"%s}", id, more);
  g_autoptr(JsonNode) node = crosschq_fixture_control (fixture, action, arguments);
}

static void
authorize (CrosschqFixture *fixture,
           const char      *prefix,
           const char      *token)
{
  g_free (fixture->authorization);
  fixture->authorization = g_strconcat (prefix, token, NULL);
}

static guint
get_status (CrosschqFixture *fixture,
            const char      *method,
            const char      *path,
            const char      *body)
{
  g_autoptr(JsonNode) node = crosschq_fixture_call (fixture, method, path, body);

  return fixture->status;
}

static void
test_token (CrosschqFixture *fixture,
            gconstpointer    data)
{
  g_autofree char *key = g_strdup (vouch_sandbox_get_crosschq_key (fixture->sandbox));
  g_autoptr(JsonNode) state = crosschq_fixture_control (fixture, "crosschq-state", "{}");

  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 200);
  authorize (fixture, "Bearer ", key);
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 401);
  authorize (fixture, "", "wrong");
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 401);
  authorize (fixture, "", text_at (state, "other_key"));
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 403);
  g_clear_pointer (&fixture->authorization, g_free);
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 401);

  crosschq_fixture_set (fixture, "{\"crosschq_auth_form\":\"bearer\"}");
  authorize (fixture, "Bearer ", key);
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 200);
  authorize (fixture, "Token ", key);
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 401);
  crosschq_fixture_set (fixture, "{\"crosschq_auth_form\":\"any\"}");
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 200);
}

static void
test_paths (CrosschqFixture *fixture,
            gconstpointer    data)
{
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v2/settings/jobrole?a=b", NULL), ==, 301);
  g_assert_cmpstr (fixture->location, ==, CROSSCHQ_ORIGIN "/api/v2/settings/jobrole/?a=b");
  g_assert_cmpuint (get_status (fixture, "POST", "/api/v2/reference-request", PLAIN), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v3/settings/jobrole/", NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "DELETE", SURVEYS, NULL), ==, 405);
  g_assert_cmpstr (fixture->allow, ==, "GET");
  g_assert_cmpuint (get_status (fixture, "GET", V2_LIST "nobody/", NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", V1_LIST, NULL), ==, 405);
}

static void
test_switches (CrosschqFixture *fixture,
               gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autofree char *path = g_strconcat (V2_LIST, id, "/", NULL);
  g_autofree char *cancel = g_strconcat (path, "cancel/", NULL);
  g_autofree char *remind = g_strconcat (path, "remind/", NULL);

  crosschq_fixture_set (fixture, "{\"crosschq_list\":false,\"crosschq_cancel\":false,"
                                 "\"crosschq_remind\":false,\"crosschq_outcome\":false,"
                                 "\"crosschq_prospects\":false}");
  g_assert_cmpuint (get_status (fixture, "GET", V2_LIST, NULL), ==, 405);
  g_assert_cmpuint (get_status (fixture, "POST", cancel, "{}"), ==, 404);
  g_assert_cmpuint (get_status (fixture, "DELETE", path, NULL), ==, 405);
  g_assert_cmpuint (get_status (fixture, "POST", remind, "{}"), ==, 404);
  g_assert_cmpuint (get_status (fixture, "PATCH", path, "{\"hiring_status\":\"hired\"}"), ==, 405);
  g_assert_cmpuint (get_status (fixture, "GET", "/api/v2/prospects/", NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", path, NULL), ==, 200);

  crosschq_fixture_set (fixture, "{\"crosschq_v2\":false}");
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 404);
  g_assert_cmpuint (get_status (fixture, "GET", "/partners/config/", NULL), ==, 200);
  crosschq_fixture_set (fixture, "{\"crosschq_v1\":false}");
  g_assert_cmpuint (get_status (fixture, "GET", "/partners/config/", NULL), ==, 404);
}

static void
test_catalog (CrosschqFixture *fixture,
              gconstpointer    data)
{
  g_autoptr(JsonNode) config = crosschq_fixture_call (fixture, "GET", "/partners/config/", NULL);
  g_autoptr(JsonNode) roles = crosschq_fixture_call (fixture, "GET", "/partners/jobroles/", NULL);
  g_autoptr(JsonNode) surveys = crosschq_fixture_call (fixture, "GET", SURVEYS, NULL);

  g_assert_cmpint (int_at (config, "min_reference_count"), ==, 2);
  g_assert_cmpstr (text_at (config, "relationships.0.max"), ==, "10");
  g_assert_cmpstr (text_at (roles, "0.id"), ==, "account-executive");
  g_assert_cmpstr (text_at (surveys, "0.codename"), ==, "account-executive");
  g_assert_cmpint (int_at (surveys, "0.relationships.business.max"), ==, 5);
  g_assert_cmpstr (text_at (surveys, "0.relationships.peers.label"), ==, "Coworkers/Peers");
}

static void
add_reference (CrosschqFixture *fixture,
               const char      *id,
               const char      *email)
{
  g_autofree char *more = g_strdup_printf (",\"first_name\":\"Bo\",\"last_name\":\"Marsh\","
                                           "\"email\":\"%s\",\"relationship\":\"peers\"", email);

  act (fixture, "add-reference", id, more);
}

/* From the invitation to the report, as two versions of the API show it. */
static void
test_life (CrosschqFixture *fixture,
           gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, WITH_ID);
  g_autofree char *v1_path = g_strconcat (V1_LIST, id, "/", NULL);
  g_autoptr(JsonNode) sent = crosschq_fixture_get (fixture, id);
  g_autoptr(JsonNode) half = NULL;
  g_autoptr(JsonNode) held = NULL;
  g_autoptr(JsonNode) done = NULL;
  g_autoptr(JsonNode) v1 = NULL;

  g_assert_cmpstr (text_at (sent, "status"), ==, "pending");
  g_assert_cmpint (int_at (sent, "progress"), ==, 0);
  g_assert_cmpstr (text_at (sent, "external_id"), ==, "APP-1");
  g_assert_cmpstr (text_at (sent, "ats.vendor"), ==, "smartrecruiters");

  crosschq_fixture_set (fixture, "{\"report_delay\":60}");
  act (fixture, "candidate-starts", id, "");
  add_reference (fixture, id, "bo@example.net");
  add_reference (fixture, id, "ada@example.net");
  act (fixture, "complete-reference", id, ",\"email\":\"BO@example.net\"");
  half = crosschq_fixture_get (fixture, id);
  g_assert_cmpstr (text_at (half, "status"), ==, "in_progress");
  g_assert_cmpint (int_at (half, "progress"), ==, 50);
  g_assert_cmpstr (text_at (half, "references.0.status"), ==, "completed");
  g_assert_cmpstr (text_at (half, "references.1.status"), ==, "not_started");

  act (fixture, "decline-reference", id, ",\"email\":\"ada@example.net\"");
  act (fixture, "conclude", id, "");
  held = crosschq_fixture_get (fixture, id);
  g_assert_cmpint (int_at (held, "progress"), ==, 99);
  g_assert_cmpstr (text_at (held, "references.1.status"), ==, "declined");
  g_assert_cmpuint (crosschq_count (fixture, "effects", "kind", "request-completed"), ==, 0);

  fixture->now += 60 * G_USEC_PER_SEC;
  done = crosschq_fixture_get (fixture, id);
  g_assert_cmpstr (text_at (done, "status"), ==, "completed");
  g_assert_cmpint (int_at (done, "progress"), ==, 100);
  g_assert_true (g_str_has_prefix (text_at (done, "report_full_pdf"), FILES_ORIGIN "/_files/"));
  g_assert_cmpuint (crosschq_count (fixture, "effects", "kind", "request-completed"), ==, 1);

  v1 = crosschq_fixture_call (fixture, "GET", v1_path, NULL);
  g_assert_cmpint (int_at (v1, "progress"), ==, 100);
  g_assert_null (json_at (v1, "external_id"));
}

/* "Not there yet" has three forms; none of them is a URL. */
static void
test_absent_forms (CrosschqFixture *fixture,
                   gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  gboolean seen_null = FALSE;
  gboolean seen_empty = FALSE;
  gboolean seen_absent = FALSE;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(JsonNode) node = crosschq_fixture_get (fixture, id);
      JsonNode *member = json_at (node, "report_full_pdf");

      seen_absent = seen_absent || member == NULL;
      seen_null = seen_null || (member != NULL && JSON_NODE_HOLDS_NULL (member));
      seen_empty = seen_empty || g_strcmp0 (text_at (node, "report_full_pdf"), "") == 0;
    }

  g_assert_true (seen_null && seen_empty && seen_absent);
}

static void
test_auto_conclude (CrosschqFixture *fixture,
                    gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autoptr(JsonNode) node = NULL;

  act (fixture, "candidate-starts", id, "");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *email = g_strdup_printf ("r%u@example.net", i);
      g_autofree char *more = g_strdup_printf (",\"email\":\"%s\"", email);

      add_reference (fixture, id, email);
      act (fixture, "complete-reference", id, more);
    }

  node = crosschq_fixture_get (fixture, id);
  g_assert_cmpstr (text_at (node, "status"), ==, "completed");
}

static void
test_time_passes (CrosschqFixture *fixture,
                  gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autoptr(JsonNode) late = NULL;
  g_autoptr(JsonNode) gone = NULL;

  fixture->now += 8 * G_TIME_SPAN_DAY;
  late = crosschq_fixture_get (fixture, id);
  g_assert_cmpstr (text_at (late, "status"), ==, "past_due");
  fixture->now += 23 * G_TIME_SPAN_DAY;
  gone = crosschq_fixture_get (fixture, id);
  g_assert_cmpstr (text_at (gone, "status"), ==, "expired");
}

static void
test_files (CrosschqFixture *fixture,
            gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autofree char *key = g_steal_pointer (&fixture->authorization);
  g_autofree char *full = NULL;
  g_autoptr(JsonNode) done = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(JsonNode) file = NULL;

  authorize (fixture, "", key);
  act (fixture, "answer-all", id, "");
  done = crosschq_fixture_get (fixture, id);
  again = crosschq_fixture_get (fixture, id);
  full = g_strdup (text_at (done, "report_full_pdf"));
  g_assert_cmpstr (full, !=, text_at (again, "report_full_pdf"));

  g_clear_pointer (&fixture->authorization, g_free);
  file = crosschq_fixture_fetch (fixture, "GET", full, NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (fixture->body, NULL), 5, "%PDF-", 5);
  g_assert_nonnull (memmem (g_bytes_get_data (fixture->body, NULL),
                            g_bytes_get_size (fixture->body), id, strlen (id)));
  g_assert_cmpuint (crosschq_count (fixture, "effects", "report", "full"), ==, 1);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "token-at-wrong-origin"), ==, 0);

  authorize (fixture, "", key);
  g_assert_null (crosschq_fixture_fetch (fixture, "GET", full, NULL));
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "token-at-wrong-origin"), ==, 1);

  fixture->now += 10 * G_TIME_SPAN_MINUTE;
  g_assert_null (crosschq_fixture_fetch (fixture, "GET", full, NULL));
  g_assert_cmpuint (fixture->status, ==, 403);
}

static gsize
fetch_size (CrosschqFixture *fixture,
            const char      *uri,
            const char      *settings)
{
  g_autoptr(JsonNode) node = NULL;

  crosschq_fixture_set (fixture, settings);
  node = crosschq_fixture_fetch (fixture, "GET", uri, NULL);
  g_assert_cmpuint (fixture->status, ==, 200);
  return g_bytes_get_size (fixture->body);
}

static void
test_bad_files (CrosschqFixture *fixture,
                gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autofree char *uri = NULL;
  g_autoptr(JsonNode) done = NULL;
  g_autoptr(JsonNode) off = NULL;
  g_autoptr(JsonNode) pdf_off = NULL;
  gsize size;

  act (fixture, "answer-all", id, "");
  done = crosschq_fixture_get (fixture, id);
  uri = g_strdup (text_at (done, "report_summary_pdf"));
  size = fetch_size (fixture, uri, "{\"crosschq_pdf_kind\":\"ok\"}");
  g_assert_cmpuint (fetch_size (fixture, uri, "{\"crosschq_pdf_kind\":\"empty\"}"), ==, 0);
  g_assert_cmpuint (fetch_size (fixture, uri, "{\"crosschq_pdf_kind\":\"cut\"}"), <, size);
  g_assert_cmpuint (fetch_size (fixture, uri, "{\"crosschq_pdf_kind\":\"huge\"}"), >,
                    25 * 1024 * 1024);
  g_assert_cmpuint (fetch_size (fixture, uri, "{\"crosschq_pdf_kind\":\"html\"}"), >, 0);

  pdf_off = crosschq_fixture_control (fixture, "pdf-off", "{}");
  off = crosschq_fixture_get (fixture, id);
  g_assert_cmpint (int_at (off, "progress"), ==, 100);
  g_assert_nonnull (text_at (off, "report_url"));
  g_assert_true (text_at (off, "report_full_pdf") == NULL ||
                 *text_at (off, "report_full_pdf") == '\0');

  act (fixture, "cancel-outside", id, ",\"force\":true");
  g_assert_null (crosschq_fixture_fetch (fixture, "GET", uri, NULL));
  g_assert_cmpuint (fixture->status, ==, 404);
}

static void
test_cancel (CrosschqFixture *fixture,
             gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autofree char *path = g_strconcat (V2_LIST, id, "/", NULL);
  g_autofree char *cancel = g_strconcat (path, "cancel/", NULL);
  g_autofree char *second = NULL;
  g_autofree char *second_path = NULL;
  g_autoptr(JsonNode) answer = crosschq_fixture_call (fixture, "POST", cancel, "{}");

  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpstr (text_at (answer, "status"), ==, "cancelled");
  g_assert_cmpuint (get_status (fixture, "DELETE", path, NULL), ==, 200);
  g_assert_cmpuint (crosschq_count (fixture, "effects", "kind", "request-cancelled"), ==, 1);

  crosschq_fixture_set (fixture, "{\"reentry_allowed\":true}");
  second = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  second_path = g_strconcat (V2_LIST, second, "/", NULL);
  act (fixture, "answer-all", second, "");
  g_assert_cmpuint (get_status (fixture, "DELETE", second_path, NULL), ==, 409);
}

static void
test_remind_and_outcome (CrosschqFixture *fixture,
                         gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autofree char *path = g_strconcat (V2_LIST, id, "/", NULL);
  g_autofree char *remind = g_strconcat (path, "remind/", NULL);

  g_assert_cmpuint (get_status (fixture, "POST", remind, "{}"), ==, 202);
  g_assert_cmpuint (get_status (fixture, "POST", remind, "{}"), ==, 429);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "early-reminder"), ==, 1);
  fixture->now += G_TIME_SPAN_DAY;
  g_assert_cmpuint (get_status (fixture, "POST", remind, "{}"), ==, 202);
  g_assert_cmpuint (crosschq_count (fixture, "effects", "kind", "request-reminded"), ==, 2);

  g_assert_cmpuint (get_status (fixture, "PATCH", path, "{\"hiring_status\":\"new\"}"), ==, 400);
  g_assert_cmpuint (get_status (fixture, "PATCH", path, "{\"hiring_status\":\"hired\"}"), ==, 200);
  g_assert_cmpuint (crosschq_count (fixture, "effects", "hiring_status", "hired"), ==, 1);
}

static void
create_many (CrosschqFixture *fixture,
             guint            n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *arguments = g_strdup_printf ("{\"email\":\"p%u@example.org\","
                                                    "\"position\":\"Clerk\","
                                                    "\"external_id\":\"X-%u\"}", i, i);
      g_autoptr(JsonNode) node = crosschq_fixture_control (fixture, "create-foreign", arguments);

      fixture->now += G_USEC_PER_SEC;
    }
}

static void
test_list (CrosschqFixture *fixture,
           gconstpointer    data)
{
  g_autoptr(JsonNode) first = NULL;
  g_autoptr(JsonNode) last = NULL;
  g_autoptr(JsonNode) by_id = NULL;
  g_autoptr(JsonNode) by_email = NULL;
  g_autoptr(JsonNode) unknown = NULL;
  g_autoptr(JsonNode) bare = NULL;

  create_many (fixture, 5);
  first = crosschq_fixture_call (fixture, "GET", V2_LIST "?page_size=2&status=pending", NULL);
  g_assert_cmpint (int_at (first, "count"), ==, 5);
  g_assert_cmpstr (text_at (first, "results.0.external_id"), ==, "X-4");
  g_assert_cmpstr (text_at (first, "next"), ==,
                   CROSSCHQ_ORIGIN V2_LIST "?page=2&page_size=2&status=pending");
  last = crosschq_fixture_call (fixture, "GET", V2_LIST "?page_size=2&page=3", NULL);
  g_assert_cmpstr (text_at (last, "results.0.external_id"), ==, "X-0");
  g_assert_true (JSON_NODE_HOLDS_NULL (json_at (last, "next")));
  g_assert_cmpuint (get_status (fixture, "GET", V2_LIST "?page_size=2&page=4", NULL), ==, 404);

  by_id = crosschq_fixture_call (fixture, "GET", V2_LIST "?external_id=X-3", NULL);
  g_assert_cmpint (int_at (by_id, "count"), ==, 1);
  by_email = crosschq_fixture_call (fixture, "GET",
                                    V2_LIST "?candidate_email=P2%40example.org", NULL);
  g_assert_cmpstr (text_at (by_email, "results.0.external_id"), ==, "X-2");

  crosschq_fixture_set (fixture, "{\"crosschq_external_id\":false}");
  unknown = crosschq_fixture_call (fixture, "GET", V2_LIST "?external_id=X-3", NULL);
  g_assert_cmpint (int_at (unknown, "count"), ==, 5);
  g_assert_null (json_at (unknown, "results.0.external_id"));

  crosschq_fixture_set (fixture, "{\"crosschq_list_form\":\"array\"}");
  bare = crosschq_fixture_call (fixture, "GET", V2_LIST, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (bare)), ==, 5);
}

static void
test_list_lag (CrosschqFixture *fixture,
               gconstpointer    data)
{
  g_autoptr(JsonNode) early = NULL;
  g_autoptr(JsonNode) later = NULL;

  crosschq_fixture_set (fixture, "{\"crosschq_list_lag\":30}");
  create_many (fixture, 1);
  early = crosschq_fixture_call (fixture, "GET", V2_LIST, NULL);
  g_assert_cmpint (int_at (early, "count"), ==, 0);
  fixture->now += 30 * G_USEC_PER_SEC;
  later = crosschq_fixture_call (fixture, "GET", V2_LIST, NULL);
  g_assert_cmpint (int_at (later, "count"), ==, 1);
}

static void
test_prospects (CrosschqFixture *fixture,
                gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autofree char *email = NULL;
  g_autofree char *more = NULL;
  g_autoptr(JsonNode) done = NULL;
  g_autoptr(JsonNode) prospects = NULL;
  g_autoptr(JsonNode) none = NULL;

  act (fixture, "answer-all", id, "");
  done = crosschq_fixture_get (fixture, id);
  email = g_strdup (text_at (done, "references.1.email"));
  more = g_strdup_printf (",\"email\":\"%s\"", email);
  act (fixture, "opt-in-prospect", id, more);
  prospects = crosschq_fixture_call (fixture, "GET", "/api/v2/prospects/", NULL);
  g_assert_cmpint (int_at (prospects, "count"), ==, 1);
  g_assert_cmpstr (text_at (prospects, "results.0.email"), ==, email);
  g_assert_cmpstr (text_at (prospects, "results.0.source_request_id"), ==, id);
  none = crosschq_fixture_call (fixture, "GET",
                                "/api/v2/prospects/?opted_in_after=2030-01-01T00:00:00Z", NULL);
  g_assert_cmpint (int_at (none, "count"), ==, 0);
}

static void
test_too_fast (CrosschqFixture *fixture,
               gconstpointer    data)
{
  for (guint i = 0; i < 3; i++)
    {
      fixture->now -= G_USEC_PER_SEC / 2;
      g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 200);
    }

  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "too-fast"), ==, 0);
  fixture->now -= G_USEC_PER_SEC - 1;
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 200);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "too-fast"), ==, 1);
  crosschq_fixture_set (fixture, "{\"crosschq_ceiling\":false}");
  fixture->now -= G_USEC_PER_SEC - 1;
  g_assert_cmpuint (get_status (fixture, "GET", SURVEYS, NULL), ==, 200);
  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "too-fast"), ==, 1);
}

/* Five questions at once, of which none was answered yet. */
static void
test_too_many_at_once (CrosschqFixture *fixture,
                       gconstpointer    data)
{
  VouchSandboxAnswer *answers[5];

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(VouchRequest) request = vouch_request_new ("GET", CROSSCHQ_ORIGIN SURVEYS, 0);

      fixture->now += G_USEC_PER_SEC;
      vouch_headers_add (request->headers, "Authorization", fixture->authorization);
      answers[i] = vouch_sandbox_handle (fixture->sandbox, request, fixture->now);
    }

  g_assert_cmpuint (crosschq_count (fixture, "violations", "rule", "too-fast"), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    vouch_sandbox_answer_free (answers[i]);
}

static void
test_odd_status (CrosschqFixture *fixture,
                 gconstpointer    data)
{
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, PLAIN);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  act (fixture, "edit-request", id, ",\"status\":\"on_hold\",\"email\":\"new@example.org\"");
  node = crosschq_fixture_get (fixture, id);
  g_assert_cmpstr (text_at (node, "status"), ==, "on_hold");
  g_assert_cmpstr (text_at (node, "candidate.email"), ==, "new@example.org");

  g_assert_null (vouch_sandbox_control (fixture->sandbox, "conclude", "{\"request_id\":\"none\"}",
                                        fixture->now, &error));
  g_assert_nonnull (error);
}

/* The other half may write down what it only derived before. */
static void
assert_same_half (GBytes *a,
                  GBytes *b)
{
  g_autoptr(JsonNode) first = vouch_json_parse (a, NULL);
  g_autoptr(JsonNode) second = vouch_json_parse (b, NULL);

  g_assert_nonnull (json_at (first, "crosschq.requests.0"));
  g_assert_true (json_node_equal (json_at (first, "crosschq"), json_at (second, "crosschq")));
}

static void
test_save_and_load (CrosschqFixture *fixture,
                    gconstpointer    data)
{
  CrosschqFixture other = { NULL, };
  g_autofree char *id = crosschq_fixture_create (fixture, V2_LIST, WITH_ID);
  g_autoptr(JsonNode) done = NULL;
  g_autoptr(JsonNode) loaded = NULL;
  g_autoptr(JsonNode) file = NULL;
  g_autoptr(GBytes) state = NULL;
  g_autoptr(GBytes) state_again = NULL;
  g_autoptr(GError) error = NULL;

  act (fixture, "answer-all", id, "");
  done = crosschq_fixture_get (fixture, id);
  state = vouch_sandbox_save (fixture->sandbox);

  crosschq_fixture_set_up (&other, NULL);
  g_assert_true (vouch_sandbox_load (other.sandbox, state, &error));
  g_assert_no_error (error);
  other.now = fixture->now;
  state_again = vouch_sandbox_save (other.sandbox);
  assert_same_half (state, state_again);

  loaded = crosschq_fixture_get (&other, id);
  g_assert_cmpstr (text_at (loaded, "status"), ==, "completed");
  g_assert_cmpstr (text_at (loaded, "ats.application_id"), ==, "APP-1");
  g_assert_cmpstr (text_at (loaded, "references.2.email"), ==,
                   text_at (done, "references.2.email"));
  g_clear_pointer (&other.authorization, g_free);
  file = crosschq_fixture_fetch (&other, "GET", text_at (done, "report_full_pdf"), NULL);
  g_assert_cmpuint (other.status, ==, 200);
  crosschq_fixture_tear_down (&other, NULL);
}

#define ADD(path, function) \
  g_test_add ("/sandbox/crosschq/" path, CrosschqFixture, NULL, crosschq_fixture_set_up, \
              function, crosschq_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("token", test_token);
  ADD ("paths", test_paths);
  ADD ("switches", test_switches);
  ADD ("catalog", test_catalog);
  ADD ("life", test_life);
  ADD ("absent-forms", test_absent_forms);
  ADD ("auto-conclude", test_auto_conclude);
  ADD ("time-passes", test_time_passes);
  ADD ("files", test_files);
  ADD ("bad-files", test_bad_files);
  ADD ("cancel", test_cancel);
  ADD ("remind-and-outcome", test_remind_and_outcome);
  ADD ("list", test_list);
  ADD ("list-lag", test_list_lag);
  ADD ("prospects", test_prospects);
  ADD ("too-fast", test_too_fast);
  ADD ("too-many-at-once", test_too_many_at_once);
  ADD ("odd-status", test_odd_status);
  ADD ("save-and-load", test_save_and_load);
  return g_test_run ();
}
