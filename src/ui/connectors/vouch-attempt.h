/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "setup/vouch-connect-flow.h"
#include "ui/vouch-hub.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_ATTEMPT (vouch_attempt_get_type ())
G_DECLARE_FINAL_TYPE (VouchAttempt, vouch_attempt, VOUCH, ATTEMPT, GObject)

/**
 * VouchAttempt:
 *
 * One attempt of the window to connect: gathers what a #VouchConnectFlow needs (where the services
 * are, as which client, with which secret), runs it, and has the engine take what came of it. The
 * practice company knows all of that itself.
 *
 * Properties: flow (#VouchConnectFlow, nullable before everything is gathered).
 *
 * Errors: those of the flow; %VOUCH_INPUT_ERROR_MISSING when the person has to name the client, its
 * secret or the key first; those of vouch_provider_find(); #VouchPracticeError.
 */
VouchAttempt       *vouch_attempt_new        (VouchHub               *hub,
                                              VouchConnectMethod      method,
                                              const VouchConnection  *wanted,
                                              const char             *secret)
  G_GNUC_WARN_UNUSED_RESULT;
void                vouch_attempt_run_async  (VouchAttempt           *self,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
/* Returns: (transfer full) (nullable): the connection as it is stored */
VouchConnection    *vouch_attempt_run_finish (VouchAttempt           *self,
                                              GAsyncResult           *result,
                                              GError                **error)
  G_GNUC_WARN_UNUSED_RESULT;
VouchConnectMethod  vouch_attempt_get_method (VouchAttempt           *self);
/* The connection with what was gathered for it. */
const VouchConnection *vouch_attempt_get_wanted  (VouchAttempt        *self);
/* It failed since the person has to name something first. */
gboolean            vouch_attempt_get_incomplete (VouchAttempt        *self);
/* It failed since what the company deployed cannot be read. */
gboolean            vouch_attempt_get_provider_failed (VouchAttempt   *self);
/* (nullable) (transfer none) */
VouchConnectFlow   *vouch_attempt_get_flow   (VouchAttempt           *self);

G_END_DECLS
