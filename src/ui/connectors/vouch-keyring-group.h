/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_KEYRING_GROUP (vouch_keyring_group_get_type ())
G_DECLARE_FINAL_TYPE (VouchKeyringGroup, vouch_keyring_group, VOUCH, KEYRING_GROUP,
                      AdwPreferencesGroup)

/**
 * VouchKeyringGroup:
 *
 * What is the matter with the place that keeps secrets, and what helps: unlocking it, going on in
 * memory only, connecting again. Hidden while nothing is the matter.
 *
 * Signals: retry: secrets can be asked for again; reconnect: what was kept is of no use any more.
 */
void vouch_keyring_group_set_hub (VouchKeyringGroup *self,
                                  VouchHub          *hub);
/* As an attempt found it; %NULL: what the hub knows. */
void vouch_keyring_group_note    (VouchKeyringGroup *self,
                                  const GError      *error);

G_END_DECLS
