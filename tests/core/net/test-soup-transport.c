/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "http/vouch-http.h"
#include "http/vouch-read-capped.h"
#include "net-server.h"
#include "vouch-test-util.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"

/* Signed by itself, for "localhost": nobody has a reason to trust it. */
static const char self_signed[] =
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfTNYZHzUwLheCFqu\n"
  "b3STMZKWfhoq+YE47n32VAMy5tqhRANCAAQ3g2zDNbTeuqMa20RBgjkauZFSlYeA\n"
  "09wZHtjnW/2vjXFaj85fVl8adLhmiZb9DG1vhRH4p8BBQR9/rvgaIVXI\n"
  "-----END PRIVATE KEY-----\n"
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBljCCATugAwIBAgIUOvbwzVKz/xjlsbyL87TqI3Dh4tgwCgYIKoZIzj0EAwIw\n"
  "FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE3MDczMloYDzIxMjYxMDMw\n"
  "MTcwNzMyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO\n"
  "PQMBBwNCAAQ3g2zDNbTeuqMa20RBgjkauZFSlYeA09wZHtjnW/2vjXFaj85fVl8a\n"
  "dLhmiZb9DG1vhRH4p8BBQR9/rvgaIVXIo2kwZzAdBgNVHQ4EFgQUvV6FddksjDqN\n"
  "fkYxc9UqYjFJ1T0wHwYDVR0jBBgwFoAUvV6FddksjDqNfkYxc9UqYjFJ1T0wDwYD\n"
  "VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID\n"
  "SQAwRgIhAJaFGSR1sJxly2WO0Cg0mSOR0lKu9oxCGWq2OHqn4sqNAiEAj6iJ+igA\n"
  "rmpvm3Zjmk8rNKjig2DFbXTXzllbEDh311g=\n"
  "-----END CERTIFICATE-----\n";

typedef struct
{
  NetServer *server;
  VouchTransport *transport;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = net_server_new (NULL);
  fixture->transport = vouch_soup_transport_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  vouch_test_run_ready ();
  g_assert_finalize_object (fixture->transport);
  vouch_test_run_ready ();
  net_server_free (fixture->server);
}

