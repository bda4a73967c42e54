/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define VOUCH_REDIRECT_URI_FLAGS (G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY \
                                  | G_URI_FLAGS_ENCODED_FRAGMENT | G_URI_FLAGS_SCHEME_NORMALIZE)

/**
 * VouchRedirectAnswer:
 * @state: (owned) (nullable): "state"
 * @code: (owned) (nullable): "code"; wiped when freed
 * @error: (owned) (nullable): "error"
 * @issuer: (owned) (nullable): "iss" (RFC 9207)
 *
 * What the query of a redirect says, decoded.
 */
typedef struct
{
  char *state;
  char *code;
  char *error;
  char *issuer;
} VouchRedirectAnswer;

VouchRedirectAnswer *vouch_redirect_answer_parse (const char *query) G_GNUC_WARN_UNUSED_RESULT;
void vouch_redirect_answer_free (VouchRedirectAnswer *self);
gboolean vouch_redirect_matches (const char *expected,
                                 const char *actual);
gboolean vouch_redirect_may_load (const char *uri,
                                  gboolean    practice);
gboolean vouch_redirect_is_local_host (const char *host);
gboolean vouch_redirect_equal_constant_time (const char *expected,
                                             const char *given);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchRedirectAnswer, vouch_redirect_answer_free)

G_END_DECLS
