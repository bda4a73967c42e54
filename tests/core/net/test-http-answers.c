/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "net-fixture.h"
#include "vouch-test-stream.h"

#define JSON "application/json"
#define DATE "Wed, 01 May 2024 10:00:00 GMT"

/* An effect, so that nothing is repeated. */
static GError *
send_and_fail (NetFixture *fixture)
{
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(VouchReply) reply = NULL;
  GError *error = NULL;

  reply = net_fixture_send (fixture, call, &error);
  g_assert_null (reply);
  g_assert_nonnull (error);
  return error;
}

static void
assert_bad_reply (NetFixture  *fixture,
                  VouchExpect  expect)
{
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  vouch_call_set_expect (call, expect);
  reply = net_fixture_send (fixture, call, &error);
  g_assert_null (reply);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
}

static void
test_codes (NetFixture    *fixture,
            gconstpointer  data)
{
  static const struct { guint status; VouchApiError code; } cases[] = {
    { 300, VOUCH_API_ERROR_UNSUPPORTED }, { 301, VOUCH_API_ERROR_UNSUPPORTED },
    { 307, VOUCH_API_ERROR_UNSUPPORTED }, { 399, VOUCH_API_ERROR_UNSUPPORTED },
    { 400, VOUCH_API_ERROR_INVALID }, { 401, VOUCH_API_ERROR_UNAUTHORIZED },
    { 402, VOUCH_API_ERROR_INVALID }, { 403, VOUCH_API_ERROR_FORBIDDEN },
    { 404, VOUCH_API_ERROR_NOT_FOUND }, { 405, VOUCH_API_ERROR_UNSUPPORTED },
    { 406, VOUCH_API_ERROR_INVALID }, { 408, VOUCH_API_ERROR_OUTCOME_UNKNOWN },
    { 409, VOUCH_API_ERROR_CONFLICT }, { 410, VOUCH_API_ERROR_NOT_FOUND },
    { 413, VOUCH_API_ERROR_INVALID }, { 415, VOUCH_API_ERROR_INVALID },
    { 422, VOUCH_API_ERROR_INVALID }, { 424, VOUCH_API_ERROR_INVALID },
    { 429, VOUCH_API_ERROR_THROTTLED }, { 499, VOUCH_API_ERROR_INVALID },
    { 500, VOUCH_API_ERROR_OUTCOME_UNKNOWN }, { 503, VOUCH_API_ERROR_OUTCOME_UNKNOWN },
    { 599, VOUCH_API_ERROR_OUTCOME_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%u", cases[i].status);
      net_fixture_push (fixture, cases[i].status, "", "Date", DATE, NULL);
      error = send_and_fail (fixture);
      g_assert_error (error, VOUCH_API_ERROR, (int) cases[i].code);
      g_assert_cmpuint (vouch_api_error_get_status (error), ==, cases[i].status);
      g_assert_cmpint (vouch_api_error_get_date (error), ==, NET_WALL);
    }
}

static void
test_details (NetFixture    *fixture,
              gconstpointer  data)
{
  static const struct { const char *body; const char *detail; const char *code; } cases[] = {
    { "", NULL, NULL },
    { "{}", NULL, NULL },
    { "[]", NULL, NULL },
    { "{\"message\":\"Bad\"}", "Bad", NULL },
    { "{\"message\":\"Bad\",\"errors\":[]}", "Bad", NULL },
    { "{\"message\":\"Bad\",\"errors\":[{\"code\":\"X_1\",\"message\":\"Worse\"},"
      "{\"code\":\"Y\",\"message\":\"b\"}]}", "Worse; b", "X_1" },
    { "{\"errors\":[{\"code\":\"X_1\"}]}", "X_1", "X_1" },
    { "{\"message\":\"m\",\"errors\":[{\"dataPath\":\".email\",\"message\":\"no\"}]}",
      ".email: no", NULL },
    { "{\"errors\":\"text\"}", "text", NULL },
    { "{\"errors\":[\"one\",\"two\"]}", "one; two", NULL },
    { "{\"errors\":{\"email\":\"bad\",\"name\":[\"short\",\"odd\"]}}",
      "email: bad; name: short; name: odd", NULL },
    { "{\"errors\":{\"candidate\":{\"email\":[\"bad\"],\"n\":5,\"z\":null}}}",
      "candidate.email: bad", NULL },
    { "{\"errors\":{\"a\":[{\"b\":{\"c\":[[\"deep\"]]}}]}}", "a.b.c: deep", NULL },
    { "{\"errors\":null,\"detail\":\"Invalid token.\"}", "Invalid token.", NULL },
    { "{\"detail\":\"first\",\"message\":\"second\"}", "first", NULL },
    { "{\"error\":\"invalid_grant\",\"error_description\":\"gone\"}", "gone", "invalid_grant" },
    { "{\"error\":{\"nested\":1}}", NULL, NULL },
    { "<html>\n<b>502</b></html>", "<html> <b>502</b></html>", NULL },
    { "plain \x1b[31mtext", "plain  [31mtext", NULL },
    { "\xff\xfe", "\xef\xbf\xbd\xef\xbf\xbd", NULL },
    { "{\"message\":\"a\",\"message\":\"b\"}", "{\"message\":\"a\",\"message\":\"b\"}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%u", i);
      net_fixture_push (fixture, 422, cases[i].body, "Content-Type", JSON, NULL);
      error = send_and_fail (fixture);
      g_assert_cmpstr (vouch_api_error_get_detail (error), ==, cases[i].detail);
      g_assert_cmpstr (vouch_api_error_get_service_code (error), ==, cases[i].code);
    }
}

static void
test_refused_fields (NetFixture    *fixture,
                     gconstpointer  data)
{
  static const struct { const char *body; const char *field; } cases[] = {
    { "{\"errors\":{\"jobrole\":[\"Unknown survey.\"],\"config_params\":{\"peers\":[\"Many.\"]}}}",
      "jobrole" },
    { "{\"errors\":{\"config_params\":{\"peers\":[\"Above the maximum of 10.\"]}}}",
      "config_params.peers" },
    { "{\"errors\":[\"candidate.email: Not valid.\",\"jobrole: Unknown.\"]}", "candidate.email" },
    { "{\"errors\":\"Candidate email is not valid.\"}", NULL },
    { "{\"message\":\"m\",\"errors\":[{\"dataPath\":\"email\",\"message\":\"no\"}]}", "email" },
    { "<html>", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) copy = NULL;

      g_test_message ("%u", i);
      net_fixture_push (fixture, 400, cases[i].body, "Content-Type", JSON, NULL);
      error = send_and_fail (fixture);
      copy = g_error_copy (error);
      g_assert_cmpstr (vouch_api_error_get_field (copy), ==, cases[i].field);
    }
}

/* What the service says may name a person; messages go to the log. */
static void
test_message_is_clean (NetFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/candidates/{id}", "id-4711", NULL);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  vouch_call_add_query (call, "q", "ada@example.org");
  vouch_test_transport_push (fixture->transport, 422, JSON, "{\"message\":\"Ada Example\"}");
  reply = net_fixture_send (fixture, call, &error);
  g_assert_null (reply);
  g_assert_nonnull (strstr (error->message, "/candidates/{id}"));
  g_assert_null (strstr (error->message, "4711"));
  g_assert_null (strstr (error->message, "ada"));
  g_assert_null (strstr (error->message, "Ada"));
}

static void
test_long_details (NetFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *text = g_strnfill (200 * 1000, 'x');
  g_autofree char *object = g_strdup_printf ("{\"errors\":{\"a\":\"%.30000s\",\"b\":\"more\"}}",
                                             text);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) other = NULL;

  vouch_test_transport_push (fixture->transport, 500, NULL, text);
  error = send_and_fail (fixture);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (strlen (vouch_api_error_get_detail (error)), ==, 200);

  vouch_test_transport_push (fixture->transport, 400, NULL, object);
  other = send_and_fail (fixture);
  g_assert_cmpuint (strlen (vouch_api_error_get_detail (other)), ==, 2000);
}

