/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "setup/vouch-wanted.h"
#include "store/vouch-connections.h"
#include "ui/connectors/vouch-new-connection.h"
#include "ui/vouch-load.h"

static void saved_cb (GObject *object, GAsyncResult *result, gpointer user_data);

static gboolean
has_name (GPtrArray  *connections,
          const char *name)
{
  for (guint i = 0; i < connections->len; i++)
    {
      if (g_str_equal (((VouchConnection *) connections->pdata[i])->name, name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
save_new (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  VouchConnection *connection = data;
  g_autofree char *base = g_strdup (connection->name);
  g_autoptr(GPtrArray) connections = vouch_connections_list (db, error);

  if (connections == NULL)
    return FALSE;

  for (guint i = 2; has_name (connections, connection->name); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %u", base, i);

      vouch_set_str (&connection->name, name);
    }
  connection->id = vouch_connections_add (db, connection, error);
  return connection->id != 0;
}

void
vouch_new_connection_async (VouchHub            *hub,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (hub, cancellable, callback, user_data);
  g_autoptr(VouchConnection) connection =
    vouch_connection_new (_("New Connection"), VOUCH_CONNECTION_REAL);
  g_autoptr(VouchProvider) provider = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, vouch_new_connection_async);
  provider = vouch_provider_find (NULL, &error);
  if (provider == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  vouch_wanted_take_provider (connection, provider, FALSE);
  connection->sends = TRUE;
  vouch_save_async (vouch_hub_get_store (hub), "commit new connection", save_new,
                    g_steal_pointer (&connection), (GDestroyNotify) vouch_connection_free,
                    cancellable, saved_cb, g_steal_pointer (&task));
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = g_steal_pointer (&user_data);
  VouchHub *hub = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(VouchConnection) connection = vouch_save_finish (result, &error);

  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  vouch_hub_choose (hub, connection->id);
  vouch_hub_reload (hub);
  g_task_return_boolean (task, TRUE);
}

gboolean
vouch_new_connection_finish (VouchHub      *hub,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
vouch_new_connection_is_unnamed (const VouchConnection *connection)
{
  return connection->company_id == NULL && g_str_has_prefix (connection->name, _("New Connection"));
}
