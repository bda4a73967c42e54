/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "net-fixture.h"
#include "vouch-test-util.h"

#define JSON "application/json"
#define SECOND G_USEC_PER_SEC

static VouchRequest *
get_sent (NetFixture *fixture,
          guint       index)
{
  return vouch_test_transport_get_sent (fixture->transport, index);
}

static const char *
get_sent_header (NetFixture *fixture,
                 guint       index,
                 const char *name)
{
  return vouch_headers_get (get_sent (fixture, index)->headers, name);
}

static gint64
get_now (NetFixture *fixture)
{
  return vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock));
}

static VouchCall *
new_effect (void)
{
  VouchCall *call = vouch_call_new ("POST", "/requests", NULL);
  g_autoptr(JsonNode) body = json_from_string ("{\"a\":1}", NULL);

  vouch_call_set_json (call, body);
  return call;
}

static void
assert_fails (NetFixture    *fixture,
              VouchCall     *call,
              VouchApiError  code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchReply) reply = net_fixture_send (fixture, call, &error);

  g_assert_null (reply);
  g_assert_error (error, VOUCH_API_ERROR, (int) code);
  g_assert_cmpstr (vouch_api_error_get_service (error), ==, "ats");
}

static void
assert_get_fails (NetFixture    *fixture,
                  VouchApiError  code)
{
  g_autoptr(VouchCall) call = vouch_call_new ("GET", "/jobs", NULL);

  assert_fails (fixture, call, code);
}

static void
push_failure (NetFixture    *fixture,
              VouchApiError  code)
{
  vouch_test_transport_push_error (fixture->transport, vouch_api_error_new (code, 0, "x"), 0);
}

static void
test_success (NetFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object;

  net_fixture_push (fixture, 200, "{\"id\":\"7\"}", "Content-Type", JSON "; charset=utf-8",
                    "Date", "Wed, 01 May 2024 10:00:05 GMT", "Link", "</x>; rel=\"next\"", NULL);
  reply = net_fixture_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  object = json_node_get_object (reply->json);
  g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, "7");
  g_assert_cmpint (reply->date, ==, NET_WALL + 5 * SECOND);
  g_assert_cmpstr (vouch_headers_get (reply->headers, "link"), ==, "</x>; rel=\"next\"");

  g_assert_cmpstr (get_sent (fixture, 0)->uri, ==, NET_BASE "/jobs/7");
  g_assert_cmpstr (get_sent_header (fixture, 0, "Authorization"), ==, "token-1");
  g_assert_cmpstr (get_sent_header (fixture, 0, "Accept"), ==, JSON);
  g_assert_cmpstr (get_sent_header (fixture, 0, "Accept-Language"), ==, "en");
  g_assert_true (g_str_has_prefix (get_sent_header (fixture, 0, "User-Agent"), "Vouch/"));
}

/* A read is tried three times, with pauses. */
static void
test_refused_connection (NetFixture    *fixture,
                         gconstpointer  data)
{
  gint64 begin = get_now (fixture);

  for (guint i = 0; i < 3; i++)
    push_failure (fixture, VOUCH_API_ERROR_NOT_SENT);
  assert_get_fails (fixture, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpint (get_now (fixture), >, begin);
  g_assert_cmpint (get_now (fixture), <, begin + 3 * SECOND);
}

static void
test_recovers (NetFixture    *fixture,
               gconstpointer  data)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  push_failure (fixture, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  vouch_test_transport_push (fixture->transport, 503, "text/html", "<p>busy</p>");
  vouch_test_transport_push (fixture->transport, 200, JSON, "[]");
  reply = net_fixture_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reply->json);
}

