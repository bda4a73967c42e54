/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-message.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_AUTHORIZER (vouch_authorizer_get_type ())
G_DECLARE_INTERFACE (VouchAuthorizer, vouch_authorizer, VOUCH, AUTHORIZER, GObject)

/**
 * VouchAuthorizer:
 *
 * Puts a credential on a request that goes to its own origin. After a 401 the client calls
 * @reject with the same request and asks once more if it returns %TRUE.
 *
 * authorize fails with %VOUCH_ACCOUNT_ERROR, %VOUCH_SECRETS_ERROR or %VOUCH_API_ERROR; the request
 * has then not been sent.
 */
struct _VouchAuthorizerInterface
{
  GTypeInterface parent;

  void     (* authorize_async)  (VouchAuthorizer      *self,
                                 VouchRequest         *request,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
  gboolean (* authorize_finish) (VouchAuthorizer      *self,
                                 GAsyncResult         *result,
                                 GError              **error);
  gboolean (* reject)           (VouchAuthorizer      *self,
                                 VouchRequest         *request);
};

void     vouch_authorizer_authorize_async  (VouchAuthorizer      *self,
                                            VouchRequest         *request,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean vouch_authorizer_authorize_finish (VouchAuthorizer      *self,
                                            GAsyncResult         *result,
                                            GError              **error);
gboolean vouch_authorizer_reject           (VouchAuthorizer      *self,
                                            VouchRequest         *request);

G_END_DECLS
