/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-tests"

#include "vouch-sandbox-fixture.h"

#include <string.h>

#define ALLOW IDENTITY_ORIGIN "/identity/oauth/allow"
#define TOKEN ATS_ORIGIN "/identity/oauth/token"
#define ESCAPED_REDIRECT "http%3A%2F%2Flocalhost%3A47100%2Fcallback"

static JsonNode *
post_form (SandboxFixture *fixture,
           const char     *uri,
           const char     *form)
{
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));

  return sandbox_fixture_send (fixture, "POST", uri, FORM, body);
}

static char *
make_query (SandboxFixture *fixture,
            const char     *more)
{
  return g_strdup_printf ("client_id=%s&redirect_uri=%s&state=s%%2B1%s",
                          vouch_sandbox_get_client_id (fixture->sandbox), ESCAPED_REDIRECT, more);
}

/* Answers the consent page and returns where the browser is sent. */
static char *
answer_page (SandboxFixture *fixture,
             const char     *answer,
             const char     *more)
{
  g_autofree char *query = make_query (fixture, more);
  g_autofree char *form = g_strdup_printf ("%s&answer=%s", query, answer);
  g_autoptr(JsonNode) node = post_form (fixture, ALLOW, form);

  g_assert_cmpuint (fixture->status, ==, 302);
  return g_strdup (vouch_headers_get (fixture->headers, "Location"));
}

static char *
get_code (SandboxFixture *fixture,
          const char     *more)
{
  g_autofree char *target = answer_page (fixture, "allow", more);
  const char *start = strstr (target, "code=");
  const char *end = strchr (target, '&');

  g_assert_true (g_str_has_prefix (target, REDIRECT_URI "?code="));
  g_assert_nonnull (strstr (target, "state=s%2B1"));
  return g_strndup (start + 5, end - start - 5);
}

static JsonNode *
exchange (SandboxFixture *fixture,
          const char     *grant)
{
  g_autofree char *form = NULL;

  form = g_strdup_printf ("%s&client_id=%s&client_secret=%s", grant,
                          vouch_sandbox_get_client_id (fixture->sandbox),
                          vouch_sandbox_get_client_secret (fixture->sandbox));
  return post_form (fixture, TOKEN, form);
}

static JsonNode *
exchange_text (SandboxFixture *fixture,
               const char     *prefix,
               const char     *text)
{
  g_autofree char *grant = g_strconcat (prefix, text, NULL);

  return exchange (fixture, grant);
}

static void
use_token (SandboxFixture *fixture,
           JsonNode       *node)
{
  g_free (fixture->authorization);
  fixture->authorization = g_strconcat ("Bearer ", text_at (node, "access_token"), NULL);
}

static void
forget_token (SandboxFixture *fixture)
{
  g_clear_pointer (&fixture->authorization, g_free);
}

static guint
get_status (SandboxFixture *fixture,
            const char     *path)
{
  g_autoptr(JsonNode) node = sandbox_fixture_get (fixture, "%s", path);

  return fixture->status;
}

static void
test_page (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_autofree char *query = make_query (fixture, "&scope=jobs_read%20configuration_read");
  g_autofree char *uri = g_strdup_printf (ALLOW "?%s", query);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = sandbox_fixture_send (fixture, "GET", uri, NULL, NULL);

  g_assert_cmpuint (fixture->status, ==, 200);
  text = sandbox_fixture_text (fixture);
  g_assert_nonnull (strstr (text, "Access Company Settings"));
  g_assert_nonnull (strstr (text, "Allow Access"));
  g_assert_nonnull (strstr (text, "Cancel"));
  g_assert_null (strstr (text, "Manage Jobs"));
}

static void
test_wrong_redirect (SandboxFixture *fixture,
                     gconstpointer   data)
{
  g_autofree char *uri = NULL;
  g_autoptr(JsonNode) node = NULL;

  uri = g_strdup_printf (ALLOW "?client_id=%s&redirect_uri=%s%%2F",
                         vouch_sandbox_get_client_id (fixture->sandbox), ESCAPED_REDIRECT);
  node = sandbox_fixture_send (fixture, "GET", uri, NULL, NULL);
  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_null (vouch_headers_get (fixture->headers, "Location"));
}

static void
test_refusal (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_autofree char *target = answer_page (fixture, "cancel", "");
  g_autofree char *empty = answer_page (fixture, "allow", "&scope=");

  g_assert_nonnull (strstr (target, "error=access_denied"));
  g_assert_nonnull (strstr (empty, "error=invalid_scope"));
}

