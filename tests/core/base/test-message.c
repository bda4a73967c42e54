/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-message.h"

static void
check_nth (const VouchHeaders *headers,
           guint               index,
           const char         *name,
           const char         *value)
{
  const char *found_name = NULL;
  const char *found_value = NULL;

  vouch_headers_get_nth (headers, index, &found_name, &found_value);
  g_assert_cmpstr (found_name, ==, name);
  g_assert_cmpstr (found_value, ==, value);
}

static void
test_headers (void)
{
  g_autoptr(VouchHeaders) headers = vouch_headers_new ();

  g_assert_null (vouch_headers_get (headers, "Accept"));
  vouch_headers_add (headers, "Accept", "application/json");
  vouch_headers_add (headers, "Link", "one");
  vouch_headers_add (headers, "link", "two");

  g_assert_cmpstr (vouch_headers_get (headers, "aCCEPT"), ==, "application/json");
  g_assert_cmpstr (vouch_headers_get (headers, "LINK"), ==, "one");
  g_assert_cmpuint (vouch_headers_get_n (headers), ==, 3);
  check_nth (headers, 2, "link", "two");
}

static void
test_set (void)
{
  g_autoptr(VouchHeaders) headers = vouch_headers_new ();

  vouch_headers_add (headers, "Link", "one");
  vouch_headers_add (headers, "Accept", "x");
  vouch_headers_add (headers, "LINK", "two");
  vouch_headers_set (headers, "link", "three");

  g_assert_cmpuint (vouch_headers_get_n (headers), ==, 2);
  check_nth (headers, 0, "Accept", "x");
  check_nth (headers, 1, "link", "three");

  vouch_headers_set (headers, "ACCEPT", NULL);
  vouch_headers_set (headers, "Missing", NULL);
  g_assert_cmpuint (vouch_headers_get_n (headers), ==, 1);
  g_assert_null (vouch_headers_get (headers, "accept"));
}

static void
test_request (void)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("POST", "https://x.example/y",
                                                       VOUCH_REQUEST_EFFECT);
  g_autoptr(VouchRequest) held = vouch_request_ref (request);

  g_assert_true (held == request);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->uri, ==, "https://x.example/y");
  g_assert_cmpint (request->flags, ==, VOUCH_REQUEST_EFFECT);
  g_assert_cmpuint (vouch_headers_get_n (request->headers), ==, 0);
  g_assert_null (request->body);
  g_assert_cmpint (request->connect_timeout, ==, 0);

  request->body = g_bytes_new_static ("{}", 2);
}

static void
test_response (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr(VouchResponse) response = vouch_response_new_bytes (200, "application/json", bytes);
  g_autoptr(VouchResponse) held = vouch_response_ref (response);
  char text[8] = "";
  gsize n = 0;

  g_assert_cmpuint (held->status, ==, 200);
  g_assert_cmpstr (vouch_headers_get (response->headers, "content-type"), ==, "application/json");
  g_assert_true (g_input_stream_read_all (response->body, text, sizeof text, &n, NULL, NULL));
  g_assert_cmpmem (text, n, "{}", 2);
}

static void
test_empty_response (void)
{
  g_autoptr(VouchResponse) response = vouch_response_new_bytes (204, NULL, NULL);
  char text[8] = "";

  g_assert_cmpuint (vouch_headers_get_n (response->headers), ==, 0);
  g_assert_cmpint (g_input_stream_read (response->body, text, sizeof text, NULL, NULL), ==, 0);
}

/* The stream goes with the answer, once. */
static void
test_stream_is_taken (void)
{
  GInputStream *stream = g_memory_input_stream_new ();
  VouchResponse *response = vouch_response_new (200, g_object_ref (stream));

  g_assert_true (response->body == stream);
  vouch_response_unref (response);
  g_assert_finalize_object (stream);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/headers", test_headers);
  g_test_add_func ("/message/set", test_set);
  g_test_add_func ("/message/request", test_request);
  g_test_add_func ("/message/response", test_response);
  g_test_add_func ("/message/empty-response", test_empty_response);
  g_test_add_func ("/message/stream-is-taken", test_stream_is_taken);

  return g_test_run ();
}
