/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store-fixture.h"

G_BEGIN_DECLS

/* Two companies. In the first: four candidates on two jobs, with a request each. */
void lists_content_fill (StoreFixture *fixture);

G_END_DECLS
