/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "account/vouch-token-endpoint.h"
#include "account/vouch-tokens.h"
#include "base/vouch-error.h"
#include "base/vouch-secrets.h"
#include "vouch-test-clock.h"
#include "vouch-test-random.h"
#include "vouch-test-transport.h"
#include "vouch-test-util.h"

#define WALL (G_GINT64_CONSTANT (1714557600) * G_TIME_SPAN_SECOND)

static void
test_round_trip (void)
{
  g_autoptr(VouchTokens) tokens = vouch_tokens_new ("a\"b\\c/+~=", "r{}[]:,", 1799, WALL);
  g_autoptr(VouchTokenPair) pair = vouch_token_pair_new (G_MAXINT64 - 1, tokens, "before");
  g_autoptr(VouchTokenPair) copy = NULL;
  g_autoptr(GError) error = NULL;
  char *secret;

  pair->refused_at = WALL + 1;
  secret = vouch_token_pair_to_secret (pair);
  copy = vouch_token_pair_parse (secret, &error);
  vouch_secret_free (secret);
  g_assert_no_error (error);
  g_assert_cmpint (copy->generation, ==, G_MAXINT64 - 1);
  g_assert_cmpstr (copy->access, ==, "a\"b\\c/+~=");
  g_assert_cmpstr (copy->refresh, ==, "r{}[]:,");
  g_assert_cmpstr (copy->previous_refresh, ==, "before");
  g_assert_cmpint (copy->issued_at, ==, WALL);
  g_assert_cmpint (copy->expires_at, ==, WALL + 1799 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (copy->refused_at, ==, WALL + 1);
}

static void
test_rotation (void)
{
  g_autoptr(VouchTokens) rotated = vouch_tokens_new ("a", "new", 60, WALL);
  g_autoptr(VouchTokens) kept = vouch_tokens_new ("a", NULL, 60, WALL);
  g_autoptr(VouchTokens) same = vouch_tokens_new ("a", "old", 60, WALL);
  g_autoptr(VouchTokenPair) one = vouch_token_pair_new (1, rotated, "old");
  g_autoptr(VouchTokenPair) two = vouch_token_pair_new (1, kept, "old");
  g_autoptr(VouchTokenPair) three = vouch_token_pair_new (1, same, "old");

  g_assert_cmpstr (one->refresh, ==, "new");
  g_assert_cmpstr (one->previous_refresh, ==, "old");
  g_assert_cmpstr (two->refresh, ==, "old");
  g_assert_null (two->previous_refresh);
  g_assert_cmpstr (three->refresh, ==, "old");
  g_assert_null (three->previous_refresh);
}

static void
test_unreadable (void)
{
  static const char *const texts[] = {
    "", "access-token", "[]", "{}", "null",
    "{\"version\":2,\"generation\":1,\"access\":\"x\",\"issued_at\":1,\"expires_at\":2}",
    "{\"version\":1,\"generation\":1,\"access\":\"\",\"issued_at\":1,\"expires_at\":2}",
    "{\"version\":1,\"generation\":\"1\",\"access\":\"x\",\"issued_at\":1,\"expires_at\":2}",
    "{\"version\":1,\"generation\":1,\"access\":[\"canary\"],\"issued_at\":1,\"expires_at\":2}",
    "{\"version\":1,\"generation\":1,\"access\":\"canary\",\"issued_at\":1,\"expires_at\":2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchTokenPair) pair = vouch_token_pair_parse (texts[i], &error);

      g_test_message ("text %u", i);
      g_assert_null (pair);
      g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_UNREADABLE);
      g_assert_null (strstr (error->message, "canary"));
    }
}

