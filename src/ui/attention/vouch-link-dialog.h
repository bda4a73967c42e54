/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_LINK_DIALOG (vouch_link_dialog_get_type ())
G_DECLARE_FINAL_TYPE (VouchLinkDialog, vouch_link_dialog, VOUCH, LINK_DIALOG, AdwWindow)

/**
 * VouchLinkDialog:
 *
 * Asks for the id of the request at Crosschq that is the one meant. Signal: linked (const char
 * *id), once the person has given one that can be right; the dialog closes then.
 */
GtkWidget *vouch_link_dialog_new (GtkWidget  *parent,
                                  const char *subject) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
