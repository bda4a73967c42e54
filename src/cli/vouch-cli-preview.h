/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the next cycle would do: (element-type VouchPreviewItem), of vouch_cycle_get_preview(). */
void vouch_cli_print_preview (GPtrArray   *preview,
                              gint64       now);
void vouch_cli_add_preview   (JsonBuilder *builder,
                              GPtrArray   *preview);

G_END_DECLS
