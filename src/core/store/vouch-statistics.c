/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "store/vouch-row-util.h"
#include "store/vouch-statistics.h"

#define OF_CONNECTION "connection_id IN (SELECT id FROM connection WHERE ?1 IN (0, id))"
#define IS_OPEN "stage IN ('planned', 'sent', 'in-progress', 'past-due')"
#define IS_AT_SERVICE "stage IN ('sent', 'in-progress', 'past-due')"

/* Of these nobody waits for an answer any more; what is unknown may still come. */
#define HAS_ENDED "ifnull (f.status, '') IN ('completed', 'declined', 'cancelled')"

/* Counting between two bounds: every query has ?1 connection, ?2 since, ?3 until. */
static gboolean
count (VouchDb     *db,
       const char  *sql,
       gint64       connection_id,
       gint64       since,
       gint64       until,
       gint64      *n,
       GError     **error)
{
  return vouch_rows_take_int (vouch_db_query (db, error, sql, "iii", connection_id, since, until),
                              n, error);
}

static const char sent_sql[] =
  "SELECT count (*) FROM request INDEXED BY request_created"
  " WHERE " OF_CONNECTION " AND created_at >= ?2 AND created_at < ?3";

/* Days. */

/* Requests that were never sent are in no number. */
static gboolean
count_closed (VouchDb        *db,
              gint64          connection_id,
              gint64          since,
              gint64          until,
              VouchDayCount  *day,
              GError        **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT stage, count (*) FROM request INDEXED BY request_closed"
                                    " WHERE " OF_CONNECTION " AND closed_at >= ?2"
                                    " AND closed_at < ?3 AND created_at > 0 GROUP BY stage",
                                    "iii", connection_id, since, until);

  while (vouch_rows_next (rows))
    {
      const char *stage = vouch_rows_text (rows, 0);
      gint64 n = vouch_rows_int (rows, 1);

      if (g_str_equal (stage, "complete"))
        day->n_completed = n;
      else if (g_str_equal (stage, "cancelled"))
        day->n_cancelled = n;
      else if (g_str_equal (stage, "expired"))
        day->n_expired = n;
    }

  return vouch_rows_finish (rows, error);
}

/* What is open now is few; what ever was is many. So the count goes back from the end. */
static gboolean
count_open_at (VouchDb  *db,
               gint64    connection_id,
               gint64    at,
               gint64   *n,
               GError  **error)
{
  gint64 n_open, n_later;

  if (!vouch_rows_take_int (vouch_db_query (db, error,
                                            "SELECT count (*) FROM request INDEXED BY"
                                            " request_open_created WHERE " OF_CONNECTION
                                            " AND " IS_OPEN
                                            " AND created_at > 0 AND created_at < ?2",
                                            "ii", connection_id, at),
                            &n_open, error) ||
      !vouch_rows_take_int (vouch_db_query (db, error,
                                            "SELECT count (*) FROM request INDEXED BY"
                                            " request_closed WHERE " OF_CONNECTION
                                            " AND closed_at >= ?2 AND created_at > 0"
                                            " AND created_at < ?2",
                                            "ii", connection_id, at),
                            &n_later, error))
    return FALSE;

  *n = n_open + n_later;
  return TRUE;
}

/**
 * vouch_statistics_days:
 * @db: a connection
 * @connection_id: whose, or 0 for all
 * @bounds: (array): @n_days + 1 times
 * @n_days: how many spans
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VouchDayCount): one for each span
 */
GArray *
vouch_statistics_days (VouchDb       *db,
                       gint64         connection_id,
                       const gint64  *bounds,
                       guint          n_days,
                       GError       **error)
{
  g_autoptr(GArray) days = g_array_sized_new (FALSE, TRUE, sizeof (VouchDayCount), n_days);
  gint64 n_open;

  g_array_set_size (days, n_days);
  if (!count_open_at (db, connection_id, bounds[n_days], &n_open, error))
    return NULL;

  for (guint i = n_days; i > 0; i--)
    {
      VouchDayCount *day = &g_array_index (days, VouchDayCount, i - 1);

      if (!count (db, sent_sql, connection_id, bounds[i - 1], bounds[i], &day->n_sent, error) ||
          !count_closed (db, connection_id, bounds[i - 1], bounds[i], day, error))
        return NULL;
      day->n_open = n_open;
      n_open += day->n_completed + day->n_cancelled + day->n_expired - day->n_sent;
    }

  return g_steal_pointer (&days);
}

/* The median. */

gboolean
vouch_statistics_median (VouchDb  *db,
                         gint64    connection_id,
                         gint64    since,
                         gint64    until,
                         gint64   *median,
                         GError  **error)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT closed_at - created_at FROM request INDEXED BY"
                                    " request_closed WHERE " OF_CONNECTION
                                    " AND closed_at >= ?2 AND closed_at < ?3"
                                    " AND stage = 'complete' AND created_at > 0 ORDER BY 1",
                                    "iii", connection_id, since, until);

  while (vouch_rows_next (rows))
    {
      gint64 span = vouch_rows_int (rows, 0);

      g_array_append_val (spans, span);
    }
  if (!vouch_rows_finish (rows, error))
    return FALSE;

  *median = -1;
  if (spans->len > 0)
    {
      gint64 low = g_array_index (spans, gint64, (spans->len - 1) / 2);
      gint64 high = g_array_index (spans, gint64, spans->len / 2);

      *median = low + (high - low) / 2;
    }
  return TRUE;
}

