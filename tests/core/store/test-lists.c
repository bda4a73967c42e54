/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include <string.h>

#include "base/vouch-error.h"
#include "base/vouch-util.h"
#include "lists-content.h"
#include "store/vouch-activity-list.h"
#include "store/vouch-attention-list.h"
#include "store/vouch-db-private.h"
#include "store/vouch-job-list.h"
#include "store/vouch-request-list.h"
#include "store/vouch-sql.h"

/* What is told sooner is how the whole list begins. */
static void
check_first (StoreFixture  *fixture,
             VouchRowQuery *query,
             GArray        *ids)
{
  g_autoptr(GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;

  vouch_row_query_list_first (query, fixture->db, first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, <=, ids->len);
  for (guint i = 0; i < first->len; i++)
    g_assert_cmpint (g_array_index (first, gint64, i), ==, g_array_index (ids, gint64, i));
  if (query->klass->list_first != NULL && vouch_sql_query_get_first (query) != NULL)
    g_assert_cmpuint (first->len, ==, ids->len);
}

static char *
dup_ids (StoreFixture  *fixture,
         VouchRowQuery *query)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  vouch_row_query_list_ids (query, fixture->db, ids, &error);
  g_assert_no_error (error);
  check_first (fixture, query, ids);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (ids, gint64, i));
  return g_strdup (text->str);
}

/* Requests. */

static void
test_request_filters (StoreFixture  *fixture,
                      gconstpointer  data)
{
  static const struct
  {
    VouchRequestFilter filter;
    const char *ids;
  } cases[] = {
    { { .connection_id = 1 }, "4 1 2 3" },
    { { .connection_id = 0 }, "4 1 2 3 5" },
    { { .connection_id = 1, .descending = TRUE }, "3 2 1 4" },
    { { .connection_id = 1, .states = VOUCH_REQUESTS_OPEN }, "4 1" },
    { { .connection_id = 1, .states = VOUCH_REQUESTS_COMPLETE | VOUCH_REQUESTS_CANCELLED }, "2 3" },
    { { .connection_id = 0, .states = VOUCH_REQUESTS_EXPIRED }, "5" },
    { { .connection_id = 1, .states = VOUCH_REQUESTS_ATTENTION }, "2" },
    { { .connection_id = 2, .states = VOUCH_REQUESTS_ATTENTION }, "" },
    { { .connection_id = 1, .template_id = 2 }, "3" },
    { { .connection_id = 1, .application_id = 4 }, "4" },
    { { .connection_id = 1, .text = "voGEL" }, "1" },
    { { .connection_id = 1, .text = "s Vog" }, "1" },
    { { .connection_id = 1, .text = "dana@" }, "1" },
    { { .connection_id = 1, .text = "wait" }, "4 2" },
    { { .connection_id = 1, .text = "REF1" }, "1 3" },
    { { .connection_id = 1, .text = "chefs" }, "4 1 2" },
    { { .connection_id = 1, .text = "q2" }, "2" },
    { { .connection_id = 1, .text = "c4" }, "4" },
    { { .connection_id = 0, .text = "c1" }, "1 5" },
    { { .connection_id = 1, .text = "%" }, "4" },
    { { .connection_id = 1, .text = "0%_S" }, "4" },
    { { .connection_id = 1, .text = "_" }, "4" },
    { { .connection_id = 1, .text = "äGIR" }, "4" },
    { { .connection_id = 1, .text = "' OR 1 --" }, "" },
    { { .connection_id = 1, .text = "\\" }, "" },
    { { .connection_id = 1, .text = "haddad", .states = VOUCH_REQUESTS_OPEN }, "" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_CANDIDATE }, "3 4 2 1" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_JOB }, "1 3 2 4" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_TEMPLATE, .descending = TRUE }, "3 4 2 1" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_REQUESTOR, .descending = TRUE }, "1 4 3 2" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_STAGE }, "4 1 2 3" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_PROGRESS, .descending = TRUE }, "2 1 4 3" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_DAYS_OPEN, .now = 3000 }, "4 3 1 2" },
    { { .connection_id = 1, .sort = VOUCH_REQUEST_SORT_CLOSED, .descending = TRUE }, "2 3 4 1" },
  };

  lists_content_fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchRowQuery) query = vouch_request_query_new (&cases[i].filter);
      g_autofree char *ids = NULL;

      g_test_message ("%u: text \"%s\", sort %d", i, cases[i].filter.text, cases[i].filter.sort);
      ids = dup_ids (fixture, query);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

