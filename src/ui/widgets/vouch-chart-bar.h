/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Vouch authors
 */
#pragma once

#include "ui/widgets/vouch-chart-data.h"

G_BEGIN_DECLS

#define VOUCH_TYPE_CHART_BAR (vouch_chart_bar_get_type ())
G_DECLARE_FINAL_TYPE (VouchChartBar, vouch_chart_bar, VOUCH, CHART_BAR, GtkWidget)

/**
 * VouchChartBar:
 *
 * One point of a chart: takes the focus, has its numbers as name and tooltip.
 */
GtkWidget *vouch_chart_bar_new    (VouchChartData  *data,
                                   guint            point,
                                   GtkOrientation   orientation) G_GNUC_WARN_UNUSED_RESULT;
/* Other numbers; it keeps the focus. */
void       vouch_chart_bar_set_data    (VouchChartBar  *self,
                                        VouchChartData *data,
                                        guint           point);
/* The number at which a bar fills its whole length. */
void       vouch_chart_bar_set_highest (VouchChartBar *self,
                                        double         highest);
/* One colour and pattern, as bars and the legend have it. */
void       vouch_chart_paint      (GtkWidget             *widget,
                                   GtkSnapshot           *snapshot,
                                   VouchChartStyle        style,
                                   const graphene_rect_t *area);

G_END_DECLS
