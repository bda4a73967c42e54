/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/vouch-hub.h"

G_BEGIN_DECLS

/**
 * VouchLink:
 * @VOUCH_LINK_NONE: not connected
 * @VOUCH_LINK_EXPECTED: turned on, and not connected yet
 * @VOUCH_LINK_CONNECTED: connected, as far as is known
 * @VOUCH_LINK_IDLE: connected, and turned off
 * @VOUCH_LINK_LOCKED: connected, and what it signs in with is in a locked keyring
 * @VOUCH_LINK_OVER: the grant has ended, or is no longer kept: reconnect
 * @VOUCH_LINK_REFUSED: the service refuses the credential or a right
 *
 * How the current connection stands with one service.
 */
typedef enum
{
  VOUCH_LINK_NONE,
  VOUCH_LINK_EXPECTED,
  VOUCH_LINK_CONNECTED,
  VOUCH_LINK_IDLE,
  VOUCH_LINK_LOCKED,
  VOUCH_LINK_OVER,
  VOUCH_LINK_REFUSED,
} VouchLink;

VouchLink   vouch_link_find_ats      (VouchHub  *hub);
VouchLink   vouch_link_find_crosschq (VouchHub  *hub);
gboolean    vouch_link_is_connected  (VouchLink  self);
/* Whether nobody has to connect it, now or again; it may be locked. */
gboolean    vouch_link_is_made       (VouchLink  self);
/* A word or two. */
const char *vouch_link_get_word      (VouchLink  self);
const char *vouch_link_get_icon      (VouchLink  self);
/* "success", "warning", "error" or "dim-label" */
const char *vouch_link_get_style     (VouchLink  self);

G_END_DECLS
