/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"
#include "base/vouch-transport.h"
#include "sandbox/vouch-sandbox.h"

G_BEGIN_DECLS

/* The practice company's time when the clock of the computer was started: 2 March 2026, 9:00. */
#define VOUCH_WORLD_EPOCH (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC)

/**
 * VouchPointFunc:
 *
 * Passes a point. Returns: %FALSE when the process is dead, so that nothing may happen any more.
 */
typedef gboolean (* VouchPointFunc) (const char *label,
                                     gpointer    user_data);

#define VOUCH_TYPE_WORLD_TRANSPORT (vouch_world_transport_get_type ())
G_DECLARE_FINAL_TYPE (VouchWorldTransport, vouch_world_transport, VOUCH, WORLD_TRANSPORT, GObject)

/**
 * VouchWorldTransport:
 *
 * Carries requests to the practice company by calling it.
 */
VouchWorldTransport *vouch_world_transport_new         (VouchSandbox        *sandbox,
                                                        VouchClock          *clock,
                                                        VouchPointFunc       point,
                                                        gpointer             user_data)
  G_GNUC_WARN_UNUSED_RESULT;
void                 vouch_world_transport_set_latency (VouchWorldTransport *self,
                                                        gint64               latency);
guint                vouch_world_transport_get_n_sent  (VouchWorldTransport *self);
/* Processor time that the company itself has taken, in microseconds. */
gint64               vouch_world_transport_get_cpu     (VouchWorldTransport *self);

char                *vouch_world_label                 (const char          *what,
                                                        VouchRequest        *request)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
