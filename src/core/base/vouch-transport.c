/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include "base/vouch-transport.h"

G_DEFINE_INTERFACE (VouchTransport, vouch_transport, G_TYPE_OBJECT)

static void
vouch_transport_default_init (VouchTransportInterface *iface)
{
}

void
vouch_transport_send_async (VouchTransport      *self,
                            VouchRequest        *request,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  VOUCH_TRANSPORT_GET_IFACE (self)->send_async (self, request, cancellable, callback, user_data);
}

VouchResponse *
vouch_transport_send_finish (VouchTransport  *self,
                             GAsyncResult    *result,
                             GError         **error)
{
  return VOUCH_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
