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

/* One megabyte on the wire that would be a gigabyte in memory (T16, S11). */

#define BLOCK (1024 * 1024)
#define N_BLOCKS 1024
#define MAX_GROWTH (16 * 1024)  /* kilobytes */

#if defined(__SANITIZE_ADDRESS__)
#define MEASURES_MEMORY FALSE
#else
#define MEASURES_MEMORY TRUE
#endif

/* The caps of the real services. */
static const VouchHttpRule rules[] = { { NULL, NULL, 1000, 8 } };
static const VouchHttpPolicy policy = {
  .name = "hostile",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 8,
  .timeout = 150 * G_USEC_PER_SEC,
  .connect_timeout = 10 * G_USEC_PER_SEC,
  .max_json = 8 * 1024 * 1024,
  .max_file = 25 * 1024 * 1024,
  .file_timeout = 120 * G_USEC_PER_SEC,
};

static const struct
{
  const char *head;
  char fill;
  VouchExpect expect;
} bombs[] = {
  { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", ' ', VOUCH_EXPECT_JSON },
  { "HTTP/1.1 422 No\r\nContent-Type: application/json\r\n", ' ', VOUCH_EXPECT_JSON },
  { "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n", '\0', VOUCH_EXPECT_PDF },
  { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", '[', VOUCH_EXPECT_PAGE },
  { "HTTP/1.1 503 No\r\nContent-Type: text/html\r\n", '<', VOUCH_EXPECT_NOTHING },
};

/* One packed block; any number of them in a row is still one stream. */
static GBytes *
pack_block (char fill)
{
  g_autoptr(GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autofree char *block = g_strnfill (BLOCK, fill);
  char packed[16 * 1024];
  gsize length = 0;
  gsize begun = 0;
  GConverterResult state = G_CONVERTER_CONVERTED;

  /* g_strnfill() cannot fill with NUL. */
  memset (block, fill, BLOCK);
  while (state == G_CONVERTER_CONVERTED)
    {
      gsize n_read = 0;
      gsize n_written = 0;

      state = g_converter_convert (G_CONVERTER (zlib), block + begun, BLOCK - begun,
                                   packed + length, sizeof packed - length, G_CONVERTER_FLUSH,
                                   &n_read, &n_written, NULL);
      begun += n_read;
      length += n_written;
    }

  g_assert_cmpint (state, ==, G_CONVERTER_FLUSHED);
  g_assert_cmpuint (begun, ==, BLOCK);
  return g_bytes_new (packed, length);
}

static GBytes *
build_bomb (guint which)
{
  static const char gzip_head[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03";
  g_autoptr(GBytes) block = pack_block (bombs[which].fill);
  gsize length;
  const char *data = g_bytes_get_data (block, &length);
  GString *bomb = g_string_sized_new (N_BLOCKS * length + 200);

  g_string_append (bomb, bombs[which].head);
  g_string_append (bomb, "Content-Encoding: gzip\r\nConnection: close\r\n\r\n");
  g_string_append_len (bomb, gzip_head, sizeof gzip_head - 1);
  for (guint i = 0; i < N_BLOCKS; i++)
    g_string_append_len (bomb, data, length);
  return g_string_free_to_bytes (bomb);
}

/* Kilobytes; the highest since the last reset. */
static gint64
get_peak (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "\nVmHWM:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("\nVmHWM:"), NULL, 10);
}

static gboolean
reset_peak (void)
{
  GFile *file = g_file_new_for_path ("/proc/self/clear_refs");
  g_autoptr(GFileIOStream) stream = g_file_open_readwrite (file, NULL, NULL);
  gboolean done = FALSE;

  if (stream != NULL)
    done = g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), "5", 1,
                                      NULL, NULL, NULL);
  g_object_unref (file);
  return done;
}

static void
ask (NetServer   *server,
     VouchExpect  expect)
{
  g_autoptr(VouchTransport) transport = vouch_soup_transport_new ();
  g_autoptr(VouchClock) clock = vouch_system_clock_new ();
  g_autoptr(VouchRandom) random = vouch_test_random_new (1);
  g_autofree char *uri = net_server_dup_uri (server, "");
  g_autoptr(VouchHttp) http = vouch_http_new (&policy, uri, VOUCH_REACH_PRACTICE, transport, clock,
                                              random, NULL, NULL);
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;

  vouch_call_set_expect (call, expect);
  vouch_http_send_async (http, call, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  reply = vouch_http_send_finish (http, result, &error);
  g_assert_null (reply);
  g_assert_cmpint (error->domain, ==, VOUCH_API_ERROR);
}

static void
test_bombs (void)
{
  for (guint i = 0; i < VOUCH_N_BOMBS; i++)
    {
      guint which = i % G_N_ELEMENTS (bombs);
      g_autoptr(NetServer) server = net_server_new (NULL);
      g_autoptr(GBytes) bomb = build_bomb (which);
      gboolean measures = MEASURES_MEMORY && reset_peak ();
      gint64 before = get_peak ();

      net_server_push_bytes (server, bomb, NET_SERVER_CLOSE);
      ask (server, bombs[which].expect);
      g_test_message ("%u: %" G_GSIZE_FORMAT " bytes, peak grew by %" G_GINT64_FORMAT " kB", which,
                      g_bytes_get_size (bomb), get_peak () - before);
      if (measures)
        g_assert_cmpint (get_peak () - before, <, MAX_GROWTH);
      vouch_test_run_ready ();
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bombs/gigabyte", test_bombs);

  return g_test_run ();
}