static void
test_code (SandboxFixture *fixture,
           gconstpointer   data)
{
  g_autofree char *code = get_code (fixture, "");
  g_autofree char *late = get_code (fixture, "");
  g_autoptr(JsonNode) tokens = NULL;
  g_autoptr(JsonNode) twice = NULL;
  g_autoptr(JsonNode) expired = NULL;

  tokens = exchange_text (fixture, "grant_type=authorization_code&redirect_uri=" ESCAPED_REDIRECT
                          "&code=", code);
  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_cmpint (int_at (tokens, "expires_in"), ==, 1799);
  g_assert_nonnull (text_at (tokens, "refresh_token"));
  twice = exchange_text (fixture, "grant_type=authorization_code&code=", code);
  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_cmpstr (text_at (twice, "error"), ==, "invalid_grant");

  sandbox_fixture_do (fixture, "advance", "{\"seconds\":601}");
  expired = exchange_text (fixture, "grant_type=authorization_code&code=", late);
  g_assert_cmpuint (fixture->status, ==, 400);
}

static void
test_token_life (SandboxFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr(JsonNode) tokens = exchange (fixture, "grant_type=client_credentials");

  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_null (text_at (tokens, "refresh_token"));
  use_token (fixture, tokens);
  g_assert_cmpuint (get_status (fixture, "/jobs"), ==, 200);
  sandbox_fixture_do (fixture, "advance", "{\"seconds\":1800}");
  g_assert_cmpuint (get_status (fixture, "/jobs"), ==, 401);
}

static void
test_rotation (SandboxFixture *fixture,
               gconstpointer   data)
{
  g_autofree char *code = get_code (fixture, "");
  g_autoptr(JsonNode) first = exchange_text (fixture, "grant_type=authorization_code&code=", code);
  g_autoptr(JsonNode) second = NULL;
  g_autoptr(JsonNode) reuse = NULL;
  g_autoptr(JsonNode) calls = NULL;
  g_autoptr(JsonNode) old = NULL;

  second = exchange_text (fixture, "grant_type=refresh_token&refresh_token=",
                          text_at (first, "refresh_token"));
  g_assert_cmpuint (fixture->status, ==, 200);
  reuse = exchange_text (fixture, "grant_type=refresh_token&refresh_token=",
                         text_at (first, "refresh_token"));
  g_assert_cmpuint (fixture->status, ==, 400);
  g_assert_cmpstr (text_at (reuse, "error"), ==, "invalid_grant");
  calls = sandbox_fixture_control (fixture, "calls", "{}");
  g_assert_cmpint (int_at (calls, "dead_token_uses"), ==, 1);

  sandbox_fixture_do (fixture, "advance", "{\"seconds\":%d}", 29 * 86400);
  old = exchange_text (fixture, "grant_type=refresh_token&refresh_token=",
                       text_at (second, "refresh_token"));
  g_assert_cmpuint (fixture->status, ==, 400);
}

static void
test_basic (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_autofree char *pair = g_strdup_printf ("%s:%s", vouch_sandbox_get_client_id (fixture->sandbox),
                                           vouch_sandbox_get_client_secret (fixture->sandbox));
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autoptr(JsonNode) right = NULL;
  g_autoptr(JsonNode) wrong = NULL;

  fixture->authorization = g_strconcat ("Basic ", encoded, NULL);
  right = post_form (fixture, TOKEN, "grant_type=client_credentials");
  g_assert_cmpuint (fixture->status, ==, 200);
  forget_token (fixture);
  wrong = post_form (fixture, TOKEN, "grant_type=client_credentials&client_id=x&client_secret=y");
  g_assert_cmpuint (fixture->status, ==, 401);
  g_assert_cmpstr (text_at (wrong, "error"), ==, "invalid_client");
}

/* The pair of RFC 7636, appendix B. */
static void
test_pkce (SandboxFixture *fixture,
           gconstpointer   data)
{
  const char *challenge = "&code_challenge_method=S256&code_challenge="
                          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  g_autofree char *code = get_code (fixture, challenge);
  g_autofree char *other = get_code (fixture, challenge);
  g_autoptr(JsonNode) right = NULL;
  g_autoptr(JsonNode) missing = NULL;

  right = exchange_text (fixture, "grant_type=authorization_code&code_verifier="
                         "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&code=", code);
  g_assert_cmpuint (fixture->status, ==, 200);
  missing = exchange_text (fixture, "grant_type=authorization_code&code=", other);
  g_assert_cmpuint (fixture->status, ==, 400);
}