/* Whatever happens, an effect leaves once. */
static void
test_effect_is_sent_once (NetFixture    *fixture,
                          gconstpointer  data)
{
  static const guint statuses[] = { 400, 403, 404, 405, 408, 409, 422, 429, 500, 502, 503, 504 };
  g_autoptr(VouchCall) call = new_effect ();

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchReply) reply = NULL;

      g_test_message ("%u", statuses[i]);
      vouch_test_transport_push (fixture->transport, statuses[i], NULL, "");
      reply = net_fixture_send (fixture, call, &error);
      g_assert_null (reply);
      g_assert_cmpuint (vouch_api_error_get_status (error), ==, statuses[i]);
      g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, i + 1);
      g_assert_cmpuint (get_sent (fixture, i)->flags, ==, VOUCH_REQUEST_EFFECT);
    }
}

static void
test_effect_failures (NetFixture    *fixture,
                      gconstpointer  data)
{
  g_autoptr(VouchCall) call = new_effect ();

  push_failure (fixture, VOUCH_API_ERROR_NOT_SENT);
  assert_fails (fixture, call, VOUCH_API_ERROR_NOT_SENT);
  push_failure (fixture, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  assert_fails (fixture, call, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
}

static void
test_slow (NetFixture    *fixture,
           gconstpointer  data)
{
  gint64 begin = get_now (fixture);

  /* No second try: the time is used up. */
  vouch_test_transport_push_silence (fixture->transport);
  assert_get_fails (fixture, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpint (get_now (fixture) - begin, ==, 150 * SECOND);
}

static void
test_slow_file (NetFixture    *fixture,
                gconstpointer  data)
{
  static const char uri[] = "https://files.example.net/r";
  g_autoptr(VouchCall) call = vouch_call_new_absolute ("GET", uri, "report");
  gint64 begin = get_now (fixture);

  vouch_call_set_expect (call, VOUCH_EXPECT_PDF);
  vouch_test_transport_push_silence (fixture->transport);
  assert_fails (fixture, call, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpint (get_now (fixture) - begin, ==, 120 * SECOND);
}

static void
test_throttled (NetFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  gint64 begin = get_now (fixture);

  net_fixture_push (fixture, 429, "{}", "Retry-After", "3", NULL);
  vouch_test_transport_push (fixture->transport, 200, JSON, "[]");
  reply = net_fixture_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_now (fixture) - begin, ==, 3 * SECOND);
}

static void
test_throttled_effect (NetFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr(VouchCall) call = new_effect ();
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(VouchReply) next = NULL;
  g_autoptr(GError) error = NULL;
  gint64 begin = get_now (fixture);

  net_fixture_push (fixture, 429, "", "Retry-After", "5", NULL);
  reply = net_fixture_send (fixture, call, &error);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_THROTTLED);
  g_assert_cmpint (vouch_api_error_get_retry_after (error), ==, 5);
  g_clear_error (&error);

  /* The others wait as well. */
  vouch_test_transport_push (fixture->transport, 200, JSON, "[]");
  next = net_fixture_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (get_now (fixture) - begin, >=, 5 * SECOND);
}

static void
test_throttled_for_long (NetFixture    *fixture,
                         gconstpointer  data)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  gint64 begin = get_now (fixture);

  net_fixture_push (fixture, 429, "", "Retry-After", "3600", NULL);
  reply = net_fixture_get (fixture, &error);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_THROTTLED);
  g_assert_cmpint (vouch_api_error_get_retry_after (error), ==, 3600);
  g_assert_cmpint (get_now (fixture), ==, begin);
}

