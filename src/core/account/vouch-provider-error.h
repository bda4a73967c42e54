/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-reason.h"

G_BEGIN_DECLS

/**
 * VouchProviderError:
 * @VOUCH_PROVIDER_ERROR_UNREADABLE: the file cannot be read
 * @VOUCH_PROVIDER_ERROR_FORM: it is no key file, or far too large for one
 * @VOUCH_PROVIDER_ERROR_GROUP: a group that means nothing here
 * @VOUCH_PROVIDER_ERROR_KEY: a key that means nothing in its group
 * @VOUCH_PROVIDER_ERROR_EMPTY: a key without a value
 * @VOUCH_PROVIDER_ERROR_TEXT: a value that is no text in UTF-8
 * @VOUCH_PROVIDER_ERROR_SWITCH: a value that is neither true nor false
 * @VOUCH_PROVIDER_ERROR_ADDRESS: a value that is no full address
 * @VOUCH_PROVIDER_ERROR_HTTPS: an address that a real service cannot have: those of this computer,
 *   and plain http, are the practice company's, which no file describes
 * @VOUCH_PROVIDER_ERROR_PARTS: a base address with a query or a fragment
 * @VOUCH_PROVIDER_ERROR_REDIRECT: an address that SmartRecruiters does not let register
 * @VOUCH_PROVIDER_ERROR_TOO_MANY: more redirect addresses than can be registered
 * @VOUCH_PROVIDER_ERROR_TWICE: the same redirect address twice
 *
 * What is wrong with a provider file. Whoever set up the computer corrects it.
 */
typedef enum
{
  VOUCH_PROVIDER_ERROR_UNREADABLE,
  VOUCH_PROVIDER_ERROR_FORM,
  VOUCH_PROVIDER_ERROR_GROUP,
  VOUCH_PROVIDER_ERROR_KEY,
  VOUCH_PROVIDER_ERROR_EMPTY,
  VOUCH_PROVIDER_ERROR_TEXT,
  VOUCH_PROVIDER_ERROR_SWITCH,
  VOUCH_PROVIDER_ERROR_ADDRESS,
  VOUCH_PROVIDER_ERROR_HTTPS,
  VOUCH_PROVIDER_ERROR_PARTS,
  VOUCH_PROVIDER_ERROR_REDIRECT,
  VOUCH_PROVIDER_ERROR_TOO_MANY,
  VOUCH_PROVIDER_ERROR_TWICE,
} VouchProviderError;

#define VOUCH_PROVIDER_ERROR (vouch_provider_error_quark ())
GQuark       vouch_provider_error_quark      (void);

GError      *vouch_provider_error_new        (VouchProviderError  code,
                                              const char         *path,
                                              const char         *group,
                                              const char         *key) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none): text id "provider.…" with file, group and key */
VouchReason *vouch_provider_error_get_reason (const GError       *error);

G_END_DECLS
