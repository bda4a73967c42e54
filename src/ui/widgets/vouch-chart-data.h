/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * VouchChartStyle:
 *
 * How a series is drawn: each has a colour and a pattern of its own, so that they can be told apart
 * without the colour.
 */
typedef enum
{
  VOUCH_CHART_ACCENT,
  VOUCH_CHART_SUCCESS,
  VOUCH_CHART_WARNING,
  VOUCH_CHART_ERROR,
  VOUCH_CHART_DIM,
} VouchChartStyle;

/**
 * VouchChartData:
 *
 * The numbers of a chart, which its table and its file are made of too. A number below 0 means that
 * there is none.
 */
typedef struct _VouchChartData VouchChartData;

VouchChartData *vouch_chart_data_new           (const char           *points)
  G_GNUC_WARN_UNUSED_RESULT;
VouchChartData *vouch_chart_data_ref           (VouchChartData       *self);
void            vouch_chart_data_unref         (VouchChartData       *self);
gboolean        vouch_chart_data_equal         (const VouchChartData *one,
                                                const VouchChartData *other);
/* All series come before the first point. */
void            vouch_chart_data_add_series    (VouchChartData       *self,
                                                const char           *name,
                                                VouchChartStyle       style);
/* @tick: short, for the axis; @label: what the point is; @values: one of each series */
void            vouch_chart_data_add_point     (VouchChartData       *self,
                                                const char           *tick,
                                                const char           *label,
                                                const double         *values);

guint           vouch_chart_data_get_n_series  (const VouchChartData *self);
guint           vouch_chart_data_get_n_points  (const VouchChartData *self);
const char     *vouch_chart_data_get_series    (const VouchChartData *self,
                                                guint                 series,
                                                VouchChartStyle      *style);
const char     *vouch_chart_data_get_points    (const VouchChartData *self);
const char     *vouch_chart_data_get_tick      (const VouchChartData *self,
                                                guint                 point);
const char     *vouch_chart_data_get_label     (const VouchChartData *self,
                                                guint                 point);
double          vouch_chart_data_get           (const VouchChartData *self,
                                                guint                 point,
                                                guint                 series);
/* The highest sum of a point. */
double          vouch_chart_data_get_highest   (const VouchChartData *self);
/* A number as it is shown; "–" for none. */
char           *vouch_chart_data_dup_value     (const VouchChartData *self,
                                                guint                 point,
                                                guint                 series)
  G_GNUC_WARN_UNUSED_RESULT;
/* A point in words: its label, then every number that is not 0. */
char           *vouch_chart_data_dup_words     (const VouchChartData *self,
                                                guint                 point)
  G_GNUC_WARN_UNUSED_RESULT;
char           *vouch_chart_data_dup_csv       (const VouchChartData *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VouchChartData, vouch_chart_data_unref)

G_END_DECLS
