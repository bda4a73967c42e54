/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-secrets.h"
#include "vouch-world-transport.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_WORLD_SECRETS (vouch_world_secrets_get_type ())
G_DECLARE_FINAL_TYPE (VouchWorldSecrets, vouch_world_secrets, VOUCH, WORLD_SECRETS, GObject)

/**
 * VouchWorldSecrets:
 *
 * A keyring that outlives the process.
 */
VouchWorldSecrets *vouch_world_secrets_new (VouchPointFunc     point,
                                            gpointer           user_data) G_GNUC_WARN_UNUSED_RESULT;
void               vouch_world_secrets_set (VouchWorldSecrets *self,
                                            gint64             connection_id,
                                            VouchSecretKind    kind,
                                            const char        *value);

/* From now on every operation from the @nth on ends with @code, for @times operations (-1: for
 * good); nothing is read or written then. */
void               vouch_world_secrets_fail (VouchWorldSecrets *self,
                                             guint              nth,
                                             VouchSecretsError  code,
                                             int                times);
guint              vouch_world_secrets_get_n_operations (VouchWorldSecrets *self);
guint              vouch_world_secrets_get_n_unread     (VouchWorldSecrets *self);
guint              vouch_world_secrets_get_n_unwritten  (VouchWorldSecrets *self);

G_END_DECLS
