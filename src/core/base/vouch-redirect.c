/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-base"

#include <string.h>

#include "base/vouch-redirect.h"

#include "base/vouch-secrets.h"

void
vouch_redirect_answer_free (VouchRedirectAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->state);
  vouch_secret_free (self->code);
  g_free (self->error);
  g_free (self->issuer);
  g_free (self);
}

static char *
decode (const char *start,
        const char *end)
{
  g_autofree char *text = g_strndup (start, end - start);
  g_autofree char *decoded = NULL;

  /* A form's encoding: a plus is a space. NUL and anything that is no UTF-8 are refused. */
  g_strdelimit (text, "+", ' ');
  decoded = g_uri_unescape_string (text, NULL);
  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return NULL;

  return g_steal_pointer (&decoded);
}

static char **
find_slot (VouchRedirectAnswer *self,
           const char          *name)
{
  if (g_str_equal (name, "state"))
    return &self->state;
  if (g_str_equal (name, "code"))
    return &self->code;
  if (g_str_equal (name, "error"))
    return &self->error;
  if (g_str_equal (name, "iss"))
    return &self->issuer;

  return NULL;
}

static gboolean
take_field (VouchRedirectAnswer *self,
            const char          *start,
            const char          *end)
{
  const char *equals = memchr (start, '=', end - start);
  g_autofree char *name = decode (start, equals != NULL ? equals : end);
  char **slot;

  if (name == NULL)
    return FALSE;

  slot = find_slot (self, name);
  if (slot == NULL)
    return TRUE;

  /* Each at most once (RFC 6749 §3.1): of two states, which one would have been checked? */
  if (*slot != NULL || equals == NULL)
    return FALSE;

  *slot = decode (equals + 1, end);
  return *slot != NULL;
}

/**
 * vouch_redirect_answer_parse:
 * @query: (nullable): the encoded query of an address
 *
 * Returns: (transfer full) (nullable): what it says, or %NULL if it is ambiguous or malformed
 */
VouchRedirectAnswer *
vouch_redirect_answer_parse (const char *query)
{
  g_autoptr(VouchRedirectAnswer) self = g_new0 (VouchRedirectAnswer, 1);
  const char *rest = query != NULL ? query : "";

  while (*rest != '\0')
    {
      const char *end = rest + strcspn (rest, "&");

      if (end > rest && !take_field (self, rest, end))
        return NULL;
      rest = *end == '&' ? end + 1 : end;
    }

  return g_steal_pointer (&self);
}

/* GUri decodes hosts and paths and takes dot segments out, so exactness is checked on the text. */
static gboolean
has_same_path (const char *expected,
               const char *actual)
{
  const char *one = strstr (expected, "://");
  const char *other = strstr (actual, "://");
  gsize length;

  if (one == NULL || other == NULL)
    return FALSE;

  one += 3 + strcspn (one + 3, "/?#");
  other += 3;
  length = strcspn (other, "/?#");
  if (memchr (other, '%', length) != NULL)
    return FALSE;

  other += length;
  length = strcspn (one, "?#");
  return length == strcspn (other, "?#") && memcmp (one, other, length) == 0;
}

/**
 * vouch_redirect_matches:
 * @expected: the registered address
 * @actual: some address; valid UTF-8
 *
 * Returns: whether scheme, host, port and path are exactly the same (reliability.md S6)
 */
gboolean
vouch_redirect_matches (const char *expected,
                        const char *actual)
{
  g_autoptr(GUri) one = g_uri_parse (expected, VOUCH_REDIRECT_URI_FLAGS, NULL);
  g_autoptr(GUri) other = g_uri_parse (actual, VOUCH_REDIRECT_URI_FLAGS, NULL);

  return one != NULL && other != NULL
         && g_uri_get_userinfo (other) == NULL
         && g_strcmp0 (g_uri_get_scheme (one), g_uri_get_scheme (other)) == 0
         && g_strcmp0 (g_uri_get_host (one), g_uri_get_host (other)) == 0
         && g_uri_get_port (one) == g_uri_get_port (other)
         && has_same_path (expected, actual);
}

gboolean
vouch_redirect_is_local_host (const char *host)
{
  return g_strcmp0 (host, "localhost") == 0 || g_strcmp0 (host, "127.0.0.1") == 0
         || g_strcmp0 (host, "::1") == 0;
}

/**
 * vouch_redirect_equal_constant_time:
 * @expected: what it has to be; not empty
 * @given: (nullable): what came
 *
 * Compares so that the time it takes tells nothing about where they differ.
 */
gboolean
vouch_redirect_equal_constant_time (const char *expected,
                                    const char *given)
{
  gsize n_expected = strlen (expected);
  gsize n_given = given != NULL ? strlen (given) : 0;
  volatile guint8 difference = n_expected != n_given;

  for (gsize i = 0; i < n_expected; i++)
    difference |= (guint8) expected[i] ^ (guint8) (n_given > 0 ? given[i % n_given] : 0);

  return difference == 0;
}

/**
 * vouch_redirect_may_load:
 * @uri: (nullable): an address that a sign-in is about to load
 * @practice: the consent page is on loopback
 *
 * https of any host may be loaded, since company single sign-on crosses several; plain http only
 * from loopback to loopback, with a practice company (reliability.md S6).
 */
gboolean
vouch_redirect_may_load (const char *uri,
                         gboolean    practice)
{
  g_autoptr(GUri) parsed = NULL;
  const char *host;

  if (uri == NULL || !g_utf8_validate (uri, -1, NULL))
    return FALSE;

  parsed = g_uri_parse (uri, VOUCH_REDIRECT_URI_FLAGS, NULL);
  host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  if (host == NULL || *host == '\0' || g_uri_get_userinfo (parsed) != NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (parsed), "https"))
    return TRUE;

  return practice && g_str_equal (g_uri_get_scheme (parsed), "http")
         && vouch_redirect_is_local_host (host);
}
