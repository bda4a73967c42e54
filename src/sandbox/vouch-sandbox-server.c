/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "json/vouch-json.h"
#include "sandbox/vouch-sandbox-core.h"
#include "sandbox/vouch-sandbox-exchange.h"
#include "sandbox/vouch-sandbox-writer.h"

#define SAVE_DELAY_MS 400
#define MAX_BODY (24 * 1024 * 1024)
#define MAX_TRIES 16

struct _VouchSandboxServer
{
  GObject parent_instance;

  VouchSandbox *sandbox;                    /* (owned) */
  SoupServer *servers[VOUCH_N_LISTENERS];   /* (owned) */
  char *origins[VOUCH_N_LISTENERS];         /* (owned) */
  GMainContext *context;                    /* (owned) */
  GPtrArray *exchanges;                     /* (owned) (element-type VouchExchange): under way */
  char *state_path;                         /* (owned) (nullable) */
  GOutputStream *log;                       /* (owned) (nullable) */
  GSource *save_source;                     /* (owned) (nullable) */
  guint64 saved_revision;
  guint64 n_arrivals;
};

G_DEFINE_FINAL_TYPE (VouchSandboxServer, vouch_sandbox_server, G_TYPE_OBJECT)

static void
vouch_sandbox_server_dispose (GObject *object)
{
  VouchSandboxServer *self = VOUCH_SANDBOX_SERVER (object);

  vouch_sandbox_server_stop (self);

  G_OBJECT_CLASS (vouch_sandbox_server_parent_class)->dispose (object);
}

static void
vouch_sandbox_server_finalize (GObject *object)
{
  VouchSandboxServer *self = VOUCH_SANDBOX_SERVER (object);

  g_clear_pointer (&self->sandbox, vouch_sandbox_free);
  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    g_free (self->origins[i]);
  g_ptr_array_unref (self->exchanges);
  g_free (self->state_path);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (vouch_sandbox_server_parent_class)->finalize (object);
}

static void
vouch_sandbox_server_class_init (VouchSandboxServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vouch_sandbox_server_dispose;
  object_class->finalize = vouch_sandbox_server_finalize;
}

static void
vouch_sandbox_server_init (VouchSandboxServer *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->exchanges = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_exchange_unref);
}

/**
 * vouch_sandbox_server_save:
 *
 * Writes the state at once, if there is a file for it: a new file, synced, in place of the old one.
 */
gboolean
vouch_sandbox_server_save (VouchSandboxServer  *self,
                           GError             **error)
{
  g_autoptr(GBytes) state = NULL;
  const char *data = NULL;
  gsize length = 0;

  if (self->state_path == NULL)
    return TRUE;

  state = vouch_sandbox_save (self->sandbox);
  data = g_bytes_get_data (state, &length);
  if (!g_file_set_contents_full (self->state_path, data, length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 0600, error))
    return FALSE;

  self->saved_revision = vouch_sandbox_get_revision (self->sandbox);
  return TRUE;
}

static void
cancel_save (VouchSandboxServer *self)
{
  if (self->save_source == NULL)
    return;

  g_source_destroy (self->save_source);
  g_clear_pointer (&self->save_source, g_source_unref);
}

static gboolean
save_cb (gpointer user_data)
{
  VouchSandboxServer *self = user_data;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->save_source, g_source_unref);
  if (!vouch_sandbox_server_save (self, &error))
    g_message ("The practice company cannot be saved: %s", error->message);

  return G_SOURCE_REMOVE;
}

/* Several changes make one file. */
static void
plan_save (VouchSandboxServer *self)
{
  if (self->state_path == NULL || self->save_source != NULL ||
      self->saved_revision == vouch_sandbox_get_revision (self->sandbox))
    return;

  self->save_source = g_timeout_source_new (SAVE_DELAY_MS);
  g_source_set_callback (self->save_source, save_cb, self, NULL);
  g_source_attach (self->save_source, self->context);
}

/* The path alone: a query can hold what nobody should read. */
static void
write_log (VouchSandboxServer       *self,
           SoupServerMessage        *message,
           VouchListener             listener,
           const VouchSandboxAnswer *answer)
{
  g_autoptr(GString) line = NULL;

  if (self->log == NULL)
    return;

  line = g_string_new ("{");
  vouch_write_time (line, "time", vouch_sandbox_get_time (self->sandbox, g_get_real_time ()));
  vouch_write_member (line, "origin", self->origins[listener]);
  vouch_write_member (line, "method", soup_server_message_get_method (message));
  vouch_write_member (line, "path", g_uri_get_path (soup_server_message_get_uri (message)));
  g_string_append_printf (line, "\"status\":%u,\"drop\":%u}\n",
                          answer->response == NULL ? 0 : answer->response->status, answer->drop);
  g_output_stream_write_all (self->log, line->str, line->len, NULL, NULL, NULL);
}

