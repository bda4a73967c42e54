/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "signin/vouch-signin-page.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_LOCATION_BAR (vouch_location_bar_get_type ())
G_DECLARE_FINAL_TYPE (VouchLocationBar, vouch_location_bar, VOUCH, LOCATION_BAR, AdwBin)

/**
 * VouchLocationBar:
 *
 * Whose page it is, where no page can draw: a padlock and the host, with the part that somebody has
 * registered standing out; the full address and the certificate on a click. It cannot be typed in.
 */
void vouch_location_bar_show (VouchLocationBar *self,
                              VouchSigninPage  *page);

G_END_DECLS
