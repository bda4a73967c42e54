/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "vouch-world.h"

G_BEGIN_DECLS

void vouch_world_assert_effects (VouchWorld *self,
                                 GPtrArray  *wanted,
                                 const char *format,
                                 ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
