/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VOUCH_TYPE_APP (vouch_app_get_type ())
G_DECLARE_FINAL_TYPE (VouchApp, vouch_app, VOUCH, APP, AdwApplication)

/**
 * VouchApp:
 *
 * The program: one instance, one window, and the hub behind it. Options: --background (no window),
 * --practice (with the practice company, which is connected when it is not yet), --data-dir.
 */
GApplication *vouch_app_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
