/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <libsoup/soup.h>

#include "http/vouch-http.h"

#include "base/vouch-error.h"

/* More than any policy lets run at once: a call never queues in here, where nobody counts. */
#define MAX_CONNECTIONS 32

#define CONNECT_TIMEOUT (10 * G_USEC_PER_SEC)
#define IDLE_TIMEOUT_SECONDS 60

struct _VouchSoupTransport
{
  GObject parent_instance;

  SoupSession *session;  /* (owned) */
};

/* Counted: libsoup may never say what became of a message whose HTTP/2 connection broke the
 * protocol, not even after it was cancelled. Whoever waits is told by us. */
typedef struct
{
  GTask *task;              /* (owned) (nullable): until it is answered */
  SoupMessage *message;     /* (owned) */
  GCancellable *inner;      /* (owned): cancelled by the caller's, and when no connection comes */
  GCancellable *outer;      /* (owned) (nullable): the caller's */
  gulong outer_id;
  GSource *connect_timer;   /* (owned) (nullable) */
  gboolean started;         /* its ::starting was emitted: bytes may have left */
  gboolean too_old;         /* the other side speaks no TLS that we trust */
} SendData;

static void vouch_soup_transport_iface_init (VouchTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchSoupTransport, vouch_soup_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_TRANSPORT,
                                                      vouch_soup_transport_iface_init))

static void
stop_connect_timer (SendData *data)
{
  if (data->connect_timer != NULL)
    g_source_destroy (data->connect_timer);
  g_clear_pointer (&data->connect_timer, g_source_unref);
}

static void
stop_watching (SendData *data)
{
  stop_connect_timer (data);
  if (data->outer != NULL)
    g_cancellable_disconnect (data->outer, data->outer_id);
  g_clear_object (&data->outer);
}

static void
clear_send_data (gpointer user_data)
{
  SendData *data = user_data;

  g_assert (data->task == NULL);
  g_clear_object (&data->message);
  g_clear_object (&data->inner);
}

static void
send_data_unref (SendData *data)
{
  g_rc_box_release_full (data, clear_send_data);
}

/* Nobody waits for the message any more, and what libsoup still says about it is not heard. */
static GTask *
take_task (SendData *data)
{
  stop_watching (data);
  g_signal_handlers_disconnect_by_data (data->message, data);
  return g_steal_pointer (&data->task);
}

static void
return_failure (SendData *data,
                GError   *error)  /* (transfer full) */
{
  g_autoptr(GTask) task = take_task (data);
  g_autoptr(GError) owned = error;
  gboolean by_caller = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  if (data->too_old)
    g_task_return_new_error (task, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT,
                             "the service speaks no TLS 1.2 or newer");
  else if (!g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED) || by_caller)
    g_task_return_error (task, vouch_api_error_translate (g_steal_pointer (&owned), data->started));
  else if (data->started)
    g_task_return_new_error (task, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN,
                             "turned away after it was sent");
  else
    g_task_return_new_error (task, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT,
                             "no connection in time");
}

static gboolean
given_up_cb (gpointer user_data)
{
  SendData *data = user_data;

  if (data->task != NULL)
    return_failure (data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  return G_SOURCE_REMOVE;
}

static void
give_up (SendData *data)
{
  g_cancellable_cancel (data->inner);
  g_idle_add_full (G_PRIORITY_DEFAULT, given_up_cb, g_rc_box_acquire (data),
                   (GDestroyNotify) send_data_unref);
}

static gboolean
has_old_tls (SoupMessage *message)
{
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);

  return g_str_equal (g_uri_get_scheme (soup_message_get_uri (message)), "https") &&
         version < G_TLS_PROTOCOL_VERSION_TLS_1_2;
}

/* The connection stands, and no byte of the request has been written. The TLS library of some
 * systems still takes versions that give no protection; here is the last moment to say no. */
static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  SendData *data = user_data;

  stop_connect_timer (data);
  data->too_old = has_old_tls (message);
  if (data->too_old)
    give_up (data);
  else
    data->started = TRUE;
}

/* A service may say over HTTP/2 that it has not touched a request; libsoup believes it, and sends
 * the request again. That is for the outbox to decide (reliability.md §2.2, step 5). */
static void
restarted_cb (SoupMessage *message,
              gpointer     user_data)
{
  give_up (user_data);
}

static gboolean
connect_timeout_cb (gpointer user_data)
{
  SendData *data = user_data;

  stop_connect_timer (data);
  give_up (data);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer,
                    gpointer      user_data)
{
  give_up (user_data);
}

