/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_DIAGNOSTICS_WINDOW (vouch_diagnostics_window_get_type ())
G_DECLARE_FINAL_TYPE (VouchDiagnosticsWindow, vouch_diagnostics_window, VOUCH, DIAGNOSTICS_WINDOW,
                      AdwWindow)

/**
 * VouchDiagnosticsWindow:
 *
 * Shows the whole of what a person would hand on before it is saved or copied.
 */
GtkWidget *vouch_diagnostics_window_new (GtkWindow *parent,
                                         VouchHub  *hub) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
