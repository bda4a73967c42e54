/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "account/vouch-token-source.h"
#include "base/vouch-clock.h"
#include "base/vouch-random.h"
#include "base/vouch-secrets.h"
#include "base/vouch-transport.h"
#include "model/vouch-connection.h"
#include "store/vouch-store.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_TOKEN_SOURCES (vouch_token_sources_get_type ())
G_DECLARE_FINAL_TYPE (VouchTokenSources, vouch_token_sources, VOUCH, TOKEN_SOURCES, GObject)

/**
 * VouchTokenSources:
 *
 * The token source of each connection: one, for as long as it signs in in the same way, whoever
 * builds sessions or brings a new grant. Two would spend one refresh token twice, or put an older
 * pair in the place of a newer one (reliability.md §2.9).
 *
 * Errors: #VouchInputError.
 */
VouchTokenSources *vouch_token_sources_new       (VouchStore             *store,
                                                  VouchSecrets           *secrets,
                                                  VouchTransport         *transport,
                                                  VouchClock             *clock,
                                                  VouchRandom            *random)
  G_GNUC_WARN_UNUSED_RESULT;
VouchTokenSource  *vouch_token_sources_find      (VouchTokenSources      *self,
                                                  gint64                  connection_id);
VouchTokenSource  *vouch_token_sources_get       (VouchTokenSources      *self,
                                                  const VouchConnection  *connection,
                                                  GError                **error);
VouchTokenSource  *vouch_token_sources_get_for_grant (VouchTokenSources      *self,
                                                      const VouchConnection  *connection,
                                                      GError                **error);
void               vouch_token_sources_retire    (VouchTokenSources      *self,
                                                  gint64                  connection_id);

G_END_DECLS
