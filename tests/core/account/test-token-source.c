/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "account-fixture.h"

#include "base/vouch-error.h"
#include "vouch-test-util.h"

#define MINUTE G_TIME_SPAN_MINUTE
#define REFRESH_TRACE "commit refresh begun, post, save, commit refresh done"
#define N_CALLERS 64

static void
test_kept (AccountFixture *fixture,
           gconstpointer   data)
{
  account_keep_fresh (fixture);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_UNKNOWN);

  account_assert_access (fixture, "access-0");
  account_assert_access (fixture, "access-0");
  account_assert_trace (fixture, "");
  account_assert_state (fixture, VOUCH_TOKEN_STATE_READY);
  g_assert_cmpuint (account_secrets_get_n_lookups (fixture->secrets), ==, 1);
}

static void
test_refresh (AccountFixture *fixture,
              gconstpointer   data)
{
  g_autoptr(VouchTokenPair) kept = NULL;
  g_autoptr(VouchTokenPair) later = NULL;

  account_keep_expired (fixture, NULL);
  account_assert_access (fixture, "access-1");
  account_assert_trace (fixture, REFRESH_TRACE);
  account_assert_marks (fixture, -1, FALSE);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_READY);

  kept = account_fixture_get_kept (fixture);
  g_assert_cmpint (kept->generation, ==, 4);
  g_assert_cmpstr (kept->access, ==, "access-1");
  g_assert_cmpstr (kept->refresh, ==, "refresh-1");
  g_assert_cmpstr (kept->previous_refresh, ==, "refresh-0");

  vouch_token_source_note_good_call (fixture->source);
  vouch_token_source_note_good_call (fixture->source);
  vouch_test_clock_advance (fixture->clock, MINUTE);
  account_assert_trace (fixture, "save");
  later = account_fixture_get_kept (fixture);
  g_assert_cmpstr (later->refresh, ==, "refresh-1");
  g_assert_null (later->previous_refresh);

  account_fixture_restart (fixture);
  account_assert_access (fixture, "access-1");
  account_assert_trace (fixture, "");
}

static void
test_renewal_at_80_percent (AccountFixture *fixture,
                            gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  account_assert_access (fixture, "access-1");
  vouch_test_clock_advance (fixture->clock, 23 * MINUTE);
  account_assert_access (fixture, "access-1");
  vouch_test_clock_advance (fixture->clock, MINUTE);
  account_assert_access (fixture, "access-2");

  /* Suspended time counts; a clock that is set does not. */
  vouch_test_clock_jump_wall (fixture->clock, 365 * G_TIME_SPAN_DAY);
  account_assert_access (fixture, "access-2");
  vouch_test_clock_suspend (fixture->clock, G_TIME_SPAN_HOUR);
  account_assert_access (fixture, "access-3");
  g_assert_cmpuint (account_server_get_n_reused (fixture->server), ==, 0);
}

static void
test_renewal_fails (AccountFixture *fixture,
                    gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  account_assert_access (fixture, "access-1");
  vouch_test_clock_advance (fixture->clock, 25 * MINUTE);
  account_server_push (fixture->server, ACCOUNT_ANSWER_500);
  account_assert_access (fixture, "access-1");
  account_assert_access (fixture, "access-1");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 2);

  vouch_test_clock_advance (fixture->clock, MINUTE);
  account_assert_access (fixture, "access-2");
}

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  guint *n_good = user_data;

  if (vouch_authorizer_authorize_finish (VOUCH_AUTHORIZER (object), result, NULL))
    (*n_good)++;
}

