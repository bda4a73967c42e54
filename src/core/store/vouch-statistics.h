/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-db.h"

G_BEGIN_DECLS

/* Numbers for Overview: pure queries for a #VouchStoreFunc. @connection_id 0: all connections.
 * Bounds are server times; n + 1 of them make n spans, each from its bound until before the next:
 * the caller says where its local days begin. */

/**
 * VouchDayCount:
 *
 * What happened within one span.
 */
typedef struct
{
  gint64 n_sent;       /* created at the service */
  gint64 n_completed;
  gint64 n_cancelled;
  gint64 n_expired;
  gint64 n_open;       /* open when it ended */
} VouchDayCount;

/* (array of VouchDayCount): one for each span */
GArray   *vouch_statistics_days     (VouchDb       *db,
                                     gint64         connection_id,
                                     const gint64  *bounds,
                                     guint          n_days,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of each span: the median of the time from sent to complete of the requests completed in it, in
 * microseconds; -1 when there is none. FALSE with an error. */
gboolean  vouch_statistics_medians  (VouchDb       *db,
                                     gint64         connection_id,
                                     const gint64  *bounds,
                                     guint          n_spans,
                                     gint64        *medians,
                                     GError       **error);

/**
 * VouchFunnel:
 *
 * How far the entries came that were first seen within a span; each number contains the next.
 */
typedef struct
{
  gint64 n_triggered;
  gint64 n_sent;
  gint64 n_candidate_done;   /* the candidate named references */
  gint64 n_references_done;  /* every reference has answered */
  gint64 n_complete;
} VouchFunnel;

gboolean  vouch_statistics_funnel   (VouchDb       *db,
                                     gint64         connection_id,
                                     gint64         since,
                                     gint64         until,
                                     VouchFunnel   *funnel,
                                     GError       **error);

/**
 * VouchToday:
 * @n_attached: reports that reached the candidate's profile
 * @n_held: what came to wait for a person
 */
typedef struct
{
  gint64 n_triggered;
  gint64 n_sent;
  gint64 n_completed;
  gint64 n_attached;
  gint64 n_cancelled;
  gint64 n_held;
} VouchToday;

gboolean  vouch_statistics_today    (VouchDb       *db,
                                     gint64         connection_id,
                                     gint64         since,
                                     gint64         until,
                                     VouchToday    *today,
                                     GError       **error);

typedef enum
{
  VOUCH_WAITING_ON_CANDIDATE,
  VOUCH_WAITING_ON_REFERENCES,
  VOUCH_WAITING_ON_NOBODY,
} VouchWaiting;

/**
 * VouchAgeing:
 * @id: of the request
 * @waiting: a #VouchWaiting
 *
 * One open request at the service.
 */
typedef struct
{
  gint64 id;
  gint64 created_at;
  int waiting;
} VouchAgeing;

/* (array of VouchAgeing): the oldest first */
GArray   *vouch_statistics_ageing   (VouchDb       *db,
                                     gint64         connection_id,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
