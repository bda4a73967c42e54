/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "sync/vouch-delivery-private.h"
#include "vouch-probe.h"

struct _VouchProbeTransport
{
  GObject parent_instance;

  VouchOracleEvent event;
  GCancellable *dies;  /* (owned) */
};

static void vouch_probe_transport_iface_init (VouchTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VouchProbeTransport, vouch_probe_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_TRANSPORT,
                                                      vouch_probe_transport_iface_init))

static VouchResponse *
respond (guint       status,
         const char *body)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  VouchResponse *response = vouch_response_new_bytes (status, "application/json", bytes);

  if (status == VOUCH_STATUS_TOO_MANY_REQUESTS)
    vouch_headers_add (response->headers, "Retry-After", "3600");
  return response;
}

static VouchResponse *
answer_event (VouchOracleEvent     event,
              const VouchRequest  *request,
              GError             **error)
{
  switch ((int) event)
    {
    case VOUCH_EVENT_NOT_READ:
    case VOUCH_EVENT_NOT_SENT:
      g_set_error_literal (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT, "no way there");
      return NULL;

    case VOUCH_EVENT_LOST:
      g_set_error_literal (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN, "no answer");
      return NULL;

    case VOUCH_EVENT_GARBLED:
      return respond (200, g_str_equal (request->method, "GET") ? "{" : "{}");

    case VOUCH_EVENT_THROTTLED:
      return respond (VOUCH_STATUS_TOO_MANY_REQUESTS, "{}");

    case VOUCH_EVENT_CONFLICT:
      return respond (409, "{}");

    case VOUCH_EVENT_INVALID:
      return respond (422, "{}");

    case VOUCH_EVENT_FORBIDDEN:
      return respond (403, "{}");

    case VOUCH_EVENT_NOT_OFFERED:
      return respond (404, "{}");

    default:
      return respond (200, "{\"id\":\"remote-1\"}");
    }
}

static void
vouch_probe_transport_send_async (VouchTransport      *transport,
                                  VouchRequest        *request,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  VouchProbeTransport *self = VOUCH_PROBE_TRANSPORT (transport);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  VouchResponse *response;

  g_task_set_source_tag (task, vouch_probe_transport_send_async);
  if (self->event == VOUCH_EVENT_DIED)
    g_cancellable_cancel (self->dies);

  response = answer_event (self->event, request, &error);
  if (response != NULL)
    g_task_return_pointer (task, response, (GDestroyNotify) vouch_response_unref);
  else
    g_task_return_error (task, error);
}

