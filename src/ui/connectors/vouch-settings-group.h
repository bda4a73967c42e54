/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SETTINGS_GROUP (vouch_settings_group_get_type ())
G_DECLARE_FINAL_TYPE (VouchSettingsGroup, vouch_settings_group, VOUCH, SETTINGS_GROUP, AdwBin)

/**
 * VouchSettingsGroup:
 *
 * The settings of the current connection (product.md §6, M7), applied as they are changed; what
 * cannot be taken is said at its row, and the stored value stays.
 */
void vouch_settings_group_set_hub (VouchSettingsGroup *self,
                                   VouchHub           *hub);
/* Gives the focus to the row of one setting, "sends" being one of them, once it has its place. */
void vouch_settings_group_focus   (VouchSettingsGroup *self,
                                   const char         *name);

G_END_DECLS
