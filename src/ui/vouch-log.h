/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The last messages of this program, for a person who asks for help. Messages hold ids and
 * numbers, never a secret or a name; of other libraries only warnings and worse are kept. */

/* Becomes the log writer of the program; everything goes on to the usual one. */
void  vouch_log_install (void);
/* Returns: (transfer full): the kept lines, oldest first */
char *vouch_log_dup     (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
