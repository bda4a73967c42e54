/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store-fixture.h"
#include "store/vouch-db-private.h"

static void
test_once (StoreFixture  *fixture,
           gconstpointer  data)
{
  gboolean added;
  gint64 id = store_plan (fixture->db, 1, "create-request", "application:1", TRUE, "{}", &added);

  g_assert_true (added);
  assert_writes_nothing (fixture->db,
    {
      g_assert_cmpint (store_plan (fixture->db, 1, "create-request", "application:1", TRUE,
                                   "{\"a\":1}",
                                   &added), ==, id);
      g_assert_false (added);
    });

  /* For ever, not only while it is open. */
  {
    g_autoptr(VouchEffect) effect = vouch_outbox_get (fixture->db, id, NULL);

    effect->state = VOUCH_EFFECT_DONE;
    g_assert_true (vouch_outbox_update (fixture->db, effect, NULL));
  }
  g_assert_cmpint (store_plan (fixture->db, 1, "create-request", "application:1", TRUE, "{}",
                               &added), ==, id);
  g_assert_false (added);

  store_plan (fixture->db, 1, "create-request", "application:2", TRUE, "{}", &added);
  g_assert_true (added);
  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM outbox"), ==, 2);
}

static VouchEffect *
get_effect (StoreFixture *fixture,
            gint64        id)
{
  g_autoptr(GError) error = NULL;
  VouchEffect *effect = vouch_outbox_get (fixture->db, id, &error);

  g_assert_no_error (error);
  return effect;
}

static VouchEffectState
get_state (StoreFixture *fixture,
           gint64        id)
{
  g_autoptr(VouchEffect) effect = get_effect (fixture, id);

  return effect->state;
}

static void
set_state (StoreFixture     *fixture,
           gint64            id,
           VouchEffectState  state,
           gint64            next_at)
{
  g_autoptr(VouchEffect) effect = get_effect (fixture, id);
  g_autoptr(GError) error = NULL;

  effect->state = state;
  effect->next_at = next_at;
  if (state == VOUCH_EFFECT_SENDING)
    {
      effect->attempts++;
      effect->sent_at = 1000 * effect->attempts;
    }
  vouch_outbox_update (fixture->db, effect, &error);
  g_assert_no_error (error);
}

static void
supersede (StoreFixture *fixture,
           gint64        id,
           const char   *reason)
{
  g_autoptr(VouchEffect) effect = get_effect (fixture, id);

  effect->state = VOUCH_EFFECT_SUPERSEDED;
  effect->reason = vouch_reason_new (reason, NULL, NULL);
  g_assert_true (vouch_outbox_update (fixture->db, effect, NULL));
}

/* What was superseded was provably not done; what a person skipped stays skipped. */
static void
test_once_anew (StoreFixture  *fixture,
                gconstpointer  data)
{
  gboolean added;
  gint64 one = store_plan (fixture->db, 1, "note", "request:1", TRUE, "{}", NULL);
  gint64 two;

  supersede (fixture, one, "effect.planned-anew");
  two = store_plan (fixture->db, 1, "note", "request:1", TRUE, "{}", &added);
  g_assert_true (added);
  g_assert_cmpint (two, >, one);

  supersede (fixture, two, "person.skipped");
  g_assert_cmpint (store_plan (fixture->db, 1, "note", "request:1", TRUE, "{}", &added), ==, two);
  g_assert_false (added);
}

static gint64
plan_tag (StoreFixture *fixture,
          const char   *body)
{
  return store_plan (fixture->db, 1, "set-job-tag", "job:a", FALSE, body, NULL);
}

static void
test_setter_waiting (StoreFixture  *fixture,
                     gconstpointer  data)
{
  gint64 one = plan_tag (fixture, "a");
  gint64 two;
  g_autoptr(VouchEffect) old = NULL;

  assert_writes_nothing (fixture->db, g_assert_cmpint (plan_tag (fixture, "a"), ==, one));

  two = plan_tag (fixture, "b");
  g_assert_cmpint (two, >, one);
  old = get_effect (fixture, one);
  g_assert_cmpint (old->state, ==, VOUCH_EFFECT_SUPERSEDED);
  g_assert_cmpstr (vouch_reason_get_id (old->reason), ==, "effect.newer");
  g_assert_null (old->body);
  g_assert_nonnull (old->digest);

  set_state (fixture, two, VOUCH_EFFECT_HELD, 0);
  assert_writes_nothing (fixture->db, g_assert_cmpint (plan_tag (fixture, "b"), ==, two));
  g_assert_cmpint (plan_tag (fixture, "c"), >, two);
  g_assert_cmpint (get_state (fixture, two), ==, VOUCH_EFFECT_SUPERSEDED);
}

