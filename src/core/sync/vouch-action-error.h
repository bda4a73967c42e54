/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VouchActionError:
 * @VOUCH_ACTION_ERROR_NOT_WAITING: it does not wait for a person any more: look at the list again
 * @VOUCH_ACTION_ERROR_MAY_BE_SENT: it may be there already: link it, skip it, or send it anyway
 * @VOUCH_ACTION_ERROR_NO_REQUEST: only a request can be linked to one
 * @VOUCH_ACTION_ERROR_LINKED: that request belongs to another application: choose another one
 * @VOUCH_ACTION_ERROR_NOT_OPEN: the request is not open at Crosschq
 * @VOUCH_ACTION_ERROR_TOO_SOON: the last reminder is too young: wait
 * @VOUCH_ACTION_ERROR_NO_PROFILE: the profile has to be named
 * @VOUCH_ACTION_ERROR_PROFILE_BUSY: that profile has an open request of its own: choose another one
 * @VOUCH_ACTION_ERROR_NOT_MISSING: only what a look found missing is delivered again
 * @VOUCH_ACTION_ERROR_NO_REPORT: the request has no report that could be delivered
 *
 * Why what a person asked for was not done; nothing was changed.
 */
typedef enum
{
  VOUCH_ACTION_ERROR_NOT_WAITING,
  VOUCH_ACTION_ERROR_MAY_BE_SENT,
  VOUCH_ACTION_ERROR_NO_REQUEST,
  VOUCH_ACTION_ERROR_LINKED,
  VOUCH_ACTION_ERROR_NOT_OPEN,
  VOUCH_ACTION_ERROR_TOO_SOON,
  VOUCH_ACTION_ERROR_NO_PROFILE,
  VOUCH_ACTION_ERROR_PROFILE_BUSY,
  VOUCH_ACTION_ERROR_NOT_MISSING,
  VOUCH_ACTION_ERROR_NO_REPORT,
} VouchActionError;

#define VOUCH_ACTION_ERROR (vouch_action_error_quark ())
GQuark   vouch_action_error_quark (void);
/* Returns: %FALSE, with @error set */
gboolean vouch_action_refuse      (VouchActionError   code,
                                   GError           **error);

G_END_DECLS
