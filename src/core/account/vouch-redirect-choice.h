/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "http/vouch-loopback.h"

G_BEGIN_DECLS

/**
 * VouchRedirectChoice:
 * @redirect_uri: (owned) (nullable): the registered address in use
 * @loopback: (owned) (nullable): what listens on it; %NULL where nothing can
 *
 * Where the answer of a sign-in goes.
 */
typedef struct
{
  char *redirect_uri;
  VouchLoopback *loopback;
} VouchRedirectChoice;

gboolean vouch_redirect_choice_make (VouchRedirectChoice *self,
                                     const char *const   *redirect_uris,
                                     gboolean             needs_listener,
                                     GError             **error);
gboolean vouch_redirect_choice_listen (VouchRedirectChoice *self,
                                       GError             **error);
void vouch_redirect_choice_clear (VouchRedirectChoice *self);

G_END_DECLS
