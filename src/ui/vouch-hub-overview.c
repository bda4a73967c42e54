/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include "model/vouch-settings.h"
#include "store/vouch-attention-list.h"
#include "store/vouch-connections.h"
#include "sync/vouch-actions.h"
#include "ui/vouch-hub-overview.h"

#define COLOUR "colour"

VouchHubOverview *
vouch_hub_overview_new (gint64 current_id)
{
  VouchHubOverview *self = g_new0 (VouchHubOverview, 1);

  self->current_id = current_id;
  self->colours = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
vouch_hub_overview_free (VouchHubOverview *self)
{
  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_clear_pointer (&self->colours, g_ptr_array_unref);
  g_free (self);
}

/* A value that a newer version stored is no reason to show nothing. */
static gboolean
load_colour (VouchHubOverview       *self,
             VouchDb                *db,
             const VouchConnection  *connection,
             GError                **error)
{
  g_autoptr(VouchSettings) settings = vouch_settings_new (connection->kind);
  g_autoptr(GError) failure = NULL;
  g_autofree char *chosen =
    vouch_values_get (db, connection->id, VOUCH_VALUE_SETTING, COLOUR, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (chosen != NULL)
    vouch_settings_set (settings, COLOUR, chosen, connection->kind, NULL);
  g_ptr_array_add (self->colours, g_strdup (settings->colour));
  return TRUE;
}

gboolean
vouch_hub_overview_load (VouchDb   *db,
                         gpointer   data,
                         GError   **error)
{
  VouchHubOverview *self = data;

  self->connections = vouch_connections_list (db, error);
  for (guint i = 0; self->connections != NULL && i < self->connections->len; i++)
    {
      if (!load_colour (self, db, self->connections->pdata[i], error))
        return FALSE;
    }
  if (self->connections == NULL || self->current_id == 0)
    return self->connections != NULL;

  return vouch_attention_sum (db, self->current_id, &self->attention, error) &&
         vouch_action_get_paused_until (db, self->current_id, &self->paused_until, error);
}
