/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "ui/overview/vouch-overview-data.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_AGEING_BOARD (vouch_ageing_board_get_type ())
G_DECLARE_FINAL_TYPE (VouchAgeingBoard, vouch_ageing_board, VOUCH, AGEING_BOARD,
                      AdwPreferencesGroup)

/**
 * VouchAgeingBoard:
 *
 * Who the open requests wait for, and the oldest of them. Stands in a VouchPage, on which it opens
 * a request and says what came of a reminder. Actions: ageing.open (x), ageing.remind (x),
 * ageing.remind-all.
 */
/* Keeps nothing of @overview. */
void vouch_ageing_board_update (VouchAgeingBoard    *self,
                                VouchHub            *hub,
                                const VouchOverview *overview);

G_END_DECLS
