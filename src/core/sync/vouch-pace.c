/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "store/vouch-connections.h"
#include "sync/vouch-choices.h"
#include "sync/vouch-pace.h"
#include "sync/vouch-session.h"

static void
pace_free (VouchPace *pace)
{
  g_clear_pointer (&pace->connection, vouch_connection_free);
  g_free (pace);
}

static VouchPace *
pace_new (const VouchConnection *connection,
          const VouchSettings   *settings)
{
  VouchPace *pace = g_new0 (VouchPace, 1);

  pace->connection = vouch_connection_copy (connection);
  pace->on = connection->on;
  /* Practice connections may have any number, but never a loop without a pause. */
  pace->interval = MAX (settings->poll_interval, 1) * VOUCH_SECOND;
  pace->interval_front = MAX (settings->poll_interval_front, 1) * VOUCH_SECOND;
  return pace;
}

GPtrArray *
vouch_paces_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pace_free);
}

/**
 * vouch_paces_read:
 * @db: the store
 * @paces: (element-type VouchPace): one of each connection is added, oldest first
 * @error: return location
 *
 * Returns: whether the store could be read
 */
gboolean
vouch_paces_read (VouchDb    *db,
                  GPtrArray  *paces,
                  GError    **error)
{
  g_autoptr(GPtrArray) connections = vouch_connections_list (db, error);

  if (connections == NULL)
    return FALSE;

  for (guint i = 0; i < connections->len; i++)
    {
      const VouchConnection *connection = connections->pdata[i];
      g_autoptr(VouchSettings) settings =
        vouch_choices_read_settings (db, connection->id, connection->kind, error);

      if (settings == NULL)
        return FALSE;
      g_ptr_array_add (paces, pace_new (connection, settings));
    }

  return TRUE;
}
