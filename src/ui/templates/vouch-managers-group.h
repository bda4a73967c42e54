/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "model/vouch-template.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_MANAGERS_GROUP (vouch_managers_group_get_type ())
G_DECLARE_FINAL_TYPE (VouchManagersGroup, vouch_managers_group, VOUCH, MANAGERS_GROUP,
                      AdwPreferencesGroup)

/**
 * VouchManagersGroup:
 *
 * The hiring managers that a template names, while it is edited. Signal: changed.
 */
void vouch_managers_group_load          (VouchManagersGroup  *self,
                                         const VouchTemplate *template);
/* Adds them to @template. */
void vouch_managers_group_store         (VouchManagersGroup  *self,
                                         VouchTemplate       *template);
/* Those of @reasons (element-type VouchReason) that are about hiring managers. */
void vouch_managers_group_show_problems (VouchManagersGroup  *self,
                                         GPtrArray           *reasons);

G_END_DECLS
