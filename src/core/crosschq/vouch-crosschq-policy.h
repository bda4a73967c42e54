/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-http.h"

G_BEGIN_DECLS

/**
 * vouch_crosschq_get_policy:
 *
 * Returns: (transfer none): Vouch's own ceiling for Crosschq, which publishes none
 *   (reliability.md §2.4), and its times (crosschq.md §2)
 */
const VouchHttpPolicy *vouch_crosschq_get_policy (void);

G_END_DECLS
