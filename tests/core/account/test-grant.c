/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account-server.h"

#include "account/vouch-grant.h"
#include "account/vouch-token-endpoint.h"
#include "base/vouch-error.h"
#include "vouch-test-clock.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

#define WALL (G_GINT64_CONSTANT (1714557600) * G_TIME_SPAN_SECOND)
#define REDIRECT "http://localhost:3000/callback"
#define HTTPS_REDIRECT "https://connect.example.com/vouch/done"
#define AUTHORIZE "https://www.example.com/identity/oauth/allow"
#define SECRET "s&cret"
#define N_FORGED 1000

typedef struct
{
  VouchTestClock *clock;
  VouchRandom *random;
  AccountServer *server;
  VouchHttp *http;
  VouchGrant *grant;
} Fixture;

static const VouchGrantOptions plain_options = {
  .client_id = "client 1",
  .authorize_uri = AUTHORIZE,
  .redirect_uri = REDIRECT,
  .scopes = "jobs_read candidates_read",
  .pkce = TRUE,
};

static VouchGrant *
create_grant (Fixture                 *fixture,
              const VouchGrantOptions *options)
{
  g_autoptr(GError) error = NULL;
  VouchGrant *grant;

  grant = vouch_grant_new (options, VOUCH_CLOCK (fixture->clock), fixture->random, &error);
  g_assert_no_error (error);
  return grant;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->clock = vouch_test_clock_new (WALL);
  fixture->random = vouch_test_random_new (7);
  fixture->server = account_server_new (VOUCH_CLOCK (fixture->clock));
  fixture->http = vouch_token_http_new ("https://api.example.com", VOUCH_REACH_REAL,
                                        VOUCH_TRANSPORT (fixture->server),
                                        VOUCH_CLOCK (fixture->clock), fixture->random, &error);
  g_assert_no_error (error);
  fixture->grant = create_grant (fixture, &plain_options);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->grant);
  g_assert_finalize_object (fixture->http);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->random);
  g_assert_finalize_object (fixture->clock);
}

static void
use_options (Fixture                 *fixture,
             const VouchGrantOptions *options)
{
  g_assert_finalize_object (fixture->grant);
  fixture->grant = create_grant (fixture, options);
}

static char *
dup_parameter (VouchGrant *grant,
               const char *name)
{
  const char *text = vouch_grant_get_authorize_uri (grant);
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr(GHashTable) parameters = NULL;

  parameters = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  return g_strdup (g_hash_table_lookup (parameters, name));
}

static char *
build_answer (Fixture    *fixture,
              const char *parameters)
{
  g_autofree char *state = dup_parameter (fixture->grant, "state");

  return g_strdup_printf ("%s?%s&state=%s", vouch_grant_get_redirect_uri (fixture->grant),
                          parameters, state);
}

static void
assert_refused (Fixture           *fixture,
                const char        *uri,
                VouchAccountError  code)
{
  g_autoptr(GError) error = NULL;

  g_test_message ("%s", uri != NULL ? uri : "(none)");
  g_assert_false (vouch_grant_take_redirect (fixture->grant, uri, &error));
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, (int) code);
}

static void
assert_taken (Fixture    *fixture,
              const char *uri)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_grant_take_redirect (fixture->grant, uri, &error));
  g_assert_no_error (error);
  g_assert_true (vouch_grant_is_used (fixture->grant));
}

