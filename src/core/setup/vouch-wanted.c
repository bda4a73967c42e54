/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-setup"

#include "base/vouch-util.h"
#include "setup/vouch-wanted.h"
#include "store/vouch-connections.h"

/**
 * vouch_wanted_take_provider:
 * @wanted: a real connection
 * @provider: what the company deployed
 * @renew: also where @wanted has been connected before; its own addresses are kept otherwise
 */
void
vouch_wanted_take_provider (VouchConnection     *wanted,
                            const VouchProvider *provider,
                            gboolean             renew)
{
  gboolean take = wanted->id == 0 || renew;

  if (take)
    {
      vouch_set_str (&wanted->api_uri, provider->api_uri);
      vouch_set_str (&wanted->web_uri, provider->web_uri);
      vouch_set_str (&wanted->crosschq_uri, provider->crosschq_uri);
    }
  if (take || wanted->client_id == NULL)
    vouch_set_str (&wanted->client_id, provider->client_id);
}

/**
 * vouch_wanted_take_practice:
 * @wanted: a practice connection
 * @info: what the running practice company says of itself
 */
void
vouch_wanted_take_practice (VouchConnection         *wanted,
                            const VouchPracticeInfo *info)
{
  vouch_set_str (&wanted->api_uri, info->api_uri);
  vouch_set_str (&wanted->web_uri, info->web_uri);
  vouch_set_str (&wanted->crosschq_uri, info->crosschq_uri);
  vouch_set_str (&wanted->client_id, info->client_id);
}

/**
 * vouch_wanted_store_practice:
 * @db: the store
 * @data: a #VouchPracticeInfo
 * @error: return location
 *
 * A transaction: the practice connections learn where the company is. Its ports are other ones each
 * time.
 */
gboolean
vouch_wanted_store_practice (VouchDb   *db,
                             gpointer   data,
                             GError   **error)
{
  const VouchPracticeInfo *info = data;
  g_autoptr(GPtrArray) connections = vouch_connections_list (db, error);

  for (guint i = 0; connections != NULL && i < connections->len; i++)
    {
      VouchConnection *connection = connections->pdata[i];

      if (connection->kind != VOUCH_CONNECTION_PRACTICE)
        continue;
      vouch_wanted_take_practice (connection, info);
      if (!vouch_connections_update (db, connection, error))
        return FALSE;
    }

  return connections != NULL;
}

/**
 * vouch_wanted_pick_redirect:
 * @error: return location
 *
 * The practice company registers whatever address its client can listen on; a real client has
 * fixed ones. It has to be known before that company starts.
 *
 * Returns: (transfer full) (nullable): an address on a port that is free now
 */
char *
vouch_wanted_pick_redirect (GError **error)
{
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, error);

  if (port == 0)
    return NULL;

  g_socket_listener_close (listener);
  return g_strdup_printf ("http://localhost:%u/callback", port);
}
