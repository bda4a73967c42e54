/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "sync/vouch-action-error.h"

G_DEFINE_QUARK (vouch-action-error-quark, vouch_action_error)

static const char *
get_message (VouchActionError code)
{
  switch (code)
    {
    case VOUCH_ACTION_ERROR_NOT_WAITING:  return "it does not wait for a person";
    case VOUCH_ACTION_ERROR_MAY_BE_SENT:  return "it may have been sent already";
    case VOUCH_ACTION_ERROR_NO_REQUEST:   return "only a request can be linked";
    case VOUCH_ACTION_ERROR_LINKED:       return "that request belongs to another application";
    case VOUCH_ACTION_ERROR_NOT_OPEN:     return "the request is not open at Crosschq";
    case VOUCH_ACTION_ERROR_TOO_SOON:     return "the last reminder is less than 24 hours old";
    case VOUCH_ACTION_ERROR_NO_PROFILE:   return "no profile is named";
    case VOUCH_ACTION_ERROR_PROFILE_BUSY: return "that profile has an open request of its own";
    case VOUCH_ACTION_ERROR_NOT_MISSING:  return "it was not found missing";
    case VOUCH_ACTION_ERROR_NO_REPORT:    return "there is no report that could be delivered";
    default:                              return "it cannot be done";
    }
}

gboolean
vouch_action_refuse (VouchActionError   code,
                     GError           **error)
{
  g_set_error_literal (error, VOUCH_ACTION_ERROR, code, get_message (code));
  return FALSE;
}
