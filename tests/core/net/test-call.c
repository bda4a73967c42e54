/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "http/vouch-call.h"

#define BASE "https://api.example.com"

static void
assert_uri (VouchCall  *call,
            const char *base,
            const char *uri)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchRequest) request = vouch_call_to_request (call, base, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (request->uri, ==, uri);
}

static void
assert_body (VouchCall  *call,
             const char *type,
             const char *body)
{
  g_autoptr(VouchRequest) request = vouch_call_to_request (call, BASE, NULL);
  gsize size;
  const char *data = g_bytes_get_data (request->body, &size);

  g_assert_cmpstr (vouch_headers_get (request->headers, "Content-Type"), ==, type);
  g_assert_cmpmem (data, size, body, strlen (body));
}

static void
test_path (void)
{
  g_autoptr(VouchCall) plain = vouch_call_new ("GET", "/jobs", NULL);
  g_autoptr(VouchCall) filled = vouch_call_new ("GET", "/candidates/{id}/jobs/{jobId}/status",
                                                "a b/c", "ü?#%", NULL);

  assert_uri (plain, BASE, BASE "/jobs");
  assert_uri (plain, BASE "/", BASE "/jobs");
  assert_uri (plain, BASE "/api/v2/", BASE "/api/v2/jobs");
  assert_uri (filled, BASE, BASE "/candidates/a%20b%2Fc/jobs/%C3%BC%3F%23%25/status");
  g_assert_cmpstr (vouch_call_get_template (filled), ==, "/candidates/{id}/jobs/{jobId}/status");
  g_assert_cmpstr (vouch_call_get_method (filled), ==, "GET");
}

static void
test_bad_segments (void)
{
  static const char *const values[] = { "", ".", "..", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(VouchCall) call = vouch_call_new ("DELETE", "/candidates/{id}", values[i], NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchRequest) request = vouch_call_to_request (call, BASE, &error);

      g_assert_null (request);
      g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_INVALID);
    }
}

static void
test_query (void)
{
  g_autoptr(VouchCall) call = vouch_call_new ("GET", "/jobs", NULL);

  vouch_call_add_query (call, "pageId", "a+b/c==&d");
  vouch_call_add_query (call, "status", "NEW");
  vouch_call_add_query (call, "status", "IN REVIEW");
  vouch_call_add_query_int (call, "limit", 100);
  assert_uri (call, BASE,
              BASE "/jobs?pageId=a%2Bb%2Fc%3D%3D%26d&status=NEW&status=IN%20REVIEW&limit=100");
}

static void
test_absolute (void)
{
  static const char page[] = "/candidates?limit=10&pageId=a%3D%3D";
  static const char file[] = "https://files.example.net/r.pdf?sig=%2B";
  g_autoptr(VouchCall) next = vouch_call_new_absolute ("GET", page, "next");
  g_autoptr(VouchCall) other = vouch_call_new_absolute ("GET", file, "report");
  g_autoptr(VouchCall) sly = vouch_call_new_absolute ("GET", "//evil.example/x", "next");

  g_assert_true (vouch_call_is_absolute (next));
  assert_uri (next, BASE "/x", BASE "/candidates?limit=10&pageId=a%3D%3D");
  assert_uri (other, BASE, "https://files.example.net/r.pdf?sig=%2B");
  assert_uri (sly, BASE, "https://evil.example/x");

  vouch_call_add_query (other, "more", "1");
  assert_uri (other, BASE, "https://files.example.net/r.pdf?sig=%2B&more=1");
}

static void
test_bodies (void)
{
  g_autoptr(VouchCall) json = vouch_call_new ("POST", "/x", NULL);
  g_autoptr(VouchCall) patch = vouch_call_new ("PATCH", "/x", NULL);
  g_autoptr(VouchCall) form = vouch_call_new ("POST", "/token", NULL);
  g_autoptr(JsonNode) node = json_from_string ("{\"a\":1}", NULL);

  vouch_call_set_json (json, node);
  assert_body (json, "application/json", "{\"a\":1}");
  vouch_call_set_json_patch (patch, node);
  assert_body (patch, "application/json-patch+json", "{\"a\":1}");
  vouch_call_set_form (form, "grant_type", "authorization_code", "code", "a+b/c= &é", NULL);
  assert_body (form, "application/x-www-form-urlencoded",
               "grant_type=authorization_code&code=a%2Bb%2Fc%3D%20%26%C3%A9");
}

static void
test_attachment (void)
{
  g_autoptr(VouchCall) call = vouch_call_new ("POST", "/x", NULL);
  g_autoptr(GBytes) file = g_bytes_new_static ("%PDF-1", 6);

  vouch_call_set_attachment (call, "b0undary", "GENERIC_FILE", "a\"b\r\nc.pdf", "application/pdf",
                             file);
  assert_body (call, "multipart/form-data; boundary=b0undary",
               "--b0undary\r\n"
               "Content-Disposition: form-data; name=\"attachmentType\"\r\n\r\n"
               "GENERIC_FILE\r\n"
               "--b0undary\r\n"
               "Content-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0Ac.pdf\"\r\n"
               "Content-Type: application/pdf\r\n\r\n"
               "%PDF-1\r\n"
               "--b0undary--\r\n");
}

static void
test_flags (void)
{
  g_autoptr(VouchCall) get = vouch_call_new ("GET", "/x", NULL);
  g_autoptr(VouchCall) post = vouch_call_new ("POST", "/x", NULL);

  g_assert_cmpuint (vouch_call_get_flags (get), ==, VOUCH_REQUEST_NONE);
  g_assert_cmpuint (vouch_call_get_flags (post), ==, VOUCH_REQUEST_EFFECT);
  vouch_call_set_flags (post, VOUCH_REQUEST_NONE);
  g_assert_cmpuint (vouch_call_get_flags (post), ==, VOUCH_REQUEST_NONE);
  g_assert_cmpuint (vouch_call_get_expect (post), ==, VOUCH_EXPECT_JSON);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/call/path", test_path);
  g_test_add_func ("/call/bad-segments", test_bad_segments);
  g_test_add_func ("/call/query", test_query);
  g_test_add_func ("/call/absolute", test_absolute);
  g_test_add_func ("/call/bodies", test_bodies);
  g_test_add_func ("/call/attachment", test_attachment);
  g_test_add_func ("/call/flags", test_flags);

  return g_test_run ();
}