static void
test_setter_under_way (StoreFixture  *fixture,
                       gconstpointer  data)
{
  gint64 one = plan_tag (fixture, "a");
  gint64 two, three;
  g_autoptr(GPtrArray) due = NULL;

  set_state (fixture, one, VOUCH_EFFECT_SENDING, 0);
  g_assert_cmpint (plan_tag (fixture, "a"), ==, one);
  two = plan_tag (fixture, "b");
  g_assert_cmpint (get_state (fixture, one), ==, VOUCH_EFFECT_SENDING);
  g_assert_cmpint (get_state (fixture, two), ==, VOUCH_EFFECT_PLANNED);

  /* It waits until the outcome of the first is known. */
  due = vouch_outbox_due (fixture->db, 1, 5, 10, NULL);
  g_assert_cmpuint (due->len, ==, 0);
  g_assert_cmpint (vouch_outbox_next_at (fixture->db, 1, NULL), ==, 0);

  /* The first wish again: it is under way, so the second is what is no longer wanted. */
  g_assert_cmpint (plan_tag (fixture, "a"), ==, one);
  g_assert_cmpint (get_state (fixture, two), ==, VOUCH_EFFECT_SUPERSEDED);
  three = plan_tag (fixture, "c");

  set_state (fixture, one, VOUCH_EFFECT_DONE, 0);
  g_clear_pointer (&due, g_ptr_array_unref);
  due = vouch_outbox_due (fixture->db, 1, 5, 10, NULL);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpint (((VouchEffect *) g_ptr_array_index (due, 0))->id, ==, three);
}

/* What nobody answered is asked for as soon as it must be over, and until then what is wanted now
 * would be overtaken by it. */
static void
test_setter_hurries (StoreFixture  *fixture,
                     gconstpointer  data)
{
  const gint64 silence_end = 1000 + VOUCH_EFFECT_SILENCE;
  gint64 one = plan_tag (fixture, "a");
  g_autoptr(VouchEffect) older = get_effect (fixture, one);
  g_autoptr(VouchEffect) hurried = NULL;
  g_autoptr(VouchEffect) last = NULL;

  older->state = VOUCH_EFFECT_UNKNOWN;
  older->sent_at = 1000;
  older->next_at = VOUCH_DAY;
  older->failures = 9;
  g_assert_true (vouch_outbox_update (fixture->db, older, NULL));
  plan_tag (fixture, "b");
  hurried = get_effect (fixture, one);
  g_assert_cmpint (hurried->next_at, ==, silence_end);
  g_assert_cmpint (vouch_outbox_next_at (fixture->db, 1, NULL), ==, silence_end);

  /* Nobody but a person waits for it any more. */
  g_assert_true (vouch_db_run (fixture->db, NULL, "DELETE FROM outbox WHERE id > ?1", "i", one));
  hurried->state = VOUCH_EFFECT_HELD;
  g_assert_true (vouch_outbox_update (fixture->db, hurried, NULL));
  last = get_effect (fixture, plan_tag (fixture, "c"));
  g_assert_cmpint (get_state (fixture, one), ==, VOUCH_EFFECT_SUPERSEDED);
  g_assert_cmpint (last->next_at, ==, silence_end);
}

static void
test_setter_found_absent (StoreFixture  *fixture,
                          gconstpointer  data)
{
  gint64 one = plan_tag (fixture, "a");
  gint64 two;

  set_state (fixture, one, VOUCH_EFFECT_SENDING, 0);
  set_state (fixture, one, VOUCH_EFFECT_UNKNOWN, 7);
  two = plan_tag (fixture, "b");
  set_state (fixture, one, VOUCH_EFFECT_PLANNED, 0);
  g_assert_cmpint (get_state (fixture, one), ==, VOUCH_EFFECT_SUPERSEDED);
  g_assert_cmpint (get_state (fixture, two), ==, VOUCH_EFFECT_PLANNED);
}

