/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-account"

#include "account/vouch-token-source-private.h"

#include "base/vouch-error.h"

G_DEFINE_ENUM_TYPE (VouchTokenState, vouch_token_state,
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_UNKNOWN, "unknown"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_READY, "ready"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_REFRESHING, "refreshing"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_NEEDS_RECONNECT, "needs-reconnect"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_LOCKED, "locked"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_DISMISSED, "dismissed"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_ABSENT, "absent"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_UNREADABLE, "unreadable"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_CLIENT_REFUSED, "client-refused"),
  G_DEFINE_ENUM_VALUE (VOUCH_TOKEN_STATE_OFFLINE, "offline"))

/**
 * vouch_token_state_to_string:
 * @state: a state
 *
 * Returns: (transfer none): its name in text ids: "needs-reconnect"
 */
const char *
vouch_token_state_to_string (VouchTokenState state)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (VOUCH_TYPE_TOKEN_STATE);
  GEnumValue *value = g_enum_get_value (klass, state);

  g_return_val_if_fail (value != NULL, NULL);
  return value->value_nick;
}

static VouchTokenState
get_account_state (VouchTokenBook *book,
                   const GError   *error)
{
  switch ((VouchAccountError) error->code)
    {
    case VOUCH_ACCOUNT_ERROR_CLIENT:
      return VOUCH_TOKEN_STATE_CLIENT_REFUSED;
    case VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL:
      /* A grant without its client secret is a matter of settings, as with client credentials. */
      return book->pair == NULL && book->loaded
        ? VOUCH_TOKEN_STATE_NEEDS_RECONNECT
        : VOUCH_TOKEN_STATE_CLIENT_REFUSED;
    case VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT:
    case VOUCH_ACCOUNT_ERROR_DENIED:
    case VOUCH_ACCOUNT_ERROR_STATE:
    case VOUCH_ACCOUNT_ERROR_EXPIRED:
    case VOUCH_ACCOUNT_ERROR_OTHER_COMPANY:
    case VOUCH_ACCOUNT_ERROR_PORT:
    case VOUCH_ACCOUNT_ERROR_SCOPE:
    default:
      return VOUCH_TOKEN_STATE_NEEDS_RECONNECT;
    }
}

static VouchTokenState
get_secrets_state (const GError *error)
{
  switch ((VouchSecretsError) error->code)
    {
    case VOUCH_SECRETS_ERROR_LOCKED:
      return VOUCH_TOKEN_STATE_LOCKED;
    case VOUCH_SECRETS_ERROR_DISMISSED:
      return VOUCH_TOKEN_STATE_DISMISSED;
    case VOUCH_SECRETS_ERROR_ABSENT:
      return VOUCH_TOKEN_STATE_ABSENT;
    case VOUCH_SECRETS_ERROR_UNREADABLE:
      return VOUCH_TOKEN_STATE_UNREADABLE;
    case VOUCH_SECRETS_ERROR_FAILED:
    default:
      return VOUCH_TOKEN_STATE_OFFLINE;
    }
}

/**
 * vouch_token_state_find:
 * @book: what is known
 * @error: (nullable): how the latest operation failed
 *
 * What a person has to mend shows even while the old access token still works.
 */
VouchTokenState
vouch_token_state_find (VouchTokenBook *book,
                        const GError   *error)
{
  if (error != NULL && error->domain == VOUCH_ACCOUNT_ERROR)
    return get_account_state (book, error);
  if (error != NULL && error->domain == VOUCH_SECRETS_ERROR
      && error->code != VOUCH_SECRETS_ERROR_FAILED)
    return get_secrets_state (error);

  return error == NULL || vouch_token_book_is_valid (book) ? VOUCH_TOKEN_STATE_READY
                                                                  : VOUCH_TOKEN_STATE_OFFLINE;
}
