/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "vouch-test-transport.h"

#define FOR_EVER (G_TIME_SPAN_DAY * 365)

typedef struct
{
  VouchResponse *response;  /* (owned) (nullable) */
  GError *error;            /* (owned) (nullable) */
  gint64 delay;
} Answer;

typedef struct
{
  VouchRequest *request;    /* (owned) */
  gint64 time;
} Sent;

struct _VouchTestTransport
{
  GObject parent_instance;

  VouchClock *clock;        /* (owned) */
  GQueue answers;           /* (element-type Answer) */
  GPtrArray *sent;          /* (owned) (element-type Sent) */
  guint n_running;
  guint max_at_once;
};

static void vouch_test_transport_iface_init (VouchTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchTestTransport, vouch_test_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_TRANSPORT,
                                                      vouch_test_transport_iface_init))

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->response, vouch_response_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

static void
sent_free (Sent *sent)
{
  vouch_request_unref (sent->request);
  g_free (sent);
}

static void
push_answer (VouchTestTransport *self,
             VouchResponse      *response,
             GError             *error,
             gint64              delay)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->response = response;
  answer->error = error;
  answer->delay = delay;
  g_queue_push_tail (&self->answers, answer);
}

static void
keep_request (VouchTestTransport *self,
              VouchRequest       *request)
{
  Sent *sent = g_new0 (Sent, 1);

  sent->request = vouch_request_ref (request);
  sent->time = vouch_clock_get_monotonic (self->clock);
  g_ptr_array_add (self->sent, sent);
}

static void
waited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VouchTestTransport *self = g_task_get_source_object (task);
  Answer *answer = g_task_get_task_data (task);
  GError *error = NULL;

  self->n_running--;
  if (!vouch_clock_wait_finish (VOUCH_CLOCK (object), result, &error))
    g_task_return_error (task, error);
  else if (answer->error != NULL)
    g_task_return_error (task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&answer->response),
                           (GDestroyNotify) vouch_response_unref);
}

static void
vouch_test_transport_send_async (VouchTransport      *transport,
                                 VouchRequest        *request,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  VouchTestTransport *self = VOUCH_TEST_TRANSPORT (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Answer *answer = g_queue_pop_head (&self->answers);

  if (answer == NULL)
    g_error ("An unexpected %s request", request->method);

  keep_request (self, request);
  self->n_running++;
  self->max_at_once = MAX (self->max_at_once, self->n_running);
  g_task_set_source_tag (task, vouch_test_transport_send_async);
  g_task_set_task_data (task, answer, (GDestroyNotify) answer_free);
  vouch_clock_wait_async (self->clock, answer->delay, cancellable, waited_cb, task);
}

static VouchResponse *
vouch_test_transport_send_finish (VouchTransport  *transport,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vouch_test_transport_finalize (GObject *object)
{
  VouchTestTransport *self = VOUCH_TEST_TRANSPORT (object);

  g_queue_clear_full (&self->answers, (GDestroyNotify) answer_free);
  g_ptr_array_unref (self->sent);
  g_object_unref (self->clock);

  G_OBJECT_CLASS (vouch_test_transport_parent_class)->finalize (object);
}

static void
vouch_test_transport_class_init (VouchTestTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_test_transport_finalize;
}

static void
vouch_test_transport_init (VouchTestTransport *self)
{
  g_queue_init (&self->answers);
  self->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) sent_free);
}

static void
vouch_test_transport_iface_init (VouchTransportInterface *iface)
{
  iface->send_async = vouch_test_transport_send_async;
  iface->send_finish = vouch_test_transport_send_finish;
}

VouchTestTransport *
vouch_test_transport_new (VouchClock *clock)
{
  VouchTestTransport *self = g_object_new (VOUCH_TYPE_TEST_TRANSPORT, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

/**
 * vouch_test_transport_push:
 * @self: a transport
 * @status: the HTTP status
 * @content_type: (nullable): its type
 * @body: (nullable): text
 *
 * Answers the next request that has no answer yet at once.
 */
void
vouch_test_transport_push (VouchTestTransport *self,
                           guint               status,
                           const char         *content_type,
                           const char         *body)
{
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  push_answer (self, vouch_response_new_bytes (status, content_type, bytes), NULL, 0);
}

/**
 * vouch_test_transport_push_response:
 * @self: a transport
 * @response: (transfer full): what comes
 * @delay: microseconds until it comes
 */
void
vouch_test_transport_push_response (VouchTestTransport *self,
                                    VouchResponse      *response,
                                    gint64              delay)
{
  push_answer (self, response, NULL, delay);
}

/**
 * vouch_test_transport_push_error:
 * @self: a transport
 * @error: (transfer full): how the exchange fails
 * @delay: microseconds until it fails
 */
void
vouch_test_transport_push_error (VouchTestTransport *self,
                                 GError             *error,
                                 gint64              delay)
{
  push_answer (self, NULL, error, delay);
}

/**
 * vouch_test_transport_push_silence:
 * @self: a transport
 *
 * Nothing comes until the exchange is cancelled.
 */
void
vouch_test_transport_push_silence (VouchTestTransport *self)
{
  GError *error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "a year has passed");

  push_answer (self, NULL, error, FOR_EVER);
}

guint
vouch_test_transport_get_n_sent (VouchTestTransport *self)
{
  return self->sent->len;
}

/* How many answers nobody has asked for yet. */
guint
vouch_test_transport_get_n_pushed (VouchTestTransport *self)
{
  return g_queue_get_length (&self->answers);
}

VouchRequest *
vouch_test_transport_get_sent (VouchTestTransport *self,
                               guint               index)
{
  const Sent *sent = g_ptr_array_index (self->sent, index);

  return sent->request;
}

gint64
vouch_test_transport_get_sent_at (VouchTestTransport *self,
                                  guint               index)
{
  const Sent *sent = g_ptr_array_index (self->sent, index);

  return sent->time;
}

guint
vouch_test_transport_get_max_at_once (VouchTestTransport *self)
{
  return self->max_at_once;
}
