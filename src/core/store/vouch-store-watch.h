/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-clock.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_STORE_WATCH (vouch_store_watch_get_type ())
G_DECLARE_FINAL_TYPE (VouchStoreWatch, vouch_store_watch, VOUCH, STORE_WATCH, GObject)

/**
 * VouchStoreWatch:
 *
 * For as long as it lives, a store that is open for reading only emits #VouchStore::changed for
 * every subject, with the id 0, soon after another process wrote to it.
 */
VouchStoreWatch *vouch_store_watch_new (VouchStore *store,
                                        VouchClock *clock) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
