/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "http/vouch-http.h"
#include "net-server.h"
#include "test-counts.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

/* A server that means us harm, on real sockets and through the whole client: nothing it says is
 * taken for an answer, and the next honest answer is (T16). */

#define HEAD "HTTP/1.1 200 OK\r\n"
#define JSON "Content-Type: application/json\r\n"
#define GOOD HEAD JSON "Content-Length: 7\r\n\r\n{\"a\":1}"
#define WHOLE(length) HEAD JSON "Content-Length: " #length "\r\n\r\n"
#define CHUNKED HEAD JSON "Transfer-Encoding: chunked\r\n\r\n"
#define ENCODED(what) \
  HEAD JSON "Content-Encoding: " what "\r\nContent-Length: 7\r\n\r\n\x1f\x8b\x08\0\0\0\0"
#define BODY(text) HEAD JSON "\r\n" text
#define CASE(name, text) { name, text, sizeof text - 1 }

/* A second of the real clock is long enough for loopback; a limit that is reached is an error. */
static const VouchHttpRule rules[] = { { NULL, NULL, 1000, 8 } };
static const VouchHttpPolicy policy = {
  .name = "hostile",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 8,
  .timeout = 20 * G_USEC_PER_SEC,
  .connect_timeout = 20 * G_USEC_PER_SEC,
  .max_json = 64 * 1024,
  .max_file = 1024 * 1024,
  .file_timeout = 20 * G_USEC_PER_SEC,
};

