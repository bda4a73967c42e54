/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "ui/connectors/vouch-link.h"

static gboolean
is_refused (VouchHub   *hub,
            const char *service)
{
  static const char *const ends[] = { "unauthorized", "forbidden" };
  VouchReason *problem = vouch_hub_get_problem (hub);

  for (guint i = 0; problem != NULL && i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *id = g_strdup_printf ("%s.%s", service, ends[i]);

      if (g_str_equal (vouch_reason_get_id (problem), id))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_not_kept (VouchHub   *hub,
             const char *service)
{
  VouchReason *problem = vouch_hub_get_problem (hub);

  return problem != NULL &&
         g_str_equal (vouch_reason_get_id (problem), "account.no-credential") &&
         g_strcmp0 (vouch_reason_get (problem, "service"), service) == 0;
}

static gboolean
has_problem (VouchHub          *hub,
             const char *const *ids)
{
  VouchReason *problem = vouch_hub_get_problem (hub);

  return problem != NULL && g_strv_contains (ids, vouch_reason_get_id (problem));
}

static VouchLink
find (VouchHub              *hub,
      const VouchConnection *connection,
      gboolean               connected,
      const char            *service)
{
  static const char *const locked[] = { "secrets.locked", "secrets.dismissed", NULL };
  static const char *const lost[] = { "secrets.absent", "secrets.unreadable", NULL };

  if (!connected)
    return connection->on ? VOUCH_LINK_EXPECTED : VOUCH_LINK_NONE;
  if (has_problem (hub, locked))
    return VOUCH_LINK_LOCKED;
  if (has_problem (hub, lost) || is_not_kept (hub, service))
    return VOUCH_LINK_OVER;
  if (is_refused (hub, service))
    return VOUCH_LINK_REFUSED;

  return connection->on ? VOUCH_LINK_CONNECTED : VOUCH_LINK_IDLE;
}

VouchLink
vouch_link_find_ats (VouchHub *hub)
{
  VouchConnectionItem *current = vouch_hub_get_current (hub);
  const VouchConnection *connection;

  if (current == NULL)
    return VOUCH_LINK_NONE;

  connection = vouch_connection_item_get (current);
  if (connection->sign_in != VOUCH_SIGN_IN_NONE && connection->needs_reconnect)
    return VOUCH_LINK_OVER;

  return find (hub, connection, connection->sign_in != VOUCH_SIGN_IN_NONE, "ats");
}

VouchLink
vouch_link_find_crosschq (VouchHub *hub)
{
  VouchConnectionItem *current = vouch_hub_get_current (hub);
  const VouchConnection *connection;

  if (current == NULL)
    return VOUCH_LINK_NONE;

  connection = vouch_connection_item_get (current);
  return find (hub, connection, connection->crosschq_dialect != NULL, "crosschq");
}

gboolean
vouch_link_is_connected (VouchLink self)
{
  return self == VOUCH_LINK_CONNECTED || self == VOUCH_LINK_IDLE || self == VOUCH_LINK_REFUSED;
}

gboolean
vouch_link_is_made (VouchLink self)
{
  return vouch_link_is_connected (self) || self == VOUCH_LINK_LOCKED;
}

const char *
vouch_link_get_word (VouchLink self)
{
  switch (self)
    {
    case VOUCH_LINK_EXPECTED:
      return C_("connection", "On, not connected yet");
    case VOUCH_LINK_CONNECTED:
      return C_("connection", "Connected");
    case VOUCH_LINK_IDLE:
      return C_("connection", "Connected, turned off");
    case VOUCH_LINK_LOCKED:
      return C_("connection", "Keyring locked");
    case VOUCH_LINK_OVER:
      return C_("connection", "Needs reconnecting");
    case VOUCH_LINK_REFUSED:
      return C_("connection", "Access refused");
    case VOUCH_LINK_NONE:
    default:
      return C_("connection", "Not connected");
    }
}

const char *
vouch_link_get_icon (VouchLink self)
{
  switch (self)
    {
    case VOUCH_LINK_CONNECTED:
    case VOUCH_LINK_IDLE:
      return "vouch-connected-symbolic";
    case VOUCH_LINK_LOCKED:
    case VOUCH_LINK_OVER:
    case VOUCH_LINK_REFUSED:
      return "dialog-warning-symbolic";
    case VOUCH_LINK_NONE:
    case VOUCH_LINK_EXPECTED:
    default:
      return "vouch-disconnected-symbolic";
    }
}

const char *
vouch_link_get_style (VouchLink self)
{
  switch (self)
    {
    case VOUCH_LINK_CONNECTED:
    case VOUCH_LINK_IDLE:
      return "success";
    case VOUCH_LINK_EXPECTED:
    case VOUCH_LINK_LOCKED:
    case VOUCH_LINK_OVER:
      return "warning";
    case VOUCH_LINK_REFUSED:
      return "error";
    case VOUCH_LINK_NONE:
    default:
      return "dim-label";
    }
}
