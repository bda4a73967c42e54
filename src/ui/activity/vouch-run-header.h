/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_RUN_HEADER (vouch_run_header_get_type ())
G_DECLARE_FINAL_TYPE (VouchRunHeader, vouch_run_header, VOUCH, RUN_HEADER, AdwBin)

/**
 * VouchRunHeader:
 *
 * What a run came to, above its lines: follows the store, so that one under way tells its end.
 */
void vouch_run_header_set_run (VouchRunHeader *self,
                               VouchHub       *hub,
                               gint64          run_id);

G_END_DECLS
