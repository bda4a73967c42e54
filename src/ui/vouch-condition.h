/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * VouchCondition:
 *
 * A lasting state that the person should know of wherever they are, the most pressing one first.
 */
typedef enum
{
  VOUCH_CONDITION_NONE,
  VOUCH_CONDITION_VIEWER,           /* another engine holds the lock */
  VOUCH_CONDITION_STORE,            /* reading or writing the store failed: disk full … */
  VOUCH_CONDITION_LOCKED,           /* the keyring is locked */
  VOUCH_CONDITION_ABSENT,           /* no keyring answers: what was kept in memory is gone */
  VOUCH_CONDITION_KEYRING,          /* the keyring fails, or holds what cannot be read */
  VOUCH_CONDITION_RECONNECT,        /* the grant is over */
  VOUCH_CONDITION_ACCESS,           /* a service refuses the credential or a right is missing */
  VOUCH_CONDITION_REBUILD,          /* the store was lost: nothing is created until released */
  VOUCH_CONDITION_PAUSED,
  VOUCH_CONDITION_OBSERVING,        /* this computer does not send */
  VOUCH_CONDITION_CLOCK,            /* the clock is off */
  VOUCH_CONDITION_OFFLINE,
  VOUCH_CONDITION_METERED,          /* regular cycles wait for another network */
  VOUCH_CONDITION_POWER,            /* regular cycles wait: the computer saves power */
  VOUCH_CONDITION_PROBLEM,          /* anything else the last cycle ran into */
  VOUCH_CONDITION_OFF,              /* connected, but turned off */
  VOUCH_CONDITION_MEMORY,           /* secrets are kept in memory only */
  VOUCH_CONDITION_PRACTICE,
} VouchCondition;

VouchCondition  vouch_condition_find       (VouchHub        *hub);
/* Returns: (transfer full) (nullable): what to say */
char           *vouch_condition_dup_title  (VouchCondition   self,
                                            VouchHub        *hub) G_GNUC_WARN_UNUSED_RESULT;
/* Returns: whether no candidate can be looked at until it ends */
gboolean        vouch_condition_is_blind   (VouchCondition   self,
                                            VouchHub        *hub);
/* Returns: (nullable): label of the button */
const char     *vouch_condition_get_button (VouchCondition   self);
/* Returns: (nullable): the action behind the button, with its parameter */
const char     *vouch_condition_get_action (VouchCondition   self,
                                            VouchHub        *hub,
                                            const char     **target);

G_END_DECLS
