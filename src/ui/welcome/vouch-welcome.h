/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_WELCOME (vouch_welcome_get_type ())
G_DECLARE_FINAL_TYPE (VouchWelcome, vouch_welcome, VOUCH, WELCOME, AdwBin)

/**
 * VouchWelcome:
 *
 * The first run: how to begin (product.md §5).
 */
GtkWidget *vouch_welcome_new (VouchHub *hub) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
