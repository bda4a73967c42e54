/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "http/vouch-read-capped.h"

#include "base/vouch-error.h"

#define CHUNK_SIZE (32 * 1024)
#define MAX_ROOM (256 * 1024)

/* What inflates further than this was made to do so (reliability.md S11). The allowance lets a
 * small and very regular document pass. */
#define MAX_INFLATE_RATIO 100
#define INFLATE_ALLOWANCE (64 * 1024)

typedef struct
{
  /* Input. */
  VouchReadFlags flags;
  gsize cap;
  gint64 announced;        /* bytes on the wire, or -1 */

  /* In progress. */
  GConverter *inflater;    /* (owned) (nullable) */
  gboolean inflated;       /* the gzip stream has come to its end */
  gsize n_raw;
  guint8 chunk[CHUNK_SIZE];

  /* Output. */
  GByteArray *content;     /* (owned) */
} ReadData;

static void read_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data);

static void
read_data_free (ReadData *data)
{
  g_clear_object (&data->inflater);
  g_byte_array_unref (data->content);
  g_free (data);
}

static gboolean
refuse (GError     **error,
        const char  *problem)
{
  g_set_error_literal (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY, problem);
  return FALSE;
}

static gboolean
append (ReadData      *data,
        const guint8  *bytes,
        gsize          length,
        GError       **error)
{
  gsize room = data->cap - data->content->len;

  if (length > room && (data->flags & VOUCH_READ_TRUNCATE) == 0)
    return refuse (error, "the answer is too large");

  g_byte_array_append (data->content, bytes, MIN (length, room));
  return TRUE;
}

static gboolean
is_full (const ReadData *data)
{
  return (data->flags & VOUCH_READ_TRUNCATE) != 0 && data->content->len == data->cap;
}

static gboolean
inflates_too_far (const ReadData *data)
{
  return data->content->len > INFLATE_ALLOWANCE &&
         data->content->len / MAX_INFLATE_RATIO > data->n_raw;
}

static gboolean
inflate_chunk (ReadData      *data,
               const guint8  *bytes,
               gsize          length,
               GError       **error)
{
  guint8 output[CHUNK_SIZE];
  gsize n_read = 0;
  gsize n_written = 0;

  /* A full output means that more may lie inside although no input is left. */
  while (!data->inflated && !is_full (data) && (length > 0 || n_written == sizeof output))
    {
      g_autoptr(GError) local_error = NULL;
      GConverterResult result = g_converter_convert (data->inflater, bytes, length,
                                                     output, sizeof output, G_CONVERTER_NO_FLAGS,
                                                     &n_read, &n_written, &local_error);

      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
        return TRUE;
      if (result == G_CONVERTER_ERROR)
        return refuse (error, "the answer cannot be inflated");
      if (!append (data, output, n_written, error))
        return FALSE;
      if (inflates_too_far (data))
        return refuse (error, "the answer inflates too far");

      data->inflated = result == G_CONVERTER_FINISHED;
      bytes += n_read;
      length -= n_read;
    }

  return length == 0 || is_full (data) || refuse (error, "something behind the compressed answer");
}

static gboolean
take_chunk (ReadData  *data,
            gsize      length,
            GError   **error)
{
  data->n_raw += length;

  if (data->inflater != NULL)
    return inflate_chunk (data, data->chunk, length, error);

  return append (data, data->chunk, length, error);
}

static gboolean
check_end (const ReadData  *data,
           GError         **error)
{
  gboolean cut = data->announced >= 0 && data->n_raw < (guint64) data->announced;

  if (data->inflater != NULL && data->n_raw > 0 && !data->inflated)
    cut = TRUE;

  if (cut)
    g_set_error_literal (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN,
                         "the answer ends early");

  return !cut;
}

static void
return_content (GTask *task)
{
  ReadData *data = g_task_get_task_data (task);
  GBytes *content = g_byte_array_free_to_bytes (g_steal_pointer (&data->content));

  data->content = g_byte_array_new ();
  g_task_return_pointer (task, content, (GDestroyNotify) g_bytes_unref);
}

static void
read_chunk (GTask *task)  /* (transfer full) */
{
  g_autoptr(GTask) owned = task;
  GInputStream *stream = g_task_get_source_object (owned);
  GCancellable *cancellable = g_task_get_cancellable (owned);
  ReadData *data = g_task_get_task_data (owned);

  g_input_stream_read_async (stream, data->chunk, sizeof data->chunk, G_PRIORITY_DEFAULT,
                             cancellable, read_cb, g_steal_pointer (&owned));
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  ReadData *data = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (length < 0)
    {
      g_task_return_error (task, vouch_api_error_translate (g_steal_pointer (&error), TRUE));
      return;
    }

  if (length == 0 ? !check_end (data, &error) : !take_chunk (data, length, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (length == 0 || is_full (data))
    return_content (task);
  else
    read_chunk (g_steal_pointer (&task));
}

/* Room for what is announced, within reason: the announcement may be a lie. */
static guint
guess_size (VouchReadFlags flags,
            gsize          cap,
            gint64         announced)
{
  if ((flags & VOUCH_READ_INFLATE) != 0 || announced <= 0)
    return 0;

  return MIN (announced, (gint64) MIN (cap, MAX_ROOM));
}

/**
 * vouch_read_capped_async:
 * @stream: the body of an answer
 * @flags: how to read it
 * @cap: bytes that are taken, counted after inflating
 * @announced: bytes that have to come before the end, counted before inflating, or -1
 * @cancellable: (nullable): a #GCancellable
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Reads a stream to its end without ever holding more than @cap bytes of it.
 *
 * Fails with %VOUCH_API_ERROR_BAD_REPLY for what is too large or cannot be inflated, and with
 * %VOUCH_API_ERROR_OUTCOME_UNKNOWN if it breaks or ends early.
 */
void
vouch_read_capped_async (GInputStream        *stream,
                         VouchReadFlags       flags,
                         gsize                cap,
                         gint64               announced,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (stream, cancellable, callback, user_data);
  ReadData *data = g_new0 (ReadData, 1);

  g_task_set_source_tag (task, vouch_read_capped_async);
  data->flags = flags;
  data->cap = cap;
  data->announced = announced;
  data->content = g_byte_array_sized_new (guess_size (flags, cap, announced));
  if ((flags & VOUCH_READ_INFLATE) != 0)
    data->inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_task_set_task_data (task, data, (GDestroyNotify) read_data_free);

  read_chunk (g_steal_pointer (&task));
}

GBytes *
vouch_read_capped_finish (GInputStream  *stream,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, stream), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
