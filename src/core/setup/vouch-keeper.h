/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-token-sources.h"
#include "account/vouch-tokens.h"
#include "base/vouch-secrets.h"
#include "model/vouch-connection.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_KEEPER (vouch_keeper_get_type ())
G_DECLARE_FINAL_TYPE (VouchKeeper, vouch_keeper, VOUCH, KEEPER, GObject)

/**
 * VouchKeeper:
 *
 * Puts what a connection signs in with where secrets are kept, or leaves everything as it was: it
 * looks before anything is done, which also shows whether secrets can be kept at all, and puts back
 * both the record and the secret when keeping fails. Only what is kept is told in the ledger.
 *
 * Errors: #VouchSecretsError, #VouchStoreError.
 */
VouchKeeper *vouch_keeper_new         (VouchStore            *store,
                                       VouchSecrets          *secrets,
                                       VouchTokenSources     *sources,
                                       gint64                 connection_id,
                                       VouchSecretKind        kind) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_keeper_look_async  (VouchKeeper           *self,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
gboolean     vouch_keeper_look_finish (VouchKeeper           *self,
                                       GAsyncResult          *result,
                                       GError               **error);
void         vouch_keeper_keep_async  (VouchKeeper           *self,
                                       const VouchConnection *connection,
                                       const char            *secret,
                                       const VouchTokens     *tokens,
                                       gint64                 now,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
gboolean     vouch_keeper_keep_finish (VouchKeeper           *self,
                                       GAsyncResult          *result,
                                       GError               **error);

G_END_DECLS
