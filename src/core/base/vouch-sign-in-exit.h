/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

/**
 * VouchSignInExit:
 * @VOUCH_SIGN_IN_EXIT_ANSWERED: it has written the redirect, one line
 * @VOUCH_SIGN_IN_EXIT_FAILED: it could not begin
 * @VOUCH_SIGN_IN_EXIT_CLOSED: the person closed the window
 * @VOUCH_SIGN_IN_EXIT_BROWSER: the person goes on in the browser
 * @VOUCH_SIGN_IN_EXIT_SOFTWARE: it wants to be started again without graphics acceleration
 *
 * What vouch-signin ends with.
 */
typedef enum
{
  VOUCH_SIGN_IN_EXIT_ANSWERED = 0,
  VOUCH_SIGN_IN_EXIT_FAILED = 1,
  VOUCH_SIGN_IN_EXIT_CLOSED = 2,
  VOUCH_SIGN_IN_EXIT_BROWSER = 3,
  VOUCH_SIGN_IN_EXIT_SOFTWARE = 4,
} VouchSignInExit;
