/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VouchEmbeddedError:
 * @VOUCH_EMBEDDED_ERROR_CLOSED: the person closed the window
 * @VOUCH_EMBEDDED_ERROR_BROWSER: the person wants to go on in the browser
 * @VOUCH_EMBEDDED_ERROR_CRASHED: the program ended without an answer: offer the browser
 * @VOUCH_EMBEDDED_ERROR_GARBAGE: it said what is no redirect of this sign-in: offer the browser
 * @VOUCH_EMBEDDED_ERROR_MISSING: it is not installed or cannot be started: offer the browser
 *
 * Why the window gave no redirect.
 */
typedef enum
{
  VOUCH_EMBEDDED_ERROR_CLOSED,
  VOUCH_EMBEDDED_ERROR_BROWSER,
  VOUCH_EMBEDDED_ERROR_CRASHED,
  VOUCH_EMBEDDED_ERROR_GARBAGE,
  VOUCH_EMBEDDED_ERROR_MISSING,
} VouchEmbeddedError;

#define VOUCH_EMBEDDED_ERROR (vouch_embedded_error_quark ())
GQuark vouch_embedded_error_quark (void);

#define VOUCH_TYPE_EMBEDDED_SIGN_IN (vouch_embedded_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (VouchEmbeddedSignIn, vouch_embedded_sign_in, VOUCH, EMBEDDED_SIGN_IN, GObject)

/**
 * VouchEmbeddedSignIn:
 *
 * The window with the consent page, in a process of its own (vouch-signin) that knows no secret: it
 * gets the addresses on its standard input and writes the redirect to its standard output. What it
 * writes is only read up to the length of a redirect, and is checked by #VouchGrant like one that
 * came from anywhere.
 *
 * Properties: "software-rendering" (the person asked for a window without graphics acceleration;
 * worth remembering).
 *
 * Errors: #VouchEmbeddedError, %G_IO_ERROR_CANCELLED.
 */
VouchEmbeddedSignIn *vouch_embedded_sign_in_new (const char *program,
                                                 gboolean    software_rendering)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean vouch_embedded_sign_in_get_software_rendering (VouchEmbeddedSignIn *self);
void vouch_embedded_sign_in_run_async (VouchEmbeddedSignIn *self,
                                       const char          *authorize_uri,
                                       const char          *redirect_uri,
                                       gboolean             practice,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
char *vouch_embedded_sign_in_run_finish (VouchEmbeddedSignIn *self,
                                         GAsyncResult        *result,
                                         GError             **error) G_GNUC_WARN_UNUSED_RESULT;
char *vouch_embedded_sign_in_find_program (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
