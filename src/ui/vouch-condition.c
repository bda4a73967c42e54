/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "text/vouch-text.h"
#include "ui/vouch-condition.h"

static VouchReason *
get_problem (VouchHub *hub)
{
  VouchSession *session = vouch_hub_get_session (hub);
  VouchReason *problem = session != NULL ? vouch_session_get_ats_problem (session) : NULL;

  if (problem == NULL && session != NULL)
    problem = vouch_session_get_crosschq_problem (session);
  return problem;
}

static VouchCondition
find_of_connection (VouchHub              *hub,
                    const VouchConnection *connection)
{
  if (connection->needs_reconnect)
    return VOUCH_CONDITION_RECONNECT;
  if (connection->rebuild)
    return VOUCH_CONDITION_REBUILD;
  if (connection->paused)
    return VOUCH_CONDITION_PAUSED;
  if (connection->on && !connection->sends)
    return VOUCH_CONDITION_OBSERVING;
  if (connection->on && get_problem (hub) != NULL)
    return VOUCH_CONDITION_PROBLEM;
  if (connection->kind == VOUCH_CONNECTION_PRACTICE)
    return VOUCH_CONDITION_PRACTICE;

  return VOUCH_CONDITION_NONE;
}

VouchCondition
vouch_condition_find (VouchHub *hub)
{
  VouchConnectionItem *current = vouch_hub_get_current (hub);

  if (vouch_hub_get_state (hub) == VOUCH_HUB_VIEWER)
    return VOUCH_CONDITION_VIEWER;
  if (current == NULL)
    return VOUCH_CONDITION_NONE;

  return find_of_connection (hub, vouch_connection_item_get (current));
}

static char *
dup_problem (VouchHub *hub)
{
  VouchReason *problem = get_problem (hub);
  g_autoptr(VouchText) text = problem != NULL ? vouch_text_for_reason (problem) : NULL;

  return text != NULL ? g_steal_pointer (&text->sentence) : NULL;
}

char *
vouch_condition_dup_title (VouchCondition  self,
                           VouchHub       *hub)
{
  switch (self)
    {
    case VOUCH_CONDITION_VIEWER:
      return g_strdup (_("Another Vouch is working on these records, so that this one only shows "
                         "them."));
    case VOUCH_CONDITION_RECONNECT:
      return g_strdup (_("Access to SmartRecruiters has ended. Everything waits until it is "
                         "allowed again."));
    case VOUCH_CONDITION_REBUILD:
      return g_strdup (_("Vouch’s records were lost and are being rebuilt. Nothing is sent until "
                         "you say so."));
    case VOUCH_CONDITION_PAUSED:
      return g_strdup (_("Sending is paused."));
    case VOUCH_CONDITION_OBSERVING:
      return g_strdup (_("This computer only looks on; another one sends."));
    case VOUCH_CONDITION_PRACTICE:
      return g_strdup (_("This is the practice company. Nothing leaves this computer."));
    case VOUCH_CONDITION_STORE:
    case VOUCH_CONDITION_KEYRING:
    case VOUCH_CONDITION_ACCESS:
    case VOUCH_CONDITION_CLOCK:
    case VOUCH_CONDITION_OFFLINE:
    case VOUCH_CONDITION_PROBLEM:
      return dup_problem (hub);
    case VOUCH_CONDITION_NONE:
    case VOUCH_CONDITION_OFF:
    default:
      return NULL;
    }
}

const char *
vouch_condition_get_button (VouchCondition self)
{
  switch (self)
    {
    case VOUCH_CONDITION_RECONNECT:
      return _("Reconnect");
    case VOUCH_CONDITION_PAUSED:
      return _("Resume");
    case VOUCH_CONDITION_PRACTICE:
      return _("Open Its Page");
    case VOUCH_CONDITION_REBUILD:
    case VOUCH_CONDITION_OBSERVING:
    case VOUCH_CONDITION_ACCESS:
    case VOUCH_CONDITION_KEYRING:
      return _("Show");
    case VOUCH_CONDITION_NONE:
    case VOUCH_CONDITION_VIEWER:
    case VOUCH_CONDITION_STORE:
    case VOUCH_CONDITION_CLOCK:
    case VOUCH_CONDITION_OFFLINE:
    case VOUCH_CONDITION_PROBLEM:
    case VOUCH_CONDITION_OFF:
    default:
      return NULL;
    }
}

const char *
vouch_condition_get_action (VouchCondition   self,
                            const char     **target)
{
  *target = NULL;
  if (vouch_condition_get_button (self) == NULL)
    return NULL;
  if (self == VOUCH_CONDITION_PAUSED)
    return "win.resume";
  if (self == VOUCH_CONDITION_PRACTICE)
    return "win.open-practice";

  *target = "connectors";
  return "win.show-page";
}
