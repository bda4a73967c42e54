/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "json/vouch-reader.h"

G_BEGIN_DECLS

/**
 * VouchSandboxTokens:
 *
 * Authorization codes, access tokens and refresh tokens with their life times. Words of a scope are
 * kept as one string, separated by blanks.
 */
typedef struct _VouchTokens VouchSandboxTokens;

typedef enum
{
  VOUCH_TOKEN_CODE,
  VOUCH_TOKEN_ACCESS,
  VOUCH_TOKEN_REFRESH,
} VouchTokenKind;

/**
 * VouchSandboxToken:
 *
 * One of them. A code and a refresh token work once.
 */
typedef struct
{
  VouchTokenKind kind;
  char *text;         /* (owned) */
  char *scope;        /* (owned) */
  char *redirect_uri; /* (owned) (nullable): codes only */
  char *challenge;    /* (owned) (nullable): codes only */
  char *method;       /* (owned) (nullable): of the challenge */
  gint64 expires;
  gboolean used;
} VouchSandboxToken;

VouchSandboxTokens *vouch_sandbox_tokens_new    (guint64         seed) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_sandbox_tokens_free   (VouchSandboxTokens    *self);
VouchSandboxToken  *vouch_sandbox_tokens_issue  (VouchSandboxTokens    *self,
                                  VouchTokenKind  kind,
                                  const char     *scope,
                                  gint64          expires);
VouchSandboxToken  *vouch_sandbox_tokens_find   (VouchSandboxTokens    *self,
                                  VouchTokenKind  kind,
                                  const char     *text);
gboolean     vouch_sandbox_tokens_knows  (VouchSandboxTokens    *self,
                                  const char     *text);
void         vouch_sandbox_tokens_revoke (VouchSandboxTokens    *self);
void         vouch_sandbox_tokens_prune  (VouchSandboxTokens    *self,
                                  gint64          now);
void         vouch_sandbox_tokens_count_dead (VouchSandboxTokens *self);
guint64      vouch_sandbox_tokens_get_n_dead (VouchSandboxTokens *self);
JsonNode    *vouch_sandbox_tokens_save   (VouchSandboxTokens    *self) G_GNUC_WARN_UNUSED_RESULT;
void         vouch_sandbox_tokens_load   (VouchSandboxTokens    *self,
                                  VouchReader    *state);

G_END_DECLS
