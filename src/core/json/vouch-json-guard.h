/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "json/vouch-tape.h"

G_BEGIN_DECLS

gboolean vouch_json_guard_tokens (char    *text,
                                  gsize    length,
                                  GArray  *tokens,
                                  GError **error);
const char *vouch_json_find_problem (const char *data,
                                     gsize       length,
                                     guint      *line,
                                     guint      *column);

G_END_DECLS
