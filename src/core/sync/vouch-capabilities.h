/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchCapabilities:
 *
 * What an account's API was seen to offer (reliability.md §2.3), by name. Everything but freeing
 * it may be done on any thread: what was learned is never changed, and stays until all of it
 * is freed; the newest of a name counts. Few things are learned, and seldom.
 */
typedef struct _VouchCapabilities VouchCapabilities;

VouchCapabilities *vouch_capabilities_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void               vouch_capabilities_free  (VouchCapabilities *self);
const char        *vouch_capabilities_get   (VouchCapabilities *self,
                                             const char        *name);
void               vouch_capabilities_learn (VouchCapabilities *self,
                                             const char        *name,
                                             const char        *value);
gboolean           vouch_capabilities_load  (VouchCapabilities *self,
                                             VouchDb           *db,
                                             gint64             connection_id,
                                             GError           **error);
gboolean           vouch_capabilities_store (VouchCapabilities *self,
                                             VouchDb           *db,
                                             gint64             connection_id,
                                             GError           **error);

G_END_DECLS