static VouchResponse *
vouch_probe_transport_send_finish (VouchTransport  *transport,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vouch_probe_transport_finalize (GObject *object)
{
  g_clear_object (&VOUCH_PROBE_TRANSPORT (object)->dies);

  G_OBJECT_CLASS (vouch_probe_transport_parent_class)->finalize (object);
}

static void
vouch_probe_transport_class_init (VouchProbeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vouch_probe_transport_finalize;
}

static void
vouch_probe_transport_init (VouchProbeTransport *self)
{
}

static void
vouch_probe_transport_iface_init (VouchTransportInterface *iface)
{
  iface->send_async = vouch_probe_transport_send_async;
  iface->send_finish = vouch_probe_transport_send_finish;
}

VouchProbeTransport *
vouch_probe_transport_new (VouchOracleEvent  event,
                           GCancellable     *dies)
{
  VouchProbeTransport *self = g_object_new (VOUCH_TYPE_PROBE_TRANSPORT, NULL);

  self->event = event;
  self->dies = g_object_ref (dies);
  return self;
}

/* The delivery. */

struct _VouchProbe
{
  VouchDelivery parent_instance;

  VouchOracleEvent event;
  VouchLook verdict;   /* VOUCH_LOOK_FOUND: as the event says */
  const char *reason;
};

G_DEFINE_FINAL_TYPE (VouchProbe, vouch_probe, VOUCH_TYPE_DELIVERY)

static VouchLook
vouch_probe_look (VouchDelivery *delivery,
                  VouchReply    *reply,
                  const GError  *error)
{
  VouchProbe *self = VOUCH_PROBE (delivery);
  gboolean unknown = vouch_delivery_get_effect (delivery)->state == VOUCH_EFFECT_UNKNOWN;

  if (error != NULL)
    return VOUCH_LOOK_FAILED;
  if (self->verdict != VOUCH_LOOK_FOUND && self->verdict != VOUCH_LOOK_MORE)
    return vouch_delivery_stop (delivery, self->verdict, vouch_reason_new (self->reason, NULL));
  if (self->verdict == VOUCH_LOOK_MORE && reply != NULL)
    return VOUCH_LOOK_ABSENT;

  switch (self->verdict == VOUCH_LOOK_MORE ? VOUCH_EVENT_NOT_READ : (int) self->event)
    {
    case VOUCH_EVENT_FOUND:
      vouch_delivery_set_remote_id (delivery, "remote-1");
      return VOUCH_LOOK_FOUND;

    case VOUCH_EVENT_BLIND:
      return VOUCH_LOOK_BLIND;

    case VOUCH_EVENT_CHANGED:
      /* Of one that may have happened, the first question is whether it has. */
      if (unknown)
        return VOUCH_LOOK_ABSENT;
      return vouch_delivery_stop (delivery, VOUCH_LOOK_CHANGED,
                                  vouch_reason_new ("application.moved", NULL));

    case VOUCH_EVENT_NOT_READ:
      vouch_delivery_read (delivery, VOUCH_DELIVERY_GET_CLASS (self)->crosschq,
                           vouch_call_new ("GET", "/probe", NULL));
      return VOUCH_LOOK_MORE;

    default:
      return VOUCH_LOOK_ABSENT;
    }
}

static VouchCall *
vouch_probe_build (VouchDelivery *delivery)
{
  VouchCall *call = vouch_call_new ("POST", "/probe", NULL);

  vouch_call_set_flags (call, VOUCH_REQUEST_EFFECT);
  vouch_call_set_expect (call, VOUCH_EXPECT_JSON);
  return call;
}

static gboolean
vouch_probe_took (VouchDelivery  *delivery,
                  VouchReply     *reply,
                  GError        **error)
{
  JsonObject *object = json_node_get_object (reply->json);

  if (!json_object_has_member (object, "id"))
    {
      g_set_error_literal (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY, "$.id: missing");
      return FALSE;
    }

  vouch_delivery_set_remote_id (delivery, json_object_get_string_member (object, "id"));
  return TRUE;
}

/* Somebody else moves the row between the look and what is written about it. */
static gboolean
move_row (VouchDelivery  *delivery,
          VouchDb        *db,
          GError        **error)
{
  return vouch_db_run (db, error, "UPDATE outbox SET version = version + 1", "");
}

static void
vouch_probe_class_init (VouchProbeClass *klass)
{
  VouchDeliveryClass *delivery_class = VOUCH_DELIVERY_CLASS (klass);

  delivery_class->look = vouch_probe_look;
  delivery_class->build = vouch_probe_build;
  delivery_class->took = vouch_probe_took;
}

static void
vouch_probe_init (VouchProbe *self)
{
}

VouchDelivery *
vouch_probe_new (VouchSession          *session,
                 gint64                 effect_id,
                 const VouchOracleKind *kind,
                 VouchOracleEvent       event)
{
  VouchProbe *self = g_object_new (VOUCH_TYPE_PROBE, NULL);
  VouchDeliveryPrivate *priv = vouch_delivery_get_private (VOUCH_DELIVERY (self));
  VouchDeliveryClass *klass = VOUCH_DELIVERY_GET_CLASS (self);

  /* One probe lives at a time, so its class may speak for the kind it plays. */
  klass->crosschq = kind->crosschq;
  klass->repeat = kind->looks ? VOUCH_REPEAT_LOOK : VOUCH_REPEAT_SET;
  klass->refusable = kind->refusable;
  klass->unsupported = NULL;
  klass->load = NULL;

  self->event = event;
  self->verdict = VOUCH_LOOK_FOUND;
  priv->session = g_object_ref (session);
  priv->effect_id = effect_id;
  return VOUCH_DELIVERY (self);
}

void
vouch_probe_set_verdict (VouchProbe *self,
                         VouchLook   verdict,
                         const char *reason)
{
  self->verdict = verdict;
  self->reason = reason;
}

void
vouch_probe_set_unsupported (VouchProbe *self,
                             const char *reason)
{
  VOUCH_DELIVERY_GET_CLASS (self)->unsupported = reason;
}

void
vouch_probe_set_stale (VouchProbe *self)
{
  VOUCH_DELIVERY_GET_CLASS (self)->load = move_row;
}