static void
test_scopes (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *code = get_code (fixture, "&scope=jobs_read+company_read");
  g_autoptr(JsonNode) tokens = exchange_text (fixture, "grant_type=authorization_code&code=", code);
  g_autoptr(JsonNode) refused = NULL;

  g_assert_cmpstr (text_at (tokens, "scope"), ==, "jobs_read company_read");
  use_token (fixture, tokens);
  g_assert_cmpuint (get_status (fixture, "/jobs"), ==, 200);
  g_assert_cmpuint (get_status (fixture, "/configuration/company"), ==, 200);
  refused = sandbox_fixture_get (fixture, "/configuration/hiring-processes");
  g_assert_cmpuint (fixture->status, ==, 403);
  g_assert_null (node_at (refused, "errors"));
  g_assert_nonnull (strstr (text_at (refused, "message"), "configuration_read"));
  g_assert_nonnull (strstr (vouch_headers_get (fixture->headers, "WWW-Authenticate"),
                            "insufficient_scope"));
}

static void
test_revoke (SandboxFixture *fixture,
             gconstpointer   data)
{
  g_autofree char *code = get_code (fixture, "");
  g_autoptr(JsonNode) tokens = exchange_text (fixture, "grant_type=authorization_code&code=", code);
  g_autoptr(JsonNode) refreshed = NULL;

  use_token (fixture, tokens);
  sandbox_fixture_do (fixture, "revoke", "{}");
  g_assert_cmpuint (get_status (fixture, "/jobs"), ==, 401);
  forget_token (fixture);
  refreshed = exchange_text (fixture, "grant_type=refresh_token&refresh_token=",
                             text_at (tokens, "refresh_token"));
  g_assert_cmpuint (fixture->status, ==, 400);
}

static void
test_control (SandboxFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(JsonNode) info = NULL;
  g_autoptr(JsonNode) unknown = NULL;
  g_autoptr(JsonNode) refused = NULL;
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"title\":\"Cook\"}", 16);
  g_autoptr(JsonNode) job = NULL;

  info = sandbox_fixture_send (fixture, "GET", IDENTITY_ORIGIN "/_sandbox/info", NULL, NULL);
  g_assert_cmpstr (text_at (info, "origins.ats"), ==, ATS_ORIGIN);
  g_assert_cmpstr (text_at (info, "redirect_uris.0"), ==, REDIRECT_URI);
  job = sandbox_fixture_send (fixture, "POST", IDENTITY_ORIGIN "/_sandbox/create-job", JSON, body);
  g_assert_nonnull (text_at (job, "job_id"));
  unknown = sandbox_fixture_send (fixture, "POST", IDENTITY_ORIGIN "/_sandbox/nothing", JSON, NULL);
  g_assert_cmpuint (fixture->status, ==, 404);
  refused = sandbox_fixture_send (fixture, "GET", IDENTITY_ORIGIN "/_sandbox/reset", NULL, NULL);
  g_assert_cmpuint (fixture->status, ==, 405);
}

static void
test_front (SandboxFixture *fixture,
            gconstpointer   data)
{
  g_autoptr(JsonNode) node = sandbox_fixture_send (fixture, "GET", IDENTITY_ORIGIN "/", NULL, NULL);
  g_autofree char *text = sandbox_fixture_text (fixture);

  g_assert_cmpuint (fixture->status, ==, 200);
  g_assert_nonnull (strstr (text, "</html>"));
}

#define ADD(name, function) \
  g_test_add (name, SandboxFixture, NULL, sandbox_fixture_set_up, function, \
              sandbox_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/sandbox/identity/page", test_page);
  ADD ("/sandbox/identity/wrong-redirect", test_wrong_redirect);
  ADD ("/sandbox/identity/refusal", test_refusal);
  ADD ("/sandbox/identity/code", test_code);
  ADD ("/sandbox/identity/token-life", test_token_life);
  ADD ("/sandbox/identity/rotation", test_rotation);
  ADD ("/sandbox/identity/basic", test_basic);
  ADD ("/sandbox/identity/pkce", test_pkce);
  ADD ("/sandbox/identity/scopes", test_scopes);
  ADD ("/sandbox/identity/revoke", test_revoke);
  ADD ("/sandbox/identity/control", test_control);
  ADD ("/sandbox/identity/front", test_front);

  return g_test_run ();
}
