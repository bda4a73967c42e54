/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-text"

#include <glib/gi18n-lib.h>

#include "account/vouch-embedded-sign-in.h"
#include "account/vouch-provider-error.h"
#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "setup/vouch-practice.h"
#include "sync/vouch-action-error.h"
#include "text/vouch-text-private.h"

static const char *
get_store_id (int code)
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

static const char *
get_account_id (int code)
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
get_secrets_id (int code)
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
get_sign_in_id (int code)
{
  switch ((VouchEmbeddedError) code)
    {
    case VOUCH_EMBEDDED_ERROR_CLOSED:  return "sign-in.closed";
    case VOUCH_EMBEDDED_ERROR_BROWSER: return "sign-in.browser";
    case VOUCH_EMBEDDED_ERROR_CRASHED: return "sign-in.crashed";
    case VOUCH_EMBEDDED_ERROR_GARBAGE: return "sign-in.garbage";
    case VOUCH_EMBEDDED_ERROR_MISSING: return "sign-in.missing";
    default:                           return "sign-in.crashed";
    }
}

static const char *
get_practice_id (int code)
{
  switch ((VouchPracticeError) code)
    {
    case VOUCH_PRACTICE_ERROR_MISSING: return "practice.missing";
    case VOUCH_PRACTICE_ERROR_FAILED:  return "practice.failed";
    default:                           return "practice.failed";
    }
}

static const char *
get_action_sentence (int code)
{
  switch ((VouchActionError) code)
    {
    case VOUCH_ACTION_ERROR_NOT_WAITING:
      return _("This item does not wait for anybody any more.");
    case VOUCH_ACTION_ERROR_MAY_BE_SENT:
      return _("It may have been sent already. Link what is there, skip it, or send it anyway.");
    case VOUCH_ACTION_ERROR_NO_REQUEST:
      return _("Only a request can be linked to one at Crosschq.");
    case VOUCH_ACTION_ERROR_LINKED:
      return _("That request belongs to another candidate already.");
    case VOUCH_ACTION_ERROR_NOT_OPEN:
      return _("This request is not open at Crosschq any more.");
    case VOUCH_ACTION_ERROR_TOO_SOON:
      return _("The last reminder of this request is less than 24 hours old.");
    case VOUCH_ACTION_ERROR_NO_PROFILE:
      return _("Say which profile it is.");
    case VOUCH_ACTION_ERROR_PROFILE_BUSY:
      return _("That profile has an open request of its own.");
    case VOUCH_ACTION_ERROR_NOT_MISSING:
      return _("Only what was found missing can be delivered again.");
    case VOUCH_ACTION_ERROR_NO_REPORT:
      return _("This request has no report that could be delivered.");
    default:
      return _("This cannot be done any more.");
    }
}

/* Where the service is not known. An error's message may quote what a person wrote. */
static const char *
get_api_sentence (int code)
{
  switch ((VouchApiError) code)
    {
    case VOUCH_API_ERROR_NOT_SENT:        return _("The service could not be reached.");
    case VOUCH_API_ERROR_OUTCOME_UNKNOWN: return _("The service broke off before it had answered.");
    case VOUCH_API_ERROR_THROTTLED:       return _("The service asked Vouch to slow down.");
    case VOUCH_API_ERROR_UNAUTHORIZED:    return _("The service does not accept the credential.");
    case VOUCH_API_ERROR_FORBIDDEN:       return _("The service does not allow this.");
    case VOUCH_API_ERROR_NOT_FOUND:       return _("The service does not know what was asked for.");
    case VOUCH_API_ERROR_CONFLICT:        return _("The service says that it exists already.");
    case VOUCH_API_ERROR_INVALID:         return _("The service refuses the data.");
    case VOUCH_API_ERROR_UNSUPPORTED:     return _("The service does not offer this.");
    case VOUCH_API_ERROR_BAD_REPLY:
      return _("The service gave an answer that Vouch cannot read.");
    default:
      return _("The service failed.");
    }
}

static char *
dup_sentence (const char *id)
{
  g_autoptr(VouchText) text = vouch_text_for_id (id);

  return g_strdup (text->sentence);
}

static char *
dup_api_sentence (const GError *error)
{
  const char *service = vouch_api_error_get_service (error);
  g_autofree char *id = NULL;

  if (service == NULL)
    return g_strdup (get_api_sentence (error->code));

  id = g_strdup_printf ("%s.%s", service, vouch_api_error_code_to_string (error->code));
  return dup_sentence (id);
}

static char *
dup_provider_sentence (const GError *error)
{
  g_autoptr(VouchText) text = vouch_text_for_reason (vouch_provider_error_get_reason (error));

  return g_strdup (text->sentence);
}

/**
 * vouch_text_from_error:
 * @error: an error
 *
 * What a service or the system said stays out of it, since it may quote personal data; what a
 * person gave us is named as the error names it.
 *
 * Returns: (transfer full): one sentence
 */
char *
vouch_text_from_error (const GError *error)
{
  if (error->domain == VOUCH_API_ERROR)
    return dup_api_sentence (error);
  if (error->domain == VOUCH_STORE_ERROR)
    return dup_sentence (get_store_id (error->code));
  if (error->domain == VOUCH_ACCOUNT_ERROR)
    return dup_sentence (get_account_id (error->code));
  if (error->domain == VOUCH_EMBEDDED_ERROR)
    return dup_sentence (get_sign_in_id (error->code));
  if (error->domain == VOUCH_SECRETS_ERROR)
    return dup_sentence (get_secrets_id (error->code));
  if (error->domain == VOUCH_PRACTICE_ERROR)
    return dup_sentence (get_practice_id (error->code));
  if (error->domain == VOUCH_PROVIDER_ERROR)
    return dup_provider_sentence (error);
  if (error->domain == VOUCH_ACTION_ERROR)
    return g_strdup (get_action_sentence (error->code));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_("It was interrupted."));

  return g_strdup (error->message);
}
