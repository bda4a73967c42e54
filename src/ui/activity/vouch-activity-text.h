/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  VOUCH_ACTIVITY_CSV,
  VOUCH_ACTIVITY_JSON,
} VouchActivityFormat;

/* The text of a file of activity, piece by piece: of #VouchActivityItem, or of #VouchRun where
 * @runs says so. CSV is safe to open in a spreadsheet; the names in both are for programs. */
void vouch_activity_begin_text  (GString             *text,
                                 VouchActivityFormat  format,
                                 gboolean             runs);
void vouch_activity_append_text (GString             *text,
                                 VouchActivityFormat  format,
                                 gboolean             runs,
                                 gconstpointer        data,
                                 gboolean             first);
void vouch_activity_end_text    (GString             *text,
                                 VouchActivityFormat  format);

G_END_DECLS
