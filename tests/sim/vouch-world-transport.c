/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-world"

#include <time.h>

#include "base/vouch-error.h"
#include "vouch-test-stream.h"
#include "vouch-world-transport.h"

struct _VouchWorldTransport
{
  GObject parent_instance;

  VouchSandbox *sandbox;  /* (unowned) */
  VouchClock *clock;      /* (owned) */
  VouchPointFunc point;
  gpointer point_data;
  gint64 latency;
  guint n_sent;
  gint64 cpu;
};

typedef struct
{
  VouchRequest *request;       /* (owned) */
  VouchSandboxAnswer *answer;  /* (owned) (nullable) */
} Exchange;

static void vouch_world_transport_iface_init (VouchTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchWorldTransport, vouch_world_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_TRANSPORT,
                                                      vouch_world_transport_iface_init))

static void
exchange_free (Exchange *exchange)
{
  g_clear_pointer (&exchange->request, vouch_request_unref);
  g_clear_pointer (&exchange->answer, vouch_sandbox_answer_free);
  g_free (exchange);
}

static gboolean
is_id (const char *segment)
{
  return strpbrk (segment, "0123456789") != NULL && !g_str_has_prefix (segment, "v20") &&
         !g_str_equal (segment, "v2");
}

/**
 * vouch_world_label:
 * @what: "send", "answer"
 * @request: a request
 *
 * Returns: (transfer full): the operation's name without ids: "send GET /candidates/{id}"
 */
char *
vouch_world_label (const char   *what,
                   VouchRequest *request)
{
  g_autoptr(GUri) uri = g_uri_parse (request->uri, G_URI_FLAGS_ENCODED, NULL);
  g_auto(GStrv) segments = g_strsplit (g_uri_get_path (uri), "/", -1);
  GString *label = g_string_new (NULL);

  g_string_append_printf (label, "%s %s ", what, request->method);
  for (guint i = 1; segments[i] != NULL; i++)
    g_string_append_printf (label, "/%s", is_id (segments[i]) ? "{id}" : segments[i]);

  return g_string_free (label, FALSE);
}

static gboolean
pass (VouchWorldTransport *self,
      const char          *what,
      VouchRequest        *request)
{
  g_autofree char *label = vouch_world_label (what, request);

  return self->point (label, self->point_data);
}

static VouchResponse *
cut_short (VouchResponse *response)
{
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes (response->body, 64 * 1024 * 1024, NULL,
                                                       NULL);
  GError *reset = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "cut");

  g_clear_object (&response->body);
  response->body = vouch_test_stream_new (bytes, 1, reset);
  return vouch_response_ref (response);
}

static gboolean
arrive_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchWorldTransport *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  VouchSandboxAnswer *answer = exchange->answer;

  if (!pass (self, "answer", exchange->request))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dead");
  else if (answer->drop == VOUCH_SANDBOX_DROP_BEFORE || answer->drop == VOUCH_SANDBOX_DROP_AFTER)
    g_task_return_new_error (task, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN,
                             "connection reset");
  else if (answer->drop == VOUCH_SANDBOX_DROP_TRUNCATE)
    g_task_return_pointer (task, cut_short (answer->response),
                           (GDestroyNotify) vouch_response_unref);
  else
    g_task_return_pointer (task, vouch_response_ref (answer->response),
                           (GDestroyNotify) vouch_response_unref);

  /* Not in flight any more. */
  g_clear_pointer (&exchange->answer, vouch_sandbox_answer_free);
  return G_SOURCE_REMOVE;
}

static gint64
get_thread_cpu (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gboolean
leave_cb (gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchWorldTransport *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  gint64 begun;

  if (!pass (self, "send", exchange->request))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dead");
      return G_SOURCE_REMOVE;
    }

  self->n_sent++;
  begun = get_thread_cpu ();
  exchange->answer = vouch_sandbox_handle (self->sandbox, exchange->request,
                                           VOUCH_WORLD_EPOCH + vouch_clock_get_boot (self->clock));
  self->cpu += get_thread_cpu () - begun;
  vouch_clock_add_timer (self->clock, self->latency + exchange->answer->delay, arrive_cb,
                         g_steal_pointer (&task));
  return G_SOURCE_REMOVE;
}

static void
vouch_world_transport_send_async (VouchTransport      *transport,
                                  VouchRequest        *request,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  VouchWorldTransport *self = VOUCH_WORLD_TRANSPORT (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, vouch_world_transport_send_async);
  exchange->request = vouch_request_ref (request);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  vouch_clock_add_timer (self->clock, self->latency, leave_cb, task);
}

static VouchResponse *
vouch_world_transport_send_finish (VouchTransport  *transport,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vouch_world_transport_iface_init (VouchTransportInterface *iface)
{
  iface->send_async = vouch_world_transport_send_async;
  iface->send_finish = vouch_world_transport_send_finish;
}

static void
vouch_world_transport_finalize (GObject *object)
{
  g_clear_object (&VOUCH_WORLD_TRANSPORT (object)->clock);

  G_OBJECT_CLASS (vouch_world_transport_parent_class)->finalize (object);
}

static void
vouch_world_transport_class_init (VouchWorldTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_world_transport_finalize;
}

static void
vouch_world_transport_init (VouchWorldTransport *self)
{
}

VouchWorldTransport *
vouch_world_transport_new (VouchSandbox   *sandbox,
                           VouchClock     *clock,
                           VouchPointFunc  point,
                           gpointer        user_data)
{
  VouchWorldTransport *self = g_object_new (VOUCH_TYPE_WORLD_TRANSPORT, NULL);

  self->sandbox = sandbox;
  self->clock = g_object_ref (clock);
  self->point = point;
  self->point_data = user_data;
  self->latency = 20 * 1000;
  return self;
}

void
vouch_world_transport_set_latency (VouchWorldTransport *self,
                                   gint64               latency)
{
  self->latency = latency;
}

guint
vouch_world_transport_get_n_sent (VouchWorldTransport *self)
{
  return self->n_sent;
}

gint64
vouch_world_transport_get_cpu (VouchWorldTransport *self)
{
  return self->cpu;
}
