/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-procedure.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_OBSERVE_GONE (vouch_observe_gone_get_type ())
G_DECLARE_FINAL_TYPE (VouchObserveGone, vouch_observe_gone, VOUCH, OBSERVE_GONE, VouchProcedure)

/**
 * VouchObserveGone:
 *
 * Those that two reads call gone: was the profile merged into another one, or deleted? Where the
 * account has the audit feed, that is proof, and the request goes over to the profile that is left
 * if it is the same person's. Otherwise there is one search for each of them, and a person is
 * asked.
 */
VouchProcedure *vouch_observe_gone_new (VouchSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
