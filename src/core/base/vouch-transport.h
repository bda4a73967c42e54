/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-message.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TRANSPORT (vouch_transport_get_type ())
G_DECLARE_INTERFACE (VouchTransport, vouch_transport, VOUCH, TRANSPORT, GObject)

/**
 * VouchTransport:
 *
 * One exchange: a request out, status, headers and a byte stream back. Pacing, retries, caps and
 * the JSON guard lie above it. It repeats nothing and follows no redirect.
 *
 * Fails with %VOUCH_API_ERROR_NOT_SENT while nothing has left, with
 * %VOUCH_API_ERROR_OUTCOME_UNKNOWN afterwards, or with %G_IO_ERROR_CANCELLED.
 */
struct _VouchTransportInterface
{
  GTypeInterface parent;

  void           (* send_async)  (VouchTransport       *self,
                                  VouchRequest         *request,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
  VouchResponse *(* send_finish) (VouchTransport       *self,
                                  GAsyncResult         *result,
                                  GError              **error);
};

void           vouch_transport_send_async  (VouchTransport       *self,
                                            VouchRequest         *request,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
VouchResponse *vouch_transport_send_finish (VouchTransport       *self,
                                            GAsyncResult         *result,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
