/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sandbox"

#include "sandbox/vouch-sandbox-core.h"

#include <string.h>

static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
static const char *const months[] =
{
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};

/* The preferred form of RFC 9110, in English whatever the locale. */
char *
vouch_sandbox_dup_http_date (gint64 time)
{
  g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);

  if (date == NULL)
    return g_strdup ("");

  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d GMT",
                          days[g_date_time_get_day_of_week (date) % 7],
                          g_date_time_get_day_of_month (date),
                          months[g_date_time_get_month (date) - 1],
                          g_date_time_get_year (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date));
}

/* The credential of a header field, without its scheme word. */
static const char *
skip_scheme (const char *header)
{
  const char *blank = header == NULL ? NULL : strchr (header, ' ');

  return blank == NULL ? header : blank + 1;
}

static gboolean
is_ats_secret (VouchSandbox *self,
               const char   *text)
{
  return text != NULL && (g_str_equal (text, self->api_key) ||
                          g_str_equal (text, self->client_secret) ||
                          vouch_sandbox_tokens_knows (self->tokens, text));
}

static gboolean
is_secret (VouchSandbox *self,
           const char   *text)
{
  return is_ats_secret (self, text) ||
         g_strcmp0 (text, vouch_sandbox_get_crosschq_key (self)) == 0;
}

/* A code is a secret too, yet it comes by way of an address. */
static void
check_address (const VouchVisit *visit)
{
  for (guint i = 0; i + 1 < visit->query->len; i += 2)
    {
      const char *name = g_ptr_array_index (visit->query, i);

      if (is_secret (visit->sandbox, g_ptr_array_index (visit->query, i + 1)) ||
          g_str_equal (name, "access_token") || g_str_equal (name, "client_secret"))
        vouch_visit_violation (visit, "token-in-url", "in the query, as %s", name);
    }

  for (guint i = 0; visit->segments[i] != NULL; i++)
    {
      if (is_secret (visit->sandbox, visit->segments[i]))
        vouch_visit_violation (visit, "token-in-url", "in the path");
    }
}

static void
check_foreign (const VouchVisit *visit,
               const char       *authorization,
               const char       *key)
{
  VouchSandbox *self = visit->sandbox;
  const char *credential = skip_scheme (authorization);
  gboolean wrong = FALSE;

  switch (visit->listener)
    {
    case VOUCH_LISTENER_ATS:
      wrong = g_strcmp0 (credential, vouch_sandbox_get_crosschq_key (self)) == 0 ||
              g_strcmp0 (key, vouch_sandbox_get_crosschq_key (self)) == 0;
      break;
    case VOUCH_LISTENER_CROSSCHQ:
      wrong = is_ats_secret (self, credential) || key != NULL;
      break;
    case VOUCH_LISTENER_FILES:
      wrong = authorization != NULL || key != NULL;
      break;
    case VOUCH_LISTENER_IDENTITY:
      wrong = key != NULL || (authorization != NULL && !g_str_has_prefix (authorization, "Basic "));
      break;
    case VOUCH_N_LISTENERS:
    default:
      break;
    }

  if (wrong)
    vouch_visit_violation (visit, "token-at-wrong-origin", "a credential that belongs elsewhere");
}

/**
 * vouch_sandbox_check_manners:
 *
 * Notes what no service would complain about and yet must not happen: secrets in addresses, and
 * credentials that go to another origin than their own.
 */
void
vouch_sandbox_check_manners (const VouchVisit *visit)
{
  VouchHeaders *headers = visit->request->headers;
  const char *authorization = vouch_headers_get (headers, "Authorization");
  const char *key = vouch_headers_get (headers, "X-SmartToken");

  check_address (visit);
  check_foreign (visit, authorization, key);
  if (visit->listener == VOUCH_LISTENER_ATS && authorization != NULL && key != NULL)
    vouch_visit_violation (visit, "two-credentials", "a key and a token at once");
}