static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
} cases[] = {
  /* The first line. */
  CASE ("nothing", ""),
  CASE ("empty lines", "\r\n\r\n\r\n\r\n"),
  CASE ("no HTTP", "hello, world\r\n\r\n"),
  CASE ("a document alone", "{\"a\":1}"),
  CASE ("SSH", "SSH-2.0-OpenSSH_9.2\r\n"),
  CASE ("SMTP", "220 mail ESMTP\r\n\r\n"),
  CASE ("version 2", "HTTP/2.0 200 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("version 9", "HTTP/9.9 200 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("no version", "HTTP/ 200 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("no status", "HTTP/1.1\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("status in words", "HTTP/1.1 two OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("negative status", "HTTP/1.1 -20 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("short status", "HTTP/1.1 20 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("status 000", "HTTP/1.1 000 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("status 999", "HTTP/1.1 999 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("status 600", "HTTP/1.1 600 OK\r\n" JSON "Content-Length: 7\r\n\r\n{\"a\":1}"),
  CASE ("NUL in the first line", "HTTP/1.1 2\0" "00 OK\r\n\r\n"),
  CASE ("only 100", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"),
  CASE ("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n{\"a\":1}"),
  CASE ("304", "HTTP/1.1 304 Not Modified\r\n\r\n"),
  CASE ("proxy's question", "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n"),
  CASE ("question", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n"),

  /* Elsewhere. */
  CASE ("moved", "HTTP/1.1 301 x\r\nLocation: http://127.0.0.1:1/\r\n\r\n"),
  CASE ("moved to a file", "HTTP/1.1 302 x\r\nLocation: file:///etc/passwd\r\n\r\n"),
  CASE ("moved to script", "HTTP/1.1 303 x\r\nLocation: javascript:alert(1)\r\n\r\n"),
  CASE ("moved to itself", "HTTP/1.1 307 x\r\nLocation: /x\r\n\r\n"),
  CASE ("moved nowhere", "HTTP/1.1 308 x\r\nLocation:\r\n\r\n"),
  CASE ("moved with a body", "HTTP/1.1 302 x\r\n" JSON "Location: /\r\nContent-Length: 7\r\n\r\n"
        "{\"a\":1}"),

  /* Lengths. */
  CASE ("cut", WHOLE (70) "{\"a\":1}"),
  CASE ("cut in the header", HEAD "Content-Type: appl"),
  CASE ("huge length", WHOLE (99999999999) "{\"a\":1}"),
  CASE ("length beyond 64 bits", WHOLE (99999999999999999999999) "{\"a\":1}"),
  CASE ("negative length", WHOLE (-7) "{\"a\":1}"),
  CASE ("short length", WHOLE (6) "{\"a\":1}"),
  CASE ("no body", WHOLE (0)),
  CASE ("two lengths", HEAD JSON "Content-Length: 7\r\nContent-Length: 700\r\n\r\n{\"a\":1}"),
  CASE ("list of lengths", HEAD JSON "Content-Length: 5, 70\r\n\r\n{\"a\":1}"),
  CASE ("length in words", HEAD JSON "Content-Length: seven\r\n\r\n{\"a\":1}{"),

  /* Chunks. */
  CASE ("no number", CHUNKED "zz\r\n{\"a\":1}\r\n0\r\n\r\n"),
  CASE ("negative chunk", CHUNKED "-7\r\n{\"a\":1}\r\n0\r\n\r\n"),
  CASE ("chunk beyond 64 bits", CHUNKED "fffffffffffffffff\r\n{\"a\":1}\r\n0\r\n\r\n"),
  CASE ("long chunk", CHUNKED "ff\r\n{\"a\":1}\r\n0\r\n\r\n"),
  CASE ("short chunk", CHUNKED "3\r\n{\"a\":1}\r\n0\r\n\r\n"),
  CASE ("no last chunk", CHUNKED "7\r\n{\"a\":1,\r\n"),
  CASE ("chunks of nothing", CHUNKED "0\r\n\r\n"),
  CASE ("no chunks", CHUNKED "{\"a\":1}"),
  CASE ("empty chunk line", CHUNKED "\r\n{\"a\":1}\r\n0\r\n\r\n"),
  CASE ("two documents", CHUNKED "7\r\n{\"a\":1}\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n"),
  CASE ("chunk and length", HEAD JSON "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"
        "{\"a\":1}"),

  /* Encodings. */
  CASE ("not gzip", ENCODED ("gzip")),
  CASE ("not deflate", ENCODED ("deflate")),
  CASE ("brotli", ENCODED ("br")),
  CASE ("unknown encoding", ENCODED ("rot13")),
  CASE ("two encodings", ENCODED ("gzip, gzip")),
  CASE ("many encodings", ENCODED ("gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip")),
  CASE ("head of gzip", HEAD JSON "Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n"
        "\x1f\x8b\x08\0\0\0\0\0\0\x03"),
  CASE ("gzip with a bad block", HEAD JSON "Content-Encoding: gzip\r\nContent-Length: 12\r\n\r\n"
        "\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff"),
  CASE ("gzip with a name without end", HEAD JSON "Content-Encoding: gzip\r\n"
        "Content-Length: 14\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\x03name"),

  /* Types. */
  CASE ("a page", HEAD "Content-Type: text/html\r\n\r\n<html>Sign in to the guest network</html>"),
  CASE ("a page as JSON", BODY ("<!doctype html><p>Sign in")),
  CASE ("UTF-16", BODY ("{\0\"\0a\0\"\0:\0" "1\0}\0")),
  CASE ("UTF-32", BODY ("{\0\0\0}\0\0\0")),
  CASE ("byte order mark", BODY ("\xef\xbb\xbf{\"a\":1}")),
  CASE ("Latin-1", BODY ("{\"a\":\"\xe9\"}")),
  CASE ("overlong UTF-8", BODY ("{\"a\":\"\xc0\xaf\"}")),
  CASE ("surrogates in UTF-8", BODY ("{\"a\":\"\xed\xa0\x80\"}")),
  CASE ("a JPEG", BODY ("\xff\xd8\xff\xe0\0\x10JFIF")),
  CASE ("a program", BODY ("\x7f" "ELF\x02\x01\x01")),

  /* Documents. */
  CASE ("nothing at all", BODY ("")),
  CASE ("only spaces", BODY (" \r\n\t ")),
  CASE ("NUL", BODY ("\0")),
  CASE ("NUL after the document", BODY ("{\"a\":1}\0")),
  CASE ("NUL in a string", BODY ("{\"a\":\"b\0c\"}")),
  CASE ("escaped NUL", BODY ("{\"a\":\"b\\u0000c\"}")),
  CASE ("lone surrogate", BODY ("{\"a\":\"\\ud800\"}")),
  CASE ("second surrogate alone", BODY ("{\"a\":\"\\udc00x\"}")),
  CASE ("surrogates the wrong way round", BODY ("{\"a\":\"\\udc00\\ud800\"}")),
  CASE ("a number", BODY ("1")),
  CASE ("a string", BODY ("\"a\"")),
  CASE ("null", BODY ("null")),
  CASE ("true", BODY ("true")),
  CASE ("assignment", BODY ("var x={\"a\":1};")),
  CASE ("function call", BODY ("callback({\"a\":1})")),
  CASE ("guard of other services", BODY (")]}'\n{\"a\":1}")),
  CASE ("single quotes", BODY ("{'a':1}")),
  CASE ("no quotes", BODY ("{a:1}")),
  CASE ("comment", BODY ("{\"a\":1/* x */}")),
  CASE ("comma at the end", BODY ("{\"a\":1,}")),
  CASE ("comma at the beginning", BODY ("[,1]")),
  CASE ("no comma", BODY ("[1 2]")),
  CASE ("no colon", BODY ("{\"a\" 1}")),
  CASE ("not closed", BODY ("{\"a\":1")),
  CASE ("closed twice", BODY ("{\"a\":1}}")),
  CASE ("closed wrongly", BODY ("{\"a\":[1}]")),
  CASE ("two in a row", BODY ("{\"a\":1}{\"a\":1}")),
  CASE ("text behind", BODY ("{\"a\":1} ok")),
  CASE ("twice the same", BODY ("{\"a\":1,\"a\":2}")),
  CASE ("twice the same, escaped", BODY ("{\"a\":1,\"\\u0061\":2}")),
  CASE ("hexadecimal", BODY ("{\"a\":0x10}")),
  CASE ("octal", BODY ("{\"a\":01}")),
  CASE ("plus", BODY ("{\"a\":+1}")),
  CASE ("point alone", BODY ("{\"a\":.5}")),
  CASE ("point at the end", BODY ("{\"a\":1.}")),
  CASE ("no exponent", BODY ("{\"a\":1e}")),
  CASE ("24 digits", BODY ("{\"a\":123456789012345678901234}")),
  CASE ("infinity", BODY ("{\"a\":1e999}")),
  CASE ("NaN", BODY ("{\"a\":NaN}")),
  CASE ("control character", BODY ("{\"a\":\"\x01\"}")),
  CASE ("line break in a string", BODY ("{\"a\":\"\n\"}")),
  CASE ("bad escape", BODY ("{\"a\":\"\\x41\"}")),
  CASE ("short escape", BODY ("{\"a\":\"\\u12\"}")),
};

typedef struct
{
  NetServer *server;
  VouchTransport *transport;
  VouchClock *clock;
  VouchRandom *random;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = net_server_new (NULL);
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
  net_server_free (fixture->server);
  g_assert_finalize_object (fixture->clock);
  g_assert_finalize_object (fixture->random);
}

/* A client of its own each time, so that no breaker stands in the way. */
static VouchReply *
ask (Fixture  *fixture,
     GBytes   *answer,
     GError  **error)
{
  g_autofree char *uri = net_server_dup_uri (fixture->server, "");
  g_autoptr(VouchHttp) http = vouch_http_new (&policy, uri, VOUCH_REACH_PRACTICE,
                                              fixture->transport, fixture->clock, fixture->random,
                                              NULL, NULL);
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_call_set_flags (call, VOUCH_REQUEST_EFFECT);
  vouch_call_set_expect (call, VOUCH_EXPECT_JSON);
  net_server_push_bytes (fixture->server, answer, NET_SERVER_CLOSE);
  vouch_http_send_async (http, call, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  return vouch_http_send_finish (http, result, error);
}

static void
assert_alive (Fixture *fixture)
{
  g_autoptr(GBytes) good = g_bytes_new_static (GOOD, strlen (GOOD));
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchReply) reply = ask (fixture, good, &error);

  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (reply->json), "a"), ==, 1);
}

/* Each request arrives once, whatever was answered. */
static void
assert_refused (Fixture *fixture,
                GBytes  *answer)
{
  guint n_requests = fixture->server->n_requests;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchReply) reply = ask (fixture, answer, &error);

  g_assert_null (reply);
  g_assert_cmpint (error->domain, ==, VOUCH_API_ERROR);
  g_assert_cmpint (error->code, !=, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpuint (fixture->server->n_requests, ==, n_requests + 1);
}

static void
test_cases (Fixture       *fixture,
            gconstpointer  data)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (cases) >= 100);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) answer = g_bytes_new_static (cases[i].bytes, cases[i].length);

      g_test_message ("%s", cases[i].name);
      assert_refused (fixture, answer);
      assert_alive (fixture);
    }
}

/* Too much of something. */

static GBytes *
repeat (const char *head,
        const char *text,
        guint       n_times,
        const char *tail)
{
  GString *string = g_string_new (head);

  for (guint i = 0; i < n_times; i++)
    g_string_append (string, text);
  g_string_append (string, tail);
  return g_string_free_to_bytes (string);
}

static void
test_floods (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *head;
    const char *text;
    guint n_times;
    const char *tail;
  } floods[] = {
    { "HTTP/1.1 200 ", "O", 200 * 1000, "\r\n" JSON "\r\n{\"a\":1}" },
    { HEAD JSON "X-Large: ", "x", 200 * 1000, "\r\n\r\n{\"a\":1}" },
    { HEAD JSON, "X: y\r\n", 20 * 1000, "\r\n{\"a\":1}" },
    { HEAD JSON, " folded\r\n", 10 * 1000, "\r\n{\"a\":1}" },
    { "", "HTTP/1.1 100 Continue\r\n\r\n", 1000, "" },
    { CHUNKED, "0", 200 * 1000, "7\r\n{\"a\":1}\r\n0\r\n\r\n" },
    { CHUNKED "7;", "x", 200 * 1000, "" },
    { CHUNKED, "1\r\n \r\n", 70 * 1000, "0\r\n\r\n" },
    { BODY (""), "[", 60 * 1000, "" },
    { BODY (""), "{\"a\":", 10 * 1000, "" },
    { BODY (""), "[", 65, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]" },
    { BODY (""), " ", 70 * 1000, "{\"a\":1}" },
    { BODY ("{\"a\":\""), "x", 70 * 1000, "\"}" },
    { BODY ("[1"), ",1", 40 * 1000, "]" },
    { BODY ("{\"a\":1"), "0", 1000, "}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autoptr(GBytes) answer = repeat (floods[i].head, floods[i].text, floods[i].n_times,
                                         floods[i].tail);

      g_test_message ("%u", i);
      assert_refused (fixture, answer);
      assert_alive (fixture);
    }
}