static void
test_one_flight (AccountFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr(GPtrArray) requests = NULL;
  guint n_good = 0;

  requests = g_ptr_array_new_with_free_func ((GDestroyNotify) vouch_request_unref);
  account_keep_expired (fixture, NULL);
  for (guint i = 0; i < N_CALLERS; i++)
    {
      VouchRequest *request = vouch_request_new ("GET", ACCOUNT_API_URI, VOUCH_REQUEST_NONE);

      g_ptr_array_add (requests, request);
      vouch_authorizer_authorize_async (VOUCH_AUTHORIZER (fixture->source), request, NULL,
                                        answered_cb, &n_good);
    }

  vouch_test_clock_run_until (fixture->clock, n_good == N_CALLERS);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
  account_assert_trace (fixture, REFRESH_TRACE);
  for (guint i = 0; i < N_CALLERS; i++)
    {
      VouchRequest *request = g_ptr_array_index (requests, i);

      g_assert_cmpstr (vouch_headers_get (request->headers, "Authorization"), ==,
                       "Bearer access-1");
    }
}

static void
test_cancelled_caller (AccountFixture *fixture,
                       gconstpointer   data)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", ACCOUNT_API_URI, VOUCH_REQUEST_NONE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  account_keep_expired (fixture, NULL);
  vouch_authorizer_authorize_async (VOUCH_AUTHORIZER (fixture->source), request, cancellable,
                                    vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (fixture->clock, account_server_get_n_posts (fixture->server) == 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  g_assert_false (vouch_authorizer_authorize_finish (VOUCH_AUTHORIZER (fixture->source), result,
                                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* The flight went on and everybody else has its token. */
  vouch_test_clock_advance (fixture->clock, MINUTE);
  account_assert_trace (fixture, REFRESH_TRACE);
  account_assert_access (fixture, "access-1");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
}

static void
test_already_cancelled (AccountFixture *fixture,
                        gconstpointer   data)
{
  g_autoptr(VouchRequest) request = vouch_request_new ("GET", ACCOUNT_API_URI, VOUCH_REQUEST_NONE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  account_keep_expired (fixture, NULL);
  g_cancellable_cancel (cancellable);
  vouch_authorizer_authorize_async (VOUCH_AUTHORIZER (fixture->source), request, cancellable,
                                    vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  g_assert_false (vouch_authorizer_authorize_finish (VOUCH_AUTHORIZER (fixture->source), result,
                                                     &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  vouch_test_clock_advance (fixture->clock, MINUTE);
}

/* None of these ends a grant, however often it comes. */
static void
test_passing_errors (AccountFixture *fixture,
                     gconstpointer   data)
{
  const AccountAnswer answers[] = {
    ACCOUNT_ANSWER_NOT_SENT, ACCOUNT_ANSWER_500, ACCOUNT_ANSWER_429, ACCOUNT_ANSWER_GARBAGE,
  };

  account_keep_expired (fixture, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      for (guint k = 0; k < 12; k++)
        {
          g_test_message ("answer %d, time %u", answers[i], k);
          account_server_push (fixture->server, answers[i]);
          account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
          account_assert_state (fixture, VOUCH_TOKEN_STATE_OFFLINE);
          vouch_test_clock_advance (fixture->clock, 20 * MINUTE);
        }
    }

  account_assert_marks (fixture, 3, FALSE);
  account_assert_access (fixture, "access-1");
  account_assert_marks (fixture, -1, FALSE);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_READY);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 4 * 12 + 1);
}

static void
test_retry_after (AccountFixture *fixture,
                  gconstpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *access = NULL;

  account_keep_expired (fixture, NULL);
  account_server_push (fixture->server, ACCOUNT_ANSWER_429);
  access = account_fixture_authorize (fixture, &error);
  g_assert_null (access);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpint (vouch_api_error_get_retry_after (error), ==, 30);

  vouch_test_clock_advance (fixture->clock, 20 * G_TIME_SPAN_SECOND);
  account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
  vouch_test_clock_advance (fixture->clock, 11 * G_TIME_SPAN_SECOND);
  account_assert_access (fixture, "access-1");
}

/* The server rotated, and the answer was lost: the kept token is dead, which takes two answers. */
static void
test_lost_answer (AccountFixture *fixture,
                  gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  account_server_push (fixture->server, ACCOUNT_ANSWER_LOST);
  account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  account_assert_trace (fixture, "commit refresh begun, post");
  account_assert_marks (fixture, 3, FALSE);

  vouch_test_clock_advance (fixture->clock, MINUTE);
  account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  vouch_test_clock_advance (fixture->clock, 59 * G_TIME_SPAN_SECOND);
  account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 2);
  vouch_test_clock_advance (fixture->clock, G_TIME_SPAN_SECOND);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_NEEDS_RECONNECT);
  account_assert_marks (fixture, 3, TRUE);

  /* It stays so, also after a restart, and nothing is asked any more. */
  vouch_test_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
  account_fixture_restart (fixture);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 3);
}

/* While the refresh is in doubt, the access token that still lives is used. */
static void
test_mark_with_living_token (AccountFixture *fixture,
                             gconstpointer   data)
{
  account_keep_fresh (fixture);
  account_fixture_set_marks (fixture, (VouchTokenMarks) { 3, FALSE });
  account_server_set_refresh (fixture->server, "another");
  account_assert_access (fixture, "access-0");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
  account_assert_access (fixture, "access-0");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);
  vouch_test_clock_advance (fixture->clock, MINUTE);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
}

/* The server never saw the request: the old token is tried again and good. */
static void
test_mark_and_old_token (AccountFixture *fixture,
                         gconstpointer   data)
{
  account_keep_fresh (fixture);
  account_fixture_set_marks (fixture, (VouchTokenMarks) { 3, FALSE });
  account_assert_access (fixture, "access-1");
  account_assert_trace (fixture, "post, save, commit refresh done");
  account_assert_marks (fixture, -1, FALSE);
}

/* It was written, and the process died before the mark was cleared. */
static void
test_stale_mark (AccountFixture *fixture,
                 gconstpointer   data)
{
  account_keep_fresh (fixture);
  account_fixture_set_marks (fixture, (VouchTokenMarks) { 2, FALSE });
  account_assert_access (fixture, "access-0");
  account_assert_trace (fixture, "commit refresh done");
  account_assert_marks (fixture, -1, FALSE);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 0);
}

