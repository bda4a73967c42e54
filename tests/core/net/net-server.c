/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "net-server.h"

#include "vouch-test-util.h"

typedef struct
{
  char *text;  /* (owned) (nullable) */
  NetServerThen then;
} Answer;

typedef struct
{
  NetServer *server;
  GIOStream *stream;    /* (owned) */
  GString *received;    /* (owned) */
  guint8 chunk[4096];
} Connection;

static void read_more (Connection *connection);

static void
answer_free (Answer *answer)
{
  g_free (answer->text);
  g_free (answer);
}

static void
connection_free (Connection *connection)
{
  g_io_stream_close (connection->stream, NULL, NULL);
  g_object_unref (connection->stream);
  g_string_free (connection->received, TRUE);
  g_free (connection);
}

static gsize
get_body_length (const char *header)
{
  g_autofree char *lower = g_ascii_strdown (header, -1);
  const char *field = strstr (lower, "\r\ncontent-length:");

  return field != NULL ? g_ascii_strtoull (field + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* Takes one whole request out of what has been received. */
static gboolean
take_request (Connection *connection)
{
  const char *end = strstr (connection->received->str, "\r\n\r\n");
  g_autofree char *header = NULL;
  gsize length;

  if (end == NULL)
    return FALSE;

  header = g_strndup (connection->received->str, end - connection->received->str);
  length = strlen (header) + 4 + get_body_length (header);
  if (connection->received->len < length)
    return FALSE;

  connection->server->n_requests++;
  g_string_truncate (connection->server->latest, 0);
  g_string_append_len (connection->server->latest, connection->received->str, length);
  g_string_erase (connection->received, 0, length);
  return TRUE;
}

/* Returns whether the connection stays open. */
static gboolean
give_answer (Connection *connection)
{
  GOutputStream *output = g_io_stream_get_output_stream (connection->stream);
  Answer *answer = g_queue_pop_head (&connection->server->answers);
  gboolean stays;

  g_assert_nonnull (answer);
  stays = answer->then != NET_SERVER_CLOSE;
  if (answer->text != NULL)
    g_assert_true (g_output_stream_write_all (output, answer->text, strlen (answer->text),
                                              NULL, NULL, NULL));
  answer_free (answer);
  return stays;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Connection *connection = user_data;
  gssize length = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (length <= 0)
    {
      connection_free (connection);
      return;
    }

  g_string_append_len (connection->received, (const char *) connection->chunk, length);
  while (take_request (connection))
    {
      if (!give_answer (connection))
        {
          connection_free (connection);
          return;
        }
    }

  read_more (connection);
}

static void
read_more (Connection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (connection->stream);

  g_input_stream_read_async (input, connection->chunk, sizeof connection->chunk,
                             G_PRIORITY_DEFAULT, NULL, read_cb, connection);
}

static void
incoming_cb (GSocketService    *service,
             GSocketConnection *incoming,
             GObject           *source,
             gpointer           user_data)
{
  NetServer *self = user_data;
  Connection *connection = g_new0 (Connection, 1);

  self->n_connections++;
  connection->server = self;
  connection->received = g_string_new (NULL);
  if (self->certificate != NULL)
    connection->stream = g_tls_server_connection_new (G_IO_STREAM (incoming), self->certificate,
                                                      NULL);
  else
    connection->stream = G_IO_STREAM (g_object_ref (incoming));

  read_more (connection);
}

NetServer *
net_server_new (GTlsCertificate *certificate)
{
  NetServer *self = g_new0 (NetServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) effective = NULL;
  g_autoptr(GError) error = NULL;

  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->latest = g_string_new (NULL);
  g_queue_init (&self->answers);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

/* To be called once the client has closed its connections. */
void
net_server_free (NetServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  vouch_test_run_ready ();

  g_queue_clear_full (&self->answers, (GDestroyNotify) answer_free);
  g_clear_object (&self->certificate);
  g_string_free (self->latest, TRUE);
  g_free (self);
}

void
net_server_push (NetServer     *self,
                 const char    *answer,
                 NetServerThen  then)
{
  Answer *pushed = g_new0 (Answer, 1);

  pushed->text = g_strdup (answer);
  pushed->then = then;
  g_queue_push_tail (&self->answers, pushed);
}

void
net_server_drop_answers (NetServer *self)
{
  g_queue_clear_full (&self->answers, (GDestroyNotify) answer_free);
}

char *
net_server_dup_uri (NetServer  *self,
                    const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->certificate != NULL ? "https" : "http",
                          self->port, path);
}
