/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_NOTIFIER (vouch_notifier_get_type ())
G_DECLARE_FINAL_TYPE (VouchNotifier, vouch_notifier, VOUCH, NOTIFIER, GObject)

/**
 * VouchNotifier:
 *
 * Tells what is worth interrupting for, of all connections: something came to need attention, a
 * report is ready, a connection has to be renewed. One notification for each of the three, which
 * takes the place of the last one and goes once it is no longer true; none names a candidate. Where
 * the desktop lists programs in the background, it keeps the line there.
 */
VouchNotifier *vouch_notifier_new (GApplication *application,
                                   VouchHub     *hub,
                                   GSettings    *settings) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
