/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "http/vouch-loopback.h"
#include "net-server.h"
#include "vouch-test-util.h"

typedef struct
{
  VouchLoopback *loopback;
  guint port;
  GAsyncResult *result;
  GCancellable *cancellable;
} Fixture;

typedef struct
{
  GString *answer;  /* (owned) */
  char chunk[4096];
  gboolean done;
} Exchange;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->loopback = vouch_loopback_new ("http://localhost:0/oauth/done", &error);
  g_assert_no_error (error);
  fixture->port = vouch_loopback_get_port (fixture->loopback);
  g_assert_cmpuint (fixture->port, >, 0);
  fixture->cancellable = g_cancellable_new ();
  vouch_loopback_wait_async (fixture->loopback, fixture->cancellable, vouch_test_keep_result_cb,
                             &fixture->result);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->cancellable);
  vouch_test_run_ready ();
  g_assert_finalize_object (fixture->loopback);
  vouch_test_run_ready ();
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Exchange *exchange = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (length <= 0)
    {
      exchange->done = TRUE;
      return;
    }

  g_string_append_len (exchange->answer, exchange->chunk, length);
  g_input_stream_read_async (G_INPUT_STREAM (object), exchange->chunk, sizeof exchange->chunk,
                             G_PRIORITY_DEFAULT, NULL, read_cb, exchange);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  gboolean *written = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  *written = TRUE;
}

static GSocketConnection *
connect_to (guint    port,
            gboolean ipv6)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();

  return g_socket_client_connect_to_host (client, ipv6 ? "::1" : "127.0.0.1", port, NULL, NULL);
}

/* Sends bytes and returns the status of the answer, or 0 if there came none. */
static guint
ask (Fixture    *fixture,
     gboolean    ipv6,
     const char *text)
{
  Exchange exchange = { .answer = g_string_new (NULL) };
  GSocketConnection *connection = connect_to (fixture->port, ipv6);
  gboolean written = FALSE;
  guint status = 0;

  g_assert_nonnull (connection);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                   text, strlen (text), G_PRIORITY_DEFAULT, NULL,
                                   written_cb, &written);
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                             exchange.chunk, sizeof exchange.chunk, G_PRIORITY_DEFAULT, NULL,
                             read_cb, &exchange);
  vouch_test_wait_for (exchange.done && written);

  if (g_str_has_prefix (exchange.answer->str, "HTTP/1.1 "))
    status = atoi (exchange.answer->str + strlen ("HTTP/1.1 "));
  g_test_message ("%s", exchange.answer->str);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_object_unref (connection);
  g_string_free (exchange.answer, TRUE);
  return status;
}

static char *
write_request (const char *method,
               const char *path,
               const char *host)
{
  return g_strdup_printf ("%s %s HTTP/1.1\r\nHost: %s\r\nContent-Length: 0\r\n\r\n",
                          method, path, host);
}

static guint
ask_for (Fixture    *fixture,
         const char *method,
         const char *path)
{
  g_autofree char *host = g_strdup_printf ("localhost:%u", fixture->port);
  g_autofree char *text = write_request (method, path, host);

  return ask (fixture, FALSE, text);
}

static void
assert_redirected (Fixture    *fixture,
                   const char *query)
{
  g_autofree char *expected = g_strdup_printf ("http://localhost:%u/oauth/done?%s",
                                               fixture->port, query);
  g_autofree char *redirect = NULL;
  g_autoptr(GError) error = NULL;

  vouch_test_wait_for (fixture->result != NULL);
  redirect = vouch_loopback_wait_finish (fixture->loopback, fixture->result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (redirect, ==, expected);
}

static void
test_redirect (Fixture       *fixture,
               gconstpointer  data)
{
  g_assert_cmpuint (ask_for (fixture, "GET", "/oauth/done?code=a%2Bb&state=c"), ==, 200);
  assert_redirected (fixture, "code=a%2Bb&state=c");

  /* One only, then the port is free again. */
  g_assert_null (connect_to (fixture->port, FALSE));
}

static void
test_other_address (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GSocketConnection) connection = connect_to (fixture->port, TRUE);
  g_autofree char *host = g_strdup_printf ("localhost:%u", fixture->port);
  g_autofree char *text = write_request ("GET", "/oauth/done?x=1", host);

  if (connection == NULL)
    {
      g_test_skip ("no IPv6 here");
      g_cancellable_cancel (fixture->cancellable);
      vouch_test_wait_for (fixture->result != NULL);
      return;
    }

  g_assert_cmpuint (ask (fixture, TRUE, text), ==, 200);
  assert_redirected (fixture, "x=1");
}

