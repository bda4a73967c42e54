/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-signin"

#include <libsoup/soup.h>
#include <string.h>

#include "base/vouch-redirect.h"
#include "signin/vouch-site.h"

/**
 * Refusal:
 * @domain: (nullable): the host, or what it ends in; %NULL: any
 * @part: what the path or the query holds then
 *
 * A page that no embedded view gets past: one that refuses them, or one that wants a passkey or a
 * security key, which WebKitGTK does not have.
 */
typedef struct
{
  const char *domain;
  const char *part;
} Refusal;

static const Refusal refusals[] = {
  { NULL, "disallowed_useragent" },
  { "accounts.google.com", "/signin/rejected" },
  { "accounts.google.com", "/deniedsigninrejected" },
  { "accounts.google.com", "/challenge/pk" },
  { "accounts.google.com", "/challenge/sk" },
  { "login.microsoft.com", "/fido" },
  { "login.microsoftonline.com", "/fido" },
  { "login.live.com", "/fido" },
  { "okta.com", "/webauthn" },
  { "oktapreview.com", "/webauthn" },
  { "okta-emea.com", "/webauthn" },
  { "duosecurity.com", "/webauthn" },
  { "onelogin.com", "/webauthn" },
  { "pingidentity.com", "/fido" },
};

/**
 * vouch_site_dup_host:
 * @uri: (nullable): an address
 *
 * Returns: (transfer full) (nullable): its host as it goes over the network, so in ASCII: letters
 *   that look alike cannot deceive
 */
char *
vouch_site_dup_host (const char *uri)
{
  g_autoptr(GUri) parsed = uri != NULL ? g_uri_parse (uri, VOUCH_REDIRECT_URI_FLAGS, NULL) : NULL;
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  if (host == NULL || *host == '\0')
    return NULL;

  return g_str_is_ascii (host) ? g_strdup (host) : g_hostname_to_ascii (host);
}

/**
 * vouch_site_find_domain:
 * @host: a host
 *
 * Returns: where in @host the part begins that somebody has registered: who owns that owns the page
 */
const char *
vouch_site_find_domain (const char *host)
{
  const char *domain = NULL;

  if (!g_hostname_is_ip_address (host))
    domain = soup_tld_get_base_domain (host, NULL);

  return domain != NULL ? domain : host;
}

static gboolean
is_of_domain (const char *host,
              const char *domain)
{
  gsize n = strlen (domain);
  gsize length = strlen (host);

  if (!g_str_has_suffix (host, domain))
    return FALSE;

  return length == n || host[length - n - 1] == '.';
}

/**
 * vouch_site_needs_browser:
 * @uri: (nullable): the address of a page
 *
 * Returns: whether the sign-in is known to get no further than that page in a view like ours
 */
gboolean
vouch_site_needs_browser (const char *uri)
{
  g_autofree char *host = vouch_site_dup_host (uri);
  const char *rest;

  if (host == NULL)
    return FALSE;

  rest = strstr (uri, "://") + 3;
  rest += strcspn (rest, "/?#");
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      if ((refusals[i].domain == NULL || is_of_domain (host, refusals[i].domain)) &&
          strstr (rest, refusals[i].part) != NULL)
        return TRUE;
    }

  return FALSE;
}