/* A text longer than a pattern may be. */
static void
test_long_text (StoreFixture  *fixture,
                gconstpointer  data)
{
  g_autofree char *text = g_strnfill (500, 'x');
  VouchRequestFilter filter = { .connection_id = 1, .text = text };
  g_autoptr(VouchRowQuery) query = vouch_request_query_new (&filter);
  g_autofree char *ids = NULL;

  lists_content_fill (fixture);
  ids = dup_ids (fixture, query);
  g_assert_cmpstr (ids, ==, "");
}

static void
test_request_items (StoreFixture  *fixture,
                    gconstpointer  data)
{
  g_autoptr(VouchRequestItem) first = NULL;
  g_autoptr(VouchRequestItem) second = NULL;
  g_autoptr(VouchRequestItem) third = NULL;
  g_autoptr(VouchRequestItem) none = NULL;
  g_autoptr(GError) error = NULL;

  lists_content_fill (fixture);
  first = vouch_request_item_load (fixture->db, 1, &error);
  second = vouch_request_item_load (fixture->db, 2, &error);
  third = vouch_request_item_load (fixture->db, 3, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (first->candidate, ==, "Ines Vogel");
  g_assert_cmpstr (first->job_title, ==, "Cook");
  g_assert_cmpstr (first->job_ref, ==, "REF1");
  g_assert_cmpstr (first->template_name, ==, "For chefs");
  g_assert_cmpstr (first->requestor, ==, "Dana Ruiz");
  g_assert_cmpstr (first->requestor_email, ==, "dana@example.com");
  g_assert_cmpint (first->stage, ==, VOUCH_STAGE_SENT);
  g_assert_cmpint (first->attach_state, ==, -1);
  g_assert_cmpint (first->note_state, ==, VOUCH_EFFECT_PLANNED);
  g_assert_null (first->held);

  g_assert_cmpint (second->attach_state, ==, VOUCH_EFFECT_HELD);
  g_assert_cmpint (second->note_state, ==, VOUCH_EFFECT_UNKNOWN);
  g_assert_cmpstr (vouch_reason_get_id (second->held), ==, "person.changed");
  g_assert_cmpstr (vouch_reason_get (second->held, "a"), ==, "b");
  g_assert_cmpstr (second->report_url, ==, "https://example.com/r");
  g_assert_cmpint (second->closed_at, ==, 9000);
  g_assert_cmpstr (second->outcome, ==, "hired");

  g_assert_null (third->candidate);
  g_assert_cmpstr (third->candidate_id, ==, "c3");
  g_assert_true (third->adopted);

  none = vouch_request_item_load (fixture->db, 77, &error);
  g_assert_null (none);
  g_assert_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NOT_FOUND);
}

static void
test_request_details (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr(VouchRequestDetails) details = NULL;
  g_autoptr(GError) error = NULL;
  const VouchReferenceRow *reference;

  lists_content_fill (fixture);
  details = vouch_request_details_load (fixture->db, 1, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpint (details->item->id, ==, 1);
  g_assert_cmpuint (details->references->len, ==, 1);
  reference = details->references->pdata[0];
  g_assert_cmpstr (reference->first_name, ==, "Rita");
  g_assert_cmpstr (reference->status, ==, "completed");
  g_assert_cmpuint (details->lines->len, ==, 2);
  g_assert_cmpuint (details->effects->len, ==, 3);
}

/* What waits. */

static void
test_attention (StoreFixture  *fixture,
                gconstpointer  data)
{
  static const char *const tags[] = { "tag.", "person.changed", NULL };
  static const char *const caps[] = { "cap.reached", NULL };
  static const struct
  {
    VouchAttentionFilter filter;
    const char *ids;
  } cases[] = {
    { { .connection_id = 1 }, "4 7 5" },
    { { .connection_id = 0 }, "4 7 5" },
    { { .connection_id = 2 }, "" },
    { { .connection_id = 1, .retrying = TRUE }, "4 12 6 8 7 5" },
    { { .connection_id = 1, .except = caps }, "4 5" },
    { { .connection_id = 1, .reasons = tags }, "4 5" },
    { { .connection_id = 1, .retrying = TRUE, .text = "haddad" }, "4 6 5" },
    { { .connection_id = 1, .text = "cook" }, "" },
    { { .connection_id = 1, .text = "c4" }, "7" },
  };

  lists_content_fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchRowQuery) query = vouch_attention_query_new (&cases[i].filter);
      g_autofree char *ids = NULL;

      g_test_message ("%u", i);
      ids = dup_ids (fixture, query);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }
}

