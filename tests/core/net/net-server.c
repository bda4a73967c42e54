/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "net-server.h"

#include "vouch-test-util.h"

typedef struct
{
  GBytes *bytes;        /* (owned) (nullable) */
  NetServerThen then;
} Answer;

typedef struct
{
  NetServer *server;
  GIOStream *stream;    /* (owned) */
  GString *received;    /* (owned) */
  Answer *answer;       /* (owned) (nullable): on its way */
  guint8 chunk[4096];
} Connection;

static void read_more (Connection *connection);

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->bytes, g_bytes_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
connection_free (Connection *connection)
{
  g_clear_pointer (&connection->answer, answer_free);
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

static void go_on (Connection *connection);

/* Whoever asked may be gone before all of it is written. */
static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Connection *connection = user_data;
  g_autoptr(Answer) answer = g_steal_pointer (&connection->answer);
  gboolean written = g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL,
                                                       NULL);

  if (written && answer->then != NET_SERVER_CLOSE)
    go_on (connection);
  else
    connection_free (connection);
}

static void
give_answer (Connection *connection)
{
  GOutputStream *output = g_io_stream_get_output_stream (connection->stream);
  gsize size = 0;
  gconstpointer data = NULL;

  connection->answer = g_queue_pop_head (&connection->server->answers);
  g_assert_nonnull (connection->answer);
  if (connection->answer->bytes != NULL)
    data = g_bytes_get_data (connection->answer->bytes, &size);
  g_output_stream_write_all_async (output, data, size, G_PRIORITY_DEFAULT, NULL, written_cb,
                                   connection);
}

static void
go_on (Connection *connection)
{
  if (take_request (connection))
    give_answer (connection);
  else
    read_more (connection);
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
  go_on (connection);
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
    {
      connection->stream = g_tls_server_connection_new (G_IO_STREAM (incoming), self->certificate,
                                                        NULL);
      g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection->stream),
                                                 self->protocols);
    }
  else
    {
      connection->stream = G_IO_STREAM (g_object_ref (incoming));
    }

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
net_server_push_bytes (NetServer     *self,
                       GBytes        *answer,
                       NetServerThen  then)
{
  Answer *pushed = g_new0 (Answer, 1);

  pushed->bytes = answer != NULL ? g_bytes_ref (answer) : NULL;
  pushed->then = then;
  g_queue_push_tail (&self->answers, pushed);
}

void
net_server_push (NetServer     *self,
                 const char    *answer,
                 NetServerThen  then)
{
  g_autoptr(GBytes) bytes = answer != NULL ? g_bytes_new (answer, strlen (answer)) : NULL;

  net_server_push_bytes (self, bytes, then);
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
