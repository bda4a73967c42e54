/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a text of a template may stand in for, in braces: crosschq.md §5, the app set. */
#define VOUCH_N_PLACEHOLDERS 7
extern const char *const vouch_placeholders[VOUCH_N_PLACEHOLDERS];

/**
 * VouchPlaceholderFunc:
 * @start: (nullable): the text before the placeholder, of @length bytes
 * @name: (nullable): between the braces; %NULL after the last one
 *
 * Called for each piece of a text.
 */
typedef void (* VouchPlaceholderFunc) (const char *start,
                                       gsize       length,
                                       const char *name,
                                       gpointer    user_data);

int   vouch_placeholder_index  (const char           *name);
void  vouch_placeholders_scan  (const char           *text,
                                VouchPlaceholderFunc  func,
                                gpointer              user_data);
char *vouch_placeholders_expand (const char          *text,
                                 const char *const   *values) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
