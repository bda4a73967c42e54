/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-session.h"

G_BEGIN_DECLS

gboolean vouch_retention_is_due (VouchSession  *session);
gboolean vouch_retention_apply  (VouchSession  *session,
                                 VouchDb       *db,
                                 GError       **error);

G_END_DECLS
