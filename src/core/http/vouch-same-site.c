/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <libsoup/soup.h>

#include "http/vouch-same-site.h"

/* Whoever registered it has all hosts under it: under "co.uk" anybody can. */
static const char *
find_domain (const char *host)
{
  const char *domain = NULL;

  if (!g_hostname_is_ip_address (host))
    domain = soup_tld_get_base_domain (host, NULL);

  return domain != NULL ? domain : host;
}

/**
 * vouch_is_same_site:
 * @host: name or address of a host
 * @other: another one
 *
 * Returns: whether both belong to one owner, as far as names tell
 */
gboolean
vouch_is_same_site (const char *host,
                    const char *other)
{
  return g_ascii_strcasecmp (find_domain (host), find_domain (other)) == 0;
}
