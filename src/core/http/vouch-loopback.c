/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <libsoup/soup.h>
#include <string.h>

#include "http/vouch-loopback.h"

#include "base/vouch-error.h"

/* A code and a state are far shorter. */
#define MAX_QUERY 4096

static const char answer_page[] =
  "<!DOCTYPE html>\n"
  "<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Vouch</title></head>\n"
  "<body><h1>You can close this page</h1>\n"
  "<p>Go back to Vouch to continue.</p></body></html>\n";

struct _VouchLoopback
{
  GObject parent_instance;

  SoupServer *server;  /* (owned) (nullable) once it has closed */
  char *host;          /* as the Host field has to be: "localhost:8400" */
  char *path;
  guint port;

  gboolean accepted;
  char *redirect;      /* (owned) (nullable): what came in */
  GTask *waiting;      /* (owned) (nullable) */
  GSource *cancelled;  /* (owned) (nullable): watches the waiting task's cancellable */
};

G_DEFINE_FINAL_TYPE (VouchLoopback, vouch_loopback, G_TYPE_OBJECT)

static void
stop_watching (VouchLoopback *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
}

static void
answer_waiting (VouchLoopback *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->waiting);

  stop_watching (self);
  g_task_return_pointer (task, g_steal_pointer (&self->redirect), g_free);
}

static void
close_server (VouchLoopback *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

/* The browser has its page, or has gone; either way the redirect counts. Not from within the
 * server's own signal, which goes on using it. */
static gboolean
finished_idle_cb (gpointer user_data)
{
  VouchLoopback *self = user_data;

  close_server (self);
  if (self->waiting != NULL)
    answer_waiting (self);

  return G_SOURCE_REMOVE;
}

static void
finished_cb (SoupServerMessage *message,
             gpointer           user_data)
{
  VouchLoopback *self = user_data;

  g_idle_add_full (G_PRIORITY_DEFAULT, finished_idle_cb, g_object_ref (self), g_object_unref);
}

static guint
check_request (VouchLoopback     *self,
               SoupServerMessage *message,
               const char        *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *query = g_uri_get_query (uri);

  if (self->accepted)
    return SOUP_STATUS_GONE;
  if (g_strcmp0 (host, self->host) != 0)
    return SOUP_STATUS_BAD_REQUEST;
  if (!g_str_equal (soup_server_message_get_method (message), "GET"))
    return SOUP_STATUS_METHOD_NOT_ALLOWED;
  if (!g_str_equal (path, self->path) || !g_str_equal (g_uri_get_path (uri), self->path))
    return SOUP_STATUS_NOT_FOUND;
  if (query == NULL || strlen (query) > MAX_QUERY)
    return SOUP_STATUS_BAD_REQUEST;

  return SOUP_STATUS_OK;
}

static void
answer (SoupServerMessage *message,
        guint              status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_append (headers, "Connection", "close");
  soup_message_headers_append (headers, "Cache-Control", "no-store");
  soup_message_headers_append (headers, "Content-Security-Policy", "default-src 'none'");
  soup_message_headers_append (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_append (headers, "X-Content-Type-Options", "nosniff");

  if (status == SOUP_STATUS_OK)
    soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_STATIC,
                                      answer_page, strlen (answer_page));
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  VouchLoopback *self = user_data;
  guint status = check_request (self, message, path);

  answer (message, status);
  if (status != SOUP_STATUS_OK)
    return;

  self->accepted = TRUE;
  self->redirect = g_strdup_printf ("http://%s%s?%s", self->host, self->path,
                                    g_uri_get_query (soup_server_message_get_uri (message)));
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, 0);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  VouchLoopback *self = user_data;
  g_autoptr(GTask) task = g_steal_pointer (&self->waiting);

  stop_watching (self);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static gboolean
ready_cb (gpointer user_data)
{
  VouchLoopback *self = user_data;

  if (self->waiting != NULL)
    answer_waiting (self);

  return G_SOURCE_REMOVE;
}

static gboolean
listen_on (VouchLoopback  *self,
           GSocketFamily   family,
           GError        **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, self->port);

  return soup_server_listen (self->server, address, 0, error);
}