static void
test_retry_after (NetFixture    *fixture,
                  gconstpointer  data)
{
  static const struct { const char *value; const char *date; gint64 seconds; } cases[] = {
    { "3", NULL, 3 }, { "0", NULL, 0 }, { " 7 ", NULL, 7 }, { "120", DATE, 120 },
    { "Wed, 01 May 2024 10:00:42 GMT", DATE, 42 },
    { "Wed, 01 May 2024 09:59:00 GMT", DATE, 0 },
    { "Wed, 01 May 2024 10:00:42 GMT", NULL, -1 },
    { "Wed, 01 May 2024 10:00:42 GMT", "nonsense", -1 },
    { "-5", NULL, -1 }, { "", NULL, -1 }, { "soon", NULL, -1 }, { "3.5", NULL, -1 },
    { "100000", NULL, 86400 }, { "99999999999999999999999", NULL, 86400 },
    { "Wed, 01 May 2124 10:00:42 GMT", DATE, 86400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].value);
      /* The pause of the one before is over; the wall clock is off, which must not matter. */
      vouch_test_clock_advance (fixture->clock, 2 * G_TIME_SPAN_DAY);
      vouch_test_clock_jump_wall (fixture->clock, -G_TIME_SPAN_DAY);
      if (cases[i].date != NULL)
        net_fixture_push (fixture, 429, "", "Retry-After", cases[i].value,
                          "Date", cases[i].date, NULL);
      else
        net_fixture_push (fixture, 429, "", "Retry-After", cases[i].value, NULL);
      error = send_and_fail (fixture);
      g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_THROTTLED);
      g_assert_cmpint (vouch_api_error_get_retry_after (error), ==, cases[i].seconds);
    }
}

