/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes @store hold @items (element-type GObject): one items-changed about the middle that differs,
 * so that rows before and after it keep their place and focus. Objects that @equal an old one are
 * not taken; the old one stays. */
void vouch_list_store_update (GListStore *store,
                              GPtrArray  *items,
                              GEqualFunc  equal);

G_END_DECLS
