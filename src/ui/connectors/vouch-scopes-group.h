/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "model/vouch-connection.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SCOPES_GROUP (vouch_scopes_group_get_type ())
G_DECLARE_FINAL_TYPE (VouchScopesGroup, vouch_scopes_group, VOUCH, SCOPES_GROUP,
                      AdwPreferencesGroup)

/**
 * VouchScopesGroup:
 *
 * Every right that Vouch has a use for: what it is for and whether it is granted; first what is
 * missing, with how to get it (product.md M6).
 *
 * Properties: n-missing (of those without which nothing works).
 */
void vouch_scopes_group_show (VouchScopesGroup      *self,
                              const VouchConnection *connection);

G_END_DECLS