/* A good answer with some bytes changed: whatever is taken is a whole document. */
static void
test_changed (Fixture       *fixture,
              gconstpointer  data)
{
  for (guint i = 0; i < VOUCH_N_HOSTILE_CHANGES; i++)
    {
      g_autofree char *text = g_strdup (GOOD);
      guint n_changes = 1 + (guint) (vouch_random_unit (fixture->random) * 4);
      gsize length = strlen (GOOD);
      g_autoptr(GBytes) answer = NULL;
      g_autoptr(VouchReply) reply = NULL;
      g_autoptr(GError) error = NULL;

      for (guint n = 0; n < n_changes; n++)
        text[(gsize) (vouch_random_unit (fixture->random) * length)] =
          (char) (vouch_random_unit (fixture->random) * 256);
      answer = g_bytes_new_take (g_steal_pointer (&text), length);
      reply = ask (fixture, answer, &error);
      if (reply == NULL)
        g_assert_cmpint (error->domain, ==, VOUCH_API_ERROR);
      else if (reply->json != NULL)
        g_assert_false (json_node_is_null (reply->json));
    }

  assert_alive (fixture);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* libsoup warns about a length below zero, and goes on. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  ADD ("/hostile/cases", test_cases);
  ADD ("/hostile/floods", test_floods);
  ADD ("/hostile/changed", test_changed);

  return g_test_run ();
}
