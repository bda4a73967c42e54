/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "vouch-test-stream.h"

struct _VouchTestStream
{
  GInputStream parent_instance;

  GBytes *bytes;   /* (owned) */
  guint n_left;
  gsize offset;    /* in the present repetition */
  GError *error;   /* (owned) (nullable) */
  gsize n_read;
};

G_DEFINE_FINAL_TYPE (VouchTestStream, vouch_test_stream, G_TYPE_INPUT_STREAM)

static gssize
vouch_test_stream_read (GInputStream  *stream,
                        void          *buffer,
                        gsize          count,
                        GCancellable  *cancellable,
                        GError       **error)
{
  VouchTestStream *self = VOUCH_TEST_STREAM (stream);
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  gsize length = MIN (count, size - self->offset);

  if (self->n_left == 0 && self->error != NULL)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return -1;
    }
  if (self->n_left == 0)
    return 0;

  memcpy (buffer, data + self->offset, length);
  self->offset += length;
  self->n_read += length;
  if (self->offset == size)
    {
      self->offset = 0;
      self->n_left--;
    }

  return length;
}

static void
vouch_test_stream_read_async (GInputStream        *stream,
                              void                *buffer,
                              gsize                count,
                              int                  io_priority,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (stream, cancellable, callback, user_data);
  GError *error = NULL;
  gssize length = vouch_test_stream_read (stream, buffer, count, cancellable, &error);

  g_task_set_source_tag (task, vouch_test_stream_read_async);
  if (length < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, length);
}

static gssize
vouch_test_stream_read_finish (GInputStream  *stream,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
vouch_test_stream_finalize (GObject *object)
{
  VouchTestStream *self = VOUCH_TEST_STREAM (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (vouch_test_stream_parent_class)->finalize (object);
}

static void
vouch_test_stream_class_init (VouchTestStreamClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vouch_test_stream_finalize;
  stream_class->read_fn = vouch_test_stream_read;
  stream_class->read_async = vouch_test_stream_read_async;
  stream_class->read_finish = vouch_test_stream_read_finish;
}

static void
vouch_test_stream_init (VouchTestStream *self)
{
}

/**
 * vouch_test_stream_new:
 * @bytes: what is given; not empty
 * @n_times: how often
 * @error: (nullable) (transfer full): how it breaks instead of ending
 *
 * Returns: (transfer full): a stream
 */
GInputStream *
vouch_test_stream_new (GBytes *bytes,
                       guint   n_times,
                       GError *error)
{
  VouchTestStream *self = g_object_new (VOUCH_TYPE_TEST_STREAM, NULL);

  self->bytes = g_bytes_ref (bytes);
  self->n_left = n_times;
  self->error = error;
  return G_INPUT_STREAM (self);
}

/* How many bytes were asked for, so that a test can tell when the reader stopped. */
gsize
vouch_test_stream_get_n_read (VouchTestStream *self)
{
  return self->n_read;
}