static void
test_unauthorized_once (NetFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr(VouchCall) call = new_effect ();
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  fixture->authorizer->n_left = 1;
  vouch_test_transport_push (fixture->transport, 401, JSON, "{}");
  vouch_test_transport_push (fixture->transport, 201, JSON, "{}");
  reply = net_fixture_send (fixture, call, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpstr (get_sent_header (fixture, 0, "Authorization"), ==, "token-1");
  g_assert_cmpstr (get_sent_header (fixture, 1, "Authorization"), ==, "token-2");
}

static void
test_unauthorized_always (NetFixture    *fixture,
                          gconstpointer  data)
{
  fixture->authorizer->n_left = 10;
  vouch_test_transport_push (fixture->transport, 401, JSON, "{}");
  vouch_test_transport_push (fixture->transport, 401, JSON, "{}");
  assert_get_fails (fixture, VOUCH_API_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (fixture->authorizer->n_rejected, ==, 1);

  fixture->authorizer->n_left = 0;
  vouch_test_transport_push (fixture->transport, 401, JSON, "{}");
  assert_get_fails (fixture, VOUCH_API_ERROR_UNAUTHORIZED);
}

static void
test_no_credential (NetFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  fixture->authorizer->error = g_error_new_literal (VOUCH_ACCOUNT_ERROR,
                                                    VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT, "x");
  reply = net_fixture_get (fixture, &error);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
  g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, 0);
}

/* Never followed, wherever it leads, and the credential goes nowhere else. */
static void
test_redirects (NetFixture    *fixture,
                gconstpointer  data)
{
  static const guint statuses[] = { 301, 302, 303, 304, 307, 308 };
  static const char *const targets[] = {
    "https://api.example.com/v1/other", "http://api.example.com/v1/jobs/7", "https://evil.example/",
    "https://api.example.com:444/", "https://api.example.com@evil.example/", "//evil.example/x",
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (targets); j++)
        {
          g_autoptr(VouchCall) call = j % 2 == 0 ? new_effect ()
                                                 : vouch_call_new ("GET", "/jobs", NULL);

          net_fixture_push (fixture, statuses[i], "", "Location", targets[j], NULL);
          assert_fails (fixture, call, VOUCH_API_ERROR_UNSUPPORTED);
          g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, ++n);
        }
    }
}

static void
test_links (NetFixture    *fixture,
            gconstpointer  data)
{
  static const struct { const char *uri; gboolean sent; } cases[] = {
    { "https://api.example.com/v1/jobs?pageId=x", TRUE },
    { "https://API.example.com:443/v1/jobs?pageId=x", TRUE },
    { "/v1/jobs?pageId=x", TRUE },
    { "?pageId=x", TRUE },
    { "http://api.example.com/v1/jobs", FALSE },
    { "https://api.example.com:444/v1/jobs", FALSE },
    { "https://api.example.com.evil.example/", FALSE },
    { "https://token@api.example.com/v1/jobs", FALSE },
    { "https://api.example.com@evil.example/", FALSE },
    { "//evil.example/", FALSE },
    { "http://localhost:8080/", FALSE },
    { "file:///etc/passwd", FALSE },
    { "https://", FALSE },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchCall) call = vouch_call_new_absolute ("GET", cases[i].uri, "next page");
      g_autoptr(VouchReply) reply = NULL;

      g_test_message ("%s", cases[i].uri);
      if (cases[i].sent)
        {
          vouch_test_transport_push (fixture->transport, 200, JSON, "[]");
          reply = net_fixture_send (fixture, call, NULL);
          g_assert_nonnull (reply);
          g_assert_nonnull (get_sent_header (fixture, n++, "Authorization"));
        }
      else
        {
          assert_fails (fixture, call, VOUCH_API_ERROR_BAD_REPLY);
        }
      g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, n);
    }
}

static void
test_file (NetFixture    *fixture,
           gconstpointer  data)
{
  static const char *const uris[] = { "https://files.example.net/r.pdf?sig=x",
                                      "https://api.example.com/v1/r.pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr(VouchCall) call = vouch_call_new_absolute ("GET", uris[i], "report");
      g_autoptr(VouchReply) reply = NULL;
      g_autoptr(GError) error = NULL;

      vouch_call_set_expect (call, VOUCH_EXPECT_PDF);
      vouch_test_transport_push (fixture->transport, 200, "application/pdf", "%PDF-1.7\n%%EOF\n");
      reply = net_fixture_send (fixture, call, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (reply->bytes), ==, 15);
      g_assert_null (get_sent_header (fixture, i, "Authorization"));
      g_assert_cmpstr (get_sent_header (fixture, i, "Accept"), ==, "application/pdf");
    }

  g_assert_cmpuint (fixture->authorizer->n_asked, ==, 0);
}

