/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "http/vouch-http.h"

static const char *const public[] = {
  "https://api.smartrecruiters.com", "https://partner.crosschq.com/",
  "https://EXAMPLE.com:8443/api",
  "https://10.1.2.3/", "https://[2001:db8::1]/x", "https://localhost.example.com/",
};

static const char *const loopback[] = {
  "http://localhost:8080", "https://localhost/", "http://127.0.0.1:1", "http://127.1.2.3/x",
  "http://[::1]:99/", "HTTP://localhost/",
};

static const char *const never[] = {
  "", "api.example.com", "//example.com", "/path", "https://", "https:///path", "ftp://example.com",
  "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x",
  "https://user@example.com", "https://user:secret@example.com", "https://@example.com",
  "http://user@localhost", "http://0.0.0.0/", "https://0.0.0.0/", "https://[::]/",
  "https://[::ffff:127.0.0.1]/", "https://127.1/", "https://2130706433/", "https://0x7f.1/",
  "https://LOCALHOST/", "https://localhost./", "https://x.localhost/", "https://exa mple.com/",
  "http://api.example.com/", "https://example.com:99999/",
};

static gboolean
is_allowed (const char *uri,
            VouchReach  reach)
{
  g_autoptr(GError) error = NULL;
  gboolean allowed = vouch_http_check_uri (uri, reach, &error);

  g_test_message ("%s", uri);
  g_assert_true (allowed == (error == NULL));
  g_assert_true (allowed || error->domain == VOUCH_INPUT_ERROR);
  return allowed;
}

static void
test_reach (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (public); i++)
    {
      g_assert_true (is_allowed (public[i], VOUCH_REACH_REAL));
      g_assert_false (is_allowed (public[i], VOUCH_REACH_PRACTICE));
    }

  for (guint i = 0; i < G_N_ELEMENTS (loopback); i++)
    {
      g_assert_false (is_allowed (loopback[i], VOUCH_REACH_REAL));
      g_assert_true (is_allowed (loopback[i], VOUCH_REACH_PRACTICE));
    }

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      g_assert_false (is_allowed (never[i], VOUCH_REACH_REAL));
      g_assert_false (is_allowed (never[i], VOUCH_REACH_PRACTICE));
    }
}

static void
test_origin (void)
{
  static const struct { const char *uri; const char *origin; } cases[] = {
    { "https://api.example.com", "https://api.example.com:443" },
    { "HTTPS://API.Example.COM:443/x?y#z", "https://api.example.com:443" },
    { "http://localhost/", "http://localhost:80" },
    { "http://[::1]:99/", "http://[::1]:99" },
    { "https://api.example.com.evil.example/", "https://api.example.com.evil.example:443" },
    { "https://api.example.com@evil.example/", NULL },
    { "ftp://api.example.com/", NULL },
    { "nonsense", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *origin = vouch_http_dup_origin (cases[i].uri);

      g_test_message ("%s", cases[i].uri);
      g_assert_cmpstr (origin, ==, cases[i].origin);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/origin/reach", test_reach);
  g_test_add_func ("/origin/origin", test_origin);

  return g_test_run ();
}