static VouchTokens *
exchange (Fixture  *fixture,
          GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_grant_exchange_async (fixture->grant, fixture->http, SECRET, NULL,
                              vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  return vouch_grant_exchange_finish (fixture->grant, result, error);
}

static void
test_authorize_uri (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *uri = vouch_grant_get_authorize_uri (fixture->grant);
  g_autofree char *state = dup_parameter (fixture->grant, "state");
  g_autofree char *redirect = dup_parameter (fixture->grant, "redirect_uri");
  g_autofree char *challenge = dup_parameter (fixture->grant, "code_challenge");
  g_autoptr(VouchGrant) other = create_grant (fixture, &plain_options);
  g_autofree char *other_state = dup_parameter (other, "state");

  g_assert_true (g_str_has_prefix (uri, AUTHORIZE "?response_type=code&client_id=client%201&"));
  g_assert_nonnull (strstr (uri, "&scope=jobs_read%20candidates_read&"));
  g_assert_nonnull (strstr (uri, "&code_challenge_method=S256"));
  g_assert_cmpstr (redirect, ==, REDIRECT);
  g_assert_cmpuint (strlen (state), ==, 43);
  g_assert_cmpuint (strlen (challenge), ==, 43);
  g_assert_cmpstr (state, !=, other_state);
}

static void
test_authorize_uri_bare (Fixture       *fixture,
                         gconstpointer  data)
{
  VouchGrantOptions options = plain_options;
  const char *uri;

  options.pkce = FALSE;
  options.scopes = "";
  use_options (fixture, &options);
  uri = vouch_grant_get_authorize_uri (fixture->grant);
  g_assert_null (strstr (uri, "scope"));
  g_assert_null (strstr (uri, "challenge"));
}

static void
test_bad_options (Fixture       *fixture,
                  gconstpointer  data)
{
  const VouchGrantOptions cases[] = {
    { .client_id = NULL, .authorize_uri = AUTHORIZE, .redirect_uri = REDIRECT },
    { .client_id = "", .authorize_uri = AUTHORIZE, .redirect_uri = REDIRECT },
    { .client_id = "c", .authorize_uri = "http://www.example.com/allow", .redirect_uri = REDIRECT },
    { .client_id = "c", .authorize_uri = "ftp://localhost/allow", .redirect_uri = REDIRECT },
    { .client_id = "c", .authorize_uri = AUTHORIZE "?a=b", .redirect_uri = REDIRECT },
    { .client_id = "c", .authorize_uri = "https://user@example.com/", .redirect_uri = REDIRECT },
    { .client_id = "c", .authorize_uri = AUTHORIZE, .redirect_uri = NULL },
    { .client_id = "c", .authorize_uri = AUTHORIZE, .redirect_uri = "http://127.0.0.1:3000/cb" },
    { .client_id = "c", .authorize_uri = AUTHORIZE, .redirect_uri = "http://example.com/cb" },
    { .client_id = "c", .authorize_uri = AUTHORIZE, .redirect_uri = "vouch:/cb" },
    { .client_id = "c", .authorize_uri = AUTHORIZE, .redirect_uri = HTTPS_REDIRECT "#x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchGrant) grant = NULL;

      g_test_message ("case %u", i);
      grant = vouch_grant_new (&cases[i], VOUCH_CLOCK (fixture->clock), fixture->random, &error);
      g_assert_null (grant);
      g_assert_cmpuint (error->domain, ==, VOUCH_INPUT_ERROR);
    }
}

/* RFC 7636 appendix B. */
static void
test_pkce_vector (void)
{
  g_autofree char *challenge = vouch_pkce_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

typedef struct
{
  const char *uri;
  VouchGrantStep step;
} StepCase;

static const StepCase local_cases[] = {
  { REDIRECT, VOUCH_GRANT_STEP_DONE },
  { REDIRECT "?code=1&state=2", VOUCH_GRANT_STEP_DONE },
  { REDIRECT "#x", VOUCH_GRANT_STEP_DONE },
  { "http://localhost:3001/callback", VOUCH_GRANT_STEP_DENY },
  { "http://localhost/callback", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:3000/Callback", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:3000/callback/", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:3000/callbac%6b", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:3000//callback", VOUCH_GRANT_STEP_DENY },
  { "http://loc%61lhost:3000/callback", VOUCH_GRANT_STEP_DENY },
  { "http://LOCALHOST:3000/callback", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:3000/x/../callback", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:3000", VOUCH_GRANT_STEP_DENY },
  { "http://127.0.0.1:3000/callback", VOUCH_GRANT_STEP_DENY },
  { "http://localhost.example.com:3000/callback", VOUCH_GRANT_STEP_DENY },
  { "http://user@localhost:3000/callback", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:3000@example.com/callback", VOUCH_GRANT_STEP_DENY },
  { "https://localhost:3000/callback", VOUCH_GRANT_STEP_ALLOW },
  { "https://www.example.com/login", VOUCH_GRANT_STEP_ALLOW },
  { "https://sso.example.net:8443/saml?x=y#z", VOUCH_GRANT_STEP_ALLOW },
  { "https://user:password@sso.example.net/", VOUCH_GRANT_STEP_DENY },
  { "http://www.example.com/login", VOUCH_GRANT_STEP_DENY },
  { "about:blank", VOUCH_GRANT_STEP_DENY },
  { "data:text/html,<script>", VOUCH_GRANT_STEP_DENY },
  { "file:///etc/passwd", VOUCH_GRANT_STEP_DENY },
  { "javascript:alert(1)", VOUCH_GRANT_STEP_DENY },
  { "blob:https://example.com/1", VOUCH_GRANT_STEP_DENY },
  { "view-source:https://example.com/", VOUCH_GRANT_STEP_DENY },
  { "https://", VOUCH_GRANT_STEP_DENY },
  { "https:///path", VOUCH_GRANT_STEP_DENY },
  { "https:example.com", VOUCH_GRANT_STEP_DENY },
  { "//example.com/", VOUCH_GRANT_STEP_DENY },
  { "mailto:a@example.com", VOUCH_GRANT_STEP_DENY },
  { "", VOUCH_GRANT_STEP_DENY },
  { NULL, VOUCH_GRANT_STEP_DENY },
  { "https://exa\xff" "mple.com/", VOUCH_GRANT_STEP_DENY },
};

static const StepCase https_cases[] = {
  { HTTPS_REDIRECT, VOUCH_GRANT_STEP_DONE },
  { "https://connect.example.com:443/vouch/done?code=1", VOUCH_GRANT_STEP_DONE },
  { "https://connect.example.com:444/vouch/done", VOUCH_GRANT_STEP_ALLOW },
  { "https://connect.example.com./vouch/done", VOUCH_GRANT_STEP_ALLOW },
  { "https://connect.example.com/vouch/Done", VOUCH_GRANT_STEP_ALLOW },
  { "http://connect.example.com/vouch/done", VOUCH_GRANT_STEP_DENY },
  { "http://connect.example.com:443/vouch/done", VOUCH_GRANT_STEP_DENY },
  { "http://localhost:8000/", VOUCH_GRANT_STEP_DENY },
};

static const StepCase practice_cases[] = {
  { "http://localhost:8000/identity/oauth/allow?x", VOUCH_GRANT_STEP_ALLOW },
  { "http://127.0.0.1:8000/consent", VOUCH_GRANT_STEP_ALLOW },
  { "http://[::1]:8000/consent", VOUCH_GRANT_STEP_ALLOW },
  { "http://www.example.com/", VOUCH_GRANT_STEP_DENY },
  { "http://localhost.example.com/", VOUCH_GRANT_STEP_DENY },
  { REDIRECT "?code=1", VOUCH_GRANT_STEP_DONE },
};

static void
check_steps (Fixture        *fixture,
             const StepCase *cases,
             guint           n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *shown = cases[i].uri != NULL ? g_utf8_make_valid (cases[i].uri, -1) : NULL;

      g_test_message ("%s", shown != NULL ? shown : "(none)");
      g_assert_cmpint (vouch_grant_classify (fixture->grant, cases[i].uri), ==,
                       (int) cases[i].step);
    }
}

static void
test_classify (Fixture       *fixture,
               gconstpointer  data)
{
  VouchGrantOptions options = plain_options;

  check_steps (fixture, local_cases, G_N_ELEMENTS (local_cases));

  options.redirect_uri = HTTPS_REDIRECT;
  use_options (fixture, &options);
  check_steps (fixture, https_cases, G_N_ELEMENTS (https_cases));

  options.redirect_uri = REDIRECT;
  options.authorize_uri = "http://localhost:8000/identity/oauth/allow";
  use_options (fixture, &options);
  check_steps (fixture, practice_cases, G_N_ELEMENTS (practice_cases));
}

static void
test_exchange (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *challenge = dup_parameter (fixture->grant, "code_challenge");
  g_autofree char *uri = build_answer (fixture, "code=the%20c%2Bde");
  g_autofree char *pasted = g_strconcat ("  ", uri, "\r\n", NULL);
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(VouchTokens) again = NULL;
  g_autoptr(GError) error = NULL;

  account_server_set_code (fixture->server, "the c+de", challenge);
  assert_taken (fixture, pasted);
  tokens = exchange (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tokens->access_token, ==, "access-1");
  g_assert_cmpstr (tokens->refresh_token, ==, "refresh-1");
  g_assert_cmpint (tokens->expires_in, ==, 1799);
  g_assert_cmpint (tokens->received_at, ==, vouch_clock_get_wall (VOUCH_CLOCK (fixture->clock)));

  /* The code is used up. */
  again = exchange (fixture, &error);
  g_assert_null (again);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE);
  assert_refused (fixture, uri, VOUCH_ACCOUNT_ERROR_STATE);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
}

typedef struct
{
  AccountAnswer answer;
  gboolean is_api;
  int code;
} ExchangeCase;

static void
test_exchange_fails (Fixture       *fixture,
                     gconstpointer  data)
{
  static const ExchangeCase cases[] = {
    { ACCOUNT_ANSWER_INVALID_GRANT, FALSE, VOUCH_ACCOUNT_ERROR_EXPIRED },
    { ACCOUNT_ANSWER_INVALID_CLIENT, FALSE, VOUCH_ACCOUNT_ERROR_CLIENT },
    { ACCOUNT_ANSWER_NOT_SENT, TRUE, VOUCH_API_ERROR_NOT_SENT },
    { ACCOUNT_ANSWER_500, TRUE, VOUCH_API_ERROR_OUTCOME_UNKNOWN },
    { ACCOUNT_ANSWER_429, TRUE, VOUCH_API_ERROR_THROTTLED },
    { ACCOUNT_ANSWER_GARBAGE, TRUE, VOUCH_API_ERROR_BAD_REPLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GQuark domain = cases[i].is_api ? VOUCH_API_ERROR : VOUCH_ACCOUNT_ERROR;
      g_autofree char *uri = NULL;
      g_autoptr(VouchTokens) tokens = NULL;
      g_autoptr(GError) error = NULL;

      g_test_message ("case %u", i);
      use_options (fixture, &plain_options);
      uri = build_answer (fixture, "code=1");
      assert_taken (fixture, uri);
      account_server_push (fixture->server, cases[i].answer);
      tokens = exchange (fixture, &error);
      g_assert_null (tokens);
      g_assert_error (error, domain, cases[i].code);
      vouch_test_clock_advance (fixture->clock, G_TIME_SPAN_MINUTE);
    }
}

static char *
forge (Fixture         *fixture,
       VouchTestRandom *random,
       guint            number)
{
  g_autofree char *state = dup_parameter (fixture->grant, "state");
  g_autofree char *fake = NULL;
  gsize at = vouch_test_random_next (random) % strlen (state);

  switch (number % 8)
    {
    case 0:
      fake = vouch_random_base64 (VOUCH_RANDOM (random), 32);
      break;
    case 1:
      fake = g_strdup (state);
      fake[at] = fake[at] == 'a' ? 'b' : 'a';
      break;
    case 2:
      fake = g_strndup (state, at);
      break;
    case 3:
      fake = g_strconcat (state, "A", NULL);
      break;
    case 4:
      return g_strdup (REDIRECT "?code=1");
    case 5:
      return g_strdup_printf (REDIRECT "?code=1&state=%s&state=%s", state, state);
    case 6:
      return g_strdup_printf ("http://localhost:3000/other?code=1&state=%s", state);
    default:
      return g_strdup_printf (REDIRECT "?code=1#state=%s", state);
    }

  return g_strdup_printf (REDIRECT "?code=1&state=%s", fake);
}

static void
test_forged (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(VouchTestRandom) random = VOUCH_TEST_RANDOM (vouch_test_random_new (99));
  g_autofree char *good = build_answer (fixture, "code=1");

  for (guint i = 0; i < N_FORGED; i++)
    {
      g_autofree char *uri = forge (fixture, random, i);
      g_autoptr(VouchTokens) tokens = NULL;
      g_autoptr(GError) error = NULL;

      assert_refused (fixture, uri, VOUCH_ACCOUNT_ERROR_STATE);
      tokens = exchange (fixture, &error);
      g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE);
      g_assert_false (vouch_grant_is_used (fixture->grant));
    }

  /* None of them has ended the attempt; replayed it counts no more. */
  assert_taken (fixture, good);
  for (guint i = 0; i < N_FORGED; i++)
    assert_refused (fixture, good, VOUCH_ACCOUNT_ERROR_STATE);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 0);
}

static void
test_late (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *good = build_answer (fixture, "code=1");
  g_autofree char *later = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  vouch_test_clock_advance (fixture->clock, VOUCH_GRANT_LIFETIME - 1);
  vouch_test_clock_jump_wall (fixture->clock, G_TIME_SPAN_DAY);
  assert_taken (fixture, good);

  use_options (fixture, &plain_options);
  later = build_answer (fixture, "code=1");
  g_assert_cmpint (vouch_grant_get_time_left (fixture->grant), ==, VOUCH_GRANT_LIFETIME);
  vouch_test_clock_suspend (fixture->clock, VOUCH_GRANT_LIFETIME);
  g_assert_cmpint (vouch_grant_get_time_left (fixture->grant), ==, 0);
  assert_refused (fixture, later, VOUCH_ACCOUNT_ERROR_EXPIRED);
  assert_refused (fixture, later, VOUCH_ACCOUNT_ERROR_STATE);
  tokens = exchange (fixture, &error);
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_STATE);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 0);
}

