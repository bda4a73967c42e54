/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-exchange.h"

#include <string.h>

struct _VouchExchange
{
  SoupServerMessage *message;   /* (owned) */
  VouchSandboxAnswer *answer;   /* (owned) (nullable) */
  GMainContext *context;        /* (owned) */
  GSource *source;              /* (owned) (nullable): waits for the delay */
  VouchExchangeFunc ended;      /* (nullable): %NULL once cancelled */
  gpointer user_data;
  gulong finished_id;
  gboolean paused;
};

static void
clear_exchange (gpointer data)
{
  VouchExchange *self = data;

  g_clear_signal_handler (&self->finished_id, self->message);
  g_clear_object (&self->message);
  g_clear_pointer (&self->answer, vouch_sandbox_answer_free);
  g_main_context_unref (self->context);
}

void
vouch_exchange_unref (VouchExchange *self)
{
  g_rc_box_release_full (self, clear_exchange);
}

static void
stop_waiting (VouchExchange *self)
{
  if (self->source == NULL)
    return;

  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

static void
end_exchange (VouchExchange *self)
{
  VouchExchangeFunc ended = self->ended;

  stop_waiting (self);
  g_clear_pointer (&self->answer, vouch_sandbox_answer_free);
  self->ended = NULL;
  if (ended != NULL)
    ended (self, self->user_data);
}

/* The message is written, or its client is gone. */
static void
finished_cb (SoupServerMessage *message,
             gpointer           user_data)
{
  end_exchange (user_data);
}

static GBytes *
read_body (VouchResponse *response)
{
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (output, response->body, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

static void
write_whole (VouchExchange *self)
{
  VouchResponse *response = self->answer->response;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr(GBytes) bytes = read_body (response);

  soup_message_headers_remove (headers, "Date");
  for (guint i = 0; i < vouch_headers_get_n (response->headers); i++)
    {
      const char *name = NULL;
      const char *value = NULL;

      vouch_headers_get_nth (response->headers, i, &name, &value);
      soup_message_headers_append (headers, name, value);
    }
  soup_server_message_set_status (self->message, response->status, NULL);
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (body, bytes);
}

static void
close_stream (GIOStream *stream)
{
  g_io_stream_close (stream, NULL, NULL);
  g_object_unref (stream);
}

static void
wrote_part_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL);
  close_stream (user_data);
}

/* The length announced is that of the whole; what follows is what there is. */
static GString *
make_part (VouchResponse *response)
{
  g_autoptr(GBytes) bytes = read_body (response);
  GString *text = g_string_new (NULL);

  g_string_printf (text, "HTTP/1.1 %u %s\r\n", response->status,
                   soup_status_get_phrase (response->status));
  for (guint i = 0; i < vouch_headers_get_n (response->headers); i++)
    {
      const char *name = NULL;
      const char *value = NULL;

      vouch_headers_get_nth (response->headers, i, &name, &value);
      g_string_append_printf (text, "%s: %s\r\n", name, value);
    }
  g_string_append (text, "\r\n");
  g_string_append_len (text, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return text;
}

static void
write_part (VouchExchange *self)
{
  GString *text = make_part (self->answer->response);
  GIOStream *stream = soup_server_message_steal_connection (self->message);
  g_autoptr(GBytes) bytes = g_string_free_to_bytes (text);

  g_object_set_data_full (G_OBJECT (stream), "vouch-part", g_bytes_ref (bytes),
                          (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream),
                                   g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                   G_PRIORITY_DEFAULT, NULL, wrote_part_cb, stream);
}

/* Sends the answer as far as it goes. */
static void
deliver (VouchExchange *self)
{
  switch (self->answer->drop)
    {
    case VOUCH_SANDBOX_DROP_NONE:
      write_whole (self);
      if (self->paused)
        soup_server_message_unpause (self->message);
      return;
    case VOUCH_SANDBOX_DROP_TRUNCATE:
      write_part (self);
      break;
    case VOUCH_SANDBOX_DROP_BEFORE:
    case VOUCH_SANDBOX_DROP_AFTER:
    default:
      close_stream (soup_server_message_steal_connection (self->message));
      break;
    }

  end_exchange (self);
}

static gboolean
deliver_cb (gpointer user_data)
{
  VouchExchange *self = user_data;

  g_clear_pointer (&self->source, g_source_unref);
  deliver (self);

  return G_SOURCE_REMOVE;
}

/**
 * vouch_exchange_start:
 * @answer: (transfer full)
 * @context: where to wait for a delay
 * @ended: called once, never from within this call, unless cancelled before
 *
 * Returns: (transfer full): the exchange
 */
VouchExchange *
vouch_exchange_start (SoupServerMessage  *message,
                      VouchSandboxAnswer *answer,
                      GMainContext       *context,
                      VouchExchangeFunc   ended,
                      gpointer            user_data)
{
  VouchExchange *self = g_rc_box_new0 (VouchExchange);

  self->message = g_object_ref (message);
  self->answer = answer;
  self->context = g_main_context_ref (context);
  self->ended = ended;
  self->user_data = user_data;
  self->finished_id = g_signal_connect (message, "finished", G_CALLBACK (finished_cb), self);

  if (answer->delay == 0 && answer->drop == VOUCH_SANDBOX_DROP_NONE)
    {
      deliver (self);
      return self;
    }

  self->paused = TRUE;
  soup_server_message_pause (message);
  self->source = g_timeout_source_new (answer->delay / 1000);
  g_source_set_callback (self->source, deliver_cb, g_rc_box_acquire (self),
                         (GDestroyNotify) vouch_exchange_unref);
  g_source_attach (self->source, context);

  return self;
}

/* Nothing more is sent, and nobody is told. */
void
vouch_exchange_cancel (VouchExchange *self)
{
  self->ended = NULL;
  stop_waiting (self);
  g_clear_signal_handler (&self->finished_id, self->message);
  g_clear_pointer (&self->answer, vouch_sandbox_answer_free);
}
