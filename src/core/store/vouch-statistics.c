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

/* Which span of @n a time lies in; it is known to lie in one. */
static guint
find_span (const gint64 *bounds,
           guint         n,
           gint64        time)
{
  guint low = 0, high = n - 1;

  while (low < high)
    {
      guint middle = (low + high + 1) / 2;

      if (time < bounds[middle])
        high = middle - 1;
      else
        low = middle;
    }

  return low;
}

/* Days. One walk along an index for all of them. */

static gboolean
count_sent (VouchDb       *db,
            gint64         connection_id,
            const gint64  *bounds,
            GArray        *days,
            GError       **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT created_at FROM request INDEXED BY request_created"
                                    " WHERE " OF_CONNECTION
                                    " AND created_at >= ?2 AND created_at < ?3",
                                    "iii", connection_id, bounds[0], bounds[days->len]);

  while (vouch_rows_next (rows))
    {
      guint span = find_span (bounds, days->len, vouch_rows_int (rows, 0));

      g_array_index (days, VouchDayCount, span).n_sent++;
    }

  return vouch_rows_finish (rows, error);
}

/* Requests that were never sent are in no number. */
static gboolean
count_closed (VouchDb       *db,
              gint64         connection_id,
              const gint64  *bounds,
              GArray        *days,
              GError       **error)
{
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT closed_at, stage FROM request INDEXED BY request_closed"
                                    " WHERE " OF_CONNECTION " AND closed_at >= ?2"
                                    " AND closed_at < ?3 AND created_at > 0",
                                    "iii", connection_id, bounds[0], bounds[days->len]);

  while (vouch_rows_next (rows))
    {
      guint span = find_span (bounds, days->len, vouch_rows_int (rows, 0));
      VouchDayCount *day = &g_array_index (days, VouchDayCount, span);
      const char *stage = vouch_rows_text (rows, 1);

      day->n_completed += g_str_equal (stage, "complete");
      day->n_cancelled += g_str_equal (stage, "cancelled");
      day->n_expired += g_str_equal (stage, "expired");
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
  if (!count_open_at (db, connection_id, bounds[n_days], &n_open, error) ||
      !count_sent (db, connection_id, bounds, days, error) ||
      !count_closed (db, connection_id, bounds, days, error))
    return NULL;

  for (guint i = n_days; i > 0; i--)
    {
      VouchDayCount *day = &g_array_index (days, VouchDayCount, i - 1);

      day->n_open = n_open;
      n_open += day->n_completed + day->n_cancelled + day->n_expired - day->n_sent;
    }

  return g_steal_pointer (&days);
}

/* The medians. */

static int
compare_spans (gconstpointer one,
               gconstpointer other)
{
  gint64 a = *(const gint64 *) one;
  gint64 b = *(const gint64 *) other;

  return (a > b) - (a < b);
}

static gint64
find_median (GArray *times)
{
  gint64 low, high;

  if (times->len == 0)
    return -1;

  g_array_sort (times, compare_spans);
  low = g_array_index (times, gint64, (times->len - 1) / 2);
  high = g_array_index (times, gint64, times->len / 2);
  return low + (high - low) / 2;
}

gboolean
vouch_statistics_medians (VouchDb       *db,
                          gint64         connection_id,
                          const gint64  *bounds,
                          guint          n_spans,
                          gint64        *medians,
                          GError       **error)
{
  g_autoptr(GPtrArray) spans = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  VouchRows *rows = vouch_db_query (db, error,
                                    "SELECT closed_at, closed_at - created_at FROM request"
                                    " INDEXED BY request_closed WHERE " OF_CONNECTION
                                    " AND closed_at >= ?2 AND closed_at < ?3"
                                    " AND stage = 'complete' AND created_at > 0",
                                    "iii", connection_id, bounds[0], bounds[n_spans]);

  for (guint i = 0; i < n_spans; i++)
    g_ptr_array_add (spans, g_array_new (FALSE, FALSE, sizeof (gint64)));
  while (vouch_rows_next (rows))
    {
      GArray *times = spans->pdata[find_span (bounds, n_spans, vouch_rows_int (rows, 0))];
      gint64 time = vouch_rows_int (rows, 1);

      g_array_append_val (times, time);
    }
  if (!vouch_rows_finish (rows, error))
    return FALSE;

  for (guint i = 0; i < n_spans; i++)
    medians[i] = find_median (spans->pdata[i]);
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

#define CLOSED(name) \
  "(SELECT count (*) FROM request INDEXED BY request_closed WHERE " OF_CONNECTION \
  " AND closed_at >= ?2 AND closed_at < ?3 AND created_at > 0 AND stage = '" name "')"

/* Whatever was held twice is one thing that waits. */
static const char today_sql[] =
  "SELECT (SELECT count (*) FROM trigger INDEXED BY trigger_seen"
  " WHERE " OF_CONNECTION " AND first_seen >= ?2 AND first_seen < ?3),"
  " (SELECT count (*) FROM request INDEXED BY request_created"
  " WHERE " OF_CONNECTION " AND created_at >= ?2 AND created_at < ?3), "
  CLOSED ("complete") ", " CLOSED ("cancelled") ","
  " (SELECT count (*) FROM ledger INDEXED BY ledger_time"
  " WHERE " OF_CONNECTION " AND at >= ?2 AND at < ?3 AND what = 'report.attached'),"
  " (SELECT count (*) FROM (SELECT DISTINCT effect_id, trigger_id, application_id"
  " FROM ledger INDEXED BY ledger_time"
  " WHERE " OF_CONNECTION " AND at >= ?2 AND at < ?3"
  " AND what IN ('effect.held', 'trigger.held')))";

gboolean
vouch_statistics_today (VouchDb     *db,
                        gint64       connection_id,
                        gint64       since,
                        gint64       until,
                        VouchToday  *today,
                        GError     **error)
{
  VouchRows *rows = vouch_db_query (db, error, today_sql, "iii", connection_id, since, until);

  if (vouch_rows_next (rows))
    {
      today->n_triggered = vouch_rows_int (rows, 0);
      today->n_sent = vouch_rows_int (rows, 1);
      today->n_completed = vouch_rows_int (rows, 2);
      today->n_cancelled = vouch_rows_int (rows, 3);
      today->n_attached = vouch_rows_int (rows, 4);
      today->n_held = vouch_rows_int (rows, 5);
    }
  return vouch_rows_finish (rows, error);
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
