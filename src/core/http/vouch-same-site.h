/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vouch_is_same_site (const char *host,
                             const char *other);

G_END_DECLS
