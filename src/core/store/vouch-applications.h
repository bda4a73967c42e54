/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-application.h"
#include "model/vouch-trigger.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

VouchApplication *vouch_applications_get      (VouchDb                 *db,
                                               gint64                   id,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
/* NULL without an error when it is not followed. */
VouchApplication *vouch_applications_find     (VouchDb                 *db,
                                               gint64                   connection_id,
                                               const char              *candidate_id,
                                               const char              *job_id,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
/* Inserts or updates by candidate and job, and the person (when given) in the person table.
 * Equal content writes nothing. Returns the row's id, 0 on error. */
gint64            vouch_applications_put      (VouchDb                 *db,
                                               gint64                   connection_id,
                                               const VouchApplication  *application,
                                               GError                 **error);
GPtrArray        *vouch_applications_in_step  (VouchDb                 *db,
                                               gint64                   connection_id,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
/* Those whose request is open and who are not in the step, read before @before: what is read by
 * id. */
GPtrArray        *vouch_applications_to_read  (VouchDb                 *db,
                                               gint64                   connection_id,
                                               gint64                   before,
                                               gint64                   now,
                                               guint                    limit,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
/* Candidate found by id, e-mail or name (for explain), newest first. */
GPtrArray        *vouch_applications_search   (VouchDb                 *db,
                                               gint64                   connection_id,
                                               const char              *text,
                                               guint                    limit,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
/* Tombstone: ids stay, the person's data go, in every table. */
gboolean          vouch_applications_bury     (VouchDb                 *db,
                                               gint64                   id,
                                               GError                 **error);
/* Its requests go over to @heir_id (which may be itself), whose candidate is @candidate_id. */
gboolean          vouch_applications_rebind   (VouchDb                 *db,
                                               gint64                   id,
                                               gint64                   heir_id,
                                               const char              *candidate_id,
                                               GError                 **error);
/* The same without a tombstone: new work may bring the person back. */
gboolean          vouch_applications_forget   (VouchDb                 *db,
                                               gint64                   id,
                                               GError                 **error);
/* Closed before @before, nothing open, and the person still known. */
GPtrArray        *vouch_applications_to_forget (VouchDb                *db,
                                               gint64                   connection_id,
                                               gint64                   before,
                                               guint                    limit,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;

VouchTrigger     *vouch_triggers_get          (VouchDb                 *db,
                                               gint64                   id,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
/* The last entry of an application; NULL without an error when there is none. */
VouchTrigger     *vouch_triggers_get_last     (VouchDb                 *db,
                                               gint64                   application_id,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
gint64            vouch_triggers_add          (VouchDb                 *db,
                                               gint64                   connection_id,
                                               const VouchTrigger      *trigger,
                                               GError                 **error);
/* Writes everything but the identity if the row still has @trigger->version, and raises it;
 * otherwise VOUCH_STORE_ERROR_STALE. */
gboolean          vouch_triggers_update       (VouchDb                 *db,
                                               const VouchTrigger      *trigger,
                                               GError                 **error);
/* In the order in which they entered. */
GPtrArray        *vouch_triggers_list         (VouchDb                 *db,
                                               gint64                   connection_id,
                                               VouchTriggerState        state,
                                               GError                 **error)
                                               G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
