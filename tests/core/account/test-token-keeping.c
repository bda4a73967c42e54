/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "account-fixture.h"

#include "base/vouch-error.h"
#include "vouch-test-util.h"

static void
test_adopt (AccountFixture *fixture,
            gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTokenPair) kept = NULL;

  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_NEEDS_RECONNECT);

  account_fixture_adopt (fixture, "refresh-new", &error);
  g_assert_no_error (error);
  account_assert_access (fixture, "access-adopted");
  account_assert_state (fixture, VOUCH_TOKEN_STATE_READY);
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpint (kept->generation, ==, 1);
  g_assert_null (kept->previous_refresh);
  g_assert_cmpint (vouch_token_source_get_issued_at (fixture->source), ==, kept->issued_at);
}

static void
test_reconnect (AccountFixture *fixture,
                gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTokenPair) kept = NULL;

  account_keep_expired (fixture, "refresh-before");
  account_server_set_refresh (fixture->server, "another");
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);

  account_fixture_adopt (fixture, "refresh-new", &error);
  g_assert_no_error (error);
  account_assert_marks (fixture, -1, FALSE);
  account_assert_access (fixture, "access-adopted");
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpint (kept->generation, ==, 4);
}

/* The keyring had the new grant, the commit after it was lost. */
static void
test_reconnect_cut_short (AccountFixture *fixture,
                          gconstpointer   data)
{
  account_keep_fresh (fixture);
  account_fixture_set_marks (fixture, (VouchTokenMarks) { 2, TRUE });
  account_assert_access (fixture, "access-0");
  account_assert_marks (fixture, -1, FALSE);
  account_assert_trace (fixture, "commit grant adopted");
}

static void
test_unsaved (AccountFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(VouchTokenPair) kept = NULL;

  account_keep_expired (fixture, NULL);
  account_secrets_fail_stores (fixture->secrets, 2, VOUCH_SECRETS_ERROR_LOCKED);
  account_assert_fails (fixture, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_LOCKED);
  g_assert_true (vouch_token_source_get_unsaved (fixture->source));
  account_assert_marks (fixture, 3, FALSE);

  account_assert_fails (fixture, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_LOCKED);
  account_assert_access (fixture, "access-1");
  g_assert_false (vouch_token_source_get_unsaved (fixture->source));
  account_assert_state (fixture, VOUCH_TOKEN_STATE_READY);
  account_assert_trace (fixture, "commit refresh begun, post, save failed, save failed, save, "
                                 "commit refresh done");
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpstr (kept->refresh, ==, "refresh-1");
}

static void
test_adopt_unsaved (AccountFixture *fixture,
                    gconstpointer   data)
{
  g_autoptr(GError) error = NULL;

  account_fixture_set_marks (fixture, (VouchTokenMarks) { 7, TRUE });
  account_secrets_fail_stores (fixture->secrets, 1, VOUCH_SECRETS_ERROR_FAILED);
  g_assert_false (account_fixture_adopt (fixture, "refresh-new", &error));
  g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_FAILED);
  g_assert_false (vouch_token_source_get_unsaved (fixture->source));
  account_assert_marks (fixture, 7, TRUE);

  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);
}

/* Who reconnects is told that nothing has changed; so the grant there was goes on. */
static void
test_adopt_undone (AccountFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTokenPair) kept = NULL;

  account_keep_fresh (fixture);
  account_assert_access (fixture, "access-0");
  account_secrets_fail_stores (fixture->secrets, 1, VOUCH_SECRETS_ERROR_FAILED);
  g_assert_false (account_fixture_adopt (fixture, "refresh-new", &error));
  g_assert_error (error, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_FAILED);

  account_assert_access (fixture, "access-0");
  account_assert_state (fixture, VOUCH_TOKEN_STATE_READY);
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpstr (kept->access, ==, "access-0");
}

/* A refresh of the grant before must not replace the new one, in whatever order they end. */
static void
test_adopt_during_refresh (AccountFixture *fixture,
                           gconstpointer   data)
{
  g_autoptr(GAsyncResult) refreshed = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTokenPair) kept = NULL;

  account_keep_expired (fixture, NULL);
  vouch_token_source_keep_alive_async (fixture->source, NULL, vouch_test_keep_result_cb,
                                       &refreshed);
  account_fixture_adopt (fixture, "refresh-new", &error);
  g_assert_no_error (error);
  vouch_test_clock_run_until (fixture->clock, refreshed != NULL);

  account_assert_access (fixture, "access-adopted");
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpstr (kept->refresh, ==, "refresh-new");
}

static void
test_retired (AccountFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(GAsyncResult) refreshed = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchTokenPair) kept = NULL;
  g_autoptr(VouchTokenSource) successor =
    vouch_token_source_new (fixture->connection, fixture->http, VOUCH_SECRETS (fixture->secrets),
                            fixture->store, VOUCH_CLOCK (fixture->clock));
  g_autoptr(VouchTokenSource) old = g_steal_pointer (&fixture->source);

  account_keep_expired (fixture, NULL);
  vouch_token_source_keep_alive_async (old, NULL, vouch_test_keep_result_cb, &refreshed);
  vouch_token_source_retire (old, successor);
  fixture->source = g_steal_pointer (&successor);
  account_fixture_adopt (fixture, "refresh-new", &error);
  g_assert_no_error (error);
  vouch_test_clock_run_until (fixture->clock, refreshed != NULL);
  g_assert_false (vouch_token_source_keep_alive_finish (old, refreshed, &error));
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);

  account_assert_access (fixture, "access-adopted");
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpstr (kept->refresh, ==, "refresh-new");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 0);
}

