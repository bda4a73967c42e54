/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_PREVIEW_DIALOG (vouch_preview_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VouchPreviewDialog, vouch_preview_dialog, VOUCH, PREVIEW_DIALOG, AdwWindow)

/**
 * VouchPreviewDialog:
 *
 * What the next sync of the current connection would do (product.md F3). Closing it ends the
 * reading.
 */
GtkWidget *vouch_preview_dialog_new (GtkWidget *parent,
                                     VouchHub  *hub) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
