/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-token-source.h"
#include "base/vouch-secrets.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DISCONNECT (vouch_disconnect_get_type ())
G_DECLARE_FINAL_TYPE (VouchDisconnect, vouch_disconnect, VOUCH, DISCONNECT, GObject)

/**
 * VouchDisconnect:
 *
 * Erases the secrets of a connection (product.md M5). Settings, templates and the queue are kept,
 * unless the whole connection is to be removed. The services do not hear of it: the person revokes
 * the access there. The caller has the engine's sessions built anew afterwards.
 *
 * Errors: #VouchSecretsError, #VouchStoreError.
 */
VouchDisconnect *vouch_disconnect_new        (VouchStore           *store,
                                              VouchSecrets         *secrets,
                                              VouchTokenSource     *source,
                                              gint64                connection_id,
                                              gboolean              remove,
                                              gint64                now) G_GNUC_WARN_UNUSED_RESULT;
void             vouch_disconnect_run_async  (VouchDisconnect      *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean         vouch_disconnect_run_finish (VouchDisconnect      *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