static void
test_previous_token (AccountFixture *fixture,
                     gconstpointer   data)
{
  g_autoptr(VouchTokenPair) kept = NULL;

  account_keep_expired (fixture, "refresh-before");
  account_server_set_refresh (fixture->server, "refresh-before");
  account_assert_access (fixture, "access-1");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 2);
  kept = account_fixture_get_kept (fixture);
  g_assert_cmpstr (kept->refresh, ==, "refresh-1");
  g_assert_cmpstr (kept->previous_refresh, ==, "refresh-before");
}

static void
test_both_refused (AccountFixture *fixture,
                   gconstpointer   data)
{
  account_keep_expired (fixture, "refresh-before");
  account_server_set_refresh (fixture->server, "another");
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
  account_assert_trace (fixture, "commit refresh begun, post, post, commit grant ended");
  account_assert_marks (fixture, 3, TRUE);
}

static void
test_newest_refused_previous_unheard (AccountFixture *fixture,
                                      gconstpointer   data)
{
  account_keep_expired (fixture, "refresh-before");
  account_server_set_refresh (fixture->server, "refresh-before");
  account_server_push (fixture->server, ACCOUNT_ANSWER_INVALID_GRANT);
  account_server_push (fixture->server, ACCOUNT_ANSWER_500);
  account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  vouch_test_clock_advance (fixture->clock, 2 * MINUTE);
  account_assert_access (fixture, "access-1");
}

/* A refusal is remembered, so that a program that runs for a moment only comes to the end too. */
static void
test_refusal_over_restart (AccountFixture *fixture,
                           gconstpointer   data)
{
  account_keep_expired (fixture, NULL);
  account_server_set_refresh (fixture->server, "another");
  account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  account_fixture_restart (fixture);
  account_assert_fails (fixture, VOUCH_API_ERROR, VOUCH_API_ERROR_NOT_SENT);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);

  vouch_test_clock_advance (fixture->clock, MINUTE);
  account_fixture_restart (fixture);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT);
}

