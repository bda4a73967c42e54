/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-fuzz"

#include <string.h>

#include "account/vouch-grant.h"
#include "base/vouch-error.h"
#include "fuzz.h"
#include "vouch-test-clock.h"
#include "vouch-test-random.h"

#define PLACEHOLDER "STATE"

static const char *const redirect_uris[] = {
  "http://localhost:3000/callback",
  "https://connect.example.com/vouch/done",
};

static VouchGrant *
create_grant (const char *redirect_uri)
{
  g_autoptr(VouchTestClock) clock = vouch_test_clock_new (0);
  g_autoptr(VouchRandom) random = vouch_test_random_new (1);
  const VouchGrantOptions options = {
    .client_id = "client",
    .authorize_uri = "https://www.example.com/identity/oauth/allow",
    .redirect_uri = redirect_uri,
    .pkce = TRUE,
  };

  return vouch_grant_new (&options, VOUCH_CLOCK (clock), random, NULL);
}

/* The state is too long to be guessed: "STATE" stands for it. */
static char *
fill_in (VouchGrant *grant,
         const char *text)
{
  const char *uri = vouch_grant_get_authorize_uri (grant);
  const char *start = strstr (uri, "&state=") + strlen ("&state=");
  g_autofree char *state = g_strndup (start, strcspn (start, "&"));
  g_autoptr(GString) filled = g_string_new (text);

  g_string_replace (filled, PLACEHOLDER, state, 0);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static void
check_taken (VouchGrant *grant,
             const char *uri)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (uri));

  g_assert_true (vouch_grant_is_used (grant));
  g_assert_cmpint (vouch_grant_classify (grant, trimmed), ==, VOUCH_GRANT_STEP_DONE);
  g_assert_cmpuint (strlen (uri), <=, VOUCH_GRANT_MAX_REDIRECT);
}

static void
try_uri (const char *redirect_uri,
         const char *text)
{
  g_autoptr(VouchGrant) grant = create_grant (redirect_uri);
  g_autofree char *uri = fill_in (grant, text);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) again = NULL;
  VouchGrantStep step = vouch_grant_classify (grant, uri);

  g_assert_true (step == VOUCH_GRANT_STEP_DONE || step == VOUCH_GRANT_STEP_DENY
                 || g_ascii_strncasecmp (uri, "https:", strlen ("https:")) == 0);

  if (vouch_grant_take_redirect (grant, uri, &error))
    check_taken (grant, uri);
  else
    g_assert_cmpuint (error->domain, ==, VOUCH_ACCOUNT_ERROR);

  /* Used or not ours: in no case twice. */
  g_assert_false (vouch_grant_take_redirect (grant, uri, &again));
  g_assert_cmpuint (again->domain, ==, VOUCH_ACCOUNT_ERROR);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (unsigned int i = 0; i < G_N_ELEMENTS (redirect_uris); i++)
    try_uri (redirect_uris[i], text);

  return 0;
}
