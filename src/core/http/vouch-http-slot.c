/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <string.h>

#include "http/vouch-http-private.h"

struct _VouchHttpSlot
{
  VouchHttp *http;     /* (owned) */
  VouchSendData *data; /* (owned) (nullable): %NULL once it is sent */
};

VouchHttpSlot *
vouch_http_slot_new (VouchHttp     *self,
                     VouchSendData *data)
{
  VouchHttpSlot *slot = g_new0 (VouchHttpSlot, 1);

  slot->http = g_object_ref (self);
  slot->data = g_memdup2 (data, sizeof *data);
  memset (data, 0, sizeof *data);
  return slot;
}

void
vouch_http_slot_free (VouchHttpSlot *slot)
{
  if (slot->data != NULL)
    {
      vouch_http_give_back_turn (slot->http, slot->data);
      if (slot->data->is_probe)
        vouch_breaker_drop_probe (&slot->http->breaker);
      vouch_send_data_free (slot->data);
    }
  g_object_unref (slot->http);
  g_free (slot);
}

/**
 * vouch_http_reserve_async:
 * @self: a client
 * @call: an effect
 * @cancellable: (nullable): a #GCancellable
 * @callback: called once the call could leave at once
 * @user_data: data for @callback
 *
 * Does all that comes before the first byte: the credential, the turn, the breaker. Whoever keeps a
 * record that something is being sent writes it between this and vouch_http_send_slot_async(), and
 * so never says it of a call that only waits.
 *
 * Fails with %VOUCH_API_ERROR_NOT_SENT, with what the authorizer fails with, or with
 * %G_IO_ERROR_CANCELLED.
 */
void
vouch_http_reserve_async (VouchHttp           *self,
                          VouchCall           *call,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  vouch_http_start (vouch_http_create_task (self, vouch_http_reserve_async, call, cancellable,
                                            callback, user_data));
}

/**
 * vouch_http_reserve_finish:
 *
 * Returns: (transfer full): to be sent, or freed, which gives the turn back
 */
VouchHttpSlot *
vouch_http_reserve_finish (VouchHttp     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vouch_http_send_slot_async:
 * @self: a client
 * @slot: (transfer full): of this client
 * @cancellable: (nullable): a #GCancellable
 * @callback: called once the reply is there and checked
 * @user_data: data for @callback
 *
 * Sends at once what was reserved; ends with vouch_http_send_finish().
 */
void
vouch_http_send_slot_async (VouchHttp           *self,
                            VouchHttpSlot       *slot,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(VouchHttpSlot) owned = slot;
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  VouchSendData *data = g_steal_pointer (&owned->data);

  g_return_if_fail (owned->http == self);

  g_task_set_source_tag (task, vouch_http_send_slot_async);
  g_task_set_task_data (task, data, (GDestroyNotify) vouch_send_data_free);
  vouch_pacer_move (data->pacer, &data->turn);
  vouch_http_leave (task);
}