static VouchResponse *
take_response (SoupMessage  *message,
               GInputStream *stream)  /* (transfer full) */
{
  VouchResponse *response = vouch_response_new (soup_message_get_status (message), stream);
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, soup_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    vouch_headers_add (response->headers, name, value);

  return response;
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SendData *data = user_data;
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;

  stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (data->task != NULL && stream == NULL)
    {
      return_failure (data, g_steal_pointer (&error));
    }
  else if (data->task != NULL)
    {
      g_autoptr(GTask) task = take_task (data);

      g_task_return_pointer (task, take_response (data->message, g_steal_pointer (&stream)),
                             (GDestroyNotify) vouch_response_unref);
    }
  send_data_unref (data);
}

static SoupMessage *
build_message (VouchRequest  *request,
               GError       **error)
{
  g_autoptr(GUri) uri = g_uri_parse (request->uri, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessageHeaders *headers;
  SoupMessage *message;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    {
      g_set_error_literal (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT, "not an address");
      return NULL;
    }

  message = soup_message_new_from_uri (request->method, uri);
  headers = soup_message_get_request_headers (message);
  for (guint i = 0; i < vouch_headers_get_n (request->headers); i++)
    {
      const char *name;
      const char *value;

      vouch_headers_get_nth (request->headers, i, &name, &value);
      soup_message_headers_append (headers, name, value);
    }

  /* libsoup sends a PUT or DELETE again on a connection that turns out to be stale. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if ((request->flags & VOUCH_REQUEST_EFFECT) != 0)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, NULL, request->body);

  return message;
}

static void
start_watching (SendData     *data,
                VouchRequest *request)
{
  gint64 connect_timeout = request->connect_timeout;
  GCancellable *cancellable = g_task_get_cancellable (data->task);

  data->inner = g_cancellable_new ();
  g_signal_connect (data->message, "starting", G_CALLBACK (starting_cb), data);
  if ((request->flags & VOUCH_REQUEST_EFFECT) != 0)
    g_signal_connect (data->message, "restarted", G_CALLBACK (restarted_cb), data);

  if (connect_timeout == 0)
    connect_timeout = CONNECT_TIMEOUT;
  data->connect_timer = g_timeout_source_new (connect_timeout / 1000);
  g_source_set_callback (data->connect_timer, connect_timeout_cb, data, NULL);
  g_source_attach (data->connect_timer, g_task_get_context (data->task));

  if (cancellable == NULL)
    return;

  data->outer = g_object_ref (cancellable);
  data->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                          g_rc_box_acquire (data),
                                          (GDestroyNotify) send_data_unref);
}

static void
vouch_soup_transport_send_async (VouchTransport      *transport,
                                 VouchRequest        *request,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  VouchSoupTransport *self = VOUCH_SOUP_TRANSPORT (transport);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(SoupMessage) message = NULL;
  GError *error = NULL;
  SendData *data;

  g_task_set_source_tag (task, vouch_soup_transport_send_async);
  message = build_message (request, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  data = g_rc_box_new0 (SendData);
  data->task = g_steal_pointer (&task);
  data->message = g_steal_pointer (&message);
  start_watching (data, request);
  soup_session_send_async (self->session, data->message, G_PRIORITY_DEFAULT, data->inner,
                           sent_cb, data);
}

static VouchResponse *
vouch_soup_transport_send_finish (VouchTransport  *transport,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vouch_soup_transport_finalize (GObject *object)
{
  VouchSoupTransport *self = VOUCH_SOUP_TRANSPORT (object);

  soup_session_abort (self->session);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vouch_soup_transport_parent_class)->finalize (object);
}

static void
vouch_soup_transport_class_init (VouchSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_soup_transport_finalize;
}

static void
vouch_soup_transport_init (VouchSoupTransport *self)
{
  self->session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS,
                                                 "idle-timeout", IDLE_TIMEOUT_SECONDS,
                                                 NULL);

  /* Inflating is done where it is counted; nothing here may answer a challenge, keep a cookie or
   * send twice. Certificates are checked against the system's, and nobody may accept another. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
}

static void
vouch_soup_transport_iface_init (VouchTransportInterface *iface)
{
  iface->send_async = vouch_soup_transport_send_async;
  iface->send_finish = vouch_soup_transport_send_finish;
}

/**
 * vouch_soup_transport_new:
 *
 * Returns: (transfer full): a transport that goes out to the network
 */
VouchTransport *
vouch_soup_transport_new (void)
{
  return g_object_new (VOUCH_TYPE_SOUP_TRANSPORT, NULL);
}