static void
assert_cancelled (NetFixture   *fixture,
                  GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchReply) reply = vouch_http_send_finish (fixture->http, result, &error);

  g_assert_null (reply);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled_at_once (NetFixture    *fixture,
                        gconstpointer  data)
{
  g_autoptr(VouchCall) call = new_effect ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  g_cancellable_cancel (cancellable);
  vouch_http_send_async (fixture->http, call, cancellable, vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  assert_cancelled (fixture, result);
  g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, 0);
}

static void
test_cancelled_under_way (NetFixture    *fixture,
                          gconstpointer  data)
{
  g_autoptr(VouchCall) call = new_effect ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  gint64 begin = get_now (fixture);

  vouch_test_transport_push_silence (fixture->transport);
  vouch_http_send_async (fixture->http, call, cancellable, vouch_test_keep_result_cb, &result);
  vouch_test_run_ready ();
  g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, 1);

  g_cancellable_cancel (cancellable);
  g_assert_null (result);
  vouch_test_run_ready ();
  assert_cancelled (fixture, result);
  g_assert_cmpint (get_now (fixture), ==, begin);
}

static void
test_cancelled_while_waiting (NetFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("GET", "/jobs", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  net_fixture_push (fixture, 429, "", "Retry-After", "30", NULL);
  vouch_http_send_async (fixture->http, call, cancellable, vouch_test_keep_result_cb, &result);
  vouch_test_run_ready ();
  g_assert_null (result);

  g_cancellable_cancel (cancellable);
  vouch_test_run_ready ();
  assert_cancelled (fixture, result);
}

static void
test_order_and_pace (NetFixture    *fixture,
                     gconstpointer  data)
{
  enum { N = 40 };
  GAsyncResult *results[N] = { NULL };
  gint64 begin = get_now (fixture);

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr(VouchCall) call = vouch_call_new ("GET", "/jobs/{id}", id, NULL);

      vouch_test_transport_push (fixture->transport, 200, JSON, "[]");
      vouch_http_send_async (fixture->http, call, NULL, vouch_test_keep_result_cb, &results[i]);
    }
  vouch_test_clock_run_until (fixture->clock, results[N - 1] != NULL);
  g_assert_cmpint (get_now (fixture) - begin, <, 4 * SECOND);

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *uri = g_strdup_printf (NET_BASE "/jobs/%u", i);
      g_autoptr(VouchReply) reply = vouch_http_send_finish (fixture->http, results[i], NULL);

      g_assert_nonnull (reply);
      g_assert_cmpstr (get_sent (fixture, i)->uri, ==, uri);
      if (i >= 10)
        g_assert_cmpint (vouch_test_transport_get_sent_at (fixture->transport, i) -
                         vouch_test_transport_get_sent_at (fixture->transport, i - 10), >, SECOND);
      g_object_unref (results[i]);
    }
}

static void
test_one_candidate_page_at_a_time (NetFixture    *fixture,
                                   gconstpointer  data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("GET", "/candidates", NULL);
  GAsyncResult *results[4] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      VouchResponse *response = vouch_response_new_bytes (204, NULL, NULL);

      vouch_test_transport_push_response (fixture->transport, response, SECOND);
      vouch_http_send_async (fixture->http, call, NULL, vouch_test_keep_result_cb, &results[i]);
    }
  vouch_test_clock_run_until (fixture->clock, results[3] != NULL);
  g_assert_cmpuint (vouch_test_transport_get_max_at_once (fixture->transport), ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_object_unref (results[i]);
}

