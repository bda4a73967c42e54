/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "model/vouch-effect.h"
#include "store/vouch-db.h"

G_BEGIN_DECLS

VouchEffect *vouch_outbox_get         (VouchDb            *db,
                                       gint64              id,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* NULL without an error when there is none. The newest of that kind and subject. */
VouchEffect *vouch_outbox_find        (VouchDb            *db,
                                       gint64              connection_id,
                                       const char         *kind,
                                       const char         *subject,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Plans an effect. With @effect->once: unique for ever by kind, subject and entry; planning it
 * again changes nothing and gives the existing id. Only one that was superseded, which provably
 * was not done, may be planned anew, unless a person skipped it. Otherwise: an open one with the
 * same digest is left alone; an open *planned* or *held* one with another digest is superseded;
 * one that is *sending* or *unknown* stays, the new one is planned behind it, and an *unknown* one
 * is looked for as soon as the service must be done with it. @added (nullable) tells whether a row
 * was added. Returns the id, 0 on error. */
gint64       vouch_outbox_plan        (VouchDb            *db,
                                       const VouchEffect  *effect,
                                       gboolean           *added,
                                       GError            **error);
/* @newer tells whether one was planned behind it. FALSE on error. */
gboolean     vouch_outbox_has_newer   (VouchDb            *db,
                                       gint64              id,
                                       gboolean           *newer,
                                       GError            **error);
/* Whether planning it would change nothing: it is there already, done or under way. */
gboolean     vouch_outbox_has         (VouchDb            *db,
                                       const VouchEffect  *effect,
                                       gboolean           *has,
                                       GError            **error);
/* Writes state, attempts, times, reason, remote id and status if the row still has
 * @effect->version, and raises it; otherwise VOUCH_STORE_ERROR_STALE. A settled effect (done,
 * refused, superseded) loses its body. */
gboolean     vouch_outbox_update      (VouchDb            *db,
                                       const VouchEffect  *effect,
                                       GError            **error);
/* Planned or unknown or held with a next try, next_at <= @now, in the order they were planned. */
GPtrArray   *vouch_outbox_due         (VouchDb            *db,
                                       gint64              connection_id,
                                       gint64              now,
                                       guint               limit,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The earliest next_at of an open effect, or 0. */
gint64       vouch_outbox_next_at     (VouchDb            *db,
                                       gint64              connection_id,
                                       GError            **error);
GPtrArray   *vouch_outbox_list        (VouchDb            *db,
                                       gint64              connection_id,
                                       VouchEffectState    state,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those about one request, in the order in which they were planned. */
GPtrArray   *vouch_outbox_list_for    (VouchDb            *db,
                                       gint64              request_id,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Rows left *sending* by a process that died become *unknown*. Returns how many, -1 on error. */
int          vouch_outbox_recover     (VouchDb            *db,
                                       gint64              connection_id,
                                       gint64              now,
                                      gint64              create_silence,
                                       GError            **error);
guint        vouch_outbox_count       (VouchDb            *db,
                                       gint64              connection_id,
                                       VouchEffectState    state,
                                       GError            **error);
/* When the newest effect that was sent and is done was sent; 0 when there is none. */
gint64       vouch_outbox_last_done   (VouchDb            *db,
                                       gint64              connection_id,
                                       GError            **error);
/* How often *sending* was committed for that kind since @since: what a cap counts. */
guint        vouch_outbox_count_sent  (VouchDb            *db,
                                       gint64              connection_id,
                                       const char         *kind,
                                       gint64              since,
                                       GError            **error);

G_END_DECLS
