/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_WHY_DIALOG (vouch_why_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VouchWhyDialog, vouch_why_dialog, VOUCH, WHY_DIALOG, AdwWindow)

/**
 * VouchWhyDialog:
 *
 * Why was nothing sent (product.md F2): asks whom it is about, unless that is given, and shows the
 * rule chain with the first rule that fails.
 */
GtkWidget *vouch_why_dialog_new (GtkWidget  *parent,
                                 VouchHub   *hub,
                                 const char *candidate_id,
                                 const char *job_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
