/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "net-fixture.h"
#include "sync-delivery.h"
#include "sync/vouch-outcome.h"

/* What a look may say, what may stand in the way of sending, and what the store may say: the parts
 * of the protocol that the sequences of events do not come to. */

static const VouchOracleKind create = {
  "create-request", .crosschq = TRUE, .looks = TRUE, .once = TRUE, .creates = TRUE,
};
static const VouchOracleKind attach = { "attach-report", .looks = TRUE, .once = TRUE };
static const VouchOracleKind outcome = { "set-outcome", .crosschq = TRUE, .refusable = TRUE };

static gboolean
plan_row (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  SyncDelivery *self = data;

  self->effect->id = vouch_outbox_plan (db, self->effect, NULL, error);
  return self->effect->id != 0;
}

static gboolean
read_row (VouchDb   *db,
          gpointer   data,
          GError   **error)
{
  SyncDelivery *self = data;
  gint64 id = self->effect->id;

  g_clear_pointer (&self->effect, vouch_effect_free);
  self->effect = vouch_outbox_get (db, id, error);
  return self->effect != NULL;
}

static void
put (SyncDelivery          *self,
     const VouchOracleKind *kind,
     VouchEffectState       state,
     int                    failures)
{
  static int n_rows = 0;
  g_autofree char *subject = g_strdup_printf ("row:%d", n_rows++);

  g_clear_pointer (&self->effect, vouch_effect_free);
  self->effect = vouch_effect_new (kind->kind, subject, 1);
  self->effect->connection_id = self->connection->id;
  self->effect->application_id = self->application_id;
  self->effect->request_id = self->request_id;
  self->effect->trigger_id = self->trigger_id;
  self->effect->once = kind->once;
  self->effect->state = state;
  self->effect->failures = failures;
  self->effect->attempts = state == VOUCH_EFFECT_UNKNOWN ? 1 : 0;
  vouch_effect_set_body (self->effect, "{}");
  sync_delivery_write (self, plan_row, self);
}

static void
run (SyncDelivery          *self,
     const VouchOracleKind *kind,
     VouchOracleEvent       event)
{
  g_autoptr(GError) error = NULL;

  sync_delivery_run (self, kind, event, &error);
  g_assert_no_error (error);
  sync_delivery_write (self, read_row, self);
}

static int
get_wait (SyncDelivery *self)
{
  gint64 wait = self->effect->next_at - sync_delivery_get_now (self);

  return self->effect->next_at == 0 ? -1 : (int) (wait / VOUCH_SECOND);
}

static void
assert_row (SyncDelivery     *self,
            VouchEffectState  state,
            const char       *reason,
            int               wait)
{
  g_assert_cmpstr (vouch_effect_state_to_string (self->effect->state), ==,
                   vouch_effect_state_to_string (state));
  g_assert_cmpint (get_wait (self), ==, wait);
  if (reason == NULL)
    g_assert_null (self->effect->reason);
  else
    g_assert_cmpstr (vouch_reason_get_id (self->effect->reason), ==, reason);
}