static VouchListener
find_listener (VouchSandboxServer *self,
               SoupServer         *server)
{
  guint i = 0;

  while (i + 1 < VOUCH_N_LISTENERS && self->servers[i] != server)
    i++;

  return i;
}

/* Names that lead here and nowhere else: a foreign name would make us part of its site. */
static gboolean
is_our_host (SoupServerMessage *message)
{
  static const char *const names[] = { "localhost", "127.0.0.1", "::1", NULL };
  const char *host = g_uri_get_host (soup_server_message_get_uri (message));

  return host != NULL && g_strv_contains (names, host);
}

static void
copy_header_cb (const char *name,
                const char *value,
                gpointer    user_data)
{
  vouch_headers_add (user_data, name, value);
}

static VouchRequest *
make_request (VouchSandboxServer *self,
              SoupServerMessage  *message,
              VouchListener       listener)
{
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *address = NULL;
  VouchRequest *request = NULL;

  address = g_strconcat (self->origins[listener], g_uri_get_path (uri), query == NULL ? "" : "?",
                         query, NULL);
  request = vouch_request_new (soup_server_message_get_method (message), address,
                               VOUCH_REQUEST_NONE);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header_cb,
                                request->headers);
  request->body = soup_message_body_flatten (body);

  return request;
}

static void
end_exchange_cb (VouchExchange *exchange,
                 gpointer       user_data)
{
  VouchSandboxServer *self = user_data;

  g_ptr_array_remove (self->exchanges, exchange);
}

static void
handle_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  VouchSandboxServer *self = user_data;
  VouchListener listener = find_listener (self, server);
  g_autoptr(VouchRequest) request = NULL;
  g_autoptr(VouchSandboxAnswer) answer = NULL;

  if (g_object_get_data (G_OBJECT (message), "vouch-too-large") != NULL)
    {
      soup_server_message_set_status (message, 413, NULL);
      return;
    }
  if (!is_our_host (message))
    {
      soup_server_message_set_status (message, 421, "Misdirected Request");
      return;
    }

  self->n_arrivals++;
  request = make_request (self, message, listener);
  answer = vouch_sandbox_handle (self->sandbox, request, g_get_real_time ());
  write_log (self, message, listener, answer);
  plan_save (self);
  g_ptr_array_add (self->exchanges,
                   vouch_exchange_start (message, g_steal_pointer (&answer), self->context,
                                         end_exchange_cb, self));
}