static void
test_bad_documents (NetFixture    *fixture,
                    gconstpointer  data)
{
  g_autofree char *deep = g_strnfill (9000, '[');
  g_autofree char *large = g_strnfill (10001, ' ');
  const struct { const char *type; const char *body; } cases[] = {
    { JSON, "" }, { JSON, "{" }, { JSON, "{\"a\":1,\"a\":2}" }, { JSON, "<html></html>" },
    { JSON, "\xef\xbb\xbf{}" }, { JSON, "null" }, { JSON, deep }, { JSON, large },
    { "text/html", "<html></html>" }, { "text/html", "{}" }, { "text/plain", "{}" },
    { "application/pdf", "{}" }, { "", "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u: %s", i, cases[i].type);
      vouch_test_transport_push (fixture->transport, 200, cases[i].type, cases[i].body);
      assert_bad_reply (fixture, VOUCH_EXPECT_JSON);
      vouch_test_transport_push (fixture->transport, 200, cases[i].type, cases[i].body);
      assert_bad_reply (fixture, VOUCH_EXPECT_PAGE);
    }
}

static void
test_good_documents (NetFixture    *fixture,
                     gconstpointer  data)
{
  static const char *const types[] = {
    JSON, "application/json; charset=utf-8", "Application/JSON;charset=UTF-8", "text/json",
    "application/hal+json", NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr(VouchReply) reply = NULL;
      g_autoptr(GError) error = NULL;

      vouch_test_transport_push (fixture->transport, 200, types[i], "{\"a\":1}");
      reply = net_fixture_get (fixture, &error);
      g_assert_no_error (error);
      g_assert_nonnull (reply->json);
    }
}

static void
test_no_content (NetFixture    *fixture,
                 gconstpointer  data)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  vouch_test_transport_push (fixture->transport, 204, NULL, NULL);
  reply = net_fixture_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 204);
  g_assert_null (reply->json);
}