static void
test_update (StoreFixture  *fixture,
             gconstpointer  data)
{
  gint64 id = store_plan (fixture->db, 1, "note", "request:1", TRUE, "{\"note\":1}", NULL);
  g_autoptr(VouchEffect) effect = get_effect (fixture, id);
  g_autoptr(VouchEffect) changed = NULL;
  g_autoptr(GError) error = NULL;

  effect->state = VOUCH_EFFECT_HELD;
  effect->attempt_id = g_strdup ("abc");
  effect->attempts = 2;
  effect->failures = 3;
  effect->absent = 1;
  effect->next_at = 11;
  effect->look_date = 12;
  effect->sent_at = 13;
  effect->remote_id = g_strdup ("r");
  effect->http_status = 422;
  effect->reason = vouch_reason_new ("effect.invalid", "field", "jobrole", NULL);
  g_assert_true (vouch_outbox_update (fixture->db, effect, &error));

  changed = get_effect (fixture, id);
  g_assert_cmpint (changed->version, ==, effect->version + 1);
  g_assert_cmpint (changed->state, ==, VOUCH_EFFECT_HELD);
  g_assert_cmpstr (changed->attempt_id, ==, "abc");
  g_assert_cmpint (changed->attempts, ==, 2);
  g_assert_cmpint (changed->failures, ==, 3);
  g_assert_cmpint (changed->absent, ==, 1);
  g_assert_cmpint (changed->next_at, ==, 11);
  g_assert_cmpint (changed->look_date, ==, 12);
  g_assert_cmpint (changed->sent_at, ==, 13);
  g_assert_cmpstr (changed->remote_id, ==, "r");
  g_assert_cmpuint (changed->http_status, ==, 422);
  g_assert_true (vouch_reason_equal (changed->reason, effect->reason));
  g_assert_cmpstr (changed->body, ==, "{\"note\":1}");
  g_assert_cmpstr (changed->digest, ==, effect->digest);

  g_assert_false (vouch_outbox_update (fixture->db, effect, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE);
  g_clear_error (&error);

  g_assert_null (vouch_outbox_get (fixture->db, 99, &error));
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND);
}

static void
test_settled_loses_body (StoreFixture  *fixture,
                         gconstpointer  data)
{
  static const VouchEffectState settled[] = {
    VOUCH_EFFECT_DONE,
    VOUCH_EFFECT_REFUSED,
    VOUCH_EFFECT_SUPERSEDED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (settled); i++)
    {
      g_autofree char *subject = g_strdup_printf ("request:%u", i);
      gint64 id = store_plan (fixture->db, 1, "note", subject, TRUE, "{}", NULL);
      g_autoptr(VouchEffect) effect = NULL;

      set_state (fixture, id, settled[i], 0);
      effect = get_effect (fixture, id);
      g_assert_null (effect->body);
      g_assert_nonnull (effect->digest);
    }

  g_assert_cmpint (store_count (fixture->db, "SELECT count(*) FROM payload"), ==, 0);
}

static void
test_due (StoreFixture  *fixture,
          gconstpointer  data)
{
  static const struct
  {
    VouchEffectState state;
    gint64 next_at;
    gboolean due;
  } cases[] = {
    { VOUCH_EFFECT_UNKNOWN, 100, TRUE },
    { VOUCH_EFFECT_PLANNED, 0, TRUE },
    { VOUCH_EFFECT_PLANNED, 101, FALSE },
    { VOUCH_EFFECT_SENDING, 0, FALSE },
    { VOUCH_EFFECT_HELD, 0, FALSE },
    { VOUCH_EFFECT_HELD, 50, TRUE },
    { VOUCH_EFFECT_HELD, 150, FALSE },
    { VOUCH_EFFECT_DONE, 50, FALSE },
    { VOUCH_EFFECT_REFUSED, 50, FALSE },
    { VOUCH_EFFECT_PLANNED, 100, TRUE },
  };
  g_autoptr(GPtrArray) due = NULL;
  g_autoptr(GPtrArray) first = NULL;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *subject = g_strdup_printf ("request:%u", i);
      gint64 id = store_plan (fixture->db, 1, "note", subject, TRUE, "{}", NULL);

      if (cases[i].state != VOUCH_EFFECT_PLANNED || cases[i].next_at != 0)
        set_state (fixture, id, cases[i].state, cases[i].next_at);
    }

  due = vouch_outbox_due (fixture->db, 1, 100, 100, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      if (!cases[i].due)
        continue;
      g_assert_cmpuint (n, <, due->len);
      g_assert_cmpint (((VouchEffect *) g_ptr_array_index (due, n++))->id, ==, i + 1);
    }
  g_assert_cmpuint (n, ==, due->len);

  first = vouch_outbox_due (fixture->db, 1, 100, 2, NULL);
  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpint (vouch_outbox_next_at (fixture->db, 1, NULL), ==, 50);
  g_assert_cmpint (vouch_outbox_next_at (fixture->db, 2, NULL), ==, 0);
  g_assert_cmpuint (vouch_outbox_count (fixture->db, 1, VOUCH_EFFECT_HELD, NULL), ==, 3);
}

