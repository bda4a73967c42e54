/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-row-query.h"

G_BEGIN_DECLS

/* What a person "p" is found by. */
#define VOUCH_SQL_PERSON "p.first_name || ' ' || p.last_name || ' ' || ifnull (p.email, '')"

/* The name of a person "p", NULL when it is erased. */
#define VOUCH_SQL_NAME "nullif (trim (p.first_name || ' ' || p.last_name), '')"

/**
 * VouchSql:
 *
 * A query put together from parts that are written in this program, and the values bound to its
 * parameters. Each "?" of a part takes the next value.
 */
typedef struct _VouchSql VouchSql;

VouchSql      *vouch_sql_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void           vouch_sql_free      (VouchSql                  *self);
void           vouch_sql_add       (VouchSql                  *self,
                                    const char                *text);
void           vouch_sql_add_int   (VouchSql                  *self,
                                    const char                *text,
                                    gint64                     value);
void           vouch_sql_add_text  (VouchSql                  *self,
                                    const char                *text,
                                    const char                *value);
/* " AND …": @column is one of @ids, of which one that ends in "." stands for all that begin so. */
void           vouch_sql_add_ids   (VouchSql                  *self,
                                    const char                *column,
                                    const char *const         *ids);
/* "(… LIKE …)": whether @text is somewhere in @expression. In ASCII a letter's case does not
 * matter; with other letters, no letter's does, at a price. */
void           vouch_sql_add_holds (VouchSql                  *self,
                                    const char                *expression,
                                    const char                *text);
/* " AND column = connection_id", unless it is 0. */
void           vouch_sql_add_connection (VouchSql             *self,
                                         const char           *column,
                                         gint64                connection_id);
/* "WITH …" at the beginning of a query about @text: found_person, and found_application by its
 * candidate or job. Nothing when @text (nullable) is empty. Returns: whether it is there. */
gboolean       vouch_sql_add_search     (VouchSql             *self,
                                         gint64                connection_id,
                                         const char           *text);
/* Whether @text is somewhere in the name or the address of the person "p". */
void           vouch_sql_add_person_holds (VouchSql           *self,
                                           const char         *text);
const char    *vouch_sql_get_text  (const VouchSql            *self);
VouchRows     *vouch_sql_query     (const VouchSql            *self,
                                    VouchDb                   *db,
                                    GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

/* A query of @klass whose ids are the first column of @sql, which it takes over. */
VouchRowQuery *vouch_sql_query_new      (const VouchRowQueryClass *klass,
                                         VouchSql                 *sql) G_GNUC_WARN_UNUSED_RESULT;
/* @first, which it takes over, gives the ids of the first rows sooner. */
void           vouch_sql_query_set_first (VouchRowQuery           *query,
                                          VouchSql                *first);
/* For that class. */
gboolean       vouch_sql_query_list_first (const VouchRowQuery    *query,
                                         VouchDb                  *db,
                                         GArray                   *ids,
                                         GError                  **error);
gboolean       vouch_sql_query_list_ids (const VouchRowQuery      *query,
                                         VouchDb                  *db,
                                         GArray                   *ids,
                                         GError                  **error);
void           vouch_sql_query_finalize (VouchRowQuery            *query);
/* For tests of query plans. */
const VouchSql *vouch_sql_query_get_sql (const VouchRowQuery      *query);
const VouchSql *vouch_sql_query_get_first (const VouchRowQuery    *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchSql, vouch_sql_free)

G_END_DECLS