typedef struct
{
  int code;
  VouchTokenState state;
} KeyringCase;

static const KeyringCase keyring_cases[] = {
  { VOUCH_SECRETS_ERROR_LOCKED, VOUCH_TOKEN_STATE_LOCKED },
  { VOUCH_SECRETS_ERROR_ABSENT, VOUCH_TOKEN_STATE_ABSENT },
  { VOUCH_SECRETS_ERROR_UNREADABLE, VOUCH_TOKEN_STATE_UNREADABLE },
  { VOUCH_SECRETS_ERROR_FAILED, VOUCH_TOKEN_STATE_OFFLINE },
};

/* A keyring that fails before the refresh costs no refresh token. */
static void
test_keyring_states (AccountFixture *fixture,
                     gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keyring_cases); i++)
    {
      g_test_message ("code %d", keyring_cases[i].code);
      account_secrets_fail_lookups (fixture->secrets, 1, keyring_cases[i].code);
      account_assert_fails (fixture, VOUCH_SECRETS_ERROR, keyring_cases[i].code);
      account_assert_state (fixture, keyring_cases[i].state);
    }

  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 0);
  account_assert_access (fixture, "access-1");
}

static void
test_dismissed (AccountFixture *fixture,
                gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  account_secrets_fail_lookups (fixture->secrets, 1, VOUCH_SECRETS_ERROR_DISMISSED);
  account_assert_fails (fixture, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_DISMISSED);
  account_assert_fails (fixture, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_DISMISSED);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_DISMISSED);
  g_assert_cmpuint (account_secrets_get_n_lookups (fixture->secrets), ==, 1);

  vouch_token_source_ask_again (fixture->source);
  account_assert_access (fixture, "access-1");
}

static void
test_damaged_item (AccountFixture *fixture,
                   gconstpointer   data)
{
  g_autoptr(GError) error = NULL;

  account_secrets_set (fixture->secrets, VOUCH_SECRET_GRANT, "{\"version\":1,\"generation\":");
  account_assert_fails (fixture, VOUCH_SECRETS_ERROR, VOUCH_SECRETS_ERROR_UNREADABLE);
  account_fixture_adopt (fixture, "refresh-new", &error);
  g_assert_no_error (error);
  account_assert_access (fixture, "access-adopted");
}

static void
test_client_refused (AccountFixture *fixture,
                     gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  account_server_push (fixture->server, ACCOUNT_ANSWER_INVALID_CLIENT);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_CLIENT);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_CLIENT_REFUSED);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 2);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_CLIENT);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 2);

  vouch_token_source_ask_again (fixture->source);
  account_server_push (fixture->server, ACCOUNT_ANSWER_BODY_CLIENT);
  account_assert_access (fixture, "access-1");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 4);
}

static void
test_no_client_secret (AccountFixture *fixture,
                       gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  account_secrets_set (fixture->secrets, VOUCH_SECRET_CLIENT, NULL);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_CLIENT_REFUSED);
}

static void
test_forget (AccountFixture *fixture,
             gconstpointer   data)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", ACCOUNT_API_URI, VOUCH_REQUEST_NONE);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  account_keep_expired (fixture, NULL);
  vouch_authorizer_authorize_async (VOUCH_AUTHORIZER (fixture->source), request, NULL,
                                    vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (fixture->clock, account_server_get_n_posts (fixture->server) == 1);
  vouch_token_source_forget (fixture->source);
  account_secrets_set (fixture->secrets, VOUCH_SECRET_GRANT, NULL);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  g_assert_false (vouch_authorizer_authorize_finish (VOUCH_AUTHORIZER (fixture->source), result,
                                                     &error));
  g_assert_error (error, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);
  g_assert_null (account_secrets_get (fixture->secrets, VOUCH_SECRET_GRANT));
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);
}

#define ADD(path, func) \
  g_test_add ("/account/token-keeping/" path, AccountFixture, NULL, account_fixture_set_up, func, \
              account_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("adopt", test_adopt);
  ADD ("reconnect", test_reconnect);
  ADD ("reconnect-cut-short", test_reconnect_cut_short);
  ADD ("unsaved", test_unsaved);
  ADD ("adopt-unsaved", test_adopt_unsaved);
  ADD ("adopt-undone", test_adopt_undone);
  ADD ("adopt-during-refresh", test_adopt_during_refresh);
  ADD ("retired", test_retired);
  ADD ("keyring-states", test_keyring_states);
  ADD ("dismissed", test_dismissed);
  ADD ("damaged-item", test_damaged_item);
  ADD ("client-refused", test_client_refused);
  ADD ("no-client-secret", test_no_client_secret);
  ADD ("forget", test_forget);

  return g_test_run ();
}
