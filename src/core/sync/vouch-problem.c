/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "sync/vouch-problem.h"

static const char *
account_id (int code)
{
  switch ((VouchAccountError) code)
    {
    case VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT: return "account.needs-reconnect";
    case VOUCH_ACCOUNT_ERROR_CLIENT:          return "account.client-refused";
    case VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL:   return "account.no-credential";
    case VOUCH_ACCOUNT_ERROR_DENIED:          return "account.denied";
    case VOUCH_ACCOUNT_ERROR_STATE:           return "account.state";
    case VOUCH_ACCOUNT_ERROR_EXPIRED:         return "account.expired";
    case VOUCH_ACCOUNT_ERROR_OTHER_COMPANY:   return "account.other-company";
    case VOUCH_ACCOUNT_ERROR_PORT:            return "account.port";
    case VOUCH_ACCOUNT_ERROR_SCOPE:           return "account.scope";
    default:                                  return "account.denied";
    }
}

static const char *
secrets_id (int code)
{
  switch ((VouchSecretsError) code)
    {
    case VOUCH_SECRETS_ERROR_LOCKED:     return "secrets.locked";
    case VOUCH_SECRETS_ERROR_DISMISSED:  return "secrets.dismissed";
    case VOUCH_SECRETS_ERROR_ABSENT:     return "secrets.absent";
    case VOUCH_SECRETS_ERROR_UNREADABLE: return "secrets.unreadable";
    case VOUCH_SECRETS_ERROR_FAILED:     return "secrets.failed";
    default:                             return "secrets.failed";
    }
}

static const char *
store_id (int code)
{
  switch ((VouchStoreError) code)
    {
    case VOUCH_STORE_ERROR_BUSY:       return "store.busy";
    case VOUCH_STORE_ERROR_FULL:       return "store.full";
    case VOUCH_STORE_ERROR_CORRUPT:    return "store.corrupt";
    case VOUCH_STORE_ERROR_READ_ONLY:  return "store.read-only";
    case VOUCH_STORE_ERROR_NEWER:      return "store.newer";
    case VOUCH_STORE_ERROR_STALE:      return "store.stale";
    case VOUCH_STORE_ERROR_CONSTRAINT: return "store.constraint";
    case VOUCH_STORE_ERROR_NOT_FOUND:  return "store.not-found";
    case VOUCH_STORE_ERROR_FAILED:     return "store.failed";
    default:                           return "store.failed";
    }
}

static VouchReason *
api_problem (const GError *error,
             const char   *service)
{
  g_autofree char *id = g_strdup_printf ("%s.%s", service,
                                         vouch_api_error_code_to_string (error->code));
  g_autofree char *status = g_strdup_printf ("%u", vouch_api_error_get_status (error));
  /* The path inside a broken answer is worth showing; other messages may quote a person's data. */
  const char *where = error->code == VOUCH_API_ERROR_BAD_REPLY ? error->message : NULL;

  return vouch_reason_new (id, "status", status, "code", vouch_api_error_get_service_code (error),
                           "where", where, NULL);
}

/**
 * vouch_problem_from_error:
 * @error: what went wrong
 * @service: "ats" or "crosschq"
 *
 * Returns: (transfer full): the reason as it is stored and shown
 */
VouchReason *
vouch_problem_from_error (const GError *error,
                          const char   *service)
{
  if (error->domain == VOUCH_API_ERROR)
    return api_problem (error, service);
  if (error->domain == VOUCH_ACCOUNT_ERROR)
    return vouch_reason_new (account_id (error->code), "service", service, NULL);
  if (error->domain == VOUCH_SECRETS_ERROR)
    return vouch_reason_new (secrets_id (error->code), "service", service, NULL);
  if (error->domain == VOUCH_STORE_ERROR)
    return vouch_reason_new (store_id (error->code), NULL);

  return vouch_reason_new ("internal.failed", "service", service, NULL);
}

/**
 * vouch_problem_is_passing:
 * @error: what went wrong
 *
 * Returns: whether waiting may mend it, so that nothing about the item itself is wrong
 */
gboolean
vouch_problem_is_passing (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_OUTCOME_UNKNOWN) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_THROTTLED) ||
         error->domain == VOUCH_ACCOUNT_ERROR || error->domain == VOUCH_SECRETS_ERROR ||
         error->domain == VOUCH_STORE_ERROR;
}
