/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-http.h"

G_BEGIN_DECLS

/**
 * vouch_ats_get_policy:
 *
 * Returns: (transfer none): what SmartRecruiters allows (smartrecruiters.md §4) and how long it may
 *   take (reliability.md §2.8)
 */
const VouchHttpPolicy *vouch_ats_get_policy (void);

G_END_DECLS
