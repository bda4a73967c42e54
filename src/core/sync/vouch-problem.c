/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "account/vouch-tokens.h"
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

/* What Vouch itself sends (crosschq.md §3.3): each name with what may stand below it. */
static const char *const sent_fields[][8] = {
  { "candidate", "first_name", "last_name", "email", "mobile_phone", NULL },
  { "jobrole", NULL },
  { "job_position", NULL },
  { "requestor", NULL },
  { "config_params", "managers", "employees", "peers", "business", "social", NULL },
  { "references_config", NULL },
  { "use_sms", NULL },
  { "hiring_manager", "email", NULL },
  { "hiring_managers", NULL },
  { "custom_notifications", "email_subject", "email_body", "sms_body", NULL },
  { "candidate_message", NULL },
};

/* A path is the service's own text and may be anything, even a name: only known ones go on. */
static const char *
get_known_field (const GError *error)
{
  const char *field = vouch_api_error_get_field (error);
  g_auto(GStrv) parts = NULL;

  if (error->code != VOUCH_API_ERROR_INVALID || field == NULL)
    return NULL;

  parts = g_strsplit (field, ".", 2);
  for (guint i = 0; i < G_N_ELEMENTS (sent_fields); i++)
    {
      if (g_strcmp0 (parts[0], sent_fields[i][0]) == 0 &&
          (parts[1] == NULL || g_strv_contains (sent_fields[i] + 1, parts[1])))
        return field;
    }

  return NULL;
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
                           "field", get_known_field (error), "where", where, NULL);
}

/* A call that was kept back because the access may be over, which is not known yet. */
static gboolean
is_refused_once (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT) &&
         g_strcmp0 (vouch_api_error_get_service_code (error), VOUCH_TOKENS_REFUSED_ONCE) == 0;
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
  if (is_refused_once (error))
    return vouch_reason_new ("account.refused-once", "service", service, NULL);
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

/**
 * vouch_problem_is_lasting:
 * @error: what went wrong
 *
 * Returns: whether it is a fact about the connection until it works again, as a refused credential
 *   is; a lost answer is not
 */
gboolean
vouch_problem_is_lasting (const GError *error)
{
  return error->domain == VOUCH_ACCOUNT_ERROR || error->domain == VOUCH_SECRETS_ERROR ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN);
}
