/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-ui"

#include <glib/gi18n-lib.h>

#include "base/vouch-util.h"
#include "text/vouch-text-time.h"
#include "text/vouch-text.h"
#include "ui/vouch-condition.h"

/* A difference to the service's time that is worth telling (reliability.md §2.6). */
#define CLOCK_LIMIT (120 * VOUCH_SECOND)

/* The condition that stands behind a problem, by the beginning of its id. */
static const struct
{
  const char *prefix;
  VouchCondition condition;
} kinds[] = {
  { "store.", VOUCH_CONDITION_STORE },
  { "secrets.locked", VOUCH_CONDITION_LOCKED },
  { "secrets.dismissed", VOUCH_CONDITION_LOCKED },
  { "secrets.absent", VOUCH_CONDITION_ABSENT },
  { "secrets.unreadable", VOUCH_CONDITION_RECONNECT },
  { "secrets.", VOUCH_CONDITION_KEYRING },
  { "account.needs-reconnect", VOUCH_CONDITION_RECONNECT },
  { "account.no-credential", VOUCH_CONDITION_RECONNECT },
  { "account.", VOUCH_CONDITION_ACCESS },
  { "ats.unauthorized", VOUCH_CONDITION_ACCESS },
  { "ats.forbidden", VOUCH_CONDITION_ACCESS },
  { "crosschq.unauthorized", VOUCH_CONDITION_ACCESS },
  { "crosschq.forbidden", VOUCH_CONDITION_ACCESS },
  { "ats.not-sent", VOUCH_CONDITION_OFFLINE },
  { "crosschq.not-sent", VOUCH_CONDITION_OFFLINE },
};

static gboolean
is_of_crosschq (const VouchReason *problem)
{
  return g_str_has_prefix (vouch_reason_get_id (problem), "crosschq.") ||
         g_strcmp0 (vouch_reason_get (problem, "service"), "crosschq") == 0;
}

/* There is no grant at Crosschq that one could give again: its key is entered on its page. */
static VouchCondition
find_of_problem (const VouchReason *problem)
{
  if (is_of_crosschq (problem) && g_str_has_prefix (vouch_reason_get_id (problem), "account."))
    return VOUCH_CONDITION_ACCESS;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_has_prefix (vouch_reason_get_id (problem), kinds[i].prefix))
        return kinds[i].condition;
    }

  return VOUCH_CONDITION_PROBLEM;
}

static gboolean
is_clock_off (VouchHub *hub)
{
  VouchSession *session = vouch_hub_get_session (hub);

  return session != NULL && ABS (vouch_session_get_skew (session)) > CLOCK_LIMIT;
}

