/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-activity.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

gint64     vouch_ledger_append (VouchDb              *db,
                                gint64                connection_id,
                                const VouchActivity  *activity,
                                GError              **error);
/* Newest first. @text_id (nullable) limits to one id, @application_id to one application when
 * not 0,
 * @before_id pages back when not 0. */
GPtrArray *vouch_ledger_list   (VouchDb              *db,
                                gint64                connection_id,
                                const char           *text_id,
                                gint64                application_id,
                                gint64                before_id,
                                guint                 limit,
                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those of one run. */
GPtrArray *vouch_ledger_list_run (VouchDb            *db,
                                  gint64              connection_id,
                                  gint64              run_id,
                                  gint64              before_id,
                                  guint               limit,
                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
