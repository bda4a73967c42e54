/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-applications.h"
#include "store/vouch-connections.h"
#include "store/vouch-db.h"
#include "store/vouch-jobs.h"
#include "store/vouch-ledger.h"
#include "store/vouch-outbox.h"
#include "store/vouch-requests.h"
#include "store/vouch-store.h"
#include "store/vouch-templates.h"
#include "vouch-test-vfs.h"

G_BEGIN_DECLS

#define STORE_PATH "/store.db"

/**
 * StoreFixture:
 *
 * A migrated database in memory with one connection, within a transaction when a test begins one.
 */
typedef struct
{
  VouchTestVfs *vfs;
  VouchDb *db;
  gint64 connection_id;
} StoreFixture;

void     store_fixture_set_up      (StoreFixture    *fixture,
                                    gconstpointer    data);
void     store_fixture_tear_down   (StoreFixture    *fixture,
                                    gconstpointer    data);
void     store_fixture_reopen      (StoreFixture    *fixture);
VouchDb *store_fixture_open        (StoreFixture    *fixture) G_GNUC_WARN_UNUSED_RESULT;

gint64   store_add_connection      (VouchDb         *db,
                                    const char      *name);
gint64   store_add_application     (VouchDb         *db,
                                    gint64           connection_id,
                                    const char      *candidate_id,
                                    const char      *last_name);
gint64   store_add_trigger         (VouchDb         *db,
                                    gint64           connection_id,
                                    gint64           application_id,
                                    int              entry_no);
gint64   store_add_request         (VouchDb         *db,
                                    gint64           connection_id,
                                    gint64           application_id,
                                    VouchStage       stage);
gint64   store_plan                (VouchDb         *db,
                                    gint64           connection_id,
                                    const char      *kind,
                                    const char      *subject,
                                    gboolean         once,
                                    const char      *body,
                                    gboolean        *added);
gint64   store_count               (VouchDb         *db,
                                    const char      *sql);

/* Whether a line of SQLite's plan for a query has @part. */
gboolean store_plan_has            (StoreFixture    *fixture,
                                    const char      *sql,
                                    const char      *part);

/* Asserts that @code, run on @db, leaves every row as it was. */
#define assert_writes_nothing(db, code) \
  G_STMT_START { \
    gint64 before_ = store_count (db, "SELECT total_changes()"); \
    code; \
    g_assert_cmpint (store_count (db, "SELECT total_changes()"), ==, before_); \
  } G_STMT_END

G_END_DECLS
