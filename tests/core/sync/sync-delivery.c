/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-util.h"
#include "crosschq/vouch-crosschq-policy.h"
#include "smartrecruiters/vouch-ats-policy.h"
#include "sync-delivery.h"
#include "vouch-test-executor.h"
#include "vouch-test-random.h"
#include "vouch-test-util.h"

#define START (G_GINT64_CONSTANT (1714557600) * G_USEC_PER_SEC)

gint64
sync_delivery_get_now (SyncDelivery *self)
{
  return vouch_clock_get_wall (VOUCH_CLOCK (self->clock));
}

void
sync_delivery_write (SyncDelivery   *self,
                     VouchStoreFunc  func,
                     gpointer        data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vouch_store_write_async (self->store, "test", func, data, NULL, NULL, vouch_test_keep_result_cb,
                           &result);
  vouch_test_wait_for (result != NULL);
  vouch_store_write_finish (self->store, result, &error);
  g_assert_no_error (error);
}

static gboolean
add_rows (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  SyncDelivery *self = data;
  gint64 id = store_add_connection (db, "Acme");

  self->application_id = store_add_application (db, id, "candidate-1", "Okafor");
  self->trigger_id = store_add_trigger (db, id, self->application_id, 1);
  self->request_id = store_add_request (db, id, self->application_id, VOUCH_STAGE_PLANNED);
  self->connection = vouch_connections_get (db, id, error);
  g_assert_no_error (*error);
  self->connection->on = TRUE;
  self->connection->sends = TRUE;
  return vouch_connections_update (db, self->connection, error);
}

void
sync_delivery_set_up (SyncDelivery *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  self->verdict = VOUCH_LOOK_FOUND;
  self->vfs = vouch_test_vfs_new ("test");
  self->clock = vouch_test_clock_new (START);
  self->random = vouch_test_random_new (1);
  self->writer = VOUCH_EXECUTOR (vouch_test_executor_new ());
  self->reader = VOUCH_EXECUTOR (vouch_test_executor_new ());
  self->store = vouch_store_new (self->writer, self->reader, STORE_PATH, "test", VOUCH_DB_WRITE);
  vouch_store_open_async (self->store, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_store_open_finish (self->store, result, NULL));
  sync_delivery_write (self, add_rows, self);
}

void
sync_delivery_tear_down (SyncDelivery *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  vouch_store_close_async (self->store, NULL, vouch_test_keep_result_cb, &result);
  vouch_test_wait_for (result != NULL);
  g_assert_true (vouch_store_close_finish (self->store, result, NULL));
  g_clear_object (&result);
  vouch_test_run_ready ();
  g_clear_pointer (&self->effect, vouch_effect_free);
  g_clear_pointer (&self->connection, vouch_connection_free);
  g_clear_object (&self->authorizer);
  g_assert_finalize_object (self->store);
  g_assert_finalize_object (self->writer);
  g_assert_finalize_object (self->reader);
  g_assert_finalize_object (self->random);
  g_assert_finalize_object (self->clock);
  vouch_test_vfs_free (self->vfs);
}

static VouchHttp *
make_http (SyncDelivery          *self,
           const VouchHttpPolicy *policy,
           VouchProbeTransport   *transport)
{
  g_autoptr(GError) error = NULL;
  VouchHttp *http = vouch_http_new (policy, "https://api.example.com", VOUCH_REACH_REAL,
                                    VOUCH_TRANSPORT (transport), VOUCH_CLOCK (self->clock),
                                    self->random, self->authorizer, &error);

  g_assert_no_error (error);
  return http;
}

/**
 * sync_delivery_run:
 * @self: a store with a row
 * @kind: what the row is
 * @event: what happens to it
 * @error: return location
 *
 * Delivers the row with clients of its own, so that nothing is remembered from one run to the next.
 *
 * Returns: whether the protocol came to its end
 */
gboolean
sync_delivery_run (SyncDelivery           *self,
                   const VouchOracleKind  *kind,
                   VouchOracleEvent        event,
                   GError                **error)
{
  g_autoptr(GCancellable) dies = g_cancellable_new ();
  g_autoptr(VouchProbeTransport) transport = vouch_probe_transport_new (event, dies);
  g_autoptr(VouchHttp) ats = make_http (self, vouch_ats_get_policy (), transport);
  g_autoptr(VouchHttp) crosschq = make_http (self, vouch_crosschq_get_policy (), transport);
  g_autoptr(VouchSession) session =
    vouch_session_new (self->store, VOUCH_CLOCK (self->clock), self->random, ats, crosschq,
                       self->connection);
  g_autoptr(VouchDelivery) probe = vouch_probe_new (session, self->effect->id, kind, event);
  g_autoptr(GAsyncResult) result = NULL;
  gboolean ended;

  if (self->verdict != VOUCH_LOOK_FOUND)
    vouch_probe_set_verdict (VOUCH_PROBE (probe), self->verdict, self->reason);
  if (self->unsupported != NULL)
    vouch_probe_set_unsupported (VOUCH_PROBE (probe), self->unsupported);
  if (self->stale)
    vouch_probe_set_stale (VOUCH_PROBE (probe));
  vouch_procedure_run_async (VOUCH_PROCEDURE (probe), dies, vouch_test_keep_result_cb, &result);
  vouch_test_clock_run_until (self->clock, result != NULL);
  ended = vouch_procedure_run_finish (VOUCH_PROCEDURE (probe), result, error);
  vouch_test_run_ready ();
  return ended;
}