static guint
read_port (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  guint port = uris != NULL ? g_uri_get_port (uris->data) : 0;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

/* A browser may take either address for "localhost", so that nobody else may have one of them. A
 * machine without IPv6 has only the first. */
static gboolean
open_server (VouchLoopback  *self,
             GError        **error)
{
  g_autoptr(GError) local_error = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);

  if (listen_on (self, G_SOCKET_FAMILY_IPV4, &local_error))
    {
      self->port = read_port (self->server);
      if (listen_on (self, G_SOCKET_FAMILY_IPV6, &local_error) ||
          !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        return TRUE;
    }

  g_set_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_PORT,
               "port %u of this computer is taken: %s", self->port, local_error->message);
  return FALSE;
}

static gboolean
take_uri (VouchLoopback  *self,
          const char     *redirect_uri,
          GError        **error)
{
  g_autoptr(GUri) uri = g_uri_parse (redirect_uri, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "http") ||
      g_strcmp0 (g_uri_get_host (uri), "localhost") != 0 || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_PORT,
                           "a sign-in cannot come back to this computer by that address");
      return FALSE;
    }

  self->port = g_uri_get_port (uri) == -1 ? 80 : g_uri_get_port (uri);
  self->path = g_strdup (g_uri_get_path (uri));
  return TRUE;
}

static void
vouch_loopback_finalize (GObject *object)
{
  VouchLoopback *self = VOUCH_LOOPBACK (object);

  g_assert (self->waiting == NULL);

  close_server (self);
  g_free (self->host);
  g_free (self->path);
  g_free (self->redirect);

  G_OBJECT_CLASS (vouch_loopback_parent_class)->finalize (object);
}

static void
vouch_loopback_class_init (VouchLoopbackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_loopback_finalize;
}

static void
vouch_loopback_init (VouchLoopback *self)
{
}

/**
 * vouch_loopback_new:
 * @redirect_uri: as registered: "http://localhost:PORT/path"; with port 0 a free one is taken
 * @error: return location
 *
 * Listens at once, so that the browser is opened only after the port is ours.
 *
 * Fails with %VOUCH_ACCOUNT_ERROR_PORT if the port is taken on either loopback address, or if
 * @redirect_uri does not lead to this computer.
 *
 * Returns: (transfer full): a listener
 */
VouchLoopback *
vouch_loopback_new (const char  *redirect_uri,
                    GError     **error)
{
  g_autoptr(VouchLoopback) self = g_object_new (VOUCH_TYPE_LOOPBACK, NULL);

  if (!take_uri (self, redirect_uri, error) || !open_server (self, error))
    return NULL;

  self->host = self->port == 80 ? g_strdup ("localhost")
                                : g_strdup_printf ("localhost:%u", self->port);
  return g_steal_pointer (&self);
}

guint
vouch_loopback_get_port (VouchLoopback *self)
{
  return self->port;
}

/**
 * vouch_loopback_wait_async:
 * @self: a listener
 * @cancellable: (nullable): a #GCancellable
 * @callback: called once the redirect is here
 * @user_data: data for @callback
 *
 * Waits for the redirect; it may have come already. One wait at a time.
 */
void
vouch_loopback_wait_async (VouchLoopback       *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (self->waiting == NULL);

  self->waiting = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->waiting, vouch_loopback_wait_async);

  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_task_get_context (self->waiting));
    }

  if (self->server == NULL && self->redirect != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, ready_cb, g_object_ref (self), g_object_unref);
}

/**
 * vouch_loopback_wait_finish:
 * @self: a listener
 * @result: a result
 * @error: return location
 *
 * Fails with %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the whole address, which holds the code: it is a secret
 */
char *
vouch_loopback_wait_finish (VouchLoopback  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
