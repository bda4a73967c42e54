/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/* Does what a person asks for leave now? Otherwise it waits until the connection is turned on,
 * sending is resumed, or this computer may send. */
gboolean vouch_sending_is_on   (VouchHub *hub);
/* Returns: (transfer full) (nullable): a sentence about what holds it back */
char    *vouch_sending_dup_bar (VouchHub *hub) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
