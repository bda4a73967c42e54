/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-secrets.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_KEYRING (vouch_keyring_get_type ())
G_DECLARE_FINAL_TYPE (VouchKeyring, vouch_keyring, VOUCH, KEYRING, GObject)

/**
 * VouchKeyring:
 *
 * #VouchSecrets in the person's keyring: one item per state directory, connection and kind.
 * @store_id names the state directory, so that two of them do not share items.
 */
VouchSecrets *vouch_keyring_new (const char *store_id) G_GNUC_WARN_UNUSED_RESULT;

/* What a person reads in a keyring program: "Vouch: SmartRecruiters access for Acme". */
char *vouch_keyring_dup_label (VouchSecretKind kind,
                               const char     *connection_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
