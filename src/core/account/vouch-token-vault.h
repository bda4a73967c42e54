/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-tokens.h"
#include "base/vouch-secrets.h"
#include "model/vouch-connection.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

/**
 * VouchTokenMarks:
 * @generation: of the pair whose refresh has begun and is not known to have ended, or -1
 * @needs_reconnect: the grant of that pair is over
 *
 * What the store knows about a grant. A pair of a later generation than @generation is newer than
 * both and makes them void: it was saved, and the commit after that was lost.
 */
typedef struct
{
  gint64 generation;
  gboolean needs_reconnect;
} VouchTokenMarks;

#define VOUCH_TYPE_TOKEN_VAULT (vouch_token_vault_get_type ())
G_DECLARE_FINAL_TYPE (VouchTokenVault, vouch_token_vault, VOUCH, TOKEN_VAULT, GObject)

/**
 * VouchTokenVault:
 *
 * Where a grant is kept: its pair as one item of the keyring, its marks in the store. Used by
 * #VouchTokenSource only, one step at a time.
 *
 * Errors: #VouchSecretsError, #VouchStoreError.
 */
VouchTokenVault *vouch_token_vault_new (const VouchConnection *connection,
                                        VouchSecrets          *secrets,
                                        VouchStore            *store) G_GNUC_WARN_UNUSED_RESULT;
void vouch_token_vault_read_marks_async (VouchTokenVault    *self,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean vouch_token_vault_read_marks_finish (VouchTokenVault *self,
                                              GAsyncResult    *result,
                                              VouchTokenMarks *marks,
                                              GError         **error);
void vouch_token_vault_write_marks_async (VouchTokenVault    *self,
                                          const char         *label,
                                          VouchTokenMarks     marks,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean vouch_token_vault_write_marks_finish (VouchTokenVault *self,
                                               GAsyncResult    *result,
                                               GError         **error);
void vouch_token_vault_load_async (VouchTokenVault    *self,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
VouchTokenPair *vouch_token_vault_load_finish (VouchTokenVault *self,
                                               GAsyncResult    *result,
                                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void vouch_token_vault_save_async (VouchTokenVault      *self,
                                   const VouchTokenPair *pair,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean vouch_token_vault_save_finish (VouchTokenVault *self,
                                        GAsyncResult    *result,
                                        GError         **error);
void vouch_token_vault_load_client_async (VouchTokenVault    *self,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
char *vouch_token_vault_load_client_finish (VouchTokenVault *self,
                                            GAsyncResult    *result,
                                            GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