static void
test_attention_items (StoreFixture  *fixture,
                      gconstpointer  data)
{
  const VouchAttentionFilter filter = { .connection_id = 1, .retrying = TRUE };
  g_autoptr(GPtrArray) items = NULL;
  const VouchAttentionItem *item;

  lists_content_fill (fixture);
  items = vouch_attention_list (fixture->db, &filter, NULL);
  g_assert_cmpuint (items->len, ==, 6);

  item = items->pdata[0];
  g_assert_cmpint (item->id, ==, vouch_attention_row_id (VOUCH_ATTENTION_EFFECT, item->row_id));
  g_assert_cmpint (item->kind, ==, VOUCH_ATTENTION_EFFECT);
  g_assert_cmpstr (item->effect, ==, "attach-report");
  g_assert_cmpstr (item->state, ==, "held");
  g_assert_false (item->retrying);
  g_assert_cmpstr (vouch_reason_get_id (item->reason), ==, "person.changed");
  g_assert_cmpint (item->attempts, ==, 3);
  g_assert_cmpstr (item->candidate, ==, "Omar Haddad");
  g_assert_cmpstr (item->job_title, ==, "Waiter");

  /* An effect about a job has nobody, and still its job. */
  item = items->pdata[1];
  g_assert_true (item->retrying);
  g_assert_null (item->candidate);
  g_assert_cmpstr (item->job_id, ==, "job-c");
  g_assert_cmpint (item->next_at, ==, 90);

  item = items->pdata[4];
  g_assert_cmpint (item->kind, ==, VOUCH_ATTENTION_ENTRY);
  g_assert_cmpint (item->row_id, ==, 3);
  g_assert_null (item->effect);
  g_assert_cmpint (item->entered_on, ==, 550);
  g_assert_cmpint (item->since, ==, 560);
}

static void
test_attention_count (StoreFixture  *fixture,
                      gconstpointer  data)
{
  g_autoptr(GPtrArray) counts = NULL;
  gint64 n_waiting = 0, n_retrying = 0, n_entries = 0;

  lists_content_fill (fixture);
  counts = vouch_attention_count (fixture->db, 1, NULL);
  for (guint i = 0; i < counts->len; i++)
    {
      const VouchAttentionCount *count = counts->pdata[i];

      if (count->kind == VOUCH_ATTENTION_ENTRY)
        n_entries += count->n;
      else if (count->retrying)
        n_retrying += count->n;
      else
        n_waiting += count->n;
    }
  g_assert_cmpint (n_waiting, ==, 1);
  g_assert_cmpint (n_retrying, ==, 3);
  g_assert_cmpint (n_entries, ==, 2);
}

/* Activity. */

static void
test_activity (StoreFixture  *fixture,
               gconstpointer  data)
{
  static const char *const requests[] = { "request.", NULL };
  static const char *const two[] = { "requestor.fallback", "connection.", NULL };
  static const struct
  {
    VouchActivityFilter filter;
    const char *ids;
  } cases[] = {
    { { .connection_id = 1 }, "5 4 3 2 1" },
    { { .connection_id = 0 }, "6 5 4 3 2 1" },
    { { .connection_id = 1, .kinds = requests }, "3 2 1" },
    { { .connection_id = 1, .kinds = two }, "5 4" },
    { { .connection_id = 1, .actor = "person" }, "3" },
    { { .connection_id = 1, .since = 200, .until = 400 }, "3 2" },
    { { .connection_id = 1, .application_id = 1 }, "2 1" },
    { { .connection_id = 1, .request_id = 2 }, "5" },
    { { .connection_id = 1, .text = "vogel" }, "2 1" },
    { { .connection_id = 1, .text = "Cook" }, "3 2 1" },
    { { .connection_id = 1, .text = "vogel", .kinds = requests, .since = 150 }, "2" },
  };
  VouchActivityFilter all = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_activity_query_new (&all);
  g_autoptr(VouchActivityItem) first = NULL;
  g_autoptr(VouchActivityItem) third = NULL;

  lists_content_fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchRowQuery) one = vouch_activity_query_new (&cases[i].filter);
      g_autofree char *ids = NULL;

      g_test_message ("%u", i);
      ids = dup_ids (fixture, one);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }

  first = vouch_row_query_load (query, fixture->db, 2, NULL);
  third = vouch_row_query_load (query, fixture->db, 3, NULL);
  g_assert_cmpstr (first->person, ==, "Ines Vogel");
  g_assert_cmpstr (first->job_title, ==, "Cook");
  g_assert_cmpstr (vouch_reason_get_id (first->what), ==, "request.sent");
  g_assert_null (third->person);
}

/* Jobs. */