/* Keeps what is read within bounds, whatever length was announced. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  gsize total = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), "vouch-read"));
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  total += g_bytes_get_size (chunk);
  g_object_set_data (G_OBJECT (message), "vouch-read", GSIZE_TO_POINTER (total));
  if (total <= MAX_BODY)
    return;

  g_object_set_data (G_OBJECT (message), "vouch-too-large", GINT_TO_POINTER (TRUE));
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
}

static void
watch_body_cb (SoupServer        *server,
               SoupServerMessage *message,
               const char        *path,
               GHashTable        *query,
               gpointer           user_data)
{
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), NULL);
}

static SoupServer *
make_server (VouchSandboxServer *self)
{
  SoupServer *server = soup_server_new (NULL, NULL);

  soup_server_add_early_handler (server, NULL, watch_body_cb, self, NULL);
  soup_server_add_handler (server, NULL, handle_cb, self, NULL);

  return server;
}

static gboolean
listen_at (SoupServer    *server,
           GSocketFamily  family,
           guint          port,
           GError       **error)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_loopback (family);
  g_autoptr(GSocketAddress) where = g_inet_socket_address_new (address, port);

  return soup_server_listen (server, where, 0, error);
}

static guint
get_port (SoupServer *server)
{
  GSList *uris = soup_server_get_uris (server);
  guint port = uris == NULL ? 0 : g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return port;
}

/* "localhost" can mean either family: where there is IPv6, the port must be ours in both. */
static gboolean
listen_on_both (VouchSandboxServer  *self,
                VouchListener        listener,
                guint                port,
                GError             **error)
{
  g_autoptr(SoupServer) server = make_server (self);
  g_autoptr(GError) problem = NULL;

  if (!listen_at (server, G_SOCKET_FAMILY_IPV4, port, error))
    return FALSE;

  port = get_port (server);
  if (!listen_at (server, G_SOCKET_FAMILY_IPV6, port, &problem) &&
      g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    {
      soup_server_disconnect (server);
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  self->origins[listener] = g_strdup_printf ("http://localhost:%u", port);
  self->servers[listener] = g_steal_pointer (&server);
  return TRUE;
}

static gboolean
listen_anywhere (VouchSandboxServer  *self,
                 VouchListener        listener,
                 guint                port,
                 GError             **error)
{
  for (guint i = 0; port == 0 && i + 1 < MAX_TRIES; i++)
    {
      g_autoptr(GError) problem = NULL;

      if (listen_on_both (self, listener, 0, &problem))
        return TRUE;
      if (!g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }

  return listen_on_both (self, listener, port, error);
}

static gboolean
load_state (VouchSandboxServer  *self,
            GError             **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(GBytes) state = NULL;
  char *data = NULL;
  gsize length = 0;

  if (self->state_path == NULL)
    return TRUE;
  if (!g_file_get_contents (self->state_path, &data, &length, &problem))
    {
      if (g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  state = g_bytes_new_take (data, length);
  return vouch_sandbox_load (self->sandbox, state, error);
}

static gboolean
open_log (VouchSandboxServer  *self,
          const char          *path,
          GError             **error)
{
  g_autoptr(GFile) file = path == NULL ? NULL : g_file_new_for_path (path);

  if (file != NULL)
    self->log = G_OUTPUT_STREAM (g_file_append_to (file, G_FILE_CREATE_PRIVATE, NULL, error));

  return file == NULL || self->log != NULL;
}

/**
 * vouch_sandbox_server_new:
 *
 * Returns: (nullable) (transfer full): the company, answering from the next turn of the main
 *   context on; fails when a port cannot be had, or the state is damaged or that of another company
 */
VouchSandboxServer *
vouch_sandbox_server_new (const VouchSandboxServerOptions  *options,
                          GError                          **error)
{
  g_autoptr(VouchSandboxServer) self = g_object_new (VOUCH_TYPE_SANDBOX_SERVER, NULL);
  VouchSandboxOptions inner = { 0 };

  inner.seed = options->seed;
  inner.size = options->size;
  inner.redirect_uris = options->redirect_uris;
  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    {
      if (!listen_anywhere (self, i, options->port_base == 0 ? 0 : options->port_base + i, error))
        return NULL;
      inner.origins[i] = self->origins[i];
    }

  self->sandbox = vouch_sandbox_new (&inner);
  self->state_path = g_strdup (options->state_path);
  if (!load_state (self, error))
    {
      g_clear_pointer (&self->state_path, g_free);
      return NULL;
    }
  self->saved_revision = vouch_sandbox_get_revision (self->sandbox);
  if (!open_log (self, options->log_path, error))
    return NULL;

  return g_steal_pointer (&self);
}

const char *
vouch_sandbox_server_get_origin (VouchSandboxServer *self,
                                 VouchListener       listener)
{
  g_return_val_if_fail (VOUCH_IS_SANDBOX_SERVER (self), NULL);

  return self->origins[listener];
}

/* (transfer none): for control calls without the way over the network. */
VouchSandbox *
vouch_sandbox_server_get_sandbox (VouchSandboxServer *self)
{
  g_return_val_if_fail (VOUCH_IS_SANDBOX_SERVER (self), NULL);

  return self->sandbox;
}

/* How many requests arrived, however they were answered. */
guint64
vouch_sandbox_server_get_n_arrivals (VouchSandboxServer *self)
{
  g_return_val_if_fail (VOUCH_IS_SANDBOX_SERVER (self), 0);

  return self->n_arrivals;
}

/* Whatever is under way is dropped; the state is saved. */
void
vouch_sandbox_server_stop (VouchSandboxServer *self)
{
  g_autoptr(GError) error = NULL;

  g_return_if_fail (VOUCH_IS_SANDBOX_SERVER (self));

  cancel_save (self);
  for (guint i = 0; i < self->exchanges->len; i++)
    vouch_exchange_cancel (g_ptr_array_index (self->exchanges, i));
  g_ptr_array_set_size (self->exchanges, 0);
  for (guint i = 0; i < VOUCH_N_LISTENERS; i++)
    {
      if (self->servers[i] != NULL)
        soup_server_disconnect (self->servers[i]);
      g_clear_object (&self->servers[i]);
    }

  if (self->sandbox != NULL && self->saved_revision != vouch_sandbox_get_revision (self->sandbox) &&
      !vouch_sandbox_server_save (self, &error))
    g_message ("The practice company cannot be saved: %s", error->message);
  g_clear_object (&self->log);
}
