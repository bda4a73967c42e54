/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VouchCliProgress:
 *
 * A line on a terminal's stderr that shows what is going on; elsewhere nothing.
 */
typedef struct _VouchCliProgress VouchCliProgress;

VouchCliProgress *vouch_cli_progress_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              vouch_cli_progress_set  (VouchCliProgress *self,
                                           const char       *text_id);
void              vouch_cli_progress_free (VouchCliProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCliProgress, vouch_cli_progress_free)

G_END_DECLS
