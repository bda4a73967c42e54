/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>

#include "setup/vouch-connect-flow.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_SIGN_IN_PANEL (vouch_sign_in_panel_get_type ())
G_DECLARE_FINAL_TYPE (VouchSignInPanel, vouch_sign_in_panel, VOUCH, SIGN_IN_PANEL,
                      AdwPreferencesGroup)

/**
 * VouchSignInPanel:
 *
 * An attempt to connect as the person sees it: what it waits for, the ways on while it waits, and
 * why it failed. Hidden while there is nothing to say.
 *
 * Properties: busy.
 * Signals: connected (const VouchConnection *stored, guint n_surveys); missing
 * (VouchConnectMethod): the person has to name the client, its secret or the key; failed
 * (VouchConnectMethod, const GError *error), after it is shown.
 */
void     vouch_sign_in_panel_set_hub  (VouchSignInPanel      *self,
                                       VouchHub              *hub);
void     vouch_sign_in_panel_begin    (VouchSignInPanel      *self,
                                       VouchConnectMethod     method,
                                       const VouchConnection *wanted,
                                       const char            *secret);
void     vouch_sign_in_panel_cancel   (VouchSignInPanel      *self);
gboolean vouch_sign_in_panel_get_busy (VouchSignInPanel      *self);
/* (nullable): the connection as the last attempt that failed wanted it */
const VouchConnection *vouch_sign_in_panel_get_wanted (VouchSignInPanel *self);
/* What is shown now, for who looks from outside. */
const char *vouch_sign_in_panel_get_sentence (VouchSignInPanel *self);

G_END_DECLS