static void
test_strangers (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *bare = g_strdup ("localhost");
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->port);
  g_autofree char *longer = g_strdup_printf ("localhost:%u.evil.example", fixture->port);
  g_autofree char *long_query = g_strnfill (5000, 'x');
  g_autofree char *long_path = g_strdup_printf ("/oauth/done?code=%s", long_query);
  const char *const hosts[] = { bare, address, longer, "evil.example", "" };
  static const char *const methods[] = {
    "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "FOO",
  };
  static const char *const paths[] = {
    "/", "/oauth", "/oauth/done", "/oauth/done/", "/oauth/done/x?code=1", "/OAUTH/DONE?code=1",
    "//oauth/done?code=1", "/favicon.ico",
  };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *text = write_request ("GET", "/oauth/done?code=1", hosts[i]);
      guint status = ask (fixture, FALSE, text);

      g_assert_true (status >= 400 && status < 500);
    }

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      guint status = ask_for (fixture, methods[i], "/oauth/done?code=1");

      g_assert_true (status >= 400 && status <= 501);
    }

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      guint status;

      g_test_message ("%s", paths[i]);
      status = ask_for (fixture, "GET", paths[i]);

      g_assert_true (status >= 400 && status < 500);
    }

  g_assert_cmpuint (ask_for (fixture, "GET", long_path), ==, 400);

  /* After all that it still listens. */
  g_assert_null (fixture->result);
  g_assert_cmpuint (ask_for (fixture, "GET", "/oauth/done?code=1"), ==, 200);
  assert_redirected (fixture, "code=1");
}

static void
test_garbage (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (1000 * 1000, 'x');
  g_autofree char *large = g_strdup_printf ("GET /oauth/done?code=1 HTTP/1.1\r\n"
                                            "Host: localhost:%u\r\nX: %s\r\n\r\n",
                                            fixture->port, filler);
  guint status;

  status = ask (fixture, FALSE, large);
  g_assert_true (status == 0 || (status >= 400 && status < 500));
  status = ask (fixture, FALSE, "\x16\x03\x01\r\n\r\n");
  g_assert_true (status == 0 || (status >= 400 && status < 500));
  status = ask (fixture, FALSE, "GET /oauth/done?code=1 HTTP/1.1\r\n\r\n");
  g_assert_true (status >= 400 && status < 500);

  g_assert_null (fixture->result);
  g_assert_cmpuint (ask_for (fixture, "GET", "/oauth/done?code=1"), ==, 200);
  assert_redirected (fixture, "code=1");
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (fixture->cancellable);
  g_assert_null (fixture->result);
  vouch_test_wait_for (fixture->result != NULL);
  g_assert_null (vouch_loopback_wait_finish (fixture->loopback, fixture->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&fixture->result);

  /* It may be waited for again, even after it came. */
  g_assert_cmpuint (ask_for (fixture, "GET", "/oauth/done?code=1"), ==, 200);
  vouch_test_run_ready ();
  vouch_loopback_wait_async (fixture->loopback, NULL, vouch_test_keep_result_cb, &fixture->result);
  assert_redirected (fixture, "code=1");
}

static void
test_port_taken (void)
{
  g_autoptr(NetServer) squatter = net_server_new (NULL);
  g_autofree char *uri = g_strdup_printf ("http://localhost:%u/done", squatter->port);
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchLoopback) loopback = vouch_loopback_new (uri, &error);

  g_assert_null (loopback);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_PORT);
  vouch_test_run_ready ();
}

static void
test_bad_uris (void)
{
  static const char *const uris[] = {
    "https://localhost:8080/done", "http://example.com/done", "http://user@localhost:8080/done",
    "http://localhost:8080/done?x", "http://localhost:8080/done#x", "nonsense", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchLoopback) loopback = vouch_loopback_new (uris[i], &error);

      g_assert_null (loopback);
      g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_PORT);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/loopback/redirect", test_redirect);
  ADD ("/loopback/other-address", test_other_address);
  ADD ("/loopback/strangers", test_strangers);
  ADD ("/loopback/garbage", test_garbage);
  ADD ("/loopback/cancelled", test_cancelled);
  g_test_add_func ("/loopback/port-taken", test_port_taken);
  g_test_add_func ("/loopback/bad-uris", test_bad_uris);

  return g_test_run ();
}
