/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <webkit/webkit.h>

#include "signin/vouch-signin-order.h"

G_BEGIN_DECLS

/**
 * VouchSigninVerdict:
 * @VOUCH_SIGNIN_LOAD: go on
 * @VOUCH_SIGNIN_IGNORE: do nothing, and say nothing
 * @VOUCH_SIGNIN_REDIRECT: the answer of the consent page: not to be loaded
 * @VOUCH_SIGNIN_NOT_ENCRYPTED: plain http
 * @VOUCH_SIGNIN_NO_PAGE: a file, data, another program's address
 * @VOUCH_SIGNIN_DOWNLOAD: something to be saved
 */
typedef enum
{
  VOUCH_SIGNIN_LOAD,
  VOUCH_SIGNIN_IGNORE,
  VOUCH_SIGNIN_REDIRECT,
  VOUCH_SIGNIN_NOT_ENCRYPTED,
  VOUCH_SIGNIN_NO_PAGE,
  VOUCH_SIGNIN_DOWNLOAD,
} VouchSigninVerdict;

gboolean           vouch_signin_is_empty_page (const char               *uri);
VouchSigninVerdict vouch_signin_judge_uri     (const VouchSigninOrder   *order,
                                               const char               *uri);
VouchSigninVerdict vouch_signin_judge         (const VouchSigninOrder   *order,
                                               WebKitPolicyDecision     *decision,
                                               WebKitPolicyDecisionType  type);
const char        *vouch_signin_get_uri       (WebKitPolicyDecision     *decision);
const char        *vouch_signin_say_verdict   (VouchSigninVerdict        verdict);

G_END_DECLS
