/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "store-fixture.h"
#include "sync-facts.h"
#include "sync/vouch-plan.h"

static void
assert_id (VouchReason *reason,
           const char  *id)
{
  g_assert_nonnull (reason);
  g_assert_cmpstr (vouch_reason_get_id (reason), ==, id);
}

static void
test_external_id (void)
{
  g_autoptr(VouchApplication) application = vouch_application_new ("candidate-1", "job-1");
  g_autofree char *pair = vouch_external_id_for (application);
  g_autofree char *empty = NULL;
  g_autofree char *own = NULL;

  g_assert_cmpstr (pair, ==, "candidate-1:job-1");
  vouch_set_str (&application->application_id, "");
  empty = vouch_external_id_for (application);
  g_assert_cmpstr (empty, ==, "candidate-1:job-1");
  vouch_set_str (&application->application_id, "application-9");
  own = vouch_external_id_for (application);
  g_assert_cmpstr (own, ==, "application-9");
}

static void
test_request (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchPlan) plan = vouch_plan_make (facts);
  g_autofree char *hash = vouch_contact_hash (facts->application->person, "salt");

  g_assert_null (plan->reason);
  g_assert_cmpint (plan->request->application_id, ==, 5);
  g_assert_cmpint (plan->request->trigger_id, ==, 7);
  g_assert_cmpint (plan->request->template_id, ==, 3);
  g_assert_cmpint (plan->request->stage, ==, VOUCH_STAGE_PLANNED);
  g_assert_cmpstr (plan->request->external_id, ==, "candidate-1:job-1");
  g_assert_cmpstr (plan->request->position, ==, "Account Executive");
  g_assert_cmpstr (plan->request->requestor, ==, "recruiter@example.com");
  g_assert_cmpstr (plan->request->person_hash, ==, hash);

  g_assert_cmpstr (plan->effect->kind, ==, "create-request");
  g_assert_cmpstr (plan->effect->subject, ==, "application:5");
  g_assert_cmpint (plan->effect->entry, ==, 1);
  g_assert_true (plan->effect->once);
  g_assert_cmpint (plan->effect->trigger_id, ==, 7);
  g_assert_cmpint (plan->effect->created_at, ==, SYNC_NOW);
  g_assert_cmpstr (plan->effect->attempt_id, ==, facts->attempt_id);
  g_assert_nonnull (strstr (plan->effect->body, "ines.okafor@example.org"));
  g_assert_nonnull (strstr (plan->effect->body, "manager@example.com"));
}

/* Equal facts, equal plan: nothing but the facts goes into it. */
static void
test_pure (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchPlan) one = vouch_plan_make (facts);
  g_autoptr(VouchPlan) two = vouch_plan_make (facts);

  g_assert_cmpstr (one->effect->body, ==, two->effect->body);
  g_assert_cmpstr (one->effect->digest, ==, two->effect->digest);
}

/* For a preview there is no entry yet; an older dialect, a template's own position, a later entry,
 * and a number that no message can be sent to. */
static void
test_variants (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchPlan) again = NULL;
  g_autoptr(VouchPlan) preview = NULL;
  VouchTemplate *template = facts->templates->pdata[0];

  vouch_set_str (&facts->connection->crosschq_dialect, "v1");
  vouch_set_str (&template->position, "Seller");
  template->use_sms = TRUE;
  vouch_set_str (&facts->application->person->phone, "0415 555 0123");
  facts->trigger->entry_no = 2;
  facts->trigger->confirmed = TRUE;
  again = vouch_plan_make (facts);
  g_assert_cmpstr (again->request->position, ==, "Seller");
  g_assert_cmpint (again->effect->entry, ==, 2);
  g_assert_null (strstr (again->effect->body, "0415"));
  assert_id (again->remarks->pdata[0], "candidate.no-mobile");

  g_clear_pointer (&facts->trigger, vouch_trigger_free);
  preview = vouch_plan_make (facts);
  g_assert_cmpint (preview->effect->entry, ==, 1);
  g_assert_cmpint (preview->effect->trigger_id, ==, 0);
  g_assert_cmpint (preview->request->trigger_id, ==, 0);
}

