/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "account/vouch-key-authorizer.h"
#include "http/vouch-http.h"
#include "vouch-test-clock.h"
#include "vouch-test-random.h"
#include "vouch-test-transport.h"
#include "vouch-test-util.h"

/* Clients that a service counts as one are paced as one. */

#define N_EACH 20
#define SECOND G_USEC_PER_SEC
#define BASE "https://api.example.com/v1"

static const VouchHttpRule rules[] = {
  { NULL, NULL, 2, 4 },
};

static const VouchHttpPolicy policy = {
  .name = "example",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 4,
  .timeout = 30 * SECOND,
  .connect_timeout = 10 * SECOND,
  .max_json = 10000,
};

typedef struct
{
  VouchTestClock *clock;
  VouchTestTransport *transport;
  VouchRandom *random;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->clock = vouch_test_clock_new (0);
  fixture->transport = vouch_test_transport_new (VOUCH_CLOCK (fixture->clock));
  fixture->random = vouch_test_random_new (1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->transport);
  g_assert_finalize_object (fixture->random);
  g_assert_finalize_object (fixture->clock);
}

static VouchHttp *
new_client (Fixture      *fixture,
            const char   *uri,
            const char   *key,
            VouchKeyForm  form)
{
  g_autoptr(VouchAuthorizer) authorizer = vouch_key_authorizer_new_for_key (key, form);

  return vouch_http_new (&policy, uri, VOUCH_REACH_REAL, VOUCH_TRANSPORT (fixture->transport),
                         VOUCH_CLOCK (fixture->clock), fixture->random, authorizer, NULL);
}

/* The most calls that began within any second. */
static guint
count_busiest (Fixture *fixture)
{
  guint n_sent = vouch_test_transport_get_n_sent (fixture->transport);
  guint busiest = 0;

  for (guint i = 0; i < n_sent; i++)
    {
      gint64 end = vouch_test_transport_get_sent_at (fixture->transport, i) + SECOND;
      guint n = 0;

      while (i + n < n_sent && vouch_test_transport_get_sent_at (fixture->transport, i + n) < end)
        n++;
      busiest = MAX (busiest, n);
    }

  return busiest;
}

static gboolean
all_answered (GAsyncResult *const *results,
              guint                n_results)
{
  for (guint i = 0; i < n_results; i++)
    {
      if (results[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Both at the same time, as fast as they may. */
static guint
run_both (Fixture   *fixture,
          VouchHttp *one,
          VouchHttp *other)
{
  GAsyncResult *results[2 * N_EACH] = { NULL };
  g_autoptr(VouchCall) call = vouch_call_new ("GET", "/jobs", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      vouch_test_transport_push (fixture->transport, 200, "application/json", "{}");
      vouch_http_send_async (i % 2 == 0 ? one : other, call, NULL, vouch_test_keep_result_cb,
                             &results[i]);
    }
  vouch_test_clock_run_until (fixture->clock,
                              all_answered (results, G_N_ELEMENTS (results)));

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VouchReply) reply = vouch_http_send_finish (i % 2 == 0 ? one : other, results[i],
                                                            &error);

      g_assert_no_error (error);
      g_object_unref (results[i]);
    }

  return count_busiest (fixture);
}

/* A key that is tried in another form is the same key. */
static void
test_same_key (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(VouchHttp) engine = new_client (fixture, BASE, "key-1", VOUCH_KEY_FORM_RAW);
  g_autoptr(VouchHttp) check = new_client (fixture, BASE, "key-1", VOUCH_KEY_FORM_BEARER);

  g_assert_cmpuint (run_both (fixture, engine, check), <=, 2);
  g_assert_cmpuint (vouch_test_transport_get_max_at_once (fixture->transport), <=, 4);
}

static void
test_other_key (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(VouchHttp) one = new_client (fixture, BASE, "key-1", VOUCH_KEY_FORM_RAW);
  g_autoptr(VouchHttp) other = new_client (fixture, BASE, "key-2", VOUCH_KEY_FORM_RAW);

  g_assert_cmpuint (run_both (fixture, one, other), ==, 4);
}

static void
test_other_origin (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(VouchHttp) one = new_client (fixture, BASE, "key-1", VOUCH_KEY_FORM_RAW);
  g_autoptr(VouchHttp) other = new_client (fixture, "https://api.example.org", "key-1",
                                           VOUCH_KEY_FORM_RAW);

  g_assert_cmpuint (run_both (fixture, one, other), ==, 4);
}

/* Tokens change, and the client that they are given to stays. */
static void
test_same_account (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(VouchHttp) one = new_client (fixture, BASE, "token-1", VOUCH_KEY_FORM_BEARER);
  g_autoptr(VouchHttp) other = new_client (fixture, BASE, "token-2", VOUCH_KEY_FORM_BEARER);

  vouch_http_set_account (one, "client");
  vouch_http_set_account (other, "client");
  g_assert_cmpuint (run_both (fixture, one, other), <=, 2);
}

/* The calls of a client that is gone still count: a session built anew begins no burst. */
static void
test_client_gone (Fixture       *fixture,
                  gconstpointer  data)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr(VouchHttp) http = new_client (fixture, BASE, "key-1", VOUCH_KEY_FORM_RAW);
      g_autoptr(VouchCall) call = vouch_call_new ("GET", "/jobs", NULL);
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(VouchReply) reply = NULL;

      vouch_test_transport_push (fixture->transport, 200, "application/json", "{}");
      vouch_http_send_async (http, call, NULL, vouch_test_keep_result_cb, &result);
      vouch_test_clock_run_until (fixture->clock, result != NULL);
      reply = vouch_http_send_finish (http, result, NULL);
      g_assert_nonnull (reply);
    }
  g_assert_cmpuint (count_busiest (fixture), <=, 2);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/pacers/same-key", test_same_key);
  ADD ("/pacers/other-key", test_other_key);
  ADD ("/pacers/other-origin", test_other_origin);
  ADD ("/pacers/same-account", test_same_account);
  ADD ("/pacers/client-gone", test_client_gone);

  return g_test_run ();
}
