/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-outbox.h"

G_BEGIN_DECLS

gboolean vouch_outbox_drop_body (VouchDb  *db,
                                 gint64    id,
                                 GError  **error);

G_END_DECLS