typedef struct
{
  const char *parameters;
  VouchAccountError code;
} AnswerCase;

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  static const AnswerCase cases[] = {
    { "error=access_denied", VOUCH_ACCOUNT_ERROR_DENIED },
    { "error=access_denied&error_description=No+way", VOUCH_ACCOUNT_ERROR_DENIED },
    { "error=server_error", VOUCH_ACCOUNT_ERROR_DENIED },
    { "error=invalid_scope", VOUCH_ACCOUNT_ERROR_SCOPE },
    { "error=unauthorized_client", VOUCH_ACCOUNT_ERROR_CLIENT },
    { "error=access_denied&code=1", VOUCH_ACCOUNT_ERROR_DENIED },
    { "code=", VOUCH_ACCOUNT_ERROR_STATE },
    { "nothing", VOUCH_ACCOUNT_ERROR_STATE },
    { "code=1&iss=https%3A%2F%2Fevil.example.net", VOUCH_ACCOUNT_ERROR_STATE },
    { "code=1&iss=https%3A%2F%2Fwww.example.com.evil.net", VOUCH_ACCOUNT_ERROR_STATE },
    { "code=1&iss=", VOUCH_ACCOUNT_ERROR_STATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uri = NULL;

      use_options (fixture, &plain_options);
      uri = build_answer (fixture, cases[i].parameters);
      assert_refused (fixture, uri, cases[i].code);
      g_assert_true (vouch_grant_is_used (fixture->grant));
    }
}

