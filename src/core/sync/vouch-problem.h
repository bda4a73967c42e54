/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"

G_BEGIN_DECLS

VouchReason *vouch_problem_from_error (const GError *error,
                                       const char   *service) G_GNUC_WARN_UNUSED_RESULT;
gboolean     vouch_problem_is_passing (const GError *error);
gboolean     vouch_problem_is_lasting (const GError *error);

G_END_DECLS
