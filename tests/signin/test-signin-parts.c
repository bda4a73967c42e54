/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "signin/vouch-signin-policy.h"
#include "signin/vouch-signin-watchdog.h"
#include "signin/vouch-site.h"

#define REDIRECT "https://connect.example.com/vouch/done"

static void
test_order (void)
{
  const char *good = "{\"authorize_uri\":\"https://www.example.com/allow?state=s\","
                     "\"redirect_uri\":\"" REDIRECT "\",\"loopback_http\":false,"
                     "\"software_rendering\":true}";
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchSigninOrder) order = vouch_signin_order_parse (good, strlen (good), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (order->authorize_uri, ==, "https://www.example.com/allow?state=s");
  g_assert_cmpstr (order->redirect_uri, ==, REDIRECT);
  g_assert_false (order->practice);
  g_assert_true (order->software_rendering);
}

static void
test_bad_order (void)
{
  static const char *const bad[] = {
    "", "null", "[]", "{}", "{\"authorize_uri\":\"https://www.example.com/\"}",
    "{\"authorize_uri\":\"http://www.example.com/\",\"redirect_uri\":\"x\"}",
    "{\"authorize_uri\":\"http://localhost/\",\"redirect_uri\":\"x\",\"loopback_http\":false}",
    "{\"authorize_uri\":\"file:///etc/passwd\",\"redirect_uri\":\"x\",\"loopback_http\":true}",
    "{\"authorize_uri\":\"https://a/\",\"redirect_uri\":\"x\",\"loopback_http\":\"yes\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchSigninOrder) order = NULL;

      g_test_message ("%s", bad[i]);
      order = vouch_signin_order_parse (bad[i], strlen (bad[i]), &error);
      g_assert_null (order);
      g_assert_nonnull (error);
    }
}

/* reliability.md S6. */
static void
test_judge (void)
{
  const struct
  {
    const char *uri;
    VouchSigninVerdict real;
    VouchSigninVerdict practice;
  } cases[] = {
    { REDIRECT "?code=c&state=s", VOUCH_SIGNIN_REDIRECT, VOUCH_SIGNIN_REDIRECT },
    { REDIRECT "/more", VOUCH_SIGNIN_LOAD, VOUCH_SIGNIN_LOAD },
    { "https://connect.example.com:8443/vouch/done", VOUCH_SIGNIN_LOAD, VOUCH_SIGNIN_LOAD },
    { "http://connect.example.com/vouch/done", VOUCH_SIGNIN_NOT_ENCRYPTED,
      VOUCH_SIGNIN_NOT_ENCRYPTED },
    { "https://login.example.org/saml", VOUCH_SIGNIN_LOAD, VOUCH_SIGNIN_LOAD },
    { "https://www.example.com@evil.example/", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "http://localhost:8080/", VOUCH_SIGNIN_NOT_ENCRYPTED, VOUCH_SIGNIN_LOAD },
    { "http://127.0.0.1:8080/", VOUCH_SIGNIN_NOT_ENCRYPTED, VOUCH_SIGNIN_LOAD },
    { "http://127.0.0.2:8080/", VOUCH_SIGNIN_NOT_ENCRYPTED, VOUCH_SIGNIN_NOT_ENCRYPTED },
    { "HTTP://www.example.com/", VOUCH_SIGNIN_NOT_ENCRYPTED, VOUCH_SIGNIN_NOT_ENCRYPTED },
    { "about:blank", VOUCH_SIGNIN_LOAD, VOUCH_SIGNIN_LOAD },
    { "about:config", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "file:///etc/passwd", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "data:text/html,x", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "blob:https://www.example.com/1", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "javascript:alert(1)", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "x-app:/cb?code=c", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "\xff", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { "", VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
    { NULL, VOUCH_SIGNIN_NO_PAGE, VOUCH_SIGNIN_NO_PAGE },
  };
  VouchSigninOrder order = { .redirect_uri = (char *) REDIRECT };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      order.practice = FALSE;
      g_assert_cmpint (vouch_signin_judge_uri (&order, cases[i].uri), ==, cases[i].real);
      order.practice = TRUE;
      g_assert_cmpint (vouch_signin_judge_uri (&order, cases[i].uri), ==, cases[i].practice);
    }
}

static void
test_domain (void)
{
  const struct
  {
    const char *host;
    const char *domain;
  } cases[] = {
    { "www.smartrecruiters.com", "smartrecruiters.com" },
    { "www.smartrecruiters.com.evil.example.org", "example.org" },
    { "login.company.co.uk", "company.co.uk" },
    { "example.com", "example.com" },
    { "localhost", "localhost" },
    { "127.0.0.1", "127.0.0.1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].host);
      g_assert_cmpstr (vouch_site_find_domain (cases[i].host), ==, cases[i].domain);
    }
}

static void
test_host (void)
{
  g_autofree char *plain = vouch_site_dup_host ("https://www.example.com:8443/a?b#c");
  /* A Cyrillic "a". */
  g_autofree char *alike = vouch_site_dup_host ("https://ex\xd0\xb0mple.com/");

  g_assert_cmpstr (plain, ==, "www.example.com");
  g_assert_true (g_str_has_prefix (alike, "xn--"));
  g_assert_null (vouch_site_dup_host ("about:blank"));
  g_assert_null (vouch_site_dup_host (NULL));
}

static void
test_needs_browser (void)
{
  static const char *const needing[] = {
    "https://accounts.google.com/signin/oauth/error?authError=disallowed_useragent",
    "https://accounts.google.com/v3/signin/rejected?x=1",
    "https://accounts.google.com/v3/signin/challenge/pk/presend",
    "https://login.microsoft.com/common/fido/get?uiflavor=Web",
    "https://company.okta.com/signin/verify/webauthn",
  };
  static const char *const others[] = {
    "https://accounts.google.com/v3/signin/identifier",
    "https://company.okta.com/login",
    "https://okta.com.evil.example/webauthn",
    "https://notokta.com/webauthn",
    "https://login.microsoftonline.com/common/oauth2/authorize",
    "about:blank",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (needing); i++)
    g_assert_true (vouch_site_needs_browser (needing[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (vouch_site_needs_browser (others[i]));
}

static void
test_blank (void)
{
  guint32 pixels[100] = { 0 };

  g_assert_true (vouch_signin_is_blank (pixels, 0));
  g_assert_true (vouch_signin_is_blank (pixels, G_N_ELEMENTS (pixels)));
  pixels[99] = 1;
  g_assert_false (vouch_signin_is_blank (pixels, G_N_ELEMENTS (pixels)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/signin/order", test_order);
  g_test_add_func ("/signin/bad-order", test_bad_order);
  g_test_add_func ("/signin/judge", test_judge);
  g_test_add_func ("/signin/domain", test_domain);
  g_test_add_func ("/signin/host", test_host);
  g_test_add_func ("/signin/needs-browser", test_needs_browser);
  g_test_add_func ("/signin/blank", test_blank);

  return g_test_run ();
}
