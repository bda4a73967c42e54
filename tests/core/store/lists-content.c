/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-test"

#include "lists-content.h"

static void
run (StoreFixture *fixture,
     const char   *sql)
{
  g_autoptr(GError) error = NULL;

  vouch_db_run (fixture->db, &error, sql, "");
  g_assert_no_error (error);
}

void
lists_content_fill (StoreFixture *fixture)
{
  static const char *const rows[] = {
    "INSERT INTO person VALUES (1, 1, 'Ines', 'Vogel', 'ines@example.org', NULL),"
    " (2, 1, 'Omar', 'Haddad', 'omar@example.org', NULL), (3, 1, '', '', NULL, NULL),"
    " (4, 1, 'Ägir', '100%_sure', 'x@example.org', NULL),"
    " (5, 1, 'Dana', 'Ruiz', 'dana@example.com', NULL), (6, 1, '', '', 'dana@example.com', NULL),"
    " (7, 1, 'Rita', 'Ref', 'rita@example.net', NULL)",
    "INSERT INTO user VALUES (1, 'u1', 1, 5)",
    "INSERT INTO job VALUES (1, 'job-a', 'Cook', 'REF1', 'Kitchen', 'Bonn', 'SOURCING', 'u1',"
    " 'Chef', NULL, 0, 0, 0, 1, 1),"
    " (1, 'job-b', 'Waiter', 'REF2', 'Floor', 'Bonn', 'OFFER', NULL, 'chef', NULL, 0, 0, 0, 0, 2),"
    " (1, 'job-c', 'Baker', 'REF3', 'Kitchen', 'Ulm', 'INTERVIEW', NULL, 'what', NULL, 0, 0, 0, 0,"
    " 3),"
    " (1, 'job-d', 'Porter', 'REF4', NULL, NULL, 'FILLED', NULL, 'chef', NULL, 0, 0, 0, 0, 4),"
    " (1, 'job-e', 'Cellarer', 'REF5', 'Cellar', NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 5)",
    "INSERT INTO team VALUES (1, 'job-a', 0, 'u1', 'recruiter')",
    "INSERT INTO template VALUES (1, 1, 'For chefs', 'chef', NULL, NULL, 's', NULL, NULL, NULL, 0,"
    " 0, 1, 0), (2, 1, 'Unused', 'none', NULL, NULL, 's', NULL, NULL, NULL, 0, 0, 1, 0)",
    "INSERT INTO application VALUES"
    " (1, 1, 'c1', 'job-a', NULL, '', '', 1, 0, 0, 0, 0, 0, 1),"
    " (2, 1, 'c2', 'job-b', NULL, '', '', 1, 0, 0, 0, 0, 0, 2),"
    " (3, 1, 'c3', 'job-a', NULL, '', '', 0, 0, 0, 0, 1, 1, 3),"
    " (4, 1, 'c4', 'job-b', NULL, '', '', 0, 0, 0, 0, 0, 0, 4),"
    " (5, 2, 'c1', 'job-x', NULL, '', '', 0, 0, 0, 0, 0, 0, NULL)",
    "INSERT INTO trigger VALUES (1, 1, 1, 1, 500, 510, NULL, NULL, 0, 0, 'planned', NULL, NULL, 1),"
    " (2, 1, 2, 1, 600, 610, NULL, NULL, 0, 0, 'held', 'tag.near-miss', NULL, 1),"
    " (3, 1, 4, 1, 550, 560, NULL, NULL, 0, 0, 'held', 'cap.reached', NULL, 1)",
    "INSERT INTO request VALUES"
    " (1, 1, 1, 1, 'e1', 'q1', 'c1', 'job-a', NULL, 6, 1, NULL, NULL, 'sent', 'sent', 20, NULL, 0,"
    " 0, 1000, 0, 0, 0, 0, NULL, 1),"
    " (2, 1, 2, NULL, 'e2', 'q2', 'c2', 'job-b', NULL, NULL, 1, NULL, NULL, 'complete', 'complete',"
    " 100, 'https://example.com/r', 1, 0, 2000, 0, 0, 9000, 0, 'hired', 1),"
    " (3, 1, 3, NULL, 'e3', 'q3', 'c3', 'job-a', NULL, NULL, 2, NULL, NULL, 'cancelled',"
    " 'cancelled', 0, NULL, 0, 1, 3000, 0, 0, 4000, 0, NULL, 1),"
    " (4, 1, 4, NULL, 'e4', NULL, 'c4', 'job-b', NULL, NULL, 1, NULL, NULL, 'planned', NULL, 0,"
    " NULL, 0, 0, 0, 0, 0, 0, 0, NULL, 1),"
    " (5, 2, 5, NULL, 'e5', 'q5', 'c1', 'job-x', NULL, NULL, 0, NULL, NULL, 'expired', NULL, 0,"
    " NULL, 0, 0, 5000, 0, 0, 6000, 0, NULL, 1)",
    "INSERT INTO reference VALUES (1, 0, 1, 7, 'peer', 'completed')",
    "INSERT INTO outbox (id, connection_id, kind, subject, entry, once, trigger_id, request_id,"
    " application_id, state, attempts, failures, absent, next_at, look_date, sent_at, created_at,"
    " reason, params, http_status, version) VALUES"
    " (1, 1, 'create-request', 'a', 1, 1, 1, 1, 1, 'done', 1, 0, 0, 0, 0, 0, 900, NULL, NULL, 0,"
    " 1),"
    " (2, 1, 'attach-report', 'b', 0, 1, 0, 2, 2, 'held', 3, 0, 0, 0, 0, 0, 901, 'person.changed',"
    " '{\"a\":\"b\"}', 0, 1),"
    " (3, 1, 'write-note', 'c', 0, 1, 0, 2, 2, 'unknown', 1, 0, 0, 70, 0, 0, 902, NULL, NULL, 0,"
    " 1),"
    " (4, 1, 'write-note', 'd', 0, 1, 0, 1, 1, 'planned', 1, 1, 0, 80, 0, 0, 903, 'ats.busy', NULL,"
    " 0, 1),"
    " (5, 1, 'remind', 'e', 0, 1, 0, 1, 1, 'planned', 0, 0, 0, 0, 0, 0, 904, NULL, NULL, 0, 1),"
    " (6, 1, 'set-job-tag', 'job:job-c', 0, 0, 0, 0, 0, 'held', 1, 1, 0, 90, 0, 0, 905,"
    " 'account.scope', NULL, 0, 1)",
    "INSERT INTO run VALUES (1, 1, 90, 110, 'schedule', 'ended', 4, 1, 0, NULL, NULL)",
    "INSERT INTO ledger VALUES (1, 1, 100, 'vouch', 1, 1, 1, 1, 0, 'request.planned', NULL, 1),"
    " (2, 1, 200, 'service', 0, 1, 0, 1, 1, 'request.sent', NULL, 0),"
    " (3, 1, 300, 'person', 0, 3, 0, 3, 0, 'request.cancelled', NULL, 0),"
    " (4, 1, 400, 'vouch', 0, 0, 0, 0, 0, 'connection.turned-on', NULL, 0),"
    " (5, 1, 500, 'vouch', 0, 2, 0, 2, 2, 'requestor.fallback', NULL, 0),"
    " (6, 2, 600, 'vouch', 0, 5, 0, 5, 0, 'request.expired', NULL, 0)",
  };

  store_add_connection (fixture->db, "Other");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    run (fixture, rows[i]);
}