/* Who is gone or has moved on does not wait for anything; who misses something does. */
static void
test_ends (void)
{
  g_autoptr(VouchFacts) facts = sync_facts_new ();
  g_autoptr(VouchPlan) held = NULL;
  g_autoptr(VouchPlan) moved = NULL;
  g_autoptr(VouchPlan) gone = NULL;

  vouch_set_str (&facts->job->tag, NULL);
  held = vouch_plan_make (facts);
  assert_id (held->reason, "job.no-tag");
  g_assert_false (held->ends);
  g_assert_null (held->request);
  g_assert_null (held->effect);

  vouch_set_str (&facts->application->sub_status, "Phone Screen");
  moved = vouch_plan_make (facts);
  assert_id (moved->reason, "application.not-in-step");
  g_assert_true (moved->ends);

  facts->application->gone = TRUE;
  gone = vouch_plan_make (facts);
  g_assert_true (gone->ends);
}

/* In the store. */

typedef struct
{
  StoreFixture store;
  VouchFacts *facts;
} Fixture;

static void
load_trigger (Fixture *fixture)
{
  gint64 id = fixture->facts->trigger->id;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&fixture->facts->trigger, vouch_trigger_free);
  fixture->facts->trigger = vouch_triggers_get (fixture->store.db, id, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  VouchFacts *facts = sync_facts_new ();
  VouchDb *db;

  store_fixture_set_up (&fixture->store, NULL);
  db = fixture->store.db;
  fixture->facts = facts;
  facts->connection->id = fixture->store.connection_id;
  facts->connection->turned_on_at = 0;
  facts->application->id = store_add_application (db, facts->connection->id, "candidate-1",
                                                  "Okafor");
  facts->trigger->id = store_add_trigger (db, facts->connection->id, facts->application->id, 1);
  load_trigger (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->facts, vouch_facts_free);
  store_fixture_tear_down (&fixture->store, NULL);
}

static void
store_plan_of (Fixture *fixture)
{
  g_autoptr(VouchPlan) plan = vouch_plan_make (fixture->facts);
  g_autoptr(GError) error = NULL;

  g_assert_true (vouch_plan_store (plan, fixture->facts, fixture->store.db, &error));
  g_assert_no_error (error);
  load_trigger (fixture);
}

static gint64
count (Fixture    *fixture,
       const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);

  return store_count (fixture->store.db, sql);
}

static void
test_stored (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(VouchEffect) effect = NULL;

  store_plan_of (fixture);
  g_assert_cmpint (fixture->facts->trigger->state, ==, VOUCH_TRIGGER_PLANNED);
  g_assert_cmpint (count (fixture, "request"), ==, 1);
  g_assert_cmpint (count (fixture, "ledger"), ==, 1);
  effect = vouch_outbox_get (fixture->store.db, 1, NULL);
  g_assert_cmpint (effect->state, ==, VOUCH_EFFECT_PLANNED);
  g_assert_cmpint (effect->request_id, ==, 1);
}

/* Held for the same reason is no news; for another one it is, and so is the end. */
static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  vouch_set_str (&fixture->facts->job->tag, NULL);
  store_plan_of (fixture);
  store_plan_of (fixture);
  g_assert_cmpint (fixture->facts->trigger->state, ==, VOUCH_TRIGGER_HELD);
  g_assert_cmpint (count (fixture, "ledger"), ==, 1);

  vouch_set_str (&fixture->facts->job->tag, "engineering");
  store_plan_of (fixture);
  assert_id (fixture->facts->trigger->reason, "tag.unknown");
  g_assert_cmpint (count (fixture, "ledger"), ==, 2);

  fixture->facts->application->gone = TRUE;
  store_plan_of (fixture);
  g_assert_cmpint (fixture->facts->trigger->state, ==, VOUCH_TRIGGER_SKIPPED);
  g_assert_cmpint (count (fixture, "ledger"), ==, 3);
  g_assert_cmpint (count (fixture, "outbox"), ==, 0);
}

/* The trigger moved meanwhile, or the application is not there: nothing is to be kept. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(VouchPlan) plan = vouch_plan_make (fixture->facts);
  g_autoptr(GError) stale = NULL;
  g_autoptr(GError) gone = NULL;

  fixture->facts->trigger->version++;
  g_assert_false (vouch_plan_store (plan, fixture->facts, fixture->store.db, &stale));
  g_assert_error (stale, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_STALE);

  plan->request->application_id = 999;
  g_assert_false (vouch_plan_store (plan, fixture->facts, fixture->store.db, &gone));
  g_assert_nonnull (gone);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plan/external-id", test_external_id);
  g_test_add_func ("/plan/request", test_request);
  g_test_add_func ("/plan/pure", test_pure);
  g_test_add_func ("/plan/variants", test_variants);
  g_test_add_func ("/plan/ends", test_ends);
  ADD ("/plan/stored", test_stored);
  ADD ("/plan/held", test_held);
  ADD ("/plan/stale", test_stale);

  return g_test_run ();
}
