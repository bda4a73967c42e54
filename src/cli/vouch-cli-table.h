/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "text/vouch-text.h"

G_BEGIN_DECLS

/**
 * VouchCliTable:
 *
 * Rows for a person at a terminal: as wide as it is, control characters escaped (reliability.md
 * S16).
 */
typedef struct _VouchCliTable VouchCliTable;

VouchCliTable *vouch_cli_table_new    (const char     *first_title,
                                       ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
void           vouch_cli_table_free   (VouchCliTable  *self);
void           vouch_cli_table_add    (VouchCliTable  *self,
                                       ...);
char          *vouch_cli_table_render (VouchCliTable  *self,
                                       int             width) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_cli_table_print  (VouchCliTable  *self);

gboolean vouch_cli_is_unprintable (gunichar   c);
char *vouch_cli_escape      (const char        *text) G_GNUC_WARN_UNUSED_RESULT;
char *vouch_cli_format_time (gint64             time) G_GNUC_WARN_UNUSED_RESULT;
void  vouch_cli_print       (const char        *format,
                             ...) G_GNUC_PRINTF (1, 2);
void  vouch_cli_print_error (const char        *sentence);
void  vouch_cli_print_reason (const VouchReason *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchCliTable, vouch_cli_table_free)

G_END_DECLS
