/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-db.h"

G_BEGIN_DECLS

/**
 * VouchMigration:
 * @name: what it brings
 * @sql: statements without a transaction of their own
 *
 * One step; its place in the list, counted from 1, is the user_version it leads to.
 */
typedef struct
{
  const char *name;
  const char *sql;
} VouchMigration;

extern const char vouch_schema_sql[];
extern const char vouch_schema_lists_sql[];
extern const char vouch_schema_names_sql[];
extern const char vouch_schema_runs_sql[];

gboolean vouch_migrate_steps (VouchDb               *db,
                              const VouchMigration  *steps,
                              guint                  n_steps,
                              GError               **error);

G_END_DECLS
