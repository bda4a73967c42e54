/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-run.h"
#include "store/vouch-row-query.h"

G_BEGIN_DECLS

/**
 * VouchRunFilter:
 * @connection_id: 0: of all connections
 * @text: (nullable): as in #VouchActivityFilter; only runs that did something about it
 * @actor: (nullable): "person": those that a person asked for or whose action they delivered;
 *   "vouch": all others; any other actor has none
 * @since: from this server time on, or 0
 */
typedef struct
{
  gint64 connection_id;
  const char *text;
  const char *actor;
  gint64 since;
} VouchRunFilter;

/* The data of a #VouchRow of it is a #VouchRun; newest first. */
VouchRowQuery *vouch_run_query_new (const VouchRunFilter  *filter) G_GNUC_WARN_UNUSED_RESULT;
/* %NULL without an error when there is none, or none any more. */
VouchRun      *vouch_runs_get      (VouchDb               *db,
                                    gint64                 id,
                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type VouchRun): newest first; @before_id pages back when not 0. */
GPtrArray     *vouch_runs_list     (VouchDb               *db,
                                    gint64                 connection_id,
                                    gint64                 before_id,
                                    guint                  limit,
                                    GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
