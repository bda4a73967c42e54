/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "store/vouch-statistics.h"
#include "ui/widgets/vouch-chart-data.h"

G_BEGIN_DECLS

#define VOUCH_OVERVIEW_N_DAYS 30
#define VOUCH_OVERVIEW_N_WEEKS 12
/* Requests shown of each column of the ageing board. */
#define VOUCH_OVERVIEW_N_OLDEST 5

/**
 * VouchOverview:
 * @now: the service's time when it was asked for
 * @days: when the days begin where the person is, and the end of today
 * @weeks: the same for spans of seven days, the last of which ends with today
 * @medians: of each week, microseconds; -1 when none was completed
 * @funnel: of the last @VOUCH_OVERVIEW_N_DAYS days
 * @ageing: (element-type VouchAgeing): all that are open, the oldest first
 * @oldest: (element-type VouchRequestItem): by #VouchWaiting, the oldest first
 *
 * What Overview shows.
 */
typedef struct
{
  gint64 connection_id;
  gint64 now;
  gint64 days[VOUCH_OVERVIEW_N_DAYS + 1];
  gint64 weeks[VOUCH_OVERVIEW_N_WEEKS + 1];
  GArray *counts;      /* (owned), of VouchDayCount */
  gint64 medians[VOUCH_OVERVIEW_N_WEEKS];
  VouchFunnel funnel;
  VouchToday today;
  GArray *ageing;      /* (owned), of VouchAgeing */
  GPtrArray *oldest[VOUCH_WAITING_ON_NOBODY + 1]; /* (owned), of VouchRequestItem */
} VouchOverview;

VouchOverview  *vouch_overview_new       (gint64                connection_id,
                                          gint64                now) G_GNUC_WARN_UNUSED_RESULT;
void            vouch_overview_free      (VouchOverview        *self);
/* A #VouchStoreFunc. */
gboolean        vouch_overview_load      (VouchDb              *db,
                                          gpointer              data,
                                          GError              **error);
/* Nothing was ever seen in these days, and nothing is open. */
gboolean        vouch_overview_is_empty  (const VouchOverview  *self);
guint           vouch_overview_count     (const VouchOverview  *self,
                                          VouchWaiting          waiting);

/* The charts. */
VouchChartData *vouch_overview_chart_days    (const VouchOverview  *self) G_GNUC_WARN_UNUSED_RESULT;
VouchChartData *vouch_overview_chart_medians (const VouchOverview  *self) G_GNUC_WARN_UNUSED_RESULT;
VouchChartData *vouch_overview_chart_funnel  (const VouchOverview  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchOverview, vouch_overview_free)

G_END_DECLS
