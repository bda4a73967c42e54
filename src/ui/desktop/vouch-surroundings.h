/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SURROUNDINGS (vouch_surroundings_get_type ())
G_DECLARE_FINAL_TYPE (VouchSurroundings, vouch_surroundings, VOUCH, SURROUNDINGS, GObject)

/**
 * VouchSurroundings:
 *
 * Tells the hub what around the computer bears on syncing: a metered network or the power saver
 * holds the regular cycles back, unless the settings say otherwise; a network that comes is a
 * reason to try at once. Whether there is a network is never a reason not to try, since the
 * system may be wrong about it.
 */
VouchSurroundings *vouch_surroundings_new (VouchHub             *hub,
                                           GSettings            *settings,
                                           GNetworkMonitor      *network,
                                           GPowerProfileMonitor *power) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