static void
test_recover (StoreFixture  *fixture,
              gconstpointer  data)
{
  const gint64 silence = 128 * G_USEC_PER_SEC;
  const gint64 create = 600 * G_USEC_PER_SEC;
  gint64 id = store_plan (fixture->db, 1, "note", "request:1", TRUE, "{}", NULL);
  gint64 create_id = store_plan (fixture->db, 1, "create-request", "application:1", TRUE, "{}",
                                 NULL);
  g_autoptr(VouchEffect) effect = NULL;

  store_plan (fixture->db, 1, "note", "request:2", TRUE, "{}", NULL);
  set_state (fixture, id, VOUCH_EFFECT_SENDING, 0);
  set_state (fixture, create_id, VOUCH_EFFECT_SENDING, 0);
  g_assert_cmpint (vouch_outbox_recover (fixture->db, 1, 2000, create, NULL), ==, 2);
  assert_writes_nothing (fixture->db,
                         g_assert_cmpint (vouch_outbox_recover (fixture->db, 1, 2000, create, NULL),
                                          ==, 0));

  effect = get_effect (fixture, id);
  g_assert_cmpint (effect->state, ==, VOUCH_EFFECT_UNKNOWN);
  g_assert_cmpint (effect->next_at, ==, effect->sent_at + silence);
  {
    g_autoptr(VouchEffect) other = get_effect (fixture, create_id);

    g_assert_cmpint (other->next_at, ==, other->sent_at + create);
  }
  g_assert_cmpint (effect->version, ==, 3);
  g_assert_cmpstr (effect->body, ==, "{}");
}

static void
test_count_sent (StoreFixture  *fixture,
                 gconstpointer  data)
{
  gint64 id = store_plan (fixture->db, 1, "create-request", "application:1", TRUE, "{}", NULL);

  /* Each commit of sending counts, as each may have sent an e-mail. */
  for (guint i = 0; i < 3; i++)
    {
      set_state (fixture, id, VOUCH_EFFECT_SENDING, 0);
      set_state (fixture, id, VOUCH_EFFECT_PLANNED, 0);
    }

  g_assert_cmpuint (vouch_outbox_count_sent (fixture->db, 1, "create-request", 0, NULL), ==, 3);
  g_assert_cmpuint (vouch_outbox_count_sent (fixture->db, 1, "create-request", 2000, NULL), ==, 2);
  g_assert_cmpuint (vouch_outbox_count_sent (fixture->db, 1, "note", 0, NULL), ==, 0);
  g_assert_cmpuint (vouch_outbox_count_sent (fixture->db, 2, "create-request", 0, NULL), ==, 0);
}

static void
test_find (StoreFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(VouchEffect) none = NULL;
  g_autoptr(VouchEffect) newest = NULL;
  g_autoptr(GPtrArray) superseded = NULL;
  g_autoptr(GError) error = NULL;
  gint64 two;

  none = vouch_outbox_find (fixture->db, 1, "set-job-tag", "job:a", &error);
  g_assert_null (none);
  g_assert_no_error (error);

  plan_tag (fixture, "a");
  two = plan_tag (fixture, "b");
  newest = vouch_outbox_find (fixture->db, 1, "set-job-tag", "job:a", &error);
  g_assert_cmpint (newest->id, ==, two);
  superseded = vouch_outbox_list (fixture->db, 1, VOUCH_EFFECT_SUPERSEDED, &error);
  g_assert_cmpuint (superseded->len, ==, 1);
}

