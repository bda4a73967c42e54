/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-sync"

#include "base/vouch-util.h"
#include "model/vouch-activity.h"
#include "store/vouch-applications.h"
#include "store/vouch-ledger.h"
#include "store/vouch-runs.h"
#include "sync/vouch-retention.h"

/* So many in one transaction; the next cycle goes on with the others. */
#define BATCH 100
/* So many runs of a connection are kept at the most, however often something fails. */
#define MAX_RUNS 10000

static gboolean
forget (VouchDb                 *db,
        gint64                   connection_id,
        const VouchApplication  *application,
        gint64                   now,
        GError                 **error)
{
  g_autoptr(VouchReason) what = vouch_reason_new ("application.forgotten", NULL);
  g_autoptr(VouchActivity) line = vouch_activity_new (now, "vouch", what);

  line->application_id = application->id;
  line->person_id = application->person_id;
  return vouch_applications_forget (db, application->id, error) &&
         vouch_ledger_append (db, connection_id, line, error) != 0;
}

/**
 * vouch_retention_is_due:
 * @session: a connection
 *
 * Returns: whether a day has passed since everything that was old enough was forgotten
 */
gboolean
vouch_retention_is_due (VouchSession *session)
{
  gint64 done_at = vouch_session_get_forgot_at (session);

  return done_at == 0 || vouch_session_get_now (session) - done_at >= VOUCH_DAY;
}

/**
 * vouch_retention_apply:
 * @session: a connection
 * @db: the store, inside a transaction
 * @error: return location
 *
 * Erases the personal data of applications that have been closed for as long as the settings say.
 * The ledger keeps ids. Runs that are as old go as well. Nothing is written when nobody's time is
 * over.
 *
 * Returns: whether the store could be read and written
 */
gboolean
vouch_retention_apply (VouchSession  *session,
                       VouchDb       *db,
                       GError       **error)
{
  gint64 now = vouch_session_get_now (session);
  gint64 age = vouch_session_get_settings (session)->retention_days * VOUCH_DAY;
  gint64 id = vouch_session_get_id (session);
  g_autoptr(GPtrArray) applications =
    vouch_applications_to_forget (db, id, now - age, BATCH, error);

  if (applications == NULL)
    return FALSE;

  for (guint i = 0; i < applications->len; i++)
    {
      if (!forget (db, id, applications->pdata[i], now, error))
        return FALSE;
    }

  if (!vouch_runs_forget (db, id, now - age, MAX_RUNS, error))
    return FALSE;

  if (applications->len < BATCH)
    vouch_session_set_forgot_at (session, now);
  return TRUE;
}
