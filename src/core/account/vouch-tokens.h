/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The service code of an error that says: renewing was refused, which counts from the second time
 * on (reliability.md §2.9). */
#define VOUCH_TOKENS_REFUSED_ONCE "invalid_grant"

/**
 * VouchTokens:
 * @access_token: (owned): goes into one header of a request
 * @refresh_token: (owned) (nullable): only an authorization code gives one
 * @token_type: (owned): "bearer"
 * @expires_in: seconds the access token lives
 * @scope: (owned) (nullable): what was granted, space separated, if the service says
 * @received_at: local wall time of the answer in microseconds
 * @date: the service's own time of the answer in microseconds, or 0
 *
 * One answer of a token endpoint. Wiped when freed.
 */
typedef struct
{
  char *access_token;
  char *refresh_token;
  char *token_type;
  gint64 expires_in;
  char *scope;
  gint64 received_at;
  gint64 date;
} VouchTokens;

VouchTokens *vouch_tokens_new (const char *access_token,
                               const char *refresh_token,
                               gint64      expires_in,
                               gint64      received_at) G_GNUC_WARN_UNUSED_RESULT;
VouchTokens *vouch_tokens_copy (const VouchTokens *self) G_GNUC_WARN_UNUSED_RESULT;
void vouch_tokens_free (VouchTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTokens, vouch_tokens_free)

/**
 * VouchTokenPair:
 * @generation: counts the pairs of a connection; the store's mark names one
 * @access: (owned): the access token
 * @refresh: (owned) (nullable): the newest refresh token
 * @previous_refresh: (owned) (nullable): the one before, until the new pair has worked once
 * @issued_at: local wall time in microseconds at which it came
 * @expires_at: local wall time in microseconds at which @access ends
 * @refused_at: local wall time of the first "invalid_grant" for @refresh, or 0
 *
 * The one keyring item of a grant (reliability.md §2.9, step 3). Wiped when freed.
 */
typedef struct
{
  gint64 generation;
  char *access;
  char *refresh;
  char *previous_refresh;
  gint64 issued_at;
  gint64 expires_at;
  gint64 refused_at;
} VouchTokenPair;

VouchTokenPair *vouch_token_pair_new (gint64             generation,
                                      const VouchTokens *tokens,
                                      const char        *previous_refresh)
  G_GNUC_WARN_UNUSED_RESULT;
VouchTokenPair *vouch_token_pair_copy (const VouchTokenPair *self) G_GNUC_WARN_UNUSED_RESULT;
void vouch_token_pair_free (VouchTokenPair *self);
char *vouch_token_pair_to_secret (const VouchTokenPair *self) G_GNUC_WARN_UNUSED_RESULT;
VouchTokenPair *vouch_token_pair_parse (const char *secret,
                                        GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchTokenPair, vouch_token_pair_free)

G_END_DECLS
