/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#define G_LOG_DOMAIN "vouch-store"

#include "base/vouch-error.h"
#include "store/vouch-db-private.h"
#include "store/vouch-migrations.h"
#include "store/vouch-store.h"

/* "Vouc": tells our files from other SQLite databases. */
#define APPLICATION_ID "1450145123"

static const VouchMigration migrations[] = {
  { "first tables", vouch_schema_sql },
  { "what lists walk along", vouch_schema_lists_sql },
  { "the order of names", vouch_schema_names_sql },
  { "runs", vouch_schema_runs_sql },
};

static gboolean
run_step (VouchDb               *db,
          const VouchMigration  *step,
          guint                  version,
          GError               **error)
{
  g_autofree char *pragmas = g_strdup_printf ("PRAGMA application_id = " APPLICATION_ID ";"
                                              "PRAGMA user_version = %u;", version);

  g_debug ("Migrating to version %u: %s", version, step->name);
  if (!vouch_db_begin (db, error))
    return FALSE;

  if (vouch_db_run_script (db, step->sql, error) &&
      vouch_db_run_script (db, pragmas, error) &&
      vouch_db_commit (db, error))
    return TRUE;

  vouch_db_roll_back (db);
  return FALSE;
}

static gboolean
check_is_ours (VouchDb  *db,
               gint64    version,
               GError  **error)
{
  gint64 id, n_tables;

  if (!vouch_db_get_int (db, "PRAGMA application_id", &id, error) ||
      !vouch_db_get_int (db, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;

  if (version == 0 ? n_tables == 0 : id == g_ascii_strtoll (APPLICATION_ID, NULL, 10))
    return TRUE;

  g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_CORRUPT, "another program's database");
  return FALSE;
}

static gboolean
check_version (VouchDb  *db,
               gint64    version,
               guint     n_steps,
               GError  **error)
{
  if (version < 0 || version > n_steps)
    {
      g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_NEWER,
                   "version %" G_GINT64_FORMAT ", and this program knows %u", version, n_steps);
      return FALSE;
    }

  if (db->mode == VOUCH_DB_READ_ONLY && version < n_steps)
    {
      g_set_error (error, VOUCH_STORE_ERROR, VOUCH_STORE_ERROR_READ_ONLY,
                   "version %" G_GINT64_FORMAT " has to be brought up to date first", version);
      return FALSE;
    }

  return TRUE;
}

/**
 * vouch_migrate_steps:
 * @db: a connection without a transaction
 * @steps: all steps there are
 * @n_steps: their number
 * @error: return location
 *
 * Does what vouch_migrate() does with steps of its own. Each step is one transaction together with
 * its version, so that one which was interrupted is simply done again.
 */
gboolean
vouch_migrate_steps (VouchDb               *db,
                     const VouchMigration  *steps,
                     guint                  n_steps,
                     GError               **error)
{
  gint64 version;

  if (!vouch_db_get_int (db, "PRAGMA user_version", &version, error) ||
      !check_is_ours (db, version, error) ||
      !check_version (db, version, n_steps, error))
    return FALSE;

  for (guint i = (guint) version; i < n_steps; i++)
    {
      if (!run_step (db, &steps[i], i + 1, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vouch_migrate:
 * @db: a connection without a transaction
 * @error: return location
 *
 * Brings the schema up to date.
 *
 * Returns: %FALSE with %VOUCH_STORE_ERROR_NEWER when a newer Vouch wrote it,
 *   %VOUCH_STORE_ERROR_CORRUPT when another program did, %VOUCH_STORE_ERROR_READ_ONLY when @db only
 *   reads and the schema is older
 */
gboolean
vouch_migrate (VouchDb  *db,
               GError  **error)
{
  return vouch_migrate_steps (db, migrations, G_N_ELEMENTS (migrations), error);
}
