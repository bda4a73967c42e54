/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <adwaita.h>
#include <webkit/webkit.h>

#include "signin/vouch-signin-order.h"

G_BEGIN_DECLS

/**
 * VouchSigninSafety:
 * @VOUCH_SIGNIN_SAFETY_NONE: there is no page yet
 * @VOUCH_SIGNIN_SAFETY_LOCAL: plain http on this computer, with a practice company
 * @VOUCH_SIGNIN_SAFETY_SECURE: encrypted, with a certificate that holds
 * @VOUCH_SIGNIN_SAFETY_BROKEN: the certificate does not hold; nothing was loaded
 *
 * How the page that is shown has come.
 */
typedef enum
{
  VOUCH_SIGNIN_SAFETY_NONE,
  VOUCH_SIGNIN_SAFETY_LOCAL,
  VOUCH_SIGNIN_SAFETY_SECURE,
  VOUCH_SIGNIN_SAFETY_BROKEN,
} VouchSigninSafety;

#define VOUCH_TYPE_SIGNIN_PAGE (vouch_signin_page_get_type ())
G_DECLARE_FINAL_TYPE (VouchSigninPage, vouch_signin_page, VOUCH, SIGNIN_PAGE, AdwBin)

/**
 * VouchSigninPage:
 *
 * One page of a sign-in: a web view, what may be loaded into it, and what is said when something
 * may not or cannot. The redirect is caught before it is loaded.
 *
 * Signals: redirected (const char *uri); refused (const char *sentence): something was not done for
 * the page; opened (VouchSigninPage *page): a window that a person's click has opened; closed: the
 * page has closed its window; changed: address, progress, safety or stuck; browser: the person goes
 * on in the browser; lost: its process has ended for the second time.
 */
VouchSigninPage   *vouch_signin_page_new             (const VouchSigninOrder *order,
                                                      WebKitNetworkSession   *network)
  G_GNUC_WARN_UNUSED_RESULT;
void               vouch_signin_page_start           (VouchSigninPage        *self);
gboolean           vouch_signin_page_go_back         (VouchSigninPage        *self);
gboolean           vouch_signin_page_can_go_back     (VouchSigninPage        *self);
const char        *vouch_signin_page_get_uri         (VouchSigninPage        *self);
VouchSigninSafety  vouch_signin_page_get_safety      (VouchSigninPage        *self);
GTlsCertificate   *vouch_signin_page_get_certificate (VouchSigninPage        *self);
double             vouch_signin_page_get_progress    (VouchSigninPage        *self);
gboolean           vouch_signin_page_is_stuck        (VouchSigninPage        *self);
gboolean           vouch_signin_page_needs_browser   (VouchSigninPage        *self);

G_END_DECLS