static void
test_nothing_expected (NetFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  vouch_call_set_expect (call, VOUCH_EXPECT_NOTHING);
  vouch_test_transport_push (fixture->transport, 201, "text/plain", "whatever");
  reply = net_fixture_send (fixture, call, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_null (reply->json);
}

/* A page comes from somebody in between: the service itself may never have seen the request. */
static void
test_page_instead_of_nothing (NetFixture    *fixture,
                              gconstpointer  data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  vouch_call_set_expect (call, VOUCH_EXPECT_NOTHING);
  vouch_test_transport_push (fixture->transport, 200, "text/html", "<html>");
  reply = net_fixture_send (fixture, call, &error);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
  g_assert_null (reply);
}

static void
test_bad_files (NetFixture    *fixture,
                gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (20000, 'x');
  g_autofree char *large = g_strconcat ("%PDF-", filler, "%%EOF", NULL);
  const struct { const char *type; const char *body; } cases[] = {
    { "text/html", "%PDF-1.7%%EOF" }, { "text/html", "<html>" }, { JSON, "{}" },
    { NULL, "%PDF-1.7%%EOF" },
    { "application/pdf", "%PDF-1.7 cut" }, { "application/pdf", "%PDF%%EOF" },
    { "application/pdf", "" }, { "application/pdf", "%PDF" }, { "application/pdf", "MZ\x90" },
    { "application/pdf", "<html>" }, { "application/pdf", " %PDF-1.7%%EOF" },
    { "application/pdf", large },
    { "application/octet-stream", "PK\x03\x04zip" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      vouch_test_transport_push (fixture->transport, 200, cases[i].type, cases[i].body);
      assert_bad_reply (fixture, VOUCH_EXPECT_PDF);
    }
}

static void
test_octet_stream (NetFixture    *fixture,
                   gconstpointer  data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("GET", "/x", NULL);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  vouch_call_set_expect (call, VOUCH_EXPECT_PDF);
  vouch_test_transport_push (fixture->transport, 200, "application/octet-stream", "%PDF-1.7%%EOF");
  reply = net_fixture_send (fixture, call, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (reply->bytes), ==, 13);
}

static GBytes *
compress (const void *data,
          gsize       size)
{
  g_autoptr(GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (gzip));

  g_assert_true (g_output_stream_write_all (stream, data, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
push_gzip (NetFixture *fixture,
           guint       status,
           const void *data,
           gsize       size)
{
  g_autoptr(GBytes) packed = compress (data, size);
  VouchResponse *response = vouch_response_new_bytes (status, JSON, packed);

  vouch_headers_add (response->headers, "Content-Encoding", "gzip");
  vouch_test_transport_push_response (fixture->transport, response, 0);
}

static void
test_gzip (NetFixture    *fixture,
           gconstpointer  data)
{
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) refusal = NULL;

  push_gzip (fixture, 200, "{\"a\":1}", 7);
  reply = net_fixture_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (reply->json), "a"), ==, 1);

  push_gzip (fixture, 422, "{\"detail\":\"no\"}", 15);
  refusal = send_and_fail (fixture);
  g_assert_cmpstr (vouch_api_error_get_detail (refusal), ==, "no");
}

static void
test_bomb (NetFixture    *fixture,
           gconstpointer  data)
{
  g_autofree char *spaces = g_strnfill (10 * 1000 * 1000, ' ');
  g_autoptr(GError) error = NULL;

  push_gzip (fixture, 200, spaces, 10 * 1000 * 1000);
  assert_bad_reply (fixture, VOUCH_EXPECT_JSON);

  /* An error's text is only a help, so that it is cut instead. */
  push_gzip (fixture, 400, spaces, 10 * 1000 * 1000);
  error = send_and_fail (fixture);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_INVALID);
}

static void
test_endless (NetFixture    *fixture,
              gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("[1,", 3);
  GInputStream *stream = vouch_test_stream_new (bytes, G_MAXUINT, NULL);

  vouch_test_transport_push_response (fixture->transport, vouch_response_new (200, stream), 0);
  assert_bad_reply (fixture, VOUCH_EXPECT_JSON);
}

static void
test_truncated (NetFixture    *fixture,
                gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("[1,2]", 5);
  g_autoptr(GError) first = NULL;
  g_autoptr(GError) second = NULL;
  GInputStream *broken;

  net_fixture_push (fixture, 200, "[1,2]", "Content-Type", JSON, "Content-Length", "9", NULL);
  first = send_and_fail (fixture);
  g_assert_error (first, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN);

  broken = vouch_test_stream_new (bytes, 1, g_error_new_literal (G_IO_ERROR,
                                                                 G_IO_ERROR_PARTIAL_INPUT, "x"));
  vouch_test_transport_push_response (fixture->transport, vouch_response_new (200, broken), 0);
  second = send_and_fail (fixture);
  g_assert_error (second, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
}

static void
test_large_header (NetFixture    *fixture,
                   gconstpointer  data)
{
  g_autofree char *value = g_strnfill (70 * 1000, 'x');

  net_fixture_push (fixture, 200, "{}", "Content-Type", JSON, "X-Large", value, NULL);
  assert_bad_reply (fixture, VOUCH_EXPECT_JSON);
}

#define ADD(path, func) \
  g_test_add (path, NetFixture, NULL, net_fixture_set_up, func, net_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/answers/codes", test_codes);
  ADD ("/answers/details", test_details);
  ADD ("/answers/refused-fields", test_refused_fields);
  ADD ("/answers/message-is-clean", test_message_is_clean);
  ADD ("/answers/long-details", test_long_details);
  ADD ("/answers/retry-after", test_retry_after);
  ADD ("/answers/bad-documents", test_bad_documents);
  ADD ("/answers/good-documents", test_good_documents);
  ADD ("/answers/no-content", test_no_content);
  ADD ("/answers/nothing-expected", test_nothing_expected);
  ADD ("/answers/page-instead-of-nothing", test_page_instead_of_nothing);
  ADD ("/answers/bad-files", test_bad_files);
  ADD ("/answers/octet-stream", test_octet_stream);
  ADD ("/answers/gzip", test_gzip);
  ADD ("/answers/bomb", test_bomb);
  ADD ("/answers/endless", test_endless);
  ADD ("/answers/truncated", test_truncated);
  ADD ("/answers/large-header", test_large_header);

  return g_test_run ();
}
