/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_STATUS_CARD (vouch_status_card_get_type ())
G_DECLARE_FINAL_TYPE (VouchStatusCard, vouch_status_card, VOUCH, STATUS_CARD, AdwBin)

/**
 * VouchStatusCard:
 *
 * Whether the current connection works, in one sentence, and when it was and will be synced. Says
 * so in words that stay true while it is seen.
 *
 * Property: hub.
 */
void vouch_status_card_set_hub (VouchStatusCard *self,
                                VouchHub        *hub);

G_END_DECLS
