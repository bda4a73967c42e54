/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CONNECTION_ITEM (vouch_connection_item_get_type ())
G_DECLARE_FINAL_TYPE (VouchConnectionItem, vouch_connection_item, VOUCH, CONNECTION_ITEM, GObject)

/**
 * VouchConnectionItem:
 *
 * A connection as the window shows it. Properties: name; company; practice; on; paused; connected
 * (there is a way in that works as far as is known); complete (connected on both sides); colour.
 */
VouchConnectionItem   *vouch_connection_item_new       (const VouchConnection *connection)
  G_GNUC_WARN_UNUSED_RESULT;
/* As read last from the store. */
const VouchConnection *vouch_connection_item_get       (VouchConnectionItem   *self);
gint64                 vouch_connection_item_get_id    (VouchConnectionItem   *self);
gboolean               vouch_connection_item_update    (VouchConnectionItem   *self,
                                                        const VouchConnection *connection);
gboolean               vouch_connection_item_is_connected (VouchConnectionItem *self);
gboolean               vouch_connection_item_is_complete (VouchConnectionItem *self);
gboolean               vouch_connection_item_is_practice (VouchConnectionItem *self);
/* (nullable): of the label that tells it from others; %NULL: it has none */
const char            *vouch_connection_item_get_colour (VouchConnectionItem  *self);
void                   vouch_connection_item_set_colour (VouchConnectionItem  *self,
                                                         const char           *colour);

G_END_DECLS
