/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <stdlib.h>
#include <string.h>

#include "base/vouch-error.h"
#include "http/vouch-http.h"
#include "net-server.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

/* Below HTTP: certificates, versions of TLS, frames of HTTP/2 (T16, S9). The system trusts one
 * authority of ours: each certificate is refused for the one thing that is wrong with it. */

#define OK \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}"

static const VouchHttpRule rules[] = { { NULL, NULL, 1000, 8 } };
static const VouchHttpPolicy policy = {
  .name = "hostile",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 8,
  .timeout = 20 * G_USEC_PER_SEC,
  .connect_timeout = 20 * G_USEC_PER_SEC,
  .max_json = 1024 * 1024,
  .max_file = 1024 * 1024,
  .file_timeout = 20 * G_USEC_PER_SEC,
};

/* Broken frames may be met with silence; how long that lasts is our own decision. */
static const VouchHttpPolicy impatient = {
  .name = "hostile",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 8,
  .timeout = G_USEC_PER_SEC / 5,
  .connect_timeout = 20 * G_USEC_PER_SEC,
  .max_json = 1024 * 1024,
  .max_file = 1024 * 1024,
  .file_timeout = 20 * G_USEC_PER_SEC,
};

typedef struct
{
  VouchTransport *transport;
  VouchClock *clock;
  VouchRandom *random;
} Fixture;

static char *
dup_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "certificates", name, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->transport = vouch_soup_transport_new ();
  fixture->clock = vouch_system_clock_new ();
  fixture->random = vouch_test_random_new (1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  vouch_test_run_ready ();
  g_assert_finalize_object (fixture->transport);
  vouch_test_run_ready ();
  g_assert_finalize_object (fixture->clock);
  g_assert_finalize_object (fixture->random);
}

static VouchReply *
ask (Fixture                *fixture,
     const VouchHttpPolicy  *how,
     guint                   port,
     GError                **error)
{
  g_autofree char *uri = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr(VouchHttp) http = vouch_http_new (how, uri, VOUCH_REACH_PRACTICE,
                                              fixture->transport, fixture->clock, fixture->random,
                                              NULL, NULL);
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_call_set_flags (call, VOUCH_REQUEST_EFFECT);
  vouch_call_set_expect (call, VOUCH_EXPECT_JSON);
  vouch_http_send_async (http, call, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  return vouch_http_send_finish (http, result, error);
}

static NetServer *
start_server (const char *certificate)
{
  g_autofree char *path = dup_path (certificate);
  g_autoptr(GTlsCertificate) own = NULL;
  g_autoptr(GError) error = NULL;

  own = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  return net_server_new (own);
}

static void
test_certificates (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct { const char *certificate; gboolean good; } cases[] = {
    { "good.pem", TRUE }, { "expired.pem", FALSE }, { "not-yet.pem", FALSE },
    { "wrong-host.pem", FALSE }, { "self-signed.pem", FALSE },
    { "unknown-authority.pem", FALSE }, { "no-authority.pem", FALSE }, { "good.pem", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(NetServer) server = start_server (cases[i].certificate);
      g_autoptr(VouchReply) reply = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].certificate);
      net_server_push (server, OK, NET_SERVER_CLOSE);
      reply = ask (fixture, &policy, server->port, &error);
      g_assert_true ((reply != NULL) == cases[i].good);
      g_assert_cmpuint (server->n_requests, ==, cases[i].good ? 1 : 0);
      if (!cases[i].good)
        g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
      vouch_test_run_ready ();
    }
}

static guint64
read_number (GDataInputStream *stream)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return g_ascii_strtoull (line, NULL, 10);
}

static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *version; gboolean good; } cases[] = {
    { "TLSv1", FALSE }, { "TLSv1_1", FALSE }, { "TLSv1_2", TRUE }, { "TLSv1_3", TRUE },
  };
  g_autofree char *program = g_test_build_filename (G_TEST_DIST, "tls-server", NULL);
  g_autofree char *certificate = dup_path ("good.pem");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GSubprocess) server =
        g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", program, certificate,
                          cases[i].version, NULL);
      g_autoptr(GDataInputStream) told = NULL;
      g_autoptr(VouchReply) reply = NULL;

      g_assert_no_error (error);
      g_test_message ("%s", cases[i].version);
      told = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
      reply = ask (fixture, &policy, (guint) read_number (told), &error);
      g_assert_true ((reply != NULL) == cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
      g_assert_true ((read_number (told) > 0) == cases[i].good);
      g_assert_true (g_subprocess_wait_check (server, NULL, NULL));
    }
}

