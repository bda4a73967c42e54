/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "http/vouch-read-capped.h"

#include "base/vouch-error.h"
#include "vouch-test-stream.h"
#include "vouch-test-util.h"

static GBytes *
deflate (GBytes *plain)
{
  g_autoptr(GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (gzip));
  gsize size;
  const void *data = g_bytes_get_data (plain, &size);

  g_assert_true (g_output_stream_write_all (stream, data, size, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GBytes *
read_stream (GInputStream    *stream,
             VouchReadFlags   flags,
             gsize            cap,
             gint64           announced,
             GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_read_capped_async (stream, flags, cap, announced, NULL, vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_wait_for (result != NULL);
  return vouch_read_capped_finish (stream, result, error);
}

static GBytes *
read_bytes (GBytes          *bytes,
            VouchReadFlags   flags,
            gsize            cap,
            gint64           announced,
            GError         **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return read_stream (stream, flags, cap, announced, error);
}

static GBytes *
fill (gsize length)
{
  char *text = g_malloc (length);
  guint32 state = 1;

  for (gsize i = 0; i < length; i++)
    {
      state = state * 1664525 + 1013904223;
      text[i] = 'a' + (state >> 24) % 26;
    }
  return g_bytes_new_take (text, length);
}

static void
test_plain (void)
{
  static const gsize lengths[] = { 0, 1, 32767, 32768, 32769, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(GBytes) bytes = fill (lengths[i]);
      g_autoptr(GBytes) packed = deflate (bytes);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) plain = read_bytes (bytes, VOUCH_READ_NONE, lengths[i], lengths[i], &error);
      g_autoptr(GBytes) inflated = read_bytes (packed, VOUCH_READ_INFLATE, lengths[i],
                                               g_bytes_get_size (packed), &error);

      g_test_message ("%" G_GSIZE_FORMAT, lengths[i]);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (plain, bytes));
      g_assert_true (g_bytes_equal (inflated, bytes));
    }
}

static void
assert_refused (GBytes         *bytes,
                VouchReadFlags  flags,
                gsize           cap,
                gint64          announced,
                VouchApiError   code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) content = read_bytes (bytes, flags, cap, announced, &error);

  g_assert_null (content);
  g_assert_error (error, VOUCH_API_ERROR, (int) code);
}

static void
test_too_large (void)
{
  g_autoptr(GBytes) bytes = fill (100 * 1000);
  g_autoptr(GBytes) packed = deflate (bytes);
  g_autoptr(GBytes) cut = NULL;
  g_autoptr(GBytes) cut_packed = NULL;

  assert_refused (bytes, VOUCH_READ_NONE, 99999, -1, VOUCH_API_ERROR_BAD_REPLY);
  assert_refused (packed, VOUCH_READ_INFLATE, 99999, -1, VOUCH_API_ERROR_BAD_REPLY);

  cut = read_bytes (bytes, VOUCH_READ_TRUNCATE, 1000, -1, NULL);
  g_assert_cmpuint (g_bytes_get_size (cut), ==, 1000);
  cut_packed = read_bytes (packed, VOUCH_READ_TRUNCATE | VOUCH_READ_INFLATE, 1000, -1, NULL);
  g_assert_true (g_bytes_equal (cut, cut_packed));
}

static void
test_endless (void)
{
  g_autoptr(GBytes) bytes = fill (4096);
  g_autoptr(GInputStream) stream = vouch_test_stream_new (bytes, G_MAXUINT, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) content = read_stream (stream, VOUCH_READ_NONE, 1000 * 1000, -1, &error);

  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
  g_assert_cmpuint (vouch_test_stream_get_n_read (VOUCH_TEST_STREAM (stream)), <, 1100 * 1000);
}

static void
test_ends_early (void)
{
  g_autoptr(GBytes) bytes = fill (5000);
  g_autoptr(GBytes) packed = deflate (bytes);
  g_autoptr(GBytes) half = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) / 2);
  g_autoptr(GBytes) nearly = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 1);

  assert_refused (bytes, VOUCH_READ_NONE, 10000, 5001, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  assert_refused (half, VOUCH_READ_INFLATE, 10000, -1, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
  assert_refused (nearly, VOUCH_READ_INFLATE, 10000, -1, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
}

static void
test_breaks (void)
{
  g_autoptr(GBytes) bytes = fill (5000);
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) content = NULL;

  stream = vouch_test_stream_new (bytes, 2,
                                  g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x"));
  content = read_stream (stream, VOUCH_READ_NONE, 100000, -1, &error);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN);
}

static void
test_no_gzip (void)
{
  g_autoptr(GBytes) bytes = fill (5000);
  g_autoptr(GBytes) packed = deflate (bytes);
  g_autoptr(GByteArray) longer = g_byte_array_new ();
  g_autoptr(GBytes) trailing = NULL;

  assert_refused (bytes, VOUCH_READ_INFLATE, 10000, -1, VOUCH_API_ERROR_BAD_REPLY);

  g_byte_array_append (longer, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  g_byte_array_append (longer, (const guint8 *) "x", 1);
  trailing = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  assert_refused (trailing, VOUCH_READ_INFLATE, 10000, -1, VOUCH_API_ERROR_BAD_REPLY);
}

/* 30 kB become 30 MB: given up long before the cap, and long before the memory. */
static void
test_bomb (void)
{
  g_autofree char *zeros = g_malloc0 (30 * 1000 * 1000);
  g_autoptr(GBytes) bytes = g_bytes_new_static (zeros, 30 * 1000 * 1000);
  g_autoptr(GBytes) packed = deflate (bytes);

  g_test_message ("%" G_GSIZE_FORMAT " bytes", g_bytes_get_size (packed));
  assert_refused (packed, VOUCH_READ_INFLATE, G_MAXSIZE / 2, -1, VOUCH_API_ERROR_BAD_REPLY);
}

/* Very regular, yet small: allowed. */
static void
test_regular (void)
{
  g_autofree char *spaces = g_strnfill (60 * 1000, ' ');
  g_autoptr(GBytes) bytes = g_bytes_new_static (spaces, 60 * 1000);
  g_autoptr(GBytes) packed = deflate (bytes);
  g_autoptr(GBytes) content = read_bytes (packed, VOUCH_READ_INFLATE, 1000 * 1000, -1, NULL);

  g_assert_true (g_bytes_equal (content, bytes));
}

static void
test_cancelled (void)
{
  g_autoptr(GBytes) bytes = fill (100);
  g_autoptr(GInputStream) stream = vouch_test_stream_new (bytes, G_MAXUINT, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_read_capped_async (stream, VOUCH_READ_NONE, G_MAXUINT / 2, -1, cancellable,
                           vouch_test_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  vouch_test_wait_for (result != NULL);
  g_assert_null (vouch_read_capped_finish (stream, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/read-capped/plain", test_plain);
  g_test_add_func ("/read-capped/too-large", test_too_large);
  g_test_add_func ("/read-capped/endless", test_endless);
  g_test_add_func ("/read-capped/ends-early", test_ends_early);
  g_test_add_func ("/read-capped/breaks", test_breaks);
  g_test_add_func ("/read-capped/no-gzip", test_no_gzip);
  g_test_add_func ("/read-capped/bomb", test_bomb);
  g_test_add_func ("/read-capped/regular", test_regular);
  g_test_add_func ("/read-capped/cancelled", test_cancelled);

  return g_test_run ();
}
