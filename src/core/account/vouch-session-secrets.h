/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-secrets.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SESSION_SECRETS (vouch_session_secrets_get_type ())
G_DECLARE_FINAL_TYPE (VouchSessionSecrets, vouch_session_secrets, VOUCH, SESSION_SECRETS, GObject)

/**
 * VouchSessionSecrets:
 *
 * #VouchSecrets of a program with a person in front of it: the keyring, or only the memory of this
 * session once the person has chosen that, because nothing can keep secrets here (reliability.md
 * S8). Then nothing is written anywhere, and everything has to be given again at the next start.
 *
 * Properties: "memory-only".
 */
VouchSecrets *vouch_session_secrets_new (VouchSecrets *keyring) G_GNUC_WARN_UNUSED_RESULT;
gboolean vouch_session_secrets_get_memory_only (VouchSessionSecrets *self);
void vouch_session_secrets_set_memory_only (VouchSessionSecrets *self,
                                            gboolean             memory_only);

G_END_DECLS
