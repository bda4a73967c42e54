/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-http"

#include <arpa/inet.h>
#include <string.h>

#include "http/vouch-http.h"

#include "base/vouch-error.h"

#define URI_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_SCHEME_NORMALIZE)

typedef enum
{
  HOST_PUBLIC,
  HOST_LOOPBACK,
  HOST_DOUBTFUL,   /* no name at all, or one that some systems take for the own machine */
} HostKind;

static HostKind
classify_address (GInetAddress *address)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_is_loopback (address))
    return HOST_LOOPBACK;
  if (g_inet_address_get_is_any (address))
    return HOST_DOUBTFUL;
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
      memcmp (bytes, mapped, sizeof mapped) == 0 && (bytes[12] == 127 || bytes[12] == 0))
    return HOST_DOUBTFUL;

  return HOST_PUBLIC;
}

static gboolean
is_name (const char *name)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

  return *name != '\0' && strspn (name, letters) == strlen (name);
}

static HostKind
classify_host (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *name = g_ascii_strdown (host, -1);
  struct in_addr short_form;

  if (address != NULL)
    return classify_address (address);

  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';
  if (g_str_equal (name, "localhost"))
    return g_str_equal (host, "localhost") ? HOST_LOOPBACK : HOST_DOUBTFUL;

  /* 127.1, 2130706433 and 0x7f.1 are addresses to the resolver. */
  if (g_str_has_suffix (name, ".localhost") || inet_aton (name, &short_form) != 0)
    return HOST_DOUBTFUL;

  return is_name (name) ? HOST_PUBLIC : HOST_DOUBTFUL;
}

static gboolean
refuse (GError     **error,
        const char  *problem)
{
  g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_RANGE, problem);
  return FALSE;
}

static GUri *
parse_uri (const char  *uri,
           GError     **error)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, URI_FLAGS, NULL);

  /* The message does not quote it: a link may hold a secret. */
  if (parsed == NULL || g_uri_get_host (parsed) == NULL || *g_uri_get_host (parsed) == '\0')
    {
      g_set_error_literal (error, VOUCH_INPUT_ERROR, VOUCH_INPUT_ERROR_SYNTAX, "not an address");
      return NULL;
    }

  return g_steal_pointer (&parsed);
}

/**
 * vouch_http_check_uri:
 * @uri: an absolute address
 * @reach: what may be reached
 * @error: return location
 *
 * Checks that an address lies within a connection's reach: https to other machines for a real one,
 * http or https to this machine for the practice company. User information is never allowed.
 *
 * Fails with %VOUCH_INPUT_ERROR_SYNTAX or %VOUCH_INPUT_ERROR_RANGE.
 *
 * Returns: whether it may be called
 */
gboolean
vouch_http_check_uri (const char  *uri,
                      VouchReach   reach,
                      GError     **error)
{
  g_autoptr(GUri) parsed = parse_uri (uri, error);
  gboolean is_https;
  HostKind kind;

  if (parsed == NULL)
    return FALSE;

  is_https = g_str_equal (g_uri_get_scheme (parsed), "https");
  if (!is_https && !g_str_equal (g_uri_get_scheme (parsed), "http"))
    return refuse (error, "neither https nor http");
  if (g_uri_get_userinfo (parsed) != NULL)
    return refuse (error, "user information in an address");

  kind = classify_host (g_uri_get_host (parsed));
  switch (reach)
    {
    case VOUCH_REACH_PRACTICE:
      return kind == HOST_LOOPBACK || refuse (error, "the practice company is on this computer");

    case VOUCH_REACH_REAL:
      if (!is_https)
        return refuse (error, "not https");
      return kind == HOST_PUBLIC || refuse (error, "this computer is no service");

    default:
      g_assert_not_reached ();
    }
}

/**
 * vouch_http_dup_origin:
 * @uri: an absolute address
 *
 * Returns: (transfer full) (nullable): scheme, host and port, "https://api.example.com:443"; equal
 *   text means the same origin. %NULL if it is no http address or has user information
 */
char *
vouch_http_dup_origin (const char *uri)
{
  g_autoptr(GUri) parsed = parse_uri (uri, NULL);
  g_autofree char *host = NULL;
  gboolean is_https;
  int port;

  if (parsed == NULL || g_uri_get_userinfo (parsed) != NULL)
    return NULL;

  is_https = g_str_equal (g_uri_get_scheme (parsed), "https");
  if (!is_https && !g_str_equal (g_uri_get_scheme (parsed), "http"))
    return NULL;

  port = g_uri_get_port (parsed);
  if (port == -1)
    port = is_https ? 443 : 80;
  host = g_ascii_strdown (g_uri_get_host (parsed), -1);

  return g_strdup_printf (strchr (host, ':') != NULL ? "%s://[%s]:%d" : "%s://%s:%d",
                          g_uri_get_scheme (parsed), host, port);
}