static VouchResponse *
send_to (Fixture            *fixture,
         const char         *uri,
         const char         *method,
         VouchRequestFlags   flags,
         GError            **error)
{
  g_autoptr(VouchRequest) request = vouch_request_new (method, uri, flags);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_headers_add (request->headers, "Authorization", "Bearer x");
  if ((flags & VOUCH_REQUEST_EFFECT) != 0)
    {
      vouch_headers_add (request->headers, "Content-Type", "application/json");
      request->body = g_bytes_new_static ("{\"a\":1}", 7);
    }

  vouch_transport_send_async (fixture->transport, request, NULL,
                              vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_wait_for (result != NULL);
  return vouch_transport_send_finish (fixture->transport, result, error);
}

static VouchResponse *
send_request (Fixture            *fixture,
              const char         *method,
              VouchRequestFlags   flags,
              GError            **error)
{
  g_autofree char *uri = net_server_dup_uri (fixture->server, "/a%2Fb?c=d%2B");

  return send_to (fixture, uri, method, flags, error);
}

static GBytes *
read_body (VouchResponse  *response,
           gint64          announced,
           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_read_capped_async (response->body, VOUCH_READ_NONE, 100000, announced, NULL,
                           vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  return vouch_read_capped_finish (response->body, result, error);
}

/* A read whose connection stays open for the next. */
static void
warm_up (Fixture *fixture)
{
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;

  net_server_push (fixture->server, OK, NET_SERVER_KEEP);
  response = send_request (fixture, "GET", VOUCH_REQUEST_NONE, &error);
  g_assert_no_error (error);
  body = read_body (response, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "{}", 2);
}

static void
assert_fails (Fixture           *fixture,
              const char        *method,
              VouchRequestFlags  flags,
              VouchApiError      code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchResponse) response = send_request (fixture, method, flags, &error);

  g_assert_null (response);
  g_assert_error (error, VOUCH_API_ERROR, (int) code);
}

static gboolean
was_sent (Fixture    *fixture,
          const char *text)
{
  return strstr (fixture->server->latest->str, text) != NULL;
}

static void
test_message (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  const char *latest;

  net_server_push (fixture->server,
                   "HTTP/1.1 422 No\r\nContent-Type: text/plain\r\nDate: now\r\nX-A: 1\r\n"
                   "X-A: 2\r\nContent-Length: 3\r\n\r\nbad", NET_SERVER_KEEP);
  response = send_request (fixture, "PATCH", VOUCH_REQUEST_EFFECT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 422);
  g_assert_cmpstr (vouch_headers_get (response->headers, "date"), ==, "now");
  body = read_body (response, -1, &error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "bad", 3);

  latest = fixture->server->latest->str;
  g_assert_true (g_str_has_prefix (latest, "PATCH /a%2Fb?c=d%2B HTTP/1.1\r\n"));
  g_assert_true (g_str_has_suffix (latest, "\r\n\r\n{\"a\":1}"));
  g_assert_true (was_sent (fixture, "\r\nAuthorization: Bearer x\r\n"));
  g_assert_true (was_sent (fixture, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (was_sent (fixture, "\r\nContent-Length: 7\r\n"));
}

static void
test_no_body (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(VouchResponse) response = NULL;

  net_server_push (fixture->server, "HTTP/1.1 204 Done\r\n\r\n", NET_SERVER_KEEP);
  response = send_request (fixture, "POST", VOUCH_REQUEST_NONE, NULL);
  g_assert_cmpuint (response->status, ==, 204);
  g_assert_true (was_sent (fixture, "\r\nContent-Length: 0\r\n"));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NetServer) closed = net_server_new (NULL);
  g_autofree char *uri = net_server_dup_uri (closed, "/");
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&closed, net_server_free);
  response = send_to (fixture, uri, "POST", VOUCH_REQUEST_EFFECT, &error);
  g_assert_null (response);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
}

static void
test_no_address (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = send_to (fixture, "nonsense", "GET", VOUCH_REQUEST_NONE, &error);
  g_assert_null (response);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
}

static void
test_untrusted (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_pem (self_signed, -1, NULL);
  g_autoptr(NetServer) server = NULL;
  g_autofree char *uri = NULL;
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (certificate == NULL)
    {
      g_test_skip ("GLib has no TLS here");
      return;
    }

  server = net_server_new (certificate);
  uri = g_strdup_printf ("https://127.0.0.1:%u/", server->port);
  response = send_to (fixture, uri, "POST", VOUCH_REQUEST_EFFECT, &error);
  g_assert_null (response);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpuint (server->n_connections, >, 0);
  g_assert_cmpuint (server->n_requests, ==, 0);
  vouch_test_run_ready ();
}

/* Connected, but the other side says nothing, not even to begin with TLS. */
static void
test_no_connection (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%u/", fixture->server->port);
  g_autoptr(VouchRequest) request = vouch_request_new ("POST", uri, VOUCH_REQUEST_EFFECT);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  request->connect_timeout = 20 * 1000;
  vouch_transport_send_async (fixture->transport, request, NULL,
                              vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  response = vouch_transport_send_finish (fixture->transport, result, &error);
  g_assert_null (response);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);
}

static void
test_no_answer (Fixture       *fixture,
                gconstpointer  data)
{
  net_server_push (fixture->server, NULL, NET_SERVER_CLOSE);
  assert_fails (fixture, "POST", VOUCH_REQUEST_EFFECT, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);

  net_server_push (fixture->server, "HTTP/1.1 20", NET_SERVER_CLOSE);
  assert_fails (fixture, "POST", VOUCH_REQUEST_EFFECT, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (fixture->server->n_requests, ==, 2);

  net_server_push (fixture->server, "What?\r\n\r\n", NET_SERVER_CLOSE);
  assert_fails (fixture, "POST", VOUCH_REQUEST_EFFECT, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  g_assert_cmpuint (fixture->server->n_requests, ==, 3);
}

/* libsoup alone would send a PUT or DELETE twice here. */
static void
test_stale_connection (Fixture       *fixture,
                       gconstpointer  data)
{
  static const char *const methods[] = { "POST", "PUT", "DELETE", "PATCH" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      guint before;

      g_test_message ("%s", methods[i]);
      warm_up (fixture);
      before = fixture->server->n_requests;

      /* A second arrival would find this answer. */
      net_server_push (fixture->server, NULL, NET_SERVER_CLOSE);
      net_server_push (fixture->server, OK, NET_SERVER_KEEP);
      assert_fails (fixture, methods[i], VOUCH_REQUEST_EFFECT, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
      vouch_test_run_ready ();
      g_assert_cmpuint (fixture->server->n_requests, ==, before + 1);
      g_assert_cmpuint (g_queue_get_length (&fixture->server->answers), ==, 1);
      net_server_drop_answers (fixture->server);
    }
}

static void
test_connections (Fixture       *fixture,
                  gconstpointer  data)
{
  warm_up (fixture);
  warm_up (fixture);
  g_assert_cmpuint (fixture->server->n_connections, ==, 1);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(VouchResponse) response = NULL;
      g_autoptr(GBytes) body = NULL;

      net_server_push (fixture->server, OK, NET_SERVER_KEEP);
      response = send_request (fixture, "PUT", VOUCH_REQUEST_EFFECT, NULL);
      body = read_body (response, -1, NULL);
      g_assert_nonnull (body);
      g_assert_cmpuint (fixture->server->n_connections, ==, 2 + i);
    }
}

static void
test_truncated (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n[1,2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(VouchResponse) response = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%u", i);
      net_server_push (fixture->server, answers[i], NET_SERVER_CLOSE);
      response = send_request (fixture, "POST", VOUCH_REQUEST_EFFECT, &error);
      g_assert_no_error (error);
      body = read_body (response, i == 0 ? 100 : -1, &error);
      g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
    }
}

static void
assert_plain_answer (Fixture    *fixture,
                     const char *answer,
                     guint       status)
{
  guint before = fixture->server->n_requests;
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  net_server_push (fixture->server, answer, NET_SERVER_KEEP);
  response = send_request (fixture, "GET", VOUCH_REQUEST_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, status);
  vouch_test_run_ready ();
  g_assert_cmpuint (fixture->server->n_requests, ==, before + 1);
}

static void
test_nothing_is_followed (Fixture       *fixture,
                          gconstpointer  data)
{
  assert_plain_answer (fixture,
                       "HTTP/1.1 301 Moved\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n", 301);
  assert_plain_answer (fixture,
                       "HTTP/1.1 307 Moved\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n", 307);
  assert_plain_answer (fixture,
                       "HTTP/1.1 401 Who?\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                       "Content-Length: 0\r\n\r\n", 401);
}

static void
test_no_cookies (Fixture       *fixture,
                 gconstpointer  data)
{
  assert_plain_answer (fixture,
                       "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n", 200);
  assert_plain_answer (fixture, OK, 200);
  g_assert_false (was_sent (fixture, "Cookie"));
}

/* Inflating is not done down here, where nobody counts. */
static void
test_encoding_is_kept (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(VouchResponse) response = NULL;
  g_autoptr(GBytes) body = NULL;

  net_server_push (fixture->server,
                   "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nrawx",
                   NET_SERVER_KEEP);
  response = send_request (fixture, "GET", VOUCH_REQUEST_NONE, NULL);
  g_assert_cmpstr (vouch_headers_get (response->headers, "Content-Encoding"), ==, "gzip");
  body = read_body (response, 4, NULL);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "rawx", 4);
  g_assert_false (was_sent (fixture, "Accept-Encoding"));
}

static void
assert_cancelled (Fixture      *fixture,
                  GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchResponse) response = NULL;

  response = vouch_transport_send_finish (fixture->transport, result, &error);
  g_assert_null (response);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *uri = net_server_dup_uri (fixture->server, "/");
  g_autoptr(VouchRequest) request = vouch_request_new ("POST", uri, VOUCH_REQUEST_EFFECT);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;

  net_server_push (fixture->server, NULL, NET_SERVER_STAY_SILENT);
  vouch_transport_send_async (fixture->transport, request, cancellable,
                              vouch_test_keep_result_cb, &first);
  vouch_test_wait_for (fixture->server->n_requests == 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (first);
  vouch_test_wait_for (first != NULL);
  assert_cancelled (fixture, first);

  vouch_transport_send_async (fixture->transport, request, cancellable,
                              vouch_test_keep_result_cb, &second);
  vouch_test_wait_for (second != NULL);
  assert_cancelled (fixture, second);
  vouch_test_run_ready ();
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/soup-transport/message", test_message);
  ADD ("/soup-transport/no-body", test_no_body);
  ADD ("/soup-transport/refused", test_refused);
  ADD ("/soup-transport/no-address", test_no_address);
  ADD ("/soup-transport/untrusted", test_untrusted);
  ADD ("/soup-transport/no-connection", test_no_connection);
  ADD ("/soup-transport/no-answer", test_no_answer);
  ADD ("/soup-transport/stale-connection", test_stale_connection);
  ADD ("/soup-transport/connections", test_connections);
  ADD ("/soup-transport/truncated", test_truncated);
  ADD ("/soup-transport/nothing-is-followed", test_nothing_is_followed);
  ADD ("/soup-transport/no-cookies", test_no_cookies);
  ADD ("/soup-transport/encoding-is-kept", test_encoding_is_kept);
  ADD ("/soup-transport/cancelled", test_cancelled);

  return g_test_run ();
}