static VouchCondition
find_of_connection (VouchHub              *hub,
                    const VouchConnection *connection)
{
  VouchReason *problem = vouch_hub_get_problem (hub);
  VouchCondition condition = problem != NULL ? find_of_problem (problem) : VOUCH_CONDITION_NONE;

  if (condition == VOUCH_CONDITION_STORE || condition == VOUCH_CONDITION_LOCKED ||
      condition == VOUCH_CONDITION_ABSENT || condition == VOUCH_CONDITION_KEYRING)
    return condition;
  if (connection->needs_reconnect || (connection->on && condition == VOUCH_CONDITION_RECONNECT))
    return VOUCH_CONDITION_RECONNECT;
  if (connection->on && condition == VOUCH_CONDITION_ACCESS)
    return condition;
  if (connection->rebuild)
    return VOUCH_CONDITION_REBUILD;
  if (connection->paused)
    return VOUCH_CONDITION_PAUSED;
  if (connection->on && !connection->sends)
    return VOUCH_CONDITION_OBSERVING;
  if (connection->on && is_clock_off (hub))
    return VOUCH_CONDITION_CLOCK;
  if (connection->on && vouch_hub_get_blocker (hub) == VOUCH_HUB_BLOCKER_METERED)
    return VOUCH_CONDITION_METERED;
  if (connection->on && vouch_hub_get_blocker (hub) == VOUCH_HUB_BLOCKER_POWER)
    return VOUCH_CONDITION_POWER;
  if (connection->on && condition != VOUCH_CONDITION_NONE)
    return condition;
  if (!connection->on && connection->turned_on_at != 0)
    return VOUCH_CONDITION_OFF;
  if (connection->kind == VOUCH_CONNECTION_PRACTICE)
    return VOUCH_CONDITION_PRACTICE;

  return vouch_hub_get_memory_only (hub) ? VOUCH_CONDITION_MEMORY : VOUCH_CONDITION_NONE;
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

/* Where Crosschq alone refuses, moves are noticed all the same. */
gboolean
vouch_condition_is_blind (VouchCondition  self,
                          VouchHub       *hub)
{
  VouchReason *problem = vouch_hub_get_problem (hub);

  return self == VOUCH_CONDITION_LOCKED || self == VOUCH_CONDITION_ABSENT ||
         self == VOUCH_CONDITION_KEYRING || self == VOUCH_CONDITION_RECONNECT ||
         (self == VOUCH_CONDITION_ACCESS && problem != NULL && !is_of_crosschq (problem));
}

static char *
dup_problem (VouchHub *hub)
{
  VouchReason *problem = vouch_hub_get_problem (hub);
  g_autoptr(VouchText) text = problem != NULL ? vouch_text_for_reason (problem) : NULL;

  if (text == NULL)
    return NULL;
  if (text->fix == NULL)
    return g_steal_pointer (&text->sentence);

  /* Translators: a sentence about what is wrong, then one about what helps. */
  return g_strdup_printf (C_("condition", "%s %s"), text->sentence, text->fix);
}

static char *
dup_reconnect (VouchHub *hub)
{
  VouchConnectionItem *current = vouch_hub_get_current (hub);
  VouchReason *problem = vouch_hub_get_problem (hub);

  if (vouch_connection_item_get (current)->needs_reconnect || problem == NULL)
    return g_strdup (_("Access to SmartRecruiters has ended. Everything waits until it is "
                       "allowed again."));
  if (g_str_equal (vouch_reason_get_id (problem), "account.no-credential"))
    return g_strdup (_("The keyring no longer has what Vouch signs in with. Everything waits "
                       "until you connect again."));

  return dup_problem (hub);
}

static char *
dup_clock (VouchHub *hub)
{
  gint64 skew = ABS (vouch_session_get_skew (vouch_hub_get_session (hub)));
  guint minutes = MAX (1, skew / VOUCH_MINUTE);

  return g_strdup_printf (ngettext ("This computer’s clock is off by %u minute. Vouch goes by the "
                                    "services’ time meanwhile.",
                                    "This computer’s clock is off by %u minutes. Vouch goes by "
                                    "the services’ time meanwhile.", minutes), minutes);
}

static char *
dup_paused (VouchHub *hub)
{
  gint64 until = vouch_hub_get_paused_until (hub);
  g_autofree char *moment = NULL;

  if (until == 0)
    return g_strdup (_("Sending is paused."));

  moment = vouch_text_dup_moment (until, vouch_hub_get_now (hub));
  return g_strdup_printf (_("Sending is paused until %s."), moment);
}

static char *
dup_viewer (VouchHub *hub)
{
  gint64 pid = 0;
  const char *holder = vouch_hub_get_holder (hub, &pid);

  if (holder == NULL)
    return g_strdup (_("Another Vouch is working on these records. This one shows them, and takes "
                       "over once that one ends."));

  /* Translators: the name of a program and the number of its process. */
  return g_strdup_printf (_("“%s” (process %" G_GINT64_FORMAT ") is working on these records. This "
                            "window shows them, and takes over once that one ends."), holder,
                          pid);
}

static char *
dup_locked (VouchHub *hub)
{
  VouchReason *problem = vouch_hub_get_problem (hub);

  if (problem != NULL && g_str_equal (vouch_reason_get_id (problem), "secrets.dismissed"))
    return g_strdup (_("The keyring was not unlocked. Everything waits; nothing is lost."));

  return g_strdup (_("Your keyring is locked. Everything waits until it is unlocked; nothing is "
                     "lost."));
}

static char *
dup_practice (VouchHub *hub)
{
  if (vouch_hub_get_memory_only (hub))
    return g_strdup (_("Practice company: without a keyring, its connection is forgotten when "
                       "Vouch ends"));

  return g_strdup (_("Practice company: nothing leaves this computer"));
}

char *
vouch_condition_dup_title (VouchCondition  self,
                           VouchHub       *hub)
{
  switch (self)
    {
    case VOUCH_CONDITION_VIEWER:
      return dup_viewer (hub);
    case VOUCH_CONDITION_OFF:
      return g_strdup (_("This connection is turned off. Nothing is read or sent for it."));
    case VOUCH_CONDITION_RECONNECT:
      return dup_reconnect (hub);
    case VOUCH_CONDITION_REBUILD:
      return g_strdup (_("Vouch’s records were lost and are being rebuilt. Nothing is sent until "
                         "you say so."));
    case VOUCH_CONDITION_PAUSED:
      return dup_paused (hub);
    case VOUCH_CONDITION_OBSERVING:
      return g_strdup (_("This computer only looks on; another one sends."));
    case VOUCH_CONDITION_METERED:
      return g_strdup (_("The network is metered, so that Vouch only syncs when you ask for it."));
    case VOUCH_CONDITION_POWER:
      return g_strdup (_("The computer saves power, so that Vouch only syncs when you ask for "
                         "it."));
    case VOUCH_CONDITION_PRACTICE:
      return dup_practice (hub);
    case VOUCH_CONDITION_LOCKED:
      return dup_locked (hub);
    case VOUCH_CONDITION_ABSENT:
      return g_strdup (_("No keyring answers, so Vouch cannot sign in. Connect again; nothing "
                         "else is lost."));
    case VOUCH_CONDITION_MEMORY:
      return g_strdup (_("Without a keyring, the connection is forgotten when Vouch ends."));
    case VOUCH_CONDITION_CLOCK:
      return dup_clock (hub);
    case VOUCH_CONDITION_STORE:
    case VOUCH_CONDITION_KEYRING:
    case VOUCH_CONDITION_ACCESS:
    case VOUCH_CONDITION_OFFLINE:
    case VOUCH_CONDITION_PROBLEM:
      return dup_problem (hub);
    case VOUCH_CONDITION_NONE:
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
    case VOUCH_CONDITION_ABSENT:
      return _("Reconnect");
    case VOUCH_CONDITION_LOCKED:
      return _("Unlock");
    case VOUCH_CONDITION_PAUSED:
      return _("Resume");
    case VOUCH_CONDITION_PRACTICE:
      return _("Open Its Page");
    case VOUCH_CONDITION_REBUILD:
      return _("Allow Sending…");
    case VOUCH_CONDITION_OBSERVING:
    case VOUCH_CONDITION_ACCESS:
    case VOUCH_CONDITION_KEYRING:
    case VOUCH_CONDITION_OFF:
    case VOUCH_CONDITION_MEMORY:
      return _("Show");
    case VOUCH_CONDITION_OFFLINE:
    case VOUCH_CONDITION_STORE:
    case VOUCH_CONDITION_PROBLEM:
    case VOUCH_CONDITION_VIEWER:
      return _("Try Again");
    case VOUCH_CONDITION_CLOCK:
      return _("Check Again");
    case VOUCH_CONDITION_METERED:
    case VOUCH_CONDITION_POWER:
      return _("Sync Now");
    case VOUCH_CONDITION_NONE:
    default:
      return NULL;
    }
}

static gboolean
is_practice (VouchHub *hub)
{
  VouchConnectionItem *current = vouch_hub_get_current (hub);

  return current != NULL && vouch_connection_item_is_practice (current);
}

const char *
vouch_condition_get_action (VouchCondition   self,
                            VouchHub        *hub,
                            const char     **target)
{
  VouchReason *problem = vouch_hub_get_problem (hub);

  *target = NULL;
  switch (self)
    {
    case VOUCH_CONDITION_PAUSED:
      return "win.resume";
    case VOUCH_CONDITION_PRACTICE:
      return "win.open-practice";
    case VOUCH_CONDITION_REBUILD:
      return "win.release";
    case VOUCH_CONDITION_OFFLINE:
    case VOUCH_CONDITION_STORE:
    case VOUCH_CONDITION_PROBLEM:
    case VOUCH_CONDITION_CLOCK:
    case VOUCH_CONDITION_METERED:
    case VOUCH_CONDITION_POWER:
      return "win.sync";
    case VOUCH_CONDITION_ACCESS:
      *target = problem != NULL && is_of_crosschq (problem) ? "crosschq" : "smartrecruiters";
      return "win.manage";
    case VOUCH_CONDITION_RECONNECT:
      return "connection.add";
    case VOUCH_CONDITION_LOCKED:
      return "win.unlock";
    case VOUCH_CONDITION_VIEWER:
      return "win.take-over";
    case VOUCH_CONDITION_ABSENT:
      /* What the practice company signs in with is known. */
      if (is_practice (hub))
        return "win.try-practice";
      *target = "smartrecruiters";
      return "win.manage";
    case VOUCH_CONDITION_OBSERVING:
    case VOUCH_CONDITION_KEYRING:
    case VOUCH_CONDITION_MEMORY:
    case VOUCH_CONDITION_OFF:
      *target = "smartrecruiters";
      return "win.manage";
    case VOUCH_CONDITION_NONE:
    default:
      return NULL;
    }
}
