/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-token-sources.h"
#include "base/vouch-executor.h"
#include "base/vouch-secrets.h"
#include "sync/vouch-engine.h"

G_BEGIN_DECLS

/**
 * VouchContextOptions:
 * @data_dir: the state directory; created with mode 0700
 * @role: who holds the lock: "vouch", "vouchctl"
 * @read_only: open the store beside another engine: no lock, no engine
 * @quiet: the engine's work never makes the keyring ask for its password
 * @transport, @clock, @random, @secrets, @writer, @reader: (nullable): %NULL takes the real ones
 * @vfs: (nullable): SQLite's file system, for tests
 */
typedef struct
{
  const char *data_dir;
  const char *role;
  gboolean read_only;
  gboolean quiet;
  VouchTransport *transport;
  VouchClock *clock;
  VouchRandom *random;
  VouchSecrets *secrets;
  VouchExecutor *writer;
  VouchExecutor *reader;
  const char *vfs;
} VouchContextOptions;

#define VOUCH_TYPE_CONTEXT (vouch_context_get_type ())
G_DECLARE_FINAL_TYPE (VouchContext, vouch_context, VOUCH, CONTEXT, GObject)

/**
 * VouchContext:
 *
 * Builds and wires the core: what a program or a test holds.
 *
 * vouch_context_open_async() fails with %VOUCH_STORE_ERROR_BUSY when another engine holds the lock.
 */
VouchContext   *vouch_context_new           (const VouchContextOptions *options)
  G_GNUC_WARN_UNUSED_RESULT;
void            vouch_context_open_async    (VouchContext         *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean        vouch_context_open_finish   (VouchContext         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void            vouch_context_close_async   (VouchContext         *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean        vouch_context_close_finish  (VouchContext         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
VouchStore     *vouch_context_get_store     (VouchContext         *self);
VouchEngine    *vouch_context_get_engine    (VouchContext         *self);
VouchClock     *vouch_context_get_clock     (VouchContext         *self);
VouchRandom    *vouch_context_get_random    (VouchContext         *self);
VouchTransport *vouch_context_get_transport (VouchContext         *self);
VouchSecrets   *vouch_context_get_secrets   (VouchContext         *self);
/* (nullable) (transfer none): %NULL where the connection signs in with a key */
VouchTokenSources *vouch_context_get_token_sources (VouchContext     *self);
VouchTokenSource *vouch_context_get_token_source (VouchContext       *self,
                                                  gint64              connection_id);
const char     *vouch_context_get_data_dir  (VouchContext         *self);

G_END_DECLS