/* What the service took last: neither what waits nor what was found done without being sent. */
static void
test_last_done (StoreFixture  *fixture,
                gconstpointer  data)
{
  gint64 first = store_plan (fixture->db, 1, "write-note", "request:1", FALSE, "{}", NULL);
  gint64 second = store_plan (fixture->db, 1, "write-note", "request:2", FALSE, "{}", NULL);
  gint64 found = store_plan (fixture->db, 1, "write-note", "request:3", FALSE, "{}", NULL);

  g_assert_cmpint (vouch_outbox_last_done (fixture->db, 1, NULL), ==, 0);
  set_state (fixture, found, VOUCH_EFFECT_DONE, 0);
  g_assert_cmpint (vouch_outbox_last_done (fixture->db, 1, NULL), ==, 0);
  set_state (fixture, first, VOUCH_EFFECT_SENDING, 0);
  set_state (fixture, second, VOUCH_EFFECT_SENDING, 0);
  set_state (fixture, first, VOUCH_EFFECT_DONE, 0);
  g_assert_cmpint (vouch_outbox_last_done (fixture->db, 1, NULL), ==, 1000);
  g_assert_cmpint (vouch_outbox_last_done (fixture->db, 2, NULL), ==, 0);
}

static void
run_everything (StoreFixture *fixture)
{
  VouchDb *db = fixture->db;
  gint64 application = store_add_application (db, 1, "c", "Okafor");
  gint64 trigger = store_add_trigger (db, 1, application, 1);
  gint64 request = store_add_request (db, 1, application, VOUCH_STAGE_SENT);
  g_autoptr(VouchTrigger) a = vouch_triggers_get (db, trigger, NULL);
  g_autoptr(VouchTrigger) b = vouch_triggers_get_last (db, application, NULL);
  g_autoptr(GPtrArray) c = vouch_triggers_list (db, 1, VOUCH_TRIGGER_OBSERVED, NULL);
  g_autoptr(VouchRequestRow) d = vouch_requests_get (db, request, NULL);
  g_autoptr(VouchRequestRow) e = vouch_requests_find_open (db, application, NULL);
  g_autoptr(VouchRequestRow) latest = vouch_requests_find_latest (db, application, NULL);
  g_autoptr(VouchRequestRow) f = vouch_requests_find_remote (db, 1, "r", NULL);
  g_autoptr(VouchRequestRow) g = vouch_requests_find_trigger (db, trigger, NULL);
  g_autoptr(GPtrArray) h = vouch_requests_due (db, 1, 100, 10, NULL);
  g_autoptr(GPtrArray) i = vouch_requests_list (db, 1, TRUE, NULL);
  g_autoptr(GPtrArray) j = vouch_requests_list (db, 1, FALSE, NULL);
  g_autoptr(GPtrArray) k = vouch_references_list (db, request, NULL);
  g_autoptr(GPtrArray) l = vouch_applications_in_step (db, 1, NULL);
  g_autoptr(GPtrArray) m = vouch_applications_to_read (db, 1, 100, 100, 10, NULL);
  g_autoptr(GPtrArray) old = vouch_applications_to_forget (db, 1, 100, 10, NULL);
  g_autoptr(GPtrArray) n = vouch_ledger_list (db, 1, NULL, 0, 0, 10, NULL);
  g_autoptr(GPtrArray) o = vouch_ledger_list (db, 1, "x", 0, 0, 10, NULL);
  g_autoptr(GPtrArray) p = vouch_ledger_list (db, 1, NULL, 1, 0, 10, NULL);
  g_autoptr(GPtrArray) q = vouch_ledger_list (db, 1, "x", 1, 0, 10, NULL);

  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_assert_cmpuint (c->len, ==, 1);
  g_assert_nonnull (d);
  g_assert_nonnull (e);
  g_assert_cmpint (latest->id, ==, request);
  g_assert_cmpuint (old->len, ==, 0);
  g_assert_cmpuint (h->len + i->len + j->len, ==, 3);
  g_assert_true (vouch_triggers_update (db, a, NULL));
  vouch_outbox_last_done (db, 1, NULL);
  g_assert_true (vouch_requests_update (db, d, NULL));
  g_assert_cmpuint (vouch_requests_count_open (db, 1, NULL), ==, 1);
  g_assert_cmpuint (vouch_requests_count_since (db, 1, 0, NULL), ==, 0);
  g_assert_true (vouch_references_replace (db, 1, request, k, NULL));
  g_assert_true (vouch_reports_put (db, request, "full", "f", 1, NULL, NULL, NULL));
  g_assert_true (vouch_applications_bury (db, application, NULL));
}

