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
 * --practice (with the practice company, which is connected when it is not yet), --sync,
 * --data-dir.
 * Every program of the person can call its actions, so that it has two only: show-page (id) and
 * sync-now (reliability.md S24).
 */
GApplication *vouch_app_new  (void) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the program, unless a window that is closed for it has to ask first. */
void          vouch_app_quit (VouchApp *self);

G_END_DECLS