static void
test_reject (AccountFixture *fixture,
             gconstpointer   data)
{
  account_keep_fresh (fixture);
  account_assert_access (fixture, "access-0");
  g_assert_true (account_fixture_reject (fixture, "access-0"));
  g_assert_true (account_fixture_reject (fixture, "access-0"));
  account_assert_access (fixture, "access-1");

  /* A late answer to a call with the old token: the new one is worth a try, and no refresh. */
  g_assert_true (account_fixture_reject (fixture, "access-0"));
  account_assert_access (fixture, "access-1");

  /* The new one is refused too: a permission problem, never a loop. */
  g_assert_false (account_fixture_reject (fixture, "access-1"));
  account_assert_access (fixture, "access-1");
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);

  vouch_test_clock_advance (fixture->clock, 6 * MINUTE);
  g_assert_true (account_fixture_reject (fixture, "access-1"));
  account_assert_access (fixture, "access-2");
}

static void
test_keep_alive (AccountFixture *fixture,
                 gconstpointer   data)
{
  g_autoptr(GError) error = NULL;

  account_fixture_keep_pair (fixture, 3, "refresh-0", NULL, 6 * G_TIME_SPAN_DAY);
  account_server_set_refresh (fixture->server, "refresh-0");
  account_fixture_keep_alive (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (account_server_get_n_posts (fixture->server), ==, 1);

  for (guint day = 1; day <= 28; day++)
    {
      vouch_test_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
      account_fixture_keep_alive (fixture, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (account_server_get_n_reused (fixture->server), ==, 0);
}

static void
test_client_credentials (AccountFixture *fixture,
                         gconstpointer   data)
{
  account_fixture_use_sign_in (fixture, VOUCH_SIGN_IN_CLIENT_CREDENTIALS);
  account_assert_access (fixture, "access-1");
  account_assert_access (fixture, "access-1");
  vouch_test_clock_advance (fixture->clock, 25 * MINUTE);
  account_server_push (fixture->server, ACCOUNT_ANSWER_NOT_SENT);
  account_assert_access (fixture, "access-1");
  vouch_test_clock_advance (fixture->clock, 6 * MINUTE);
  account_assert_access (fixture, "access-2");
  g_assert_true (account_fixture_reject (fixture, "access-2"));
  account_assert_access (fixture, "access-3");
  account_assert_trace (fixture, "post, post, post, post");

  account_secrets_set (fixture->secrets, VOUCH_SECRET_CLIENT, NULL);
  account_fixture_restart (fixture);
  account_assert_fails (fixture, VOUCH_ACCOUNT_ERROR, VOUCH_ACCOUNT_ERROR_NO_CREDENTIAL);
  account_assert_state (fixture, VOUCH_TOKEN_STATE_CLIENT_REFUSED);
}

#define ADD(path, func) \
  g_test_add ("/account/token-source/" path, AccountFixture, NULL, account_fixture_set_up, func, \
              account_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kept", test_kept);
  ADD ("refresh", test_refresh);
  ADD ("renewal-at-80-percent", test_renewal_at_80_percent);
  ADD ("renewal-fails", test_renewal_fails);
  ADD ("one-flight", test_one_flight);
  ADD ("cancelled-caller", test_cancelled_caller);
  ADD ("already-cancelled", test_already_cancelled);
  ADD ("passing-errors", test_passing_errors);
  ADD ("retry-after", test_retry_after);
  ADD ("lost-answer", test_lost_answer);
  ADD ("mark-with-living-token", test_mark_with_living_token);
  ADD ("mark-and-old-token", test_mark_and_old_token);
  ADD ("stale-mark", test_stale_mark);
  ADD ("previous-token", test_previous_token);
  ADD ("both-refused", test_both_refused);
  ADD ("newest-refused-previous-unheard", test_newest_refused_previous_unheard);
  ADD ("refusal-over-restart", test_refusal_over_restart);
  ADD ("reject", test_reject);
  ADD ("keep-alive", test_keep_alive);
  ADD ("client-credentials", test_client_credentials);

  return g_test_run ();
}