static void
test_jobs (StoreFixture  *fixture,
           gconstpointer  data)
{
  static const struct
  {
    VouchJobFilter filter;
    const char *ids;
  } cases[] = {
    { { .connection_id = 1 }, "3 5 1 2" },
    { { .connection_id = 1, .closed = TRUE }, "3 5 1 4 2" },
    { { .connection_id = 2 }, "" },
    { { .connection_id = 1, .department = "Kitchen" }, "3 1" },
    { { .connection_id = 1, .matches = 1 << VOUCH_JOB_NEAR_MISS }, "1" },
    { { .connection_id = 1, .matches = 1 << VOUCH_JOB_MATCHING | 1 << VOUCH_JOB_NO_TAG }, "5 2" },
    { { .connection_id = 1, .matches = 1 << VOUCH_JOB_UNKNOWN_TAG }, "3" },
    { { .connection_id = 1, .text = "bonn" }, "1 2" },
    { { .connection_id = 1, .sort = VOUCH_JOB_SORT_MATCH, .descending = TRUE }, "3 1 2 5" },
    { { .connection_id = 1, .sort = VOUCH_JOB_SORT_REF }, "1 2 3 5" },
  };
  g_auto(GStrv) departments = NULL;
  g_autoptr(GError) error = NULL;

  lists_content_fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VouchRowQuery) query = vouch_job_query_new (&cases[i].filter);
      g_autofree char *ids = NULL;

      g_test_message ("%u", i);
      ids = dup_ids (fixture, query);
      g_assert_cmpstr (ids, ==, cases[i].ids);
    }

  departments = vouch_jobs_dup_departments (fixture->db, 1, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_equal ((const char *const *) departments,
                               (const char *const[]) { "Cellar", "Floor", "Kitchen", NULL }));
}

static void
test_job_items (StoreFixture  *fixture,
                gconstpointer  data)
{
  VouchJobFilter filter = { .connection_id = 1 };
  g_autoptr(VouchRowQuery) query = vouch_job_query_new (&filter);
  g_autoptr(VouchJobItem) near = NULL;
  g_autoptr(VouchJobItem) none = NULL;
  g_autoptr(GPtrArray) uses = NULL;
  const VouchTemplateUse *use;

  lists_content_fill (fixture);
  near = vouch_row_query_load (query, fixture->db, 1, NULL);
  none = vouch_row_query_load (query, fixture->db, 5, NULL);
  g_assert_cmpint (near->match, ==, VOUCH_JOB_NEAR_MISS);
  g_assert_cmpint (near->template_id, ==, 1);
  g_assert_cmpstr (near->template_tag, ==, "chef");
  g_assert_cmpstr (near->recruiter, ==, "Dana Ruiz");
  g_assert_cmpstr (near->creator, ==, "Dana Ruiz");
  g_assert_null (near->coordinator);
  g_assert_cmpint (near->n_open, ==, 1);
  g_assert_cmpint (none->match, ==, VOUCH_JOB_NO_TAG);
  g_assert_cmpint (none->template_id, ==, 0);

  uses = vouch_templates_list_uses (fixture->db, 1, NULL);
  g_assert_cmpuint (uses->len, ==, 2);
  use = uses->pdata[0];
  g_assert_cmpint (use->n_jobs, ==, 1);
  g_assert_cmpint (use->n_near, ==, 1);
  g_assert_cmpint (use->n_requests, ==, 2);
  use = uses->pdata[1];
  g_assert_cmpint (use->n_jobs + use->n_near + use->n_requests, ==, 0);
}

/* A job that is read again keeps its number, a new one gets the next. */
static void
test_job_numbers (StoreFixture  *fixture,
                  gconstpointer  data)
{
  g_autoptr(VouchJob) old = vouch_job_new ("job-b");
  g_autoptr(VouchJob) new_one = vouch_job_new ("job-0");

  lists_content_fill (fixture);
  vouch_set_str (&old->title, "Head waiter");
  g_assert_true (vouch_jobs_put (fixture->db, 1, old, NULL));
  g_assert_true (vouch_jobs_put (fixture->db, 1, new_one, NULL));
  g_assert_cmpint (store_count (fixture->db, "SELECT id FROM job WHERE title = 'Head waiter'"), ==,
                   2);
  g_assert_cmpint (store_count (fixture->db, "SELECT id FROM job WHERE job_id = 'job-0'"), ==, 6);
}

/* Plans. */

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (* func) (StoreFixture *, gconstpointer);
  } tests[] = {
    { "/lists/request-filters", test_request_filters },
    { "/lists/long-text", test_long_text },
    { "/lists/request-items", test_request_items },
    { "/lists/request-details", test_request_details },
    { "/lists/attention", test_attention },
    { "/lists/attention-items", test_attention_items },
    { "/lists/attention-count", test_attention_count },
    { "/lists/activity", test_activity },
    { "/lists/jobs", test_jobs },
    { "/lists/job-items", test_job_items },
    { "/lists/job-numbers", test_job_numbers },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].func,
                store_fixture_tear_down);
  return g_test_run ();
}
