/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#include "bench-store.h"

/* Microseconds; the last row is this old, and one comes every minute. */
#define LAST G_GINT64_CONSTANT (1700000000000000)
#define APART G_GINT64_CONSTANT (60000000)

/* ?1 the connection, ?2 how many. */
#define NUMBERS "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number" \
                " WHERE n < ?2) "

static const char jobs_sql[] =
  NUMBERS
  "INSERT INTO job (connection_id, job_id, title, ref_number, department, location, status,"
  " creator_id, tag, updated_on, read_at, team_read_at, has_team, id)"
  " SELECT ?1, 'job-' || n, 'Account Executive ' || n, 'REF' || n, 'Sales', 'Berlin', 'SOURCING',"
  " 'user-1', 'sales', ?3 - n * ?4, ?3, ?3, 0, n FROM number";

static const char template_sql[] =
  "INSERT INTO template (id, connection_id, name, tag, use_sms, past_due_notice, revision)"
  " VALUES (1, ?1, 'Sales', 'sales', 0, 0, 1)";

/* Names repeat as those of people do; the number tells two of one name apart. */
static const char people_sql[] =
  NUMBERS
  "INSERT INTO person (id, connection_id, first_name, last_name, email)"
  " SELECT n, ?1, substr ('AdaBobCarDanEvaFayGusHal', n * 7 % 8 * 3 + 1, 3),"
  " substr ('HopperLovelaTuringKnuth Diffie', n * 11 % 5 * 6 + 1, 6) || (n * 7919 % 1000003),"
  " 'person' || n || '@example.org' FROM number";

static const char applications_sql[] =
  NUMBERS
  "INSERT INTO application (id, connection_id, candidate_id, job_id, application_id, status,"
  " sub_status, in_step, updated_on, read_at, gone_seen_at, gone, erased, person_id)"
  " SELECT n, ?1, 'candidate-' || n, 'job-' || (n % ?5 + 1), 'application-' || n, 'IN_REVIEW',"
  " 'Crosschq', 0, ?3 - n * ?4, ?3, 0, 0, 0, n FROM number";

static const char requests_sql[] =
  NUMBERS
  "INSERT INTO request (id, connection_id, application_id, external_id, request_id, candidate_id,"
  " job_id, template_id, stage, progress, has_pdf, adopted, created_at, updated_on, read_at,"
  " closed_at, poll_at, version)"
  " SELECT n, ?1, n, 'vouch-' || n, 'request-' || n, 'candidate-' || n, 'job-' || (n % ?5 + 1), 1,"
  " iif (n <= ?6, 'sent', 'complete'), iif (n <= ?6, n % 5 * 20, 100), n > ?6, 0, ?3 - n * ?4, ?3,"
  " ?3, iif (n <= ?6, 0, ?3), 0, 1 FROM number";

static const char lines_sql[] =
  NUMBERS
  "INSERT INTO ledger (connection_id, at, actor, person_id, application_id, trigger_id, request_id,"
  " effect_id, what)"
  " SELECT ?1, ?3 - (?2 - n) * ?4, 'vouch', n % ?5 + 1, n % ?5 + 1, 0, n % ?5 + 1, 0,"
  " iif (n % 2, 'request.sent', 'request.complete') FROM number";

char *
bench_store_dup_name (guint n)
{
  static const char first[] = "AdaBobCarDanEvaFayGusHal";
  static const char last[] = "HopperLovelaTuringKnuth Diffie";

  return g_strdup_printf ("%.3s %.6s%" G_GUINT64_FORMAT, first + n * 7 % 8 * 3,
                          last + n * 11 % 5 * 6, (guint64) n * 7919 % 1000003);
}

gboolean
bench_store_fill (VouchDb   *db,
                  gpointer   data,
                  GError   **error)
{
  const BenchStore *self = data;
  gint64 id = self->connection_id, n_requests = self->n_requests, n_jobs = self->n_jobs;

  return vouch_db_run (db, error, template_sql, "i", id) &&
         vouch_db_run (db, error, jobs_sql, "iiii", id, n_jobs, LAST, APART) &&
         vouch_db_run (db, error, people_sql, "ii", id, n_requests) &&
         vouch_db_run (db, error, applications_sql, "iiiii", id, n_requests, LAST, APART, n_jobs) &&
         vouch_db_run (db, error, requests_sql, "iiiiii", id, n_requests, LAST, APART, n_jobs,
                       (gint64) self->n_open) &&
         (self->n_lines == 0 ||
          vouch_db_run (db, error, lines_sql, "iiiii", id, (gint64) self->n_lines, LAST, APART,
                        n_requests));
}