static void
test_malformed (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const parameters[] = {
    "code=1&code=2", "code=%00", "code=%ff", "code=%", "iss&code=1", "error=a&error=b",
  };
  g_autofree char *good = build_answer (fixture, "code=1");
  g_autofree char *filler = g_strnfill (VOUCH_GRANT_MAX_REDIRECT, 'x');
  g_autofree char *long_uri = g_strconcat (good, "&x=", filler, NULL);
  g_autofree char *scheme = g_strconcat ("https", good + strlen ("http"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      g_autofree char *uri = build_answer (fixture, parameters[i]);

      assert_refused (fixture, uri, VOUCH_ACCOUNT_ERROR_STATE);
    }

  assert_refused (fixture, NULL, VOUCH_ACCOUNT_ERROR_STATE);
  assert_refused (fixture, "", VOUCH_ACCOUNT_ERROR_STATE);
  assert_refused (fixture, "code", VOUCH_ACCOUNT_ERROR_STATE);
  assert_refused (fixture, long_uri, VOUCH_ACCOUNT_ERROR_STATE);
  assert_refused (fixture, scheme, VOUCH_ACCOUNT_ERROR_STATE);
  assert_taken (fixture, good);
}

static void
test_issuer (Fixture       *fixture,
             gconstpointer  data)
{
  VouchGrantOptions options = plain_options;
  g_autofree char *by_origin = build_answer (fixture, "code=1&iss=https%3A%2F%2Fwww.example.com");
  g_autofree char *exact = NULL;
  g_autofree char *near = NULL;

  assert_taken (fixture, by_origin);

  options.issuer = "https://id.example.com/company";
  use_options (fixture, &options);
  exact = build_answer (fixture, "code=1&iss=https%3A%2F%2Fid.example.com%2Fcompany");
  assert_taken (fixture, exact);

  use_options (fixture, &options);
  near = build_answer (fixture, "code=1&iss=https%3A%2F%2Fid.example.com%2Fcompany%2F");
  assert_refused (fixture, near, VOUCH_ACCOUNT_ERROR_STATE);
}

#define ADD(path, func) g_test_add ("/account/grant/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("authorize-uri", test_authorize_uri);
  ADD ("authorize-uri-bare", test_authorize_uri_bare);
  ADD ("bad-options", test_bad_options);
  g_test_add_func ("/account/grant/pkce-vector", test_pkce_vector);
  ADD ("classify", test_classify);
  ADD ("exchange", test_exchange);
  ADD ("exchange-fails", test_exchange_fails);
  ADD ("forged", test_forged);
  ADD ("late", test_late);
  ADD ("refusals", test_refusals);
  ADD ("malformed", test_malformed);
  ADD ("issuer", test_issuer);

  return g_test_run ();
}
