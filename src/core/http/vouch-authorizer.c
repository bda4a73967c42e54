/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include "http/vouch-authorizer.h"

G_DEFINE_INTERFACE (VouchAuthorizer, vouch_authorizer, G_TYPE_OBJECT)

static void
vouch_authorizer_default_init (VouchAuthorizerInterface *iface)
{
}

/**
 * vouch_authorizer_authorize_async:
 * @self: an authorizer
 * @request: a request to its own origin, not sent yet
 * @cancellable: (nullable): a #GCancellable
 * @callback: called once the credential is on @request
 * @user_data: data for @callback
 *
 * Puts the credential on a request.
 */
void
vouch_authorizer_authorize_async (VouchAuthorizer     *self,
                                  VouchRequest        *request,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  VOUCH_AUTHORIZER_GET_IFACE (self)->authorize_async (self, request, cancellable,
                                                      callback, user_data);
}

gboolean
vouch_authorizer_authorize_finish (VouchAuthorizer  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  return VOUCH_AUTHORIZER_GET_IFACE (self)->authorize_finish (self, result, error);
}

/**
 * vouch_authorizer_reject:
 * @self: an authorizer
 * @request: what was answered with 401
 *
 * Tells that the credential on @request was refused.
 *
 * Returns: whether asking once more, with another credential, can help
 */
gboolean
vouch_authorizer_reject (VouchAuthorizer *self,
                         VouchRequest    *request)
{
  return VOUCH_AUTHORIZER_GET_IFACE (self)->reject (self, request);
}
