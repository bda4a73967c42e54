/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "base/vouch-secrets.h"
#include "http/vouch-authorizer.h"

G_BEGIN_DECLS

/**
 * VouchKeyForm:
 * @VOUCH_KEY_FORM_SMART_TOKEN: "X-SmartToken: key" (smartrecruiters.md §2.1)
 * @VOUCH_KEY_FORM_RAW: "Authorization: key" (crosschq.md §2)
 * @VOUCH_KEY_FORM_TOKEN: "Authorization: Token key"
 * @VOUCH_KEY_FORM_BEARER: "Authorization: Bearer key"
 */
typedef enum
{
  VOUCH_KEY_FORM_SMART_TOKEN,
  VOUCH_KEY_FORM_RAW,
  VOUCH_KEY_FORM_TOKEN,
  VOUCH_KEY_FORM_BEARER,
} VouchKeyForm;

/* "raw", "token" or "bearer" as a connection's crosschq_form says it; anything else is raw. */
VouchKeyForm vouch_key_form_from_string (const char *name);
const char *vouch_key_form_to_string (VouchKeyForm form);

#define VOUCH_TYPE_KEY_AUTHORIZER (vouch_key_authorizer_get_type ())
G_DECLARE_FINAL_TYPE (VouchKeyAuthorizer, vouch_key_authorizer, VOUCH, KEY_AUTHORIZER, GObject)

/**
 * VouchKeyAuthorizer:
 *
 * Puts a key that does not change on a request. The kept one is read once and wiped at the end. One
 * for a given key serves a check before anything is kept, and a fresh access token in the same way.
 *
 * Errors: %VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL, #VouchSecretsError.
 */
VouchAuthorizer *vouch_key_authorizer_new (VouchSecrets   *secrets,
                                           gint64          connection_id,
                                           VouchSecretKind kind,
                                           VouchKeyForm    form) G_GNUC_WARN_UNUSED_RESULT;
VouchAuthorizer *vouch_key_authorizer_new_for_key (const char  *key,
                                                   VouchKeyForm form) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