/* HTTP/2: length (3 bytes), type, flags, stream (4 bytes), and what belongs to it. */
#define FRAME(name, bytes) { name, bytes, sizeof bytes - 1 }
#define SETTINGS "\0\0\0\4\0\0\0\0\0"

static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
} frames[] = {
  FRAME ("nothing", ""),
  FRAME ("HTTP/1", OK),
  FRAME ("zeros", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
  FRAME ("ones", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
  FRAME ("only settings", SETTINGS),
  FRAME ("odd settings", "\0\0\5\4\0\0\0\0\0\1\2\3\4\5"),
  FRAME ("settings of a stream", "\0\0\0\4\0\0\0\0\1"),
  FRAME ("window of nothing", "\0\0\6\4\0\0\0\0\0\0\4\xff\xff\xff\xff"),
  FRAME ("frames of no size", "\0\0\6\4\0\0\0\0\0\0\5\0\0\0\0"),
  FRAME ("go away", SETTINGS "\0\0\x08\7\0\0\0\0\0\0\0\0\0\0\0\0\1"),
  FRAME ("enhance your calm", SETTINGS "\0\0\x08\7\0\0\0\0\0\0\0\0\0\0\0\0\x0b"),
  FRAME ("reset", SETTINGS "\0\0\4\3\0\0\0\0\1\0\0\0\2"),
  FRAME ("reset of an idle stream", SETTINGS "\0\0\4\3\0\0\0\0\x63\0\0\0\2"),
  FRAME ("large frame", SETTINGS "\xff\xff\xff\0\0\0\0\0\1"),
  FRAME ("data before headers", SETTINGS "\0\0\7\0\1\0\0\0\1{\"a\":1}"),
  FRAME ("data of no stream", SETTINGS "\0\0\7\0\1\0\0\0\0{\"a\":1}"),
  FRAME ("padding beyond the end", SETTINGS "\0\0\2\0\x09\0\0\0\1\xff{"),
  FRAME ("bad header block", SETTINGS "\0\0\4\1\5\0\0\0\1\xff\xff\xff\xff"),
  FRAME ("endless integer", SETTINGS "\0\0\x0c\1\5\0\0\0\1\x7f\xff\xff\xff\xff\xff\xff\xff\xff"
         "\xff\xff\xff"),
  FRAME ("headers without a status", SETTINGS "\0\0\0\1\5\0\0\0\1"),
  FRAME ("headers without an end", SETTINGS "\0\0\1\1\1\0\0\0\1\x88\0\0\7\0\1\0\0\0\1{\"a\":1}"),
  FRAME ("continuation of nothing", SETTINGS "\0\0\1\x09\4\0\0\0\1\x88"),
  FRAME ("push", SETTINGS "\0\0\5\5\4\0\0\0\1\0\0\0\2\x82"),
  FRAME ("window overflow", SETTINGS "\0\0\4\x08\0\0\0\0\0\x7f\xff\xff\xff"),
  FRAME ("window of zero", SETTINGS "\0\0\4\x08\0\0\0\0\1\0\0\0\0"),
  FRAME ("short ping", SETTINGS "\0\0\4\6\0\0\0\0\0abcd"),
  FRAME ("page without a type", SETTINGS "\0\0\1\1\4\0\0\0\1\x88\0\0\4\0\1\0\0\0\1<p>x"),
  FRAME ("cut in the body", SETTINGS "\0\0\1\1\4\0\0\0\1\x88\0\0\xff\0\1\0\0\0\1{\"a\":1}"),
};

static void
test_frames (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const protocols[] = { "h2", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr(NetServer) server = start_server ("good.pem");
      g_autoptr(GBytes) answer = g_bytes_new_static (frames[i].bytes, frames[i].length);
      g_autoptr(VouchReply) reply = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", frames[i].name);
      server->protocols = protocols;
      net_server_push_bytes (server, answer, NET_SERVER_CLOSE);
      reply = ask (fixture, &impatient, server->port, &error);
      g_assert_null (reply);
      g_assert_cmpint (error->domain, ==, VOUCH_API_ERROR);
      g_assert_cmpuint (server->n_requests, <=, 1);
      vouch_test_run_ready ();
    }
}

static gboolean
trust_authority (void)
{
  GTlsBackend *backend = g_tls_backend_get_default ();
  g_autofree char *path = dup_path ("authority.pem");
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  if (!g_tls_backend_supports_tls (backend))
    return FALSE;

  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (backend, database);
  return TRUE;
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* Without TLS there is nothing to be proven, and nothing works. */
  g_assert_true (trust_authority ());
  ADD ("/hostile-tls/certificates", test_certificates);
  ADD ("/hostile-tls/versions", test_versions);
  ADD ("/hostile-tls/frames", test_frames);

  return g_test_run ();
}