static VouchTokens *
refresh (const char  *body,
         GError     **error)
{
  g_autoptr(VouchTestClock) clock = vouch_test_clock_new (WALL);
  g_autoptr(VouchTestTransport) transport = vouch_test_transport_new (VOUCH_CLOCK (clock));
  g_autoptr(VouchRandom) random = vouch_test_random_new (1);
  g_autoptr(VouchHttp) http = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const VouchTokenClient client = { "id", "secret" };

  http = vouch_token_http_new ("https://api.example.com", VOUCH_REACH_REAL,
                               VOUCH_TRANSPORT (transport), VOUCH_CLOCK (clock), random, error);
  g_assert_nonnull (http);
  vouch_test_transport_push (transport, 200, "application/json", body);
  vouch_token_endpoint_refresh_async (http, &client, VOUCH_CLOCK (clock), "token", NULL,
                                      vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (clock, result != NULL);
  return vouch_token_endpoint_finish (http, result, error);
}

typedef struct
{
  const char *body;
  gint64 lifetime;
  const char *refresh;
} GoodCase;

static void
test_good_answers (void)
{
  static const GoodCase cases[] = {
    { "{\"access_token\":\"a\",\"token_type\":\"BEARER\",\"expires_in\":1799}", 1799, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":\"1799\",\"refresh_token\":\"r\"}", 1799, "r" },
    { "{\"access_token\":\"a\",\"refresh_token\":\"r\"}", 1799, "r" },
    { "{\"access_token\":\"a\",\"expires_in\":0,\"refresh_token\":null}", 1799, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":-5}", 1799, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":999999999999}", 86400, NULL },
    { "{\"access_token\":\"a\",\"expires_in\":60,\"more\":{\"x\":[1]}}", 60, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchTokens) tokens = refresh (cases[i].body, &error);

      g_test_message ("%s", cases[i].body);
      g_assert_no_error (error);
      g_assert_cmpstr (tokens->access_token, ==, "a");
      g_assert_cmpstr (tokens->refresh_token, ==, cases[i].refresh);
      g_assert_cmpint (tokens->expires_in, ==, cases[i].lifetime);
      g_assert_cmpint (tokens->received_at, ==, WALL);
    }
}

static void
test_bad_answers (void)
{
  static const char *const bodies[] = {
    "", "[]", "{}", "{\"access_token\":\"\"}", "{\"access_token\":7}",
    "{\"access_token\":\"a b\"}", "{\"access_token\":\"a\\r\\nX: y\"}",
    "{\"access_token\":\"caf\\u00e9\"}", "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
    "{\"access_token\":\"a\",\"refresh_token\":\"b\\nc\"}",
    "{\"access_token\":\"a\",\"refresh_token\":[\"b\"]}",
    "{\"error\":\"invalid_grant\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchTokens) tokens = refresh (bodies[i], &error);

      g_test_message ("%s", bodies[i]);
      g_assert_null (tokens);
      g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_BAD_REPLY);
    }
}

static void
test_redirect_is_not_followed (void)
{
  g_autoptr(VouchTestClock) clock = vouch_test_clock_new (WALL);
  g_autoptr(VouchTestTransport) transport = vouch_test_transport_new (VOUCH_CLOCK (clock));
  g_autoptr(VouchRandom) random = vouch_test_random_new (1);
  g_autoptr(GBytes) body = g_bytes_new_static ("", 0);
  g_autoptr(VouchResponse) response = vouch_response_new_bytes (307, "text/html", body);
  g_autoptr(VouchHttp) http = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VouchTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;
  const VouchTokenClient client = { "id", "secret" };

  vouch_headers_add (response->headers, "Location", "https://evil.example.net/token");
  http = vouch_token_http_new ("https://api.example.com", VOUCH_REACH_REAL,
                               VOUCH_TRANSPORT (transport), VOUCH_CLOCK (clock), random, &error);
  vouch_test_transport_push_response (transport, g_steal_pointer (&response), 0);
  vouch_token_endpoint_client_async (http, &client, VOUCH_CLOCK (clock), NULL,
                                     vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (clock, result != NULL);
  tokens = vouch_token_endpoint_finish (http, result, &error);
  g_assert_null (tokens);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_UNSUPPORTED);
  g_assert_cmpuint (vouch_test_transport_get_n_sent (transport), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/tokens/round-trip", test_round_trip);
  g_test_add_func ("/account/tokens/rotation", test_rotation);
  g_test_add_func ("/account/tokens/unreadable", test_unreadable);
  g_test_add_func ("/account/tokens/good-answers", test_good_answers);
  g_test_add_func ("/account/tokens/bad-answers", test_bad_answers);
  g_test_add_func ("/account/tokens/redirect-is-not-followed", test_redirect_is_not_followed);

  return g_test_run ();
}