/* Every statement that reads or changes these tables has to find its rows by an index. */
static void
test_query_plans (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) statements = NULL;
  guint n_checked = 0;

  test_find (fixture, NULL);
  test_setter_under_way (fixture, NULL);
  test_count_sent (fixture, NULL);
  g_assert_cmpint (vouch_outbox_recover (fixture->db, 1, 1, 1, NULL), ==, 0);
  vouch_outbox_count (fixture->db, 1, VOUCH_EFFECT_HELD, NULL);
  run_everything (fixture);

  statements = vouch_db_dup_statements (fixture->db);
  for (guint i = 0; i < statements->len; i++)
    {
      const char *sql = g_ptr_array_index (statements, i);
      g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
      sqlite3_stmt *plan = NULL;

      if (!g_str_has_prefix (sql, "SELECT") && !g_str_has_prefix (sql, "UPDATE") &&
          !g_str_has_prefix (sql, "DELETE") && !g_str_has_prefix (sql, "INSERT"))
        continue;
      if (strstr (sql, "total_changes") != NULL || strstr (sql, "sqlite_schema") != NULL)
        continue;

      g_assert_cmpint (sqlite3_prepare_v2 (fixture->db->handle, explain, -1, &plan, NULL), ==,
                       SQLITE_OK);
      while (sqlite3_step (plan) == SQLITE_ROW)
        {
          const char *detail = (const char *) sqlite3_column_text (plan, 3);

          g_test_message ("%s: %s", sql, detail);
          g_assert_false (g_str_has_prefix (detail, "SCAN"));
          g_assert_null (strstr (detail, "AUTOMATIC"));
        }
      sqlite3_finalize (plan);
      n_checked++;
    }

  g_assert_cmpuint (n_checked, >, 40);
}

/* The queries of each cycle use the partial index made for them, and sort nothing. */
static void
test_hot_query_plans (StoreFixture  *fixture,
                      gconstpointer  data)
{
  static const struct
  {
    const char *part;
    const char *index;
  } hot[] = {
    { "ORDER BY o.id LIMIT", "outbox_due" },
    { "ORDER BY o.next_at LIMIT", "outbox_next" },
    { "ORDER BY id DESC LIMIT 1", "outbox_state" },
    { "ORDER BY r.poll_at, r.id LIMIT", "request_poll" },
    { "a.in_step = 1 ORDER BY a.id", "application_in_step" },
    { "AND state = ?2 ORDER BY entered_on", "trigger_state" },
    { "'past-due') ORDER BY r.id", "request_open_list" },
    { "SELECT count(*) FROM request INDEXED", "request_open_list" },
  };
  g_autoptr(GPtrArray) statements = NULL;

  test_setter_under_way (fixture, NULL);
  run_everything (fixture);
  statements = vouch_db_dup_statements (fixture->db);
  for (guint i = 0; i < G_N_ELEMENTS (hot); i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < statements->len; j++)
        {
          const char *sql = g_ptr_array_index (statements, j);
          g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
          sqlite3_stmt *plan = NULL;

          if (strstr (sql, hot[i].part) == NULL)
            continue;
          g_assert_cmpint (sqlite3_prepare_v2 (fixture->db->handle, explain, -1, &plan, NULL), ==,
                           SQLITE_OK);
          while (sqlite3_step (plan) == SQLITE_ROW)
            {
              const char *detail = (const char *) sqlite3_column_text (plan, 3);

              g_test_message ("%s: %s", hot[i].index, detail);
              found |= strstr (detail, hot[i].index) != NULL;
              g_assert_null (strstr (detail, "TEMP B-TREE"));
            }
          sqlite3_finalize (plan);
        }
      g_assert_true (found);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, func, store_fixture_tear_down)

  ADD ("/outbox/once", test_once);
  ADD ("/outbox/once-anew", test_once_anew);
  ADD ("/outbox/setter/waiting", test_setter_waiting);
  ADD ("/outbox/setter/under-way", test_setter_under_way);
  ADD ("/outbox/setter/hurries", test_setter_hurries);
  ADD ("/outbox/setter/found-absent", test_setter_found_absent);
  ADD ("/outbox/update", test_update);
  ADD ("/outbox/settled-loses-body", test_settled_loses_body);
  ADD ("/outbox/due", test_due);
  ADD ("/outbox/recover", test_recover);
  ADD ("/outbox/count-sent", test_count_sent);
  ADD ("/outbox/find", test_find);
  ADD ("/outbox/last-done", test_last_done);
  ADD ("/outbox/query-plans", test_query_plans);
  ADD ("/outbox/hot-query-plans", test_hot_query_plans);

  return g_test_run ();
}
