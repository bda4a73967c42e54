/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "net-fixture.h"

#include "vouch-test-random.h"
#include "vouch-test-util.h"

static const VouchHttpRule rules[] = {
  { "GET", "/candidates", 10, 1 },
  { NULL, NULL, 10, 8 },
};

static const VouchHttpPolicy policy = {
  .name = "example",
  .service = "ats",
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .max_concurrency = 8,
  .timeout = 150 * G_USEC_PER_SEC,
  .connect_timeout = 10 * G_USEC_PER_SEC,
  .max_json = 10000,
  .max_file = 20000,
  .file_timeout = 120 * G_USEC_PER_SEC,
};

static void net_authorizer_iface_init (VouchAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NetAuthorizer, net_authorizer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VOUCH_TYPE_AUTHORIZER,
                                                      net_authorizer_iface_init))

static void
net_authorizer_authorize_async (VouchAuthorizer     *authorizer,
                                VouchRequest        *request,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  NetAuthorizer *self = NET_AUTHORIZER (authorizer);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *token = g_strdup_printf ("token-%u", self->n_rejected + 1);

  self->n_asked++;
  if (self->error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->error));
      return;
    }

  vouch_headers_set (request->headers, "Authorization", token);
  g_task_return_boolean (task, TRUE);
}

static gboolean
net_authorizer_authorize_finish (VouchAuthorizer  *authorizer,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
net_authorizer_reject (VouchAuthorizer *authorizer,
                       VouchRequest    *request)
{
  NetAuthorizer *self = NET_AUTHORIZER (authorizer);

  g_assert_nonnull (vouch_headers_get (request->headers, "Authorization"));
  self->n_rejected++;
  if (self->n_left == 0)
    return FALSE;

  self->n_left--;
  return TRUE;
}

static void
net_authorizer_finalize (GObject *object)
{
  g_clear_error (&NET_AUTHORIZER (object)->error);

  G_OBJECT_CLASS (net_authorizer_parent_class)->finalize (object);
}

static void
net_authorizer_class_init (NetAuthorizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = net_authorizer_finalize;
}

static void
net_authorizer_init (NetAuthorizer *self)
{
}

static void
net_authorizer_iface_init (VouchAuthorizerInterface *iface)
{
  iface->authorize_async = net_authorizer_authorize_async;
  iface->authorize_finish = net_authorizer_authorize_finish;
  iface->reject = net_authorizer_reject;
}

void
net_fixture_set_up (NetFixture    *fixture,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->clock = vouch_test_clock_new (NET_WALL);
  fixture->random = vouch_test_random_new (1);
  fixture->transport = vouch_test_transport_new (VOUCH_CLOCK (fixture->clock));
  fixture->authorizer = g_object_new (NET_TYPE_AUTHORIZER, NULL);
  fixture->http = vouch_http_new (&policy, NET_BASE, VOUCH_REACH_REAL,
                                  VOUCH_TRANSPORT (fixture->transport),
                                  VOUCH_CLOCK (fixture->clock), fixture->random,
                                  VOUCH_AUTHORIZER (fixture->authorizer), &error);
  g_assert_no_error (error);
}

void
net_fixture_tear_down (NetFixture    *fixture,
                       gconstpointer  data)
{
  vouch_test_run_ready ();
  g_assert_cmpuint (vouch_test_transport_get_n_pushed (fixture->transport), ==, 0);
  g_assert_finalize_object (fixture->http);
  g_assert_cmpuint (vouch_test_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->authorizer);
  g_assert_finalize_object (fixture->transport);
  g_assert_finalize_object (fixture->random);
  g_assert_finalize_object (fixture->clock);
}

/* Sends a call and lets the time pass until it is over. */
VouchReply *
net_fixture_send (NetFixture  *fixture,
                  VouchCall   *call,
                  GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_http_send_async (fixture->http, call, NULL, vouch_test_keep_result_cb, &result);
  g_assert_null (result);
  vouch_test_clock_run_until (fixture->clock, result != NULL);
  return vouch_http_send_finish (fixture->http, result, error);
}

VouchReply *
net_fixture_get (NetFixture  *fixture,
                 GError     **error)
{
  g_autoptr(VouchCall) call = vouch_call_new ("GET", "/jobs/{id}", "7", NULL);

  return net_fixture_send (fixture, call, error);
}

/* An answer with header fields: name, value … */
void
net_fixture_push (NetFixture *fixture,
                  guint       status,
                  const char *body,
                  const char *first_header,
                  ...)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  VouchResponse *response = vouch_response_new_bytes (status, NULL, bytes);
  va_list args;

  va_start (args, first_header);
  for (const char *name = first_header; name != NULL; name = va_arg (args, const char *))
    vouch_headers_add (response->headers, name, va_arg (args, const char *));
  va_end (args);

  vouch_test_transport_push_response (fixture->transport, response, 0);
}
