/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"

G_BEGIN_DECLS

char        *vouch_reason_params_to_json   (const VouchReason  *reason) G_GNUC_WARN_UNUSED_RESULT;
VouchReason *vouch_reason_from_params_json (const char         *id,
                                            const char         *json,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