/* The funnel. */

/* Each step includes whoever came further, so that no number exceeds the one before it. */
static const char funnel_sql[] =
  "WITH entry AS (SELECT r.id AS request, r.stage = 'complete' AS complete,"
  " EXISTS (SELECT 1 FROM reference AS f WHERE f.request_row = r.id) AS named,"
  " EXISTS (SELECT 1 FROM reference AS f WHERE f.request_row = r.id AND NOT (" HAS_ENDED "))"
  " AS waits"
  " FROM trigger AS t INDEXED BY trigger_seen"
  " LEFT JOIN request AS r ON r.id = (SELECT max (id) FROM request"
  " WHERE trigger_id = t.id AND created_at > 0)"
  " WHERE t." OF_CONNECTION " AND t.first_seen >= ?2 AND t.first_seen < ?3)"
  " SELECT count (*), count (request), total (complete OR named), total (complete OR"
  " (named AND NOT waits)), total (complete) FROM entry";

/**
 * vouch_statistics_funnel:
 * @db: a connection
 * @connection_id: whose, or 0 for all
 * @since: entries first seen from this time on
 * @until: and before this one
 * @funnel: (out caller-allocates): how far they came until now
 * @error: return location
 */
gboolean
vouch_statistics_funnel (VouchDb      *db,
                         gint64        connection_id,
                         gint64        since,
                         gint64        until,
                         VouchFunnel  *funnel,
                         GError      **error)
{
  VouchRows *rows = vouch_db_query (db, error, funnel_sql, "iii", connection_id, since, until);

  if (vouch_rows_next (rows))
    {
      funnel->n_triggered = vouch_rows_int (rows, 0);
      funnel->n_sent = vouch_rows_int (rows, 1);
      funnel->n_candidate_done = vouch_rows_int (rows, 2);
      funnel->n_references_done = vouch_rows_int (rows, 3);
      funnel->n_complete = vouch_rows_int (rows, 4);
    }
  return vouch_rows_finish (rows, error);
}

/* Today. */

static const char triggered_sql[] =
  "SELECT count (*) FROM trigger INDEXED BY trigger_seen"
  " WHERE " OF_CONNECTION " AND first_seen >= ?2 AND first_seen < ?3";

static const char attached_sql[] =
  "SELECT count (*) FROM ledger INDEXED BY ledger_time"
  " WHERE " OF_CONNECTION " AND at >= ?2 AND at < ?3 AND what = 'report.attached'";

/* Whatever was held twice is one thing that waits. */
static const char held_sql[] =
  "SELECT count (*) FROM (SELECT DISTINCT effect_id, trigger_id, application_id"
  " FROM ledger INDEXED BY ledger_time"
  " WHERE " OF_CONNECTION " AND at >= ?2 AND at < ?3 AND what IN ('effect.held', 'trigger.held'))";

gboolean
vouch_statistics_today (VouchDb     *db,
                        gint64       connection_id,
                        gint64       since,
                        gint64       until,
                        VouchToday  *today,
                        GError     **error)
{
  VouchDayCount closed = { 0 };

  if (!count (db, triggered_sql, connection_id, since, until, &today->n_triggered, error) ||
      !count (db, sent_sql, connection_id, since, until, &today->n_sent, error) ||
      !count (db, attached_sql, connection_id, since, until, &today->n_attached, error) ||
      !count (db, held_sql, connection_id, since, until, &today->n_held, error) ||
      !count_closed (db, connection_id, since, until, &closed, error))
    return FALSE;

  today->n_completed = closed.n_completed;
  today->n_cancelled = closed.n_cancelled;
  return TRUE;
}

/* The ageing board. */

GArray *
vouch_statistics_ageing (VouchDb  *db,
                         gint64    connection_id,
                         GError  **error)
{
  g_autoptr(GArray) board = g_array_new (FALSE, FALSE, sizeof (VouchAgeing));
  VouchRows *rows = NULL;

  rows = vouch_db_query (db, error,
                         "SELECT r.id, r.created_at,"
                         " EXISTS (SELECT 1 FROM reference AS f WHERE f.request_row = r.id),"
                         " EXISTS (SELECT 1 FROM reference AS f WHERE f.request_row = r.id"
                         " AND NOT (" HAS_ENDED "))"
                         " FROM request AS r INDEXED BY request_open_created"
                         " WHERE r." OF_CONNECTION " AND r." IS_OPEN " AND r." IS_AT_SERVICE
                         " ORDER BY r.created_at, r.id",
                         "i", connection_id);
  while (vouch_rows_next (rows))
    {
      VouchAgeing one = { .id = vouch_rows_int (rows, 0), .created_at = vouch_rows_int (rows, 1) };

      if (vouch_rows_int (rows, 2) == 0)
        one.waiting = VOUCH_WAITING_ON_CANDIDATE;
      else
        one.waiting = vouch_rows_int (rows, 3) != 0 ? VOUCH_WAITING_ON_REFERENCES
                                                    : VOUCH_WAITING_ON_NOBODY;
      g_array_append_val (board, one);
    }

  return vouch_rows_finish (rows, error) ? g_steal_pointer (&board) : NULL;
}
