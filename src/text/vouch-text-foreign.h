/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vouch_text_isolate (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
