/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include "base/vouch-error.h"

G_DEFINE_QUARK (vouch-store-error-quark, vouch_store_error)
G_DEFINE_QUARK (vouch-input-error-quark, vouch_input_error)
G_DEFINE_QUARK (vouch-account-error-quark, vouch_account_error)

typedef struct
{
  guint status;
  gint64 retry_after;
  gint64 date;
  char *detail;        /* (owned) (nullable) */
  char *service_code;  /* (owned) (nullable) */
  char *field;         /* (owned) (nullable) */
  const char *service; /* (nullable): static */
} VouchApiErrorPrivate;

static void
vouch_api_error_private_init (VouchApiErrorPrivate *priv)
{
  priv->retry_after = -1;
}

static void
vouch_api_error_private_copy (const VouchApiErrorPrivate *src,
                              VouchApiErrorPrivate       *dest)
{
  *dest = *src;
  dest->detail = g_strdup (src->detail);
  dest->service_code = g_strdup (src->service_code);
  dest->field = g_strdup (src->field);
}

static void
vouch_api_error_private_clear (VouchApiErrorPrivate *priv)
{
  g_free (priv->detail);
  g_free (priv->service_code);
  g_free (priv->field);
}

G_DEFINE_EXTENDED_ERROR (VouchApiError, vouch_api_error)

/**
 * vouch_api_error_new:
 * @code: the remedy
 * @status: the HTTP status, or 0 when there was no answer
 * @format: plain English for the log; no personal data
 * @...: values for @format
 *
 * Returns: (transfer full): the error
 */
GError *
vouch_api_error_new (VouchApiError  code,
                     guint          status,
                     const char    *format,
                     ...)
{
  va_list args;
  GError *error;

  va_start (args, format);
  error = g_error_new_valist (VOUCH_API_ERROR, code, format, args);
  va_end (args);
  vouch_api_error_get_private (error)->status = status;

  return error;
}

/**
 * vouch_api_error_code_to_string:
 * @code: a code
 *
 * Returns: (transfer none): its name in the store and in text ids: "outcome-unknown"
 */
const char *
vouch_api_error_code_to_string (VouchApiError code)
{
  static const char *const names[] = {
    "not-sent", "outcome-unknown", "throttled", "unauthorized", "forbidden", "not-found",
    "conflict",
    "invalid", "unsupported", "bad-reply",
  };

  g_return_val_if_fail (code < G_N_ELEMENTS (names), NULL);
  return names[code];
}

static VouchApiErrorPrivate *
peek_private (const GError *error)
{
  return g_error_matches (error, VOUCH_API_ERROR, error != NULL ? error->code : 0)
    ? vouch_api_error_get_private (error)
    : NULL;
}

guint
vouch_api_error_get_status (const GError *error)
{
  VouchApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->status : 0;
}

void
vouch_api_error_set_retry_after (GError *error,
                                 gint64  seconds)
{
  vouch_api_error_get_private (error)->retry_after = seconds;
}

/**
 * vouch_api_error_get_retry_after:
 * @error: an error
 *
 * Returns: seconds the service asked to wait, or -1 when it did not say
 */
gint64
vouch_api_error_get_retry_after (const GError *error)
{
  VouchApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->retry_after : -1;
}

void
vouch_api_error_set_detail (GError     *error,
                            const char *detail)
{
  VouchApiErrorPrivate *priv = vouch_api_error_get_private (error);

  g_free (priv->detail);
  priv->detail = g_strdup (detail);
}

/**
 * vouch_api_error_get_detail:
 * @error: an error
 *
 * Returns: (nullable) (transfer none): what the service said ("field: message"); may hold personal
 *   data, so it goes to the store's erasable part and to the screen, never to a log
 */
const char *
vouch_api_error_get_detail (const GError *error)
{
  VouchApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->detail : NULL;
}

void
vouch_api_error_set_service_code (GError     *error,
                                  const char *service_code)
{
  VouchApiErrorPrivate *priv = vouch_api_error_get_private (error);

  g_free (priv->service_code);
  priv->service_code = g_strdup (service_code);
}

/**
 * vouch_api_error_get_service_code:
 * @error: an error
 *
 * Returns: (nullable) (transfer none): the service's own code: "FILE_ALREADY_EXIST",
 * "invalid_grant"
 */
const char *
vouch_api_error_get_service_code (const GError *error)
{
  VouchApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->service_code : NULL;
}

/**
 * vouch_api_error_set_service:
 * @error: an error
 * @service: which service it is about, static: "ats" or "crosschq"
 */
void
vouch_api_error_set_service (GError     *error,
                             const char *service)
{
  vouch_api_error_get_private (error)->service = service;
}

/**
 * vouch_api_error_get_service:
 * @error: an error
 *
 * Returns: (nullable) (transfer none): which service it is about, as the ids of texts name it
 */
const char *
vouch_api_error_get_service (const GError *error)
{
  VouchApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->service : NULL;
}

void
vouch_api_error_set_field (GError     *error,
                           const char *field)
{
  VouchApiErrorPrivate *priv = vouch_api_error_get_private (error);

  g_free (priv->field);
  priv->field = g_strdup (field);
}

/**
 * vouch_api_error_get_field:
 * @error: an error
 *
 * Returns: (nullable) (transfer none): the path of the first field that the service refused:
 *   "candidate.email"; the service's own text, so only names that are known may go further
 */
const char *
vouch_api_error_get_field (const GError *error)
{
  VouchApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->field : NULL;
}

void
vouch_api_error_set_date (GError *error,
                          gint64  date)
{
  vouch_api_error_get_private (error)->date = date;
}

/**
 * vouch_api_error_get_date:
 * @error: an error
 *
 * Returns: the answer's own Date in microseconds since 1970, or 0
 */
gint64
vouch_api_error_get_date (const GError *error)
{
  VouchApiErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->date : 0;
}

/**
 * vouch_api_error_translate:
 * @error: (transfer full): what a transport or stream answered
 * @started: whether bytes may have left
 *
 * Turns a foreign error into one of ours. Cancellation and our own errors pass through untouched.
 *
 * Returns: (transfer full): the error
 */
GError *
vouch_api_error_translate (GError   *error,
                           gboolean  started)
{
  g_autoptr(GError) owned = error;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED) || owned->domain == VOUCH_API_ERROR)
    return g_steal_pointer (&owned);

  return vouch_api_error_new (started ? VOUCH_API_ERROR_OUTCOME_UNKNOWN : VOUCH_API_ERROR_NOT_SENT,
                              0,
                              "no answer: %s", owned->message);
}