static void
test_verdicts (SyncDelivery  *self,
               gconstpointer  data)
{
  static const struct
  {
    VouchLook verdict;
    const VouchOracleKind *kind;
    VouchEffectState before;
    int failures;
    VouchEffectState after;
    int wait;
  } cases[] = {
    { VOUCH_LOOK_LATER, &create, VOUCH_EFFECT_PLANNED, 0, VOUCH_EFFECT_PLANNED, 25 },
    { VOUCH_LOOK_LATER, &create, VOUCH_EFFECT_PLANNED, 7, VOUCH_EFFECT_PLANNED, 3200 },
    { VOUCH_LOOK_LATER, &create, VOUCH_EFFECT_PLANNED, 8, VOUCH_EFFECT_HELD, 6400 },
    { VOUCH_LOOK_LATER, &create, VOUCH_EFFECT_PLANNED, 40, VOUCH_EFFECT_HELD, 86400 },
    { VOUCH_LOOK_LATER, &create, VOUCH_EFFECT_UNKNOWN, 40, VOUCH_EFFECT_UNKNOWN, 86400 },
    { VOUCH_LOOK_HOLD, &create, VOUCH_EFFECT_PLANNED, 0, VOUCH_EFFECT_HELD, -1 },
    { VOUCH_LOOK_HOLD, &create, VOUCH_EFFECT_UNKNOWN, 0, VOUCH_EFFECT_HELD, -1 },
    { VOUCH_LOOK_HOLD, &attach, VOUCH_EFFECT_PLANNED, 0, VOUCH_EFFECT_HELD, -1 },
    { VOUCH_LOOK_HOLD, &attach, VOUCH_EFFECT_UNKNOWN, 0, VOUCH_EFFECT_UNKNOWN, 25 },
    { VOUCH_LOOK_CHANGED, &attach, VOUCH_EFFECT_PLANNED, 0, VOUCH_EFFECT_SUPERSEDED, -1 },
    { VOUCH_LOOK_REFUSED, &attach, VOUCH_EFFECT_PLANNED, 0, VOUCH_EFFECT_REFUSED, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      self->verdict = cases[i].verdict;
      self->reason = "person.changed";
      put (self, cases[i].kind, cases[i].before, cases[i].failures);
      run (self, cases[i].kind, VOUCH_EVENT_DONE);
      assert_row (self, cases[i].after, "person.changed", cases[i].wait);
    }
}

/* What sets a value may be sent again while nobody knows, but ever later, and a person hears of it
 * (reliability.md §2.7). */
static void
test_setter_lost (SyncDelivery  *self,
                  gconstpointer  data)
{
  static const struct
  {
    VouchOracleEvent event;
    int failures;
    VouchEffectState after;
    int wait;
  } cases[] = {
    { VOUCH_EVENT_LOST, 0, VOUCH_EFFECT_UNKNOWN, 128 },
    { VOUCH_EVENT_LOST, 3, VOUCH_EFFECT_UNKNOWN, 200 },
    { VOUCH_EVENT_GARBLED, 7, VOUCH_EFFECT_UNKNOWN, 3200 },
    { VOUCH_EVENT_LOST, 8, VOUCH_EFFECT_HELD, 6400 },
    { VOUCH_EVENT_LOST, 40, VOUCH_EFFECT_HELD, 86400 },
    { VOUCH_EVENT_CONFLICT, 0, VOUCH_EFFECT_UNKNOWN, 0 },
    { VOUCH_EVENT_CONFLICT, 1, VOUCH_EFFECT_UNKNOWN, 50 },
    { VOUCH_EVENT_CONFLICT, 8, VOUCH_EFFECT_HELD, 6400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      put (self, &outcome, VOUCH_EFFECT_UNKNOWN, cases[i].failures);
      run (self, &outcome, cases[i].event);
      g_assert_cmpint (self->effect->failures, ==, cases[i].failures + 1);
      g_assert_cmpstr (vouch_effect_state_to_string (self->effect->state), ==,
                       vouch_effect_state_to_string (cases[i].after));
      g_assert_cmpint (get_wait (self), ==, cases[i].wait);
    }
}

/* What was sent so long ago, and another value that is wanted now. */
typedef struct
{
  SyncDelivery *delivery;
  int seconds;
  guint http_status;
} Sent;

static gboolean
plan_newer (VouchDb   *db,
            gpointer   data,
            GError   **error)
{
  const Sent *sent = data;
  const VouchEffect *older = sent->delivery->effect;
  g_autoptr(VouchEffect) newer = vouch_effect_new (older->kind, older->subject, 1);
  gint64 sent_at = sync_delivery_get_now (sent->delivery) - sent->seconds * VOUCH_SECOND;

  if (!vouch_db_run (db, error,
                     "UPDATE outbox SET sent_at = ?2, http_status = ?3, next_at = ?4"
                     " WHERE id = ?1", "iiii",
                     older->id, sent_at, (gint64) sent->http_status,
                     sync_delivery_get_now (sent->delivery) + VOUCH_DAY))
    return FALSE;

  newer->connection_id = older->connection_id;
  vouch_effect_set_body (newer, "newer");
  return vouch_outbox_plan (db, newer, NULL, error) != 0;
}

/* Another value is wanted while nobody knows whether the one before was set: that is asked as soon
 * as it can no longer come after the new one, and the old value is not sent again. */
static void
test_succession (SyncDelivery  *self,
                 gconstpointer  data)
{
  static const struct
  {
    int seconds;
    guint http_status;
    int wait;
    VouchOracleEvent event;
    VouchEffectState after;
    int wait_after;
  } cases[] = {
    { 10, 0, 118, VOUCH_EVENT_DONE, VOUCH_EFFECT_UNKNOWN, 118 },
    { 10, 503, 118, VOUCH_EVENT_DONE, VOUCH_EFFECT_UNKNOWN, 118 },
    { 10, 0, 118, VOUCH_EVENT_FOUND, VOUCH_EFFECT_DONE, -1 },
    { 200, 0, -72, VOUCH_EVENT_DONE, VOUCH_EFFECT_SUPERSEDED, -1 },
    { 200, 0, -72, VOUCH_EVENT_FOUND, VOUCH_EFFECT_DONE, -1 },
    { 200, 0, -72, VOUCH_EVENT_NOT_READ, VOUCH_EFFECT_SUPERSEDED, -1 },
    { 10, 409, -10, VOUCH_EVENT_DONE, VOUCH_EFFECT_SUPERSEDED, -1 },
    { 10, 200, -10, VOUCH_EVENT_NOT_READ, VOUCH_EFFECT_SUPERSEDED, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Sent sent = { self, cases[i].seconds, cases[i].http_status };

      g_test_message ("%u", i);
      put (self, &outcome, VOUCH_EFFECT_UNKNOWN, 7);
      sync_delivery_write (self, plan_newer, &sent);
      sync_delivery_write (self, read_row, self);
      g_assert_cmpint (get_wait (self), ==, cases[i].wait);
      run (self, &outcome, cases[i].event);
      assert_row (self, cases[i].after,
                  cases[i].after == VOUCH_EFFECT_SUPERSEDED ? "effect.newer" : NULL,
                  cases[i].wait_after);
      g_assert_cmpint (self->effect->attempts, ==, 1);
    }
}

/* Held for the same reason as before is no news. */
static void
test_no_news (SyncDelivery  *self,
              gconstpointer  data)
{
  gint64 version;

  self->verdict = VOUCH_LOOK_HOLD;
  self->reason = "person.changed";
  put (self, &attach, VOUCH_EFFECT_PLANNED, 0);
  run (self, &attach, VOUCH_EVENT_DONE);
  version = self->effect->version;
  run (self, &attach, VOUCH_EVENT_DONE);
  g_assert_cmpint (self->effect->version, ==, version);

  self->reason = "report.not-pdf";
  run (self, &attach, VOUCH_EVENT_DONE);
  g_assert_cmpint (self->effect->version, >, version);
}

/* The look reads something and then finds nothing; the service's time of that is kept. */
static void
test_look_reads (SyncDelivery  *self,
                 gconstpointer  data)
{
  self->verdict = VOUCH_LOOK_MORE;
  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  run (self, &create, VOUCH_EVENT_DONE);
  assert_row (self, VOUCH_EFFECT_DONE, NULL, -1);
  g_assert_cmpint (self->effect->look_date, ==, sync_delivery_get_now (self));
  g_assert_cmpstr (self->effect->remote_id, ==, "remote-1");
}

static void
test_look_fails (SyncDelivery  *self,
                 gconstpointer  data)
{
  static const struct
  {
    VouchOracleEvent event;
    const VouchOracleKind *kind;
    VouchEffectState before;
    VouchEffectState after;
    const char *reason;
    int wait;
    int failures;
  } cases[] = {
    { VOUCH_EVENT_FORBIDDEN, &create, VOUCH_EFFECT_PLANNED, VOUCH_EFFECT_PLANNED,
      "crosschq.forbidden", 25, 0 },
    { VOUCH_EVENT_FORBIDDEN, &attach, VOUCH_EFFECT_PLANNED, VOUCH_EFFECT_HELD, "ats.forbidden",
      -1, 0 },
    { VOUCH_EVENT_FORBIDDEN, &attach, VOUCH_EFFECT_UNKNOWN, VOUCH_EFFECT_UNKNOWN, "ats.forbidden",
      25, 1 },
    { VOUCH_EVENT_NOT_OFFERED, &create, VOUCH_EFFECT_PLANNED, VOUCH_EFFECT_HELD,
      "crosschq.not-found", -1, 0 },
    { VOUCH_EVENT_NOT_OFFERED, &create, VOUCH_EFFECT_UNKNOWN, VOUCH_EFFECT_UNKNOWN,
      "crosschq.not-found", 25, 1 },
    { VOUCH_EVENT_GARBLED, &attach, VOUCH_EFFECT_PLANNED, VOUCH_EFFECT_HELD, "ats.bad-reply", 25,
      1 },
    { VOUCH_EVENT_GARBLED, &attach, VOUCH_EFFECT_UNKNOWN, VOUCH_EFFECT_UNKNOWN, "ats.bad-reply",
      25, 1 },
  };

  self->verdict = VOUCH_LOOK_MORE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u", i);
      put (self, cases[i].kind, cases[i].before, 0);
      run (self, cases[i].kind, cases[i].event);
      assert_row (self, cases[i].after, cases[i].reason, cases[i].wait);
      g_assert_cmpint (self->effect->failures, ==, cases[i].failures);
    }
}

/* What may stand in the way at the last moment. */

typedef enum
{
  BAR_OFF,
  BAR_PAUSED,
  BAR_OBSERVES,
  BAR_APP,
  BAR_REBUILD,
  BAR_CAP,
  N_BARS
} Bar;

static const char *const bar_reasons[N_BARS] = {
  "connection.off", "sending.paused", "computer.observes", "app.off",
  "entry.rebuild", "cap.reached",
};

typedef struct
{
  SyncDelivery *delivery;
  Bar bar;
} BarData;

static gboolean
set_bar (VouchDb   *db,
         gpointer   data,
         GError   **error)
{
  const BarData *bar = data;
  g_autoptr(VouchConnection) connection =
    vouch_connection_copy (bar->delivery->connection);
  g_autoptr(VouchSettings) settings = vouch_settings_new (connection->kind);

  connection->on = bar->bar != BAR_OFF;
  connection->paused = bar->bar == BAR_PAUSED;
  connection->sends = bar->bar != BAR_OBSERVES;
  connection->rebuild = bar->bar == BAR_REBUILD;
  if (!vouch_values_set (db, connection->id, VOUCH_VALUE_SETTING, "enabled",
                         bar->bar == BAR_APP ? "false" : "true", error))
    return FALSE;
  for (gint64 i = 0; bar->bar == BAR_CAP && i < settings->daily_cap; i++)
    {
      if (!vouch_db_run (db, error,
                         "INSERT INTO sending (outbox_id, attempt, connection_id, kind, at)"
                         " VALUES (?1, ?2, ?3, 'create-request', ?4)", "iiii",
                         bar->delivery->effect->id, i + 100, connection->id,
                         sync_delivery_get_now (bar->delivery)))
        return FALSE;
    }
  return vouch_connections_update (db, connection, error);
}

static void
test_bars (SyncDelivery  *self,
           gconstpointer  data)
{
  for (Bar bar = 0; bar < N_BARS; bar++)
    {
      BarData bar_data = { self, bar };
      gint64 version;

      g_test_message ("%s", bar_reasons[bar]);
      put (self, &create, VOUCH_EFFECT_PLANNED, 0);
      sync_delivery_write (self, set_bar, &bar_data);
      run (self, &create, VOUCH_EVENT_DONE);
      assert_row (self, VOUCH_EFFECT_PLANNED, bar_reasons[bar], 60);
      g_assert_cmpint (self->effect->attempts, ==, 0);

      /* Still so, and nothing to write about it. */
      version = self->effect->version;
      run (self, &create, VOUCH_EVENT_DONE);
      g_assert_cmpint (self->effect->version, ==, version);

      /* The app, rebuilding and the cap are about requests only. */
      put (self, &attach, VOUCH_EFFECT_PLANNED, 0);
      run (self, &attach, VOUCH_EVENT_DONE);
      g_assert_true ((self->effect->state == VOUCH_EFFECT_DONE) == (bar >= BAR_APP));
    }
}

static gboolean
turn_on_later (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  SyncDelivery *self = data;
  g_autoptr(VouchConnection) connection = vouch_connection_copy (self->connection);
  gint64 now = sync_delivery_get_now (self);

  connection->turned_on_at = now;
  return vouch_db_run (db, error, "UPDATE trigger SET entered_on = ?2, confirmed = 0 WHERE id = ?1",
                       "ii", self->trigger_id, now - 1) &&
         vouch_connections_update (db, connection, error);
}

/* It was off meanwhile: whether the entry still counts is for a person to say. */
static void
test_turned_on_later (SyncDelivery  *self,
                      gconstpointer  data)
{
  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  sync_delivery_write (self, turn_on_later, self);
  run (self, &create, VOUCH_EVENT_DONE);
  assert_row (self, VOUCH_EFFECT_SUPERSEDED, "entry.before-on", -1);
  g_assert_cmpint (self->effect->attempts, ==, 0);
}

static gboolean
break_setting (VouchDb   *db,
               gpointer   data,
               GError   **error)
{
  const SyncDelivery *self = data;

  return vouch_values_set (db, self->connection->id, VOUCH_VALUE_SETTING, "daily-cap", "plenty",
                           error);
}

/* Without knowing what is allowed, nothing leaves. */
static void
test_settings_fail (SyncDelivery  *self,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  sync_delivery_write (self, break_setting, self);
  g_assert_false (sync_delivery_run (self, &create, VOUCH_EVENT_DONE, &error));
  g_assert_nonnull (error);
  sync_delivery_write (self, read_row, self);
  assert_row (self, VOUCH_EFFECT_PLANNED, NULL, -1);
  g_assert_cmpint (self->effect->attempts, ==, 0);
}

static void
test_unsupported (SyncDelivery  *self,
                  gconstpointer  data)
{
  self->unsupported = "cancel.unsupported";
  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  run (self, &create, VOUCH_EVENT_NOT_OFFERED);
  assert_row (self, VOUCH_EFFECT_HELD, "cancel.unsupported", -1);

  put (self, &outcome, VOUCH_EFFECT_PLANNED, 0);
  run (self, &outcome, VOUCH_EVENT_NOT_OFFERED);
  assert_row (self, VOUCH_EFFECT_REFUSED, "cancel.unsupported", -1);

  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  run (self, &create, VOUCH_EVENT_INVALID);
  assert_row (self, VOUCH_EFFECT_HELD, "crosschq.invalid", -1);
}

/* Nothing leaves without a credential; what the store says about one is no answer of a service. */
static void
test_credential (SyncDelivery  *self,
                 gconstpointer  data)
{
  NetAuthorizer *authorizer = g_object_new (NET_TYPE_AUTHORIZER, NULL);
  g_autoptr(GError) error = NULL;

  self->authorizer = VOUCH_AUTHORIZER (authorizer);
  authorizer->error = g_error_new_literal (VOUCH_ACCOUNT_ERROR,
                                           VOUCH_ACCOUNT_ERROR_NEEDS_RECONNECT, "over");
  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  run (self, &create, VOUCH_EVENT_DONE);
  assert_row (self, VOUCH_EFFECT_PLANNED, "account.needs-reconnect", 25);

  g_clear_error (&authorizer->error);
  authorizer->error = g_error_new_literal (VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FULL, "full");
  self->verdict = VOUCH_LOOK_MORE;
  g_assert_false (sync_delivery_run (self, &create, VOUCH_EVENT_DONE, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_FULL);
}

static void
assert_stops (SyncDelivery          *self,
              const VouchOracleKind *kind,
              VouchStoreError        code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (sync_delivery_run (self, kind, VOUCH_EVENT_DONE, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, (int) code);
}

/* The row moved since it was read: whatever was found out about it is not written, and the others
 * go on. */
static void
test_stale (SyncDelivery  *self,
            gconstpointer  data)
{
  static const VouchLook verdicts[] = {
    VOUCH_LOOK_ABSENT, VOUCH_LOOK_HOLD, VOUCH_LOOK_CHANGED, VOUCH_LOOK_LATER, VOUCH_LOOK_REFUSED,
  };

  self->stale = TRUE;
  self->reason = "person.changed";
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_test_message ("%u", i);
      self->verdict = verdicts[i];
      put (self, &create, VOUCH_EFFECT_PLANNED, 0);
      run (self, &create, VOUCH_EVENT_DONE);
      g_assert_cmpint (self->effect->state, ==, VOUCH_EFFECT_PLANNED);
      g_assert_cmpint (self->effect->attempts, ==, 0);
    }
}

static gboolean
lose_request (VouchDb   *db,
              gpointer   data,
              GError   **error)
{
  SyncDelivery *self = data;

  return vouch_db_run (db, error, "UPDATE outbox SET request_id = 999 WHERE id = ?1", "i",
                       self->effect->id);
}

static gboolean
remove_rows (VouchDb   *db,
             gpointer   data,
             GError   **error)
{
  return vouch_db_run (db, error, "DELETE FROM outbox", "");
}

static gboolean
remove_connection (VouchDb   *db,
                   gpointer   data,
                   GError   **error)
{
  return vouch_db_run (db, error, "UPDATE outbox SET connection_id = ?1", "i",
                       store_add_connection (db, "Other")) &&
         vouch_db_run (db, error, "UPDATE outbox SET request_id = 0, application_id = 0", "") &&
         vouch_connections_remove (db, ((SyncDelivery *) data)->connection->id, error);
}

/* Something it needs is not there any more. */
static void
test_lost (SyncDelivery  *self,
           gconstpointer  data)
{
  put (self, &create, VOUCH_EFFECT_DONE, 0);
  run (self, &create, VOUCH_EVENT_DONE);
  g_assert_cmpint (self->effect->attempts, ==, 0);

  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  sync_delivery_write (self, lose_request, self);
  assert_stops (self, &create, VOUCH_STORE_ERROR_NOT_FOUND);

  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  sync_delivery_write (self, remove_rows, self);
  assert_stops (self, &create, VOUCH_STORE_ERROR_NOT_FOUND);

  put (self, &create, VOUCH_EFFECT_PLANNED, 0);
  sync_delivery_write (self, remove_connection, self);
  assert_stops (self, &create, VOUCH_STORE_ERROR_NOT_FOUND);
}

/* A second file of one name is there already, whatever number the answer has. */
static void
test_double_file (NetFixture    *fixture,
                  gconstpointer  data)
{
  g_autoptr(VouchCall) call = vouch_call_new ("PUT", "/x", NULL);
  g_autoptr(VouchReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  VouchSendResult result = { 0 };

  net_fixture_push (fixture, 400, "{\"errors\":[{\"code\":\"FILE_ALREADY_EXIST\"}]}",
                    "Content-Type", "application/json", NULL);
  reply = net_fixture_send (fixture, call, &error);
  g_assert_error (error, VOUCH_API_ERROR, VOUCH_API_ERROR_INVALID);
  vouch_send_result_judge (&result, error, FALSE, FALSE, 0, VOUCH_EFFECT_SILENCE);
  g_assert_cmpint (result.state, ==, VOUCH_EFFECT_UNKNOWN);
  g_assert_cmpint (result.delay, ==, 0);
  vouch_send_result_clear (&result);
}

static void
set_up (SyncDelivery  *self,
        gconstpointer  data)
{
  sync_delivery_set_up (self);
}

static void
tear_down (SyncDelivery  *self,
           gconstpointer  data)
{
  sync_delivery_tear_down (self);
}

#define ADD(path, func) g_test_add (path, SyncDelivery, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/delivery/verdicts", test_verdicts);
  ADD ("/delivery/setter-lost", test_setter_lost);
  ADD ("/delivery/succession", test_succession);
  ADD ("/delivery/no-news", test_no_news);
  ADD ("/delivery/look-reads", test_look_reads);
  ADD ("/delivery/look-fails", test_look_fails);
  ADD ("/delivery/turned-on-later", test_turned_on_later);
  ADD ("/delivery/settings-fail", test_settings_fail);
  ADD ("/delivery/bars", test_bars);
  ADD ("/delivery/unsupported", test_unsupported);
  ADD ("/delivery/credential", test_credential);
  ADD ("/delivery/stale", test_stale);
  ADD ("/delivery/lost", test_lost);
  g_test_add ("/delivery/double-file", NetFixture, NULL, net_fixture_set_up, test_double_file,
              net_fixture_tear_down);

  return g_test_run ();
}
