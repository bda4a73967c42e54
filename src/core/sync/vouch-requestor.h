/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "sync/vouch-facts.h"

G_BEGIN_DECLS

const VouchContact *vouch_requestor_choose (const VouchFacts  *facts,
                                            const char       **role,
                                            VouchReason      **reason);
GPtrArray          *vouch_managers_choose  (const VouchFacts    *facts,
                                            const VouchTemplate *template)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
