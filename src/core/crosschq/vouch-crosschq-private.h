/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "crosschq/vouch-crosschq-dialect.h"

G_BEGIN_DECLS

const char *vouch_crosschq_relationship_label (const char                 *relationship);
void        vouch_crosschq_add_losses         (GPtrArray                  *reasons,
                                               const VouchCrosschqDialect *dialect,
                                               GPtrArray                  *slots,
                                               guint                       n_managers,
                                               gboolean                    has_notifications);

G_END_DECLS
