/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <sqlite3.h>

#include "store/vouch-db.h"

G_BEGIN_DECLS

struct _VouchDb
{
  sqlite3 *handle;        /* (owned) */
  VouchDbMode mode;
  GHashTable *statements; /* (owned): idle sqlite3_stmt by their text; only ever looked up */
  sqlite3_stmt *recent;   /* (owned) (nullable): the one that was idle last; most runs ask for it */
  GPtrArray *changes;     /* (owned) (element-type VouchDbChange): noted since begin */
  VouchRun *run;          /* (unowned) (nullable): what the transaction belongs to */
  gboolean run_added;     /* its row was added in this transaction */
  gboolean truncate;      /* a checkpoint is owed once the transaction is over */
};

/**
 * VouchDbChange:
 * @ids: (element-type gint64): in the order in which they were noted, each once
 *
 * What one transaction changed of one subject.
 */
typedef struct
{
  char *subject;
  GArray *ids;
} VouchDbChange;

/**
 * VouchDbValue:
 *
 * One bound value: a number, or a nullable text.
 */
typedef struct
{
  gint64 number;
  char *text;
  gboolean is_text;
} VouchDbValue;

VouchRows    *vouch_db_query_values   (VouchDb            *self,
                                       GError            **error,
                                       const char         *sql,
                                       const VouchDbValue *values,
                                       guint               n_values) G_GNUC_WARN_UNUSED_RESULT;
sqlite3_stmt *vouch_db_take_statement (VouchDb      *self,
                                       const char   *sql,
                                       GError      **error);
void          vouch_db_give_statement (VouchDb      *self,
                                       sqlite3_stmt *statement);
void          vouch_db_set_error      (VouchDb      *self,
                                       GError      **error);
void          vouch_db_set_cancellable (VouchDb     *self,
                                        GCancellable *cancellable);
gboolean      vouch_db_run_script     (VouchDb      *self,
                                       const char   *sql,
                                       GError      **error);
gboolean      vouch_db_get_int        (VouchDb      *self,
                                       const char   *sql,
                                       gint64       *value,
                                       GError      **error);
gint64        vouch_db_get_n_total    (VouchDb      *self);
void          vouch_db_keep_log_on_close (VouchDb   *self,
                                          gboolean   keep);
gboolean      vouch_db_empty_log      (VouchDb      *self,
                                       gboolean     *done,
                                       GError      **error);
gboolean      vouch_db_scrub          (VouchDb      *self,
                                       GError      **error);
GPtrArray    *vouch_db_steal_changes  (VouchDb      *self);
GPtrArray    *vouch_db_dup_statements (VouchDb      *self);

void          vouch_db_change_free    (VouchDbChange *self);

gboolean      vouch_db_files_prepare  (const char   *path,
                                       GError      **error);
gboolean      vouch_db_files_set_aside (const char  *path,
                                       const char   *vfs,
                                       GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchDbChange, vouch_db_change_free)

G_END_DECLS