static void
test_breaker (NetFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchCall) effect = new_effect ();
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_assert_false (vouch_http_is_open (fixture->http));
      vouch_test_transport_push (fixture->transport, 500, NULL, "");
      assert_fails (fixture, effect, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
    }

  g_assert_true (vouch_http_is_open (fixture->http));
  g_assert_cmpint (vouch_http_get_retry_at (fixture->http), ==, get_now (fixture) + 30 * SECOND);
  reply = net_fixture_send (fixture, effect, &error);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpint (vouch_api_error_get_retry_after (error), ==, 30);
  g_assert_cmpstr (vouch_api_error_get_service (error), ==, "ats");
  g_clear_error (&error);

  /* An effect is no probe; a read is, and then all is well again. */
  vouch_test_clock_advance (fixture->clock, 30 * SECOND);
  assert_fails (fixture, effect, VOUCH_API_ERROR_NOT_SENT);
  vouch_test_transport_push (fixture->transport, 404, NULL, "");
  assert_get_fails (fixture, VOUCH_API_ERROR_NOT_FOUND);
  g_assert_false (vouch_http_is_open (fixture->http));
  g_assert_cmpint (vouch_http_get_retry_at (fixture->http), ==, 0);
  vouch_test_transport_push (fixture->transport, 201, JSON, "{}");
  reply = net_fixture_send (fixture, effect, &error);
  g_assert_no_error (error);
}

/* The own mistakes and the limits are no sign of a service that is down. */
static void
test_breaker_stays_closed (NetFixture    *fixture,
                           gconstpointer  data)
{
  static const guint statuses[] = { 400, 401, 403, 404, 409, 422, 429 };
  g_autoptr(VouchCall) effect = new_effect ();

  for (guint i = 0; i < 40; i++)
    {
      guint status = statuses[i % G_N_ELEMENTS (statuses)];
      g_autoptr(VouchReply) reply = NULL;

      vouch_test_transport_push (fixture->transport, status, NULL, "");
      reply = net_fixture_send (fixture, effect, NULL);
      g_assert_null (reply);
    }
  g_assert_false (vouch_http_is_open (fixture->http));
}

static void
test_bad_base (void)
{
  static const VouchHttpRule rule = { NULL, NULL, 10, 8 };
  static const VouchHttpPolicy policy = { .name = "x", .rules = &rule, .n_rules = 1 };
  g_autoptr(VouchTestClock) clock = vouch_test_clock_new (0);
  g_autoptr(VouchTestTransport) transport = vouch_test_transport_new (VOUCH_CLOCK (clock));
  g_autoptr(VouchRandom) random = vouch_system_random_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchHttp) http = NULL;

  http = vouch_http_new (&policy, "http://api.example.com", VOUCH_REACH_REAL,
                         VOUCH_TRANSPORT (transport), VOUCH_CLOCK (clock), random, NULL, &error);
  g_assert_null (http);
  g_assert_error (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE);
}

#define ADD(path, func) \
  g_test_add (path, NetFixture, NULL, net_fixture_set_up, func, net_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/http/success", test_success);
  ADD ("/http/refused-connection", test_refused_connection);
  ADD ("/http/recovers", test_recovers);
  ADD ("/http/effect-is-sent-once", test_effect_is_sent_once);
  ADD ("/http/effect-failures", test_effect_failures);
  ADD ("/http/slow", test_slow);
  ADD ("/http/slow-file", test_slow_file);
  ADD ("/http/throttled", test_throttled);
  ADD ("/http/throttled-effect", test_throttled_effect);
  ADD ("/http/throttled-for-long", test_throttled_for_long);
  ADD ("/http/unauthorized-once", test_unauthorized_once);
  ADD ("/http/unauthorized-always", test_unauthorized_always);
  ADD ("/http/no-credential", test_no_credential);
  ADD ("/http/redirects", test_redirects);
  ADD ("/http/links", test_links);
  ADD ("/http/file", test_file);
  ADD ("/http/cancelled-at-once", test_cancelled_at_once);
  ADD ("/http/cancelled-under-way", test_cancelled_under_way);
  ADD ("/http/cancelled-while-waiting", test_cancelled_while_waiting);
  ADD ("/http/order-and-pace", test_order_and_pace);
  ADD ("/http/one-candidate-page-at-a-time", test_one_candidate_page_at_a_time);
  ADD ("/http/breaker", test_breaker);
  ADD ("/http/breaker-stays-closed", test_breaker_stays_closed);
  g_test_add_func ("/http/bad-base", test_bad_base);

  return g_test_run ();
}
