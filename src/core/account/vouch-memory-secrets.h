/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-secrets.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_MEMORY_SECRETS (vouch_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (VouchMemorySecrets, vouch_memory_secrets, VOUCH, MEMORY_SECRETS, GObject)

/**
 * VouchMemorySecrets:
 *
 * #VouchSecrets for this session only: where there is no keyring, and for what a server is given at
 * each start. Nothing is written; everything is wiped at the end.
 */
VouchSecrets *vouch_memory_secrets_new (void) G_GNUC_WARN_UNUSED_RESULT;
void vouch_memory_secrets_set (VouchMemorySecrets *self,
                               gint64              connection_id,
                               VouchSecretKind     kind,
                               const char         *value);

G_END_DECLS
