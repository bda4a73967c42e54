/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "base/vouch-error.h"
#include "net-fixture.h"
#include "vouch-test-util.h"

/* An effect in two steps: the wait, then the call. */

static VouchHttpSlot *
reserve (NetFixture  *fixture,
         GError     **error)
{
  g_autoptr(VouchCall) call = vouch_call_new ("POST", "/requests", NULL);
  g_autoptr(GAsyncResult) result = NULL;

  vouch_http_reserve_async (fixture->http, call, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  return vouch_http_reserve_finish (fixture->http, result, error);
}

static VouchReply *
send_slot (NetFixture     *fixture,
           VouchHttpSlot  *slot,
           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_http_send_slot_async (fixture->http, slot, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  return vouch_http_send_finish (fixture->http, result, error);
}

/* Nothing leaves before it is sent, and then it needs no turn any more. */
static void
test_send (NetFixture    *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  VouchHttpSlot *slot = reserve (fixture, &error);
  g_autoptr(VouchReply) reply = NULL;
  gint64 begin;

  g_assert_no_error (error);
  g_assert_cmpuint (fixture->authorizer->n_asked, ==, 1);
  g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, 0);

  net_fixture_push (fixture, 201, "{\"id\":\"7\"}", "Content-Type", "application/json", NULL);
  begin = vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock));
  reply = send_slot (fixture, slot, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, 1);
  g_assert_cmpint (vouch_clock_get_monotonic (VOUCH_CLOCK (fixture->clock)), ==, begin);
}

/* What is never sent gives its turn back. */
static void
test_free (NetFixture    *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VouchReply) reply = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr(VouchHttpSlot) slot = reserve (fixture, &error);

      g_assert_no_error (error);
      g_assert_nonnull (slot);
    }

  net_fixture_push (fixture, 200, "{}", "Content-Type", "application/json", NULL);
  reply = net_fixture_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

static void
test_no_credential (NetFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->authorizer->error = vouch_api_error_new (VOUCH_API_ERROR_FORBIDDEN, 0, "x");
  g_assert_null (reserve (fixture, &error));
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_FORBIDDEN);
  g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, 0);
}

/* A credential that is refused was the wrong one and nothing more: the other one is sent. */
static void
test_other_credential (NetFixture    *fixture,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  VouchHttpSlot *slot = reserve (fixture, &error);
  g_autoptr(VouchReply) reply = NULL;

  g_assert_no_error (error);
  fixture->authorizer->n_left = 1;
  net_fixture_push (fixture, 401, "{}", "Content-Type", "application/json", NULL);
  net_fixture_push (fixture, 201, "{}", "Content-Type", "application/json", NULL);
  reply = send_slot (fixture, slot, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->authorizer->n_rejected, ==, 1);
  g_assert_cmpuint (vouch_test_transport_get_n_sent (fixture->transport), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add ("/http-slot/" name, NetFixture, NULL, net_fixture_set_up, func, net_fixture_tear_down)

  ADD ("send", test_send);
  ADD ("free", test_free);
  ADD ("no-credential", test_no_credential);
  ADD ("other-credential", test_other_credential);

  return g_test_run ();
}
