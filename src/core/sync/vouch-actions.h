/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-template.h"
#include "sync/vouch-delivered.h"
#include "sync/vouch-session.h"

G_BEGIN_DECLS

/* What a person does about an item. Each runs inside a transaction (vouch_store_write_async ()),
 * writes the ledger with actor "person", and fails with VOUCH_STORE_ERROR_NOT_FOUND for an id that
 * does not exist, or with VOUCH_ACTION_ERROR when it makes no sense for that item; nothing is
 * changed then. @now is vouch_session_get_now (), or the wall clock where no engine runs. */

/* Held or unknown effect: try again. A create that was refused is planned anew from fresh facts;
 * one whose outcome nobody knows is sent only with @send_anyway. */
gboolean vouch_action_retry         (VouchDb      *db,
                                     gint64        effect_id,
                                     gboolean      send_anyway,
                                     gint64        now,
                                     GError      **error);
/* Held or unknown effect, or waiting trigger: leave it. */
gboolean vouch_action_skip_effect   (VouchDb      *db,
                                     gint64        effect_id,
                                     gint64        now,
                                     GError      **error);
gboolean vouch_action_skip_trigger  (VouchDb      *db,
                                     gint64        trigger_id,
                                     gint64        now,
                                     GError      **error);
/* A create whose outcome nobody knows: the request that exists at Crosschq is this one. */
gboolean vouch_action_link          (VouchDb      *db,
                                     gint64        effect_id,
                                     const char   *request_id,
                                     gint64        now,
                                     GError      **error);
/* A late entry, a re-entry, or one from before turning on may go ahead. */
gboolean vouch_action_confirm       (VouchDb      *db,
                                     gint64        trigger_id,
                                     gint64        now,
                                     GError      **error);
/* Open request: cancel now; remind (refused within 24 hours of the last one). */
gboolean vouch_action_cancel        (VouchDb      *db,
                                     gint64        request_id,
                                     const char   *attempt_id,
                                     gint64        now,
                                     GError      **error);
gboolean vouch_action_remind        (VouchDb      *db,
                                     gint64        request_id,
                                     const char   *attempt_id,
                                     gint64        now,
                                     GError      **error);
/* The job field of a job; NULL or "" clears it. The tag is taken as given. */
gboolean vouch_action_tag_job       (VouchDb      *db,
                                     gint64        connection_id,
                                     const char   *job_id,
                                     const char   *tag,
                                     const char   *attempt_id,
                                     gint64        now,
                                     GError      **error);
/* The templates' tags as values of the job field: missing ones are added, or the value that had the
 * tag before it was changed is renamed; with @archive_stale those of the field that no template has
 * are archived. Returns how many effects were planned, -1
 * on error. */
int      vouch_action_push_tags     (VouchDb      *db,
                                     gint64        connection_id,
                                     gboolean      archive_stale,
                                     VouchRandom  *random,
                                     gint64        now,
                                     GError      **error);
gboolean vouch_action_find_renamed  (VouchDb              *db,
                                     const VouchTemplate  *template,
                                     GPtrArray            *templates,
                                     GPtrArray            *values,
                                     char                **label,
                                     GError              **error);
/* One label as an active value of the job field; nothing is planned when it is one already, or
 * when the field takes any text. */
gboolean vouch_action_add_value     (VouchDb      *db,
                                     gint64        connection_id,
                                     const char   *label,
                                     VouchRandom  *random,
                                     gint64        now,
                                     GError      **error);
/* The switches of a connection; on also notes since when. */
typedef enum
{
  VOUCH_SWITCH_ON,
  VOUCH_SWITCH_PAUSED,
  VOUCH_SWITCH_SENDS,
  VOUCH_SWITCH_REBUILD,
} VouchSwitch;

gboolean vouch_action_switch        (VouchDb      *db,
                                     gint64        connection_id,
                                     VouchSwitch   which,
                                     gboolean      value,
                                     gint64        now,
                                     GError      **error);
/* A request goes over to the profile that is left of a merge; NULL: the one that was found. */
gboolean vouch_action_rebind        (VouchDb      *db,
                                     gint64        effect_id,
                                     const char   *candidate_id,
                                     gint64        now,
                                     GError      **error);
/* What a look found missing is put there once more. VOUCH_STORE_ERROR_STALE when something has been
 * done about it since the look. */
gboolean vouch_action_redeliver     (VouchDb      *db,
                                     gint64        request_id,
                                     const VouchDeliveredItem *item,
                                     const char   *attempt_id,
                                     gint64        now,
                                     GError      **error);
/* Pausing until a time; the cycle ends the pause. */
gboolean vouch_action_pause         (VouchDb      *db,
                                     gint64        connection_id,
                                     gint64        until,
                                     gint64        now,
                                     GError      **error);
gboolean vouch_action_get_paused_until (VouchDb   *db,
                                        gint64     connection_id,
                                        gint64    *until,
                                        GError   **error);
gboolean vouch_action_end_pause     (VouchDb      *db,
                                     gint64        connection_id,
                                     gint64        now,
                                     GError      **error);
/* A line of the ledger about something that is no item: a template, a setting, connecting. Its
 * parameter is never a person's data or a secret. */
gboolean vouch_action_note          (VouchDb      *db,
                                     gint64        connection_id,
                                     const char   *text_id,
                                     const char   *parameter_name,
                                     const char   *parameter_value,
                                     gint64        now,
                                     GError      **error);

G_END_DECLS
