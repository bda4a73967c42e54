/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-connection.h"
#include "model/vouch-settings.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchChoices:
 *
 * What a person chose for one connection, as the store had it when it was last read. It may be
 * asked from any thread while the store's worker reads it anew: what a getter lends is never
 * changed, and stays until all of it is freed. People choose seldom.
 */
typedef struct _VouchChoices VouchChoices;

VouchChoices          *vouch_choices_new            (const VouchConnection  *connection)
  G_GNUC_WARN_UNUSED_RESULT;
void                   vouch_choices_free           (VouchChoices           *self);
const VouchConnection *vouch_choices_get_connection (VouchChoices           *self);
const VouchSettings   *vouch_choices_get_settings   (VouchChoices           *self);
gboolean               vouch_choices_load           (VouchChoices           *self,
                                                     VouchDb                *db,
                                                     GError                **error);
VouchSettings         *vouch_choices_read_settings  (VouchDb                *db,
                                                     gint64                  connection_id,
                                                     VouchConnectionKind     kind,
                                                     GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
