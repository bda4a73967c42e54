/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/activity/vouch-activity-export.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_EXPORT_BAR (vouch_export_bar_get_type ())
G_DECLARE_FINAL_TYPE (VouchExportBar, vouch_export_bar, VOUCH, EXPORT_BAR, AdwBin)

/**
 * VouchExportBar:
 *
 * At the bottom of a #VouchPage: saves what the page lists to a file. A bar tells how far it is,
 * with *Cancel*, when there is enough to save for that to be read; the page tells the end.
 *
 * Property: busy, while a file is being written. Action: export.cancel.
 */
void     vouch_export_bar_save     (VouchExportBar      *self,
                                    VouchStore          *store,
                                    VouchRowQuery       *query,
                                    VouchActivityFormat  format,
                                    GFile               *file);
gboolean vouch_export_bar_get_busy (VouchExportBar      *self);

G_END_DECLS
