/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-facts.h"

G_BEGIN_DECLS

#define SYNC_NOW (G_GINT64_CONSTANT (1772442000) * G_USEC_PER_SEC)

/* The facts of an entry that nothing speaks against. */
VouchFacts *sync_facts_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
