/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-transport.h"
#include "sync/vouch-delivery.h"
#include "vouch-oracle.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_PROBE_TRANSPORT (vouch_probe_transport_get_type ())
G_DECLARE_FINAL_TYPE (VouchProbeTransport, vouch_probe_transport, VOUCH, PROBE_TRANSPORT, GObject)

/**
 * VouchProbeTransport:
 *
 * A service that answers everything as one event says; at a death it says nothing, and cancels.
 */
VouchProbeTransport *vouch_probe_transport_new (VouchOracleEvent  event,
                                                GCancellable     *dies)
  G_GNUC_WARN_UNUSED_RESULT;

#define VOUCH_TYPE_PROBE (vouch_probe_get_type ())
G_DECLARE_FINAL_TYPE (VouchProbe, vouch_probe, VOUCH, PROBE, VouchDelivery)

/**
 * VouchProbe:
 *
 * A delivery of any kind whose look finds what one event says.
 */
VouchDelivery *vouch_probe_new (VouchSession          *session,
                                gint64                 effect_id,
                                const VouchOracleKind *kind,
                                VouchOracleEvent       event) G_GNUC_WARN_UNUSED_RESULT;
/* The look says this instead, with a reason where it needs one. */
void           vouch_probe_set_verdict (VouchProbe            *self,
                                        VouchLook              verdict,
                                        const char            *reason);
/* Why it is held or refused where it is not offered. */
void           vouch_probe_set_unsupported (VouchProbe        *self,
                                            const char        *reason);
/* The row moves once it is read. */
void           vouch_probe_set_stale   (VouchProbe            *self);

G_END_DECLS
