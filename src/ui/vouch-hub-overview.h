/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchHubOverview:
 * @current_id: of the connection that the window is about, or 0
 * @connections: (owned) (nullable) (element-type VouchConnection): all there are
 * @colours: (owned) (nullable) (element-type utf8): of their labels
 * @attention: how much waits for a person at the current one
 * @paused_until: when its pause ends, service's time, or 0
 *
 * What the hub reads whenever the store changes, in one transaction.
 */
typedef struct
{
  gint64 current_id;
  GPtrArray *connections;
  GPtrArray *colours;
  guint attention;
  gint64 paused_until;
} VouchHubOverview;

VouchHubOverview *vouch_hub_overview_new  (gint64             current_id)
  G_GNUC_WARN_UNUSED_RESULT;
void              vouch_hub_overview_free (VouchHubOverview  *self);
gboolean          vouch_hub_overview_load (VouchDb           *db,
                                           gpointer           data,
                                           GError           **error);

G_END_DECLS
